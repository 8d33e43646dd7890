"""The living room: a plain sofa facing the sea, odd chairs on a wool rug, a chimney breast of painted brick."""

from __future__ import annotations

from villa.furniture import (
    air,
    cookware,
    decor,
    devices,
    fireside,
    heirlooms,
    houseplants,
    joinery,
    oddments,
    sofas,
    tables,
    textiles,
    wicker,
)
from villa.furniture.solids import Piece
from villa.materials import ceramic, fabric, figured, leather, pictures, rugs
from villa.rooms import hangings

RUG = (4.3, 3.05)
TABLE = (12.9, 3.55, 0.016)
TABLE_TURN = 5.0


def furnish(power: float) -> None:
    """Furnish the living room."""
    rug = textiles.rug(RUG, figured.pile("wool", lambda: rugs.bordered(RUG), RUG))
    rug.place("living.rug", (13.05, 3.5, 0), -2.5)
    seats()
    styling()
    hearth()
    wires()
    walls(power)
    devices.fan().place("living.fan", (13.5, 3.75, 3.2), 11)
    air.detector().place("living.detector", (12.06, 5.6, 3.2))
    curtains()
    houseplants.olive(2.15).place("living.olive", (16.05, 1.12, 0), 20)
    hangings.floor_lamp("living", (15.35, 6.8, 0), power)


def curtains() -> None:
    """Hang curtains: one drawn back farther than the other."""
    cloth, sheer = fabric.curtain("#9a9484", 0.0), fabric.curtain("#f2eee6", 1.0)
    for k, (x, wide) in enumerate(((9.72, 0.62), (16.22, 0.98))):
        textiles.curtain(wide, 3.19, cloth, 11 + k).place("living.curtain", (x, 0.5, 0))
    textiles.curtain(0.5, 3.19, sheer, 61, 0.046).place("living.curtain.sheer", (16.5, 0.375, 0))


def walls(power: float) -> None:
    """Hang and stand what belongs to the long wall, and fix what a house needs."""
    tables.sideboard(2.8).place("living.sideboard", (13.3, 7.19, 0))
    hangings.lamp("living", (12.2, 6.96, 0.76), power, "#7d6b5c")
    decor.vessel("jar", ceramic.stoneware("#6a6e66")).place("living.jar", (14.35, 6.96, 0.76))
    cookware.radio().place("living.radio", (13.05, 6.93, 0.76), 12)
    for k, (wide, high, x, z, mount, draw) in enumerate(
        ((1.34, 0.96, 12.72, 1.67, 0.0, pictures.chart), (0.72, 0.54, 14.02, 1.67, 0.05, pictures.coast))
    ):
        inner = (wide - 0.044 - 2 * mount, high - 0.044 - 2 * mount)
        frame = (None, leather.plain("black frame", "#1e1c1a", 0.4))[k]
        print_ = figured.sheet(f"living {k}", draw, inner, 0.5)
        hangings.hang("living", joinery.picture(wide, high, print_, frame, mount), (x, 7.195, z), 0)
    devices.grille().place("living.grille", (16.797, 6.4, 2.72), -90)
    devices.thermostat().place("living.thermostat", (16.797, 5.66, 1.45), -90)


def hearth() -> None:
    """Build the fireside: brick, mantel, television, logs, and what was put down there."""
    fireside.breast().place("living.fireplace", (16.8, 3.6, 0), -90)
    fireside.beam().place("living.mantel", (16.455, 3.55, 1.25), -90)
    devices.television().place("living.television", (16.447, 3.5, 1.98), -90)
    devices.soundbar().place("living.soundbar", (16.36, 3.62, 1.4), -88)
    heirlooms.mantel_clock().place("living.clock", (16.35, 4.38, 1.402), -78)
    shot = figured.sheet("mantel", lambda: pictures.snapshot(3, (290, 200)), (0.1, 0.15), 0.4)
    frame = joinery.picture(0.15, 0.2, shot, leather.plain("small frame", "#5d4026", 0.4), 0.0)
    frame.place("living.snapshot", (16.37, 2.78, 1.502), -82)
    wicker.log_basket().place("living.log_basket", (15.85, 2.35, 0), 74)
    fireside.irons().place("living.fire_irons", (16.32, 4.72, 0.42), 30)


