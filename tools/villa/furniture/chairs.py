"""Chairs at tables: ladder-backed and spindle-backed ones, benches, stools, a high chair, a desk chair."""

from __future__ import annotations

from itertools import pairwise

import bpy
import numpy as np

from villa.furniture.drape import flat, lumps, quads
from villa.furniture.soft import cushion
from villa.furniture.solids import Piece, rounded
from villa.materials import country, leather, metal
from villa.materials.graph import Graph, once


def unlike(piece: Piece, seed: int) -> Piece:
    """Make a chair unlike its sisters, as hand and years do: every line a little off straight, the whole a little aslant."""
    aslant = np.random.default_rng(seed).normal(0, 0.007, 2)
    for part in piece.parts:
        high = part.points[:, 2:]
        off = np.stack([lumps(part.points, 4.5, 3 * seed + k) for k in range(3)], -1) * 0.0032
        part.points = part.points + (off + np.append(aslant, 0)) * np.clip(high / 0.25, 0, 1)
    return piece


def turnings(piece: Piece, radii: list[float]) -> np.ndarray:
    """Give the thicknesses of one post among several that were turned by eye."""
    return np.array(radii) * piece.rng.normal(1.0, 0.05) * piece.rng.normal(1.0, 0.035, len(radii))


def mended(piece: Piece, k: int, timber: bpy.types.Material) -> Piece:
    """Give one member of a chair other wood, as where it was replaced."""
    piece.parts[k].material = timber
    return piece


def ladderback(timber: bpy.types.Material, seed: int = 72, slats: int = 3, sat: float = 0.014) -> Piece:
    """Build a country chair facing -y, its middle at 0: turned posts, bent slats, a rush seat sat in so deep."""
    piece = Piece("ladderback chair", seed)
    tall = 1.0 + 0.035 * (slats - 3)
    for x in (-1, 1):
        back = [(0.2, 0.21, 0), (0.2, 0.19, 0.3), (0.2, 0.195, 0.5), (0.195, 0.225, 0.75), (0.19, 0.27, 0.98), (0.19, 0.274, 1.0)]
        piece.tube(np.array(back) * [x, 1, tall], turnings(piece, [0.0155, 0.018, 0.018, 0.016, 0.014, 0.007]), timber, 16)
        front = [(0.225, -0.205, z) for z in (0, 0.02, 0.08, 0.12, 0.3, 0.455, 0.475)]
        turned = turnings(piece, [0.011, 0.0145, 0.019, 0.0165, 0.019, 0.018, 0.013])
        piece.tube(np.array(front) * [x, 1, 1], turned, timber, 16)
        for z in (0.15, 0.28):
            rung(piece, (x * 0.225, -0.2, z), (x * 0.2, 0.19, z + 0.01), timber)
    for y, z in ((-0.205, 0.22), (-0.205, 0.33), (0.195, 0.2)):
        rung(piece, (-0.21, y, z), (0.21, y, z), timber)
    for z in np.linspace(0.60 if slats < 4 else 0.575, 0.91 * tall, slats):
        slat(piece, 0.39, z + piece.rng.normal(0, 0.003), timber, 0.07 if slats < 4 else 0.052)
    rush_seat(piece, (0.47, 0.43), 0.46, sat)
    return unlike(piece, seed)


def rung(piece: Piece, a: tuple[float, float, float], b: tuple[float, float, float], timber: bpy.types.Material) -> None:
    """Add a turned stretcher, thickest in its middle."""
    t = np.linspace(0, 1, 9)[:, None]
    path = np.array(a) * (1 - t) + np.array(b) * t + [0, 0, piece.rng.normal(0, 0.005)]
    thick = piece.rng.normal(1.0, 0.07) * (0.0085 + 0.0035 * np.sin(np.pi * t[:, 0]) ** 2)
    piece.tube(path, thick, timber, 12)


def slat(piece: Piece, wide: float, z: float, timber: bpy.types.Material, high: float = 0.07) -> None:
    """Add a bent back slat, its upper edge arched, between posts that lean back."""
    lean = 0.2 + 0.07 * np.clip((z - 0.5) / 0.5, 0, 1) ** 1.6

    def bent(points: np.ndarray) -> np.ndarray:
        share = 1 - (2 * points[:, 0] / wide) ** 2
        up = points[:, 2] + 0.23 * high * share * (points[:, 2] > 0) + 0.004 * share
        return np.stack([points[:, 0], points[:, 1] + 0.034 * share + 0.2 * points[:, 2], up], -1)

    piece.box((0, lean, z), (wide, 0.011, high), timber, 0.004, (0, 0, 0), 12, bent)


