"""Stone: travertine, limestone, rubble walling, coping."""

from __future__ import annotations

import bpy

from villa import plan
from villa.materials import Graph, Socket, cached, new

Color = tuple[float, float, float]


def _veined(g: Graph, at: Socket, dark: Color, light: Color) -> Socket:
    """Bands and clouds along u, shifted from piece to piece by its tint."""
    tone = g.noise(g.mapping(at, (1.5, 3.0, 1.0)), 1.7, 5, 0.66, 0.25)
    return g.mix(g.remap(tone, 0.32, 0.68), dark, light)


def _piece(g: Graph, color: Socket, spread: float) -> Socket:
    """Each piece a little lighter or darker."""
    return g.vary(color, 0.5, 1.0, g.remap(g.attribute(), 0, 1, 1 - spread, 1 + spread))


def _splashed(g: Graph, here: Socket) -> Socket:
    """Where bathers left the paving wet: in patches along the pool, less and less away from it."""
    p = plan.POOL
    x, y, _ = g.split(here)
    beside = g.math("SUBTRACT", g.math("ABSOLUTE", g.math("SUBTRACT", x, (p.x0 + p.x1) / 2)), (p.x1 - p.x0) / 2)
    behind = g.math("SUBTRACT", y, p.y1)
    away = g.math("MAXIMUM", beside, behind)
    level = g.math("SUBTRACT", g.noise(here, 1.1, 5, 0.62, 0.3), g.math("MULTIPLY", away, 0.20))
    return g.remap(level, 0.40, 0.50)


def _lichen(g: Graph, here: Socket) -> Socket:
    """Where lichen has settled: pale crusts of a coin's or a hand's size, in colonies."""
    bent = g.vector(
        "ADD", here, g.vector("MULTIPLY", g.node("TexNoise", Vector=here, Scale=16.0).outputs["Color"], (0.07, 0.07, 0))
    )
    crust = g.math("ADD", g.voronoi(bent, 6.5), g.math("MULTIPLY", g.noise(here, 40, 3, 0.7), 0.25))
    colony = g.remap(g.noise(here, 0.8, 4, 0.65), 0.50, 0.62)
    return g.math("MULTIPLY", g.math("MULTIPLY", g.remap(crust, 0.34, 0.26), colony), 0.35)


@cached
def paving() -> bpy.types.Material:
    """Travertine that has lain outdoors for years: slabs of several tones, washed pale here, stained and greyed there."""
    material, g = new("travertine outdoors")
    at, here, own = g.coords("UV"), g.position(), g.attribute()
    tones = [(0.0, (0.36, 0.30, 0.23)), (0.25, (0.47, 0.40, 0.31)), (0.6, (0.53, 0.455, 0.36)), (1.0, (0.60, 0.535, 0.435))]
    bands = g.noise(g.mapping(at, (1.2, 4.5, 1.0)), 1.6, 5, 0.68, 0.35)
    color = g.vary(g.ramp(own, tones), 0.5, 1.0, g.remap(bands, 0.3, 0.7, 0.84, 1.12))
    pores = g.remap(g.noise(g.mapping(at, (11.0, 38.0, 1.0)), 1.6, 3, 0.6), 0.60, 0.70)
    color = g.mix(g.math("MULTIPLY", pores, 0.22), color, (0.24, 0.19, 0.14))
    worn = g.remap(g.noise(here, 0.42, 6, 0.70, 0.4), 0.38, 0.64, 0.0, 0.52)
    color = g.mix(worn, color, (0.29, 0.255, 0.21))
    stains = g.remap(g.noise(here, 0.9, 4, 0.60, 1.1), 0.52, 0.66, 0.0, 0.34)  # where rain stands, where pots stood
    color = g.mix(stains, color, (0.235, 0.195, 0.150))
    tide = g.remap(g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(here, 0.9, 4, 0.60, 1.1), 0.525)), 0.0, 0.012, 0.16, 0.0)
    color = g.mix(tide, color, (0.62, 0.57, 0.49))
    color = g.mix(_lichen(g, here), color, (0.50, 0.475, 0.40))
    grime = g.remap(g.noise(here, 11.0, 6, 0.78), 0.53, 0.72, 0.0, 0.42)
    color = g.mix(grime, color, (0.215, 0.178, 0.138))
    color = g.vary(color, 0.5, 1.0, g.remap(g.noise(here, 120.0, 3, 0.75), 0.3, 0.7, 0.84, 1.12))  # its grit
    rough = g.remap(g.noise(here, 1.4, 3, 0.6), 0.3, 0.7, 0.56, 0.80)
    wet = _splashed(g, here)
    color = g.vary(color, 0.5, g.remap(wet, 0, 1, 1.0, 1.2), g.remap(wet, 0, 1, 1.0, 0.58))
    rough = g.math("SUBTRACT", rough, g.math("MULTIPLY", wet, 0.22))
    grain = g.math("ADD", g.noise(here, 70, 3, 0.7), g.math("MULTIPLY", pores, -0.8))
    g.principled(Base_Color=color, Roughness=rough, Specular_IOR_Level=0.3, Normal=g.bump(grain, 0.35, 0.004))
    return material


