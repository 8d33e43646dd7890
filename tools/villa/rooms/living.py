"""The living room: a sofa facing the sea, odd chairs on an old rug, a chimney breast of limewashed brick."""

from __future__ import annotations

import numpy as np

from villa.furniture import (
    air,
    belongings,
    cookware,
    decor,
    devices,
    fireside,
    garments,
    heirlooms,
    houseplants,
    joinery,
    lamps,
    sofas,
    tables,
    textiles,
)
from villa.furniture.soft import pillow
from villa.furniture.solids import Piece
from villa.materials import ceramic, fabric, figured, leather, pictures, rugs
from villa.rooms import hangings

RUG = (4.3, 3.05)
TABLE = (12.9, 3.55, 0.016)
TABLE_TURN = 5.0


def furnish(power: float) -> None:
    """Furnish the living room."""
    rug = textiles.rug(RUG, figured.pile("persian", lambda: rugs.persian(RUG), RUG))
    fringe(rug)
    rug.place("living.rug", (13.05, 3.5, 0), -2.5)
    seats()
    styling()
    hearth(power)
    walls(power)
    devices.fan().place("living.fan", (13.5, 3.75, 3.2), 11)
    air.detector().place("living.detector", (12.06, 5.6, 3.2))
    curtains()
    houseplants.fig(2.15).place("living.fig", (16.05, 1.12, 0), 20)
    hangings.floor_lamp("living", (16.36, 5.53, 0), power)
    joinery.cable(
        [(16.38, 5.44, 0.006), (16.52, 5.30, 0.004), (16.70, 5.34, 0.004), (16.775, 5.27, 0.02), (16.785, 5.26, 0.28)]
    ).place("living.cable")


def fringe(rug: Piece) -> None:
    """Knot a fringe of warp threads to the short ends of a rug, trodden this way and that."""
    yarn = leather.plain("warp", "#b9ab8e", 0.95)
    for side in (-1, 1):
        for y in np.arange(0.012 - RUG[1] / 2, RUG[1] / 2, 0.014):
            bent = rug.rng.normal(0, 0.02) + 0.012 * np.sin(y * 9)
            x = side * (RUG[0] / 2 - 0.004)
            long = side * rug.rng.uniform(0.055, 0.085)
            rug.tube(
                [(x, y, 0.010), (x + 0.5 * long, y + 0.4 * bent, 0.006), (x + long, y + bent, 0.003)],
                [0.0035, 0.003, 0.0016],
                yarn,
                5,
            )


def curtains() -> None:
    """Hang curtains: drawn back in a hurry, one farther than the other."""
    cloth, sheer = fabric.curtain("#9a9484", 0.0), fabric.curtain("#f2eee6", 1.0)
    for k, (x, wide) in enumerate(((9.72, 0.62), (16.22, 0.98))):
        textiles.curtain(wide, 3.19, cloth, 11 + k).place("living.curtain", (x, 0.5, 0))
    textiles.curtain(0.5, 3.19, sheer, 61, 0.046).place("living.curtain.sheer", (16.5, 0.375, 0))


def walls(power: float) -> None:
    """Hang and stand what belongs to the long wall, and fix what a house needs."""
    tables.sideboard(2.8).place("living.sideboard", (13.3, 7.19, 0))
    hangings.lamp("living", (12.2, 6.96, 0.76), power, "#7d6b5c")
    decor.bouquet("jar", "#6a6e66", 0.7, 5, 6).place("living.branches", (14.35, 6.96, 0.76))
    decor.pile(3, 44).place("living.books", (13.55, 6.97, 0.76), 9)
    cookware.radio().place("living.radio", (13.05, 6.93, 0.76), 12)
    garments.market_bag().place("living.bag", (12.2, 6.42, 0), 25)
    for k, (wide, high, x, z, mount, draw) in enumerate(
        (
            (1.34, 0.96, 12.72, 1.67, 0.0, pictures.chart),
            (0.72, 0.54, 14.02, 1.80, 0.05, pictures.coast),
            (0.30, 0.24, 13.68, 1.37, 0.02, lambda: pictures.snapshot(1)),
            (0.24, 0.30, 14.20, 1.33, 0.02, lambda: pictures.snapshot(2, (290, 220))),
        )
    ):
        inner = (wide - 0.044 - 2 * mount, high - 0.044 - 2 * mount)
        frame = (None, leather.plain("black frame", "#1e1c1a", 0.4), leather.plain("gilt", "#9c7a3c", 0.4), None)[k]
        print_ = figured.sheet(f"living {k}", draw, inner, 0.5)
        hangings.hang("living", joinery.picture(wide, high, print_, frame, mount), (x, 7.195, z), 0)
    devices.grille().place("living.grille", (16.797, 6.4, 2.72), -90)
    devices.thermostat().place("living.thermostat", (16.797, 5.66, 1.45), -90)


