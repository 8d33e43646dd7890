"""Leaves, grass, bark and flowers: thin things that light shines through."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, Value, cached, new
from villa.materials.glass import mixed

Color = tuple[float, float, float]


def _thin(g: Graph, color: Value, through: Value, gloss: float = 0.45, share: float = 0.35) -> None:
    """A leaf: matt and slightly waxy, with light coming through."""
    front = g.node("BsdfPrincipled", Base_Color=color, Roughness=gloss, Specular_IOR_Level=0.35).outputs[0]
    back = g.node("BsdfTranslucent", Color=through).outputs[0]
    g.surface(mixed(g, share, front, back))


def _varied(g: Graph, dark: Color, light: Color) -> Socket:
    """From dark to light by leaf (tint), shifted by plant."""
    color = g.mix(g.attribute(), dark, light)
    return g.vary(color, g.remap(g.chance(), 0, 1, 0.485, 0.515), 1.0, g.remap(g.chance(), 0, 1, 0.85, 1.15))


@cached
def leaf(name: str, dark: Color, light: Color, gloss: float = 0.45, share: float = 0.35) -> bpy.types.Material:
    """A leaf between two greens."""
    material, g = new(f"leaf {name}")
    color = _varied(g, dark, light)
    _thin(g, color, g.vary(color, 0.48, 1.0, 1.6), gloss, share)
    return material


@cached
def olive() -> bpy.types.Material:
    """Olive leaves: grey-green and waxy above, silver felt below."""
    material, g = new("leaf olive")
    above = _varied(g, (0.062, 0.086, 0.040), (0.235, 0.265, 0.145))
    below = _varied(g, (0.130, 0.148, 0.105), (0.420, 0.440, 0.345))
    color = g.mix(g.node("NewGeometry").outputs["Backfacing"], above, below)
    _thin(g, color, g.vary(above, 0.48, 1.15, 1.7), 0.42, 0.35)
    return material


def cypress() -> bpy.types.Material:
    """Dark cypress scales."""
    return leaf("cypress", (0.042, 0.066, 0.027), (0.150, 0.185, 0.075), 0.6, 0.45)


def pine() -> bpy.types.Material:
    """Stone pine needles."""
    return leaf("pine", (0.075, 0.100, 0.038), (0.285, 0.320, 0.120), 0.55, 0.55)


def shrub() -> bpy.types.Material:
    """Glossy evergreen shrubs."""
    return leaf("shrub", (0.050, 0.082, 0.028), (0.190, 0.240, 0.085), 0.45, 0.52)


def laurel() -> bpy.types.Material:
    """Laurel and holm oak: dark, a little blue, glossy."""
    return leaf("laurel", (0.042, 0.064, 0.029), (0.150, 0.185, 0.085), 0.5, 0.52)


def rosemary() -> bpy.types.Material:
    """Dark needles of rosemary."""
    return leaf("rosemary", (0.028, 0.046, 0.024), (0.105, 0.135, 0.078), 0.5, 0.25)


def santolina() -> bpy.types.Material:
    """The grey wool of lavender cotton."""
    return leaf("santolina", (0.150, 0.165, 0.130), (0.330, 0.345, 0.290), 0.8, 0.3)


def scrub() -> bpy.types.Material:
    """Dusty grey-green garrigue."""
    return leaf("scrub", (0.052, 0.066, 0.028), (0.180, 0.195, 0.092), 0.6, 0.25)


def palm() -> bpy.types.Material:
    """A date palm's feathers."""
    return leaf("palm", (0.060, 0.085, 0.034), (0.175, 0.225, 0.090), 0.5, 0.42)


def oleander() -> bpy.types.Material:
    """Oleander: a fresh middle green."""
    return leaf("oleander", (0.052, 0.086, 0.030), (0.160, 0.215, 0.082), 0.6, 0.52)


def petal(tone: str) -> bpy.types.Material:
    """An oleander's petals, pink or white."""
    dark, light = {"pink": ((0.46, 0.14, 0.21), (0.70, 0.36, 0.43)), "white": ((0.60, 0.57, 0.51), (0.72, 0.69, 0.64))}[tone]
    return leaf(f"petal {tone}", dark, light, 0.7, 0.35)


def lavender() -> bpy.types.Material:
    """Grey-green stems of lavender."""
    return leaf("lavender", (0.100, 0.125, 0.072), (0.215, 0.245, 0.150), 0.7, 0.35)


def blossom() -> bpy.types.Material:
    """Lavender spikes."""
    return leaf("blossom", (0.150, 0.115, 0.195), (0.305, 0.255, 0.370), 0.7, 0.4)


