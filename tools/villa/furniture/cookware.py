"""What stands about in a kitchen that is cooked in: a radio, pots, crockery, knives, tiles behind them."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import decor
from villa.furniture.drape import flat, quads
from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, country, fabric, leather, metal, tile

TILE = 0.132


def tiled(areas: list[tuple[float, float, float, float]], seed: int = 301) -> Piece:
    """Set hand-made tiles, their backs at y = 0, in areas (x0, x1, z0, z1): none lies quite as its neighbours do."""
    piece = Piece("tiles", seed)
    glaze = tile.handmade("#bdb29b")
    for x0, x1, z0, z1 in areas:
        piece.box(
            ((x0 + x1) / 2, -0.001, (z0 + z1) / 2), (x1 - x0, 0.002, z1 - z0), leather.plain("tile grout", "#a2967f", 0.9), 0.0005
        )
        for i in range(int(np.floor(x0 / TILE)), int(x1 / TILE) + 2):
            for j in range(int(np.floor(z0 / TILE)), int(z1 / TILE) + 2):
                a, b = max((i - 0.5) * TILE, x0), min((i + 0.5) * TILE, x1)
                c, d = max((j - 0.5) * TILE, z0), min((j + 0.5) * TILE, z1)
                if b - a > 0.012 and d - c > 0.012:
                    lean = (piece.rng.normal(0, 0.45), 0, piece.rng.normal(0, 0.45))
                    at = ((a + b) / 2, -0.004 - piece.rng.uniform(0, 0.0007), (c + d) / 2)
                    piece.box(at, (b - a - 0.003, 0.006, d - c - 0.003), glaze, 0.0016, lean)
    return piece


def radio() -> Piece:
    """Build a small wooden radio with a cloth front and two knobs, facing -y."""
    piece = Piece("radio", 304)
    piece.box((0, 0, 0.085), (0.26, 0.1, 0.16), country.honey(), 0.012)
    piece.box((-0.035, -0.0495, 0.085), (0.16, 0.004, 0.125), fabric.linen("#6d5f4c"), 0.001)
    piece.box((0.085, -0.0495, 0.115), (0.06, 0.004, 0.05), leather.plain("dial", "#d8cba8", 0.5), 0.001)
    for z in (0.045, 0.075):
        piece.lathe(
            [(0.001, 0), (0.013, 0), (0.012, 0.014), (0.001, 0.015)],
            leather.plain("knob", "#1d1c1b", 0.4),
            (0.085, -0.05, z),
            18,
            (90, 0, 0),
        )
    piece.tube([(0.11, 0.03, 0.16), (0.13, 0.03, 0.28), (0.16, 0.03, 0.42)], 0.0018, metal.chrome(), 8)
    return piece


def plate(material: bpy.types.Material, radius: float = 0.135) -> Piece:
    """Build one plate with a rim."""
    piece = Piece("plate", 306)
    line = [(0.001, 0), (0.62, 0), (0.66, 0.045), (1, 0.12), (1.01, 0.135), (0.98, 0.138), (0.66, 0.075), (0.001, 0.055)]
    piece.lathe([(r * radius, z * radius) for r, z in line], material, sides=52)
    return piece


def stack(codes: tuple[str, ...], radius: float, seed: int) -> Piece:
    """Build a stack of plates of several sets, none quite over the next."""
    piece = Piece("plates", seed)
    for k, code in enumerate(codes):
        at = (*piece.rng.normal(0, 0.0022, 2), 0.0105 * k * radius / 0.135)
        piece.add(plate(ceramic.glazed(code, 0.3), radius * piece.rng.uniform(0.97, 1.0)), at)
    return piece


def mug(code: str) -> Piece:
    """Build a mug with its handle to +x."""
    piece = decor.vessel("cup", ceramic.glazed(code, 0.3), 1.05)
    a = np.linspace(-1.5, 1.5, 14)
    piece.tube(np.stack([0.036 + 0.028 * np.cos(a), 0 * a, 0.05 + 0.027 * np.sin(a)], -1), 0.0048, ceramic.glazed(code, 0.3), 10)
    return piece


def thrown_mug(code: str) -> Piece:
    """Build a stoneware mug, its handle to +x: a strap pulled by hand, thick where it is stuck on, a little aslant."""
    piece, clay = decor.vessel("cup", ceramic.stoneware(code), 1.1), ceramic.stoneware(code)
    t = np.linspace(0, 1, 22)
    ear = np.array(
        [(0.036, 0.072), (0.052, 0.080), (0.069, 0.074), (0.073, 0.056), (0.064, 0.038), (0.051, 0.028), (0.035, 0.022)]
    )
    line = np.stack([np.interp(t, np.linspace(0, 1, 7), ear[:, k]) for k in (0, 1)], -1)
    for _ in range(3):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    path = np.stack([line[:, 0], 0.004 * (t - 0.4), line[:, 1]], -1)
    piece.tube(path, 0.0042 + 0.0034 * np.abs(2 * t - 1) ** 5 + 0.0004 * np.sin(9 * t), clay, 14)
    strap = piece.parts[-1].points
    strap[:, 1] += 0.75 * (strap[:, 1] - 0.0016)
    return piece


def jug(code: str, scale: float = 1.0) -> Piece:
    """Build a bellied jug with a handle and a drawn lip."""
    from villa.furniture.drape import lumps, refined

    piece, clay = Piece("jug", 308), ceramic.stoneware(code)
    line = np.array([(0.05, 0), (0.078, 0.03), (0.09, 0.09), (0.074, 0.15), (0.052, 0.19), (0.056, 0.235), (0.062, 0.245)])
    fine = refined(refined(np.stack([line, line])))[0]
    inner = [(max(r - 0.006, 0.001), z) for r, z in fine[::-1]]
    piece.lathe([(0.001, 0), *map(tuple, fine), *inner[:-1], (0.001, 0.02)], clay, sides=48)
    for part in piece.parts:
        high = np.clip((part.points[:, 2] - 0.19) / 0.05, 0, 1) ** 2
        spout = high * np.exp(-((np.arctan2(part.points[:, 1], -part.points[:, 0]) / 0.35) ** 2))
        part.points[:, :2] *= 1 + 0.02 * lumps(part.points, 8, 5)[:, None]
        part.points[:, 0] -= 0.032 * spout
    a = np.linspace(-1.35, 1.35, 18)
    piece.tube(np.stack([0.06 + 0.058 * np.cos(a), 0 * a, 0.145 + 0.075 * np.sin(a)], -1), 0.0085, clay, 12)
    shrunk = Piece("jug", 308)
    shrunk.add(piece, (0, 0, 0), (0, 0, 0), scale)
    return shrunk


def casserole(code: str, radius: float = 0.135, high: float = 0.13) -> Piece:
    """Build an enamelled iron pot with its lid, two ears along x."""
    piece, coat = Piece("casserole", 309), ceramic.glazed(code, 0.29)
    piece.lathe(rounded([(0.001, 0), (radius * 0.88, 0), (radius, 0.03), (radius, high), (0.001, high)], 0.02, 5), coat, sides=56)
    lid = [(radius * 1.012, high), (radius * 1.012, high + 0.01), (radius * 0.75, high + 0.03), (0.001, high + 0.04)]
    piece.lathe(rounded(lid, 0.01), coat, sides=56)
    top = [(0.001, 0.03), (0.009, 0.04), (0.008, 0.052), (0.022, 0.058), (0.02, 0.07), (0.001, 0.073)]
    piece.lathe([(r, z + high) for r, z in top], leather.plain("knob", "#1d1c1b", 0.4), sides=24)
    for s in (-1, 1):
        a = np.linspace(-1.2, 1.2, 14)
        piece.tube(
            np.stack([s * (radius - 0.012 + 0.042 * np.cos(a)), 0.05 * np.sin(a), np.full(14, high - 0.022)], -1), 0.008, coat, 10
        )
    return piece


def knife_block() -> Piece:
    """Build a leaning block of five knives, their handles to -y."""
    piece, dark = Piece("knife block", 310), leather.plain("knife handle", "#22201e", 0.45)
    piece.box((0, 0, 0.115), (0.1, 0.15, 0.2), country.chestnut(), 0.006, (28, 0, 0))
    for k, (x, row) in enumerate(((-0.03, 0), (0, 0), (0.03, 0), (-0.018, 1), (0.02, 1))):
        at = (x, -0.075 + 0.055 * row, 0.235 + 0.02 * row)
        piece.box(at, (0.014, 0.022, 0.11 - 0.012 * (k % 3)), dark, 0.006, (28, 0, 0))
    return piece


def demijohn(scale: float = 1.0) -> Piece:
    """Build a big-bellied bottle of dark green glass, half in its wicker."""
    piece, dark = Piece("demijohn", 312), ceramic.glazed("#2c3d24", 0.28)
    line = [
        (0.001, 0),
        (0.12, 0),
        (0.16, 0.08),
        (0.17, 0.18),
        (0.13, 0.28),
        (0.05, 0.34),
        (0.03, 0.37),
        (0.03, 0.41),
        (0.035, 0.415),
        (0.001, 0.416),
    ]
    piece.lathe([(r * scale, z * scale) for r, z in rounded(line, 0.05, 6)], dark, sides=52)
    a = np.linspace(0, 2 * np.pi, 73)
    for k in range(int(15 * scale)):
        z = 0.012 + 0.0125 * k
        r = float(np.interp(z / scale, [0, 0.08, 0.18, 0.28], [0.13, 0.163, 0.172, 0.14])) * scale + 0.006
        weave = r + 0.003 * np.sin(18 * a + np.pi * (k % 2))
        piece.tube(np.stack([weave * np.cos(a), weave * np.sin(a), np.full_like(a, z)], -1), 0.0058, country.honey(), 6)
    return piece


def mill() -> Piece:
    """Build a turned pepper mill."""
    piece = Piece("mill", 313)
    line = [(0.001, 0), (0.029, 0), (0.03, 0.012), (0.022, 0.05), (0.02, 0.075), (0.027, 0.105), (0.024, 0.128), (0.013, 0.134)]
    line += [(0.012, 0.14), (0.024, 0.15), (0.029, 0.172), (0.02, 0.193), (0.007, 0.2), (0.0075, 0.208), (0.001, 0.213)]
    piece.lathe(rounded(line, 0.006), country.chestnut(), sides=40)
    return piece


def paper_towels() -> Piece:
    """Build a roll of kitchen paper on a wooden stand, its loose end curling away."""
    piece, paper = Piece("paper towels", 314), leather.plain("kitchen paper", "#ddd9cf", 0.95)
    piece.lathe(rounded([(0.001, 0), (0.075, 0), (0.075, 0.014), (0.001, 0.016)], 0.004), country.honey(), sides=44)
    piece.lathe(
        rounded([(0.001, 0.01), (0.009, 0.01), (0.009, 0.3), (0.013, 0.31), (0.001, 0.322)], 0.004), country.honey(), sides=20
    )
    piece.lathe(rounded([(0.02, 0.018), (0.056, 0.018), (0.056, 0.262), (0.02, 0.262), (0.02, 0.018)], 0.003), paper, sides=48)
    turn = np.linspace(-0.4, 1.5, 14)
    away = 0.0565 + 0.02 * np.clip(turn, 0, 2) ** 2
    sheet = np.array([[(r * np.cos(a), r * np.sin(a), z) for z in (0.019, 0.261)] for a, r in zip(turn, away, strict=True)])
    piece.raw(sheet.reshape(-1, 3), [quads(flat(14, 2))], paper)
    return piece


def espresso() -> Piece:
    """Build a small espresso machine facing -y: brushed steel, a portafilter, a steam pipe, cups that warm on top."""
    piece, steel, dark = Piece("espresso machine", 315), metal.steel(), leather.plain("bakelite", "#1b1a19", 0.4)
    piece.box((0, 0.05, 0.165), (0.25, 0.2, 0.31), steel, 0.012)
    piece.box((0, -0.03, 0.29), (0.258, 0.2, 0.075), steel, 0.012)
    piece.box((0, -0.05, 0.022), (0.256, 0.2, 0.044), steel, 0.008)
    for k in range(9):
        piece.box(((k - 4) * 0.024, -0.06, 0.0455), (0.013, 0.15, 0.002), dark, 0.0005)
    piece.lathe(
        rounded([(0.001, 0), (0.036, 0), (0.036, -0.032), (0.001, -0.034)], 0.004)[::-1],
        metal.chrome(),
        (-0.02, -0.07, 0.253),
        32,
    )
    piece.tube([(-0.02, -0.07, 0.212), (-0.015, -0.13, 0.206), (-0.008, -0.215, 0.196)], [0.012, 0.0105, 0.0135], dark, 16)
    piece.lathe(
        rounded([(0.001, 0), (0.032, 0), (0.034, -0.02), (0.001, -0.03)], 0.006)[::-1], metal.chrome(), (-0.02, -0.07, 0.222), 28
    )
    piece.tube([(0.095, -0.09, 0.255), (0.1, -0.11, 0.2), (0.108, -0.12, 0.11)], 0.0045, metal.chrome(), 10)
    for x in (-0.075, 0.03):
        piece.lathe(
            rounded([(0.001, 0), (0.015, 0), (0.015, 0.016), (0.001, 0.018)], 0.003), dark, (x, -0.13, 0.3), 24, (90, 0, 0)
        )
    for x, y, turn in ((-0.06, 0.04, 20), (0.02, 0.06, 160), (0.07, -0.02, 80)):
        piece.add(mug("#d5cfc0"), (x, y, 0.328), (0, 0, turn), 0.62)
    return piece
