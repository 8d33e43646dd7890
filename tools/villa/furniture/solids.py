"""Solids that furniture is made of: rounded boxes, tubes, turned shapes, sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Euler

Array = np.ndarray
Warp = Callable[[Array], Array]
Point = Sequence[float]


@dataclass
class Part:
    """Vertices, faces and texture coordinates of one material."""

    points: Array
    faces: list[Array]
    grain: Array
    material: bpy.types.Material
    tone: float


class Piece:
    """A piece of furniture, gathered part by part."""

    def __init__(self, name: str, seed: int = 1) -> None:
        self.name = name
        self.parts: list[Part] = []
        self.rng = np.random.default_rng(seed)

    def raw(self, points: Array, faces: list[Array], material: bpy.types.Material, grain: Array | None = None) -> None:
        """Add a mesh as it is."""
        points = np.asarray(points, float)
        own = points if grain is None else grain
        extent = np.ptp(own, axis=0)
        order = np.argsort(-extent, kind="stable")
        shifted = own[:, order] + self.rng.uniform(-9, 9, 3)
        self.parts.append(Part(points, [np.asarray(f) for f in faces], shifted, material, float(self.rng.random())))

    def box(
        self,
        centre: Point,
        size: Point,
        material: bpy.types.Material,
        r: float = 0.003,
        turn: Point = (0, 0, 0),
        div: int = 1,
        warp: Warp | None = None,
    ) -> None:
        """Add a box with rounded edges."""
        points, faces = rounded_box(size, r, div)
        grain = points.copy()
        if warp:
            points = warp(points)
        self.raw(rotate(points, turn) + np.asarray(centre), [faces], material, grain)

    def tube(
        self,
        path: Sequence[Point] | Array,
        radius: float | Sequence[float] | Array,
        material: bpy.types.Material,
        sides: int = 12,
    ) -> None:
        """Add a round bar along a path, its ends closed."""
        points, faces = sweep(np.asarray(path, float), radius, sides)
        self.raw(points, faces, material)

    def lathe(
        self,
        profile: Sequence[tuple[float, float]],
        material: bpy.types.Material,
        at: Point = (0, 0, 0),
        sides: int = 40,
        turn: Point = (0, 0, 0),
    ) -> None:
        """Add a turned shape from (radius, height) pairs."""
        points, faces = turned(profile, sides)
        self.raw(rotate(points, turn) + np.asarray(at), faces, material)

    def add(self, other: Piece, at: Point = (0, 0, 0), turn: Point = (0, 0, 0), scale: float = 1.0) -> None:
        """Add all parts of another piece."""
        for part in other.parts:
            points = rotate(part.points * scale, turn) + np.asarray(at)
            grain = part.grain + self.rng.uniform(-3, 3, 3)
            self.parts.append(Part(points, part.faces, grain, part.material, float(self.rng.random())))

    def foot(self, turn: Point = (0, 0, 0)) -> float:
        """Give the lowest point's height, once the piece is turned."""
        return min(float(rotate(part.points, turn)[:, 2].min()) for part in self.parts)

    def mesh(self) -> bpy.types.Mesh:
        """Make the mesh that holds all parts."""
        return assemble(self.name, self.parts)

    def place(self, name: str, at: Point = (0, 0, 0), turn: float = 0.0) -> bpy.types.Object:
        """Put the piece into the scene, turned about the vertical in degrees."""
        return place(self.mesh(), name, at, turn)


def place(mesh: bpy.types.Mesh, name: str, at: Point, turn: float = 0.0, scale: float = 1.0) -> bpy.types.Object:
    """Put one more instance of a mesh into the scene."""
    body = bpy.data.objects.new(name, mesh)
    body.location = at
    body.rotation_euler = (0, 0, np.radians(turn))
    body.scale = (scale, scale, scale)
    bpy.context.scene.collection.objects.link(body)
    return body


def rotate(points: Array, turn: Point) -> Array:
    """Turn points about the origin by Euler degrees."""
    if not any(turn):
        return points
    return points @ np.array(Euler(np.radians(turn)).to_matrix()).T


def rounded_box(size: Point, r: float, div: int) -> tuple[Array, Array]:
    """Give points and quads of a box whose edges are rounded by r."""
    half = np.asarray(size, float) / 2
    r = min(r, 0.499 * 2 * half.min())
    arc = np.tan(np.linspace(0, np.pi / 4, (2 if r < 0.02 else 4) + 1)) * r
    lines = []
    for h in half:
        inner = np.linspace(-(h - r), h - r, div + 1)
        lines.append(np.concatenate([-(h - r) - arc[:0:-1], inner, h - r + arc[1:]]))
    clouds, quads, base = [], [], 0
    for axis in range(3):
        one, two = (axis + 1) % 3, (axis + 2) % 3
        first, second = np.meshgrid(lines[one], lines[two], indexing="ij")
        grid = np.arange(first.size).reshape(first.shape)
        around = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], -1).reshape(-1, 4)
        for sign in (-1, 1):
            cloud = np.zeros((first.size, 3))
            cloud[:, axis], cloud[:, one], cloud[:, two] = sign * half[axis], first.ravel(), second.ravel()
            clouds.append(cloud)
            quads.append((around if sign > 0 else around[:, ::-1]) + base)
            base += len(cloud)
    points = np.concatenate(clouds)
    core = np.clip(points, -(half - r), half - r)
    away = points - core
    points = core + r * away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    return weld(points, np.concatenate(quads))


