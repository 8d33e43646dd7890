"""Stone pines, no two alike: each leans, forks and loses boughs by its own seed."""

from __future__ import annotations

from dataclasses import dataclass

import bpy
import numpy as np

from villa.garden.plants.leaves import limb, strew, unit, walk
from villa.geometry import Array, Solids
from villa.materials import foliage

_BARK = (0.30, 0.205, 0.15)
_TUFT_NEEDLES = 30


@dataclass(frozen=True)
class _Lobe:
    """One cushion of a crown: where it sits, how far it reaches sideways, and how high it bulges."""

    middle: Array
    wide: float
    high: float


def pine(seed: int, tall: float = 8.0) -> bpy.types.Mesh:
    """A stone pine of about this height: a leaning trunk, crooked boughs, and cushions of needles with sky between them."""
    rng = np.random.default_rng(seed)
    solids, wood = Solids(seed), foliage.bark(_BARK)
    tall *= rng.uniform(0.78, 1.12)
    trunk = _trunk(tall, rng)
    limb(solids, trunk, rng.uniform(0.19, 0.27), rng.uniform(0.11, 0.14), wood, 14)
    spots, headings, tints = [], [], []
    for lobe in _crown(trunk[-1], tall, rng):
        bough = _bough(trunk, lobe, rng)
        limb(solids, bough, rng.uniform(0.07, 0.11), 0.035, wood, 8)
        for pad in _pads(lobe, rng):
            twig = _reaching(bough[-1 - int(rng.integers(4))], pad, rng)
            limb(solids, twig, 0.032, 0.009, wood, 5)
            roots, ways, tint = _needles(pad, lobe, rng)
            spots.append(roots)
            headings.append(ways)
            tints.append(tint)
    for bare in range(int(rng.integers(2, 5))):
        start = trunk[-2 - bare % 4]
        way = np.r_[rng.normal(0, 1, 2), rng.uniform(-0.1, 0.5)]
        limb(solids, walk(start, way, rng.uniform(0.5, 1.3), rng, 0.22), 0.035, 0.010, wood, 6)
    along = np.concatenate(headings)
    along += rng.normal(0, 0.6, along.shape)
    strew(solids, np.concatenate(spots), along, (0.15, 0.009), foliage.pine(), rng, tint=np.concatenate(tints))
    return solids.data("garden.pine")


def _trunk(tall: float, rng: np.random.Generator) -> Array:
    """A stem that leans from the wind and straightens towards the light."""
    lean = rng.normal(0, 0.20, 2)
    rows = np.linspace(0, 1, 12)
    sway = rng.normal(0, 0.035, (12, 2)).cumsum(axis=0)
    high = tall * rng.uniform(0.46, 0.64)
    flat = (lean * high)[None] * (rows - 0.4 * rows**2)[:, None] * 1.4 + sway * rows[:, None]
    return np.c_[flat, rows * (high + 0.2) - 0.2]


def _crown(top: Array, tall: float, rng: np.random.Generator) -> list[_Lobe]:
    """Between five and nine cushions about an axis that is off the trunk's, larger on one side; one sector may be bare."""
    count = int(rng.integers(5, 10))
    reach = tall * rng.uniform(0.20, 0.31)
    aside = rng.normal(0, 0.13 * tall, 2)
    bare, heavy = rng.uniform(0, 2 * np.pi, 2)
    lobes = []
    for k in range(count):
        angle = 2 * np.pi * (k + rng.uniform(-0.3, 0.3)) / count
        if abs((angle - bare + np.pi) % (2 * np.pi) - np.pi) < 0.35:
            continue
        out = reach * rng.uniform(0.75, 1.3) * (1 + 0.3 * np.cos(angle - heavy))
        rise = tall * rng.uniform(0.74, 0.95) - 0.16 * out
        wide = tall * rng.uniform(0.10, 0.185)
        spot = np.r_[top[:2] + aside + out * np.array([np.cos(angle), np.sin(angle)]), rise]
        lobes.append(_Lobe(spot, wide, wide * rng.uniform(0.4, 0.62)))
    for _ in range(int(rng.integers(1, 4))):
        wide = tall * rng.uniform(0.12, 0.20)
        spot = np.r_[top[:2] + aside + rng.normal(0, 0.45 * reach, 2), tall * rng.uniform(0.88, 1.02)]
        lobes.append(_Lobe(spot, wide, wide * rng.uniform(0.42, 0.62)))
    return lobes


def _bough(trunk: Array, lobe: _Lobe, rng: np.random.Generator) -> Array:
    """A crooked bough from the upper trunk to below a cushion: out first, then up."""
    start = trunk[-1 - int(rng.integers(3))]
    foot = lobe.middle - np.array([0, 0, 0.7 * lobe.high])
    share = np.linspace(0, 1, 10)[:, None]
    up = share ** rng.uniform(1.1, 1.9)
    path = start + (foot - start) * np.concatenate([share, share, up], axis=1)
    path[1:-1] += (rng.normal(0, 0.10, (8, 3)).cumsum(axis=0) * np.sin(np.pi * share[1:-1])).clip(-0.5, 0.5)
    return path


def _pads(lobe: _Lobe, rng: np.random.Generator) -> Array:
    """Where tufts gather in a cushion: over its dome, few below, with gaps."""
    count = int(rng.integers(9, 15))
    turn = np.arange(count) * 2.39996 + rng.uniform(0, 6) + rng.normal(0, 0.4, count)
    out = np.sqrt((np.arange(count) + rng.uniform(0.2, 0.8, count)) / count)
    flat = np.stack([np.cos(turn), np.sin(turn)], -1) * (out * lobe.wide * rng.uniform(0.85, 1.15, count))[:, None]
    rise = lobe.high * (0.75 * (1 - out**2) - 0.15) + rng.normal(0, 0.13 * lobe.high, count)
    pads = lobe.middle + np.c_[flat, rise]
    return pads[rng.random(count) > 0.12]


def _reaching(start: Array, pad: Array, rng: np.random.Generator) -> Array:
    share = np.linspace(0, 1, 6)[:, None]
    path = start + (pad - np.array([0, 0, 0.1]) - start) * np.concatenate([share, share, share**1.3], axis=1)
    path[1:-1] += rng.normal(0, 0.04, (4, 3))
    return path


def _needles(pad: Array, lobe: _Lobe, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Tufts round a pad: roots, headings, and a tint that is light above and outside, dark within."""
    count = int(rng.integers(26, 44))
    size = lobe.wide * rng.uniform(0.24, 0.42)
    ball = unit(rng.normal(size=(count, 3))) * rng.uniform(0.45, 1.0, (count, 1))
    tufts = ball * size * np.array([1, 1, 0.55])
    bright = np.clip(0.42 + 0.42 * ball[:, 2] + 0.16 * np.linalg.norm(ball, axis=1) + rng.normal(0, 0.12, count), 0, 1)
    up = np.array([0, 0, 0.65])
    return (
        np.repeat(pad + tufts, _TUFT_NEEDLES, axis=0),
        np.repeat(unit(tufts) + up, _TUFT_NEEDLES, axis=0),
        np.clip(np.repeat(bright, _TUFT_NEEDLES) + rng.normal(0, 0.12, count * _TUFT_NEEDLES), 0, 1),
    )
