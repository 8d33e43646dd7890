"""`window_of`: a part of a film frame as a film frame of another size, at sub-pixel accuracy; it may move along one axis.

A kernel that reads a few pixels blurs differently at each of its phases, so fine detail breathes while a window slides over it.
Where the film has about as many pixels as the picture, the picture is first made finer along the axis, always at the same phases
of its own, and the window is an average over that. Where it is enlarged anyway, nothing breathes.

A window that lies a tenth of a pixel off whole ones would show most pixels as they were: their change is less than half a level
and rounded away, so that the picture lags behind and jumps. A grain of a level in the finer picture, which moves with it, lets as
many pixels round up as should.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from luxvid.render.crop_path import Axis

Box = tuple[float, float, float, float]

_ENOUGH = 1.2  # film pixels for one of the picture's from which on nothing breathes
_FINE = 2.5  # prepared pixels for one of the film's, at least
_DENSITIES = (1, 2, 3)  # prepared pixels for one of the picture's
_GRAIN_ROWS, _GRAIN_COLUMNS = 64, 4096  # of a grain that is repeated
_MIXED = np.uint32(0x45D9F3B), np.uint32(16)  # by what numbers that follow each other are mixed until nothing of that is left


def window_of(frame: NDArray[np.uint8], box: Box, size_px: tuple[int, int], axis: Axis) -> NDArray[np.uint8]:
    """Return what lies in a box of a film frame as a film frame of another size: planar yuv420p, chroma sited left.

    Args:
        frame: (height · 3 / 2, width) uint8.
        box: Left, top, right, bottom in its pixels, not necessarily whole ones.
        size_px: Width and height of what is wanted, even.
        axis: Along what windows move from frame to frame.
    """
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    out = np.empty((size_px[1] * 3 // 2, size_px[0]), np.uint8)
    out[: size_px[1]] = _sampled(frame[:height], box, size_px, axis)
    left, top, right, bottom = box
    # A chroma sample sits on the left one of its two luma samples, in the picture and in the film.
    shift = (1 - (right - left) / size_px[0]) / 4
    halved = (left / 2 + shift, top / 2, right / 2 + shift, bottom / 2)
    planes = frame[height:].reshape(2, height // 2, width // 2)
    chroma = out[size_px[1] :].reshape(2, size_px[1] // 2, size_px[0] // 2)
    for plane, wanted in zip(planes, chroma, strict=True):
        wanted[...] = _sampled(plane, halved, (size_px[0] // 2, size_px[1] // 2), axis)
    return out


def _sampled(plane: NDArray[np.uint8], box: Box, size_px: tuple[int, int], axis: Axis) -> NDArray[np.uint8]:
    if axis == "y":
        left, top, right, bottom = box
        return _sampled(plane.T, (top, left, bottom, right), size_px[::-1], "x").T
    left, top, right, bottom = box
    if top < 0 or bottom > plane.shape[0]:  # by less than a pixel, where chroma is sited
        plane, top, bottom = np.pad(plane, ((1, 1), (0, 0)), "edge"), top + 1, bottom + 1
    scale = (right - left) / size_px[0]
    margin = 2 * math.ceil(max(1.0, scale)) + 2
    first, stop = math.floor(left) - margin, math.ceil(right) + margin
    columns = np.clip(np.arange(first, stop), 0, plane.shape[1] - 1)  # beyond the edges they are repeated
    part = Image.fromarray(np.ascontiguousarray(plane[:, columns]))
    density = 1 if 1 / scale >= _ENOUGH else next((d for d in _DENSITIES if d * scale >= _FINE), _DENSITIES[-1])
    if density > 1:
        finer = (part.width * density, size_px[1])
        part = part.resize(finer, Image.Resampling.BICUBIC, box=(0, top, part.width, bottom))
        part = Image.fromarray(_grained(np.asarray(part), first * density))
        top, bottom = 0, size_px[1]
    kernel = Image.Resampling.BILINEAR if density > 1 else Image.Resampling.BICUBIC
    return np.asarray(part.resize(size_px, kernel, box=((left - first) * density, top, (right - first) * density, bottom)))


def _grained(plane: NDArray[np.uint8], first: int) -> NDArray[np.uint8]:
    """Return a plane whose values are a level higher or lower, or as they were; its columns are a picture's from `first` on."""
    columns = np.arange(first, first + plane.shape[1]) % _GRAIN_COLUMNS
    grain = np.take(_grain(), columns, axis=1)
    grained = np.clip(plane, 1, 254)
    for top in range(0, len(plane), _GRAIN_ROWS):
        rows = grained[top : top + _GRAIN_ROWS]
        rows += grain[: len(rows)]
    grained -= 1
    return np.asarray(grained, np.uint8)


@cache
def _grain() -> NDArray[np.uint8]:
    """Return 0, 1 or 2 for each pixel of a tile, without any order, and the same on every machine."""
    mixed = np.arange(_GRAIN_ROWS * _GRAIN_COLUMNS, dtype=np.uint32)
    factor, bits = _MIXED
    for _ in range(2):
        mixed = (mixed ^ (mixed >> bits)) * factor
    mixed ^= mixed >> bits
    return (mixed % 3).astype(np.uint8).reshape(_GRAIN_ROWS, _GRAIN_COLUMNS)
