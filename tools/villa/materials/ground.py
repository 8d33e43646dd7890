"""Earth, lawn, gravel bed, dry slopes and far hills."""

from __future__ import annotations

import bpy

from villa import plan
from villa.materials import Graph, Socket, cached, foliage, new
from villa.materials.glass import mixed

Color = tuple[float, float, float]


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
    dusty = g.remap(g.noise(here, 0.45, 5, 0.62), 0.36, 0.62, 0.1, 0.8)
    color = g.mix(dusty, color, (0.31, 0.255, 0.19))
    g.principled(Base_Color=color, Roughness=0.9, Normal=g.bump(g.voronoi(here, 55), 0.9, 0.015))
    return material


@cached
def slope(haze: Color) -> bpy.types.Material:
    """Mediterranean ground: earth, dry grass, garrigue; blue with distance."""
    material, g = new("slope")
    here = g.position()
    broad = g.noise(here, 0.035, 6, 0.62)
    fine = g.noise(here, 1.3, 6, 0.7)
    scrub = g.noise(g.mapping(here, 0.11), 1.0, 7, 0.68)
    dry = g.mix(g.remap(fine, 0.3, 0.7), (0.22, 0.165, 0.085), (0.37, 0.30, 0.17))
    bush = g.mix(g.remap(fine, 0.3, 0.7), (0.030, 0.045, 0.018), (0.095, 0.115, 0.045))
    cover = g.math("ADD", g.math("MULTIPLY", broad, 0.5), g.math("MULTIPLY", scrub, 0.6))
    color = g.mix(g.remap(cover, 0.46, 0.66, 0.0, 0.75), dry, bush)
    rock = g.math("MULTIPLY", g.remap(g.noise(here, 0.16, 8, 0.75, 0.6), 0.60, 0.66), g.remap(cover, 0.58, 0.48))
    color = g.mix(rock, color, g.mix(fine, (0.30, 0.265, 0.21), (0.50, 0.45, 0.37)))
    ground = g.node("BsdfPrincipled", Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.1)
    g.feed(ground.inputs["Normal"], g.bump(g.math("ADD", fine, scrub), 0.9, 0.6))
    _hazed(g, ground.outputs[0], haze, 4200.0)
    return material


def _hazed(g: Graph, shown: Socket, haze: Color, reach: float, most: float = 0.95) -> None:
    """Let a surface fade into the air with distance: to a third after reach metres; the air is thicker low over the sea."""
    distance = g.node("CameraData").outputs["View Distance"]
    high = g.math("SUBTRACT", g.split(g.position())[2], plan.SEA_LEVEL)
    low = g.math("POWER", 2.718, g.math("DIVIDE", g.math("MAXIMUM", high, 0.0), -130.0))
    path = g.math("MULTIPLY", distance, g.math("ADD", 0.9, g.math("MULTIPLY", low, 0.75)))
    amount = g.math("SUBTRACT", 1.0, g.math("POWER", 2.718, g.math("DIVIDE", path, -reach)))
    air = g.node("Emission", Color=haze, Strength=0.92).outputs[0]
    g.surface(mixed(g, g.math("MULTIPLY", amount, most), shown, air))


_HILLS_REACH = 2500.0


def _bluer(haze: Color) -> Color:
    """The air before land: what the sky's blue adds, less bright than the haze over the sea's edge."""
    return (haze[0] * 0.70, haze[1] * 0.79, haze[2] * 0.91)


@cached
def far_hills(haze: Color) -> bpy.types.Material:
    """Hills seen from afar: scrub in patches, dry grass, bare rock where it is steep and along the shore."""
    material, g = new("far hills")
    here = g.position()
    broad, patch = g.noise(here, 0.0021, 6, 0.62, 0.5), g.noise(here, 0.0095, 6, 0.70, 0.3)
    fine = g.noise(here, 0.05, 4, 0.7)
    flat = g.split(g.node("NewGeometry").outputs["Normal"])[2]
    bush = g.mix(g.remap(fine, 0.35, 0.65), (0.016, 0.030, 0.012), (0.060, 0.078, 0.028))
    dry = g.mix(g.remap(patch, 0.35, 0.65), (0.20, 0.150, 0.078), (0.36, 0.285, 0.165))
    cover = g.math("ADD", g.math("MULTIPLY", broad, 0.6), g.math("MULTIPLY", patch, 0.55))
    color = g.mix(g.remap(cover, 0.51, 0.60), dry, bush)
    steep = g.math("ADD", flat, g.math("MULTIPLY", g.math("SUBTRACT", patch, 0.5), 0.55))
    color = g.mix(g.remap(steep, 0.86, 0.74, 0.0, 0.85), color, (0.40, 0.345, 0.275))
    shore = g.math("ADD", g.split(here)[2], g.math("MULTIPLY", g.math("SUBTRACT", fine, 0.5), 22.0))
    color = g.mix(g.remap(shore, plan.SEA_LEVEL + 13, plan.SEA_LEVEL + 6), color, (0.47, 0.415, 0.34))
    hill = g.node("BsdfPrincipled", Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.05)
    g.feed(hill.inputs["Normal"], g.bump(g.math("ADD", patch, fine), 1.0, 9.0))
    _hazed(g, hill.outputs[0], _bluer(haze), _HILLS_REACH)
    return material


@cached
def far_house(haze: Color, color: Color) -> bpy.types.Material:
    """A house's wall or roof on the far shore."""
    material, g = new("far house")
    wall = g.node("BsdfPrincipled", Base_Color=color, Roughness=0.9).outputs[0]
    _hazed(g, wall, _bluer(haze), _HILLS_REACH)
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
