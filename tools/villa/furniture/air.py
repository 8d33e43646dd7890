"""What hangs where the air is: a ceiling fan with wooden blades, an extractor's grille, a smoke detector."""

from __future__ import annotations

import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import leather, metal, wood


def fan(span: float = 1.32, drop: float = 0.34) -> Piece:
    """Build a ceiling fan; z = 0 is the ceiling."""
    piece, dark = Piece("fan", 541), metal.bronze()
    timber = wood.grained("wood.fan", ("#54341f", "#74492b", "#8a5d3a"), 0.45)
    piece.lathe(rounded([(0.001, 0), (0.07, 0), (0.065, -0.035), (0.03, -0.06), (0.001, -0.062)], 0.01, 4)[::-1], dark, sides=40)
    piece.tube([(0, 0, -0.05), (0, 0, -drop / 2), (0, 0, -drop + 0.1)], 0.011, dark, 14)
    body = [
        (0.001, -drop + 0.11),
        (0.05, -drop + 0.105),
        (0.1, -drop + 0.07),
        (0.115, -drop + 0.03),
        (0.1, -drop - 0.02),
        (0.05, -drop - 0.05),
        (0.001, -drop - 0.055),
    ]
    piece.lathe(rounded(body[::-1], 0.012, 4), dark, sides=48)
    for k in range(5):
        turn = 72 * k + 11
        blade = Piece("blade", 542 + k)

        def shaped(points: np.ndarray) -> np.ndarray:
            share = points[:, :1] / (span / 2 - 0.2) + 0.5
            wide = 0.8 + 0.35 * share - 0.25 * np.clip(share - 0.85, 0, 1) * 4
            return (
                points * np.concatenate([np.ones_like(wide), wide, np.ones_like(wide)], axis=1)
                - np.array([0, 0, 0.012]) * share**2
            )

        blade.box((0.2 + (span / 2 - 0.2) / 2, 0, 0), (span / 2 - 0.2, 0.125, 0.007), timber, 0.003, (11, 0, 0), 14, shaped)
        blade.box((0.155, 0, 0.006), (0.16, 0.035, 0.006), dark, 0.002, (6, 0, 0))
        piece.add(blade, (0, 0, -drop), (0, 0, turn))
    for x, y, long in ((0.045, -0.02, 0.22), (-0.04, 0.03, 0.16)):
        piece.tube([(x, y, -drop - 0.04), (x, y, -drop - long / 2), (x, y, -drop - long)], 0.0012, metal.brass(), 6)
        piece.lathe([(0.001, 0), (0.005, 0.006), (0.003, 0.02), (0.001, 0.022)], timber, (x, y, -drop - long - 0.02), 12)
    return piece


def grille(edge: float = 0.17) -> Piece:
    """Build an extractor's square grille, dusty between its slats, the wall at y = 0, its middle at z = 0."""
    piece, white, dust = (
        Piece("grille", 561),
        leather.plain("old plastic", "#e4dfd2", 0.38),
        leather.plain("grille dust", "#5d574e", 0.95),
    )
    piece.box((0, -0.004, 0), (edge - 0.03, 0.006, edge - 0.03), dust, 0.001)
    for s in (-1, 1):
        piece.box((s * (edge / 2 - 0.009), -0.008, 0), (0.018, 0.016, edge), white, 0.004)
        piece.box((0, -0.008, s * (edge / 2 - 0.009)), (edge - 0.036, 0.016, 0.018), white, 0.004)
    for k in range(8):
        z = (k - 3.5) * (edge - 0.04) / 8
        piece.box((0, -0.01, z), (edge - 0.036, 0.014, 0.003), white, 0.001, (28, 0, 0))
    return piece


def detector() -> Piece:
    """Build a smoke detector; z = 0 is the ceiling."""
    piece, white = Piece("smoke detector", 562), leather.plain("old plastic", "#e4dfd2", 0.38)
    outline = [(0.001, -0.038), (0.03, -0.038), (0.036, -0.03), (0.052, -0.026), (0.054, -0.008), (0.05, 0)]
    piece.lathe(rounded(outline, 0.004), white, sides=44)
    for k in range(16):
        a = 2 * np.pi * k / 16
        piece.box(
            (0.0505 * np.cos(a), 0.0505 * np.sin(a), -0.019),
            (0.006, 0.013, 0.006),
            leather.plain("detector slot", "#1d1c1a", 0.8),
            0.001,
            (0, 0, np.degrees(a)),
        )
    return piece
