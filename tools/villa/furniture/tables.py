"""Tables: coffee, side, dining, console, desk, bedside."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import country, metal, wood


def planks(piece: Piece, size: tuple[float, float, float], z: float, material: bpy.types.Material, count: int = 5) -> None:
    """Add a table top of glued boards along x, its upper face at z."""
    wide = size[1] / count
    for k in range(count):
        y = (k - (count - 1) / 2) * wide
        piece.box((0, y, z - size[2] / 2), (size[0], wide - 0.0004, size[2]), material, 0.0025)


def dining(length: float = 2.6, width: float = 1.05) -> Piece:
    """Build a farm table of old chestnut: wide boards between cleats, an apron with a drawer, tapered legs."""
    piece, timber = Piece("dining table", 3), country.chestnut()
    widths = np.array([0.9, 1.15, 1.0, 0.85, 1.1]) / 5 * width
    y = -width / 2
    for k, wide in enumerate(widths):
        proud = (0.0008, 0.0, 0.0012, 0.0004, 0.0)[k]
        piece.box((0, y + wide / 2, 0.7225 + proud), (length - 0.22, wide - 0.0014, 0.045), timber, 0.0035)
        y += wide
    for side in (-1, 1):
        piece.box((side * (length / 2 - 0.055), 0, 0.722), (width + 0.004, 0.109, 0.0445), timber, 0.004, (0, 0, 90))
        piece.box((0, side * (width / 2 - 0.11), 0.643), (length - 0.34, 0.024, 0.112), timber, 0.003)
        piece.box((side * (length / 2 - 0.17), 0, 0.643), (width - 0.24, 0.024, 0.112), timber, 0.003, (0, 0, 90))
    for x in (-1, 1):
        for y in (-1, 1):
            _leg(piece, (x * (length / 2 - 0.14), y * (width / 2 - 0.095)), timber)
    piece.box((-0.5, -width / 2 + 0.097, 0.643), (0.5, 0.012, 0.086), timber, 0.003)
    knob = [(0.001, 0), (0.009, 0), (0.008, 0.012), (0.016, 0.02), (0.014, 0.03), (0.001, 0.033)]
    piece.lathe(rounded(knob, 0.003), timber, (-0.5, -width / 2 + 0.092, 0.643), 20, (90, 0, 0))
    return piece


def _leg(piece: Piece, at: tuple[float, float], timber: bpy.types.Material) -> None:
    """Add a square leg that tapers inwards below the apron."""

    def tapered(points: np.ndarray) -> np.ndarray:
        slim = 1 - 0.34 * np.clip((0.24 - points[:, 0]) / 0.58, 0, 1)
        return np.stack([points[:, 1] * slim, points[:, 2] * slim, points[:, 0]], -1)

    piece.box((*at, 0.35), (0.70, 0.086, 0.086), timber, 0.006, (0, 0, 0), 8, tapered)


def coffee(length: float = 1.35, width: float = 0.8, height: float = 0.4) -> Piece:
    """Build a coffee table of old pine planed anew: straight boards between cleats, gaps of 2 to 3 mm, a shelf below."""
    piece, rng = Piece("coffee table", 461), np.random.default_rng(463)
    pine = wood.grained("wood.old pine", ("#4d3826", "#664c34", "#7c6047"), 0.55)
    brown = wood.grained("wood.old pine dark", ("#423020", "#59412c", "#6d533b"), 0.55)
    y = -width / 2
    for k, wide in enumerate(np.array([0.17, 0.158, 0.152, 0.166, 0.154]) * width / 0.8):
        top = (0, y + wide / 2, height - 0.02 + rng.uniform(-0.0004, 0.0004))
        size = (length - 0.198, wide - rng.uniform(0.002, 0.0028), 0.04)
        piece.box(top, size, brown if k == 3 else pine, 0.0022, (0, 0, rng.normal(0, 0.015)))
        y += wide
    for side in (-1, 1):
        piece.box((side * (length / 2 - 0.049), 0, height - 0.0198), (width + 0.003, 0.098, 0.0405), pine, 0.0024, (0, 0, 90))
        piece.box((0, side * (width / 2 - 0.09), height - 0.085), (length - 0.2, 0.024, 0.09), pine, 0.002)
        piece.box((side * (length / 2 - 0.09), 0, height - 0.085), (width - 0.2, 0.024, 0.09), pine, 0.002, (0, 0, 90))
        for end in (-1, 1):
            foot = (side * (length / 2 - 0.085), end * (width / 2 - 0.085), (height - 0.04) / 2)
            piece.box(foot, (height - 0.04, 0.075, 0.075), pine, 0.0028, (0, 90, 0))
    for k in range(4):
        piece.box((0, (k - 1.5) * 0.155, 0.11), (length - 0.12, 0.15 + rng.normal(0, 0.001), 0.022), brown, 0.002)
    return piece


def low(radius: float = 0.36, height: float = 0.42) -> Piece:
    """Build the smaller round table in smoked oak that stands beside the stone one."""
    piece = Piece("low table", 6)
    dark = wood.smoked()
    piece.lathe(
        rounded([(0.001, height - 0.03), (radius, height - 0.03), (radius, height), (0.001, height)], 0.006), dark, sides=72
    )
    for k in range(3):
        angle = 2 * np.pi * k / 3 + 0.4
        way = np.array([np.cos(angle), np.sin(angle), 0])
        piece.tube([way * 0.24 + [0, 0, height - 0.03], way * 0.27 + [0, 0, 0.2], way * 0.29], 0.024, dark, 20)
    return piece


def side(radius: float = 0.21, height: float = 0.52) -> Piece:
    """Build a side table turned from one block."""
    piece = Piece("side table", 7)
    outline = [(0.001, 0), (0.15, 0), (0.16, 0.02), (0.07, 0.16), (0.06, 0.3), (0.09, height - 0.05)]
    outline += [(radius, height - 0.03), (radius, height), (0.001, height)]
    piece.lathe(rounded(outline, 0.02, 5), wood.walnut(), sides=56)
    return piece


def hall_table(length: float = 1.5, depth: float = 0.42, height: float = 0.8) -> Piece:
    """Build a narrow old table with two drawers, turned legs and a shelf near the floor, along x, its back at y = 0."""
    piece, timber = Piece("hall table", 14), country.chestnut()
    for k, wide in enumerate((0.4, 0.6)):
        y = -depth * (0.2 if k == 0 else 0.7)
        piece.box((0, y, height - 0.016), (length, depth * wide - 0.0012, 0.032), timber, 0.004)
    piece.box((0, -depth / 2, height - 0.1), (length - 0.1, depth - 0.07, 0.135), timber, 0.003)
    for x in (-1, 1):
        piece.box((x * length * 0.23, -depth + 0.033, height - 0.1), (length * 0.4, 0.014, 0.1), timber, 0.003)
        knob = [(0.001, 0), (0.008, 0), (0.007, 0.012), (0.015, 0.018), (0.012, 0.028), (0.001, 0.03)]
        for aside in (-0.13, 0.13):
            piece.lathe(
                rounded(knob, 0.003), metal.bronze(), (x * length * 0.23 + aside, -depth + 0.028, height - 0.1), 18, (90, 0, 0)
            )
        for y in (-0.06, -depth + 0.06):
            thick = [0.014, 0.02, 0.022, 0.017, 0.021, 0.024, 0.018, 0.026, 0.026]
            up = [0, 0.03, 0.10, 0.16, 0.24, 0.45, 0.54, 0.58, height - 0.05]
            piece.tube([(x * (length / 2 - 0.06), y, z) for z in up], thick, timber, 18)
    piece.box((0, -depth / 2, 0.19), (length - 0.1, depth - 0.07, 0.024), timber, 0.003)
    return piece


def desk(length: float = 1.9, depth: float = 0.85) -> Piece:
    """Build a writing desk with drawers and bronze legs, the sitter at +y."""
    piece = Piece("desk", 9)
    nut = wood.walnut()
    planks(piece, (length, depth, 0.032), 0.755, nut, 5)
    for x in (-1, 1):
        piece.box((x * (length / 2 - 0.32), 0.02, 0.675), (0.5, depth - 0.12, 0.12), nut, 0.003)
        piece.box((x * (length / 2 - 0.32), depth / 2 - 0.037, 0.675), (0.488, 0.018, 0.108), nut, 0.003)
        piece.box((x * (length / 2 - 0.32), depth / 2 - 0.02, 0.70), (0.12, 0.018, 0.01), metal.brass(), 0.003)
        for y in (-1, 1):
            foot = (x * (length / 2 - 0.1), y * (depth / 2 - 0.09), 0)
            piece.tube(
                [(foot[0], foot[1], 0.0), (foot[0] - x * 0.02, foot[1], 0.4), (foot[0] - x * 0.04, foot[1], 0.74)],
                0.016,
                metal.bronze(),
            )
    piece.box((0, -depth / 2 + 0.06, 0.69), (length - 0.5, 0.02, 0.08), nut, 0.003)
    return piece


def bedside(width: float = 0.55) -> Piece:
    """Build a bedside table with two drawers, its back at y = 0."""
    piece = Piece("bedside", 10)
    nut = wood.walnut()
    depth, low_, high = 0.42, 0.12, 0.48
    piece.box((0, -depth / 2, high - 0.011), (width, depth, 0.022), nut, 0.003)
    piece.box((0, -depth / 2, low_ + 0.011), (width, depth, 0.022), nut, 0.003)
    for x in (-1, 1):
        piece.box((x * (width / 2 - 0.011), -depth / 2, (low_ + high) / 2), (0.022, depth, high - low_), nut, 0.003)
    for k in range(2):
        z = low_ + 0.026 + 0.155 * k + 0.076
        piece.box((0, -depth + 0.018, z), (width - 0.05, 0.02, 0.149), nut, 0.002)
        piece.tube([(-0.07, -depth - 0.012, z), (0, -depth - 0.012, z), (0.07, -depth - 0.012, z)], 0.005, metal.brass())
        for x in (-0.06, 0.06):
            piece.tube([(x, -depth + 0.01, z), (x, -depth - 0.012, z)], 0.004, metal.brass(), 8)
    piece.box((0, -depth / 2, 0.06), (width - 0.1, depth - 0.1, 0.12), wood.smoked(), 0.003)
    return piece


def sideboard(length: float = 2.4, depth: float = 0.45) -> Piece:
    """Build a sideboard with slatted doors, along x, its back at y = 0."""
    piece = Piece("sideboard", 12)
    oak = wood.oak()
    low_, high = 0.12, 0.76
    piece.box((0, -depth / 2, high - 0.015), (length, depth, 0.03), oak, 0.003)
    piece.box((0, -depth / 2, low_ + 0.012), (length, depth - 0.01, 0.025), oak, 0.003)
    piece.box((0, -depth / 2 + 0.03, (low_ + high) / 2), (length - 0.02, depth - 0.1, high - low_ - 0.05), wood.smoked(), 0.003)
    for x in (-1, 1):
        piece.box((x * (length / 2 - 0.014), -depth / 2, (low_ + high) / 2), (0.028, depth, high - low_), oak, 0.003)
    count = int((length - 0.06) / 0.034)
    for k in range(count):
        x = (k - (count - 1) / 2) * 0.034
        piece.box((x, -depth + 0.028, (low_ + high) / 2), (0.026, 0.022, high - low_ - 0.062), oak, 0.004)
    piece.box((0, -depth / 2 + 0.02, 0.06), (length - 0.24, depth - 0.14, 0.12), wood.smoked(), 0.003)
    return piece
