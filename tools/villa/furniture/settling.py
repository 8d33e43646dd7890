"""Cloth that Blender settles: covers round a filling, sheets over hard things, seen once they lie still."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np

from villa.furniture.drape import Array


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A cloth and what fills it: stiffness and bending as Blender counts them, how hard its filling presses, slack."""

    stiff: float = 20.0
    bend: float = 0.05
    pressure: float = 0.0
    slack: float = 0.0
    gravity: Sequence[float] = (0.0, 0.0, -0.5)
    frames: int = 28
    friction: float = 14.0
    gap: float = 0.004


def settled(points: Array, faces: Array, hard: Sequence[tuple[Array, Array]], cover: Cover) -> Array:
    """Give the points of a cloth after it fell on hard meshes (points, faces).

    What has settled once is kept in the system's temporary folder, for a house is built once for each light.
    """
    known = hashlib.sha256(Path(__file__).read_bytes() + f"{cover}{bpy.app.version_string}".encode())
    for part in (points, faces, *(array for mesh in hard for array in mesh)):
        known.update(np.round(np.asarray(part, float), 6).tobytes())
    kept = Path(tempfile.gettempdir(), "villa-settled", f"{known.hexdigest()[:32]}.npy")
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        own = kept.with_name(f"{kept.stem}.{os.getpid()}.part.npy")
        np.save(own, _fallen(points, faces, hard, cover))
        own.replace(kept)
    return np.load(kept)


def _fallen(points: Array, faces: Array, hard: Sequence[tuple[Array, Array]], cover: Cover) -> Array:
    """Let a cloth fall, frame by frame."""
    scene = bpy.data.scenes.new("settling")
    body = _body(scene, points, faces)
    others = [_body(scene, *mesh) for mesh in hard]
    for other in others:
        other.modifiers.new("hard", "COLLISION")
        other.collision.thickness_outer, other.collision.cloth_friction = 0.004, cover.friction
    _sew(body, cover)
    scene.gravity, scene.frame_start, scene.frame_end = cover.gravity, 1, cover.frames + 1
    for frame in range(1, cover.frames + 1):
        scene.frame_set(frame)
    still = body.evaluated_get(scene.view_layers[0].depsgraph).data
    result = np.empty(3 * len(points))
    still.vertices.foreach_get("co", result)
    bpy.data.scenes.remove(scene)
    for thing in (body, *others):
        mesh = thing.data
        bpy.data.objects.remove(thing)
        bpy.data.meshes.remove(mesh)
    return result.reshape(-1, 3)


def _body(scene: bpy.types.Scene, points: Array, faces: Array) -> bpy.types.Object:
    """Put a mesh into the scene."""
    mesh = bpy.data.meshes.new("settling")
    mesh.from_pydata(np.asarray(points).tolist(), [], np.asarray(faces).tolist())
    body = bpy.data.objects.new("settling", mesh)
    scene.collection.objects.link(body)
    return body


def _sew(body: bpy.types.Object, cover: Cover) -> None:
    """Make a body of cloth."""
    cloth = body.modifiers.new("cloth", "CLOTH")
    how = cloth.settings
    how.quality, how.mass = 4, 0.15
    how.tension_stiffness = how.compression_stiffness = cover.stiff
    how.shear_stiffness, how.bending_stiffness = 0.3 * cover.stiff, cover.bend
    how.tension_damping = how.compression_damping = how.shear_damping = 10
    how.bending_damping, how.shrink_min = 1.0, -cover.slack
    if cover.pressure:
        how.use_pressure, how.uniform_pressure_force = True, cover.pressure
    touch = cloth.collision_settings
    touch.distance_min, touch.collision_quality = cover.gap, 2
    cloth.point_cache.frame_start, cloth.point_cache.frame_end = 1, cover.frames + 1


def plane(middle: Sequence[float], tilt: float = 0.0, reach: float = 3.0) -> tuple[Array, Array]:
    """Give a large square through a point, turned up about x by degrees from lying flat, as a mesh."""
    c, s = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float) * reach
    return np.stack([square[:, 0], square[:, 1] * c, square[:, 1] * s], -1) + np.asarray(middle, float), np.array([[0, 1, 2, 3]])


def block(centre: Sequence[float], size: Sequence[float], r: float = 0.03) -> tuple[Array, Array]:
    """Give a box with rounded edges as a mesh."""
    from villa.furniture.solids import rounded_box

    points, faces = rounded_box(tuple(size), r, 1)
    return points + np.asarray(centre, float), faces
