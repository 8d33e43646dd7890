"""Sofas, armchairs, a bench and a daybed."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import lumps
from villa.furniture.soft import cushion, scattered
from villa.furniture.solids import Piece, Warp, sweep
from villa.materials import fabric, leather, wood


def sofa(width: float = 2.6, depth: float = 1.0, seats: int = 3, cloth: bpy.types.Material | None = None, seed: int = 5) -> Piece:
    """Build a low deep sofa facing -y, its back at y = 0: tightly covered, piped, box cushions a little crowned."""
    cloth = cloth or fabric.upholstery("#8f8676")
    piece, arm = Piece("sofa", seed), 0.19
    inner = (width - 2 * arm) / seats
    piece.box((0, -depth / 2 + 0.01, 0.185), (width - 2 * arm + 0.01, depth - 0.06, 0.22), cloth, 0.025)
    for side in (-1, 1):
        _arm(piece, (side * (width / 2 - arm / 2), -depth / 2, 0.34), (arm, depth, 0.54), cloth, seed + side)
    piece.box((0, -0.1, 0.43), (width - 2 * arm + 0.04, 0.2, 0.66), cloth, 0.05, (0, 0, 0), 12, _stuffed(seed))
    for k in range(seats):
        x, deep = (k - (seats - 1) / 2) * inner, depth - 0.2
        cushion(piece, (x, -0.2 - deep / 2, 0.375), (inner - 0.008, deep, 0.17), cloth, seed + 10 + k)
        lean = -14 + 0.8 * (-1) ** k
        cushion(piece, (x, -0.285, 0.665), (inner - 0.012, 0.44, 0.17), cloth, seed + 20 + k, (90 + lean, 0, 0.6 * (-1) ** k))
    plinth(piece, width, depth)
    return piece


def _stuffed(seed: int) -> Warp:
    """Give the warp of a firm stuffing under a tight cover: hardly uneven."""
    return lambda points: points + 0.0022 * lumps(points, 5, seed)[:, None] * np.sign(points)


def _arm(piece: Piece, at: tuple, size: tuple[float, float, float], cloth: bpy.types.Material, seed: int) -> None:
    """Add an arm with a rounded top, its front panel edged by a welt."""
    stuffed, foot = _stuffed(seed), -size[2] / 2

    def standing(points: np.ndarray) -> np.ndarray:
        out = stuffed(points - [0, 0, 0.06])
        out[:, 2] = np.maximum(out[:, 2], foot)
        return out

    piece.box(at, (size[0], size[1], size[2] + 0.12), cloth, 0.42 * size[0], (0, 0, 0), 16, standing)
    half, turn = size[0] / 2 - 0.009, np.linspace(np.pi, 0, 24)
    top = np.stack([half * np.cos(turn), -foot - 0.085 + 0.083 * np.sin(turn)], -1)
    line = np.concatenate([[[-half, foot + 0.004]], top, [[half, foot + 0.004]]])
    steps = np.concatenate([[0], np.linalg.norm(np.diff(line, axis=0), axis=1).cumsum()])
    fine = np.linspace(0, steps[-1], 80)
    x, z = (np.interp(fine, steps, line[:, k]) for k in (0, 1))
    path = np.stack([x, np.full_like(x, 0.028 - size[1] / 2), z], -1) + np.array(at)
    points, faces = sweep(path, 0.005, 6)
    piece.raw(points, faces, cloth)


def plinth(piece: Piece, width: float, depth: float) -> None:
    """Set the sofa on a recessed dark base."""
    piece.box((0, -depth / 2, 0.035), (width - 0.14, depth - 0.14, 0.07), wood.smoked(), 0.004)


def scatter(piece: Piece, x: float, size: tuple[float, float], cloth: bpy.types.Material, seed: int, turn: float = 0.0) -> None:
    """Lean a scatter cushion of this width and height against a sofa's back cushions."""
    piece.add(scattered(size, cloth, seed), (x, -0.50, 0.452), (-21, 0, turn))


