"""The bathroom: green zellige, a clay floor, a masonry washstand with a striped skirt, a walled shower, a tub at the window."""

from __future__ import annotations

from villa.furniture import air, bath, beds, belongings, decor, joinery, lamps, palms, textiles, tiling
from villa.furniture.solids import Piece
from villa.materials import ceramic, fabric, leather, prints, tile, wood

VANITY = 5.97
GREEN = ("#38493f", "#3f5146", "#475a4d", "#5d6f60")
FLOOR = 0.008
SKIRT = ("#ddd5c4", ((0.0, 0.4, "#83594a"), (0.5, 0.54, "#83594a")), 0.11, 0)
BLUE = ("#d9d2c3", ((0.0, 0.3, "#5d6a76"), (0.36, 0.4, "#5d6a76"), (0.5, 0.54, "#5d6a76")), 0.16, 0)
MUSTARD = ("#a08a62", ((0.0, 0.1, "#e0d4b4"), (0.16, 0.2, "#e0d4b4")), 0.22, 0)
RUST = ("#97705a", ((0.0, 0.16, "#d9c8a8"), (0.22, 0.26, "#d9c8a8")), 0.3, 0)


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
    bath.knee_wall(1.22, 1.3, tile.zellige("green", GREEN)).place("bathroom.shower.wall", (22.082, 5.62, FLOOR))
    bath.shower().place("bathroom.shower", (21.98, 7.18, 0))
    for y, drop, seed in ((4.21, 0.62, 61), (2.79, 1.02, 62)):
        bath.blind(1.4, drop, seed).place("bathroom.blind", (22.7, y, 2.56), -90)
    west()
    closet()
    towels()
    styling()
    fittings()
    rugs()


def cladding() -> None:
    """Tile the north wall and the wet corner two metres high, the wall behind the washstand to above its board."""
    green, wall = tile.zellige("green", GREEN), Piece("tiles", 5)
    tiling.tiled(wall, (18.6, 7.2, 0), (4.1, 2.1), 0.1, green)
    tiling.tiled(wall, (22.7, 7.2, 0), (2.2, 2.1), 0.1, green, (0, 0, -90))
    tiling.tiled(wall, (18.6, 4.86, 0.8), (2.34, 0.4), 0.1, green, (0, 0, 90))
    wall.place("bathroom.tiles")


def closet() -> None:
    """Hang a closet before a tiled box, things on its shelf; a basket of laundry beside it."""
    green, box = tile.zellige("green", GREEN), Piece("closet box", 6)
    tiling.tiled(box, (19.86, 7.03, 0), (0.9, 1.15), 0.1, green)
    tiling.tiled(box, (19.86, 7.2, 0), (0.17, 1.15), 0.1, green, (0, 0, -90))
    tiling.tiled(box, (20.76, 7.03, 0), (0.17, 1.15), 0.1, green, (0, 0, 90))
    box.box((20.31, 7.11, 1.163), (0.95, 0.19, 0.026), beds.chestnut(), 0.004)
    box.place("bathroom.closet.box")
    bath.closet().place("bathroom.closet", (20.31, 7.02, FLOOR))
    paper = leather.plain("paper roll", "#e9e6df", 0.95)
    rolls = Piece("rolls", 7)
    ring = [(0.02, 0), (0.054, 0.002), (0.054, 0.096), (0.02, 0.098), (0.02, 0)]
    for x, z in ((0, 0), (0.118, 0), (0.055, 0.098)):
        rolls.lathe(ring, paper, (x, 0, z), 36)
    rolls.place("bathroom.rolls", (19.97, 7.1, 1.176))
    decor.bouquet("cup", "#8f6a54", 0.2, 121, 5, "#5f744a", 1.3).place("bathroom.pot_plant", (20.6, 7.1, 1.176))
    decor.basket(0.2, 0.5).place("bathroom.basket", (19.52, 6.72, FLOOR))
    cloth = beds.draped(
        [((0, 0, 0.25), (0.38, 0.38, 0.52))], (0.09, -0.12, 0.7), (0.5, 0.8), 31, prints.checked("#d9d4c8", "#5a6f8a")
    )
    cloth.place("bathroom.laundry", (19.52, 6.72, FLOOR))


