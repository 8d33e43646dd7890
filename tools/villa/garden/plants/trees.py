"""Olive, cypress and stone pine."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import forks, limb, strew, unit, walk
from villa.geometry import Array, Solids
from villa.materials import foliage


def _foliage_along(twigs: list[Array], per_twig: int, spread: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Roots and headings of leaves along twigs."""
    roots, headings = [], []
    for path in twigs:
        share = rng.uniform(0.15, 1.0, per_twig) * (len(path) - 1)
        i = np.minimum(share.astype(int), len(path) - 2)
        roots.append(path[i] + (path[i + 1] - path[i]) * (share - i)[:, None])
        headings.append(unit(path[i + 1] - path[i]) * 0.7 + rng.normal(0, spread, (per_twig, 3)))
    return np.concatenate(roots), np.concatenate(headings)


def _gnarled(solids: Solids, path: Array, radius: float, rng: np.random.Generator) -> None:
    """A fluted old trunk that widens at the foot."""
    rows, columns = 26, 40
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    phases = rng.uniform(0, 6.28, 4)
    grid = np.zeros((rows, columns, 3))
    for r, share in enumerate(np.linspace(0, 1, rows)):
        at = share * (len(path) - 1)
        i = min(int(at), len(path) - 2)
        centre = path[i] + (path[i + 1] - path[i]) * (at - i)
        girth = radius * (1.0 - 0.28 * share + 0.75 * np.exp(-share * 9))
        twist = share * 2.6
        flute = 1 + 0.13 * np.sin(3 * angle + phases[0] + twist) + 0.10 * np.sin(5 * angle + phases[1] - twist)
        flute += 0.05 * np.sin(9 * angle + phases[2] + 3 * twist) + 0.05 * np.sin(14 * share + 2 * angle + phases[3])
        grid[r] = centre + np.stack([np.cos(angle), np.sin(angle), np.zeros(columns)], -1) * (girth * flute)[:, None]
    solids.sheet(grid, foliage.bark((0.23, 0.20, 0.165)), closed=(False, True))


def olive(seed: int) -> bpy.types.Mesh:
    """An old olive of about 4.3 m."""
    rng = np.random.default_rng(seed)
    solids, wood = Solids(seed), foliage.bark((0.23, 0.20, 0.165))
    trunk = walk(np.array([0.0, 0.0, -0.1]), np.array([rng.normal(0, 0.2), rng.normal(0, 0.2), 1.0]), 1.35, rng, 0.12)
    _gnarled(solids, trunk, 0.19, rng)
    twigs = []
    count = 6
    for k in range(count):
        angle = 2 * np.pi * k / count + rng.normal(0, 0.25)
        out = np.array([np.cos(angle), np.sin(angle), rng.uniform(0.8, 1.7)])
        bough = walk(trunk[-1] - np.array([0, 0, 0.12]), out, rng.uniform(1.2, 1.7), rng, 0.16)
        limb(solids, bough, 0.085, 0.04, wood)
        for start, heading in forks(bough, 6, 0.5, rng, 0.3):
            branch = walk(start, heading + np.array([0, 0, 0.25]), rng.uniform(0.6, 1.05), rng, 0.2)
            limb(solids, branch, 0.03, 0.012, wood, 6)
            for point, way in forks(branch, 7, 0.65, rng, 0.25):
                twig = walk(point, way + np.array([0, 0, 0.05]), rng.uniform(0.3, 0.6), rng, 0.2, 4)
                limb(solids, twig, 0.007, 0.003, wood, 4)
                twigs.append(twig)
                twigs += [
                    walk(p, w - np.array([0, 0, 0.15]), rng.uniform(0.16, 0.34), rng, 0.2, 3) for p, w in forks(twig, 3, 0.7, rng)
                ]
    roots, headings = _foliage_along(twigs, 44, 0.6, rng)
    strew(solids, roots, headings, (0.074, 0.021), foliage.olive(), rng)
    return solids.data("garden.olive")


def cypress(seed: int, tall: float = 7.5) -> bpy.types.Mesh:
    """A column of cypress."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = 15000
    share = rng.beta(1.15, 1.35, count)
    girth = 0.62 * tall / 7.5 * np.clip(np.sin(np.pi * np.clip(share * 0.86 + 0.13, 0, 1)) ** 0.75, 0.05, 1)
    angle = rng.uniform(0, 2 * np.pi, count)
    lumps = 1 + 0.16 * np.sin(angle * 3 + share * 26) + 0.12 * np.sin(angle * 5 - share * 41 + 1)
    depth = rng.uniform(0.62, 1.0, count) ** 0.6
    radius = girth * lumps * depth
    roots = np.stack([radius * np.cos(angle), radius * np.sin(angle), 0.18 + share * tall], -1)
    headings = np.stack([np.cos(angle) * 0.42, np.sin(angle) * 0.42, np.full(count, 1.0)], -1) + rng.normal(0, 0.28, (count, 3))
    strew(solids, roots, headings, (0.17, 0.032), foliage.cypress(), rng)
    profile = [(0.09, -0.1), (0.09, 0.25)]
    profile += [
        (0.40 * float(np.sin(np.pi * (s * 0.86 + 0.13)) ** 0.75) * tall / 7.5, 0.25 + s * tall * 0.95)
        for s in np.linspace(0.02, 0.98, 14)
    ]
    solids.lathe(profile, foliage.inside(), segments=14)
    return solids.data("garden.cypress")


def pine(seed: int, tall: float = 8.0) -> bpy.types.Mesh:
    """A stone pine with its umbrella."""
    rng = np.random.default_rng(seed)
    solids, wood = Solids(seed), foliage.bark((0.21, 0.135, 0.095))
    trunk = walk(np.array([0.0, 0.0, -0.2]), np.array([rng.normal(0, 0.12), rng.normal(0, 0.12), 1.0]), tall * 0.68, rng, 0.06, 9)
    limb(solids, trunk, 0.24, 0.15, wood, 14)
    tips = []
    for k in range(9):
        angle = 2 * np.pi * k / 9 + rng.normal(0, 0.25)
        bough = walk(trunk[-1 - k % 3], np.array([np.cos(angle), np.sin(angle), rng.uniform(0.5, 0.9)]), tall * 0.4, rng, 0.12)
        limb(solids, bough, 0.085, 0.03, wood, 8)
        for point, way in forks(bough, 8, 0.55, rng, 0.3):
            twig = walk(point, way + np.array([0, 0, 0.5]), rng.uniform(0.6, 1.1), rng, 0.2, 4)
            limb(solids, twig, 0.022, 0.008, wood, 5)
            tips += [walk(p, w + np.array([0, 0, 0.5]), 0.35, rng, 0.2, 3) for p, w in forks(twig, 5, 0.8, rng)]
    roots, headings = _foliage_along(tips, 150, 0.75, rng)
    headings[:, 2] += 0.35
    strew(solids, roots, headings, (0.21, 0.020), foliage.pine(), rng)
    return solids.data("garden.pine")
