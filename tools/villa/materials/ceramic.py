"""Ceramics, marble, terracotta and clear vessels."""

from __future__ import annotations

import bpy

from villa.materials import wear
from villa.materials.graph import Graph, once, srgb


def glazed(code: str = "#f1eee8", roughness: float = 0.12) -> bpy.types.Material:
    """Give glazed sanitary ware and porcelain."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=srgb(code), roughness=roughness, coat_weight=0.4, coat_roughness=0.05)

    return once(f"ceramic.glazed.{code}.{roughness}", paint)


def stoneware(code: str) -> bpy.types.Material:
    """Give matt hand-thrown stoneware with specks and throwing rings."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        specks = graph.ramp(graph.noise(point, 220, 2), (0.3, 0.45), (0.36, 1.0))
        clouds = graph.ramp(graph.noise(point, 9, 4), (0.3, 0.82), (0.7, 1.0))
        colour = graph.mix(1.0, graph.mix(0.9, srgb(code), clouds, "MULTIPLY"), specks, "MULTIPLY")
        graph.set(base_color=colour, roughness=0.72)
        rings = graph.noise(graph.node("Mapping", vector=point, scale=(2, 2, 110)).outputs[0], 1, 2)
        graph.bump(graph.math("ADD", rings, graph.noise(point, 90, 3)), 0.25, 0.003)

    return once(f"ceramic.stoneware.{code}", paint)


def marble(name: str = "calacatta", base: str = "#ece8e1", vein: str = "#8d8378") -> bpy.types.Material:
    """Give polished marble with branching veins."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        bent = graph.node("TexNoise", vector=point, scale=1.3, detail=5).outputs["Color"]
        skew = graph.node("Mapping", vector=point, rotation=(0.5, 0.6, 0.7), scale=(1.0, 0.55, 1.0)).outputs[0]
        vector = graph.mix(0.9, skew, bent, "ADD")
        bold = vein_line(graph, vector, 1.5, 0.035)
        thin = vein_line(graph, vector, 3.9, 0.022)
        clouds = graph.ramp(graph.noise(vector, 1.7, 5), (0.35, 0.0), (0.75, 0.3))
        patch = graph.ramp(graph.noise(point, 1.1, 2), (0.42, 0.12), (0.6, 1.0))
        colour = graph.mix(clouds, srgb(base), srgb(vein))
        colour = graph.mix(graph.math("MULTIPLY", bold, graph.math("MULTIPLY", patch, 0.85)), colour, srgb(vein))
        colour = graph.mix(graph.math("MULTIPLY", thin, 0.35), colour, srgb(vein))
        graph.set(base_color=colour, coat_weight=0.25, coat_roughness=0.08)
        graph.set(roughness=graph.math("ADD", 0.14, graph.math("MULTIPLY", graph.noise(point, 30, 3), 0.12)))

    return once(f"ceramic.marble.{name}", paint)


def soapstone() -> bpy.types.Material:
    """Give honed dark stone for worktops: nearly one tone, a few thin veins, duller where hands wipe."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        colour = graph.ramp(graph.noise(point, 5, 5), (0.3, "#504d46"), (0.7, "#555148"))
        grain = graph.noise(point, 320, 2)
        colour = graph.mix(1.0, colour, graph.ramp(grain, (0.34, 0.88), (0.66, 1.1)), "MULTIPLY")
        thin = vein_line(graph, graph.node("Mapping", vector=point, rotation=(0.4, 0.3, 0.8)).outputs[0], 1.1, 0.006)
        colour = graph.mix(graph.math("MULTIPLY", thin, 0.15), colour, srgb("#8d877a"))
        marks, dull = wear.top(graph)
        graph.set(base_color=wear.tinted(graph, colour, marks, (1.45, 1.45, 1.42)), specular_ior_level=0.2)
        graph.set(roughness=graph.math("ADD", 0.56, graph.math("MULTIPLY", dull, 0.05)))
        graph.bump(grain, 0.5, 0.0006)

    return once("ceramic.soapstone", paint)


def dark_pane() -> bpy.types.Material:
    """Give the black front of an oven or a hob: it shows the windows, wiped but not polished."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=srgb("#0b0b0c"), roughness=0.12, specular_ior_level=0.4)

    return once("ceramic.dark pane", paint)


def vein_line(graph: Graph, vector: bpy.types.NodeSocket, scale: float, width: float) -> bpy.types.NodeSocket:
    """Give thin lines where a noise crosses its middle."""
    level = graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.noise(vector, scale, 6, roughness=0.55), 0.5))
    return graph.ramp(level, (0.0, 1.0), (width, 0.0))


def clear(name: str = "drink", tint: str = "#fafdfc") -> bpy.types.Material:
    """Give thin clear glass that casts light straight on."""

    def paint(graph: Graph) -> None:
        gloss = graph.node("BsdfGlossy", color=(1, 1, 1, 1), roughness=0.02).outputs[0]
        open_ = graph.node("BsdfTransparent", color=srgb(tint)).outputs[0]
        node = graph.node("MixShader")
        fresnel = graph.node("Fresnel", ior=1.45).outputs[0]
        straight = graph.node("LightPath").outputs["Is Camera Ray"]
        graph.tree.links.new(graph.math("MULTIPLY", fresnel, straight), node.inputs[0])
        graph.tree.links.new(open_, node.inputs[1])
        graph.tree.links.new(gloss, node.inputs[2])
        graph.tree.links.new(node.outputs[0], graph.output.inputs["Surface"])

    return once(f"glass.{name}", paint)
