"""What lies around the garden: the slope, the sea and the hills across the bay."""

from __future__ import annotations

import numpy as np

from villa import light as lights
from villa import plan
from villa.geometry import Array, Solids, group
from villa.materials import ground, water
from villa.terrain import built_over, height, smooth, waves


def _spread(centre: float, near: float, far: float, count: int) -> Array:
    """Coordinates that lie close together near the centre and wide apart far off."""
    t = np.linspace(-1, 1, count)
    return centre + near * t * 40 + (far - near * 40) * t * np.abs(t) ** 3


def _land(haze: lights.Color) -> None:
    x, y = np.meshgrid(_spread(8, 1.0, 420, 230), _spread(-2, 1.0, 420, 230))
    z = height(x, y)
    p = plan.POOL  # a metre of ground beside the basin would darken it through the clear water
    z[built_over(x, y, 1.0) | ((x > p.x0) & (x < p.x1) & (y > p.y0 - 1.1) & (y < p.y1))] = -3.0
    solids = Solids(60)
    solids.sheet(np.stack([x, y, z - 0.03], axis=-1), ground.slope(haze))
    solids.build("surroundings.slope", group("surroundings"))


def _sea(haze: lights.Color) -> None:
    solids = Solids(61)
    far = 40000.0
    level = plan.SEA_LEVEL
    solids.mesh([(-far, -far, level), (far, -far, level), (far, far, level), (-far, far, level)], [[0, 1, 2, 3]], water.sea(haze))
    solids.build("surroundings.sea", group("surroundings"))


def _ridge(name: str, bearings: tuple[float, float], distance: float, crest: float, seed: int, haze: lights.Color) -> None:
    """A range of hills along an arc of bearings (degrees from north through east), tapering into the sea at both ends."""
    rng = np.random.default_rng(seed)
    turn, deep = np.meshgrid(np.linspace(0, 1, 220), np.linspace(0, 1, 36))
    angle = np.radians(bearings[0] + (bearings[1] - bearings[0]) * turn)
    radius = distance * (1 + 0.45 * deep + 0.10 * waves(turn * 900, deep * 60, seed, 320, 3))
    x, y = radius * np.sin(angle), radius * np.cos(angle)
    ends = smooth(turn, 0, 0.35) * smooth(1 - turn, 0, float(rng.uniform(0.15, 0.3)))
    rise = np.sin(np.pi * np.clip(deep * 0.62, 0, 1)) ** 0.8
    rough = 0.62 + 0.36 * waves(turn * distance * 1.1, deep * 500, seed + 1, 1900, 3) + 0.05 * waves(x, y, seed + 2, 420, 3)
    z = plan.SEA_LEVEL - 2 + crest * ends * rise * np.maximum(rough, 0.08)
    solids = Solids(seed)
    solids.sheet(np.stack([x, y, z], axis=-1)[:, ::-1], ground.slope(haze))
    solids.build(name, group("surroundings"))


def build(light: str) -> None:
    """Lay out land, sea and the far shores."""
    haze = lights.haze(light)
    _land(haze)
    _sea(haze)
    _ridge("surroundings.hills.east", (62, 152), 3600, 330, 70, haze)
    _ridge("surroundings.hills.south-east", (112, 163), 8200, 520, 74, haze)
    _ridge("surroundings.hills.west", (208, 305), 4300, 380, 78, haze)
    _ridge("surroundings.hills.north", (285, 430), 2300, 420, 82, haze)
