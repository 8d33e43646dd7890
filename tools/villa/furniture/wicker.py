"""Baskets: rods woven before and behind stakes, round and round, under a twisted border."""

from __future__ import annotations

from collections.abc import Callable

import bpy
import numpy as np

from villa.furniture import firewood
from villa.furniture.solids import Piece
from villa.materials import leather, wood

Outline = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Gives places (n, 3) on a basket's wall for angles (n,) and shares of its height (n,), 0 at its foot."""

_ROD, _STAKE = 0.0027, 0.0036  # m, radii
_PITCH = 0.0062  # m from row to row: wet rods are beaten down until they nearly touch


def buff() -> bpy.types.Material:
    """Give willow that was boiled and peeled."""
    return wood.grained("wood.willow.buff", ("#6b563a", "#8d7450", "#a89168"), 0.55)


def brown() -> bpy.types.Material:
    """Give willow woven in its bark."""
    return wood.grained("wood.willow", ("#5a4028", "#7d5b3a", "#9a7650"), 0.6)


def weave(piece: Piece, wall: Outline, high: float, stakes: int, willow: bpy.types.Material) -> None:
    """Weave a wall so high, in m: an odd number of stakes, so that each row passes them where the last did not."""
    turns = max(3, round(high / _PITCH))
    swing = _STAKE + 0.6 * _ROD
    for k in range(stakes):
        angle = np.full(9, 2 * np.pi * k / stakes)
        piece.tube(wall(angle, np.linspace(0, 1.0, 9)), _STAKE * piece.rng.uniform(0.85, 1.1), willow, 6)
    start = 0.0
    while start < turns:  # a rod is as long as it grew: where it ends, the next one begins
        end = min(turns, start + piece.rng.uniform(1.4, 2.6))
        angle = 2 * np.pi * np.linspace(start, end, int((end - start) * stakes * 4))
        beaten = piece.rng.normal(0, 0.0007) + 0.0009 * np.sin(angle * 0.37 + piece.rng.uniform(0, 6))
        on = wall(angle, np.clip(angle / (2 * np.pi) / turns, 0, 1))
        out = np.stack([np.cos(angle), np.sin(angle), 0 * angle], -1)
        path = on + out * (swing * np.cos(stakes * angle / 2))[:, None] + np.array([0, 0, 1.0]) * beaten[:, None]
        thick = _ROD * piece.rng.uniform(0.82, 1.12) * np.linspace(1.08, 0.84, len(angle))  # from its butt to its tip
        piece.tube(path, thick, willow, 6)
        start = end


def border(piece: Piece, wall: Outline, willow: bpy.types.Material, twist: float = 34) -> None:
    """Lay the border: three rods twisted about each other along the rim."""
    angle = np.linspace(0, 2 * np.pi, 260)
    rim, out = wall(angle, np.ones_like(angle)), np.stack([np.cos(angle), np.sin(angle), 0 * angle], -1)
    for k in range(3):
        turn = twist * angle + 2 * np.pi * k / 3
        path = rim + 0.0048 * (np.cos(turn)[:, None] * out + (np.sin(turn)[:, None] + 0.6) * np.array([0, 0, 1.0]))
        piece.tube(path, 0.0038, willow, 7)


def basket(radius: float = 0.19, height: float = 0.46, seed: int = 416) -> Piece:
    """Build a round basket of peeled willow, bellied and not quite round, its inside dark."""
    piece = Piece("basket", seed)
    phase = piece.rng.uniform(0, 2 * np.pi)

    def wall(angle: np.ndarray, share: np.ndarray) -> np.ndarray:
        wide = radius * (0.84 + 0.17 * np.sin(np.pi * (0.12 + 0.72 * share)))
        wide = wide * (1 + 0.012 * np.sin(2 * angle + phase) + 0.006 * np.sin(3 * angle + 5 * share))
        return np.stack([wide * np.cos(angle), wide * np.sin(angle), 0.008 + (height - 0.012) * share], -1)

    weave(piece, wall, height, 2 * round(np.pi * radius / 0.034) + 1, buff())
    border(piece, wall, buff())
    inner = leather.plain("basket inside", "#5b4632", 0.95)
    piece.lathe([(0.001, 0.012), (radius * 0.84, 0.012), (radius * 0.92, height * 0.75)], inner, sides=40)
    return piece


def log_basket(seed: int = 424) -> Piece:
    """Build an oval basket of brown willow with logs in it, some standing over its rim."""
    piece = Piece("log basket", seed)
    rng, willow = piece.rng, brown()

    def wall(angle: np.ndarray, share: np.ndarray) -> np.ndarray:
        return np.stack([(0.25 + 0.055 * share) * np.cos(angle), (0.18 + 0.045 * share) * np.sin(angle), 0.01 + 0.31 * share], -1)

    weave(piece, wall, 0.31, 35, willow)
    border(piece, wall, willow)
    piece.box((0, 0, 0.02), (0.42, 0.28, 0.02), willow, 0.01)
    bow = np.linspace(0, np.pi, 24)
    piece.tube(np.stack([0.31 * np.cos(bow), 0 * bow, 0.30 + 0.26 * np.sin(bow)], -1), 0.012, willow, 8)
    for layer, ys in enumerate(((-0.11, -0.03, 0.05, 0.125), (-0.085, 0.005, 0.095), (-0.035, 0.05))):
        for y in ys:
            half, one = 0.245 * float(np.sqrt(1 - (y / 0.21) ** 2)) - 0.03 + rng.uniform(-0.04, 0.0), Piece("log")
            firewood.log(one, np.zeros(3), half, rng)
            spot = (rng.normal(0, 0.02), y, 0.235 + 0.078 * layer + rng.normal(0, 0.008))
            piece.add(one, spot, (rng.uniform(-180, 180), rng.normal(0, 3 + 5 * layer), rng.normal(0, 3 + 6 * layer)))
    return piece


def oblong(piece: Piece, at: tuple[float, float, float], wide: float, high: float) -> None:
    """Put an oblong basket on a shelf, its front at y, papers showing over its rim."""
    x, y, z = at

    def wall(angle: np.ndarray, share: np.ndarray) -> np.ndarray:
        square = (0.93 + 0.07 * share) / (np.abs(np.cos(angle)) ** 6 + np.abs(np.sin(angle)) ** 6) ** (1 / 6)
        return np.stack(
            [x + wide / 2 * square * np.cos(angle), y + 0.13 + 0.12 * square * np.sin(angle), z + 0.005 + high * share], -1
        )

    weave(piece, wall, high, 2 * round(wide / 0.045) + 13, brown())
    border(piece, wall, brown(), 40)
    for k in range(4):
        piece.box(
            (x + piece.rng.normal(0, 0.02), y + 0.1 + 0.02 * k, z + high - 0.01),
            (wide * 0.6, 0.002, 0.09),
            leather.plain("sheet", "#e4dfd0", 0.9),
            0.0005,
            (piece.rng.normal(0, 5), piece.rng.normal(0, 5), 0),
        )
