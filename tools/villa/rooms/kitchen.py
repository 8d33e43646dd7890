"""The kitchen: tall units to the north, counter under the strip window, island towards dining."""

from __future__ import annotations

from villa.furniture import belongings, chairs, cookware, decor, kitchen, lamps, oddments, pendants, wicker
from villa.furniture.solids import Piece
from villa.materials import ceramic, country, leather, metal, wood

X, Y = 3.0, 3.6
TOP = 0.9205


def furnish(power: float) -> None:
    """Furnish the kitchen."""
    kitchen.tall().place("kitchen.tall_units", (2.73, 6.58, 0))
    end = Piece("panel", 6)
    end.box((0, 0, 1.215), (0.022, 0.64, 2.43), country.painted(kitchen.GREEN), 0.002)
    end.place("kitchen.panel", (5.19, 6.88, 0))
    kitchen.counter(5.6).place("kitchen.counter", (0.945, 3.77, 0), 90)
    kitchen.island().place("kitchen.island", (X, Y, 0), 90)
    wall = [(0.31, 1.5, 0.92, 1.58), (1.5, 5.5, 0.92, 0.985), (5.5, 6.575, 0.92, 1.58)]
    cookware.tiled(wall).place("kitchen.tiles", (0.302, 0, 0), 90)
    seats(power)
    lamps.cove("kitchen.niche.light", (2.73, 6.86, 1.98), (1.1, 0.03), 5 * power, (0, 0, 0))
    worktop()
    island()
    niche()
    shelf()
    wicker.basket(0.17, 0.2, 423).place("kitchen.basket", (3.5, 6.92, 2.437))


def seats(power: float) -> None:
    """Stand three stools at the island as people left them, two of a set and an odd one, under two enamel lamps."""
    elm = country.knotty("elm", ("#3f2c1e", "#5a412c", "#70543a"), 0.42, 0.4)
    stools = (
        chairs.mended(chairs.bar_stool(country.chestnut(), 81, 0.012), 9, country.honey()),
        chairs.round_stool(elm, 82),
        chairs.bar_stool(country.chestnut(), 87, 0.024),
    )
    for stool, (out, aside, turn) in zip(stools, ((0.64, -0.87, -99), (0.80, -0.02, -61), (0.60, 0.83, -86)), strict=True):
        stool.place("kitchen.stool", (X + out, Y + aside, 0), turn)
    for aside, low in ((-0.66, 1.70), (0.72, 1.706)):
        pendants.enamel(power, 3.2 - low, "#3d3f37", 0.19).place("kitchen.pendant", (X, Y + aside, low))
        if lamps.lit(power):
            lamps.beam("kitchen.pendant.light", (X, Y + aside, low + 0.03), 45 * power, 125)


def worktop() -> None:
    """Set out what stands on the counter, from the tall units to the garden."""
    cookware.knife_block().place("kitchen.knives", (0.47, 6.1, TOP), 78)
    things = Piece("counter things", 7)
    things.add(upright(0.42, 0.3), (0.375, 5.72, 0))
    things.add(kitchen.crock(), (0.47, 3.02, 0))
    for kind, tall, x, y in (("#3f4a22", 0.86, 0.44, 2.84), ("#3a2a20", 1.0, 0.48, 2.74)):
        things.add(kitchen.bottle(kind, tall), (x, y, 0))
    for k, scale in enumerate((1.0, 0.8)):
        things.add(jar(scale), (0.43, 1.92 + 0.17 * k, 0))
    things.place("kitchen.counter.things", (0, 0, TOP))
    cookware.espresso().place("kitchen.espresso", (0.5, 5.02, TOP), 82)
    cookware.paper_towels().place("kitchen.paper", (0.44, 4.62, TOP), 40)
    belongings.bottle("lotion", "#8a8f4e").place("kitchen.soap", (0.385, 3.87, TOP), 70)
    oddments.dish_brush().place("kitchen.brush", (0.41, 3.75, TOP), -25)
    oddments.tea_towel().place("kitchen.tea_towel", (1.86, 6.538, 1.175))
    lead = Piece("lead", 17)
    path = [(0.345, 5.93, 1.075), (0.352, 5.925, 1.0), (0.365, 5.935, 0.9245), (0.47, 5.92, 0.923), (0.58, 5.80, 0.923)]
    end = [(0.60, 5.62, 0.923), (0.53, 5.49, 0.923), (0.50, 5.40, 0.926)]
    oddments.wire(lead, [*path, *end], 0.0018, leather.plain("lead", "#dad7d0", 0.5))
    lead.box((0.328, 5.93, 1.1), (0.036, 0.034, 0.042), leather.plain("charger", "#dad7d0", 0.4), 0.006)
    lead.place("kitchen.lead")


