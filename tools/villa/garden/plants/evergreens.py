"""Broad evergreens such as holm oak, carob and laurel: crowns of many lobes, leafy down to the ground or on stems."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import limb, strew, unit, walk
from villa.geometry import Array, Solids
from villa.materials import foliage


def evergreen(seed: int, tall: float = 4.5, wide: float = 1.9, foot: float = 0.0, leaf: float = 0.10) -> bpy.types.Mesh:
    """A crown of this height and half width that begins at a share of its height; its leaves are as long as leaf, in metres."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    green = (foliage.shrub(), foliage.laurel(), foliage.oleander())[seed % 3]
    if foot > 0.05:
        for _ in range(3):
            way = rng.normal(0, 0.22, 3)
            way[2] = 1.0
            stem = walk(np.array([0.0, 0.0, -0.1]), way, 0.62 * tall, rng, 0.12, 8)
            limb(solids, stem, 0.0175 * tall, 0.02, foliage.bark(), 9)
    centres, radii = _lobes(tall, wide, foot, rng)
    roots, ways, tints = [], [], []
    for k in range(len(radii)):
        spot, way, tint = _leaves(k, centres, radii, leaf, rng)
        roots.append(spot)
        ways.append(way)
        tints.append(tint)
    strew(solids, np.concatenate(roots), np.concatenate(ways), (leaf, 0.42 * leaf), green, rng, tint=np.concatenate(tints))
    rise = np.linspace(0.03, 0.93, 12)
    core = [(0.34 * wide * _girth(float(s)), 0.8 * tall * (foot + (1 - foot) * float(s))) for s in rise]
    solids.lathe([(0.02, core[0][1]), *core, (0.02, core[-1][1] + 0.1)], foliage.inside(), segments=12)
    return solids.data("garden.evergreen")


def _girth(share: float) -> float:
    """How wide a crown is at a share of its height, 1 where it is widest, a third up."""
    return float(np.sin(np.pi * (0.22 + 0.76 * share)) ** 0.6)


def _lobes(tall: float, wide: float, foot: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Where a crown's lobes sit and their radii: they overlap, more of them where the crown is wide, one side fuller."""
    count = int(rng.integers(40, 52))
    share = (np.arange(count) + rng.uniform(0.1, 0.9, count)) / count
    angle = np.arange(count) * 2.39996 + rng.normal(0, 0.35, count)
    phase = rng.uniform(0, 6.28, 3)
    uneven = 1 + 0.26 * np.sin(angle + phase[0]) + 0.18 * np.sin(2 * angle + 5 * share + phase[1])
    out = wide * np.array([_girth(float(s)) for s in share]) * uneven * rng.uniform(0.48, 0.82, count)
    radii = wide * rng.uniform(0.20, 0.42, count) * (1.06 - 0.14 * share)
    low = foot * tall
    leaders = 1 + 0.13 * np.sin(2 * angle + phase[2]) * share  # it rises in two crests, and leans
    z = low + (tall - low) * share * 0.84 * leaders + rng.normal(0, 0.03, count) * tall
    z = np.maximum(z, low + 0.25 * radii)
    aside = 0.28 * wide * share[:, None] ** 1.5 * np.array([np.cos(phase[1]), np.sin(phase[1])])
    return np.c_[out * np.cos(angle) + aside[:, 0], out * np.sin(angle) + aside[:, 1], z], radii


def _leaves(k: int, centres: Array, radii: Array, leaf: float, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Leaves of one lobe where no other covers them: roots, headings, and a tint pale outside and above, dark within."""
    radius = radii[k]
    count = int(1500 * (radius / 0.5) ** 2 * (0.10 / leaf) ** 2)
    way = unit(rng.normal(size=(count, 3)) + np.array([0.0, 0.0, 0.2]))
    bumps = unit(rng.normal(size=(9, 3)) + np.array([0.0, 0.0, 0.3]))
    lumps = 0.74 + 0.42 * np.exp((way @ bumps.T - 1) * 8).max(axis=1)
    deep = rng.uniform(0.35, 1.10, count) ** 0.6
    deep += (rng.random(count) < 0.10) * rng.uniform(0.0, 0.55, count)
    roots = centres[k] + way * (lumps * deep)[:, None] * radius * np.array([1.0, 1.0, 0.85])
    away = np.linalg.norm(roots[:, None] - centres[None], axis=2) / radii[None]
    away[:, k] = 9.0
    free = (away.min(axis=1) > 0.62) & (roots[:, 2] > 0.0)
    shade = 1.5 * (lumps * deep - 0.80)
    tint = np.clip(0.22 + 0.30 * way[:, 2] + shade + rng.normal(0, 0.16, count), 0, 1)
    heading = way + rng.normal(0, 0.6, way.shape) - np.array([0.0, 0.0, 0.25])
    return roots[free], heading[free], tint[free]
