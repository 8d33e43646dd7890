"""Soft things: scatter cushions, seat cushions, throws, duvets, towels."""

from __future__ import annotations

from functools import cache

import bpy
import numpy as np

from villa.furniture.drape import Array, Cloth, Contact, above, flat, grid_normals, lumps, quads, refined
from villa.furniture.solids import Piece, sweep, weld


@cache
def inflated(width: float, height: float, plump: float, seed: int) -> tuple[Array, Array, Array]:
    """Give front and back grids and the seam of a filled pillow lying flat."""
    n = 22
    rng = np.random.default_rng(seed)
    u, v = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n), indexing="ij")
    plane = np.stack([u * width / 2, v * height / 2, np.zeros_like(u)], -1).reshape(-1, 3)
    inside = ((np.abs(u) < 1) & (np.abs(v) < 1)).ravel()
    front, back = flat(n, n), np.full(n * n, -1)
    back[~inside] = front.ravel()[~inside]
    back[inside] = n * n + np.arange(inside.sum())
    points = np.concatenate([plane, plane[inside]])
    points[: n * n, 2] += inside * (0.01 + rng.uniform(0, 0.004, n * n))
    points[n * n :, 2] -= 0.01 + rng.uniform(0, 0.004, inside.sum())
    cloth = Cloth(points, [front, back.reshape(n, n)[:, ::-1]], bend=0.02)
    rest = cloth.settle(50, gravity=0.0, pressure=18.0 * plump)
    edge = np.concatenate([front[0, :-1], front[:-1, -1], front[-1, :0:-1], front[:0:-1, 0]])
    return refined(refined(rest[front])), refined(refined(rest[back.reshape(n, n)[:, ::-1]])), rest[edge]


def pillow(
    size: tuple[float, float],
    material: bpy.types.Material,
    seed: int,
    plump: float = 1.0,
    chop: float = 0.0,
    piping: bpy.types.Material | None = None,
) -> Piece:
    """Make a filled pillow standing upright, its face to -y and its foot at z = 0."""
    piece = Piece("pillow", seed)
    shape = min(((0.5, 0.5), (0.82, 0.54), (0.62, 0.32)), key=lambda s: abs(s[0] / s[1] - size[0] / size[1]))
    factor = np.array([size[0] / shape[0], size[1] / shape[1], plump])
    front, back, seam = (part * factor for part in inflated(*shape, 1.0, seed % 2))

    def posed(points: Array) -> Array:
        points = points.copy()
        high = np.clip(points[..., 1] / size[1] + 0.5, 0, 1)
        dent = chop * np.exp(-((points[..., 0] / (0.2 * size[0])) ** 2)) * high**3
        points[..., 1] -= dent
        points[..., 2] *= 1 + 0.5 * dent
        points += 0.004 * lumps(points, 14, seed)[..., None] * np.array([0.3, 0.3, 1])
        corner = np.abs(2 * points[..., 0] / size[0]) * np.abs(2 * points[..., 1] / size[1])
        drawn = lumps(points * np.array([1.0, 1.0, 0.0]), 38, seed + 3, 12)  # the cover wrinkles towards its corners and seams
        points[..., 2] += 0.0045 * drawn * np.clip(corner + 0.15, 0, 1) * np.sign(points[..., 2])
        sag = 0.06 * size[1] * (1 - high) ** 2
        spread = np.stack([points[..., 0] * (1 + 0.25 * sag), points[..., 2] * (1 + 2 * sag), points[..., 1]], -1)
        spread[..., 1] *= -1
        return spread + np.array([0, 0, size[1] / 2])

    cloud, faces = posed(front), quads(flat(*front.shape[:2]))
    low = min(cloud[..., 2].min(), posed(back)[..., 2].min())
    grain = np.array([front, back]).reshape(-1, 3)
    both = np.concatenate([cloud.reshape(-1, 3), posed(back).reshape(-1, 3)]) - np.array([0, 0, low])
    piece.raw(both, [np.concatenate([faces, faces + cloud.shape[0] * cloud.shape[1]])], material, grain)
    loop = posed(np.concatenate([seam, seam[:2]])) - np.array([0, 0, low])
    points, tube = sweep(loop, 0.004 if piping else 0.0028, 6)
    piece.raw(points, tube, piping or material)
    return piece


