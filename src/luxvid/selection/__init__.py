"""Choosing: which photos tell which scene."""

from luxvid.selection.grok import GrokSelector
from luxvid.selection.grok_pictures import Shown
from luxvid.selection.local import LocalSelector
from luxvid.selection.weights import Weights

__all__ = ["GrokSelector", "LocalSelector", "Shown", "Weights"]
