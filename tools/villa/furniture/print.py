"""What is printed on books and magazines: lines of letters, pictures, and how they stand on a cover."""

from __future__ import annotations

from functools import cache

import bpy
import numpy as np

from villa.furniture.solids import Piece, Point
from villa.materials import leather

COVERS = ("#d8cdbb", "#6d6a5c", "#86614f", "#3a4042", "#e9e4da", "#b49a72", "#46513f", "#c7b9a5", "#1f1e1c", "#8a7a66")
_PALE = frozenset({"#d8cdbb", "#e9e4da", "#b49a72", "#c7b9a5"})
_PICTURES = (
    ("#5f6d6f", "#b9b3a2", "#dcd3c2"),
    ("#4b4a3c", "#8c8a6a", "#cfc3a4"),
    ("#7a4a34", "#c08f68", "#e6d5bd"),
    ("#3a4248", "#7d888c", "#c9cac4"),
)
TITLES = (
    ("SALT & STONE", "Houses by the water"),
    ("Olive", "A year in the grove"),
    ("SLOW SUMMERS", "Rooms, gardens, tables"),
    ("Clay", "Forms and fires"),
    ("THE LONG TABLE", "Food for many friends"),
    ("Coast", "Walks and weather"),
    ("LIGHT ROOMS", "Forty interiors"),
)
_SHELVED = (
    "Harbour Notes", "QUIET ORCHARDS", "The Ferryman's Clock", "SEVEN WELLS", "Lemons in March", "TIDE TABLES", "Stone Pine",
    "A Shelf of Weather", "THE GLASS MILL", "Under Grey Roofs", "MAPS FOR WALKERS", "The Potter's Year", "COOKING FOR SIX",
    "Figs", "Roman Roads on Foot", "BIRDS OF THE BAY", "Kitchen Gardens", "THE BLUE TILES", "Old Harbours", "AN ISLAND READER",
    "Bread", "Terraces", "NIGHT TRAINS SOUTH", "The Notary", "THREE CISTERNS", "Small Museums", "HERBS", "Winter Swimming",
    "ATLAS", "Drawing Boats", "A HISTORY OF PAPER", "Plain Chairs", "LIMEWASH", "A Doctor's Diary", "COASTAL PLANTS",
    "The Weaver", "Journeys by Mule", "SEA GLASS", "Patience", "SUMMER HOUSES", "Wells and Springs", "PRUNING", "Dry Stone",
    "TWO RIVERS", "The Gatekeeper", "LETTERS HOME", "Mending", "THE LAMP ROOM", "Clouds", "SHORT WALKS", "The Upper Town",
    "BEES",
)  # fmt: skip
_AUTHORS = (
    "ALDERTON", "M. Brisco", "CASTELLAN", "J. Dovrin", "ELSMERE", "Fontaneda", "H. GARROW", "Ilvesson", "KESTLE", "A. Marwell",
    "QUINTERO", "R. Sandoval", "TERVONEN", "L. Umbria", "VANTONG", "Wexcombe", "P. YARROW", "Zanetta", "OBERLEIN", "N. Prewitt",
    "LINDMARK", "Halvane", "S. COURTLAND", "Bergamin", "T. ASHWORTHY", "Delacombe",
)  # fmt: skip
"""Books and people that do not exist."""

_LAYOUTS = ((0.33, None), (0.34, (-0.43, 0.14, 0.40)), (-0.08, (0.06, 0.5, 0.5)))
"""Where a title stands, as a share of the cover's height from its middle, and its picture: low and high edge, half width."""
_MADE = "With 160 photographs"
_CAPITAL = 0.691  # height of a capital in Blender's font
_LAID = 0.0003  # ink above its cover, m


@cache
def words(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Give the points (x, y) and triangles of a line of text, its capitals 1 high, from Blender's own font."""
    curve = bpy.data.curves.new("line", "FONT")
    curve.body, curve.resolution_u = text, 2
    thing = bpy.data.objects.new("line", curve)
    mesh = thing.to_mesh()
    mesh.calc_loop_triangles()
    points, faces = np.empty(3 * len(mesh.vertices), np.float32), np.empty(3 * len(mesh.loop_triangles), np.int32)
    mesh.vertices.foreach_get("co", points)
    mesh.loop_triangles.foreach_get("vertices", faces)
    thing.to_mesh_clear()
    bpy.data.objects.remove(thing)
    bpy.data.curves.remove(curve)
    return points.reshape(-1, 3)[:, :2] / _CAPITAL, faces.reshape(-1, 3)


def line(text: str, start: Point, axes: np.ndarray, length: float, cap: float) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give points and faces of a line: its baseline along axes[0] from start, upright along axes[1], as high as fits."""
    flat, faces = words(text)
    size = min(cap, length / float(flat[:, 0].max()))
    return np.asarray(start) + size * flat @ np.asarray(axes, float), [faces]


def imprint(rng: np.random.Generator) -> tuple[str, str]:
    """Give what stands on a spine: a title and an author."""
    return _SHELVED[int(rng.integers(len(_SHELVED)))], _AUTHORS[int(rng.integers(len(_AUTHORS)))]


def titled(piece: Piece, size: tuple[float, float, float], seed: int) -> None:
    """Print a book's cover and spine, its spine to -y: the head of the cover is at -x."""
    long, wide, thick = size
    ink, over, across = ink_on(seed), np.array([[0, 1, 0], [-1, 0, 0]]), np.array([[1, 0, 0], [0, 0, 1]])
    (head, framed), room = _LAYOUTS[seed % len(_LAYOUTS)], wide * 0.76
    if framed:
        low, high, side = framed
        corners = [(-low, -side), (-low, side), (-high, side), (-high, -side)]
        piece.raw(np.array([(x * long, y * wide, thick + _LAID) for x, y in corners]), [np.arange(4)[None]], picture(seed))
    title, about = TITLES[seed % len(TITLES)]
    for text, t, cap, share in ((title, head, 0.062, 1.0), (about, head - 0.06, 0.024, 0.8), (_MADE, -0.46, 0.017, 0.5)):
        start = (-t * long, -0.38 * wide, thick + 2 * _LAID)
        piece.raw(*line(text, start, over, room * share, cap * long), ink)
    cap = min(0.010, 0.42 * thick)
    for text, x, share, scale in ((title, -0.42, 0.5, 1.0), (about, 0.14, 0.3, 0.62)):
        start = (x * long, -wide / 2 - 0.0008, (thick - scale * cap) / 2)
        piece.raw(*line(text, start, across, long * share, cap * scale), ink)


def ink_on(seed: int) -> bpy.types.Material:
    """Give the ink that is read on the cover of this seed."""
    return leather.plain("ink", "#3a3530" if COVERS[seed % len(COVERS)] in _PALE else "#e6ddcb", 0.5)


def picture(seed: int) -> bpy.types.Material:
    """Give the picture on the cover of this seed."""
    return leather.printed(*_PICTURES[seed % len(_PICTURES)])
