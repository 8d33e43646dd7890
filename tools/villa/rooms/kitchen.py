"""The kitchen: tall units to the north, counter under the strip window, island towards dining."""

from __future__ import annotations

from villa.furniture import chairs, cookware, decor, garments, kitchen, lamps, pendants, textiles
from villa.furniture.solids import Piece, rounded
from villa.materials import ceramic, country, drawn, leather, metal, patterns, wood

X, Y = 3.0, 3.6
TOP = 0.9205
FRIDGE = (3.649, 6.519)


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
    over_units()
    fridge_door()
    floor()


def seats(power: float) -> None:
    """Stand stools of two kinds at the island as people left them, under two enamel lamps."""
    chairs.bar_stool(country.chestnut()).place("kitchen.stool", (X + 0.66, Y - 0.86, 0), -99)
    chairs.bar_stool(country.honey(), 81).place("kitchen.stool", (X + 0.98, Y - 0.02, 0), -52)
    chairs.round_stool(country.painted("#6f4438")).place("kitchen.stool", (X + 0.58, Y + 0.85, 0), -70)
    for aside, low in ((-0.66, 1.70), (0.72, 1.715)):
        pendants.enamel(power, 3.2 - low, "#7d7a68", 0.19).place("kitchen.pendant", (X, Y + aside, low))
        lamps.beam("kitchen.pendant.light", (X, Y + aside, low + 0.03), 45 * power, 125)


def worktop() -> None:
    """Set out what stands on the counter, from the tall units to the garden."""
    cookware.mixer().place("kitchen.mixer", (0.6, 5.72, TOP), 84)
    cookware.toaster().place("kitchen.toaster", (0.46, 6.24, TOP), 90)
    cookware.knife_block().place("kitchen.knives", (0.47, 5.38, TOP), 78)
    cookware.paper_roll().place("kitchen.roll", (0.5, 5.19, TOP), 40)
    cookware.dish_rack().place("kitchen.dish_rack", (0.6, 4.86, TOP), 91)
    cookware.radio().place("kitchen.radio", (0.43, 3.3, TOP), 84)
    things = Piece("counter things", 7)
    things.add(soap(), (0.39, 4.5, 0))
    things.add(kitchen.crock(), (0.47, 3.02, 0))
    for k, (kind, x, y) in enumerate((("#3f4a22", 0.44, 2.86), ("#7a5a1e", 0.5, 2.78), ("#3a2a20", 0.42, 2.72))):
        things.add(kitchen.bottle(kind, 0.86 + 0.1 * k), (x, y, 0))
    things.add(kitchen.board(), (0.62, 2.36, 0), (0, 0, 84))
    things.add(upright(0.42, 0.3), (0.375, 1.32, 0), (0, 0, 0))
    things.add(cookware.casserole("#7f4a38", 0.125, 0.115), (0.62, 1.5, 0), (0, 0, 60))
    for k, scale in enumerate((1.0, 0.8)):
        things.add(jar(scale), (0.43, 1.92 + 0.17 * k, 0))
    things.place("kitchen.counter.things", (0, 0, TOP))
    for y, seed, leaf in ((1.72, 71, "#4c7a2e"), (3.55, 73, "#587c3c")):
        herb(seed, leaf).place("kitchen.herbs", (0.42, y, TOP))
    textiles.tea_towel(0.4, 0.1, 0.36, "#8d6a58", 23).place("kitchen.tea_towel", (0.932, 3.42, TOP), 90)


