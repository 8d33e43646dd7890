"""Roofs of barrel tiles over boarded eaves with rafters, and white ceilings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from villa import plan
from villa.geometry import Solids, group
from villa.materials import beach, country, plaster
from villa.shell import lights, tiles
from villa.shell.walls import free

Box = tuple[float, float, float, float]

Spot = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Tiled:
    """A roof of tiles, in metres on the plan.

    Attributes:
        soffit: The height of what it looks like from below.
        rise: Metres up for each metre in.
        eaves: Of each slope where its eave starts, the left end as one looks up the slope, the eave's way and length, how
            deep the slope goes, and whether hips cut its left and right end.
        hips: Of each hip its foot, its way, and how deep it goes.
        ridges: Of each ridge its ends, and how deep in from the eaves it lies.
    """

    soffit: float
    rise: float
    eaves: tuple[tuple[Spot, Spot, float, float, tuple[bool, bool]], ...]
    hips: tuple[tuple[Spot, Spot, float], ...]
    ridges: tuple[tuple[Spot, Spot, float], ...]


ROOFS: tuple[tuple[Box, float, str], ...] = (
    ((-0.9, -2.0, 17.2, 7.5), 3.2, "SWE"),
    ((-0.9, 7.5, 4.84, 8.1), 3.2, "NW"),
    ((9.96, 7.5, 17.2, 8.1), 3.2, "NE"),
    ((15.8, -7.1, 23.9, -0.02), 2.9, "SWE"),
    ((17.22, -0.02, 23.9, 8.1), 2.9, "NE"),
    ((2.0, 0.9, 10.8, 7.5), 6.2, "SWE"),
    ((4.0, 7.5, 10.8, 14.9), 6.2, "NWE"),
)
"""Roof rectangles, the height of their soffit, and the sides that stand free."""

UPPER = Tiled(
    soffit=6.2,
    rise=0.36,
    eaves=(
        ((2.0, 0.9), (1, 0), 8.8, 3.4, (True, True)),
        ((10.8, 0.9), (0, 1), 14.0, 3.4, (True, True)),
        ((10.8, 14.9), (-1, 0), 6.8, 3.4, (True, True)),
        ((4.0, 14.9), (0, -1), 14.0, 3.4, (True, True)),
        ((7.4, 7.6), (-1, 0), 5.4, 3.35, (False, True)),
        ((2.0, 7.6), (0, -1), 6.7, 3.35, (True, True)),
    ),
    hips=(
        ((2.0, 0.9), (1, 1), 3.35),
        ((10.8, 0.9), (-1, 1), 3.4),
        ((10.8, 14.9), (-1, -1), 3.4),
        ((4.0, 14.9), (1, -1), 3.4),
        ((2.0, 7.6), (1, -1), 3.35),
    ),
    ridges=(
        ((7.4, 4.3), (7.4, 11.5), 3.4),
        ((5.35, 4.25), (7.4, 4.25), 3.35),
    ),
)
BEDROOMS = Tiled(
    soffit=2.9,
    rise=0.36,
    eaves=(
        ((15.8, -7.1), (1, 0), 8.1, 3.54, (True, True)),
        ((23.9, -7.1), (0, 1), 15.2, 3.34, (True, True)),
        ((23.9, 8.1), (-1, 0), 6.68, 3.34, (True, True)),
        ((17.22, 8.1), (0, -1), 15.2, 3.34, (True, True)),
        ((20.56, -0.02), (-1, 0), 4.76, 3.54, (False, True)),
        ((15.8, -0.02), (0, -1), 7.08, 3.54, (True, True)),
    ),
    hips=(
        ((15.8, -7.1), (1, 1), 3.54),
        ((23.9, -7.1), (-1, 1), 3.34),
        ((23.9, 8.1), (-1, -1), 3.34),
        ((17.22, 8.1), (1, -1), 3.34),
        ((15.8, -0.02), (1, -1), 3.54),
    ),
    ridges=(
        ((20.56, -3.76), (20.56, 4.76), 3.34),
        ((19.34, -3.56), (20.56, -3.56), 3.54),
    ),
)
MAIN = Tiled(
    soffit=3.2,
    rise=0.24,
    eaves=(
        ((-0.9, -2.0), (1, 0), 18.1, 1.2, (True, False)),
        ((-0.9, 8.1), (0, -1), 10.1, 1.2, (True, True)),
        ((4.84, 8.1), (-1, 0), 5.74, 1.2, (False, True)),
        ((17.2, 8.1), (-1, 0), 7.24, 1.2, (False, False)),
    ),
    hips=(
        ((-0.9, -2.0), (1, 1), 1.2),
        ((-0.9, 8.1), (1, -1), 1.2),
    ),
    ridges=(),
)
"""The last is a skirt of tiles before a flat roof."""

THICK = 0.17
"""How thick the slab is, in metres."""
_BOARD = "#b3a992"
"""What eaves are painted."""


def _soffit(solids: Solids, area: Box, under: float, walls: list[Box]) -> None:
    """Boards along x, left out over the rooms, whose rectangles are given."""
    x0, y0, x1, y1 = area
    count = round((y1 - y0) / 0.115)
    for row in range(count):
        low, high = y0 + row * (y1 - y0) / count, y0 + (row + 1) * (y1 - y0) / count
        inside = [(w[0], w[2]) for w in walls if w[1] + 0.02 < (low + high) / 2 < w[3] - 0.02]
        for a, b in free(x0 + 0.03, x1 - 0.03, inside):
            cuts = [a, *(a + k * (b - a) / max(1, round((b - a) / 3.6)) for k in range(1, round((b - a) / 3.6))), b]
            for start, end in pairwise(cuts):
                solids.box((start, low + 0.003, under - 0.02), (end, high - 0.003, under), country.painted(_BOARD), 0.002)


def _slab(solids: Solids, area: Box, under: float, free_sides: str) -> None:
    """The slab under the tiles, with a painted board and a gutter along its free sides."""
    x0, y0, x1, y1 = area
    top = under + THICK
    solids.box((x0 + 0.02, y0 + 0.02, under), (x1 - 0.02, y1 - 0.02, top), plaster.exterior(), 0.0)
    edges = {
        "S": ((x0, y0), (x1, y0 + 0.03)),
        "N": ((x0, y1 - 0.03), (x1, y1)),
        "W": ((x0, y0), (x0 + 0.03, y1)),
        "E": ((x1 - 0.03, y0), (x1, y1)),
    }
    zinc = beach.rubber("#6f6c66")
    for side in free_sides:
        lo, hi = edges[side]
        solids.box((*lo, under - 0.03), (*hi, top), country.painted(_BOARD), 0.004)
        dx, dy = {"S": (0, -0.05), "N": (0, 0.08), "W": (-0.05, 0), "E": (0.08, 0)}[side]
        along = (hi[0], lo[1]) if side in "SN" else (lo[0], hi[1])
        solids.cylinder((lo[0] + dx, lo[1] + dy, top - 0.03), (along[0] + dx, along[1] + dy, top - 0.03), 0.055, zinc, 16)


def _rafters(solids: Solids, area: Box, under: float, free_sides: str, walls: list[Box]) -> None:
    """Rafters' feet under the overhang, from the wall out to the eave; none where a lamp sits."""
    x0, y0, x1, y1 = area
    wall = min(walls, key=lambda box: abs(box[1] + box[3] - y0 - y1))
    spans = {"S": (x0, x1, y0, wall[1]), "N": (x0, x1, wall[3], y1), "W": (y0, y1, x0, wall[0]), "E": (y0, y1, wall[2], x1)}
    for side in free_sides:
        start, end, low, high = spans[side]
        lamps = [x for x, y, _ in lights.spots() if side in "SN" and low < y < high]
        for at in np.arange(start + 0.31, end - 0.1, 0.62):
            if any(abs(at - x) < 0.12 for x in lamps):
                continue
            lo, hi = (at - 0.04, low + 0.03), (at + 0.04, high - 0.03)
            if side in "WE":
                lo, hi = lo[::-1], hi[::-1]
            solids.box((*lo, under - 0.13), (*hi, under - 0.02), country.painted(_BOARD), 0.006)


