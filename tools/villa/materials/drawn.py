"""Surfaces drawn pixel by pixel: rugs, tiles, prints, paper. The arrays come from `villa.materials.patterns`."""

from __future__ import annotations

import bpy
import numpy as np

from villa.materials.graph import Graph, once
from villa.materials.pixels import stored

_AXES = {"lying": (0, 1), "upright": (0, 2)}


def _drawn(graph: Graph, image: bpy.types.Image, size: tuple[float, float], way: str, *, cells: bool) -> bpy.types.NodeSocket:
    """Give the colour of a drawing, of this size in metres about the object's middle, repeated beyond."""
    x, y = (graph.node("SeparateXYZ", vector=graph.node("TexCoord").outputs["Object"]).outputs[k] for k in _AXES[way])
    u = graph.math("ADD", graph.math("DIVIDE", x, size[0]), 0.5)
    v = graph.math("ADD", graph.math("DIVIDE", y, size[1]), 0.5)
    props = {"image": image, "interpolation": "Closest" if cells else "Linear"}
    return graph.node("TexImage", props, vector=graph.node("CombineXYZ", x=u, y=v).outputs[0]).outputs["Color"]


def rug(name: str, pixels: np.ndarray, size: tuple[float, float]) -> bpy.types.Material:
    """Give a flat-woven rug that shows a pattern, worn paler where people walk, each yarn a ridge."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        yarns = graph.noise(graph.node("Mapping", vector=point, scale=(170, 30, 1)).outputs[0], 1, 2)
        knots = graph.noise(graph.node("Mapping", vector=point, scale=(60, 260, 1)).outputs[0], 1, 2)
        height = graph.math("MULTIPLY", graph.math("ADD", yarns, knots), 0.5)
        colour = _drawn(graph, stored(name, pixels), size, "lying", cells=False)
        colour = graph.mix(1.0, colour, graph.ramp(height, (0.32, 0.55), (0.6, 1.0)), "MULTIPLY")
        worn = graph.ramp(graph.noise(point, 1.9, 4), (0.42, 0.0), (0.75, 0.28))
        graph.set(
            base_color=graph.mix(worn, colour, (0.36, 0.31, 0.25, 1)), roughness=0.95, specular_ior_level=0.15, sheen_weight=0.2
        )
        graph.bump(height, 0.8, 0.006)

    return once(f"drawn.rug.{name}", paint)


def tiles(name: str, pixels: np.ndarray, size: tuple[float, float], way: str = "upright") -> bpy.types.Material:
    """Give glazed tiles painted by hand, their glaze pooled, crazed and not quite flat."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        own = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", graph.tone(), 9.1)), (0.0, 0.84), (1.0, 1.04))
        colour = graph.mix(1.0, _drawn(graph, stored(name, pixels), size, way, cells=False), own, "MULTIPLY")
        graph.set(base_color=colour, coat_weight=0.3, coat_roughness=0.1)
        graph.set(roughness=graph.math("ADD", 0.28, graph.math("MULTIPLY", graph.noise(point, 26, 3), 0.12)))
        graph.bump(
            graph.math("ADD", graph.noise(point, 17, 2), graph.math("MULTIPLY", graph.noise(point, 70, 2), 0.2)), 0.5, 0.004
        )

    return once(f"drawn.tiles.{name}", paint)


def paper(name: str, pixels: np.ndarray, size: tuple[float, float], way: str = "lying") -> bpy.types.Material:
    """Give a drawn or printed sheet of paper."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=_drawn(graph, stored(name, pixels), size, way, cells=False), roughness=0.75)
        graph.bump(graph.noise(graph.coords(), 9, 3), 0.25, 0.003)

    return once(f"drawn.paper.{name}", paint)


def cloth(name: str, pixels: np.ndarray, size: tuple[float, float], way: str = "lying") -> bpy.types.Material:
    """Give a printed or striped cotton cloth."""

    def paint(graph: Graph) -> None:
        from villa.materials.fabric import woven

        height = woven(graph, 1.1)
        colour = _drawn(graph, stored(name, pixels), size, way, cells=False)
        colour = graph.mix(1.0, colour, graph.ramp(height, (0.3, 0.8), (0.65, 1.0)), "MULTIPLY")
        graph.set(base_color=colour, roughness=0.92, sheen_weight=0.25, specular_ior_level=0.2)
        graph.bump(height, 0.4, 0.002)

    return once(f"drawn.cloth.{name}", paint)
