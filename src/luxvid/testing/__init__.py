"""For your own tests: photos drawn by code, the mess that clients upload, a Replicate and an xAI that take no money."""

from luxvid.testing.drawn import draw_photo, draw_photos
from luxvid.testing.messy import MessyFile, messy_upload
from luxvid.testing.replicate import ReplicateEmulator
from luxvid.testing.spending import forbid_spending
from luxvid.testing.xai import XaiEmulator

__all__ = ["MessyFile", "ReplicateEmulator", "XaiEmulator", "draw_photo", "draw_photos", "forbid_spending", "messy_upload"]
