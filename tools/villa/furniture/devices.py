"""What has a plug: a television, a ceiling fan, a grille, a thermostat; and a telescope."""

from __future__ import annotations

import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, leather, metal, wood


def television(width: float = 1.45) -> Piece:
    """Build a television that hangs on a bracket, its wall at y = 0, its middle at z = 0: dark glass, dust on its lower edge."""
    piece, high = Piece("television", 431), width * 0.58
    case, screen = leather.plain("television", "#17171a", 0.42), ceramic.glazed("#07080a", 0.11)
    piece.box((0, -0.02, 0), (0.42, 0.04, 0.3), metal.black(), 0.004)
    piece.box((0, -0.055, -0.03), (width * 0.72, 0.03, high * 0.62), case, 0.012)
    piece.box((0, -0.079, 0), (width, 0.024, high), case, 0.005)
    piece.box((0, -0.0915, 0.004), (width - 0.016, 0.003, high - 0.026), screen, 0.001)
    piece.box((0.0, -0.0915, 0.012 - high / 2), (0.05, 0.002, 0.006), leather.plain("badge", "#8f9092", 0.4), 0.0005)
    return piece


def soundbar(width: float = 0.92) -> Piece:
    """Build a loudspeaker to lie before a television, covered with black cloth, its foot at z = 0."""
    piece = Piece("soundbar", 432)
    piece.box((0, 0, 0.032), (width, 0.085, 0.06), leather.plain("speaker cloth", "#1d1d1f", 0.95), 0.016)
    for side in (-1, 1):
        piece.box(
            (side * (width / 2 - 0.008), 0, 0.032), (0.017, 0.087, 0.062), leather.plain("television", "#17171a", 0.42), 0.008
        )
    return piece


def fan(blades: int = 5, drop: float = 0.42, turn: float = 14.0) -> Piece:
    """Build a ceiling fan of bronze with blades of wood and cane, one hanging a little low; the ceiling is z = 0."""
    piece, shine = Piece("ceiling fan", 433), metal.bronze()
    brown = wood.grained("wood.fan", ("#4f3420", "#6f4c30", "#8a6442"), 0.5)
    piece.lathe(rounded([(0.001, 0), (0.075, 0), (0.07, -0.03), (0.025, -0.07), (0.001, -0.07)], 0.006), shine, sides=40)
    piece.tube([(0, 0, -0.05), (0, 0, -drop / 2), (0, 0, -drop + 0.1)], 0.013, shine)
    body = [
        (0.03, 0.12),
        (0.09, 0.10),
        (0.125, 0.06),
        (0.125, 0.0),
        (0.09, -0.03),
        (0.055, -0.05),
        (0.05, -0.075),
        (0.001, -0.078),
    ]
    piece.lathe(rounded([(0.001, 0.125), *body], 0.008), shine, (0, 0, -drop), 56)
    globe = [(0.052, 0), (0.085, -0.03), (0.098, -0.07), (0.085, -0.11), (0.045, -0.135), (0.001, -0.142)]
    piece.lathe(rounded(globe, 0.02, 6), ceramic.glazed("#ece3cf", 0.3), (0, 0, -drop - 0.07), 48)
    for k in range(blades):
        sag = 1.2 + (1.6 if k == 2 else 0.0) + piece.rng.normal(0, 0.3)
        piece.add(_blade(brown), (0, 0, -drop + 0.02), (0, sag, turn + 360 / blades * k + piece.rng.normal(0, 0.6)))
    for k, long in enumerate((0.24, 0.17)):
        x = 0.03 * (-1) ** k
        piece.tube([(x, 0.05, -drop - 0.06), (x, 0.052, -drop - 0.15), (x * 1.2, 0.053, -drop - 0.06 - long)], 0.0014, shine, 6)
        piece.lathe([(0.001, 0.02), (0.006, 0.01), (0.001, -0.012)], brown, (x * 1.2, 0.053, -drop - 0.07 - long), 12)
    return piece


def _blade(brown: object) -> Piece:
    """Build one blade along x with its iron: a wooden frame, rounded at its end, with a panel of cane."""
    piece = Piece("blade", 434)
    piece.box((0.17, 0, -0.01), (0.17, 0.05, 0.006), metal.bronze(), 0.002, (12, 0, 0))

    def shaped(points: np.ndarray) -> np.ndarray:
        share = points[:, 0] / 0.52 + 0.5
        wide = 0.80 + 0.28 * np.sin(np.pi * np.clip(share, 0, 1) * 0.55)
        out = points.copy()
        end = np.clip((np.abs(points[:, 0]) - 0.19) / 0.07, 0, 1)
        out[:, 1] *= wide * np.sqrt(1 - 0.72 * end**2)
        return out

    piece.box((0.49, 0, -0.012), (0.52, 0.135, 0.008), brown, 0.003, (12, 0, 0), 22, shaped)
    for z in (-0.0175, -0.0068):
        piece.box((0.49, 0, z), (0.36, 0.082, 0.002), leather.cane(), 0.0005, (12, 0, 0))
    return piece


