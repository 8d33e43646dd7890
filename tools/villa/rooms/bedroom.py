"""The bedroom: bed against a channelled headboard, a chair by the glass, long curtains."""

from __future__ import annotations

from villa.furniture import beds, decor, joinery, lamps, sofas, tables, textiles
from villa.materials import art, ceramic, fabric
from villa.rooms import hangings

Y = -1.95


def furnish(power: float) -> None:
    """Furnish the bedroom."""
    textiles.rug((2.9, 3.6), fabric.berber("#e2dacc", "#8d7d69"), None, 97).place("bedroom.rug", (20.6, Y, 0))
    for name in ("frame", "duvet", "pillows", "blanket"):
        getattr(beds, name)().place(f"bedroom.bed.{name}", (22.69, Y, 0.0), -90)
    table = tables.bedside().mesh()
    from villa.furniture.solids import place

    for side in (-1, 1):
        y = Y + side * 1.32
        place(table, "bedroom.bedside", (22.59, y, 0), -90)
        lamps.bedside(power).place("bedroom.lamp", (22.36, y + side * 0.12, 1.12))
        cord(22.36, y + side * 0.12)
        lamps.shine("bedroom.lamp.light", (22.36, y + side * 0.12, 0.98), 9 * power, 0.09)
    decor.pile(2, 71, (0.22, 0.16)).place("bedroom.books", (22.38, Y - 1.26, 0.481), 80)
    decor.bouquet("bottle", "#ddd3c3", 0.36, 77, 4, "#7c8560", 0.75).place("bedroom.vase", (22.4, Y + 1.22, 0.481))
    sofas.bench(1.5).place("bedroom.bench", (19.72, Y, 0.016), 90)
    textiles.folded((0.5, 0.40, 0.055), "#b08a68", 1, 34, fabric.wool("#b08a68")).place(
        "bedroom.plaid", (19.74, Y + 0.42, 0.5), 94
    )
    decor.magazine(8).place("bedroom.magazine", (19.70, Y - 0.36, 0.5), 71)
    picture = joinery.picture(1.7, 0.75, art.abstract(30, "#e9e0d1", "#b9a083", "#93907f"))
    hangings.hang("bedroom", picture, (22.695, Y, 1.86), -90)
    corner(power)
    dresser(power)
    hangings.curtains("bedroom", [(17.6, -4.78, 0.62, 0), (22.2, -4.78, 0.75, 0)], 0, 2.89, 31)
    hangings.curtains("bedroom", [(17.32, -4.35, 0.55, 90), (17.32, -0.62, 0.55, 90)], 0, 2.89, 41)


def cord(x: float, y: float) -> None:
    """Hang a bedside globe from the ceiling."""
    from villa.furniture.solids import Piece

    piece = Piece("cord", 3)
    lamps.cord(piece, 0.13, 2.9 - 1.12)
    piece.place("bedroom.lamp.cord", (x, y, 1.12))


def corner(power: float) -> None:
    """Furnish the reading corner by the glass."""
    sofas.tub_chair(fabric.boucle("#e3d9c9")).place("bedroom.armchair", (18.6, -3.45, 0), 125)
    tables.side(0.2, 0.5).place("bedroom.side_table", (19.2, -3.95, 0))
    decor.pile(2, 83, (0.22, 0.17)).place("bedroom.books", (19.2, -3.95, 0.501), 30)
    hangings.floor_lamp("bedroom", (22.05, -4.3, 0), power)


def dresser(power: float) -> None:
    """Furnish the north wall with a low dresser and a picture."""
    tables.sideboard(1.9, 0.44).place("bedroom.dresser", (21.35, 1.19, 0))
    hangings.lamp("bedroom", (20.72, 0.97, 0.76), power, "#cfc4b3")
    decor.bouquet("jar", "#9b8b74", 0.62, 91, 5, "#76805a", 0.8).place("bedroom.branches", (21.95, 0.97, 0.76))
    decor.vessel("bowl", ceramic.stoneware("#e5ddcf"), 0.7).place("bedroom.bowl", (21.4, 0.95, 0.76))
    picture = joinery.picture(1.1, 0.8, art.abstract(14, "#eae2d4", "#c2a27c", "#7c7263"))
    hangings.hang("bedroom", picture, (21.35, 1.195, 1.55), 0)
