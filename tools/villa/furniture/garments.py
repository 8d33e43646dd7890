"""What hangs and stands in a hall: coats on a rail, hats, bags, boots, umbrellas, a racket, oars on the wall."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import decor, hanging
from villa.furniture.drape import flat, lumps, quads
from villa.furniture.solids import Piece
from villa.materials import leather


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


def boards(length: float, height: float, deep: float, paint: bpy.types.Material) -> Piece:
    """Build tongue-and-groove panelling under a moulded cap, along x, its back at y = 0 and its face at y = -deep."""
    piece = Piece("panelling", 336)
    count = round(length / 0.086)
    wide = length / count
    piece.box((0, -deep / 2 + 0.006, height / 2), (length, deep - 0.012, height), paint, 0.001)
    for k in range(count):  # each board's long edges are planed off, and two such edges make a groove
        x, out = (k + 0.5) * wide - length / 2, piece.rng.uniform(0, 0.0005)
        piece.box((x, -deep + 0.008 + out, height / 2), (height, wide - 0.0008, 0.016), paint, 0.0042, (0, -90, -90))
    piece.box((0, -deep - 0.006, 0.065), (length, 0.018, 0.13), paint, 0.003)
    piece.box((0, -deep - 0.004, 0.134), (length, 0.013, 0.012), paint, 0.005)
    piece.box((0, -deep - 0.006, height - 0.05), (length, 0.018, 0.1), paint, 0.003)
    piece.box((0, -deep - 0.016, height - 0.008), (length, 0.022, 0.022), paint, 0.009)
    piece.box((0, -deep / 2 - 0.016, height + 0.013), (length, deep + 0.046, 0.026), paint, 0.007)
    return piece


def filled_basket(seed: int = 338) -> Piece:
    """Build a basket with rolled beach towels standing in it."""
    from villa.furniture import textiles

    piece = decor.basket(0.2, 0.34, seed)
    for k, (code, x, y) in enumerate((("#2f5a86", -0.06, -0.05), ("#c2622f", 0.07, -0.03), ("#d8b04a", 0.0, 0.08))):
        piece.add(textiles.rolled(0.44, 0.062, code, seed + k), (x, y - 0.05, 0.27), (0, -82 + 9 * k, 30 * k))
    return piece
