"""Fabrics: linen, bouclé, canvas, terry and sheer curtains."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def linen(code: str) -> bpy.types.Material:
    """Give plain linen with slubs in warp and weft."""

    def paint(graph: Graph) -> None:
        height, thick = woven(graph, 0.9), slubs(graph)
        shade(graph, code, height, 0.16)
        _streaked(graph, thick)
        raised = graph.math("ADD", height, graph.math("MULTIPLY", thick, 0.3))
        graph.bump(raised, 0.5, 0.002, normal=creased(graph, 0.004))

    return once(f"fabric.linen.{code}", paint)


def canvas(code: str = "#e6dfd2") -> bpy.types.Material:
    """Give outdoor canvas."""
    return linen(code)


def boucle(code: str) -> bpy.types.Material:
    """Give bouclé: curled loops of wool, 7 mm wide, no two of quite the same white."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        warped = graph.node("TexNoise", vector=point, scale=80.0, detail=2).outputs["Color"]
        vector = graph.mix(0.016, point, warped, "ADD")
        cells = graph.node("TexVoronoi", {"feature": "SMOOTH_F1"}, vector=vector, scale=140.0, smoothness=0.3)
        loops = graph.math("SUBTRACT", 1.0, cells.outputs["Distance"])
        height = graph.math("ADD", loops, graph.math("MULTIPLY", graph.noise(point, 520, 2), 0.25))
        shade(graph, code, loops, 0.16)
        base = graph.surface.inputs["Base Color"].links[0].from_socket
        own = graph.node("SeparateColor", color=cells.outputs["Color"]).outputs[0]
        graph.set(base_color=graph.mix(1.0, base, graph.ramp(own, (0.1, 0.91), (0.9, 1.02)), "MULTIPLY"))
        graph.bump(height, 0.75, 0.0045)

    return once(f"fabric.boucle.{code}", paint)


def upholstery(code: str) -> bpy.types.Material:
    """Give heavy furnishing linen that was sat on: threads of 1 to 2 mm, slubs, faint hollows, a nap rubbed pale here."""

    def paint(graph: Graph) -> None:
        height, thick = woven(graph, 1.05), slubs(graph)
        shade(graph, code, height, 0.17)
        _streaked(graph, thick)
        raised = graph.math("ADD", height, graph.math("MULTIPLY", thick, 0.3))
        graph.bump(raised, 0.6, 0.003, normal=creased(graph, 0.0045))

    return once(f"fabric.upholstery.{code}", paint)


def terry(code: str) -> bpy.types.Material:
    """Give towelling."""

    def paint(graph: Graph) -> None:
        height = graph.noise(graph.coords(), 420, 3)
        shade(graph, code, height, 0.3)
        graph.bump(height, 0.9, 0.004)

    return once(f"fabric.terry.{code}", paint)


def curtain(code: str, thin: float) -> bpy.types.Material:
    """Give hanging linen that light shines through; thin is 0 (dense) to 1 (sheer)."""

    def paint(graph: Graph) -> None:
        height = woven(graph, 0.7)
        colour = graph.mix(0.16, srgb(code), graph.ramp(height, (0.3, 0.55), (0.7, 1.0)), "MULTIPLY")
        bump = graph.node("Bump", height=height, strength=0.3, distance=0.002).outputs["Normal"]
        front = graph.node("BsdfDiffuse", color=colour, normal=bump).outputs[0]
        through = graph.node("BsdfTranslucent", color=colour, normal=bump).outputs[0]
        cloth = blended(graph, 0.24 + 0.34 * thin, front, through)
        if thin:  # seen at a slant there is more thread and less between
            facing = graph.node("LayerWeight", blend=0.3).outputs["Facing"]
            open_ = graph.math("MULTIPLY", 0.16 * thin, graph.math("SUBTRACT", 1.0, facing))
            cloth = blended(graph, open_, cloth, graph.node("BsdfTransparent").outputs[0])
        graph.tree.links.new(cloth, graph.output.inputs["Surface"])

    return once(f"fabric.curtain.{code}.{thin}", paint)


def blended(
    graph: Graph, factor: float | bpy.types.NodeSocket, one: bpy.types.NodeSocket, two: bpy.types.NodeSocket
) -> bpy.types.NodeSocket:
    """Mix two surfaces."""
    node = graph.node("MixShader")
    if isinstance(factor, bpy.types.NodeSocket):
        graph.tree.links.new(factor, node.inputs[0])
    else:
        node.inputs[0].default_value = factor
    graph.tree.links.new(one, node.inputs[1])
    graph.tree.links.new(two, node.inputs[2])
    return node.outputs[0]


def woven(graph: Graph, size: float) -> bpy.types.NodeSocket:
    """Give the height of a plain weave with slubs."""
    point = graph.coords(1 / size)
    warp = graph.noise(graph.node("Mapping", vector=point, scale=(40, 700, 700)).outputs[0], 1, 2)
    weft = graph.noise(graph.node("Mapping", vector=point, scale=(700, 40, 300)).outputs[0], 1, 2)
    return graph.math("MULTIPLY", graph.math("ADD", warp, weft), 0.5)


def slubs(graph: Graph) -> bpy.types.NodeSocket:
    """Give 1 where a thread is thick for a few centimetres, in warp or weft."""
    point = graph.coords()
    both = [
        graph.noise(graph.node("Mapping", vector=point, scale=scale).outputs[0], 1, 1)
        for scale in ((16, 330, 330), (330, 16, 330))
    ]
    return graph.ramp(graph.math("MAXIMUM", *both), (0.63, 0.0), (0.75, 1.0))


def _streaked(graph: Graph, thick: bpy.types.NodeSocket) -> None:
    """Colour thick threads paler, and the nap a little here and there."""
    base = graph.surface.inputs["Base Color"].links[0].from_socket
    base = graph.mix(1.0, base, graph.ramp(thick, (0.0, 0.99), (1.0, 1.08)), "MULTIPLY")
    nap = graph.ramp(graph.noise(graph.coords(), 24, 4), (0.34, 0.97), (0.66, 1.03))
    graph.set(base_color=graph.mix(1.0, base, nap, "MULTIPLY"))


def creased(graph: Graph, deep: float) -> bpy.types.NodeSocket:
    """Give the normal of a cover that has gone soft: hollows and puckers some centimetres apart, so deep (m)."""
    point = graph.coords()
    height = graph.math("ADD", graph.noise(point, 17, 2), graph.math("MULTIPLY", graph.noise(point, 6, 1, distortion=0.5), 1.6))
    return graph.node("Bump", height=height, strength=1.0, distance=deep).outputs["Normal"]


def shade(graph: Graph, code: str, height: bpy.types.NodeSocket, depth: float) -> None:
    """Colour a fabric, darker in its hollows, with the sheen of fibres."""
    base = graph.mix(0.5, srgb(code), graph.ramp(graph.noise(graph.coords(), 5, 3), (0.3, 0.95), (0.7, 1.0)), "MULTIPLY")
    hollow = graph.ramp(height, (0.3, 1 - depth), (0.65, 1.0))
    graph.set(base_color=graph.mix(1.0, base, hollow, "MULTIPLY"), roughness=0.92, sheen_weight=0.1, sheen_roughness=0.5)
    graph.set(specular_ior_level=0.2)