def seats() -> None:
    """Place sofa, armchairs and tables around the rug."""
    couch = sofas.sofa(3.0, 1.02, 3, fabric.upholstery("#857c6d"))
    stripe = figured.cloth("pinstripe", rugs.pinstripe, (0.024, 0.024))
    for x, size, cloth, seed, turn in (
        (-1.02, (0.5, 0.5), fabric.linen("#625d53"), 120, 9),
        (-0.62, (0.45, 0.45), stripe, 122, -6),
        (1.03, (0.5, 0.5), fabric.linen("#a89e89"), 124, -8),
    ):
        sofas.scatter(couch, x, size, cloth, seed, turn)
    couch.place("living.sofa", (13.2, 5.72, 0), 1.2)
    sofas.tub_chair(fabric.upholstery("#978b78")).place("living.armchair", (12.0, 1.42, 0), 161)
    sofas.sofa(0.98, 0.92, 1, fabric.upholstery("#6b6d5f"), 48).place("living.armchair", (14.5, 1.02, 0), 203)
    sofas.armchair(fabric.upholstery("#766a54")).place("living.lounge_chair", (15.42, 4.62, 0), -66)
    tables.low(0.25, 0.5).place("living.side_table", (15.02, 6.1, 0), 25)
    tables.side().place("living.side_table", (13.2, 1.62, 0))
    tables.coffee().place("living.coffee_table", TABLE, TABLE_TURN)


def styling() -> None:
    """Dress the coffee table: branches at its far end, a bowl of oranges, a mug, the remote control, books; books below."""
    x, y, _ = TABLE
    z = TABLE[2] + 0.4025
    decor.fruits("orange", 5, 30, "#6a6862", 0.95).place("living.bowl", (x + 0.09, y - 0.19, z))
    decor.pile(2, 12, (0.29, 0.22)).place("living.books", (x - 0.38, y - 0.19, z), -38)
    cookware.thrown_mug("#a9a596").place("living.mug", (x - 0.17, y + 0.24, z), 200)
    vase = decor.vessel("jar", ceramic.stoneware("#7f6552"), 0.62)
    vase.add(decor.branches(0.42, 7, 17, leather.leaf("#6d7550"), spread=0.24), (0, 0, 0.093))
    vase.place("living.vase", (x + 0.52, y, z))
    oddments.remote_control().place("living.remote", (x + 0.07, y + 0.22, z), -62)
    decor.pile(3, 61, (0.31, 0.24)).place("living.books", (x - 0.3, y + 0.02, 0.138), 96)
    decor.pile(2, 31, (0.24, 0.18)).place("living.books", (15.02, 6.1, 0.501), 20)


def wires() -> None:
    """Run the television's wires: to the loudspeaker, along the mantel, down the brick to a strip on the hearth."""
    wires, black = Piece("wires", 14), leather.plain("flex", "#191919", 0.5)
    for path, thick in (
        ([(16.40, 3.30, 1.57), (16.41, 3.29, 1.50), (16.405, 3.31, 1.44), (16.39, 3.36, 1.418)], 0.0028),
        (
            [
                (16.40, 3.20, 1.415),
                (16.43, 2.98, 1.406),
                (16.42, 2.62, 1.406),
                (16.425, 2.40, 1.404),
                (16.434, 2.377, 1.37),
                (16.441, 2.372, 1.22),
                (16.441, 2.352, 0.92),
                (16.441, 2.362, 0.62),
                (16.436, 2.35, 0.45),
                (16.40, 2.30, 0.428),
                (16.36, 2.26, 0.45),
            ],
            0.0032,
        ),
        (
            [
                (16.385, 2.02, 0.44),
                (16.40, 1.99, 0.432),
                (16.43, 1.982, 0.34),
                (16.52, 1.96, 0.06),
                (16.63, 1.90, 0.006),
                (16.73, 1.81, 0.02),
                (16.762, 1.765, 0.13),
                (16.762, 1.75, 0.27),
            ],
            0.0036,
        ),
    ):
        oddments.wire(wires, path, thick, black)
    wires.box((16.775, 1.75, 0.3), (0.04, 0.036, 0.05), black, 0.01)
    wires.place("living.wires")
    oddments.power_strip().place("living.power_strip", (16.37, 2.16, 0.4205), 86)
