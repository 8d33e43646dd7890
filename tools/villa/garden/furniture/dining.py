"""The table outdoors and its chairs."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.furniture.cushions import pad
from villa.geometry import Solids
from villa.materials import fabric, metal, wood


def table() -> bpy.types.Mesh:
    """A slatted teak table for eight, 2.6 by 1.0 m."""
    solids, teak = Solids(202), wood.cedar()
    for k in range(9):
        y = -0.5 + k * 0.1125
        solids.box((-1.3, y, 0.715), (1.3, y + 0.106, 0.745), teak, 0.004)
    for x in (-1.12, 1.04):
        solids.box((x, -0.46, 0.66), (x + 0.08, 0.46, 0.715), teak, 0.004)
        for y in (-0.46, 0.38):
            solids.box((x, y, 0.0), (x + 0.08, y + 0.08, 0.66), teak, 0.006)
    solids.box((-1.1, -0.03, 0.63), (1.1, 0.03, 0.69), teak, 0.004)
    return solids.data("terrace.table")


def chair() -> bpy.types.Mesh:
    """A garden chair of bronze tube and woven rope, facing +y."""
    solids, bronze, rope = Solids(203), metal.black(), fabric.canvas("#cbbfa8")
    for x in (-0.25, 0.25):
        legs = [(0.24, 0), (0.25, 0.42), (0.20, 0.62), (-0.20, 0.64), (-0.27, 0.42), (-0.30, 0.0)]
        solids.tube([(x, y, z) for y, z in legs], 0.012, bronze, 10)
        solids.tube([(x, -0.20, 0.64), (x, -0.30, 0.80)], 0.012, bronze, 10)
    solids.tube([(-0.25, -0.30, 0.80), (0.25, -0.30, 0.80)], 0.012, bronze, 10)
    for z, y in ((0.42, 0.25), (0.42, -0.26)):
        solids.tube([(-0.25, y, z), (0.25, y, z)], 0.011, bronze, 10)
    for x in np.linspace(-0.23, 0.23, 26):
        solids.tube([(x, -0.26, 0.43), (x, -0.27, 0.55), (x * 0.98, -0.30, 0.80)], 0.0055, rope, 6)
    pad(solids, (-0.24, -0.24, 0.42), (0.24, 0.25, 0.48), fabric.canvas("#e9e2d4"))
    return solids.data("terrace.chair")


def folding(code: str) -> bpy.types.Mesh:
    """A folding chair of painted steel and slats, one that was fetched because there were too few, facing +y."""
    solids, paint = Solids(224), wood.lacquer(f"garden chair {code}", code, 0.42)
    for x in (-0.20, 0.20):
        for y0, y1, z1 in ((0.22, -0.24, 0.84), (-0.25, 0.20, 0.46)):
            a, b = np.array([x, y0, 0.0]), np.array([x * 0.97, y1, z1])
            t = np.linspace(0, 1, 12)[:, None]
            solids.tube(a + (b - a) * t, 0.0085, paint, 8)
    for y in (0.19, 0.10, 0.01, -0.08):
        solids.box((-0.215, y - 0.036, 0.452), (0.215, y + 0.036, 0.466), paint, 0.004)
    for z, y in ((0.79, -0.222), (0.68, -0.166)):
        solids.box((-0.20, y - 0.008, z - 0.036), (0.20, y + 0.008, z + 0.036), paint, 0.005)
    for y, z in ((0.20, 0.445), (-0.05, 0.445), (-0.2, 0.1)):
        solids.cylinder((-0.20, y, z), (0.20, y, z), 0.0075, paint, 10)
    return solids.data("terrace.chair.folding")
