"""The bathroom: a tub at the window, a double vanity, a walk-in shower clad in travertine."""

from __future__ import annotations

from villa.furniture import bath, decor, joinery, lamps, tables, textiles
from villa.furniture.solids import Piece
from villa.materials import art, ceramic, fabric, leather, wood
from villa.rooms import hangings

VANITY = 5.99


def furnish(power: float) -> None:
    """Furnish the bathroom."""
    cladding()
    bath.tub().place("bathroom.tub", (21.95, 3.45, 0), 90)
    bath.tub_filler().place("bathroom.tub_filler", (21.95, 4.47, 0))
    bath.vanity(2.1).place("bathroom.vanity", (19.155, VANITY, 0), 90)
    for side in (-1, 1):
        bath.mirror(0.74, 1.15).place("bathroom.mirror", (18.62, VANITY + side * 0.525, 1.66), 90)
    for y in (VANITY - 0.98, VANITY, VANITY + 0.98):
        lamps.sconce(power).place("bathroom.sconce", (18.62, y, 1.7), 90)
        lamps.shine("bathroom.sconce.light", (18.8, y, 1.7), 6 * power, 0.08)
    bath.pane(1.5, 2.15).place("bathroom.shower.screen", (21.94, 5.62, 0))
    bath.shower().place("bathroom.shower", (21.9, 7.18, 0))
    lamps.cove("bathroom.cove.light", (22.6, 4.6, 2.84), (0.05, 4.8), 10 * power, (0, 0, 0))
    lamps.cove("bathroom.vanity.light", (18.9, VANITY, 0.33), (0.3, 1.9), 4 * power, (0, 0, 0))
    textiles.tufted((1.75, 1.1), "#d9cfbd", 95).place("bathroom.rug", (20.35, 4.25, 0), 86)
    sheer = fabric.curtain("#f4f0e9", 1.0)
    for y, width, seed in ((4.42, 0.95, 61), (1.98, 0.5, 62)):
        textiles.curtain(width, 2.88, sheer, seed, 0.05).place("bathroom.curtain.sheer", (22.61, y, 0), 90)
    west()
    towels()
    styling()


def cladding() -> None:
    """Clad the north wall and the wet corner in slabs with fine joints."""
    stone = ceramic.travertine()
    wall = Piece("cladding", 5)
    for row in range(3):
        low, high = row * 0.97, min(2.9, (row + 1) * 0.97)
        for k in range(5):
            wall.box((18.6 + 0.82 * (k + 0.5), 7.191, (low + high) / 2), (0.818, 0.018, high - low - 0.002), stone, 0.001)
        for k in range(3):
            wall.box((22.691, 4.98 + 0.734 * (k + 0.5), (low + high) / 2), (0.018, 0.732, high - low - 0.002), stone, 0.001)
            wall.box((18.609, 4.86 + 0.774 * (k + 0.5), (low + high) / 2), (0.018, 0.772, high - low - 0.002), stone, 0.001)
    wall.place("bathroom.cladding")


def towels() -> None:
    """Hang and pile towels."""
    bath.rail(0.7).place("bathroom.towel_rail", (20.75, 1.505, 1.15), 180)
    textiles.towel(0.5, 0.68, "#efe8dc", 5).place("bathroom.towel", (20.75, 1.575, 1.158), 180)
    joinery.ladder().place("bathroom.ladder", (20.62, 7.17, 0), 2)
    textiles.towel(0.40, 0.52, "#c9b8a0", 8).place("bathroom.towel", (20.58, 7.095, 1.411))
    textiles.towel(0.34, 0.40, "#efe8dc", 9).place("bathroom.towel", (20.66, 7.035, 1.026))
    decor.basket().place("bathroom.basket", (19.86, 6.86, 0))
    stool = Piece("stool", 6)
    stool.lathe(
        [(0.001, 0), (0.15, 0), (0.155, 0.01), (0.12, 0.2), (0.13, 0.36), (0.17, 0.43), (0.168, 0.44), (0.001, 0.44)],
        wood.walnut(),
        sides=48,
    )
    stool.place("bathroom.stool", (21.2, 2.55, 0.0))
    textiles.folded((0.26, 0.22, 0.06), "#efe8dc", 2, 14).place("bathroom.towels", (21.2, 2.55, 0.44), 20)


def west() -> None:
    """Furnish the wall beside the door: a console with towels under a plaster relief."""
    tables.console(1.2, 0.34, 0.78).place("bathroom.console", (18.605, 2.7, 0), 90)
    hangings.hang("bathroom", joinery.picture(0.9, 1.1, art.relief()), (18.605, 2.7, 1.62), 90)
    textiles.folded((0.3, 0.24, 0.06), "#efe8dc", 3, 27).place("bathroom.towels", (18.78, 2.42, 0.7805), 90)
    decor.bouquet("jar", "#b9aa93", 0.45, 151, 6, "#6b7b50", 0.8).place("bathroom.branches", (18.76, 3.12, 0.7805))
    for k in range(3):
        textiles.rolled(0.26, 0.065, "#d8c9b2", 30 + k).place("bathroom.towel", (18.76, 2.42 + 0.15 * k, 0.2165))


def styling() -> None:
    """Dress vanity, tub and shower."""
    top = 0.8505
    things = Piece("vanity things", 8)
    things.add(decor.tray((0.3, 0.14), ceramic.marble()), (0, 0, 0))
    things.add(bath.flask("#4a4038"), (-0.08, 0, 0.012))
    things.add(bath.flask("#e6dfd2"), (0.02, 0, 0.012))
    things.add(decor.candle(0.09, 0.032), (0.1, 0, 0.012))
    things.place("bathroom.tray", (18.8, VANITY, top), 90)
    decor.bouquet("bottle", "#cdbfa9", 0.42, 121, 4, "#6f7d55", 0.8).place("bathroom.branches", (18.82, VANITY + 0.92, top))
    textiles.folded((0.2, 0.3, 0.045), "#efe8dc", 3, 17).place("bathroom.towels", (18.98, VANITY + 0.02, top), 90)
    caddy = Piece("bath board", 9)
    caddy.box((0, 0, 0.011), (0.86, 0.16, 0.022), wood.oak(), 0.004)
    caddy.add(decor.candle(0.08, 0.034), (-0.26, 0, 0.022))
    caddy.add(decor.book((0.2, 0.14, 0.018), 131), (0.02, 0, 0.022), (0, 0, 8))
    caddy.add(decor.vessel("cup", ceramic.stoneware("#d8cebd"), 0.9), (0.25, 0.01, 0.022))
    caddy.place("bathroom.bath_board", (21.95, 3.05, 0.571))
    shelf = Piece("shelf", 10)
    shelf.box((0, -0.05, 0), (0.4, 0.1, 0.02), ceramic.marble(), 0.002)
    shelf.add(bath.flask("#4a4038"), (-0.1, -0.05, 0.01))
    shelf.add(bath.flask("#d9cfbf"), (0.02, -0.05, 0.01))
    shelf.place("bathroom.shelf", (22.3, 7.18, 1.2))
    plant()


def plant() -> None:
    """Stand a leafy plant in a pot beside the tub."""
    pot = decor.vessel("urn", ceramic.stoneware("#cbbca5"), 0.62, 0.015)
    pot.add(decor.branches(0.85, 9, 141, leather.leaf("#4f6b38", "#86a35f"), 0.06, 0.22), (0, 0, 0.25))
    pot.place("bathroom.plant", (22.4, 5.22, 0))
