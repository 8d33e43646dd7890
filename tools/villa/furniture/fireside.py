"""A chimney breast of painted brick with its hearth, mantel and fire irons."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture import firewood
from villa.furniture.drape import lumps
from villa.furniture.joinery import firebricks
from villa.furniture.solids import Piece, rounded
from villa.materials import leather, metal, wood
from villa.materials.graph import Graph, once, srgb

_OPEN, _LOW, _HIGH = 0.8, 0.42, 0.98
_BRICK, _COURSE, _JOINT = 0.235, 0.072, 0.011


def washed(wash: str = "#b1a99b") -> bpy.types.Material:
    """Give brick under an even off-white paint: it shows through some bricks more than others; sooted over the fire."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        x, _, z = graph.node("SeparateXYZ", vector=point).outputs
        one, two = (graph.math("FRACT", graph.math("MULTIPLY", graph.tone(), by)) for by in (3.7, 11.3))
        clay = graph.mix(one, srgb("#75594a"), srgb("#8d7361"))
        thin = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.noise(point, 48, 4), 0.5), 0.30)
        bare = graph.math("ADD", graph.ramp(two, (0.0, 0.02), (0.7, 0.1), (0.9, 0.22), (1.0, 0.42)), thin)
        coat = graph.mix(1.0, srgb(wash), graph.ramp(one, (0.0, 0.95), (1.0, 1.0)), "MULTIPLY")
        high = graph.math("ABSOLUTE", graph.math("SUBTRACT", z, _HIGH))
        reach = graph.math("ADD", high, graph.math("MULTIPLY", graph.math("ABSOLUTE", x), 0.3))
        soot = graph.ramp(reach, (0.0, 0.42), (0.10, 0.26), (0.34, 0.0))
        colour = graph.mix(graph.math("MAXIMUM", bare, 0.0), coat, clay)
        graph.set(base_color=graph.mix(soot, colour, srgb("#2a241f")), roughness=0.85, specular_ior_level=0.25)
        graph.bump(graph.noise(point, 110, 4), 0.35, 0.0022)

    return once(f"fireside.washed.{wash}", paint)


def _laid(piece: Piece, lo: np.ndarray, hi: np.ndarray, brick: bpy.types.Material) -> None:
    """Lay one brick between two corners, not quite square."""
    seed = int(piece.rng.integers(1 << 30))
    skew, turn = piece.rng.uniform(-0.0009, 0.0009, 3), piece.rng.normal(0, 0.13, 3) * [0.5, 0.5, 1]

    def hewn(points: np.ndarray) -> np.ndarray:
        rough = 0.0011 * lumps(points, 30, seed, 6) + 0.0006 * lumps(points, 110, seed + 1, 6)
        return points * (1 + rough[:, None] / 0.06) + skew  # 6 cm from its middle it is rough by so much

    piece.box((lo + hi) / 2, hi - lo, brick, 0.0036, tuple(turn), 6, hewn)


def _courses(piece: Piece, width: float, height: float, depth: float, brick: bpy.types.Material) -> None:
    """Lay the face and both flanks course by course, around the opening and the row of upright bricks over it."""
    step, pitch = _COURSE + _JOINT, _BRICK + _JOINT
    lintel = _HIGH + 3 * step
    for row in range(round(height / step)):
        low = row * step
        high = min(low + _COURSE, height)
        shift = -width / 2 - (0.5 * pitch if row % 2 else 0.0)
        for k in range(int(width / pitch) + 2):
            a, b = max(shift + k * pitch, -width / 2), min(shift + k * pitch + _BRICK, width / 2)
            middle = (low + high) / 2
            if _LOW - 0.02 < middle < _HIGH:
                a, b = (min(a, -_OPEN), min(b, -_OPEN)) if a + b < 0 else (max(a, _OPEN), max(b, _OPEN))
            elif _HIGH <= middle < lintel:
                a, b = (min(a, -0.93), min(b, -0.93)) if a + b < 0 else (max(a, 0.93), max(b, 0.93))
            if b - a > 0.03:
                proud = depth + piece.rng.uniform(-0.001, 0.001)
                _laid(piece, np.array([a, -proud, low]), np.array([b, -proud + 0.1, high]), brick)
        for side in (-1, 1):
            x = sorted((side * (width / 2), side * (width / 2 - 0.1)))
            for a, b in ((-depth + 0.102, -depth / 2), (-depth / 2 + _JOINT, 0.0)):
                _laid(piece, np.array([x[0], a, low]), np.array([x[1], b, high]), brick)
    count = round(1.86 / step)
    for k in range(count):
        a = -0.93 + k * 1.86 / count + _JOINT / 2
        _laid(
            piece,
            np.array([a, -depth - 0.002, _HIGH]),
            np.array([a + 1.86 / count - _JOINT, -depth + 0.1, lintel - _JOINT]),
            brick,
        )


