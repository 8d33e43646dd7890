"""Olive and cypress; the pines have a module of their own."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import blades, forks, limb, sprung, stalks, strew, unit, walk
from villa.geometry import Array, Solids
from villa.materials import foliage

_OLIVE_BARK = (0.25, 0.225, 0.19)


def _gnarled(solids: Solids, path: Array, radius: float, rng: np.random.Generator, foot: float = 0.75) -> None:
    """A fluted, knotty old trunk that widens at the foot by a share."""
    rows, columns = 44, 64
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    phases = rng.uniform(0, 6.28, 4)
    grid = np.zeros((rows, columns, 3))
    for r, share in enumerate(np.linspace(0, 1, rows)):
        at = share * (len(path) - 1)
        i = min(int(at), len(path) - 2)
        centre = path[i] + (path[i + 1] - path[i]) * (at - i)
        girth = radius * (1.0 - 0.28 * share + foot * np.exp(-share * 9))
        twist = share * 2.6
        flute = 1 + 0.13 * np.sin(3 * angle + phases[0] + twist) + 0.10 * np.sin(5 * angle + phases[1] - twist)
        flute += 0.05 * np.sin(9 * angle + phases[2] + 3 * twist) + 0.07 * np.sin(14 * share + 2 * angle + phases[3])
        flute += 0.035 * np.sin(17 * angle - 5 * twist + phases[1]) * np.sin(23 * share + phases[0]) + rng.normal(
            0, 0.012, columns
        )
        grid[r] = centre + np.stack([np.cos(angle), np.sin(angle), np.zeros(columns)], -1) * (girth * flute)[:, None]
    solids.sheet(grid, foliage.bark(_OLIVE_BARK), closed=(False, True))


def _stems(solids: Solids, rng: np.random.Generator) -> list[Array]:
    """A fluted trunk that parts into three crooked stems; returns the stems."""
    lean = np.array([rng.normal(0, 0.09), rng.normal(0, 0.09), 1.0])
    trunk = walk(np.array([0.0, 0.0, -0.1]), lean, 1.3, rng, 0.09)
    _gnarled(solids, trunk, 0.175, rng, 0.6)
    stems, turn = [], rng.uniform(0, 6)
    for k in range(3):
        angle = turn + 2.1 * k + rng.normal(0, 0.3)
        way = np.array([np.cos(angle), np.sin(angle), rng.uniform(1.5, 2.3)])
        stem = walk(trunk[-1] - [0, 0, 0.36], way, rng.uniform(0.8, 1.1), rng, 0.14, 10)
        _gnarled(solids, stem, rng.uniform(0.075, 0.105), rng, -0.6)  # slender where it hides in the trunk
        stems.append(stem)
    return stems


def olive(seed: int) -> bpy.types.Mesh:
    """An old olive of about 4.3 m, its crown full."""
    rng = np.random.default_rng(seed)
    solids, wood = Solids(seed), foliage.bark(_OLIVE_BARK)
    branches = []
    for k, stem in enumerate(_stems(solids, rng) * 3):
        angle = 2 * np.pi * k / 9 * 2.3 + rng.normal(0, 0.35)
        out = np.array([np.cos(angle), np.sin(angle), rng.uniform(0.5, 1.7)])
        bough = walk(stem[-1 - k // 3] - np.array([0, 0, 0.05]), out, rng.uniform(0.8, 1.35), rng, 0.18)
        limb(solids, bough, 0.055, 0.022, wood)
        for start, heading in forks(bough, 6, 0.6, rng, 0.3):
            branch = walk(start, heading + np.array([0, 0, 0.2]), rng.uniform(0.4, 0.8), rng, 0.2)
            limb(solids, branch, 0.020, 0.008, wood, 6)
            branches.append(branch)
    twigs = []
    for branch in branches:
        for point, way in forks(branch, 7, 0.75, rng, 0.2):
            twig = walk(point, way + np.array([0, 0, 0.1]), rng.uniform(0.2, 0.42), rng, 0.2, 4)
            limb(solids, twig, 0.005, 0.0025, wood, 4)
            twigs.append(twig)
            twigs += [
                walk(p, w - np.array([0, 0, 0.1]), rng.uniform(0.12, 0.28), rng, 0.2, 3) for p, w in forks(twig, 3, 0.8, rng)
            ]
    _silver(solids, twigs, np.mean([branch[-1] for branch in branches], axis=0), np.random.default_rng(seed + 1000))
    return solids.data("garden.olive")


def _silver(solids: Solids, twigs: list[Array], heart: Array, rng: np.random.Generator) -> None:
    """Clothe an olive's twigs: slender shoots of the year, narrow leaves in pairs along them; dark towards the crown's heart."""
    starts = [fork for twig in twigs for fork in forks(twig, 3, 0.6, rng, 0.3)]
    shoots = [walk(point, way, rng.uniform(0.10, 0.20), rng, 0.12, 4) for point, way in starts]
    stalks(solids, np.array(shoots), 0.0019, 0.0010, foliage.bark(_OLIVE_BARK))
    roots, headings = sprung(twigs + shoots, 0.0155, 0.78, rng)
    headings[:, 2] -= 0.10
    away = np.linalg.norm((roots - heart) / [1.5, 1.5, 1.15], axis=1)
    tint = np.clip(0.1 + 0.62 * (away - 0.35) + rng.normal(0, 0.2, len(roots)), 0, 1)
    blades(solids, roots, headings, (0.054, 0.0118), foliage.olive(), rng, tint=tint)


def cypress(seed: int, tall: float = 7.5) -> bpy.types.Mesh:
    """A column of cypress that wavers, bulges and thins."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = 15000
    share = rng.beta(1.15, 1.35, count)
    girth = 0.62 * tall / 7.5 * np.clip(np.sin(np.pi * np.clip(share * 0.86 + 0.13, 0, 1)) ** 0.75, 0.05, 1)
    angle = rng.uniform(0, 2 * np.pi, count)
    phase = rng.uniform(0, 2 * np.pi, 5)
    lumps = 1 + 0.18 * np.sin(angle * 2 + share * 7 + phase[0]) + 0.16 * np.sin(angle * 3 + share * 22 + phase[1])
    lumps += 0.13 * np.sin(angle * 5 - share * 37 + phase[2]) + 0.10 * np.sin(angle + 13 * share + phase[3])
    depth = rng.uniform(0.40, 1.0, count) ** 0.6 + (rng.random(count) < 0.06) * rng.uniform(0, 0.25, count)
    radius = girth * lumps * depth
    bend = 0.16 * np.sin(4.2 * share + phase[4]) * share
    roots = np.stack([radius * np.cos(angle) + bend, radius * np.sin(angle) - 0.6 * bend, 0.18 + share * tall], -1)
    headings = np.stack([np.cos(angle) * 0.42, np.sin(angle) * 0.42, np.full(count, 1.0)], -1) + rng.normal(0, 0.28, (count, 3))
    _sprays(solids, roots, unit(headings), np.clip(1.6 * (depth - 0.72) + rng.normal(0.25, 0.18, count), 0, 1), rng)
    profile = [(0.09, -0.1), (0.09, 0.25)]
    profile += [
        (0.30 * float(np.sin(np.pi * (s * 0.86 + 0.13)) ** 0.75) * tall / 7.5, 0.25 + s * tall * 0.90)
        for s in np.linspace(0.02, 0.98, 14)
    ]
    solids.lathe(profile, foliage.inside(), segments=14)
    return solids.data("garden.cypress")


def _sprays(solids: Solids, roots: Array, way: Array, tint: Array, rng: np.random.Generator) -> None:
    """Set cypress sprays, pale by tint: each a feather of scaly twiglets that fork off a stalk of about 15 cm."""
    each = 7
    across = unit(np.cross(way, rng.normal(size=way.shape)))
    share = np.linspace(0.0, 1.0, each)
    side = np.where(np.arange(each) % 2, 1.0, -1.0) * (1 - share) * 0.75
    spots = roots[:, None] + way[:, None] * (0.12 * share[:, None]) + rng.normal(0, 0.006, (len(roots), each, 3))
    fanned = way[:, None] + across[:, None] * side[:, None] + rng.normal(0, 0.16, (len(roots), each, 3))
    own = np.clip(np.repeat(tint, each) + rng.normal(0, 0.1, len(tint) * each), 0, 1)
    strew(solids, spots.reshape(-1, 3), fanned.reshape(-1, 3), (0.075, 0.013), foliage.cypress(), rng, own)
