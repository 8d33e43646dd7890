"""The bathroom: green tiles, a clay floor, a masonry washstand with timber doors, an open shower, a tub at the window."""

from __future__ import annotations

from villa.furniture import air, bath, beds, belongings, decor, joinery, lamps, textiles, tiling, wicker
from villa.furniture.solids import Piece
from villa.materials import ceramic, linens, tile, wood

VANITY = 5.97
GREEN = "#4b4f3d"
FLOOR = 0.008


def furnish(power: float) -> None:
    """Furnish the bathroom."""
    tiling.floor((18.6, 1.5, 22.7, 7.2), 0.2, tile.terracotta(), 301).place("bathroom.floor")
    cladding()
    bath.tub().place("bathroom.tub", (21.95, 3.45, FLOOR), 90)
    bath.tub_filler().place("bathroom.tub_filler", (21.95, 4.47, FLOOR))
    bath.washstand(2.1).place("bathroom.vanity", (19.155, VANITY, FLOOR), 90)
    bath.mirror().place("bathroom.mirror", (18.62, VANITY + 0.1, 1.74), 90)
    for y in (VANITY - 0.42, VANITY + 0.56):
        bath.globe(power).place("bathroom.wall_light", (18.6, y, 2.42), 90)
        lamps.shine("bathroom.wall_light.light", (18.73, y, 2.3), 6 * power, 0.07)
    bath.drain().place("bathroom.shower.drain", (21.98, 6.55, FLOOR))
    bath.shower().place("bathroom.shower", (21.98, 7.18, 0))
    for y, seed in ((4.21, 61), (2.79, 62)):
        bath.blind(1.4, 0.46, seed).place("bathroom.blind", (22.7, y, 2.56), -90)
    closet()
    towels()
    styling()
    bathing()
    air.grille().place("bathroom.grille", (20.94, 7.2, 2.52))
    joinery.socket().place("bathroom.socket", (18.6, VANITY - 0.98, 1.36), 90)


def cladding() -> None:
    """Tile the north wall and the wet corner two metres high, the wall behind the washstand to above its board."""
    green, wall = tile.glazed(GREEN), Piece("tiles", 5)
    tiling.tiled(wall, (18.6, 7.2, 0), (4.1, 2.1), 0.1, green)
    tiling.tiled(wall, (22.7, 7.2, 0), (2.2, 2.1), 0.1, green, (0, 0, -90))
    for at, long, turn in (((18.6, 7.191, 0), 4.1, 0), ((22.691, 7.2, 0), 2.2, -90)):  # a plinth where the skirting would be
        tiling.tiled(wall, at, (long, 0.1), 0.1, green, (0, 0, turn))
    tiling.tiled(wall, (18.6, 4.86, 0.8), (2.34, 0.4), 0.1, green, (0, 0, 90))
    wall.place("bathroom.tiles")


def closet() -> None:
    """Hang a closet before a tiled box, a roll of paper beside it; a basket."""
    green, box = tile.glazed(GREEN), Piece("closet box", 6)
    tiling.tiled(box, (19.86, 7.03, 0), (0.9, 1.15), 0.1, green)
    tiling.tiled(box, (19.86, 7.2, 0), (0.17, 1.15), 0.1, green, (0, 0, -90))
    tiling.tiled(box, (20.76, 7.03, 0), (0.17, 1.15), 0.1, green, (0, 0, 90))
    box.box((20.31, 7.11, 1.163), (0.95, 0.19, 0.026), beds.chestnut(), 0.004)
    box.place("bathroom.closet.box")
    bath.closet().place("bathroom.closet", (20.31, 7.02, FLOOR))
    bath.paper_roll().place("bathroom.paper_roll", (20.62, 7.022, 0.74))
    wicker.basket(0.2, 0.5).place("bathroom.basket", (19.52, 6.72, FLOOR))


def towels() -> None:
    """Hang a towel over one of the radiator's bars, and lay two on a stool between shower and tub."""
    bath.radiator().place("bathroom.radiator", (21.15, 7.19, 0.42))
    towel = bath.folded_over(0.34, 0.58, linens.towelling("#a3957c"), 8)
    towel.place("bathroom.towel", (21.11, 7.098, 1.602))
    bath.stool().place("bathroom.stool", (22.3, 5.35, FLOOR), 24)
    textiles.folded((0.29, 0.24, 0.05), "", 2, 14, linens.towelling("#dedad0")).place("bathroom.towels", (22.3, 5.35, 0.453), 31)


def styling() -> None:
    """Put what is used daily on the washstand."""
    top = FLOOR + 0.85
    for piece, x, y, turn in (
        (belongings.brushes(), 18.76, VANITY - 0.06, 40),
        (belongings.bottle("lotion", "#5f7264"), 18.83, VANITY + 0.1, 160),
        (belongings.bottle("lotion", "#4a3a2c", "#26241f"), 18.78, VANITY - 0.92, 0),
    ):
        piece.place("bathroom.things", (x, y, top), turn)
    decor.bouquet("bottle", "#6a6c6a", 0.34, 124, 4, "#66734f", 0.7).place("bathroom.branches", (18.78, VANITY + 0.94, top))


def bathing() -> None:
    """Lay a board over the tub and a grating before it, bottles on a shelf in the shower."""
    caddy = Piece("bath board", 9)
    for y in (-0.055, 0.0, 0.055):
        caddy.box((0, y, 0.011), (0.86, 0.046, 0.022), wood.walnut(), 0.004)
    caddy.add(belongings.bottle("lotion", "#4a3a2c", "#26241f"), (-0.3, 0.01, 0.022))
    caddy.place("bathroom.bath_board", (21.95, 2.78, FLOOR + 0.571), 2.5)
    bath.grating().place("bathroom.mat", (21.12, 3.5, FLOOR), 92)
    shelf = Piece("shelf", 10)
    shelf.box((0, -0.05, 0), (0.36, 0.1, 0.02), ceramic.marble("grey", "#b9b4aa", "#77716a"), 0.002)
    for x, kind, code in ((-0.12, "shampoo", "#e0dccf"), (0.06, "lotion", "#5f7264")):
        shelf.add(belongings.bottle(kind, code), (x, -0.05, 0.01))
    shelf.place("bathroom.shelf", (22.42, 7.18, 1.2))
