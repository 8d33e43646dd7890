"""Titles: what a board says, drawn in its brand and laid over the film while its pieces are encoded."""

from luxvid.titles.designer import Titles
from luxvid.titles.overlays import Title, label_overlay

__all__ = ["Title", "Titles", "label_overlay"]
