"""A bathroom: freestanding tub, double vanity, mirrors, walk-in shower, brass taps."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.kitchen import fronts, pull
from villa.furniture.solids import Piece, rounded, tube_quads
from villa.materials import ceramic, metal, wood


def oval(levels: list[tuple[float, float, float]], sides: int = 96, power: float = 2.6) -> np.ndarray:
    """Give rings of points on ovals of (half length, half width, height)."""
    a = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    c, s = np.cos(a), np.sin(a)
    k = (np.abs(c) ** power + np.abs(s) ** power) ** (-1 / power)
    return np.array([np.stack([x * c * k, y * s * k, np.full_like(a, z)], -1) for x, y, z in levels])


def tub(length: float = 1.75, width: float = 0.82) -> Piece:
    """Build a freestanding stone tub with a soft rim, along x."""
    piece = Piece("tub", 301)
    a, b, high = length / 2, width / 2, 0.57
    levels = [(a - 0.16, b - 0.12, 0.0), (a - 0.145, b - 0.105, 0.012), (a - 0.1, b - 0.07, 0.2), (a - 0.03, b - 0.02, 0.48)]
    levels += [
        (a - 0.004, b - 0.003, high - 0.012),
        (a, b, high - 0.005),
        (a - 0.006, b - 0.006, high),
        (a - 0.03, b - 0.03, high + 0.001),
    ]
    levels += [
        (a - 0.04, b - 0.04, high - 0.004),
        (a - 0.05, b - 0.05, high - 0.04),
        (a - 0.13, b - 0.1, 0.3),
        (a - 0.22, b - 0.15, 0.17),
    ]
    levels += [(a - 0.34, b - 0.24, 0.145), (0.02, 0.02, 0.14), (0.0006, 0.0006, 0.14)]
    rings = oval(levels)
    piece.raw(rings.reshape(-1, 3), [tube_quads(*rings.shape[:2])], ceramic.glazed("#f3f0ea", 0.28))
    piece.lathe(
        rounded([(0.001, 0.003), (0.03, 0.003), (0.03, 0.008), (0.001, 0.009)], 0.002), metal.brass(), (0.1, 0, 0.141), 28
    )
    return piece


def tub_filler(height: float = 0.98) -> Piece:
    """Build a floor-standing brass tub filler with hand shower, its spout towards -y."""
    piece, brass = Piece("tub filler", 302), metal.brass()
    piece.lathe(rounded([(0.001, 0), (0.05, 0), (0.05, 0.008), (0.001, 0.009)], 0.002), brass, sides=32)
    piece.tube([(0, 0, 0.004), (0, 0, 0.45), (0, 0, height - 0.1)], 0.017, brass, 20)
    piece.tube([(-0.09, 0, height - 0.12), (0, 0, height - 0.12), (0.09, 0, height - 0.12)], 0.02, brass, 20)
    for s in (-1, 1):
        piece.tube([(s * 0.1, 0, height - 0.12), (s * 0.125, 0, height - 0.12), (s * 0.13, 0, height - 0.12)], 0.024, brass, 20)
    a = np.linspace(0, np.pi / 2, 12)
    neck = np.stack([0 * a, -0.1 + 0.1 * np.cos(a), height - 0.1 + 0.1 * np.sin(a)], -1)
    piece.tube(
        np.concatenate(
            [[[0, 0, height - 0.13]], neck, [[0, -0.26, height]], [[0, -0.28, height - 0.008]], [[0, -0.285, height - 0.04]]]
        ),
        0.0125,
        brass,
        20,
    )
    piece.tube([(0.07, -0.02, height - 0.12), (0.075, -0.03, height), (0.08, -0.05, height + 0.09)], 0.012, brass, 16)
    t = np.linspace(0, 1, 24)
    hose = np.stack([0.07 + 0.05 * np.sin(t * np.pi), -0.02 + 0 * t, height - 0.14 - 0.5 * np.sin(t * np.pi) ** 0.8], -1)
    piece.tube(hose, 0.006, metal.brass(), 10)
    return piece


def vanity(length: float = 2.2, depth: float = 0.54) -> Piece:
    """Build a wall-hung double vanity along x facing -y, its back at y = depth."""
    piece, oak, stone = Piece("vanity", 303), wood.walnut(), ceramic.marble()
    piece.box((0, depth / 2 + 0.012, 0.58), (length - 0.004, depth - 0.024, 0.46), wood.smoked(), 0.002)
    fronts(piece, -length / 2, length / 2, [(0.35, 0.585), (0.585, 0.81)], 4, oak)
    for k in range(4):
        for z in (0.555, 0.78):
            pull(piece, ((k - 1.5) * length / 4, 0, z), 0.2, upright=False)
    for s in (-1, 1):
        piece.box((s * (length / 2 - 0.011), depth / 2, 0.58), (0.022, depth, 0.46), oak, 0.002)
    piece.box((0, depth / 2 - 0.005, 0.832), (length + 0.01, depth + 0.01, 0.035), stone, 0.003)
    piece.box((0, depth - 0.008, 0.9), (length, 0.016, 0.1), stone, 0.002)
    for s in (-1, 1):
        bowl(piece, (s * length / 4, depth / 2 - 0.02, 0.8495))
        basin_tap(piece, (s * length / 4, depth - 0.075, 0.8495))
    return piece


def bowl(piece: Piece, at: tuple[float, float, float]) -> None:
    """Set a thin-walled oval basin on the counter."""
    levels = [
        (0.17, 0.11, 0),
        (0.2, 0.14, 0.012),
        (0.245, 0.175, 0.08),
        (0.252, 0.182, 0.115),
        (0.249, 0.179, 0.119),
        (0.243, 0.173, 0.115),
    ]
    levels += [(0.235, 0.166, 0.08), (0.19, 0.13, 0.026), (0.1, 0.07, 0.018), (0.0006, 0.0006, 0.016)]
    rings = oval(levels, 72, 2.2) + np.asarray(at)
    piece.raw(rings.reshape(-1, 3), [tube_quads(*rings.shape[:2])], ceramic.glazed("#f3f0ea", 0.22))
    drain = rounded([(0.001, 0.016), (0.024, 0.016), (0.024, 0.021), (0.001, 0.022)], 0.002)
    piece.lathe(drain, metal.brass(), at, 24)


def basin_tap(piece: Piece, at: tuple[float, float, float]) -> None:
    """Add a tall brass basin mixer with its spout to -y."""
    x, y, z = at
    brass = metal.brass()
    piece.lathe(
        rounded([(0.001, 0), (0.026, 0), (0.026, 0.006), (0.016, 0.009), (0.016, 0.26), (0.001, 0.262)], 0.002), brass, at, 28
    )
    piece.tube(
        [(x, y, z + 0.235), (x, y - 0.07, z + 0.24), (x, y - 0.14, z + 0.235), (x, y - 0.145, z + 0.215)], 0.011, brass, 18
    )
    piece.tube([(x, y, z + 0.26), (x, y, z + 0.275), (x, y + 0.01, z + 0.29)], 0.006, brass, 12)
    piece.tube([(x, y + 0.005, z + 0.285), (x, y - 0.03, z + 0.292), (x, y - 0.06, z + 0.297)], 0.006, brass, 12)


def mirror(width: float = 0.8, height: float = 1.1) -> Piece:
    """Build an arched mirror in a brass frame, its back at y = 0, its middle at z = 0."""
    piece = Piece("mirror", 304)
    half, r = height / 2, width / 2
    a = np.linspace(0, np.pi, 33)
    arch = np.stack([r * np.cos(a), np.full_like(a, -0.02), half - r + r * np.sin(a)], -1)
    line = np.concatenate([[[r, -0.02, -half]], arch, [[-r, -0.02, -half]]])
    middle = np.array([[0, -0.018, 0]])
    points = np.concatenate([line + np.array([0, 0.002, 0]), middle])
    count = len(line)
    ring = np.arange(count)
    faces = np.stack([np.roll(ring, -1), ring, np.full(count, count)], -1)
    piece.raw(points, [faces[:, ::-1]], metal.mirror())
    piece.tube(line, 0.009, metal.brass(), 12)
    piece.tube([[r, -0.02, -half], [0, -0.02, -half], [-r, -0.02, -half]], 0.009, metal.brass(), 12)
    return piece


def pane(width: float, height: float) -> Piece:
    """Build a fixed shower pane along x on the floor, with a slim brass channel."""
    piece = Piece("shower pane", 305)
    clear, rim = ceramic.clear("shower glass", "#eef5f2"), ceramic.clear("shower glass edge", "#8fb5a6")
    face = np.array([[-width / 2, 0, 0.008], [width / 2, 0, 0.008], [width / 2, 0, height], [-width / 2, 0, height]])
    piece.raw(face, [np.array([[0, 1, 2, 3]])], clear)
    piece.box((0, 0, height + 0.001), (width, 0.01, 0.003), rim, 0.0008)
    piece.box((width / 2 - 0.001, 0, height / 2), (0.004, 0.01, height), rim, 0.0008)
    for z in (0.3, height - 0.3):
        piece.box((-width / 2 + 0.03, 0, z), (0.06, 0.024, 0.05), metal.brass(), 0.004)
    piece.box((0, 0, 0.006), (width, 0.02, 0.012), metal.brass(), 0.002)
    piece.box((-width / 2 + 0.006, 0, height / 2), (0.014, 0.02, height), metal.brass(), 0.002)
    piece.tube(
        [(width / 2 - 0.04, 0, height), (width / 2 - 0.04, 0, height + 0.02), (width / 2 - 0.04, 0, height + 0.022)],
        0.012,
        metal.brass(),
    )
    return piece


def shower(high: float = 2.2) -> Piece:
    """Build a rain shower on the wall at y = 0: arm, head, mixer, hand shower, facing -y."""
    piece, brass = Piece("shower", 306), metal.brass()
    a = np.linspace(0, np.pi / 2, 10)
    curve = np.stack([0 * a, -0.06 - 0.08 * np.sin(a), high - 0.08 + 0.08 * np.cos(a)], -1)[::-1]
    piece.tube(
        np.concatenate(
            [
                [[0, -0.06, 1.05], [0, -0.06, 1.6]],
                [[0, -0.06, high - 0.09]],
                curve[::-1] if curve[0, 2] > curve[-1, 2] else curve,
                [[0, -0.42, high]],
            ]
        ),
        0.011,
        brass,
        16,
    )
    piece.lathe(
        rounded([(0.001, -0.02), (0.15, -0.02), (0.15, -0.01), (0.02, 0.0), (0.001, 0.012)], 0.003),
        brass,
        (0, -0.42, high - 0.01),
        56,
    )
    piece.tube([(-0.14, -0.05, 1.05), (0, -0.05, 1.05), (0.14, -0.05, 1.05)], 0.021, brass, 20)
    for s in (-1, 1):
        piece.tube([(s * 0.14, -0.05, 1.05), (s * 0.17, -0.05, 1.05), (s * 0.18, -0.05, 1.05)], 0.026, brass, 20)
        piece.tube([(s * 0.08, -0.05, 1.05), (s * 0.08, -0.02, 1.05), (s * 0.08, 0, 1.05)], 0.014, brass, 14)
    piece.tube([(0, 0, high - 0.4), (0, -0.03, high - 0.4), (0, -0.06, high - 0.4)], 0.009, brass, 12)
    return piece


def rail(width: float = 0.6) -> Piece:
    """Build a towel rail on the wall at y = 0, along x, its bar at z = 0."""
    piece = Piece("towel rail", 307)
    piece.tube([(-width / 2, -0.07, 0), (0, -0.07, 0), (width / 2, -0.07, 0)], 0.008, metal.brass(), 14)
    for s in (-1, 1):
        piece.tube(
            [(s * (width / 2 - 0.02), -0.07, 0), (s * (width / 2 - 0.02), -0.03, 0), (s * (width / 2 - 0.02), 0, 0)],
            0.008,
            metal.brass(),
            12,
        )
        piece.lathe(
            rounded([(0.001, 0), (0.024, 0), (0.024, 0.006), (0.001, 0.007)], 0.002),
            metal.brass(),
            (s * (width / 2 - 0.02), 0, 0),
            24,
            (90, 0, 0),
        )
    return piece


def flask(code: str, material: bpy.types.Material | None = None) -> Piece:
    """Build a soap bottle with a brass pump."""
    piece = Piece("bottle", 309)
    body = [(0.001, 0), (0.034, 0), (0.034, 0.12), (0.012, 0.135), (0.012, 0.145), (0.001, 0.146)]
    piece.lathe(rounded(body, 0.006), material or ceramic.glazed(code, 0.3), sides=36)
    piece.tube([(0, 0, 0.14), (0, 0, 0.165), (0, 0, 0.18)], 0.006, metal.brass())
    piece.tube([(0, 0.005, 0.18), (0, -0.02, 0.182), (0, -0.05, 0.176)], 0.005, metal.brass())
    return piece
