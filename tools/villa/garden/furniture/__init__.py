"""Outdoor furniture: loungers and parasols by the pool, a table, a lounge, pots."""

from __future__ import annotations

from collections.abc import Callable

import bpy

from villa import plan
from villa.garden.furniture.dining import chair, folding, table
from villa.garden.furniture.lounge import bench_sofa, carafe, coffee_table, tumbler
from villa.garden.furniture.loungers import lounger
from villa.garden.furniture.parasols import parasol
from villa.garden.furniture.pots import pot
from villa.garden.plants import low, trees
from villa.geometry import group, placed, put

FLOOR = plan.TERRACE.level

_CHAIRS = (
    (0.78, -1.9, -95),
    (1.66, -2.72, 6),
    (2.52, -2.95, -17),
    (3.62, -3.18, 24),
    (1.80, -1.18, 176),
    (2.76, -1.08, 197),
    (3.50, -1.2, 181),
)
"""Chairs at the table outdoors, as they were left: x, y, turn."""


def build() -> None:
    """Set out the furniture."""

    def place(mesh: bpy.types.Mesh, x: float, y: float, turn: float = 0.0, scale: float = 1.0, z: float = FLOOR) -> None:
        put(mesh, placed((x, y, z), turn, scale), group("garden"))

    _by_the_pool(place)
    place(table(), 2.6, -1.95)
    seat = chair()
    for x, y, turn in _CHAIRS:
        place(seat, x, y, turn)
    place(folding("#2f6e74"), 4.62, -2.25, 68)
    place(bench_sofa(2.6), 12.9, -2.1)
    place(bench_sofa(1.75), 14.9, -3.7, -90)
    place(bench_sofa(0.95), 10.85, -3.95, 71)
    place(coffee_table(), 12.8, -3.8)
    _on_table()
    agaves = [low.agave(k, 0.42) for k in (210, 212, 213, 214, 215)]
    tub = pot()
    for x, y, size in ((0.25, -0.55, 1.0), (9.65, -0.5, 1.05), (17.0 - 0.55, -6.0, 1.1), (23.1, -8.4, 1.0), (7.0, 14.9, 1.15)):
        place(tub, x, y, 0, size)
        place(agaves.pop(), x, y, x * 40, size, FLOOR + 0.42 * size)
    place(pot(0.72), 9.85, 14.5)
    place(trees.olive(211), 9.85, 14.5, 40, 0.42, FLOOR + 0.60)


def _by_the_pool(place: Callable[..., None]) -> None:
    """Two loungers side by side under a parasol, and one further off."""
    for tilt, seed, x, y, turn in ((34.0, 1, 2.30, -5.02, 10), (0.0, 2, 4.36, -5.26, -7), (24.0, 4, 9.55, -4.86, -13)):
        place(lounger(tilt, seed), x, y, turn)
    place(parasol(), 3.45, -4.30, 9)


def _on_table() -> None:
    """Place a carafe of water and two glasses on the table."""
    top = FLOOR + 0.746
    carafe().place("terrace.carafe", (2.35, -2.02, top))
    for k, (x, y) in enumerate(((2.22, -2.2), (2.62, -2.10))):
        tumbler().place(f"terrace.glass.{k}", (x, y, top))
