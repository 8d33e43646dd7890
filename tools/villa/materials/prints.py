"""Patterned cloth: block prints, woven stripes, checks and kilims, as dyers and weavers make them: never quite even."""

from __future__ import annotations

import bpy

from villa.materials.fabric import woven
from villa.materials.graph import Graph, Value, once, srgb

Socket = bpy.types.NodeSocket
Stripe = tuple[float, float, str]
KILIM = ("#6f2a20", "#27344a", "#c9b48c", "#a8742c", "#3c2a22", "#8c3d28", "#4a5f58", "#b98f55")


def sprigged(ground: str, ink: str, second: str, period: float = 0.11) -> bpy.types.Material:
    """Give cotton printed by hand with a block: rows of flowers set in quincunx, dots between them, ink thin here and there."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        a, b = _quincunx(graph, point, period)
        radius, angle = _polar(graph, a, b)
        petals = graph.math("COSINE", graph.math("MULTIPLY", angle, 6.0))
        flower = _under(graph, radius, graph.math("ADD", 0.2, graph.math("MULTIPLY", petals, 0.075)), 0.02)
        eye = _under(graph, radius, 0.075, 0.02)
        ring = graph.math("MULTIPLY", _under(graph, radius, 0.115, 0.015), graph.math("SUBTRACT", 1.0, eye))
        corner, _ = _polar(graph, *(graph.math("SUBTRACT", 0.5, graph.math("ABSOLUTE", value)) for value in (a, b)))
        dots = _under(graph, corner, 0.07, 0.02)
        inked = graph.ramp(graph.noise(point, 60, 4), (0.32, 0.35), (0.5, 0.95))
        colour = graph.mix(graph.math("MULTIPLY", flower, inked), srgb(ground), srgb(ink))
        colour = graph.mix(graph.math("MULTIPLY", ring, 0.8), colour, srgb(ground))
        colour = graph.mix(graph.math("MULTIPLY", graph.math("MAXIMUM", dots, eye), inked), colour, srgb(second))
        _cloth(graph, colour, 1.0)

    return once(f"print.sprigged.{ground}.{ink}", paint)


def quilted(ground: str, ink: str, second: str, period: float = 0.16) -> bpy.types.Material:
    """Give a quilt: the block print above, rows of running stitches 3 cm apart that pull it into furrows."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        a, b = _quincunx(graph, point, period)
        radius, angle = _polar(graph, a, b)
        petals = graph.math("COSINE", graph.math("MULTIPLY", angle, 8.0))
        reach = graph.math("ADD", 0.27, graph.math("MULTIPLY", petals, 0.05))
        flower = _under(graph, radius, reach, 0.02)
        inner = _under(graph, radius, graph.math("MULTIPLY", reach, 0.62), 0.02)
        eye = _under(graph, radius, 0.07, 0.02)
        inked = graph.ramp(graph.noise(point, 55, 4), (0.33, 0.45), (0.5, 0.95))
        colour: Value = srgb(ground)
        for mark, code in ((flower, ink), (inner, ground), (eye, second)):
            colour = graph.mix(graph.math("MULTIPLY", mark, inked), colour, srgb(code))
        _, y, _ = graph.node("SeparateXYZ", vector=point).outputs
        wander = graph.math("MULTIPLY", graph.noise(point, 3, 2), 0.25)
        row = graph.math("FRACT", graph.math("ADD", graph.math("MULTIPLY", y, 33.0), wander))
        furrow = graph.ramp(graph.math("ABSOLUTE", graph.math("SUBTRACT", row, 0.5)), (0.0, 0.0), (0.3, 1.0))
        graph_height = graph.math("ADD", furrow, graph.math("MULTIPLY", graph.noise(point, 45, 3), 0.9))
        _cloth(graph, colour, 1.0, graph_height, 0.007)

    return once(f"print.quilted.{ground}.{ink}", paint)


