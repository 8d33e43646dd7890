"""Flat roofs with slim eaves, timber soffits and white ceilings."""

from __future__ import annotations

from itertools import pairwise

from villa import plan
from villa.geometry import Solids, group
from villa.materials import metal, plaster, stone, wood
from villa.shell.walls import free

Box = tuple[float, float, float, float]

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

THICK = 0.27


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
                solids.box((start, low + 0.003, under - 0.02), (end, high - 0.003, under), wood.cedar(), 0.002)


def _edge(solids: Solids, area: Box, under: float, free_sides: str) -> None:
    """The slab, with a metal fascia along its free sides."""
    x0, y0, x1, y1 = area
    solids.box((x0 + 0.02, y0 + 0.02, under), (x1 - 0.02, y1 - 0.02, under + THICK - 0.03), plaster.exterior(), 0.0)
    solids.box((x0 + 0.03, y0 + 0.03, under + THICK - 0.04), (x1 - 0.03, y1 - 0.03, under + THICK - 0.02), stone.pebble(), 0.0)
    edges = {
        "S": ((x0, y0), (x1, y0 + 0.03)),
        "N": ((x0, y1 - 0.03), (x1, y1)),
        "W": ((x0, y0), (x0 + 0.03, y1)),
        "E": ((x1 - 0.03, y0), (x1, y1)),
    }
    for side in free_sides:
        lo, hi = edges[side]
        solids.box((*lo, under - 0.03), (*hi, under + THICK), metal.black(), 0.004)


def _ceilings(solids: Solids) -> None:
    """One ceiling over the rooms that are open to each other, one over every other room; none may overlap."""
    kitchen, living = plan.KITCHEN, plan.LIVING
    spaces = [(kitchen.x0, kitchen.y0, living.x1, living.y1, kitchen.ceiling)]
    spaces += [(r.x0, r.y0, r.x1, r.y1, r.ceiling) for r in plan.ROOMS if r not in {kitchen, plan.DINING, living}]
    for x0, y0, x1, y1, top in spaces:
        solids.box((x0 - 0.03, y0 - 0.03, top - 0.004), (x1 + 0.03, y1 + 0.03, top + 0.015), plaster.ceiling(), 0.0)


def build() -> None:
    """Roof the house."""
    slabs, soffits, ceilings = Solids(21), Solids(22), Solids(23)
    blocks = {
        3.2: [(0.0, 0.0, 17.1, 7.5)],
        2.9: [(16.8, -5.3, 23.0, 7.5)],
        6.2: [(2.9, 2.6, 9.9, 7.5), (4.9, 7.5, 9.9, 13.3)],
    }
    for area, under, sides in ROOFS:
        _edge(slabs, area, under + 0.02, sides)
        _soffit(soffits, area, under + 0.02, blocks[under])
    _ceilings(ceilings)
    slabs.build("shell.roof", group("shell"))
    soffits.build("shell.soffit", group("shell"))
    ceilings.build("shell.ceiling", group("shell"))
