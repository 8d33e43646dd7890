"""Metals: brushed brass, black bronze, steel, chrome and mirror glass."""

from __future__ import annotations

import bpy

from villa.materials.graph import Graph, once, srgb


def brass() -> bpy.types.Material:
    """Give brushed, slightly aged brass."""
    return plain("metal.brass", "#b8925a", 0.33)


def black() -> bpy.types.Material:
    """Give anodised dark bronze."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=srgb("#2b2724"), metallic=0.6, roughness=0.45)
        graph.bump(graph.noise(graph.coords(), 500, 2), 0.05, 0.001)

    return once("metal.black", paint)


def coated() -> bpy.types.Material:
    """Give the satin paint of window frames, a greyed green: no metal shows, so no sky either."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=srgb("#5d5f54"), metallic=0.0, roughness=0.5, specular_ior_level=0.22)
        graph.bump(graph.noise(graph.coords(), 420, 1), 0.06, 0.0008)

    return once("metal.coated", paint)


def steel() -> bpy.types.Material:
    """Give brushed stainless steel."""
    return plain("metal.steel", "#b9b8b5", 0.33)


def chrome() -> bpy.types.Material:
    """Give polished chrome."""
    return plain("metal.chrome", "#d8d9da", 0.06)


def bronze() -> bpy.types.Material:
    """Give dark patinated bronze."""
    return plain("metal.bronze", "#5b4631", 0.36)


def mirror() -> bpy.types.Material:
    """Give silvered glass."""

    def paint(graph: Graph) -> None:
        graph.set(base_color=(0.9, 0.91, 0.91, 1), metallic=1.0, roughness=0.0)

    return once("metal.mirror", paint)


def plain(name: str, code: str, roughness: float) -> bpy.types.Material:
    """Give a metal with fine brushing and fingerprints.

    Its roughness must not cross 0.27: there the denoiser's albedo flips between metal and mirror.
    """

    def paint(graph: Graph) -> None:
        point = graph.coords()
        smudge = graph.noise(point, 14, 4)
        graph.set(base_color=srgb(code), metallic=1.0)
        graph.set(roughness=graph.math("ADD", roughness * 0.88, graph.math("MULTIPLY", smudge, roughness * 0.24)))
        lines = graph.noise(graph.node("Mapping", vector=point, scale=(8, 900, 900)).outputs[0], 1, 2)
        graph.bump(lines, min(0.12, roughness * 0.2), 0.0006)

    return once(name, paint)
