"""Shots into motion, clips into a picture track."""

from luxvid.render.combiner import Combiner
from luxvid.render.ken_burns import KenBurnsRenderer

__all__ = ["Combiner", "KenBurnsRenderer"]
