"""Oleander: a tall bush of lance-shaped leaves, in flower at the ends of its shoots."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import blades, strew, unit
from villa.geometry import Array, Solids
from villa.materials import foliage


def oleander(seed: int, tall: float = 2.3, bloom: float = 1.0, tone: str = "pink") -> bpy.types.Mesh:
    """A loose bush of about this height, wider above than at its foot; bloom is how richly it flowers, 0 to 1, pink or white."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    shoots = int(820 * (tall / 2.3) ** 1.5)
    level = rng.choice([1.0, 0.74, 0.5, 0.27], shoots, p=[0.46, 0.20, 0.18, 0.16])  # leafy down to the ground
    turn, out = rng.uniform(0, 2 * np.pi, shoots), np.sqrt(1 - level * rng.random(shoots) * 0.92)
    phase = rng.uniform(0, 2 * np.pi, 4)
    wide = tall * (0.44 + 0.12 * np.sin(2 * turn + phase[0]) + 0.10 * np.sin(3 * turn + phase[1]))
    crest = 0.16 * np.sin(2 * turn + phase[2]) + 0.10 * np.sin(5 * turn + phase[3])  # canes in groups, some long ones among them
    high = tall * (0.98 - 0.34 * out**2.2 + crest * out + rng.normal(0, 0.13, shoots)) * level
    tips = np.stack([np.cos(turn) * out * wide, np.sin(turn) * out * wide, high], -1)
    way = unit(tips * [1.0, 1.0, 0.75])
    roots, headings, tints = [], [], []
    for k in range(24):
        back = 0.5 * tall * (k / 24) ** 1.25
        spot = tips - way * back + rng.normal(0, 0.018, tips.shape)
        spin = rng.normal(size=tips.shape)
        roots.append(spot)
        headings.append(unit(way * (0.8 - 0.5 * k / 24) + unit(np.cross(way, spin)) * 0.75))
        tints.append(np.clip(0.9 - 1.1 * k / 24 + rng.normal(0, 0.18, shoots), 0, 1))
    blades(
        solids, np.concatenate(roots), np.concatenate(headings), (0.118, 0.022), foliage.oleander(), rng, np.concatenate(tints)
    )
    for k in range(7):
        stem = np.linspace([0.05 * np.cos(k), 0.05 * np.sin(k), -0.1], tips[k] * [0.7, 0.7, 0.7], 5)
        solids.tube(stem, np.linspace(0.02, 0.008, 5), foliage.bark(), 6)
    sunny = np.clip(np.sin(turn + phase[0]) + 0.7 * np.sin(3 * turn + phase[3]), 0, 1)
    heads = tips[rng.random(shoots) < 0.34 * bloom * level * sunny]
    if len(heads):
        _flowers(solids, heads, rng, tone)
    return solids.data("garden.oleander")


def _flowers(solids: Solids, tips: Array, rng: np.random.Generator, tone: str) -> None:
    """Heads of five-petalled flowers at the tips of shoots."""
    spots, ways, tints = [], [], []
    for tip in tips:
        count = int(rng.integers(5, 15))
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
