"""Panes seen from outside get samples of their own: what they mirror and what lies behind them share the same pixels.

At a garden's samples a pane's reflection is made of three or four of them, and the denoiser smears it. So the rectangles that
panes fill are computed once more, with many samples, and laid into the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
import numpy as np

from villa import exr, plan
from villa.aim import Pinhole
from villa.surfaces import held, render

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from villa.photo import Photo

    Floats = NDArray[np.float32]

_SAMPLES = 40
_EDGE_PX = 6  # over which a rectangle goes over into the picture around it
_LEAST_PX = 40  # a pane that is narrower or lower shows nothing that could be smeared

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def resample(photo: Photo, kept: Path, long_px: int) -> None:
    """Compute the panes of a photo that was rendered into a file of linear light once more, and lay them into it."""
    scene, found = bpy.context.scene, boxes(photo, long_px)
    if not found:
        return
    width, height = Pinhole.of(photo, long_px).size
    light, part = exr.linear(kept), kept.with_name(f"{kept.stem}.part.exr")
    for x0, y0, x1, y1 in found:
        borders = {"border_min_x": x0 / width, "border_max_x": x1 / width}
        borders |= {"border_min_y": 1 - y1 / height, "border_max_y": 1 - y0 / height}
        with held(scene.render, use_border=True, use_crop_to_border=True, **borders), held(scene.cycles, samples=_SAMPLES):
            render(part)
        pane = exr.linear(part)[: y1 - y0, : x1 - x0]
        share = _share(pane.shape[:2])[..., None]
        there = light[y0 : y0 + pane.shape[0], x0 : x0 + pane.shape[1]]
        there += share * (pane - there)
    part.unlink(missing_ok=True)
    exr.write(light, kept)


def boxes(photo: Photo, long_px: int) -> list[Box]:
    """Return the rectangles that glazed openings fill which the camera looks at from outside."""
    pinhole = Pinhole.of(photo, long_px)
    width, height = pinhole.size
    found: list[Box] = []
    for wall in plan.WALLS:
        for opening in wall.openings:
            if opening.kind not in ("sliding", "window") or not _faced(wall, photo.at):
                continue
            corners = [(u, z) for u in (opening.a, opening.b) for z in (opening.sill, opening.head)]
            points = [(u, wall.at, z) if wall.along == "x" else (wall.at, u, z) for u, z in corners]
            x, y, depth = pinhole.seen(np.array(points, float))
            if depth.min() < 0.5:
                continue
            box = (max(0, int(x.min())), max(0, int(y.min())), min(width, int(x.max()) + 1), min(height, int(y.max()) + 1))
            if box[2] - box[0] > _LEAST_PX and box[3] - box[1] > _LEAST_PX:
                found.append(box)
    return found


def _faced(wall: plan.Wall, at: tuple[float, float, float]) -> bool:
    """Whether a camera stands before a wall's outer face."""
    across = at[1] if wall.along == "x" else at[0]
    return (wall.low in plan.OUTSIDE and across < wall.at) or (wall.high in plan.OUTSIDE and across > wall.at + wall.thick)


def _share(shape: tuple[int, int]) -> Floats:
    """Return how much of a rectangle is taken pixel by pixel: all of it but along its edges."""
    y, x = (np.minimum(np.arange(n) + 0.5, n - np.arange(n) - 0.5) / _EDGE_PX for n in shape)
    return np.clip(np.minimum(y[:, None], x[None, :]), 0, 1).astype(np.float32)
