"""Low teak sofas and the table between them."""

from __future__ import annotations

import math

import bpy
from mathutils import Matrix

from villa.garden.furniture.cushions import pad
from villa.geometry import Solids, placed
from villa.materials import fabric, plaster, wood


def bench_sofa(width: float) -> bpy.types.Mesh:
    """A low teak sofa with loose cushions, facing -y, its back at +y."""
    solids, teak, canvas = Solids(204), wood.cedar(), fabric.canvas("#e6dfd0")
    half = width / 2
    solids.box((-half, -0.45, 0.14), (half, 0.45, 0.20), teak, 0.006)
    for x in (-half + 0.03, half - 0.11):
        for y in (-0.42, 0.34):
            solids.box((x, y, 0.0), (x + 0.08, y + 0.08, 0.15), teak, 0.004)
    for z in (0.30, 0.40, 0.50):
        solids.box((-half, 0.41, z), (half, 0.44, z + 0.07), teak, 0.004)
        for x in (-half, half - 0.03):
            solids.box((x, -0.40, z), (x + 0.03, 0.42, z + 0.07), teak, 0.004)
    for x, y in ((-half, 0.40), (half - 0.05, 0.40), (-half, -0.42), (half - 0.05, -0.42)):
        solids.box((x, y, 0.18), (x + 0.05, y + 0.05, 0.57), teak, 0.004)
    seats = max(1, round(width / 0.85))
    step = (width - 0.14) / seats
    for k in range(seats):
        x = -half + 0.07 + k * step
        pad(solids, (x + 0.004, -0.42, 0.20), (x + step - 0.004, 0.38, 0.37), canvas, 0.02)
        lean, low = -13.0 - 5 * ((k * 7) % 3), 0.365 + 0.006 * (k % 2)
        back = solids.moved(frame=placed((x, 0.20, low), 2.5 * ((k * 5) % 3 - 1)) @ Matrix.Rotation(math.radians(lean), 4, "X"))
        pad(back, (0.022, 0.0, 0.0), (step - 0.022, 0.15, 0.38 + 0.012 * (k % 3)), canvas, 0.022)
    for x, tone in ((-half + 0.35, "#9c8767"), (half - 0.35, "#6f7a68"))[: 2 if seats > 1 else 1]:
        tipped = solids.moved(frame=placed((x, -0.03, 0.38), 8.0) @ Matrix.Rotation(math.radians(-19), 4, "X"))
        pad(tipped, (-0.22, 0.0, 0.0), (0.22, 0.12, 0.40), fabric.canvas(tone), 0.02)
    return solids.data("terrace.sofa")


def coffee_table() -> bpy.types.Mesh:
    """A low round table of concrete on a drum."""
    solids = Solids(205)
    skin = plaster.exterior((0.52, 0.48, 0.43))
    foot = [(0.001, 0.0), (0.30, 0.0), (0.31, 0.01), (0.27, 0.28)]
    top = [(0.46, 0.29), (0.47, 0.30), (0.47, 0.33), (0.46, 0.34), (0.001, 0.34)]
    solids.lathe(foot + top, skin)
    return solids.data("terrace.coffeetable")
