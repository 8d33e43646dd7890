"""Household linen in one colour: ironed cotton, a wool blanket, thick towelling."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, Value, once, srgb


def percale(code: str, pressed: float = 0.4) -> bpy.types.Material:
    """Give cotton that was ironed and used since: sharp fine creases, and, so deep, the lines it was folded along."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        _plain(graph, srgb(code), 0.85)
        creases = _creased(graph, point, 4.5)
        x, y, _ = graph.node("SeparateXYZ", vector=point).outputs
        lines = [_line(graph, value, span) for value, span in ((x, 0.37), (y, 0.44))]
        folded = graph.math("MULTIPLY", graph.math("MAXIMUM", *lines), pressed)
        graph.bump(graph.math("SUBTRACT", creases, folded), 0.7, 0.008)

    return once(f"linen.percale.{code}.{pressed}", paint)


def blanket(code: str) -> bpy.types.Material:
    """Give a felted wool blanket, its twill only just seen."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        nap = graph.noise(point, 640, 3)
        colour = graph.mix(1.0, srgb(code), graph.ramp(nap, (0.3, 0.8), (0.68, 1.04)), "MULTIPLY")
        _plain(graph, colour, 0.96)
        graph.set(sheen_weight=0.1, sheen_roughness=0.6)
        graph.bump(nap, 0.6, 0.0016)

    return once(f"linen.blanket.{code}", paint)


def towelling(code: str) -> bpy.types.Material:
    """Give thick towelling with a flat woven band near the ends, 0.07 m from y = 0 of its own coordinates."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        loops = graph.noise(point, 260, 2)
        y = graph.math("ABSOLUTE", graph.node("SeparateXYZ", vector=point).outputs[1])
        band = graph.math("LESS_THAN", graph.math("ABSOLUTE", graph.math("SUBTRACT", y, 0.085)), 0.018)
        pile = graph.math("MULTIPLY", loops, graph.math("SUBTRACT", 1.0, band))
        colour = graph.mix(1.0, srgb(code), graph.ramp(pile, (0.0, 0.9), (0.6, 1.0)), "MULTIPLY")
        _plain(graph, colour, 0.95)
        graph.bump(pile, 0.9, 0.006)

    return once(f"linen.towelling.{code}", paint)


def _plain(graph: Graph, colour: Value, roughness: float) -> None:
    """Set an even dull surface."""
    graph.set(base_color=colour, roughness=roughness, specular_ior_level=0.15)


def _creased(graph: Graph, point: Value, scale: float) -> bpy.types.NodeSocket:
    """Give creases: thin ridges along a noise's middle, in patches."""
    pulled = graph.node("Mapping", vector=point, scale=(1.0, 1.7, 1.0), rotation=(0, 0, 0.5)).outputs[0]
    away = graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.noise(pulled, scale, 2.5, distortion=0.4), 0.5))
    ridge = graph.ramp(away, (0.0, 1.0), (0.09, 0.0))
    patches = graph.ramp(graph.noise(point, 1.9, 2), (0.42, 0.0), (0.62, 1.0))
    return graph.math("MULTIPLY", ridge, patches)


def _line(graph: Graph, value: Value, span: float) -> bpy.types.NodeSocket:
    """Give 1 on lines so far apart, 0 from 5 mm beside them on."""
    place = graph.math("SUBTRACT", graph.math("FRACT", graph.math("DIVIDE", value, span)), 0.5)
    return graph.ramp(graph.math("MULTIPLY", graph.math("ABSOLUTE", place), span), (0.0, 1.0), (0.005, 0.0))
