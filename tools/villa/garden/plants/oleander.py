"""Oleander: a tall bush of lance-shaped leaves, in flower at the ends of its shoots."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import blades, strew, unit
from villa.geometry import Array, Solids
from villa.materials import foliage


def oleander(seed: int, tall: float = 2.3, bloom: float = 1.0, tone: str = "pink") -> bpy.types.Mesh:
    """A bush of this height, wider above than at its foot; bloom is the share of its shoots that flower, pink or white."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    shoots = int(150 * (tall / 2.3) ** 1.5)
    turn, out = rng.uniform(0, 2 * np.pi, shoots), np.sqrt(rng.random(shoots))
    wide = tall * (0.40 + 0.09 * np.sin(2 * turn + rng.uniform(0, 6)) + 0.07 * np.sin(3 * turn + rng.uniform(0, 6)))
    high = tall * (1.02 - 0.42 * out**2.2 + rng.normal(0, 0.075, shoots)) * np.where(rng.random(shoots) < 0.3, 0.66, 1.0)
    tips = np.stack([np.cos(turn) * out * wide, np.sin(turn) * out * wide, high], -1)
    way = unit(tips * [1.0, 1.0, 0.75])
    roots, headings, tints = [], [], []
    for k in range(30):
        back = 0.62 * tall * (k / 30) ** 1.25
        spot = tips - way * back + rng.normal(0, 0.018, tips.shape)
        spin = rng.normal(size=tips.shape)
        roots.append(spot)
        headings.append(unit(way * (0.8 - 0.5 * k / 30) + unit(np.cross(way, spin)) * 0.75))
        tints.append(np.clip(0.9 - 1.1 * k / 30 + rng.normal(0, 0.18, shoots), 0, 1))
    blades(
        solids, np.concatenate(roots), np.concatenate(headings), (0.135, 0.026), foliage.oleander(), rng, np.concatenate(tints)
    )
    dome = [(0.02, -0.1), (0.20 * tall, 0.05), (0.27 * tall, 0.35 * tall), (0.24 * tall, 0.6 * tall), (0.02, 0.74 * tall)]
    solids.lathe(dome, foliage.inside(), segments=14)
    for k in range(7):
        stem = np.linspace([0.05 * np.cos(k), 0.05 * np.sin(k), -0.1], tips[k] * [0.7, 0.7, 0.7], 5)
        solids.tube(stem, np.linspace(0.02, 0.008, 5), foliage.bark(), 6)
    _flowers(solids, tips[rng.random(shoots) < 0.62 * bloom], rng, tone)
    return solids.data("garden.oleander")


def _flowers(solids: Solids, tips: Array, rng: np.random.Generator, tone: str) -> None:
    """Heads of five-petalled flowers at the tips of shoots."""
    spots, ways, tints = [], [], []
    for tip in tips:
        count = int(rng.integers(4, 11))
        middle = tip + rng.normal(0, 0.045, (count, 3)) + [0, 0, 0.03]
        for flower in middle:
            face = unit(rng.normal(size=3) + np.array([0, 0, 0.9]) + 0.6 * unit(tip * [1, 1, 0]))
            one = unit(np.cross(face, rng.normal(size=3)))
            turn = np.arange(5) * 2 * np.pi / 5
            petals = one * np.cos(turn)[:, None] + np.cross(face, one) * np.sin(turn)[:, None]
            spots.append(np.repeat(flower[None], 5, 0))
            ways.append(petals + 0.35 * face)
            tints.append(np.full(5, rng.random()))
    strew(
        solids, np.concatenate(spots), np.concatenate(ways), (0.034, 0.026), foliage.petal(tone), rng, tint=np.concatenate(tints)
    )