def striped(ground: str, stripes: tuple[Stripe, ...], period: float, axis: int = 1, size: float = 1.0) -> bpy.types.Material:
    """Give cloth woven in stripes (from, to, colour; shares of a period in metres) that stand along the cloth's axis."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        across = graph.node("SeparateXYZ", vector=point).outputs[axis]
        wavers = graph.math("MULTIPLY", graph.math("SUBTRACT", graph.noise(point, 9, 2), 0.5), 0.002)
        place = graph.math("FRACT", graph.math("DIVIDE", graph.math("ADD", across, wavers), period))
        colour: Value = srgb(ground)
        dyed = graph.ramp(
            graph.noise(graph.node("Mapping", vector=point, scale=(60, 60, 8)).outputs[0], 1, 3), (0.3, 0.7), (0.6, 0.96)
        )
        for low, high, code in stripes:
            middle, half = (low + high) / 2, (high - low) / 2
            off = graph.math("ABSOLUTE", graph.math("SUBTRACT", place, middle))
            colour = graph.mix(graph.math("MULTIPLY", _under(graph, off, half, 0.006), dyed), colour, srgb(code))
        _cloth(graph, colour, size)

    return once(f"print.striped.{ground}.{stripes}.{period}.{axis}", paint)


def checked(ground: str, code: str, period: float = 0.03) -> bpy.types.Material:
    """Give gingham."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        x, y, _ = graph.node("SeparateXYZ", vector=point).outputs
        bands = [_under(graph, graph.math("FRACT", graph.math("DIVIDE", value, period)), 0.5, 0.03) for value in (x, y)]
        colour = graph.mix(graph.math("MULTIPLY", graph.math("ADD", *bands), 0.47), srgb(ground), srgb(code))
        _cloth(graph, colour, 0.8)

    return once(f"print.checked.{ground}.{code}", paint)


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


def _quincunx(graph: Graph, point: Socket, period: float) -> tuple[Socket, Socket]:
    """Give where a point lies in its cell, -0.5 to 0.5, of rows of which every other is shifted by half."""
    x, y, _ = graph.node("SeparateXYZ", vector=point).outputs
    across, along = graph.math("DIVIDE", x, period), graph.math("DIVIDE", y, period)
    column = graph.math("FLOOR", across)
    along = graph.math("ADD", along, graph.math("MULTIPLY", graph.math("MODULO", graph.math("ABSOLUTE", column), 2.0), 0.5))
    return tuple(graph.math("SUBTRACT", graph.math("FRACT", value), 0.5) for value in (across, along))


def _polar(graph: Graph, a: Socket, b: Socket) -> tuple[Socket, Socket]:
    """Give radius and angle."""
    squares = graph.math("ADD", graph.math("MULTIPLY", a, a), graph.math("MULTIPLY", b, b))
    return graph.math("SQRT", squares), graph.math("ARCTAN2", b, a)


def _under(graph: Graph, value: Value, limit: Value, soft: float) -> Socket:
    """Give 1 where a value is under a limit, 0 where it is over, and what lies between in a margin."""
    result = graph.math("DIVIDE", graph.math("SUBTRACT", limit, value), soft)
    result.node.use_clamp = True
    return result


def _cloth(graph: Graph, colour: Value, size: float, height: Socket | None = None, depth: float = 0.002) -> None:
    """Finish dyed cloth: faded in clouds, darker in the hollows of its weave, with the sheen of fibres."""
    weave = woven(graph, size)
    faded = graph.ramp(graph.noise(graph.coords(), 4, 3), (0.3, 0.86), (0.7, 1.04))
    colour = graph.mix(1.0, colour, faded, "MULTIPLY")
    colour = graph.mix(1.0, colour, graph.ramp(weave, (0.3, 0.84), (0.65, 1.02)), "MULTIPLY")
    graph.set(base_color=colour, roughness=0.92, sheen_weight=0.2, sheen_roughness=0.5, specular_ior_level=0.2)
    if height is None:
        creases = graph.noise(graph.coords((7, 13, 12)), 1, 4, distortion=1.3)
        graph.bump(graph.math("ADD", creases, graph.math("MULTIPLY", weave, 0.12)), 0.5, 0.012)
    else:
        graph.bump(height, 0.9, depth)
