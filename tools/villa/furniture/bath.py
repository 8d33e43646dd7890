"""A bathroom: freestanding tub, washstand, mirror, shower, closet, radiator, blinds."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import beds, lamps
from villa.furniture.drape import flat, lumps, quads
from villa.furniture.solids import Piece, rounded, tube_quads
from villa.materials import ceramic, fabric, leather, metal, tile, wood


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
    piece.raw(rings.reshape(-1, 3), [tube_quads(*rings.shape[:2])], tile.enamel("#f3f1ec"))
    plug = rounded([(0.034, 0.001), (0.034, 0.006), (0.027, 0.007), (0.026, 0.012), (0.001, 0.014)], 0.002)
    piece.lathe(plug, metal.chrome(), (0.1, 0, 0.141), 28)
    overflow = rounded([(0.033, 0), (0.032, 0.008), (0.018, 0.01), (0.016, 0.022), (0.001, 0.024)], 0.003)
    piece.lathe(overflow, metal.chrome(), (0.1, 0.066 - b, 0.46), 32, (-78, 0, 0))
    return piece


def tub_filler(height: float = 0.98) -> Piece:
    """Build a floor-standing chrome tub filler with hand shower, its spout towards -y."""
    piece, chrome = Piece("tub filler", 302), metal.chrome()
    piece.lathe(rounded([(0.001, 0), (0.05, 0), (0.05, 0.008), (0.001, 0.009)], 0.002), chrome, sides=32)
    piece.tube([(0, 0, 0.004), (0, 0, 0.45), (0, 0, height - 0.1)], 0.017, chrome, 20)
    piece.tube([(-0.09, 0, height - 0.12), (0, 0, height - 0.12), (0.09, 0, height - 0.12)], 0.02, chrome, 20)
    for s in (-1, 1):
        piece.tube([(s * 0.1, 0, height - 0.12), (s * 0.125, 0, height - 0.12), (s * 0.13, 0, height - 0.12)], 0.024, chrome, 20)
    a = np.linspace(0, np.pi / 2, 12)
    neck = np.stack([0 * a, -0.1 + 0.1 * np.cos(a), height - 0.1 + 0.1 * np.sin(a)], -1)
    piece.tube(
        np.concatenate(
            [[[0, 0, height - 0.13]], neck, [[0, -0.26, height]], [[0, -0.28, height - 0.008]], [[0, -0.285, height - 0.04]]]
        ),
        0.0125,
        chrome,
        20,
    )
    piece.tube([(0.07, -0.02, height - 0.12), (0.075, -0.03, height), (0.08, -0.05, height + 0.09)], 0.012, chrome, 16)
    t = np.linspace(0, 1, 24)
    hose = np.stack([0.07 + 0.05 * np.sin(t * np.pi), -0.02 + 0 * t, height - 0.14 - 0.5 * np.sin(t * np.pi) ** 0.8], -1)
    piece.tube(hose, 0.006, metal.chrome(), 10)
    return piece


def washstand(length: float = 2.1, depth: float = 0.54) -> Piece:
    """Build a washstand of plastered piers under a thick board, with two basins, along x facing -y, its back at y = depth."""
    piece, board = Piece("washstand", 303), beds.chestnut()
    lime = leather.plain("washstand plaster", "#bcb3a3", 0.9)
    for x in (0.05 - length / 2, 0.04, length / 2 - 0.05):
        piece.box((x, depth / 2 + 0.02, 0.4), (0.1, depth - 0.04, 0.8), lime, 0.012)
    piece.box((0, depth / 2 + 0.05, 0.165), (length - 0.02, depth - 0.1, 0.04), lime, 0.01)
    for k in range(2):
        piece.box((0, (k + 0.5) * depth / 2, 0.825), (length + 0.03, depth / 2 - 0.001, 0.05), board, 0.006)
    for s in (-1, 1):
        bowl(piece, (s * length / 4, depth / 2 - 0.02, 0.8495))
        basin_tap(piece, (s * length / 4, depth - 0.075, 0.8495))
    for left, right in ((0.1 - length / 2, -0.01), (0.09, length / 2 - 0.1)):
        wide = (right - left) / 2
        for s in (0, 1):
            door(piece, (left + (s + 0.5) * wide, 0.075, 0.492), (wide - 0.005, 0.6), 1 - 2 * s)
    return piece


def door(piece: Piece, at: tuple[float, float, float], size: tuple[float, float], knob: int) -> None:
    """Hang a framed timber door of a width and height, its front at y, a knob near its left (-1) or right (1) edge."""
    (x, y, z), (wide, high), rail, timber = at, size, 0.075, beds.chestnut()
    for s in (-1, 1):
        piece.box((x + s * (wide - rail) / 2, y + 0.011, z), (rail, 0.022, high), timber, 0.002)
        piece.box((x, y + 0.011, z + s * (high - rail) / 2), (wide - 2 * rail, 0.022, rail), timber, 0.002)
    boards = 3
    span = (wide - 2 * rail) / boards
    for k in range(boards):
        board = (x + (k - (boards - 1) / 2) * span, y + 0.017, z)
        piece.box(board, (span - 0.0015, 0.012, high - 2 * rail), timber, 0.002)
    line = rounded([(0.007, 0), (0.008, 0.012), (0.015, 0.02), (0.014, 0.028), (0.001, 0.031)], 0.004)
    piece.lathe(line, metal.bronze(), (x + knob * (wide / 2 - rail / 2), y, z + 0.12), 24, (90, 0, 0))


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
    piece.lathe(drain, metal.chrome(), at, 24)


def basin_tap(piece: Piece, at: tuple[float, float, float]) -> None:
    """Add a tall chrome basin mixer with its spout to -y."""
    x, y, z = at
    chrome = metal.chrome()
    piece.lathe(
        rounded([(0.001, 0), (0.026, 0), (0.026, 0.006), (0.016, 0.009), (0.016, 0.26), (0.001, 0.262)], 0.002), chrome, at, 28
    )
    piece.tube(
        [(x, y, z + 0.235), (x, y - 0.07, z + 0.24), (x, y - 0.14, z + 0.235), (x, y - 0.145, z + 0.215)], 0.011, chrome, 18
    )
    piece.tube([(x, y, z + 0.26), (x, y, z + 0.275), (x, y + 0.01, z + 0.29)], 0.006, chrome, 12)
    piece.tube([(x, y + 0.005, z + 0.285), (x, y - 0.03, z + 0.292), (x, y - 0.06, z + 0.297)], 0.006, chrome, 12)


def mirror(width: float = 1.5, height: float = 0.95) -> Piece:
    """Build a mirror in a broad frame of old boards, its silver foxed at the edges; its back at y = 0, its middle at z = 0."""
    piece, timber, rail = Piece("mirror", 304), beds.chestnut(), 0.085
    for s in (-1, 1):
        piece.box((0, -0.016, s * (height - rail) / 2), (width, 0.032, rail), timber, 0.005)
        piece.box((s * (width - rail) / 2, -0.015, 0), (rail, 0.03, height - 2 * rail), timber, 0.005)
    x, z = width / 2 - rail + 0.004, height / 2 - rail + 0.004
    face = np.array([[-x, -0.012, -z], [x, -0.012, -z], [x, -0.012, z], [-x, -0.012, z]])
    piece.raw(face, [np.array([[0, 1, 2, 3]])], metal.mirror())
    return piece


def globe(power: float) -> Piece:
    """Build a wall light: an opal globe on a bent steel arm, the wall at y = 0."""
    piece, steel = Piece("wall light", 310), metal.steel()
    piece.lathe(rounded([(0.001, 0), (0.045, 0), (0.04, 0.014), (0.001, 0.018)], 0.005), steel, (0, 0, 0), 32, (90, 0, 0))
    piece.tube([(0, -0.01, 0), (0, -0.06, 0.012), (0, -0.1, 0.0), (0, -0.115, -0.03)], 0.007, steel, 12)
    piece.lathe(rounded([(0.001, 0), (0.03, 0), (0.034, -0.03), (0.001, -0.03)], 0.004)[::-1], steel, (0, -0.115, -0.02), 28)
    t = np.linspace(-np.pi / 2, np.pi / 2 - 0.4, 20)
    piece.lathe([(max(0.072 * np.cos(a), 0.0005), 0.072 * np.sin(a)) for a in t], lamps.opal(power), (0, -0.115, -0.115), 40)
    return piece


def drain(side: float = 0.15) -> Piece:
    """Build a steel grating over a shower's drain, flush with z = 0."""
    piece, bars = Piece("drain", 305), 7
    piece.box((0, 0, -0.001), (side, side, 0.004), metal.black(), 0.001)
    for k in range(bars):
        piece.box(((k - (bars - 1) / 2) * side / bars, 0, 0.001), (0.6 * side / bars, side, 0.004), metal.steel(), 0.001)
    for s in (-1, 1):
        piece.box((0, s * side / 2, 0.001), (side, 0.008, 0.004), metal.steel(), 0.001)
    return piece


