"""Low teak sofas and the table between them."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.soft import upholstered
from villa.furniture.solids import Piece, rounded
from villa.garden.furniture.cushions import leaning, upholster
from villa.geometry import Solids
from villa.materials import ceramic, fabric, wood

_THROWN = {1: (), 2: ((0.44, "#77684f", 22.0, -7.0),), 3: ((-0.96, "#7c6a57", 20.0, 6.0), (0.92, "#8d8069", 23.0, -5.0))}
"""Scatter pillows by a sofa's seats: where along it, their colour, lean and turn in degrees."""


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
    """A low teak sofa with box cushions for seat and back and a pillow or two, facing -y, its back at +y."""
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
        back, lean = Piece("back", 40 + k), (float(-rng.uniform(10, 13)), 0.0, float(rng.uniform(-1.2, 1.2)))
        upholstered(
            back, (x + step / 2 + rng.uniform(-0.006, 0.006), 0.275, 0.52), (step - 0.02, 0.15, 0.42), canvas, 40 + k, lean
        )
        upholster(solids, back)
    for k, (x, code, lean_, turn) in enumerate(_THROWN[seats]):
        leaning(solids, (x, 0.0, 0.335), (0.45, 0.43), fabric.canvas(code), (lean_, turn), 50 + seats + k)
    return solids.data("terrace.sofa")


def coffee_table() -> bpy.types.Mesh:
    """A low table of slats gone grey."""
    solids, grey = Solids(205), wood.grained("wood.weathered", ("#6d655a", "#8d8477", "#a89e8f"), 0.75)
    rng = np.random.default_rng(205)
    for k in range(7):
        y, up = -0.35 + 0.1 * k, rng.uniform(-0.001, 0.001)
        solids.box((-0.62 + rng.uniform(-0.004, 0.004), y, 0.315 + up), (0.62, y + 0.092, 0.339 + up), grey, 0.004)
    for x in (-0.56, 0.48):
        solids.box((x, -0.33, 0.26), (x + 0.08, 0.33, 0.315), grey, 0.004)
        for y in (-0.33, 0.25):
            solids.box((x, y, 0.0), (x + 0.08, y + 0.08, 0.26), grey, 0.006)
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
