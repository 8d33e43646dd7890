"""Small things that make a room lived in: vases, branches, books, trays, bowls, fruit, candles."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.print import COVERS, ink_on, line, picture, titled
from villa.furniture.solids import Piece, rounded, turned
from villa.materials import ceramic, leather, metal

VASES = {
    "jar": [(0.06, 0), (0.11, 0.05), (0.135, 0.14), (0.12, 0.24), (0.07, 0.29), (0.055, 0.31), (0.062, 0.335)],
    "bottle": [(0.05, 0), (0.075, 0.03), (0.08, 0.1), (0.055, 0.17), (0.024, 0.21), (0.02, 0.3), (0.028, 0.315)],
    "bowl": [(0.05, 0), (0.06, 0.012), (0.12, 0.04), (0.155, 0.085), (0.16, 0.1)],
    "urn": [(0.12, 0), (0.17, 0.1), (0.2, 0.28), (0.17, 0.45), (0.11, 0.53), (0.12, 0.57)],
    "cup": [(0.025, 0), (0.034, 0.008), (0.039, 0.05), (0.04, 0.085)],
}


def vessel(kind: str, material: bpy.types.Material, scale: float = 1.0, wall: float = 0.006) -> Piece:
    """Build an open vessel of one of the named outlines."""
    from villa.furniture.drape import lumps, refined

    piece = Piece(kind, 2)
    outside = np.array(VASES[kind]) * scale
    fine = refined(refined(np.stack([outside, outside])))[0]
    inner = fine[::-1].copy()
    inner[:, 0] = np.maximum(inner[:, 0] - wall, 0.001)
    inner[-1, 1] += wall
    lip = (fine[-1] + inner[0]) / 2 + [0, wall * 0.4]
    outline = [(0.001, 0.0), (fine[0, 0] * 0.97, 0.0), *map(tuple, fine), tuple(lip), *map(tuple, inner), (0.001, inner[-1, 1])]
    piece.lathe(outline, material, sides=56)
    high, seed = outside[-1, 1], len(kind) + int(40 * scale)
    for part in piece.parts:  # thrown by hand: neither round nor level, a little aslant, the fingers' rings on it
        share = np.clip(part.points[:, 2:] / high, 0, 1)
        rings = 0.0006 * np.sin(part.points[:, 2:] * 620 + 1.3 * np.arctan2(part.points[:, 1:2], part.points[:, :1]))
        away = part.points[:, :2] / np.maximum(np.linalg.norm(part.points[:, :2], axis=1, keepdims=True), 0.01)
        part.points[:, :2] *= 1 + 0.026 * lumps(part.points, 7 / scale, 3 + seed)[:, None]
        part.points[:, :2] += rings * away * share + share * high * np.array([0.012, -0.008])
        part.points[:, 2:] += 0.009 * high * share**2 * lumps(part.points * [1, 1, 0], 0.5 / outside[:, 0].max(), seed)[:, None]
    return piece


def branches(
    height: float, count: int, seed: int, material: bpy.types.Material, leaf: float = 0.045, spread: float = 0.35
) -> Piece:
    """Build leafy branches that spring from one point, as cut for a vase."""
    piece = Piece("branches", seed)
    rng = piece.rng
    bark = leather.plain("bark", "#6b5a45", 0.85)
    for k in range(count):
        angle = 2 * np.pi * (k + rng.uniform(-0.3, 0.3)) / count
        way = np.array([np.cos(angle), np.sin(angle), 0])
        t = np.linspace(0, 1, 12)[:, None]
        long = height * rng.uniform(0.72, 1.0)
        bow = spread * rng.uniform(0.6, 1.3) * height
        stem = (
            way * (bow * t**1.7)
            + np.array([0, 0, 1]) * (long * t * (1 - 0.16 * t))
            + 0.012 * rng.normal(size=(12, 3)).cumsum(0) * t
        )
        piece.tube(stem, np.linspace(0.0042, 0.0014, 12), bark, 7)
        twigs(piece, stem, leaf, material)
    return piece


def twigs(piece: Piece, stem: np.ndarray, leaf: float, material: bpy.types.Material) -> None:
    """Set leaves and small side twigs along the upper part of a stem."""
    rng = piece.rng
    bark = leather.plain("bark", "#6b5a45", 0.85)
    for _ in range(7):
        at = rng.uniform(0.35, 0.98)
        start = stem[int(at * 11)]
        way = rng.normal(size=3) * 0.6 + (stem[-1] - stem[0]) / np.linalg.norm(stem[-1] - stem[0])
        way /= np.linalg.norm(way)
        long = rng.uniform(0.07, 0.2) * (1.3 - at) * 1.6
        t = np.linspace(0, 1, 6)[:, None]
        twig = start + way * long * t + np.array([0, 0, 0.25 * long]) * t**2
        piece.tube(twig, np.linspace(0.002, 0.001, 6), bark, 5)
        for step in np.linspace(0.25, 1, max(5, int(long / 0.010))):
            spot = start + way * long * step + np.array([0, 0, 0.25 * long]) * step**2
            blade(piece, spot, way - np.array([0, 0, 0.5]) * rng.random() ** 2, leaf * rng.uniform(0.5, 1.0), material)


def blade(piece: Piece, at: np.ndarray, way: np.ndarray, size: float, material: bpy.types.Material) -> None:
    """Add one leaf: pointed, folded along its rib and bent."""
    rng = piece.rng
    out = way * 0.5 + rng.normal(size=3) * 0.75
    out /= np.linalg.norm(out)
    side = np.cross(out, rng.normal(size=3))
    side /= np.linalg.norm(side)
    up = np.cross(side, out)
    long = size * rng.uniform(0.7, 1.25)
    t = np.array([0, 0.2, 0.45, 0.72, 1.0])
    half = long * 0.17 * np.array([0.08, 0.8, 1.0, 0.7, 0.02])
    drop = -0.22 * long * t**2
    rib = at + out * (long * t)[:, None] + up * drop[:, None]
    fold = up * (half * 0.35)[:, None]
    points = np.concatenate([rib - side * half[:, None] + fold, rib, rib + side * half[:, None] + fold])
    index = np.arange(15).reshape(3, 5)
    faces = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], -1).reshape(-1, 4)
    piece.raw(points, [faces], material)


def bouquet(kind: str, clay: str, height: float, seed: int, count: int = 6, leaf: str = "#5c6f3c", scale: float = 1.0) -> Piece:
    """Build a vase with leafy branches."""
    piece = vessel(kind, ceramic.stoneware(clay), scale)
    top = VASES[kind][-1][1] * scale
    piece.add(branches(height, count, seed, leather.leaf(leaf)), (0, 0, top * 0.45))
    return piece


def book(size: tuple[float, float, float], seed: int) -> Piece:
    """Build a hardback lying flat, spine to -y."""
    piece = Piece("book", seed)
    long, wide, thick = size
    cover = leather.plain("cover", COVERS[seed % len(COVERS)], 0.5)
    piece.box((0, 0.004, thick / 2), (long - 0.008, wide - 0.006, thick - 0.006), leather.paper(), 0.001)
    for z in (0.0015, thick - 0.0015):
        piece.box((0, 0, z), (long, wide, 0.003), cover, 0.001)
    piece.box((0, -wide / 2 + 0.0015, thick / 2), (long, 0.004, thick), cover, 0.0018)
    titled(piece, size, seed)
    return piece


def pile(count: int, seed: int, size: tuple[float, float] = (0.3, 0.23)) -> Piece:
    """Build a pile of large-format books, each a little askew."""
    piece = Piece("books", seed)
    z = 0.0
    for k in range(count):
        thick = piece.rng.uniform(0.018, 0.036)
        shrink = 1 - 0.07 * k
        piece.add(book((size[0] * shrink, size[1] * shrink, thick), seed + 3 * k), (0, 0, z), (0, 0, piece.rng.uniform(-9, 9)))
        z += thick + 0.0005
    return piece


def candlestick(height: float = 0.26) -> Piece:
    """Build a slim brass candlestick with its candle."""
    piece = Piece("candlestick", 4)
    outline = [
        (0.001, 0),
        (0.045, 0),
        (0.045, 0.006),
        (0.009, 0.014),
        (0.007, height - 0.03),
        (0.016, height - 0.02),
        (0.016, height),
    ]
    piece.lathe(rounded([*outline, (0.001, height)], 0.004), metal.brass(), sides=28)
    wax = leather.plain("wax", "#efe6d2", 0.5)
    piece.lathe(
        rounded([(0.001, height), (0.011, height), (0.009, height + 0.22), (0.001, height + 0.226)], 0.003), wax, sides=20
    )
    return piece


FRUIT = {
    "lemon": (
        [(0.001, -0.043), (0.008, -0.040), (0.022, -0.028), (0.030, -0.008), (0.0295, 0.010), (0.021, 0.029), (0.009, 0.040)],
        [(0.0075, 0.044), (0.005, 0.0475), (0.001, 0.0485)],
        (("#b3913a", "#c9ac58"), ("#a0934a", "#bfae62"), ("#b58a3c", "#cba252"), ("#8f8f4a", "#b9a656")),
    ),
    "orange": (
        [(0.001, -0.0335), (0.010, -0.0340), (0.022, -0.0290), (0.033, -0.0150), (0.037, 0.0), (0.033, 0.0160), (0.022, 0.0295)],
        [(0.010, 0.0345), (0.005, 0.0340), (0.001, 0.0325)],
        (("#a8602c", "#c28146"), ("#96491f", "#b1642f"), ("#b0752f", "#c99a4c"), ("#98683a", "#ac914a"), ("#a4552a", "#bd7a40")),
    ),
}
"""Outlines from foot to stem, and pairs of colours of the skin."""


def fruit(kind: str, seed: int) -> Piece:
    """Build one lemon or orange about its middle: pitted, never quite round, riper or greener than the next, a stem on it."""
    from villa.furniture.drape import lumps, refined

    piece = Piece(kind, seed)
    foot, stem, colours = FRUIT[kind]
    outline = refined(refined(np.stack([np.array(foot + stem)] * 2)))[0]
    outline[:, 0] = np.maximum(outline[:, 0], 0.0006)
    points, faces = turned([tuple(p) for p in outline], 44)
    points = points * (1 + 0.042 * lumps(points * 60, 0.45, seed)[:, None] + 0.010 * lumps(points * 60, 2.2, seed + 7)[:, None])
    points *= piece.rng.uniform(0.82, 1.08) * piece.rng.uniform(0.93, 1.05, 3)
    piece.raw(points, faces, leather.fruit(*colours[seed % len(colours)]))
    top = float(points[:, 2].max())
    if kind == "lemon":
        wood_ = leather.plain("stem", "#77713f", 0.85)
        piece.tube(
            [(0, 0, top - 0.003), (0.0005, 0, top + 0.002), (0.0015, 0.0005, top + 0.006)], [0.0032, 0.0024, 0.002], wood_, 8
        )
    else:
        green, rng = leather.plain("calyx", "#6b6a33", 0.8), piece.rng
        dent = np.exp(-((np.linalg.norm(points[:, :2], axis=1) / 0.011) ** 2)) * (points[:, 2] > 0)
        piece.parts[-1].points[:, 2] -= rng.uniform(0.001, 0.0035) * dent
        top -= 0.002
        piece.lathe([(0.001, -0.001), (0.0052, -0.0005), (0.0042, 0.0012), (0.001, 0.0016)], green, (0, 0, top - 0.0012), 7)
        if seed % 3 != 1:
            piece.tube(
                [(0, 0, top - 0.002), (0.001, 0, top + 0.003), (0.002, 0.001, top + 0.007)], [0.0024, 0.002, 0.0022], green, 8
            )
    return piece


def fruits(kind: str, count: int, seed: int, clay: str = "#d9d0c1", scale: float = 1.0) -> Piece:
    """Build a bowl of fruit, heaped."""
    piece = vessel("bowl", ceramic.stoneware(clay), scale)
    golden = np.pi * (3 - 5**0.5)
    for k in range(count):
        layer = 0 if k < count * 0.62 else 1
        radius = (0.028 + 0.072 * np.sqrt((k % 9) / 8)) * scale if layer == 0 else 0.042 * scale
        spot = (radius * np.cos(golden * k), radius * np.sin(golden * k), (0.055 + 0.35 * radius + 0.048 * layer) * scale)
        piece.add(fruit(kind, seed + k), spot, (*piece.rng.normal(0, 52, 2), piece.rng.uniform(-180, 180)))
    return piece


def magazine(seed: int, pages: float = 0.007) -> Piece:
    """Build a magazine that lies closed, its cover lifting a little along the open edge."""
    piece = Piece("magazine", seed)
    cover = leather.plain(f"magazine {seed}", COVERS[seed % len(COVERS)], 0.55)
    piece.box((0, 0, pages / 2), (0.215, 0.28, pages), leather.paper(), 0.0008)
    piece.raw(*_lifted(pages + 0.0006, (-0.5, 0.5)), cover)
    piece.raw(*_lifted(pages + 0.0010, (-0.44, 0.27)), picture(seed))
    axes = np.array([[1, 0, 0], [0, 1, 0]])
    for text, x, y, cap, length in (
        ("SHORELINE", -0.097, 0.098, 0.03, 0.195),
        ("Houses, gardens and the sea", -0.096, 0.084, 0.006, 0.13),
        ("The summer rooms", -0.092, -0.137, 0.008, 0.11),
    ):
        points, faces = line(text, (x, y, pages + 0.0014), axes, length, cap)
        points[:, 2] += _lift(points[:, 0] / 0.216, points[:, 1] / 0.281)
        piece.raw(points, faces, ink_on(seed))
    return piece


def _lift(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Give how far a magazine's cover stands off its pages, at shares of its width and height."""
    return 0.014 * np.clip(u + 0.25, 0, 1) ** 2 * (1 + 0.4 * v)


def _lifted(z: float, share: tuple[float, float]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give points and quads of a part of a magazine's cover, as wide as it is."""
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, 16), np.linspace(*share, 6), indexing="ij")
    points = np.stack([u * 0.216, v * 0.281, z + _lift(u, v)], -1).reshape(-1, 3)
    faces = np.arange(96).reshape(16, 6)
    return points, [np.stack([faces[:-1, :-1], faces[1:, :-1], faces[1:, 1:], faces[:-1, 1:]], -1).reshape(-1, 4)]
