"""A date palm: a trunk of old leaf bases, a head of feathers, dead ones hanging below."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import strew, unit
from villa.geometry import Array, Solids
from villa.materials import foliage

_FRONDS, _PAIRS = 62, 58


def palm(seed: int, tall: float = 3.6, reach: float = 2.5) -> bpy.types.Mesh:
    """A date palm whose trunk is so tall, its feathers as long as reach, in metres."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    _trunk(solids, tall, rng)
    roots, ways, tints = [], [], []
    for k in range(_FRONDS):
        age = (k + 0.5) / _FRONDS
        rise = np.radians(86 - 118 * age**0.85 + rng.normal(0, 6))
        rib = _rib(k * 2.39996 + rng.normal(0, 0.12), rise, reach * rng.uniform(0.85, 1.1) * (0.72 + 0.4 * age), tall, rng)
        solids.tube(rib, np.linspace(0.022, 0.004, len(rib)), foliage.palm(), 5)
        spot, way = _leaflets(rib, rng)
        roots.append(spot)
        ways.append(way)
        tints.append(np.clip(0.75 - 0.55 * age + rng.normal(0, 0.12, len(spot)), 0, 1))
    spot, way = np.concatenate(roots), np.concatenate(ways)
    strew(solids, spot, way, (0.17 * reach, 0.026), foliage.palm(), rng, tint=np.concatenate(tints))
    for k in range(9):  # dry ones that nobody has cut
        rib = _rib(k * 0.71 + rng.normal(0, 0.2), np.radians(rng.uniform(-55, -30)), reach * 0.62, tall - 0.15, rng)
        solids.tube(rib, np.linspace(0.018, 0.004, len(rib)), foliage.dry(), 5)
        spot, way = _leaflets(rib, rng)
        strew(solids, spot, way + np.array([0, 0, -0.7]), (0.13 * reach, 0.018), foliage.dry(), rng)
    return solids.data("garden.palm")


def _trunk(solids: Solids, tall: float, rng: np.random.Generator) -> None:
    """The trunk with its spiral of cut leaf bases, thicker at the foot and below the head."""
    rows, columns = int(tall * 44), 64
    v, a = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 2 * np.pi, columns, endpoint=False), indexing="ij")
    radius = 0.20 + 0.09 * np.exp(-v * 7) + 0.07 * np.exp(-(((v - 0.97) / 0.09) ** 2))
    one, two = np.sin(8 * a + v * tall * 24), np.sin(8 * a - v * tall * 24)
    radius = radius + 0.022 * np.maximum(one * two, -0.3) + rng.normal(0, 0.004, v.shape)
    lean = 0.10 * v**2 * tall
    grid = np.stack([radius * np.cos(a) + lean, radius * np.sin(a), v * tall - 0.1], -1)
    solids.sheet(grid, foliage.bark((0.20, 0.155, 0.11)), closed=(False, True))


def _rib(turn: float, rise: float, long: float, tall: float, rng: np.random.Generator) -> Array:
    """A feather's rib: it leaves the head at an angle, and bends over more and more under its weight."""
    steps = 16
    t = np.linspace(0, 1, steps)
    angle = rise - (0.35 + 0.9 * np.cos(rise).clip(0)) * t**1.4 * rng.uniform(0.8, 1.25)
    sway = turn + rng.normal(0, 0.18) * t
    step = long / (steps - 1) * np.stack([np.cos(angle) * np.cos(sway), np.cos(angle) * np.sin(sway), np.sin(angle)], -1)
    head = np.array([0.10 * tall + 0.12 * np.cos(turn), 0.12 * np.sin(turn), tall - 0.05])
    return np.asarray(head + np.r_[np.zeros((1, 3)), step[1:].cumsum(axis=0)])


def _leaflets(rib: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Where leaflets spring from a rib, and where they point: in a shallow V, forward towards the tip."""
    share = np.linspace(0.13, 0.995, _PAIRS).repeat(2) * (len(rib) - 1)
    i = np.minimum(share.astype(int), len(rib) - 2)
    spot = rib[i] + (rib[i + 1] - rib[i]) * (share - i)[:, None]
    way = unit(rib[i + 1] - rib[i])
    side = unit(np.cross(way, np.array([0.0, 0.0, 1.0])))
    up = np.cross(side, way)
    sign = np.where(np.arange(len(spot)) % 2, 1.0, -1.0)[:, None]
    ahead = 0.45 + 0.9 * (share / len(rib))[:, None] ** 2
    return spot, unit(side * sign + way * ahead + up * rng.normal(0.32, 0.16, (len(spot), 1)) - np.array([0, 0, 0.18]))
