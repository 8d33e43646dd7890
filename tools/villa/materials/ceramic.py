"""Ceramics, marble, terracotta and clear vessels."""

from __future__ import annotations

import bpy

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


def vein_line(graph: Graph, vector: bpy.types.NodeSocket, scale: float, width: float) -> bpy.types.NodeSocket:
    """Give thin lines where a noise crosses its middle."""
    level = graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.noise(vector, scale, 6, roughness=0.55), 0.5))
    return graph.ramp(level, (0.0, 1.0), (width, 0.0))


def travertine() -> bpy.types.Material:
    """Give honed vein-cut travertine: soft beds of every thickness, clouds, pores in nests, no slab like the next."""

    def paint(graph: Graph) -> None:
        place = graph.node("TexCoord").outputs["Object"]
        own = graph.math("MULTIPLY", graph.tone(), 23.0)
        moved = graph.node("VectorMath", {"operation": "ADD"})
        graph.tree.links.new(place, moved.inputs[0])
        graph.tree.links.new(graph.node("CombineXYZ", x=own, y=own, z=own).outputs[0], moved.inputs[1])
        point = moved.outputs[0]
        x, y, z = graph.node("SeparateXYZ", vector=point).outputs
        clouds = graph.noise(point, 1.5, 4)
        bent = graph.node("CombineXYZ", x=x, y=y, z=graph.math("ADD", z, graph.math("MULTIPLY", clouds, 0.16))).outputs[0]
        colour = _beds(graph, bent, clouds)
        colour = graph.mix(1.0, colour, graph.ramp(graph.math("FRACT", own), (0.0, 0.95), (1.0, 1.02)), "MULTIPLY")
        pores = graph.noise(graph.node("Mapping", vector=bent, scale=(24, 24, 85)).outputs[0], 1, 2)
        nests = graph.noise(graph.node("Mapping", vector=bent, scale=(1.6, 1.6, 9)).outputs[0], 1, 3)
        open_ = graph.math("ADD", pores, graph.ramp(nests, (0.42, 0.0), (0.57, 0.13)))  # closed where no nest is
        pits = graph.ramp(open_, (0.29, 0.0), (0.37, 1.0))
        graph.set(base_color=graph.mix(0.38, colour, graph.mix(1.0, colour, pits, "MULTIPLY")), roughness=0.5)
        graph.bump(pits, 0.4, 0.002)

    return once("ceramic.travertine", paint)


def _beds(graph: Graph, bent: bpy.types.NodeSocket, clouds: bpy.types.NodeSocket) -> bpy.types.NodeSocket:
    """Give the creams of travertine's beds, thick ones and thin ones, that fade out here and there."""
    thick = graph.noise(graph.node("Mapping", vector=bent, scale=(0.35, 0.35, 5.5)).outputs[0], 1, 3, distortion=0.3)
    thin = graph.noise(graph.node("Mapping", vector=bent, scale=(0.9, 0.9, 36)).outputs[0], 1, 4, distortion=0.2)
    faded = graph.math("MULTIPLY", graph.math("SUBTRACT", thin, 0.5), graph.ramp(clouds, (0.4, 0.1), (0.62, 0.6)))
    level = graph.math("ADD", graph.math("MULTIPLY", thick, 0.6), graph.math("MULTIPLY", clouds, 0.4))
    return graph.ramp(graph.math("ADD", level, faded), (0.33, "#cbbca4"), (0.5, "#d6c9b4"), (0.67, "#e0d6c5"))


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
