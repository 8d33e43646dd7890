"""Things that came with the family: a table of old boards, a pouf, a blanket, games, a clock."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import hanging
from villa.furniture.drape import flat, grid_normals, lumps, quads, refined
from villa.furniture.print import line
from villa.furniture.solids import Piece, rounded, turned
from villa.materials import ceramic, leather, metal, wood


def board_table(length: float = 1.35, width: float = 0.8, height: float = 0.4) -> Piece:
    """Build a coffee table of boards that were a floor once: gaps, dents, one board darker, a shelf below."""
    piece = Piece("board table", 461)
    pine = wood.grained("wood.old pine", ("#54361f", "#74502f", "#916a43"), 0.55)
    brown = wood.grained("wood.old pine dark", ("#3f2817", "#5a3a22", "#734f31"), 0.55)

    def worn(points: np.ndarray) -> np.ndarray:
        return (
            points
            + np.array([0, 0.4, 1.0]) * (0.0016 * lumps(points, 12, len(piece.parts)) + 0.0008 * lumps(points, 40, 5))[:, None]
        )

    wide = width / 5
    for k in range(5):
        y = (k - 2) * wide
        rise = piece.rng.uniform(-0.0018, 0.0018)
        piece.box(
            (0, y, height - 0.02 + rise),
            (length - 0.2, wide - 0.004, 0.04),
            brown if k == 3 else pine,
            0.006,
            (0, 0, 0),
            24,
            worn,
        )
    for side in (-1, 1):
        piece.box((side * (length / 2 - 0.05), 0, height - 0.02), (0.098, width, 0.041), pine, 0.006, (0, 0, 0), 16, worn)
        piece.box((0, side * (width / 2 - 0.09), height - 0.085), (length - 0.2, 0.024, 0.09), pine, 0.003)
        piece.box((side * (length / 2 - 0.09), 0, height - 0.085), (0.024, width - 0.2, 0.09), pine, 0.003)
        for end in (-1, 1):
            piece.box(
                (side * (length / 2 - 0.085), end * (width / 2 - 0.085), (height - 0.04) / 2),
                (0.075, 0.075, height - 0.04),
                pine,
                0.005,
                (0, 0, 0),
                8,
                worn,
            )
    for k in range(4):
        piece.box((0, (k - 1.5) * 0.155, 0.11), (length - 0.12, 0.146, 0.022), brown, 0.004)
    return piece


def pouf(code: str = "#56382a", seed: int = 463) -> Piece:
    """Build a round leather pouf, sewn of wedges, squashed where feet lay, its foot at z = 0."""
    piece, hide = Piece("pouf", seed), leather.leather(code)
    t = np.linspace(-np.pi / 2, np.pi / 2, 34)
    profile = [(max(0.29 * np.cos(a) ** 0.62, 0.002), 0.16 + 0.155 * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.72) for a in t]
    points, faces = turned(profile, 144)
    angle = np.arctan2(points[:, 1], points[:, 0])
    gore = np.abs(np.sin(6 * angle)) ** 0.45
    far = np.hypot(points[:, 0], points[:, 1])
    out = points * np.array([1, 1, 0]) * (0.98 + 0.02 * gore)[:, None] + np.array([0, 0, 1]) * points[:, 2:]
    dent = np.exp(-(((out[:, 0] - 0.06) / 0.15) ** 2) - ((out[:, 1] + 0.03) / 0.12) ** 2)
    out[:, 2] -= np.clip((out[:, 2] - 0.12) / 0.1, 0, 1) * (0.04 * dent + 0.006 * (1 - gore) * np.clip((far - 0.05) / 0.05, 0, 1))
    crease = 0.0028 * lumps(points * np.array([1, 1, 2.4]), 15, seed) + 0.0016 * lumps(points, 34, seed + 1)
    out += crease[:, None] * points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 0.05)
    out[:, 2] = np.maximum(out[:, 2], 0.001)
    piece.raw(out, faces, hide)
    piece.lathe(rounded([(0.05, 0.0), (0.05, 0.006), (0.001, 0.009)], 0.003), hide, (0, 0, 0.290), 36)
    return piece


def blanket(
    boxes: list[tuple], corner: tuple[float, float, float], along: tuple[float, float], cloth: bpy.types.Material, seed: int
) -> Piece:
    """Let a blanket with a pattern of its own fall over boxes (centre, size); tassels hang from its short ends."""
    piece = Piece("blanket", seed)
    centre = (corner[0] + along[0] / 2, corner[1] + along[1] / 2, corner[2])
    grid = refined(hanging.upon(boxes, centre, along, 3.0, seed))
    rows, columns = grid.shape[:2]
    rim = np.minimum.outer(
        np.minimum(np.arange(rows), np.arange(rows)[::-1]), np.minimum(np.arange(columns), np.arange(columns)[::-1])
    )
    top = grid + grid_normals(grid) * 0.008 * np.sqrt(np.clip(rim / 4, 0, 1))[..., None]
    plan = np.stack(np.meshgrid(np.linspace(0, along[0], rows), np.linspace(0, along[1], columns), indexing="ij"), -1)
    grain = np.tile(np.concatenate([plan, 0 * plan[..., :1]], -1).reshape(-1, 3), (2, 1))
    faces = quads(flat(rows, columns))
    piece.raw(
        np.concatenate([top.reshape(-1, 3), grid.reshape(-1, 3)]),
        [np.concatenate([faces, faces[:, ::-1] + rows * columns])],
        cloth,
    )
    piece.parts[-1].grain = grain
    for end, before in ((grid[0, ::4], grid[4, ::4]), (grid[-1, ::4], grid[-5, ::4])):
        for point, heading in zip(end, end - before, strict=True):
            way = heading / max(float(np.linalg.norm(heading)), 1e-6)
            for _ in range(2):
                sway = piece.rng.normal(0, 0.006, 3)
                tip = point + 0.022 * way + sway - np.array([0, 0, 0.035])
                piece.tube(
                    [point, point + 0.018 * way + 0.4 * sway - np.array([0, 0, 0.01]), tip], [0.002, 0.0017, 0.001], cloth, 5
                )
    return piece


def games(seed: int = 467) -> Piece:
    """Build a pile of boxes with games and a puzzle, their corners soft from years, each put back askew."""
    piece, z = Piece("games", seed), 0.0
    rows = (
        ((0.40, 0.29, 0.055), "#4a545e", "REGATTA", 3),
        ((0.37, 0.27, 0.07), "#7a5548", "1000 PIECES", -5),
        ((0.30, 0.30, 0.045), "#5d6658", "CHESS  DRAUGHTS", 7),
        ((0.27, 0.19, 0.05), "#a08d60", "DOMINO", -11),
    )
    for size, code, title, turn in rows:
        box, card, ink = Piece("game", 3), leather.plain("game", code, 0.55), leather.plain("ink", "#e6ddcb", 0.5)
        box.box(
            (0, 0, size[2] * 0.34),
            (size[0] - 0.005, size[1] - 0.005, size[2] * 0.66),
            leather.plain("card", "#cfc4ae", 0.8),
            0.002,
        )
        box.box((0, 0, size[2] * 0.62), (size[0], size[1], size[2] * 0.74), card, 0.004)
        axes = np.array([[1, 0, 0], [0, 0, 1]])
        box.raw(*line(title, (-0.36 * size[0], -size[1] / 2 - 0.0006, size[2] * 0.45), axes, 0.6 * size[0], 0.3 * size[2]), ink)
        side = np.array([[0, -1, 0], [0, 0, 1]])
        box.raw(*line(title, (-size[0] / 2 - 0.0006, 0.36 * size[1], size[2] * 0.45), side, 0.6 * size[1], 0.3 * size[2]), ink)
        piece.add(box, (piece.rng.normal(0, 0.008), piece.rng.normal(0, 0.008), z), (0, 0, turn))
        z += size[2] + 0.001
    return piece


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


def newspaper(page: bpy.types.Material, size: tuple[float, float] = (0.29, 0.40)) -> Piece:
    """Build a newspaper folded once and read: pages that do not lie on one another, the page printed about the middle."""
    piece = Piece("newspaper", 471)
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, 30), np.linspace(-0.5, 0.5, 36), indexing="ij")
    for k in range(4):
        plan = np.stack([u * size[0], v * size[1], 0 * u], -1)
        puff = 0.010 * np.clip(u + 0.5, 0, 1) ** 0.5 * (1 + 0.4 * lumps(plan * 6, 1.2, 5 + k))
        z = 0.002 + 0.0022 * k + puff * (0.5 + 0.18 * k) + 0.0018 * lumps(plan, 17, 3 + k)
        shift = 0.0 if k == 3 else 0.004 * (3 - k)
        grid = np.stack([u * size[0] + shift, v * size[1] - 0.6 * shift, np.maximum(z, 0.001)], -1)
        piece.raw(grid.reshape(-1, 3), [quads(flat(30, 36))], page if k == 3 else leather.plain("newsprint", "#c9c4b8", 0.95))
    return piece
