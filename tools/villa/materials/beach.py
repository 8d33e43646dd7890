"""What stands out in the sun: striped towelling and canvas, cloth that has faded, rubber hose."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb

Socket = bpy.types.NodeSocket
Band = tuple[float, str]

CABANA: tuple[Band, ...] = ((0.0, "#3a475c"), (0.5, "#ddd8ca"))
SUNSET: tuple[Band, ...] = (
    (0.0, "#9a6252"),
    (0.16, "#b8935f"),
    (0.24, "#d8ccb4"),
    (0.30, "#9a6252"),
    (0.45, "#4f686c"),
    (0.52, "#d8ccb4"),
    (0.58, "#b8935f"),
    (0.74, "#9a6252"),
    (0.90, "#4f686c"),
)


def striped(bands: tuple[Band, ...], period: float, axis: int = 0, nap: float = 420.0) -> bpy.types.Material:
    """Give cloth with bands of colours, repeated after period metres across it (axis 0) or along it (1), of a nap so fine."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        wander = graph.math("MULTIPLY", graph.noise(point, 7, 2), 0.006)
        across = graph.math("ADD", graph.node("SeparateXYZ", vector=graph.node("UVMap").outputs["UV"]).outputs[axis], wander)
        color = graph.ramp(graph.math("FRACT", graph.math("DIVIDE", across, period)), *bands)
        color.node.color_ramp.interpolation = "CONSTANT"
        pile, washed = graph.noise(point, nap, 3), graph.noise(point, 3.5, 4)
        base = graph.mix(1.0, color, graph.ramp(pile, (0.3, 0.70), (0.65, 1.0)), "MULTIPLY")
        base = graph.mix(graph.math("MULTIPLY", washed, 0.22), base, srgb("#c9c2b0"))
        graph.set(base_color=base, roughness=0.95, sheen_weight=0.3, specular_ior_level=0.12)
        graph.bump(graph.math("ADD", pile, graph.math("MULTIPLY", graph.noise(point, 40, 3), 0.7)), 0.8, 0.005)

    return once(f"beach.striped.{bands}.{period}.{axis}", paint)


def checked(code: str, ground: str, period: float) -> bpy.types.Material:
    """Give gingham: bands of a colour woven across bands of it, half as strong where only one of the two lies."""

    def paint(graph: Graph) -> None:
        point, place = graph.coords(), graph.node("SeparateXYZ", vector=graph.node("UVMap").outputs["UV"]).outputs
        woven: list[bpy.types.NodeSocket] = []
        for axis in (0, 1):
            share = graph.math("FRACT", graph.math("DIVIDE", place[axis], period))
            woven.append(graph.math("MULTIPLY", graph.math("GREATER_THAN", share, 0.5), 0.5))
        cover = graph.math("ADD", *woven)
        color = graph.mix(graph.math("MULTIPLY", cover, 0.92), srgb(ground), srgb(code))
        thread = graph.noise(point, 620, 2)
        graph.set(base_color=graph.mix(1.0, color, graph.ramp(thread, (0.3, 0.78), (0.65, 1.0)), "MULTIPLY"), roughness=0.9)
        graph.set(specular_ior_level=0.15, sheen_weight=0.2)
        graph.bump(graph.math("ADD", thread, graph.noise(point, 18, 4)), 0.5, 0.004)

    return once(f"beach.checked.{code}.{period}", paint)


