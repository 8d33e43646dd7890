"""Travertine terraces around the pool and before the bedroom, with their steps."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.geometry import Solids, group
from villa.materials import ground, stone
from villa.shell.masonry import Facing, lay

Box = tuple[float, float, float, float]

PITS = ((14.7, -10.9, 16.3, -9.3), (-2.0, -4.6, -0.5, -3.1))
"""Square openings in the paving for trees."""

COPING = 0.42


_JOINT, _BED = 0.007, 0.014
"""The width of a joint, and how far its bed lies below the slabs' top."""


def _cut(rect: Box, hole: Box) -> list[Box]:
    """What is left of a rectangle beside a hole."""
    x0, y0, x1, y1 = rect
    a0, b0, a1, b1 = max(x0, hole[0]), max(y0, hole[1]), min(x1, hole[2]), min(y1, hole[3])
    if a0 >= a1 or b0 >= b1:
        return [rect]
    left = [(x0, y0, x1, b0), (x0, b1, x1, y1), (x0, b0, a0, b1), (a1, b0, x1, b1)]
    return [(p, q, r, s) for p, q, r, s in left if r - p > 0.012 and s - q > 0.012]


def _slabs(area: Box, rng: np.random.Generator) -> list[Box]:
    """Rows of three widths, in each row slabs of free length; no cross joint goes on into the next row."""
    x0, y0, x1, y1 = area
    found, low = [], y0
    while low < y1 - 1e-6:
        high = min(low + float(rng.choice([0.4, 0.5, 0.6])), y1)
        high = y1 if y1 - high < 0.15 else high
        at = x0 - float(rng.random()) * 0.7
        while at < x1:
            end = at + float(rng.uniform(0.55, 1.15))
            end = x1 if x1 - end < 0.2 else end
            found.append((max(at, x0), low, min(end, x1), high))
            at = end
        low = high
    return found


def _slab(solids: Solids, rect: Box, top: float, rng: np.random.Generator) -> None:
    """One slab, its edges worn, not quite level with its neighbours."""
    x0, y0, x1, y1 = rect
    inset = _JOINT / 2 * rng.uniform(0.6, 1.4, 4)
    skew = rng.uniform(-1, 1, (8, 3)) * [0.001, 0.001, 0.0009]
    lo, hi = (x0 + inset[0], y0 + inset[1], top - 0.03), (x1 - inset[2], y1 - inset[3], top - rng.random() * 0.0012)
    solids.box(lo, hi, stone.paving(), 0.0022, skew=skew)


def _paving(solids: Solids) -> None:
    """Pave what lies around pool and tree pits."""
    t, p, rng = plan.TERRACE, plan.POOL, np.random.default_rng(103)
    pool = (p.x0 - COPING, t.y0 - 1, p.x1 + COPING, p.y1 + COPING)
    for area in ((t.x0, t.y0, 16.77, t.y1), (16.77, t.y0, t.x1, -5.36), (t.x1, -8.9, 23.6, -5.36)):
        pieces = _slabs(area, rng)
        for hole in (pool, *PITS):
            pieces = [part for piece in pieces for part in _cut(piece, hole)]
        for piece in pieces:
            _slab(solids, piece, t.level, rng)


def _rims(solids: Solids) -> None:
    """A thicker edge with a fine shadow below, on every side that stands free."""
    t, top = plan.TERRACE, plan.TERRACE.level
    edge = stone.paving()
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
    slab = stone.paving()
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
        base.box((area[0] + 0.05, area[1] + 0.05, -1.6), (area[2] - 0.05, area[3] - 0.05, t.level - _BED), stone.joint(), 0.0)
    base.box((plan.POOL.x0 - 0.35, plan.POOL.y1 + 0.3, -1.6), (plan.POOL.x1 + 0.35, t.y1, t.level - _BED), stone.joint(), 0.0)
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
