"""A kitchen: waterfall island, counter run, tall units, taps, hob, ovens."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, leather, metal, wood


def fronts(piece: Piece, x0: float, x1: float, rows: list[tuple[float, float]], count: int, face: bpy.types.Material) -> None:
    """Add cabinet fronts facing -y at y = 0 with shadow gaps, in columns and rows (z0, z1)."""
    wide = (x1 - x0) / count
    for k in range(count):
        for low, high in rows:
            piece.box((x0 + (k + 0.5) * wide, 0.011, (low + high) / 2), (wide - 0.004, 0.022, high - low - 0.004), face, 0.0018)


def pull(piece: Piece, at: tuple[float, float, float], length: float, *, upright: bool) -> None:
    """Add a bar handle in front of a face at y = 0."""
    x, y, z = at
    way = np.array([0, 0, length / 2]) if upright else np.array([length / 2, 0, 0])
    middle = np.array([x, y - 0.03, z])
    piece.tube([middle - way, middle, middle + way], 0.006, metal.brass(), 14)
    for s in (-0.8, 0.8):
        foot = middle + s * way
        piece.tube([foot, foot + np.array([0, 0.015, 0]), foot + np.array([0, 0.032, 0])], 0.005, metal.brass(), 10)


def island(length: float = 2.8, width: float = 1.1) -> Piece:
    """Build the island along x: marble waterfall, slatted oak on the seats' side (-y), drawers on +y."""
    piece, stone, thick = Piece("island", 201), ceramic.marble(), 0.045
    piece.box((0, 0, 0.92 - thick / 2), (length, width, thick), stone, 0.003)
    for s in (-1, 1):
        piece.box((s * (length - thick) / 2, 0, (0.92 - thick) / 2), (thick, width, 0.92 - thick - 0.0005), stone, 0.003)
    inner = length - 2 * thick
    front = -width / 2 + 0.3
    piece.box((0, (front + width / 2 - 0.03) / 2, 0.475), (inner - 0.004, width / 2 - 0.03 - front, 0.79), wood.smoked(), 0.002)
    count = int(inner / 0.04)
    for k in range(count):
        piece.box(((k + 0.5) / count * inner - inner / 2, front - 0.011, 0.475), (0.03, 0.022, 0.785), wood.oak(), 0.004)
    doors = Piece("doors", 202)
    fronts(doors, -inner / 2, inner / 2, [(0.09, 0.36), (0.36, 0.62), (0.62, 0.855)], 4, wood.lacquer("sand", "#b9ad9a"))
    for k in range(4):
        for z in (0.335, 0.595, 0.83):
            pull(doors, ((k - 1.5) * inner / 4, 0, z), 0.3, upright=False)
    piece.add(doors, (0, width / 2 - 0.01, 0), (0, 0, 180))
    hob(piece, (0.62, 0.2, 0.92))
    return piece


def hob(piece: Piece, at: tuple[float, float, float]) -> None:
    """Set a black induction hob into a counter."""
    x, y, z = at
    piece.box((x, y, z + 0.002), (0.8, 0.5, 0.005), ceramic.glazed("#0c0c0d", 0.06), 0.0015)
    piece.box((x, y, z + 0.0047), (0.12, 0.42, 0.0012), metal.black(), 0.0005)


def tap(piece: Piece, at: tuple[float, float, float], turn: float = 0.0, high: float = 0.36, reach: float = 0.2) -> None:
    """Add a brass swan-neck tap whose spout points to -y before turning."""
    spout, brass = Piece("tap", 203), metal.brass()
    spout.lathe(
        rounded([(0.001, 0), (0.027, 0), (0.027, 0.008), (0.019, 0.012), (0.019, 0.07), (0.001, 0.071)], 0.002), brass, sides=32
    )
    a = np.linspace(0, np.pi, 22)
    neck = np.stack([0 * a, -reach / 2 + reach / 2 * np.cos(a), high - reach / 2 + reach / 2 * np.sin(a)], -1)
    stem = np.array([[0, 0, 0.06], [0, 0, high / 2], [0, 0, high - reach / 2 - 0.01]])
    end = neck[-1] - [0, 0, 0.05]
    spout.tube(np.concatenate([stem, neck, [end]]), 0.0115, brass, 20)
    spout.tube([(0.015, 0, 0.045), (0.04, 0, 0.045), (0.05, 0, 0.046)], 0.009, brass, 16)
    spout.tube([(0.048, 0, 0.046), (0.056, 0, 0.09), (0.066, 0, 0.135)], 0.0045, brass, 12)
    piece.add(spout, at, (0, 0, turn))


