"""Travertine terraces around the pool and before the bedroom, with their steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import bpy
import numpy as np

from villa import plan
from villa.geometry import Solids, group
from villa.materials import ground, stone
from villa.shell.masonry import Facing, bind, lay

Box = tuple[float, float, float, float]

PITS = ((14.7, -10.9, 16.3, -9.3), (-2.0, -4.6, -0.5, -3.1))
"""Square openings in the paving for trees."""

COPING = 0.42

GRAIN, TONES = 0.62, (0.12, 0.56)
"""The size of the garden walls' stones against the house's, and the range of their tones."""

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
            if end > x0:  # a row may begin so far outside that its first slab ends there, too
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


def _flight(treads: Solids, base: Solids, along: str, span: tuple[float, float], count: int) -> None:
    """Steps down from the terrace's south (along x) or west (along y) edge: slabs that stand out over risers of walling stone."""
    rng, edge = np.random.default_rng(104), plan.TERRACE.y0 if along == "x" else plan.TERRACE.x0
    a, b = span
    for i in range(count):
        front, z = edge - 0.37 - 0.38 * i, plan.TERRACE.level - 0.15 * (i + 1)
        face = front + 0.085  # the stones stand out from here, the tread's nose beyond them
        _span(base, along, (a + 0.09, face, z - 0.45), (b - 0.09, edge + 0.1, z - 0.046), stone.mortar())
        lay(base, Facing(along, face, -1, a + 0.05, b - 0.05, z - 0.32, z - 0.048, grain=GRAIN, tones=TONES), [], rng)
        for at, side in ((a + 0.09, -1), (b - 0.09, 1)):
            beside = Facing(
                "y" if along == "x" else "x", at, side, face - 0.03, edge, z - 0.32, z - 0.048, grain=GRAIN, tones=TONES
            )
            lay(base, beside, [], rng)
        joints = [a, *(np.linspace(a, b, 4)[1:-1] + rng.uniform(-0.16, 0.16, 2)), b]
        for start, end in pairwise(joints):
            low = (start + 0.004, front + rng.uniform(-0.006, 0.006), z - 0.05)
            skew = rng.uniform(-1, 1, (8, 3)) * [0.003, 0.003, 0.003]
            _span(treads, along, low, (end - 0.004, front + 0.44, z), stone.paving(), 0.011, rng.uniform(0.0, 0.35), skew)


def _span(solids: Solids, along: str, lo: Sequence[float], hi: Sequence[float], skin: bpy.types.Material, *more: object) -> None:
    """A box given along x and towards y, or along y and towards x."""
    if along == "y":
        lo, hi = (lo[1], lo[0], lo[2]), (hi[1], hi[0], hi[2])
    solids.box(lo, hi, skin, *(more or (0.0,)))


def build() -> None:
    """Build the terraces."""
    paving, base = Solids(100), Solids(101)
    _paving(paving)
    _rims(paving)
    _flight(paving, base, "y", (-2.6, -0.2), 2)
    _flight(paving, base, "x", (-2.3, 0.4), 3)
    t = plan.TERRACE
    for area in ((t.x0, t.y0, plan.POOL.x0 - 0.3, t.y1), (plan.POOL.x1 + 0.3, t.y0, t.x1, t.y1), (t.x1, -8.9, 23.6, -5.3)):
        base.box((area[0] + 0.05, area[1] + 0.05, -1.6), (area[2] - 0.05, area[3] - 0.05, t.level - _BED), stone.joint(), 0.0)
    base.box((plan.POOL.x0 - 0.35, plan.POOL.y1 + 0.3, -1.6), (plan.POOL.x1 + 0.35, t.y1, t.level - _BED), stone.joint(), 0.0)
    rng = np.random.default_rng(102)
    for facing in (
        ("x", t.y0, -1, t.x0, plan.POOL.x0 - COPING, -0.95),
        ("x", t.y0, -1, plan.POOL.x1 + COPING, t.x1, -0.95),
        ("y", t.x0, -1, t.y0, t.y1, -0.9),
        ("y", t.x1, 1, t.y0, -8.9, -0.95),
        ("x", -8.9, -1, t.x1, 23.6, -0.9),
        ("y", 23.6, 1, -8.9, -5.3, -0.9),
    ):
        lay(base, Facing(*facing, t.level - 0.06, grain=GRAIN, tones=TONES), [], rng)
    for *corner, right in (
        (t.x0, t.y0, -1),
        (plan.POOL.x0 - COPING, t.y0, 1),
        (plan.POOL.x1 + COPING, t.y0, -1),
        (t.x1, t.y0, 1),
        (23.6, -8.9, 1),
    ):
        bind(base, tuple(corner), (right, -1), (-0.95, t.level - 0.06), rng, grain=GRAIN, tones=TONES)
    for x0, y0, x1, y1 in PITS:
        base.box((x0, y0, -0.3), (x1, y1, -0.06), ground.soil(), 0.0)
    paving.build("terrace.paving", group("garden"))
    base.build("terrace.base", group("garden"))
