"""Which of two photos comes first, so that the passage from one to the other goes the way the camera goes."""

from __future__ import annotations

from luxvid.scenes import Move
from luxvid.selection.candidates import Candidate
from luxvid.vision.overlap import LIKELY, Overlap
from luxvid.vision.rooms import OPEN_AIR

_SURE = 0.6  # share of matches that must agree on the shift
_SHIFT = 0.03  # of the longer side
_NEARER = 0.05
_OUTSIDE = 0.5  # chance of the open air


def is_outside(one: Candidate) -> bool:
    """Tell whether a photo was likely taken in the open air: a scene that has both goes from outside in."""
    return sum(one.chance[room] for room in OPEN_AIR) > _OUTSIDE


def goes_with(move: Move, overlap: Overlap) -> int:
    """Tell whether the passage from the first photo to the second goes with a camera's move: 1, against it: -1, or neither: 0.

    A camera that goes left shows the same things further right.

    Example:
        >>> goes_with("truck_left", Overlap(share=0.5, right=0.2, sure=0.9))
        1
    """
    if overlap.share < LIKELY or overlap.sure < _SURE:
        return 0
    shift, least = {
        "truck_left": (overlap.right, _SHIFT),
        "truck_right": (-overlap.right, _SHIFT),
        "pedestal_up": (overlap.down, _SHIFT),
        "pedestal_down": (-overlap.down, _SHIFT),
        "dolly_in": (overlap.closer - 1, _NEARER),
        "dolly_out": (1 - overlap.closer, _NEARER),
    }.get(move, (0.0, 1.0))
    return (shift >= least) - (shift <= -least)
