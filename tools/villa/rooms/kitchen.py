"""The kitchen: tall units to the north, counter under the strip window, island towards dining."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, decor, kitchen, lamps, textiles
from villa.furniture.solids import Piece, place
from villa.materials import ceramic, leather, metal, wood

X, Y = 3.0, 3.6


def furnish(power: float) -> None:
    """Furnish the kitchen."""
    rng = np.random.default_rng(5)
    kitchen.tall().place("kitchen.tall_units", (2.73, 6.58, 0))
    end = Piece("panel", 6)
    end.box((0, 0, 1.6), (0.022, 0.64, 3.2), wood.oak(), 0.002)
    end.place("kitchen.panel", (5.19, 6.88, 0))
    kitchen.counter(5.6).place("kitchen.counter", (0.945, 3.77, 0), 90)
    kitchen.island().place("kitchen.island", (X, Y, 0), 90)
    stool = chairs.stool().mesh()
    for k, (out, aside, turn) in enumerate(((0.62, 0.03, -97), (0.93, -0.05, -58), (0.66, 0.06, -84))):  # somebody sat there
        place(stool, "kitchen.stool", (X + out + rng.uniform(0, 0.03), Y + (k - 1) * 0.82 + aside, 0), turn)
        spot = (X, Y + (k - 1) * 0.85, 1.66)
        lamps.pendant(power, 3.2 - 1.66).place("kitchen.pendant", spot)
        lamps.beam("kitchen.pendant.light", (X, spot[1], 1.71), 30 * power, 125)
    lamps.cove("kitchen.niche.light", (2.73, 6.86, 1.98), (1.1, 0.03), 5 * power, (0, 0, 0))
    styling()


def styling() -> None:
    """Dress island, counter and niche."""
    decor.fruits("orange", 10, 60, "#c9bca6", 1.15).place("kitchen.fruit", (X - 0.1, Y - 0.55, 0.9205))
    decor.bouquet("bottle", "#8a7b68", 0.6, 33, 5, "#55683a", 1.25).place("kitchen.branches", (X + 0.05, Y - 1.0, 0.9205))
    island = Piece("boards", 5)
    island.add(kitchen.board(), (0, 0, 0), (0, 0, 78))
    for k in range(3):
        tilt = (90, 0, 40 * k + 15)
        lemon = decor.fruit("lemon", k)
        island.add(lemon, (0.05 * k - 0.05, 0.072 * k - 0.04, 0.0215 - lemon.foot(tilt)), tilt)
    island.place("kitchen.board", (X + 0.2, Y - 0.1, 0.9205))
    textiles.tea_towel(0.42, 0.3, 0.34, "#8c8f86", 21).place("kitchen.tea_towel", (X + 0.551, Y + 0.44, 0.9205), 90)
    decor.magazine(2).place("kitchen.magazine", (X + 0.34, Y - 0.72, 0.9205), 62)
    decor.vessel("cup", ceramic.stoneware("#d9d0c0")).place("kitchen.cup", (X + 0.3, Y - 0.97, 0.9205))
    kitchen.kettle().place("kitchen.kettle", (X - 0.16, Y + 0.73, 0.9255), 150)
    counter = Piece("counter things", 7)
    for k, scale in enumerate((1.0, 0.8, 0.62)):
        counter.add(jar(scale), (0.0, 0.18 * k, 0))
    counter.add(herb(), (0.02, -3.0, 0))
    counter.add(upright(0.42, 0.3), (-0.255, 0.96, 0), (0, 0, 0))
    for k, (kind, x, y) in enumerate((("#3f4a22", -0.10, -0.44), ("#7a5a1e", -0.03, -0.55), ("#3a2a20", -0.12, -0.64))):
        counter.add(kitchen.bottle(kind, 0.86 + 0.1 * k), (x, y, 0))
    counter.add(kitchen.crock(), (-0.08, -1.86, 0))
    counter.add(decor.fruits("lemon", 6, 90, "#8c7a63", 0.8), (0.1, -2.42, 0))
    counter.place("kitchen.counter.things", (0.6, 5.35, 0.9205))
    shelf = Piece("niche things", 9)
    shelf.add(machine(), (-0.25, 0, 0))
    for k in range(4):
        shelf.add(decor.vessel("cup", ceramic.stoneware("#d9d0c0")), (0.06 + 0.1 * k, 0.06, 0))
        shelf.add(decor.vessel("cup", ceramic.stoneware("#8f8270")), (-0.35 + 0.11 * k, 0.13, 0.595))
    shelf.add(decor.vessel("bowl", ceramic.stoneware("#b9a88f"), 0.7), (0.3, 0.13, 0.595))
    shelf.place("kitchen.niche.things", (2.73, 6.84, 0.9205))


def jar(scale: float) -> Piece:
    """Build a storage jar with an oak lid."""
    piece = Piece("jar", 11)
    body = [(0.001, 0), (0.06, 0), (0.064, 0.01), (0.064, 0.16), (0.001, 0.162)]
    piece.lathe([(r * scale, z * scale) for r, z in body], ceramic.stoneware("#e2d9ca"), sides=40)
    piece.lathe(
        [(0.001, 0.162 * scale), (0.062 * scale, 0.162 * scale), (0.062 * scale, 0.18 * scale), (0.001, 0.181 * scale)],
        wood.oak(),
        sides=40,
    )
    return piece


def herb() -> Piece:
    """Build a pot of basil-like herbs."""
    piece = decor.vessel("cup", ceramic.stoneware("#a8643f"), 1.9)
    piece.add(decor.branches(0.2, 14, 71, leather.leaf("#4c7a2e", "#86a856"), 0.035, 0.45), (0, 0, 0.06))
    return piece


def upright(width: float, height: float) -> Piece:
    """Build two boards that lean against the splashback."""
    piece = Piece("boards", 12)
    piece.box((0, 0, height / 2 + 0.002), (0.02, width, height), wood.walnut(), 0.006, (0, -9, 0))
    piece.box((0.025, -0.1, height * 0.4), (0.018, width * 0.6, height * 0.78), wood.oak(), 0.006, (0, -9, 0))
    return piece


def machine() -> Piece:
    """Build an espresso machine."""
    piece, shell = Piece("machine", 13), ceramic.glazed("#2a2a29", 0.3)
    piece.box((0, 0.04, 0.19), (0.3, 0.3, 0.34), shell, 0.02)
    piece.box((0, -0.14, 0.03), (0.28, 0.14, 0.05), shell, 0.008)
    piece.box((0, -0.14, 0.057), (0.26, 0.12, 0.004), metal.chrome(), 0.001)
    piece.box((0, -0.15, 0.33), (0.29, 0.12, 0.07), shell, 0.014)
    piece.box((0, -0.2105, 0.335), (0.24, 0.002, 0.03), metal.chrome(), 0.0008)
    piece.tube([(0, -0.15, 0.3), (0, -0.15, 0.27), (0, -0.15, 0.255)], 0.03, metal.chrome(), 24)
    piece.tube([(0, -0.16, 0.265), (0, -0.23, 0.262), (0, -0.3, 0.25)], 0.013, wood.walnut(), 16)
    piece.tube([(0.125, -0.14, 0.29), (0.125, -0.16, 0.2), (0.12, -0.17, 0.12)], 0.005, metal.chrome(), 10)
    return piece
