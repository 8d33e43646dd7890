"""Lamps: pendants, floor and table lamps, wall lights, and the light they give."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import art, ceramic, metal

WARM = (1.0, 0.72, 0.42)
_OFF = 0.5  # by day shades and globes are not lit: they would shine without throwing light


def shine(name: str, at: tuple[float, float, float], watts: float, radius: float = 0.05) -> None:
    """Let warm light come from a point."""
    light = bpy.data.lights.new(name, "POINT")
    light.energy, light.shadow_soft_size, light.color = watts, radius, WARM
    body = bpy.data.objects.new(name, light)
    body.location = at
    bpy.context.scene.collection.objects.link(body)


def beam(name: str, at: tuple[float, float, float], watts: float, angle: float = 95, blend: float = 0.7) -> None:
    """Let warm light fall from a recessed downlight."""
    light = bpy.data.lights.new(name, "SPOT")
    light.energy, light.shadow_soft_size, light.color = watts, 0.04, WARM
    light.spot_size, light.spot_blend = np.radians(angle), blend
    body = bpy.data.objects.new(name, light)
    body.location = at
    bpy.context.scene.collection.objects.link(body)


def cove(
    name: str, at: tuple[float, float, float], size: tuple[float, float], watts: float, turn: tuple[float, float, float]
) -> None:
    """Let warm light come from a hidden strip."""
    light = bpy.data.lights.new(name, "AREA")
    light.shape, light.size, light.size_y = "RECTANGLE", *size
    light.energy, light.color = watts, WARM
    body = bpy.data.objects.new(name, light)
    body.location, body.rotation_euler = at, np.radians(turn)
    body.visible_camera = False
    bpy.context.scene.collection.objects.link(body)


def drum(radius: float, top: float, height: float) -> list[tuple[float, float]]:
    """Give the outline of a thin-walled shade, outside up and inside down."""
    return [(radius, 0), (top, height), (top - 0.002, height), (radius - 0.002, 0), (radius, 0)]


def lit(power: float) -> bool:
    """Whether lamps are on at this share of their evening's power."""
    return power > _OFF


def bulb(piece: Piece, at: tuple[float, float, float], watts: float, radius: float = 0.03) -> None:
    """Add an opal bulb, glowing unless it has no watts."""
    glass = art.glow("bulb", watts) if watts else ceramic.glazed("#cfc8b8", 0.3)
    t = np.linspace(-np.pi / 2, np.pi / 2, 12)
    piece.lathe([(max(radius * np.cos(a), 0.0005), radius * np.sin(a)) for a in t], glass, at, 20)


def linen(code: str, power: float) -> bpy.types.Material:
    """Give a shade's linen, lit from within in the evening."""
    return art.shade(code, 2.2 * power if lit(power) else 0.0)


def opal(power: float) -> bpy.types.Material:
    """Give opal glass, lit from within in the evening."""
    return art.glow("opal", 4 * power) if lit(power) else ceramic.glazed("#efe9dc", 0.16)


def table(power: float, clay: str = "#8f8677") -> Piece:
    """Build a table lamp: stoneware body, linen shade; its light hangs at z = 0.45."""
    piece = Piece("table lamp", 81)
    body = [(0.001, 0), (0.07, 0), (0.1, 0.05), (0.115, 0.13), (0.095, 0.21), (0.045, 0.27), (0.02, 0.285), (0.001, 0.285)]
    from villa.furniture.drape import refined

    fine = refined(refined(np.stack([np.array(body[1:-1])] * 2)))[0]
    piece.lathe([(0.001, 0), *map(tuple, fine), (0.001, 0.285)], ceramic.stoneware(clay), sides=48)
    piece.tube([(0, 0, 0.28), (0, 0, 0.35), (0, 0, 0.58)], 0.006, metal.brass())
    piece.lathe(drum(0.19, 0.155, 0.24), linen("#d9ccb4", power), (0, 0, 0.345), 56)
    bulb(piece, (0, 0, 0.45), 25 * power)
    return piece


