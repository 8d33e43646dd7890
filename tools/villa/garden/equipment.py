"""What pool and garden are kept with: a robot on its hose, a rail, lids, a brush, a garden hose; lights on a string."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from mathutils import Matrix

from villa import plan
from villa.furniture.drape import lumps
from villa.geometry import Array, Solids, group, placed
from villa.materials import beach, glass, metal, new

FLOOR = plan.TERRACE.level


def build(light: str) -> None:
    """Set out all equipment."""
    _robot()
    _rail()
    _lids()
    _leaning()
    _garden_hose()
    _string(light)


def _curve(points: list[tuple[float, float, float]], steps: int = 140) -> Array:
    """A smooth path through points."""
    fixed = np.array(points, float)
    run = np.linspace(0, 1, len(fixed))
    fine = np.linspace(0, 1, steps)
    line = np.stack([np.interp(fine, run, fixed[:, k]) for k in range(3)], -1)
    wide = max(3, steps // len(fixed)) // 2 * 2 + 1
    padded = np.concatenate([np.repeat(line[:1], wide // 2, 0), line, np.repeat(line[-1:], wide // 2, 0)])
    return np.stack([np.convolve(padded[:, k], np.ones(wide) / wide, "valid") for k in range(3)], -1)


def _robot() -> None:
    """The cleaner at work on the pool's floor, the floats of its hose drawn across the water."""
    solids, hose, cuff = Solids(250), beach.rubber("#6fa3c4"), beach.rubber("#e6e4dc")
    z = plan.POOL.level - 0.004
    path = _curve(
        [
            (11.2, -6.96, -0.24),
            (11.1, -7.2, z),
            (10.2, -8.0, z),
            (11.3, -9.2, z),
            (10.2, -10.2, z),
            (8.7, -9.7, z),
            (8.1, -9.4, -0.9),
        ],
        200,
    )
    solids.tube(path, 0.021 + 0.0015 * np.sin(np.arange(200) * 1.9), hose, 10)
    for k in range(14, 186, 17):
        solids.tube(path[k : k + 3], 0.0265, cuff, 12)
    body = solids.moved((8.1, -9.4, -1.45), 30)
    body.box((-0.18, -0.16, 0.05), (0.18, 0.16, 0.17), beach.rubber("#d8dade"), 0.05)
    for x in (-0.2, 0.14):
        body.cylinder((x, -0.17, 0.08), (x + 0.06, 0.17, 0.08), 0.075, beach.rubber("#2b4f7a"))
    solids.build("pool.robot", group("garden"))


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


def _leaning() -> None:
    """A surfboard and the pool's brush on its pole, leaning on the wall between two windows."""
    solids = Solids(253)
    t, a = np.meshgrid(np.linspace(0, 1, 70), np.linspace(0, 2 * np.pi, 40, endpoint=False), indexing="ij")
    half = 0.265 * np.clip(np.sin(np.pi * np.clip(t * 0.97 + 0.02, 0, 1)), 0.0, 1) ** 0.52 * (0.90 + 0.2 * t * (1 - t) * 2)
    thick = 0.036 * np.sin(np.pi * np.clip(t, 0.015, 0.985)) ** 0.6
    rocker = 0.10 * (t - 0.45) ** 3 + 0.05 * (t - 0.5) ** 2
    grid = np.stack([half * np.cos(a), rocker + thick * np.sin(a), t * 2.12], -1)
    solids.sheet(grid, beach.board(), closed=(False, True))
    thing = solids.build("terrace.surfboard", group("garden"))
    thing.matrix_world = placed((5.12, -0.34, FLOOR), 4) @ Matrix.Rotation(np.radians(-8.5), 4, "X")
    brush = Solids(254)
    foot, top = np.array([16.60, -0.62, FLOOR + 0.03]), np.array([16.66, -0.06, 2.55])
    brush.cylinder(foot, top, 0.014, metal.steel(), 12)
    brush.cylinder(foot + (top - foot) * 0.5, top, 0.0175, beach.rubber("#3f78a8"), 12)
    brush.box((16.42, -0.66, FLOOR), (16.78, -0.58, FLOOR + 0.05), beach.rubber("#2f6aa0"), 0.012)
    brush.build("pool.brush", group("garden"))


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


def _string(light: str) -> None:
    """A string of bulbs from hook to hook below the edge of the eaves, no two bows alike."""
    power = {"dusk": 9.0, "golden": 2.5}.get(light, 0.0)
    glow, g = new("string bulb")
    g.surface(g.node("Emission", Color=(1.0, 0.62, 0.30), Strength=power).outputs[0])
    glow.cycles.emission_sampling = "NONE"
    bulb = glow if power else glass.balustrade()
    solids, cord, rng = Solids(256), beach.rubber("#23211f"), np.random.default_rng(257)
    y, top = -1.86, 3.17
    hooks = np.array([0.3, 3.3, 6.2, 9.4, 12.3, 15.3])
    for a, b in pairwise(hooks):
        t = np.linspace(0, 1, 40)
        sag = rng.uniform(0.20, 0.40)
        path = np.stack([a + (b - a) * t, y + 0.02 * np.sin(5 * t + a), top - sag * 4 * t * (1 - t)], -1)
        solids.tube(path, 0.0045, cord, 6)
        for k in range(3, 38, 6):
            x0, y0, z0 = path[k] + rng.normal(0, 0.003, 3)
            solids.cylinder((x0, y0, z0), (x0, y0, z0 - 0.05), 0.013, cord, 10)
            solids.lathe(
                [(0.001, -0.125), (0.020, -0.112), (0.027, -0.09), (0.020, -0.062), (0.012, -0.05)], bulb, (x0, y0, z0), 14
            )
    solids.build("terrace.string", group("garden"))
