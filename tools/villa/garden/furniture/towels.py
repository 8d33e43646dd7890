"""Towels and cloths that lie over garden furniture: along its outline, and down over its sides."""

from __future__ import annotations

from dataclasses import dataclass

import bpy
import numpy as np

from villa.furniture import hanging
from villa.furniture.drape import grid_normals, lumps
from villa.furniture.soft import creased
from villa.geometry import Array, Solids


@dataclass(frozen=True, kw_only=True)
class Lay:
    """How a cloth lies: its length and width in metres, how far along and aside it starts, turned by degrees, its seed."""

    size: tuple[float, float] = (1.65, 0.86)
    start: float = 0.0
    aside: float = 0.0
    turn: float = 0.0
    seed: int = 1
    thick: float = 0.007
    crumple: float = 0.010


def over(solids: Solids, outline: Array, half: float, cloth: bpy.types.Material, lay: Lay) -> None:
    """Lay a cloth along an outline of (y, z) points over something that is 2 half wide; what is wider hangs down in folds."""
    long, wide = lay.size
    s, u = np.meshgrid(np.linspace(-0.5, 0.5, 111) * long, np.linspace(-0.5, 0.5, 57) * wide, indexing="ij")
    c, d = np.cos(np.radians(lay.turn)), np.sin(np.radians(lay.turn))
    ahead, across = lay.start + long / 2 + s * c - u * d, lay.aside + s * d + u * c
    place = np.stack([ahead * 1.0, across * 1.0, 0 * s], -1)
    across = across + 0.014 * lumps(place, 4.0, lay.seed)
    line = _even(outline)
    run = np.linspace(0, 1, len(line)) * _length(line)
    y, z = (np.interp(ahead, run, line[:, k]) for k in (0, 1))
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    ny, nz = np.interp(ahead, run, -way[:, 1]), np.interp(ahead, run, way[:, 0])
    rise = 0.004 + lay.crumple * lumps(place, 9, lay.seed + 1).clip(0, 2)
    beyond = np.abs(across) - half
    hung = np.where(beyond > 0.05, beyond - 0.02, 0.03 * np.exp(-(((beyond - 0.05) / 0.04) ** 2)).clip(0, 1))
    fold = 1 + np.sin(ahead * 17 + 2.0 * np.sin(ahead * 5 + lay.seed))
    x = np.sign(across) * (np.minimum(np.abs(across), half + 0.012) + (0.006 + 0.016 * fold) * np.clip(beyond / 0.12, 0, 1))
    grid = np.stack([x, y + ny * rise, z + nz * rise - hung], -1)
    grid = creased(grid, lay.size, (16, lay.crumple, 0.22), None, lay.seed + 2)
    grid[..., 2] = np.maximum(grid[..., 2], 0.012)
    thickened(solids, hanging.over(grid, line[::4], half, 30), lay.thick, cloth)


def _even(outline: Array) -> Array:
    """Points a centimetre apart along an outline, its corners rounded by a hand's breadth."""
    points = np.asarray(outline, float)
    run = np.r_[0, np.linalg.norm(np.diff(points, axis=0), axis=1).cumsum()]
    fine = np.linspace(0, run[-1], int(run[-1] / 0.01))
    line = np.stack([np.interp(fine, run, points[:, k]) for k in (0, 1)], -1)
    padded = np.concatenate([np.repeat(line[:1], 4, 0), line, np.repeat(line[-1:], 4, 0)])
    return np.stack([np.convolve(padded[:, k], np.ones(9) / 9, "valid") for k in (0, 1)], -1)


def _length(line: Array) -> float:
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def thickened(solids: Solids, grid: Array, thick: float, cloth: bpy.types.Material) -> None:
    """Add a cloth with its two faces and the rims along its sides."""
    up = grid_normals(grid)
    up *= np.sign(up[..., 2].mean())
    shell = np.concatenate([grid + up * thick, grid[:, ::-1]], axis=1)
    solids.sheet(shell, cloth, closed=(False, True))
