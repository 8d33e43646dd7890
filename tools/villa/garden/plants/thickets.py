"""Maquis for the hills: what is one thicket close by is a dot of it from the terrace."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import strew, unit
from villa.geometry import Solids
from villa.materials import foliage


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
        count = int((620 * radius**2 + 160) * (0.19 / leaf) ** 1.7)
        way = unit(rng.normal(size=(count, 3)))
        way[:, 2] = np.abs(way[:, 2]) - (0.35 if k == 0 else 0.05)
        lumps = 0.78 + 0.34 * np.exp((way @ unit(rng.normal(size=(11, 3))).T - 1) * 9).max(axis=1)
        roots = foot + way * (lumps * rng.uniform(0.70, 1.07, count))[:, None] * [radius, radius, high]
        green = foliage.scrub() if rng.random() < 0.4 else foliage.shrub()
        tint = np.clip(rng.uniform(0.3, 0.7) + 0.4 * way[:, 2] + rng.normal(0, 0.2, count), 0, 1)
        strew(solids, roots, way + rng.normal(0, 0.6, way.shape), (leaf, 0.45 * leaf), green, rng, tint=tint)
        dome = [(0.64 * radius * np.cos(a), 0.60 * high * np.sin(a)) for a in np.linspace(-0.3, 1.5, 7)]
        solids.moved(tuple(foot)).lathe([(0.02, -0.4), *dome], foliage.inside(), segments=10)
    return solids.data("garden.thicket")
