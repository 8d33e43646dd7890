"""What every house has on it: a chimney, downpipes, an air conditioner's outdoor half, wall lamps."""

from __future__ import annotations

import numpy as np

from villa.geometry import Solids, group
from villa.materials import beach, metal, plaster

_ROOF = 3.49


def build() -> None:
    """Fit them."""
    _chimney()
    _downpipes()
    _condenser()


def _chimney() -> None:
    """A rendered stack over the living room's fire, sooty at its head, under a cowl of steel."""
    solids, lime = Solids(30), plaster.exterior()
    x, y, top = 15.2, 3.4, _ROOF + 1.38
    solids.box((x - 0.46, y - 0.30, _ROOF - 0.1), (x + 0.46, y + 0.30, top), lime, 0.01)
    solids.box((x - 0.54, y - 0.38, top), (x + 0.54, y + 0.38, top + 0.08), plaster.exterior((0.40, 0.36, 0.31)), 0.012)
    for dx in (-0.2, 0.2):
        solids.lathe(
            [(0.105, 0.0), (0.105, 0.26), (0.12, 0.28), (0.12, 0.30), (0.09, 0.30)], metal.steel(), (x + dx, y, top + 0.08), 24
        )
        for turn in range(3):
            a = 2.1 * turn
            spot = (x + dx + 0.1 * np.cos(a), y + 0.1 * np.sin(a))
            solids.cylinder((*spot, top + 0.34), (*spot, top + 0.46), 0.008, metal.steel(), 8)
        solids.lathe([(0.19, 0.45), (0.185, 0.462), (0.06, 0.53), (0.002, 0.54)], metal.steel(), (x + dx, y, top + 0.0), 24)
    solids.build("shell.chimney", group("shell"))


def _downpipes() -> None:
    """Rainwater pipes down the walls, on brackets, with a hopper below the soffit."""
    solids, zinc = Solids(32), beach.rubber("#77736b")
    for x, y in ((9.60, -0.055), (0.16, -0.055)):
        solids.cylinder((x, y, 0.12), (x, y, 2.92), 0.038, zinc, 20)
        solids.tube([(x, y, 0.14), (x, y, 0.07), (x, y - 0.03, 0.035), (x, y - 0.10, 0.02)], 0.038, zinc, 16)
        solids.box((x - 0.10, y - 0.06, 2.92), (x + 0.10, y + 0.05, 3.12), zinc, 0.012)
        for z in (0.5, 1.6, 2.6):
            solids.cylinder((x, y, z), (x, y, z + 0.028), 0.045, zinc, 20)
    solids.build("shell.downpipes", group("shell"))


def _condenser() -> None:
    """The outdoor half of an air conditioner on brackets on the west wall, its pipes in a duct up to the eaves."""
    solids, white, dark = Solids(33), beach.rubber("#d3cfc4"), beach.rubber("#2a2a2a")
    y0, y1, z0, z1 = 5.75, 6.60, 0.25, 0.86
    solids.box((-0.42, y0, z0), (-0.10, y1, z1), white, 0.018)
    ring = np.linspace(0, 2 * np.pi, 40)
    centre = (-0.424, y0 + 0.33, (z0 + z1) / 2)
    solids.cylinder((-0.421, centre[1], centre[2]), (-0.4225, centre[1], centre[2]), 0.235, dark, 40)
    for r in np.linspace(0.03, 0.235, 9):
        solids.tube(np.c_[0 * ring - 0.428, centre[1] + r * np.cos(ring), centre[2] + r * np.sin(ring)], 0.0028, white, 5)
    for y in (y0 + 0.1, y1 - 0.1):
        solids.box((-0.44, y, z0 - 0.04), (0.0, y + 0.04, z0), dark, 0.004)
    solids.box((-0.07, y1 - 0.02, z1 - 0.3), (0.0, y1 + 0.05, 3.0), white, 0.006)
    solids.tube([(-0.2, y1, z0 + 0.2), (-0.12, y1 + 0.06, z0 + 0.3), (-0.04, y1 + 0.02, z0 + 0.4)], 0.014, dark, 8)
    solids.build("shell.condenser", group("shell"))
