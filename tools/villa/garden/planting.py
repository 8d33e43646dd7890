"""Where everything grows."""

from __future__ import annotations

import numpy as np

from villa.garden.plants import climbers, low, pines, thickets, trees
from villa.garden.plants.leaves import strew
from villa.garden.terrace import PITS
from villa.geometry import Array, Solids, group, placed, put, scatter
from villa.materials import foliage, ground
from villa.terrain import height, smooth, waves

Spot = tuple[float, float, float]


def on_ground(points: list[tuple[float, float]], sink: float = 0.02) -> list[Spot]:
    """Points with the ground's height below them."""
    if not points:
        return []
    x, y = np.array(points).T
    return [(float(a), float(b), float(c) - sink) for a, b, c in zip(x, y, height(x, y), strict=True)]


def along(
    x0: float, y0: float, x1: float, y1: float, gap: float, rng: np.random.Generator, aside: float = 0.2
) -> list[tuple[float, float]]:
    """Points in a loose row, scattered by a share of the gap between them."""
    count = max(2, round(np.hypot(x1 - x0, y1 - y0) / gap))
    t = (np.arange(count) + 0.5) / count
    jitter = rng.normal(0, gap * aside, (count, 2))
    return [(float(x0 + (x1 - x0) * s + j[0]), float(y0 + (y1 - y0) * s + j[1])) for s, j in zip(t, jitter, strict=True)]


BEDS = (
    (0.6, -13.5, 17.3, -12.35),
    (-4.6, -12.6, -3.6, -3.2),
    (17.4, -10.2, 24.6, -9.0),
    (-5.6, 4.6, -0.6, 8.3),
    (10.6, 8.4, 16.6, 9.3),
    (-5.8, 12.6, 4.4, 13.6),
    (17.6, 8.2, 24.2, 9.2),
    (23.9, -5.0, 24.7, 8.6),
    (10.5, 15.6, 11.9, 25.2),
    (5.2, 15.4, 6.5, 24.6),
)
"""Planting beds: x0, y0, x1, y1."""


def _beds() -> None:
    solids = Solids(140)
    for x0, y0, x1, y1 in BEDS:
        x, y = np.meshgrid(np.linspace(x0, x1, 24), np.linspace(y0, y1, 10))
        solids.sheet(np.stack([x, y, _soil((x0, y0, x1, y1), x, y)], axis=-1), ground.soil())
    _mulch(solids)
    solids.build("garden.bed", group("garden"))


def _soil(bed: tuple[float, float, float, float], x: Array, y: Array) -> Array:
    """How high a bed's soil lies, which is heaped up towards its middle."""
    x0, y0, x1, y1 = bed
    crown = 0.05 * np.minimum(np.minimum(x - x0, x1 - x), np.minimum(y - y0, y1 - y)).clip(0, 0.4) / 0.4
    return np.maximum(height(x, y), -0.6) + 0.005 + crown


def _mulch(solids: Solids) -> None:
    """Strew bits of bark and dry leaves over the beds, thicker here than there."""
    rng = np.random.default_rng(139)
    for x0, y0, x1, y1 in BEDS:
        x, y = rng.uniform((x0, y0), (x1, y1), (int(420 * (x1 - x0) * (y1 - y0)), 2)).T
        there = waves(x, y, 138, 0.9, 3) + rng.normal(0, 0.35, len(x)) > -0.1
        x, y = x[there], y[there]
        roots = np.stack([x, y, _soil((x0, y0, x1, y1), x, y) + 0.005], axis=-1)
        ways = np.c_[rng.normal(0, 1, (len(x), 2)), rng.normal(0, 0.15, len(x))]
        leaf = rng.random(len(x)) < 0.25
        strew(solids, roots[~leaf], ways[~leaf], (0.042, 0.018), foliage.bark(), rng)
        strew(solids, roots[leaf], ways[leaf], (0.045, 0.014), foliage.dry(), rng)