@cached
def cast(color: Color = (0.40, 0.34, 0.27)) -> bpy.types.Material:
    """Cast stone for pots: pitted, tide marks of water and lime, darker where wet earth stands behind it."""
    material, g = new("cast stone")
    here = g.coords("Object")
    cloud, pits = g.noise(here, 3.5, 5, 0.7), g.noise(here, 55, 3, 0.65)
    tone = g.mix(g.remap(cloud, 0.3, 0.7), [c * 0.72 for c in color], [c * 1.15 for c in color])
    runs = g.remap(g.noise(g.mapping(here, (8.0, 8.0, 0.8)), 1.0, 4, 0.65), 0.50, 0.68, 0.0, 0.45)
    tone = g.mix(runs, tone, [c * 0.55 for c in color])
    bloom = g.remap(g.noise(g.mapping(here, (3.0, 3.0, 7.0)), 1.0, 4, 0.65), 0.55, 0.75, 0.0, 0.35)
    tone = g.mix(bloom, tone, (0.58, 0.54, 0.47))
    foot = g.math("ADD", g.split(here)[2], g.math("MULTIPLY", g.noise(here, 7, 3), -0.12))
    tone = g.mix(g.remap(foot, -0.06, 0.06, 0.55, 0.0), tone, [c * 0.4 for c in color])
    relief = g.math("ADD", g.math("MULTIPLY", cloud, 0.8), g.remap(pits, 0.60, 0.72, 0.0, -0.5))
    g.principled(Base_Color=tone, Roughness=0.9, Specular_IOR_Level=0.2, Normal=g.bump(relief, 0.7, 0.012))
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
def cotto() -> bpy.types.Material:
    """Terracotta tiles made by hand, waxed: most of one firing, a few darker or paler; duller where people walk."""
    material, g = new("terracotta tiles")
    at, here = g.coords("UV"), g.position()
    tones = [
        (0.0, (0.250, 0.134, 0.079)),
        (0.10, (0.290, 0.158, 0.092)),
        (0.5, (0.330, 0.184, 0.108)),
        (0.88, (0.362, 0.208, 0.125)),
        (1.0, (0.405, 0.248, 0.156)),
    ]
    clouds, specks = g.noise(at, 5.0, 4, 0.6, 0.4), g.noise(at, 90.0, 3, 0.65)
    color = g.vary(g.ramp(g.attribute(), tones), 0.5, 1.0, g.remap(clouds, 0.3, 0.7, 0.96, 1.04))
    color = g.mix(g.remap(specks, 0.62, 0.74, 0.0, 0.25), color, (0.14, 0.080, 0.055))
    walked = g.remap(g.noise(here, 0.7, 4, 0.6), 0.40, 0.66)
    color = g.mix(g.math("MULTIPLY", walked, 0.12), color, (0.42, 0.30, 0.215))
    sand, chipped = g.noise(at, 210.0, 2), _chipped(g, here)
    color = g.mix(1.0, color, g.ramp(sand, [(0.34, (0.89,) * 3), (0.66, (1.08,) * 3)]), "MULTIPLY")
    color = g.mix(1.0, color, g.ramp(chipped, [(0.72, (1.0,) * 3), (1.0, (1.45, 1.4, 1.35))]), "MULTIPLY")
    scuffs = g.remap(g.noise(at, 30.0, 4, 0.7), 0.35, 0.65, 0.0, 0.16)
    rough = g.math("ADD", g.math("ADD", 0.32, scuffs), g.math("MULTIPLY", walked, 0.14))
    pits = g.remap(specks, 0.58, 0.70)
    relief = g.math("ADD", g.math("MULTIPLY", g.noise(at, 5.0, 3, 0.55), 0.0022), g.math("MULTIPLY", pits, -0.0004))
    relief = g.math("ADD", relief, g.math("MULTIPLY", g.math("SUBTRACT", sand, chipped), 0.0003))
    g.principled(Base_Color=color, Roughness=rough, Specular_IOR_Level=0.42, Normal=g.bump(relief, 1.0, 1.0))
    return material


