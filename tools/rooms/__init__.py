"""How the room head was learnt: `python -m rooms.train`, from the folder `tools`."""
