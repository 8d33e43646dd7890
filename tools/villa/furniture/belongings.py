"""What people leave about: glasses, a telephone, a clock, slippers, bottles, brushes."""

from __future__ import annotations

import numpy as np

from villa.furniture.solids import Piece, rounded, tube_quads
from villa.materials import ceramic, leather, metal


def spectacles() -> Piece:
    """Build reading glasses that lie folded, tortoiseshell."""
    piece, horn = Piece("spectacles", 523), leather.plain("horn", "#4a2c16", 0.3)
    a = np.linspace(0, 2 * np.pi, 41)
    for s in (-1, 1):
        rim = np.stack([s * 0.034 + 0.025 * np.cos(a), np.full_like(a, 0.0), 0.022 + 0.019 * np.sin(a)], -1)
        piece.tube(rim, 0.0022, horn, 8)
        piece.tube(
            [(s * 0.06, 0, 0.03), (s * 0.064, 0.012, 0.03), (s * 0.02, 0.02, 0.008), (-s * 0.05, 0.024, 0.006)], 0.002, horn, 8
        )
    piece.tube([(-0.01, 0, 0.028), (0, -0.001, 0.031), (0.01, 0, 0.028)], 0.002, horn, 8)
    return piece


def telephone() -> Piece:
    """Build a telephone that lies face up in a case."""
    piece = Piece("telephone", 524)
    piece.box((0, 0, 0.005), (0.076, 0.155, 0.010), leather.plain("case", "#7d3b2c", 0.6), 0.004)
    piece.box((0, 0, 0.0102), (0.069, 0.147, 0.0012), ceramic.glazed("#0d0f12", 0.1), 0.0005)
    return piece


def clock() -> Piece:
    """Build a small alarm clock on two feet, its face to -y."""
    from villa.furniture.print import line

    piece, shell = Piece("clock", 525), leather.plain("clock", "#6a5048", 0.35)
    case = rounded([(0.001, 0.022), (0.044, 0.022), (0.048, 0.016), (0.048, -0.016), (0.044, -0.022), (0.001, -0.022)], 0.005)
    piece.lathe(case[::-1], shell, (0, 0, 0.056), 48, (90, 0, 0))
    piece.lathe([(0.041, 0.0225), (0.001, 0.0228)], leather.plain("dial", "#e6e0d0", 0.5), (0, 0, 0.056), 40, (90, 0, 0))
    axes, ink = np.array([[1, 0, 0], [0, 0, 1]]), leather.plain("ink", "#25221f", 0.5)
    for text, x, z in (("12", -0.006, 0.026), ("3", 0.027, -0.004), ("6", -0.0035, -0.034), ("9", -0.033, -0.004)):
        piece.raw(*line(text, (x, -0.0235, 0.056 + z), axes, 0.03, 0.009), ink)
    for angle, long in ((0.6, 0.02), (2.4, 0.031)):
        piece.box(
            (0.45 * long * np.cos(angle), -0.024, 0.056 + 0.45 * long * np.sin(angle)),
            (long, 0.001, 0.0026),
            ink,
            0.0004,
            (0, -np.degrees(angle), 0),
        )
    for s in (-1, 1):
        piece.tube([(s * 0.026, 0, 0.02), (s * 0.031, 0, 0.008), (s * 0.034, 0, 0)], 0.005, metal.steel(), 10)
        piece.lathe(
            rounded([(0.016, 0), (0.015, 0.008), (0.001, 0.014)], 0.004), metal.steel(), (s * 0.024, 0, 0.1), 20, (0, s * 24, 0)
        )
    return piece


