"""Pendants that people buy and keep: enamel domes, paper lanterns; and a fan on its stand for July."""

from __future__ import annotations

import numpy as np

from villa.furniture import lamps
from villa.furniture.solids import Piece, rounded
from villa.materials import art, ceramic, leather, metal


def enamel(power: float, drop: float, code: str, radius: float = 0.2) -> Piece:
    """Build an enamelled tin dome, white inside, its rim chipped dark; z = 0 is its rim, drop the ceiling above it."""
    piece = Piece("enamel pendant", 321)
    outer = [
        (1.0, 0.0),
        (1.0, 0.012),
        (0.93, 0.16),
        (0.72, 0.44),
        (0.42, 0.6),
        (0.24, 0.66),
        (0.22, 0.86),
        (0.12, 0.92),
        (0.005, 0.94),
    ]
    inner = [(0.005, 0.62), (0.4, 0.58), (0.7, 0.42), (0.91, 0.15), (0.985, 0.004)]
    piece.lathe([(r * radius, z * radius) for r, z in rounded(outer, 0.06, 4)], ceramic.glazed(code, 0.32), sides=64)
    piece.lathe([(r * radius, z * radius) for r, z in inner], ceramic.glazed("#ebe7dd", 0.34), sides=64)
    a = np.linspace(0, 2 * np.pi, 73)
    rim = np.stack([radius * 0.995 * np.cos(a), radius * 0.995 * np.sin(a), 0 * a + 0.002], -1)
    piece.tube(rim, 0.0032, leather.plain("enamel rim", "#2b2a2c", 0.4), 8)
    lamps.bulb(piece, (0, 0, 0.24 * radius), 40 * power, 0.036)
    lamps.cord(piece, 0.93 * radius, drop)
    return piece


def lantern(power: float, drop: float, radius: float = 0.3, seed: int = 322) -> Piece:
    """Build a paper lantern: thin paper drawn in between hoops that are not evenly spaced; z = 0 is its mouth."""
    piece = Piece("paper lantern", seed)
    ribs = 21
    at = (np.arange(ribs + 1) + np.r_[0, piece.rng.normal(0, 0.13, ribs - 1), 0]) / ribs
    t = np.linspace(0, 1, 9 * ribs + 1)
    where = np.interp(t, np.linspace(0, 1, ribs + 1), at)
    angle = -np.pi / 2 + 0.24 + where * (np.pi - 0.48)
    between = np.abs(np.sin(np.pi * t * ribs)) ** 0.8
    r = radius * np.cos(angle) * (1 - 0.012 * between)
    z = radius * 0.94 * (np.sin(angle) + np.sin(np.pi / 2 - 0.24))
    angles = np.linspace(0, 2 * np.pi, 97)[:-1]
    wrinkle = 1 + 0.0035 * np.sin(31 * angles[None] + 9 * np.sin(40 * t[:, None])) * between[:, None]
    lop = 1 + 0.012 * np.sin(2 * angles[None] + 1.0)
    rr = r[:, None] * wrinkle * lop
    points = np.stack([rr * np.cos(angles), rr * np.sin(angles), np.broadcast_to(z[:, None], rr.shape)], -1)
    grid = np.arange(rr.size).reshape(rr.shape)
    turned = np.roll(grid, -1, 1)
    faces = np.stack([grid[:-1], turned[:-1], turned[1:], grid[1:]], -1).reshape(-1, 4)
    piece.raw(points.reshape(-1, 3), [faces], art.shade("#d6cbb4", 2.2 * power if power > 0.5 else 0.0))
    lamps.bulb(piece, (0, 0, radius * 0.8), 25 * power, 0.035)
    lamps.cord(piece, radius * 1.85, drop)
    return piece


def fan(seed: int = 323) -> Piece:
    """Build a fan on a stand, facing -y: wire cage, four blades, a round foot, its cord lying behind."""
    piece, black, grey = (
        Piece("fan", seed),
        leather.plain("fan black", "#232323", 0.45),
        leather.plain("fan blade", "#5d6468", 0.4),
    )
    high = 1.12
    piece.lathe(rounded([(0.001, 0), (0.2, 0), (0.2, 0.016), (0.05, 0.034), (0.001, 0.036)], 0.01), black, sides=56)
    piece.tube([(0, 0, 0.03), (0, 0, 0.6), (0, 0, high - 0.06)], 0.013, metal.chrome(), 16)
    piece.tube([(0, 0, 0.03), (0, 0, 0.3), (0, 0, 0.62)], 0.018, black, 16)
    motor = [(0.001, -0.1), (0.05, -0.095), (0.062, -0.05), (0.058, 0.05), (0.03, 0.075), (0.001, 0.078)]
    piece.lathe(rounded(motor, 0.015), black, (0, 0.05, high), 32, (90, 0, 0))
    piece.box((0, 0.05, high - 0.075), (0.05, 0.06, 0.06), black, 0.012)
    _cage(piece, high, black)
    for k in range(4):
        blade = Piece("blade", seed)
        u, v = np.meshgrid(np.linspace(0.03, 0.175, 14), np.linspace(-1, 1, 8), indexing="ij")
        wide = 0.075 * np.sin(np.pi * np.clip((u - 0.01) / 0.185, 0, 1)) ** 0.5
        points = np.stack([u, -0.028 * v, v * wide + 0.03 * (u / 0.175) ** 2], -1).reshape(-1, 3)
        grid = np.arange(112).reshape(14, 8)
        quads = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], -1).reshape(-1, 4)
        blade.raw(points, [quads], grey)
        piece.add(blade, (0, -0.055, high), (0, 90 * k + 20, 0))
    return piece


def _cage(piece: Piece, high: float, black: object) -> None:
    """Bend a fan's two wire baskets, front and back, and the hoop that clips them together."""
    a = np.linspace(0, 2 * np.pi, 61)
    ring = np.stack([0.215 * np.cos(a), 0 * a, 0.215 * np.sin(a)], -1)
    piece.tube(ring + np.array([0, -0.05, high]), 0.0055, black, 8)
    for side, deep in ((-1, 0.055), (1, 0.06)):
        for share in (0.35, 0.62, 0.84):
            y = -0.05 + side * deep * (1 - share**3)
            piece.tube(np.stack([0.215 * share * np.cos(a), 0 * a + y, high + 0.215 * share * np.sin(a)], -1), 0.0016, black, 5)
        for k in range(40):
            b = 2 * np.pi * k / 40
            r = np.linspace(0.2, 1.0, 7)
            y = -0.05 + side * deep * (1 - r**3)
            piece.tube(np.stack([0.215 * r * np.cos(b), y, high + 0.215 * r * np.sin(b)], -1), 0.0013, black, 5)
    for side in (-1, 1):
        hub = [(0.001, 0), (0.046, 0), (0.046, 0.008), (0.001, 0.009)]
        piece.lathe(hub, black, (0, -0.05 + side * 0.055, high), 28, (90, 0, 0))
