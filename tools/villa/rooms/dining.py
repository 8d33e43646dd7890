"""Dining: a farm table under two paper lanterns, chairs of several kinds, half laid."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, cookware, decor, garments, lamps, pendants, tables, textiles
from villa.furniture.soft import cushion, sheet
from villa.furniture.solids import Piece
from villa.materials import ceramic, country, drawn, fabric, leather, patterns
from villa.rooms import hangings
from villa.rooms.kitchen import paper

X, Y = 7.4, 3.1
TOP = 0.7465


def furnish(power: float) -> None:
    """Furnish the dining area."""
    tables.dining(2.9, 1.08).place("dining.table", (X, Y, 0.012))
    seats()
    for dx, dy, low, radius, seed in ((-0.52, 0.05, 1.66, 0.30, 322), (0.5, -0.04, 1.78, 0.23, 325)):
        pendants.lantern(power, 3.2 - low, radius, seed).place("dining.pendant", (X + dx, Y + dy, low))
        lamps.shine("dining.pendant.light", (X + dx, Y + dy, low + 0.02), 16 * power, 0.03)
    rug()
    table_things()
    pendants.fan().place("dining.fan", (5.42, 0.9, 0), 150)
    garments.filled_basket().place("dining.basket", (9.15, 0.85, 0))
    hangings.curtains("dining", [(5.15, 0.5, 0.62, 0)], 0, 3.19, 21)


def seats() -> None:
    """Stand ladder-backs, spindle-backs and two armchairs round the table, and a child's chair, as they were left."""
    dark, pale = chairs.ladderback(country.chestnut()).mesh(), chairs.ladderback(country.honey(), 79).mesh()
    green = chairs.spindle(country.painted("#4f564c")).mesh()
    black = chairs.spindle(country.painted("#26282a"), 83).mesh()
    from villa.furniture.solids import place

    for mesh, dx, dy, turn in (
        (dark, -0.9, 0.66, 5),
        (green, -0.02, 1.0, -24),
        (pale, 0.84, 0.62, -3),
        (black, -0.86, -0.64, 183),
        (dark, 0.03, -0.7, 168),
        (green, 0.88, -0.62, 177),
    ):
        place(mesh, "dining.chair", (X + dx, Y + dy, 0.012), turn)
    for side, turn, out, code in ((-1, 88, 1.72, "#6f4d42"), (1, -107, 1.86, "#8a7a5c")):
        piece = chairs.ladderback(country.chestnut(), 84 + side, arms=True)
        cushion(piece, (0, -0.01, 0.485), (0.42, 0.39, 0.04), fabric.linen(code), 31 + side)
        piece.place("dining.armchair", (X + side * out, Y + 0.05, 0.012), turn)
    chairs.high_chair(country.honey()).place("dining.high_chair", (X - 1.55, Y + 1.15, 0), 38)


def rug() -> None:
    """Lay a striped cotton rug under the table, not quite square with it."""
    rng = np.random.default_rng(8)
    codes = ("#8d7e67", "#bba684", "#968468", "#b7a07b", "#8d6d57", "#bba684", "#7f705a", "#b9a580")
    bands = tuple((codes[k % 8], int(rng.choice([5, 9, 22, 30])) if k % 2 else int(rng.choice([8, 16, 24]))) for k in range(46))
    size = (4.3, 2.9)
    pixels = patterns.stripes(bands, 700, lengthwise=True)
    worn = 1 + 0.09 * rng.normal(size=(1, pixels.shape[1], 1)) + 0.03 * rng.normal(size=(*pixels.shape[:2], 1))
    textiles.rug(size, drawn.rug("dining", pixels * worn, size), None, 98).place("dining.rug", (X + 0.1, Y + 0.08, 0), 1.4)


