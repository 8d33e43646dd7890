"""Tiles: glazed for walls, waxed terracotta, weathered for roofs; and their grout."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def glazed(code: str) -> bpy.types.Material:
    """Give glazed tiles of one colour, each fired a little browner or paler, its glaze pinholed, its face not quite flat."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        own = graph.ramp(graph.tone(), (0.0, 0.92), (0.5, 1.0), (1.0, 1.07))
        brown = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", graph.tone(), 7.3)), (0.3, 0.0), (1.0, 0.22))
        colour = graph.mix(brown, srgb(code), srgb("#5c5140"))
        pinholes = graph.ramp(graph.noise(point, 260, 1), (0.26, 0.8), (0.32, 1.0))
        colour = graph.mix(1.0, graph.mix(1.0, colour, own, "MULTIPLY"), pinholes, "MULTIPLY")
        graph.set(base_color=colour, specular_ior_level=0.2)
        graph.set(roughness=graph.math("ADD", 0.15, graph.math("MULTIPLY", graph.noise(point, 24, 2), 0.12)))
        graph.bump(graph.noise(point, 26, 2), 0.45, 0.002)

    return once(f"tile.glazed.{code}", paint)


def enamel(code: str) -> bpy.types.Material:
    """Give a tub's enamel: white, dulled in runs where water dried, a trace of lime in them."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        runs = graph.noise(graph.node("Mapping", vector=point, scale=(45, 45, 5)).outputs[0], 1, 3)
        lime = graph.ramp(runs, (0.45, 1.0), (0.68, 0.985))
        graph.set(base_color=graph.mix(1.0, srgb(code), lime, "MULTIPLY"), coat_weight=0.5, coat_roughness=0.04)
        graph.set(roughness=graph.math("ADD", 0.12, graph.math("MULTIPLY", runs, 0.12)))

    return once(f"tile.enamel.{code}", paint)


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


def grout(code: str = "#958a79") -> bpy.types.Material:
    """Give sanded grout, uneven from joint to joint, greyer where water stands and brown near the floor."""

    def paint(graph: Graph) -> None:
        point = graph.node("NewGeometry").outputs["Position"]
        stained = graph.ramp(graph.noise(point, 3.1, 5), (0.34, 0.55), (0.66, 1.04))
        low = graph.ramp(graph.node("SeparateXYZ", vector=point).outputs[2], (0.0, 0.72), (0.35, 1.0))
        colour = graph.mix(1.0, graph.mix(1.0, srgb(code), stained, "MULTIPLY"), low, "MULTIPLY")
        graph.set(base_color=colour, roughness=0.93)
        graph.bump(graph.noise(point, 420, 2), 0.4, 0.001)

    return once(f"tile.grout.{code}", paint)