def _low() -> None:
    rng = np.random.default_rng(141)
    lavenders = [low.lavender(k, bloom) for k, bloom in ((142, 0.7), (143, 0.5), (144, 0.35), (152, 0.6), (153, 0.1))]
    rows = along(0.9, -12.7, 17.0, -12.7, 0.40, rng, 0.35) + along(1.2, -13.2, 17.0, -13.2, 0.42, rng, 0.45)
    rows += along(-4.2, -12.4, -4.2, -3.4, 0.36, rng, 0.5) + along(17.6, -9.7, 24.4, -9.7, 0.36, rng, 0.5)
    rows += along(-5.4, 13.3, 4.2, 13.3, 0.55, rng)
    rows += along(10.8, 16.0, 10.8, 25.0, 0.75, rng) + along(6.2, 15.8, 6.2, 24.4, 0.8, rng)
    _rows(rows, lavenders, rng)
    between = along(0.9, -12.55, 17.0, -12.55, 1.9, rng) + along(1.5, -13.2, 17.0, -13.2, 2.3, rng)
    between = [(x, max(y, -13.25)) for x, y in between]
    scatter([low.scrub(k, 0.42) for k in (154, 155)], on_ground(between), 12, (0.5, 1.0), 8, group("garden"))
    shrubs = [low.shrub(k, r) for k, r in ((145, 0.5), (146, 0.42), (147, 0.6))]
    balls = along(-5.2, 5.2, -0.9, 5.2, 1.0, rng) + along(10.9, 8.8, 16.4, 8.8, 0.95, rng) + along(17.8, 8.6, 24.0, 8.6, 0.9, rng)
    balls += (
        along(-5.4, 12.95, 4.2, 12.95, 1.5, rng)
        + along(24.3, -4.6, 24.3, 8.2, 1.3, rng)
        + along(17.8, -9.25, 24.4, -9.25, 2.3, rng)
    )
    balls += along(11.4, 16.2, 11.4, 25.0, 1.7, rng) + along(5.6, 15.8, 5.6, 24.4, 1.7, rng)
    scatter(shrubs, on_ground(balls), 2, (0.8, 1.25), 3, group("garden"))
    grasses = [low.fountain_grass(k) for k in (148, 149)]
    tufts = (
        along(-3.9, -12.2, -3.9, -3.4, 1.1, rng) + along(11.2, 9.15, 16.2, 9.15, 1.2, rng) + along(-5.3, 6.6, -1.0, 6.2, 1.1, rng)
    )
    tufts += along(11.5, 17.0, 11.5, 24.0, 2.4, rng) + along(5.5, 16.8, 5.5, 23.5, 2.6, rng)
    scatter(grasses, on_ground(tufts), 3, (0.8, 1.2), 3, group("garden"))
    woven = along(0.9, -12.9, 17.0, -12.9, 0.62, rng, 0.4) + along(-4.0, -12.3, -4.0, -3.4, 0.6, rng, 0.5)
    woven += along(17.6, -9.6, 24.4, -9.6, 0.6, rng, 0.5)
    scatter(grasses, on_ground([(x, max(y, -13.4)) for x, y in woven]), 13, (0.4, 0.95), 12, group("garden"))


def _agaves() -> None:
    """Plant agaves in the gravel and by the walls."""
    agaves = [low.agave(k) for k in (150, 151)]
    spots = [
        (-5.0, 7.6),
        (-3.6, 7.2),
        (-2.0, 7.7),
        (18.6, 9.0),
        (20.4, 8.95),
        (1.3, 13.2),
        (-3.9, 13.1),
        (24.2, -7.0),
        (12.2, 9.3),
    ]
    scatter(agaves, on_ground(spots), 4, (0.75, 1.35), 2, group("garden"))


def _rows(spots: list[tuple[float, float]], lavenders: list, rng: np.random.Generator) -> None:
    """Plant rows: lavender of every age, with drifts of rosemary and lavender cotton in it, and gaps where some have died."""
    others = ([low.rosemary(k) for k in (156, 157)], [low.santolina(k) for k in (158, 159)])
    x, y = np.array(spots).T
    drift = waves(x, y, 144, 5.5, 3) + rng.normal(0, 0.12, len(x))
    alive = rng.random(len(x)) > 0.10
    kinds = np.where(drift > 0.46, 1, np.where(drift < -0.52, 2, 0))
    sizes = ((0.50, 1.4), (0.6, 1.35), (0.55, 1.25))
    for k, meshes in enumerate((lavenders, *others)):
        chosen = [spot for spot, kind, there in zip(spots, kinds, alive, strict=True) if kind == k and there]
        scatter(meshes, on_ground(chosen), 20 + k, sizes[k], 14, group("garden"))