def _chipped(g: Graph, here: Socket) -> Socket:
    """Where the edges of floor tiles 0.3 m wide have broken off, laid from the kitchen's corner."""
    x, y, _ = g.split(here)
    sides = [g.math("PINGPONG", g.math("SUBTRACT", value, start), 0.15) for value, start in ((x, 0.3), (y, 0.16))]
    edge = g.math("MINIMUM", *sides)
    bitten = g.math("SUBTRACT", g.noise(here, 42.0, 2, 0.6), g.math("MULTIPLY", edge, 14.0))
    return g.math("MULTIPLY", g.remap(bitten, 0.50, 0.54), g.math("LESS_THAN", y, 7.2))


@cached
def rubble() -> bpy.types.Material:
    """Split warm limestone for dry-laid walls, every stone of its own tone."""
    material, g = new("walling stone")
    here, tint = g.position(), g.attribute()
    tone = g.ramp(
        tint,
        [
            (0.0, (0.25, 0.195, 0.14)),
            (0.2, (0.40, 0.315, 0.225)),
            (0.45, (0.52, 0.435, 0.33)),
            (0.65, (0.57, 0.485, 0.37)),
            (0.8, (0.41, 0.37, 0.315)),
            (1.0, (0.62, 0.55, 0.445)),
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
    color = g.mix(grain, (0.23, 0.19, 0.145), (0.40, 0.345, 0.27))
    g.principled(Base_Color=color, Roughness=0.95, Normal=g.bump(grain, 0.8, 0.01))
    return material


@cached
def joint() -> bpy.types.Material:
    """Sand and silt in the joints of paving outdoors, dark and damp."""
    material, g = new("paving joint")
    color = g.mix(g.noise(g.position(), 6.0, 4, 0.7), (0.055, 0.048, 0.036), (0.15, 0.125, 0.095))
    g.principled(Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.1)
    return material


@cached
def grout(tone: float) -> bpy.types.Material:
    """The sanded grout between slabs indoors, cleaner here than there; at tone 1 pale, below it darker."""
    material, g = new("grout")
    dark, pale = (tuple(tone * c for c in color) for color in ((0.40, 0.35, 0.285), (0.56, 0.51, 0.44)))
    here = g.position()
    color = g.mix(g.noise(here, 1.1, 4, 0.6), dark, pale)
    sand = g.noise(here, 160.0, 3)
    color = g.mix(1.0, color, g.ramp(g.noise(here, 7.0, 3, 0.6), [(0.36, (0.72,) * 3), (0.6, (1.05,) * 3)]), "MULTIPLY")
    g.principled(Base_Color=color, Roughness=0.9, Specular_IOR_Level=0.2, Normal=g.bump(sand, 0.6, 0.0012))
    return material


@cached
def pebble() -> bpy.types.Material:
    """Rounded gravel, from sand to grey."""
    material, g = new("gravel stones")
    tone = g.ramp(
        g.attribute(),
        [
            (0.0, (0.075, 0.068, 0.062)),
            (0.12, (0.19, 0.16, 0.13)),
            (0.25, (0.33, 0.275, 0.21)),
            (0.5, (0.40, 0.34, 0.265)),
            (0.8, (0.46, 0.41, 0.345)),
            (1.0, (0.62, 0.58, 0.52)),
        ],
    )
    worn = g.remap(g.noise(g.position(), 0.5, 4, 0.6), 0.40, 0.66, 0.0, 0.45)  # where cars and rain have been
    tone = g.mix(worn, tone, (0.36, 0.305, 0.235))
    g.principled(Base_Color=tone, Roughness=0.85, Specular_IOR_Level=0.25)
    return material
