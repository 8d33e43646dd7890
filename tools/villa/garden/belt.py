"""The belt that closes the garden: shrubs and small trees of many kinds that overlap, with openings towards the sea."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import bpy
import numpy as np

from villa.garden.planting import on_ground
from villa.garden.plants import evergreens, low, oleander, pines, thickets, trees
from villa.geometry import group, placed, put, scatter

Point = tuple[float, float]

_LINES: tuple[tuple[Point, Point, float, float], ...] = (
    ((-34, -27.5), (-9.5, -26.8), 3.2, 1.0),
    ((-3.5, -27.0), (20.5, -27.6), 2.6, 0.78),
    ((36, -25.5), (52, -22.0), 3.0, 1.0),
    ((-17.5, -26), (-18.5, 20), 2.6, 1.0),
    ((-9.4, -1.0), (-9.8, 17.5), 1.5, 0.95),
    ((-7.3, 0.8), (-7.6, 8.4), 0.5, 0.62),
    ((31.5, -12.5), (32.0, 16.0), 2.4, 1.0),
    ((27.9, -4.0), (28.2, 11.5), 1.3, 0.85),
)
"""Lines that the belt follows: from, to, how far it spreads to either side in metres, and how tall it is."""

_OPEN: tuple[tuple[Point, Point], ...] = (((21.2, -40.0), (35.5, -14.5)), ((-13.5, -40.0), (-0.5, -24.0)))
"""Rectangles that stay open towards the sea, each by its south-west and its north-east corner."""

_CUT_BACK: tuple[Point, Point, float] = ((24.6, 3.9), (30.6, 12.6), 2.2)
"""A rectangle before the bathroom's window by its corners, and how tall (m) plants in it are at most."""


def build() -> None:
    """Plant the belt, and the trees whose shade falls on house and terrace."""
    rng = np.random.default_rng(300)
    tall = [evergreens.evergreen(301 + k, *size) for k, size in enumerate(((4.6, 1.9), (5.4, 2.0, 0.16), (3.6, 1.7)))]
    mid = [evergreens.evergreen(310 + k, *size) for k, size in enumerate(((2.3, 1.25), (1.8, 1.4)))]
    for k, line in enumerate(_LINES):
        _row(tall, line, (0.62, 1.5), (0.5, 1.3), rng, 320 + k)
        _row(mid, line, (0.6, 1.4), (0.55, 1.35), rng, 340 + k)
    _fringe(rng)
    _against_sky(rng)
    _shade()


def grown(name: str, grow: Callable[[], bpy.types.Mesh]) -> list[bpy.types.Mesh]:
    """The plants of this name that stand in the garden already, to be planted again; one newly grown where there are none."""
    found = sorted((mesh for mesh in bpy.data.meshes if mesh.name.startswith(name)), key=lambda mesh: mesh.name)
    return found or [grow()]


def _free(points: Iterable[Point]) -> list[Point]:
    """Those of some points that lie in no opening."""
    return [(x, y) for x, y in points if not any(x0 < x < x1 and y0 < y < y1 for (x0, y0), (x1, y1) in _OPEN)]


def _row(
    meshes: list[bpy.types.Mesh],
    line: tuple[Point, Point, float, float],
    pace: tuple[float, float],
    scale: tuple[float, float],
    rng: np.random.Generator,
    seed: int,
) -> None:
    """Set plants along a line in uneven steps, to either side of it; pace is metres a step, and how far aside, in spreads."""
    (x0, y0), (x1, y1), spread, size = line
    long = float(np.hypot(x1 - x0, y1 - y0))
    at = np.cumsum(rng.uniform(0.55, 1.9, int(long / pace[0] / 1.9)) * pace[0] * 1.55)
    at = at[at < long] / long
    aside = rng.normal(0, 0.5 * spread * pace[1], (len(at), 2))
    spots = _free((float(x0 + (x1 - x0) * t + d[0]), float(y0 + (y1 - y0) * t + d[1])) for t, d in zip(at, aside, strict=True))
    scatter(meshes, on_ground(spots, 0.12), seed, (scale[0] * size, scale[1] * size), 5, group("garden"))