def cushion(
    piece: Piece,
    at: tuple[float, float, float],
    size: tuple[float, float, float],
    material: bpy.types.Material,
    seed: int,
    turn: tuple[float, float, float] = (0, 0, 0),
    reach: float = np.inf,
) -> None:
    """Add a box-shaped upholstery cushion with crown, creases and seams; no part of its back is farther out than reach."""
    half = np.array(size) / 2

    def plumped(points: Array) -> Array:
        rel = points / half
        crown = (1 - rel[:, 0] ** 4) * (1 - rel[:, 1] ** 4)
        out = points.copy()
        out[:, 2] += np.sign(rel[:, 2]) * np.abs(rel[:, 2]) * 0.12 * size[2] * crown
        belly = 1 - rel[:, 2] ** 2
        out[:, :2] += 0.012 * np.sign(rel[:, :2]) * np.abs(rel[:, :2]) ** 3 * belly[:, None]
        crease = lumps(points * np.array([1, 1, 0.6]), 9, seed) ** 2
        away = np.clip(1.2 - np.abs(rel).min(1), 0, 1)
        out += (0.0035 * lumps(points, 22, seed + 1) - 0.003 * crease)[:, None] * away[:, None] * np.sign(points) * 0.6
        far = np.hypot(out[:, 0], out[:, 1])
        out[:, :2] *= np.where(out[:, 1] > 0, np.minimum(1, reach / np.maximum(far, 1e-9)), 1)[:, None]
        return out

    piece.box(at, size, material, 0.035, turn, 26, plumped)
    seam(piece, at, half, material, turn, plumped)


def seam(piece: Piece, at: tuple, half: Array, material: bpy.types.Material, turn: tuple, warp: object) -> None:
    """Add the two welts around a box cushion."""
    from villa.furniture.solids import rotate

    t = np.linspace(0, 2 * np.pi, 121)
    for level in (-1, 1):
        c, s = np.cos(t), np.sin(t)
        k = 1 / np.maximum((np.abs(c) ** 10 + np.abs(s) ** 10) ** 0.1, 1e-9)
        ring = np.stack([c * k * (half[0] - 0.006), s * k * (half[1] - 0.006), np.full_like(t, level * (half[2] - 0.014))], -1)
        points, faces = sweep(rotate(warp(ring), turn) + np.array(at), 0.0045, 6)
        piece.raw(points, faces, material)


def sheet(
    piece: Piece, grid: Array, thick: float, material: bpy.types.Material, puff: float | Array = 0.0, seed: int = 1
) -> None:
    """Add a settled sheet with thickness and closed rims."""
    up = grid_normals(grid)
    rows, cols = grid.shape[:2]
    plan = np.stack(np.meshgrid(np.arange(rows), np.arange(cols), indexing="ij"), -1)
    rim = np.minimum.reduce([plan[..., 0], plan[..., 1], rows - 1 - plan[..., 0], cols - 1 - plan[..., 1]])
    full = np.sqrt(np.clip(rim / 4, 0, 1))[..., None]
    high = thick * full + puff * full * np.abs(lumps(grid, 7, seed))[..., None]
    top = grid + up * high
    index = flat(rows, cols)
    cloud = np.concatenate([top.reshape(-1, 3), grid.reshape(-1, 3)])
    points, faces = weld(cloud, np.concatenate([quads(index), quads(index)[:, ::-1] + rows * cols]))
    piece.raw(points, [faces], material)


def creased(grid: Array, size: tuple[float, float], folds: tuple[int, float, float], heading: float | None, seed: int) -> Array:
    """Give a settled sheet of this size with soft ridges: folds are their count, height and length; they head anywhere or so."""
    rng, (count, high, long) = np.random.default_rng(seed), folds
    u, v = np.meshgrid(*(np.linspace(0, s, n) for s, n in zip(size, grid.shape[:2], strict=True)), indexing="ij")
    total = np.zeros_like(u)
    for _ in range(count):
        x, y = rng.random(2) * size
        angle = rng.uniform(0, np.pi) if heading is None else rng.normal(heading, 0.16)
        ahead = (u - x) * np.cos(angle) + (v - y) * np.sin(angle)
        aside = (v - y) * np.cos(angle) - (u - x) * np.sin(angle) + 0.018 * np.sin(7 * ahead + 6 * rng.random())
        thick = rng.uniform(0.016, 0.034)
        ridge = np.exp(-((aside / thick) ** 2)) - 0.45 * np.exp(-(((aside - 1.7 * thick) / thick) ** 2))
        total += high * rng.uniform(0.4, 1.0) * ridge * np.exp(-((ahead / (long * rng.uniform(0.6, 1.4))) ** 2))
    return grid + np.maximum(total, -0.3 * high)[..., None] * grid_normals(grid)


def laid(
    corner: tuple[float, float, float],
    along: tuple[float, float],
    count: tuple[int, int],
    contacts: list[Contact],
    steps: int = 120,
    bend: float = 0.05,
    seed: int = 1,
) -> Array:
    """Give the grid of a cloth that fell on its contacts from a flat start."""
    rows, cols = count
    u, v = np.meshgrid(np.linspace(0, along[0], rows), np.linspace(0, along[1], cols), indexing="ij")
    points = np.stack([corner[0] + u, corner[1] + v, np.full_like(u, corner[2])], -1).reshape(-1, 3)
    points[:, 2] += 0.004 * lumps(points, 10, seed)
    points[:, :2] += 0.006 * np.stack([lumps(points, 5, seed + 2), lumps(points, 5, seed + 3)], -1)
    cloth = Cloth(points, [flat(rows, cols)], bend=bend, contacts=[*contacts, above(0.006)])
    return refined(cloth.settle(steps)[flat(rows, cols)])