def _tiles(solids: Solids) -> None:
    """Lay the tiles: each slope up from its eave, then the hips, then the ridges."""
    for roof in (UPPER, BEDROOMS, MAIN):
        eave = roof.soffit + 0.02 + THICK
        for start, along, length, deep, cut in roof.eaves:
            tiles.cover(solids, tiles.Slope((*start, eave), along, length, deep, roof.rise, cut))
        for (x, y), (dx, dy), deep in roof.hips:
            tiles.cap(solids, (x, y, eave), (x + dx * deep, y + dy * deep, eave + roof.rise * deep))
        for start, end, deep in roof.ridges:
            tiles.cap(solids, (*start, eave + roof.rise * deep), (*end, eave + roof.rise * deep))


def _ceilings(solids: Solids) -> None:
    """One ceiling over the rooms that are open to each other, one over every other room; none may overlap."""
    kitchen, living = plan.KITCHEN, plan.LIVING
    spaces = [(kitchen.x0, kitchen.y0, living.x1, living.y1, kitchen.ceiling)]
    spaces += [(r.x0, r.y0, r.x1, r.y1, r.ceiling) for r in plan.ROOMS if r not in {kitchen, plan.DINING, living}]
    for x0, y0, x1, y1, top in spaces:
        solids.box((x0 - 0.03, y0 - 0.03, top - 0.004), (x1 + 0.03, y1 + 0.03, top + 0.015), plaster.ceiling(), 0.0)


def build() -> None:
    """Roof the house."""
    slabs, soffits, ceilings, clay = Solids(21), Solids(22), Solids(23), Solids(24)
    blocks = {
        3.2: [(0.0, 0.0, 17.1, 7.5)],
        2.9: [(16.8, -5.3, 23.0, 7.5)],
        6.2: [(2.9, 2.6, 9.9, 7.5), (4.9, 7.5, 9.9, 13.3)],
    }
    for area, under, sides in ROOFS:
        _slab(slabs, area, under + 0.02, sides)
        _rafters(soffits, area, under + 0.02, sides, blocks[under])
        _soffit(soffits, area, under + 0.02, blocks[under])
    _ceilings(ceilings)
    _tiles(clay)
    clay.build("shell.tiles", group("shell"))
    slabs.build("shell.roof", group("shell"))
    soffits.build("shell.soffit", group("shell"))
    ceilings.build("shell.ceiling", group("shell"))
