"""Lavender, rosemary, shrubs, agave and ornamental grass."""

from __future__ import annotations

import bpy
import numpy as np

from villa.garden.plants.leaves import sprigs, strew, unit
from villa.geometry import Array, Solids
from villa.materials import foliage


def _blades(
    solids: Solids, roots: Array, tips: Array, sag: Array, width: float, material: bpy.types.Material, rng: np.random.Generator
) -> None:
    """Narrow arching ribbons from roots to tips, sagging between."""
    t = np.array([0.0, 0.4, 0.75, 1.0])[:, None]
    paths = roots[:, None] + (tips - roots)[:, None] * t
    paths[..., 2] += sag[:, None] * 4 * (t * (1 - t))[:, 0]
    _ribbons(solids, paths, width, material, rng)


def _ribbons(solids: Solids, paths: Array, width: float, material: bpy.types.Material, rng: np.random.Generator) -> None:
    """Ribbons of this width along paths of equally many points, (ribbons, points, 3), that taper to their tips."""
    count, points = paths.shape[:2]
    side = unit(np.cross(paths[:, -1] - paths[:, 0], rng.normal(size=(count, 3))))[:, None] * width / 2
    narrow = (1.0 - 0.85 * np.linspace(0, 1, points) ** 2)[:, None]
    verts = np.stack([paths - side * narrow, paths + side * narrow], axis=2)
    base = np.arange(count)[:, None] * 2 * points
    faces = np.concatenate([base + np.array([k, k + 1, k + 3, k + 2]) for k in range(0, 2 * points - 2, 2)])
    solids.mesh(verts.reshape(-1, 3), faces, material, smooth=False, tint=np.tile(rng.random(count), points - 1))


def lavender(seed: int, bloom: float = 1.0) -> bpy.types.Mesh:
    """A cushion of lavender, half a metre high and lopsided, a share of its stems in flower."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = int(rng.integers(170, 300))
    angle, out = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.random(count))
    sector = 1 + 0.28 * np.sin(angle + rng.uniform(0, 6)) + 0.2 * np.sin(3 * angle + rng.uniform(0, 6))
    flat = np.stack([np.cos(angle), np.sin(angle)], -1) * (out * sector)[:, None]
    roots = np.c_[flat * 0.10, np.zeros(count)]
    fallen = rng.random(count) ** 4  # some stems hang out of the cushion
    tips = np.c_[
        flat * (0.34 + 0.22 * fallen[:, None]) + rng.normal(0, 0.035, (count, 2)) + rng.normal(0, 0.05, 2),
        (0.47 - 0.18 * out**2) * (1 - 0.45 * fallen) + rng.normal(0, 0.06, count),
    ]
    _blades(solids, roots, tips, np.full(count, 0.015), 0.0035, foliage.lavender(), rng)
    low = 700
    angle, out = rng.uniform(0, 2 * np.pi, low), np.sqrt(rng.random(low))
    flat = np.stack([np.cos(angle), np.sin(angle)], -1) * out[:, None]
    strew(
        solids,
        np.c_[flat * 0.24, rng.uniform(0.02, 0.20, low) * (1.2 - out)],
        np.c_[flat * 0.8, rng.uniform(0.5, 1.2, low)],
        (0.095, 0.009),
        foliage.lavender(),
        rng,
    )
    heads = rng.random(count) < bloom
    way, long = unit(tips - roots)[heads], rng.uniform(0.5, 1.3, (heads.sum(), 1))
    for step in range(22):  # whorls of small flowers, two at a time
        spots = tips[heads] - way * long * (0.003 * step - 0.005) + rng.normal(0, 0.0022, way.shape)
        strew(solids, spots, 0.6 * way + rng.normal(0, 0.6, way.shape), (0.0095, 0.0058), foliage.blossom(), rng)
    return solids.data("garden.lavender")


def shrub(seed: int, radius: float = 0.5, flat: float = 0.85) -> bpy.types.Mesh:
    """A rounded evergreen."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = int(1500 * max(1.0, radius / 0.6))
    way = unit(rng.normal(size=(count, 3)))
    way[:, 2] = np.abs(way[:, 2]) * 1.05 - 0.12
    bumps = unit(rng.normal(size=(26, 3)) + np.array([0, 0, 0.4]))
    lumps = 0.72 + (rng.uniform(0.12, 0.36, 26) * np.exp((way @ bumps.T - 1) * 14)).max(axis=1) + rng.normal(0, 0.03, count)
    deep = rng.uniform(0.5, 1.0, count) ** 0.6
    roots = way * (radius * lumps * deep)[:, None] * [1, 1, flat] + [0, 0, radius * 0.12]
    shoots = way + rng.normal(0, 0.4, way.shape) + [0, 0, 0.4]
    each = 11  # leaves on a shoot
    spots, headings, youth = sprigs(roots, shoots, 0.075, each, rng)
    tint = np.repeat(1.3 * (deep - 0.72) + 0.25 * way[:, 2] + rng.normal(0, 0.12, count), each) + 0.35 * youth
    strew(solids, spots, headings, (0.036, 0.017), foliage.shrub(), rng, tint=np.clip(tint, 0, 1))
    height = radius * flat
    core = [(0.02, -0.05), *((radius * 0.72 * np.cos(a), height * 0.72 * np.sin(a) + 0.05) for a in np.linspace(-0.2, 1.5, 9))]
    solids.lathe(core, foliage.inside(), segments=14)
    return solids.data("garden.shrub")


