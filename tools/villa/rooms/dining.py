"""Dining: an oak table for eight under two woven pendants."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, decor, lamps, tables
from villa.furniture.solids import Piece, place
from villa.materials import ceramic, fabric
from villa.rooms import hangings

X, Y = 7.4, 3.1


def furnish(power: float) -> None:
    """Furnish the dining area."""
    rng = np.random.default_rng(4)
    tables.dining(2.9, 1.08).place("dining.table", (X, Y, 0))
    seat = chairs.dining().mesh()
    for k in range(3):
        x = X + (k - 1) * 0.82
        place(seat, "dining.chair", (x, Y + 0.62 + rng.uniform(0, 0.05), 0), rng.uniform(-4, 4))
        pulled, turned = (0.13, 11) if k == 0 else (0.0, 0.0)  # somebody got up
        place(seat, "dining.chair", (x, Y - 0.62 - pulled - rng.uniform(0, 0.05), 0), 180 + turned + rng.uniform(-4, 4))
    for side in (-1, 1):
        place(seat, "dining.chair", (X + side * 1.62, Y, 0), -90 * side + rng.uniform(-3, 3))
        lamps.rattan(power, 3.2 - 1.62, 0.4).place("dining.pendant", (X + side * 0.66, Y, 1.62))
        lamps.shine("dining.pendant.light", (X + side * 0.66, Y, 1.7), 16 * power, 0.06)
    styling()
    hangings.curtains("dining", [(5.15, 0.5, 0.62, 0)], 0, 3.19, 21)


def styling() -> None:
    """Dress the table: runner, branches, plates with linen, glasses."""
    dress = Piece("setting", 8)
    dress.add(decor.bouquet("jar", "#cfc4b2", 0.62, 29, 7, "#6a7a49", 0.85), (0.06, 0, 0))
    dress.add(decor.fruits("lemon", 9, 40), (-0.62, 0.02, 0))
    dress.add(decor.candlestick(0.2), (0.5, 0.06, 0))
    dress.add(decor.candlestick(0.27), (0.6, -0.04, 0))
    for k in range(3):
        for side in (-1, 1):
            setting(dress, ((k - 1) * 0.82, side * 0.36), side)
    dress.place("dining.setting", (X, Y, 0.7455))


def setting(dress: Piece, at: tuple[float, float], side: int) -> None:
    """Lay one place: two plates, a folded napkin, a glass."""
    x, y = at
    plate = [
        (0.001, 0.0),
        (0.085, 0.0),
        (0.09, 0.006),
        (0.135, 0.014),
        (0.137, 0.017),
        (0.133, 0.0175),
        (0.09, 0.01),
        (0.001, 0.008),
    ]
    dress.lathe(plate, ceramic.stoneware("#d6cab8"), (x, y, 0), 56)
    dress.lathe([(r * 0.76, z) for r, z in plate], ceramic.stoneware("#efe9de"), (x, y, 0.011), 48)
    dress.box((x, y, 0.03), (0.07, 0.17, 0.012), fabric.linen("#a08a6c"), 0.005)
    glass = [
        (0.033, 0.0),
        (0.036, 0.004),
        (0.042, 0.05),
        (0.038, 0.1),
        (0.0365, 0.1),
        (0.04, 0.05),
        (0.033, 0.008),
        (0.001, 0.007),
    ]
    dress.lathe([(0.001, 0), *glass], ceramic.clear(), (x + 0.2, y - side * 0.14, 0), 32)
