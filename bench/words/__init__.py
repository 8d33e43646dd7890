"""How often the lists of words are wrong: on honest sentences, and on those that steer."""
