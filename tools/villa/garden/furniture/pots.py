"""Pots of cast stone."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import lumps
from villa.furniture.solids import rounded
from villa.geometry import Solids
from villa.materials import ground, stone


def pot(size: float = 0.5, seed: int = 0) -> bpy.types.Mesh:
    """A tapered pot with a thick rolled rim, cast by hand: not quite round, with earth in it."""
    solids = Solids(206)
    r, h = size * 0.5, size * 0.92
    outline = [(0.001, 0), (r * 0.66, 0), (r * 0.72, 0.03), (r * 0.90, h * 0.62), (r * 0.97, h - 0.075), (r * 1.01, h - 0.07)]
    outline += [(r * 1.03, h - 0.02), (r * 0.99, h), (r * 0.93, h - 0.004), (r * 0.88, h - 0.06)]
    profile = np.array(rounded(outline, 0.012, 4))
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    grid = np.stack(np.broadcast_arrays(profile[:, :1] * np.cos(angle), profile[:, :1] * np.sin(angle), profile[:, 1:]), -1)
    out = 1 + 0.010 * lumps(grid, 4.5 / size, seed) + 0.004 * lumps(grid, 16 / size, seed + 1)
    grid = grid * np.stack([out, out, np.ones_like(out)], -1)
    solids.sheet(grid, stone.cast(), closed=(False, True))
    solids.lathe([(r * 0.885, h - 0.06), (r * 0.5, h - 0.035), (0.001, h - 0.04)], ground.soil())
    return solids.data("terrace.pot")
