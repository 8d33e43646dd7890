"""The study upstairs: a desk facing the sea, a low bookcase, a daybed."""

from __future__ import annotations

from villa.furniture import chairs, decor, joinery, lamps, sofas, tables, textiles
from villa.furniture.soft import pillow
from villa.materials import art, ceramic, fabric, leather
from villa.rooms import hangings

Z = 3.5


def furnish(power: float) -> None:
    """Furnish the study."""
    textiles.rug((3.4, 2.5), fabric.wool("#c8bba5"), fabric.linen("#7e6f5a"), 99).place("study.rug", (6.6, 4.85, Z))
    tables.desk().place("study.desk", (6.6, 4.5, Z + 0.016))
    chairs.office().place("study.desk_chair", (6.55, 5.2, Z + 0.016), 8)
    joinery.shelves(3.3, 0.86, 4, 2, 150).place("study.bookcase", (9.59, 5.15, Z), -90)
    sofas.daybed().place("study.daybed", (3.72, 5.3, Z), 90)
    pillow((0.5, 0.5), fabric.linen("#c9b697"), 140, 1.0, 0.07).place("study.cushion", (3.65, 4.85, Z + 0.44), 66)
    sofas.armchair(fabric.boucle("#ddd2c0")).place("study.armchair", (8.35, 3.75, Z), -140)
    tables.side(0.2, 0.5).place("study.side_table", (8.95, 4.1, Z))
    decor.pile(2, 97, (0.22, 0.17)).place("study.books", (8.95, 4.1, Z + 0.501), 40)
    hangings.floor_lamp("study", (9.1, 3.35, Z), power)
    textiles.folded((0.62, 0.42, 0.05), "#a4795a", 2, 33, fabric.wool("#a4795a")).place("study.plaid", (3.72, 5.86, Z + 0.444), 8)
    decor.magazine(5).place("study.magazine", (3.78, 5.30, Z + 0.446), -24)
    lamps.desk(power).place("study.desk_lamp", (7.3, 4.35, Z + 0.772), 180)
    lamps.beam("study.desk_lamp.light", (7.08, 4.35, Z + 1.22), 8 * power, 110)
    desk_things()
    picture = joinery.picture(1.3, 1.0, art.abstract(21, "#e9dfcf", "#6f7a78", "#c08a5a"))
    hangings.hang("study", picture, (7.8, 7.195, Z + 1.5), 0)
    hangings.curtains("study", [(3.62, 3.1, 0.55, 0), (9.1, 3.1, 0.55, 0)], Z, 2.69, 61)
    hangings.tree("study", (3.75, 6.75, Z), 1.9, 19)


def desk_things() -> None:
    """Dress the desk."""
    top = Z + 0.7725
    decor.pile(3, 110, (0.3, 0.22)).place("study.books", (5.95, 4.42, top), 12)
    decor.vessel("cup", ceramic.stoneware("#5d5449"), 1.2).place("study.pens", (7.25, 4.65, top))
    decor.bouquet("bottle", "#b7a78e", 0.34, 113, 4, "#6d7a50", 0.7).place("study.vase", (5.85, 4.75, top))
    pad = decor.Piece("pad", 3)
    pad.box((0, 0, 0.002), (0.7, 0.42, 0.004), leather.leather("#5b3b24"), 0.0015)
    pad.box((-0.05, 0.03, 0.008), (0.21, 0.28, 0.008), leather.paper(), 0.001, (0, 0, 6))
    pad.tube([(0.1, -0.05, 0.009), (0.14, 0.02, 0.009), (0.18, 0.09, 0.009)], 0.004, leather.plain("pen", "#191614", 0.3), 12)
    pad.place("study.pad", (6.6, 4.66, top))
