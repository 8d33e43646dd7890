"""What lies on a made bed: a coverlet that falls over mattress and edges, and what lies flat on it."""

from __future__ import annotations

from functools import cache

import numpy as np

from villa.furniture.drape import Array, flat, grid_normals, lumps, quads, refined, rim
from villa.furniture.filled import sewn
from villa.furniture.settling import Cover, block, plane, settled

CELL = 0.034


@cache
def coverlet(width: float, length: float, head: float, top: float, drop: float) -> tuple[Array, Array]:
    """Give the grid (across, down the bed, 3) of a coverlet on a mattress, and each point's place in the cloth as cut.

    The mattress ends at y = -length - 0.09 and z = top; the coverlet begins at y = head and hangs down by drop at three sides.
    """
    foot, half = -length - 0.09, width / 2
    rows, cols = (round(span / CELL) + 1 for span in (width + 2 * drop, head - foot + drop))
    u, v = np.meshgrid(np.linspace(half + drop, -half - drop, rows), np.linspace(head, foot - drop, cols), indexing="ij")
    out = np.stack([np.clip(np.abs(u) - half, 0, None), np.clip(foot - v, 0, None)])
    cut = np.where(out.min(0) > 0, out.max(0) / np.maximum(np.hypot(*out), 1e-9), 1.0)  # corners are cut round
    x, y = np.clip(u, -half, half) + np.sign(u) * out[0] * cut, np.clip(v, foot, None) - out[1] * cut
    points = np.stack([x, y, top + 0.02 + 0 * u], -1)
    points += 0.003 * np.stack([lumps(points, 5, 40 + k) for k in range(3)], -1)
    mattress = block((0, foot + length / 2, top - 0.17), (width, length, 0.34), 0.06)
    cover = Cover(stiff=18.0, bend=0.03, gravity=(0, 0, -4.0), frames=46, friction=60.0, slack=0.004, gap=0.006)
    still = settled(points.reshape(-1, 3), quads(flat(rows, cols)), [mattress, plane((0, 0, 0.01))], cover)
    grid, own = still.reshape(rows, cols, 3), np.stack([x, y, 0 * x], -1)
    inward = np.clip(np.minimum(half - np.abs(x), y - foot) / 0.12, 0, 1)
    grid[..., 2] += 0.75 * inward * (np.median(grid[inward == 1, 2]) - grid[..., 2])  # smoothed by hand
    return refined(grid), refined(own)