def _seat(u: np.ndarray, v: np.ndarray, size: tuple[float, float], sat: float) -> np.ndarray:
    """Give points of a seat's upper face about its rails' middle, at shares of its half width and depth."""
    rim = np.maximum(np.abs(u), np.abs(v))
    valley = 0.006 * np.exp(-((np.abs(np.abs(u) - np.abs(v)) / 0.06) ** 2)) * (rim > 0.05)
    hollow = sat * (1 - rim**2) ** 2 + valley * (1 - rim**6)
    round_ = 0.017 * np.sqrt(np.clip(1 - rim**8, 0, 1))
    return np.stack([u * size[0] / 2 * (1 - 0.075 * (v + 1)), v * size[1] / 2, round_ - hollow], -1)


def rush_seat(piece: Piece, size: tuple[float, float], z: float, sat: float = 0.014) -> None:
    """Add a rush seat over its rails, narrower behind, sat hollow: cord by cord, over a plain ground."""
    u, v = np.meshgrid(np.linspace(-1, 1, 33), np.linspace(-1, 1, 33), indexing="ij")
    top = _seat(u, v, size, sat)
    faces = quads(flat(33, 33))
    piece.raw((top + np.array([0, 0, z - 0.003])).reshape(-1, 3), [faces], country.rush())
    piece.raw((top * np.array([1, 1, -1]) + np.array([0, 0, z])).reshape(-1, 3), [faces[:, ::-1]], country.rush())
    for beside in (False, True):
        for side in (-1, 1):
            _cords(piece, size, z, sat, (beside, side))


def _cords(piece: Piece, size: tuple[float, float], z: float, sat: float, sector: tuple[bool, int]) -> None:
    """Add the cords of one quarter of a seat, from their rail to the diagonals: thick and thin, wandering, one or two slack."""
    (beside, side), rng = sector, piece.rng
    wide = size[1] if beside else size[0] * (1 - 0.075 * (side + 1))
    edges = np.concatenate([[0], rng.lognormal(0, 0.17, round(wide / 0.0068)).cumsum()])
    edges = 2 * edges / edges[-1] - 1
    t = np.array([0, 0.006, 0.03, 0.09, 0.2, 0.4, 0.7, 1.0])
    for a, b in pairwise(edges):
        c = (a + b) / 2 * 0.985
        out = side * (1 - (1 - abs(c)) * t)
        across = c + rng.normal(0, 0.0035, 8).cumsum() * (t > 0.05)
        line = _seat(out, across, size, sat) if beside else _seat(across, out, size, sat)
        line[:, 2] += z + rng.normal(0, 0.0007) + (0.0035 * np.sin(np.pi * t) if rng.random() < 0.03 else 0)
        inward, up = np.gradient(line[:, 0 if beside else 1]) * -side, np.gradient(line[:, 2])
        way = np.hypot(inward, up)[:, None]
        axis = np.array([[1.0, 0, 0]]) if beside else np.array([[0, 1.0, 0]])
        normal = (axis * side * up[:, None] + np.array([[0, 0, 1.0]]) * inward[:, None]) / way
        half = (b - a) / 2 * wide / 2 * 1.04
        angle = np.linspace(0.05, np.pi - 0.05, 5)
        along = np.array([0, 1.0, 0]) if beside else np.array([1.0, 0, 0])
        ring = half * np.cos(angle)[:, None] * along + 0.85 * half * np.sin(angle)[:, None] * normal[:, None]
        faces = quads(flat(8, 5))
        piece.raw((line[:, None] + ring).reshape(-1, 3), [faces if beside == (side > 0) else faces[:, ::-1]], reed())


def reed() -> bpy.types.Material:
    """Give twisted rush, no cord of its neighbour's tone: straw, here and there greenish or browned."""

    def paint(graph: Graph) -> None:
        tone, point = graph.tone(), graph.coords()
        colour = graph.ramp(tone, (0.0, "#6b5436"), (0.12, "#8f7850"), (0.6, "#ab9468"), (0.9, "#b9a57e"), (1.0, "#99915f"))
        twist = graph.noise(graph.node("Mapping", vector=point, rotation=(0, 0, 0.6), scale=(90, 260, 260)).outputs[0], 1, 2)
        rubbed = graph.ramp(graph.noise(point, 16, 2), (0.3, 0.84), (0.7, 1.04))
        colour = graph.mix(1.0, colour, graph.ramp(twist, (0.32, 0.7), (0.6, 1.0)), "MULTIPLY")
        graph.set(base_color=graph.mix(1.0, colour, rubbed, "MULTIPLY"), roughness=0.68, specular_ior_level=0.35)
        graph.bump(twist, 0.6, 0.002)

    return once("chairs.reed", paint)


