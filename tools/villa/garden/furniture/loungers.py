"""Loungers and the parasols over them."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Matrix

from villa.garden.furniture.cushions import pad
from villa.geometry import Solids, placed
from villa.materials import fabric, foliage, metal, plaster, wood


def lounger() -> bpy.types.Mesh:
    """A teak lounger with its back raised, 2.0 by 0.7 m, its head at +y."""
    solids, teak, canvas = Solids(200), wood.cedar(), fabric.canvas("#e9e2d4")
    for x in (-0.34, 0.30):
        solids.box((x, -1.0, 0.24), (x + 0.04, 1.0, 0.30), teak, 0.004)
        for y in (-0.9, 0.78):
            solids.box((x, y, 0.0), (x + 0.04, y + 0.07, 0.26), teak, 0.004)
    for y in np.arange(-0.98, 0.42, 0.075):
        solids.box((-0.30, y, 0.272), (0.30, y + 0.055, 0.292), teak, 0.003)
    pad(solids, (-0.32, -0.98, 0.295), (0.32, 0.36, 0.375), canvas)
    back = solids.moved(frame=placed((0, 0.36, 0.30)) @ Matrix.Rotation(math.radians(38), 4, "X"))
    for y in np.arange(0.0, 0.74, 0.075):
        back.box((-0.30, y, -0.025), (0.30, y + 0.055, -0.005), teak, 0.003)
    pad(back, (-0.32, 0.0, 0.0), (0.32, 0.76, 0.08), canvas)
    pad(back, (-0.26, 0.50, 0.075), (0.26, 0.74, 0.17), fabric.canvas("#b9a88c"), 0.03)
    for x in (-0.27, 0.25):
        solids.box((x, 0.74, 0.26), (x + 0.02, 0.76, 0.72), metal.black(), 0.003)
    return solids.data("terrace.lounger")


def parasol() -> bpy.types.Mesh:
    """A square parasol of 3 m with ribs, valance and a stone foot."""
    solids, canvas, ash = Solids(201), foliage.awning(), wood.oak()
    solids.box((-0.35, -0.35, 0.0), (0.35, 0.35, 0.07), plaster.exterior((0.45, 0.42, 0.38)), 0.01)
    solids.cylinder((0, 0, 0.05), (0, 0, 2.72), 0.026, ash)
    solids.cylinder((0, 0, 2.72), (0, 0, 2.80), 0.018, metal.steel())
    half, rim, top = 1.5, 2.22, 2.70
    side = np.linspace(-1, 1, 41)
    for quarter in range(4):
        view = solids.moved((0, 0, 0), quarter * 90.0)
        rows = []
        for t in np.linspace(0.0, 1.0, 14):
            slack = 1 - np.abs(side) ** 2.2
            sag = (0.11 * np.sin(np.pi * t) + 0.055 * t**3) * slack
            crease = 0.007 * t * np.sin(side * (8 + 3 * t) + 2 * quarter + 4 * t) * slack
            rows.append(
                np.stack([side * half * t, -half * t + 0.05 * slack * t**3, top + (rim - top) * t - sag * t + crease], -1)
            )
        view.sheet(np.array(rows), canvas)
        wave, edge = 0.018 * np.sin(side * 13 + quarter) + 0.007 * np.sin(side * 31 + 2 * quarter), rows[-1]
        drop = 0.16 + 0.02 * np.sin(side * 7 + 3 * quarter)
        valance = [
            np.stack([edge[:, 0], edge[:, 1] - 0.004 + wave * s, edge[:, 2] - drop * s], -1) for s in (0.0, 0.3, 0.65, 1.0)
        ]
        view.sheet(np.array(valance), canvas)
        view.tube([(0, 0, top - 0.03), (half * 0.985, -half * 0.985, rim - 0.015)], 0.011, ash, 8)
        view.tube([(0, 0, top - 0.55), (half * 0.5, -half * 0.5, (top + rim) / 2 - 0.04)], 0.009, ash, 8)
    return solids.data("terrace.parasol")
