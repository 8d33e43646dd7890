"""A bed made as in a hotel: upholstered headboard, duvet with folds, many pillows, a throw."""

from __future__ import annotations

import numpy as np

from villa.furniture.drape import lumps, outside
from villa.furniture.soft import creased, laid, pillow, sheet
from villa.furniture.solids import Piece
from villa.furniture.textiles import throw
from villa.materials import fabric, wood


def frame(width: float = 1.9, length: float = 2.1) -> Piece:
    """Build frame, mattress and channelled headboard; the head at y = 0, the foot towards -y."""
    piece = Piece("bed", 101)
    cloth = fabric.linen("#b9a88f")
    piece.box((0, -length / 2 - 0.06, 0.2), (width + 0.08, length + 0.04, 0.2), cloth, 0.025, div=8)
    piece.box((0, -length / 2 - 0.06, 0.05), (width - 0.16, length - 0.2, 0.1), wood.smoked(), 0.004)
    count = 11
    wide = (width + 1.5) / count
    for k in range(count):
        x = (k - (count - 1) / 2) * wide
        piece.box((x, -0.045, 0.66), (wide - 0.002, 0.09, 1.16), cloth, 0.04, div=10)

    def quilted(points: np.ndarray) -> np.ndarray:
        return points + 0.004 * lumps(points, 8, 3)[:, None]

    piece.box((0, -length / 2 - 0.09, 0.41), (width, length, 0.24), fabric.cotton("#f2eee6"), 0.05, (0, 0, 0), 30, quilted)
    return piece


def duvet(width: float = 1.9, length: float = 2.1) -> Piece:
    """Let a thick duvet fall over the mattress, its head turned back."""
    piece = Piece("duvet", 102)
    white = fabric.cotton("#f4f0e9")
    contacts = [outside((0, -length / 2 - 0.09, 0.3), (width + 0.02, length + 0.02, 0.47), 0.06)]
    grid = laid((-width / 2 - 0.31, -length - 0.18, 0.6), (width + 0.62, length - 0.46), (80, 60), contacts, 150, 0.03, 7)
    free = np.clip(np.abs(grid[..., 1:2] + length - 0.34) / 0.05 - 6.2, 0, 1)  # 0 where the throw weighs on it
    grid = grid + free * (creased(grid, (width + 0.62, length - 0.46), (46, 0.011, 0.16), None, 17) - grid)
    sheet(piece, grid, 0.02, white, 0.004 + 0.012 * free, 11)
    band = laid(
        (-width / 2 - 0.33, -0.98, 0.72),
        (width + 0.66, 0.36),
        (54, 12),
        [outside((0, -length / 2 - 0.09, 0.3), (width + 0.1, length + 0.1, 0.58), 0.08)],
        90,
        0.1,
        9,
    )
    sheet(piece, band, 0.03, fabric.cotton("#ebe5da"), 0.006, 5)
    return piece


def pillows(width: float = 1.9) -> Piece:
    """Lean two rows of pillows and three scatter cushions against the headboard."""
    piece = Piece("pillows", 103)
    white, sand = fabric.cotton("#f5f2ec"), fabric.linen("#cdbfa8")
    for s in (-1, 1):
        x = s * width * 0.25
        piece.add(pillow((0.86, 0.56), white, 10 + s, 1.3), (x, -0.19, 0.535), (-16, 0, s * 1.5))
        piece.add(pillow((0.82, 0.52), sand, 12 + s, 1.2), (x * 0.98, -0.38, 0.535), (-24, 0, -s * 2))
        piece.add(pillow((0.74, 0.48), white, 16 + s, 1.2), (x * 0.94, -0.56, 0.535), (-32, 0, s * 3))
    piece.add(pillow((0.5, 0.5), fabric.boucle("#e7ddcc"), 21, 1.1, 0.08), (-0.29, -0.83, 0.54), (-35, 0, 5))
    piece.add(pillow((0.5, 0.5), fabric.velvet("#8a6f52"), 22, 1.1, 0.08), (0.3, -0.84, 0.54), (-36, 0, -4))
    piece.add(pillow((0.62, 0.32), fabric.linen("#8e7f69"), 23, 1.1), (0.02, -1.01, 0.545), (-40, 0, 2))
    return piece


def blanket(width: float = 1.9, length: float = 2.1) -> Piece:
    """Lay a knitted throw over the foot of the bed."""
    boxes = [((0, -length / 2 - 0.09, 0.3), (width + 0.2, length + 0.14, 0.552))]
    return throw(boxes, (-width / 2 - 0.42, -length + 0.02, 0.75), (width + 0.84, 0.62), fabric.wool("#b79e7b"), 13)
