"""Leaves and branches: what the plants are put together from."""

from __future__ import annotations

import bpy
import numpy as np

from villa.geometry import Array, Solids

_FOLD = 0.25  # how far a leaf is folded along its rib, in half widths


def unit(vectors: Array) -> Array:
    """Vectors of length one."""
    return vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)


def strew(
    solids: Solids,
    roots: Array,
    along: Array,
    size: tuple[float, float],
    material: bpy.types.Material,
    rng: np.random.Generator,
    tint: Array | None = None,
) -> None:
    """Add a folded diamond of a leaf at every root, pointing along, of a length and width varied by a third; for afar.

    Tint is 0 to 1 a leaf, at random if none is given.
    """
    count = len(roots)
    along = unit(along)
    side = unit(np.cross(along, unit(rng.normal(size=(count, 3)))))
    up = np.cross(side, along)
    scale = rng.uniform(0.7, 1.3, (count, 1))
    length, width = size[0] * scale, size[1] * scale / 2
    middle = roots + along * length * 0.45
    verts = np.stack(
        [roots, middle + side * width + up * width * _FOLD, roots + along * length, middle - side * width + up * width * _FOLD],
        axis=1,
    )
    base = np.arange(count)[:, None] * 4
    faces = np.concatenate([base + np.array([0, 1, 2]), base + np.array([0, 2, 3])])
    tint = rng.random(count) if tint is None else tint
    solids.mesh(verts.reshape(-1, 3), faces, material, smooth=False, tint=np.tile(tint, 2))


def blades(
    solids: Solids,
    roots: Array,
    along: Array,
    size: tuple[float, float],
    material: bpy.types.Material,
    rng: np.random.Generator,
    tint: Array | None = None,
) -> None:
    """Add an oval leaf at every root, folded along its rib and bent back at the tip; for close by."""
    count = len(roots)
    along = unit(along)
    side = unit(np.cross(along, unit(rng.normal(size=(count, 3)))))
    up = np.cross(side, along)
    scale = rng.uniform(0.7, 1.25, (count, 1))
    length, half, lift = size[0] * scale, size[1] * scale / 2, size[1] * scale * 0.14
    bend = rng.normal(0.06, 0.07, (count, 1)) * length
    near, far = roots + along * length * 0.32, roots + along * length * 0.70 - up * bend * 0.35
    verts = np.stack(
        [
            roots,
            near + side * half * 0.94 + up * lift,
            far + side * half * 0.80 + up * lift,
            roots + along * length - up * bend,
            far - side * half * 0.80 + up * lift,
            near - side * half * 0.94 + up * lift,
        ],
        axis=1,
    )
    base = np.arange(count)[:, None] * 6
    faces = np.concatenate([base + np.array([0, 1, 2, 3]), base + np.array([0, 3, 4, 5])])
    tint = rng.random(count) if tint is None else tint
    solids.mesh(verts.reshape(-1, 3), faces, material, smooth=False, tint=np.tile(tint, 2))


def sprung(twigs: list[Array], gap: float, open_: float, rng: np.random.Generator, low: float = 0.1) -> tuple[Array, Array]:
    """Give roots and headings of leaves that stand in crossed pairs along twigs, gap metres apart, opened by radians."""
    roots, headings = [], []
    for path in twigs:
        long = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
        count = max(3, int(long * (1 - low) / gap))
        share = np.linspace(low, 1.0, count).repeat(2) * (len(path) - 1)
        i = np.minimum(share.astype(int), len(path) - 2)
        way = unit(path[i + 1] - path[i])
        across = unit(np.cross(way, np.array([0.31, 0.17, 0.93])))
        other = np.cross(way, across)
        leaf = np.arange(2 * count)[:, None]
        turn = leaf * np.pi + leaf // 2 * np.pi / 2 + rng.normal(0, 0.35, (2 * count, 1))
        spread = open_ + rng.normal(0, 0.22, (2 * count, 1))
        roots.append(path[i] + (path[i + 1] - path[i]) * (share - i)[:, None])
        headings.append(way * np.cos(spread) + (across * np.cos(turn) + other * np.sin(turn)) * np.sin(spread))
    return np.concatenate(roots), np.concatenate(headings)


def sprigs(roots: Array, ways: Array, long: float, each: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Give roots, headings and youth of leaves that spiral up straight shoots, (shoots, 3), about long metres each.

    So many leaves stand on each shoot, wide open below and closing towards its tip; youth runs from 0 for a shoot's lowest leaf
    to 1 for its last one. A crown of shoots has tufts with gaps between them, where single leaves make an even cloud.
    """
    count = len(roots)
    ways = unit(ways)
    youth = (np.arange(each) + 0.5) / each
    across = unit(np.cross(ways, rng.normal(size=(count, 3))))
    other = np.cross(ways, across)
    turn = (np.arange(each) * 2.39996 + rng.uniform(0, 2 * np.pi, (count, 1)))[..., None]
    spread = (1.25 - 0.85 * youth + rng.normal(0, 0.2, (count, each)))[..., None]
    length = long * rng.uniform(0.6, 1.35, (count, 1, 1))
    spots = roots[:, None] + ways[:, None] * length * youth[:, None]
    around = across[:, None] * np.cos(turn) + other[:, None] * np.sin(turn)
    headings = ways[:, None] * np.cos(spread) + around * np.sin(spread)
    return spots.reshape(-1, 3), headings.reshape(-1, 3), np.tile(youth, count)


def walk(start: Array, direction: Array, length: float, rng: np.random.Generator, bend: float, steps: int = 6) -> Array:
    """A crooked path."""
    points, heading = [start], unit(direction)
    for _ in range(steps):
        heading = unit(heading + rng.normal(0, bend, 3))
        points.append(points[-1] + heading * length / steps)
    return np.array(points)


def limb(solids: Solids, path: Array, thick: float, thin: float, material: bpy.types.Material, segments: int = 8) -> None:
    """A tapering limb along a path."""
    solids.tube(path, np.linspace(thick, thin, len(path)), material, segments)


def stalks(solids: Solids, paths: Array, thick: float, thin: float, material: bpy.types.Material) -> None:
    """Add three-sided stems along many paths of equally many points, (stems, points, 3); too thin to need round ones."""
    count, points = paths.shape[:2]
    radii = np.linspace(thick, thin, points)[:, None, None]
    angle = np.arange(3) * 2 * np.pi / 3
    corners = np.stack([np.cos(angle), np.sin(angle), 0.5 * np.cos(angle + 1)], -1)
    verts = paths[:, :, None] + radii * corners
    base = (np.arange(count) * points * 3)[:, None, None, None] + (np.arange(points - 1) * 3)[:, None, None]
    side = np.arange(3)[:, None]
    after = (side + 1) % 3
    faces = base + np.concatenate([side, after, after + 3, side + 3], axis=1)
    solids.mesh(verts.reshape(-1, 3), faces.reshape(-1, 4), material)


def forks(path: Array, count: int, spread: float, rng: np.random.Generator, low: float = 0.35) -> list[tuple[Array, Array]]:
    """Where side shoots start on a path, and where they head."""
    shoots = []
    for share in np.linspace(low, 1.0, count):
        at = share * (len(path) - 1)
        i = min(int(at), len(path) - 2)
        point = path[i] + (path[i + 1] - path[i]) * (at - i)
        heading = unit(path[i + 1] - path[i]) + rng.normal(0, spread, 3)
        shoots.append((point, unit(heading)))
    return shoots