def hearth(power: float) -> None:
    """Build the fireside: brick, mantel, television, logs, and what was put down there."""
    fireside.breast().place("living.fireplace", (16.8, 3.6, 0), -90)
    if power > 0.5:
        joinery.fire().place("living.fire", (16.62, 3.6, 0.5), -90)
        lamps.shine("living.fire.light", (16.5, 3.6, 0.72), 3 * power, 0.08)
    fireside.beam().place("living.mantel", (16.455, 3.55, 1.25), -90)
    devices.television().place("living.television", (16.447, 3.5, 1.98), -90)
    devices.soundbar().place("living.soundbar", (16.36, 3.62, 1.4), -88)
    joinery.cable(
        [
            (16.43, 2.95, 1.62),
            (16.43, 2.6, 1.42),
            (16.43, 2.22, 1.36),
            (16.436, 2.12, 1.1),
            (16.436, 2.07, 0.6),
            (16.436, 2.05, 0.43),
        ],
        "#232323",
    ).place("living.television.cable")
    heirlooms.mantel_clock().place("living.clock", (16.35, 4.38, 1.402), -78)
    for k, (y, turn, seed) in enumerate(((4.08, -96, 0), (2.78, -82, 3))):
        wide, high = ((0.2, 0.16), (0.15, 0.2))[k]
        shot = figured.sheet(
            f"mantel {k}", lambda s=seed, k=k: pictures.snapshot(s, ((200, 290), (290, 200))[k]), (wide - 0.05, high - 0.05), 0.4
        )
        frame = joinery.picture(wide, high, shot, leather.plain(f"small frame {k}", ("#5d4026", "#c9c3b4")[k], 0.4), 0.0)
        frame.place("living.snapshot", (16.37, y, 1.402 + high / 2), turn)
    decor.candlestick(0.24).place("living.candlestick", (16.35, 2.58, 1.40))
    decor.vessel("jar", ceramic.stoneware("#6a6a5e"), 0.62).place("living.jar", (16.34, 4.6, 1.39))
    fireside.log_basket().place("living.log_basket", (15.85, 2.35, 0), 74)
    fireside.irons().place("living.fire_irons", (16.32, 4.72, 0.42), 30)
    heirlooms.games().place("living.games", (16.32, 2.36, 0.42), -84)
    decor.candlestick(0.3).place("living.candlestick", (16.34, 5.0, 0.42))


def seats() -> None:
    """Place sofa, armchairs and tables around the rug."""
    couch = sofas.sofa(3.0, 1.02, 3, fabric.upholstery("#756b58"))
    ikat = figured.cloth("ikat", rugs.ikat, (0.5, 0.5))
    woven = figured.cloth("kilim cushion", lambda: rugs.kilim((0.9, 0.9), 21), (0.9, 0.9))
    for x, kind, seed, turn in (
        (-1.10, (0.52, 0.52, ikat), 120, 9),
        (-0.74, (0.46, 0.46, "#7f7258"), 122, -8),
        (1.10, (0.55, 0.55, woven), 124, -6),
        (0.66, (0.44, 0.44, "#c2b8a4"), 121, 12),
        (0.28, (0.58, 0.34, "#6b4a3c"), 120, -3),
    ):
        sofas.scatter(couch, x, -0.57 if kind[1] > 0.4 else -0.64, 0.465, kind, seed, turn)
    couch.place("living.sofa", (13.2, 5.72, 0), 1.2)
    blankets()
    sofas.tub_chair(leather.leather("#6f4c33")).place("living.armchair", (12.0, 1.42, 0), 161)
    pillow((0.42, 0.42), fabric.linen("#77694f"), 131, 0.9).place("living.cushion", (12.07, 1.62, 0.45), 172)
    sofas.sofa(0.98, 0.92, 1, figured.ticking("#9b978c", "#c6bda9"), 48).place("living.armchair", (14.62, 1.02, 0), 203)
    sofas.armchair(fabric.upholstery("#6d5f45")).place("living.lounge_chair", (15.62, 4.98, 0), -118)
    heirlooms.pouf().place("living.pouf", (14.35, 2.32, 0.016), 40)
    belongings.hat().place("living.hat", (13.12, 5.13, 0.468), 60)
    tables.low(0.25, 0.5).place("living.side_table", (15.02, 6.2, 0), 25)
    tables.side().place("living.side_table", (13.2, 1.62, 0))
    heirlooms.board_table().place("living.coffee_table", TABLE, TABLE_TURN)


