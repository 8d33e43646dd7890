"""A deckchair: two frames of beech that cross, and striped canvas that hangs between them."""

from __future__ import annotations

import bpy
import numpy as np

from villa.geometry import Solids
from villa.materials import beach, wood


def deckchair(bands: tuple[beach.Band, ...], seed: int) -> bpy.types.Mesh:
    """A deckchair facing -y, its sling sat out of shape."""
    solids, beech = Solids(217 + seed), wood.oak()
    for x in (-0.28, 0.28):  # the long frame leans back, the short one forward
        _rail(solids, (x, -0.52, 0.02), (x, 0.50, 0.92), beech)
        _rail(solids, (x * 0.86, 0.56, 0.02), (x * 0.86, -0.46, 0.36), beech)
    for start, end in (
        ((-0.30, 0.50, 0.92), (0.30, 0.50, 0.92)),
        ((-0.30, -0.50, 0.04), (0.30, -0.50, 0.04)),
        ((-0.26, 0.54, 0.03), (0.26, 0.54, 0.03)),
        ((-0.26, -0.46, 0.36), (0.26, -0.46, 0.36)),
    ):
        solids.cylinder(start, end, 0.014, beech)
    solids.cylinder((-0.29, 0.24, 0.30), (0.29, 0.24, 0.30), 0.012, beech)
    for x in (-0.285, 0.285):
        _rail(solids, (x, 0.24, 0.30), (x, 0.36, 0.80), beech)
    _sling(solids, bands, seed)
    return solids.data("garden.deckchair")


def _rail(solids: Solids, start: tuple[float, float, float], end: tuple[float, float, float], timber: bpy.types.Material) -> None:
    """A flat rail, 22 by 42 mm, between two points in a plane along y."""
    a, b = np.array(start), np.array(end)
    way = (b - a) / np.linalg.norm(b - a)
    side = np.array([0.0, -way[2], way[1]]) * 0.021
    corners = [a + s * side + [x, 0, 0] for s in (-1, 1) for x in (-0.011, 0.011)]
    corners += [b + s * side + [x, 0, 0] for s in (-1, 1) for x in (-0.011, 0.011)]
    faces = [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
    solids.mesh(np.array(corners), faces, timber, smooth=False)


def _sling(solids: Solids, bands: tuple[beach.Band, ...], seed: int) -> None:
    """Canvas from the upper bar down through the seat and up to the front bar, hollow in the middle, hemmed round both bars."""
    t, u = np.meshgrid(np.linspace(0, 1, 60), np.linspace(-1, 1, 30), indexing="ij")
    path = np.array(
        [(0.515, 0.925), (0.47, 0.86), (0.34, 0.62), (0.16, 0.36), (-0.04, 0.245), (-0.24, 0.265), (-0.47, 0.378), (-0.475, 0.35)]
    )
    run = np.r_[0, np.linalg.norm(np.diff(path, axis=0), axis=1).cumsum()]
    run /= run[-1]
    y, z = (_smoothed(t, run, path[:, k]) for k in (0, 1))
    hollow = 0.035 * (1 - u**2) * np.sin(np.pi * t) ** 1.2
    curl = 0.012 * np.sin(9 * t + seed) * np.abs(u) ** 5
    x = u * 0.225 * (1 - 0.05 * np.sin(np.pi * t))
    solids.sheet(np.stack([x, y + 0.4 * hollow, z - hollow + curl], -1), beach.striped(bands, 0.45, 0, 700.0))


def _smoothed(t: np.ndarray, run: np.ndarray, values: np.ndarray) -> np.ndarray:
    fine = np.linspace(0, 1, 400)
    line = np.interp(fine, run, values)
    padded = np.concatenate([np.full(20, line[0]), line, np.full(20, line[-1])])
    return np.asarray(np.interp(t, fine, np.convolve(padded, np.ones(41) / 41, "valid")))
