"""Meshes from arrays: bevelled boxes, turned and swept shapes, sheets, and instances of them.

Every box carries a UV map in metres (u along its longest side, with an offset of its own) and every part a face
attribute "tint" (0..1), so that boards cut from one material still differ.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import bpy
import numpy as np
from mathutils import Matrix, Vector
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Point = tuple[float, float, float]

_SIGNS = np.array([[x, y, z] for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)], float)


def _box_template() -> tuple[Array, Array, list[list[int]]]:
    """Corner signs and face normals of the 24 vertices of a chamfered box, and its 26 faces."""
    corner = np.repeat(_SIGNS, 3, axis=0)
    normal = np.zeros((24, 3))
    for i in range(24):
        normal[i, i % 3] = corner[i, i % 3]
    key = {(tuple(corner[i]), i % 3): i for i in range(24)}
    faces = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for side in (-1.0, 1.0):
            ring = []
            for du, dv in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                sign = [0.0, 0.0, 0.0]
                sign[axis], sign[u], sign[v] = side, du, dv
                ring.append(key[tuple(sign), axis])
            faces.append(ring if side > 0 else ring[::-1])
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for du in (-1.0, 1.0):
            for dv in (-1.0, 1.0):
                ends = []
                for side in (-1.0, 1.0):
                    sign = [0.0, 0.0, 0.0]
                    sign[axis], sign[u], sign[v] = side, du, dv
                    ends.append(tuple(sign))
                ring = [key[ends[0], u], key[ends[0], v], key[ends[1], v], key[ends[1], u]]
                faces.append(ring if du * dv > 0 else ring[::-1])
    for sign in _SIGNS:
        ring = [key[tuple(sign), 0], key[tuple(sign), 1], key[tuple(sign), 2]]
        faces.append(ring if sign.prod() > 0 else ring[::-1])
    return corner, normal, faces


_CORNER, _NORMAL, _FACES = _box_template()
_LOOPS = np.concatenate([np.array(f) for f in _FACES])
_SIZES = np.array([len(f) for f in _FACES])


@dataclass
class _Part:
    verts: Array
    loops: NDArray[np.int64]
    sizes: NDArray[np.int64]
    normals: Array
    uv: Array
    material: bpy.types.Material | None
    tint: Array | float


@dataclass
class Solids:
    """Collects parts and builds them into one object; frame moves what is added from then on."""

    seed: int = 0
    frame: Matrix = field(default_factory=Matrix)
    _parts: list[_Part] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)

    def moved(self, location: Sequence[float] = (0, 0, 0), turn: float = 0.0, frame: Matrix | None = None) -> Solids:
        """A view that adds to the same object, moved and turned about z (degrees), or by a whole matrix."""
        view = Solids(self.seed, self.frame @ (frame or placed(location, turn)), self._parts)
        view._random = self._random
        return view

    def box(
        self,
        lo: Sequence[float],
        hi: Sequence[float],
        material: bpy.types.Material | None = None,
        bevel: float = 0.003,
        tint: float | None = None,
        skew: Array | None = None,
    ) -> None:
        """Add a box between two corners, its edges rounded by bevel; skew (8, 3) moves its corners, x fastest, z slowest."""
        low, high = np.minimum(lo, hi).astype(float), np.maximum(lo, hi).astype(float)
        half, middle = (high - low) / 2, (high + low) / 2
        inset = min(bevel, float(half.min()) * 0.98)
        points = _CORNER * (half - inset) + _NORMAL * inset
        order = np.argsort(-half, kind="stable")
        shift = self._random.random(2) * 17
        uv = self._box_uv(points, order) + shift
        normals = _NORMAL[_LOOPS]
        if skew is not None:
            points = points + np.repeat(skew, 3, axis=0)
            normals = _loop_normals(points, _LOOPS, _SIZES, smooth=False)
        self._add(points + middle, _LOOPS, _SIZES, normals, uv, material, tint)

    @staticmethod
    def _box_uv(points: Array, order: NDArray[np.int64]) -> Array:
        """Box projection with u along the longest side; the end grain takes the shorter two."""
        uv = np.empty((len(_LOOPS), 2))
        start = 0
        for size, ring in zip(_SIZES, _FACES, strict=True):
            axis = int(np.argmax(np.abs(_NORMAL[ring].sum(axis=0))))
            pair = [int(a) for a in order if a != axis]
            uv[start : start + size] = points[ring][:, pair] + 0.37 * axis
            start += size
        return uv

    def mesh(
        self,
        verts: ArrayLike,
        faces: Sequence[Sequence[int]] | NDArray[np.int64],
        material: bpy.types.Material | None = None,
        *,
        smooth: bool = True,
        uv: ArrayLike | None = None,
        tint: Array | float | None = None,
    ) -> None:
        """Add a free mesh; uv is given per vertex, in metres (the two widest axes serve otherwise), tint per face."""
        points = np.asarray(verts, float)
        if isinstance(faces, np.ndarray):
            loops, sizes = faces.ravel(), np.full(len(faces), faces.shape[1], np.int64)
        else:
            loops = np.concatenate([np.asarray(f, np.int64) for f in faces])
            sizes = np.array([len(f) for f in faces], np.int64)
        normals = _loop_normals(points, loops, sizes, smooth=smooth)
        if uv is None:
            pair = np.sort(np.argsort(-np.ptp(points, axis=0))[:2])
            uv = points[:, pair]
        self._add(points, loops, sizes, normals, np.asarray(uv, float)[loops], material, tint)

    def sheet(
        self,
        grid: ArrayLike,
        material: bpy.types.Material | None = None,
        *,
        closed: tuple[bool, bool] = (False, False),
        smooth: bool = True,
        tint: float | None = None,
    ) -> None:
        """Add a surface through a grid of points, shape (rows, columns, 3); closed joins rows or columns round."""
        points = np.asarray(grid, float)
        rows, columns = points.shape[:2]
        i = np.arange(rows if closed[0] else rows - 1)[:, None]
        j = np.arange(columns if closed[1] else columns - 1)[None, :]
        i1, j1 = (i + 1) % rows, (j + 1) % columns
        quads = np.stack([i * columns + j, i * columns + j1, i1 * columns + j1, i1 * columns + j], axis=-1).reshape(-1, 4)
        along = np.linalg.norm(np.diff(points, axis=1, prepend=points[:, :1]), axis=-1).cumsum(axis=1)
        across = np.linalg.norm(np.diff(points, axis=0, prepend=points[:1]), axis=-1).cumsum(axis=0)
        uv = np.stack([along, across], axis=-1).reshape(-1, 2)
        self.mesh(points.reshape(-1, 3), quads, material, smooth=smooth, uv=uv, tint=tint)

    def lathe(
        self,
        profile: Sequence[tuple[float, float]],
        material: bpy.types.Material | None = None,
        base: Sequence[float] = (0, 0, 0),
        segments: int = 48,
        tint: float | None = None,
    ) -> None:
        """Turn a profile of (radius, height), listed from the bottom up the outside, about z at base."""
        angle = np.linspace(0, 2 * np.pi, segments, endpoint=False)
        ring = np.array(profile, float)
        grid = np.stack(
            [
                ring[:, :1] * np.cos(angle) + base[0],
                ring[:, :1] * np.sin(angle) + base[1],
                np.repeat(ring[:, 1:] + base[2], segments, axis=1),
            ],
            axis=-1,
        )
        self.sheet(grid, material, closed=(False, True), tint=tint)

    def cylinder(
        self,
        start: Sequence[float],
        end: Sequence[float],
        radius: float,
        material: bpy.types.Material | None = None,
        segments: int = 24,
        bevel: float = 0.002,
    ) -> None:
        """Add a capped cylinder between two points."""
        axis = Vector(end) - Vector(start)
        edge = min(bevel, radius * 0.5, axis.length * 0.4)
        profile = [(1e-5, 0.0), (radius - edge, 0.0), (radius - edge * 0.3, edge * 0.3), (radius, edge)]
        profile += [(r, axis.length - h) for r, h in reversed(profile)]
        frame = Matrix.Translation(Vector(start)) @ axis.to_track_quat("Z", "Y").to_matrix().to_4x4()
        profile.insert(4, (radius, edge * 1.5))
        profile.insert(5, (radius, axis.length - edge * 1.5))
        self.moved(frame=frame).lathe(profile, material, segments=segments)

    def tube(
        self,
        path: ArrayLike,
        radius: float | Sequence[float],
        material: bpy.types.Material | None = None,
        segments: int = 12,
        *,
        closed: bool = False,
    ) -> None:
        """Sweep a circle along a path of points; a sequence of radii tapers it."""
        points = np.asarray(path, float)
        radii = np.broadcast_to(np.asarray(radius, float), (len(points),))
        tangents = np.gradient(points, axis=0)
        if closed:
            tangents = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
        tangents /= np.linalg.norm(tangents, axis=1, keepdims=True) + 1e-12
        side = np.cross(tangents[0], [0.0, 0.0, 1.0] if abs(tangents[0][2]) < 0.9 else [1.0, 0.0, 0.0])
        rings = []
        angle = np.linspace(0, 2 * np.pi, segments, endpoint=False)[:, None]
        for point, tangent, r in zip(points, tangents, radii, strict=True):
            side = side - tangent * side.dot(tangent)
            side = side / (np.linalg.norm(side) + 1e-12)
            rings.append(point + r * (np.cos(angle) * side + np.sin(angle) * np.cross(tangent, side)))
        if not closed:
            rings = [np.repeat(points[:1], segments, 0), rings[0], *rings[1:], np.repeat(points[-1:], segments, 0)]
        self.sheet(np.array(rings), material, closed=(closed, True))

    def _add(
        self,
        verts: Array,
        loops: NDArray[np.int64],
        sizes: NDArray[np.int64],
        normals: Array,
        uv: Array,
        material: bpy.types.Material | None,
        tint: Array | float | None,
    ) -> None:
        turn = np.array(self.frame)
        moved = verts @ turn[:3, :3].T + turn[:3, 3]
        facing = normals @ np.linalg.inv(turn[:3, :3])
        facing /= np.linalg.norm(facing, axis=1, keepdims=True) + 1e-12
        if np.linalg.det(turn[:3, :3]) < 0:
            flip = _reversed(sizes)
            loops, facing, uv = loops[flip], facing[flip], uv[flip]
        shade = float(self._random.random()) if tint is None else tint
        self._parts.append(_Part(moved, loops, sizes, facing, uv, material, shade))

    def data(self, name: str) -> bpy.types.Mesh:
        """The mesh of all parts."""
        parts = self._parts
        mesh = bpy.data.meshes.new(name)
        starts = np.cumsum([0, *(len(p.verts) for p in parts)])
        verts = np.concatenate([p.verts for p in parts])
        loops = np.concatenate([p.loops + s for p, s in zip(parts, starts, strict=False)])
        sizes = np.concatenate([p.sizes for p in parts])
        materials = list(dict.fromkeys(p.material for p in parts))
        index = np.concatenate([np.full(len(p.sizes), materials.index(p.material)) for p in parts])
        tint = np.concatenate([np.broadcast_to(p.tint, (len(p.sizes),)) for p in parts])
        _fill(mesh, verts, loops, sizes)
        for material in materials:
            mesh.materials.append(material)
        mesh.polygons.foreach_set("material_index", index.astype(np.int32))
        layer = mesh.uv_layers.new(name="UVMap")
        layer.data.foreach_set("uv", np.concatenate([p.uv for p in parts]).astype(np.float32).ravel())
        mesh.attributes.new("tint", "FLOAT", "FACE").data.foreach_set("value", tint.astype(np.float32))
        mesh.polygons.foreach_set("use_smooth", np.ones(len(sizes), bool))
        mesh.update()
        mesh.normals_split_custom_set(np.concatenate([p.normals for p in parts]).astype(np.float32))
        return mesh

    def build(self, name: str, collection: bpy.types.Collection | None = None) -> bpy.types.Object:
        """Make the object of all parts and link it."""
        return put(self.data(name), collection=collection)


def _reversed(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order of loops that turns every face round, for frames that mirror."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    first = np.repeat(starts, sizes)
    return first + np.repeat(sizes, sizes) - 1 - (np.arange(sizes.sum()) - first)


def _fill(mesh: bpy.types.Mesh, verts: Array, loops: NDArray[np.int64], sizes: NDArray[np.int64]) -> None:
    """Fill a new mesh from flat arrays."""
    mesh.vertices.add(len(verts))
    mesh.vertices.foreach_set("co", verts.astype(np.float32).ravel())
    mesh.loops.add(len(loops))
    mesh.loops.foreach_set("vertex_index", loops.astype(np.int32))
    mesh.polygons.add(len(sizes))
    mesh.polygons.foreach_set("loop_start", np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32))
    mesh.update(calc_edges=True)


def _loop_normals(verts: Array, loops: NDArray[np.int64], sizes: NDArray[np.int64], *, smooth: bool) -> Array:
    """Normals per loop: of the face, or the mean of the faces around the vertex."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    a, b, c = verts[loops[starts]], verts[loops[starts + 1]], verts[loops[starts + 2]]
    d = verts[loops[starts + sizes - 1]]
    faces = np.cross(c - a, d - b) if (sizes == 4).all() else np.cross(b - a, c - a)
    per_loop = np.repeat(faces, sizes, axis=0)
    if smooth:
        keys = np.round(verts, 6)
        _, same = np.unique(keys, axis=0, return_inverse=True)
        same = same.reshape(-1)
        total = np.zeros((same.max() + 1, 3))
        np.add.at(total, same[loops], per_loop)
        per_loop = total[same[loops]]
    return per_loop / (np.linalg.norm(per_loop, axis=1, keepdims=True) + 1e-12)


