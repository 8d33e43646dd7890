"""Material for tests: photos drawn by code, and the mess that clients upload."""

from luxvid.testing.drawn import draw_photo, draw_photos
from luxvid.testing.messy import MessyFile, messy_upload

__all__ = ["MessyFile", "draw_photo", "draw_photos", "messy_upload"]
