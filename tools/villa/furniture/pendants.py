"""Pendants that people buy and keep: enamel domes, shades of woven willow."""

from __future__ import annotations

import numpy as np

from villa.furniture import lamps
from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, country, leather, metal


def enamel(power: float, drop: float, code: str, radius: float = 0.2) -> Piece:
    """Build an enamelled tin dome, white inside, its rim chipped dark; z = 0 is its rim, drop the ceiling above it."""
    piece = Piece("enamel pendant", 321)
    outer = [
        (1.0, 0.0),
        (1.0, 0.012),
        (0.93, 0.16),
        (0.72, 0.44),
        (0.42, 0.6),
        (0.24, 0.66),
        (0.22, 0.86),
        (0.12, 0.92),
        (0.005, 0.94),
    ]
    inner = [(0.005, 0.62), (0.4, 0.58), (0.7, 0.42), (0.91, 0.15), (0.985, 0.004)]
    piece.lathe([(r * radius, z * radius) for r, z in rounded(outer, 0.06, 4)], ceramic.glazed(code, 0.32), sides=64)
    piece.lathe([(r * radius, z * radius) for r, z in inner], ceramic.glazed("#ebe7dd", 0.34), sides=64)
    a = np.linspace(0, 2 * np.pi, 73)
    rim = np.stack([radius * 0.995 * np.cos(a), radius * 0.995 * np.sin(a), 0 * a + 0.002], -1)
    piece.tube(rim, 0.0032, leather.plain("enamel rim", "#2b2a2c", 0.4), 8)
    lamps.bulb(piece, (0, 0, 0.24 * radius), 40 * power * lamps.lit(power), 0.036)
    lamps.cord(piece, 0.93 * radius, drop)
    return piece


def woven(power: float, drop: float, seed: int = 322, radius: float = 0.31, high: float = 0.19) -> Piece:
    """Build a wide, shallow shade woven of willow over ribs, lined with pale linen; z = 0 is its rim."""
    piece, ribs = Piece("woven pendant", seed), 19
    t = np.linspace(0, 1, 60)
    r, z = radius * (1 - 0.84 * t**1.9), high * (0.06 + 0.94 * t) * (1 - 0.06 * t)
    along = np.r_[0, np.cumsum(np.hypot(np.diff(r), np.diff(z)))]
    a = np.linspace(0, 2 * np.pi, 8 * ribs + 1)
    for k, at in enumerate(np.arange(0.008, along[-1], 0.0088)):
        place = at + piece.rng.normal(0, 0.0007)
        weave = np.interp(place, along, r) + 0.0042 * np.sin(ribs * a + np.pi * (k % 2)) + 0.002 * np.sin(2 * a + seed)
        path = np.stack([weave * np.cos(a), weave * np.sin(a), np.full_like(a, np.interp(place, along, z))], -1)
        piece.tube(path, 0.0048 + piece.rng.normal(0, 0.0003), country.honey(), 5)
    for k in range(2 * ribs):
        b = np.pi * (k + 0.5) / ribs
        piece.tube(np.stack([r * np.cos(b), r * np.sin(b), z], -1)[::6], 0.0034, country.honey(), 5)
    for level, thick in ((0.0, 0.009), (0.012, 0.0065)):
        path = np.stack([(radius + 0.002) * np.cos(a), (radius + 0.002) * np.sin(a), 0 * a + level], -1)
        piece.tube(path, thick, country.honey(), 8)
    lining = list(zip(r - 0.0145, z, strict=True))[:54]  # within the innermost rods
    piece.lathe(lining, leather.plain("shade lining", "#cfc3a8", 0.92), sides=64)
    collar = [
        (0.001, high * 0.9),
        (radius * 0.19, high * 0.9),
        (radius * 0.15, high + 0.02),
        (0.012, high + 0.028),
        (0.001, high + 0.05),
    ]
    piece.lathe(rounded(collar, 0.004), metal.bronze(), sides=32)
    lamps.bulb(piece, (0, 0, high * 0.5), 25 * power * lamps.lit(power), 0.035)
    lamps.cord(piece, high + 0.04, drop)
    return piece