def slippers() -> Piece:
    """Build a pair of leather slippers as they were stepped out of."""
    piece, sole = Piece("slippers", 527), leather.plain("slipper sole", "#c9b389", 0.8)
    upper = leather.leather("#8a4b2c")
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    wide = 0.043 * (1 + 0.14 * np.sin(t) - 0.1 * np.cos(2 * t))
    for x, y, turn in ((-0.07, 0.0, 9), (0.08, -0.09, -22)):
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        outline = np.stack([wide * np.cos(t), 0.13 * np.sin(t)], -1)
        rings = [np.c_[outline, np.full(40, z)] for z in (0.0, 0.006, 0.014, 0.018)] + [
            np.c_[outline * 0.94, np.full(40, 0.019)],
            np.c_[outline * 0.02, np.full(40, 0.016)],
        ]
        rings = np.array(rings)
        v, a = np.meshgrid(np.linspace(0.0, 0.125, 12), np.linspace(0.02, np.pi - 0.02, 16), indexing="ij")
        reach = 0.046 * np.sqrt(np.clip(1 - (v / 0.132) ** 2, 0, 1))
        arch = np.stack([reach * np.cos(a), v, 0.016 + (0.05 - 0.16 * v) * np.sin(a) ** 0.8], -1)
        for shape, material in ((rings.reshape(-1, 3), sole), (arch.reshape(-1, 3), upper)):
            points = np.stack([c * shape[:, 0] - s * shape[:, 1] + x, s * shape[:, 0] + c * shape[:, 1] + y, shape[:, 2]], -1)
            n = rings.shape[:2] if material is sole else arch.shape[:2]
            index = np.arange(n[0] * n[1]).reshape(n)
            index = np.c_[index, index[:, 0]] if material is sole else index
            piece.raw(
                points, [np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], -1).reshape(-1, 4)], material
            )
    return piece


def bottle(kind: str, code: str, cap: str = "#e9e6df") -> Piece:
    """Build a bottle of shampoo (flat cap), of lotion (pump) or a tube that stands on its cap."""
    piece = Piece(f"bottle {kind}", len(kind) + 530)
    plastic, top = leather.plain(f"bottle {code}", code, 0.32), leather.plain(f"cap {cap}", cap, 0.4)
    label = leather.plain("label", "#e8e2d2", 0.6)
    if kind == "tube":
        piece.lathe(rounded([(0.001, 0), (0.017, 0), (0.017, 0.024), (0.001, 0.024)], 0.002), top, sides=24)
        a = np.linspace(0, 2 * np.pi, 28, endpoint=False)
        rings = np.array(
            [
                np.stack([0.021 * np.cos(a), (0.021 - 0.0205 * s**1.3) * np.sin(a), np.full_like(a, 0.024 + 0.12 * s)], -1)
                for s in np.linspace(0, 1, 8)
            ]
        )
        piece.raw(rings.reshape(-1, 3), [tube_quads(8, 28)], plastic)
        return piece
    high = 0.17 if kind == "shampoo" else 0.13
    piece.lathe(rounded([(0.001, 0), (0.031, 0), (0.032, high - 0.02), (0.013, high), (0.001, high)], 0.01, 4), plastic, sides=36)
    piece.lathe(
        [(0.0325, 0.3 * high), (0.0328, 0.3 * high + 0.001), (0.0328, 0.72 * high), (0.0325, 0.72 * high + 0.001)],
        label,
        sides=36,
    )
    if kind == "shampoo":
        piece.lathe(rounded([(0.02, high - 0.006), (0.02, high + 0.03), (0.001, high + 0.031)], 0.003), top, sides=28)
    else:
        piece.tube([(0, 0, high), (0, 0, high + 0.02), (0, 0, high + 0.035)], 0.007, top, 12)
        piece.tube([(0, 0.006, high + 0.036), (0, -0.016, high + 0.038), (0, -0.042, high + 0.03)], 0.006, top, 10)
    return piece


def brushes() -> Piece:
    """Build a mug with two toothbrushes and a tube of paste."""
    from villa.furniture import decor

    piece = decor.vessel("cup", ceramic.glazed("#c8b48a", 0.25), 1.0)
    for x, code, lean in ((-0.012, "#b5402f", (12, -16)), (0.012, "#3a6f8f", (-9, 19))):
        tip = np.array([x + 0.19 * np.sin(np.radians(lean[1])), 0.19 * np.sin(np.radians(lean[0])), 0.19])
        stick, foot = leather.plain(f"brush {code}", code, 0.35), np.array([-x, 0, 0.01])
        piece.tube([foot, (foot + tip) / 2, tip], [0.004, 0.0034, 0.0028], stick, 8)
        piece.box(
            tip + np.array([0, -0.007, -0.008]),
            (0.009, 0.011, 0.024),
            leather.plain("bristles", "#e9e6de", 0.8),
            0.002,
            (lean[0], lean[1], 0),
        )
    return piece
