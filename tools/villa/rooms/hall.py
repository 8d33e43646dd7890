"""The entrance hall: console and mirror, a runner, a bench, slim lamps in the double height."""

from __future__ import annotations

from villa.furniture import decor, joinery, lamps, sofas, tables, textiles
from villa.furniture.solids import Piece, rounded
from villa.materials import art, ceramic, fabric, metal
from villa.rooms import hangings


def furnish(power: float) -> None:
    """Furnish the hall."""
    textiles.rug((1.7, 3.6), fabric.flatweave("#c9bda8"), fabric.linen("#94836a"), 95).place("hall.rug", (8.0, 10.3, 0))
    tables.console(1.9).place("hall.console", (9.59, 10.2, 0), -90)
    joinery.round_mirror(0.55).place("hall.mirror", (9.595, 10.2, 1.62), -90)
    hangings.lamp("hall", (9.38, 9.52, 0.82), power, "#6d6257")
    decor.bouquet("jar", "#e0d7c8", 0.8, 51, 6).place("hall.branches", (9.38, 10.85, 0.82))
    decor.pile(3, 20).place("hall.books", (9.38, 10.2, 0.82), 86)
    decor.vessel("bowl", ceramic.stoneware("#7b6d5c"), 0.6).place("hall.bowl", (9.38, 10.2, 0.908))
    decor.vessel("urn", ceramic.stoneware("#a7977f"), 0.55).place("hall.urn", (9.4, 9.75, 0.2165))
    decor.pile(4, 63).place("hall.books", (9.4, 10.6, 0.2165), 90)
    sofas.bench(1.3).place("hall.bench", (9.3, 8.35, 0), 90)
    hangings.hang("hall", joinery.picture(1.0, 1.3, art.relief()), (9.595, 8.35, 1.75), -90)
    tubes(power)


def tubes(power: float) -> None:
    """Hang three opal tubes at different heights on long cords: a wide lens makes no eggs of them."""
    for x, y, z, high in ((7.75, 10.2, 3.3, 0.52), (8.2, 10.5, 2.95, 0.42), (8.05, 9.8, 2.7, 0.34)):
        piece = Piece("tube", 7)
        piece.lathe(rounded([(0.001, 0), (0.042, 0), (0.042, high), (0.001, high)], 0.014), lamps.opal(power), sides=40)
        cap = rounded([(0.001, high - 0.01), (0.045, high - 0.01), (0.045, high + 0.09), (0.001, high + 0.09)], 0.004)
        piece.lathe(cap, metal.brass(), sides=32)
        lamps.cord(piece, high + 0.09, 6.2 - z)
        piece.place("hall.pendant", (x, y, z))
        lamps.shine("hall.pendant.light", (x, y, z - 0.1), 14 * power, 0.1)
