"""A parasol."""

from __future__ import annotations

import bpy
import numpy as np

from villa.geometry import Array, Solids
from villa.materials import beach, metal, plaster, wood


def _mast(solids: Solids) -> None:
    """The pole and its foot of cast stone."""
    ash = wood.oak()
    solids.box((-0.35, -0.35, 0.0), (0.35, 0.35, 0.07), plaster.exterior((0.45, 0.42, 0.38)), 0.01)
    solids.cylinder((0, 0, 0.05), (0, 0, 2.74), 0.026, ash)
    solids.cylinder((0, 0, 2.74), (0, 0, 2.84), 0.02, ash, bevel=0.012)
    solids.cylinder((0, 0, 0.07), (0, 0, 0.42), 0.034, metal.black())


def _gore(part: Array, half: float, heights: tuple[float, float], seed: int) -> Array:
    """Cloth between two ribs whose tips are given, (2, 2): taut along them, hardly sagging between, shape (rows, columns, 3)."""
    side, (top, rim) = np.linspace(0, 1, 21), heights
    slack, rows = 4 * side * (1 - side), []
    for t in np.linspace(0.04, 1.0, 22):
        edge = part[0] + (part[1] - part[0]) * side[:, None]
        sag = (0.012 + 0.022 * np.sin(np.pi * t**1.3)) * slack * t**0.5
        drawn = edge * t * (1 - 0.016 * slack * t**4)[:, None]  # the hem is drawn in between the tips
        tight = 0.0022 * t**3 * np.sin(22 * np.minimum(side, 1 - side) + 3 * t + seed) * np.exp(-7 * np.minimum(side, 1 - side))
        rows.append(np.c_[drawn * half, top + (rim - top) * t**1.04 - sag + tight])
    return np.array(rows)


def _valance(edge: Array, seed: int) -> Array:
    """The straight strip sewn to the rim: it hangs down, its hem a little in and out."""
    side = np.linspace(0, 1, len(edge))
    out = edge[:, :2] / np.linalg.norm(edge[:, :2], axis=1, keepdims=True)
    wave = (0.007 * np.sin(side * 7 + 2.1 * seed) + 0.003 * np.sin(side * 17 + seed)) * np.sin(np.pi * side) ** 0.5
    rows = [
        np.c_[edge[:, :2] + out * (0.003 + wave * s)[:, None], edge[:, 2] - 0.115 * s] for s in (0.0, 0.1, 0.4, 0.7, 0.93, 1.0)
    ]
    return np.array(rows)


def parasol() -> bpy.types.Mesh:
    """A square parasol of 3 m: eight ribs, gores of cloth with welted seams between, a valance, a stone foot."""
    solids, canvas, ash = Solids(201), beach.awning("#9d7b66", "#b79d88"), wood.oak()
    _mast(solids)
    solids.cylinder((0, 0, 2.08), (0, 0, 2.16), 0.045, ash)
    half, top, rim = 1.5, 2.72, 2.24
    tips = np.array([(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)], float)
    for k in range(8):
        cloth = _gore(np.array([tips[k], tips[(k + 1) % 8]]), half, (top, rim), k)
        solids.sheet(cloth, canvas)
        solids.sheet(_valance(cloth[-1], k), canvas)
        solids.tube(cloth[:, 0] + [0, 0, 0.003], 0.0055, canvas, 6)
        solids.tube(cloth[-1] + [0, 0, 0.001], 0.0055, canvas, 6)
        under = cloth[:, 0] * [0.99, 0.99, 1] - [0, 0, 0.016]
        solids.tube(under, 0.012, ash, 8)
        solids.tube([(*tips[k] * 0.04, 2.13), under[11]], 0.009, ash, 8)
    cap = [(0.16, 2.690), (0.09, 2.728), (0.03, 2.755), (0.012, 2.76)]
    solids.lathe(cap, canvas, segments=16)
    return solids.data("terrace.parasol")