def breast(width: float = 3.2, height: float = 3.2, depth: float = 0.35) -> Piece:
    """Build a chimney breast of old brick with a long fire opening and a raised hearth, its back at y = 0, along x."""
    piece, brick, lime = Piece("fireplace", 403), washed(), leather.plain("limed joint", "#9c9486", 0.95)
    mortar = depth - 0.0055
    for side in (-1, 1):
        flank = width / 2 - _OPEN - 0.006
        piece.box((side * (_OPEN + flank / 2), -mortar / 2, height / 2), (flank, mortar, height), lime, 0.002)
    piece.box((0, -mortar / 2, (height + _HIGH) / 2), (2 * _OPEN, mortar, height - _HIGH), lime, 0.002)
    piece.box((0, -mortar / 2, _LOW / 2), (2 * _OPEN, mortar, _LOW), lime, 0.002)
    _courses(piece, width, height, depth, brick)
    firebricks(piece, (-_OPEN, _OPEN), (_LOW, _HIGH))
    lining = leather.plain("fire lining", "#3a332d", 0.9)
    for s in (-1, 1):
        piece.box((s * 0.795, -depth / 2 + 0.02, (_LOW + _HIGH) / 2), (0.01, depth - 0.06, 0.56), lining, 0.001)
        piece.box((0, -depth / 2 + 0.02, (_LOW + _HIGH) / 2 + s * 0.275), (1.58, depth - 0.06, 0.01), lining, 0.001)
    piece.box((0, -depth + 0.045, _HIGH + 0.004), (1.75, 0.09, 0.008), metal.black(), 0.001)
    _hearth(piece, width, depth)
    _laid_fire(piece, (0, -depth / 2 - 0.01, _LOW + 0.01))
    return piece


def _laid_fire(piece: Piece, at: tuple[float, float, float]) -> None:
    """Lay logs for the next fire on the ash and the charred ends of the last one, on two iron bars with upright fronts."""
    middle, iron, rng = np.array(at), metal.black(), piece.rng
    firewood.hearth_bed(piece, middle, (1.3, 0.25))
    for x in (-0.21, 0.19):
        piece.tube(middle + np.array([(x, 0.11, 0.0), (x, 0.105, 0.045), (x, 0, 0.05), (x, -0.1, 0.05)]), 0.008, iron, 10)
        piece.tube(middle + np.array([(x, -0.1, 0.0), (x, -0.1, 0.06), (x, -0.1, 0.13)]), [0.009, 0.008, 0.011], iron, 10)
    for x, y, z, half in ((0.33, 0.0, 0.03, 0.09), (-0.03, 0.045, 0.022, 0.12)):
        firewood.log(piece, middle + np.array([x, y, z]), half, rng, firewood.charred())
    for x, y, z, half in (
        (-0.05, -0.045, 0.105, 0.28),
        (0.06, 0.055, 0.105, 0.25),
        (-0.02, 0.01, 0.195, 0.24),
    ):
        firewood.log(piece, middle + np.array([x, y, z]), half, rng)


def _hearth(piece: Piece, width: float, depth: float) -> None:
    """Tile the ledge before the fire with fired clay, each tile of its own tone, on a course of brick."""
    brick = washed()
    joint = leather.plain("limed joint", "#9c9486", 0.95)
    piece.box((0, -depth - 0.099, 0.19), (width, 0.2, 0.372), joint, 0.004)
    for k in range(int(width / 0.246)):
        for row in range(4):
            a = -width / 2 + k * 0.246 + (0.123 if row % 2 else 0.0)
            b = min(a + _BRICK, width / 2)
            if b - a > 0.04:
                _laid(
                    piece,
                    np.array([a, -depth - 0.205, 0.012 + 0.09 * row]),
                    np.array([b, -depth - 0.12, 0.09 * row + 0.088]),
                    brick,
                )
    count = 13
    for k in range(count):
        a = (k + 0.5) / count * width - width / 2
        high = 0.405 + piece.rng.uniform(-0.0015, 0.0015)
        piece.box(
            (a, -depth - 0.10, high), (width / count - 0.005, 0.245, 0.03), _fired(), 0.006, tuple(piece.rng.normal(0, 0.25, 3))
        )