def towels() -> None:
    """Hang towels where they dry: over the radiator, the shower's wall and the tub."""
    bath.radiator().place("bathroom.radiator", (21.15, 7.19, 0.42))
    bar = [(-0.135, -0.5), (-0.135, -0.1), (-0.125, 0.0), (-0.09, 0.03), (-0.055, 0.0), (-0.05, -0.1), (-0.05, -0.42)]
    bath.saddled(0.44, bar, prints.striped(*BLUE), 8, 0.05).place("bathroom.towel", (21.13, 7.19, 1.62))
    bath.saddled(0.34, [(y, 0.7 * z) for y, z in bar], fabric.terry("#a08f6a"), 11, -0.03).place(
        "bathroom.towel", (21.2, 7.175, 1.05)
    )
    over = [(-0.1, -0.62), (-0.1, -0.1), (-0.095, 0.02), (-0.06, 0.045), (0.06, 0.045), (0.095, 0.02), (0.1, -0.1), (0.1, -0.4)]
    bath.saddled(0.56, over, prints.striped(*RUST), 9, 0.07).place("bathroom.towel", (21.92, 5.62, 1.315))
    rim = [(-0.016, -0.5), (-0.016, -0.1), (-0.014, -0.015), (0.0, 0.016), (0.035, 0.016), (0.062, -0.03), (0.115, -0.26)]
    bath.saddled(0.5, rim, fabric.terry("#8a6a58"), 12, 0.08).place("bathroom.towel", (21.541, 3.02, FLOOR + 0.571), -90)
    stool = Piece("stool", 6)
    ochre = tile.painted("stool", "#8f8468", "#7d6548")
    stool.lathe([(0.001, 0.41), (0.165, 0.41), (0.172, 0.42), (0.172, 0.436), (0.165, 0.443), (0.001, 0.445)], ochre, sides=48)
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        stool.tube(
            [(x * 0.145, y * 0.145, 0), (x * 0.12, y * 0.12, 0.2), (x * 0.095, y * 0.095, 0.415)],
            [0.014, 0.017, 0.016],
            ochre,
            14,
        )
    for y, z in ((-1, 0.15), (1, 0.19)):
        stool.tube([(-0.128, y * 0.128, z), (0, y * 0.128, z), (0.128, y * 0.128, z)], 0.009, ochre, 10)
    stool.place("bathroom.stool", (21.2, 2.5, FLOOR), 24)
    textiles.folded((0.27, 0.23, 0.055), "#707a74", 1, 14).place("bathroom.towels", (21.2, 2.5, 0.453), 31)
    textiles.folded((0.25, 0.21, 0.05), "#d8cfbd", 1, 16).place("bathroom.towels", (21.21, 2.49, 0.508), 12)


def west() -> None:
    """Hang a gown and a towel beside the door."""
    belongings.pegs(0.7, 4).place("bathroom.pegs", (18.6, 3.3, 1.75), 90)
    gown = prints.striped("#d8d1c2", ((0.0, 0.5, "#868c90"),), 0.03, 0)
    belongings.gown(gown, 71).place("bathroom.gown", (18.635, 3.2, 1.76), 90)


def fittings() -> None:
    """Fix what the house needs: an extractor's grille, a socket, hooks in the corner by the tub."""
    air.grille().place("bathroom.grille", (20.94, 7.2, 2.52))
    joinery.socket().place("bathroom.socket", (18.6, VANITY - 0.98, 1.36), 90)
    belongings.pegs(0.42, 3).place("bathroom.pegs", (22.2, 1.5, 1.62), 180)
    belongings.hung(0.9, 0.86, prints.striped(*BLUE), 78).place("bathroom.towel", (22.27, 1.545, 1.63), 180)


