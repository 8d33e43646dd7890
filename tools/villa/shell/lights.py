"""Recessed lamps: in ceilings a white trim, a baffle and a lens set back in it; in soffits a bronze ring; a spot below each."""

from __future__ import annotations

import math

import bpy

from villa.geometry import Solids, group
from villa.materials import cached, metal, new

WARM = (1.0, 0.72, 0.46)
_EAVES_Y = frozenset({-1.0, -6.2, 1.75, 14.1})
_DAY_W = 5.0  # below this the lamps burn low, and throw no light
_ROOM_GAP_M = 0.016  # from a room's spot up to its ceiling


@cached
def _glow(strength: float) -> bpy.types.Material:
    material, g = new("downlight")
    g.surface(g.node("Emission", Color=WARM, Strength=strength).outputs[0])
    material.cycles.emission_sampling = "NONE"
    return material


@cached
def _lens(strength: float) -> bpy.types.Material:
    """Frosted glass over a lamp: brightest in its middle, where one looks straight into it."""
    material, g = new("downlight lens")
    facing = g.math("SUBTRACT", 1.0, g.node("LayerWeight", Blend=0.5).outputs["Facing"])
    bright = g.math("MULTIPLY", g.remap(facing, 0.1, 0.9, 0.55, 1.0), strength)
    g.surface(g.node("Emission", Color=(1.0, 0.83, 0.64), Strength=bright).outputs[0])
    material.cycles.emission_sampling = "NONE"
    return material


@cached
def _trim() -> bpy.types.Material:
    """The satin white of the ring, near the ceiling's own."""
    material, g = new("downlight trim")
    g.principled(Base_Color=(0.80, 0.79, 0.77), Roughness=0.42, Specular_IOR_Level=0.35)
    return material


@cached
def _baffle() -> bpy.types.Material:
    """The satin metal of the cone around the lens."""
    material, g = new("downlight baffle")
    g.principled(Base_Color=(0.34, 0.32, 0.29), Metallic=0.7, Roughness=0.4)
    return material


def spots() -> list[tuple[float, float, float]]:
    """Where the lamps sit: along the eaves and in the rooms."""
    found = [(x, -1.0, 3.2) for x in (1.6, 3.9, 6.2, 8.6, 11.0, 13.2, 15.4)]
    found += [(x, -6.2, 2.9) for x in (17.6, 19.9, 22.2)]
    found += [(x, 1.75, 6.2) for x in (4.0, 6.4, 8.8)]
    found += [(x, 14.1, 6.2) for x in (5.4, 7.4, 9.2)]
    found += [(x, y, 3.18) for x in (1.6, 4.0, 6.2, 8.6) for y in (1.3, 6.3)]
    found += [(x, y, 3.18) for x in (10.8, 13.2, 15.6) for y in (1.2, 6.4)]
    found += [(x, y, 2.88) for x in (18.2, 21.6) for y in (-4.2, 0.5)]
    found += [(x, y, 2.88) for x in (19.4, 21.8) for y in (2.2, 4.4, 6.5)]
    found += [(17.8, y, 2.88) for y in (2.4, 4.4, 6.4)]
    found += [(x, y, 6.18) for x in (7.2, 8.9) for y in (8.6, 10.4, 12.2)]
    found += [(x, y, 6.18) for x in (4.2, 6.4, 8.6) for y in (3.6, 6.5)]
    return found


def _downlight(rings: Solids, at: tuple[float, float, float], strength: float) -> None:
    """Set a lamp into a room's ceiling: no more than 9 mm of it stand below the plaster."""
    x, y, z = at
    base = (x, y, z + _ROOM_GAP_M)
    trim = [(0.0465, 0.001), (0.0465, -0.002), (0.0455, -0.0042), (0.043, -0.006), (0.038, -0.0082), (0.0355, -0.0088)]
    rings.lathe(trim, _trim(), base, 40)
    rings.lathe([(0.0355, -0.0088), (0.034, -0.008), (0.024, -0.0012)], _baffle(), base, 40)
    rings.lathe([(0.024, -0.0012), (0.014, -0.0022), (0.0004, -0.0026)], _lens(strength), base, 32)


def _eaves(rings: Solids, at: tuple[float, float, float], strength: float) -> None:
    """Set a lamp into a soffit."""
    x, y, z = at
    rings.cylinder((x, y, z - 0.004), (x, y, z + 0.02), 0.048, metal.black(), 24)
    rings.cylinder((x, y, z - 0.006), (x, y, z), 0.034, _glow(strength), 20)


def build(light: str) -> None:
    """Hang the lamps; they burn low by day and full at dusk."""
    power = {"day": 4.0, "morning": 4.0, "afternoon": 4.0, "golden": 9.0, "dusk": 14.0}[light]
    rings = Solids(51)
    lamp = bpy.data.lights.new("shell.downlight", "SPOT")
    lamp.energy, lamp.color, lamp.spot_size, lamp.spot_blend = power, WARM, math.radians(95), 0.9
    lamp.shadow_soft_size = 0.04
    outside = lamp.copy()
    outside.energy = power * 2.2
    for x, y, z in spots():
        if y in _EAVES_Y:
            _eaves(rings, (x, y, z), power * 4.0)
        else:
            _downlight(rings, (x, y, z), power * (1.0 if power < _DAY_W else 3.0))
        if power < _DAY_W:
            continue
        thing = bpy.data.objects.new("shell.downlight", outside if y in _EAVES_Y else lamp)
        thing.location = (x, y, z - 0.02)
        group("lamps").objects.link(thing)
    rings.build("shell.downlights", group("shell"))
