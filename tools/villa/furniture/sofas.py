"""Sofas, armchairs, a bench and a daybed."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import lumps
from villa.furniture.soft import cushion, pillow, upholstered
from villa.furniture.solids import Piece, sweep
from villa.materials import fabric, leather, wood


def sofa(width: float = 2.6, depth: float = 1.0, seats: int = 3, cloth: bpy.types.Material | None = None, seed: int = 5) -> Piece:
    """Build a low deep sofa facing -y, its back at y = 0."""
    cloth = cloth or fabric.upholstery("#c6baa6")
    piece = Piece("sofa", seed)
    arm = 0.2
    piece.box((0, -depth / 2, 0.175), (width, depth, 0.23), cloth, 0.03)
    for side in (-1, 1):
        at, size = (side * (width / 2 - arm / 2), -depth / 2 - 0.005, 0.36), (arm, depth - 0.01, 0.5)
        upholstered(piece, at, size, cloth, seed + side)
    inner = (width - 2 * arm) / seats
    for k in range(seats):  # the cover of the back is sewn of as many widths as there are seats
        wide = (width - 0.01) / seats
        upholstered(piece, ((k - (seats - 1) / 2) * wide, -0.104, 0.47), (wide + 0.004, 0.2, 0.5), cloth, seed + 3 * k)
    for k in range(seats):
        x = (k - (seats - 1) / 2) * inner
        deep = depth - 0.22
        sat = (x + 0.004 * (-1) ** k, -0.205 - deep / 2 - 0.012 * (k % 2), 0.362)
        upholstered(piece, sat, (inner - 0.012, deep, 0.175), cloth, seed + 10 + k, (0, 0, 0.5 * (k - 1)))
        _back(piece, (x, -0.4, 0.452), (inner + 0.015, 0.56), cloth, seed + 20 + k)
    plinth(piece, width, depth)
    return piece


def _back(piece: Piece, at: tuple[float, float, float], size: tuple[float, float], cloth: bpy.types.Material, seed: int) -> None:
    """Lean a loose back cushion of feathers: dented on top, sat on, standing as it was left."""
    rng = np.random.default_rng(seed)
    wide, high = size[0] * rng.uniform(0.97, 1.0), size[1] * rng.uniform(0.95, 1.02)
    filled = pillow((wide, high), cloth, seed, rng.uniform(0.95, 1.2), kind="back")
    piece.add(filled, (at[0], at[1] + rng.uniform(-0.015, 0.015), at[2]), (rng.uniform(-17, -12), 0, rng.uniform(-2.5, 2.5)))


def plinth(piece: Piece, width: float, depth: float) -> None:
    """Set the sofa on a recessed dark base."""
    piece.box((0, -depth / 2, 0.035), (width - 0.14, depth - 0.14, 0.07), wood.smoked(), 0.004)


def scatter(
    piece: Piece, x: float, y: float, z: float, kind: tuple[float, float, str | bpy.types.Material], seed: int, turn: float = 0.0
) -> None:
    """Lean a scatter cushion against a back: its width, height, and its colour or its cloth."""
    width, height, cloth = kind
    if isinstance(cloth, str):
        cloth = (fabric.linen, fabric.boucle, fabric.velvet, fabric.wool)[seed % 4](cloth)
    piece.add(pillow((width, height), cloth, seed, 0.95), (x, y, z), (-17, 0, turn))


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
    upholstered(piece, (0, -0.37, 0.375), (0.63, 0.65, 0.14), cloth, seed, (-4, 0, 0))
    upholstered(piece, (0, -0.08, 0.645), (0.61, 0.49, 0.14), cloth, seed + 1, (72, 0, 0))
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