def rosemary(seed: int, radius: float = 0.42) -> bpy.types.Mesh:
    """A dark bush of upright shoots, some of which fall over the edge."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = int(rng.integers(210, 300))
    angle, out = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.random(count))
    flat = np.stack([np.cos(angle), np.sin(angle)], -1) * out[:, None]
    lean = flat * (0.55 + 0.5 * rng.random((count, 1)) ** 3) + rng.normal(0, 0.12, (count, 2))
    way, long = unit(np.c_[lean, 1.1 - 0.55 * out]), radius * rng.uniform(0.55, 1.05, count)
    roots = np.c_[flat * 0.62 * radius, np.full(count, 0.02)]
    for step in range(22):
        share = 0.12 + 0.88 * step / 21
        spots = roots + way * (long * share)[:, None] + rng.normal(0, 0.004, (count, 3))
        strew(solids, spots, way + rng.normal(0, 0.75, (count, 3)), (0.034, 0.005), foliage.rosemary(), rng)
    solids.lathe(
        [(0.02, 0.0), (0.55 * radius, 0.03), (0.5 * radius, 0.3 * radius), (0.02, 0.42 * radius)], foliage.inside(), segments=12
    )
    return solids.data("garden.rosemary")


def santolina(seed: int, radius: float = 0.34) -> bpy.types.Mesh:
    """A tight grey cushion, lumpy, with a few dry flower stems."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = 5200
    way = unit(rng.normal(size=(count, 3)))
    way[:, 2] = np.abs(way[:, 2])
    lumps = 0.86 + 0.24 * np.exp((way @ unit(rng.normal(size=(18, 3)) + np.array([0, 0, 0.4])).T - 1) * 16).max(axis=1)
    roots = way * (radius * lumps * rng.uniform(0.8, 1.05, count))[:, None] * [1, 1, 0.78]
    strew(solids, roots, way + rng.normal(0, 0.45, way.shape), (0.036, 0.007), foliage.santolina(), rng)
    solids.lathe(
        [(0.02, -0.03), *((0.78 * radius * np.cos(a), 0.6 * radius * np.sin(a)) for a in np.linspace(0, 1.5, 7))],
        foliage.inside(),
        segments=12,
    )
    stems = unit(rng.normal(size=(34, 3)) * [1, 1, 0.5] + [0, 0, 1.0])
    tips = stems * radius * rng.uniform(1.05, 1.4, (34, 1))
    _blades(solids, 0.6 * tips, tips, np.full(34, 0.01), 0.003, foliage.dry(), rng)
    return solids.data("garden.santolina")


def scrub(seed: int, wide: float = 1.1) -> bpy.types.Mesh:
    """A wild, twiggy heap of garrigue: several uneven humps with shoots standing out."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    for _ in range(int(rng.integers(4, 8))):
        angle, out, size = rng.uniform(0, 6.28), wide * rng.uniform(0.1, 0.75), wide * rng.uniform(0.28, 0.6)
        foot = np.array([np.cos(angle) * out, np.sin(angle) * out, 0.0])
        count = int(2600 * size / wide)
        way = unit(rng.normal(size=(count, 3)) * [1, 1, 0.9] + [0, 0, 0.45])
        reach = size * rng.uniform(0.45, 1.15, (count, 1)) * (1 + 0.3 * rng.random((count, 1)) ** 6)
        roots = foot + way * reach * [1, 1, rng.uniform(0.7, 1.15)]
        strew(solids, roots, way + rng.normal(0, 0.5, way.shape), (0.06, 0.022), foliage.scrub(), rng)
        shoots = unit(rng.normal(size=(26, 3)) * [1, 1, 0.6] + [0, 0, 0.8])
        tips = foot + shoots * size * rng.uniform(1.0, 1.5, (26, 1))
        _blades(solids, np.repeat(foot[None], 26, 0), tips, np.full(26, 0.02), 0.012, foliage.dry(), rng)
    return solids.data("garden.scrub")


def agave(seed: int, size: float = 0.75) -> bpy.types.Mesh:
    """A rosette of thick blades."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    count = int(rng.integers(22, 36))
    lean = rng.normal(0, 0.10, 2)
    for k in range(count):
        share = k / count
        angle, rise = k * 2.39996 + rng.normal(0, 0.16), np.radians(10 + 70 * share**1.15 + rng.normal(0, 6))
        rise -= float(lean @ [np.cos(angle), np.sin(angle)])
        long = size * (1.0 - 0.42 * share) * rng.uniform(0.78, 1.12)
        rows, arch = [], rng.normal(0.35, 0.4)
        for t in np.linspace(0, 1, 12):
            wide = 0.10 * size / 0.75 * (0.55 + 1.5 * t - 2.05 * t**2) * (1 - t**6) + 0.001
            bend = rise + arch * t**2 * (1 - share)
            x, z = long * t * np.cos(bend), long * t * np.sin(bend) + 0.04
            cup, back = wide * 0.42, 0.016 * (1 - t)
            section = [
                (-1, cup),
                (-0.5, cup * 0.3),
                (0, 0),
                (0.5, cup * 0.3),
                (1, cup),
                (0.5, -back),
                (0, -back * 2),
                (-0.5, -back),
            ]
            rows.append([(x - np.sin(bend) * c, s * wide, z + np.cos(bend) * c) for s, c in section])
        grid = np.array(rows)
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        solids.sheet(grid @ turn.T, foliage.agave(), closed=(False, True))
    return solids.data("garden.agave")


