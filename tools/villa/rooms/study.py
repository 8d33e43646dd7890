"""The study upstairs: a desk facing the sea, a low bookcase, a daybed."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, decor, joinery, lamps, sofas, tables, textiles
from villa.furniture.drape import flat, quads
from villa.furniture.soft import pillow
from villa.materials import art, ceramic, fabric, leather, metal
from villa.rooms import hangings

Z = 3.5


def furnish(power: float) -> None:
    """Furnish the study."""
    textiles.rug((3.4, 2.5), fabric.wool("#ab9b80"), fabric.linen("#5f5344"), 99).place("study.rug", (6.6, 4.85, Z))
    tables.desk().place("study.desk", (6.6, 4.5, Z + 0.016))
    chairs.office().place("study.desk_chair", (6.55, 5.2, Z + 0.016), 8)
    joinery.shelves(3.6, 2.4, 5, 6, 150, 0.3).place("study.bookcase", (9.597, 5.3, Z), -90)
    sofas.daybed().place("study.daybed", (3.72, 5.3, Z), 90)
    pillow((0.5, 0.5), fabric.linen("#c9b697"), 140, 1.0, 0.07).place("study.cushion", (3.65, 4.85, Z + 0.44), 66)
    sofas.armchair(fabric.boucle("#ddd2c0")).place("study.armchair", (8.35, 3.75, Z), -140)
    tables.side(0.2, 0.5).place("study.side_table", (8.95, 4.1, Z))
    decor.pile(2, 97, (0.22, 0.17)).place("study.books", (8.95, 4.1, Z + 0.501), 40)
    hangings.floor_lamp("study", (8.98, 3.34, Z), power)
    textiles.folded((0.62, 0.42, 0.05), "#a4795a", 2, 33, fabric.wool("#a4795a")).place("study.plaid", (3.72, 5.86, Z + 0.444), 8)
    decor.magazine(5).place("study.magazine", (3.78, 5.30, Z + 0.446), -24)
    lamps.desk(power).place("study.desk_lamp", (7.3, 4.35, Z + 0.772), 180)
    lamps.beam("study.desk_lamp.light", (7.08, 4.35, Z + 1.22), 8 * power, 110)
    desk_things()
    picture = joinery.picture(1.3, 1.0, art.abstract(21, "#e9dfcf", "#6f7a78", "#c08a5a"))
    hangings.hang("study", picture, (7.8, 7.195, Z + 1.5), 0)
    hangings.curtains("study", [(3.62, 3.1, 0.55, 0), (9.1, 3.1, 0.55, 0)], Z, 2.69, 61)
    hangings.tree("study", (3.62, 6.85, Z), 1.9, 19)


def desk_things() -> None:
    """Dress the desk."""
    top = Z + 0.7725
    decor.pile(3, 110, (0.3, 0.22)).place("study.books", (7.22, 4.74, top), 12)
    pens().place("study.pens", (7.05, 4.28, top))
    decor.vessel("cup", ceramic.stoneware("#d8cdbb")).place("study.cup", (6.03, 4.52, top), 40)
    decor.bouquet("bottle", "#8f7f68", 0.34, 113, 5, "#5d6d42", 0.7).place("study.vase", (5.86, 4.32, top))
    laptop().place("study.laptop", (6.62, 4.42, top), 184)
    notebook().place("study.notebook", (6.07, 4.74, top), 170)
    joinery.cable(
        [
            (7.36, 4.3, top + 0.004),
            (7.45, 4.15, top + 0.004),
            (7.5, 4.06, top + 0.002),
            (7.5, 4.05, top - 0.3),
            (7.55, 3.98, Z + 0.2),
            (7.6, 3.8, Z + 0.004),
            (8.3, 3.3, Z + 0.004),
        ]
    ).place("study.cable")
    pad = decor.Piece("pad", 3)
    pad.box((0, 0, 0.002), (0.7, 0.42, 0.004), leather.leather("#5b3b24"), 0.0015)
    for k in range(3):
        pad.box(
            (0.22 + 0.012 * k, 0.02 - 0.008 * k, 0.0055 + 0.0012 * k),
            (0.21, 0.297, 0.001),
            leather.paper(),
            0.0002,
            (0, 0, 9 - 7 * k),
        )
    pad.place("study.pad", (6.6, 4.66, top))


def laptop() -> decor.Piece:
    """Build a laptop, open towards -y before it is turned: keys, a trackpad, a dark screen."""
    piece, shell, dark = decor.Piece("laptop", 12), metal.steel(), leather.plain("keys", "#1b1b1c", 0.5)
    piece.box((0, 0, 0.013), (0.31, 0.215, 0.012), shell, 0.004)
    for row in range(5):
        for k in range(13):
            piece.box((-0.132 + 0.022 * k, 0.075 - 0.0195 * row, 0.0195), (0.0185, 0.0165, 0.0016), dark, 0.0006)
    piece.box((0, -0.065, 0.0191), (0.11, 0.066, 0.0006), leather.plain("trackpad", "#8d8c8a", 0.45), 0.0002)
    piece.box((0, 0.142, 0.116), (0.31, 0.006, 0.205), shell, 0.002, (-17, 0, 0))
    piece.box((0, 0.1385, 0.1165), (0.296, 0.0012, 0.188), ceramic.glazed("#101215", 0.08), 0.0004, (-17, 0, 0))
    return piece


def notebook() -> decor.Piece:
    """Build a notebook that lies open, its pages arched towards the spine, a pen across it."""
    piece = decor.Piece("notebook", 13)
    piece.box((0, 0, 0.002), (0.29, 0.205, 0.003), leather.leather("#2f2a26"), 0.001)
    u, v = np.meshgrid(np.linspace(-1, 1, 33), np.linspace(-0.5, 0.5, 5), indexing="ij")
    high = 0.004 + 0.011 * np.abs(u) ** 0.35 * (1 - np.abs(u)) ** 0.6 + 0.006 * (1 - np.abs(u))
    points = np.stack([u * 0.14, v * 0.198, high], -1).reshape(-1, 3)
    piece.raw(points, [quads(flat(33, 5))], leather.plain("page", "#e4dccb", 0.85))
    ink = leather.plain("ink", "#4b4a52", 0.8)
    for row in range(11):
        end = 0.115 - 0.03 * float(piece.rng.random()) if row < 8 else 0.03
        piece.box(((0.022 + end) / 2, 0.075 - 0.014 * row, 0.0158), (end - 0.022, 0.002, 0.0004), ink, 0.0001)
    piece.tube(
        [(-0.09, -0.06, 0.018), (-0.05, 0.0, 0.019), (-0.01, 0.07, 0.018)], 0.0042, leather.plain("pen", "#191614", 0.3), 12
    )
    return piece


def pens() -> decor.Piece:
    """Build a cup of pens and pencils."""
    piece = decor.vessel("cup", ceramic.stoneware("#5d5449"), 1.15)
    for k, code in enumerate(("#b98b3a", "#22201e", "#8c3f2f", "#22201e", "#c9b38c", "#3f5462")):
        angle = 1.1 * k + 0.4
        lean = np.array([np.cos(angle), np.sin(angle), 0]) * 0.028
        foot, tip = np.array([0, 0, 0.012]) - 0.5 * lean, np.array([0, 0, 0.15 + 0.008 * (k % 3)]) + lean
        piece.tube([foot, (foot + tip) / 2, tip], 0.0038, leather.plain(f"pencil {code}", code, 0.45), 8)
    return piece
