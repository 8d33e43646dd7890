"""Firewood: split logs with their bark on, and the bed of ash they are laid on."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import flat, lumps, quads
from villa.furniture.solids import Piece
from villa.materials.graph import Graph, once, srgb


def bark() -> bpy.types.Material:
    """Give furrowed oak bark, greyer here, browner there."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        furrows = graph.noise(graph.node("Mapping", vector=point, scale=(26, 130, 130)).outputs[0], 1, 4)
        colour = graph.ramp(furrows, (0.34, "#2c221a"), (0.5, "#5c4c3d"), (0.66, "#85786a"))
        own = graph.ramp(graph.tone(), (0.0, 0.72), (1.0, 1.1))
        graph.set(base_color=graph.mix(1.0, colour, own, "MULTIPLY"), roughness=0.92, specular_ior_level=0.2)
        graph.bump(furrows, 0.9, 0.006)

    return once("firewood.bark", paint)


def cleft() -> bpy.types.Material:
    """Give the face along which a log was split: torn fibres, redder towards the heart, greyed by a year in the stack."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        fibres = graph.noise(graph.node("Mapping", vector=point, scale=(9, 230, 230)).outputs[0], 1, 3)
        colour = graph.ramp(fibres, (0.32, "#573f2a"), (0.5, "#836343"), (0.68, "#a2825d"))
        patches = graph.noise(graph.node("Mapping", vector=point, scale=(7, 40, 40)).outputs[0], 1, 3)
        weather = graph.ramp(patches, (0.4, 0.0), (0.7, 0.4))
        colour = graph.mix(weather, colour, srgb("#87796a"))
        own = graph.ramp(graph.math("FRACT", graph.math("MULTIPLY", graph.tone(), 6.1)), (0.0, 0.66), (1.0, 1.06))
        graph.set(base_color=graph.mix(1.0, colour, own, "MULTIPLY"), roughness=0.85, specular_ior_level=0.2)
        graph.bump(fibres, 0.7, 0.003)

    return once("firewood.cleft", paint)


def sawn() -> bpy.types.Material:
    """Give a log's sawn end: dull, grey-brown, crossed by the saw."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        teeth = graph.noise(graph.node("Mapping", vector=point, rotation=(0.4, 0.7, 0.3), scale=(60, 60, 420)).outputs[0], 1, 2)
        colour = graph.ramp(teeth, (0.34, "#75603f"), (0.66, "#a48a64"))
        graph.set(base_color=graph.mix(1.0, colour, graph.ramp(graph.tone(), (0.0, 0.7), (1.0, 1.05)), "MULTIPLY"), roughness=0.9)
        graph.bump(teeth, 0.5, 0.0015)

    return once("firewood.sawn", paint)


def charred() -> bpy.types.Material:
    """Give what the last fire left of a log: black, cracked across into small blocks, ash in the cracks."""

    def paint(graph: Graph) -> None:
        point = graph.node("Mapping", vector=graph.coords(), scale=(60, 90, 90)).outputs[0]
        edge = graph.node("TexVoronoi", {"feature": "DISTANCE_TO_EDGE"}, vector=point, scale=1.0).outputs["Distance"]
        colour = graph.ramp(edge, (0.0, "#37332f"), (0.09, "#1b1917"), (0.5, "#24211f"))
        graph.set(base_color=colour, roughness=0.8)
        graph.bump(graph.math("MINIMUM", edge, 0.25), 0.9, 0.006)

    return once("firewood.charred", paint)


def ash() -> bpy.types.Material:
    """Give wood ash with bits of charcoal in it."""

    def paint(graph: Graph) -> None:
        point = graph.node("TexCoord").outputs["Object"]
        grey = graph.ramp(graph.noise(point, 34, 5), (0.3, "#6f6a64"), (0.7, "#aaa49b"))
        coals = graph.ramp(graph.noise(point, 85, 3), (0.29, 1.0), (0.36, 0.0))
        graph.set(base_color=graph.mix(coals, grey, srgb("#26221f")), roughness=1.0, specular_ior_level=0.1)
        graph.bump(graph.noise(point, 120, 4), 0.8, 0.004)

    return once("firewood.ash", paint)


