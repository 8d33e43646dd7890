"""Old chestnut beams under the ceiling that kitchen, dining and living room share."""

from __future__ import annotations

import numpy as np

from villa import plan
from villa.geometry import Array, Solids, group
from villa.materials import country

_SPOTS = (0.85, 2.05, 3.55, 4.62, 5.78, 6.95, 8.05, 9.12, 10.28, 11.5, 12.62, 13.8, 14.95, 16.02)
"""Where they lie, in metres along x: between lamps, cords and curtains, and no two quite as far apart."""
_WIDE, _DEEP, _LAID = 0.125, 0.15, 0.02  # m; what is seen of a beam, and how far it is let into the plaster
_STEP = 0.35


def _hewn(x: float, rng: np.random.Generator) -> Array:
    """A beam as rows of outlines along y, (rows, points, 3): axe and adze left its edges and sides wavy, and it sags a little."""
    room, edge = plan.LIVING, 0.014
    rows = round((room.y1 - room.y0) / _STEP)
    wide, deep = rng.normal(_WIDE, 0.006) / 2, rng.normal(_DEEP, 0.006)
    outline = [
        (-wide, _LAID),
        (-wide, edge - deep),
        (edge - wide, -deep),
        (wide - edge, -deep),
        (wide, edge - deep),
        (wide, _LAID),
    ]
    t = np.linspace(0, 1, rows + 1)
    wave = rng.normal(0, 0.0035, (rows + 1, len(outline), 2))
    bend = 0.012 * rng.normal() * np.sin(np.pi * t)
    beam = np.zeros((rows + 1, len(outline), 3))
    beam[..., 0] = x + np.array(outline)[:, 0] + wave[..., 0] + bend[:, None]
    beam[..., 1] = (room.y0 + t * (room.y1 - room.y0))[:, None]
    beam[..., 2] = room.ceiling + np.array(outline)[:, 1] + wave[..., 1] - 0.008 * np.sin(np.pi * t)[:, None]
    return beam


def build() -> None:
    """Lay the beams."""
    solids, rng = Solids(26), np.random.default_rng(26)
    for x in _SPOTS:
        solids.sheet(_hewn(x, rng).swapaxes(0, 1), country.smoked(), smooth=False, tint=float(rng.random()))  # grain runs along
    solids.build("shell.beams", group("shell"))
