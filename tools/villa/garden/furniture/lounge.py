"""Low teak sofas and the table between them."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import decor
from villa.furniture.drape import lumps
from villa.furniture.soft import upholstered
from villa.furniture.solids import Piece, rounded
from villa.garden.furniture.cushions import leaning, upholster
from villa.geometry import Solids
from villa.materials import beach, ceramic, fabric, leather, wood

_THROWN = {
    1: ((-0.10, ("#d8cfba", "#50687f", "lines"), 24.0, 12.0),),
    2: ((0.42, ("#b5a279", "#b5a279", ""), 26.0, -14.0), (0.02, ("#607380", "#ded4bf", "ikat"), 31.0, 9.0)),
    3: (
        (-0.98, ("#56606c", "#d9cfb9", "ikat"), 19.0, 11.0),
        (-0.60, ("#9a6f5e", "#9a6f5e", ""), 30.0, -16.0),
        (0.86, ("#d3cab8", "#a07263", "lines"), 24.0, -11.0),
        (0.30, ("#ded4bf", "#5a6e5c", "leaves"), 34.0, 5.0),
    ),
}
"""Thrown pillows by a sofa's seats: where along it, ground, figure and pattern, lean and turn in degrees."""


def _frame(solids: Solids, half: float) -> None:
    teak = wood.cedar()
    solids.box((-half, -0.45, 0.14), (half, 0.45, 0.20), teak, 0.006)
    for x in (-half + 0.03, half - 0.11):
        for y in (-0.42, 0.34):
            solids.box((x, y, 0.0), (x + 0.08, y + 0.08, 0.15), teak, 0.004)
    for z in (0.30, 0.40, 0.50):
        solids.box((-half, 0.41, z), (half, 0.44, z + 0.07), teak, 0.004)
        for x in (-half, half - 0.03):
            solids.box((x, -0.40, z), (x + 0.03, 0.42, z + 0.07), teak, 0.004)
    for x, y in ((-half, 0.40), (half - 0.05, 0.40), (-half, -0.42), (half - 0.05, -0.42)):
        solids.box((x, y, 0.18), (x + 0.05, y + 0.05, 0.57), teak, 0.004)


def bench_sofa(width: float) -> bpy.types.Mesh:
    """A low teak sofa with box seats, filled pillows at its back and thrown ones before them, facing -y, its back at +y."""
    solids, canvas, half = Solids(204), fabric.canvas("#a89d83"), width / 2
    rng = np.random.default_rng(round(width * 100))
    _frame(solids, half)
    seats = max(1, round(width / 0.85))
    step = (width - 0.16) / seats
    for k in range(seats):
        x, out = -half + 0.08 + k * step, rng.uniform(0, 0.02)
        seat, turn = Piece("seat", 30 + k), (0.0, 0.0, float(rng.uniform(-0.8, 0.8)))
        upholstered(seat, (x + step / 2, -0.03 - out, 0.265), (step - 0.014, 0.80, 0.115), canvas, 30 + k, turn)
        upholster(solids, seat)
        middle = (x + step / 2 + rng.uniform(-0.01, 0.01), 0.20, 0.335)
        leaning(solids, middle, (step - 0.03, 0.50), canvas, (rng.uniform(11, 17), rng.uniform(-3, 3)), 40 + k)
    for k, (x, print_, lean, turn) in enumerate(_THROWN[seats]):
        cloth = beach.patterned(*print_) if print_[2] else fabric.canvas(print_[0])
        wide = (0.46, 0.46) if k % 2 == 0 else (0.56, 0.36)
        leaning(solids, (x, -0.02 * k, 0.345), wide, cloth, (lean, turn), 50 + seats + k)
    return solids.data("terrace.sofa")


