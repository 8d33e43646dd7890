"""Stone: travertine, limestone, rubble walling, coping."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, cached, new

Color = tuple[float, float, float]


def _veined(g: Graph, at: Socket, dark: Color, light: Color) -> Socket:
    """Bands and clouds along u, shifted from piece to piece by its tint."""
    tone = g.noise(g.mapping(at, (1.5, 3.0, 1.0)), 1.7, 5, 0.66, 0.25)
    return g.mix(g.remap(tone, 0.32, 0.68), dark, light)


def _piece(g: Graph, color: Socket, spread: float) -> Socket:
    """Each piece a little lighter or darker."""
    return g.vary(color, 0.5, 1.0, g.remap(g.attribute(), 0, 1, 1 - spread, 1 + spread))


@cached
def travertine(roughness: float = 0.55) -> bpy.types.Material:
    """Cross-cut travertine paving with its pores."""
    material, g = new("travertine")
    at = g.coords("UV")
    color = _piece(g, _veined(g, at, (0.44, 0.365, 0.275), (0.60, 0.52, 0.415)), 0.07)
    pores = g.remap(g.noise(g.mapping(at, (14.0, 45.0, 1.0)), 1.6, 3, 0.6), 0.62, 0.72)
    color = g.mix(g.math("MULTIPLY", pores, 0.5), color, (0.33, 0.26, 0.19))
    dirt = g.remap(g.noise(g.position(), 0.7, 5, 0.66), 0.42, 0.74)
    color = g.mix(g.math("MULTIPLY", dirt, 0.30), color, (0.30, 0.255, 0.20))
    g.principled(Base_Color=color, Roughness=roughness, Specular_IOR_Level=0.35, Normal=g.bump(pores, -0.25, 0.003))
    return material


@cached
def limestone(roughness: float = 0.34) -> bpy.types.Material:
    """Honed pale limestone for floors indoors."""
    material, g = new("limestone")
    at = g.coords("UV")
    color = _piece(g, _veined(g, at, (0.585, 0.52, 0.435), (0.70, 0.64, 0.555)), 0.045)
    # the denoiser takes a surface for a mirror below 0.27: roughness that varies across that leaves stains
    g.principled(Base_Color=color, Roughness=roughness, Specular_IOR_Level=0.45)
    return material


@cached
def rubble() -> bpy.types.Material:
    """Split warm limestone for dry-laid walls, every stone of its own tone."""
    material, g = new("walling stone")
    here, tint = g.position(), g.attribute()
    tone = g.ramp(
        tint,
        [
            (0.0, (0.36, 0.285, 0.205)),
            (0.3, (0.50, 0.42, 0.32)),
            (0.55, (0.60, 0.515, 0.40)),
            (0.75, (0.50, 0.455, 0.385)),
            (1.0, (0.66, 0.585, 0.475)),
        ],
    )
    grain, face = g.noise(here, 22, 6, 0.72), g.noise(here, 5.0, 4, 0.62, 0.6)
    tone = g.mix(g.remap(grain, 0.35, 0.75), g.vary(tone, 0.49, 1.1, 0.74), tone)
    tone = g.mix(g.remap(face, 0.46, 0.70, 0.0, 0.5), tone, (0.34, 0.30, 0.25))  # lichen and iron
    relief = g.math("ADD", g.math("MULTIPLY", face, 1.6), grain)
    g.principled(Base_Color=tone, Roughness=0.92, Specular_IOR_Level=0.2, Normal=g.bump(relief, 1.0, 0.028))
    return material


@cached
def mortar() -> bpy.types.Material:
    """The sandy bed between walling stones."""
    material, g = new("mortar")
    here = g.position()
    grain = g.noise(here, 30, 4, 0.7)
    color = g.mix(grain, (0.33, 0.28, 0.215), (0.52, 0.455, 0.365))
    g.principled(Base_Color=color, Roughness=0.95, Normal=g.bump(grain, 0.8, 0.01))
    return material


@cached
def grout() -> bpy.types.Material:
    """The sanded, pale grout between slabs indoors, cleaner here than there."""
    material, g = new("grout")
    color = g.mix(g.noise(g.position(), 1.1, 4, 0.6), (0.40, 0.35, 0.285), (0.56, 0.51, 0.44))
    g.principled(Base_Color=color, Roughness=0.9, Specular_IOR_Level=0.2)
    return material


@cached
def pebble() -> bpy.types.Material:
    """Rounded gravel, from sand to grey."""
    material, g = new("gravel stones")
    tone = g.ramp(
        g.attribute(),
        [
            (0.0, (0.17, 0.145, 0.12)),
            (0.2, (0.33, 0.275, 0.21)),
            (0.5, (0.45, 0.385, 0.30)),
            (0.8, (0.53, 0.48, 0.41)),
            (1.0, (0.66, 0.62, 0.56)),
        ],
    )
    worn = g.remap(g.noise(g.position(), 0.5, 4, 0.6), 0.40, 0.66, 0.0, 0.45)  # where cars and rain have been
    tone = g.mix(worn, tone, (0.36, 0.305, 0.235))
    g.principled(Base_Color=tone, Roughness=0.85, Specular_IOR_Level=0.25)
    return material
