"""What surfaces are, computed apart from the light on them: the denoiser smooths light, and leaves weave, grain and print alone.

A denoiser that sees ten samples of a finished picture takes a weave for noise. So colours and directions of all surfaces are
computed first, without a lamp; with those that come with the light they are samples enough to need no smoothing. Of the picture
then computed, the light that dull surfaces send back is divided by their colour, smoothed, and laid on the clean colours; what
mirrors, shines or is looked through is smoothed by itself. Both are guided by the clean directions, so that creases stay, too.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import bpy

from villa.materials import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SAMPLES = 8  # of colours and directions, beside those that come with the light; each takes half as long
_SEED = 1  # so that they fall between those of the light
_DARKER, _BRIGHTER = 0.86, 1.16  # than the same picture smoothed at once: weave and grain stay within, edges of things would not


def render(target: Path) -> None:
    """Render what the scene's camera sees into a file."""
    bpy.context.scene.render.filepath = str(target)
    bpy.ops.render.render(write_still=True)


def compute(target: Path) -> None:
    """Render what the scene's camera sees into a file, surfaces and light apart."""
    surfaces = target.with_name(f"{target.stem}.surfaces.exr")
    with _unlit():
        render(surfaces)
    with _smoothed(surfaces):
        render(target)
    surfaces.unlink()


@contextmanager
def held(owner: Any, **values: Any) -> Iterator[None]:
    """Set attributes for as long as it lasts."""
    before = {name: getattr(owner, name) for name in values}
    for name, value in values.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(owner, name, value)


@contextmanager
def _unlit() -> Iterator[None]:
    """Let nothing be computed but what surfaces are, with all that a denoiser wants to know, as layers of one file."""
    scene, layer, image = bpy.context.scene, bpy.context.view_layer, bpy.context.scene.render.image_settings
    lamps = [thing for thing in bpy.data.objects if thing.type == "LIGHT" and not thing.hide_render]
    for lamp in lamps:
        lamp.hide_render = True
    night, day = bpy.data.worlds.new("night"), scene.world
    sky = Graph(night)
    sky.surface(sky.node("Background", Strength=0.0).outputs[0])
    scene.world = night
    try:
        with (
            held(scene.cycles, samples=_SAMPLES, seed=_SEED, use_denoising=False, diffuse_bounces=0),
            held(layer.cycles, denoising_store_passes=True),
            held(layer, use_pass_diffuse_color=True),
            held(image, media_type="MULTI_LAYER_IMAGE"),
        ):
            yield
    finally:
        image.file_format = "OPEN_EXR"
        scene.world = day
        bpy.data.worlds.remove(night)
        for lamp in lamps:
            lamp.hide_render = False


@contextmanager
def _smoothed(surfaces: Path) -> Iterator[None]:
    """Let what is computed be put together from smoothed light and the surfaces in a file."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    file = bpy.data.images.load(str(surfaces))
    tree = bpy.data.node_groups.new("smoothed", "CompositorNodeTree")
    passes = {f"use_pass_diffuse_{part}": True for part in ("color", "direct", "indirect")}
    try:
        with (
            held(scene.cycles, use_denoising=False),
            held(layer.cycles, denoising_store_passes=True),
            held(layer, **passes),
        ):
            _wire(tree, file)
            scene.compositing_node_group = tree
            yield
    finally:
        scene.compositing_node_group = None
        bpy.data.node_groups.remove(tree)
        bpy.data.images.remove(file)


def _wire(tree: Any, file: Any) -> None:
    """Lay the nodes: (light on dull surfaces, smoothed) x (their colours) + (all other light, smoothed), held near the whole."""

    def math(operation: str, a: Any, b: Any) -> Any:
        node = tree.nodes.new("ShaderNodeVectorMath")
        node.operation = operation
        for socket, value in zip(node.inputs, (a, b), strict=False):
            if isinstance(value, tuple):
                socket.default_value = value
            else:
                tree.links.new(value, socket)
        return node.outputs[0]

    def known(name: str) -> Any:
        return math("MULTIPLY", math("ADD", seen[name], before[name]), (0.5, 0.5, 0.5))

    def smooth(light: Any, guides: str = "None") -> Any:  # as they are: they are clean but for the edges of things
        node = tree.nodes.new("CompositorNodeDenoise")
        node.inputs["Prefilter"].default_value = guides
        for name, value in (("Image", light), ("Albedo", shade), ("Normal", facing)):
            tree.links.new(value, node.inputs[name])
        return node.outputs[0]

    read = tree.nodes.new("CompositorNodeImage")
    read.image = file
    seen, before = tree.nodes.new("CompositorNodeRLayers").outputs, read.outputs
    colour, shade, facing = (known(name) for name in ("Diffuse Color", "Denoising Albedo", "Denoising Normal"))
    light = math("ADD", seen["Diffuse Direct"], seen["Diffuse Indirect"])
    rest = math("SUBTRACT", seen["Image"], math("MULTIPLY", light, seen["Diffuse Color"]))
    apart = math("ADD", math("MULTIPLY", smooth(light), colour), smooth(math("MAXIMUM", rest, (0.0, 0.0, 0.0))))
    at_once = smooth(seen["Image"], "Accurate")  # a pixel on an edge has two lights and one colour: it must not leave this far
    low, high = (math("MULTIPLY", at_once, (by, by, by)) for by in (_DARKER, _BRIGHTER))
    whole = math("MINIMUM", math("MAXIMUM", apart, low), high)
    tree.interface.new_socket("Image", in_out="OUTPUT", socket_type="NodeSocketColor")
    tree.links.new(whole, tree.nodes.new("NodeGroupOutput").inputs[0])