def weld(points: Array, faces: Array) -> tuple[Array, Array]:
    """Join points that coincide."""
    _, first, where = np.unique(np.round(points, 6), axis=0, return_index=True, return_inverse=True)
    return points[first], where.reshape(-1)[faces]


def sweep(path: Array, radius: float | Array, sides: int) -> tuple[Array, list[Array]]:
    """Give points and faces of a tube along a path."""
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    up = np.array([0, 0, 1.0]) if abs(along[0, 2]) < 0.9 else np.array([1.0, 0, 0])
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    radii = np.broadcast_to(radius, len(path))
    rings = []
    for point, tangent, width in zip(path, along, radii, strict=True):
        side = np.cross(tangent, up)
        side /= np.linalg.norm(side)
        up = np.cross(side, tangent)
        rings.append(point + width * (np.cos(angles)[:, None] * side - np.sin(angles)[:, None] * up))
    points = np.concatenate([*rings, path[:1], path[-1:]])
    around = tube_quads(len(path), sides)
    ring, last = np.arange(sides), (len(path) - 1) * sides
    low = np.stack([np.roll(ring, -1), ring, np.full(sides, len(points) - 2)], -1)
    high = np.stack([last + ring, last + np.roll(ring, -1), np.full(sides, len(points) - 1)], -1)
    return points, [around, low, high]


def tube_quads(rings: int, sides: int) -> Array:
    """Give the quads between rings of points."""
    grid = np.arange(rings * sides).reshape(rings, sides)
    turned_grid = np.roll(grid, -1, axis=1)
    return np.stack([grid[:-1], turned_grid[:-1], turned_grid[1:], grid[1:]], -1).reshape(-1, 4)


def turned(profile: Sequence[tuple[float, float]], sides: int) -> tuple[Array, list[Array]]:
    """Give points and faces of a turned shape."""
    outline = np.asarray(profile, float)
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], -1)
    flat = outline[:, None, :1] * ring[None]
    height = np.broadcast_to(outline[:, None, 1:], (*flat.shape[:2], 1))
    return np.concatenate([flat, height], -1).reshape(-1, 3), [tube_quads(len(outline), sides)]


def rounded(profile: Sequence[tuple[float, float]], r: float = 0.004, steps: int = 3) -> list[tuple[float, float]]:
    """Round the corners of an open outline."""
    line = np.asarray(profile, float)
    result = [line[0]]
    for before, corner, after in zip(line[:-2], line[1:-1], line[2:], strict=True):
        back, forth = before - corner, after - corner
        reach = min(r, 0.45 * np.linalg.norm(back), 0.45 * np.linalg.norm(forth))
        one, two = corner + reach * back / np.linalg.norm(back), corner + reach * forth / np.linalg.norm(forth)
        result += [(1 - t) ** 2 * one + 2 * t * (1 - t) * corner + t * t * two for t in np.linspace(0, 1, steps + 1)]
    result.append(line[-1])
    return [(float(a), float(b)) for a, b in result]


def assemble(name: str, parts: list[Part]) -> bpy.types.Mesh:
    """Join parts into one mesh with materials, grain and tone."""
    mesh = bpy.data.meshes.new(name)
    materials = list({part.material.name: part.material for part in parts}.values())
    for material in materials:
        mesh.materials.append(material)
    slots = {m.name: k for k, m in enumerate(materials)}
    points = np.concatenate([p.points for p in parts])
    corners, totals, slot, base = [], [], [], 0
    for part in parts:
        for faces in part.faces:
            corners.append((faces + base).reshape(-1))
            totals.append(np.full(len(faces), faces.shape[1]))
            slot.append(np.full(len(faces), slots[part.material.name]))
        base += len(part.points)
    total = np.concatenate(totals)
    mesh.vertices.add(len(points))
    mesh.vertices.foreach_set("co", points.ravel().astype(np.float32))
    mesh.loops.add(int(total.sum()))
    mesh.loops.foreach_set("vertex_index", np.concatenate(corners).astype(np.int32))
    mesh.polygons.add(len(total))
    mesh.polygons.foreach_set("loop_start", (np.cumsum(total) - total).astype(np.int32))
    mesh.polygons.foreach_set("material_index", np.concatenate(slot).astype(np.int32))
    mesh.polygons.foreach_set("use_smooth", np.ones(len(total), bool))
    mesh.update(calc_edges=True)
    grain = np.concatenate([p.grain for p in parts]).astype(np.float32)
    mesh.attributes.new("grain", "FLOAT_VECTOR", "POINT").data.foreach_set("vector", grain.ravel())
    tones = np.concatenate([np.full(len(p.points), p.tone) for p in parts]).astype(np.float32)
    mesh.attributes.new("tone", "FLOAT", "POINT").data.foreach_set("value", tones)
    mesh.normals_split_custom_set_from_vertices(normals(points, parts))
    return mesh


def normals(points: Array, parts: list[Part]) -> Array:
    """Give vertex normals weighted by area, so that flats stay flat beside roundings."""
    total, base = np.zeros_like(points), 0
    for part in parts:
        for faces in part.faces:
            corner = part.points[faces]
            last = corner[:, -1] - corner[:, 1]
            area = np.cross(corner[:, 2] - corner[:, 0], last if faces.shape[1] == 4 else corner[:, 2] - corner[:, 1])
            for k in range(faces.shape[1]):
                np.add.at(total, faces[:, k] + base, area)
        base += len(part.points)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
