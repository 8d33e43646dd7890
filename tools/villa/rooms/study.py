"""The study upstairs: a desk facing the sea, a painted bookcase, a telescope, a daybed."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, decor, devices, joinery, lamps, library, sofas, tables, textiles
from villa.furniture.drape import flat, lumps, quads
from villa.furniture.soft import pillow
from villa.furniture.solids import Piece, turned
from villa.materials import art, ceramic, fabric, figured, leather, metal, rugs
from villa.rooms import hangings

Z = 3.5


RUG = (3.1, 2.15)


def furnish(power: float) -> None:
    """Furnish the study."""
    kilim = figured.pile("kilim", lambda: rugs.kilim(RUG), RUG, 0.004)
    textiles.rug(RUG, kilim, None, 99).place("study.rug", (6.75, 4.95, Z), 3)
    tables.desk().place("study.desk", (6.6, 4.5, Z + 0.016))
    chairs.office().place("study.desk_chair", (6.12, 5.2, Z + 0.016), 22)
    library.bookcase().place("study.bookcase", (9.597, 5.86, Z), -90)
    over_bookcase()
    corner(power)
    sofas.daybed().place("study.daybed", (3.72, 5.3, Z), 90)
    pillow((0.5, 0.5), fabric.linen("#7a5a4a"), 140).place("study.cushion", (3.65, 4.85, Z + 0.44), 66)
    textiles.folded((0.62, 0.42, 0.05), "#a4795a", 2, 33, fabric.wool("#6a7074")).place("study.plaid", (3.72, 5.86, Z + 0.444), 8)
    decor.magazine(5).place("study.magazine", (3.78, 5.30, Z + 0.446), -24)
    lamps.desk(power).place("study.desk_lamp", (7.38, 4.2, Z + 0.772), 165)
    lamps.beam("study.desk_lamp.light", (7.16, 4.26, Z + 1.22), 8 * power, 110)
    desk_things()
    devices.telescope(-24).place("study.telescope", (4.05, 3.75, Z), 0)
    waste().place("study.waste_paper", (7.86, 4.72, Z))
    picture = joinery.picture(1.3, 1.0, art.abstract(21, "#d3c8b4", "#7a766a", "#a3896d"))
    hangings.hang("study", picture, (7.8, 7.195, Z + 1.5), 0)
    cloth = fabric.curtain("#a89a86", 0.0)
    for k, (x, wide) in enumerate(((3.62, 0.55), (8.72, 1.35))):
        textiles.curtain(wide, 2.69, cloth, 61 + k).place("study.curtain", (x, 3.1, Z))
    hangings.tree("study", (3.62, 6.85, Z), 1.9, 19)


def over_bookcase() -> None:
    """Put on top of the bookcase what found no other place."""
    top = Z + 2.27
    library.suitcase().place("study.suitcase", (9.37, 6.2, top), -84)
    rolls = Piece("charts", 5)
    for k, (y, z) in enumerate(((0.0, 0.032), (0.068, 0.03), (0.034, 0.088))):
        rolls.tube(
            [(-0.36, y, z), (0, y + 0.004, z), (0.38 - 0.05 * k, y + 0.008, z)], 0.031, leather.plain("roll", "#d5cab0", 0.85), 24
        )
    rolls.place("study.charts", (9.36, 5.3, top), 83)
    decor.vessel("jar", ceramic.stoneware("#6d7068"), 0.7).place("study.jar", (9.38, 4.85, top))


def corner(power: float) -> None:
    """Furnish the corner beside the bookcase: a poster, a chest with a globe, a chair to read in under its lamp."""
    library.poster().place("study.poster", (9.597, 4.0, Z + 1.62), -90)
    tables.bedside(0.7).place("study.chest", (9.59, 4.02, Z), -90)
    library.globe().place("study.globe", (9.38, 4.18, Z + 0.48), 110)
    decor.pile(4, 97, (0.24, 0.18)).place("study.books", (9.36, 3.82, Z + 0.481), -70)
    sofas.armchair(fabric.upholstery("#5f4a3e")).place("study.armchair", (8.3, 3.62, Z), -128)
    hangings.floor_lamp("study", (9.16, 3.38, Z), power)


def waste() -> Piece:
    """Build a waste-paper basket of wire with crumpled sheets in it and one beside it."""
    piece, wire = Piece("waste paper", 19), metal.black()
    a = np.linspace(0, 2 * np.pi, 41)
    for z, r in ((0.004, 0.105), (0.1, 0.118), (0.2, 0.13), (0.31, 0.143)):
        piece.tube(np.stack([r * np.cos(a), r * np.sin(a), np.full_like(a, z)], -1), 0.003 if z < 0.3 else 0.005, wire, 8)
    for k in range(28):
        b = 2 * np.pi * k / 28
        way = np.array([np.cos(b), np.sin(b), 0])
        piece.tube([way * 0.105 + [0, 0, 0.004], way * 0.124 + [0, 0, 0.155], way * 0.143 + [0, 0, 0.31]], 0.0017, wire, 5)
    t = np.linspace(-np.pi / 2, np.pi / 2, 16)
    ball, faces = turned([(max(float(np.cos(v)), 0.002), float(np.sin(v))) for v in t], 26)
    for k, (x, y, z) in enumerate(
        ((0.03, 0.02, 0.07), (-0.05, 0.03, 0.08), (0.0, -0.05, 0.12), (0.05, 0.04, 0.16), (-0.03, 0.0, 0.2), (0.22, -0.09, 0.045))
    ):
        rough = 1 + 0.22 * np.abs(lumps(ball, 3.2, 30 + k))[:, None] - 0.12 * np.abs(lumps(ball, 7, 50 + k))[:, None]
        piece.raw(0.042 * ball * rough + np.array([x, y, z]), faces, leather.plain("crumpled", "#e2ddd0", 0.9))
    return piece


def desk_things() -> None:
    """Dress the desk."""
    top = Z + 0.7725
    devices.printer().place("study.printer", (7.22, 4.58, top), 176)
    pens().place("study.pens", (6.98, 4.22, top))
    devices.strip().place("study.socket_strip", (7.62, 3.92, Z), 24)
    joinery.cable(
        [(7.2, 4.4, top + 0.03), (7.2, 4.06, top), (7.24, 4.04, top - 0.4), (7.3, 3.98, Z + 0.02), (7.53, 3.89, Z + 0.06)],
        "#232323",
    ).place("study.printer.cable")
    decor.vessel("cup", ceramic.stoneware("#d8cdbb")).place("study.cup", (6.03, 4.52, top), 40)
    decor.bouquet("bottle", "#7d7464", 0.34, 113, 5, "#5d6d42", 0.7).place("study.vase", (5.86, 4.32, top))
    laptop().place("study.laptop", (6.62, 4.42, top), 184)
    notebook().place("study.notebook", (6.07, 4.74, top), 170)
    joinery.cable(
        [
            (7.42, 4.14, top + 0.004),
            (7.47, 4.1, top + 0.004),
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
