"""Maquis for the hills: what is one thicket close by is a dot of it from the terrace."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import sprigs, strew, unit
from villa.geometry import Solids
from villa.materials import foliage

_EACH = 9  # leaves on a shoot


def thicket(seed: int, wide: float = 2.6, leaf: float = 0.19) -> bpy.types.Mesh:
    """Some bushes of half a metre to two that have grown into one another, a treelet among them.

    Leaves are as long as sprays for afar, in metres, and must be shorter where the camera comes near.
    """
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    for k in range(int(rng.integers(6, 11))):
        angle, out = rng.uniform(0, 2 * np.pi), wide * np.sqrt(rng.random())
        radius = rng.uniform(0.45, 1.05) * (1.5 if k == 0 else 1.0)
        high, lift = radius * rng.uniform(0.75, 1.15), 0.25 * radius if k == 0 else 0.0
        foot = np.array([out * np.cos(angle), out * np.sin(angle), lift])
        count = int((620 * radius**2 + 160) * (0.19 / leaf) ** 1.7 / (0.5 * _EACH))
        way = unit(rng.normal(size=(count, 3)))
        way[:, 2] = np.abs(way[:, 2]) - (0.35 if k == 0 else 0.05)
        lumps = 0.78 + 0.34 * np.exp((way @ unit(rng.normal(size=(11, 3))).T - 1) * 9).max(axis=1)
        roots = foot + way * (lumps * rng.uniform(0.55, 1.05, count))[:, None] * [radius, radius, high]
        green = foliage.scrub() if rng.random() < 0.4 else foliage.shrub()
        tint = np.clip(rng.uniform(0.3, 0.7) + 0.4 * way[:, 2] + rng.normal(0, 0.2, count), 0, 1)
        shoots = way + rng.normal(0, 0.45, way.shape) + np.array([0.0, 0.0, 0.3])
        spots, headings, youth = sprigs(roots, shoots, 1.7 * leaf, _EACH, rng)
        young = np.clip(np.repeat(tint, _EACH) - 0.2 + 0.35 * youth + rng.normal(0, 0.1, len(youth)), 0, 1)
        strew(solids, spots, headings, (leaf, 0.42 * leaf), green, rng, tint=young)
        dome = [(0.52 * radius * np.cos(a), 0.48 * high * np.sin(a)) for a in np.linspace(-0.3, 1.5, 7)]
        solids.moved(tuple(foot)).lathe([(0.02, -0.4), *dome], foliage.inside(), segments=10)
    return solids.data("garden.thicket")
