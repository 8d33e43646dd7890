"""Rugs, curtains, throws and folded towels."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import flat, lumps, quads
from villa.furniture.soft import sheet
from villa.furniture.solids import Piece, Warp
from villa.materials import fabric, leather


def rug(size: tuple[float, float], ground: bpy.types.Material, seed: int = 91) -> Piece:
    """Build a thick woven rug, lying as cloth lies: edges not quite straight, a ripple, a corner that lifts."""
    piece = Piece("rug", seed)
    lie = _lying(size, seed)
    rows, cols = int(size[0] / 0.03), int(size[1] / 0.03)
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, rows), np.linspace(-0.5, 0.5, cols), indexing="ij")
    edge = np.minimum(0.5 - np.abs(u), 0.5 - np.abs(v))
    x, y = u * size[0], v * size[1]
    high = 0.016 + 0.0015 * lumps(np.stack([x, y, 0 * x], -1), 6, seed)
    points = lie(np.stack([x, y, np.where(edge > 1e-6, high, 0.001)], -1).reshape(-1, 3))
    piece.raw(points, [quads(flat(rows, cols))], ground)
    return piece


def _lying(size: tuple[float, float], seed: int) -> Warp:
    """Give the warp from a rug as woven to a rug as it lies on its floor."""
    rng = np.random.default_rng(seed + 500)
    corner = np.array(size) / 2 * rng.choice([-1.0, 1.0], 2)
    across = -corner / np.linalg.norm(corner)
    fold = rng.uniform(0.35, 0.6)

    def lie(points: np.ndarray) -> np.ndarray:
        out, flat_ = points.copy(), points * np.array([1.0, 1.0, 0.0])
        out[:, 0] += 0.008 * lumps(flat_, 1.5, seed + 1)
        out[:, 1] += 0.008 * lumps(flat_, 1.5, seed + 2)
        inward = (flat_[:, :2] - corner) @ across
        aside = np.abs((flat_[:, :2] - corner) @ np.array([-across[1], across[0]]))
        ripple = 0.013 * np.exp(-(((inward - fold - 0.1 * aside) / 0.045) ** 2)) * np.exp(-((aside / 0.7) ** 2))
        curl = 0.016 * np.exp(-((np.linalg.norm(flat_[:, :2] - corner, axis=1) / 0.14) ** 2))
        body = np.clip(points[:, 2] / 0.016, 0, 1)
        out[:, 2] += (ripple + curl) * body + 0.0018 * (1 + lumps(flat_, 3.5, seed + 3)).clip(0, 2) * body
        return out

    return lie


def tassels(rug: Piece, size: tuple[float, float], code: str = "#c3b596") -> None:
    """Knot warp threads together at a kilim's ends along y, trodden this way and that."""
    yarn = leather.plain("tassel", code, 0.95)
    for end in (-1, 1):
        for x in np.arange(0.01 - size[0] / 2, size[0] / 2, 0.017):
            bent, long = rug.rng.normal(0, 0.022) + 0.014 * np.sin(x * 8), end * rug.rng.uniform(0.05, 0.095)
            y = end * (size[1] / 2 - 0.006)
            path = [(x, y, 0.009), (x + 0.4 * bent, y + 0.5 * long, 0.006), (x + bent, y + long, 0.003)]
            rug.tube(path, [0.0036, 0.0032, 0.0018], yarn, 5)