def island() -> None:
    """Dress the island: fruit, the paper, a drawing and what it was drawn with, a kettle on the hob."""
    decor.fruits("orange", 7, 60, "#7a7468", 1.15).place("kitchen.fruit", (X - 0.1, Y - 0.55, TOP))
    decor.bouquet("bottle", "#6b5a4a", 0.6, 33, 5, "#5f6a4a", 1.05).place("kitchen.branches", (X - 0.2, Y - 1.08, TOP))
    board = Piece("boards", 5)
    board.add(kitchen.board(), (0, 0, 0), (0, 0, 78))
    for k in range(3):
        tilt = (90, 0, 40 * k + 15)
        lemon = decor.fruit("lemon", k)
        board.add(lemon, (0.05 * k - 0.05, 0.082 * k - 0.02, 0.0215 - lemon.foot(tilt)), tilt)
    board.place("kitchen.board", (X + 0.2, Y - 0.1, TOP))
    textiles.tea_towel(0.42, 0.3, 0.34, "#6d6a62", 21).place("kitchen.tea_towel", (X + 0.551, Y + 0.44, TOP), 90)
    paper("news", patterns.newsprint(3), (0.3, 0.425), 0.006).place("kitchen.newspaper", (X + 0.3, Y - 0.74, TOP), 62)
    cookware.mug("#8f7358").place("kitchen.mug", (X + 0.36, Y - 1.02, TOP), 70)
    cookware.jug("#b5aa92").place("kitchen.jug", (X - 0.36, Y - 0.1, TOP), 150)
    kitchen.kettle().place("kitchen.kettle", (X - 0.16, Y + 0.73, 0.9255), 150)
    cookware.casserole("#2f5147", 0.12, 0.1).place("kitchen.pan", (X - 0.3, Y + 0.48, 0.9255), 20)


def paper(name: str, pixels: object, size: tuple[float, float], thick: float = 0.0006) -> Piece:
    """Build a sheet or a folded paper lying about its middle."""
    piece = Piece(name, 15)
    piece.box((0, 0, thick / 2), (*size, thick), drawn.paper(name, pixels, size), 0.0003, (0, 0, 0))
    return piece


def niche() -> None:
    """Fill the coffee niche: the machine, mugs of all sorts, tins and packets above."""
    things = Piece("niche things", 9)
    things.add(machine(), (-0.25, 0, 0))
    for k, code in enumerate(("#5a6672", "#c9c2b2", "#8f7358", "#6a7060", "#cfc6b0")):
        things.add(cookware.mug(code), (0.05 + 0.105 * k, 0.05 - 0.04 * (k % 2), 0), (0, 0, 50 * k))
        things.add(cookware.mug(code), (-0.46 + 0.1 * (4 - k), 0.13, 0.595), (0, 0, 80 * k))
    for k, (code, r, high) in enumerate((("#6f4a42", 0.05, 0.17), ("#4a5460", 0.056, 0.13), ("#a08a5c", 0.045, 0.2))):
        tin = [(0.001, 0), (r, 0), (r, high * 0.8), (r * 1.03, high * 0.8), (r * 1.03, high), (0.001, high)]
        things.lathe(tin, ceramic.glazed(code, 0.34), (0.16 + 0.13 * k, 0.13, 0.595), 36)
    things.place("kitchen.niche.things", (2.73, 6.84, TOP))


def shelf() -> None:
    """Hang a long board over the window and fill it with crockery that came from everywhere."""
    piece = Piece("shelf", 16)
    piece.box((0, 0, -0.018), (4.0, 0.25, 0.036), country.chestnut(), 0.004)
    for x in (-1.75, -0.6, 0.6, 1.75):
        piece.box((x, 0.115, -0.12), (0.03, 0.012, 0.17), metal.black(), 0.002)
        piece.tube([(x, 0.11, -0.19), (x, 0.0, -0.1), (x, -0.09, -0.04)], 0.007, metal.black(), 10)
    row: list[tuple[float, Piece]] = [
        (-1.82, decor.basket(0.115, 0.17, 61)),
        (-1.5, cookware.stack(("#d6cfbf", "#d6cfbf", "#6a7480", "#d6cfbf", "#d6cfbf", "#b5a074"), 0.115, 62)),
        (-1.2, cookware.jug("#6a6e6c", 1.0)),
        (-0.5, cookware.casserole("#6a463c", 0.105, 0.11)),
        (0.1, decor.row(0.5, 64, (0.2, 0.28))),
        (0.72, cookware.stack(("#cfc6b0", "#7d6656", "#cfc6b0", "#cfc6b0"), 0.12, 65)),
        (1.28, cookware.demijohn(0.62)),
        (1.84, decor.bouquet("cup", "#8d6a54", 0.3, 75, 9, "#4f7434", 1.5)),
    ]
    for k, (x, thing) in enumerate(row):
        piece.add(thing, (x - (0.25 if x == 0.1 else 0), 0.0 if x != 0.1 else 0.05, 0.0), (0, 0, 0 if x == 0.1 else 57 * k))
    piece.place("kitchen.shelf", (0.427, 3.5, 2.46), 90)


