"""Barrel tiles of fired clay: covers and channels laid up a slope course by course, caps over hips and ridges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from villa.geometry import Array, Solids
from villa.materials import tile

_PITCH, _SHOWN, _LONG = 0.215, 0.34, 0.43  # m: from cover to cover, what is seen of a tile, and how long it is
_LOW, _HIGH, _THICK = 0.088, 0.072, 0.014  # m: a tile's radius at its lower and upper end, and its clay
_OUT = 0.07  # m that the lowest tiles stand out over the eave
_ARC = np.linspace(0.0, np.pi, 7)


@dataclass(frozen=True)
class Slope:
    """A roof's slope up from an eave.

    Attributes:
        start: The eave's left end as one looks up the slope, in metres.
        along: Unit vector from there along the eave.
        length: Of the eave.
        deep: How far the slope goes in, level.
        rise: Metres up for each metre in.
        hips: Whether a hip cuts off the left and the right end.
    """

    start: tuple[float, float, float]
    along: tuple[float, float]
    length: float
    deep: float
    rise: float
    hips: tuple[bool, bool]

    @property
    def inward(self) -> tuple[float, float]:
        """Unit vector up the slope, level."""
        return -self.along[1], self.along[0]

    def point(self, u: Array, v: Array) -> Array:
        """Return points (n, 3) so far along the eave (n) and in from it (n)."""
        flat = [self.start[k] + u * self.along[k] + v * self.inward[k] for k in (0, 1)]
        return np.stack([*flat, self.start[2] + v * self.rise], axis=-1)

    def reach(self, u: Array) -> Array:
        """Return how far in the slope goes at places along the eave."""
        left, right = (side if cut else np.inf for side, cut in zip((u, self.length - u), self.hips, strict=True))
        return np.minimum(np.minimum(left, right), self.deep)


def cover(solids: Solids, slope: Slope) -> None:
    """Cover a slope."""
    rng = np.random.default_rng(abs(round(1e3 * (slope.start[0] + 7 * slope.start[1]) + slope.length * 10)))
    steep = np.hypot(1.0, slope.rise)
    up = np.array([*slope.inward, slope.rise]) / steep
    right = np.array([*slope.along, 0.0])
    for half, upright in ((0.0, False), (0.5, True)):
        columns = (np.arange(int(slope.length / _PITCH) + 1) + half) * _PITCH
        rows = -_OUT + np.arange(int(slope.deep * steep / _SHOWN) + 2) * _SHOWN / steep
        u, v = (grid.ravel() for grid in np.meshgrid(columns, rows))
        there = (u < slope.length) & (v < slope.reach(u) - 0.05)
        u, v = u[there] + rng.normal(0, 0.004, there.sum()), v[there] + rng.normal(0, 0.006, there.sum())
        _lay(solids, slope.point(u, v), np.broadcast_to(up, (len(u), 3)), right, rng, upright=upright)


def cap(solids: Solids, start: tuple[float, float, float], end: tuple[float, float, float]) -> None:
    """Lay a row of covers over a hip or a ridge, from its lower end to its higher one."""
    low, high = np.array(start), np.array(end)
    rng = np.random.default_rng(abs(round(1e3 * (low[0] + 3 * low[1]))))
    way = (high - low) / np.linalg.norm(high - low)
    spots = low + np.arange(int(np.linalg.norm(high - low) / _SHOWN) + 1)[:, None] * _SHOWN * way
    right = np.cross(way, [0.0, 0.0, 1.0])
    _lay(
        solids,
        spots + np.array([0, 0, 0.05]),
        np.broadcast_to(way, spots.shape),
        right / np.linalg.norm(right),
        rng,
        upright=True,
    )


def _lay(solids: Solids, spots: Array, up: Array, right: Array, rng: np.random.Generator, *, upright: bool) -> None:
    """Lay tiles with their lower ends' middles at spots (n, 3): covers if upright, else channels below them."""
    count, sign = len(spots), 1.0 if upright else -1.0
    if not count:
        return
    askew = up + rng.normal(0, 0.016, (count, 1)) * right
    normal = np.cross(np.broadcast_to(right, up.shape), up)
    normal *= np.sign(normal[:, 2:])
    spots = spots + normal * ((0.075 if upright else 0.085) + rng.normal(0, 0.003, (count, 1)))
    low, high = (_LOW, _HIGH) if upright else (_HIGH, _LOW)
    rings = [(0.0, low - _THICK), (0.0, low), (_LONG, high)]
    tint = rng.random(count)
    rim, skin = (_rings(spots, askew, right, normal, part, sign) for part in (rings[:2], rings[1:]))
    for part, smooth in ((rim, False), (skin, True)):
        faces = _faces(count)
        solids.mesh(part, faces, tile.roof(), smooth=smooth, tint=np.repeat(tint, len(faces) // count))


def _rings(spots: Array, up: Array, right: Array, normal: Array, rings: list[tuple[float, float]], sign: float) -> Array:
    """Return the points of two arcs a tile, (n * 2 * arc, 3); an upper end lies a tile's clay higher than the slope."""
    points = []
    for at, radius in rings:
        lift = (0.0 if at == 0.0 else -0.022) * normal
        across = np.cos(_ARC)[None, :, None] * radius * right
        high = sign * np.sin(_ARC)[None, :, None] * radius * normal[:, None]
        points.append((spots + up * at + lift)[:, None] + across + high)
    return np.stack(points, axis=1).reshape(-1, 3)


def _faces(count: int) -> Array:
    """Return the faces between those arcs, (n * (arc - 1), 4)."""
    arc = len(_ARC)
    j = np.arange(arc - 1)
    one = np.stack([j, j + 1, arc + j + 1, arc + j], axis=-1)
    return (one[None] + (np.arange(count) * 2 * arc)[:, None, None]).reshape(-1, 4)