def counter(length: float = 6.2, depth: float = 0.64) -> Piece:
    """Build the counter run along x facing -y, its back at y = depth: base units, marble top, sink and splashback."""
    piece, stone = Piece("counter", 204), ceramic.marble()
    piece.box((0, depth / 2 + 0.02, 0.485), (length - 0.01, depth - 0.06, 0.78), wood.smoked(), 0.002)
    piece.box((0, depth / 2 + 0.05, 0.05), (length - 0.02, depth - 0.12, 0.1), wood.smoked(), 0.002)
    count = max(4, round(length / 0.62))
    face = wood.lacquer("sand", "#b9ad9a")
    fronts(piece, -length / 2, length / 2, [(0.1, 0.62), (0.62, 0.855)], count, face)
    for k in range(count):
        x = (k + 0.5) * length / count - length / 2
        pull(piece, (x, 0, 0.83), 0.26, upright=False)
        pull(piece, (x, 0, 0.59), 0.26, upright=False)
    sink = 0.4
    half = 0.39
    for x0, x1 in ((-length / 2, sink - half), (sink + half, length / 2)):
        piece.box(((x0 + x1) / 2, depth / 2 - 0.01, 0.905), (x1 - x0, depth + 0.02, 0.03), stone, 0.003)
    piece.box((sink, 0.05, 0.905), (2 * half, 0.14, 0.03), stone, 0.003)
    piece.box((sink, depth - 0.06, 0.905), (2 * half, 0.12, 0.03), stone, 0.003)
    basin(piece, (sink, 0.32, 0.89), (2 * half, 0.42, 0.2))
    tap(piece, (sink, depth - 0.07, 0.92))
    piece.box((0, depth - 0.006, 0.957), (length, 0.012, 0.075), stone, 0.002)
    return piece


def basin(piece: Piece, at: tuple[float, float, float], size: tuple[float, float, float]) -> None:
    """Hang a steel basin, open on top, under a counter."""
    x, y, z = at
    wide, deep, high = size
    for s in (-1, 1):
        piece.box((x + s * (wide / 2 - 0.004), y, z - high / 2), (0.008, deep, high), metal.steel(), 0.002)
        piece.box((x, y + s * (deep / 2 - 0.004), z - high / 2), (wide, 0.008, high), metal.steel(), 0.002)
    piece.box((x, y, z - high), (wide, deep, 0.008), metal.steel(), 0.002)
    piece.lathe(
        rounded([(0.001, 0.006), (0.045, 0.006), (0.045, 0.009), (0.001, 0.008)], 0.001), metal.chrome(), (x, y, z - high), 28
    )


def tall(length: float = 4.9, depth: float = 0.62, height: float = 2.5) -> Piece:
    """Build tall units along x facing -y, their backs at y = depth: oak doors, a coffee niche, two ovens."""
    piece, oak = Piece("tall units", 205), wood.oak()
    count = 8
    wide = length / count
    for k in range(count):
        x = (k + 0.5) * wide - length / 2
        if k in {3, 4}:
            continue
        if k == 2:
            oven(piece, x, wide, 0.8)
            oven(piece, x, wide, 1.32)
            fronts(piece, x - wide / 2, x + wide / 2, [(0.08, 0.8), (1.84, height)], 1, oak)
        else:
            fronts(piece, x - wide / 2, x + wide / 2, [(0.08, 0.8 if k == 5 else height)], 1, oak)
            if k == 5:
                fronts(piece, x - wide / 2, x + wide / 2, [(0.8, height)], 1, oak)
            pull(piece, (x + (0.22 if k % 2 else -0.22), 0, 1.15), 0.5, upright=True)
        piece.box((x, depth / 2 + 0.012, height / 2 + 0.04), (wide - 0.001, depth - 0.026, height - 0.08), wood.smoked(), 0.001)
    niche(piece, -wide, wide, depth, height)
    piece.box((0, depth / 2 + 0.03, 0.04), (length, depth - 0.08, 0.08), wood.smoked(), 0.001)
    piece.box((0, depth / 2 + 0.01, height + 0.35), (length, depth - 0.02, 0.7), wood.lacquer("wall", "#e9e4da", 0.7), 0.001)
    return piece


def niche(piece: Piece, x0: float, x1: float, depth: float, height: float) -> None:
    """Build an open niche with a marble back, an oak shelf and drawers below."""
    oak, stone = wood.oak(), ceramic.marble()
    middle, wide = (x0 + x1) / 2, x1 - x0
    fronts(piece, x0, x1, [(0.08, 0.48), (0.48, 0.885)], 2, oak)
    piece.box((middle, depth / 2 + 0.012, 0.48), (wide, depth - 0.026, 0.8), wood.smoked(), 0.001)
    piece.box((middle, depth / 2, 0.905), (wide - 0.002, depth, 0.03), stone, 0.002)
    piece.box((middle, depth - 0.03, 1.46), (wide - 0.03, 0.02, 1.08), stone, 0.001)
    fronts(piece, x0, x1, [(2.0, height)], 2, oak)
    piece.box((middle, depth / 2 + 0.012, (2.0 + height) / 2), (wide, depth - 0.026, height - 2.0), wood.smoked(), 0.001)
    for x in (x0 + 0.01, x1 - 0.01):
        piece.box((x, depth / 2, 1.46), (0.02, depth - 0.01, 1.08), oak, 0.001)
    piece.box((middle, depth / 2 + 0.14, 1.5), (wide - 0.04, depth - 0.34, 0.03), oak, 0.002)


