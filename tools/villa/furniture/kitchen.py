"""A kitchen: island, counter run, tall units, taps, hob, ovens."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import cookware
from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, country, leather, metal, wood

GREEN, BLUE = "#55533f", "#5b5143"
"""The paints of the units and of the island."""


def carcass() -> bpy.types.Material:
    """Give what stands behind the gaps between doors: nothing that light comes back from."""
    return leather.plain("carcass", "#13100d", 0.95)


def fronts(piece: Piece, x0: float, x1: float, rows: list[tuple[float, float]], count: int, face: bpy.types.Material) -> None:
    """Add framed fronts facing -y at y = 0 with gaps that are not quite even, in columns and rows (z0, z1)."""
    wide = (x1 - x0) / count
    for k in range(count):
        for low, high in rows:
            off, drop = piece.rng.uniform(-0.001, 0.001, 2)
            front(piece, (x0 + (k + 0.5) * wide + off, (low + high) / 2 + drop), (wide - 0.0075, high - low - 0.0075), face)


def front(piece: Piece, at: tuple[float, float], size: tuple[float, float], face: bpy.types.Material) -> None:
    """Add one front: stiles, rails, and a panel set well back behind a step; a low drawer is plain."""
    (x, z), (wide, high), rail = at, size, 0.07
    if high < 0.2:
        piece.box((x, 0.012, z), (wide, 0.024, high), face, 0.003)
        return
    for inset, y, deep, broad in ((0.0, 0.012, 0.024, rail), (rail, 0.0165, 0.015, 0.009)):
        across, up = wide - 2 * inset, high - 2 * inset
        for s in (-1, 1):
            piece.box((x + s * (across - broad) / 2, y, z), (up, deep, broad), face, 0.002, (0, 90, 0))
            piece.box((x, y + 0.0001, z + s * (up - broad) / 2), (across - 2 * broad + 0.0004, deep, broad), face, 0.002)
    piece.box((x, 0.0205, z), (wide - 2 * rail + 0.01, 0.007, high - 2 * rail + 0.01), face, 0.001)


def knob(piece: Piece, at: tuple[float, float, float]) -> None:
    """Add a round bronze knob to a face at y = 0."""
    outline = [(0.001, 0), (0.008, 0), (0.007, 0.012), (0.0165, 0.018), (0.0145, 0.027), (0.001, 0.03)]
    piece.lathe(rounded(outline, 0.003), metal.bronze(), at, 22, (90, 0, 0))


def island(length: float = 2.8, width: float = 1.1) -> Piece:
    """Build the island along x: a worn wooden top, boards and two legs on the seats' side (-y), drawers on +y."""
    piece, paint = Piece("island", 201), country.painted(BLUE)
    _top(piece, length, width)
    inner, front_ = length - 0.2, -width / 2 + 0.3
    piece.box((0, (front_ + width / 2 - 0.03) / 2, 0.475), (inner - 0.05, width / 2 - 0.03 - front_, 0.79), carcass(), 0.002)
    piece.box((0, (front_ + width / 2 - 0.03) / 2, 0.05), (inner - 0.04, width / 2 + 0.01 - front_, 0.1), paint, 0.003)
    count = int(inner / 0.13)
    for k in range(count):
        wide = inner / count
        piece.box(((k + 0.5) * wide - inner / 2, front_ - 0.008, 0.487), (0.77, 0.018, wide - 0.0016), paint, 0.0045, (0, 90, 0))
    for s in (-1, 1):
        for k in range(5):
            y = front_ + 0.005 + (k + 0.5) * (width / 2 - 0.04 - front_) / 5
            piece.box(
                (s * (inner / 2 - 0.014), y, 0.487),
                (0.77, (width / 2 - 0.04 - front_) / 5 - 0.0016, 0.018),
                paint,
                0.0045,
                (0, 90, 0),
            )
        piece.box((s * (length / 2 - 0.13), -width / 2 + 0.075, 0.437), (0.87, 0.075, 0.075), paint, 0.006, (0, 90, 0))
        piece.box((s * (length / 2 - 0.13), -width / 4 + 0.05, 0.83), (width / 2 - 0.1, 0.03, 0.09), paint, 0.003, (0, 0, 90))
    piece.box((0, -width / 2 + 0.075, 0.83), (length - 0.33, 0.03, 0.09), paint, 0.003)
    doors = Piece("doors", 202)
    fronts(doors, -inner / 2, inner / 2, [(0.1, 0.48), (0.48, 0.68), (0.68, 0.86)], 4, paint)
    for k in range(4):
        for z in (0.4, 0.58, 0.77):
            knob(doors, ((k - 1.5) * inner / 4, 0, z))
    piece.add(doors, (0, width / 2 - 0.01, 0), (0, 0, 180))
    hob(piece, (0.62, 0.2, 0.92))
    return piece