def blankets() -> None:
    """Throw a checked blanket over the sofa's back, and a plain one over its arm."""
    boxes = [((14.6, 5.24, 0.3), (0.24, 1.06, 0.66)), ((14.2, 5.1, 0.25), (0.7, 0.95, 0.42))]
    textiles.throw(boxes, (13.98, 4.75, 0.75), (1.1, 0.62), fabric.wool("#a59a80"), 3).place("living.throw")
    slope = [((-0.17, 0, 0.72), (0.22, 3.0, 0.56)), ((-0.29, 0, 0.62), (0.26, 3.0, 0.46)), ((-0.4, 0, 0.4), (0.3, 3.0, 0.5))]
    back = [((0, 0, 0.49), (0.26, 3.0, 0.5)), ((-0.5, 0, 0.24), (0.8, 3.0, 0.45)), *slope]
    check = figured.cloth("check", lambda: rugs.check(4, "#6a5a4c", "#4a4d4c", "#9c8c68"), (0.32, 0.32))
    over = heirlooms.blanket(back, (-0.80, -0.42, 1.06), (1.62, 0.86), check, 9)
    over.place("living.throw", (12.62, 5.62, 0), 82)


def styling() -> None:
    """Leave on the tables what was in use."""
    x, y, _ = TABLE
    z = TABLE[2] + 0.4025
    page = figured.sheet("front page", pictures.front_page, (0.29, 0.40), axes=(0, 1))
    heirlooms.newspaper(page).place("living.newspaper", (x - 0.42, y - 0.12, z), 24)
    belongings.spectacles().place("living.spectacles", (x - 0.30, y - 0.20, z + 0.018), 140)
    decor.fruits("orange", 5, 30, "#6a6862", 0.95).place("living.bowl", (x + 0.16, y + 0.10, z))
    decor.pile(2, 12, (0.29, 0.22)).place("living.books", (x + 0.45, y - 0.16, z), -24)
    devices.remote().place("living.remote", (x - 0.06, y - 0.26, z), 62)
    mug = decor.vessel("cup", ceramic.stoneware("#a9a596"), 1.1)
    a = np.linspace(-1.45, 1.45, 16)
    mug.tube(np.stack([0.042 + 0.026 * np.cos(a), 0 * a, 0.048 + 0.029 * np.sin(a)], -1), 0.005, ceramic.stoneware("#a9a596"), 10)
    mug.place("living.mug", (x - 0.13, y + 0.24, z), 200)
    decor.bouquet("jar", "#7f6552", 0.42, 17, 7, "#6d7550", 0.62).place("living.vase", (x + 0.46, y + 0.24, z))
    decor.magazine(3).place("living.magazine", (x + 0.2, y - 0.02, 0.138), 12)
    decor.pile(3, 61, (0.31, 0.24)).place("living.books", (x - 0.3, y + 0.02, 0.138), 96)
    decor.pile(2, 31, (0.24, 0.18)).place("living.books", (15.02, 6.2, 0.501), 20)
    decor.magazine(5).place("living.magazine", (13.52, 5.06, 0.479), 62)
    decor.vessel("cup", ceramic.stoneware("#6a737a")).place("living.cup", (13.22, 1.6, 0.521))
