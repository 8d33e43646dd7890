"""The living room: a sofa facing the sea, armchairs, a chimney breast of travertine."""

from __future__ import annotations

from villa.furniture import decor, joinery, lamps, sofas, tables, textiles
from villa.furniture.solids import Piece
from villa.materials import art, ceramic, fabric
from villa.rooms import hangings


def furnish(power: float) -> None:
    """Furnish the living room."""
    textiles.rug((4.6, 3.5), fabric.berber("#ded5c6", "#5d5348")).place("living.rug", (13.2, 3.55, 0))
    seats()
    styling()
    joinery.fireplace().place("living.fireplace", (16.8, 3.6, 0), -90)
    if power > 0.5:
        joinery.fire().place("living.fire", (16.62, 3.6, 0.5), -90)
        lamps.shine("living.fire.light", (16.5, 3.6, 0.72), 3 * power, 0.08)
    tables.sideboard(2.8).place("living.sideboard", (13.3, 7.19, 0))
    hangings.lamp("living", (12.35, 6.96, 0.76), power)
    decor.bouquet("jar", "#d8cfc0", 0.75, 5, 6).place("living.branches", (14.25, 6.96, 0.76))
    decor.pile(3, 44).place("living.books", (13.45, 6.97, 0.76), 5)
    hangings.hang(
        "living", joinery.picture(1.15, 0.95, art.abstract(3, "#e6dccb", "#b28a63", "#5d5448")), (12.75, 7.195, 1.62), 0
    )
    hangings.hang(
        "living", joinery.picture(1.15, 0.95, art.abstract(8, "#e6dccb", "#8c8f80", "#b9744c")), (14.05, 7.195, 1.62), 0
    )
    hangings.curtains("living", [(9.66, 0.5, 0.62, 0), (16.5, 0.5, 0.5, 0)], 0, 3.19, 11)
    hangings.tree("living", (16.2, 1.25, 0), 2.2, 7)
    hangings.floor_lamp("living", (16.36, 5.53, 0), power)
    joinery.cable(
        [(16.38, 5.44, 0.006), (16.52, 5.30, 0.004), (16.70, 5.34, 0.004), (16.775, 5.27, 0.02), (16.785, 5.26, 0.28)]
    ).place("living.cable")


def seats() -> None:
    """Place sofa, armchairs and tables around the rug."""
    couch = sofas.sofa(3.0, 1.02, 3)
    for x, kind, seed, turn in (
        (-1.12, (0.52, 0.52, "#8f7f68"), 120, 6),
        (-0.86, (0.45, 0.45, "#e9e1d2"), 121, -5),
        (1.12, (0.52, 0.52, "#b59a76"), 124, -7),
        (0.78, (0.6, 0.34, "#6f6250"), 122, 3),
    ):
        sofas.scatter(couch, x, -0.57 if kind[1] > 0.4 else -0.62, 0.465, kind, seed, turn)
    couch.place("living.sofa", (13.2, 5.75, 0))
    boxes = [((14.6, 5.24, 0.3), (0.24, 1.06, 0.66)), ((14.2, 5.1, 0.25), (0.7, 0.95, 0.42))]
    textiles.throw(boxes, (13.98, 4.75, 0.75), (1.1, 0.62), fabric.wool("#a9754f"), 3).place("living.throw")
    slope = [((-0.17, 0, 0.72), (0.22, 3.0, 0.56)), ((-0.29, 0, 0.62), (0.26, 3.0, 0.46)), ((-0.4, 0, 0.4), (0.3, 3.0, 0.5))]
    back = [((0, 0, 0.49), (0.26, 3.0, 0.5)), ((-0.5, 0, 0.24), (0.8, 3.0, 0.45)), *slope]
    over = textiles.throw(back, (-0.76, -0.36, 1.06), (1.5, 0.72), fabric.wool("#a39a84"), 9)
    over.place("living.throw", (12.62, 5.64, 0), 86)
    sofas.tub_chair().place("living.armchair", (12.15, 1.5, 0), 168)
    sofas.tub_chair().place("living.armchair", (14.2, 1.5, 0), 192)
    sofas.armchair().place("living.lounge_chair", (10.85, 3.75, 0), 82)
    tables.side().place("living.side_table", (15.05, 5.35, 0))
    tables.side().place("living.side_table", (13.18, 1.85, 0))
    tables.coffee(0.56).place("living.coffee_table", (12.95, 3.6, 0.016))
    tables.low().place("living.low_table", (13.88, 3.25, 0.016))


def styling() -> None:
    """Dress the tables."""
    top = Piece("styling", 6)
    top.add(decor.pile(3, 12, (0.34, 0.26)), (-0.16, 0.1, 0), (0, 0, 14))
    top.add(decor.magazine(6), (0.17, -0.24, 0), (0, 0, -33))
    top.add(decor.vessel("bowl", ceramic.stoneware("#4f463c"), 0.9), (0.17, -0.24, 0.0112))
    saucer = [(0.001, 0), (0.04, 0), (0.066, 0.009), (0.067, 0.012), (0.04, 0.005), (0.001, 0.004)]
    top.lathe(saucer, ceramic.stoneware("#cfc5b5"), (-0.3, -0.21, 0), 48)
    top.add(decor.vessel("cup", ceramic.stoneware("#cfc5b5"), 0.85), (-0.3, -0.21, 0.005), (0, 0, 70))
    top.add(decor.candle(), (0.24, 0.2, 0))
    top.add(decor.candle(0.08, 0.04), (0.14, 0.26, 0))
    top.place("living.coffee_table.styling", (12.95, 3.6, 0.347))
    decor.bouquet("bottle", "#e4dccd", 0.5, 17, 4, "#7a8455").place("living.vase", (13.9, 3.27, 0.437))
    decor.pile(2, 31, (0.24, 0.18)).place("living.books", (15.05, 5.34, 0.521), 20)
    decor.magazine(3).place("living.magazine", (13.58, 5.08, 0.479), 62)
    decor.vessel("cup", ceramic.stoneware("#cfc5b5")).place("living.cup", (13.16, 1.83, 0.521))
    group = Piece("hearth", 9)
    group.add(decor.vessel("urn", ceramic.stoneware("#6d5f50"), 0.75), (0, 0, 0))
    group.add(decor.branches(0.9, 5, 23, fabric.linen("#c9b48f"), 0.05, 0.3), (0, 0, 0.3))
    group.place("living.urn", (16.33, 4.85, 0.42))
    stack = Piece("candlesticks", 3)
    for x, high in ((0, 0.26), (0.11, 0.18), (0.2, 0.32)):
        stack.add(decor.candlestick(high), (x, 0.02 * x, 0))
    stack.place("living.candlesticks", (16.35, 2.3, 0.42), 90)