def cord(piece: Piece, low: float, high: float) -> None:
    """Hang a lamp on a cord with a ceiling rose."""
    piece.tube([(0, 0, low), (0, 0, (low + high) / 2), (0, 0, high)], 0.0025, metal.black(), 8)
    piece.lathe(
        rounded([(0.001, high - 0.024), (0.05, high - 0.024), (0.05, high), (0.001, high)], 0.004), metal.brass(), sides=28
    )


def rattan(power: float, drop: float, radius: float = 0.42) -> Piece:
    """Build a large woven pendant of bent cane, its rim at z = 0."""
    from villa.materials.leather import plain

    piece = Piece("woven pendant", 84)
    cane = plain("cane", "#c3a276", 0.6)
    rings = 11
    for k in range(rings):
        t = k / (rings - 1)
        r = radius * (1 - 0.78 * t**1.8)
        a = np.linspace(0, 2 * np.pi, 65)
        wave = 0.005 * np.sin(a * 15 + k * np.pi)
        piece.tube(
            np.stack([(r + wave) * np.cos(a), (r + wave) * np.sin(a), np.full_like(a, 0.36 * t)], -1),
            0.011 if k in {0, rings - 1} else 0.0085,
            cane,
            7,
        )
    for k in range(30):
        a = 2 * np.pi * k / 30
        t = np.linspace(0, 1, 14)
        r = radius * (1 - 0.78 * t**1.8) + 0.006 * (-1) ** k
        piece.tube(np.stack([r * np.cos(a), r * np.sin(a), 0.36 * t], -1), 0.0062, cane, 6)
    bulb(piece, (0, 0, 0.16), 30 * power, 0.06)
    piece.tube([(0, 0, 0.2), (0, 0, 0.28), (0, 0, 0.37)], 0.012, metal.black())
    cord(piece, 0.36, drop)
    return piece


def arc(power: float) -> Piece:
    """Build a floor lamp: slim bronze stem, drum shade; its light hangs at z = 1.5."""
    piece = Piece("floor lamp", 86)
    piece.lathe(rounded([(0.001, 0), (0.15, 0), (0.15, 0.018), (0.012, 0.03), (0.001, 0.03)], 0.006), metal.bronze(), sides=48)
    piece.tube([(0, 0, 0.02), (0, 0, 0.8), (0, 0, 1.68)], 0.009, metal.bronze())
    piece.lathe(drum(0.25, 0.22, 0.32), linen("#dbceb7", power), (0, 0, 1.36), 64)
    for k in range(3):
        a = 2 * np.pi * k / 3
        piece.tube(
            [(0, 0, 1.665), (0.11 * np.cos(a), 0.11 * np.sin(a), 1.667), (0.22 * np.cos(a), 0.22 * np.sin(a), 1.67)],
            0.0025,
            metal.bronze(),
            6,
        )
    bulb(piece, (0, 0, 1.5), 25 * power, 0.035)
    return piece


def desk(power: float) -> Piece:
    """Build a jointed desk lamp in brass and black."""
    piece = Piece("desk lamp", 88)
    piece.lathe(rounded([(0.001, 0), (0.085, 0), (0.085, 0.02), (0.001, 0.022)], 0.005), metal.black(), sides=40)
    piece.tube([(0, 0, 0.02), (-0.05, 0, 0.2), (-0.1, 0, 0.38)], 0.007, metal.brass())
    piece.tube([(-0.1, 0, 0.38), (0.05, 0, 0.45), (0.2, 0, 0.52)], 0.006, metal.brass())
    piece.lathe(drum(0.075, 0.035, 0.11), metal.black(), (0.22, 0, 0.44), 36, (0, 12, 0))
    bulb(piece, (0.225, 0, 0.475), 25 * power, 0.024)
    return piece