def _top(piece: Piece, length: float, width: float) -> None:
    """Lay a top of staves, glued side by side and end to end."""
    rows, timber = 9, country.honey()
    wide = width / rows
    for row in range(rows):
        cut = piece.rng.uniform(-0.3, 0.3) * length
        y = (row - (rows - 1) / 2) * wide
        for a, b in ((-length / 2, cut), (cut, length / 2)):
            piece.box(((a + b) / 2, y, 0.897), (b - a - 0.0005, wide - 0.0005, 0.046), timber, 0.0016)


def hob(piece: Piece, at: tuple[float, float, float]) -> None:
    """Set a black induction hob into a counter."""
    x, y, z = at
    piece.box((x, y, z + 0.002), (0.8, 0.5, 0.005), ceramic.dark_pane(), 0.0015)
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
    """Build the counter run along x facing -y, its back at y = depth: painted base units, stone top, sink."""
    piece, stone = Piece("counter", 204), ceramic.soapstone()
    face = country.painted(GREEN)
    piece.box((0, depth / 2 + 0.02, 0.485), (length - 0.01, depth - 0.06, 0.78), carcass(), 0.002)
    piece.box((0, depth / 2 + 0.05, 0.05), (length - 0.02, depth - 0.12, 0.1), carcass(), 0.002)
    piece.box((-length / 2 + 0.004, depth / 2, 0.445), (0.89, depth - 0.01, 0.018), face, 0.002, (0, 90, 0))
    count = max(4, round(length / 0.62))
    fronts(piece, -length / 2, length / 2, [(0.1, 0.62), (0.62, 0.855)], count, face)
    for k in range(count):
        x = (k + 0.5) * length / count - length / 2
        knob(piece, (x + piece.rng.uniform(-0.004, 0.004), 0, 0.74))
        knob(piece, (x + (-1) ** k * 0.25, 0, 0.55))
    sink = 0.4
    half = 0.39
    for x0, x1 in ((-length / 2, sink - half), (sink + half, length / 2)):
        piece.box(((x0 + x1) / 2, depth / 2 - 0.01, 0.905), (x1 - x0, depth + 0.02, 0.03), stone, 0.003)
    piece.box((sink, 0.05, 0.905), (2 * half, 0.14, 0.03), stone, 0.003)
    piece.box((sink, depth - 0.06, 0.905), (2 * half, 0.12, 0.03), stone, 0.003)
    basin(piece, (sink, 0.32, 0.89), (2 * half, 0.42, 0.2))
    tap(piece, (sink, depth - 0.07, 0.92))
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


def tall(length: float = 4.9, depth: float = 0.62, height: float = 2.4) -> Piece:
    """Build tall units along x facing -y, their backs at y = depth: painted doors, a niche, two ovens, a fridge behind doors."""
    piece, paint = Piece("tall units", 205), country.painted(GREEN)
    count = 8
    wide = length / count
    for k in range(count):
        x = (k + 0.5) * wide - length / 2
        if k in {3, 4}:
            continue
        if k == 2:
            oven(piece, x, wide, 0.8)
            oven(piece, x, wide, 1.32)
            fronts(piece, x - wide / 2, x + wide / 2, [(0.08, 0.8), (1.84, height)], 1, paint)
        elif k == 5:
            fronts(piece, x - wide / 2, x + wide / 2, [(0.08, 0.74), (0.74, height)], 1, paint)
            pull(piece, (x - wide / 2 + 0.04, 0, 1.16), 0.5)
            pull(piece, (x - wide / 2 + 0.04, 0, 0.53), 0.26)
        else:
            fronts(piece, x - wide / 2, x + wide / 2, [(0.08, 0.9), (0.9, height)], 1, paint)
            for z in (0.82, 1.02):
                knob(piece, (x + (0.25 if k % 2 else -0.25), 0, z))
        piece.box((x, depth / 2 + 0.014, height / 2 + 0.04), (wide - 0.001, depth - 0.03, height - 0.08), carcass(), 0.001)
    niche(piece, -wide, wide, depth, height)
    piece.box((0, depth / 2 + 0.03, 0.04), (length, depth - 0.08, 0.08), paint, 0.001)
    piece.box((0, depth / 2 - 0.012, height + 0.018), (length + 0.03, depth + 0.036, 0.036), paint, 0.008)
    return piece


