"""Outdoor furniture: loungers and parasols by the pool, a table, a lounge, pots."""

from __future__ import annotations

import bpy

from villa import plan
from villa.garden.furniture.dining import chair, table
from villa.garden.furniture.lounge import bench_sofa, coffee_table, hat, sandals
from villa.garden.furniture.loungers import lounger, parasol
from villa.garden.furniture.pots import pot
from villa.garden.plants import low, trees
from villa.geometry import group, placed, put

FLOOR = plan.TERRACE.level


def build() -> None:
    """Set out the furniture."""

    def place(mesh: bpy.types.Mesh, x: float, y: float, turn: float = 0.0, scale: float = 1.0, z: float = FLOOR) -> None:
        put(mesh, placed((x, y, z), turn, scale), group("garden"))

    beds = (lounger(), lounger(24.0, towel=True))
    for k, (x, y, turn) in enumerate(((2.72, -5.22, 3.5), (4.2, -5.14, -1.5), (7.38, -5.27, 0.5), (8.93, -5.17, -4))):
        place(beds[(k + 1) // 2 % 2], x, y, turn)
    shade = parasol()
    place(shade, 3.45, -4.35, 2)
    place(shade, 8.15, -4.35, -4)
    place(table(), 2.6, -1.95)
    seat = chair()
    for k in range(3):
        place(seat, 1.7 + 0.9 * k, -2.75, (k * 37) % 9 - 4)
        place(seat, 1.7 + 0.9 * k, -1.15, 180 + (k * 53) % 9 - 4)
    place(seat, 0.85, -1.95, -88)
    place(seat, 4.35, -1.95, 91)
    place(bench_sofa(2.6), 12.9, -2.1)
    place(bench_sofa(1.75), 14.9, -3.7, -90)
    place(bench_sofa(0.95), 11.0, -3.8, 86)
    place(coffee_table(), 12.9, -3.75)
    _left_about()
    agaves = [low.agave(k, 0.42) for k in (210, 212, 213, 214, 215)]
    tub = pot()
    for x, y, size in ((0.25, -0.55, 1.0), (9.65, -0.5, 1.05), (17.0 - 0.55, -6.0, 1.1), (23.1, -8.4, 1.0), (7.0, 14.9, 1.15)):
        place(tub, x, y, 0, size)
        place(agaves.pop(), x, y, x * 40, size, FLOOR + 0.42 * size)
    place(pot(0.72), 9.85, 14.5)
    place(trees.olive(211), 9.85, 14.5, 40, 0.42, FLOOR + 0.60)


def _left_about() -> None:
    """Place what somebody left on the terrace: a hat at the end of a lounger, sandals beside another."""
    hat().place("terrace.hat", (9.03, -5.72, FLOOR + 0.385), 20)
    for k, (x, y, turn) in enumerate(((6.72, -5.75, -14), (6.85, -5.70, -3))):
        sandals(k).place("terrace.sandals", (x, y, FLOOR + 0.002), turn)