def shower(high: float = 2.2) -> Piece:
    """Build a rain shower on the wall at y = 0: arm, head, mixer, hand shower, facing -y."""
    piece, chrome = Piece("shower", 306), metal.chrome()
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
        chrome,
        16,
    )
    piece.lathe(
        rounded([(0.001, -0.02), (0.15, -0.02), (0.15, -0.01), (0.02, 0.0), (0.001, 0.012)], 0.003),
        chrome,
        (0, -0.42, high - 0.01),
        56,
    )
    piece.tube([(-0.14, -0.05, 1.05), (0, -0.05, 1.05), (0.14, -0.05, 1.05)], 0.021, chrome, 20)
    for s in (-1, 1):
        piece.tube([(s * 0.14, -0.05, 1.05), (s * 0.17, -0.05, 1.05), (s * 0.18, -0.05, 1.05)], 0.026, chrome, 20)
        piece.tube([(s * 0.08, -0.05, 1.05), (s * 0.08, -0.02, 1.05), (s * 0.08, 0, 1.05)], 0.014, chrome, 14)
    piece.tube([(0, 0, high - 0.4), (0, -0.03, high - 0.4), (0, -0.06, high - 0.4)], 0.009, chrome, 12)
    return piece


def closet() -> Piece:
    """Build a wall-hung closet with its lid down, the wall at y = 0, facing -y."""
    piece, white = Piece("closet", 311), ceramic.glazed("#ece8e0", 0.1)
    plastic, dark = leather.plain("closet lid", "#e9e5dc", 0.2), leather.plain("closet gap", "#2c2a27", 0.9)
    levels = [  # half width, length, height: a foot drawn in, a belly, an upright rim
        (0.095, 0.30, 0.087),
        (0.118, 0.335, 0.1),
        (0.132, 0.375, 0.14),
        (0.146, 0.43, 0.21),
        (0.163, 0.485, 0.28),
        (0.175, 0.516, 0.325),
        (0.179, 0.527, 0.36),
        (0.180, 0.53, 0.397),
        (0.176, 0.526, 0.402),
    ]
    piece.raw(*_stacked(levels), white)
    piece.raw(*_stacked([(0.171, 0.515, 0.401), (0.171, 0.515, 0.409)], 0.055), dark)
    for low, high, half, long in ((0.4065, 0.4205, 0.181, 0.532), (0.4235, 0.4395, 0.1835, 0.536)):
        top = [(half, long, high - 0.004), (half - 0.005, long - 0.005, high), (0.1, 0.4, high + 0.003)]
        piece.raw(*_stacked([(half - 0.003, long - 0.003, low), (half, long, low + 0.004), *top], 0.06), plastic)
    piece.raw(*_stacked([(0.175, 0.52, 0.42), (0.175, 0.52, 0.424)], 0.064), dark)
    for s in (-1, 1):
        piece.tube([(s * x, -0.045, 0.424) for x in (0.05, 0.078, 0.106)], 0.0125, metal.chrome(), 18)
    plate = leather.plain("flush plate", "#d9d6cf", 0.25)
    piece.box((0, -0.004, 0.98), (0.246, 0.008, 0.164), plate, 0.003)
    piece.box((0, -0.0078, 0.98), (0.206, 0.003, 0.124), dark, 0.001)
    for x, wide in ((-0.0345, 0.131), (0.067, 0.066)):  # the whole flush, and the small one
        piece.box((x, -0.0095, 0.98), (wide, 0.005, 0.119), plate, 0.0022, (1.2, 0, 0))
    return piece


