"""Things fixed to walls: pictures, firebricks, panelling, switches and sockets."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Piece
from villa.materials import ceramic, leather, metal, wood


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
