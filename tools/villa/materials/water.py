"""Pool and sea."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, cached, new
from villa.materials.glass import mixed


@cached
def pool() -> bpy.types.Material:
    """Clear water that bends what lies below and lets sunlight straight through, calm but for a breath of wind here and there."""
    material, g = new("pool water")
    normal = g.bump(_ripples(g), 1.0, 1.0)
    clear = g.node("BsdfRefraction", Color=(0.965, 0.99, 0.99), Roughness=0.0, IOR=1.33, Normal=normal).outputs[0]
    gloss = g.node("BsdfGlossy", Color=(1, 1, 1), Roughness=0.02, Normal=normal).outputs[0]
    shown = mixed(g, g.node("Fresnel", IOR=1.33, Normal=normal).outputs[0], clear, gloss)
    straight = g.node("BsdfTransparent", Color=(0.84, 0.95, 0.96)).outputs[0]
    path = g.node("LightPath")
    plain = g.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    g.surface(mixed(g, plain, shown, straight))
    return material


def _ripples(g: Graph) -> Socket:
    """The water's height in metres: a slow heave everywhere; wavelets and a fine shiver where wind touches it."""
    flat = g.mapping(g.position(), (1.0, 1.6, 0.0), (0, 0, 0.5))
    wind = g.remap(g.noise(flat, 0.20, 3, 0.6, 0.4), 0.42, 0.64, 0.22, 1.0)
    heave, wavelets = g.noise(flat, 0.55, 2, 0.45), g.noise(flat, 3.1, 3, 0.6, 0.5)
    shiver = g.noise(g.mapping(g.position(), (1.0, 1.9, 0.0), (0, 0, 0.9)), 8.0, 2, 0.6)
    fine = g.math("ADD", g.math("MULTIPLY", wavelets, 0.0085), g.math("MULTIPLY", shiver, 0.0019))
    return g.math("ADD", g.math("MULTIPLY", heave, 0.009), g.math("MULTIPLY", wind, fine))


def _caustics(g: Graph, at: Socket) -> Socket:
    """The light that calm water throws on a pool's floor, about 1 on the mean: drifts, and in few places a broken net."""
    warp = g.node("TexNoise", Vector=at, Scale=1.1, Detail=3.0, Roughness=0.55).outputs["Color"]
    bent = g.vector("ADD", g.mapping(at, (1.0, 1.5, 1.0), (0, 0, 0.5)), g.vector("MULTIPLY", warp, (1.1, 1.1, 0.0)))
    line = g.math("POWER", g.remap(g.voronoi(bent, 2.1, "DISTANCE_TO_EDGE"), 0.0, 0.5, 1.0, 0.0), 5.0)
    strong = g.remap(g.noise(at, 0.35, 3, 0.6), 0.46, 0.68, 0.02, 0.45)
    drifts = g.remap(g.noise(bent, 0.9, 2, 0.5), 0.3, 0.7, 0.88, 1.08)
    return g.math("ADD", drifts, g.math("MULTIPLY", strong, line))


def _mosaic(g: Graph, here: Socket) -> Socket:
    """Pale blue-grey tiles of 25 mm in sheets of 30 cm whose joints show, bluer the deeper they lie; a dark band at the edge.

    They are darker than tiles in air: light that leaves water spreads over 1.77 times the angle, which Cycles leaves out.
    """
    upright = g.math("LESS_THAN", g.math("ABSOLUTE", g.split(g.node("NewGeometry").outputs["Normal"])[2]), 0.5)
    laid_on = g.vector("MULTIPLY", here, g.join(1.0, 1.0, upright))  # floors slope: their height is not counted
    cell, sheet = (
        g.node("TexVoronoi", {"feature": "F1", "distance": "CHEBYCHEV"}, Vector=laid_on, Scale=scale, Randomness=0.0)
        for scale in (40.0, 3.2)
    )
    own, laid = (g.node("SeparateColor", Color=found.outputs["Color"]).outputs[0] for found in (cell, sheet))
    tone = g.mix(own, (0.27, 0.355, 0.385), (0.37, 0.455, 0.48))
    tone = g.vary(tone, 0.5, 1.0, g.remap(laid, 0, 1, 0.95, 1.05))
    tone = g.mix(g.math("MULTIPLY", g.remap(sheet.outputs["Distance"], 0.470, 0.485), 0.35), tone, (0.20, 0.26, 0.28))
    z = g.split(here)[2]
    tone = g.mix(1.0, tone, g.mix(g.remap(z, -2.1, -0.1), (0.36, 0.68, 0.80), (1.0, 1.0, 1.0)), "MULTIPLY")
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
