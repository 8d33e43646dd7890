"""Window glass as one thin pane that lets light straight through."""

from __future__ import annotations

import bpy

from villa.materials import Graph, Socket, cached, new

_SHARE = "share of the mirror that is seen"


def pane_shader(
    g: Graph, tint: tuple[float, float, float], normal: Socket, base: float = 0.075, seen: Socket | float = 1.0
) -> Socket:
    """Transparent face on, mirror at a grazing angle (Schlick, both surfaces of the pane in one), a share of it seen."""
    facing = g.math("ABSOLUTE", g.vector("DOT_PRODUCT", normal, g.node("NewGeometry").outputs["Incoming"]))
    away = g.math("POWER", g.math("SUBTRACT", 1.0, facing, clamp=True), 5.0)
    mirror = g.math("MULTIPLY", g.math("ADD", g.math("MULTIPLY", away, 1.0 - base), base, clamp=True), seen)
    clear = g.node("BsdfTransparent", Color=tint).outputs[0]
    gloss = g.node("BsdfGlossy", Color=(1, 1, 1), Roughness=0.0, Normal=normal).outputs[0]
    return mixed(g, mirror, clear, gloss)


def mixed(g: Graph, factor: Socket, a: Socket, b: Socket) -> Socket:
    """Two shaders mixed by a factor."""
    node = g.node("MixShader")
    g.feed(node.inputs[0], factor)
    g.feed(node.inputs[1], a)
    g.feed(node.inputs[2], b)
    return node.outputs[0]


def _share(g: Graph) -> Socket:
    """A number that `see_through` changes."""
    node = g.node("Value", {"name": _SHARE})
    node.outputs[0].default_value = 1.0
    return node.outputs[0]


def see_through(mirrored: float) -> None:
    """Let a share of what window panes mirror be seen, as with a polarising filter."""
    window().node_tree.nodes[_SHARE].outputs[0].default_value = mirrored


@cached
def window() -> bpy.types.Material:
    """Clear double glazing: every pane stands a little askew, and its reflection wavers, as toughened glass does."""
    material, g = new("window glass")
    wave = g.math("ADD", g.noise(g.position(), 0.9, 1), g.math("MULTIPLY", g.noise(g.position(), 3.1, 0), 0.12))
    own = g.math("SUBTRACT", g.attribute(), 0.5)
    askew = g.join(*(g.math("MULTIPLY", own, share) for share in (0.012, 0.012, 0.009)))
    normal = g.vector("NORMALIZE", g.vector("ADD", g.bump(wave, 1.0, 0.004), askew))
    shown = pane_shader(g, (0.93, 0.955, 0.945), normal, 0.15, _share(g))
    straight = g.node("BsdfTransparent", Color=(0.93, 0.95, 0.94)).outputs[0]
    path = g.node("LightPath")
    plain = g.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    g.surface(mixed(g, plain, shown, straight))
    return material


@cached
def balustrade() -> bpy.types.Material:
    """Toughened glass with a green breath to it."""
    material, g = new("balustrade glass")
    normal = g.bump(g.noise(g.position(), 0.8, 0), 0.03, 0.01)
    shown = pane_shader(g, (0.92, 0.965, 0.95), normal)
    straight = g.node("BsdfTransparent", Color=(0.93, 0.96, 0.95)).outputs[0]
    g.surface(mixed(g, g.node("LightPath").outputs["Is Shadow Ray"], shown, straight))
    return material
