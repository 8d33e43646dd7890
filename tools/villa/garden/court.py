"""The entrance court: gravel, the landing before the door, low walls."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from villa.geometry import Array, Solids, group, placed, put
from villa.materials import foliage, ground, metal, stone
from villa.shell.masonry import Facing, lay
from villa.terrain import waves

_STEPS = tuple(15.62 + 1.15 * k for k in range(5))  # where the slabs to step on begin


def _stone() -> tuple[Array, list[list[int]]]:
    """A stone of 14 corners and 24 faces about its middle, of radius one."""
    ball = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float) / np.sqrt(3)
    ball = np.concatenate([ball, np.eye(3), -np.eye(3)])
    corner = {tuple(np.sign(b).astype(int)): i for i, b in enumerate(ball[:8])}
    faces = []
    for axis in range(3):
        for side in (-1, 1):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            ring = []
            for du, dv in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                key = [0, 0, 0]
                key[axis], key[u], key[v] = side, du, dv
                ring.append(corner[tuple(key)])
            ring = ring if side > 0 else ring[::-1]
            tip = 8 + axis + (3 if side < 0 else 0)
            faces += [[ring[k], ring[(k + 1) % 4], tip] for k in range(4)]
    return ball, faces


def _pebbles() -> None:
    """Loose stones in square patches, laid out over the court in four turns, trodden deeper into the sand here than there."""
    rng = np.random.default_rng(120)
    patches = []
    ball, faces = _stone()
    for seed in range(2):
        solids = Solids(121 + seed)
        for _ in range(4200):
            size = min(rng.lognormal(-5.3, 0.72), 0.030) * np.array([1.0, rng.uniform(0.5, 1.0), rng.uniform(0.4, 0.8)])
            broken = ball * size * rng.uniform(0.72, 1.2, (len(ball), 1))
            spot = (rng.random(), rng.random(), rng.uniform(-0.004, 0.006))
            solids.moved(spot, rng.uniform(0, 360)).mesh(broken, faces, stone.pebble())
        patches.append(solids.data("court.pebbles"))
    for x, y in ((x, y) for x in range(-7, 24) for y in range(8, 29)):
        if y >= 14 or not 4 <= x < 10:  # the house
            turn = int(rng.integers(4))
            dx, dy = ((0, 0), (1, 0), (1, 1), (0, 1))[turn]
            trodden = 0.0045 * float(np.clip(0.45 + 0.7 * waves(x, y, 122, 5.0, 2), 0, 1))
            where = placed((x + dx, y + dy - 0.1, -0.143 - trodden), turn * 90.0)
            put(patches[int(rng.integers(2))], where, group("garden"))


def _kicked() -> None:
    """Small stones that feet have carried onto the slabs, most of them along the edges."""
    rng, solids = np.random.default_rng(134), Solids(135)
    ball, faces = _stone()
    for x0, y0, x1, y1, top in ((6.6, 13.4, 10.2, 15.15, -0.0205), *((7.4, y, 9.5, y + 0.8, -0.12) for y in _STEPS)):
        for _ in range(46):
            inward = rng.exponential(0.13, 2) * [1.0, 0.7]
            at = [rng.choice([x0 + inward[0], x1 - inward[0]]), rng.uniform(y0, y1)]
            if rng.random() < 0.5:
                at = [rng.uniform(x0, x1), y1 - inward[1]]
            size = min(rng.lognormal(-5.7, 0.55), 0.014) * np.array([1.0, 0.8, 0.6])
            broken = ball * size * rng.uniform(0.75, 1.2, (len(ball), 1))
            solids.moved((*at, top + 0.5 * float(size[2])), rng.uniform(0, 360)).mesh(broken, faces, stone.pebble())
    solids.build("court.strays", group("garden"))


def _edging() -> None:
    """Hold the beds' soil back from the gravel with strips of steel."""
    strips, thick, top = Solids(129), 0.004, -0.085
    for x0, y0, x1, y1 in ((-5.8, 12.6, 4.4, 13.6), (10.5, 15.6, 11.9, 25.2), (5.2, 15.4, 6.5, 24.6)):
        for x in (x0, x1):
            strips.box((x - thick, y0 - thick, -0.5), (x + thick, y1 + thick, top), metal.bronze(), 0.001)
        for y in (y0, y1):
            strips.box((x0 - thick, y - thick, -0.5), (x1 + thick, y + thick, top), metal.bronze(), 0.001)
    strips.build("court.edging", group("garden"))