def _fringe(rng: np.random.Generator) -> None:
    """What is low before the belt: oleander, lentisk, rosemary and grasses that run out into the lawn."""
    kinds = (
        (grown("garden.oleander", lambda: oleander.oleander(361, 2.1, 0.35)), 46, (0.7, 1.15), 1.4),
        ([thickets.thicket(363, 1.3, 0.06)], 70, (0.5, 0.95), 2.2),
        (grown("garden.scrub", lambda: low.scrub(366, 0.8)), 60, (0.7, 1.5), 2.6),
        (grown("garden.grass", lambda: low.fountain_grass(367)), 80, (0.7, 1.5), 3.0),
    )
    lines = (
        ((-30, -25.0), (-10, -24.6)),
        ((-3, -24.8), (20, -25.0)),
        ((-15.6, -23), (-15.2, -4)),
        ((29.4, -11), (29.2, 6)),
        ((36, -23), (44, -21)),
    )
    long = np.array([np.hypot(b[0] - a[0], b[1] - a[1]) for a, b in lines])
    for k, (meshes, count, scale, spread) in enumerate(kinds):
        spots = []
        for line in rng.choice(len(lines), count, p=long / long.sum()):
            (x0, y0), (x1, y1) = lines[line]
            t = rng.random()
            spots.append(
                (x0 + (x1 - x0) * t + float(rng.normal(0, 0.4 * spread)), y0 + (y1 - y0) * t + float(rng.normal(0, 0.4 * spread)))
            )
        scatter(meshes, on_ground(_free(spots), 0.06), 370 + k, scale, 8, group("garden"))


def _against_sky(rng: np.random.Generator) -> None:
    """Taller trees within the belt, in loose groups, so that its upper edge rises and falls."""
    cypress = grown("garden.cypress", lambda: trees.cypress(381, 7.4))
    spots = [(-13.9, -27.6), (5.4, -27.5), (6.5, -28.0), (16.9, -28.0), (-18.8, 6.5), (33.4, -3.9), (32.9, 8.0), (-11.4, 5.2)]
    scatter(cypress, on_ground(spots, 0.1), 383, (0.5, 1.0), 5, group("garden"))
    stone = grown("garden.pine", lambda: pines.pine(384, 8.0))
    few = [(-21.5, -20.5), (-23.0, -12.0), (-22.0, -1.5), (35.5, -9.0), (36.5, 3.0), (12.5, -30.5), (17.8, -31.0), (-15.8, -30.0)]
    for k, spot in enumerate(on_ground(few, 0.15)):
        put(stone[k % len(stone)], placed(spot, float(rng.uniform(0, 360)), float(rng.uniform(0.7, 1.0))), group("garden"))


def _shade() -> None:
    """Two pines west of the pool whose broken shade lies on terrace and lawn, olives before them, and air between."""
    stone, olives = grown("garden.pine", lambda: pines.pine(384, 8.0)), grown("garden.olive", lambda: trees.olive(385))
    for mesh, x, y, turn, size in (
        (stone[-1], -13.2, -8.4, 70, 1.0),
        (stone[0], -11.4, -13.4, 200, 1.0),
        (olives[0], -5.9, -8.3, 130, 0.72),
        (olives[-1], -7.2, -4.2, 20, 0.98),
    ):
        (spot,) = on_ground([(x, y)], 0.12)
        put(mesh, placed(spot, turn, size), group("garden"))


def cut_back() -> None:
    """Take away what is too tall where the morning sun comes to the bathroom: what leaves let through was too little light."""
    (x0, y0), (x1, y1), tallest = _CUT_BACK
    for thing in list(group("garden").objects):
        x, y, _ = thing.location
        if x0 < x < x1 and y0 < y < y1 and thing.dimensions.z > tallest:
            bpy.data.objects.remove(thing)
