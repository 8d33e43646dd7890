"""Lime plaster outside, painted plaster inside."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import bpy

from villa import plan
from villa.materials import Graph, Socket, Value, cached, new

_PAINTS = (
    ((0.63, 0.565, 0.475), (5.15, 9.65), (7.4, 13.1), (-0.1, 6.3)),
    ((0.415, 0.415, 0.365), (17.05, 22.75), (-5.05, 1.25), (-0.1, 3.0)),
    ((0.58, 0.52, 0.435), (3.15, 9.65), (2.85, 7.25), (3.4, 6.3)),
)
"""Paints of hall, bedroom and study, and between which x, y and z (m) they are; the other rooms share one."""


@cached
def exterior(color: tuple[float, float, float] = (0.72, 0.655, 0.56)) -> bpy.types.Material:
    """Sand-white lime plaster: clouded, trowelled, a little darker where rain runs."""
    material, g = new("lime plaster")
    here = g.position()
    streaks = g.noise(g.mapping(here, (1.5, 1.5, 0.3)), 1.0, 4, 0.62)
    relief = g.noise(here, 14, 4, 0.75)
    base = g.mix(g.remap(streaks, 0.3, 0.7), [c * 0.9 for c in color], [min(1.0, c * 1.06) for c in color])
    base = _weathered(g, here, base, color)
    g.principled(Base_Color=base, Roughness=0.88, Specular_IOR_Level=0.25, Normal=g.bump(relief, 0.3, 0.01))
    return material


def _weathered(g: Graph, here: Socket, base: Socket, color: tuple[float, float, float]) -> Socket:
    """Years of weather on render: earth that rain splashed up, grey runs from above, patches that were painted over."""
    patch = g.math("GREATER_THAN", g.noise(g.mapping(here, (0.55, 0.55, 0.9)), 1.0, 1, 0.3), 0.585)
    base = g.mix(g.math("MULTIPLY", patch, 0.10), base, (0.80, 0.77, 0.71))
    rough = g.noise(here, 3.0, 5, 0.68)
    splash = g.math("ADD", g.split(here)[2], g.math("MULTIPLY", rough, -0.75))
    base = g.mix(g.remap(splash, -0.42, 0.16, 0.62, 0.0), base, (0.27, 0.215, 0.155))
    runs = g.remap(g.noise(g.mapping(here, (5.5, 5.5, 0.22)), 1.0, 4, 0.65), 0.55, 0.72, 0.0, 0.30)
    base = g.mix(runs, base, [c * 0.60 for c in color])
    stains = g.remap(g.noise(here, 0.9, 6, 0.72), 0.56, 0.74, 0.0, 0.30)
    return g.mix(stains, base, (0.42, 0.385, 0.32))


@cached
def interior(color: tuple[float, float, float] = (0.64, 0.605, 0.545)) -> bpy.types.Material:
    """Paint of one colour a room, rolled on: even, and scuffed near the floor."""
    material, g = new("painted plaster")
    here = g.position()
    x, y, z = g.split(here)
    base: Socket | tuple[float, float, float] = color
    for paint, (x0, x1), (y0, y1), (z0, z1) in _PAINTS:
        ends = ((x, x0, x1), (y, y0, y1), (z, z0, z1))
        inside = [_between(g, *end) for end in ends]
        base = g.mix(functools.reduce(lambda a, b: g.math("MULTIPLY", a, b), inside), base, paint)
    clouds = g.noise(here, 1.3, 3, 0.6, 0.4)
    base = g.mix(1.0, base, g.ramp(clouds, [(0.3, (0.985,) * 3), (0.7, (1.01,) * 3)]), "MULTIPLY")
    base = _scuffed(g, here, base)
    rubbed = g.remap(g.noise(here, 2.1, 6, 0.7), 0.58, 0.76, 0.0, 0.03)
    base = g.mix(rubbed, base, (0.40, 0.355, 0.30))
    g.principled(Base_Color=base, Roughness=0.8, Specular_IOR_Level=0.22, Normal=_rolled(g, here))
    return material


def _rolled(g: Graph, here: Socket) -> Socket:
    """The relief of paint from a roller over plaster from a trowel: stipple, smoothed ridges, a wall not quite flat."""
    stipple = g.math("MULTIPLY", g.noise(here, 150, 2), 0.0007)
    trowel = g.math("MULTIPLY", g.noise(here, 15, 2), 0.003)
    wide = g.math("MULTIPLY", g.noise(here, 2.2, 1), 0.016)
    return g.bump(g.math("ADD", stipple, g.math("ADD", trowel, wide)), 1.0, 1.0)


def _tinted(g: Graph, base: Value, amount: Socket, tint: Sequence[float]) -> Socket:
    """Multiply by a tint where an amount nears 1; below 0.72, and in quality.py's mean, the colour stays as it was."""
    return g.mix(1.0, base, g.ramp(amount, [(0.72, (1.0, 1.0, 1.0)), (1.0, tint)]), "MULTIPLY")


def _scuffed(g: Graph, here: Socket, base: Value) -> Socket:
    """Greyer near the floor, where mops and shoes come, and scuffed by bags and the legs of chairs."""
    z = g.split(here)[2]
    above = g.math("SUBTRACT", z, g.math("MULTIPLY", g.math("GREATER_THAN", z, 3.3), plan.STUDY.floor))
    ragged = g.math("ADD", above, g.math("MULTIPLY", g.math("SUBTRACT", g.noise(here, 8, 3, 0.6), 0.5), 0.25))
    base = _tinted(g, base, g.remap(ragged, 0.02, 0.32, 1.0, 0.72), (0.88, 0.87, 0.85))
    streaks = g.remap(g.noise(g.mapping(here, (8.0, 8.0, 110.0)), 1.0, 2), 0.61, 0.70)
    where = g.math("MULTIPLY", g.remap(g.noise(here, 2.3, 2), 0.54, 0.62), g.remap(above, 0.55, 0.30))
    return _tinted(g, base, g.math("MULTIPLY", streaks, where), (0.80, 0.79, 0.78))


def _between(g: Graph, value: Socket, low: float, high: float) -> Socket:
    """1 where a value lies between two others, else 0."""
    return g.math("MULTIPLY", g.math("GREATER_THAN", value, low), g.math("LESS_THAN", value, high))


@cached
def ceiling() -> bpy.types.Material:
    """White matt paint, rolled on."""
    material, g = new("ceiling paint")
    here = g.position()
    base = _scuffed(g, here, (0.86, 0.85, 0.83))
    g.principled(Base_Color=base, Roughness=0.85, Specular_IOR_Level=0.2, Normal=_rolled(g, here))
    return material
