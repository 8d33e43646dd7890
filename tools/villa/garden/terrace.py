"""Travertine terraces around the pool and before the bedroom, with their steps."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.geometry import Solids, group
from villa.materials import ground, stone
from villa.shell.floors import tiles
from villa.shell.masonry import Facing, lay

PITS = ((14.7, -10.9, 16.3, -9.3), (-2.0, -4.6, -0.5, -3.1))
"""Square openings in the paving for trees."""

COPING = 0.42


def _paving(solids: Solids) -> None:
    """Pave what lies around pool and tree pits, strip by strip."""
    t, p, top = plan.TERRACE, plan.POOL, plan.TERRACE.level
    x0, x1, y1 = p.x0 - COPING, p.x1 + COPING, p.y1 + COPING
    east, west = PITS
    areas = [
        (t.x0, y1, west[0], t.y1),
        (west[0], y1, west[2], west[1]),
        (west[0], west[3], west[2], t.y1),
        (west[2], y1, 15.8, t.y1),
        (15.8, y1, 16.77, t.y1),
        (t.x0, t.y0, x0, y1),
        (x1, t.y0, east[0], y1),
        (east[0], east[3], east[2], y1),
        (east[0], t.y0, east[2], east[1]),
        (east[2], t.y0, t.x1, -5.36),
        (t.x1, -8.9, 23.6, -5.36),
        (16.77, -6.5, t.x1, -5.36),
    ]
    for seed, area in enumerate(areas):
        tiles(solids, area, (0.9, 0.6), top, stone.travertine(), 0.03, seed)


def _rims(solids: Solids) -> None:
    """A thicker edge with a fine shadow below, on every side that stands free."""
    t, top = plan.TERRACE, plan.TERRACE.level
    edge = stone.travertine()
    for lo, hi in (
        ((t.x0 - 0.02, t.y0 - 0.02), (plan.POOL.x0 - COPING, t.y0 + 0.33)),
        ((plan.POOL.x1 + COPING, t.y0 - 0.02), (t.x1 + 0.02, t.y0 + 0.33)),
        ((t.x0 - 0.02, t.y0 + 0.33), (t.x0 + 0.33, t.y1)),
        ((t.x1 - 0.31, t.y0 + 0.33), (t.x1 + 0.02, -8.9)),
        ((t.x1 + 0.02, -8.92), (23.62, -8.59)),
        ((23.29, -8.59), (23.62, -5.36)),
    ):
        along = 0 if hi[0] - lo[0] > hi[1] - lo[1] else 1
        count = max(1, round((hi[along] - lo[along]) / 1.2))
        for i in range(count):
            a, b = list(lo), list(hi)
            a[along] = lo[along] + (hi[along] - lo[along]) * i / count + 0.002
            b[along] = lo[along] + (hi[along] - lo[along]) * (i + 1) / count - 0.002
            solids.box((*a, top - 0.06), (*b, top + 0.004), edge, 0.006)


def _steps(solids: Solids) -> None:
    """Broad steps down to the lawn in the west, south-west and east."""
    slab = stone.travertine()
    for i in range(2):
        z = plan.TERRACE.level - 0.15 * (i + 1)
        solids.box((-2.95 - 0.38 * i, -2.6, z - 0.3), (-2.55 - 0.38 * i, -0.2, z), slab, 0.008)
    for i in range(3):
        z = plan.TERRACE.level - 0.15 * (i + 1)
        solids.box((-2.3, -12.35 - 0.38 * i, z - 0.4), (0.4, -11.95 - 0.38 * i, z), slab, 0.008)


def build() -> None:
    """Build the terraces."""
    paving, base = Solids(100), Solids(101)
    _paving(paving)
    _rims(paving)
    _steps(paving)
    t = plan.TERRACE
    for area in ((t.x0, t.y0, plan.POOL.x0 - 0.3, t.y1), (plan.POOL.x1 + 0.3, t.y0, t.x1, t.y1), (t.x1, -8.9, 23.6, -5.3)):
        base.box((area[0] + 0.05, area[1] + 0.05, -1.6), (area[2] - 0.05, area[3] - 0.05, t.level - 0.032), stone.mortar(), 0.0)
    base.box((plan.POOL.x0 - 0.35, plan.POOL.y1 + 0.3, -1.6), (plan.POOL.x1 + 0.35, t.y1, t.level - 0.032), stone.mortar(), 0.0)
    rng = np.random.default_rng(102)
    for facing in (
        Facing("x", t.y0, -1, t.x0, plan.POOL.x0 - COPING, -0.95, t.level - 0.06),
        Facing("x", t.y0, -1, plan.POOL.x1 + COPING, t.x1, -0.95, t.level - 0.06),
        Facing("y", t.x0, -1, t.y0, t.y1, -0.9, t.level - 0.06),
        Facing("y", t.x1, 1, t.y0, -8.9, -0.95, t.level - 0.06),
        Facing("x", -8.9, -1, t.x1, 23.6, -0.9, t.level - 0.06),
        Facing("y", 23.6, 1, -8.9, -5.3, -0.9, t.level - 0.06),
    ):
        lay(base, facing, [], rng)
    for x0, y0, x1, y1 in PITS:
        base.box((x0, y0, -0.3), (x1, y1, -0.06), ground.soil(), 0.0)
    paving.build("terrace.paving", group("garden"))
    base.build("terrace.base", group("garden"))
