"""Stone in front of walls: every stone is a block of its own, hewn a little askew, in a bed of mortar."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import bpy
import numpy as np

from villa import plan
from villa.geometry import Array, Solids, group
from villa.materials import stone
from villa.shell.walls import Span, free


@dataclass(frozen=True)
class Facing:
    """A stone face: along x at y=at (or along y at x=at), looking towards side, between a and b, z0 and z1.

    Grain scales its stones; tones are between which of the stone's colours they lie, 0 to 1 if none are given.
    """

    along: str
    at: float
    side: int
    a: float
    b: float
    z0: float
    z1: float
    walls: tuple[str, ...] = ()
    grain: float = 1.0
    tones: tuple[float, float] | None = None


FACINGS = (
    Facing("y", 4.9, -1, 7.5, 13.34, -0.2, 6.2, ("hall west",)),
    Facing("y", 9.9, 1, 7.5, 13.34, -0.2, 6.2, ("hall east",)),
    Facing("x", 13.3, 1, 4.86, 9.94, -0.2, 6.2, ("hall north",)),
    Facing("y", 16.8, -1, -5.34, 0.0, -0.05, 2.9, ("spine south",), 0.8, (0.2, 0.85)),
    Facing("x", -5.3, -1, 16.76, 17.6, -0.05, 2.9, (), 0.8, (0.2, 0.85)),
)


def _courses(z0: float, z1: float, grain: float, rng: np.random.Generator) -> list[Span]:
    """Courses of varied height that end exactly at z1."""
    heights: list[float] = []
    while sum(heights) < z1 - z0:
        heights.append(grain * float(rng.choice([0.07, 0.095, 0.12, 0.15, 0.185], p=[0.2, 0.25, 0.25, 0.2, 0.1])))
    edges = z0 + np.concatenate([[0.0], np.cumsum(heights)]) * (z1 - z0) / sum(heights)
    return list(pairwise(edges))


def lay(solids: Solids, facing: Facing, holes: list[tuple[Span, Span]], rng: np.random.Generator) -> None:
    """Lay stones course by course over a face, around holes given as (along, height)."""
    edges = sorted({facing.z0, facing.z1, *(z for _, h in holes for z in h if facing.z0 < z < facing.z1)})
    for low, high in pairwise(edges):
        open_here = [along for along, h in holes if h[0] < (low + high) / 2 < h[1]]
        for z0, z1 in _courses(low, high, facing.grain, rng):
            for start, end in free(facing.a, facing.b, open_here):
                _course(solids, facing, (start, end), (z0, z1), rng)


def _across(facing: Facing, deep: float) -> tuple[float, float]:
    """From a little inside the wall to where a stone's face stands proud of it."""
    low, high = sorted((facing.at - facing.side * 0.02, facing.at + facing.side * deep))
    return low, high


def _block(
    solids: Solids,
    facing: Facing,
    spans: tuple[Span, Span, Span],
    skin: bpy.types.Material,
    skew: Array | None = None,
    tone: float | None = None,
) -> None:
    """A block over its spans along, across and up, of this tone; skew is given along, across and up, too."""
    lo, hi = ([span[end] for span in spans] for end in (0, 1))
    if facing.along == "y":
        lo[:2], hi[:2] = lo[1::-1], hi[1::-1]
        skew = None if skew is None else skew[[0, 2, 1, 3, 4, 6, 5, 7]][:, [1, 0, 2]]
    solids.box(lo, hi, skin, 0.011 if skew is not None else 0.0, tone, skew)


def _course(solids: Solids, facing: Facing, span: Span, height: Span, rng: np.random.Generator) -> None:
    at = span[0]
    while at < span[1] - 1e-6:
        length = facing.grain * float(np.clip(rng.lognormal(-1.05, 0.45), 0.16, 0.95))
        end = span[1] if span[1] - at - length < 0.14 * facing.grain else at + length
        proud = 0.036 + float(rng.beta(2, 3)) * 0.034
        gap = 0.002 + float(rng.random()) * 0.005
        spans = ((at + gap, end - gap), _across(facing, proud), (height[0] + gap, height[1] - gap))
        tone = float(rng.uniform(*facing.tones)) if facing.tones else None
        _block(solids, facing, spans, stone.rubble(), rng.uniform(-1, 1, (8, 3)) * [0.008, 0.010, 0.006], tone)
        at = end
    _pointed(solids, facing, span, height)


def bind(
    solids: Solids,
    corner: tuple[float, float],
    faces: tuple[int, int],
    heights: Span,
    rng: np.random.Generator,
    *,
    grain: float = 1.0,
    tones: tuple[float, float] | None = None,
) -> None:
    """Bind two facings where they meet: stones that lie by turns along the one and the other, and show both their faces.

    Faces are the signs along x and y that the corner looks towards.
    """
    for k, (low, high) in enumerate(_courses(*heights, 1.35 * grain, rng)):
        reach = grain * rng.uniform((0.40, 0.17), (0.70, 0.27))
        gap, proud = 0.002 + 0.005 * rng.random(), rng.uniform(0.056, 0.072, 2)
        ends = [
            sorted((at + side * out, at - side * inward))
            for at, side, out, inward in zip(corner, faces, proud, reach[:: (-1) ** k], strict=True)
        ]
        lo, hi = (*(end[0] + gap for end in ends), low + gap), (*(end[1] - gap for end in ends), high - gap)
        tone = float(rng.uniform(*tones)) if tones else None
        solids.box(lo, hi, stone.rubble(), 0.011, tone, rng.uniform(-1, 1, (8, 3)) * [0.007, 0.007, 0.006])


def _pointed(solids: Solids, facing: Facing, span: Span, height: Span) -> None:
    """Point a course with mortar: raked deep here, less there."""
    rng = np.random.default_rng(abs(hash((facing.at, facing.side, *np.round((*span, *height), 4)))) % 2**32)
    edges = np.linspace(*span, max(2, round((span[1] - span[0]) / 0.35)) + 1)
    edges[1:-1] += rng.uniform(-0.12, 0.12, len(edges) - 2)
    for start, end in pairwise(edges):
        _block(solids, facing, ((start, end), _across(facing, rng.uniform(0.012, 0.036)), height), stone.mortar())


def build() -> None:
    """Face the hall and the terrace wall with stone."""
    rng = np.random.default_rng(7)
    solids = Solids(7)
    walls = {w.name: w for w in plan.WALLS}
    for facing in FACINGS:
        holes = [((o.a, o.b), (o.sill - 0.01, o.head)) for name in facing.walls for o in walls[name].openings]
        lay(solids, facing, [(a, (h[0] - (0.3 if h[0] < 0.1 else 0), h[1])) for a, h in holes], rng)
    solids.build("shell.stone", group("shell"))
