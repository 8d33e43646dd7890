"""Mix two film frames: dissolves, and fades as dissolves with black."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BLACK_Y, _GREY_C = 16, 128
_BAND_ROWS = 90  # the sums of a band stay in the processor's second cache


def dissolve(a: NDArray[np.uint8], b: NDArray[np.uint8], level: float) -> NDArray[np.uint8]:
    """Return the mix of two frames of equal shape, uint8: all `a` at level 0, all `b` at level 1; rounded, 1/256 steps."""
    into = np.uint16(round(level * 256))
    out = np.empty(a.shape, np.uint8)
    sums, product = np.empty((2, _BAND_ROWS, *a.shape[1:]), np.uint16)
    for top in range(0, len(a), _BAND_ROWS):
        band = slice(top, top + _BAND_ROWS)
        total, one = (buffer[: len(out[band])] for buffer in (sums, product))
        np.multiply(a[band], np.uint16(256) - into, out=total, dtype=np.uint16)
        np.multiply(b[band], into, out=one, dtype=np.uint16)
        np.add(total, one, out=total)
        np.add(total, np.uint16(128), out=total)
        np.right_shift(total, 8, out=total)
        out[band] = total
    return out


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
