"""Photos from folders, paths, bytes and file objects."""

from luxvid.intake.load import load_photos

__all__ = ["load_photos"]
