"""The lawn: a bed of soil with blades of grass, clover and weeds in patches of a square metre."""

from __future__ import annotations

import numpy as np
from mathutils import Matrix, Vector

from villa import plan
from villa.garden.plants.leaves import strew, unit
from villa.geometry import Solids, group, placed, put
from villa.materials import foliage, ground
from villa.terrain import built_over, height

_KINDS = 6


def _patch(seed: int, blades: int = 6800) -> Solids:
    """A square metre of mown grass."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    root = rng.random((blades, 2))
    thin = sum(
        np.sin(2 * np.pi * (root @ way) + phase)
        for way, phase in zip(rng.integers(-2, 3, (5, 2)), rng.uniform(0, 6, 5), strict=True)
    )
    root = root[rng.random(blades) > np.clip(0.32 * thin, 0.0, 0.75)]  # soil shows where it grows thin
    blades = len(root)
    turn, lean = rng.uniform(0, 2 * np.pi, blades), rng.uniform(0.2, 1.3, blades)
    tall, wide = rng.uniform(0.014, 0.036, blades), rng.uniform(0.0013, 0.0024, blades)
    along = np.stack([np.cos(turn), np.sin(turn)], -1)
    side = np.stack([-along[:, 1], along[:, 0]], -1)
    clump = sum(
        np.sin(2 * np.pi * (root @ way) + phase)
        for way, phase in zip(rng.integers(-5, 6, (7, 2)), rng.uniform(0, 6, 7), strict=True)
    )
    tall *= np.clip(1 + 0.16 * clump, 0.45, 1.9)
    verts = np.zeros((blades, 5, 3))
    for k, (up, out, share) in enumerate(((0, 0, 1), (0, 0, -1), (0.6, 0.22, 0.8), (0.6, 0.22, -0.8), (1.0, 0.75, 0))):
        verts[:, k, :2] = root + along * (lean * tall * out)[:, None] + side * (wide * share)[:, None]
        verts[:, k, 2] = tall * up
    base = np.arange(blades)[:, None] * 5
    quads = base + np.array([0, 1, 3, 2])
    tips = base + np.array([2, 3, 4])
    for part, tint in ((quads, None), (tips, None)):
        solids.mesh(verts.reshape(-1, 3), part, foliage.grass(), smooth=False, tint=tint)
    _weeds(solids, rng)
    return solids


def _weeds(solids: Solids, rng: np.random.Generator) -> None:
    """What grows in a lawn unasked: clover in cushions, small tufts that the mower missed, hardly a flower, dead leaves."""
    clover, heads, straw = [], [], []
    for _ in range(int(rng.integers(2, 5))):
        middle, wide, count = rng.uniform(0.15, 0.85, 2), rng.uniform(0.05, 0.13), int(rng.integers(120, 380))
        spots = middle + rng.normal(0, wide, (count, 2))
        clover.append(np.c_[spots, rng.uniform(0.010, 0.030, count)])
        heads.append(np.c_[spots[: count // 300], rng.uniform(0.020, 0.032, count // 300)])
    roots = np.concatenate(clover)
    strew(
        solids,
        roots,
        np.c_[rng.normal(0, 1, (len(roots), 2)), rng.uniform(0, 0.35, len(roots))],
        (0.013, 0.011),
        foliage.clover(),
        rng,
    )
    for spot in np.concatenate(heads):
        ball = unit(rng.normal(size=(26, 3)))
        strew(solids, spot + 0.003 * ball, ball, (0.007, 0.003), foliage.daisy(), rng)
    for _ in range(int(rng.integers(2, 5))):
        middle, count = rng.uniform(0.05, 0.95, 2), int(rng.integers(10, 26))
        straw.append(np.c_[middle + rng.normal(0, 0.018, (count, 2)), np.zeros(count)])
    tufts = np.concatenate(straw)
    strew(solids, tufts, np.c_[rng.normal(0, 0.4, (len(tufts), 2)), np.ones(len(tufts))], (0.046, 0.0034), foliage.grass(), rng)
    dead = np.c_[rng.random((7, 2)), rng.uniform(0.012, 0.026, 7)]
    strew(solids, dead, np.c_[rng.normal(0, 1, (7, 2)), rng.normal(0, 0.15, 7)], (0.05, 0.014), foliage.dry(), rng)


def grassy(x: float, y: float) -> bool:
    """Whether grass grows on a square metre from a point on: not wholly under the terrace, nor by house, court or beds."""
    t = plan.TERRACE
    if t.x0 <= x and x + 1 <= t.x1 and t.y0 <= y and y + 1 <= t.y1:
        return False
    if x + 1 > t.x1 and x < 24.0 and y + 1 > -9.2:
        return False
    return not (x + 1 > -0.9 and y + 1 > -0.2)


def _laid(x: float, y: float) -> Matrix:
    """A matrix that lays the square metre from x, y on along the slope; turned, not sheared, as objects cannot be sheared."""
    corners = height(x + np.array([0.0, 1.0, 0.0, 1.0]), y + np.array([0.0, 0.0, 1.0, 1.0]))
    right, ahead = (corners[1::2] - corners[::2]).mean(), (corners[2:] - corners[:2]).mean()
    low = corners.mean() - (right + ahead) / 2
    turn = Vector((0, 0, 1)).rotation_difference(Vector((-right, -ahead, 1))).to_matrix().to_4x4()
    return Matrix.Translation((x, y, low)) @ turn


def build() -> None:
    """Sow the lawn."""
    area = plan.LAWN
    bed = Solids(131)
    x, y = np.meshgrid(np.linspace(area.x0, area.x1, 93), np.linspace(area.y0, area.y1, 57))
    bed.sheet(np.stack([x, y, np.where(built_over(x, y, 0.3), -3.0, height(x, y))], axis=-1), ground.lawn())
    bed.build("garden.lawn.soil", group("garden"))
    rng = np.random.default_rng(132)
    patches = [_patch(133 + k).data("garden.lawn") for k in range(_KINDS)]
    for px in np.arange(area.x0 - 4, area.x1 + 4):
        for py in np.arange(area.y0 - 3, area.y1 - 1):
            beyond = max(area.x0 - px, px + 1 - area.x1, area.y0 - py, 0.0)
            if not grassy(px, py) or (beyond and rng.random() < 0.22 * beyond - 0.1):  # it runs out into the wild
                continue
            turn = int(rng.integers(4))
            dx, dy = ((0, 0), (1, 0), (1, 1), (0, 1))[turn]
            where = _laid(px, py) @ placed((dx, dy, 0.0), turn * 90.0)
            put(patches[int(rng.integers(_KINDS))], where, group("garden"))
