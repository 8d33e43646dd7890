"""What is laid over and on the furniture outdoors: a cloth on the table, a throw on a sofa, things left on it."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import hanging
from villa.furniture.drape import lumps
from villa.furniture.soft import creased
from villa.garden.furniture.towels import Lay, over, thickened
from villa.geometry import Solids
from villa.materials import beach


def tablecloth(half: tuple[float, float], top: float, seed: int) -> bpy.types.Mesh:
    """A checked cloth over a table of these half sizes and this height: askew, hanging in folds, its corners in tails."""
    solids = Solids(222)
    long, wide = 2 * half[0] - 0.5, 2 * half[1] + 0.56
    s, u = np.meshgrid(np.linspace(-0.5, 0.5, 91) * long, np.linspace(-0.5, 0.5, 111) * wide, indexing="ij")
    turn = np.radians(2.2)
    x, y = s * np.cos(turn) - u * np.sin(turn) + 0.12, s * np.sin(turn) + u * np.cos(turn) - 0.03
    beyond = np.abs(y) - half[1]
    down = np.clip(beyond, 0, None)
    wave = np.sin(6.4 * x + 1.4 * np.sin(2.3 * x + seed)) + 0.5 * np.sin(15 * x + np.sign(y))
    out = 0.012 + np.clip(down / 0.25, 0, 1) * (0.035 + 0.026 * wave)
    side = np.sign(y) * (np.minimum(np.abs(y), half[1]) + np.where(down > 0, out, 0.012 * np.exp(beyond.clip(None, 0) / 0.02)))
    plan = np.stack([x * 2, y * 2, 0 * x], -1)
    rise = 0.004 + 0.003 * lumps(plan, 3, seed).clip(-0.5, 2) * (down == 0)
    soft = 0.02 * np.exp(-np.abs(beyond) / 0.02) * (down > 0)
    grid = np.stack([x, side, top + rise - down + soft], -1)
    grid = creased(grid, (long, wide), (10, 0.004, 0.4), 0.0, seed + 1)
    line = [
        (-half[1] - 0.006, top - 0.6),
        (-half[1], top - 0.01),
        (0.01 - half[1], top),
        (half[1] - 0.01, top),
        (half[1], top - 0.01),
    ]
    grid = hanging.over(grid, np.array([*line, (half[1] + 0.006, top - 0.6)]), half[0])
    thickened(solids, grid, 0.002, beach.checked("#946055", "#d9d3c6", 0.085))
    return solids.data("terrace.tablecloth")


def throw(seed: int) -> bpy.types.Mesh:
    """A woven throw over a sofa's arm and its seat; y runs from the arm's outside inwards."""
    solids = Solids(223 + seed)
    outline = np.array([(-0.03, 0.10), (-0.022, 0.585), (0.062, 0.59), (0.085, 0.356), (0.80, 0.350)])
    lay = Lay(size=(1.25, 0.66), start=0.10, aside=0.02, turn=7, seed=seed, thick=0.009, crumple=0.013)
    over(solids, outline, 0.60, beach.striped(beach.SUNSET, 0.42, 1, 160.0), lay)
    return solids.data("terrace.throw")