def _trees() -> None:
    olives = [trees.olive(k) for k in (160, 161)]
    pits = [((p[0] + p[2]) / 2, (p[1] + p[3]) / 2, -0.08) for p in PITS]
    spots = [
        (-9.5, -8.0),
        (-12.5, -15.0),
        (-8.0, 2.0),
        (27.0, -3.0),
        (29.0, 3.5),
        (25.5, -17.5),
        (-4.0, 10.2),
        (13.6, 10.9),
        (21.5, 12.0),
        (28.5, 9.5),
    ]
    scatter(olives, pits + on_ground(spots), 5, (0.85, 1.15), 2, group("garden"))
    cypresses = [trees.cypress(k) for k in (162, 163)]
    row = [(-7.6, 5.4), (-8.3, 9.1), (-7.4, 10.3), (26.2, 8.6), (22.8, 29.6), (25.1, 29.8), (-7.4, 29.6), (-9.8, 30.4)]
    scatter(cypresses, on_ground(row), 6, (0.55, 1.05), 4, group("garden"))
    kinds = [pines.pine(k) for k in (164, 165, 166, 167, 168, 169)]
    rng = np.random.default_rng(7)
    far = [(-22, 4), (-27, -21), (37, 14), (40, -12), (-26, 20), (33, 27), (5, 46), (-14, 42), (24, 44), (31.5, -25.0)]
    far += [(-6.5, -29.0), (-9.6, -27.2), (10.5, -30.5)]  # their shade lies on the lawn
    for k, spot in enumerate(on_ground(far)):
        put(kinds[k % len(kinds)], placed(spot, rng.uniform(0, 360), rng.uniform(0.78, 1.2)), group("garden"))
    _grove(kinds)
    _wild(olives, kinds, cypresses)


def _grove(stone_pines: list) -> None:
    """A belt of pines over maquis west and east of the garden, and crowns that look over the edge of the slope."""
    rng = np.random.default_rng(176)
    belts = (((-46, 3, -21, 34), 16), ((36, -8, 60, 30), 12), ((-60, -52, -17, -33), 15), ((17, -58, 70, -38), 14))
    trees = [(float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1))) for (x0, y0, x1, y1), n in belts for _ in range(n)]
    scatter(stone_pines, on_ground(trees, 0.15), 12, (0.8, 1.15), 5, group("garden"))
    west = [(float(-17.5 - rng.exponential(5.0)), float(rng.uniform(-24, 34))) for _ in range(130)]
    east = [(float(32.5 + rng.exponential(5.0)), float(rng.uniform(-24, 34))) for _ in range(110)]
    under = [(x + float(rng.normal(0, 1.6)), y + float(rng.normal(0, 1.6))) for x, y in trees for _ in range(3)]
    maquis = [thickets.thicket(k, wide, 0.08) for k, wide in ((225, 1.8), (226, 2.3), (227, 1.4), (228, 2.0))]
    scatter(maquis, on_ground(west + east + under, 0.15), 13, (0.4, 0.95), 6, group("garden"))


def _wild(olives: list, stone_pines: list, cypresses: list) -> None:
    """Scrub and trees on the slope and on the land around."""
    rng = np.random.default_rng(170)
    bushes = [low.scrub(k, r) for k, r in ((171, 0.9), (172, 1.2), (173, 0.7), (174, 1.5))]
    points = [(float(rng.uniform(-60, 75)), float(rng.uniform(-95, -25.5))) for _ in range(620)]
    ring = rng.uniform(0, 2 * np.pi, 700)
    radius = rng.uniform(38, 130, 700)
    points += [
        (8 + float(r * np.cos(a)), 4 + float(r * np.sin(a))) for r, a in zip(radius, ring, strict=True) if np.sin(a) > -0.35
    ]
    scatter(bushes, on_ground(points, 0.1), 8, (0.5, 1.5), 5, group("garden"))
    few = [p for p in points if rng.random() < 0.10 and (p[1] < -48 or p[1] > 33 or abs(p[0] - 8) > 40)]
    scatter([*olives, *stone_pines, *olives], on_ground(few), 9, (0.7, 1.2), 3, group("garden"))
    thin = [p for p in points if rng.random() < 0.03 and (p[1] > 36)]
    scatter(cypresses, on_ground(thin), 10, (0.7, 1.2), 2, group("garden"))


