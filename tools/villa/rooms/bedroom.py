"""The bedroom: an old spindle bed, made, on a kilim; a bench, odd bedside tables, an armchair, a fan."""

from __future__ import annotations

from villa.furniture import air, beds, belongings, decor, joinery, lamps, paintings, sofas, tables, textiles
from villa.furniture.drape import flat, grid_normals, quads
from villa.furniture.solids import Part, Piece, place
from villa.materials import fabric, prints
from villa.rooms import hangings

Y = -1.95
KILIM_M = (2.3, 3.3)


def furnish(power: float) -> None:
    """Furnish the bedroom."""
    half = (KILIM_M[0] / 2, KILIM_M[1] / 2)
    textiles.rug(KILIM_M, prints.kilim(half), 97).place("bedroom.rug", (20.42, Y - 0.12, 0), 3.2)
    for name in ("frame", "linen", "pillows"):
        getattr(beds, name)().place(f"bedroom.bed.{name}", (22.69, Y, 0.0), -90)
    north(power)
    south(power)
    corner()
    dresser(power)
    beds.bench().place("bedroom.bench", (19.95, Y - 0.1, 0.012), -88)
    sheet = (0.98, 0.72)
    print_ = paintings.island((sheet[0] - 0.164, sheet[1] - 0.164))
    joinery.picture(*sheet, print_, beds.chestnut(), 0.06).place("bedroom.picture", (22.69, Y, 1.74), -90)
    air.fan().place("bedroom.fan", (20.25, Y + 0.1, 2.9), 8)
    air.detector().place("bedroom.smoke_detector", (18.9, -2.9, 2.9))
    for x, width, seed in ((22.2, 0.66, 31), (17.72, 1.12, 32)):
        lined(width, seed).place("bedroom.curtain", (x, -4.80, 0))
    for y, width, seed in ((-4.35, 0.55, 41), (-0.55, 0.75, 42)):
        lined(width, seed).place("bedroom.curtain", (17.32, y, 0), -90)


def lined(width: float, seed: int) -> Piece:
    """Build a curtain that faces y before its lining, its foot turned up into a hem."""
    piece = textiles.curtain(width, 2.89, fabric.curtain("#93897a", 0.0), seed)
    front, rows = piece.parts[0], 54
    grid = front.points.reshape(-1, rows, 3)
    out = 0.0035 * grid_normals(grid)
    foot = slice(0, 4)
    grain = front.grain.reshape(-1, rows, 3)[:, foot].reshape(-1, 3)
    for side in (-1, 1):
        hem = (grid + side * out)[:, foot].reshape(-1, 3)
        piece.parts.append(Part(hem, [quads(flat(len(grid), 4))], grain, front.material, front.tone))
    lining = (grid + 2 * out)[:, 1:].reshape(-1, 3)
    piece.raw(lining, [quads(flat(len(grid), rows - 1))], fabric.curtain("#b9b2a6", 0.0))
    return piece


def north(power: float) -> None:
    """Furnish the bed's north side: a walnut table, a jointed lamp, books, slippers."""
    place(tables.bedside().mesh(), "bedroom.bedside", (22.62, Y + 1.36, 0), -92)
    lamps.desk(power).place("bedroom.lamp", (22.52, Y + 1.46, 0.48), 250)
    lamps.shine("bedroom.lamp.light", (22.3, Y + 1.33, 0.92), 9 * power, 0.05)
    decor.pile(3, 71, (0.21, 0.15)).place("bedroom.books", (22.36, Y + 1.26, 0.481), 76)
    belongings.slippers().place("bedroom.slippers", (21.72, Y + 1.83, 0.0), -80)


def south(power: float) -> None:
    """Furnish the bed's south side: a pine cabinet with what is needed at night."""
    y, top = Y - 1.33, 0.58
    beds.cabinet().place("bedroom.cabinet", (22.67, y, 0), -88)
    beds.lamp(power).place("bedroom.table_lamp", (22.5, y - 0.12, top), 20)
    lamps.shine("bedroom.table_lamp.light", (22.5, y - 0.12, top + 0.36), 12 * power, 0.05)
    belongings.clock().place("bedroom.clock", (22.53, y + 0.12, top), -72)
    decor.book((0.2, 0.13, 0.021), 88).place("bedroom.book", (22.36, y + 0.01, top), 68)
    belongings.spectacles().place("bedroom.spectacles", (22.35, y + 0.02, top + 0.0215), -60)
    belongings.telephone().place("bedroom.telephone", (22.33, y - 0.18, top), 12)
    joinery.socket().place("bedroom.socket", (22.7, y - 0.42, 0.32), -90)
    run = [(22.33, y - 0.26, top + 0.005), (22.4, y - 0.29, top + 0.003), (22.5, y - 0.31, top - 0.12), (22.55, y - 0.36, 0.2)]
    joinery.cable([*run, (22.64, y - 0.4, 0.28), (22.67, y - 0.42, 0.32)], "#dcd8cf").place("bedroom.cable")


def corner() -> None:
    """Furnish the corner by the glass: an armchair, a small table with books."""
    sofas.armchair(fabric.linen("#5d6050")).place("bedroom.armchair", (18.75, -3.55, 0), 118)
    tables.side(0.2, 0.5).place("bedroom.side_table", (19.45, -4.1, 0))
    decor.pile(2, 83, (0.22, 0.17)).place("bedroom.books", (19.45, -4.1, 0.501), 30)


def dresser(power: float) -> None:
    """Furnish the north wall with a low dresser."""
    tables.sideboard(1.9, 0.44).place("bedroom.dresser", (21.35, 1.19, 0))
    hangings.lamp("bedroom", (20.72, 0.97, 0.76), power, "#cfc4b3")
    decor.bouquet("jar", "#9b8b74", 0.62, 91, 5, "#76805a", 0.8).place("bedroom.branches", (21.95, 0.97, 0.76))
