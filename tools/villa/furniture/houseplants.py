"""A plant in a pot indoors: a young olive."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, leather
from villa.materials.graph import Graph, once, srgb


def olive_leaf() -> bpy.types.Material:
    """Give matt grey-green leaves, silvery from below, that let a little light through."""

    def paint(graph: Graph) -> None:
        above = graph.ramp(graph.tone(), (0.0, "#47523a"), (0.6, "#5c674a"), (1.0, "#757b58"))
        back = graph.node("NewGeometry").outputs["Backfacing"]
        colour = graph.mix(back, above, srgb("#8d937f"))
        graph.set(base_color=colour, roughness=0.62, specular_ior_level=0.3)
        through = graph.node("BsdfTranslucent", color=graph.mix(0.4, colour, srgb("#8a9a4a"))).outputs[0]
        node = graph.node("MixShader")
        node.inputs[0].default_value = 0.22
        graph.tree.links.new(graph.surface.outputs[0], node.inputs[1])
        graph.tree.links.new(through, node.inputs[2])
        graph.tree.links.new(node.outputs[0], graph.output.inputs["Surface"])

    return once("leaf.olive indoors", paint)


def olive(height: float = 2.1, seed: int = 451) -> Piece:
    """Build an olive on a thin stem, its crown loose, in a clay pot on its saucer."""
    piece = Piece("olive", seed)
    rng, bark = piece.rng, leather.plain("olive bark", "#6d6456", 0.95)
    _pot(piece)
    t = np.linspace(0, 1, 14)[:, None]
    tall = 0.62 * (height - 0.34)
    stem = np.array([0, 0, 0.33]) + np.array([0.05, -0.07, 0]) * t**2 + np.array([0, 0, tall]) * t
    stem += 0.007 * rng.normal(size=(14, 3)).cumsum(0) * np.array([1, 1, 0]) * t
    piece.tube(stem, np.linspace(0.017, 0.009, 14), bark, 9)
    spots: list[tuple[np.ndarray, np.ndarray]] = []
    for k in range(19):
        share = 0.52 + 0.48 * (k + rng.random()) / 19
        angle, rise = 2.4 * k + rng.normal(0, 0.3), 0.35 + 1.5 * max(0.0, share - 0.6) + rng.normal(0, 0.15)
        way = np.array([np.cos(angle), np.sin(angle), rise])
        foot = np.array([np.interp(share, t[:, 0], stem[:, c]) for c in range(3)])
        _branch(piece, foot, way / np.linalg.norm(way), height * rng.uniform(0.17, 0.29), bark, spots)
    _leaves(piece, spots)
    return piece


def _pot(piece: Piece) -> None:
    """Add a clay pot with its soil on a saucer."""
    clay = ceramic.stoneware("#857a6c")
    saucer = [(0.001, 0), (0.20, 0), (0.215, 0.028), (0.20, 0.028), (0.192, 0.012), (0.001, 0.012)]
    piece.lathe(rounded(saucer, 0.004), clay, sides=56)
    wall = [(0.001, 0.013), (0.135, 0.013), (0.178, 0.33), (0.195, 0.33), (0.198, 0.375), (0.184, 0.378), (0.17, 0.335)]
    piece.lathe(rounded([*wall, (0.001, 0.33)], 0.006), clay, sides=56)
    piece.lathe([(0.172, 0.336), (0.10, 0.342), (0.001, 0.340)], leather.plain("soil", "#33271e", 0.95), sides=40)


def _branch(piece: Piece, foot: np.ndarray, way: np.ndarray, long: float, bark: bpy.types.Material, spots: list) -> None:
    """Grow a branch with thin shoots; note where its leaves sit, and their way."""
    rng, t = piece.rng, np.linspace(0, 1, 10)[:, None]
    path = foot + way * long * t + np.array([0, 0, 0.28 * long]) * t**1.6
    path += 0.10 * long * rng.normal(size=(10, 3)).cumsum(0) * 0.3 * t
    piece.tube(path, np.linspace(0.006, 0.0022, 10), bark, 6)
    for _ in range(9):
        at = rng.uniform(0.25, 1.0)
        start = path[round(at * 9)]
        out = way + rng.normal(0, 0.75, 3) + np.array([0, 0, 0.25])
        out /= np.linalg.norm(out)
        reach = rng.uniform(0.10, 0.26)
        u = np.linspace(0, 1, 6)[:, None]
        shoot = start + out * reach * u - np.array([0, 0, 0.35 * reach]) * u**2 * rng.random()
        piece.tube(shoot, np.linspace(0.0019, 0.0009, 6), bark, 5)
        steps = np.linspace(0.12, 1, max(4, int(reach / 0.021)))
        along = np.stack([np.interp(steps, u[:, 0], shoot[:, c]) for c in range(3)], -1)
        spots.extend((spot, out) for spot in along)


def _leaves(piece: Piece, spots: list[tuple[np.ndarray, np.ndarray]]) -> None:
    """Set two narrow leaves, folded along their rib and a little curled, at every spot."""
    rng, skin = piece.rng, olive_leaf()
    at, ahead = (np.repeat(np.array(list(part)), 2, 0) for part in zip(*spots, strict=True))
    aside = np.cross(ahead, rng.normal(size=at.shape))
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    aside[1::2] = -aside[::2]
    way = 0.55 * ahead + aside + rng.normal(0, 0.28, at.shape) - np.array([0, 0, 0.15])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, rng.normal(0, 0.35, at.shape) + np.array([0, 0, 1.0]))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, way)
    long = rng.uniform(0.038, 0.072, len(at))[:, None, None]
    t, half = np.linspace(0, 1, 5)[None, :, None], np.array([0.15, 0.8, 1.0, 0.75, 0.05])[None, :, None]
    rib = at[:, None] + way[:, None] * long * t + up[:, None] * long * rng.normal(-0.10, 0.14, (len(at), 1, 1)) * t**2
    wide, fold = side[:, None] * 0.1 * long * half, up[:, None] * 0.03 * long * half
    leaf = np.stack([rib - wide + fold, rib, rib + wide + fold], 1)
    index = np.arange(15).reshape(3, 5)
    quad = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], -1).reshape(-1, 4)
    for batch in np.array_split(leaf, 9):  # each batch has a tone of its own
        faces = (quad[None] + 15 * np.arange(len(batch))[:, None, None]).reshape(-1, 4)
        piece.raw(batch.reshape(-1, 3), [faces], skin)
