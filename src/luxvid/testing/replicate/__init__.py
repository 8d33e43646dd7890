"""A Replicate that runs on loopback: answers and fails as the service does, makes small real clips, and writes a bill."""

from luxvid.testing.replicate.bill import Bill, BillLine
from luxvid.testing.replicate.clock import Clock
from luxvid.testing.replicate.emulator import ReplicateEmulator
from luxvid.testing.replicate.faults import Answer, Delivery, Faults, Flaws, Lost, Outcome, Slow
from luxvid.testing.replicate.models import MODELS, UNPRICED_USD, EmulatedModel, short_at_1080p_with_last_frame
from luxvid.testing.replicate.throttling import Limits

__all__ = [
    "MODELS",
    "UNPRICED_USD",
    "Answer",
    "Bill",
    "BillLine",
    "Clock",
    "Delivery",
    "EmulatedModel",
    "Faults",
    "Flaws",
    "Limits",
    "Lost",
    "Outcome",
    "ReplicateEmulator",
    "Slow",
    "short_at_1080p_with_last_frame",
]