def curtain(width: float, height: float, material: bpy.types.Material, seed: int, fold: float = 0.052) -> Piece:
    """Build a curtain gathered to a width, hanging along x: waves in a track at z = height, a break at the floor."""
    piece = Piece("curtain", seed)
    count = max(3, round(width / (2.0 * fold)))
    s, z = np.linspace(0, 1, count * 26), np.linspace(0, 1, 54)
    waves = _waves(count, piece.rng)
    grid_s, grid_z = np.meshgrid(s * count, z, indexing="ij")
    down = 1 - grid_z
    loose = np.clip(down * 1.6, 0, 1) ** 0.8  # at the track the waves are even; lower down each goes its own way
    phase = grid_s + loose * np.interp(grid_s, np.arange(count + 1), waves[0])
    phase += 0.10 * loose * np.sin(grid_z * 2.6 + 5 * np.sin(grid_s * 0.9 + seed))
    angle = 2 * np.pi * phase
    size = fold * (0.8 + loose * (np.interp(grid_s, np.arange(count + 1), waves[1]) - 0.8))
    x = grid_s / count * width - width / 2 + 0.26 * size * np.sin(2 * angle) * (0.6 + 0.4 * loose)
    y = size * (np.sin(angle) + 0.14 * np.sin(3 * angle + 0.6) * loose)
    points = np.stack([x, y, 0.003 + grid_z * (height - 0.03)], -1)
    points[..., 1] += 0.004 * lumps(points * np.array([1, 1, 0.4]), 9, seed)
    hem = np.exp(-((grid_z * height / 0.10) ** 2))  # a hand too long: its foot slumps
    points[..., 1] += hem * 0.014 * np.sin(grid_s * 4.3 + seed)
    heavy = np.stack([grid_s * 2.4 * fold, grid_z * height, 0 * grid_s], -1).reshape(-1, 3)
    piece.raw(points.reshape(-1, 3), [quads(flat(len(s), len(z)))], material, heavy)
    _track(piece, width, height, count)
    return piece


def _waves(count: int, rng: np.random.Generator) -> np.ndarray:
    """Give how far each wave of a curtain strays along it, and how deep it is."""
    stray = rng.uniform(-0.22, 0.22, count + 1)
    stray[[0, -1]] = 0
    return np.array([stray, rng.uniform(0.5, 1.1, count + 1)])


def _track(piece: Piece, width: float, height: float, count: int) -> None:
    """Hang a curtain's gliders in a slim white track that goes on a little beyond it."""
    white = leather.plain("curtain track", "#e6e2da", 0.45)
    piece.box((0, 0, height - 0.008), (width + 0.16, 0.024, 0.016), white, 0.002)
    for k in range(2 * count + 1):
        piece.box((k / (2 * count) * width - width / 2, 0, height - 0.022), (0.006, 0.008, 0.018), white, 0.001)


def folded(size: tuple[float, float, float], code: str, count: int, seed: int, cloth: bpy.types.Material | None = None) -> Piece:
    """Build a pile of folded towels, or of something else that is folded: layers round at the fold, open at the other edge."""
    piece = Piece("towels", seed)
    cloth, z = cloth or fabric.terry(code), 0.0
    for k in range(count):
        high = size[2] * piece.rng.uniform(0.82, 1.18)
        wide, deep = size[0] * piece.rng.uniform(0.93, 1.0), size[1] * piece.rng.uniform(0.94, 1.0)
        grid = _layers(wide, deep, high, seed + k)
        turn = np.radians(piece.rng.uniform(-5, 5))
        turned = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        sheet(piece, grid @ turned.T + np.array([0, 0, z]), 0.3 * high, cloth)
        z += high * 0.98
    return piece


def _layers(wide: float, deep: float, high: float, seed: int) -> np.ndarray:
    """Give the grid of a cloth folded in three across its depth; made 0.3 of its height thick, its layers lie on one another."""
    rng, levels = np.random.default_rng(seed), np.array([0.0, 0.66, 0.7]) * high
    flat_, path = deep / 2 - high / 3, []
    for k, level in enumerate(levels):
        way, last = (-1) ** k, k == len(levels) - 1
        stop = flat_ * way * (rng.uniform(0.90, 0.97) if last else 1)
        path += [(y, level) for y in np.linspace(-flat_ * way, stop, 14)]
        if not last:
            r = (levels[k + 1] - level) / 2
            path += [(stop + way * r * np.sin(t), level + r * (1 - np.cos(t))) for t in np.linspace(0, np.pi, 7)[1:-1]]
    line = np.array(path)
    u = np.linspace(-0.5, 0.5, 44) * wide
    grid = np.stack([np.repeat(u[:, None], len(line), 1), *(np.repeat(line[None, :, k], 44, 0) for k in (0, 1))], -1)
    sag = 1 - 0.16 * (2 * np.abs(u) / wide) ** 3  # the ends sink
    grid[..., 2] *= sag[:, None]
    grid[..., :2] += 0.003 * np.stack([lumps(grid, 14, seed), lumps(grid, 11, seed + 1)], -1)
    grid[..., 2] = np.maximum(grid[..., 2] + 0.0016 * lumps(grid, 24, seed + 2), 0.001)
    return grid
