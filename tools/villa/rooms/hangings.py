"""Curtains beside glass fronts, and small groups that several rooms share."""

from __future__ import annotations

from villa.furniture import joinery, lamps, textiles
from villa.materials import fabric


def curtains(room: str, spots: list[tuple[float, float, float, float]], base: float, height: float, seed: int) -> None:
    """Hang a linen curtain at every spot (x, y, width, turn)."""
    cloth, sheer = fabric.curtain("#ddd2c0", 0.0), fabric.curtain("#f2eee6", 1.0)
    for k, (x, y, width, turn) in enumerate(spots):
        textiles.curtain(width, height, cloth, seed + k).place(f"{room}.curtain", (x, y, base), turn)
        inner = (x, y - 0.125, base) if turn == 0 else (x - 0.125, y, base)
        textiles.curtain(width * 1.25, height, sheer, seed + 50 + k, 0.046).place(f"{room}.curtain.sheer", inner, turn)


def lamp(room: str, at: tuple[float, float, float], power: float, clay: str = "#8f8677") -> None:
    """Stand a lit table lamp."""
    lamps.table(power, clay).place(f"{room}.table_lamp", at)
    lamps.shine(f"{room}.table_lamp.light", (at[0], at[1], at[2] + 0.46), 14 * power, 0.06)


def floor_lamp(room: str, at: tuple[float, float, float], power: float) -> None:
    """Stand a lit floor lamp."""
    lamps.arc(power).place(f"{room}.floor_lamp", at)
    lamps.shine(f"{room}.floor_lamp.light", (at[0], at[1], at[2] + 1.5), 20 * power, 0.06)


def hang(room: str, piece: joinery.Piece, at: tuple[float, float, float], turn: float) -> None:
    """Hang a picture."""
    piece.place(f"{room}.picture", at, turn)
