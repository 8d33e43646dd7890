"""Pool and sea."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, cached, new
from villa.materials.glass import mixed


@cached
def pool() -> bpy.types.Material:
    """Clear water that bends what lies below and lets sunlight straight through."""
    material, g = new("pool water")
    here = g.position()
    flat = g.mapping(here, (1.0, 1.25, 0.0), (0, 0, 0.4))
    swell, ripple, crisp = g.noise(flat, 0.7, 2, 0.5), g.noise(flat, 2.3, 3, 0.55, 0.5), g.noise(flat, 8.0, 3, 0.6, 0.6)
    breeze = g.remap(g.noise(flat, 0.28, 3, 0.55), 0.38, 0.62, 0.25, 1.0)  # gusts roughen it here and there
    fine = g.math("MULTIPLY", breeze, g.math("ADD", g.math("MULTIPLY", ripple, 0.30), g.math("MULTIPLY", crisp, 0.07)))
    normal = g.bump(g.math("ADD", g.math("MULTIPLY", swell, 0.42), fine), 0.28, 0.05)
    clear = g.node("BsdfRefraction", Color=(0.90, 0.98, 0.985), Roughness=0.0, IOR=1.33, Normal=normal).outputs[0]
    gloss = g.node("BsdfGlossy", Color=(1, 1, 1), Roughness=0.015, Normal=normal).outputs[0]
    fresnel = g.math("MULTIPLY", g.node("Fresnel", IOR=1.33, Normal=normal).outputs[0], 0.62)
    shown = mixed(g, fresnel, clear, gloss)
    straight = g.node("BsdfTransparent", Color=(0.84, 0.95, 0.96)).outputs[0]
    path = g.node("LightPath")
    plain = g.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    g.surface(mixed(g, plain, shown, straight))
    return material


def _caustics(g: Graph, at: Socket) -> Socket:
    """The soft light that ripples throw on a pool's floor: crests of two noises, strong here and weak there, no net."""
    crests = []
    for scale, warp in ((1.5, 1.1), (3.1, 0.9)):
        level = g.noise(g.mapping(at, (1.0, 0.8, 1.0), (0, 0, scale)), scale, 1.5, 0.45, warp)
        off = g.math("ABSOLUTE", g.math("SUBTRACT", level, 0.5))
        crests.append(g.math("POWER", g.remap(off, 0.0, 0.16, 1.0, 0.0), 1.8))
    here_and_there = g.remap(g.noise(at, 0.45, 2, 0.5), 0.35, 0.65, 0.25, 1.0)
    return g.math("MULTIPLY", here_and_there, g.math("ADD", crests[0], g.math("MULTIPLY", crests[1], 0.6)))


@cached
def basin(caustics: float = 1.0) -> bpy.types.Material:
    """Glass mosaic in pale aquamarine, with the net of light on it when the sun shines."""
    material, g = new("pool mosaic")
    here = g.position()
    cell = g.node("TexVoronoi", {"feature": "F1", "distance": "CHEBYCHEV"}, Vector=here, Scale=45.0, Randomness=0.0)
    tone = g.mix(g.node("SeparateColor", Color=cell.outputs["Color"]).outputs[0], (0.37, 0.63, 0.67), (0.47, 0.73, 0.76))
    z = g.split(here)[2]
    tone = g.mix(g.remap(z, -1.5, -0.1), g.vary(tone, 0.51, 1.2, 0.86), tone)
    net = g.math("MULTIPLY", _caustics(g, g.mapping(here, (1, 1, 0.6))), 0.085 * caustics)
    bright = g.math("ADD", net, 1.0 - 0.03 * caustics)
    color = g.mix(1.0, tone, g.join(bright, bright, bright), "MULTIPLY")
    g.principled(Base_Color=color, Roughness=0.4)
    return material


@cached
def sea(haze: tuple[float, float, float]) -> bpy.types.Material:
    """Deep water with small waves that melts into haze towards the horizon."""
    material, g = new("sea")
    flat = g.mapping(g.position(), (1.0, 1.0, 0.0))
    distance = g.node("CameraData").outputs["View Distance"]
    chop = g.noise(g.mapping(flat, (0.22, 0.34, 1.0), (0, 0, 0.5)), 1.0, 5, 0.6, 0.3)
    swell = g.noise(g.mapping(flat, (0.02, 0.05, 1.0), (0, 0, 0.3)), 1.0, 4, 0.55, 0.4)
    patches = g.noise(g.mapping(flat, (0.0012, 0.0045, 1.0), (0, 0, -0.2)), 1.0, 6, 0.62, 0.6)
    height = g.math("ADD", g.math("MULTIPLY", chop, 0.5), g.math("MULTIPLY", swell, 1.4))
    normal = g.bump(height, 0.55, 1.0)
    deep = g.mix(g.remap(patches, 0.35, 0.65), (0.004, 0.032, 0.062), (0.010, 0.058, 0.092))
    rough = g.remap(distance, 200, 4000, 0.10, 0.34)
    rough = g.math("ADD", rough, g.remap(patches, 0.40, 0.62, -0.04, 0.06))
    water = g.node("BsdfPrincipled", Base_Color=deep, Roughness=rough, IOR=1.33, Normal=normal).outputs[0]
    air = g.node("Emission", Color=haze, Strength=1.0).outputs[0]
    amount = g.math("SUBTRACT", 1.0, g.math("POWER", 2.718, g.math("DIVIDE", distance, -9000.0)))
    g.surface(mixed(g, g.math("MULTIPLY", amount, 0.93), water, air))
    return material
