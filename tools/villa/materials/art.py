"""Paintings, lampshades and light."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def abstract(seed: int, ground: str, first: str, second: str) -> bpy.types.Material:
    """Give a calm painting of washes that lie over one another like land, water and sky, on canvas."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        moved = graph.node("Mapping", vector=point, location=(seed * 3.1, seed * 1.7, seed * 0.9)).outputs[0]
        height = graph.node("SeparateXYZ", vector=point).outputs[2]
        drift = graph.math(
            "SUBTRACT", graph.noise(graph.node("Mapping", vector=moved, scale=(1.1, 1.1, 2.2)).outputs[0], 1.3, 3), 0.5
        )
        torn = graph.math("SUBTRACT", graph.noise(moved, 26, 5), 0.5)
        level = graph.math("ADD", height, graph.math("MULTIPLY", drift, 0.42))
        level = graph.math("ADD", graph.math("ADD", level, graph.math("MULTIPLY", torn, 0.025)), 0.5)
        colour = graph.ramp(
            level, (0.20, first), (0.31, first), (0.335, ground), (0.41, ground), (0.43, second), (0.53, second), (0.60, ground)
        )
        cloud = graph.ramp(graph.noise(moved, 5, 6), (0.3, 0.86), (0.72, 1.05))
        weave = graph.node("TexWave", {"wave_type": "BANDS", "bands_direction": "DIAGONAL"}, vector=point, scale=150.0).outputs[
            "Factor"
        ]
        graph.set(base_color=graph.mix(1.0, colour, cloud, "MULTIPLY"), roughness=0.88)
        graph.bump(graph.math("ADD", graph.math("MULTIPLY", weave, 0.3), graph.noise(moved, 60, 4)), 0.35, 0.002)

    return once(f"art.abstract.{seed}", paint)


def glow(name: str, watts: float, kelvin: float = 2700) -> bpy.types.Material:
    """Give a light-emitting surface of a warm colour."""

    def paint(graph: Graph) -> None:
        colour = graph.node("Blackbody", temperature=kelvin).outputs[0]
        facing = graph.node("LayerWeight", blend=0.5).outputs["Facing"]
        strength = graph.math("MULTIPLY", watts, graph.math("SUBTRACT", 1.0, graph.math("MULTIPLY", facing, 0.6)))
        emission = graph.node("Emission", color=colour, strength=strength).outputs[0]
        graph.tree.links.new(emission, graph.output.inputs["Surface"])

    return once(f"light.{name}.{watts:.2f}", paint)


def shade(code: str, watts: float) -> bpy.types.Material:
    """Give a linen lampshade lit from within."""

    def paint(graph: Graph) -> None:
        weave = graph.noise(graph.coords((60, 600, 600)), 1, 2)
        colour = graph.mix(0.3, srgb(code), graph.ramp(weave, (0.3, 0.6), (0.7, 1.0)), "MULTIPLY")
        warm = graph.mix(1.0, colour, srgb("#ffc98a"), "MULTIPLY")
        facing = graph.node("LayerWeight", blend=0.5).outputs["Facing"]
        lit = graph.math("MULTIPLY", 0.8 * watts, graph.math("SUBTRACT", 1.0, graph.math("MULTIPLY", facing, 0.45)))
        graph.set(base_color=colour, roughness=0.9, emission_color=warm, emission_strength=lit)

    return once(f"light.shade.{code}.{watts:.2f}", paint)