def _stacked(levels: list[tuple[float, float, float]], back: float = 0.0) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give points and quads of a closed body from outlines (half width, length, height): square behind, round in front.

    Its back stands so far, in m, before the wall.
    """
    a = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    c, s = np.cos(a), np.sin(a)
    power = np.where(s > 0, 7.0, 2.35)
    k = (np.abs(c) ** power + np.abs(s) ** power) ** (-1 / power)
    rings = []
    for half, long, z in levels:
        middle = -min(long, 0.3)
        y = s * k
        rings.append(np.stack([half * c * k, middle + np.where(y > 0, y * (-middle - back), y * (long + middle)), 0 * a + z], -1))
    foot, head = (centre + 0.001 * (ring - centre) for ring in (rings[0], rings[-1]) for centre in [ring.mean(0)])
    rings = np.array([foot, *rings, head])
    return rings.reshape(-1, 3), [tube_quads(*rings.shape[:2])]


def radiator(width: float = 0.5, high: float = 1.25) -> Piece:
    """Build a towel radiator of white tubes in three groups, the wall at y = 0, its foot at z = 0."""
    piece, white = Piece("radiator", 312), leather.plain("radiator", "#e6e3db", 0.35)
    for s in (-1, 1):
        x = s * (width / 2 - 0.015)
        piece.tube([(x, -0.075, 0), (x, -0.075, high / 2), (x, -0.075, high)], 0.015, white, 16)
        for z in (0.12, high - 0.12):
            piece.tube([(x, 0, z), (x, -0.04, z), (x, -0.07, z)], 0.01, white, 12)
    for low, count in ((0.05, 8), (0.5, 6), (0.9, 7)):
        for k in range(count):
            z = low + 0.047 * k
            piece.tube([(-width / 2 + 0.01, -0.09, z), (0, -0.096, z), (width / 2 - 0.01, -0.09, z)], 0.011, white, 12)
    x = width / 2 - 0.015
    piece.tube([(x, -0.075, 0), (x, -0.075, -0.05), (x, -0.04, -0.07), (x, 0, -0.07)], 0.009, metal.chrome(), 12)
    piece.tube([(x, -0.075, -0.01), (x, -0.075, -0.03), (x, -0.075, -0.06)], 0.019, white, 18)
    return piece


def folded_over(width: float, drop: float, material: bpy.types.Material, seed: int) -> Piece:
    """Fold a towel lengthwise in two and lay it over a bar along x at the origin, its front hanging down by drop."""
    piece, skew = Piece("towel", seed), 0.03
    for layer in (0, 1):
        short, r = 0.022 * layer, 0.02 + 0.011 * layer
        a = np.linspace(np.pi, 0, 13)
        back, front = np.linspace(0.03 - 0.8 * drop, -0.01, 22), np.linspace(-0.01, short - drop, 32)
        y = np.concatenate([0 * back + r, -r * np.cos(a), 0 * front - r])
        z = np.concatenate([back, r * np.sin(a), front])
        u, k = np.meshgrid(np.linspace(-0.5, 0.5, 40) * (width - short), np.arange(len(y)), indexing="ij")
        down = np.clip(-z[k] / drop, 0, 1)
        wave = 0.011 * lumps(np.stack([u * 13, down * 1.2, 0 * u], -1), 1, seed) + 0.003 * lumps(
            np.stack([u, z[k], 0 * u], -1), 40, 2
        )
        hang = down * (skew * u / width + 0.008 * lumps(np.stack([u * 9, 0 * u, y[k] * 20], -1), 1, seed + 1))
        x = u * (1 - 0.07 * down**0.7) + 0.006 * lumps(np.stack([0 * u, z[k], u * 3], -1), 7, seed + 2)
        points = np.stack([x, y[k] + np.sign(y[k]) * np.abs(wave) * (0.15 + 0.85 * down), z[k] + hang], -1)
        own = np.stack([u, z[k] + drop - short, 0 * u], -1)
        beds.cloth_sheet(piece, points[:, ::-1], own[:, ::-1], 0.01, material)
    return piece


def paper_roll() -> Piece:
    """Build a roll of paper on a bent chrome arm, its end hanging; the wall at y = 0, facing -y, the roll along x."""
    piece, paper = Piece("paper roll", 316), leather.plain("paper roll", "#e2ded5", 0.95)
    piece.lathe(
        rounded([(0.001, 0), (0.022, 0), (0.021, 0.006), (0.001, 0.008)], 0.002), metal.chrome(), (0.075, 0, 0), 24, (90, 0, 0)
    )
    piece.tube(
        [(0.075, 0, 0), (0.075, -0.05, 0), (0.073, -0.062, 0), (0.06, -0.064, 0), (-0.06, -0.064, 0.002)],
        0.006,
        metal.chrome(),
        12,
    )
    ring = rounded([(0.02, -0.049), (0.047, -0.049), (0.047, 0.049), (0.02, 0.049), (0.02, -0.049)], 0.002)
    piece.lathe(ring, paper, (0.0, -0.064, -0.013), 36, (0, 90, 0))
    t = np.linspace(0, 1, 12)
    line = np.stack([-0.111 - 0.004 * np.sin(3 * t), -0.013 - 0.11 * t], -1)
    grid = np.array([[(x, y, z + 0.004 * (x > 0) * (y < -0.1)) for y, z in line] for x in (-0.048, 0.049)])
    piece.raw(grid.reshape(-1, 3), [quads(flat(*grid.shape[:2]))], paper)
    return piece


def stool() -> Piece:
    """Build a round three-legged stool, its seat's top at z = 0.445."""
    piece, timber = Piece("stool", 6), beds.chestnut()
    piece.lathe(rounded([(0.001, 0.41), (0.165, 0.41), (0.172, 0.443), (0.001, 0.445)], 0.007), timber, sides=48)
    for turn in (0.3, 2.4, 4.5):
        c, s = np.cos(turn), np.sin(turn)
        path = [(r * c, r * s, z) for r, z in ((0.165, 0), (0.135, 0.2), (0.105, 0.415))]
        piece.tube(path, [0.013, 0.017, 0.016], timber, 14)
    return piece