def placed(location: Sequence[float] = (0, 0, 0), turn: float = 0.0, scale: float = 1.0) -> Matrix:
    """A matrix that scales, turns about z (degrees) and moves."""
    return Matrix.Translation(Vector(location)) @ Matrix.Rotation(math.radians(turn), 4, "Z") @ Matrix.Scale(scale, 4)


def put(mesh: bpy.types.Mesh, where: Matrix | None = None, collection: bpy.types.Collection | None = None) -> bpy.types.Object:
    """Link an object with this mesh; called again with the same mesh it makes an instance."""
    thing = bpy.data.objects.new(mesh.name, mesh)
    if where is not None:
        thing.matrix_world = where
    (collection or bpy.context.scene.collection).objects.link(thing)
    return thing


def scatter(
    meshes: Sequence[bpy.types.Mesh],
    points: Iterable[Sequence[float]],
    seed: int,
    scale: tuple[float, float] = (0.8, 1.2),
    lean: float = 4.0,
    collection: bpy.types.Collection | None = None,
) -> None:
    """Put a mesh of the list at every point, turned at random, scaled within bounds and leaning by up to lean degrees."""
    rng = np.random.default_rng(seed)
    for point in points:
        tilt = Matrix.Rotation(math.radians(rng.normal(0, lean / 2)), 4, "X")
        where = placed(point, rng.uniform(0, 360), rng.uniform(*scale)) @ tilt
        put(meshes[int(rng.integers(len(meshes)))], where, collection)


def group(name: str) -> bpy.types.Collection:
    """The collection of this name in the scene, made when missing."""
    found = bpy.data.collections.get(name)
    if found is None:
        found = bpy.data.collections.new(name)
        bpy.context.scene.collection.children.link(found)
    return found
