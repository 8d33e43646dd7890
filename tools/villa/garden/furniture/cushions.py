"""Cushions for outdoors: box pads with piping that have been sat on, and knife-edged pillows."""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import numpy as np

from villa.furniture.drape import lumps
from villa.furniture.soft import scattered, seam
from villa.furniture.solids import Piece
from villa.geometry import Array, Solids


def upholster(solids: Solids, piece: Piece) -> None:
    """Add all parts of a soft piece."""
    for part in piece.parts:
        for faces in part.faces:
            used, where = np.unique(faces, return_inverse=True)
            solids.mesh(part.points[used], where.reshape(faces.shape), part.material, uv=part.grain[used][:, :2])


def pad(
    solids: Solids,
    lo: Sequence[float],
    hi: Sequence[float],
    material: bpy.types.Material,
    crown: float = 0.016,
    stitches: Sequence[float] = (),
) -> None:
    """A box cushion between two corners: piped edges, crowned, dented where one sits, quilted across at some lengths (y)."""
    low, high = np.array(lo, float), np.array(hi, float)
    half, middle = (high - low) / 2, (high + low) / 2
    seed = round(float(np.abs(low).sum()) * 1e4)
    rng = np.random.default_rng(seed)
    sat = rng.uniform(-0.25, 0.25, 2) * half[:2]

    def worn(points: Array) -> Array:
        rel = np.clip(points / half, -1, 1)
        out, top = points.copy(), rel[:, 2].clip(0, 1)
        domed = (1 - rel[:, 0] ** 4) * (1 - rel[:, 1] ** 4)
        dent = np.exp(-(((points[:, :2] - sat) / (0.42 * half[:2])) ** 2).sum(1))
        out[:, 2] += top * (crown * domed - 0.8 * crown * dent)
        for y in stitches:
            out[:, 2] -= top * domed**0.3 * 0.017 * np.exp(-(((points[:, 1] + middle[1] - y) / 0.016) ** 2))
        out[:, :2] += (0.006 * (1 - rel[:, 2] ** 2))[:, None] * np.sign(rel[:, :2]) * rel[:, :2] ** 4
        edge = np.abs(rel[:, :2]).max(1) ** 3
        slack = 0.0034 * lumps(points, 7, seed) + edge * 0.0028 * lumps(points * [1, 1, 0.3], 34, seed + 1)
        out[:, 2] += top * slack
        out[:, :2] += 0.004 * lumps(points * [1, 1, 0], 4, seed + 2)[:, None] * np.sign(rel[:, :2]) * np.abs(rel[:, :2])
        return out

    piece = Piece("pad", seed)
    piece.box((0, 0, 0), tuple(2 * half), material, min(0.016, 0.4 * half[2]), div=44 if stitches else 26, warp=worn)
    seam(piece, (0, 0, 0), half, material, (0, 0, 0), worn)
    upholster(solids.moved(tuple(middle)), piece)


def leaning(
    solids: Solids,
    at: tuple[float, float, float],
    size: tuple[float, float],
    material: bpy.types.Material,
    pose: tuple[float, float],
    seed: int,
) -> None:
    """A knife-edged pillow whose foot stands at a point; its pose: degrees that it leans to +y and is turned."""
    piece, turn = Piece("cushion", seed), (-pose[0], 0, pose[1])
    filled = scattered(size, material, seed)
    piece.add(filled, (0, 0, -filled.foot(turn)), turn)
    upholster(solids.moved(at), piece)
