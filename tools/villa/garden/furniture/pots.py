"""Pots of plaster."""

from __future__ import annotations

import bpy

from villa.geometry import Solids
from villa.materials import ground, plaster


def pot(size: float = 0.5) -> bpy.types.Mesh:
    """A tapered plaster pot with earth in it."""
    solids = Solids(206)
    r, h = size * 0.5, size * 0.92
    shape = [(0.001, 0), (r * 0.70, 0), (r * 0.74, 0.02), (r, h - 0.02), (r, h), (r - 0.035, h), (r - 0.05, h - 0.06)]
    solids.lathe(shape, plaster.exterior((0.50, 0.42, 0.34)))
    solids.lathe([(r - 0.04, h - 0.06), (0.001, h - 0.04)], ground.soil())
    return solids.data("terrace.pot")
