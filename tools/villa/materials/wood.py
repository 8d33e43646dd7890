"""Woods: oak, walnut, smoked oak, cedar, lacquered fronts; and the year rings that a saw lays open."""

from __future__ import annotations

import bpy

from villa.materials import wear
from villa.materials.graph import Graph, once, srgb

_YEARS_PER_M = 250.0
_FIGURED = 0.55  # how far grain goes from light to dark: planed and oiled boards are calmer than split ones


def oak() -> bpy.types.Material:
    """Give light natural oak."""
    return grained("wood.oak", ("#9c8569", "#ad967a", "#bca78b"), 0.48)


def walnut() -> bpy.types.Material:
    """Give oiled walnut."""
    return grained("wood.walnut", ("#4a3020", "#6b4830", "#84603f"), 0.42)


def smoked() -> bpy.types.Material:
    """Give smoked, nearly black oak."""
    return grained("wood.smoked", ("#1f1915", "#2f261f", "#3f342a"), 0.5)


def cedar() -> bpy.types.Material:
    """Give warm cedar, as of the front door and outdoor furniture."""
    return grained("wood.cedar", ("#7b4f2f", "#9a6a42", "#b28457"), 0.55)


def rings(graph: Graph, point: bpy.types.NodeSocket, pull: bpy.types.NodeSocket | float = 0.0) -> bpy.types.NodeSocket:
    """Give the year rings, 0 to 1, that a saw lays open along x: flames over the pith, lines on edges, arcs on ends.

    The pith wanders along the board, a hand's breadth below its face. A year darkens slowly, and the next begins
    pale at once. The trunk is mirrored every 15 cm across and 5 cm down, so that no board leaves it. What pulls rings aside, as
    knots do, is given in m.
    """
    x, y, z = graph.node("SeparateXYZ", vector=point).outputs
    along = graph.node("CombineXYZ", x=graph.math("MULTIPLY", x, 0.8)).outputs[0]
    sway = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.noise(along, 1.0, 2), 0.5), 0.11)
    bent = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.noise(_slow(graph, point), 1.0, 2), 0.5), 0.035)
    aside = graph.math("ADD", graph.math("PINGPONG", graph.math("ADD", y, sway), 0.15), bent)
    below = graph.math("ADD", graph.math("PINGPONG", z, 0.05), graph.math("ADD", 0.045, graph.math("MULTIPLY", sway, 0.7)))
    away = graph.math("SQRT", graph.math("ADD", graph.math("POWER", aside, 2.0), graph.math("POWER", below, 2.0)))
    away = graph.math("ADD", away, graph.math("ADD", pull, graph.math("MULTIPLY", bent, 0.3)))
    year = graph.math("FRACT", graph.math("MULTIPLY", away, _YEARS_PER_M))
    decade = graph.node("CombineXYZ", x=graph.math("MULTIPLY", away, 26.0)).outputs[0]
    marked = graph.ramp(graph.noise(decade, 1.0, 2), (0.3, 0.2), (0.7, 0.9))
    pale = graph.ramp(year, (0.0, 0.7), (0.15, 0.9), (0.55, 0.6), (0.88, 0.05), (1.0, 0.7))
    return graph.math(
        "ADD", graph.math("MULTIPLY", pale, marked), graph.math("MULTIPLY", 0.6, graph.math("SUBTRACT", 1.0, marked))
    )


def _slow(graph: Graph, point: bpy.types.NodeSocket) -> bpy.types.NodeSocket:
    """Give a place that changes slowly along the board."""
    return graph.node("Mapping", vector=point, scale=(1.3, 9.0, 9.0)).outputs[0]


def calm(graph: Graph, grain: bpy.types.NodeSocket) -> bpy.types.NodeSocket:
    """Give grain (0 to 1) as a planed board shows it: nearer its middle."""
    return graph.math("ADD", graph.math("MULTIPLY", grain, _FIGURED), 0.5 * (1 - _FIGURED))


def lacquer(name: str, code: str, roughness: float = 0.38) -> bpy.types.Material:
    """Give a silk-matt paint, its film slightly uneven, rubbed off an edge here and there."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        bare = wear.rubbed(graph, point)
        patches = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.noise(point, 9, 2), 0.5), 0.5)
        graph.set(base_color=wear.tinted(graph, srgb(code), bare, (1.9, 1.6, 1.4)))
        graph.set(roughness=graph.math("ADD", roughness, patches), specular_ior_level=0.4)
        strokes = graph.noise(graph.node("Mapping", vector=point, scale=(4, 240, 240)).outputs[0], 1, 2)
        graph.bump(strokes, 0.6, 0.0002)

    return once(f"lacquer.{name}", paint)


def grained(name: str, colours: tuple[str, str, str], roughness: float) -> bpy.types.Material:
    """Give wood whose grain runs along the part, its tops marked by use."""

    def paint(graph: Graph) -> None:
        tone = graph.tone()
        offset = graph.math("MULTIPLY", tone, 37.0)
        place = graph.node("VectorMath", {"operation": "ADD"})
        graph.tree.links.new(graph.coords(), place.inputs[0])
        graph.tree.links.new(graph.node("CombineXYZ", x=offset, y=offset, z=offset).outputs[0], place.inputs[1])
        point = place.outputs[0]
        bands = rings(graph, point)
        fine = graph.noise(graph.node("Mapping", vector=point, scale=(3, 210, 210)).outputs[0], 1.0, 2)
        pores = graph.noise(graph.node("Mapping", vector=point, scale=(18, 420, 420)).outputs[0], 1.0, 1)
        grain = graph.math("ADD", graph.math("MULTIPLY", bands, 0.5), graph.math("MULTIPLY", fine, 0.5))
        colour = graph.ramp(calm(graph, grain), (0.12, colours[0]), (0.5, colours[1]), (0.9, colours[2]))
        shade = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", tone, 5.3)), (0.0, 0.8), (1.0, 1.06))
        colour = graph.mix(1.0, colour, shade, "MULTIPLY")
        dark = graph.ramp(pores, (0.32, 0.87), (0.42, 1.0))
        marks, dull = wear.top(graph)
        colour = graph.mix(0.8, colour, dark, "MULTIPLY")
        graph.set(base_color=wear.tinted(graph, colour, marks, (0.76, 0.73, 0.7)))
        worn = graph.math("ADD", graph.math("MULTIPLY", fine, 0.2), graph.math("MULTIPLY", dull, 0.07))
        graph.set(roughness=graph.math("ADD", roughness - 0.1, worn))
        graph.bump(graph.math("ADD", fine, pores), 0.4, 0.001)

    return once(name, paint)