def table_things() -> None:
    """Half lay the table; leave the paper, a drawing and breakfast's mugs at its other end."""
    runner().place("dining.runner", (X - 0.1, Y, TOP + 0.012))
    dress = Piece("setting", 8)
    dress.add(decor.bouquet("jar", "#6f6a60", 0.6, 29, 7, "#66734f", 0.8), (-0.18, 0.05, 0.004))
    dress.add(decor.fruits("lemon", 6, 40, "#8a7a66", 1.0), (0.42, -0.02, 0.004))
    for x, side in ((-0.86, 1), (-0.86, -1), (0.03, -1)):
        setting(dress, (x, side * 0.36), side)
    dress.add(cookware.stack(("#d6cfbf", "#6a7480", "#d6cfbf", "#d6cfbf", "#b5a074"), 0.13, 21), (-1.2, -0.16, 0))
    dress.add(cookware.jug("#c6bba4", 1.05), (-0.52, -0.12, 0.003), (0, 0, 200))
    dress.add(cookware.mug("#8a8070"), (1.02, -0.28, 0), (0, 0, 120))
    dress.add(cookware.mug("#8f7358"), (0.2, 0.34, 0), (0, 0, 40))
    for k, code in enumerate(("#b8322a", "#2f6fb5", "#3d7a4a", "#e2a512")):
        dress.tube(
            [
                (0.46 + 0.05 * k, 0.2 + 0.012 * k, 0.005),
                (0.5 + 0.05 * k, 0.26 - 0.02 * k, 0.005),
                (0.54 + 0.05 * k, 0.32 - 0.05 * k, 0.005),
            ],
            0.0046,
            leather.plain("pencil", code, 0.5),
            7,
        )
    dress.place("dining.setting", (X, Y, TOP + 0.012))
    paper("dining news", patterns.newsprint(5), (0.3, 0.425), 0.006).place(
        "dining.newspaper", (X + 1.18, Y - 0.08, TOP + 0.012), 74
    )
    paper("dining drawing", patterns.childs_drawing(9), (0.21, 0.297)).place(
        "dining.drawing", (X + 0.3, Y + 0.33, TOP + 0.013), -12
    )


def runner() -> Piece:
    """Build a woven runner along the table, pushed askew, rucked, one end hanging over the edge."""
    piece = Piece("runner", 22)
    wide, size = 0.42, (2.6, 0.42)
    codes = (
        ("#8a6a5a", 10),
        ("#c6bba4", 6),
        ("#8a6a5a", 4),
        ("#c6bba4", 60),
        ("#5d6670", 6),
        ("#c6bba4", 60),
        ("#8a6a5a", 4),
        ("#c6bba4", 6),
        ("#8a6a5a", 10),
    )
    t, v = np.meshgrid(np.linspace(-1.3, 1.62, 150), np.linspace(-0.5, 0.5, 20), indexing="ij")
    edge = 1.56 - 0.1
    x = np.minimum(t, edge + 0.012 * np.clip((t - edge) / 0.03, 0, 1))
    ruck = 0.012 * np.exp(-(((t + 0.35 + 0.2 * v) / 0.035) ** 2)) + 0.008 * np.exp(-(((t - 0.72 - 0.15 * v) / 0.03) ** 2))
    z = 0.0012 + ruck - np.maximum(t - edge, 0)
    y = v * wide + 0.02 * np.sin(1.4 * t) + 0.012 * t
    sheet(piece, np.stack([x, y, z], -1), 0.0026, drawn.cloth("runner", patterns.stripes(codes, 40), size))
    return piece


def setting(dress: Piece, at: tuple[float, float], side: int) -> None:
    """Lay one place: a plate, a napkin dropped beside it, knife and fork, a glass."""
    from villa.materials import metal

    x, y = at
    dress.add(cookware.plate(ceramic.glazed(("#e6e0d2", "#dcd2ba")[side > 0], 0.3)), (x, y, 0))
    dress.box((x + side * 0.19, y, 0.006), (0.08, 0.17, 0.01), fabric.linen("#6a7076"), 0.004, (0, 0, 8 * side))
    for dx, long in ((-0.17, 0.2), (-0.193, 0.21)):
        dress.box((x + side * dx, y, 0.003), (0.012, long, 0.003), metal.steel(), 0.0014, (0, 0, 3))
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
    dress.lathe([(0.001, 0), *glass], ceramic.clear(), (x + 0.16, y - side * 0.15, 0), 32)