def spindle(timber: bpy.types.Material, seed: int = 73) -> Piece:
    """Build a hoop-back chair facing -y, its middle at 0: a saddled seat, splayed turned legs, seven spindles in a bow."""
    piece = Piece("spindle chair", seed)

    def saddled(points: np.ndarray) -> np.ndarray:
        u, v = points[:, 0] / 0.22, points[:, 1] / 0.21
        dip = 0.014 * np.exp(-((np.abs(u) - 0.42) ** 2) / 0.14) * np.exp(-((v - 0.1) ** 2) / 0.35) * (points[:, 2] > 0)
        narrow = 1 - 0.09 * (v + 1)
        return np.stack([points[:, 0] * narrow, points[:, 1] * (1 - 0.06 * u**2), points[:, 2] - dip], -1)

    piece.box((0, 0, 0.44), (0.44, 0.42, 0.036), timber, 0.0175, (0, 0, 0), 22, saddled)
    legs(piece, 0.428, (0.14, 0.135), (0.215, 0.215), timber)
    rise, lean = 0.47, 0.11
    a = np.linspace(0, np.pi, 41)
    z = 0.445 + rise * np.sin(a) ** 0.85
    bow = np.stack([0.2 * np.cos(a) * (1 + 0.12 * np.sin(a)), 0.125 + 0.05 * np.sin(a) + lean * (z - 0.445) / rise, z], -1)
    piece.tube(bow, 0.0115, timber, 12)
    for k in range(-3, 4):
        foot = np.array([0.045 * k, 0.178 - 0.004 * k * k, 0.452])
        top = bow[int(np.argmin(np.abs(bow[:, 0] - 0.056 * k) + 9 * (bow[:, 2] < 0.6)))]
        t = np.linspace(0, 1, 7)[:, None]
        thick = turnings(piece, [0.005, 0.0065, 0.0085, 0.0085, 0.0065, 0.0055, 0.0045])
        piece.tube(foot * (1 - t) + top * t, thick, timber, 10)
    return unlike(piece, seed)


def legs(
    piece: Piece, high: float, at: tuple[float, float], feet: tuple[float, float], timber: bpy.types.Material, step: float = 0.4
) -> None:
    """Add four splayed, turned legs under a seat and the stretchers between them."""
    t = np.linspace(0, 1, 9)[:, None]
    thick = np.array([0.013, 0.016, 0.0205, 0.0195, 0.015, 0.0195, 0.0205, 0.017, 0.0125])
    spots = {}
    for x in (-1, 1):
        for y in (-1, 1):
            top, foot = np.array([x * at[0], y * at[1], high]), np.array([x * feet[0], y * feet[1], 0])
            piece.tube(top * (1 - t) + foot * t, turnings(piece, list(thick)), timber, 14)
            spots[x, y] = foot + (top - foot) * step
    for x in (-1, 1):
        rung(piece, tuple(spots[x, -1]), tuple(spots[x, 1]), timber)
    middle = [(spots[x, -1] + spots[x, 1]) / 2 for x in (-1, 1)]
    rung(piece, tuple(middle[0]), tuple(middle[1]), timber)


def bar_stool(timber: bpy.types.Material, seed: int = 76, sat: float = 0.014) -> Piece:
    """Build a counter stool with a rush seat, facing -y, its middle at 0: posts worn by feet, two slats behind."""
    piece = Piece("bar stool", seed)
    for x in (-1, 1):
        rear = [(0.185, 0.2, 0), (0.175, 0.17, 0.35), (0.17, 0.165, 0.66), (0.168, 0.18, 0.94), (0.168, 0.182, 0.97)]
        piece.tube(np.array(rear) * [x, 1, 1], turnings(piece, [0.016, 0.0185, 0.018, 0.0155, 0.009]), timber, 14)
        front = [(0.2, -0.2, 0), (0.19, -0.18, 0.35), (0.185, -0.172, 0.64), (0.184, -0.17, 0.675)]
        piece.tube(np.array(front) * [x, 1, 1], turnings(piece, [0.015, 0.0185, 0.018, 0.012]), timber, 14)
        for z in (0.2, 0.42):
            rung(piece, (x * 0.193, -0.187, z), (x * 0.179, 0.18, z + 0.02), timber)
    for y, z in ((-0.19, 0.25), (-0.182, 0.46), (0.18, 0.3)):
        rung(piece, (-0.19, y, z), (0.19, y, z), timber)
    for z in (0.79, 0.90):
        upper = Piece("slat", seed)
        slat(upper, 0.345, z, timber)
        piece.add(upper, (0, -0.055, 0))
    rush_seat(piece, (0.39, 0.36), 0.66, sat)
    return unlike(piece, seed)


