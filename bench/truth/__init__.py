"""How well the truth gate tells pairs and clips apart: `python -m bench.truth`, on the sample villa whose truth is known."""