def grating(length: float = 0.82, width: float = 0.5) -> Piece:
    """Build a bath mat of teak slats along x on two battens, that lies on z = 0."""
    piece, teak = Piece("grating", 313), wood.grained("wood.teak", ("#6f523a", "#8a6a4c", "#9c7c5c"), 0.5)
    for s in (-1, 1):
        piece.box((s * (length / 2 - 0.09), 0, 0.008), (0.04, width - 0.03, 0.016), teak, 0.002)
    count = 9
    step = width / count
    for k in range(count):
        piece.box((0, (k - (count - 1) / 2) * step, 0.0245), (length, step - 0.011, 0.017), teak, 0.003)
    return piece


def blind(width: float, drop: float, seed: int) -> Piece:
    """Build a roll-up blind of split bamboo along x, hung at z = 0 from the wall at y = 0, its rest rolled at its foot."""
    piece = Piece("blind", seed)
    cane = [
        wood.grained(f"wood.bamboo.{k}", tones, 0.5)
        for k, tones in enumerate((("#7a5a34", "#a07c4c", "#b8945f"), ("#6b4c2b", "#8d6a3e", "#a5824f")))
    ]
    piece.box((0, -0.03, -0.012), (width, 0.03, 0.024), cane[1], 0.003)
    lining = fabric.curtain("#8d6c42", 0.0)
    back = [(-width / 2 + 0.012, -0.026, -0.012), (width / 2 - 0.012, -0.026, -0.012)]
    back = np.array([*back, *(np.array(back[::-1]) - np.array([0, 0, drop - 0.012]))])
    piece.raw(back, [np.array([[0, 1, 2, 3]])], lining)
    step, z = 0.0125, -0.03
    while z > -drop:
        lean = piece.rng.normal(0, 0.0006)
        long = width - 0.01 + piece.rng.uniform(-0.01, 0.004)
        piece.box(
            (piece.rng.normal(0, 0.002), -0.032 + lean, z),
            (long, 0.0035, step - piece.rng.uniform(0.0012, 0.0032)),
            cane[int(piece.rng.random() < 0.3)],
            0.0012,
            (0, piece.rng.normal(0, 0.05), 0),
        )
        z -= step
    _rolled_up(piece, width, drop, cane)
    string = leather.plain("string", "#cabb9b", 0.9)
    for x in (-0.36 * width, 0.02, 0.36 * width):
        piece.tube(
            [(x, -0.037, -0.01), (x, -0.038, -drop / 2), (x, -0.05, -drop + 0.01), (x, -0.083, -drop - 0.02)], 0.0018, string, 6
        )
    piece.tube(
        [(0.4 * width, -0.04, -0.02), (0.41 * width, -0.045, -drop - 0.2), (0.405 * width, -0.042, -drop - 0.62)],
        0.0018,
        string,
        6,
    )
    return piece


def _rolled_up(piece: Piece, width: float, drop: float, cane: list[bpy.types.Material]) -> None:
    """Add the roll at a blind's foot."""
    for k, t in enumerate(np.linspace(0, 2 * np.pi, 26, endpoint=False)):
        r = 0.034 - 0.004 * (k % 3)
        at = (piece.rng.normal(0, 0.003), -0.045 + r * np.cos(t), -drop - 0.02 + r * np.sin(t))
        piece.box(at, (width - 0.01, 0.0035, 0.0105), cane[k % 2], 0.001, (np.degrees(t), 0, 0))
