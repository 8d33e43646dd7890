"""The colours of a picture on a coarse grid, in CIE L*a*b*, and how colourful it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GRID = 8
"""Cells of the palette across and down."""

_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def lab_of(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return CIE L*a*b* (D65) of sRGB values 0 to 255; the last axis holds the three numbers."""
    code = rgb / 255
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    xyz = light @ _TO_XYZ.T / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def palette_of(small: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the palette of an RGB picture of (8 n, 8 n, 3): 64 cells row by row, L*a*b*, one decimal."""
    side = small.shape[0] // GRID
    cells = small.reshape(GRID, side, GRID, side, 3).mean(axis=(1, 3))
    return tuple(round(float(value), 1) for value in lab_of(cells).ravel())


def colourfulness_of(small: NDArray[np.float64]) -> float:
    """Return the colourfulness of an RGB picture, about 0 to 100 (Hasler and Süsstrunk, "Measuring colourfulness", 2003)."""
    red_green = small[..., 0] - small[..., 1]
    yellow_blue = (small[..., 0] + small[..., 1]) / 2 - small[..., 2]
    spread, mean = np.hypot(red_green.std(), yellow_blue.std()), np.hypot(red_green.mean(), yellow_blue.mean())
    return float(spread + 0.3 * mean)
