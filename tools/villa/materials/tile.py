"""Tiles made by hand: glazed zellige, waxed terracotta; and painted wood that has been used."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def zellige(name: str, colours: tuple[str, str, str, str]) -> bpy.types.Material:
    """Give zellige, its glaze pooled dark and run thin; every tile has a tone of its own, and a rare one is of another batch."""

    def paint(graph: Graph) -> None:
        point, tone = graph.coords(), graph.tone()
        colour = graph.ramp(tone, (0.0, colours[0]), (0.45, colours[1]), (0.88, colours[2]), (0.95, colours[3]))
        pooled = graph.ramp(graph.noise(point, 17, 4), (0.3, 0.7), (0.7, 1.25))
        colour = graph.mix(0.85, colour, graph.mix(1.0, colour, pooled, "MULTIPLY"))
        pins = graph.ramp(graph.noise(point, 160, 2), (0.24, 0.4), (0.28, 1.0))
        colour = graph.mix(1.0, colour, pins, "MULTIPLY")
        limed = graph.ramp(
            graph.noise(graph.node("Mapping", vector=point, scale=(30, 30, 3)).outputs[0], 1, 4), (0.55, 0.0), (0.8, 0.22)
        )
        graph.set(base_color=graph.mix(limed, colour, srgb("#b9c2b6")), specular_ior_level=0.45)
        graph.set(roughness=graph.math("ADD", 0.13, graph.math("MULTIPLY", graph.noise(point, 24, 3), 0.2)))
        uneven = graph.math("ADD", graph.noise(point, 26, 2), graph.math("MULTIPLY", graph.noise(point, 90, 2), 0.25))
        graph.bump(uneven, 0.55, 0.004)

    return once(f"tile.zellige.{name}", paint)


def terracotta() -> bpy.types.Material:
    """Give floor tiles of fired clay, waxed and walked on for years: some pale, some over-fired, blotched and scuffed."""

    def paint(graph: Graph) -> None:
        point, tone = graph.coords(), graph.tone()
        colour = graph.ramp(tone, (0.0, "#80563f"), (0.2, "#885c44"), (0.66, "#8f634a"), (0.9, "#966b52"), (1.0, "#a27b62"))
        clouds = graph.ramp(graph.noise(point, 7, 5, distortion=0.5), (0.3, 0.74), (0.7, 1.12))
        colour = graph.mix(1.0, colour, clouds, "MULTIPLY")
        grit = graph.ramp(graph.noise(point, 140, 3), (0.28, 0.62), (0.4, 1.0))
        colour = graph.mix(0.8, colour, graph.mix(1.0, colour, grit, "MULTIPLY"))
        here = graph.node("NewGeometry").outputs["Position"]
        drift = graph.ramp(graph.noise(here, 0.6, 3), (0.3, 0.76), (0.7, 1.12))
        colour = graph.mix(1.0, colour, drift, "MULTIPLY")
        dusty = graph.ramp(graph.noise(here, 1.1, 6), (0.46, 0.0), (0.72, 0.4))
        graph.set(base_color=graph.mix(dusty, colour, srgb("#b09a86")), specular_ior_level=0.35)
        graph.set(roughness=graph.math("ADD", 0.36, graph.math("MULTIPLY", graph.noise(point, 6, 4), 0.4)))
        graph.bump(
            graph.math("ADD", graph.noise(point, 12, 3), graph.math("MULTIPLY", graph.noise(point, 120, 3), 0.3)), 0.4, 0.004
        )

    return once("tile.terracotta", paint)


def grout(code: str = "#a79b89") -> bpy.types.Material:
    """Give sanded grout, greyer where water stands."""

    def paint(graph: Graph) -> None:
        point = graph.node("NewGeometry").outputs["Position"]
        stained = graph.ramp(graph.noise(point, 2.3, 4), (0.35, 0.62), (0.65, 1.0))
        graph.set(base_color=graph.mix(1.0, srgb(code), stained, "MULTIPLY"), roughness=0.93)
        graph.bump(graph.noise(point, 420, 2), 0.4, 0.001)

    return once(f"tile.grout.{code}", paint)


def painted(name: str, code: str, under: str = "#7a5c3e") -> bpy.types.Material:
    """Give wood painted by brush long ago: streaked along the grain, knocked through to the wood in places, grimy."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        streaks = graph.noise(graph.node("Mapping", vector=point, scale=(4, 90, 90)).outputs[0], 1, 3)
        knocks = graph.math("ADD", graph.noise(point, 13, 5), graph.math("MULTIPLY", graph.noise(point, 2.2, 2), 0.55))
        chipped = graph.ramp(knocks, (0.905, 0.0), (0.925, 1.0))
        grime = graph.ramp(graph.noise(point, 4, 4), (0.3, 0.78), (0.65, 1.04))
        coat = graph.mix(1.0, srgb(code), graph.ramp(streaks, (0.3, 0.86), (0.7, 1.06)), "MULTIPLY")
        colour = graph.mix(chipped, graph.mix(1.0, coat, grime, "MULTIPLY"), srgb(under))
        graph.set(base_color=colour, roughness=graph.math("ADD", 0.44, graph.math("MULTIPLY", streaks, 0.25)))
        graph.bump(graph.math("SUBTRACT", streaks, graph.math("MULTIPLY", chipped, 0.8)), 0.3, 0.0015)

    return once(f"paint.{name}.{code}", paint)