def island() -> None:
    """Dress the island: fruit, a few branches, a board, oil and pepper, a kettle and a pan on the hob."""
    decor.fruits("orange", 7, 60, "#7a7468", 1.15).place("kitchen.fruit", (X - 0.1, Y - 0.55, TOP))
    vase = decor.vessel("bottle", ceramic.stoneware("#6b5a4a"), 1.05)
    vase.add(decor.branches(0.46, 3, 33, leather.leaf("#434a32", "#6f765a"), 0.04, 0.3), (0, 0, 0.15))
    vase.place("kitchen.branches", (X - 0.2, Y - 1.08, TOP))
    kitchen.board().place("kitchen.board", (X + 0.2, Y - 0.1, TOP), 78)
    cookware.mill().place("kitchen.mill", (X + 0.04, Y + 0.2, TOP))
    kitchen.bottle("#3f4a22", 0.78).place("kitchen.oil", (X - 0.04, Y + 0.13, TOP), 60)
    kitchen.kettle().place("kitchen.kettle", (X - 0.16, Y + 0.73, 0.9255), 150)
    cookware.casserole("#33453f", 0.12, 0.1).place("kitchen.pan", (X - 0.3, Y + 0.48, 0.9255), 20)
    decor.magazine(64).place("kitchen.magazine", (X + 0.27, Y - 0.82, TOP), 98)
    cookware.thrown_mug("#8d8878").place("kitchen.mug", (X + 0.33, Y - 0.47, TOP), 130)


def niche() -> None:
    """Fill the niche with what is used every day: plates, bowls, three mugs, a jar."""
    things = Piece("niche things", 9)
    things.add(cookware.stack(("#cfc6b0",) * 6, 0.13, 21), (-0.3, 0.0, 0))
    things.add(jar(1.15), (0.34, 0.06, 0))
    for k, (code, scale) in enumerate((("#a39a86", 0.62), ("#a39a86", 0.61), ("#6a6e66", 0.6))):
        things.add(decor.vessel("bowl", ceramic.stoneware(code), scale), (-0.34, 0.12, 0.595 + 0.026 * k), (0, 0, 70 * k))
    for k, code in enumerate(("#5a6266", "#5a6266", "#8f7358")):
        things.add(cookware.mug(code), (0.1 + 0.115 * k, 0.13, 0.595), (0, 0, 50 * k - 40))
    things.place("kitchen.niche.things", (2.73, 6.84, TOP))


def shelf() -> None:
    """Hang a long board over the window for what is seldom used."""
    piece = Piece("shelf", 16)
    piece.box((0, 0, -0.018), (4.0, 0.25, 0.036), country.chestnut(), 0.004)
    for x in (-1.75, -0.6, 0.6, 1.75):
        piece.box((x, 0.115, -0.12), (0.03, 0.012, 0.17), metal.black(), 0.002)
        piece.tube([(x, 0.11, -0.19), (x, 0.0, -0.1), (x, -0.09, -0.04)], 0.007, metal.black(), 10)
    row: list[tuple[float, Piece]] = [
        (-1.7, wicker.basket(0.115, 0.17, 61)),
        (-1.3, cookware.stack(("#cfc6b0",) * 5, 0.115, 62)),
        (0.4, cookware.stack(("#7d6656", "#cfc6b0", "#cfc6b0"), 0.12, 65)),
        (1.5, cookware.demijohn(0.62)),
    ]
    for k, (x, thing) in enumerate(row):
        piece.add(thing, (x, 0.0, 0.0), (0, 0, 57 * k))
    piece.place("kitchen.shelf", (0.427, 3.5, 2.46), 90)


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


def upright(width: float, height: float) -> Piece:
    """Build two boards that lean against the splashback."""
    piece = Piece("boards", 12)
    piece.box((0, 0, height / 2 + 0.002), (0.02, width, height), wood.walnut(), 0.006, (0, -9, 0))
    piece.box((0.025, -0.1, height * 0.4), (0.018, width * 0.6, height * 0.78), wood.oak(), 0.006, (0, -9, 0))
    return piece
