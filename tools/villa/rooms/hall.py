"""The entrance hall: console and mirror, a runner, a bench, globes in the double height."""

from __future__ import annotations

import numpy as np

from villa.furniture import decor, joinery, lamps, sofas, tables, textiles
from villa.furniture.solids import Piece
from villa.materials import art, ceramic, fabric, metal
from villa.rooms import hangings


def furnish(power: float) -> None:
    """Furnish the hall."""
    textiles.rug((1.7, 3.6), fabric.wool("#cfc3af"), fabric.linen("#94836a"), 95).place("hall.rug", (8.0, 10.3, 0))
    tables.console(1.9).place("hall.console", (9.59, 10.2, 0), -90)
    joinery.round_mirror(0.55).place("hall.mirror", (9.595, 10.2, 1.62), -90)
    hangings.lamp("hall", (9.38, 9.52, 0.82), power, "#6d6257")
    decor.bouquet("jar", "#e0d7c8", 0.8, 51, 6).place("hall.branches", (9.38, 10.85, 0.82))
    decor.pile(3, 20).place("hall.books", (9.38, 10.2, 0.82), 86)
    decor.vessel("bowl", ceramic.stoneware("#7b6d5c"), 0.6).place("hall.bowl", (9.38, 10.2, 0.908))
    decor.vessel("urn", ceramic.stoneware("#a7977f"), 0.55).place("hall.urn", (9.4, 9.75, 0.2165))
    decor.pile(4, 63).place("hall.books", (9.4, 10.6, 0.2165), 90)
    sofas.bench(1.3).place("hall.bench", (9.3, 8.35, 0), 90)
    hangings.hang("hall", joinery.picture(1.0, 1.3, art.relief()), (9.595, 8.35, 1.75), -90)
    globes(power)


def globes(power: float) -> None:
    """Hang three opal globes at different heights on long cords."""
    t = np.linspace(-np.pi / 2 + 0.05, np.pi / 2 - 0.15, 20)
    for x, y, z, r in ((7.75, 10.2, 3.5, 0.17), (8.25, 10.5, 3.05, 0.13), (8.05, 9.8, 2.75, 0.1)):
        piece = Piece("globe", 7)
        piece.lathe([(r * np.cos(a), r * np.sin(a)) for a in t], art.glow("opal", 7 * power), sides=40)
        piece.tube([(0, 0, r * 0.97), (0, 0, r + 0.03), (0, 0, r + 0.07)], 0.02, metal.brass(), 20)
        lamps.cord(piece, r + 0.06, 6.2 - z)
        piece.place("hall.pendant", (x, y, z))
        lamps.shine("hall.pendant.light", (x, y, z - r - 0.1), 14 * power, 0.1)
