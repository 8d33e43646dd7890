"""Loungers and the parasols over them."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Matrix

from villa.furniture.textiles import folded
from villa.garden.furniture.cushions import lying, pad, upholster
from villa.geometry import Array, Solids, placed
from villa.materials import fabric, metal, plaster, wood


def lounger(raised: float = 38.0, *, towel: bool = False) -> bpy.types.Mesh:
    """A teak lounger, 2.0 by 0.7 m, its head at +y, its back raised by so many degrees; on some lies a folded towel."""
    solids, teak, canvas = Solids(200), wood.cedar(), fabric.canvas("#d2c7b2")
    for x in (-0.34, 0.30):
        solids.box((x, -1.0, 0.24), (x + 0.04, 1.0, 0.30), teak, 0.004)
        for y in (-0.9, 0.78):
            solids.box((x, y, 0.0), (x + 0.04, y + 0.07, 0.26), teak, 0.004)
    for y in np.arange(-0.98, 0.42, 0.075):
        solids.box((-0.30, y, 0.272), (0.30, y + 0.055, 0.292), teak, 0.003)
    pad(solids, (-0.31, -0.985, 0.295), (0.31, 0.335, 0.375), canvas, 0.012, (-0.65, -0.32, 0.01))
    back = solids.moved(frame=placed((0, 0.36, 0.30)) @ Matrix.Rotation(math.radians(raised), 4, "X"))
    for y in np.arange(0.0, 0.74, 0.075):
        back.box((-0.30, y, -0.025), (0.30, y + 0.055, -0.005), teak, 0.003)
    pad(back, (-0.31, 0.01, 0.0), (0.31, 0.76, 0.08), canvas, 0.012, (0.38,))
    lying(back, (0.0, 0.60, 0.083), (0.46, 0.26), fabric.canvas("#a8967a"), 3)
    reach = 0.3 + 0.38 * math.tan(math.radians(raised)) - 0.05
    for x in (-0.27, 0.25):
        solids.box((x, 0.74, 0.26), (x + 0.02, 0.76, reach), metal.black(), 0.003)
    if towel:
        upholster(solids.moved((0.03, -0.62, 0.386), 6), folded((0.46, 0.34, 0.045), "#93a3a0", 1, 31))
    return solids.data("terrace.lounger")


def _gore(part: Array, half: float, heights: tuple[float, float], seed: int) -> Array:
    """Cloth between two ribs whose tips are given, (2, 2): taut along them, sagging between, shape (rows, columns, 3)."""
    side, (top, rim) = np.linspace(0, 1, 15), heights
    rows = []
    for t in np.linspace(0.04, 1.0, 14):
        edge = part[0] + (part[1] - part[0]) * side[:, None]
        slack = 4 * side * (1 - side)
        sag = (0.050 * np.sin(np.pi * t) + 0.030 * t) * slack + 0.004 * np.sin(9 * side + 5 * t + seed) * slack
        drawn = edge * t * (1 - 0.030 * slack * t**3)[:, None]
        rows.append(np.c_[drawn * half, top + (rim - top) * t**1.06 - sag])
    return np.array(rows)


def _valance(edge: Array, seed: int) -> Array:
    """The strip that hangs from the rim, waving a little, longer in the middle."""
    side = np.linspace(0, 1, len(edge))
    out = edge[:, :2] / np.linalg.norm(edge[:, :2], axis=1, keepdims=True)
    wave = 0.012 * np.sin(side * 9 + 2.1 * seed) + 0.006 * np.sin(side * 23 + seed)
    drop = 0.10 + 0.035 * np.sin(np.pi * side)
    rows = [np.c_[edge[:, :2] + out * (0.006 + wave * s)[:, None], edge[:, 2] - drop * s] for s in (0.0, 0.35, 0.7, 1.0)]
    return np.array(rows)


def parasol() -> bpy.types.Mesh:
    """A square parasol of 3 m: eight ribs, gores of cloth with welted seams between, a valance, a stone foot."""
    solids, canvas, ash = Solids(201), fabric.curtain("#c2b49a", 0.0), wood.oak()
    solids.box((-0.35, -0.35, 0.0), (0.35, 0.35, 0.07), plaster.exterior((0.45, 0.42, 0.38)), 0.01)
    solids.cylinder((0, 0, 0.05), (0, 0, 2.74), 0.026, ash)
    solids.cylinder((0, 0, 2.74), (0, 0, 2.84), 0.02, ash, bevel=0.012)
    solids.cylinder((0, 0, 2.08), (0, 0, 2.16), 0.045, ash)
    solids.cylinder((0, 0, 0.07), (0, 0, 0.42), 0.034, metal.black())
    half, top, rim = 1.5, 2.72, 2.24
    tips = np.array([(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)], float)
    for k in range(8):
        cloth = _gore(np.array([tips[k], tips[(k + 1) % 8]]), half, (top, rim), k)
        solids.sheet(cloth, canvas)
        solids.sheet(_valance(cloth[-1], k), canvas)
        solids.tube(cloth[:, 0] + [0, 0, 0.003], 0.0055, canvas, 6)
        solids.tube(cloth[-1] + [0, 0, 0.001], 0.0055, canvas, 6)
        under = cloth[:, 0] * [0.99, 0.99, 1] - [0, 0, 0.016]
        solids.tube(under, 0.011, ash, 8)
        solids.tube([(*tips[k] * 0.04, 2.13), under[7]], 0.009, ash, 8)
    cap = [(0.16, 2.690), (0.09, 2.728), (0.03, 2.755), (0.012, 2.76)]
    solids.lathe(cap, canvas, segments=16)
    return solids.data("terrace.parasol")
