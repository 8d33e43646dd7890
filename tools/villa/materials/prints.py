"""Kilims, as dyers and weavers make them: never quite even."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, Value, once, srgb

Socket = bpy.types.NodeSocket
KILIM = ("#6f2a20", "#27344a", "#c9b48c", "#a8742c", "#3c2a22", "#8c3d28", "#4a5f58", "#b98f55")


def kilim(half: tuple[float, float], colours: tuple[str, ...] = KILIM) -> bpy.types.Material:
    """Give an Anatolian kilim of this half width and length: stepped medallions in rows, a toothed border, abrash and wear."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        pulled = graph.mix(0.012, point, graph.node("TexNoise", vector=point, scale=3.0, detail=3).outputs["Color"], "ADD")
        stepped = graph.node("VectorMath", {"operation": "SNAP"})
        graph.tree.links.new(pulled, stepped.inputs[0])
        stepped.inputs[1].default_value = (0.018, 0.012, 1.0)
        x, y, _ = graph.node("SeparateXYZ", vector=stepped.outputs[0]).outputs
        field = _medallions(graph, x, y, colours)
        inset = graph.math(
            "MINIMUM", *(graph.math("SUBTRACT", h, graph.math("ABSOLUTE", v)) for h, v in zip(half, (x, y), strict=True))
        )
        colour = _bordered(graph, field, (x, y, inset), colours)
        fine = graph.node("Mapping", vector=point, scale=(7, 190, 1)).outputs[0]
        abrash = graph.ramp(
            graph.noise(graph.node("Mapping", vector=point, scale=(0.5, 7, 1)).outputs[0], 1, 3), (0.3, 0.72), (0.7, 1.15)
        )
        colour = graph.mix(1.0, colour, abrash, "MULTIPLY")
        faded = graph.ramp(graph.noise(point, 1.6, 4), (0.35, 0.38), (0.75, 0.68))
        colour = graph.mix(faded, colour, srgb("#a89578"))
        yarn = graph.math(
            "ADD", graph.noise(fine, 1, 2), graph.noise(graph.node("Mapping", vector=point, scale=(160, 60, 1)).outputs[0], 1, 2)
        )
        yarn = graph.math("MULTIPLY", yarn, 0.5)
        colour = graph.mix(1.0, colour, graph.ramp(yarn, (0.34, 0.62), (0.62, 1.08)), "MULTIPLY")
        graph.set(base_color=colour, roughness=0.95, specular_ior_level=0.12)
        graph.bump(yarn, 0.8, 0.005)

    return once(f"print.kilim.{half}.{colours[0]}", paint)


def _medallions(graph: Graph, x: Socket, y: Socket, colours: tuple[str, ...]) -> Socket:
    """Give rows of stepped lozenges, each within others, coloured by row and column."""
    across, along = graph.math("DIVIDE", x, 0.62), graph.math("DIVIDE", y, 0.54)
    row = graph.math("FLOOR", along)
    across = graph.math("ADD", across, graph.math("MULTIPLY", graph.math("MODULO", graph.math("ABSOLUTE", row), 2.0), 0.5))
    spot = graph.node("CombineXYZ", x=graph.math("FLOOR", across), y=row, z=3.0).outputs[0]
    own = graph.node("TexWhiteNoise", {"noise_dimensions": "3D"}, vector=spot).outputs["Value"]
    off = [
        graph.math("MULTIPLY", graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.math("FRACT", v), 0.5)), 2.0)
        for v in (across, along)
    ]
    away = graph.math("ADD", *off)
    hooks = graph.math(
        "MULTIPLY",
        graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.math("FRACT", graph.math("MULTIPLY", off[1], 4.0)), 0.5)),
        0.16,
    )
    away = graph.math("ADD", away, hooks)
    ground, dark, pale, gold, brown, rust, teal, sand = colours
    first = zip(
        (0.0, 0.16, 0.24, 0.42, 0.66, 0.72, 0.98, 1.05), (gold, brown, pale, dark, pale, rust, brown, ground), strict=True
    )
    second = zip((0.0, 0.2, 0.4, 0.48, 0.74, 0.8, 0.98, 1.04), (pale, rust, brown, sand, brown, teal, pale, ground), strict=True)
    one, two = (_steps(graph, away, *stops) for stops in (first, second))
    return graph.mix(graph.math("GREATER_THAN", own, 0.5), one, two)


def _bordered(graph: Graph, field: Socket, place: tuple[Socket, Socket, Socket], colours: tuple[str, ...]) -> Socket:
    """Give a rug's field with its border: teeth between two guard stripes."""
    x, y, inset = place
    _, dark, pale, gold, brown, rust, *_ = colours
    saw = graph.math(
        "ABSOLUTE", graph.math("SUBTRACT", graph.math("FRACT", graph.math("DIVIDE", graph.math("ADD", x, y), 0.15)), 0.5)
    )
    tooth = graph.math("GREATER_THAN", graph.math("MULTIPLY", saw, 0.22), graph.math("SUBTRACT", inset, 0.07))
    band = graph.mix(tooth, srgb(dark), srgb(pale))
    ring = _steps(graph, inset, (0.0, brown), (0.03, rust), (0.05, gold), (0.065, brown))
    colour = graph.mix(graph.math("LESS_THAN", inset, 0.24), field, srgb(gold))
    colour = graph.mix(graph.math("LESS_THAN", inset, 0.222), colour, srgb(brown))
    colour = graph.mix(graph.math("LESS_THAN", inset, 0.2), colour, band)
    return graph.mix(graph.math("LESS_THAN", inset, 0.075), colour, ring)


def _steps(graph: Graph, value: Socket, *stops: tuple[float, str]) -> Socket:
    """Give colours that change at once where a value, 0 to 2, passes each stop."""
    colour: Value = srgb(stops[0][1])
    for at, code in stops[1:]:
        colour = graph.mix(graph.math("GREATER_THAN", value, at), colour, srgb(code))
    return colour
