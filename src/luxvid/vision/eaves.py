"""Where a roof runs that is seen from below and near: a pergola, a canopy, eaves that leave the photo at its top.

No sky lies above it to tell it by. Its eaves are a long straight edge, aslant, in the upper part of the picture; leaves have no
edge that is as long and lighter on one side all along. Rooms have such edges, too: where walls meet ceilings.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

__all__ = ["eaves_in"]

_THUMB_PX = 128
_STEP = 2  # rows from one line that is tried to the next
_EDGE = 5.0  # levels from one row to the next
_LONG = 0.2  # of the width
_ASLANT, _STEEP = 0.2, 0.8  # rows for a column: a horizon and the far edge of a pool are level
_HIGHEST, _MIDDLE = 0.15, 0.33  # of the height, where eaves have their higher end and their middle, at the most
_BEYOND = 0.1  # of the height: a higher end so near the top goes on beyond it

_Floats = NDArray[np.float32]


def eaves_in(image: Image.Image) -> tuple[float, ...]:
    """Return from where to where across an upright RGB picture a roof's eaves run; nothing where none do.

    Some 70 ms on a loaded machine; blocks.

    Example:
        >>> from PIL import Image, ImageDraw
        >>> picture = Image.new("RGB", (192, 128), "white")
        >>> ImageDraw.Draw(picture).polygon([(0, 0), (96, 48), (0, 56)], fill="grey")
        >>> [round(share, 1) for share in eaves_in(picture)]
        [0.0, 0.5]
    """
    scale = _THUMB_PX / image.width
    size = _THUMB_PX, max(8, round(image.height * scale))
    luma = np.asarray(image.resize(size, Image.Resampling.BOX, reducing_gap=2.0).convert("L"), np.float32)
    lines = [line for sign in (1, -1) for line in _lines(sign * np.gradient(luma, axis=0) > _EDGE)]
    across = [line.across for line in lines]
    return (min(left for left, _ in across), max(right for _, right in across)) if across else ()


@frozen
class _Line:
    """A straight edge, in shares of the picture: from left to right, and how high it is there."""

    left: float
    right: float
    left_y: float
    right_y: float

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def across(self) -> tuple[float, float]:
        """From where to where it runs; to the picture's top where it goes on beyond that."""
        slope = (self.right_y - self.left_y) / self.length
        left, right = self.left, self.right
        if min(self.left_y, self.right_y) < _BEYOND:
            left = left - self.left_y / slope if slope > 0 else left
            right = right - self.right_y / slope if slope < 0 else right
        return max(0.0, float(left)), min(1.0, float(right))


def _lines(is_edge: NDArray[np.bool_]) -> Iterator[_Line]:
    """Yield the lines, high and aslant, along which a picture's pixels, (rows, columns), are an edge for long."""
    height, width = is_edge.shape
    low = height // 2  # what runs lower is no roof
    ends = np.arange(-low, height + low, _STEP, dtype=np.float32)
    columns = np.arange(width)
    for first in ends:
        falls = (ends - first) / (width - 1)
        lasts = falls[(np.abs(falls) >= _ASLANT) & (np.abs(falls) <= _STEEP)]
        rows = np.rint(first + lasts[:, None] * columns).astype(np.int16)
        on = is_edge[rows.clip(0, low), columns] & (rows >= 0) & (rows < low)
        begins, stops = _longest_runs(on)
        for fall, begin, stop in zip(lasts, begins, stops, strict=True):
            line = _Line(begin / width, (stop - 1) / width, (first + fall * begin) / height, (first + fall * (stop - 1)) / height)
            is_high = min(line.left_y, line.right_y) <= _HIGHEST and line.left_y + line.right_y <= 2 * _MIDDLE
            if line.length >= _LONG and is_high:
                yield line


def _longest_runs(on: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where the longest run of each row, (rows, columns), begins, and the column after its last."""
    counted: NDArray[np.intp] = np.cumsum(on, axis=1)
    runs: NDArray[np.intp] = counted - np.maximum.accumulate(np.where(on, 0, counted), axis=1)
    stops = runs.argmax(1) + 1
    return stops - runs.max(1), stops
