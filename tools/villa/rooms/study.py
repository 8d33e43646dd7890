"""The study upstairs: a desk facing the sea, a painted bookcase, a telescope, a daybed."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, decor, devices, houseplants, joinery, lamps, library, sofas, tables, textiles
from villa.furniture.soft import scattered
from villa.materials import art, ceramic, fabric, figured, leather, metal, pictures, rugs
from villa.rooms import hangings

Z = 3.5


RUG = (3.1, 2.15)


def furnish(power: float) -> None:
    """Furnish the study."""
    kilim = figured.pile("kilim", lambda: rugs.kilim(RUG), RUG, 0.004)
    textiles.rug(RUG, kilim, 99).place("study.rug", (6.75, 4.95, Z), 3)
    tables.desk().place("study.desk", (6.6, 4.5, Z + 0.016))
    chairs.office().place("study.desk_chair", (6.12, 5.2, Z + 0.016), 22)
    library.bookcase().place("study.bookcase", (9.597, 5.86, Z), -90)
    corner(power)
    sofas.daybed().place("study.daybed", (3.72, 5.3, Z), 90)
    scattered((0.5, 0.5), fabric.linen("#7a6a5a"), 140).place("study.cushion", (3.65, 4.85, Z + 0.44), 66)
    lamps.desk(power).place("study.desk_lamp", (7.38, 4.2, Z + 0.772), 165)
    lamps.beam("study.desk_lamp.light", (7.16, 4.26, Z + 1.22), 8 * power, 110)
    desk_things()
    devices.telescope(-24).place("study.telescope", (4.05, 3.75, Z), 0)
    picture = joinery.picture(1.3, 1.0, art.abstract(21, "#d3c8b4", "#7a766a", "#a3896d"))
    hangings.hang("study", picture, (7.8, 7.195, Z + 1.5), 0)
    cloth = fabric.curtain("#a89a86", 0.0)
    for k, (x, wide) in enumerate(((3.62, 0.55), (8.72, 1.35))):
        textiles.curtain(wide, 2.69, cloth, 61 + k).place("study.curtain", (x, 3.1, Z))
    houseplants.olive(1.9, 19).place("study.tree", (3.62, 6.85, Z))


def corner(power: float) -> None:
    """Furnish the corner beside the bookcase: a print, a chest with books, a chair to read in under its lamp."""
    inner = (0.66 - 0.184, 0.92 - 0.184)
    print_ = figured.sheet("study twig", pictures.twig, inner, 0.5)
    frame = joinery.picture(0.66, 0.92, print_, leather.plain("black frame", "#1e1c1a", 0.4), 0.07)
    hangings.hang("study", frame, (9.597, 4.0, Z + 1.62), -90)
    tables.bedside(0.7).place("study.chest", (9.59, 4.02, Z), -90)
    decor.pile(4, 97, (0.24, 0.18)).place("study.books", (9.36, 3.9, Z + 0.481), -70)
    sofas.armchair(fabric.upholstery("#b3a893")).place("study.armchair", (8.3, 3.62, Z), -128)
    hangings.floor_lamp("study", (9.16, 3.38, Z), power)


def desk_things() -> None:
    """Dress the desk."""
    top = Z + 0.7725
    pens().place("study.pens", (6.98, 4.22, top))
    laptop().place("study.laptop", (6.62, 4.42, top), 184)
    notebook().place("study.notebook", (6.07, 4.66, top), 74)


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
    """Build a closed notebook with an elastic band."""
    piece = decor.Piece("notebook", 13)
    cover = leather.leather("#34393a")
    piece.box((0, 0, 0.0085), (0.208, 0.144, 0.013), leather.paper(), 0.001)
    for z in (0.0012, 0.0158):
        piece.box((0, 0, z), (0.212, 0.148, 0.0024), cover, 0.001)
    piece.box((0, -0.0735, 0.0085), (0.212, 0.003, 0.017), cover, 0.001)
    piece.box((0.085, 0, 0.0085), (0.006, 0.1495, 0.0185), leather.plain("elastic", "#1d1e1e", 0.9), 0.001)
    return piece


def pens() -> decor.Piece:
    """Build a cup of pens and pencils."""
    piece = decor.vessel("cup", ceramic.stoneware("#5d5449"), 1.15)
    for k, code in enumerate(("#8f7545", "#22201e", "#6d4a3f", "#22201e")):
        angle = 1.1 * k + 0.4
        lean = np.array([np.cos(angle), np.sin(angle), 0]) * 0.028
        foot, tip = np.array([0, 0, 0.012]) - 0.5 * lean, np.array([0, 0, 0.15 + 0.008 * (k % 3)]) + lean
        piece.tube([foot, (foot + tip) / 2, tip], 0.0038, leather.plain(f"pencil {code}", code, 0.45), 8)
    return piece
