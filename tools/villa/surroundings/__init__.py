"""What lies around the garden: the slope, the sea and the hills across the bay."""

from __future__ import annotations

import numpy as np

from villa import light as lights
from villa import plan
from villa.geometry import Array, Solids, group
from villa.materials import ground, water
from villa.surroundings import boats, hills
from villa.terrain import built_over, height


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


def build(light: str) -> None:
    """Lay out land, sea and the far shores."""
    haze = lights.haze(light)
    _land(haze)
    _sea(haze)
    hills.build(haze)
    boats.build(haze)
