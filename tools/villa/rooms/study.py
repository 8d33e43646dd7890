"""The study upstairs: a desk facing the sea, a painted bookcase, a telescope, a daybed."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import chairs, decor, devices, houseplants, joinery, lamps, library, sofas, tables, textiles
from villa.furniture.drape import flat, quads
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
    notebook().place("study.notebook", (6.07, 4.62, top), 74)
    lead = [(7.4, 4.12, top + 0.004), (7.43, 4.075, top + 0.003), (7.445, 4.045, top - 0.02), (7.452, 4.038, top - 0.16)]
    lead += [(7.44, 4.03, Z + 0.33), (7.405, 4.02, Z + 0.1), (7.33, 4.0, Z + 0.012), (7.16, 3.9, Z + 0.006)]
    lead += [(6.98, 3.72, Z + 0.006), (6.93, 3.5, Z + 0.006), (7.02, 3.3, Z + 0.006), (7.05, 3.17, Z + 0.02)]
    joinery.cable(lead, "#2b2927").place("study.cable")


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
    """Build a notebook that lies open, written on, its leaves swollen from use, a pencil in its fold."""
    piece, wide, deep = decor.Piece("notebook", 13), 0.148, 0.21
    piece.box((0, 0, 0.0015), (2 * wide + 0.008, deep + 0.006, 0.003), leather.leather("#34393a"), 0.001)
    ink = leather.plain("handwriting", "#37404d", 0.8)
    share = np.linspace(0, 1, 15)
    for side, full in ((-1, 0.011), (1, 0.007)):
        rise = 0.003 + full * np.sin(np.pi * np.clip(share * 1.12, 0, 1) ** 0.5) ** 0.7 + 0.3 * full * (1 - share) * share
        rise = np.maximum(rise, 0.004 + 0.6 * full * (share > 0.1))
        x = side * wide * share
        grid = np.array([[(a, y, h) for y in (-deep / 2, deep / 2)] for a, h in zip(x, rise, strict=True)])
        piece.raw(grid.reshape(-1, 3), [quads(flat(15, 2))[:, ::-side]], leather.plain("leaf", "#dcd5c3", 0.85))
        piece.box((side * wide / 2, 0, 0.003 + 0.25 * full), (wide, deep, 0.5 * full), leather.paper(), 0.001)
        for row in range(22 if side < 0 else 9):
            _written(piece, (x, rise + 0.0004), deep / 2 - 0.016 - 0.0085 * row, ink)
    piece.tube(
        [(0.004, -0.07, 0.012), (0.007, 0, 0.013), (0.01, 0.095, 0.013)], 0.0036, leather.plain("pencil", "#8f7545", 0.45), 8
    )
    return piece


def _written(piece: decor.Piece, page: tuple[np.ndarray, np.ndarray], y: float, ink: bpy.types.Material) -> None:
    """Write one line on a page given as its section: words of strokes up and down."""
    left, right = sorted((0.1 * page[0][-1], 0.92 * page[0][-1]))
    order = np.argsort(page[0])
    at, end = left + piece.rng.uniform(0, 0.004), right - piece.rng.uniform(0, 0.3) * (right - left)
    while at < end:
        x = np.arange(at, at + piece.rng.uniform(0.008, 0.026), 0.0012)
        up = y + 0.0016 * piece.rng.uniform(-0.4, 1.6, len(x)) * np.where(np.arange(len(x)) % 2, 1, -0.2)
        z = np.interp(x, page[0][order], page[1][order])
        line = np.stack([np.stack([x, up + s * 0.00035, z], -1) for s in (1, -1)], 1)
        piece.raw(line.reshape(-1, 3), [quads(flat(len(x), 2))], ink)
        at = float(x[-1]) + 0.0045


def pens() -> decor.Piece:
    """Build a cup of pens and pencils."""
    piece = decor.vessel("cup", ceramic.stoneware("#5d5449"), 1.15)
    for k, code in enumerate(("#8f7545", "#22201e", "#6d4a3f", "#22201e")):
        angle = 1.1 * k + 0.4
        lean = np.array([np.cos(angle), np.sin(angle), 0]) * 0.028
        foot, tip = np.array([0, 0, 0.012]) - 0.5 * lean, np.array([0, 0, 0.15 + 0.008 * (k % 3)]) + lean
        piece.tube([foot, (foot + tip) / 2, tip], 0.0038, leather.plain(f"pencil {code}", code, 0.45), 8)
    return piece