def rugs() -> None:
    """Lay a mat at the tub and a worn runner before the washstand."""
    mat = prints.striped("#d5cdbd", ((0.0, 0.3, "#5d6a76"), (0.42, 0.5, "#5d6a76")), 0.19, 0, 2.2)
    textiles.rug((0.85, 0.56), mat, None, 395).place("bathroom.mat", (21.1, 3.5, FLOOR), 97)
    runner = fabric.flatweave("#a9977c", "#7d5c4e")
    textiles.rug((0.78, 2.1), runner, None, 397).place("bathroom.runner", (19.92, 5.15, FLOOR), 3.5)


def styling() -> None:
    """Put what is used daily on the washstand, the tub's rim and in the shower."""
    top = FLOOR + 0.85
    for piece, x, y, turn in (
        (belongings.brushes(), 18.76, VANITY - 0.06, 40),
        (belongings.bottle("lotion", "#5f7264"), 18.83, VANITY + 0.1, 160),
        (belongings.bottle("tube", "#d9d4c8", "#8a5a4c"), 18.74, VANITY + 0.2, 20),
        (belongings.bottle("shampoo", "#a8905f"), 18.78, VANITY - 0.92, 0),
        (belongings.bottle("lotion", "#d6d0c2", "#7f8a86"), 18.9, VANITY - 0.16, 100),
        (decor.vessel("cup", ceramic.stoneware("#85857c"), 0.9), 18.86, VANITY + 0.93, 0),
    ):
        piece.place("bathroom.things", (x, y, top), turn)
    decor.bouquet("bottle", "#6a6c6a", 0.34, 124, 4, "#66734f", 0.7).place("bathroom.branches", (18.78, VANITY + 0.94, top))
    textiles.tea_towel(0.34, 0.22, 0.24, "#8d6355", 131).place("bathroom.hand_towel", (19.172, VANITY - 0.02, top), 90)
    end = (18.93, VANITY - 1.05, FLOOR + 0.72)
    belongings.pegs(0.1, 1).place("bathroom.peg", end)
    belongings.hung(0.7, 0.56, prints.striped(*MUSTARD), 83).place("bathroom.towel", (end[0], end[1] - 0.045, end[2] + 0.01))
    cloth = prints.striped(*SKIRT)
    for y, wide, seed in ((VANITY - 0.5, 0.93, 171), (VANITY + 0.56, 0.72, 172)):
        textiles.curtain(wide, 0.76, cloth, seed, 0.034).place("bathroom.skirt", (19.105, y, FLOOR + 0.012), 90)
    caddy = Piece("bath board", 9)
    caddy.box((0, 0, 0.011), (0.86, 0.16, 0.022), wood.oak(), 0.004)
    caddy.add(belongings.bottle("shampoo", "#74807f"), (-0.3, 0.01, 0.022))
    caddy.add(decor.book((0.2, 0.14, 0.018), 131), (0.02, 0, 0.022), (0, 0, 8))
    caddy.add(belongings.bottle("lotion", "#c9b27a", "#3a3a38"), (0.3, -0.02, 0.022), (0, 0, 70))
    caddy.place("bathroom.bath_board", (21.95, 2.78, FLOOR + 0.571), 2.5)
    shelf = Piece("shelf", 10)
    shelf.box((0, -0.05, 0), (0.36, 0.1, 0.02), ceramic.marble("grey", "#b9b4aa", "#77716a"), 0.002)
    for x, kind, code in (
        (-0.12, "shampoo", "#8a5a4c"),
        (-0.03, "shampoo", "#e0dccf"),
        (0.06, "lotion", "#5f7264"),
        (0.14, "tube", "#a8905f"),
    ):
        shelf.add(belongings.bottle(kind, code), (x, -0.05, 0.01))
    shelf.place("bathroom.shelf", (22.42, 7.18, 1.2))
    palms.kentia(1.45, 8, 572).place("bathroom.plant", (22.36, 5.16, FLOOR), 70)
