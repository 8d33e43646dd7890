"""Mix two film frames: dissolves, and fades as dissolves with black."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BLACK_Y, _GREY_C = 16, 128


def dissolve(a: NDArray[np.uint8], b: NDArray[np.uint8], level: float) -> NDArray[np.uint8]:
    """Return the mix of two frames of equal shape, uint8: all `a` at level 0, all `b` at level 1; rounded, 1/256 steps."""
    weight = np.uint16(round(level * 256))
    mixed = np.multiply(a, np.uint16(256) - weight, dtype=np.uint16)
    mixed += np.multiply(b, weight, dtype=np.uint16)
    mixed += np.uint16(128)
    mixed >>= 8
    return mixed.astype(np.uint8)


def black(height_px: int, width_px: int) -> NDArray[np.uint8]:
    """Return a black film frame, (height · 3 / 2, width) uint8, planar yuv420p, limited range."""
    frame = np.full((height_px * 3 // 2, width_px), _GREY_C, np.uint8)
    frame[:height_px] = _BLACK_Y
    return frame


def fade(a: NDArray[np.uint8], b: NDArray[np.uint8], level: float) -> NDArray[np.uint8]:
    """Return frame of a fade through black: `a` sinks to black up to level 1/2, then `b` rises from it."""
    source, strength = (a, 1 - 2 * level) if level < 0.5 else (b, 2 * level - 1)
    height = a.shape[0] * 2 // 3
    return dissolve(black(height, a.shape[1]), source, max(0.0, strength))
