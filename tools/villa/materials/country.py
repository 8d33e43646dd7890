"""What an old country house is made of: painted boards, knotty wood, rush."""

from __future__ import annotations

import bpy

from villa.materials import wear, wood
from villa.materials.graph import Graph, once, srgb


def painted(code: str) -> bpy.types.Material:
    """Give boards painted by brush: faint strokes along the grain, edges rubbed to the wood here and there."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        hairs = graph.noise(graph.node("Mapping", vector=point, scale=(4, 330, 330)).outputs[0], 1, 2)
        laps = graph.noise(graph.node("Mapping", vector=point, scale=(3, 60, 60)).outputs[0], 1, 2)
        own = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", graph.tone(), 7.7)), (0.0, 0.955), (1.0, 1.02))
        colour = graph.mix(1.0, srgb(code), own, "MULTIPLY")
        colour = graph.mix(1.0, colour, graph.ramp(hairs, (0.32, 0.984), (0.68, 1.014)), "MULTIPLY")
        bare = wear.rubbed(graph, point)
        colour = wear.tinted(graph, colour, bare, (1.6, 1.45, 1.35))
        patches = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.noise(point, 9, 2), 0.5), 0.2)
        graph.set(base_color=colour, specular_ior_level=0.28)
        graph.set(roughness=graph.math("ADD", graph.math("ADD", 0.58, patches), graph.math("MULTIPLY", bare, 0.2)))
        height = graph.math("SUBTRACT", graph.math("ADD", hairs, graph.math("MULTIPLY", laps, 1.4)), bare)
        graph.bump(height, 0.6, 0.0003)

    return once(f"country.painted.{code}", paint)


def knotty(name: str, colours: tuple[str, str, str], roughness: float = 0.46, flame: float = 0.45) -> bpy.types.Material:
    """Give wood with flames, pores and knots along the part, no board like the next, its tops marked by use."""

    def paint(graph: Graph) -> None:
        tone = graph.tone()
        offset = graph.node("CombineXYZ", x=graph.math("MULTIPLY", tone, 37.0), y=graph.math("MULTIPLY", tone, 91.0)).outputs[0]
        moved = graph.node("VectorMath", {"operation": "ADD"})
        graph.tree.links.new(graph.coords(), moved.inputs[0])
        graph.tree.links.new(offset, moved.inputs[1])
        point = moved.outputs[0]
        knot, bands = _flames(graph, point)
        fine = graph.noise(graph.node("Mapping", vector=point, scale=(3, 200, 200)).outputs[0], 1, 2)
        pores = graph.noise(graph.node("Mapping", vector=point, scale=(18, 420, 420)).outputs[0], 1, 1)
        grain = graph.math("ADD", graph.math("MULTIPLY", bands, flame), graph.math("MULTIPLY", fine, 1 - flame))
        grain = wood.calm(graph, grain)
        colour = graph.ramp(grain, (0.14, colours[0]), (0.5, colours[1]), (0.86, colours[2]))
        own = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", tone, 5.3)), (0.0, 0.66), (1.0, 1.12))
        colour = graph.mix(1.0, colour, own, "MULTIPLY")
        colour = graph.mix(graph.ramp(knot, (0.035, 0.9), (0.085, 0.0)), colour, srgb("#2a1b10"))
        colour = graph.mix(0.8, colour, graph.ramp(pores, (0.32, 0.84), (0.42, 1.0)), "MULTIPLY")
        marks, dull = wear.top(graph)
        graph.set(base_color=wear.tinted(graph, colour, marks, (0.74, 0.71, 0.68)))
        worn = graph.math("ADD", graph.math("MULTIPLY", graph.noise(point, 60, 2), 0.2), graph.math("MULTIPLY", dull, 0.07))
        graph.set(roughness=graph.math("ADD", graph.math("ADD", roughness - 0.1, worn), graph.math("MULTIPLY", marks, 0.1)))
        height = graph.math("ADD", graph.math("ADD", fine, pores), graph.math("MULTIPLY", bands, 0.5))
        graph.bump(height, 0.4, 0.0012)

    return once(f"country.{name}", paint)


def _flames(graph: Graph, point: bpy.types.NodeSocket) -> tuple[bpy.types.NodeSocket, bpy.types.NodeSocket]:
    """Give how far away the next knot is, and the bands of grain that bend about it."""
    near = graph.node("Mapping", vector=point, scale=(1.5, 7.0, 7.0)).outputs[0]
    knot = graph.node("TexVoronoi", vector=near, scale=1.0).outputs["Distance"]
    pull = graph.ramp(knot, (0.03, 0.42), (0.34, 0.0))
    return knot, wood.rings(graph, point, graph.math("MULTIPLY", pull, 0.07))


def chestnut() -> bpy.types.Material:
    """Give old chestnut, as of farm tables."""
    return knotty("chestnut", ("#4a3323", "#674a32", "#7d5d40"), 0.46)


def smoked() -> bpy.types.Material:
    """Give beams of chestnut that two hundred years of smoke and oil have darkened."""
    return knotty("smoked", ("#3f3023", "#54402e", "#665039"), 0.6, 0.3)


def honey() -> bpy.types.Material:
    """Give waxed pine that light has turned to honey."""
    return knotty("honey", ("#80603f", "#9a7750", "#ad8b64"), 0.46)


def rush() -> bpy.types.Material:
    """Give a rush seat about the middle of its object: cords run in from each rail and meet along the diagonals."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        x, y, _ = graph.node("SeparateXYZ", vector=point).outputs
        beside = graph.math("GREATER_THAN", graph.math("ABSOLUTE", x), graph.math("ABSOLUTE", y))
        across = graph.math(
            "ADD", graph.math("MULTIPLY", beside, y), graph.math("MULTIPLY", graph.math("SUBTRACT", 1.0, beside), x)
        )
        across = graph.math("ADD", across, graph.math("MULTIPLY", graph.noise(point, 14, 2), 0.006))
        count = graph.math("MULTIPLY", across, 125.0)
        cord = graph.math("PINGPONG", count, 0.5)
        own = graph.node(
            "TexWhiteNoise",
            {"noise_dimensions": "1D"},
            w=graph.math("ADD", graph.math("FLOOR", count), graph.math("MULTIPLY", beside, 77.0)),
        )
        colour = graph.ramp(own.outputs["Value"], (0.0, "#7d6647"), (0.45, "#a18660"), (1.0, "#b79c76"))
        twisted = graph.noise(point, 90, 3)
        hollow = graph.ramp(cord, (0.0, 0.35), (0.28, 1.0))
        colour = graph.mix(1.0, colour, hollow, "MULTIPLY")
        graph.set(base_color=graph.mix(1.0, colour, graph.ramp(twisted, (0.3, 0.75), (0.7, 1.0)), "MULTIPLY"), roughness=0.72)
        graph.bump(graph.math("ADD", graph.math("SQRT", cord), graph.math("MULTIPLY", twisted, 0.3)), 0.9, 0.005)

    return once("country.rush", paint)
