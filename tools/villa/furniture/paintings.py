"""What hangs over the bed: an island's heights, engraved in thin lines on white paper."""

from __future__ import annotations

import bpy
import numpy as np

from villa.materials import drawn
from villa.materials.figured import clouds

_PAPER, _INK = np.array([0.90, 0.885, 0.845]), np.array([0.20, 0.215, 0.235])


def island(size: tuple[float, float], seed: int = 5) -> bpy.types.Material:
    """Give the print of an island on paper of this size in metres."""
    shape = (round(1300 * size[1] / size[0]), 1300)
    y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j]
    bent = x * 0.95 + 0.25 * y, (y - 0.12 * np.sin(2.4 * x)) * 1.45
    height = 0.62 - 0.9 * np.hypot(*bent) ** 1.3 + 0.55 * clouds(shape, (260, 300), seed, 6)
    steep = np.hypot(*np.gradient(height)) + 1e-5
    ink = np.zeros(shape)
    for k in range(28):
        bold = 1.0 if k % 5 == 0 else 0.55
        near = np.clip(1.2 * bold + 0.3 - np.abs(height - 0.045 * k) / steep, 0, 1)
        ink = np.maximum(ink, near * (0.6 + 0.4 * bold))
    for k in (1, 2, 3):  # the sea is ruled along the shore
        ink = np.maximum(ink, 0.35 * np.clip(1 - np.abs(height + 0.05 * k) / steep, 0, 1))
    framed = np.maximum(np.abs(x) * size[0] / 2, np.abs(y) * size[1] / 2 + (size[0] - size[1]) / 2)
    ink = np.where(framed > size[0] / 2 - 0.035, 0.8 * (np.abs(framed - size[0] / 2 + 0.031) < 0.0012), ink)
    return drawn.paper("island", _PAPER + ink[..., None] * (_INK - _PAPER), size, "upright")
