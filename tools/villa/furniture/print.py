"""What is printed on books and magazines: lines of letters, pictures, and how they stand on a cover."""

from __future__ import annotations

import numpy as np

from villa.furniture.solids import Piece
from villa.materials import leather

COVERS = ("#d8cdbb", "#6d6a5c", "#a9533a", "#2f3a40", "#e9e4da", "#b49a72", "#46513f", "#c7b9a5", "#1f1e1c", "#8a7a66")
_PALE = frozenset({"#d8cdbb", "#e9e4da", "#b49a72", "#c7b9a5"})
_PICTURES = (
    ("#5f6d6f", "#b9b3a2", "#dcd3c2"),
    ("#4b4a3c", "#8c8a6a", "#cfc3a4"),
    ("#7a4a34", "#c08f68", "#e6d5bd"),
    ("#2d3a44", "#6d8591", "#c9d0cf"),
)
_LAID = 0.0003  # ink above its cover, m


def lettering(start: np.ndarray, axes: np.ndarray, length: float, cap: float, rng: np.random.Generator) -> np.ndarray:
    """Give the strokes of words as quads (n, 4, 3), from the start of their baseline along axes[0], upright along axes[1]."""
    strokes, x, end = [], 0.0, length / cap
    while (count := int(rng.integers(3, 9))) and x + 0.78 * count < end:
        for _ in range(count):
            strokes += [(x + a, b, x + c, d) for a, b, c, d in _glyph(rng)]
            x += 0.78
        x += 0.5
    a, b, c, d = np.array(strokes or np.empty((0, 4))).T
    flat = cap * np.stack([np.stack([a, b], -1), np.stack([c, b], -1), np.stack([c, d], -1), np.stack([a, d], -1)], 1)
    return np.asarray(start) + flat @ np.asarray(axes, float)


def _glyph(rng: np.random.Generator) -> list[tuple[float, float, float, float]]:
    """Give the strokes of one letter that means nothing: a stem, maybe a second, and bars between."""
    bars = [level for level in (0.0, 0.43, 0.86) if rng.random() < 0.55]
    two = not bars or rng.random() < 0.45
    return [(0, 0, 0.15, 1), *([(0.44, 0, 0.59, 1)] if two else []), *((0.15, z, 0.44, z + 0.14) for z in bars)]


def lay(piece: Piece, quads: np.ndarray, material: object) -> None:
    """Add quads (n, 4, 3) to a piece."""
    if len(quads):
        piece.raw(quads.reshape(-1, 3), [np.arange(4 * len(quads)).reshape(-1, 4)], material)


def titled(piece: Piece, size: tuple[float, float, float], seed: int) -> None:
    """Print a book's cover and spine, its spine to -y: the head of the cover is at -x."""
    long, wide, thick = size
    rng, ink = np.random.default_rng(seed + 900), ink_on(seed)
    over, across = np.array([[0, 1, 0], [-1, 0, 0]]), np.array([[1, 0, 0], [0, 0, 1]])
    head, room = (0.33, -0.40, -0.02)[seed % 3], wide * 0.76
    if seed % 3:
        low, high = ((-0.44, 0.14), (0.06, 0.5))[seed % 3 - 1]
        side = 0.5 if seed % 3 == 2 else 0.40
        corners = [(-low, -side), (-low, side), (-high, side), (-high, -side)]
        lay(piece, np.array([[(x * long, y * wide, thick + _LAID) for x, y in corners]]), picture(seed))
        head = (0.34, -0.08)[seed % 3 - 1]
    spots = [(head, 0.062, 1.0), (head - 0.085, 0.062, 0.75), (head - 0.16, 0.028, 0.6), (-0.46, 0.022, 0.4)]
    for t, cap, share in spots:
        start = (-t * long, -0.38 * wide, thick + 2 * _LAID)
        lay(piece, lettering(start, over, room * share, cap * long, rng), ink)
    cap = min(0.011, 0.45 * thick)
    for x, share, scale in ((-0.42, 0.5, 1.0), (0.2, 0.24, 0.7)):
        start = (x * long, -wide / 2 - 0.0008, (thick - scale * cap) / 2)
        lay(piece, lettering(start, across, long * share, cap * scale, rng), ink)


def ink_on(seed: int) -> object:
    """Give the ink that is read on the cover of this seed."""
    return leather.plain("ink", "#3a3530" if COVERS[seed % len(COVERS)] in _PALE else "#e6ddcb", 0.5)


def picture(seed: int) -> object:
    """Give the picture on the cover of this seed."""
    return leather.printed(*_PICTURES[seed % len(_PICTURES)])
