"""A kentia palm in a clay pot."""

from __future__ import annotations

import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, leather


def kentia(height: float = 1.7, fronds: int = 9, seed: int = 561) -> Piece:
    """Build a kentia palm in a terracotta pot on z = 0; older fronds hang lower, and a tip or two is brown."""
    piece = Piece("palm", seed)
    pot = [(0.001, 0), (0.13, 0), (0.165, 0.25), (0.185, 0.255), (0.19, 0.31), (0.17, 0.312), (0.16, 0.27), (0.001, 0.265)]
    piece.lathe(rounded(pot, 0.006), ceramic.stoneware("#a5623f"), sides=56)
    piece.lathe([(0.16, 0.272), (0.08, 0.285), (0.001, 0.28)], leather.plain("soil", "#3a2e24", 0.95), sides=32)
    green, stalk = leather.leaf("#2f4d26", "#5c7a3a"), leather.plain("palm stalk", "#5f7340", 0.5)
    for k in range(fronds):
        turn = 2.4 * k + piece.rng.uniform(-0.3, 0.3)
        age = k / (fronds - 1)
        long, out = (height - 0.27) * piece.rng.uniform(0.95, 1.1) * (1 - 0.12 * age), 0.22 + 0.5 * age
        t = np.linspace(0, 1, 22)
        way = np.array([np.cos(turn), np.sin(turn), 0])
        rise = long * (t - (0.2 + 0.22 * age) * t**2.6)
        rib = way * (0.03 + long * out * t**1.9)[:, None] + np.array([0, 0, 1.0]) * (0.27 + rise)[:, None]
        piece.tube(rib, np.linspace(0.008, 0.002, 22), stalk, 7)
        _leaflets(piece, rib, way, long, green)
    return piece


def _leaflets(piece: Piece, rib: np.ndarray, way: np.ndarray, long: float, green: object) -> None:
    """Set leaflets in pairs along the upper half of a frond's rib: long in its middle, short at its tip, hanging."""
    aside = np.cross([0, 0, 1.0], way)
    for share in np.linspace(0.4, 0.99, 24):
        at = share * (len(rib) - 1)
        low = min(int(at), len(rib) - 2)
        spot, along = rib[low] + (at - low) * (rib[low + 1] - rib[low]), rib[low + 1] - rib[low]
        along = along / np.linalg.norm(along)
        size = 0.3 * long * np.sin(np.pi * (0.16 + 0.78 * (share - 0.4) / 0.6)) * piece.rng.uniform(0.85, 1.1)
        for s in (-1, 1):
            out = s * aside * 0.85 + along * piece.rng.uniform(0.45, 0.7) + np.array([0, 0, 0.12])
            out /= np.linalg.norm(out)
            t = np.linspace(0, 1, 8)
            line = (
                spot + out * (size * t)[:, None] - np.array([0, 0, 1.0]) * (size * piece.rng.uniform(0.3, 0.5) * t**2.2)[:, None]
            )
            flat = np.cross(out, [0, 0, 1.0])
            flat /= np.linalg.norm(flat)
            half = 0.015 * np.array([0.3, 0.8, 1.0, 1.0, 0.9, 0.7, 0.4, 0.03])
            up = np.cross(flat, out) * (half * 0.5)[:, None]
            points = np.concatenate([line - flat * half[:, None] + up, line, line + flat * half[:, None] + up])
            index = np.arange(24).reshape(3, 8)
            piece.raw(
                points, [np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], -1).reshape(-1, 4)], green
            )