def round_stool(timber: bpy.types.Material, seed: int = 79) -> Piece:
    """Build a backless counter stool: a thick round seat, dished by use and split once by drying, on four splayed legs."""
    piece = Piece("round stool", seed)
    outline = [
        (0.001, -0.02),
        (0.14, -0.02),
        (0.165, -0.008),
        (0.172, 0.008),
        (0.166, 0.02),
        (0.13, 0.017),
        (0.07, 0.009),
        (0.001, 0.006),
    ]
    piece.lathe(rounded(outline, 0.012, 4), timber, (0, 0, 0.655), 64)
    legs(piece, 0.645, (0.105, 0.105), (0.185, 0.185), timber, 0.52)
    for s in (-1, 1):
        rung(piece, (-0.165, s * 0.163, 0.19 + 0.03 * s), (0.165, s * 0.163, 0.19 + 0.03 * s), timber)
    return unlike(piece, seed)


def plank_bench(timber: bpy.types.Material, length: float = 1.3, seed: int = 80) -> Piece:
    """Build a bench along x, its middle at 0: one thick board that has bent, on two boards cut out at the foot."""
    piece = Piece("plank bench", seed)

    def bent(points: np.ndarray) -> np.ndarray:
        return points - np.array([0, 0, 0.006]) * (1 - (2 * points[:, :1] / length) ** 2)

    piece.box((0, 0, 0.45), (length, 0.33, 0.04), timber, 0.008, (0, 0, 0), 12, bent)
    for x in (-1, 1):
        for y in (-1, 1):
            piece.box((x * (length / 2 - 0.16), y * 0.085, 0.215), (0.43, 0.115, 0.032), timber, 0.005, (y * 4, 90 - 5 * x, 0))
        piece.box((x * (length / 2 - 0.16), 0, 0.395), (0.26, 0.045, 0.06), timber, 0.005, (0, 0, 90))
    piece.box((0, 0, 0.2), (length - 0.3, 0.028, 0.07), timber, 0.004)
    return piece


def office(seed: int = 78) -> Piece:
    """Build a desk chair on a swivel base, facing -y: a seat and one bent back in matt leather, two slim arms."""
    piece, hide, iron = Piece("desk chair", seed), leather.leather("#40352c"), metal.black()
    cushion(piece, (0, 0, 0.465), (0.5, 0.48, 0.075), hide, seed)

    def bent(points: np.ndarray) -> np.ndarray:
        out = points.copy()
        out[:, 1] += -0.9 * points[:, 0] ** 2 + 0.10 * np.clip(points[:, 2] + 0.1, -1, 1) ** 2
        out[:, 0] *= 1 - 0.25 * np.clip(points[:, 2], 0, 1)
        return out

    piece.box((0, 0.275, 0.765), (0.47, 0.055, 0.4), hide, 0.027, (-8, 0, 0), 16, bent)
    piece.tube([(0, 0.1, 0.41), (0, 0.25, 0.42), (0, 0.3, 0.5), (0, 0.315, 0.72)], 0.014, iron)
    for x in (-1, 1):
        piece.tube([(x * 0.2, 0.06, 0.425), (x * 0.285, 0.06, 0.44), (x * 0.29, 0.06, 0.64)], 0.01, iron)
        piece.box((x * 0.29, 0.0, 0.652), (0.045, 0.28, 0.024), hide, 0.011)
    column = [(0.001, 0.09), (0.03, 0.09), (0.03, 0.26), (0.02, 0.26), (0.02, 0.43), (0.001, 0.43)]
    piece.lathe(rounded(column, 0.003), iron, sides=24)
    for k in range(5):
        angle = 2 * np.pi * k / 5 + 0.3
        way = np.array([np.cos(angle), np.sin(angle), 0])
        piece.tube([way * 0.02 + [0, 0, 0.1], way * 0.17 + [0, 0, 0.085], way * 0.31 + [0, 0, 0.06]], 0.014, iron)
        wheel = rounded([(0.001, 0), (0.024, 0), (0.024, 0.03), (0.001, 0.03)], 0.006)
        piece.lathe(wheel, iron, way * 0.31 + [0, -0.015, 0.027], 20, (90, 0, 0))
    return piece
