"""Dining: a bare farm table under two woven shades, four chairs of a set and two others."""

from __future__ import annotations

from villa.furniture import belongings, chairs, cookware, decor, joinery, lamps, oddments, pendants, tables
from villa.materials import country, figured, pictures, wood
from villa.rooms import hangings

X, Y = 7.4, 3.1
TOP = 0.7465


def furnish(power: float) -> None:
    """Furnish the dining area."""
    tables.dining(2.9, 1.08).place("dining.table", (X, Y, 0))
    seats()
    for k, (dx, low) in enumerate(((-0.6, 1.63), (0.6, 1.622))):
        pendants.woven(power, 3.2 - low, 322 + k).place("dining.pendant", (X + dx, Y, low), 40 * k)
        if lamps.lit(power):
            lamps.shine("dining.pendant.light", (X + dx, Y, low + 0.06), 16 * power, 0.03)
    cookware.jug("#5f5b52", 1.05).place("dining.jug", (X - 0.34, Y + 0.06, TOP), 200)
    decor.vessel("bowl", wood.walnut(), 1.25, 0.012).place("dining.bowl", (X + 0.2, Y - 0.04, TOP))
    oddments.newspaper().place("dining.newspaper", (X + 1.08, Y - 0.2, TOP), 79)
    belongings.spectacles().place("dining.spectacles", (X + 1.04, Y - 0.07, TOP + 0.013), 35)
    print_ = figured.sheet("dining twig", lambda: pictures.twig(seed=21, name="Laurus nobilis"), (0.348, 0.508), 0.5)
    hangings.hang("dining", joinery.picture(0.52, 0.68, print_, country.chestnut(), 0.064), (5.72, 7.195, 1.6), 0)
    hangings.curtains("dining", [(5.15, 0.5, 0.62, 0)], 0, 3.19, 21)


def seats() -> None:
    """Stand two ladder-backs of two sets along each side and a spindle-back at each end, as they were left."""
    ash = country.knotty("ash", ("#5b4a38", "#776249", "#8b765b"), 0.5, 0.4)
    for k, (dx, dy, turn) in enumerate(((-0.68, 0.67, 7), (0.56, 0.61, -4), (-0.62, -0.60, 184), (0.66, -0.80, 163))):
        old = k in {1, 2}
        chair = chairs.ladderback(ash if old else country.chestnut(), 72 + k, 4 if old else 3, (0.012, 0.02, 0.026, 0.016)[k])
        if k in {0, 2}:
            chairs.mended(chair, 8 + k, country.honey())
        chair.place("dining.chair", (X + dx, Y + dy, 0), turn)
    for k, (side, turn, out) in enumerate(((-1, 88, 1.6), (1, -101, 1.74))):
        piece = chairs.spindle(country.painted("#26282a"), 83 + k)
        piece.place("dining.chair", (X + side * out, Y + 0.05, 0), turn)
