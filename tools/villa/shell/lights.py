"""Recessed lamps in ceilings and soffits: a bronze ring around a warm disc, and a spot below it."""

from __future__ import annotations

import math

import bpy

from villa.geometry import Solids, group
from villa.materials import cached, metal, new

WARM = (1.0, 0.72, 0.46)


@cached
def _glow(strength: float) -> bpy.types.Material:
    material, g = new("downlight")
    g.surface(g.node("Emission", Color=WARM, Strength=strength).outputs[0])
    material.cycles.emission_sampling = "NONE"
    return material


def _spots() -> list[tuple[float, float, float]]:
    """Where the lamps sit: along the eaves and in the rooms."""
    spots = [(x, -1.0, 3.2) for x in (1.6, 3.9, 6.2, 8.6, 11.0, 13.2, 15.4)]
    spots += [(x, -6.2, 2.9) for x in (17.6, 19.9, 22.2)]
    spots += [(x, 1.75, 6.2) for x in (4.0, 6.4, 8.8)]
    spots += [(x, 14.1, 6.2) for x in (5.4, 7.4, 9.2)]
    spots += [(x, y, 3.18) for x in (1.6, 4.0, 6.2, 8.6) for y in (1.3, 6.3)]
    spots += [(x, y, 3.18) for x in (10.8, 13.2, 15.6) for y in (1.2, 6.4)]
    spots += [(x, y, 2.88) for x in (18.2, 21.6) for y in (-4.2, 0.5)]
    spots += [(x, y, 2.88) for x in (19.4, 21.8) for y in (2.2, 4.4, 6.5)]
    spots += [(17.8, y, 2.88) for y in (2.4, 4.4, 6.4)]
    spots += [(x, y, 6.18) for x in (7.2, 8.9) for y in (8.6, 10.4, 12.2)]
    spots += [(x, y, 6.18) for x in (4.2, 6.4, 8.6) for y in (3.6, 6.5)]
    return spots


def build(light: str) -> None:
    """Hang the lamps; they burn low by day and full at dusk."""
    power = {"day": 4.0, "morning": 4.0, "golden": 9.0, "dusk": 14.0}[light]
    rings = Solids(51)
    lamp = bpy.data.lights.new("shell.downlight", "SPOT")
    lamp.energy, lamp.color, lamp.spot_size, lamp.spot_blend = power, WARM, math.radians(95), 0.9
    lamp.shadow_soft_size = 0.04
    outside = lamp.copy()
    outside.energy = power * 2.2
    for x, y, z in _spots():
        rings.cylinder((x, y, z - 0.004), (x, y, z + 0.02), 0.048, metal.black(), 24)
        rings.cylinder((x, y, z - 0.006), (x, y, z), 0.034, _glow(power * 4.0), 20)
        if power < 5:
            continue
        thing = bpy.data.objects.new("shell.downlight", outside if y in {-1.0, -6.2, 1.75, 14.1} else lamp)
        thing.location = (x, y, z - 0.02)
        group("lamps").objects.link(thing)
    rings.build("shell.downlights", group("shell"))
