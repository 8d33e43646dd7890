"""Floors of stone slabs and oak planks."""

from __future__ import annotations

from dataclasses import dataclass

import bpy
import numpy as np

from villa import plan
from villa.geometry import Solids, group
from villa.materials import stone, wood

Box = tuple[float, float, float, float]

_THICK, _GROUT_DEPTH = 0.02, 0.0022
_CLAY: tuple[Box, ...] = (
    (0.3, 0.16, 16.8, 7.2),
    (6.6, 7.2, 9.3, 7.5),
    (5.2, 7.5, 9.6, 13.1),
    (17.1, 1.5, 18.45, 7.2),
    (16.8, 5.9, 17.1, 6.9),
)
_PALE: tuple[Box, ...] = ((18.6, 1.5, 22.7, 7.2), (18.45, 3.9, 18.6, 4.8))


@dataclass(frozen=True, kw_only=True)
class Laid:
    """How slabs are laid: sides in metres, of what, how wide the joints, how far every other row is shifted, edges and level."""

    size: tuple[float, float]
    material: bpy.types.Material
    joint: float = 0.0024
    shifted: float = 0.5
    edge: float = 0.001
    uneven: float = 0.0


def tiles(solids: Solids, area: Box, laid: Laid, seed: int = 0) -> None:
    """Lay slabs over x0, y0, x1, y1 in rows along x, cut at the edges."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = area
    wide, deep = laid.size
    for row in range(int(np.ceil((y1 - y0) / deep - 1e-6))):
        low, high = y0 + row * deep, min(y0 + (row + 1) * deep, y1)
        at = x0 - wide * (row % 2) * laid.shifted
        while at < x1 - 1e-6:
            a, b = max(at, x0), min(at + wide, x1)
            if b - a > 0.02:
                sunk = float(rng.random()) * 0.0006
                left, right, back, front = laid.joint / 2 * rng.uniform(0.75, 1.25, 4)  # no joint is quite as wide as the next
                lo = (a + left, low + back, -_THICK)
                skew = np.zeros((8, 3))
                skew[4:, 2] = rng.normal(0, 1, 4) * laid.uneven  # no corner is quite level with the next
                solids.box(lo, (b - right, high - front, -sunk), laid.material, laid.edge, None, skew if laid.uneven else None)
            at += wide


def planks(solids: Solids, area: Box, top: float, material: bpy.types.Material, seed: int, width: float = 0.2) -> None:
    """Lay planks of random length along y over x0, y0, x1, y1."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = area
    count = max(1, round((x1 - x0) / width))
    wide = (x1 - x0) / count
    for row in range(count):
        at = y0 - float(rng.random()) * 1.8
        while at < y1:
            end = at + float(rng.uniform(1.6, 2.4))
            a, b = max(at, y0), min(end, y1)
            if b - a > 0.01:
                lo = (x0 + row * wide + 0.0006, a + 0.0006, top - 0.018)
                solids.box(lo, (x0 + (row + 1) * wide - 0.0006, b - 0.0006, top), material, 0.0012)
            at = end


def build() -> None:
    """Floor every room and every threshold."""
    earth, slabs, boards, bed = Solids(10), Solids(11), Solids(12), Solids(13)
    clay = Laid(size=(0.3, 0.3), material=stone.cotto(), joint=0.006, shifted=0.0, edge=0.003, uneven=0.0004)
    pale, oak = Laid(size=(1.2, 0.6), material=stone.limestone()), wood.oak()
    for seed, area in enumerate(_CLAY):
        tiles(earth, area, clay, seed)
    for seed, area in enumerate(_PALE):
        tiles(slabs, area, pale, seed)
    bedroom, study = plan.BEDROOM, plan.STUDY
    planks(boards, (bedroom.x0, bedroom.y0, bedroom.x1, bedroom.y1 + 0.3), 0.0, oak, 1)
    planks(boards, (study.x0, study.y0, study.x1, study.y1), study.floor, oak, 2)
    boards.box((5.3, 7.2, 3.482), (6.2, 7.56, 3.5), oak)
    bed.box((0.02, 0.02, -0.5), (16.8, 7.4, -_GROUT_DEPTH), stone.grout(0.56), 0.0)
    bed.box((4.92, 7.4, -0.5), (9.88, 13.28, -_GROUT_DEPTH), stone.grout(0.56), 0.0)
    bed.box((16.8, 1.5, -0.5), (22.98, 7.48, -_GROUT_DEPTH), stone.grout(1.0), 0.0)
    bed.box((16.8, -5.28, -0.5), (22.98, 1.5, -0.012), stone.mortar(), 0.0)
    earth.build("shell.floor.terracotta", group("shell"))
    slabs.build("shell.floor.limestone", group("shell"))
    boards.build("shell.floor.oak", group("shell"))
    bed.build("shell.floor.bed", group("shell"))