def grille(width: float = 0.9, height: float = 0.16) -> Piece:
    """Build an air conditioner's grille, its wall at y = 0, its middle at z = 0: louvres, a little dust on each."""
    piece, white = Piece("grille", 439), leather.plain("grille", "#d9d6cd", 0.5)
    for s in (-1, 1):
        piece.box((0, -0.006, s * (height / 2 - 0.009)), (width, 0.012, 0.018), white, 0.002)
        piece.box((s * (width / 2 - 0.009), -0.006, 0), (0.018, 0.012, height - 0.036), white, 0.002)
    piece.box((0, 0.002, 0), (width - 0.03, 0.004, height - 0.03), leather.plain("duct", "#2d2c2a", 0.95), 0.001)
    for k in range(int((height - 0.04) / 0.014)):
        piece.box((0, -0.005, 0.026 - height / 2 + 0.014 * k), (width - 0.036, 0.010, 0.0025), white, 0.001, (38, 0, 0))
    return piece


def thermostat() -> Piece:
    """Build a thermostat on a wall at y = 0."""
    piece = Piece("thermostat", 440)
    piece.box((0, -0.012, 0), (0.086, 0.024, 0.086), leather.plain("thermostat", "#e6e3da", 0.45), 0.008)
    piece.box((0, -0.0245, 0.012), (0.05, 0.002, 0.03), leather.plain("display", "#7d8a78", 0.3), 0.001)
    return piece


def telescope(turn: float = 0.0, pitch: float = 12.0) -> Piece:
    """Build a refractor on a wooden tripod, looking along -y and a little up."""
    piece = _tripod()
    piece.add(_refractor(), (0, 0, 1.215), (-pitch, 0, turn))
    return piece


def _tripod() -> Piece:
    """Three double legs, spread by a brass star under a black head."""
    piece, timber = Piece("telescope", 441), wood.grained("wood.tripod", ("#7a4f2c", "#98683d", "#b3834f"), 0.45)
    for k in range(3):
        a = 2 * np.pi * k / 3 + 0.5
        way = np.array([np.cos(a), np.sin(a), 0])
        for side in (-0.022, 0.022):
            off = side * np.array([-np.sin(a), np.cos(a), 0])
            piece.tube(
                [way * 0.06 + off + [0, 0, 1.06], way * 0.25 + off * 0.9 + [0, 0, 0.6], way * 0.42 + off * 0.5 + [0, 0, 0.12]],
                0.011,
                timber,
                10,
            )
        piece.tube([way * 0.30 + [0, 0, 0.45], way * 0.42 + [0, 0, 0.12], way * 0.47], [0.012, 0.012, 0.009], timber, 10)
        piece.tube([[0, 0, 0.52], way * 0.15 + [0, 0, 0.5], way * 0.275 + [0, 0, 0.54]], 0.004, metal.brass(), 8)
    piece.lathe(
        rounded([(0.001, 1.02), (0.075, 1.02), (0.075, 1.07), (0.03, 1.09), (0.03, 1.16), (0.001, 1.16)], 0.005),
        metal.black(),
        sides=32,
    )
    return piece


def _refractor() -> Piece:
    """A white tube with a brass mount, black ends, a finder, and an eyepiece that is bent up."""
    tube = Piece("tube", 442)
    white, dark = leather.plain("telescope", "#e3dfd4", 0.35), metal.black()
    for profile, skin in (
        ([(0.001, -0.45), (0.042, -0.45), (0.042, 0.40), (0.001, 0.40)], white),
        ([(0.050, 0.36), (0.053, 0.37), (0.053, 0.55), (0.048, 0.55), (0.048, 0.42), (0.001, 0.42)], dark),
        (
            [
                (0.001, -0.62),
                (0.017, -0.62),
                (0.017, -0.52),
                (0.032, -0.50),
                (0.034, -0.44),
                (0.044, -0.43),
                (0.044, -0.40),
                (0.040, -0.40),
            ],
            dark,
        ),
    ):
        tube.lathe(rounded(profile, 0.003), skin, (0, 0, 0), 40, (90, 0, 0))
    tube.tube([(0, 0.62, 0.0), (0, 0.66, 0.02), (0, 0.665, 0.09)], [0.016, 0.02, 0.016], dark, 20)
    tube.tube([(0.045, 0.28, 0.05), (0.045, 0.16, 0.05), (0.045, 0.02, 0.05)], 0.013, dark, 16)
    for y in (-0.08, 0.12):
        tube.lathe(
            rounded([(0.043, -0.014), (0.048, -0.014), (0.048, 0.014), (0.043, 0.014)], 0.002),
            metal.brass(),
            (0, y, 0),
            32,
            (90, 0, 0),
        )
    return tube
