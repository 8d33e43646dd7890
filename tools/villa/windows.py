"""What is looked at through windows: a mask for each photo taken indoors, so that the view is exposed for itself."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import bpy

from villa import plan
from villa.aim import aim
from villa.materials import Graph, Socket, new
from villa.surfaces import held, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from villa.photo import Photo

_GROUND = ("kitchen", "dining", "living", "hall")  # no doors between them
_GROUNDS = ("garden", "surroundings")  # white as the sky, and quicker left out
_REACH_M = 0.25  # from a room's wall to the outer edge of its window frames
_SAMPLES = 16  # steps of an edge between room and view; where much is out of focus, develop.py smooths the mask

Box = tuple[tuple[float, float, float], tuple[float, float, float]]


def mask(photo: Photo, target: Path, long_px: int) -> None:
    """Write an EXR file that is 1 where the photo shows what lies beyond the glass, and 0 where it shows the inside."""
    aim(photo, long_px)
    beside = target.with_name(f"{target.stem}.part.exr")
    with _told_apart(_inside(photo.room)):
        render(beside)
    beside.replace(target)


def _inside(room: str) -> list[Box]:
    """Return the boxes that a camera in this room calls inside: its own rooms up to their window frames."""
    names = _GROUND if room in _GROUND else (room,)
    boxes = []
    for home in plan.ROOMS:
        if home.name in names:
            low = (home.x0 - _REACH_M, home.y0 - _REACH_M, home.floor - 1.0)
            boxes.append((low, (home.x1 + _REACH_M, home.y1 + _REACH_M, home.ceiling + 0.2)))
    return boxes


@contextmanager
def _told_apart(boxes: list[Box]) -> Iterator[None]:
    """Let everything within the boxes be black and all else white, glass left out, for as long as it lasts."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    grounds = [bpy.data.collections[name] for name in _GROUNDS]
    left_out = [*grounds, *(thing for thing in bpy.data.objects if _left_out(thing) and not thing.hide_render)]
    white = bpy.data.worlds.new("white")
    g = Graph(white)
    g.surface(g.node("Background", Color=(1.0, 1.0, 1.0), Strength=1.0).outputs[0])
    world, scene.world = scene.world, white
    layer.material_override = _two_tone(boxes)
    for thing in left_out:
        thing.hide_render = True
    try:
        with held(scene.cycles, samples=_SAMPLES, use_denoising=False, max_bounces=0, sample_clamp_direct=0.0):
            yield
    finally:
        scene.world, layer.material_override = world, None
        bpy.data.worlds.remove(white)
        for thing in left_out:
            thing.hide_render = False


def _left_out(thing: Any) -> bool:
    """Whether a thing does not count: lamps, and panes that are looked through."""
    names = [slot.material.name for slot in thing.material_slots if slot.material]
    return thing.type == "LIGHT" or (bool(names) and all("glass" in name for name in names))


def _two_tone(boxes: list[Box]) -> bpy.types.Material:
    """Return a material that shines white outside the boxes and is black inside."""
    material, g = new("inside or outside")
    material.cycles.emission_sampling = "NONE"
    outside: Socket | float = 1.0
    for low, high in boxes:
        middle, half = ([(b + sign * a) / 2 for a, b in zip(low, high, strict=True)] for sign in (1, -1))
        away = g.vector("ABSOLUTE", g.vector("SUBTRACT", g.position(), middle))
        x, y, z = g.split(g.vector("SUBTRACT", away, half))
        beyond = g.math("GREATER_THAN", g.math("MAXIMUM", x, g.math("MAXIMUM", y, z)), 0.0)
        outside = g.math("MULTIPLY", outside, beyond)
    g.surface(g.node("Emission", Strength=outside).outputs[0])
    return material
