"""Tiles: glazed for walls, waxed terracotta, weathered for roofs; and their grout."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def glazed(code: str) -> bpy.types.Material:
    """Give glazed tiles of one colour, a little darker or lighter from one to the next, their faces not quite flat."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        own = graph.ramp(graph.tone(), (0.0, 0.88), (0.5, 1.0), (1.0, 1.1))
        graph.set(base_color=graph.mix(1.0, srgb(code), own, "MULTIPLY"), specular_ior_level=0.22)
        graph.set(roughness=graph.math("ADD", 0.14, graph.math("MULTIPLY", graph.noise(point, 24, 2), 0.08)))
        graph.bump(graph.noise(point, 22, 1), 0.35, 0.002)

    return once(f"tile.glazed.{code}", paint)


def handmade(code: str) -> bpy.types.Material:
    """Give glazed wall tiles of one colour, every one fired a little lighter or darker, none quite flat."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        own = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", graph.tone(), 9.1)), (0.0, 0.9), (0.8, 1.0), (1.0, 1.04))
        graph.set(base_color=graph.mix(1.0, srgb(code), own, "MULTIPLY"), specular_ior_level=0.45)
        graph.set(roughness=graph.math("ADD", 0.29, graph.math("MULTIPLY", graph.noise(point, 26, 3), 0.1)))
        graph.bump(graph.noise(point, 17, 2), 0.45, 0.004)

    return once(f"tile.handmade.{code}", paint)


def terracotta() -> bpy.types.Material:
    """Give floor tiles of fired clay, waxed: each a little paler or redder, their clay even, fine sand in it."""

    def paint(graph: Graph) -> None:
        point, tone = graph.coords(), graph.tone()
        colour = graph.ramp(tone, (0.0, "#8b6149"), (0.5, "#8e634b"), (1.0, "#91664f"))
        sand = graph.ramp(graph.noise(point, 190, 2), (0.32, 0.9), (0.6, 1.02))
        graph.set(base_color=graph.mix(1.0, colour, sand, "MULTIPLY"), specular_ior_level=0.35)
        graph.set(roughness=graph.math("ADD", 0.42, graph.math("MULTIPLY", graph.noise(point, 5, 3), 0.16)))
        graph.bump(graph.noise(point, 150, 2), 0.3, 0.001)

    return once("tile.terracotta", paint)


def roof() -> bpy.types.Material:
    """Give barrel tiles that stood in the weather: ochre to red, every one its own, grey and yellow with lichen."""

    def paint(graph: Graph) -> None:
        here, tone = graph.node("NewGeometry").outputs["Position"], graph.tone()
        colour = graph.ramp(tone, (0.0, "#7d5a44"), (0.3, "#946c50"), (0.62, "#a67f5f"), (0.85, "#b4957a"), (1.0, "#8a7566"))
        soot = graph.ramp(graph.noise(here, 2.4, 5), (0.35, 0.6), (0.62, 1.05))
        colour = graph.mix(1.0, colour, soot, "MULTIPLY")
        lichen = graph.ramp(graph.noise(here, 34, 4), (0.56, 0.0), (0.66, 0.6))
        graph.set(base_color=graph.mix(lichen, colour, srgb("#9a9480")), roughness=0.88, specular_ior_level=0.2)
        graph.bump(graph.noise(here, 90, 3), 0.35, 0.003)

    return once("tile.roof", paint)


def grout(code: str = "#a79b89") -> bpy.types.Material:
    """Give sanded grout, greyer where water stands."""

    def paint(graph: Graph) -> None:
        point = graph.node("NewGeometry").outputs["Position"]
        stained = graph.ramp(graph.noise(point, 2.3, 4), (0.35, 0.62), (0.65, 1.0))
        graph.set(base_color=graph.mix(1.0, srgb(code), stained, "MULTIPLY"), roughness=0.93)
        graph.bump(graph.noise(point, 420, 2), 0.4, 0.001)

    return once(f"tile.grout.{code}", paint)
