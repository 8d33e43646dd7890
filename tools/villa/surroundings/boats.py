"""Boats in the bay: a few under sail, some at anchor, one under way with its wake."""

from __future__ import annotations

import numpy as np

from villa import light as lights
from villa import plan
from villa.geometry import Solids, group
from villa.materials import ground

_SAILING = (
    (157, 1500, 40, 1.2),
    (134, 2300, 210, 1.3),
    (161, 3300, 300, 1.2),
    (214, 1500, 75, 1.1),
    (226, 2700, 20, 1.2),
    (193, 1050, 120, 1.2),
    (207, 1900, 60, 1.2),
)
"""Bearing from the house in degrees, metres away, heading, size."""
_ANCHORED = ((146, 2100, 200, 1.6), (158.6, 1150, 190, 1.0), (204, 820, 230, 1.0))


def build(haze: lights.Color) -> None:
    """Set them afloat."""
    solids = Solids(66)
    white, canvas = ground.far_house(haze, (0.80, 0.79, 0.76)), ground.far_house(haze, (0.84, 0.81, 0.74))
    dark = ground.far_house(haze, (0.10, 0.13, 0.20))
    for k, (bearing, far, heading, size) in enumerate((*_SAILING, *_ANCHORED)):
        a = np.radians(bearing)
        view = solids.moved((far * np.sin(a), far * np.cos(a), plan.SEA_LEVEL), heading)
        _hull(view, size, dark if k % 4 == 1 else white)
        view.cylinder((0.4 * size, 0, 1.0), (0.4 * size, 0, 14.0 * size), 0.09, white, 6)
        if k < len(_SAILING):
            _sails(view, size, canvas)
        else:
            view.box((-2.6 * size, -0.9 * size, 1.0 * size), (1.2 * size, 0.9 * size, 1.9 * size), white, 0.2)
    solids.build("surroundings.boats", group("surroundings"))


def _hull(view: Solids, size: float, tone: object) -> None:
    """A hull pointed at its bow."""
    t = np.linspace(0, 1, 14)[:, None]
    half = 1.7 * size * np.sqrt(np.clip(1 - t**2.4, 0.0004, 1))
    x = (-5.0 + 10.6 * t) * size
    section = np.array([(-1.0, 1.15), (-0.85, 0.4), (-0.5, -0.3), (0.5, -0.3), (0.85, 0.4), (1.0, 1.15)])
    grid = np.stack(np.broadcast_arrays(x, half * section[:, 0], (section[:, 1] + 0.35 * t**2 * (section[:, 1] > 0)) * size), -1)
    view.sheet(grid, tone)
    view.mesh(grid[:, [0, -1]].reshape(-1, 3), [[2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2] for k in range(13)], tone, smooth=False)


def _sails(view: Solids, size: float, canvas: object) -> None:
    """A mainsail and a jib, bellied by the wind."""
    for foot, tip, clew, belly in (
        ((0.3, 0, 1.9), (0.3, 0, 13.6), (-4.4, 0.7, 2.1), 0.5),
        ((5.0, 0, 1.3), (0.6, 0, 12.0), (0.9, 0.9, 1.6), 0.6),
    ):
        u, v = np.meshgrid(np.linspace(0, 1, 8), np.linspace(0, 1, 12), indexing="ij")
        luff = np.array(foot) + (np.array(tip) - foot) * v[..., None]
        leech = np.array(clew) + (np.array(tip) - clew) * v[..., None]
        cloth = luff + (leech - luff) * u[..., None]
        cloth[..., 1] += belly * np.sin(np.pi * u) * np.sin(np.pi * (0.1 + 0.8 * v))
        view.sheet(cloth * size, canvas)
