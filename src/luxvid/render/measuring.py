"""What has to be known of a generated clip before it is fitted: times, motion, where it stands still, light."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.encoding import Encoding
from luxvid.errors import MediaRefused
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.colour import to_rgb
from luxvid.media.conform import Conform
from luxvid.media.timed_frames import frames_from
from luxvid.render.light import SAME, Gains, Light, gains_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from luxvid.media.probe import Probe

VERSION = 1
"""Counts up when a clip would be measured differently."""

_LONG_PX = 128
_STILL, _STILL_SHARE = 0.35, 0.3  # levels, and the share of the usual step, below which an end counts as standing still
_MOST_STILL = 40
_MOST_STILL_SHARE = 0.3


def _numbers(value: Sequence[float]) -> tuple[float, ...]:
    return tuple(value)


def _light(value: Sequence[Sequence[float]]) -> tuple[Gains, Gains]:
    first, last = ((float(r), float(g), float(b)) for r, g, b in value)
    return first, last


@frozen(kw_only=True)
class Measured(JsonValue):
    """What was measured in a clip.

    Attributes:
        ticks: When each frame begins, in ticks of the file's time base after the first.
        motion: How much each frame differs from the one before it, from the second on: mean levels of luma.
        still_head: How many frames after the first still look like it.
        still_tail: How many frames before the last look like it already.
        gains: What brings the light of the first and of the last frame to the photos'.
    """

    ticks: tuple[int, ...] = field(converter=tuple[int, ...])
    motion: tuple[float, ...] = field(converter=_numbers)
    still_head: int = 0
    still_tail: int = 0
    gains: tuple[Gains, Gains] = field(default=(SAME, SAME), converter=_light)

    @property
    def light(self) -> Light:
        """The light to bring back."""
        return Light(first=self.gains[0], last=self.gains[1])


def thumbnail_of(encoding: Encoding) -> tuple[int, int]:
    """Return the size that clips are measured in: the film's shape, small."""
    longest = max(encoding.width_px, encoding.height_px)
    width, height = (max(64, 2 * round(side * _LONG_PX / longest / 2)) for side in (encoding.width_px, encoding.height_px))
    return width, height


def measure(
    file: BinaryIO,
    probe: Probe,
    *,
    name: str,
    size_px: tuple[int, int],
    photos: tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None],
) -> Measured:
    """Decode a clip once, small, and return what is in it. Blocks; keeps small pictures only.

    Args:
        file: The clip.
        probe: What is known of it.
        name: What messages call it.
        size_px: The size to measure in.
        photos: The first and the last photo in that size, (H, W, 3) uint8 sRGB, or None where the light is left as it is.

    Raises:
        MediaRefused: There is no frame in it that can be decoded.
    """
    conform = Conform(Encoding(width_px=size_px[0], height_px=size_px[1]), sar=probe.sar)
    ticks, small = [], []
    with closing(frames_from(file, probe, begin_s=Fraction(0), name=name)) as timed:
        for begins_s, frame in timed:
            stop_if_cancelled()
            ticks.append(round(begins_s / probe.time_base))
            small.append(conform(frame))
    if not small:
        raise MediaRefused(name, "its picture is damaged, or of a kind that cannot be decoded")
    luma = [frame[: size_px[1]].astype(np.float32) for frame in small]
    motion = [_differ(a, b) for a, b in pairwise(luma)]
    head, tail = _still_ends(luma, motion)
    ends = [_gains(to_rgb(frame), photo) for frame, photo in zip((small[0], small[-1]), photos, strict=True)]
    first = ends[0] or ends[1] or SAME
    last = ends[1] or first  # where only one end can be compared, the whole clip follows it
    return Measured(ticks=ticks, motion=motion, still_head=head, still_tail=tail, gains=(first, last))


def _gains(frame: NDArray[np.uint8], photo: NDArray[np.uint8] | None) -> Gains | None:
    return None if photo is None else gains_between(frame, photo)


def _differ(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return round(float(np.abs(a - b).mean()), 3)


def _still_ends(luma: Sequence[NDArray[np.float32]], motion: Sequence[float]) -> tuple[int, int]:
    """Return how many frames after the first, and before the last, look like it; none where the whole clip hardly moves."""
    if not motion or (_differ(luma[0], luma[-1]) < 4 * _STILL and max(motion) < _STILL):
        return 0, 0
    still = max(_STILL, _STILL_SHARE * float(np.median(motion)))
    most = min(_MOST_STILL, int(_MOST_STILL_SHARE * len(luma)))
    return _standing(luma[1 : most + 1], luma[0], still), _standing(luma[-2 : -most - 2 : -1], luma[-1], still)


def _standing(others: Sequence[NDArray[np.float32]], end: NDArray[np.float32], still: float) -> int:
    count = 0
    for other in others:
        if _differ(other, end) >= still:
            break
        count += 1
    return count
