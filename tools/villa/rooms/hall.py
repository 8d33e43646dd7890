"""The entrance hall: tongue-and-groove boards, an old table with a lamp under a mirror, a bench, a kilim, a cane lamp."""

from __future__ import annotations

import numpy as np

from villa.furniture import chairs, decor, heirlooms, joinery, lamps, tables, textiles, wicker
from villa.furniture.drape import lumps
from villa.furniture.solids import Piece
from villa.materials import ceramic, country, drawn, metal, patterns, pictures
from villa.rooms import hangings

WALL = 9.561
"""Where the boards on the east wall end, and what stands before them begins."""


def furnish(power: float) -> None:
    """Furnish the hall."""
    size = (1.75, 3.6)
    kilim = textiles.rug(size, drawn.rug("hall", patterns.aged(patterns.kilim(900, 430, 17), 3, 0.8), size), 95)
    curled(kilim, size)
    textiles.tassels(kilim, size)
    kilim.place("hall.rug", (8.02, 10.25, 0), -2.2)
    joinery.boards(5.36, 1.27, 9.6 - WALL, country.painted("#8b8a7d")).place("hall.boards", (9.6, 10.25, 0), -90)
    tables.hall_table(1.55).place("hall.table", (WALL - 0.002, 10.42, 0), -90)
    mirror().place("hall.mirror", (9.598, 10.92, 1.86), -90)
    chairs.plank_bench(country.honey()).place("hall.bench", (9.33, 8.35, 0), 90.4)
    photographs()
    styling(power)
    lamps.rattan(power, 6.2 - 3.25, 0.36).place("hall.pendant", (8.0, 10.2, 3.25))
    lamps.shine("hall.pendant.light", (8.0, 10.2, 3.3), 40 * power, 0.1)


def photographs() -> None:
    """Hang a photograph over the bench, and two of the family's beside the way through to dining."""
    coast = drawn.paper("hall coast", pictures.coast(seed=33), (0.64, 0.44), "upright")
    hangings.hang("hall", joinery.picture(0.86, 0.66, coast, country.chestnut(), 0.088), (9.597, 8.35, 1.80), -90)
    for k, (wide, high, x, z, frame) in enumerate(
        ((0.42, 0.34, 6.12, 1.62, country.chestnut()), (0.26, 0.34, 5.70, 1.62, metal.black()))
    ):
        printed = drawn.paper(
            f"hall {k}", pictures.snapshot(7 + k, (220, int(220 * wide / high))), (wide - 0.1, high - 0.1), "upright"
        )
        hangings.hang("hall", joinery.picture(wide, high, printed, frame, 0.028), (x, 7.502, z), 180)


def mirror(wide: float = 0.56, high: float = 0.88) -> Piece:
    """Build an old mirror in a broad chestnut frame, its back at y = 0 and its middle at z = 0."""
    piece, timber, rail = Piece("mirror", 23), country.chestnut(), 0.066
    piece.box((0, -0.012, 0), (wide - rail, 0.012, high - rail), metal.mirror(), 0.001)
    for s in (-1, 1):
        piece.box((s * (wide - rail) / 2, -0.019, 0), (high, 0.038, rail), timber, 0.008, (0, 90, 0))
        piece.box((0, -0.0188, s * (high - rail) / 2), (wide - 2 * rail, 0.0376, rail), timber, 0.008)
    return piece


def curled(rug: Piece, size: tuple[float, float]) -> None:
    """Curl a rug's long sides up a finger's breadth here and there, and let it lie hollow beside that."""
    points = rug.parts[0].points
    inward = size[0] / 2 - np.abs(points[:, 0])
    where = np.stack([np.sign(points[:, 0]), points[:, 1], 0 * inward], -1)
    loose = np.clip(0.35 + 0.75 * lumps(where, 2.6, 61), 0, 1.5)
    points[:, 2] += 0.011 * loose * np.exp(-((inward / 0.055) ** 2)) + 0.003 * loose * np.exp(-(((inward - 0.2) / 0.1) ** 2))
    points[:, 0] -= 0.006 * np.sign(points[:, 0]) * loose * np.exp(-((inward / 0.04) ** 2))


def styling(power: float) -> None:
    """Dress the table: a lamp and a vase, a bowl, keys and post as they were put down, a basket below."""
    top = 0.802
    hangings.lamp("hall", (9.33, 10.6, top), power, "#6a685e")
    decor.vessel("bottle", ceramic.stoneware("#6a625a"), 1.15).place("hall.vase", (9.37, 9.88, top))
    decor.vessel("bowl", ceramic.glazed("#94835f", 0.3), 0.62).place("hall.bowl", (9.36, 10.25, top))
    heirlooms.post().place("hall.post", (9.33, 10.98, top), 81)
    heirlooms.keys().place("hall.keys", (9.24, 10.36, top), 200)
    wicker.basket(0.15, 0.27, 419).place("hall.basket", (9.36, 10.84, 0.203))
