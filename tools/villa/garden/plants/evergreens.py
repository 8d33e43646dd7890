"""Broad evergreens such as holm oak, carob and laurel: crowns of many lobes, leafy down to the ground or on stems."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import limb, sprigs, strew, unit, walk
from villa.geometry import Array, Solids
from villa.materials import foliage

_EACH = 13  # leaves on a shoot


def evergreen(seed: int, tall: float = 4.5, wide: float = 1.9, foot: float = 0.0, leaf: float = 0.058) -> bpy.types.Mesh:
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
    _boughs(solids, centres, tall, foot)
    roots, ways, tints = [], [], []
    for k in range(len(radii)):
        spot, way, tint = _leaves(k, centres, radii, leaf, rng)
        roots.append(spot)
        ways.append(way)
        tints.append(tint)
    strew(solids, np.concatenate(roots), np.concatenate(ways), (leaf, 0.40 * leaf), green, rng, tint=np.concatenate(tints))
    rise = np.linspace(0.03, 0.93, 12)
    core = [(0.34 * wide * _girth(float(s)), 0.8 * tall * (foot + (1 - foot) * float(s))) for s in rise]
    solids.lathe([(0.02, core[0][1]), *core, (0.02, core[-1][1] + 0.1)], foliage.inside(), segments=12)
    return solids.data("garden.evergreen")


def _boughs(solids: Solids, centres: Array, tall: float, foot: float) -> None:
    """Grow a crooked bough from the middle of the crown into each lobe that does not lie on the ground: gaps show them."""
    rng = np.random.default_rng(len(centres))  # of their own: they move no leaf
    for centre in centres[centres[:, 2] > 0.2 * tall]:
        start = np.array([*(0.12 * centre[:2]), max(foot * tall, 0.45 * centre[2])])
        way = centre - start
        path = walk(start, way, float(np.linalg.norm(way)), rng, 0.09, 6)
        limb(solids, path, 0.009 * tall, 0.005, foliage.bark(), 6)


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
    leaders = 1 + 0.08 * np.sin(2 * angle + phase[2]) * share  # it rises in two crests, and leans
    z = low + (tall - low) * share * 0.84 * leaders + rng.normal(0, 0.03, count) * tall
    z = np.maximum(z, low + 0.25 * radii)
    aside = 0.28 * wide * share[:, None] ** 1.5 * np.array([np.cos(phase[1]), np.sin(phase[1])])
    return np.c_[out * np.cos(angle) + aside[:, 0], out * np.sin(angle) + aside[:, 1], z], radii


def _leaves(k: int, centres: Array, radii: Array, leaf: float, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Leaves of one lobe where no other covers it: roots, headings, and a tint pale on young shoots above, dark within."""
    radius = radii[k]
    count = int(1500 / _EACH * (radius / 0.5) ** 2 * (0.10 / leaf) ** 2)
    way = unit(rng.normal(size=(count, 3)) + np.array([0.0, 0.0, 0.2]))
    bumps = unit(rng.normal(size=(9, 3)) + np.array([0.0, 0.0, 0.3]))
    lumps = 0.70 + 0.42 * np.exp((way @ bumps.T - 1) * 8).max(axis=1)
    deep = rng.uniform(0.35, 1.05, count) ** 0.6
    deep += (rng.random(count) < 0.06) * rng.uniform(0.0, 0.2, count)
    roots = centres[k] + way * (lumps * deep)[:, None] * radius * np.array([1.0, 1.0, 0.85])
    away = np.linalg.norm(roots[:, None] - centres[None], axis=2) / radii[None]
    away[:, k] = 9.0
    free = (away.min(axis=1) > 0.62) & (roots[:, 2] > 0.0)
    shade = 1.5 * (lumps * deep - 0.80)
    tint = 0.12 + 0.26 * way[:, 2] + shade + rng.normal(0, 0.14, count)
    shoots = way + rng.normal(0, 0.5, way.shape) + np.array([0.0, 0.0, 0.35])
    spots, headings, youth = sprigs(roots[free], shoots[free], 1.9 * leaf, _EACH, rng)
    young = np.repeat(tint[free], _EACH) + 0.3 * youth + rng.normal(0, 0.1, len(spots))
    return spots, headings - np.array([0.0, 0.0, 0.15]), np.clip(young, 0, 1)
