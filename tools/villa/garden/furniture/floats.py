"""What children leave in and beside a pool: an air bed, a swimming ring, a ball."""

from __future__ import annotations

import bpy
import numpy as np

from villa.furniture.drape import lumps
from villa.geometry import Solids
from villa.materials import beach

_LONG, _WIDE, _TUBES = 1.78, 0.70, 6


def airbed() -> bpy.types.Mesh:
    """An air bed of tubes side by side, sunk a little in the middle, with a fuller pillow across its head (+y)."""
    solids, tones = Solids(218), (beach.vinyl("#e9bd2b"), beach.vinyl("#ece9df"))
    step = _WIDE / _TUBES
    for k in range(_TUBES):
        x = (k + 0.5) * step - _WIDE / 2
        t = np.linspace(0, 1, 40)
        ends = np.clip(1 - np.abs(2 * t - 1) ** 9, 0.02, 1) ** 0.5
        path = np.c_[
            x + 0 * t, (t - 0.5) * _LONG, 0.035 - 0.03 * np.sin(np.pi * t) + 0.008 * (k % 2 - 0.5) + 0.012 * (2 * t - 1) ** 2
        ]
        solids.tube(path, 0.535 * step * ends * (1 + 0.02 * np.sin(23 * t + k)), tones[k % 2], 16)
    for k in range(2):
        y = _LONG / 2 - 0.13 - 0.15 * k
        t = np.linspace(0, 1, 36)
        ends = np.clip(1 - np.abs(2 * t - 1) ** 7, 0.02, 1) ** 0.5
        path = np.c_[(t - 0.5) * _WIDE * 0.97, y + 0.01 * np.sin(5 * t), 0.105 + 0.008 * np.sin(np.pi * t)]
        solids.tube(path, 0.078 * ends * (1 + 0.03 * np.sin(19 * t + k)), tones[1 - k], 16)
    solids.cylinder((0.2, _LONG / 2 - 0.03, 0.06), (0.2, _LONG / 2 + 0.012, 0.065), 0.010, tones[1])
    return solids.data("pool.airbed")


def ring() -> bpy.types.Mesh:
    """A swimming ring lying flat, gores of red and white, a weld round its middle, a little slack."""
    solids = Solids(219)
    around, about = np.meshgrid(
        np.linspace(0, 2 * np.pi, 120, endpoint=False), np.linspace(0, 2 * np.pi, 28, endpoint=False), indexing="ij"
    )
    thick = 0.125 * (1 + 0.022 * np.cos(16 * around))
    far = 0.36 + thick * np.cos(about)
    grid = np.stack([far * np.cos(around), far * np.sin(around), 0.118 + 0.94 * thick * np.sin(about)], -1)
    grid += 0.003 * lumps(grid, 11, 7)[..., None] * np.array([1, 1, 0.6])
    grid[..., 2] = np.maximum(grid[..., 2], 0.002)
    tones = (beach.vinyl("#c0392b"), beach.vinyl("#efebe2"))
    for k in range(8):
        rows = np.arange(15 * k, 15 * k + 16) % 120
        solids.sheet(grid[rows], tones[k % 2], closed=(False, True))
    weld = np.linspace(0, 2 * np.pi, 90)
    solids.tube(np.c_[0.487 * np.cos(weld), 0.487 * np.sin(weld), 0.118 + 0 * weld], 0.0035, tones[1], 6)
    return solids.data("pool.ring")


def ball(radius: float = 0.13) -> bpy.types.Mesh:
    """A beach ball of six gores on its side."""
    solids, tones = (
        Solids(220),
        [beach.vinyl(code) for code in ("#ece9df", "#2a6ea6", "#ece9df", "#d8402f", "#ece9df", "#e6b62c")],
    )
    lean = np.array([[1, 0, 0], [0, 0.5, -0.866], [0, 0.866, 0.5]])
    for k in range(6):
        a, b = np.meshgrid(np.linspace(k, k + 1, 9) * np.pi / 3, np.linspace(0.02, np.pi - 0.02, 28), indexing="ij")
        skin = radius * np.stack([np.sin(b) * np.cos(a), np.sin(b) * np.sin(a), np.cos(b)], -1) @ lean.T
        solids.sheet(skin + np.array([0, 0, radius]), tones[k])
    return solids.data("garden.ball")