def pull(piece: Piece, at: tuple[float, float, float], high: float) -> None:
    """Add an upright bronze bar on two feet to a face at y = 0."""
    x, y, z = at
    piece.tube([(x, y - 0.034, z - high / 2), (x, y - 0.034, z), (x, y - 0.034, z + high / 2)], 0.0075, metal.bronze(), 14)
    for s in (-0.42, 0.42):
        piece.tube(
            [(x, y + 0.002, z + s * high), (x, y - 0.016, z + s * high), (x, y - 0.034, z + s * high)], 0.0055, metal.bronze(), 10
        )


def niche(piece: Piece, x0: float, x1: float, depth: float, height: float) -> None:
    """Build an open niche: a stone worktop, tiles behind, a shelf, doors below and above."""
    paint = country.painted(GREEN)
    middle, wide = (x0 + x1) / 2, x1 - x0
    fronts(piece, x0, x1, [(0.08, 0.48), (0.48, 0.885)], 2, paint)
    piece.box((middle, depth / 2 + 0.014, 0.48), (wide, depth - 0.03, 0.8), carcass(), 0.001)
    piece.box((middle, depth / 2, 0.905), (wide - 0.002, depth, 0.03), ceramic.soapstone(), 0.002)
    piece.add(cookware.tiled([(x0 + 0.02, x1 - 0.02, 0.92, 2.0)], 206), (0, depth - 0.02, 0))
    fronts(piece, x0, x1, [(2.0, height)], 2, paint)
    piece.box((middle, depth / 2 + 0.014, (2.0 + height) / 2), (wide, depth - 0.03, height - 2.0), carcass(), 0.001)
    for x in (x0 + 0.01, x1 - 0.01):
        piece.box((x, depth / 2, 1.46), (0.02, depth - 0.01, 1.08), paint, 0.001)
    piece.box((middle, depth / 2 + 0.14, 1.5), (wide - 0.04, depth - 0.34, 0.03), country.honey(), 0.002)


def oven(piece: Piece, x: float, wide: float, z: float) -> None:
    """Add an oven, its foot at z: a door of dark glass in a frame, a bar, a strip with two knobs and a clock."""
    dark, frame = ceramic.dark_pane(), metal.black()
    piece.box((x, 0.012, z + 0.21), (wide - 0.008, 0.024, 0.412), frame, 0.003)
    piece.box((x, 0.0005, z + 0.19), (wide - 0.07, 0.003, 0.29), dark, 0.0012)
    piece.box((x, 0.012, z + 0.468), (wide - 0.008, 0.024, 0.092), frame, 0.003)
    piece.box((x, -0.0005, z + 0.468), (0.12, 0.003, 0.036), dark, 0.001)
    dial = rounded([(0.001, 0), (0.019, 0), (0.0175, 0.02), (0.001, 0.021)], 0.003)
    for s in (-1, 1):
        piece.lathe(dial, metal.steel(), (x + s * wide * 0.32, 0, z + 0.468), 28, (90, 0, 0))
    middle, way = np.array([x, -0.042, z + 0.375]), np.array([wide * 0.4, 0, 0])
    piece.tube([middle - way, middle, middle + way], 0.0085, metal.steel(), 16)
    for s in (-0.9, 0.9):
        foot = middle + s * way
        piece.tube(foot + np.outer([0, 0.02, 0.042], [0, 1, 0]), 0.006, metal.steel(), 10)


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
