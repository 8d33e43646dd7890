"""The far shores: ranges with spurs and gullies that run down to a rocky coast, and a few white houses on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from villa import light as lights
from villa import plan
from villa.geometry import Array, Solids, group
from villa.materials import ground
from villa.terrain import smooth, waves

_ROWS, _COLUMNS = 110, 620


@dataclass(frozen=True)
class Range:
    """A range along an arc of bearings (degrees from north through east), its near shore metres away, its crest metres high."""

    name: str
    bearings: tuple[float, float]
    distance: float
    crest: float
    seed: int
    houses: int = 0


RANGES = (
    Range("surroundings.hills.east", (62, 152), 3900, 215, 70, 110),
    Range("surroundings.hills.south-east", (112, 163), 8800, 270, 74, 40),
    Range("surroundings.hills.west", (208, 305), 4600, 250, 78, 80),
    Range("surroundings.hills.north", (285, 430), 2300, 420, 82),
)


def build(haze: lights.Color) -> None:
    """Raise all ranges."""
    for each in RANGES:
        grid, slope = _surface(each)
        solids = Solids(each.seed)
        solids.sheet(grid[:, ::-1], ground.far_hills(haze))
        solids.build(each.name, group("surroundings"))
        if each.houses:
            _houses(each, grid, slope, haze)


def _surface(each: Range) -> tuple[Array, Array]:
    """Points of the range, (deep, along, 3), and how steep it is there."""
    rng = np.random.default_rng(each.seed)
    along, deep = np.meshgrid(np.linspace(0, 1, _COLUMNS), np.linspace(0, 1, _ROWS) ** 1.25)
    span = np.radians(each.bearings[1] - each.bearings[0]) * each.distance
    u, v = along * span, deep * 0.45 * each.distance
    angle = np.radians(each.bearings[0]) + along * np.radians(each.bearings[1] - each.bearings[0])
    bays = 0.05 * waves(u, 0 * v, each.seed, 0.6 * each.distance, 2) + 14 / each.distance * waves(u, v, each.seed + 5, 420, 2)
    radius = each.distance * (1 + 0.45 * deep + bays * (1 - 0.6 * deep))
    ends = smooth(along, 0, 0.35) * smooth(1 - along, 0, float(rng.uniform(0.15, 0.3)))
    rise = np.sin(np.pi * np.clip(deep * 0.62, 0, 1)) ** 0.85
    broad = 0.62 + 0.40 * waves(u, v * 0.5, each.seed + 1, 1900, 3)
    z = each.crest * ends * rise * np.maximum(broad, 0.10)
    z = z * (0.66 + 0.46 * _spurs(u, v, each.seed + 2)) + 5.0 * waves(u, v, each.seed + 3, 150, 3) * np.clip(z / 40, 0, 1)
    z = plan.SEA_LEVEL - 3 + z + 9 * smooth(deep, 0.0, 0.02) * smooth(ends, 0.02, 0.2)
    grid = np.stack([radius * np.sin(angle), radius * np.cos(angle), z], axis=-1)
    slope = np.hypot(np.gradient(z, axis=0), np.gradient(z, axis=1))
    return grid, slope


def _spurs(u: Array, v: Array, seed: int) -> Array:
    """0 in gullies to 1 on spurs: creases at three sizes, each bent by the broader one, drawn out from crest to shore."""
    bend = 130 * waves(u, v, seed, 900, 3)
    total, weight, share = np.zeros_like(u), np.ones_like(u), 0.55
    for octave, size in enumerate((820.0, 370.0, 165.0)):
        crease = 1 - np.abs(waves(u + bend, v * 0.45 + 0.4 * bend, seed + 7 + octave, size, 2)).clip(0, 1)
        total += share * weight * crease**1.6
        weight, share = np.clip(crease * 1.25, 0, 1), share * 0.55
    return np.clip(total, 0, 1)


def _houses(each: Range, grid: Array, slope: Array, haze: lights.Color) -> None:
    """Set white houses in loose villages near the shore, a lone one here and there."""
    rng = np.random.default_rng(each.seed + 9)
    villages = rng.uniform(0.25, 0.85, max(2, each.houses // 9))
    white, roof = ground.far_house(haze, (0.80, 0.77, 0.71)), ground.far_house(haze, (0.42, 0.22, 0.14))
    solids = Solids(each.seed + 10)
    for k in range(each.houses):
        lone = rng.random() < 0.2
        along = rng.uniform(0.2, 0.9) if lone else villages[k % len(villages)] + rng.normal(0, 0.012)
        column = int(np.clip(along, 0.02, 0.98) * _COLUMNS)
        near = np.flatnonzero(grid[:, column, 2] > plan.SEA_LEVEL + 5)
        if not len(near):
            continue
        row = min(near[0] + int(rng.exponential(2.5 if not lone else 7)), _ROWS - 2)
        x, y, z = grid[row, column] + np.array([*rng.normal(0, 6, 2), 0.0])
        wide, deep, high = rng.uniform(7, 15), rng.uniform(6, 10), rng.uniform(4, 8)
        if slope[row, column] > 30:
            continue
        view = solids.moved((x, y, z), float(rng.uniform(-25, 25)) - np.degrees(np.arctan2(x, y)))
        view.box((-wide / 2, -deep / 2, -6), (wide / 2, deep / 2, high), white, 0.0)
        view.box((-wide / 2 - 0.4, -deep / 2 - 0.4, high), (wide / 2 + 0.4, deep / 2 + 0.4, high + 0.9), roof, 0.0)
    solids.build(f"{each.name}.houses", group("surroundings"))
