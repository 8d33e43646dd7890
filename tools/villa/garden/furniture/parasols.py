"""Parasols: one that is open, one that is closed and tied."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import lumps
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


def tied() -> bpy.types.Mesh:
    """A parasol that is closed: its cloth hangs in eight folds about the pole, bound with its strap, ribs showing below."""
    solids, canvas, ash = Solids(216), beach.awning("#46664f", "#8d9c84"), wood.oak()
    _mast(solids)
    t, a = np.meshgrid(np.linspace(0, 1, 60), np.linspace(0, 2 * np.pi, 180, endpoint=False), indexing="ij")
    bound = np.exp(-(((t - 0.64) / 0.055) ** 2))
    bent = a + 0.55 * t * np.sin(a + 1.0) + 0.30 * np.sin(2.1 * np.pi * t + 2 * a)
    fold = 0.5 + 0.5 * np.cos(8 * bent + 0.6 * np.sin(3 * a)) + 0.16 * np.cos(16 * bent + 9 * t)
    full = 0.020 + 0.105 * np.clip(t / 0.9, 0, 1) ** 0.75 + 0.035 * np.clip(t - 0.8, 0, 1) / 0.2
    radius = 0.034 + full * (0.40 + 0.75 * np.clip(fold, 0, 1.2) ** 1.5) * (1 - 0.50 * bound)
    skin = np.stack([np.cos(a), np.sin(a), 2.73 - 1.50 * t], -1)
    radius = radius * (1 + 0.13 * lumps(skin * [1.3, 1.3, 2.2], 2.2, 4)) + 0.007 * lumps(skin * [0.4, 0.4, 1.4], 14, 5) * t
    drop = t**6 * (0.09 * lumps(np.stack([np.cos(a), np.sin(a), 0 * a], -1) * 2.2, 2.0, 8) - 0.07 * fold)
    skin = np.stack([radius * np.cos(a) + 0.03 * t, radius * np.sin(a) - 0.02 * t, 2.73 - 1.50 * t + drop], -1)
    solids.sheet(skin, canvas, closed=(False, True))
    ring = np.linspace(0, 2 * np.pi, 40)
    at = 38
    for k in (-1, 0, 1):
        row = skin[at + k].mean(axis=0)
        wide = np.linalg.norm(skin[at + k] - row, axis=1).max() * 0.93
        solids.tube(
            np.c_[row[0] + wide * np.cos(ring), row[1] + wide * np.sin(ring), row[2] + 0.02 * np.sin(ring)], 0.008, canvas, 6
        )
    for k in range(8):
        angle = 2 * np.pi * k / 8 + 0.2
        foot, top = 0.085 + 0.02 * np.sin(3 * k), 0.05
        solids.cylinder(
            (foot * np.cos(angle), foot * np.sin(angle), 1.13 + 0.015 * (k % 3)),
            (top * np.cos(angle), top * np.sin(angle), 2.0),
            0.010,
            ash,
        )
    return solids.data("terrace.parasol.tied")
