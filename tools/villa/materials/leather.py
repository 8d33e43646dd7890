"""Leather, paper, cane and other natural surfaces."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def leather(code: str = "#8a5a37") -> bpy.types.Material:
    """Give worn aniline leather."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        worn = graph.ramp(graph.noise(point, 4, 4), (0.3, 0.9), (0.7, 1.04))
        graph.set(base_color=graph.mix(1.0, srgb(code), worn, "MULTIPLY"))
        graph.set(roughness=graph.math("ADD", 0.46, graph.math("MULTIPLY", graph.noise(point, 8, 3), 0.12)))
        cells = graph.node("TexVoronoi", {"feature": "DISTANCE_TO_EDGE"}, vector=point, scale=260.0).outputs["Distance"]
        graph.bump(graph.math("ADD", cells, graph.math("MULTIPLY", graph.noise(point, 16, 4), 0.5)), 0.2, 0.003)

    return once(f"leather.{code}", paint)


def cane() -> bpy.types.Material:
    """Give woven cord or rattan."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        one = graph.node("TexWave", {"bands_direction": "X"}, vector=point, scale=60.0, distortion=0.4, detail=1).outputs[
            "Factor"
        ]
        two = graph.node("TexWave", {"bands_direction": "Y"}, vector=point, scale=60.0, distortion=0.4, detail=1).outputs[
            "Factor"
        ]
        height = graph.math("MAXIMUM", one, two)
        graph.set(
            base_color=graph.ramp(graph.math("MULTIPLY", height, graph.noise(point, 90, 2)), (0.1, "#7d6242"), (0.55, "#cbb08a"))
        )
        graph.set(roughness=0.7)
        graph.bump(height, 0.7, 0.004)

    return once("leather.cane", paint)


def paper() -> bpy.types.Material:
    """Give the cut edge of a book's pages: leaves, and the sections they are sewn in."""

    def paint(graph: Graph) -> None:
        leaves, sections = graph.noise(graph.coords((1, 1, 1500)), 1, 1), graph.noise(graph.coords((0.5, 0.5, 430)), 1, 1)
        lines = graph.math("MULTIPLY", graph.math("ADD", leaves, sections), 0.5)
        graph.set(base_color=graph.ramp(lines, (0.36, "#a5977d"), (0.5, "#d2c6ae"), (0.62, "#e6dcc8")), roughness=0.9)
        graph.bump(lines, 0.3, 0.0006)

    return once("leather.paper", paint)


def printed(dark: str, middle: str, light: str) -> bpy.types.Material:
    """Give a picture printed in three tones on coated stock."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        fields = graph.noise(graph.node("Mapping", vector=point, scale=(9, 17, 1)).outputs[0], 1, 5, distortion=0.6)
        graph.set(base_color=graph.ramp(fields, (0.36, dark), (0.5, middle), (0.6, light)), roughness=0.42)

    return once(f"printed.{dark}", paint)


def plain(name: str, code: str, roughness: float = 0.6) -> bpy.types.Material:
    """Give a plain matt surface with the least unevenness."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        cloud = graph.ramp(graph.noise(point, 30, 3), (0.3, 0.96), (0.7, 1.01))
        graph.set(base_color=graph.mix(1.0, srgb(code), cloud, "MULTIPLY"), roughness=roughness)

    return once(f"plain.{name}.{code}", paint)


def leaf(code: str = "#5c6f3c", light: str = "#8d9b62") -> bpy.types.Material:
    """Give leaves that light shines through."""

    def paint(graph: Graph) -> None:
        colour = graph.ramp(graph.tone(), (0.0, code), (1.0, light))
        graph.set(base_color=colour, roughness=0.58, specular_ior_level=0.3)
        through = graph.node("BsdfTranslucent", color=colour).outputs[0]
        node = graph.node("MixShader")
        node.inputs[0].default_value = 0.25
        graph.tree.links.new(graph.surface.outputs[0], node.inputs[1])
        graph.tree.links.new(through, node.inputs[2])
        graph.tree.links.new(node.outputs[0], graph.output.inputs["Surface"])

    return once(f"leaf.{code}", paint)


def fruit(code: str, blush: str) -> bpy.types.Material:
    """Give the skin of fruit."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        pores = graph.node("TexVoronoi", {"feature": "SMOOTH_F1"}, vector=point, scale=430.0, smoothness=0.5).outputs["Distance"]
        pits = graph.ramp(pores, (0.0, 0.0), (0.42, 1.0))
        skin = graph.ramp(graph.noise(point, 22, 4), (0.36, code), (0.66, blush))
        graph.set(base_color=graph.mix(1.0, skin, graph.ramp(pits, (0.0, 0.72), (0.6, 1.0)), "MULTIPLY"))
        graph.set(roughness=graph.math("ADD", 0.33, graph.math("MULTIPLY", graph.noise(point, 60, 3), 0.22)))
        graph.set(subsurface_weight=0.08, subsurface_scale=0.006)
        graph.bump(graph.math("ADD", pits, graph.math("MULTIPLY", graph.noise(point, 45, 3), 0.8)), 0.7, 0.0011)

    return once(f"fruit.{code}.{blush}", paint)