def fountain_grass(seed: int) -> bpy.types.Mesh:
    """A tuft of grass at the summer's end: green at its foot, straw above, bent and tangled; nodding ears on some stalks."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    wind = rng.normal(0, 0.10, 2)
    for count, long, width, skin in (
        (250, 0.62, 0.0046, foliage.dry()),
        (190, 0.40, 0.0052, foliage.lavender()),
    ):
        _ribbons(solids, _bent(count, long * rng.lognormal(0, 0.30, count), wind, rng), width, skin, rng)
    stalks = _bent(26, rng.uniform(0.62, 1.0, 26), wind, rng, 0.45)
    _ribbons(solids, stalks, 0.0026, foliage.dry(), rng)
    for share in np.linspace(0, 1, 30):
        spots = stalks[:, -2] + (stalks[:, -1] - stalks[:, -2]) * share + rng.normal(0, 0.002, (26, 3))
        way = unit(stalks[:, -1] - stalks[:, -2]) + rng.normal(0, 0.45, (26, 3))
        strew(solids, spots, way, (0.026 - 0.012 * share, 0.003), foliage.dry(), rng)
    return solids.data("garden.grass")


def sward(seed: int, wide: float = 0.8) -> bpy.types.Mesh:
    """A patch of dry grass: tufts of all sizes that lean one way, seed heads over them, bare earth between."""
    rng = np.random.default_rng(seed)
    solids = Solids(seed)
    wind = rng.normal(0, 0.12, 2)
    for _ in range(26):
        foot = np.append(rng.normal(0, 0.45 * wide, 2), 0.0)
        size = rng.lognormal(-1.45, 0.35)
        for count, long, width in ((46, size, 0.005), (7, 1.7 * size, 0.003)):
            _ribbons(solids, foot + _bent(count, long * rng.lognormal(0, 0.3, count), wind, rng), width, foliage.dry(), rng)
    return solids.data("garden.sward")


def _bent(count: int, long: Array, wind: Array, rng: np.random.Generator, limp: float = 1.0) -> Array:
    """Paths of blades from one foot, (count, 7, 3): each leans, droops and twists in its own way; some have fallen over."""
    angle, out = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.random(count))
    flat = np.stack([np.cos(angle), np.sin(angle)], -1)
    lean = flat * (0.15 + 0.55 * out)[:, None] * limp + wind + rng.normal(0, 0.13, (count, 2))
    droop = limp * rng.gamma(2.0, 0.16, count) * (0.5 + out) + (rng.random(count) < 0.10) * 0.6
    twist = rng.normal(0, 0.16, count)
    t = np.linspace(0, 1, 7)[None, :, None]
    roots = np.c_[flat * (0.075 * out)[:, None], np.zeros(count)][:, None]
    paths = roots + unit(np.c_[lean, np.ones(count)])[:, None] * long[:, None, None] * t
    paths[..., :2] += (unit(lean) * (0.45 * droop * long)[:, None])[:, None] * t**2
    paths[..., :2] += (np.c_[-flat[:, 1], flat[:, 0]] * (twist * long)[:, None])[:, None] * t**2
    paths[..., 2] -= (droop * long)[:, None] * t[..., 0] ** 2.4
    paths[..., 2] = np.maximum(paths[..., 2], 0.006)
    return np.asarray(paths)
