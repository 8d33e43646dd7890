"""What hangs and stands in a hall: coats on a rail, hats, bags, boots, umbrellas, a racket, oars on the wall."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import decor, hanging
from villa.furniture.drape import flat, lumps, quads
from villa.furniture.solids import Piece, rounded
from villa.materials import country, fabric, leather, metal


def coat(cloth: bpy.types.Material, length: float, seed: int) -> Piece:
    """Hang a coat by its loop, the wall at y = 0 and the peg at z = 0: shoulders slumped, front open, sleeves as they fall."""
    piece = Piece("coat", seed)
    body = hanging.coat_body(length, seed)
    piece.raw(body.reshape(-1, 3), [quads(flat(*body.shape[:2]))], cloth)
    for side in (-1, 1):
        shoulder = body[round(0.16 / length * (len(body) - 1)), round((0.5 + 0.26 * side) * (body.shape[1] - 1))]
        sleeve = hanging.coat_sleeve(min(0.6, 0.72 * length), seed + 3 * side)
        piece.raw((sleeve + shoulder + [side * -0.010, 0.012, 0.025]).reshape(-1, 3), [quads(flat(*sleeve.shape[:2]))], cloth)
    rim = body[0, 2:-2] + [0, 0, 0.01]
    piece.tube(rim, 0.013, cloth, 10)
    for edge in (body[:, 0], body[:, -1], body[-1]):
        piece.tube(edge, 0.0045, cloth, 6)
    return piece


def hat(seed: int = 331) -> Piece:
    """Build a straw hat that hangs flat on a wall at y = 0, its brim rippled, a dark band around its crown."""
    piece = Piece("hat", seed)
    outline = [(0.001, 0.105), (0.06, 0.103), (0.088, 0.085), (0.094, 0.01), (0.12, 0.002), (0.2, 0.006)]
    piece.lathe(rounded(outline, 0.02, 5), leather.cane(), (0, -0.012, 0), 64, (90, 0, 0))
    piece.lathe([(0.0955, 0.012), (0.0945, 0.04)], fabric.linen("#2c3442"), (0, -0.012, 0), 64, (90, 0, 0))
    for part in piece.parts:
        rim = np.clip((np.hypot(part.points[:, 0], part.points[:, 2]) - 0.1) / 0.1, 0, 1)
        part.points[:, 1] -= 0.02 * rim * (1 + np.sin(3 * np.arctan2(part.points[:, 2], part.points[:, 0]) + seed))
    return piece


def market_bag(seed: int = 332, code: str = "#7b4a2c") -> Piece:
    """Build a straw market bag, sagging, with two leather handles that rise to z = 0.62."""
    piece = Piece("market bag", seed)
    straw = leather.cane()
    u, v = np.meshgrid(np.linspace(0, 2 * np.pi, 81), np.linspace(0, 1, 26), indexing="ij")
    wide, deep = 0.16 + 0.075 * v, 0.10 - 0.02 * v
    x = wide * np.sign(np.cos(u)) * np.abs(np.cos(u)) ** 0.8
    y = deep * np.sign(np.sin(u)) * np.abs(np.sin(u)) ** 0.9
    grid = np.stack([x, y, 0.31 * v - 0.028 * v * np.cos(u) ** 2 * 0 - 0.03 * v * (1 - np.cos(2 * u)) * 0.5], -1)
    grid = grid + 0.007 * lumps(grid, 13, seed)[..., None] * v[..., None]
    piece.raw(grid.reshape(-1, 3), [quads(flat(81, 26))], straw)
    piece.tube(grid[:, -1], 0.006, straw, 8)
    piece.lathe([(0.16, 0.006), (0.001, 0.008)], straw, sides=40)
    for s in (-1, 1):
        b = np.linspace(0, np.pi, 24)
        piece.tube(
            np.stack([0.1 * np.cos(b), s * (0.06 - 0.045 * np.sin(b)), 0.26 + 0.35 * np.sin(b) ** 0.8], -1),
            0.007,
            leather.leather(code),
            10,
        )
    return piece


def boot(code: str, seed: int, high: float = 0.34) -> Piece:
    """Build one rubber boot, its toe to -y."""
    piece, rubber = Piece("boot", seed), leather.plain(f"boot {code}", code, 0.42)
    path = np.array(
        [
            (0, 0.012, high),
            (0, 0.012, high * 0.7),
            (0, 0.016, high * 0.4),
            (0, 0.012, 0.12),
            (0, -0.03, 0.075),
            (0, -0.09, 0.058),
            (0, -0.15, 0.048),
            (0, -0.19, 0.042),
        ]
    )
    piece.tube(path, [0.062, 0.058, 0.053, 0.05, 0.05, 0.046, 0.044, 0.026], rubber, 24)
    for part in piece.parts:
        part.points[:, 2] = np.maximum(part.points[:, 2], 0.012)
    piece.box((0, -0.07, 0.012), (0.24, 0.088, 0.024), leather.plain("sole", "#2a241d", 0.8), 0.011, (0, 0, 90))
    piece.tube(
        [(0, 0.012, high - 0.004), (0, 0.012, high), (0, 0.012, high + 0.001)],
        [0.0635, 0.0645, 0.055],
        leather.plain("sole", "#2a241d", 0.8),
        24,
    )
    return piece


def umbrellas(seed: int = 333) -> Piece:
    """Build a glazed stand with two furled umbrellas and a tennis racket in it."""
    from villa.materials import ceramic

    piece = Piece("umbrella stand", seed)
    wall = [
        (0.001, 0),
        (0.11, 0),
        (0.118, 0.02),
        (0.112, 0.25),
        (0.12, 0.47),
        (0.127, 0.48),
        (0.118, 0.482),
        (0.104, 0.25),
        (0.105, 0.02),
        (0.001, 0.016),
    ]
    piece.lathe(rounded(wall, 0.006), ceramic.glazed("#6a6d6c", 0.3), sides=52)
    for code, x, y, turn in (("#27303f", -0.03, 0.02, (9, -5, 0)), ("#8c2f2a", 0.045, -0.02, (-8, 11, 50))):
        one = Piece("umbrella", seed)
        t = np.linspace(0, 1, 24)
        furled = 0.008 + 0.03 * np.sin(np.pi * np.clip(t * 0.86 + 0.1, 0, 1)) ** 0.8
        one.tube(np.stack([0 * t, 0 * t, 0.02 + 0.62 * t], -1), furled, fabric.cotton(code), 14)
        crook = np.linspace(0, np.pi * 1.1, 12)
        hook = [(0, 0, 0.6), (0, 0, 0.76), *[(0.035 - 0.035 * np.cos(b), 0, 0.78 + 0.035 * np.sin(b)) for b in crook]]
        one.tube(hook, 0.0095, country.chestnut(), 12)
        piece.add(one, (x, y, 0.02), turn)
    piece.add(racket(), (0.02, 0.05, 0.03), (-7, 4, 20))
    return piece


def racket() -> Piece:
    """Build a wooden tennis racket upright on its grip."""
    piece, ash = Piece("racket", 334), country.honey()
    a = np.linspace(-np.pi / 2, 1.5 * np.pi, 61)
    piece.tube(np.stack([0.112 * np.cos(a), 0 * a, 0.54 + 0.145 * np.sin(a)], -1), 0.0095, ash, 10)
    piece.tube([(0, 0, 0), (0, 0, 0.1), (0, 0, 0.2)], 0.0165, leather.leather("#5a3420"), 12)
    for s in (-1, 1):
        piece.tube([(s * 0.004, 0, 0.19), (s * 0.012, 0, 0.34), (s * 0.05, 0, 0.412)], 0.009, ash, 10)
    gut = leather.plain("gut", "#d9cfae", 0.5)
    for k in np.linspace(-0.9, 0.9, 15):
        half = np.sqrt(1 - k * k)
        piece.tube(
            [(0.112 * k, 0, 0.54 - 0.145 * half), (0.112 * k, 0, 0.54), (0.112 * k, 0, 0.54 + 0.145 * half)], 0.0009, gut, 4
        )
        piece.tube(
            [(-0.112 * half, 0, 0.54 + 0.145 * k), (0, 0, 0.54 + 0.145 * k), (0.112 * half, 0, 0.54 + 0.145 * k)], 0.0009, gut, 4
        )
    return piece


def rail(length: float, pegs: int) -> Piece:
    """Build a rail of turned pegs along x, its back at y = 0 and its middle at z = 0."""
    piece, timber = Piece("peg rail", 335), country.chestnut()
    piece.box((0, -0.011, 0), (length, 0.022, 0.1), timber, 0.004)
    for k in range(pegs):
        x = ((k + 0.5) / pegs - 0.5) * length
        piece.tube(
            [(x, -0.02, 0), (x, -0.05, 0.006), (x, -0.082, 0.016), (x, -0.09, 0.018)], [0.009, 0.0075, 0.011, 0.008], timber, 14
        )
    return piece


def boards(length: float, height: float, deep: float, paint: bpy.types.Material) -> Piece:
    """Build panelling of painted boards under a ledge, along x, its back at y = 0 and its face at y = -deep."""
    piece = Piece("panelling", 336)
    count = round(length / 0.118)
    wide = length / count
    piece.box((0, -deep / 2 + 0.006, height / 2), (length, deep - 0.012, height), leather.plain("gap", "#2c2e2c", 0.9), 0.001)
    for k in range(count):
        x = (k + 0.5) * wide - length / 2
        piece.box(
            (x, -deep + 0.009 - piece.rng.uniform(0, 0.0008), height / 2),
            (height, wide - 0.0022, 0.016),
            paint,
            0.0045,
            (0, -90, -90),
        )
    piece.box((0, -deep - 0.004, 0.055), (length, 0.014, 0.11), paint, 0.004)
    piece.box((0, -deep / 2 - 0.014, height + 0.011), (length, deep + 0.04, 0.022), paint, 0.006)
    return piece


def oar(length: float = 2.3) -> Piece:
    """Build an oar along x, hung on a wall at y = 0: varnish gone at the grip, its blade dipped in paint."""
    piece = Piece("oar", 337)
    half = length / 2
    piece.tube(
        [(-half, -0.03, 0), (-half + 0.12, -0.03, 0), (-half + 0.13, -0.03, 0), (0, -0.03, 0), (half - 0.5, -0.03, 0)],
        [0.015, 0.016, 0.022, 0.024, 0.019],
        country.honey(),
        16,
    )

    def bladed(points: np.ndarray) -> np.ndarray:
        t = np.clip((points[:, 0] + 0.29) / 0.58, 0, 1)
        return np.stack(
            [
                points[:, 0],
                points[:, 1] * (1.4 - 0.7 * t) - 0.014 * t**2,
                points[:, 2] * (0.28 + 0.72 * np.sin(np.pi * np.clip(t * 0.62, 0, 1))),
            ],
            -1,
        )

    piece.box((half - 0.25, -0.03, 0), (0.58, 0.02, 0.15), country.painted("#9c3b2b"), 0.006, (0, 0, 0), 18, bladed)
    for x in (-0.6, 0.55):
        piece.tube([(x, 0, -0.03), (x, -0.035, -0.034), (x, -0.062, -0.012)], 0.005, metal.black(), 10)
    return piece


def filled_basket(seed: int = 338) -> Piece:
    """Build a basket with rolled beach towels standing in it."""
    from villa.furniture import textiles

    piece = decor.basket(0.2, 0.34, seed)
    for k, (code, x, y) in enumerate((("#2f5a86", -0.06, -0.05), ("#c2622f", 0.07, -0.03), ("#d8b04a", 0.0, 0.08))):
        piece.add(textiles.rolled(0.44, 0.062, code, seed + k), (x, y - 0.05, 0.27), (0, -82 + 9 * k, 30 * k))
    return piece
