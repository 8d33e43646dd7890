"""Cloth that settles: sheets of points under gravity, pressure and contact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

Array = np.ndarray
Contact = Callable[[Array], Array]


@dataclass
class Cloth:
    """Points and the sheets (grids of indices) they form."""

    points: Array
    sheets: list[Array]
    fixed: Array | None = None
    bend: float = 0.05
    contacts: list[Contact] = field(default_factory=list)

    def settle(self, steps: int, gravity: float = -9.8, pressure: float = 0.0, shrink: float = 1.0) -> Array:
        """Move the points to rest and give them."""
        links = [(a, b, self.lengths(a, b) * shrink, stiff) for a, b, stiff in self.links()]
        loose = np.ones(len(self.points)) if self.fixed is None else (~self.fixed).astype(float)
        now, before, dt = self.points.copy(), self.points.copy(), 1 / 90
        for _ in range(steps):
            push = np.array([0, 0, gravity])
            if pressure:
                push = push + pressure * self.outward(now)
            now, before = now + loose[:, None] * (0.97 * (now - before) + push * dt * dt), now
            for _ in range(8):
                for a, b, rest, stiff in links:
                    relax(now, loose, (a, b), rest, stiff)
            for contact in self.contacts:
                moved = contact(now)
                touching = np.abs(moved - now).sum(1) > 0
                before[touching] += 0.6 * (moved - before)[touching]
                now = moved
        return now

    def links(self) -> Iterator[tuple[Array, Array, float]]:
        """Give pairs of linked points, in batches that share no point."""
        shifts = ((1, 0, 1.0), (0, 1, 1.0), (1, 1, 0.4), (1, -1, 0.4), (2, 0, self.bend), (0, 2, self.bend))
        for sheet in self.sheets:
            rows, cols = np.indices(sheet.shape)
            for di, dj, stiff in shifts:
                left = sheet[: sheet.shape[0] - di, max(0, -dj) : sheet.shape[1] - max(0, dj)]
                right = sheet[di:, max(0, dj) : sheet.shape[1] + min(0, dj)]
                where = (rows if di else cols)[: left.shape[0], : left.shape[1]] // max(di, dj, 1)
                for parity in (0, 1):
                    chosen = where % 2 == parity
                    if chosen.any():
                        yield left[chosen], right[chosen], stiff

    def lengths(self, a: Array, b: Array) -> Array:
        """Give the distances between linked points."""
        return np.linalg.norm(self.points[b] - self.points[a], axis=1)

    def outward(self, points: Array) -> Array:
        """Give the normals of all points."""
        result = np.zeros_like(points)
        for sheet in self.sheets:
            grid = points[sheet]
            np.add.at(result, sheet.ravel(), grid_normals(grid).reshape(-1, 3))
        return result / np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-9)


def relax(points: Array, loose: Array, pair: tuple[Array, Array], rest: Array, stiff: float) -> None:
    """Bring linked points to their distance."""
    a, b = pair
    apart = points[b] - points[a]
    length = np.sqrt(np.einsum("ij,ij->i", apart, apart)) + 1e-9
    weight = np.maximum(loose[a] + loose[b], 1e-9)
    change = (stiff * (1 - rest / length) / weight)[:, None] * apart
    points[a] += change * loose[a, None]
    points[b] -= change * loose[b, None]


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


def quads(index: Array) -> Array:
    """Give the quads of a grid of indices."""
    return np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], -1).reshape(-1, 4)


def outside(centre: Sequence[float], size: Sequence[float], r: float = 0.03) -> Contact:
    """Give the contact that keeps points out of a rounded box."""
    middle, inner = np.asarray(centre, float), np.asarray(size, float) / 2 - r

    def contact(points: Array) -> Array:
        local = points - middle
        core = np.clip(local, -inner, inner)
        away = local - core
        far = np.linalg.norm(away, axis=1)
        within = far < 1e-9
        depth = inner - np.abs(local)
        axis = depth.argmin(1)
        rows = np.flatnonzero(within)
        core[rows, axis[rows]] = np.sign(local[rows, axis[rows]] + 1e-12) * inner[axis[rows]]
        away[rows, axis[rows]] = np.sign(local[rows, axis[rows]] + 1e-12) * 1e-6
        far[rows] = 1e-6
        hit = within | (far < r)
        result = points.copy()
        result[hit] = middle + core[hit] + r * away[hit] / far[hit, None]
        return result

    return contact


def above(level: float) -> Contact:
    """Give the contact that keeps points over a floor."""

    def contact(points: Array) -> Array:
        result = points.copy()
        result[:, 2] = np.maximum(result[:, 2], level)
        return result

    return contact


def lumps(points: Array, scale: float, seed: int, waves: int = 24) -> Array:
    """Give smooth random heights around 0, of about unit size."""
    rng = np.random.default_rng(seed)
    ways = rng.normal(size=(waves, 3)) * scale
    phases = rng.uniform(0, 2 * np.pi, waves)
    return np.sin(points @ ways.T + phases).sum(-1) / np.sqrt(waves / 2)
