"""Stone pines: a leaning trunk that forks once into a lumpy umbrella of needles with air between its cushions; no two alike."""

from __future__ import annotations

from dataclasses import dataclass

import bpy
import numpy as np

from villa.garden.plants.leaves import limb, strew, unit
from villa.geometry import Array, Solids
from villa.materials import foliage

_BARK = (0.23, 0.165, 0.125)
_TUFT_NEEDLES = 30
_TUFTS = 330  # on a cushion of a square metre


@dataclass(frozen=True)
class _Lobe:
    """One cushion of a crown: where it sits, how far it reaches sideways and up, and how much light its needles get."""

    middle: Array
    wide: float
    high: float
    lit: float


def pine(seed: int, tall: float = 8.0) -> bpy.types.Mesh:
    """A stone pine of about this height."""
    rng = np.random.default_rng(seed)
    solids, wood = Solids(seed), foliage.bark(_BARK)
    tall *= rng.uniform(0.78, 1.12)
    trunk = _trunk(tall, rng)
    limb(solids, trunk, rng.uniform(0.17, 0.24), rng.uniform(0.11, 0.14), wood, 14)
    lobes = _crown(trunk[-1], tall, rng)
    for lobe in _borne(lobes, rng):
        limb(solids, _bough(trunk, lobe, rng), rng.uniform(0.07, 0.10), 0.03, wood, 8)
    spots, headings, tints = [], [], []
    for k, lobe in enumerate(lobes):
        roots, ways, tint = _needles(lobe, lobes[:k] + lobes[k + 1 :], rng)
        spots.append(roots)
        headings.append(ways)
        tints.append(tint)
    along = np.concatenate(headings)
    along += rng.normal(0, 0.55, along.shape)
    strew(solids, np.concatenate(spots), along, (0.130, 0.0072), foliage.pine(), rng, tint=np.concatenate(tints))
    return solids.data("garden.pine")


def _trunk(tall: float, rng: np.random.Generator) -> Array:
    """A stem that leans from the wind and straightens towards the light."""
    lean = rng.normal(0, 0.16, 2)
    rows = np.linspace(0, 1, 12)
    sway = rng.normal(0, 0.03, (12, 2)).cumsum(axis=0)
    high = tall * rng.uniform(0.46, 0.58)
    flat = (lean * high)[None] * (rows - 0.4 * rows**2)[:, None] * 1.4 + sway * rows[:, None]
    return np.c_[flat, rows * (high + 0.2) - 0.2]


def _crown(top: Array, tall: float, rng: np.random.Generator) -> list[_Lobe]:
    """Cushions that overlap in a dome, larger on one side, over a flatter, darker floor; one or two hang lower beside it."""
    reach, foot, dome = tall * rng.uniform(0.27, 0.40), tall * rng.uniform(0.60, 0.70), tall * rng.uniform(0.15, 0.27)
    middle, phases = top[:2] + rng.normal(0, 0.06 * tall, 2), rng.uniform(0, 2 * np.pi, 3)
    lobes = []
    for layer, count in (("dome", int(rng.integers(15, 20))), ("floor", int(rng.integers(5, 8)))):
        for k in range(count):
            share, angle = np.sqrt((k + rng.uniform(0.2, 0.8)) / count), k * 2.39996 + phases[0] + rng.normal(0, 0.25)
            out = reach * share * (1 + 0.30 * np.cos(angle - phases[1]) + 0.17 * np.sin(3 * angle + phases[2]))
            rise = dome * max(1 - share**2, 0) ** 0.7 if layer == "dome" else 0.05 * dome
            wide = tall * rng.uniform(0.065, 0.145) * (1.0 if layer == "dome" else 0.85)
            spot = np.r_[middle + out * np.array([np.cos(angle), np.sin(angle)]) * (1 if layer == "dome" else 0.8), foot + rise]
            spot[2] += rng.normal(0, 0.045 * tall) * (layer == "dome")
            lobes.append(_Lobe(spot, wide, wide * rng.uniform(0.52, 0.72), 1.0 if layer == "dome" else 0.65))
    for _ in range(int(rng.integers(1, 4))):
        angle, wide = rng.uniform(0, 2 * np.pi), tall * rng.uniform(0.08, 0.12)
        spot = np.r_[middle + 0.75 * reach * np.array([np.cos(angle), np.sin(angle)]), foot - tall * rng.uniform(0.04, 0.14)]
        lobes.append(_Lobe(spot, wide, wide * 0.5, 0.8))
        lobes.append(_Lobe(spot + np.r_[rng.normal(0, 0.8 * wide, 2), 0.05], 0.8 * wide, wide * 0.45, 0.8))
    return lobes


def _borne(lobes: list[_Lobe], rng: np.random.Generator) -> list[_Lobe]:
    """The cushions whose boughs are modelled: a few of the dome, and all that hang lower; needles hide the others'."""
    low = min(lobe.middle[2] for lobe in lobes if lobe.lit == 1.0)
    few = [lobes[int(k)] for k in rng.choice(12, 4, replace=False)]
    return few + [lobe for lobe in lobes if lobe.lit == 0.8 and lobe.middle[2] < low + 0.4]


def _bough(trunk: Array, lobe: _Lobe, rng: np.random.Generator) -> Array:
    """A crooked bough from the upper trunk into a cushion: up and out together."""
    start = trunk[-1 - int(rng.integers(2))]
    share = np.linspace(0, 1, 8)[:, None]
    up = share ** rng.uniform(0.8, 1.2)
    path = start + (lobe.middle - start) * np.concatenate([share, share, up], axis=1)
    path[1:-1] += (rng.normal(0, 0.06, (6, 3)).cumsum(axis=0) * np.sin(np.pi * share[1:-1])).clip(-0.3, 0.3)
    return path


def _needles(lobe: _Lobe, others: list[_Lobe], rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Tufts all over a cushion where no other covers it: roots, headings, and a tint that is light above, dark below."""
    count = int(_TUFTS * lobe.wide**2 * 1.9)
    way = unit(rng.normal(size=(count, 3)))
    lumps = unit(rng.normal(size=(9, 3)))
    bulge = 0.84 + 0.30 * np.exp((way @ lumps.T - 1) * 9).max(axis=1)
    tufts = lobe.middle + way * (bulge * rng.uniform(0.20, 1.08, count) ** 0.7)[:, None] * [lobe.wide, lobe.wide, lobe.high]
    free = np.ones(count, bool)
    for other in others:
        inner = (tufts - other.middle) / [other.wide, other.wide, other.high]
        free &= (inner**2).sum(axis=1) > 0.60
    tufts, way, bulge = tufts[free], way[free], bulge[free]
    bright = lobe.lit * np.clip(0.36 + 0.34 * way[:, 2] + 0.7 * (bulge - 0.95) + rng.normal(0, 0.12, len(way)), 0, 1)
    each = _TUFT_NEEDLES
    roots = np.repeat(tufts, each, axis=0) + rng.normal(0, 0.025, (len(tufts) * each, 3))
    headings = np.repeat(way + np.array([0, 0, 0.45]), each, axis=0)
    return roots, headings, np.clip(np.repeat(bright, each) + rng.normal(0, 0.10, len(roots)), 0, 1)
