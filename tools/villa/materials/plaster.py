"""Lime plaster outside, painted plaster inside."""

from __future__ import annotations

import bpy

from villa.materials import cached, new


@cached
def exterior(color: tuple[float, float, float] = (0.72, 0.655, 0.56)) -> bpy.types.Material:
    """Sand-white lime plaster: clouded, trowelled, a little darker where rain runs."""
    material, g = new("lime plaster")
    here = g.position()
    streaks = g.noise(g.mapping(here, (1.5, 1.5, 0.3)), 1.0, 4, 0.62)
    relief = g.noise(here, 14, 4, 0.75)
    base = g.mix(g.remap(streaks, 0.3, 0.7), [c * 0.9 for c in color], [min(1.0, c * 1.06) for c in color])
    splash = g.math("ADD", g.split(here)[2], g.math("MULTIPLY", g.noise(here, 3.0, 4, 0.65), -0.45))
    base = g.mix(g.remap(splash, -0.25, 0.22, 0.30, 0.0), base, [c * 0.62 for c in color])
    runs = g.remap(g.noise(g.mapping(here, (5.0, 5.0, 0.25)), 1.0, 3, 0.6), 0.58, 0.74, 0.0, 0.16)
    base = g.mix(runs, base, [c * 0.72 for c in color])
    g.principled(Base_Color=base, Roughness=0.88, Specular_IOR_Level=0.25, Normal=g.bump(relief, 0.3, 0.01))
    return material


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