def armchair(cloth: bpy.types.Material | None = None, seed: int = 41) -> Piece:
    """Build a lounge chair: timber frame, loose cushions, facing -y."""
    cloth = cloth or fabric.boucle("#e9e2d6")
    piece, oak = Piece("armchair", seed), wood.walnut()
    for side in (-1, 1):
        x = side * 0.36
        piece.tube([(x, -0.72, 0), (x, -0.70, 0.3), (x, -0.69, 0.56)], 0.019, oak)
        piece.tube([(x, 0.03, 0), (x, -0.03, 0.3), (x, -0.06, 0.53)], 0.019, oak)
        piece.box((x, -0.37, 0.575), (0.055, 0.78, 0.026), oak, 0.011, (-1.5, 0, 0))
        piece.box((x, -0.36, 0.27), (0.03, 0.64, 0.05), oak, 0.008, (-4, 0, 0))
    piece.box((0, -0.66, 0.285), (0.7, 0.03, 0.05), oak, 0.008)
    piece.box((0, -0.05, 0.25), (0.7, 0.03, 0.05), oak, 0.008)
    for k in range(7):
        piece.tube([(-0.27 + 0.09 * k, -0.07, 0.27), (-0.27 + 0.09 * k, 0.09, 0.78)], 0.008, oak, 8)
    piece.box((0, 0.095, 0.79), (0.66, 0.028, 0.05), oak, 0.01)
    cushion(piece, (0, -0.37, 0.365), (0.63, 0.65, 0.12), cloth, seed, (-4, 0, 0))
    cushion(piece, (0, -0.08, 0.645), (0.61, 0.49, 0.12), cloth, seed + 1, (72, 0, 0))
    return piece


def tub_chair(cloth: bpy.types.Material | None = None, seed: int = 45) -> Piece:
    """Build a rounded bouclé armchair, its back wrapped around the seat, piped along its edge and sewn down its back."""
    cloth = cloth or fabric.boucle("#ece5da")
    piece = Piece("tub chair", seed)
    cushion(piece, (0, -0.4, 0.33), (0.66, 0.66, 0.24), cloth, seed, reach=0.36)
    piece.lathe([(0.001, 0.0), (0.31, 0.0), (0.335, 0.03), (0.34, 0.2), (0.001, 0.22)], cloth, (0, -0.4, 0), 48)

    def wrapped(points: np.ndarray) -> np.ndarray:
        angle = points[:, 0] / 0.38
        stuffed = 0.005 * lumps(points, 5, seed) + 0.0018 * lumps(points, 19, seed + 1)
        radius = 0.38 + points[:, 1] + stuffed * np.sign(points[:, 1])
        rise = 0.14 * np.clip(np.cos(angle * 0.75), 0, 1) * (points[:, 2] > 0) * points[:, 2] / 0.24
        high = points[:, 2] + rise + 0.004 * lumps(points * np.array([1, 0, 0]), 4, seed + 2) * (points[:, 2] > 0)
        return np.stack([radius * np.sin(angle), radius * np.cos(angle), high], -1)

    piece.box((0, -0.4, 0.36), (1.75, 0.15, 0.56), cloth, 0.07, (0, 0, 0), 40, wrapped)
    for path, thick in _welts():
        points, faces = sweep(wrapped(path) + np.array([0, -0.4, 0.36]), thick, 8)
        piece.raw(points, faces, cloth)
    return piece


def _welts() -> list[tuple[np.ndarray, float]]:
    """Give the lines on the unrolled back of a tub chair, and how thick they are: the piping of its edge, and two seams."""
    foot, side, corner, top = (-0.8545, 0.0545, -0.2), (-0.8545, 0.0545, 0.2), (-0.8454, 0.0454, 0.2504), (-0.79, 0.0545, 0.2595)
    half = np.array([foot, side, corner, top])
    edge = np.concatenate([half, half[::-1] * np.array([-1, 1, 1])])
    steps = np.concatenate([[0], np.linalg.norm(np.diff(edge, axis=0), axis=1).cumsum()])
    fine = np.linspace(0, steps[-1], 220)
    piping = np.stack([np.interp(fine, steps, edge[:, k]) for k in range(3)], -1)
    down = np.linspace(0.23, -0.21, 30)
    seams = [np.stack([np.full(30, x), np.full(30, 0.0752), down], -1) for x in (-0.44, 0.44)]
    return [(piping, 0.0055), *((line, 0.0028) for line in seams)]


def daybed() -> Piece:
    """Build a leather daybed with a bolster."""
    piece = Piece("daybed", 61)
    hide = leather.leather("#6e4527")
    cushion(piece, (0, 0, 0.36), (1.95, 0.8, 0.14), hide, 62)
    piece.box((0, 0, 0.26), (1.9, 0.76, 0.05), wood.walnut(), 0.008)
    for x in (-0.85, 0.85):
        for y in (-0.3, 0.3):
            piece.box((x, y, 0.12), (0.05, 0.05, 0.24), wood.walnut(), 0.006)
    piece.tube([(-0.83, -0.36, 0.53), (-0.83, 0.36, 0.53)], 0.095, hide, 28)
    return piece
