"""Cushions for outdoors."""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import numpy as np

from villa.geometry import Array, Solids


def _used(skin: Array, u: Array, v: Array, rng: np.random.Generator) -> Array:
    """What sitting leaves: dents, and a seam that puckers; as shares of the distance from the middle, shape (v, u)."""
    dents = np.zeros(skin.shape[:2])
    for _ in range(14):
        way, phase = rng.normal(0, 9.0, 3), rng.uniform(0, 6.28)
        dents += np.sin(skin @ way + phase)
    pucker = np.sin(u * rng.integers(17, 27) + rng.uniform(0, 6)) + 0.6 * np.sin(u * rng.integers(31, 43))
    return 0.011 * dents / 2 + 0.012 * pucker * np.exp(-((v / 0.3) ** 2))


def pad(solids: Solids, lo: Sequence[float], hi: Sequence[float], material: bpy.types.Material, puff: float = 0.012) -> None:
    """A cushion between two corners: a rounded block, crowned, with a piped seam round its middle."""
    low_, high = np.array(lo, float), np.array(hi, float)
    half, middle = (high - low_) / 2, (high + low_) / 2
    u = np.linspace(-np.pi, np.pi, 72, endpoint=False)
    v = np.linspace(-np.pi / 2, np.pi / 2, 22)[:, None]

    def soft(value: np.ndarray, power: float) -> np.ndarray:
        return np.sign(value) * np.abs(value) ** power

    x = soft(np.cos(v), 0.32) * soft(np.cos(u), 0.16) * half[0]
    y = soft(np.cos(v), 0.32) * soft(np.sin(u), 0.16) * half[1]
    z = soft(np.sin(v), 0.6) * half[2] * np.ones_like(u)
    crown = np.clip(1 - (x / half[0]) ** 2, 0, 1) * np.clip(1 - (y / half[1]) ** 2, 0, 1)
    z = z + np.sign(np.sin(v)) * puff * crown
    skin = np.stack([x, y, z], -1)
    skin = skin * (1 + _used(skin, u, v, np.random.default_rng(round(abs(low_).sum() * 1e4)))[..., None])
    solids.sheet(skin + middle, material, closed=(False, True))
    a = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    seam = np.stack([soft(np.cos(a), 0.16) * half[0], soft(np.sin(a), 0.16) * half[1], np.zeros(64)], -1) * [1.004, 1.004, 1]
    solids.tube(seam + middle, 0.004, material, 6, closed=True)
