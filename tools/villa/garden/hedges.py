"""Tall shrubs between and beneath the trees, so that the garden closes round the lawn; palms, and leaves that have fallen."""

from __future__ import annotations

import numpy as np

from villa.garden.planting import along, on_ground
from villa.garden.plants import low, oleander, palm, thickets
from villa.geometry import group, placed, put, scatter


def build() -> None:
    """Plant hedges and palms."""
    _oleanders()
    _beneath()
    _palms()


def _oleanders() -> None:
    """Rows of oleander west and east of the lawn, and clumps where it ends in the south."""
    rng = np.random.default_rng(230)
    pink, white = [oleander.oleander(k, 2.3, b) for k, b in ((231, 0.8), (232, 0.3))], oleander.oleander(233, 2.0, 0.4, "white")
    rows = along(-15.6, -20.5, -15.0, -4.0, 1.2, rng, 0.45) + along(-13.6, -2.5, -10.6, 3.6, 1.6, rng)
    rows += along(28.4, -19.5, 28.8, 3.0, 1.3, rng, 0.45) + along(25.8, 0.5, 26.4, 5.0, 1.7, rng)
    rows = [spot for spot in rows if rng.random() > 0.12]
    scatter([*pink, white], on_ground(rows), 234, (0.6, 1.35), 8, group("garden"))
    south = [
        (-12.6, -22.2),
        (-11.2, -22.9),
        (-6.9, -22.6),
        (17.2, -23.6),
        (18.1, -22.6),
        (18.7, -23.2),
        (19.3, -24.2),
    ]
    scatter([*pink, white], on_ground(south), 235, (0.5, 1.1), 9, group("garden"))


def _beneath() -> None:
    """Evergreens of every size below the olives and pines, in drifts."""
    rng = np.random.default_rng(236)
    kinds = [low.shrub(k, r, f) for k, r, f in ((237, 0.8, 0.95), (238, 1.1, 0.85), (239, 0.6, 1.1))]
    dense = [thickets.thicket(k, r, 0.075) for k, r in ((240, 1.2), (241, 1.6))]
    spots = [(x + float(rng.normal(0, 0.5)), y) for x, y in along(-17.2, -22.0, -16.6, 6.0, 1.25, rng)]
    spots += [(x + float(rng.normal(0, 0.7)), y) for x, y in along(30.4, -22.0, 30.8, 8.0, 1.4, rng)]
    scatter([*kinds, *dense], on_ground(spots, 0.08), 242, (0.75, 1.35), 5, group("garden"))
    trees = ((-9.5, -8.0), (-12.5, -15.0), (-8.0, 2.0), (27.0, -3.0), (25.5, -17.5))
    few = [(x + float(rng.normal(0, 1.3)), y + float(rng.normal(0, 1.3))) for x, y in trees for _ in range(4)]
    scatter([*kinds, low.rosemary(243, 0.6)], on_ground(few, 0.05), 244, (0.35, 0.8), 5, group("garden"))


def _palms() -> None:
    """Date palms: a young one east of the terrace, an old one behind the house that hangs into the court."""
    old, young = palm.palm(245, 3.9, 2.7), palm.palm(246, 1.1, 2.0)
    for mesh, x, y, turn, size in (
        (young, 22.0, -12.2, 130, 1.0),
        (old, 14.9, 11.8, 200, 1.3),
    ):
        (spot,) = on_ground([(x, y)], 0.1)
        put(mesh, placed(spot, turn, size), group("garden"))
