"""Plants in pots with leaves as large as hands: a fiddle-leaf fig."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import flat, quads
from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, leather
from villa.materials.graph import Graph, once, srgb


def fig_leaf() -> bpy.types.Material:
    """Give thick waxy leaves: pale ribs, older ones darker, dust on some, a brown rim here and there."""

    def paint(graph: Graph) -> None:
        point = graph.coords()
        long, across, _ = graph.node("SeparateXYZ", vector=point).outputs
        tone = graph.tone()
        body = graph.ramp(tone, (0.0, "#24391a"), (0.5, "#3a5426"), (0.88, "#54702f"), (1.0, "#7d8f42"))
        body = graph.mix(1.0, body, graph.ramp(graph.noise(point, 9, 3), (0.3, 0.8), (0.7, 1.05)), "MULTIPLY")
        aside = graph.math("ABSOLUTE", across)
        rib = graph.ramp(aside, (0.0, 1.0), (0.02, 0.75), (0.035, 0.0))
        slant = graph.math("FRACT", graph.math("SUBTRACT", graph.math("MULTIPLY", long, 9.0), graph.math("MULTIPLY", aside, 3.0)))
        veins = graph.ramp(graph.math("ABSOLUTE", graph.math("SUBTRACT", slant, 0.5)), (0.0, 0.55), (0.07, 0.0))
        line = graph.math("MAXIMUM", rib, veins)
        colour = graph.mix(line, body, srgb("#8a9a58"))
        graph.set(base_color=colour, specular_ior_level=0.5)
        graph.set(roughness=graph.math("ADD", 0.30, graph.math("MULTIPLY", graph.noise(point, 5, 3), 0.3)))
        hump = graph.math("SUBTRACT", graph.math("MULTIPLY", graph.noise(point, 7, 2), 0.6), graph.math("MULTIPLY", line, 0.4))
        graph.bump(hump, 0.5, 0.01)
        through = graph.node("BsdfTranslucent", color=graph.mix(0.5, colour, srgb("#7f9a2f"))).outputs[0]
        node = graph.node("MixShader")
        node.inputs[0].default_value = 0.16
        graph.tree.links.new(graph.surface.outputs[0], node.inputs[1])
        graph.tree.links.new(through, node.inputs[2])
        graph.tree.links.new(node.outputs[0], graph.output.inputs["Surface"])

    return once("leaf.fig", paint)


def _leaf(piece: Piece, at: np.ndarray, way: np.ndarray, long: float, droop: float, skin: bpy.types.Material) -> None:
    """Set one leaf: waisted, wavy along its rim, folded along its rib, hanging by its weight."""
    rng = piece.rng
    u, v = np.meshgrid(np.linspace(0, 1, 13), np.linspace(-1, 1, 7), indexing="ij")
    half = (
        long
        * 0.33
        * np.sqrt(np.clip(np.sin(np.pi * np.clip(u, 0.004, 0.996)), 0, 1))
        * (0.62 + 0.5 * u - 0.16 * np.sin(2 * np.pi * u))
    )
    side = np.cross(way, [0, 0, 1.0]) + rng.normal(0, 0.22, 3)
    side -= way * (side @ way)
    side /= np.linalg.norm(side)
    up = np.cross(side, way)
    up *= np.sign(up[2] + 1e-9)
    wave = 0.030 * long * np.sin(u * rng.uniform(9, 14) + rng.uniform(0, 6) + 1.2 * np.sign(v)) * v**2
    lift = 0.24 * np.abs(v) * half - droop * long * u**2 + wave
    stalk = 0.16 * long
    points = at + way * (stalk + long * u)[..., None] + side * (half * v)[..., None] + up * lift[..., None]
    points[..., 2] -= 0.35 * droop * long * u**2
    own = np.stack([u * 1.0, v * 0.34, 0 * u], -1)
    before = len(piece.parts)
    piece.raw(points.reshape(-1, 3), [quads(flat(13, 7))], skin, own.reshape(-1, 3))
    piece.parts[before].grain = own.reshape(-1, 3)
    green = leather.plain("stalk", "#6d7a3e", 0.6)
    piece.tube([at, at + way * stalk * 0.5 + up * 0.01 * long, at + way * stalk], [0.005, 0.0038, 0.0034], green, 6)


def fig(height: float = 2.1, seed: int = 451, stems: int = 3) -> Piece:
    """Build a fiddle-leaf fig grown towards the light at -y, leaves lost at its foot, in a clay pot on its saucer."""
    piece = Piece("fig", seed)
    rng, skin, bark = piece.rng, fig_leaf(), leather.plain("fig bark", "#6f5f4c", 0.9)
    clay = ceramic.stoneware("#a85f3f")
    piece.lathe(
        rounded([(0.001, 0), (0.22, 0), (0.235, 0.028), (0.22, 0.028), (0.212, 0.012), (0.001, 0.012)], 0.004), clay, sides=56
    )
    pot = [
        (0.001, 0.013),
        (0.145, 0.013),
        (0.195, 0.33),
        (0.215, 0.33),
        (0.218, 0.385),
        (0.203, 0.388),
        (0.188, 0.345),
        (0.001, 0.34),
    ]
    piece.lathe(rounded(pot, 0.006), clay, sides=56)
    piece.lathe([(0.19, 0.346), (0.10, 0.352), (0.001, 0.350)], leather.plain("soil", "#33271e", 0.95), sides=40)
    for k in range(stems):
        angle = 2 * np.pi * k / stems + rng.uniform(-0.4, 0.4)
        t = np.linspace(0, 1, 16)[:, None]
        tall = (height - 0.36) * (1.0, 0.80, 0.62)[k % 3]
        lean = np.array([0.20 * np.cos(angle), 0.20 * np.sin(angle) - 0.14, 0])
        path = np.array([0.06 * np.cos(angle), 0.06 * np.sin(angle), 0.34]) + lean * t**1.3 + np.array([0, 0, tall]) * t
        path += 0.014 * rng.normal(size=(16, 3)).cumsum(0) * np.array([1, 1, 0.2]) * t
        piece.tube(path, np.linspace(0.015, 0.006, 16), bark, 9)
        count = int(tall * 15)
        for n in range(count):
            share = 0.24 + 0.76 * (n + rng.random()) / count
            spot = path[0] * 0 + np.array([np.interp(share, t[:, 0], path[:, c]) for c in range(3)])
            turn = 2.4 * n + rng.normal(0, 0.4)
            rise = 0.1 + 1.2 * (share - 0.4) + rng.normal(0, 0.15)
            way = np.array([np.cos(turn), np.sin(turn) - 0.3, rise])
            _leaf(
                piece,
                spot,
                way / np.linalg.norm(way),
                rng.uniform(0.19, 0.34) * (1.06 - 0.42 * share**4),
                rng.uniform(0.12, 0.5),
                skin,
            )
    return piece