@cached
def bract() -> bpy.types.Material:
    """Bougainvillea bracts: deep magenta, a few faded to a dusty pink, thin as paper."""
    material, g = new("leaf bract")
    tones = [(0.0, (0.185, 0.012, 0.072)), (0.55, (0.31, 0.028, 0.125)), (0.85, (0.42, 0.075, 0.20)), (1.0, (0.50, 0.20, 0.26))]
    color = g.vary(g.ramp(g.attribute(), tones), 0.5, 1.0, g.remap(g.chance(), 0, 1, 0.85, 1.1))
    _thin(g, color, g.vary(color, 0.495, 0.95, 1.05), 0.65, 0.4)
    return material


def clover() -> bpy.types.Material:
    """Clover in a lawn, greener than the grass."""
    return leaf("clover", (0.070, 0.125, 0.038), (0.150, 0.215, 0.075), 0.6, 0.35)


def daisy() -> bpy.types.Material:
    """Heads of clover and daisies."""
    return leaf("daisy", (0.58, 0.55, 0.50), (0.76, 0.74, 0.70), 0.7, 0.25)


def dry() -> bpy.types.Material:
    """Straw-coloured ornamental grass."""
    return leaf("dry grass", (0.22, 0.175, 0.085), (0.44, 0.37, 0.22), 0.7, 0.35)


def turf(g: Graph, fine: Value) -> Socket:
    """The colours of a lawn in summer: a little tired in broad patches, finely mottled, and faintly striped by the mower."""
    here = g.position()
    broad, blotch, tuft = g.noise(here, 0.16, 5, 0.6), g.noise(here, 2.6, 6, 0.72), g.noise(here, 13.0, 4, 0.65)
    green = g.mix(g.remap(fine, 0.3, 0.7), (0.105, 0.140, 0.044), (0.205, 0.250, 0.090))
    color = g.mix(g.remap(broad, 0.42, 0.66, 0.0, 0.75), green, (0.300, 0.262, 0.120))
    color = g.mix(g.remap(blotch, 0.52, 0.72, 0.0, 0.55), color, (0.345, 0.290, 0.155))
    color = g.mix(g.remap(blotch, 0.47, 0.28, 0.0, 0.38), color, (0.082, 0.125, 0.040))
    across = g.vector("DOT_PRODUCT", here, (0.36, 0.93, 0.0))
    wander = g.math("ADD", across, g.math("MULTIPLY", g.noise(here, 0.35, 2), 0.5))
    stripe = g.math("SINE", g.math("MULTIPLY", wander, 2 * 3.14159 / 1.1))
    value = g.math("ADD", g.remap(tuft, 0.3, 0.7, 0.84, 1.14), g.math("MULTIPLY", stripe, 0.05))
    return g.vary(color, 0.497, 0.86, value)


@cached
def grass() -> bpy.types.Material:
    """Lawn blades, some straw among them, in broad patches."""
    material, g = new("grass")
    here = g.position()
    fine = g.noise(here, 60, 2, 0.5)
    color = g.mix(g.remap(fine, 0.62, 0.70), turf(g, fine), (0.34, 0.30, 0.17))
    _thin(g, color, g.vary(color, 0.495, 1.05, 1.25), 0.6, 0.35)
    return material


@cached
def agave() -> bpy.types.Material:
    """Blue-grey agave flesh with pale margins of bloom."""
    material, g = new("agave")
    bloom = g.noise(g.coords("Object"), 9, 4, 0.6)
    color = g.mix(bloom, (0.075, 0.125, 0.095), (0.20, 0.265, 0.225))
    g.principled(Base_Color=color, Roughness=0.55, Specular_IOR_Level=0.3)
    return material


@cached
def bark(color: Color = (0.19, 0.155, 0.115)) -> bpy.types.Material:
    """Furrowed grey bark."""
    material, g = new("bark")
    at = g.coords("Object")
    furrows = g.noise(g.mapping(at, (22.0, 22.0, 5.0)), 1.0, 6, 0.65, 0.8)
    tone = g.mix(g.remap(furrows, 0.35, 0.65), [c * 0.4 for c in color], [c * 1.35 for c in color])
    g.principled(Base_Color=tone, Roughness=0.9, Specular_IOR_Level=0.15, Normal=g.bump(furrows, 1.0, 0.03))
    return material


@cached
def inside() -> bpy.types.Material:
    """The dark heart of dense plants."""
    material, g = new("inside of plants")
    g.principled(Base_Color=(0.042, 0.056, 0.024), Roughness=1.0, Specular_IOR_Level=0.0)
    return material
