"""A bed that is slept in: turned bedstead, rumpled duvet, pillows of two sets, a block-printed quilt; what stands beside it."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import bedding, hanging
from villa.furniture.drape import flat, grid_normals, lumps, quads, refined
from villa.furniture.soft import pillow
from villa.furniture.solids import Part, Piece, rounded
from villa.materials import fabric, leather, metal, prints, tile, wood

TICKING = ((0.1, 0.2, "#7d8388"), (0.3, 0.33, "#7d8388"), (0.37, 0.40, "#7d8388"))
DUVET = (2.5, 1.62)
"""Width across the bed, and length."""
QUILT = ("#4d4f54", "#a89d89", "#7d6252", 0.115)


def chestnut() -> bpy.types.Material:
    """Give chestnut, waxed and darkened by age."""
    return wood.grained("wood.chestnut", ("#48301f", "#644731", "#795a3f"), 0.4)


def frame(width: float = 1.9, length: float = 2.1) -> Piece:
    """Build bedstead and mattress; the head at y = 0, the foot towards -y."""
    piece, timber = Piece("bed", 101), chestnut()
    for s in (-1, 1):
        piece.box((s * (width / 2 - 0.025), -length / 2 - 0.09, 0.235), (0.03, length - 0.06, 0.13), timber, 0.004)
        piece.lathe(_foot(0.3), timber, (s * (width / 2 - 0.045), -length - 0.045, 0), 28)
    piece.box((0, -length - 0.06, 0.235), (width - 0.1, 0.03, 0.13), timber, 0.004)
    for k in range(9):
        piece.box((0, -0.25 - 0.23 * k, 0.285), (width - 0.06, 0.09, 0.02), wood.oak(), 0.002)
    headboard(piece, width, timber)

    def lain(points: np.ndarray) -> np.ndarray:
        return points + 0.005 * lumps(points, 8, 3)[:, None]

    cloth = prints.striped("#ded9cd", ((0.2, 0.5, "#8f9aa6"),), 0.03)
    piece.box((0, -length / 2 - 0.09, 0.41), (width, length, 0.24), cloth, 0.05, (0, 0, 0), 30, lain)
    return piece


def _foot(high: float) -> list[tuple[float, float]]:
    """Give the outline of a turned foot."""
    line = [(0.001, 0), (0.017, 0), (0.026, 0.03), (0.02, 0.06), (0.032, 0.11), (0.036, 0.16), (0.03, 0.2), (0.034, high)]
    return rounded([*line, (0.001, high)], 0.012, 4)


def headboard(piece: Piece, width: float, timber: bpy.types.Material) -> None:
    """Stand a headboard of turned spindles between two posts with knobs."""
    span = width / 2 + 0.02
    knob = [(0.03, 0), (0.034, 0.012), (0.02, 0.03), (0.038, 0.055), (0.041, 0.08), (0.03, 0.105), (0.001, 0.115)]
    for s in (-1, 1):
        piece.box((s * span, -0.05, 0.58), (0.066, 0.066, 1.16), timber, 0.006)
        piece.lathe(rounded(knob, 0.008, 4), timber, (s * span, -0.05, 1.16), 32)

    def arched(points: np.ndarray) -> np.ndarray:
        return points + np.array([0, 0, 0.07]) * (1 - (points[:, :1] / span) ** 2)

    piece.box((0, -0.05, 1.09), (2 * span - 0.06, 0.034, 0.085), timber, 0.01, div=24, warp=arched)
    piece.box((0, -0.05, 0.44), (2 * span - 0.06, 0.03, 0.1), timber, 0.006)
    line = np.array(
        [
            (0.009, 0),
            (0.0125, 0.05),
            (0.016, 0.2),
            (0.011, 0.26),
            (0.018, 0.3),
            (0.011, 0.34),
            (0.0155, 0.42),
            (0.0115, 0.56),
            (0.009, 0.62),
        ]
    )
    for k in range(13):
        x = (k - 6) * 2 * span / 14
        high = (0.575 + 0.07 * (1 - (x / span) ** 2)) / 0.62
        piece.lathe(rounded([(r, z * high) for r, z in line], 0.012, 4), timber, (x, -0.05, 0.485), 16)


def duvet(width: float = 1.9, length: float = 2.1) -> Piece:
    """Let a thick duvet fall over the mattress, tugged straight in a hurry."""
    piece = Piece("duvet", 102)
    white = fabric.cotton("#e9e4d9")
    upper, lower, seam = bedding.filled_duvet(width, length, DUVET, -0.62, 0.53)
    for grid, way in ((upper, 1), (lower, -1)):
        piece.raw(grid.reshape(-1, 3), [quads(flat(*grid.shape[:2]))[:, ::way]], white)
    piece.tube(np.concatenate([seam, seam[:1]]), 0.004, white, 6)
    return piece


def pillows(width: float = 1.9) -> Piece:
    """Heap pillows against the headboard: two sets, none like another, and three cushions."""
    piece = Piece("pillows", 103)
    white, ticking = fabric.cotton("#ece7dd"), prints.striped("#e4ded0", TICKING, 0.085, 0)
    q = width * 0.25
    for x, y, size, cloth, seed, lean in (
        (-q - 0.02, -0.21, (0.84, 0.55), white, 9, (-21, 2, -3)),
        (q + 0.04, -0.2, (0.86, 0.54), ticking, 11, (-18, -2, 4)),
        (-q + 0.03, -0.43, (0.8, 0.5), ticking, 13, (-38, -3, 5)),
        (q - 0.03, -0.46, (0.78, 0.49), white, 16, (-47, 3, -7)),
    ):
        piece.add(pillow(size, cloth, seed, 1.1), (x, y, 0.535), lean)
    mustard, sprigs = fabric.velvet("#8a7a60"), prints.sprigged("#c9bfa9", "#7f5d50", "#666c70", 0.12)
    piece.add(pillow((0.48, 0.48), sprigs, 21), (-0.34, -0.68, 0.54), (-44, 4, 12))
    piece.add(pillow((0.44, 0.44), mustard, 22, 1.05), (0.08, -0.66, 0.54), (-36, -5, -9))
    piece.add(pillow((0.58, 0.34), fabric.linen("#66645a"), 23, 1.0), (0.52, -0.78, 0.545), (-58, 2, -14))
    return piece


def quilt(width: float = 1.9, length: float = 2.1) -> Piece:
    """Throw a block-printed quilt over the foot of the bed, askew, one side further down than the other."""
    piece, size = Piece("quilt", 104), (2.62, 1.12)
    upper, _, _ = bedding.filled_duvet(width, length, DUVET, -0.62, 0.53)
    grid = bedding.thrown(size, (-0.06, -length + 0.36, 0.80), 4.5, upper)
    printed_sheet(piece, grid, size, 0.016, prints.quilted(*QUILT))
    hem = fabric.linen("#7a5a4c")
    rim = np.concatenate([grid[0], grid[1:, -1], grid[-1, -2::-1], grid[-2::-1, 0]]) + np.array([0, 0, 0.006])
    piece.tube(rim, 0.008, hem, 8)
    return piece


def printed_sheet(piece: Piece, grid: np.ndarray, size: tuple[float, float], thick: float, material: bpy.types.Material) -> None:
    """Add a sheet whose pattern follows the cloth: its own width and length in metres are its coordinates."""
    rows, cols = grid.shape[:2]
    plan = np.stack(np.meshgrid(np.arange(rows), np.arange(cols), indexing="ij"), -1)
    rim = np.minimum.reduce([plan[..., 0], plan[..., 1], rows - 1 - plan[..., 0], cols - 1 - plan[..., 1]])
    full = np.sqrt(np.clip(rim / 4, 0, 1))[..., None]
    top = grid + grid_normals(grid) * thick * full
    own = np.stack([*(plan[..., k] / (n - 1) * s for k, (n, s) in enumerate(zip((rows, cols), size, strict=True))), 0 * rim], -1)
    cloud = np.concatenate([top.reshape(-1, 3), grid.reshape(-1, 3)])
    face = quads(flat(rows, cols))
    grain = np.concatenate([own.reshape(-1, 3)] * 2)
    piece.parts.append(Part(cloud, [np.concatenate([face, face[:, ::-1] + rows * cols])], grain, material, 0.5))


def chest(length: float = 1.15, deep: float = 0.46, high: float = 0.45) -> Piece:
    """Build an old chest of painted boards on bracket feet, iron at its lock and handles, along x, facing -y."""
    piece, paint, iron = Piece("chest", 105), tile.painted("chest", "#6f6d60"), metal.bronze()
    boards = 3
    tall = (high - 0.09) / boards
    for k in range(boards):
        z = 0.06 + (k + 0.5) * tall
        for s in (-1, 1):
            piece.box((0, s * (deep / 2 - 0.011), z), (length, 0.022, tall - 0.0015), paint, 0.003)
            piece.box((s * (length / 2 - 0.011), 0, z), (0.022, deep - 0.046, tall - 0.0015), paint, 0.003)
    piece.box((0, 0, 0.07), (length - 0.04, deep - 0.04, 0.02), paint, 0.002)
    piece.box((0, -deep / 2 - 0.004, 0.055), (length + 0.02, 0.022, 0.07), paint, 0.006)
    for s in (-1, 1):
        piece.box((s * (length / 2 + 0.002), 0, 0.055), (0.022, deep, 0.07), paint, 0.006)
        for t in (-1, 1):
            piece.box((s * (length / 2 - 0.06), t * (deep / 2 - 0.02), 0.02), (0.12, 0.05, 0.04), paint, 0.006)
    for k in range(2):
        piece.box((0, (k - 0.5) * deep / 2, high - 0.014), (length + 0.05, deep / 2 + 0.018, 0.026), paint, 0.006)
    piece.box((0, -deep / 2 - 0.001, high - 0.1), (0.075, 0.004, 0.09), iron, 0.0015)
    piece.lathe(
        [(0.007, 0.003), (0.007, 0.006), (0.003, 0.0065), (0.001, 0.0065)],
        metal.black(),
        (0, -deep / 2, high - 0.11),
        16,
        (90, 0, 0),
    )
    return piece


def cabinet() -> Piece:
    """Build a bedside cabinet of pine, its drawer not quite shut, books on the shelf below; its back at y = 0."""
    from villa.furniture import decor

    piece, pine = Piece("cabinet", 106), wood.grained("wood.pine", ("#7d6040", "#9a7a56", "#ac8e69"), 0.45)
    wide, deep, high = 0.5, 0.4, 0.58
    piece.box((0, -deep / 2, high - 0.012), (wide + 0.03, deep + 0.02, 0.024), pine, 0.007)
    for x in (-1, 1):
        for y in (0.022, deep - 0.022):
            piece.box((x * (wide / 2 - 0.022), -y, (high - 0.024) / 2), (0.038, 0.038, high - 0.024), pine, 0.003)
        piece.box((x * (wide / 2 - 0.018), -deep / 2, high - 0.09), (0.018, deep - 0.08, 0.13), pine, 0.002)
    piece.box((0, -0.014, high - 0.09), (wide - 0.08, 0.016, 0.13), pine, 0.002)
    piece.box((0, -deep - 0.006, high - 0.088), (wide - 0.084, 0.02, 0.118), pine, 0.003, (0, 0, 1.5))
    piece.lathe(
        rounded([(0.008, 0), (0.009, 0.012), (0.017, 0.02), (0.016, 0.028), (0.001, 0.031)], 0.004),
        chestnut(),
        (0, -deep - 0.015, high - 0.088),
        24,
        (90, 0, 0),
    )
    piece.box((0, -deep / 2, 0.16), (wide - 0.05, deep - 0.05, 0.018), pine, 0.002)
    piece.add(decor.pile(3, 58, (0.24, 0.17)), (-0.05, -deep / 2, 0.17), (0, 0, 82))
    return piece


def lamp(power: float) -> Piece:
    """Build a bedside lamp: a jug-shaped base in blue glaze, a shade of printed cotton a little aslant; z = 0 is its foot."""
    from villa.furniture import lamps
    from villa.materials import ceramic

    piece = Piece("bedside lamp", 107)
    body = np.array([(0.06, 0), (0.085, 0.02), (0.098, 0.08), (0.08, 0.15), (0.045, 0.19), (0.026, 0.215), (0.022, 0.25)])
    fine = refined(refined(np.stack([body] * 2)))[0]
    piece.lathe([(0.001, 0), *map(tuple, fine), (0.001, 0.25)], ceramic.glazed("#5d5f5c", 0.28), sides=48)
    piece.tube([(0, 0, 0.25), (0, 0, 0.3), (0, 0, 0.42)], 0.006, metal.brass(), 10)
    pleated = np.array(lamps.drum(0.165, 0.1, 0.19))
    piece.lathe([tuple(p) for p in pleated], lamps.linen("#d9c7a2", power), (0.004, 0, 0.27), 64, (0, 3, 0))
    for r, z in ((0.1655, 0.27), (0.1005, 0.46)):
        a = np.linspace(0, 2 * np.pi, 65)
        rim = np.stack([r * np.cos(a) + 0.004 + 0.052 * (z - 0.27), r * np.sin(a), z - 0.052 * r * np.cos(a)], -1)
        piece.tube(rim, 0.003, leather.plain("braid", "#7f6452", 0.9), 6)
    lamps.bulb(piece, (0, 0, 0.36), 20 * power)
    return piece


def draped(
    boxes: list[tuple], centre: tuple[float, float, float], size: tuple[float, float], turn: float, cloth: bpy.types.Material
) -> Piece:
    """Let a cloth fall over boxes (centre, size) from where it was thrown."""
    piece = Piece("draped", 108)
    grid = refined(hanging.upon(boxes, centre, size, turn, 108))
    printed_sheet(piece, grid, size, 0.007, cloth)
    return piece
