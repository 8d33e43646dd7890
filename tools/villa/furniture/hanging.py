"""Cloths that hang: over an edge, or by a peg; Blender lets them fall from how they were put."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from villa.furniture.drape import Array, flat, lumps, quads, refined
from villa.furniture.settling import Cover, block, plane, settled


def over(grid: Array, line: Array, reach: float = 1.5, frames: int = 26) -> Array:
    """Give a cloth's grid after it came to rest over an edge along x whose outline is a line of (y, z), reaching so far aside."""
    grid = grid[::2, ::2]
    rows, cols = grid.shape[:2]
    sides = np.array([-reach, reach])
    strip = np.stack([np.repeat(sides[:, None], len(line), 1), *(np.repeat(line[None, :, k], 2, 0) for k in (0, 1))], -1)
    cover = Cover(stiff=15.0, bend=0.02, gravity=(0, 0, -2.5), frames=frames, friction=40.0, gap=0.006)
    points = grid.reshape(-1, 3)
    hard = [(strip.reshape(-1, 3), quads(flat(2, len(line)))), plane((0, 0, min(0.004, line[:, 1].min()) - 0.3 * (reach > 1)))]
    still = settled(points, quads(flat(rows, cols)), hard, cover)
    return refined(still.reshape(rows, cols, 3))


def upon(
    boxes: Sequence[tuple], centre: tuple[float, float, float], size: tuple[float, float], turn: float = 0.0, seed: int = 1
) -> Array:
    """Give the grid of a cloth that fell on boxes (centre, size) from a level start, turned about the vertical in degrees."""
    rows, cols = (max(20, round(side / 0.03)) + 1 for side in size)
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, rows) * size[0], np.linspace(-0.5, 0.5, cols) * size[1], indexing="ij")
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    own = np.stack([u, v, 0 * u], -1)
    ruck = 1 + 0.05 * lumps(own * [1, 0, 0], 6, seed + 7)[..., None] * [0.0, 1.0, 0.0]
    points = own * ruck @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + np.array(centre)
    points += 0.010 * np.stack([lumps(own, 7, seed + k) for k in range(3)], -1)
    cover = Cover(stiff=14.0, bend=0.03, gravity=(0, 0, -3.0), frames=44, friction=80.0, slack=0.03, gap=0.007)
    hard = [block(middle, extent, min(0.05, 0.4 * min(extent))) for middle, extent in boxes] + [plane((0, 0, 0.006))]
    return refined(settled(points.reshape(-1, 3), quads(flat(rows, cols)), hard, cover).reshape(rows, cols, 3))


def by_peg(width: float, length: float, wall: float, seed: int, held: Sequence[float] = (0.0,), frames: int = 56) -> Array:
    """Give the grid of a cloth, (across, down, 3), that hangs from the origin by shares of its upper edge."""
    rng = np.random.default_rng(seed)
    cols, rows = round(width / 0.023) + 1, round(length / 0.023) + 1
    u, t = np.meshgrid(np.linspace(-0.5, 0.5, cols), np.linspace(0, 1, rows), indexing="ij")
    folds, phase = rng.uniform(2.6, 3.4), rng.uniform(0, 6)
    deep = width / folds / 2
    y = wall - 0.03 - 0.75 * deep * (1 + np.sin(2 * np.pi * folds * u + phase) * (1 - 0.3 * t))
    points = np.stack([0.42 * u * width, y, -t * length - 0.10 * np.abs(u)], -1)
    points += 0.004 * np.stack([lumps(points, 9, seed + k) for k in range(3)], -1).reshape(points.shape)
    pinned = np.zeros((cols, rows), bool)
    for share in held:
        pinned[np.abs(u[:, 0] - share) < 0.06, :2] = True
    points[pinned] = points[pinned] * [0.2, 0.3, 0.4]
    cover = Cover(stiff=12.0, bend=0.015, gravity=(0, 0, -6.0), frames=frames)
    hard = [plane((0, wall, -length / 2), 90)]
    still = settled(points.reshape(-1, 3), quads(flat(cols, rows)), hard, cover, pinned.ravel())
    return refined(still.reshape(cols, rows, 3))


def coat_body(length: float, seed: int) -> Array:
    """Give the grid, (down, round from front to front, 3), of a coat that hangs by its collar's loop, the wall at y = 0."""
    rows, cols = round(length / 0.028) + 1, 45
    t, a = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0.06, 2 * np.pi - 0.10, cols), indexing="ij")
    broad = 1 - np.exp(-((t * length / 0.12) ** 1.5))
    wide, deep = 0.055 + (0.155 + 0.02 * t) * broad, 0.05 + (0.05 + 0.025 * t) * broad
    points = np.stack(
        [-wide * np.sin(a), -0.03 - deep - deep * np.cos(a), -0.03 - t * length - 0.05 * broad * np.sin(a) ** 2], -1
    )
    points += 0.006 * np.stack([lumps(points, 9, seed + k) for k in range(3)], -1)
    pinned = np.zeros((rows, cols), bool)
    pinned[:2, cols // 4 : -cols // 4] = True
    return refined(_hung(points, pinned, 44))


def coat_sleeve(length: float, seed: int) -> Array:
    """Give the grid, (down, round, 3), of a sleeve that hangs from the origin, gathered where it is set in."""
    t, a = np.meshgrid(np.linspace(0, 1, round(length / 0.024) + 1), np.linspace(0, 2 * np.pi, 29)[:-1], indexing="ij")
    thick = (0.076 - 0.018 * t) * (0.35 + 0.65 * np.clip(t / 0.14, 0, 1) ** 0.5)
    points = np.stack([1.05 * thick * np.cos(a), 0.72 * thick * np.sin(a), -0.96 * t * length], -1)
    points[..., 0] += 0.02 * np.sin(2.2 * t + seed) * t
    points[..., 1] -= 0.03 * np.sin(np.pi * t)
    points += 0.006 * np.stack([lumps(points, 14, seed + k) for k in range(3)], -1)
    pinned = np.zeros(t.shape, bool)
    pinned[:2] = True
    still = _hung(points, pinned, 22, closed=True)
    return refined(np.concatenate([still, still[:, :1]], axis=1))


def _hung(points: Array, pinned: Array, frames: int, *, closed: bool = False) -> Array:
    """Give a pinned grid, its sides joined if it is closed, after it fell before a wall at y = 0."""
    index = flat(*pinned.shape)
    index = np.concatenate([index, index[:, :1]], axis=1) if closed else index
    cover = Cover(stiff=14.0, bend=0.05, gravity=(0, 0, -5.0), frames=frames, slack=0.02)
    return settled(points.reshape(-1, 3), quads(index), [plane((0, 0, -1), 90)], cover, pinned.ravel()).reshape(points.shape)
