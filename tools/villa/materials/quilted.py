"""A cover quilted by hand: cotton stitched through its wadding in lozenges, puckered along every seam."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, Value, once, srgb

PITCH_M, SLOPE = 0.1, 0.72  # how far apart lines of stitches are, and how much narrower than long lozenges
_STITCH_M = 0.0035


def quilted(code: str, widths: float = 0.72) -> bpy.types.Material:
    """Give a quilt in lozenges, sewn together from widths of cloth, in m; it follows the cloth as cut."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        x, y, _ = graph.node("SeparateXYZ", vector=point).outputs
        along, across = (graph.math(way, graph.math("MULTIPLY", y, SLOPE), x) for way in ("ADD", "SUBTRACT"))
        near = graph.math("MINIMUM", *(_beside(graph, value, PITCH_M) for value in (along, across)))
        seam = graph.ramp(_beside(graph, x, widths), (0.0, 0.0), (0.006, 1.0))
        puffed = graph.math("POWER", graph.math("DIVIDE", near, PITCH_M / 2), 0.45)
        tight = graph.ramp(near, (0.0, 1.0), (0.3 * PITCH_M, 0.0))
        pucker = graph.math("MULTIPLY", graph.math("MULTIPLY", graph.noise(point, 95, 2), tight), 0.5)
        high = graph.math("MULTIPLY", graph.math("ADD", puffed, pucker), seam)
        sunk = graph.ramp(graph.math("MULTIPLY", near, seam), (0.0, 0.8), (_STITCH_M, 0.93), (3 * _STITCH_M, 1.0))
        weave = graph.ramp(
            graph.noise(graph.node("Mapping", vector=point, scale=(520, 70, 1)).outputs[0], 1, 2), (0.3, 0.92), (0.7, 1.03)
        )
        colour = graph.mix(1.0, graph.mix(1.0, srgb(code), sunk, "MULTIPLY"), weave, "MULTIPLY")
        graph.set(base_color=colour, roughness=0.93, specular_ior_level=0.12)
        graph.bump(high, 0.75, 0.009)

    return once(f"quilted.{code}", paint)


def _beside(graph: Graph, value: Value, span: float) -> bpy.types.NodeSocket:
    """Give the distance from lines so far apart."""
    place = graph.math("SUBTRACT", graph.math("FRACT", graph.math("DIVIDE", value, span)), 0.5)
    return graph.math("MULTIPLY", graph.math("SUBTRACT", 0.5, graph.math("ABSOLUTE", place)), span)
