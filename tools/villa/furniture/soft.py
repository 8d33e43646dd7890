"""Soft things: scatter cushions, seat cushions, folded sheets."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import Array, flat, grid_normals, lumps, quads
from villa.furniture.filled import KINDS, boxed, kind_of, leant
from villa.furniture.solids import Piece, rotate, sweep, weld


def pillow(size: tuple[float, float], material: bpy.types.Material, seed: int) -> Piece:
    """Make a filled pillow that has slumped on its foot, its face to -y, its foot at z = 0."""
    piece, kind = Piece("pillow", seed), kind_of(*size)
    front, back, seam = leant(kind, seed % len(KINDS[kind][3]))
    span = np.ptp(np.concatenate([front.reshape(-1, 3), back.reshape(-1, 3)]), axis=0)
    high = size[1] * (0.97 - 0.06 * (seed % 3 == 1)) / span[2]
    mirror = 1 if seed // 3 % 2 else -1
    factor = np.array([mirror * size[0] / span[0], (size[0] / span[0] * high) ** 0.5, high])

    def posed(points: Array) -> Array:
        loose = points * factor
        return loose + 0.0016 * lumps(loose, 46, seed + 3)[..., None] * np.array([0.2, 1.0, 0.2])

    faces = quads(flat(*front.shape[:2]))[:, ::mirror]
    both = np.concatenate([posed(front).reshape(-1, 3), posed(back).reshape(-1, 3)])
    u, v = np.meshgrid(*(np.linspace(0, side, n) for side, n in zip(size, front.shape[:2], strict=True)), indexing="ij")
    woven = np.stack([u, v, 0 * u], -1).reshape(-1, 3)  # patterns follow the cloth
    own = np.concatenate([woven, woven])
    piece.raw(both, [np.concatenate([faces, faces[:, ::-1] + front.shape[0] * front.shape[1]])], material, own)
    points, tube = sweep(posed(np.concatenate([seam, seam[:2]])), 0.003, 6)
    piece.raw(points, tube, material)
    return piece


def scattered(size: tuple[float, float], material: bpy.types.Material, seed: int) -> Piece:
    """Make an evenly filled scatter cushion with a knife edge and soft corners, its face to -y, its foot at z = 0."""
    piece, rng, n = Piece("scatter cushion", seed), np.random.default_rng(seed), 56
    u, v = np.meshgrid(*[np.sin(np.linspace(-1, 1, n) * np.pi / 2)] * 2, indexing="ij")
    corner = 1 - 0.085 * np.abs(u * v) ** 6
    x = u * corner * (1 - 0.030 * (1 - v**2)) * size[0] / 2
    z = v * corner * (1 - 0.030 * (1 - u**2)) * size[1] / 2 - 0.014 * np.exp(-((u / 0.45) ** 2)) * np.clip(v, 0, 1) ** 3
    full = np.clip((1 - u**2) * (1 - v**2), 0, 1) ** 0.46 * (1 - 0.14 * v) * min(size) * rng.uniform(0.135, 0.16)
    plan = np.stack([u, v, 0 * u], -1)
    index = quads(flat(n, n))
    grain = np.stack([x, z, 0 * x], -1).reshape(-1, 3)
    for side in (-1, 1):
        rim = np.exp(-(np.minimum(1 - np.abs(u), 1 - np.abs(v)) / 0.10))
        drawn = 0.0035 * lumps(plan, 3.1, seed + side) + 0.0022 * rim * lumps(plan, 17, seed + 4 + side)
        y = side * (full + drawn * np.clip(full / 0.02, 0, 1))
        piece.raw(np.stack([x, y, z + size[1] / 2], -1).reshape(-1, 3), [index[:, ::-side]], material, grain)
    lines = ((slice(None), 0), (-1, slice(None)), (slice(None, None, -1), -1), (0, slice(None, None, -1)))
    path = np.concatenate([np.stack([x[w], 0 * x[w], z[w] + size[1] / 2], -1) for w in lines])
    points, tube = sweep(path, 0.0032, 6)
    piece.raw(points, tube, material)
    return piece


def upholstered(
    piece: Piece,
    at: tuple[float, float, float],
    size: tuple[float, float, float],
    material: bpy.types.Material,
    seed: int,
    turn: tuple[float, float, float] = (0, 0, 0),
) -> None:
    """Add foam in a sewn cover that is a little loose, with welts: a seat, or a wall such as an arm (higher than thick)."""
    wall, long = size[2] > min(size[:2]), size[1] > size[0]
    shape = (1.0, 0.2, 0.5) if wall else (0.8, 0.8, 0.17)
    upper, lower, *welts = boxed(shape, 0.012 if wall else 0.034, seed % 2, 0.015)
    flip = (-1) ** (seed // 2) if wall else 1
    across = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]]) if wall and long else np.eye(3)
    factor = np.array(size) / np.abs(np.array(shape) @ across)

    def posed(points: Array) -> Array:
        own = points * [flip, flip, 1] @ across * factor
        return rotate(own, turn) + np.array(at)

    for grid, way in ((upper, 1), (lower, -1)):
        flat_ = (grid.reshape(-1, 3) * [flip, flip, 1]) @ across * factor
        piece.raw(posed(grid.reshape(-1, 3)), [quads(flat(*grid.shape[:2]))[:, ::way]], material, flat_)
    for ring in welts[:1] if wall else welts:
        points, faces = sweep(posed(np.concatenate([ring, ring[:2]])), 0.0045, 6)
        piece.raw(points, faces, material)


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
        out += (0.002 * lumps(points, 22, seed + 1) - 0.002 * crease)[:, None] * away[:, None] * np.sign(points) * 0.6
        far = np.hypot(out[:, 0], out[:, 1])
        out[:, :2] *= np.where(out[:, 1] > 0, np.minimum(1, reach / np.maximum(far, 1e-9)), 1)[:, None]
        return out

    piece.box(at, size, material, 0.035, turn, 26, plumped)
    seam(piece, at, half, material, turn, plumped)


def seam(piece: Piece, at: tuple, half: Array, material: bpy.types.Material, turn: tuple, warp: object) -> None:
    """Add the two welts around a box cushion."""
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
