"""Things that came with the family: a clock; the keys and the post that come and go."""

from __future__ import annotations

import numpy as np

from villa.furniture.drape import flat, quads
from villa.furniture.solids import Piece
from villa.materials import ceramic, leather, metal, wood


def mantel_clock() -> Piece:
    """Build a small wooden clock with a white dial, facing -y, its foot at z = 0."""
    piece, brown = Piece("clock", 469), wood.walnut()

    def arched(points: np.ndarray) -> np.ndarray:
        out = points.copy()
        out[:, 2] = np.where(
            points[:, 2] > 0, points[:, 2] * np.sqrt(np.clip(1.0 - 0.62 * (points[:, 0] / 0.1) ** 2, 0.1, 1)), points[:, 2]
        )
        return out

    piece.box((0, 0, 0.115), (0.19, 0.085, 0.2), brown, 0.006, (0, 0, 0), 14, arched)
    piece.box((0, 0, 0.01), (0.225, 0.105, 0.02), brown, 0.005)
    piece.lathe([(0.068, 0), (0.072, 0.004), (0.076, 0.003), (0.078, 0)], metal.brass(), (0, -0.043, 0.118), 44, (90, 0, 0))
    piece.lathe([(0.069, 0.001), (0.001, 0.0012)], ceramic.glazed("#e6decb", 0.3), (0, -0.043, 0.118), 44, (90, 0, 0))
    ink = leather.plain("hands", "#1b1a18", 0.5)
    for k in range(12):
        a = k * np.pi / 6
        piece.box(
            (0.057 * np.sin(a), -0.0447, 0.118 + 0.057 * np.cos(a)), (0.0024, 0.0008, 0.010), ink, 0.0002, (0, np.degrees(a), 0)
        )
    for long, angle in ((0.034, 312), (0.052, 132)):
        a = np.radians(angle)
        piece.box(
            (0.5 * long * np.sin(a), -0.0452, 0.118 + 0.5 * long * np.cos(a)), (0.003, 0.0008, long), ink, 0.0003, (0, angle, 0)
        )
    return piece


def keys(seed: int = 471) -> Piece:
    """Build a bunch of keys that was put down: a ring, four keys fanned out, a worn leather tag."""
    piece = Piece("keys", seed)
    a = np.linspace(0, 2 * np.pi, 29)
    ring = np.stack([0.016 * np.cos(a), 0.016 * np.sin(a), 0.005 + 0.003 * np.sin(a + 0.5)], -1)
    piece.tube(ring, 0.0011, metal.steel(), 6)
    for k, turn in enumerate((-62, -20, 14, 71)):
        one, kind = Piece("key", seed + k), metal.brass() if k % 3 == 0 else metal.steel()
        bow = [(0.0025, 0), (0.0115, 0), (0.0118, 0.0021), (0.0025, 0.0021), (0.0025, 0)]
        one.lathe(bow, kind, (0.026, 0, 0), 24)
        one.box((0.052, 0, 0.001), (0.034, 0.0075, 0.0019), kind, 0.0005)
        for notch in range(4):
            one.box((0.051 + 0.005 * notch, -0.0045, 0.001), (0.0026, 0.002 + 0.001 * (notch % 2), 0.0019), kind, 0.0003)
        piece.add(one, (0, 0, 0.0015 + 0.0018 * k), (piece.rng.normal(0, 3), 1.5, turn))
    piece.box((-0.046, 0.012, 0.003), (0.066, 0.024, 0.003), leather.leather("#6a4029"), 0.0014, (0, 2, -16))
    return piece


def post(seed: int = 472) -> Piece:
    """Build letters as they were laid down: envelopes askew, a little bowed, addressed, some stamped."""
    piece, high = Piece("post", seed), 0.0
    for k, (code, wide, deep) in enumerate(
        (("#cdb58b", 0.324, 0.229), ("#e4e0d6", 0.22, 0.11), ("#d8d6d0", 0.22, 0.11), ("#e9e3d3", 0.162, 0.114))
    ):
        one, paper = Piece("letter", seed + k), leather.plain("envelope", code, 0.85)
        corners = np.stack(np.meshgrid(np.linspace(-0.5, 0.5, 9), np.linspace(-0.5, 0.5, 5), indexing="ij"), -1) * [wide, deep]
        bow = 0.0018 + 0.005 * (2 * np.abs(corners[..., 0]) / wide) ** 2 * (1 - 0.5 * (k == 0))
        one.raw(np.concatenate([corners, bow[..., None]], -1).reshape(-1, 3), [quads(flat(9, 5))], paper)
        one.box((0, 0, 0.0008), (0.97 * wide, 0.97 * deep, 0.0014), paper, 0.0004)
        lines = [(-0.03, 0.012 - 0.009 * row, 0.05 - 0.012 * (row % 2)) for row in range(3)]
        ink = leather.plain("ink", "#3a3836", 0.7)
        for x, y, long in lines if k else []:
            line = np.array([(x, y), (x + long, y), (x + long, y + 0.003), (x, y + 0.003)])
            one.raw(np.c_[line, np.full(4, 0.0026)], [np.arange(4)[None]], ink)
        if k % 2:
            right, top = wide / 2 - 0.008, deep / 2 - 0.008
            stamp = np.array([(right - 0.024, top - 0.028), (right, top - 0.028), (right, top), (right - 0.024, top)])
            one.raw(np.c_[stamp, np.full(4, 0.0062)], [np.arange(4)[None]], leather.plain("stamp", "#7d5648", 0.7))
        piece.add(one, (*piece.rng.normal(0, 0.012, 2), high), (0, 0, piece.rng.normal(0, 13)))
        high += 0.0034
    return piece
