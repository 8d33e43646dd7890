"""Sun, sky and clouds for day, late afternoon, golden hour, dusk, and a morning for what faces north and east."""

from __future__ import annotations

import math
from dataclasses import dataclass

import bpy
from mathutils import Vector

from villa import clouds
from villa.materials import Graph, Socket

Color = tuple[float, float, float]


@dataclass(frozen=True)
class Light:
    """Where the sun stands (degrees over the horizon, and from north through east), how strong it and the sky are, and clouds.

    `clouds` is how much of the sky has cirrus: none at 0, most of it at 1.
    """

    elevation: float
    azimuth: float
    sun: float
    tint: Color
    sky: float
    clouds: float
    bright: Color
    shade: Color


LIGHTS = {
    "day": Light(21, 222, 4.8, (1.0, 0.90, 0.76), 0.118, 0.75, (1.75, 1.72, 1.68), (0.62, 0.68, 0.78)),
    "morning": Light(25, 52, 6.2, (1.0, 0.85, 0.66), 0.105, 0.65, (1.5, 1.38, 1.22), (0.50, 0.54, 0.62)),
    "afternoon": Light(26, 244, 5.9, (1.0, 0.87, 0.70), 0.112, 0.82, (1.7, 1.62, 1.5), (0.58, 0.62, 0.70)),
    "golden": Light(12, 248, 5.4, (1.0, 0.62, 0.33), 0.115, 0.65, (1.35, 0.86, 0.52), (0.36, 0.33, 0.39)),
    "dusk": Light(-4, 255, 0.0, (1.0, 0.5, 0.3), 0.5, 0.85, (0.34, 0.19, 0.15), (0.095, 0.08, 0.105)),
}


def toward(light: Light) -> Vector:
    """The direction to the sun."""
    e, a = math.radians(light.elevation), math.radians(light.azimuth)
    return Vector((math.cos(e) * math.sin(a), math.cos(e) * math.cos(a), math.sin(e)))


def haze(name: str) -> Color:
    """What distance fades to under this light."""
    return {
        "day": (1.02, 1.14, 1.22),
        "morning": (0.92, 1.02, 1.06),
        "afternoon": (1.0, 1.06, 1.10),
        "golden": (0.84, 0.74, 0.66),
        "dusk": (0.18, 0.125, 0.125),
    }[name]


def _backdrop(g: Graph, light: Light, direction: Socket) -> Socket:
    """The clear sky: a physical one, or after sunset a glow over the west under a blue vault."""
    if light.elevation > 0:
        props = {
            "sky_type": "MULTIPLE_SCATTERING",
            "sun_disc": False,
            "sun_elevation": math.radians(light.elevation),
            "sun_rotation": math.radians(light.azimuth),
            "air_density": 1.0,
            "aerosol_density": 0.9,
            "ozone_density": 1.6,
        }
        sky = g.node("TexSky", props).outputs[0]
        return g.mix(1.0, sky, (light.sky,) * 3, "MULTIPLY")
    z = g.split(direction)[2]
    vault = g.ramp(
        g.math("POWER", g.math("MAXIMUM", z, 0.0), 0.6),
        [
            (0.0, (0.42, 0.27, 0.24)),
            (0.16, (0.30, 0.25, 0.30)),
            (0.38, (0.13, 0.18, 0.33)),
            (0.7, (0.055, 0.10, 0.235)),
            (1.0, (0.03, 0.06, 0.16)),
        ],
    )
    west = toward(light)
    facing = g.vector("DOT_PRODUCT", direction, (west.x, west.y, 0.0))
    glow = g.math("MULTIPLY", g.remap(facing, 0.0, 1.0), g.remap(z, 0.0, 0.35, 1.0, 0.0))
    glow = g.math("POWER", glow, 2.2)
    evening = g.mix(glow, vault, (1.15, 0.50, 0.20))
    return g.mix(1.0, evening, (light.sky,) * 3, "MULTIPLY")


def _world(light: Light) -> None:
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    g = Graph(world)
    direction = g.vector("NORMALIZE", g.coords("Generated"))
    clear = _backdrop(g, light, direction)
    x, y, z = g.split(direction)
    u = g.math("ADD", g.math("DIVIDE", g.math("ARCTAN2", y, x), 2 * math.pi), 0.5)
    v = g.math("ADD", g.math("DIVIDE", g.math("ARCSINE", z), math.pi), 0.5)
    layer = g.node("TexImage", {"image": clouds.panorama(light), "interpolation": "Cubic"}, Vector=g.join(u, v))
    color = g.mix(layer.outputs["Alpha"], clear, layer.outputs["Color"])
    g.surface(g.node("Background", Color=color, Strength=1.0).outputs[0])
    world.cycles.sampling_method = "MANUAL"
    world.cycles.sample_map_resolution = 1024


def _sun(light: Light) -> None:
    if light.sun <= 0:
        return
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy, lamp.color, lamp.angle = light.sun, light.tint, math.radians(0.95)
    thing = bpy.data.objects.new("sun", lamp)
    thing.rotation_euler = toward(light).to_track_quat("Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)


def build(name: str) -> None:
    """Light the scene; drafts see it through AgX."""
    light = LIGHTS[name]
    _world(light)
    _sun(light)
    view = bpy.context.scene.view_settings
    view.view_transform, view.look = "AgX", "AgX - Medium High Contrast"
