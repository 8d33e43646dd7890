"""`film_table`: colours of PQ, HLG and wide gamuts to the film's, worked out by libswscale once in a process.

Its colour management takes seconds to set up for every chain of filters; a table of what it does takes milliseconds.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

import av
import numpy as np

from luxvid.media.filters import Chain

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = "rgb48le"
"""Format of the table, and of the pictures that it is applied to."""

_LEVELS = 100  # in each channel; the square of 10, so that the table is itself a square picture
_SIDE_PX = 1000
_SRGB, _FULL = 13, 2
_guard = threading.Lock()


def film_table(*, primaries: int, transfer: int) -> av.VideoFrame:
    """Return a Hald colour table from these primaries and this transfer (H.273 numbers) to BT.709.

    203 nits become the film's white, what is brighter is clipped; sRGB's transfer stays as it is. The first call for a
    pair takes seconds.
    """
    with _guard:
        levels = _worked_out(primaries, transfer)
    table = av.VideoFrame.from_ndarray(levels, format=FORMAT)
    table.pts = 0
    return table


@cache
def _worked_out(primaries: int, transfer: int) -> NDArray[np.uint16]:
    every = av.VideoFrame.from_ndarray(_every_colour(), format=FORMAT)
    every.color_range, every.color_primaries, every.color_trc = _FULL, primaries, transfer
    target = "iec61966-2-1" if transfer == _SRGB else "bt709"
    managed = Chain(
        every, [("scale", f"out_primaries=bt709:out_transfer={target}:flags=accurate_rnd+bitexact"), ("format", FORMAT)]
    )
    return managed.one(every).to_ndarray().astype(np.uint16, copy=False)


def _every_colour() -> NDArray[np.uint16]:
    """Return (1000, 1000, 3): red runs fastest, then green, then blue."""
    channel = np.round(np.linspace(0, 65535, _LEVELS)).astype(np.uint16)
    blue, green, red = np.meshgrid(channel, channel, channel, indexing="ij")
    return np.stack([red, green, blue], axis=-1).reshape(_SIDE_PX, _SIDE_PX, 3)