def coffee_table() -> bpy.types.Mesh:
    """A low table of slats gone grey, and what stands on it: a tray with a carafe, lemons, books, a magazine, an espresso pot."""
    solids, grey = Solids(205), wood.grained("wood.weathered", ("#6d655a", "#8d8477", "#a89e8f"), 0.75)
    rng = np.random.default_rng(205)
    for k in range(7):
        y, up = -0.35 + 0.1 * k, rng.uniform(-0.001, 0.001)
        solids.box((-0.62 + rng.uniform(-0.004, 0.004), y, 0.315 + up), (0.62, y + 0.092, 0.339 + up), grey, 0.004)
    for x in (-0.56, 0.48):
        solids.box((x, -0.33, 0.26), (x + 0.08, 0.33, 0.315), grey, 0.004)
        for y in (-0.33, 0.25):
            solids.box((x, y, 0.0), (x + 0.08, y + 0.08, 0.26), grey, 0.006)
    tray = Piece("tray", 61)
    tray.add(decor.tray((0.40, 0.27), wood.lacquer("tray", "#566b69")), (0, 0, 0))
    tray.add(carafe(), (-0.09, 0.03, 0.012))
    for x, y in ((0.05, -0.05), (0.11, 0.04)):
        tray.add(tumbler(), (x, y, 0.012))
    upholster(solids.moved((-0.30, 0.10, 0.339), 24), tray)
    upholster(solids.moved((0.12, -0.17, 0.339)), decor.fruits("lemon", 6, 70, "#5f6f7d", 0.72))
    upholster(solids.moved((0.40, 0.12, 0.339), -31), decor.pile(3, 71))
    upholster(solids.moved((-0.16, -0.20, 0.339), 68), decor.magazine(72))
    return solids.data("terrace.coffeetable")


def carafe() -> Piece:
    """A carafe of water."""
    piece = Piece("carafe", 62)
    shape = [(0.001, 0), (0.042, 0), (0.047, 0.01), (0.049, 0.09), (0.030, 0.16), (0.024, 0.20), (0.029, 0.235)]
    piece.lathe(rounded(shape, 0.012), ceramic.clear(), sides=36)
    water = [(0.001, 0.005), (0.044, 0.006), (0.046, 0.09), (0.034, 0.14), (0.001, 0.14)]
    piece.lathe(rounded(water, 0.01), ceramic.clear(), sides=30)
    return piece


def tumbler() -> Piece:
    """A drinking glass."""
    piece = Piece("tumbler", 63)
    piece.lathe(rounded([(0.001, 0), (0.030, 0), (0.033, 0.006), (0.037, 0.10)], 0.004), ceramic.clear(), sides=28)
    piece.lathe([(0.0355, 0.099), (0.031, 0.012), (0.001, 0.010)], ceramic.clear(), sides=28)
    return piece


def hat() -> Piece:
    """A straw hat that lies on its brim, which waves."""
    piece = Piece("hat", 64)
    straw = fabric.flatweave("#c3a673")
    crown, brim = [(0.001, 0.118), (0.06, 0.116), (0.082, 0.10), (0.090, 0.06)], [(0.11, 0.008), (0.15, 0.006), (0.20, 0.012)]
    shape = [*crown, (0.094, 0.018), *brim]
    piece.lathe(rounded(shape, 0.014, 4), straw, sides=56)
    part = piece.parts[-1]
    far = np.clip(np.hypot(part.points[:, 0], part.points[:, 1]) / 0.2, 0, 1) ** 3
    part.points[:, 2] += far * (0.008 + 0.014 * lumps(part.points * [1, 1, 0], 7, 5)).clip(-0.008)
    piece.lathe([(0.0955, 0.018), (0.0925, 0.045)], fabric.linen("#2d2a27"), sides=56)
    return piece


def sandals(side: int) -> Piece:
    """One leather sandal, its toe at +y; side is 0 for the left, 1 for the right."""
    piece = Piece("sandal", 65 + side)
    sole, strap = leather.plain("sandal sole", "#6f5138", 0.7), leather.plain("sandal strap", "#4a3222", 0.6)
    way = 1 if side else -1

    def foot(points: np.ndarray) -> np.ndarray:
        v = np.clip(points[:, 1] / 0.13, -1, 1)
        out = points.copy()
        ends = 1 - 5.4 * np.clip(np.abs(v) - 0.72, 0, 1) ** 2
        out[:, 0] = out[:, 0] * (0.86 + 0.16 * np.sin(2.2 * v)) * ends + way * 0.006 * v
        return out

    piece.box((0, 0, 0.008), (0.085, 0.26, 0.016), sole, 0.006, div=16, warp=foot)
    for y, high in ((0.05, 0.042), (0.075, 0.036)):
        a = np.linspace(0, np.pi, 18)
        path = np.c_[0.043 * np.cos(a), np.full(18, y) - 0.008 * np.sin(a), 0.012 + high * np.sin(a) ** 0.7]
        piece.tube(path, 0.0065, strap, 6)
    return piece
