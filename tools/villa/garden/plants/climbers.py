"""Bougainvillea: canes trained up a wall, shoots that hang out from them, bracts in bunches at the ends of twigs."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import blades, forks, limb, sprung, unit, walk
from villa.geometry import Array, Solids
from villa.materials import foliage

_CANES, _SHOOTS, _TWIGS = 10, 8, 5
_OPEN = np.radians(38)  # how far a bract leans out from its flower's axis


def bougainvillea(seed: int) -> bpy.types.Mesh:
    """A climber, two and a half metres high, to be hung along a wall (x) with its back at y=0."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    twigs: list[Array] = []
    for k in range(_CANES):
        foot = np.array([rng.normal(0, 0.05), rng.uniform(0.04, 0.10), 0.0])
        aim = np.array([0.62 * (k / (_CANES - 1) - 0.5) + rng.normal(0, 0.08), 0.0, 1.0])
        cane = _off_wall(walk(foot, aim, rng.uniform(1.7, 2.5), rng, 0.07, 20), 0.16)
        limb(solids, cane, 0.015, 0.006, foliage.bark(), 7)
        for start, way in forks(cane, _SHOOTS, 0.45, rng, 0.18):
            out = way + np.array([0.0, rng.uniform(0.1, 0.8), -0.1])
            shoot = _off_wall(walk(start, out, rng.uniform(0.18, 0.55), rng, 0.16, 8), 0.40)
            limb(solids, shoot, 0.0055, 0.0026, foliage.bark(), 5)
            twigs.append(shoot)
            for point, heading in forks(shoot, _TWIGS, 0.6, rng, 0.25):
                twig = walk(point, heading + np.array([0.0, 0.25, 0.0]), rng.uniform(0.08, 0.24), rng, 0.16, 5)
                limb(solids, twig, 0.0026, 0.0013, foliage.bark(), 4)
                twigs.append(twig)
    roots, headings = sprung(twigs, 0.019, 1.0, rng)
    headings = headings + rng.normal(0, 0.25, headings.shape) - np.array([0, 0, 0.2])
    blades(solids, roots, headings, (0.056, 0.036), foliage.shrub(), rng)
    _flowers(solids, [twig for twig in twigs if rng.random() < _blooming(twig)], rng)
    return solids.data("garden.bougainvillea")


def _off_wall(path: Array, far: float) -> Array:
    """Keep a path before the wall, and not too far from it."""
    path[:, 1] = np.clip(path[:, 1], 0.03, far)
    return path


def _blooming(twig: Array) -> float:
    """Return how likely a twig flowers: most where there is sun, above and outside."""
    return float(np.clip(0.15 + 0.3 * twig[-1, 2] / 2 + 1.2 * twig[-1, 1], 0, 0.85))


def _flowers(solids: Solids, twigs: list[Array], rng: np.random.Generator) -> None:
    """Set a bunch of flowers of three bracts each at the end of every twig; a bunch has one tone, and some are fading."""
    spots, axes, tones = [], [], []
    for twig in twigs:
        count = int(rng.integers(4, 10))
        back = rng.random(count)[:, None] ** 1.5 * np.minimum(0.5, 0.07 / np.linalg.norm(twig[-1] - twig[0]))
        way = unit(twig[-1] - twig[-2])
        spots.append(twig[-1] + (twig[0] - twig[-1]) * back + rng.normal(0, 0.013, (count, 3)))
        axes.append(unit(way * 0.6 + rng.normal(0, 0.6, (count, 3)) + np.array([0, 0.35, -0.1])))
        tones.append(np.clip(rng.random() * 0.8 + rng.normal(0, 0.14, count), 0, 1))
    spot, axis, tone = np.concatenate(spots), np.concatenate(axes), np.concatenate(tones)
    one = unit(np.cross(axis, rng.normal(size=axis.shape)))
    two = np.cross(axis, one)
    for third in range(3):
        turn = 2 * np.pi * third / 3
        out = axis * np.cos(_OPEN) + (one * np.cos(turn) + two * np.sin(turn)) * np.sin(_OPEN)
        blades(solids, spot, out, (0.037, 0.029), foliage.bract(), rng, tone)
