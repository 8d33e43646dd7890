"""What lies over a photo: a watermark, a finger before the lens, several photos in one (extra `vision`).

Small heads over what `luxvid.vision.seeing` saw already: nothing runs twice. Watermarks and fingers are looked for in each of
the 7 by 7 places of the picture's square parts, and the likeliest places count; collages in the picture as a whole. The heads
were learnt from photos with overlays drawn by code (`tools/rooms/marks.py`, `docs/seeing.md`). The network sees squares of
224 px: what is too faint or too small there (a line of small print in a corner) is not found.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.looks import Look
from luxvid.vision.seeing import Sight

__all__ = ["MARKS", "marks_in", "marks_seen"]

MARKS = ("watermark", "finger", "collage")
"""What is looked for: text or a logo over a photo; a finger before the lens; several photos in one, or a flyer with one in it."""

HEAD = "marks_head.npz"
BEST = 4
"""Places of a picture that count: a mark covers a few, and one alone may be a freak."""

_Floats = NDArray[np.float32]


@frozen(eq=False)
class MarksHead:
    """The heads, calibrated.

    Attributes:
        watermark: (192,) weights of what stands in a place.
        finger_within: (193, hidden) weights and, in the last row, biases of the hidden layer for a place.
        finger: (hidden,) weights of the hidden layer.
        collage: (1280,) weights of the picture's features.
        bias: (3,) in the order of `MARKS`.
    """

    watermark: _Floats
    finger_within: _Floats
    finger: _Floats
    collage: _Floats
    bias: _Floats

    def chances(self, features: _Floats, places: _Floats) -> NDArray[np.float64]:
        """Return (3,) chances of `MARKS` for a picture's features (1280,) and places (n, 192)."""
        within = np.maximum(places @ self.finger_within[:-1] + self.finger_within[-1], 0)
        scores = best(places @ self.watermark), best(within @ self.finger), float(features @ self.collage)
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(np.array(scores) + self.bias, -30, 30)))
        return chances


def best(scores: _Floats) -> float:
    """Return the mean of the highest scores among a picture's places."""
    return float(np.sort(scores)[-BEST:].mean())


def marks_in(sight: Sight) -> tuple[float, ...]:
    """Return the chance of each of `MARKS` in what was seen, where one photo in twenty has it; takes less than 1 ms.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.seeing import can_see, sight_of
        >>> marks = marks_in(sight_of(Image.new("RGB", (300, 200), "white"))) if can_see() else (0.0, 0.0, 0.0)
        >>> len(marks)
        3
    """
    chances = learnt_marks().chances(sight.features, sight.placed.reshape(-1, sight.placed.shape[-1]))
    return tuple(round(float(chance), 4) for chance in chances)


def marks_seen(look: Look) -> dict[str, float]:
    """Return the chance of each mark on a photo, or nothing where the extra `vision` was not there to see."""
    return dict(zip(MARKS, look.marks, strict=True)) if len(look.marks) == len(MARKS) else {}


@cache
def learnt_marks() -> MarksHead:
    """Return the heads that come with luxvid."""
    with files("luxvid.vision").joinpath(HEAD).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return MarksHead(**{name: stored[name].astype(np.float32) for name in stored.files})
