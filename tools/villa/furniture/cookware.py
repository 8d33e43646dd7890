"""What stands about in a kitchen that is cooked in: mixer, toaster, radio, pots, crockery, bread, crates, tiles behind them."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import decor
from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, country, drawn, fabric, leather, metal, patterns

TILE = 0.132


def tiled(areas: list[tuple[float, float, float, float]], seed: int = 301) -> Piece:
    """Set hand-made tiles, their backs at y = 0, in areas (x0, x1, z0, z1): none lies quite as its neighbours do."""
    piece = Piece("tiles", seed)
    glaze = drawn.tiles("majolica", patterns.majolica(7), (5 * TILE, 5 * TILE))
    for x0, x1, z0, z1 in areas:
        piece.box(
            ((x0 + x1) / 2, -0.001, (z0 + z1) / 2), (x1 - x0, 0.002, z1 - z0), leather.plain("tile grout", "#b9ad98", 0.9), 0.0005
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


def mixer(code: str = "#6d4a42") -> Piece:
    """Build a stand mixer, its bowl to -y, a little scratched, with a steel bowl under it."""
    piece, shell = Piece("mixer", 302), ceramic.glazed(code, 0.3)

    def slim(points: np.ndarray) -> np.ndarray:
        waist = 1 - 0.35 * np.exp(-(((points[:, 1] - 0.02) / 0.07) ** 2))
        return np.stack([points[:, 0] * waist, points[:, 1], points[:, 2]], -1)

    def nosed(points: np.ndarray) -> np.ndarray:
        t = (points[:, 1] + 0.17) / 0.34
        fat = 0.72 + 0.36 * np.sin(np.pi * np.clip(t * 0.9 + 0.08, 0, 1)) ** 0.7
        return np.stack([points[:, 0] * fat, points[:, 1], points[:, 2] * fat + 0.01 * t], -1)

    piece.box((0, 0, 0.02), (0.21, 0.34, 0.04), shell, 0.019, (0, 0, 0), 14, slim)
    piece.box((0, 0.115, 0.14), (0.09, 0.1, 0.24), shell, 0.03, (6, 0, 0), 4)
    piece.box((0, -0.005, 0.295), (0.125, 0.34, 0.125), shell, 0.055, (0, 0, 0), 16, nosed)
    piece.lathe(
        rounded([(0.001, -0.012), (0.03, -0.012), (0.03, 0.02), (0.001, 0.021)], 0.003),
        metal.chrome(),
        (0, -0.17, 0.3),
        28,
        (90, 0, 0),
    )
    piece.box((0, 0, 0.293), (0.148, 0.25, 0.006), metal.steel(), 0.002)
    bowl = [(0.001, 0), (0.05, 0), (0.06, 0.012), (0.098, 0.06), (0.108, 0.15)]
    bowl += [(0.11, 0.152), (0.105, 0.15), (0.094, 0.062), (0.001, 0.02)]
    piece.lathe(rounded(bowl, 0.01), metal.steel(), (0, -0.06, 0.042), 44)
    piece.tube([(0, -0.07, 0.25), (0, -0.07, 0.2), (0, -0.07, 0.15)], 0.008, metal.steel(), 12)
    piece.lathe(
        [(0.001, 0), (0.009, 0.002), (0.009, 0.012), (0.001, 0.015)],
        leather.plain("knob", "#1d1c1b", 0.4),
        (0.062, 0.03, 0.29),
        18,
        (0, 90, 0),
    )
    return piece


def toaster() -> Piece:
    """Build a steel toaster, two slots along x, a lever at its end, its cord going behind."""
    piece, dark = Piece("toaster", 303), leather.plain("bakelite", "#1f1d1b", 0.42)

    def bulged(points: np.ndarray) -> np.ndarray:
        up = np.clip(points[:, 2] / 0.09, -1, 1)
        return np.stack([points[:, 0], points[:, 1] * (1.0 - 0.16 * np.clip(up, 0, 1) ** 3), points[:, 2]], -1)

    piece.box((0, 0, 0.108), (0.27, 0.165, 0.18), metal.steel(), 0.04, (0, 0, 0), 6, bulged)
    piece.box((0, 0, 0.016), (0.276, 0.155, 0.03), dark, 0.01)
    for s in (-1, 1):
        piece.box((0, s * 0.03, 0.1985), (0.2, 0.026, 0.004), dark, 0.001)
    piece.box((0.143, 0, 0.13), (0.018, 0.035, 0.016), dark, 0.005)
    piece.lathe([(0.001, 0), (0.016, 0), (0.015, 0.012), (0.001, 0.013)], dark, (0.135, 0, 0.06), 20, (0, 90, 0))
    cord = [
        (-0.13, 0.03, 0.02),
        (-0.2, 0.05, 0.006),
        (-0.27, 0.0, 0.005),
        (-0.3, 0.09, 0.03),
        (-0.29, 0.14, 0.12),
        (-0.29, 0.145, 0.19),
    ]
    fine = np.stack([np.interp(np.linspace(0, 5, 40), np.arange(6), np.array(cord)[:, k]) for k in range(3)], -1)
    piece.tube(
        np.stack([np.convolve(np.pad(fine[:, k], 3, mode="edge"), np.ones(7) / 7, "valid") for k in range(3)], -1),
        0.0032,
        dark,
        8,
    )
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


def paper_roll() -> Piece:
    """Build a kitchen roll on an upright stand, its last sheet hanging loose."""
    piece, tissue = Piece("kitchen roll", 305), leather.plain("tissue", "#eeebe4", 0.95)
    piece.lathe(rounded([(0.001, 0), (0.075, 0), (0.075, 0.014), (0.001, 0.015)], 0.004), country.honey(), sides=40)
    piece.lathe(
        rounded([(0.022, 0.02), (0.058, 0.016), (0.06, 0.13), (0.058, 0.246), (0.022, 0.243), (0.022, 0.02)], 0.006),
        tissue,
        sides=48,
    )
    piece.tube([(0, 0, 0.01), (0, 0, 0.2), (0, 0, 0.3)], 0.008, country.honey(), 14)
    t, u = np.meshgrid(np.linspace(0, 1, 16), np.linspace(0.018, 0.244, 10), indexing="ij")
    a = -1.2 + 0.9 * np.clip(t * 2, 0, 1)
    x = 0.0605 * np.cos(a) + 0.05 * np.clip(t - 0.5, 0, 1)
    y = 0.0605 * np.sin(a) - 0.012 * np.sin(5 * t) * t
    grid = np.arange(160).reshape(16, 10)
    faces = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], -1).reshape(-1, 4)
    piece.raw(np.stack([x, y, u], -1).reshape(-1, 3), [faces], tissue)
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


def dish_rack() -> Piece:
    """Build a wire rack along x with plates that drain, a bowl and mugs."""
    piece, wire = Piece("dish rack", 307), metal.steel()
    for z, grow in ((0.012, 0), (0.09, 0.012)):
        x, y = 0.22 + grow, 0.15 + grow
        a = np.linspace(0, 2 * np.pi, 61)
        c, s = np.cos(a), np.sin(a)
        k = (np.abs(c) ** 8 + np.abs(s) ** 8) ** -0.125
        piece.tube(np.stack([x * c * k, y * s * k, np.full(61, z)], -1), 0.003, wire, 8)
    for k in range(14):
        x = -0.2 + k * 0.0308
        piece.tube([(x, -0.16, 0.09), (x, -0.148, 0.02), (x, 0, 0.012), (x, 0.148, 0.02), (x, 0.16, 0.09)], 0.0018, wire, 6)
    for k, code in enumerate(("#e9e4d8", "#e9e4d8", "#6a7480", "#e2d7bf", "#8f7660", "#e9e4d8")):
        one = plate(ceramic.glazed(code, 0.3), 0.128 if k % 2 else 0.105)
        piece.add(one, (-0.17 + 0.034 * k, 0.02, 0.135 if k % 2 else 0.112), (0, 76 + piece.rng.uniform(-3, 3), 0))
    piece.add(decor.vessel("bowl", ceramic.glazed("#d7ba7a", 0.3), 0.55), (0.12, 0.06, 0.075), (155, 0, 20))
    piece.add(mug("#68727c"), (0.1, -0.08, 0.11), (165, 0, 40))
    piece.add(mug("#c9c2b2"), (0.17, -0.07, 0.11), (170, 10, 200))
    return piece


def mug(code: str) -> Piece:
    """Build a mug with its handle to +x."""
    piece = decor.vessel("cup", ceramic.glazed(code, 0.3), 1.05)
    a = np.linspace(-1.5, 1.5, 14)
    piece.tube(np.stack([0.036 + 0.028 * np.cos(a), 0 * a, 0.05 + 0.027 * np.sin(a)], -1), 0.0048, ceramic.glazed(code, 0.3), 10)
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


def crate(kind: str, count: int, seed: int) -> Piece:
    """Build a slatted fruit crate along x, heaped with fruit."""
    piece, pine = Piece("crate", seed), country.knotty("crate", ("#8f6f48", "#b39468", "#c6ac83"), 0.62)
    for z in (0.04, 0.105, 0.17):
        for s in (-1, 1):
            piece.box((0, s * 0.15, z + piece.rng.uniform(-0.002, 0.002)), (0.5, 0.007, 0.052), pine, 0.001)
            piece.box((s * 0.246, 0, z), (0.007, 0.29, 0.052), pine, 0.001)
    for x in (-1, 1):
        for y in (-1, 1):
            piece.box((x * 0.232, y * 0.134, 0.115), (0.026, 0.026, 0.23), pine, 0.002)
    for k in range(4):
        piece.box((0, -0.105 + 0.07 * k, 0.012), (0.49, 0.058, 0.007), pine, 0.001)
    spots = [(x, y) for x in np.linspace(-0.19, 0.19, 6) for y in np.linspace(-0.1, 0.1, 4)]
    for k in range(count):
        x, y = spots[k % 24]
        lift = 0.11 + 0.055 * (k // 24) + piece.rng.uniform(-0.01, 0.012)
        at = (x * (1 - 0.2 * (k // 24)) + piece.rng.normal(0, 0.006), y + piece.rng.normal(0, 0.006), lift)
        piece.add(decor.fruit(kind, seed + k % 9), at, tuple(piece.rng.uniform(-180, 180, 3)))
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
