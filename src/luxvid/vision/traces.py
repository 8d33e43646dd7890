"""Traces: what stands where in a photo, in a few thousand bytes, so that photos can be held against one another later.

The network that sees rooms (`luxvid.vision.seeing`, extra `vision`) says on the way what stands in each of 7 by 7 places of each
square part of a picture. It is brought down to 32 numbers a place and 64 for the whole, along axes learnt from pictures of
rooms (`tools/rooms/axes.py`), and rounded to a byte each. A bedside lamp has much the same trace from another corner of the room.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.vision.backbone import PLACES
from luxvid.vision.seeing import Sight

WHOLE, EACH = 64, 32
"""Numbers for the whole picture, and for each place."""

AXES = "trace_axes.npz"
_FULL = 127  # the byte that stands for 1
_SHAPE_STEP = 1000  # the shape is stored in thousandths
_AT_EACH_END = 2.0  # a picture longer than this needs more than its two ends

_Floats = NDArray[np.float32]


@frozen(eq=False)
class Traces:
    """Traces of one photo.

    Attributes:
        whole: (64,) float32 of length 1: the picture as a whole.
        places: (n, 32) float32 of length 1 each: what stands in each place.
        at: (n, 2) float32, shared by photos of one shape: where each place is, right and down, in shares of the longer side.
    """

    whole: _Floats
    places: _Floats
    at: _Floats


def traces_of(sight: Sight, *, width_px: int, height_px: int) -> str:
    """Return the traces of a picture as text, for `Look.traces`: about 4 kB for a photo of 3:2."""
    axes = _axes()
    placed = sight.placed[_told(len(sight.placed), max(width_px, height_px) / min(width_px, height_px))]
    whole = _unit((sight.features - axes["whole_mean"]) @ axes["whole_axes"])
    # Row by row of places: products that small stay in this thread, where a larger one waits for others.
    places = _unit((placed - axes["place_mean"]) @ axes["place_axes"]).reshape(-1, EACH)
    shape = np.array([min(65535, round(width_px / height_px * _SHAPE_STEP))], "<u2").tobytes()
    numbers = np.rint(np.concatenate([whole.ravel(), places.ravel()]) * _FULL).astype(np.int8)
    return b64encode(shape + numbers.tobytes()).decode()


@lru_cache(maxsize=200)  # some 3 MB: a choice asks for the same again and again
def read_traces(text: str) -> Traces:
    """Return traces from the text that `traces_of` made; the arrays are shared, and cannot be written to.

    Raises:
        ValueError: The text is something else.
    """
    raw = b64decode(text, validate=True)
    numbers = np.frombuffer(raw, np.int8, offset=2).astype(np.float32)
    aspect = int(np.frombuffer(raw, "<u2", count=1)[0]) / _SHAPE_STEP
    places = numbers[WHOLE:].reshape(-1, EACH)
    read = Traces(whole=_unit(numbers[:WHOLE]), places=_unit(places), at=_positions(len(places) // PLACES**2, aspect))
    read.whole.flags.writeable = read.places.flags.writeable = False
    return read


def _told(parts: int, longer: float) -> list[int]:
    """Return the parts that cover a picture without the middle ones, which only repeat."""
    return list(range(parts)) if longer > _AT_EACH_END else sorted({0, parts - 1})


@lru_cache(maxsize=100)  # the photos of a property have few shapes
def _positions(parts: int, aspect: float) -> _Floats:
    width, height = (1.0, 1 / aspect) if aspect >= 1 else (aspect, 1.0)
    side = min(width, height)
    middle = (np.arange(PLACES) + 0.5) / PLACES * side
    down, right = np.meshgrid(middle, middle, indexing="ij")
    grid = np.stack([right.ravel(), down.ravel()], axis=1)
    along = np.linspace(0, 1, parts) if parts > 1 else np.array([0.5])
    positions: _Floats = np.concatenate([grid + np.array([width - side, height - side]) * t for t in along]).astype(np.float32)
    positions.flags.writeable = False
    return positions


def _unit(numbers: NDArray[np.floating]) -> _Floats:
    length = np.sqrt((numbers * numbers).sum(axis=-1, keepdims=True))
    unit: _Floats = (numbers / np.maximum(length, 1e-6)).astype(np.float32)
    return unit


@cache
def _axes() -> dict[str, _Floats]:
    with files("luxvid.vision").joinpath(AXES).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
