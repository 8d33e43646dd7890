"""What pool and garden are kept with: a rail, lids, a garden hose."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.furniture.drape import lumps
from villa.geometry import Array, Solids, group
from villa.materials import beach, metal

FLOOR = plan.TERRACE.level


def build() -> None:
    """Set out all equipment."""
    _rail()
    _lids()
    _garden_hose()


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


def _garden_hose() -> None:
    """A green hose in loose coils over a hook on the stone wall, its end trailing on the paving, below a tap."""
    solids, hose = Solids(255), beach.rubber("#3f7a3d")
    x, y, z = 16.70, -0.42, 0.78
    t = np.linspace(0, 1, 620)
    turn = 2 * np.pi * 7.3 * t
    wide, tall = 0.20 + 0.018 * np.sin(3.1 * turn) + 0.03 * t, 0.27 + 0.03 * np.sin(1.7 * turn + 1) + 0.03 * t
    coil = np.stack(
        [x - 0.035 - 0.075 * t + 0.012 * np.sin(2.3 * turn), y + wide * np.sin(turn), z - tall * np.cos(turn) - 0.1], -1
    )
    away = np.linspace(0, 1, 160)[1:, None]
    end = _curve(
        [
            tuple(coil[-1]),
            (16.5, -0.75, 0.3),
            (16.42, -0.9, 0.0),
            (16.1, -1.2, FLOOR + 0.012),
            (15.9, -0.8, FLOOR + 0.012),
            (15.4, -0.95, FLOOR + 0.012),
        ],
        160,
    )[1:]
    path = np.concatenate([coil, end + 0.004 * lumps(end, 5, 3)[:, None] * [1, 1, 0] * (away > 0.3)])
    path[:, 2] = np.maximum(path[:, 2], FLOOR + 0.0105)
    solids.tube(path, 0.0105, hose, 8)
    solids.cylinder((16.80, y, z + 0.12), (16.62, y, z + 0.16), 0.016, metal.black(), 12)
    solids.cylinder((16.80, y, z + 0.42), (16.70, y, z + 0.42), 0.012, metal.brass(), 12)
    solids.cylinder((16.71, y, z + 0.43), (16.71, y, z + 0.35), 0.011, metal.brass(), 12)
    solids.box((16.695, y - 0.03, z + 0.455), (16.725, y + 0.03, z + 0.465), metal.brass(), 0.004)
    solids.cylinder((16.73, y, z + 0.42), (16.73, y, z + 0.46), 0.007, metal.brass(), 10)
    solids.build("terrace.hose", group("garden"))
