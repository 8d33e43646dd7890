"""What lies on a bed: a duvet that is filled, and a quilt that was thrown over it."""

from __future__ import annotations

from functools import cache

import numpy as np

from villa.furniture.drape import Array, flat, lumps, quads, refined, rim
from villa.furniture.filled import sewn
from villa.furniture.settling import Cover, block, plane, settled


@cache
def filled_duvet(width: float, length: float, size: tuple[float, float], head: float, top: float) -> tuple[Array, Array, Array]:
    """Give upper side, under side and seam of a duvet on a bed, from y = head on, the mattress at z = top."""
    n = 46
    u, v = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n), indexing="ij")
    inside = ((np.abs(u) < 1) & (np.abs(v) < 1)).ravel()
    upper, lower = sewn(n, inside)
    puff = 0.03 * (1 - u**2) * (1 - v**2)
    x, y = u * size[0] / 2, head - size[1] / 2 + v * size[1] / 2 + 0.03 * u
    flat_ = np.stack([x, y, top + 0.07 + 0 * u], -1)
    flat_ += 0.012 * np.stack([lumps(flat_, 4, 40 + k) for k in range(3)], -1)
    rise = np.stack([0 * u, 0 * u, puff], -1)
    points = np.concatenate([(flat_ + rise).reshape(-1, 3), (flat_ - rise).reshape(-1, 3)[inside]])
    points += 0.004 * np.stack([lumps(points, 16, 60 + k) for k in range(3)], -1)
    mattress = block((0, -length / 2 - 0.09, top - 0.17), (width, length, 0.34), 0.05)
    cover = Cover(stiff=16.0, bend=0.06, pressure=0.6, gravity=(0, 0, -3.2), frames=54, friction=30.0, slack=0.015)
    still = settled(points, np.concatenate([quads(upper), quads(lower)[:, ::-1]]), [mattress, plane((0, 0, 0.01))], cover)
    return refined(still[upper]), refined(still[lower]), still[rim(upper)]


def thrown(size: tuple[float, float], at: tuple[float, float, float], turn: float, under: Array) -> Array:
    """Give the grid of a quilt that fell on a duvet (its upper grid) from where it was thrown, turned by degrees."""
    rows, cols = round(size[0] / 0.042) + 1, round(size[1] / 0.042) + 1
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, rows) * size[0], np.linspace(-0.5, 0.5, cols) * size[1], indexing="ij")
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    points = np.stack([at[0] + c * u - s * v, at[1] + s * u + c * v, at[2] + 0 * u], -1)
    points += 0.02 * np.stack([lumps(points, 5, 80 + k) for k in range(3)], -1)
    points[..., 1] *= 1.0 - 0.03 * np.sin(5 * u / size[0])
    coarse = under[::2, ::2]
    hard = [(coarse.reshape(-1, 3), quads(flat(*coarse.shape[:2]))), plane((0, 0, 0.012))]
    cover = Cover(stiff=16.0, bend=0.04, gravity=(0, 0, -4.5), frames=48, friction=40.0, slack=0.03, gap=0.008)
    return refined(settled(points.reshape(-1, 3), quads(flat(rows, cols)), hard, cover).reshape(rows, cols, 3))
