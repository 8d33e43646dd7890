"""Floors of stone slabs and oak planks."""

from __future__ import annotations

import bpy
import numpy as np

from villa import plan
from villa.geometry import Solids, group
from villa.materials import stone, wood

Box = tuple[float, float, float, float]

JOINT, _GROUT_DEPTH = 0.0024, 0.0016


def tiles(
    solids: Solids,
    area: Box,
    size: tuple[float, float],
    top: float,
    material: bpy.types.Material,
    thick: float = 0.02,
    seed: int = 0,
) -> None:
    """Lay slabs over x0, y0, x1, y1 in rows along x, every other row shifted by half, cut at the edges."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = area
    rows = int(np.ceil((y1 - y0) / size[1] - 1e-6))
    for row in range(rows):
        low, high = y0 + row * size[1], min(y0 + (row + 1) * size[1], y1)
        at = x0 - size[0] * (row % 2) / 2
        while at < x1 - 1e-6:
            a, b = max(at, x0), min(at + size[0], x1)
            if b - a > 0.02:
                sunk = float(rng.random()) * 0.0006
                left, right, back, front = JOINT / 2 * rng.uniform(0.75, 1.25, 4)  # no joint is quite as wide as the next
                lo = (a + left, low + back, top - thick)
                solids.box(lo, (b - right, high - front, top - sunk), material, 0.001)
            at += size[0]


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
    slabs, boards, bed = Solids(11), Solids(12), Solids(13)
    pale, oak = stone.limestone(), wood.oak()
    for seed, area in enumerate(
        (
            (0.3, 0.16, 16.8, 7.2),
            (6.6, 7.2, 9.3, 7.5),
            (5.2, 7.5, 9.6, 13.1),
            (17.1, 1.5, 18.45, 7.2),
            (18.6, 1.5, 22.7, 7.2),
            (16.8, 5.9, 17.1, 6.9),
            (18.45, 3.9, 18.6, 4.8),
        )
    ):
        tiles(slabs, area, (1.2, 0.6), 0.0, pale, seed=seed)
    bedroom, study = plan.BEDROOM, plan.STUDY
    planks(boards, (bedroom.x0, bedroom.y0, bedroom.x1, bedroom.y1 + 0.3), 0.0, oak, 1)
    planks(boards, (study.x0, study.y0, study.x1, study.y1), study.floor, oak, 2)
    boards.box((5.3, 7.2, 3.482), (6.2, 7.56, 3.5), oak)
    bed.box((0.02, 0.02, -0.5), (16.8, 7.4, -_GROUT_DEPTH), stone.grout(), 0.0)
    bed.box((4.92, 7.4, -0.5), (9.88, 13.28, -_GROUT_DEPTH), stone.grout(), 0.0)
    bed.box((16.8, 1.5, -0.5), (22.98, 7.48, -_GROUT_DEPTH), stone.grout(), 0.0)
    bed.box((16.8, -5.28, -0.5), (22.98, 1.5, -0.012), stone.mortar(), 0.0)
    slabs.build("shell.floor.limestone", group("shell"))
    boards.build("shell.floor.oak", group("shell"))
    bed.build("shell.floor.bed", group("shell"))
