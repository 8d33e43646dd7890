"""How to speak to whom is paid: one paid job each; they know nothing of films."""
