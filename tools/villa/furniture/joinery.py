"""Things fixed to walls: what belongs to a fire, pictures, slatted panels, mirrors."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Piece
from villa.materials import art, ceramic, leather, metal, wood


def picture(
    width: float, height: float, painting: bpy.types.Material, frame: bpy.types.Material | None = None, mount: float = 0.0
) -> Piece:
    """Build a framed picture, its back at y = 0 and its middle at z = 0."""
    piece, rail = Piece("picture", 401), frame or wood.oak()
    t, deep = 0.022, 0.035
    for s in (-1, 1):
        piece.box((s * (width / 2 - t / 2), -deep / 2, 0), (t, deep, height), rail, 0.002)
        piece.box((0, -deep / 2, s * (height / 2 - t / 2)), (width - 2 * t, deep, t), rail, 0.002)
    if mount:
        paper = leather.plain("mount", "#efebe2", 0.9)
        piece.box((0, -0.012, 0), (width - 2 * t, 0.012, height - 2 * t), paper, 0.001)
    piece.box(
        (0, -0.013 if mount else -0.016, 0), (width - 2 * t - 2 * mount, 0.012, height - 2 * t - 2 * mount), painting, 0.001
    )
    return piece


def firebricks(piece: Piece, across: tuple[float, float], up: tuple[float, float]) -> None:
    """Line the back of a fire opening with bricks, sooted to different degrees."""
    tones = [leather.plain(f"firebrick {k}", code, 0.92) for k, code in enumerate(("#6f6254", "#645849", "#5a4f44", "#4a423a"))]
    piece.box((sum(across) / 2, -0.008, sum(up) / 2), (across[1] - across[0], 0.016, up[1] - up[0]), tones[3], 0.001)
    rows, wide = 8, (across[1] - across[0]) / 7
    high = (up[1] - up[0]) / rows
    for row in range(rows):
        for column in range(8):
            a, b = (max(across[0], min(across[1], across[0] + (column + k - 0.5 * (row % 2)) * wide)) for k in (0, 1))
            if b - a > 0.01:
                tone = tones[int(piece.rng.integers(0, 3))]
                piece.box(((a + b) / 2, -0.018, up[0] + (row + 0.5) * high), (b - a - 0.006, 0.016, high - 0.006), tone, 0.002)


def logs(piece: Piece, at: tuple[float, float, float]) -> None:
    """Lay split logs on a bed of ash, their sawn ends paler than their bark."""
    bark, cut = leather.plain("log", "#6b533a", 0.9), leather.plain("sawn end", "#b79468", 0.85)
    x, y, z = at
    piece.box((x, y, z + 0.002), (0.9, 0.2, 0.012), leather.plain("ash", "#8f8a83", 0.97), 0.004)
    lying = (
        (-0.24, -0.05, 0.055, 4),
        (0.22, 0.04, 0.055, -7),
        (-0.02, -0.01, 0.055, 2),
        (0.1, -0.03, 0.14, 12),
        (-0.14, 0.03, 0.14, -9),
    )
    for k, (dx, dy, dz, turn) in enumerate(lying):
        way = (0.24 + 0.03 * (k % 3)) * np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn)), 0])
        middle = np.array([x + dx, y + dy, z + dz])
        bent = middle + np.array([0, 0, 0.008 * (-1) ** k])
        thick = 0.04 + 0.007 * (k % 3)
        piece.tube([middle - way, bent, middle + way], [thick, thick * 1.08, thick * 0.95], bark, 14)
        for end, size in ((-way, thick), (way, thick * 0.95)):
            piece.tube([middle + end, middle + end * 1.006], [size * 0.88, size * 0.86], cut, 14)


def fire(seed: int = 411) -> Piece:
    """Build flames that rise from a bed of logs, along x."""
    piece = Piece("fire", seed)
    t = np.linspace(0, 1, 12)
    for _ in range(46):
        x = np.clip(piece.rng.normal(0, 0.17), -0.4, 0.4)
        high = (0.07 + 0.30 * piece.rng.random() ** 1.6) * (1 - 0.55 * abs(x) / 0.4)
        sway = piece.rng.uniform(0.012, 0.04) * np.sin(piece.rng.uniform(2, 7) * t + piece.rng.uniform(0, 6)) * t
        path = np.stack([x + sway, piece.rng.uniform(-0.07, 0.07) + 0.5 * sway, t * high - 0.01], -1)
        wide = piece.rng.uniform(0.008, 0.024) * np.sin(np.pi * np.clip(t * 0.9 + 0.1, 0, 1)) ** 1.4 + 0.0006
        piece.tube(path, wide, art.flame(), 14)
    return piece


def switch() -> Piece:
    """Build a pair of brass light switches, the wall at y = 0."""
    piece = Piece("switch", 412)
    for k in range(2):
        x = 0.072 * k
        piece.box((x, -0.004, 0), (0.07, 0.008, 0.07), metal.brass(), 0.002)
        piece.tube([(x, -0.006, -0.002), (x, -0.012, 0.002), (x, -0.022, 0.008)], 0.003, metal.brass(), 10)
    return piece


def socket() -> Piece:
    """Build a double socket in white, the wall at y = 0."""
    piece, plate = Piece("socket", 413), ceramic.glazed("#ebe8e2", 0.4)
    for k in range(2):
        x = 0.071 * k
        piece.box((x, -0.0045, 0), (0.0695, 0.009, 0.081), plate, 0.003)
        well = [(0.0195, 0.010), (0.0205, 0.0092), (0.0195, 0.0035), (0.001, 0.003)]
        piece.lathe(well, leather.plain("socket well", "#cfcac1", 0.5), (x, 0, 0), 32, (90, 0, 0))
        for side in (-1, 1):
            piece.lathe(
                [(0.0026, 0.0042), (0.0005, 0.0043)],
                leather.plain("hole", "#1c1a18", 0.9),
                (x + side * 0.0095, 0, 0),
                10,
                (90, 0, 0),
            )
    return piece


def cable(path: list[tuple[float, float, float]], code: str = "#3a342e") -> Piece:
    """Build a lamp's cable along a path on the floor to the plug in its socket."""
    piece, rubber = Piece("cable", 414), leather.plain(f"cable {code}", code, 0.6)
    points = np.array(path, float)
    share = np.linspace(0, len(points) - 1, 8 * len(points))
    fine = np.stack([np.interp(share, np.arange(len(points)), points[:, k]) for k in range(3)], axis=-1)
    smooth = np.stack([np.convolve(np.pad(fine[:, k], 4, mode="edge"), np.ones(9) / 9, mode="valid") for k in range(3)], axis=-1)
    piece.tube(smooth, 0.0035, rubber, 8)
    piece.lathe([(0.001, 0), (0.018, 0), (0.016, 0.03), (0.001, 0.034)], rubber, tuple(points[-1]), 20)
    return piece
