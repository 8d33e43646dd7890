"""Surfaces that carry a figure, given to Blender as an image: knotted rugs, patterned cloth, pictures behind glass."""

from __future__ import annotations

from collections.abc import Callable

import bpy
import numpy as np
from PIL import Image

from villa.materials.graph import Graph, once
from villa.materials.pixels import stored

Pixels = np.ndarray
"""(height, width, 3) as displayed, 0 to 1, its first row on top."""


def tone(code: str) -> Pixels:
    """Give a colour as displayed."""
    return np.array([int(code.lstrip("#")[k : k + 2], 16) for k in (0, 2, 4)]) / 255


def clouds(shape: tuple[int, int], cell: tuple[float, float], seed: int, octaves: int = 3) -> np.ndarray:
    """Give soft noise about 0, mostly within 1; cells are so many pixels high and wide."""
    rng, total, height, width = np.random.default_rng(seed), np.zeros(shape), *shape
    for k in range(octaves):
        rows, columns = (max(2, round(n / c * 2**k) + 2) for n, c in zip(shape, cell, strict=True))
        coarse = Image.fromarray(rng.uniform(-1, 1, (rows, columns)).astype(np.float32))
        total += 0.55**k * np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))
    return total


def _spread(graph: Graph, pixels: Pixels, size: tuple[float, float], axes: tuple[int, int], *, own: bool) -> bpy.types.NodeSocket:
    """Give the colours of pixels laid over this size (m) about the object's middle, or repeated along the part's own grain."""
    point = graph.coords() if own else graph.node("TexCoord").outputs["Object"]
    parts = graph.node("SeparateXYZ", vector=point).outputs
    u, v = (graph.math("ADD", graph.math("DIVIDE", parts[axis], wide), 0.5) for axis, wide in zip(axes, size, strict=True))
    node = graph.node("TexImage", vector=graph.node("CombineXYZ", x=u, y=v).outputs[0])
    node.image, node.extension = stored(graph.material.name, pixels), "REPEAT" if own else "EXTEND"
    mean = 2 * np.mean(pixels, (0, 1)) ** 2.2 - 0.5  # quality.py takes the mean of this and 0.5 where light has bounced
    all_ = graph.node("Value").outputs[0]
    all_.default_value = 1.0
    return graph.mix(all_, (*np.maximum(mean, 0.0), 1.0), node.outputs["Color"])


def pile(name: str, draw: Callable[[], Pixels], size: tuple[float, float], deep: float = 0.006) -> bpy.types.Material:
    """Give a knotted or woven rug of a drawn pattern, lying flat about the object's middle."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        knots = graph.noise(graph.node("Mapping", vector=point, scale=(190, 190, 1)).outputs[0], 1, 2)
        rows = graph.noise(graph.node("Mapping", vector=point, scale=(5, 150, 1)).outputs[0], 1, 2)
        height = graph.math("ADD", graph.math("MULTIPLY", knots, 0.6), graph.math("MULTIPLY", rows, 0.4))
        colour = _spread(graph, draw(), size, (0, 1), own=False)
        hollow = graph.ramp(height, (0.34, 0.74), (0.62, 1.04))
        graph.set(base_color=graph.mix(1.0, colour, hollow, "MULTIPLY"), roughness=0.95, specular_ior_level=0.12)
        graph.set(sheen_weight=0.15, sheen_roughness=0.5)
        graph.bump(height, 0.8, deep)

    return once(f"figured.pile.{name}", paint)


def cloth(name: str, draw: Callable[[], Pixels], size: tuple[float, float]) -> bpy.types.Material:
    """Give a woven or printed cloth whose drawn pattern repeats after this size."""

    def paint(graph: Graph) -> None:
        from villa.materials.fabric import woven

        height = woven(graph, 1.2)
        colour = _spread(graph, draw(), size, (0, 1), own=True)
        graph.set(base_color=graph.mix(1.0, colour, graph.ramp(height, (0.3, 0.82), (0.65, 1.03)), "MULTIPLY"))
        graph.set(roughness=0.92, sheen_weight=0.2, sheen_roughness=0.5, specular_ior_level=0.2)
        graph.bump(height, 0.45, 0.0025)

    return once(f"figured.cloth.{name}", paint)


def sheet(
    name: str, draw: Callable[[], Pixels], size: tuple[float, float], gloss: float = 0.0, axes: tuple[int, int] = (0, 2)
) -> bpy.types.Material:
    """Give a picture about the object's middle, upright unless axes say otherwise: paper, or behind glass where it has gloss."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=_spread(graph, draw(), size, axes, own=False), roughness=0.8 - 0.2 * gloss)
        graph.set(coat_weight=gloss, coat_roughness=0.02)

    return once(f"figured.sheet.{name}", paint)
