"""Draft pictures of single pieces in a neutral studio: python -m villa.furniture.studio sofas.sofa out.png."""

from __future__ import annotations

import importlib
import sys

import bpy
import numpy as np
from mathutils import Vector

from villa.materials.leather import plain


def floor() -> None:
    """Lay a plain floor and hang a soft sky and a window light."""
    mesh = bpy.data.meshes.new("floor")
    mesh.from_pydata([(-9, -9, 0), (9, -9, 0), (9, 9, 0), (-9, 9, 0)], [], [(0, 1, 2, 3)])
    mesh.materials.append(plain("studio", "#a89c8c"))
    scene = bpy.context.scene
    scene.collection.objects.link(bpy.data.objects.new("floor", mesh))
    world = bpy.data.worlds.new("studio")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.8, 0.9, 1, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.45
    scene.world = world
    lamp = bpy.data.lights.new("window", "AREA")
    lamp.energy, lamp.size = 320, 2.4
    body = bpy.data.objects.new("window", lamp)
    body.location = (-4, -2.2, 3.2)
    body.rotation_euler = (Vector((0, 0, 0.3)) - body.location).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(body)


def look(size: tuple[int, int], samples: int, path: str, zoom: float) -> None:
    """Photograph all that stands in the studio."""
    scene = bpy.context.scene
    bpy.context.view_layer.update()
    corners = [o.matrix_world @ Vector(c) for o in scene.objects if o.type == "MESH" and o.name != "floor" for c in o.bound_box]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    middle, span = Vector((low + high) / 2), float(np.linalg.norm(high - low))
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.data.lens = 45
    camera.location = middle + Vector((0.5, -1.0, 0.42)).normalized() * span * 1.35 / zoom
    camera.rotation_euler = (middle - camera.location).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = samples, True
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    scene.render.resolution_x, scene.render.resolution_y = size
    scene.view_settings.view_transform = "AgX"
    scene.render.filepath = path
    bpy.ops.render.render(write_still=True)


def main() -> None:
    """Build the named pieces in a row and photograph them."""
    *names, path, zoom = sys.argv[1:]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    floor()
    x = 0.0
    for name in names:
        module, function = name.split(".")
        piece = getattr(importlib.import_module(f"villa.furniture.{module}"), function)()
        points = np.concatenate([p.points for p in piece.parts])
        piece.place(name, (x - points[:, 0].min(), 0, 0))
        x += np.ptp(points[:, 0]) + 0.3
    look((760, 500), 20, path, float(zoom))


if __name__ == "__main__":
    main()