def _landing(solids: Solids) -> None:
    """Three rows of thick slabs before the front door."""
    rng = np.random.default_rng(133)
    for row in range(3):
        edges = [6.6, *(6.6 + 1.2 * np.arange(1, 3) + rng.uniform(-0.2, 0.2, 2) - 0.35 * (row % 2)), 10.2]
        for a, b in pairwise(edges):
            lo, hi = (a + 0.003, 13.363 + 0.6 * row, -0.15), (b - 0.003, 13.957 + 0.6 * row, -0.02 - rng.random() * 0.0015)
            solids.box(lo, hi, stone.paving(), 0.005, tint=rng.uniform(0.05, 0.6), skew=rng.uniform(-1, 1, (8, 3)) * 0.0015)


def _stepping(solids: Solids) -> None:
    """Slabs to step on, hewn by hand: each a little different in size, place and height."""
    rng = np.random.default_rng(130)
    for y in _STEPS:
        nudge, skew = rng.uniform(-1, 1, 3) * [0.05, 0.03, 0.006], rng.uniform(-1, 1, (8, 3)) * [0.016, 0.016, 0.003]
        lo = (7.3 + nudge[0], y + nudge[1], -0.24)
        hi = (9.6 + nudge[0] + rng.uniform(-0.07, 0.07), y + 0.86 + nudge[1], -0.122 + nudge[2])
        solids.box(lo, hi, stone.paving(), 0.012, tint=rng.uniform(0.0, 0.5), skew=skew)


def _fallen() -> None:
    """Leaves that the olive trees dropped on gravel and slabs, more of them under the trees and along edges."""
    rng, solids = np.random.default_rng(131), Solids(132)
    around = ((9.85, 14.3, 1.1), (7.3, 15.5, 1.8), (9.4, 17.6, 1.6), (6.4, 14.5, 1.5), (8.4, 19.0, 2.2))
    for x, y, far in around:
        for _ in range(110):
            at = np.array([x, y]) + rng.normal(0, far / 2, 2)
            on_landing = 6.6 < at[0] < 10.2 and 13.36 < at[1] < 15.16
            if at[1] < 13.5 or (on_landing and rng.random() < 0.5):
                continue
            frame = placed((*at, -0.016 if on_landing else -0.112 + rng.uniform(-0.006, 0.008)), rng.uniform(0, 360))
            _leaf(solids.moved(frame=frame), rng)
    solids.build("court.leaves", group("garden"))


def _leaf(solids: Solids, rng: np.random.Generator) -> None:
    """One dry leaf, folded along its rib and curled."""
    t = np.linspace(0, 1, 6)
    long, wide, curl = rng.uniform(0.025, 0.065), rng.uniform(0.006, 0.012), rng.uniform(0.1, 0.5)
    half = wide * np.sin(np.pi * np.clip(t, 0.02, 0.98)) ** 0.8
    rib = np.c_[t * long, 0 * t, curl * long * (t - 0.4) ** 2]
    lift = np.c_[0 * t, 0 * t, half * rng.uniform(0.2, 0.8)]
    edge = np.c_[0 * t, half, 0 * t]
    solids.sheet(np.array([rib - edge + lift, rib, rib + edge + lift]), foliage.dry())


def build() -> None:
    """Build the court."""
    bed, slabs, walls = Solids(125), Solids(126), Solids(127)
    x, y = np.meshgrid(np.linspace(-9, 24, 34), np.linspace(8, 34, 27))
    bed.sheet(np.stack([x, y, np.full(x.shape, -0.145)], axis=-1), ground.gravel())
    _landing(slabs)
    _stepping(slabs)
    rng = np.random.default_rng(128)
    for x0, x1 in ((-6.0, 4.4), (10.6, 20.6)):
        walls.box((x0, 28.6, -0.4), (x1, 28.95, 0.75), stone.mortar(), 0.0)
        for at, side in ((28.6, -1), (28.95, 1)):
            lay(walls, Facing("x", at, side, x0, x1, -0.3, 0.75), [], rng)
        for k in range(round((x1 - x0) / 0.9)):
            step = (x1 - x0) / round((x1 - x0) / 0.9)
            walls.box((x0 + k * step + 0.002, 28.5, 0.75), (x0 + (k + 1) * step - 0.002, 29.05, 0.81), stone.paving(), 0.008)
    bed.build("court.gravel", group("garden"))
    slabs.build("court.landing", group("garden"))
    walls.build("court.wall", group("garden"))
    _edging()
    _fallen()
    _pebbles()
    _kicked()
