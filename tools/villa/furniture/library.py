"""A family's books and what else ends up on their shelves: a painted bookcase over cupboards, no two cells alike."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import decor, wicker
from villa.furniture.print import imprint, line
from villa.furniture.solids import Piece
from villa.materials import ceramic, leather, metal, wood

SPINES = (
    "#5f3a34", "#3a4149", "#b9ae95", "#37332e", "#8f7a58", "#565c4b", "#7a5546", "#8a8a82", "#4d4541", "#bdae8c",
    "#4b5654", "#a39a86", "#6b443c", "#b4a98f", "#626a70", "#5f4c3a", "#94806a", "#3b423d", "#b3ab9a", "#6a4a46",
    "#6a6862", "#aaa28f", "#4f5744", "#a8966e", "#42423f", "#83604d", "#bcb29c", "#9d927c", "#a59a84", "#7d7566",
)  # fmt: skip


_PALE = 140
"""From this much red on, a spine is printed in dark ink."""


def volume(piece: Piece, foot: np.ndarray, size: tuple[float, float, float], code: str, lean: float = 0.0) -> None:
    """Stand one book with its spine to -y: thickness, height, depth; pages lower than the covers, here and there a slip in it."""
    rng, (thick, high, deep) = piece.rng, size
    book, cover = Piece("book", int(rng.integers(1 << 30))), leather.plain("spine", code, 0.5 + 0.3 * rng.random())
    paper = leather.plain("edges", ("#d9cdb2", "#c9b98f", "#e4dccb")[int(rng.integers(3))], 0.9)
    book.box((thick / 2, 0.003, high / 2), (thick - 0.005, deep - 0.008, high - 0.007), paper, 0.001)
    for x in (0.0012, thick - 0.0012):
        book.box((x, 0, high / 2), (0.0024, deep, high), cover, 0.0008)
    book.box((thick / 2, 0.0025 - deep / 2, high / 2), (thick, 0.005, high), cover, min(0.0024, thick / 3))
    _lettered(book, (thick, high, deep), code)
    if rng.random() < 0.13:
        slip = leather.plain("slip", ("#d9d2bd", "#b9a45f", "#9c6a5c")[int(rng.integers(3))], 0.9)
        out, x = rng.uniform(0.008, 0.026), thick * rng.uniform(0.3, 0.7)
        book.box(
            (x, rng.uniform(-0.3, 0.2) * deep, high + out / 2 - 0.008), (0.0006, 0.014, out + 0.012), slip, 0.0002, (0, 0, 4)
        )
    pivot = np.array([thick if lean > 0 else 0.0, 0, 0])
    for part in book.parts:
        part.points = part.points - pivot
    piece.add(book, tuple(foot + pivot), (0, lean, 0))


def _lettered(book: Piece, size: tuple[float, float, float], code: str) -> None:
    """Print a spine: a jacket's band or label, title and author, a publisher's mark; one in eight has lost its print."""
    rng, (thick, high, deep) = book.rng, size
    pale, y = int(code[1:3], 16) > _PALE, -deep / 2 - 0.0001
    ink = leather.plain("spine ink", "#33302b" if pale else ("#cbbd98", "#d8d2c2", "#a98f55")[int(rng.integers(3))], 0.6)

    def block(x: tuple[float, float], z: tuple[float, float], over: float, material: bpy.types.Material) -> None:
        corners = np.array([(x[0], z[0]), (x[1], z[0]), (x[1], z[1]), (x[0], z[1])])
        book.raw(np.stack([corners[:, 0], np.full(4, y - over), corners[:, 1]], -1), [np.arange(4)[None]], material)

    if rng.random() < 0.4:
        foot, tall = rng.choice([0.0, 0.62, 0.72]), rng.uniform(0.16, 0.3)
        own = SPINES[int(rng.integers(len(SPINES)))]
        block((0.0008, thick - 0.0008), (foot * high, (foot + tall) * high), 0.0003, leather.plain("jacket", own, 0.5))
    title, author = imprint(rng)
    top, over = rng.uniform(0.86, 0.93) * high, y - 0.0006
    if rng.random() < 0.12:
        return
    if thick > 0.03 and rng.random() < 0.5:
        for text, z, cap in ((title, top, 0.010), (author, 0.42 * high, 0.006)):
            _across(book, text, (thick, over, z), cap, ink)
    else:
        upper, lower = ((author, 0.34), (title, 0.5)) if rng.random() < 0.3 else ((title, 0.5), (author, 0.34))
        for (text, share), z, length in ((upper, top, 0.46), (lower, 0.4 * high, 0.28)):
            _along(book, text, (thick, over, z), (length * high, min(share * thick, 0.022 * share)), ink)
    if thick > 0.013:
        block((0.34 * thick, 0.66 * thick), (0.05 * high, 0.05 * high + 0.32 * thick), 0.0006, ink)


def _along(book: Piece, text: str, at: tuple[float, float, float], most: tuple[float, float], ink: bpy.types.Material) -> None:
    """Print a line down a spine of a thickness, from a height; it is at most so long, and its capitals so high."""
    thick, y, z = at
    points, faces = line(text, (0, y, z), np.array([[0, 0, -book.rng.uniform(0.8, 1.0)], [1, 0, 0]]), *most)
    cap = min(most[1], float(np.ptp(points[:, 0])))
    points[:, 0] += (thick - cap) / 2 + book.rng.normal(0, 0.02) * thick
    book.raw(points, faces, ink)


def _across(book: Piece, text: str, at: tuple[float, float, float], cap: float, ink: bpy.types.Material) -> None:
    """Print words one below the other across a thick spine, from a height down."""
    thick, y, z = at
    for word in text.split():
        z -= 1.7 * cap
        points, faces = line(word, (0, y, z), np.array([[1, 0, 0], [0, 0, 1]]), 0.8 * thick, cap)
        points[:, 0] += (thick - float(points[:, 0].max())) / 2
        book.raw(points, faces, ink)


def shelf_of_books(piece: Piece, at: tuple[float, float, float], length: float, room: float) -> float:
    """Stand books from x on, sets and singles, tall and small, some pushed in; a few lean. Give where they end."""
    rng, (x, y, z) = piece.rng, at
    end, near = x + length, 0.0
    while x < end - 0.03:
        run = 1 if rng.random() < 0.9 else int(rng.integers(3, 6))
        code, high = SPINES[int(rng.integers(len(SPINES)))], min(room * 0.96, float(rng.triangular(0.15, 0.205, 0.33)))
        thick, deep = rng.triangular(0.008, 0.018, 0.055) if run == 1 else rng.uniform(0.018, 0.03), min(0.21, 0.70 * high)
        lean = rng.uniform(4, 13) if run == 1 and x > at[0] + 0.05 and rng.random() < 0.13 else 0.0
        x += 0.9 * high * np.sin(np.radians(lean))
        for _ in range(run):
            if x + thick > end:
                return min(x, end)
            near = 0.4 * near + rng.normal(0, 0.014) - (0.045 if rng.random() < 0.1 else 0.0)
            tall = min(high * (1 if run > 1 else rng.uniform(0.94, 1.04)), room * 0.97)
            volume(piece, np.array([x, y + deep / 2 - near, z]), (thick, tall, deep), code, -lean)
            x += thick + (0.0006 if rng.random() < 0.9 else rng.uniform(0.006, 0.026))
    return x


def leaning(piece: Piece, at: tuple[float, float, float], room: float) -> None:
    """Lean two or three books against what stands to the left."""
    x, y, z = at
    angle = float(piece.rng.uniform(9, 17))
    for _ in range(int(piece.rng.integers(1, 4))):
        high, thick = min(room * 0.9, piece.rng.uniform(0.19, 0.26)), piece.rng.uniform(0.012, 0.03)
        x += 0.006 + high * np.sin(np.radians(angle)) if x == at[0] else thick / np.cos(np.radians(angle)) + 0.002
        volume(
            piece, np.array([x, y + 0.075, z + 0.001]), (thick, high, 0.15), SPINES[int(piece.rng.integers(len(SPINES)))], -angle
        )


def lying(piece: Piece, at: tuple[float, float, float], count: int) -> float:
    """Lay a pile of books down, spines to -y; give its height."""
    x, y, z = at
    low = z
    for _ in range(count):
        high, thick = piece.rng.uniform(0.19, 0.27), piece.rng.uniform(0.014, 0.04)
        book = Piece("lying", int(piece.rng.integers(1 << 30)))
        volume(
            book, np.array([-thick / 2, 0, -high / 2]), (thick, high, 0.68 * high), SPINES[int(piece.rng.integers(len(SPINES)))]
        )
        turned = Piece("turned", 1)
        turned.add(book, (0, 0, 0), (0, -90, 0))  # what is printed on its spine is upright
        piece.add(turned, (x, y + 0.07 + piece.rng.normal(0, 0.006), z + thick / 2), (0, 0, piece.rng.normal(0, 5)))
        z += thick + 0.0005
    return z - low


CELLS = (
    ("pile", "books", "lean", "two piles", "pile"),
    ("books and pile", "full", "lean", "basket", "books"),
    ("two piles", "books and pile", "books", "lean", "empty"),
    ("jar", "lean", "books and pile", "full", "pile"),
)
"""What fills the cells, column by column, from below."""


def bookcase(widths: tuple[float, ...] = (0.58, 0.82, 0.7, 0.5), height: float = 2.26, seed: int = 487) -> Piece:
    """Build a painted bookcase over cupboards along x, its back at y = 0; each column has shelves at its own heights."""
    piece, paint = Piece("bookcase", seed), wood.lacquer("bookcase", "#55564b", 0.5)
    back, total, base, t, x = wood.lacquer("bookcase back", "#43443b", 0.55), sum(widths), 0.72, 0.028, 0.0
    piece.box((0, -0.01, height / 2), (total, 0.02, height), back, 0.001)
    piece.box((0, -0.19, 0.04), (total - 0.03, 0.34, 0.08), paint, 0.002)
    piece.box((0, -0.2, base), (total + 0.02, 0.42, 0.03), paint, 0.006)
    piece.box((0, -0.16, height - 0.015), (total + 0.03, 0.345, 0.045), paint, 0.008)
    edges = np.concatenate([[0], np.cumsum(widths)]) - total / 2
    for edge in edges:
        piece.box((edge, -0.155, (height + base) / 2), (t, 0.31, height - base), paint, 0.003)
    for column, wide in enumerate(widths):
        x = float((edges[column] + edges[column + 1]) / 2)
        _cupboard(piece, x, wide, base, column, paint)
        levels = (
            base
            + 0.015
            + (height - base - 0.06)
            * np.array(
                (
                    (0, 0.24, 0.44, 0.63, 0.81),
                    (0, 0.22, 0.41, 0.60, 0.80),
                    (0, 0.19, 0.41, 0.62, 0.80),
                    (0, 0.24, 0.42, 0.62, 0.81),
                )[column % 4]
            )
        )
        for row, (low, high) in enumerate(zip(levels, [*levels[1:], height - 0.04], strict=True)):
            if row:
                piece.box((x, -0.155, low - 0.011), (wide - t, 0.295, 0.022), paint, 0.003, (0, piece.rng.normal(0, 0.12), 0))
            _filled(
                piece,
                (x - wide / 2 + t / 2 + 0.004, -0.285, low + 0.0005),
                wide - t - 0.01,
                high - low - 0.03,
                CELLS[column % 4][row],
            )
    return piece


def _cupboard(piece: Piece, x: float, wide: float, base: float, column: int, paint: object) -> None:
    """Hang a pair of panelled doors below, one not quite shut."""
    piece.box(
        (x, -0.19, base / 2 + 0.03), (wide - 0.004, 0.36, base - 0.08), wood.lacquer("bookcase back", "#43443b", 0.55), 0.002
    )
    for side in (-1, 1):
        half = wide / 2 - 0.006
        door = Piece("door", 3)
        door.box((side * half / 2, 0, 0), (half - 0.003, 0.02, base - 0.12), paint, 0.003)
        door.box(
            (side * half / 2, -0.010, 0), (half - 0.11, 0.006, base - 0.25), wood.lacquer("bookcase back", "#43443b", 0.55), 0.002
        )
        door.lathe(
            [(0.001, 0.028), (0.011, 0.026), (0.014, 0.018), (0.006, 0.010), (0.008, 0)],
            metal.brass(),
            (side * 0.035, -0.010, 0.10),
            20,
            (90, 0, 0),
        )
        ajar = 9.0 if (column, side) == (1, 1) else piece.rng.normal(0, 0.25)
        hinge = np.array([side * half, 0, 0])
        for part in door.parts:
            part.points = part.points - hinge
        piece.add(door, (x + side * half, -0.382, base / 2 + 0.03), (0, 0, side * ajar))


def _filled(piece: Piece, at: tuple[float, float, float], wide: float, room: float, kind: str) -> None:
    """Fill one cell, from its lower left corner in front."""
    x, y, z = at
    if kind in {"full", "books", "books and pile", "lean", "jar"}:
        share = {"full": 1.0, "lean": 0.72, "books": 0.86, "jar": 1 - 0.23 / wide}.get(kind, min(0.5, 1 - 0.29 / wide))
        x = shelf_of_books(piece, (x, y + 0.02, z), wide * share, room)
    if kind == "lean":
        leaning(piece, (x, y + 0.02, z), room)
    elif kind == "books and pile":
        lying(piece, (x + 0.15, y + 0.02, z), 5)
    elif kind == "pile":
        lying(piece, (x + 0.17, y + 0.02, z), 3)
    elif kind == "two piles":
        lying(piece, (x + 0.15, y + 0.02, z), 4)
        lying(piece, (x + 0.43, y + 0.03, z), 2)
    elif kind == "jar":
        piece.add(decor.vessel("jar", ceramic.stoneware("#9a8f78"), min(0.7, room / 0.36)), (x + 0.12, y + 0.14, z))
    elif kind == "basket":
        wicker.oblong(piece, (x + wide / 2, y, z), wide * 0.86, min(0.2, room * 0.7))
