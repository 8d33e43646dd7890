"""A film handed on to an editor: its clips with handles, its music, and a timeline that editing programs open."""

from luxvid.editing.edit import Edit, Item, Mark, Sound, edit_of
from luxvid.editing.export import write_timeline

__all__ = ["Edit", "Item", "Mark", "Sound", "edit_of", "write_timeline"]
