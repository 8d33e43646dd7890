"""The entrance hall: painted boards, coats on pegs over a bench, an old table with a mirror, a kilim, a cane lamp."""

from __future__ import annotations

from villa.furniture import belongings, chairs, decor, garments, joinery, lamps, tables, textiles
from villa.furniture.soft import pillow
from villa.furniture.solids import Piece
from villa.materials import ceramic, country, drawn, fabric, leather, metal, patterns, pictures
from villa.rooms import hangings

WALL = 9.561
"""Where the boards on the east wall end, and what stands before them begins."""


def furnish(power: float) -> None:
    """Furnish the hall."""
    size = (1.75, 3.6)
    kilim = textiles.rug(size, drawn.rug("hall", patterns.aged(patterns.kilim(900, 430, 17), 3, 0.62), size), None, 95)
    textiles.tassels(kilim, size)
    kilim.place("hall.rug", (8.02, 10.25, 0), -2.2)
    garments.boards(5.36, 1.27, 9.6 - WALL, country.painted("#7d7c6c")).place("hall.boards", (9.6, 10.25, 0), -90)
    tables.hall_table(1.55).place("hall.table", (WALL - 0.002, 10.3, 0), -90)
    mirror().place("hall.mirror", (9.598, 10.36, 1.86), -90)
    chairs.plank_bench(country.honey()).place("hall.bench", (9.33, 8.25, 0), 91)
    pillow((0.5, 0.5), fabric.linen("#6d5a4c"), 141).place("hall.cushion", (9.43, 8.66, 0.47), -98)
    coats()
    photographs()
    for z, y, tilt in ((2.62, 10.2, 0.012), (2.79, 10.05, -0.02)):
        garments.oar().place("hall.oar", (9.6, y, z), -90).rotation_euler[0] = tilt
    styling(power)
    lamps.rattan(power, 6.2 - 3.25, 0.36).place("hall.pendant", (8.0, 10.2, 3.25))
    lamps.shine("hall.pendant.light", (8.0, 10.2, 3.3), 40 * power, 0.1)


def coats() -> None:
    """Hang the family's coats, hats and bags on pegs; boots stand below."""
    length, pegs, z = 1.95, 7, 1.74
    garments.rail(length, pegs).place("hall.pegs", (9.6, 8.55, z), -90)
    worn = (
        (0, garments.coat(fabric.linen("#444348"), 0.98, 3)),
        (1, garments.hat()),
        (2, garments.coat(fabric.linen("#857b66"), 0.66, 6)),
        (4, garments.coat(fabric.linen("#5f5b4d"), 0.92, 9)),
        (6, belongings.hung(0.55, 0.8, fabric.terry("#7d7f80"), 12)),
    )
    for k, thing in worn:
        y = 8.55 - ((k + 0.5) / pegs - 0.5) * length
        thing.place(f"hall.{thing.name.replace(' ', '_')}", (9.582 if k != 6 else 9.545, y, z + (-0.06 if k == 1 else 0.0)), -90)
    y = 8.55 - (5.5 / pegs - 0.5) * length
    garments.market_bag(345).place("hall.bag", (9.44, y, z - 0.6), -90)
    for k, (code, x, y, turn, high) in enumerate(
        (
            ("#40473d", 9.38, 9.12, -80, 0.35),
            ("#40473d", 9.40, 9.25, -97, 0.35),
            ("#8f8468", 9.25, 9.0, -60, 0.22),
            ("#8f8468", 9.22, 9.13, -110, 0.22),
        )
    ):
        garments.boot(code, 50 + k, high).place("hall.boot", (x, y, 0), turn)


def photographs() -> None:
    """Hang the family's photographs beside the way through to dining, in frames bought one by one."""
    for k, (wide, high, x, z, frame) in enumerate(
        (
            (0.42, 0.34, 6.12, 1.72, country.chestnut()),
            (0.26, 0.34, 5.74, 1.78, metal.black()),
            (0.3, 0.24, 6.05, 1.38, country.honey()),
            (0.24, 0.19, 5.73, 1.46, country.painted("#4f564c")),
            (0.2, 0.26, 6.36, 1.42, metal.brass()),
        )
    ):
        printed = drawn.paper(
            f"hall {k}", pictures.snapshot(7 + k, (220, int(220 * wide / high))), (wide - 0.1, high - 0.1), "upright"
        )
        hangings.hang("hall", joinery.picture(wide, high, printed, frame, 0.028), (x, 7.502, z), 180)


def mirror(wide: float = 0.74, high: float = 1.0) -> Piece:
    """Build an old mirror in a broad chestnut frame, its back at y = 0 and its middle at z = 0."""
    piece, timber, rail = Piece("mirror", 23), country.chestnut(), 0.075
    piece.box((0, -0.012, 0), (wide - rail, 0.012, high - rail), metal.mirror(), 0.001)
    for s in (-1, 1):
        piece.box((s * (wide - rail) / 2, -0.019, 0), (high, 0.038, rail), timber, 0.008, (0, 90, 0))
        piece.box((0, -0.0188, s * (high - rail) / 2), (wide - 2 * rail, 0.0376, rail), timber, 0.008)
    return piece


def styling(power: float) -> None:
    """Dress the table: a lamp, branches, keys in a bowl, post, sun cream; baskets and books below, umbrellas beside it."""
    hangings.lamp("hall", (9.33, 10.86, 0.802), power, "#6a685e")
    decor.bouquet("jar", "#7d5c4a", 0.62, 51, 8, "#56683a", 0.72).place("hall.branches", (9.36, 9.72, 0.802))
    decor.pile(2, 20).place("hall.books", (9.37, 10.5, 0.802), 78)
    decor.vessel("bowl", ceramic.glazed("#94835f", 0.3), 0.62).place("hall.bowl", (9.33, 10.14, 0.802))
    decor.magazine(4).place("hall.post", (9.3, 9.98, 0.802), 24)
    letters = Piece("letters", 24)
    for k, code in enumerate(("#e9e3d4", "#d8c9a4", "#e9e6de")):
        letters.box(
            (0.01 * k, 0, 0.002 + 0.003 * k), (0.22, 0.11, 0.002), leather.plain("letter", code, 0.85), 0.0005, (0, 0, 17 * k)
        )
    letters.place("hall.letters", (9.3, 10.32, 0.802), 70)
    decor.basket(0.15, 0.27, 419).place("hall.basket", (9.36, 10.78, 0.203))
    decor.pile(4, 63).place("hall.books", (9.37, 10.25, 0.203), 84)
    decor.vessel("urn", ceramic.stoneware("#7b5a3c"), 0.5).place("hall.urn", (9.36, 9.85, 0.203))
    garments.umbrellas().place("hall.umbrellas", (9.36, 11.3, 0))
