"""A made bed: turned bedstead, coverlet, turned-down sheet, a blanket thrown on it, pillows; what stands beside it."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import bedding
from villa.furniture.drape import flat, grid_normals, quads, refined
from villa.furniture.solids import Part, Piece, rounded
from villa.materials import fabric, leather, linens, metal, quilted, wood


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

    piece.box((0, -length / 2 - 0.09, 0.41), (width, length, 0.24), linens.percale("#e6e2d9"), 0.05)
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


def linen(width: float = 1.9, length: float = 2.1) -> Piece:
    """Make the bed: a quilted coverlet, the sheet turned down over it, a blanket thrown across the foot."""
    piece = Piece("linen", 102)
    spread = bedding.coverlet(width, length, -0.64, 0.53, 0.40)
    side, foot = width / 2 + 0.40, -length - 0.09
    cloth_sheet(piece, *bedding.puffed(*spread, quilted.PITCH_M, quilted.SLOPE), 0.007, quilted.quilted("#bfb5a3"), 1)
    turned = bedding.lain(spread, (0.03 - side, side - 0.03), (-0.95, -0.63), 0.016)
    cloth_sheet(piece, *turned, 0.006, linens.percale("#e6e2d9"))
    throw = bedding.thrown(spread[0] + 0.008 * grid_normals(spread[0]), (0.02, foot + 0.40, 0.64), (1.25, 1.6), 57, 108)
    cloth_sheet(piece, *bedding.hemmed(*throw), 0.007, linens.blanket("#59636a"), 1)
    return piece


def pillows(width: float = 1.9) -> Piece:
    """Lean two pairs of pillows against the headboard, a muted pair before a white one, no two filled or put down alike."""
    piece, q = Piece("pillows", 103), width * 0.25
    white, washed = linens.percale("#dfdbd2", pressed=0.0), fabric.linen("#8b8676")
    for at, size, cloth, lean, full, seed, turn in (
        ((-q - 0.01, -0.08, 0.532), (0.90, 0.60), white, 16, 1.5, 3, 1.5),
        ((q + 0.015, -0.09, 0.532), (0.89, 0.59), white, 19, 1.2, 5, -2.0),
        ((-q + 0.02, -0.29, 0.532), (0.84, 0.52), washed, 29, 1.3, 7, 3.5),
        ((q - 0.01, -0.27, 0.532), (0.85, 0.51), washed, 25, 1.6, 12, -1.5),
    ):
        front, back, seam = bedding.pillow(*size, lean, full, seed)
        u, v = np.meshgrid(*(np.linspace(0, side, n) for side, n in zip(size, front.shape[:2], strict=True)), indexing="ij")
        own, one = np.stack([u, v, 0 * u], -1).reshape(-1, 3), Piece("pillow", seed)
        for grid, way in ((front, 1), (back, -1)):
            one.raw(grid.reshape(-1, 3), [quads(flat(*grid.shape[:2]))[:, ::way]], cloth, own)
        one.tube(np.concatenate([seam, seam[:1]]), 0.003, cloth, 6)
        piece.add(one, at, (0, 0, turn))
    return piece


def cloth_sheet(
    piece: Piece, grid: np.ndarray, own: np.ndarray, thick: float, material: bpy.types.Material, rounds: int = 3
) -> None:
    """Add a sheet of a thickness above a grid, its rims round over so many cells; own gives each point's place in it, in m."""
    rows, cols = grid.shape[:2]
    plan = np.stack(np.meshgrid(np.arange(rows), np.arange(cols), indexing="ij"), -1)
    rim = np.minimum.reduce([plan[..., 0], plan[..., 1], rows - 1 - plan[..., 0], cols - 1 - plan[..., 1]])
    top = grid + grid_normals(grid) * thick * np.sqrt(np.clip(rim / rounds, 0, 1))[..., None]
    cloud, grain = np.concatenate([top.reshape(-1, 3), grid.reshape(-1, 3)]), np.concatenate([own.reshape(-1, 3)] * 2)
    face = quads(flat(rows, cols))
    piece.parts.append(Part(cloud, [np.concatenate([face, face[:, ::-1] + rows * cols])], grain, material, 0.5))


def bench(length: float = 1.2, deep: float = 0.38, high: float = 0.44) -> Piece:
    """Build a bench of two boards on four tapered legs, along x."""
    piece, timber = Piece("bench", 105), wood.grained("wood.elm", ("#6a513b", "#856a4f", "#977d61"), 0.42)
    for s in (-1, 1):
        piece.box((0.008 * s, s * (deep / 4 + 0.0008), high - 0.017), (length, deep / 2 - 0.0016, 0.034), timber, 0.005)
        piece.box((s * (length / 2 - 0.17), 0, high - 0.052), (0.05, deep - 0.05, 0.036), timber, 0.004)
        for t in (-1, 1):
            x, y = s * (length / 2 - 0.17), t * (deep / 2 - 0.075)
            path = [(x + 0.05 * s, y + 0.045 * t, 0.0), (x + 0.025 * s, y + 0.022 * t, 0.2), (x, y, high - 0.036)]
            piece.tube(path, [0.013, 0.018, 0.021], timber, 18)
    return piece


def cabinet() -> Piece:
    """Build a bedside cabinet of pine, its drawer not quite shut, books on the shelf below; its back at y = 0."""
    from villa.furniture import decor

    piece, pine = Piece("cabinet", 106), wood.grained("wood.pine", ("#6c5238", "#86694a", "#987a59"), 0.45)
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