def oven(piece: Piece, x: float, wide: float, z: float) -> None:
    """Add a black glass oven with a bar handle, its foot at z."""
    piece.box((x, 0.009, z + 0.26), (wide - 0.006, 0.024, 0.514), ceramic.glazed("#0f0f10", 0.07), 0.003)
    piece.box((x, -0.0035, z + 0.47), (wide - 0.03, 0.003, 0.075), metal.black(), 0.001)
    middle = np.array([x, -0.045, z + 0.4])
    way = np.array([wide * 0.4, 0, 0])
    piece.tube([middle - way, middle, middle + way], 0.009, metal.steel(), 16)
    for s in (-0.9, 0.9):
        piece.tube(
            [middle + s * way, middle + s * way + [0, 0.02, 0], middle + s * way + [0, 0.045, 0]], 0.006, metal.steel(), 10
        )


def board(seed: int = 3) -> Piece:
    """Build an olive-wood chopping board leaning on nothing: it lies flat."""
    piece = Piece("board", seed)
    piece.box((0, 0, 0.011), (0.44, 0.26, 0.022), wood.walnut(), 0.008)
    return piece


def bottle(tint: str, scale: float = 1.0) -> Piece:
    """Build a bottle of oil or vinegar: dark glass, a label, a cork."""
    piece, dark = Piece("bottle", 4), ceramic.glazed(tint, 0.08)
    body = [
        (0.001, 0),
        (0.034, 0),
        (0.036, 0.01),
        (0.036, 0.17),
        (0.014, 0.225),
        (0.0125, 0.285),
        (0.0155, 0.287),
        (0.001, 0.298),
    ]
    piece.lathe(rounded([(r * scale, z * scale) for r, z in body], 0.006), dark, sides=36)
    piece.lathe(
        [(0.0364 * scale, 0.05 * scale), (0.0364 * scale, 0.13 * scale)], leather.plain("label", "#d9cfb8", 0.8), sides=36
    )
    cork = [(0.001, 0.29), (0.0105, 0.29), (0.0115, 0.315), (0.001, 0.316)]
    piece.lathe([(r * scale, z * scale) for r, z in cork], leather.plain("cork", "#a9845a", 0.9), sides=18)
    return piece


def crock() -> Piece:
    """Build a stoneware crock with wooden spoons, a whisk and a ladle."""
    piece = Piece("crock", 5)
    body = [(0.001, 0), (0.055, 0), (0.062, 0.01), (0.064, 0.14), (0.067, 0.15), (0.061, 0.15), (0.056, 0.02), (0.001, 0.016)]
    piece.lathe(body, ceramic.stoneware("#b7a78e"), sides=40)
    for k, material in enumerate((wood.oak(), wood.walnut(), metal.steel(), wood.oak(), metal.steel(), wood.cedar())):
        angle = 2.4 * k
        way = np.array([np.cos(angle), np.sin(angle), 0])
        foot, tip = way * -0.02 + [0, 0, 0.02], way * (0.06 + 0.008 * (k % 3)) + [0, 0, 0.27 + 0.02 * (k % 3)]
        along = np.linspace(0, 1, 14)[:, None]
        thick = 0.0045 + 0.021 * np.exp(-(((along[:, 0] - 0.93) / 0.07) ** 2)) * (k % 3 != 1)
        piece.tube(foot + (tip - foot) * along, thick, material, 14)
    return piece


def kettle() -> Piece:
    """Build a black enamelled kettle with a wooden grip, its spout to +x."""
    piece, shell = Piece("kettle", 6), ceramic.glazed("#1d1f1f", 0.22)
    body = [(0.001, 0), (0.09, 0), (0.1, 0.008), (0.104, 0.05), (0.09, 0.11), (0.055, 0.14), (0.001, 0.146)]
    piece.lathe(rounded(body, 0.012, 5), shell, sides=56)
    piece.lathe(rounded([(0.001, 0.14), (0.05, 0.142), (0.045, 0.153), (0.001, 0.158)], 0.003), shell, sides=40)
    piece.lathe(
        rounded([(0.001, 0.156), (0.006, 0.158), (0.013, 0.17), (0.01, 0.182), (0.001, 0.184)], 0.004), wood.walnut(), sides=24
    )
    spout = [(0.085, 0, 0.05), (0.125, 0, 0.075), (0.15, 0, 0.118), (0.168, 0, 0.132)]
    piece.tube(spout, [0.024, 0.019, 0.013, 0.011], shell, 18)
    a = np.linspace(0.12, np.pi - 0.12, 24)
    arch = np.stack([0.082 * np.cos(a), 0 * a, 0.105 + 0.125 * np.sin(a)], -1)
    piece.tube(arch, 0.0042, metal.steel(), 12)
    piece.tube(arch[8:16], 0.0105, wood.walnut(), 16)
    return piece
