"""What wind and seasons bring: leaves on the paving and on the water, weeds in joints and along walls."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.garden.plants.leaves import blades, strew, unit
from villa.geometry import Array, Solids, group
from villa.materials import foliage
from villa.terrain import waves

_TREES = ((15.5, -10.1), (-1.25, -3.85))
_CORNERS = (
    (16.4, -0.35, 0.30, 0.2),
    (5.1, -0.2, 0.5, 0.12),
    (0.1, -0.3, 0.5, 0.3),
    (-2.2, -6.0, 0.25, 2.2),
    (14.4, -8.2, 0.5, 0.5),
)
"""Where the wind leaves leaves: x, y, and how far they are spread."""


def build() -> None:
    """Strew it all."""
    _leaves()
    _afloat()
    _weeds()


def _on_paving(spots: Array) -> Array:
    """Those of some spots that lie on the terrace, not in the pool."""
    t, p = plan.TERRACE, plan.POOL
    x, y = spots.T
    paved = (x > t.x0) & (x < t.x1 - 0.35) & (y > t.y0) & (y < t.y1 - 0.03)
    return spots[paved & ~((x > p.x0 - 0.02) & (x < p.x1 + 0.02) & (y < p.y1 + 0.02))]


def _leaves() -> None:
    """Olive leaves in drifts under the trees and in corners; most of them dry."""
    rng, solids = np.random.default_rng(260), Solids(261)
    spots = [np.array(tree) + rng.normal(0, 1.1, (260, 2)) for tree in _TREES]
    spots = [spot[waves(*spot.T, 267, 1.6, 3) > 0.12] for spot in spots]  # the wind has swept them together
    spots += [
        np.array([x, y]) + rng.exponential(0.6, (170, 1)) * rng.normal(0, 1, (170, 2)) * [dx, dy] for x, y, dx, dy in _CORNERS
    ]
    flat = _on_paving(np.concatenate(spots))
    count = len(flat)
    roots = np.c_[flat, plan.TERRACE.level + rng.uniform(0.004, 0.012, count)]
    ways = unit(np.c_[rng.normal(0, 1, (count, 2)), rng.normal(0.05, 0.12, count)])
    green = rng.random(count) < 0.3
    blades(solids, roots[~green], ways[~green], (0.055, 0.013), foliage.dry(), rng)
    blades(solids, roots[green], ways[green], (0.055, 0.013), foliage.olive(), rng)
    solids.build("terrace.leaves", group("garden"))


def _afloat() -> None:
    """Leaves on the water, driven together in its north-east corner."""
    rng, solids, p = np.random.default_rng(262), Solids(263), plan.POOL
    flat = np.c_[p.x1 - rng.exponential(0.9, 36), p.y1 - rng.exponential(0.35, 36)]
    flat = np.r_[flat, np.c_[rng.uniform(p.x0, p.x1, 7), rng.uniform(p.y0, p.y1, 7)]]
    flat = np.clip(flat, (p.x0 + 0.1, p.y0 + 0.1), (p.x1 - 0.05, p.y1 - 0.05))
    roots = np.c_[flat, np.full(len(flat), p.level + 0.004)]
    ways = unit(np.c_[rng.normal(0, 1, (len(flat), 2)), np.zeros(len(flat))])
    blades(solids, roots, ways, (0.055, 0.014), foliage.dry(), rng)
    solids.build("pool.leaves", group("garden"))


def _weeds() -> None:
    """Tufts of grass at the wall's foot, round the tree pits, and where joints have opened."""
    rng, solids = np.random.default_rng(264), Solids(265)
    spots = [
        np.c_[rng.uniform(-2.4, 0.4, 8), rng.normal(-0.02, 0.01, 8)],
        np.c_[rng.uniform(4.9, 5.4, 5), rng.uniform(-0.04, -0.01, 5)],
    ]
    spots.append(np.c_[np.full(9, 16.76), rng.uniform(-5.2, -0.1, 9)])
    for x, y in _TREES:
        angle = rng.uniform(0, 2 * np.pi, 16)
        edge = np.stack([np.cos(angle), np.sin(angle)], -1)
        spots.append(np.array([x, y]) + edge / np.abs(edge).max(axis=1, keepdims=True) * 0.79)
    spots.append(np.c_[np.full(10, -2.268), rng.uniform(-11.8, -3.0, 10)])
    tufts = np.concatenate(spots)
    each = 34
    roots = np.repeat(np.c_[tufts, np.full(len(tufts), plan.TERRACE.level - 0.01)], each, axis=0)
    size = np.repeat(rng.uniform(0.4, 1.2, len(tufts)), each)[:, None]
    roots[:, :2] += rng.normal(0, 0.016, (len(roots), 2)) * size
    ways = np.c_[rng.normal(0, 0.55, (len(roots), 2)), np.ones(len(roots))]
    strew(solids, roots, ways, (0.085, 0.006), foliage.clover(), rng)
    solids.build("terrace.weeds", group("garden"))