def lain(cloth: tuple[Array, Array], x: tuple[float, float], y: tuple[float, float], lift: float) -> tuple[Array, Array]:
    """Give the part of a coverlet's grid that was cut between x and y, lifted: something that lies flat on it."""
    grid, own = cloth
    across, down = own[:, 0, 0], own[len(own) // 2, :, 1]
    rows = np.flatnonzero((across > x[0]) & (across < x[1]))
    cols = np.flatnonzero((down > y[0]) & (down < y[1]))
    part = np.ix_(rows, cols)
    return (grid + lift * grid_normals(grid))[part], own[part]


def thrown(onto: Array, at: tuple[float, float, float], size: tuple[float, float], turn: float, seed: int) -> tuple[Array, Array]:
    """Give the grid of a blanket dropped on a cloth's grid about a point, and each point's place in it.

    It falls gathered to three quarters of its width, so that folds stay, and turned by degrees from lying along y.
    """
    rows, cols = (round(span / CELL) + 1 for span in size)
    u, v = np.meshgrid(*(np.linspace(-span / 2, span / 2, n) for span, n in zip(size, (rows, cols), strict=True)), indexing="ij")
    own = np.stack([u, v, 0 * u], -1)
    wander = 0.5 * lumps(0.6 * own, 2, seed)
    fold = 34 * u * (1 + 0.12 * wander) + 1.6 * wander
    deep = 0.02 * np.sin(fold) + 0.026 * lumps(np.stack([9 * u, 1.1 * v, 0 * u], -1), 1, seed + 7)  # no fold as wide as the next
    gathered = np.stack([0.74 * u, v + 0.02 * wander, deep * (1 - 0.4 * np.abs(v) / size[1])], -1)
    gathered += 0.004 * np.stack([lumps(own, 4, seed + k) for k in range(1, 4)], -1)
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    points = gathered @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + np.asarray(at, float)
    cover = Cover(stiff=14.0, bend=0.5, gravity=(0, 0, -6.0), frames=40, friction=60.0, gap=0.006)
    hard = [(onto.reshape(-1, 3), quads(flat(*onto.shape[:2]))), plane((0, 0, 0.01))]
    still = settled(points.reshape(-1, 3), quads(flat(rows, cols)), hard, cover)
    return refined(still.reshape(rows, cols, 3)), refined(own)


def hemmed(grid: Array, own: Array, wide: float = 0.035, thick: float = 0.0035) -> tuple[Array, Array]:
    """Raise the edges of a cloth as a hem does: its grid twice as fine, lifted by thick along them, lower where they are sewn."""
    grid, own = refined(grid), refined(own)
    (a, b), (c, d) = ((own[..., k].min(), own[..., k].max()) for k in (0, 1))
    edge = np.minimum.reduce([own[..., 0] - a, b - own[..., 0], own[..., 1] - c, d - own[..., 1]])
    sewn_at = np.exp(-(((edge - wide) / 0.009) ** 2))
    rise = thick * (edge < wide) - 0.6 * thick * sewn_at
    return grid + grid_normals(grid) * rise[..., None], own


def puffed(grid: Array, own: Array, pitch: float, slope: float, high: float = 0.007) -> tuple[Array, Array]:
    """Fill the lozenges of a quilt, sewn as `materials.quilted` says: its grid twice as fine, low along the seams."""
    grid, own = refined(grid), refined(own)
    own = own + 0.005 * np.stack([lumps(own, 3.0, 61), lumps(own, 3.0, 62), 0 * own[..., 0]], -1)  # sewn by hand
    lines = (slope * own[..., 1] + own[..., 0], own[..., 0] - slope * own[..., 1])
    near = np.minimum(*(pitch * (0.5 - np.abs(line / pitch % 1 - 0.5)) for line in lines))
    spans = [np.linalg.norm(np.gradient(grid, axis=k) / np.gradient(own, axis=k)[..., k, None], axis=-1) for k in (0, 1)]
    full = (1 + 0.2 * lumps(own, 11, 63)) * np.clip(2 * np.minimum(*spans) - 0.9, 0, 1)  # not where cloth is bunched
    puff = high * full * np.sin(np.pi / 2 * np.clip(near / (0.42 * pitch), 0, 1)) ** 0.8
    return grid + grid_normals(grid) * puff[..., None], own


@cache
def pillow(width: float, height: float, lean: float, full: float, seed: int) -> tuple[Array, Array, Array]:
    """Give front, back and seam of a pillow, filled so far, leant by degrees against a wall at y = 0, its foot at z = 0."""
    n = 46
    u, v = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n), indexing="ij")
    front, back = sewn(n, inside := ((np.abs(u) < 1) & (np.abs(v) < 1)).ravel())
    pull, puff = 1 - 0.17 * np.abs(u * v) ** 3, 0.05 * (1 - u**2) * (1 - v**2)
    plan = np.stack([u * width / 2 * pull, -puff, v * height / 2 * pull], -1).reshape(-1, 3)
    points = np.concatenate([plan, (plan * [1, -1, 1])[inside]])
    points += 0.006 * np.stack([lumps(points, 6, seed + k) for k in range(3)], -1)
    c, s = np.cos(np.radians(lean)), np.sin(np.radians(lean))
    points = points @ np.array([[1, 0, 0], [0, c, s], [0, -s, c]]).T
    points += [0, -0.16 - points[:, 1].max() + height / 2 * s, 0.03 - points[:, 2].min()]
    cover = Cover(stiff=26.0, pressure=full, gravity=(0, 0, -0.45), bend=0.08, frames=32)
    hard = [plane((0, 0, 0)), plane((0, 0.0, 0), 90 - lean)]
    still = settled(points, np.concatenate([quads(front), quads(back)[:, ::-1]]), hard, cover)
    return refined(still[front]), refined(still[back]), still[rim(front)]
