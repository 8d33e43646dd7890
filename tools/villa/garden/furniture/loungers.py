"""Loungers."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Matrix

from villa.garden.furniture.cushions import pad
from villa.geometry import Solids, placed
from villa.materials import fabric, metal, wood


def lounger(raised: float, seed: int) -> bpy.types.Mesh:
    """A teak lounger, 2.0 by 0.7 m, its head at +y, its back raised by so many degrees."""
    solids, teak, canvas = Solids(200 + seed), wood.cedar(), fabric.canvas("#c9bda4")
    for x in (-0.34, 0.30):
        solids.box((x, -1.0, 0.24), (x + 0.04, 1.0, 0.30), teak, 0.004)
        for y in (-0.9, 0.78):
            solids.box((x, y, 0.0), (x + 0.04, y + 0.07, 0.26), teak, 0.004)
    for y in np.arange(-0.98, 0.42, 0.075):
        solids.box((-0.30, y, 0.272), (0.30, y + 0.055, 0.292), teak, 0.003)
    askew = solids.moved((0.006 * seed, -0.004 * seed, 0), (-1) ** seed * 0.6 * (seed % 3))
    pad(askew, (-0.31, -0.985, 0.295), (0.31, 0.335, 0.375), canvas, 0.012, (-0.65, -0.32, 0.01))
    back = solids.moved(frame=placed((0, 0.36, 0.30)) @ Matrix.Rotation(math.radians(raised), 4, "X"))
    for y in np.arange(0.0, 0.74, 0.075):
        back.box((-0.30, y, -0.025), (0.30, y + 0.055, -0.005), teak, 0.003)
    pad(back, (-0.31, 0.01, 0.0), (0.31, 0.76, 0.08), canvas, 0.012, (0.38,))
    reach = 0.3 + 0.38 * math.tan(math.radians(raised)) - 0.05
    if raised:
        for x in (-0.27, 0.25):
            solids.box((x, 0.74, 0.26), (x + 0.02, 0.76, reach), metal.black(), 0.003)
    return solids.data("terrace.lounger")
