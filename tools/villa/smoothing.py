"""Brightness, means over squares, and a filter that keeps edges: what developing is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""What red, green and blue of Rec. 709 give to brightness."""


def guided(values: Floats, guide: Floats, radius: int, eps: float) -> Floats:
    """Return values (height, width, n) smoothed where a guide (height, width, 1) is even (He, Sun and Tang, 2010)."""
    mean, own = boxed(guide, radius), boxed(values, radius)
    spread = boxed(guide * guide, radius) - mean * mean
    slope = (boxed(values * guide, radius) - own * mean) / (spread + eps * eps)
    return boxed(slope, radius) * guide + boxed(own - slope * mean, radius)


def boxed(values: Floats, radius: int) -> Floats:
    """Return the mean over squares; the edge is repeated."""
    side = 2 * radius + 1
    for axis in (0, 1):
        pads = [(0, 0)] * values.ndim
        pads[axis] = (radius + 1, radius)
        total = np.cumsum(np.pad(values, pads, mode="edge"), axis=axis, dtype=np.float64)
        ends, starts = [slice(None)] * values.ndim, [slice(None)] * values.ndim
        ends[axis], starts[axis] = slice(side, None), slice(None, -side)
        values = ((total[tuple(ends)] - total[tuple(starts)]) / side).astype(np.float32)
    return values
