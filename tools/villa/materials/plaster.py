"""Lime plaster outside, painted plaster inside."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, cached, new


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
def interior(color: tuple[float, float, float] = (0.80, 0.775, 0.735)) -> bpy.types.Material:
    """Painted plaster with the faint unevenness of the roller."""
    material, g = new("painted plaster")
    here = g.position()
    g.principled(Base_Color=color, Roughness=0.72, Specular_IOR_Level=0.3, Normal=g.bump(g.noise(here, 3, 2), 0.1, 0.005))
    return material


@cached
def ceiling() -> bpy.types.Material:
    """White matt paint."""
    material, g = new("ceiling paint")
    g.principled(Base_Color=(0.86, 0.85, 0.83), Roughness=0.85, Specular_IOR_Level=0.2)
    return material
