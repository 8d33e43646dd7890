"""Grids of points: their normals, a smooth doubling, their quads, soft random heights."""

from __future__ import annotations

import numpy as np

Array = np.ndarray


def grid_normals(grid: Array) -> Array:
    """Give the normals of a grid of points."""
    across = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    return across / np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-12)


def refined(grid: Array) -> Array:
    """Double a grid's resolution along a smooth curve."""
    for _ in range(2):
        padded = np.concatenate([2 * grid[:1] - grid[1:2], grid, 2 * grid[-1:] - grid[-2:-1]])
        middle = (9 * (padded[1:-2] + padded[2:-1]) - padded[:-3] - padded[3:]) / 16
        result = np.empty((2 * len(grid) - 1, *grid.shape[1:]))
        result[::2], result[1::2] = grid, middle
        grid = result.transpose(1, 0, 2)
    return grid


def flat(rows: int, cols: int) -> Array:
    """Give a grid of running indices."""
    return np.arange(rows * cols).reshape(rows, cols)


def rim(grid: Array) -> Array:
    """Give what lies along a grid's edge, once round."""
    return np.concatenate([grid[0, :-1], grid[:-1, -1], grid[-1, :0:-1], grid[:0:-1, 0]])


def quads(index: Array) -> Array:
    """Give the quads of a grid of indices."""
    return np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], -1).reshape(-1, 4)


def lumps(points: Array, scale: float, seed: int, waves: int = 24) -> Array:
    """Give smooth random heights around 0, of about unit size."""
    rng = np.random.default_rng(seed)
    ways = rng.normal(size=(waves, 3)) * scale
    phases = rng.uniform(0, 2 * np.pi, waves)
    return np.sin(points @ ways.T + phases).sum(-1) / np.sqrt(waves / 2)
