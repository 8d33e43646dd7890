"""Surfaces drawn pixel by pixel: rugs, prints, paper. The arrays come from `villa.materials.patterns`."""

from __future__ import annotations

import bpy
import numpy as np

from villa.materials.graph import Graph, once
from villa.materials.pixels import stored

_AXES = {"lying": (0, 1), "upright": (0, 2)}


def _drawn(graph: Graph, image: bpy.types.Image, size: tuple[float, float], way: str) -> bpy.types.NodeSocket:
    """Give the colour of a drawing, of this size in metres about the object's middle, repeated beyond."""
    x, y = (graph.node("SeparateXYZ", vector=graph.node("TexCoord").outputs["Object"]).outputs[k] for k in _AXES[way])
    u = graph.math("ADD", graph.math("DIVIDE", x, size[0]), 0.5)
    v = graph.math("ADD", graph.math("DIVIDE", y, size[1]), 0.5)
    return graph.node("TexImage", {"image": image}, vector=graph.node("CombineXYZ", x=u, y=v).outputs[0]).outputs["Color"]


def rug(name: str, pixels: np.ndarray, size: tuple[float, float]) -> bpy.types.Material:
    """Give a flat-woven rug that shows a pattern, worn paler where people walk, each yarn a ridge."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        yarns = graph.noise(graph.node("Mapping", vector=point, scale=(170, 30, 1)).outputs[0], 1, 2)
        knots = graph.noise(graph.node("Mapping", vector=point, scale=(60, 260, 1)).outputs[0], 1, 2)
        height = graph.math("MULTIPLY", graph.math("ADD", yarns, knots), 0.5)
        colour = _drawn(graph, stored(name, pixels), size, "lying")
        colour = graph.mix(1.0, colour, graph.ramp(height, (0.32, 0.55), (0.6, 1.0)), "MULTIPLY")
        worn = graph.ramp(graph.noise(point, 1.9, 4), (0.42, 0.0), (0.75, 0.28))
        graph.set(
            base_color=graph.mix(worn, colour, (0.36, 0.31, 0.25, 1)), roughness=0.95, specular_ior_level=0.15, sheen_weight=0.2
        )
        graph.bump(height, 0.8, 0.006)

    return once(f"drawn.rug.{name}", paint)


def paper(name: str, pixels: np.ndarray, size: tuple[float, float], way: str = "lying") -> bpy.types.Material:
    """Give a drawn or printed sheet of paper."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=_drawn(graph, stored(name, pixels), size, way), roughness=0.75)
        graph.bump(graph.noise(graph.coords(), 9, 3), 0.25, 0.003)

    return once(f"drawn.paper.{name}", paint)
