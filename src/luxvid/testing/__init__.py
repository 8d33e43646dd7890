"""For your own tests: drawn photos, messy uploads, a Replicate and an xAI that take no money, papers to sign with."""

from luxvid.testing.drawn import draw_photo, draw_photos
from luxvid.testing.messy import MessyFile, messy_upload
from luxvid.testing.papers import Papers, issue_papers
from luxvid.testing.replicate import ReplicateEmulator
from luxvid.testing.spending import forbid_spending
from luxvid.testing.xai import XaiEmulator

__all__ = [
    "MessyFile",
    "Papers",
    "ReplicateEmulator",
    "XaiEmulator",
    "draw_photo",
    "draw_photos",
    "forbid_spending",
    "issue_papers",
    "messy_upload",
]