def over_units() -> None:
    """Keep on top of the tall units what is seldom used."""
    top = 2.437
    cookware.demijohn().place("kitchen.demijohn", (1.35, 6.95, top))
    cookware.crate("lemon", 0, 66).place("kitchen.crate", (2.85, 6.9, top), 3)
    decor.basket(0.17, 0.2, 423).place("kitchen.basket", (3.5, 6.92, top))
    decor.pile(5, 77, (0.28, 0.21)).place("kitchen.books", (4.8, 6.85, top), 20)


def fridge_door() -> None:
    """Stick to the fridge what a family sticks there."""
    x, y = FRIDGE
    pinned = (
        ("drawing", patterns.childs_drawing(4), (0.21, 0.297), 0.05, 1.5, 3),
        (
            "sea",
            patterns.stripes((("#bcd0d8", 50), ("#e6dcc6", 6), ("#3c7f9a", 40), ("#d8b67c", 34)), 190),
            (0.15, 0.1),
            -0.12,
            1.62,
            -5,
        ),
        ("list", patterns.newsprint(8)[330:, 230:460], (0.1, 0.16), 0.19, 1.28, 2),
        ("ticket", patterns.stripes((("#d98a2f", 26), ("#efe6d2", 60), ("#2f4f7d", 14)), 60), (0.07, 0.15), -0.08, 1.36, -8),
    )
    for name, pixels, (wide, high), dx, z, turn in pinned:
        sheet = Piece(name, 17)
        sheet.box((0, -0.0006, 0), (wide, 0.0008, high), drawn.paper(f"fridge {name}", pixels, (wide, high), "upright"), 0.0002)
        magnet = [(0.001, 0), (0.013, 0), (0.012, 0.006), (0.001, 0.008)]
        code = ("#b8322a", "#2f4f7d", "#1d1d1d", "#3d7a4a")[len(name) % 4]
        sheet.lathe(magnet, leather.plain("magnet", code, 0.4), (0.004, -0.001, high / 2 - 0.014), 20, (90, 0, 0))
        sheet.place(f"kitchen.fridge.{name}", (x + dx, y, z)).rotation_euler[1] = 0.0174 * turn


def floor() -> None:
    """Lay a rag rug before the units; stand the shopping beside the island."""
    rags = rag_colours()
    size = (2.7, 0.78)
    textiles.rug(size, drawn.rug("rags", patterns.stripes(rags, 60, lengthwise=True), size), None, 97).place(
        "kitchen.rug", (2.75, 5.98, 0), 1.2
    )
    garments.market_bag(343).place("kitchen.bag", (2.55, 1.93, 0), 20)


def rag_colours() -> tuple[tuple[str, int], ...]:
    """Give the stripes of a rug woven of old shirts and sheets."""
    from numpy.random import default_rng

    rng = default_rng(12)
    rags = ("#7d564a", "#625c55", "#c3b8a0", "#a08a60", "#8a8578", "#c9bfaa", "#62685a", "#937060", "#b9ac96")
    return tuple((rags[int(rng.integers(len(rags)))], int(rng.integers(3, 15))) for _ in range(70))


def soap() -> Piece:
    """Build a bottle of washing-up liquid and a sponge beside it."""
    piece = Piece("soap", 18)
    line = [(0.001, 0), (0.032, 0), (0.034, 0.02), (0.034, 0.13), (0.014, 0.165), (0.013, 0.19), (0.001, 0.192)]
    piece.lathe(rounded(line, 0.008), ceramic.glazed("#8a8f5a", 0.3), sides=32)
    piece.lathe([(0.0135, 0.186), (0.012, 0.21), (0.005, 0.215), (0.001, 0.23)], leather.plain("cap", "#e9e4da", 0.5), sides=20)
    piece.box((0.02, -0.1, 0.018), (0.07, 0.11, 0.036), leather.plain("sponge", "#b59f52", 0.95), 0.006, (0, 0, 20))
    piece.box((0.02, -0.1, 0.04), (0.07, 0.11, 0.009), leather.plain("scourer", "#3d6a43", 0.95), 0.003, (0, 0, 20))
    return piece


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


def herb(seed: int, leaf: str) -> Piece:
    """Build a clay pot of herbs."""
    piece = decor.vessel("cup", ceramic.stoneware("#8f6a54"), 1.9)
    piece.add(decor.branches(0.2, 14, seed, leather.leaf(leaf, "#85946a"), 0.035, 0.45), (0, 0, 0.06))
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
