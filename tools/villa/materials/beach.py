"""What stands out in the sun: a parasol's cloth that has faded, dusty plastic."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def awning(code: str, bleached: str) -> bpy.types.Material:
    """Give a parasol's cloth: bleached in clouds and streaks, spotted by rain, with light coming through."""

    def paint(graph: Graph) -> None:
        place = graph.node("NewGeometry").outputs["Position"]
        broad, spots = graph.noise(place, 1.7, 5), graph.noise(place, 21, 3)
        color = graph.mix(graph.ramp(broad, (0.36, 0.0), (0.70, 0.75)), srgb(code), srgb(bleached))
        color = graph.mix(graph.ramp(spots, (0.60, 0.0), (0.72, 0.28)), color, srgb("#5e5040"))
        bump = graph.node("Bump", height=graph.noise(graph.coords(), 9, 4), strength=0.35, distance=0.012).outputs["Normal"]
        front = graph.node("BsdfDiffuse", color=color, normal=bump).outputs[0]
        through = graph.node("BsdfTranslucent", color=color, normal=bump).outputs[0]
        mixed = graph.node("MixShader")
        mixed.inputs[0].default_value = 0.3
        graph.tree.links.new(front, mixed.inputs[1])
        graph.tree.links.new(through, mixed.inputs[2])
        graph.tree.links.new(mixed.outputs[0], graph.output.inputs["Surface"])

    return once(f"beach.awning.{code}", paint)


def rubber(code: str) -> bpy.types.Material:
    """Give the dull plastic of lids and dishes, dusty above."""

    def paint(graph: Graph) -> None:
        dust = graph.ramp(graph.noise(graph.coords(), 8, 4), (0.40, 0.0), (0.7, 0.4))
        graph.set(base_color=graph.mix(dust, srgb(code), srgb("#a89c86")), roughness=0.55, specular_ior_level=0.35)

    return once(f"beach.rubber.{code}", paint)
