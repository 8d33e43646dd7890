"""Borders in the lawn south of the pool, dense and interwoven, and the stepping stones between them."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.belt import grown
from villa.garden.planting import on_ground
from villa.garden.plants import evergreens, low, oleander, trees
from villa.geometry import Solids, group, placed, put, scatter
from villa.materials import ground, stone
from villa.terrain import height

_Kind = tuple[list[bpy.types.Mesh], float, tuple[float, float]]  # meshes, plants a square metre, sizes

_BEDS = ((-4.3, -15.6, 2.3, 1.5), (13.2, -18.4, 2.1, 0.95), (4.2, -20.6, 2.4, 0.9), (21.6, -11.4, 2.6, 0.9))
"""Beds as ellipses: middle, and half their width east and north."""

_PATH = (
    (-0.7, -13.5),
    (-1.0, -14.3),
    (-0.8, -15.1),
    (-1.3, -15.9),
    (-1.2, -16.8),
    (-1.9, -17.6),
    (-2.6, -18.4),
    (-3.5, -19.0),
    (-4.4, -19.8),
)


def build() -> None:
    """Lay out borders and path."""
    rng = np.random.default_rng(400)
    lavender = grown("garden.lavender", lambda: low.lavender(402, 0.45))
    kinds: tuple[_Kind, ...] = (
        (lavender, 1.9, (0.7, 1.35)),
        (grown("garden.grass", lambda: low.fountain_grass(404)), 1.5, (0.45, 1.15)),
        (
            grown("garden.rosemary", lambda: low.rosemary(406)) + grown("garden.santolina", lambda: low.santolina(407)),
            1.2,
            (0.7, 1.3),
        ),
    )
    for k, bed in enumerate(_BEDS):
        _soil(bed, 401 + k)
        _border(bed, kinds, rng, 410 + 10 * k)
    _path(rng)
    _tall()


def _soil(bed: tuple[float, float, float, float], seed: int) -> None:
    """Earth that swells a little towards the middle, its edge uneven."""
    x0, y0, wide, deep = bed
    solids, rng = Solids(seed), np.random.default_rng(seed)
    share, angle = np.meshgrid(np.linspace(0.02, 1, 7), np.linspace(0, 2 * np.pi, 40, endpoint=False), indexing="ij")
    out = share * (1 + 0.08 * np.sin(2 * angle + rng.uniform(0, 6)) + 0.05 * np.sin(5 * angle + rng.uniform(0, 6)))
    x, y = x0 + wide * out * np.cos(angle), y0 + deep * out * np.sin(angle)
    grid = np.stack([x, y, height(x, y) + 0.07 * (1 - share**3) - 0.02], -1)
    solids.sheet(grid, ground.soil(), closed=(False, True))
    solids.build("garden.border", group("garden"))


def _border(bed: tuple[float, float, float, float], kinds: tuple[_Kind, ...], rng: np.random.Generator, seed: int) -> None:
    """Plant one bed so closely that no soil is seen from the side: kinds in drifts that run into one another."""
    x0, y0, wide, deep = bed
    area = wide * deep * np.pi
    for k, (meshes, many, scale) in enumerate(kinds):
        centres = rng.uniform(-0.75, 0.75, (3, 2))
        own = centres[rng.integers(3, size=int(area * many))]
        spots = own + rng.normal(0, 0.30, own.shape)
        spots = spots[(spots**2).sum(axis=1) < 0.98]
        scatter(
            meshes,
            on_ground([(x0 + wide * float(a), y0 + deep * float(b)) for a, b in spots]),
            seed + k,
            scale,
            14,
            group("garden"),
        )


def _path(rng: np.random.Generator) -> None:
    """Stepping stones from the terrace's south-west steps into the lawn, sunk, no two alike."""
    solids = Solids(440)
    for x, y in _PATH:
        z = float(height(x, y))
        part = solids.moved((x, y, z), float(rng.uniform(-14, 14)))
        a, b = rng.uniform(0.27, 0.36), rng.uniform(0.22, 0.29)
        part.box((-a, -b, -0.05), (a, b, 0.022), stone.paving(), 0.012, skew=rng.uniform(-1, 1, (8, 3)) * [0.03, 0.03, 0.004])
    solids.build("garden.path", group("garden"))


def _tall() -> None:
    """What stands high enough to frame a picture: oleanders that have gone over, an old olive, a laurel."""
    green = oleander.oleander(441, 2.0, 0.0)
    for x, y, turn, size in ((12.4, -18.5, 40, 0.7), (4.6, -20.9, 100, 0.62)):
        (spot,) = on_ground([(x, y)])
        put(green, placed(spot, turn, size), group("garden"))
    (olive, *_), (spot,) = grown("garden.olive", lambda: trees.olive(443)), on_ground([(-6.9, -16.1)])
    put(olive, placed(spot, 60, 0.95), group("garden"))
    laurel = evergreens.evergreen(445, 1.5, 0.8, leaf=0.07)
    scatter([laurel], on_ground([(23.2, -11.0), (20.4, -11.9)]), 446, (0.6, 1.0), 4, group("garden"))