def _fired() -> bpy.types.Material:
    """Give waxed tiles of fired clay."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        body = graph.mix(graph.tone(), srgb("#6f4d3c"), srgb("#87654f"))
        burnt = graph.ramp(graph.noise(point, 9, 4), (0.3, 0.7), (0.65, 1.05))
        graph.set(base_color=graph.mix(1.0, body, burnt, "MULTIPLY"))
        graph.set(roughness=graph.math("ADD", 0.36, graph.math("MULTIPLY", graph.noise(point, 12, 3), 0.3)))
        graph.bump(graph.noise(point, 40, 4), 0.35, 0.003)

    return once("fireside.fired", paint)


def beam(length: float = 2.3, depth: float = 0.19, height: float = 0.15) -> Piece:
    """Build a mantel from an old beam: adzed, split by drying, its corners long gone; its back at y = 0, its foot at z = 0."""
    piece = Piece("mantel", 421)
    old = wood.grained("wood.beam", ("#3b2a1d", "#5d432e", "#7a5c40"), 0.62)

    def adzed(points: np.ndarray) -> np.ndarray:
        out = points.copy()
        cut = lumps(points * np.array([1.0, 0.5, 0.5]), 16, 3) + 0.5 * lumps(points, 40, 4)
        out[:, 1:] += 0.0035 * cut[:, None] * np.sign(points[:, 1:])
        out[:, 2] += 0.010 * np.sin(points[:, 0] * 1.3)
        split = np.exp(-(((points[:, 2] - 0.012 * np.sin(points[:, 0] * 3.0)) / 0.006) ** 2)) * (points[:, 1] < -0.07)
        out[:, 1] += 0.014 * split * np.clip(np.cos(points[:, 0] * 1.9 + 0.6), 0, 1)
        return out

    piece.box((0, -depth / 2, height / 2), (length, depth, height), old, 0.014, (0, 0, 0), 70, adzed)
    return piece


def irons() -> Piece:
    """Build a stand with poker, brush and shovel in black iron with brass knobs."""
    piece, iron = Piece("fire irons", 425), metal.black()
    piece.lathe(rounded([(0.001, 0), (0.1, 0), (0.1, 0.014), (0.012, 0.024), (0.001, 0.024)], 0.005), iron, sides=36)
    piece.tube([(0, 0, 0.02), (0, 0, 0.3), (0, 0, 0.6)], 0.008, iron)
    knob = [(0.001, -0.02), (0.012, -0.016), (0.017, 0), (0.012, 0.016), (0.001, 0.02)]
    piece.lathe(knob, metal.brass(), (0, 0, 0.62), 20)
    for k, (angle, long) in enumerate(((0.4, 0.50), (2.4, 0.47), (4.3, 0.49))):
        way = np.array([np.cos(angle), np.sin(angle), 0])
        piece.tube([(0, 0, 0.55), way * 0.03 + [0, 0, 0.56], way * 0.06 + [0, 0, 0.55]], 0.004, iron, 8)
        top, foot = way * 0.062 + [0, 0, 0.58], way * 0.075 + [0, 0, 0.58 - long]
        piece.tube([top, (top + foot) / 2, foot], 0.0055, iron, 10)
        piece.lathe(knob, metal.brass(), top + np.array([0, 0, 0.015]), 16)
        if k == 1:
            piece.box(foot + np.array([0, 0, 0.05]), (0.1, 0.012, 0.13), iron, 0.004, (0, 0, np.degrees(angle) + 90))
        if k == 2:
            piece.lathe(
                [(0.001, 0.11), (0.02, 0.10), (0.034, 0), (0.001, 0)], leather.plain("bristle", "#4b3b2a", 0.95), foot, 20
            )
    return piece