def _maquis() -> None:
    """What covers the hills behind the house and beside it: dense in hollows, with bare ground on the backs between."""
    rng = np.random.default_rng(177)
    kinds = [thickets.thicket(k, wide) for k, wide in ((220, 2.2), (221, 2.8), (222, 3.2), (223, 1.6), (224, 2.4))]
    x, y = rng.uniform(-260, 300, 15000), rng.uniform(-70, 412, 15000)
    x, y = np.r_[x, rng.uniform(-120, 160, 6500)], np.r_[y, rng.uniform(40, 250, 6500)]
    dense = 0.56 + 0.60 * waves(x, y, 178, 60, 4) - 0.35 * waves(x, y, 3, 55)
    far = smooth(np.maximum(np.abs(x - 7.5) - 30, np.maximum(y - 24, -34 - y)), 4, 30)
    kept = rng.random(len(x)) < np.clip(dense, 0.03, 1.0) * far
    scatter(
        kinds,
        on_ground([(float(a), float(b)) for a, b in zip(x[kept], y[kept], strict=True)], 0.15),
        11,
        (0.55, 1.35),
        6,
        group("garden"),
    )


def _dry() -> None:
    """Grass that dried on the near hill behind the house, thick here and trodden there, and small scrub in it."""
    rng = np.random.default_rng(179)
    x, y = rng.uniform(-32, 52, 3600), 25 + 62 * rng.random(3600) ** 1.4
    kept = rng.random(len(x)) < np.clip(0.62 + 0.5 * waves(x, y, 192, 16, 3), 0.06, 1.0)
    spots = on_ground([(float(a), float(b)) for a, b in zip(x[kept], y[kept], strict=True)], 0.03)
    scatter([low.sward(k) for k in (193, 194, 195)], spots, 14, (0.7, 1.5), 3, group("garden"))
    small = [low.scrub(k, wide) for k, wide in ((196, 0.35), (197, 0.5))]
    scatter(small, [spot for spot in spots if rng.random() < 0.16], 15, (0.5, 1.4), 8, group("garden"))


def _edge() -> None:
    """What grows wild where the lawn ends: clumps of several kinds and sizes, gaps between, a few stragglers on the grass."""
    rng = np.random.default_rng(175)
    kinds = {
        "scrub": ([low.scrub(k, r) for k, r in ((176, 0.8), (177, 1.1), (178, 1.35))], (0.3, 0.85), 0.40),
        "lentisk": ([thickets.thicket(k, r, 0.085) for k, r in ((179, 1.3), (182, 1.9))], (0.28, 0.62), 0.24),
        "grass": ([low.fountain_grass(k) for k in (183, 184)], (0.55, 1.35), 0.22),
        "sage": ([low.lavender(k, bloom) for k, bloom in ((185, 0.35), (186, 0.06))], (0.7, 1.5), 0.14),
    }
    clumps = [(float(rng.uniform(-34, 48)), -24.2 - float(rng.exponential(1.5)), float(rng.uniform(0.5, 1.9))) for _ in range(78)]
    names, shares = list(kinds), np.array([share for _, _, share in kinds.values()])
    spots: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for x, y, wide in clumps:
        own = str(rng.choice(names, p=shares / shares.sum()))
        for _ in range(int(rng.integers(2, 6))):
            name = own if rng.random() < 0.7 else str(rng.choice(names, p=shares / shares.sum()))
            spots[name].append((x + float(rng.normal(0, wide)), min(y + float(rng.normal(0, 0.6)), -23.3)))
    for k, (name, (meshes, scale, _)) in enumerate(kinds.items()):
        scatter(meshes, on_ground(spots[name], 0.08), 190 + k, scale, 9, group("garden"))


def _climbers() -> None:
    tangle = [climbers.bougainvillea(k) for k in (180, 181)]
    for k, (x, y, turn, size) in enumerate(
        (
            (-0.03, 0.9, 90, 1.2),
            (-0.03, 6.4, 90, 1.15),
            (2.4, 7.53, 0, 1.15),
            (15.4, 7.53, 0, 1.0),
            (23.03, -4.3, -90, 1.1),
            (23.03, 6.2, -90, 1.2),
        )
    ):
        put(tangle[k % 2], placed((x, y, -0.3), turn, size), group("garden"))


def build() -> None:
    """Plant the garden."""
    _beds()
    _low()
    _agaves()
    _trees()
    _maquis()
    _dry()
    _edge()
    _climbers()
