"""Choosing: which photos tell which scene."""

from luxvid.selection.local import LocalSelector
from luxvid.selection.weights import Weights

__all__ = ["LocalSelector", "Weights"]
