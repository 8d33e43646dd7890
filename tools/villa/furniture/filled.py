"""Covers that are sewn and filled: scatter cushions, pillows, box seats."""

from __future__ import annotations

from functools import cache

import numpy as np

from villa.furniture.drape import Array, flat, lumps, quads, refined, rim
from villa.furniture.settling import Cover, plane, settled
from villa.furniture.solids import rounded_box

KINDS: dict[str, tuple[float, float, float, tuple[tuple[float, float], ...]]] = {
    "square": (0.54, 0.54, 18.0, ((2.2, 0.15), (2.4, 0.40), (1.5, 0.30))),
    "long": (0.64, 0.37, 20.0, ((2.4, 0.20), (1.6, 0.30))),
    "bed": (0.86, 0.57, 34.0, ((1.7, 0.30), (1.1, 0.30))),
}
"""Width and height of the panels, the lean in degrees, and of each variant how full it is and how heavy."""


def kind_of(width: float, height: float) -> str:
    """Give the kind of pillow that has about this shape."""
    ratio = width / height
    return "square" if ratio < 1.2 else "bed" if width > 0.72 else "long"


def sewn(n: int, inside: Array) -> tuple[Array, Array]:
    """Give the grids of indices of two panels of n by n points that share their rim; those that only the second has come last."""
    front, back = flat(n, n), np.full(n * n, -1)
    back[~inside] = front.ravel()[~inside]
    back[inside] = n * n + np.arange(inside.sum())
    return front, back.reshape(n, n)


@cache
def leant(kind: str, variant: int) -> tuple[Array, Array, Array]:
    """Give front, back and seam of a filled cushion that slumped on its foot against a back; upright again, its foot at z = 0."""
    n, (width, height, lean, ways) = 38, KINDS[kind]
    u, v = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n), indexing="ij")
    pull = 1 - 0.11 * np.abs(u * v) ** 5  # corners are cut in, or they would stand out as horns
    puff = 0.02 * (1 - u**2) * (1 - v**2)
    inside = ((np.abs(u) < 1) & (np.abs(v) < 1)).ravel()
    front, back = sewn(n, inside)
    plan = np.stack([u * width / 2 * pull, -puff, v * height / 2 * pull], -1).reshape(-1, 3)
    points = np.concatenate([plan, (plan * [1, -1, 1])[inside]])
    seed = 17 * variant + len(kind)
    points += 0.003 * np.stack([lumps(points, 26, seed + k) for k in range(3)], -1)
    c, s = np.cos(np.radians(lean)), np.sin(np.radians(lean))
    tilt = np.array([[1, 0, 0], [0, c, s], [0, -s, c]])
    points = points @ tilt.T
    points += [0, -0.13 - points[:, 1].max() + height / 2 * s, 0.015 - points[:, 2].min()]
    cover = Cover(pressure=ways[variant][0], gravity=(0, 0, -ways[variant][1]), bend=0.03)
    faces = np.concatenate([quads(front), quads(back)[:, ::-1]])
    still = settled(points, faces, [plane((0, 0, 0)), plane((0, 0.02, 0), 90 - lean)], cover) @ tilt
    still -= [np.median(still[:, 0]), np.ptp(still[:, 1]) / 2 + still[:, 1].min(), still[:, 2].min()]
    return refined(still[front]), refined(still[back]), still[rim(front)]


@cache
def boxed(shape: tuple[float, float, float], crown: float, seed: int, slack: float = 0.03) -> tuple[Array, Array, Array, Array]:
    """Give the upper side with its boxing, the lower side and both welts of a box cushion round foam, about the origin."""
    n, band, half = 36, 5, np.array(shape) / 2
    upper, lower, points = _panels(n, band, half * (1 + 0.4 * slack))
    points += 0.004 * np.stack([lumps(points, 12, seed + i) for i in range(3)], -1)
    core, faces = rounded_box(tuple(2 * half - 0.012), min(0.035, 0.4 * half[2]), 7)
    rel = core / half
    domed = (1 - rel[:, 0] ** 4) * (1 - rel[:, 1] ** 4)
    sat = np.exp(-(((core[:, :2] - 0.2 * half[:2] * np.array([(-1.0) ** seed, -0.4])) / (0.55 * half[:2])) ** 2).sum(1))
    core[:, 2] += np.clip(rel[:, 2], 0, 1) * (crown * domed - 0.75 * crown * sat)
    cover = Cover(bend=30 * slack, slack=slack, frames=18, gravity=(0, 0, -1.8))
    hard = [plane((0, 0, -half[2] - 0.012)), (core, faces)]
    still = settled(points, np.concatenate([quads(upper), quads(lower)[:, ::-1]]), hard, cover)
    top, foot = (still[rim(upper[at : n - at, at : n - at])] for at in (band, 0))
    return refined(still[upper]), refined(still[lower]), top, foot


def _panels(n: int, band: int, half: Array) -> tuple[Array, Array, Array]:
    """Give the grids of indices and the points of a box cover: one panel goes over top and sides, one is the bottom."""
    k = np.arange(n) - (n - 1) / 2
    u, v = np.meshgrid(k, k, indexing="ij")
    far, reach = np.maximum(np.abs(u), np.abs(v)), (n - 1) / 2 - band
    inner = np.minimum(1.0, reach / np.maximum(far, 1e-9)) / reach
    x, y = u * inner, v * inner
    pull = 1 - 0.05 * np.abs(x * y) ** 7
    z = half[2] * (1 - 2 * np.clip((far - reach) / band, 0, 1))
    top = np.stack([x * half[0] * pull, y * half[1] * pull, z], -1).reshape(-1, 3)
    edge = (n - 1) / 2
    low = np.stack([u / edge * half[0], v / edge * half[1], 0 * u - half[2]], -1).reshape(-1, 3)
    inside = (far < edge - 1e-6).ravel()
    upper, lower = sewn(n, inside)
    return upper, lower, np.concatenate([top, low[inside]])
