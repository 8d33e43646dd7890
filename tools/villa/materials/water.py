"""Pool and sea."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, cached, new
from villa.materials.glass import mixed


@cached
def pool() -> bpy.types.Material:
    """Clear water that bends what lies below and lets sunlight straight through; wind ruffles it, more here than there."""
    material, g = new("pool water")
    normal = g.bump(_ripples(g), 1.0, 1.0)
    clear = g.node("BsdfRefraction", Color=(0.93, 0.985, 0.985), Roughness=0.0, IOR=1.33, Normal=normal).outputs[0]
    gloss = g.node("BsdfGlossy", Color=(1, 1, 1), Roughness=0.02, Normal=normal).outputs[0]
    fresnel = g.math("MULTIPLY", g.node("Fresnel", IOR=1.33, Normal=normal).outputs[0], 0.85)
    shown = mixed(g, fresnel, clear, gloss)
    straight = g.node("BsdfTransparent", Color=(0.84, 0.95, 0.96)).outputs[0]
    path = g.node("LightPath")
    plain = g.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    g.surface(mixed(g, plain, shown, straight))
    return material


def _ripples(g: Graph) -> Socket:
    """The water's height in metres: slow waves of a metre, wind ripples of a hand's breadth with crests, and a fine shiver."""
    flat = g.mapping(g.position(), (1.0, 1.3, 0.0), (0, 0, 0.5))
    gusts = g.remap(g.noise(flat, 0.35, 2, 0.5), 0.36, 0.62, 0.35, 1.0)
    swell, shiver = g.noise(flat, 0.9, 1, 0.4), g.noise(flat, 13.0, 1, 0.5)
    off = g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(flat, 2.6, 1.5, 0.5, 0.35), 0.5))
    crests = g.math("POWER", g.remap(off, 0.0, 0.35, 1.0, 0.0), 1.6)
    fine = g.math("ADD", g.math("MULTIPLY", crests, 0.0062), g.math("MULTIPLY", shiver, 0.0016))
    return g.math("ADD", g.math("MULTIPLY", swell, 0.022), g.math("MULTIPLY", gusts, fine))


def _caustics(g: Graph, at: Socket) -> Socket:
    """The net of light that ripples throw on a pool's floor, about 1 on the mean: bright thin lines, doubled here and there."""
    warp = g.node("TexNoise", Vector=at, Scale=1.5, Detail=3.0, Roughness=0.55).outputs["Color"]
    total: Socket | None = None
    for scale, power, share in ((2.5, 7.5, 0.72), (4.7, 5.0, 0.34)):
        bent = g.vector("ADD", g.mapping(at, 1.0, (0, 0, scale), (scale, 0, 0)), g.vector("MULTIPLY", warp, (0.72, 0.72, 0.0)))
        edge = g.voronoi(bent, scale, "DISTANCE_TO_EDGE")
        line = g.math("MULTIPLY", g.math("POWER", g.remap(edge, 0.0, 0.45, 1.0, 0.0), power), share)
        total = line if total is None else g.math("ADD", total, line)
    strong = g.remap(g.noise(at, 0.55, 3, 0.6), 0.36, 0.66, 0.12, 1.35)
    return g.math("ADD", 0.86, g.math("MULTIPLY", strong, total))


def _mosaic(g: Graph, here: Socket) -> Socket:
    """Glass tiles of 25 mm, no two quite alike, laid in sheets of 30 cm; a darker band along the water's edge."""
    cell = g.node("TexVoronoi", {"feature": "F1", "distance": "CHEBYCHEV"}, Vector=here, Scale=40.0, Randomness=0.0)
    sheet = g.node("TexVoronoi", {"feature": "F1", "distance": "CHEBYCHEV"}, Vector=here, Scale=3.2, Randomness=0.0)
    own, laid = (g.node("SeparateColor", Color=found.outputs["Color"]).outputs[0] for found in (cell, sheet))
    tone = g.mix(own, (0.40, 0.57, 0.58), (0.60, 0.75, 0.74))
    tone = g.vary(tone, 0.5, 1.0, g.remap(laid, 0, 1, 0.93, 1.05))
    z = g.split(here)[2]
    tone = g.mix(g.remap(z, -1.5, -0.1), g.vary(tone, 0.505, 1.12, 0.86), tone)
    band = g.mix(own, (0.09, 0.17, 0.21), (0.19, 0.30, 0.34))
    return g.mix(g.math("GREATER_THAN", z, -0.262), tone, band)


@cached
def basin(
    sun: tuple[float, float, float] = (0, 0, 0),
    toward: tuple[float, float, float] = (0, 0, 1),
) -> bpy.types.Material:
    """Glass mosaic; the sun that the water bends towards it shines on it as a net, of this strength and from there.

    Cycles cannot find that light through the ripples, so the mosaic gives it off, and no lamp shines on it.
    """
    material, g = new("pool mosaic")
    here = g.position()
    tone = _mosaic(g, here)
    facing = g.math("MAXIMUM", g.vector("DOT_PRODUCT", g.node("NewGeometry").outputs["Normal"], toward), 0.0)
    drop = g.vector("MULTIPLY", g.join(*[g.split(here)[2]] * 3), [-c / toward[2] for c in toward])
    at = g.vector("MULTIPLY", g.vector("ADD", here, drop), (1, 1, 0))
    net = g.math("MULTIPLY", facing, _caustics(g, at))
    lit = g.mix(1.0, g.mix(1.0, tone, sun, "MULTIPLY"), g.join(net, net, net), "MULTIPLY")
    g.principled(Base_Color=tone, Roughness=0.45, Emission_Color=lit, Emission_Strength=1.0 if any(sun) else 0.0)
    material.cycles.emission_sampling = "NONE"
    return material


@cached
def edge() -> bpy.types.Material:
    """The dark mosaic that marks the edges of steps under water."""
    material, g = new("pool edge mosaic")
    tone = g.mix(g.noise(g.position(), 40, 1), (0.24, 0.37, 0.41), (0.40, 0.53, 0.55))
    g.principled(Base_Color=tone, Roughness=0.4)
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
