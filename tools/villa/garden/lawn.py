"""The lawn: a bed of soil with blades of grass in patches, thick near the terrace."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.geometry import Solids, group, placed, put
from villa.materials import foliage, ground
from villa.terrain import built_over, height


def _patch(seed: int, blades: int = 2600) -> Solids:
    """A square metre of mown grass."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    root = rng.random((blades, 2))
    turn, lean = rng.uniform(0, 2 * np.pi, blades), rng.uniform(0.1, 0.9, blades)
    tall, wide = rng.uniform(0.022, 0.052, blades), rng.uniform(0.0016, 0.0030, blades)
    along = np.stack([np.cos(turn), np.sin(turn)], -1)
    side = np.stack([-along[:, 1], along[:, 0]], -1)
    verts = np.zeros((blades, 5, 3))
    for k, (up, out, share) in enumerate(((0, 0, 1), (0, 0, -1), (0.6, 0.22, 0.8), (0.6, 0.22, -0.8), (1.0, 0.75, 0))):
        verts[:, k, :2] = root + along * (lean * tall * out)[:, None] + side * (wide * share)[:, None]
        verts[:, k, 2] = tall * up
    base = np.arange(blades)[:, None] * 5
    quads = base + np.array([0, 1, 3, 2])
    tips = base + np.array([2, 3, 4])
    for part, tint in ((quads, None), (tips, None)):
        solids.mesh(verts.reshape(-1, 3), part, foliage.grass(), smooth=False, tint=tint)
    return solids


def grassy(x: float, y: float) -> bool:
    """Whether grass grows at a point: not under house, terrace, court or beds."""
    t = plan.TERRACE
    if t.x0 - 0.35 < x + 1 and x < t.x1 + 0.2 and t.y0 - 0.3 < y + 1 and y < t.y1:
        return False
    if x + 1 > t.x1 and x < 24.0 and y + 1 > -9.2:
        return False
    return not (x + 1 > -0.9 and y + 1 > -0.2)


def build() -> None:
    """Sow the lawn."""
    area = plan.LAWN
    bed = Solids(131)
    x, y = np.meshgrid(np.linspace(area.x0, area.x1, 93), np.linspace(area.y0, area.y1, 57))
    bed.sheet(np.stack([x, y, np.where(built_over(x, y, 0.3), -3.0, height(x, y))], axis=-1), ground.lawn())
    bed.build("garden.lawn.soil", group("garden"))
    rng = np.random.default_rng(132)
    patches = [_patch(133 + k).data("garden.lawn") for k in range(3)]
    for px in np.arange(area.x0, area.x1 - 1):
        for py in np.arange(area.y0, area.y1 - 1):
            if not grassy(px, py):
                continue
            turn = int(rng.integers(4))
            dx, dy = ((0, 0), (1, 0), (1, 1), (0, 1))[turn]
            z = float(height(np.array(px + 0.5), np.array(py + 0.5)))
            put(patches[int(rng.integers(3))], placed((px + dx, py + dy, z), turn * 90.0, 1.0), group("garden"))
