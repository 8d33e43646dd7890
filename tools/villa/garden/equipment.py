"""What the pool is kept with: a rail, lids."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.geometry import Array, Solids, group
from villa.materials import beach, metal

FLOOR = plan.TERRACE.level


def build() -> None:
    """Set out all equipment."""
    _rail()
    _lids()


def _curve(points: list[tuple[float, float, float]], steps: int = 140) -> Array:
    """A smooth path through points."""
    fixed = np.array(points, float)
    run = np.linspace(0, 1, len(fixed))
    fine = np.linspace(0, 1, steps)
    line = np.stack([np.interp(fine, run, fixed[:, k]) for k in range(3)], -1)
    wide = max(3, steps // len(fixed)) // 2 * 2 + 1
    padded = np.concatenate([np.repeat(line[:1], wide // 2, 0), line, np.repeat(line[-1:], wide // 2, 0)])
    return np.stack([np.convolve(padded[:, k], np.ones(wide) / wide, "valid") for k in range(3)], -1)


def _rail() -> None:
    """A bent steel rail beside the steps into the water."""
    solids, steel = Solids(251), metal.steel()
    x = plan.POOL.x0 + 0.62
    y = plan.POOL.y1
    path = _curve(
        [
            (x, y + 0.34, FLOOR),
            (x, y + 0.34, 0.55),
            (x, y + 0.22, 0.86),
            (x, y - 0.1, 0.80),
            (x, y - 1.2, 0.20),
            (x, y - 1.28, -0.5),
            (x, y - 1.28, -0.62),
        ],
        90,
    )
    solids.tube(path, 0.021, steel, 14)
    solids.cylinder((x, y + 0.34, FLOOR), (x, y + 0.34, FLOOR + 0.012), 0.055, steel)
    solids.build("pool.rail", group("garden"))


def _lids() -> None:
    """Lids of the skimmers in the paving, a drain's grating along the coping."""
    solids, white = Solids(252), beach.rubber("#d6d0c2")
    for x, y in ((4.6, -6.20), (10.9, -6.22)):
        solids.cylinder((x, y, FLOOR - 0.004), (x, y, FLOOR + 0.005), 0.125, white, 40)
        solids.cylinder((x, y, FLOOR), (x, y, FLOOR + 0.0065), 0.016, beach.rubber("#8e887a"), 16)
    solids.build("pool.lids", group("garden"))
