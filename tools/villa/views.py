"""The part of a photo that its windows take, computed finer than the room: leaves behind glass smear at a room's few pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from villa.photo import Photo

    Floats = NDArray[np.float32]

_SHOWN = 0.004  # of a row or column, to count as part of a window
_WORK = 1e7  # samples for one view
_FEWEST, _MOST = 20, 32  # samples per pixel
_MARGIN_PX = 6


@dataclass(frozen=True, kw_only=True)
class Part:
    """A rectangle of a picture in its pixels: left and top count, right and bottom do not."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, mask: Floats) -> Part | None:
        """Return the part of a picture where a mask (height, width) is 1, or None where it is 0 all over."""
        seen = mask > 0.5
        columns, rows = (np.flatnonzero(seen.mean(axis=axis) > _SHOWN) for axis in (0, 1))
        if not columns.size or not rows.size:
            return None
        height, width = mask.shape
        return cls(
            left=max(0, int(columns[0]) - _MARGIN_PX),
            top=max(0, int(rows[0]) - _MARGIN_PX),
            right=min(width, int(columns[-1]) + 1 + _MARGIN_PX),
            bottom=min(height, int(rows[-1]) + 1 + _MARGIN_PX),
        )

    @property
    def pixels(self) -> int:
        """How many pixels it has."""
        return (self.right - self.left) * (self.bottom - self.top)

    def cut(self, picture: Floats) -> Floats:
        """Return this part of a picture, not a copy."""
        return picture[self.top : self.bottom, self.left : self.right]


def compute(photo: Photo, mask: Floats, target: Path) -> None:
    """Render the part that a mask of the whole picture says has windows into a file, whole or not at all, if there is any."""
    import bpy

    from villa.aim import aim

    part, (height, width) = Part.of(mask), mask.shape
    if part is None:
        return
    scene, beside = bpy.context.scene, target.with_name(f"{target.stem}.part.exr")
    aim(photo, max(mask.shape))
    scene.cycles.samples = int(np.clip(_WORK / part.pixels, _FEWEST, _MOST))
    render = scene.render
    render.border_min_x, render.border_max_x = part.left / width, part.right / width
    render.border_min_y, render.border_max_y = 1 - part.bottom / height, 1 - part.top / height
    render.use_border = render.use_crop_to_border = True
    render.filepath = str(beside)
    bpy.ops.render.render(write_still=True)
    render.use_border = render.use_crop_to_border = False
    beside.replace(target)