def patterned(code: str, figure: str, kind: str) -> bpy.types.Material:
    """Give printed canvas for a cushion: leaves scattered, ikat lozenges, or thin lines, in a figure's colour on a ground."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        thread = graph.noise(point, 560, 2)
        color = graph.mix(graph.math("MULTIPLY", _FIGURES[kind](graph, point), 0.9), srgb(code), srgb(figure))
        worn = graph.ramp(graph.noise(point, 5, 3), (0.3, 0.84), (0.7, 1.0))
        color = graph.mix(1.0, graph.mix(1.0, color, worn, "MULTIPLY"), graph.ramp(thread, (0.3, 0.80), (0.65, 1.0)), "MULTIPLY")
        graph.set(base_color=color, roughness=0.92, sheen_weight=0.25, specular_ior_level=0.15)
        graph.bump(thread, 0.35, 0.002)

    return once(f"beach.patterned.{code}.{figure}.{kind}", paint)


def _uneven(graph: Graph, point: Socket) -> list[Socket]:
    """Give x and y as a printer's hand shifts them."""
    stray = graph.math("MULTIPLY", graph.noise(point, 26, 2), 0.03)
    x, y, _ = graph.node("SeparateXYZ", vector=point).outputs
    return [graph.math("ADD", x, stray), graph.math("ADD", y, stray)]


def _lines(graph: Graph, point: Socket) -> Socket:
    """Give lines across x."""
    return graph.math("GREATER_THAN", graph.math("FRACT", graph.math("MULTIPLY", _uneven(graph, point)[0], 21.0)), 0.62)


def _lozenges(graph: Graph, point: Socket) -> Socket:
    """Give lozenges within one another."""
    away: list[Socket] = []
    for place, count in zip(_uneven(graph, point), (8.5, 6.0), strict=True):
        share = graph.math("FRACT", graph.math("MULTIPLY", place, count))
        away.append(graph.math("ABSOLUTE", graph.math("SUBTRACT", share, 0.5)))
    return graph.math("GREATER_THAN", graph.math("FRACT", graph.math("MULTIPLY", graph.math("ADD", *away), 2.6)), 0.5)


def _scattered(graph: Graph, point: Socket) -> Socket:
    """Give slender leaves that all point one way."""
    vector = graph.node("Mapping", vector=point, scale=(19, 8.5, 1), rotation=(0, 0, 0.6)).outputs[0]
    cell = graph.node("TexVoronoi", {"feature": "F1"}, vector=vector, scale=1.0, randomness=0.75)
    return graph.math("LESS_THAN", cell.outputs["Distance"], 0.40)


_FIGURES = {"lines": _lines, "ikat": _lozenges, "leaves": _scattered}


def awning(code: str, bleached: str) -> bpy.types.Material:
    """Give a parasol's cloth: bleached in clouds and streaks, spotted by rain, with light coming through."""

    def paint(graph: Graph) -> None:
        place = graph.node("NewGeometry").outputs["Position"]
        broad, spots = graph.noise(place, 1.7, 5), graph.noise(place, 21, 3)
        color = graph.mix(graph.ramp(broad, (0.36, 0.0), (0.70, 0.75)), srgb(code), srgb(bleached))
        color = graph.mix(graph.ramp(spots, (0.60, 0.0), (0.72, 0.28)), color, srgb("#5e5040"))
        bump = graph.node("Bump", height=graph.noise(graph.coords(), 9, 4), strength=0.35, distance=0.012).outputs["Normal"]
        front = graph.node("BsdfDiffuse", color=color, normal=bump).outputs[0]
        through = graph.node("BsdfTranslucent", color=color, normal=bump).outputs[0]
        mixed = graph.node("MixShader")
        mixed.inputs[0].default_value = 0.3
        graph.tree.links.new(front, mixed.inputs[1])
        graph.tree.links.new(through, mixed.inputs[2])
        graph.tree.links.new(mixed.outputs[0], graph.output.inputs["Surface"])

    return once(f"beach.awning.{code}", paint)


def rubber(code: str) -> bpy.types.Material:
    """Give the dull plastic of hoses and lids, dusty above."""

    def paint(graph: Graph) -> None:
        dust = graph.ramp(graph.noise(graph.coords(), 8, 4), (0.40, 0.0), (0.7, 0.4))
        graph.set(base_color=graph.mix(dust, srgb(code), srgb("#a89c86")), roughness=0.55, specular_ior_level=0.35)

    return once(f"beach.rubber.{code}", paint)
