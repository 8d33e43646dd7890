"""Walls and floors of tiles set one by one, each very little out of true."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Part, Piece, Point, rotate
from villa.materials import tile

_BEVEL, _GROUT = 0.0014, 0.0022


def tiled(
    piece: Piece,
    at: Point,
    size: tuple[float, float],
    edge: float,
    material: bpy.types.Material,
    turn: Point = (0, 0, 0),
    slack: tuple[float, float] = (0.003, 0.0022),
) -> None:
    """Set tiles of about an edge on a wall of a width and height, from its lower left corner, facing -y before the turn.

    They stand 8 mm proud of the wall. slack is how far they are tilted (a slope), and how wide their joints are in m.
    """
    rng, proud, (tilt, joint) = piece.rng, 0.008, slack
    columns, rows = max(1, round(size[0] / edge)), max(1, round(size[1] / edge))
    wide, high = size[0] / columns, size[1] / rows
    left, low = (part.ravel() for part in np.meshgrid(np.arange(columns) * wide, np.arange(rows) * high))
    count = len(left)
    gap = joint / 2 * rng.uniform(0.85, 1.15, (4, count))
    x0, x1, z0, z1 = left + gap[0], left + wide - gap[1], low + gap[2], low + high - gap[3]
    lean, depth = rng.normal(0, tilt, (2, count)), proud + rng.uniform(-0.0003, 0.0003, count)
    points = _tile_points((x0, x1, z0, z1), lean, depth)
    faces = np.arange(count)[:, None, None] * 8 + np.array([[4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]])
    grain = points + rng.uniform(-9, 9, (count, 1, 3))
    tones = np.repeat(rng.random(count), 8)
    placed = rotate(points.reshape(-1, 3), turn) + np.asarray(at)
    piece.parts.append(Part(placed, [faces.reshape(-1, 4)], grain.reshape(-1, 3), material, tones))
    back = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], float)
    back = np.stack([back[:, 0], np.full(4, _GROUT - proud), back[:, 1]], -1)
    piece.raw(rotate(back, turn) + np.asarray(at), [np.array([[0, 1, 2, 3]])], tile.grout())


def _tile_points(edges: tuple[np.ndarray, ...], lean: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """Give the eight points of every tile: the foot of its bevel, then its face."""
    x0, x1, z0, z1 = edges
    corners = np.stack([np.stack(pair, -1) for pair in ((x0, z0), (x1, z0), (x1, z1), (x0, z1))], 1)
    middle = corners.mean(axis=1, keepdims=True)
    face = corners - _BEVEL * np.sign(corners - middle)
    raised = depth[:, None] + ((face - middle) * lean.T[:, None]).sum(-1)
    foot = np.stack([corners[..., 0], -raised + _BEVEL, corners[..., 1]], -1)
    top = np.stack([face[..., 0], -raised, face[..., 1]], -1)
    return np.concatenate([foot, top], axis=1)


def floor(area: tuple[float, float, float, float], edge: float, material: bpy.types.Material, seed: int) -> Piece:
    """Lay tiles over x0, y0, x1, y1, their tops 8 mm over z = 0."""
    piece = Piece("floor", seed)
    x0, y0, x1, y1 = area
    tiled(piece, (x0, y0, 0), (x1 - x0, y1 - y0), edge, material, (-90, 0, 0), (0.0008, 0.006))
    return piece
