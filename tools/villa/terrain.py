"""The lie of the land as a function of x and y."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.geometry import Array

LOWER = -0.6
"""The lawn's level south of the terrace."""


def smooth(value: Array, low: float, high: float) -> Array:
    """Ease from 0 at low to 1 at high."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def waves(x: Array, y: Array, seed: int, size: float, octaves: int = 5) -> Array:
    """Rolling sums of sines, of about -1 to 1, broadest at size metres."""
    rng = np.random.default_rng(seed)
    total = np.zeros(np.broadcast(x, y).shape)
    for octave in range(octaves):
        for _ in range(4):
            angle, phase = rng.uniform(0, 2 * np.pi, 2)
            k = 2 * np.pi * 1.9**octave / size * rng.uniform(0.7, 1.3)
            total = total + np.sin(k * (x * np.cos(angle) + y * np.sin(angle)) + phase) * 0.28 / 1.85**octave
    return total


def height(x: Array, y: Array) -> Array:
    """The ground's height: level round the house, falling to the sea in the south, rising to hills in the north."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    ground = -0.35 + (LOWER + 0.35) * smooth(-y, 7, 12.5)
    ground = ground + 0.2 * smooth(y, 8.5, 13)
    south = np.maximum(-y - 23.5, 0)
    ground = ground - 9.5 * smooth(south, 0, 32) - 0.26 * np.maximum(south - 20, 0)
    sideways = np.maximum(np.abs(x - 7.5) - 34, 0)
    ground = ground - 0.10 * sideways - 0.0008 * sideways**2
    north = np.maximum(y - 30, 0)
    ground = ground + 0.16 * north * smooth(north, 0, 60)
    away = smooth(np.hypot((x - 7) * 0.8, y), 26, 60)
    ground = ground + away * (waves(x, y, 3, 55) * 1.6 + waves(x, y, 4, 9, 3) * 0.35)
    return np.maximum(ground, plan.SEA_LEVEL - 6)


def built_over(x: Array, y: Array, margin: float) -> Array:
    """Whether points lie under house or terrace, by more than a margin inside their edges."""
    t = plan.TERRACE
    under = np.zeros(np.broadcast(x, y).shape, bool)
    for x0, y0, x1, y1 in ((t.x0, t.y0, t.x1, t.y1), (0, -2, 16.8, 7.5), (4.9, 6, 9.9, 13.3), (16, -8.5, 23.2, 7.5)):
        under |= (x > x0 + margin) & (x < x1 - margin) & (y > y0 + margin) & (y < y1 - margin)
    return under
