"""What use leaves on furniture: rubbed edges, rings of cups, scratches, patches that have gone dull."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph

Socket = bpy.types.NodeSocket


def edges(graph: Graph) -> Socket:
    """Give 1 on the rounded edges of parts that stand square in their object, 0 on their faces."""
    normal = graph.node("TexCoord").outputs["Normal"]
    x, y, z = (graph.math("ABSOLUTE", part) for part in graph.node("SeparateXYZ", vector=normal).outputs)
    flat = graph.math("MAXIMUM", graph.math("MAXIMUM", x, y), z)
    return graph.ramp(flat, (0.88, 1.0), (0.985, 0.0))


def tinted(graph: Graph, colour: Socket, amount: Socket, tint: tuple[float, float, float]) -> Socket:
    """Multiply a colour by a tint where an amount nears 1; below 0.72, and in quality.py's mean, it stays as it was."""
    node = graph.node("ValToRGB", factor=amount)
    for element, at, stop in zip(node.color_ramp.elements, (0.72, 1.0), ((1.0, 1.0, 1.0), tint), strict=True):
        element.position, element.color = at, (*stop, 1.0)
    return graph.mix(1.0, colour, node.outputs["Color"], "MULTIPLY")


def rubbed(graph: Graph, point: Socket) -> Socket:
    """Give where an edge has lost its paint: a hand's breadth here, a finger's there."""
    bare = graph.ramp(graph.noise(point, 13, 4, roughness=0.7), (0.61, 0.0), (0.68, 1.0))
    return graph.math("MULTIPLY", edges(graph), bare)


def top(graph: Graph) -> tuple[Socket, Socket]:
    """Give the marks on whatever faces up, and where it has gone dull: rings of cups, a few, and scratches every way."""
    here = graph.node("TexCoord")
    point = here.outputs["Object"]
    up = graph.math("GREATER_THAN", graph.node("SeparateXYZ", vector=here.outputs["Normal"]).outputs[2], 0.9)
    cells = graph.node("TexVoronoi", {"voronoi_dimensions": "2D"}, vector=point, scale=3.1, randomness=0.8)
    few = graph.math("GREATER_THAN", graph.node("SeparateColor", color=cells.outputs["Color"]).outputs[0], 0.62)
    away = graph.math("ABSOLUTE", graph.math("SUBTRACT", cells.outputs["Distance"], 0.118))  # cells are 0.32 m wide
    ring = graph.math("MULTIPLY", graph.ramp(away, (0.004, 1.0), (0.010, 0.0)), few)
    broken = graph.ramp(graph.noise(point, 19, 2), (0.40, 0.25), (0.58, 1.0))
    ring = graph.math("MULTIPLY", ring, broken)
    lines = [_scratches(graph, point, turn) for turn in (0.5, 2.2)]
    marks = graph.math("MAXIMUM", ring, graph.math("MAXIMUM", *lines))
    dull = graph.ramp(graph.noise(point, 4.2, 3), (0.44, 0.0), (0.60, 1.0))
    return graph.math("MULTIPLY", marks, up), graph.math("MULTIPLY", dull, up)


def _scratches(graph: Graph, point: Socket, turn: float) -> Socket:
    """Give short fine scratches that lie about one way."""
    along = graph.node("Mapping", vector=point, rotation=(0, 0, turn), scale=(9, 420, 1)).outputs[0]
    return graph.ramp(graph.noise(along, 1, 1), (0.70, 0.0), (0.75, 0.9))
