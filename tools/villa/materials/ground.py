"""Earth, lawn, gravel bed, dry slopes and far hills."""

from __future__ import annotations

import bpy

from villa.materials import cached, foliage, new
from villa.materials.glass import mixed


@cached
def lawn() -> bpy.types.Material:
    """The soil and thatch seen between the blades of a lawn."""
    material, g = new("lawn")
    here = g.position()
    fine = g.noise(here, 45, 4, 0.7)
    color = g.vary(foliage.turf(g, fine), 0.495, 0.9, 0.85)
    g.principled(Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.1, Normal=g.bump(fine, 0.8, 0.04))
    return material


@cached
def gravel() -> bpy.types.Material:
    """The bed under loose pebbles."""
    material, g = new("gravel")
    here = g.position()
    cell = g.node("SeparateColor", Color=g.voronoi(here, 55, "F1", "Color")).outputs[0]
    color = g.mix(cell, (0.36, 0.305, 0.235), (0.60, 0.54, 0.45))
    color = g.mix(g.math("MULTIPLY", g.noise(here, 0.6, 4), 0.4), color, (0.34, 0.28, 0.21))
    g.principled(Base_Color=color, Roughness=0.9, Normal=g.bump(g.voronoi(here, 55), 0.9, 0.015))
    return material


@cached
def slope(haze: tuple[float, float, float]) -> bpy.types.Material:
    """Mediterranean ground: earth, dry grass, garrigue; blue with distance."""
    material, g = new("slope")
    here = g.position()
    broad = g.noise(here, 0.035, 6, 0.62)
    fine = g.noise(here, 1.3, 6, 0.7)
    scrub = g.noise(g.mapping(here, 0.11), 1.0, 7, 0.68)
    dry = g.mix(g.remap(fine, 0.3, 0.7), (0.22, 0.165, 0.085), (0.37, 0.30, 0.17))
    bush = g.mix(g.remap(fine, 0.3, 0.7), (0.030, 0.045, 0.018), (0.095, 0.115, 0.045))
    cover = g.math("ADD", g.math("MULTIPLY", broad, 0.5), g.math("MULTIPLY", scrub, 0.6))
    color = g.mix(g.remap(cover, 0.46, 0.60), dry, bush)
    ground = g.node("BsdfPrincipled", Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.1)
    g.feed(ground.inputs["Normal"], g.bump(g.math("ADD", fine, scrub), 0.9, 0.6))
    distance = g.node("CameraData").outputs["View Distance"]
    amount = g.math("SUBTRACT", 1.0, g.math("POWER", 2.718, g.math("DIVIDE", distance, -4200.0)))
    air = g.node("Emission", Color=haze, Strength=0.92).outputs[0]
    g.surface(mixed(g, g.math("MULTIPLY", amount, 0.95), ground.outputs[0], air))
    return material


@cached
def soil() -> bpy.types.Material:
    """Planting beds: dark earth with bark and small stones."""
    material, g = new("soil")
    here = g.position()
    cell = g.node("SeparateColor", Color=g.voronoi(here, 38, "F1", "Color")).outputs[0]
    color = g.mix(cell, (0.075, 0.05, 0.03), (0.22, 0.165, 0.11))
    g.principled(Base_Color=color, Roughness=0.95, Normal=g.bump(g.noise(here, 24, 5, 0.7), 1.0, 0.05))
    return material
