"""Lamps in the garden: low ones beside the paths, and some in the ground below trees and stone."""

from __future__ import annotations

import math

import bpy

from villa.geometry import Solids, group, placed, put
from villa.materials import metal, new

WARM = (1.0, 0.70, 0.42)


def _path_lights(light: str) -> None:
    """Low bollards with a downward glow beside paths and beds."""
    power = {"dusk": 7.0, "golden": 3.0}.get(light, 0.0)
    glow, g = new("path lamp")
    g.surface(g.node("Emission", Color=WARM, Strength=0.4 + power * 0.9).outputs[0])
    glow.cycles.emission_sampling = "NONE"
    solids = Solids(207)
    solids.box((-0.05, -0.05, -0.3), (0.05, 0.05, 0.40), metal.black(), 0.004)
    solids.box((-0.05, -0.05, 0.44), (0.05, 0.05, 0.465), metal.black(), 0.004)
    solids.box((-0.035, -0.035, 0.40), (0.035, 0.035, 0.44), glow, 0.002)
    mesh = solids.data("garden.pathlight")
    lamp = bpy.data.lights.new("garden.pathlight", "POINT")
    lamp.energy, lamp.color, lamp.shadow_soft_size = power, WARM, 0.05
    spots = [(10.25, 17.2 + 3.2 * k, -0.15) for k in range(3)] + [(6.7, 18.6 + 3.2 * k, -0.15) for k in range(2)]
    spots += [(-3.3, -11.4 + 2.6 * k, -0.4) for k in range(3)] + [(x, -12.3, -0.6) for x in (3.0, 7.0, 11.0, 15.0)]
    spots += [(x, -9.15, -0.45) for x in (18.4, 22.4)]
    for x, y, z in spots:
        put(mesh, placed((x, y, z)), group("garden"))
        if power:
            thing = bpy.data.objects.new("garden.pathlight", lamp)
            thing.location = (x, y, z + 0.40)
            group("lamps").objects.link(thing)


def _tree_spots(light: str) -> None:
    """Lamps in the ground that light trees and stone from below."""
    if light not in {"dusk", "golden"}:
        return
    lamp = bpy.data.lights.new("garden.uplight", "SPOT")
    lamp.energy, lamp.color = {"dusk": 55.0, "golden": 12.0}[light], WARM
    lamp.spot_size, lamp.spot_blend, lamp.shadow_soft_size = math.radians(85), 0.8, 0.05
    spots = [(14.9, -10.6), (-1.7, -4.2), (-4.5, 9.6), (13.1, 11.3), (10.05, 14.0), (5.3, 13.8), (16.45, -3.0), (16.45, -5.0)]
    for x, y in spots:
        thing = bpy.data.objects.new("garden.uplight", lamp)
        thing.location, thing.rotation_euler = (x, y, 0.08), (math.pi, 0, 0)
        group("lamps").objects.link(thing)


def build(light: str) -> None:
    """Light the garden."""
    _path_lights(light)
    _tree_spots(light)
