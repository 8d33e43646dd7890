"""The entrance hall: console and mirror, a runner, a bench, slim lamps in the double height."""

from __future__ import annotations

from villa.furniture import decor, joinery, lamps, sofas, tables, textiles
from villa.furniture.soft import pillow
from villa.furniture.solids import Piece, rounded
from villa.materials import art, ceramic, fabric, metal, wood
from villa.rooms import hangings

WALL = 9.561
"""Where the slats on the east wall end, and what stands or hangs before them begins."""


def furnish(power: float) -> None:
    """Furnish the hall."""
    textiles.rug((1.7, 3.6), fabric.flatweave("#c9bda8", "#6b5f50"), fabric.linen("#94836a"), 95).place(
        "hall.rug", (8.0, 10.3, 0)
    )
    joinery.slats(5.36, 2.78, wood.oak()).place("hall.slats", (9.597, 10.25, 0), -90)
    tables.console(1.9).place("hall.console", (WALL, 10.2, 0), -90)
    joinery.round_mirror(0.5).place("hall.mirror", (WALL, 10.12, 1.58), -90)
    sofas.bench(1.3).place("hall.bench", (9.27, 8.25, 0), 90)
    pillow((0.5, 0.5), fabric.linen("#8a6d4f"), 141, 1.0, 0.06).place("hall.cushion", (9.43, 8.62, 0.47), -98)
    textiles.folded((0.34, 0.4, 0.09), "#d8cbb6", 1, 37, fabric.wool("#d8cbb6")).place("hall.plaid", (9.26, 7.92, 0.471), 84)
    hangings.hang("hall", joinery.picture(1.0, 1.3, art.relief(), wood.smoked()), (WALL, 8.25, 1.75), -90)
    styling(power)
    tubes(power)


def styling(power: float) -> None:
    """Dress the console: a lamp and branches at its ends, keys and post between them."""
    hangings.lamp("hall", (9.33, 10.9, 0.82), power, "#6d6257")
    decor.bouquet("jar", "#8d7f6c", 0.62, 51, 8, "#56683a", 0.72).place("hall.branches", (9.35, 9.5, 0.82))
    decor.pile(2, 20).place("hall.books", (9.36, 10.42, 0.82), 78)
    decor.vessel("bowl", ceramic.stoneware("#4f463c"), 0.62).place("hall.bowl", (9.33, 10.02, 0.8205))
    decor.magazine(4).place("hall.post", (9.32, 9.74, 0.8205), 24)
    decor.vessel("urn", ceramic.stoneware("#a7977f"), 0.5).place("hall.urn", (9.36, 9.62, 0.2165))
    decor.basket(0.15, 0.27, 419).place("hall.basket", (9.36, 10.78, 0.2165))
    decor.pile(4, 63).place("hall.books", (9.36, 10.25, 0.2165), 84)


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