def _section(rng: np.random.Generator) -> tuple[np.ndarray, list[range]]:
    """Give the outline (y, z) of a round log, or of a half or a quarter split from one, and its faces, bark first."""
    half = rng.choice([np.pi, 1.5, 0.95], p=[0.2, 0.45, 0.35])
    if half > 3:
        angle = np.linspace(0, 2 * np.pi, 26, endpoint=False)
        return rng.uniform(0.036, 0.044) * np.stack([np.cos(angle), np.sin(angle)], -1), [range(27)]
    radius, angle = rng.uniform(0.056, 0.07), np.linspace(-half, half, 16)
    arc = radius * np.stack([np.cos(angle), np.sin(angle)], -1)
    heart, t = rng.normal(0, 0.08, 2) * radius, np.linspace(0, 1, 6)[1:, None]
    outline = np.concatenate([arc, arc[-1] + (heart - arc[-1]) * t, (heart + (arc[0] - heart) * t)[:-1]])
    c, s = np.cos(turn := rng.uniform(0, 2 * np.pi)), np.sin(turn)
    return (outline - outline.mean(0)) @ np.array([[c, s], [-s, c]]), [range(16), range(15, 21), range(20, 26)]


def _crooked(outline: np.ndarray, half: float, rng: np.random.Generator) -> np.ndarray:
    """Draw an outline out along x, shape (along, around, 3): bent, thicker at one end, a knot on it, its ends sawn askew."""
    t, seed = np.linspace(-1, 1, 31), int(rng.integers(1 << 20))
    shape = outline * (1 + rng.normal(0, 0.07) * t)[:, None, None]
    along = (t * half)[:, None] + (np.abs(t) > 0.99)[:, None] * (shape @ rng.normal(0, 0.14, 2))
    points = np.concatenate([along[..., None], shape], -1).reshape(-1, 3)
    rough = 0.0016 * lumps(points * [1, 5, 5], 22, seed) + 0.0012 * lumps(points * [1, 4, 4], 60, seed + 1)
    rough += 0.0032 * lumps(points * [1, 3, 3], 8, seed + 3)
    knot = np.exp(-(((points[:, 0] - 0.4 * half * rng.normal()) / 0.02) ** 2))
    rough += 0.004 * knot * lumps(points * [0, 1, 1], 40, seed + 2)
    points[:, 1:] *= 1 + rough[:, None] / np.maximum(np.linalg.norm(points[:, 1:], axis=1, keepdims=True), 0.008)
    points = points.reshape(31, -1, 3)
    points[..., 1:] += ((1 - t**2)[:, None] * rng.normal(0, 0.008, 2) + (t * half)[:, None] * rng.normal(0, 0.06, 2))[:, None]
    return points


def log(piece: Piece, middle: np.ndarray, half: float, rng: np.random.Generator, burnt: bpy.types.Material | None = None) -> None:
    """Lay one log along x: furrowed bark outside, torn faces inside; or one that burnt."""
    outline, sides = _section(rng)
    points = _crooked(outline, half, rng) + middle
    count = len(outline)
    for k, side in enumerate(sides):
        own = points[:, [c % count for c in side]]
        piece.raw(own.reshape(-1, 3), [quads(flat(*own.shape[:2]))[:, ::-1]], burnt or (cleft() if k else bark()))
    for end, way in ((points[0], 1), (points[-1], -1)):
        ring = np.arange(count)
        faces = np.stack([np.full(count, count), (ring + 1) % count, ring], -1)[:, ::way]
        piece.raw(np.concatenate([end, end.mean(0)[None]]), [faces], burnt or sawn())


def hearth_bed(piece: Piece, at: np.ndarray, size: tuple[float, float]) -> None:
    """Heap ash, deepest in the middle of a hearth and drawn out thin to its sides."""
    u, v = np.meshgrid(np.linspace(-1, 1, 70), np.linspace(-1, 1, 24), indexing="ij")
    spot = np.stack([u * size[0] / 2, v * size[1] / 2, 0 * u], -1).reshape(-1, 3)
    near = np.clip(1 - np.maximum(np.abs(u) ** 3, np.abs(v) ** 4), 0, 1).ravel()
    high = near * (0.016 + 0.008 * lumps(spot, 14, 5) + 0.003 * lumps(spot, 60, 6) + 0.0015 * lumps(spot, 160, 7))
    spot[:, 2] = np.maximum(high, -0.001) - 0.0008
    piece.raw(spot + at, [quads(flat(70, 24))], ash())
