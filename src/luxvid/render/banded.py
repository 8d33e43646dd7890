"""`Banded`: a source whose pictures are wider than the film's frame, shown in their full width over a blur of themselves.

A film of 9:16 holds a third of a clip of 16:9: no wide bed, no front of a house. Where what should stay whole is wider than the
frame, `picture_aspect` says how wide the picture has to be, once for a shot: the film's shape, 4:5, a square or 5:4. What it
leaves free is filled with an enlarged, blurred and darkened copy of the same frame, into which its edges run out softly. A photo
that is narrower than its shot's pictures fills the frame.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, nullcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.foreign import OpenFrames

if TYPE_CHECKING:
    from luxvid.encoding import Encoding
    from luxvid.protocols import FrameSource

VERSION = 2
"""Counts up when the same pictures would be shown otherwise."""

NOTE = "what matters is wider than the frame: it is shown wider, over a blur of the same picture above and below it"
"""What is said of a shot that is shown so."""

SHAPES = (Fraction(4, 5), Fraction(1), Fraction(5, 4))
"""Shapes that a picture may have in a frame that is narrower, the narrowest first."""

_LAST_RESORT = Fraction(1)  # of what fits into none of them as much is shown: flatter, it would be small and cut as well
_SLACK = 0.01  # of what should stay whole: for so little no picture is made wider
_NARROWER = 0.9  # than a shape: bands that are hardly seen look like a mistake
_ABOVE = {True: 0.29, False: 0.5}  # of what is left free: apps lay their words and buttons over the lower third of upright films
_UPRIGHT = 0.7  # width by height, below which they do
_EDGE = 0.014  # of the frame's height, over which an edge runs out
_FIRST_ROWS, _ROWS, _DARKENED = 160, 20, 0.55  # of the blur: what it is made of, and what it keeps
_BLACK_Y, _GREY_C = 16.0, 128.0

_Floats = NDArray[np.float32]


def picture_aspect(wholes: Iterable[tuple[tuple[float, ...], float]], film_aspect: float) -> Fraction | None:
    """Return the shape of pictures that hold what should stay whole, or None where the film's own shape does.

    Args:
        wholes: Of every picture that the shot shows: from where to where across it that stands, in shares, empty where nothing
            does; and the picture's width by height.
        film_aspect: The film's width by height.

    Example:
        >>> picture_aspect([((0.3, 0.6), 16 / 9)], 9 / 16), picture_aspect([((0.2, 0.6), 16 / 9)], 9 / 16)
        (None, Fraction(4, 5))
        >>> picture_aspect([((0.2, 0.9), 16 / 9)], 9 / 16), picture_aspect([((0.0, 1.0), 16 / 9)], 9 / 16)
        (Fraction(5, 4), Fraction(1, 1))
    """
    shown = list(wholes)
    shapes = [shape for shape in SHAPES if film_aspect < _NARROWER * shape]
    needed = [shape for whole, aspect in shown if whole and (shape := _shape_for(whole, aspect, film_aspect, shapes))]
    return max(needed, default=None)


def _shape_for(whole: tuple[float, ...], aspect: float, film_aspect: float, shapes: list[Fraction]) -> Fraction | None:
    wide = (whole[1] - whole[0]) * aspect * (1 - _SLACK)
    within = [shape for shape in shapes if shape <= aspect]
    if wide <= film_aspect:
        return None
    if fitting := [shape for shape in within if wide <= shape]:
        return fitting[0]
    return max((shape for shape in within if shape <= _LAST_RESORT), default=None)


def can_widen(encoding: Encoding) -> bool:
    """Tell whether a film's pictures may be wider than its frame: its settings let them, and there is a shape for them."""
    return encoding.bands and any(encoding.aspect < _NARROWER * shape for shape in SHAPES)


def picture_in(encoding: Encoding, aspect: Fraction) -> Encoding:
    """Return an encoding for pictures of a shape that are as wide as the film's frame."""
    return evolve(encoding, height_px=max(64, 2 * round(encoding.width_px / aspect / 2)), bands=False)


@frozen(kw_only=True)
class Banded:
    """Frames of a source in a shape of their own, over a blur of themselves.

    Attributes:
        source: Gives pictures of the shape.
        aspect: Their width by height.
    """

    source: FrameSource
    aspect: Fraction

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides the frames, as JSON types."""
        return {"source": "banded", "version": VERSION, "aspect": str(self.aspect), "of": self.source.identity}

    @property
    def length_s(self) -> float | None:
        """Length in seconds of what there is, or None."""
        return self.source.length_s

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over frames start to stop − 1; see `FrameSource.frames`. Raises as the source's."""
        pictures = await self.source.frames(start, stop, encoding=picture_in(encoding, self.aspect))
        return _laid(pictures, (encoding.width_px, encoding.height_px))


def _laid(pictures: Iterator[NDArray[np.uint8]], size_px: tuple[int, int]) -> Generator[NDArray[np.uint8], None, None]:
    before: tuple[NDArray[np.uint8], NDArray[np.uint8]] | None = None
    with closing(pictures) if isinstance(pictures, Generator | OpenFrames) else nullcontext():
        for picture in pictures:
            stop_if_cancelled()
            if before is None or picture is not before[0]:
                before = picture, over_blur(picture, size_px)
            yield before[1]


def over_blur(picture: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a film frame that shows a picture in its full width, over a blur of it: planar yuv420p, as the picture is.

    Args:
        picture: (height · 3 / 2, width) uint8, as wide as the frame and not as high.
        size_px: The frame's width and height.
    """
    width, height = size_px
    rows = picture.shape[0] * 2 // 3
    top = 2 * round((height - rows) * _ABOVE[width < _UPRIGHT * height] / 2)
    frame = np.empty((height * 3 // 2, width), np.uint8)
    _lay(frame[:height], picture[:rows], top, _EDGE * height, _BLACK_Y)
    under = frame[height:].reshape(2, height // 2, width // 2)
    over = picture[rows:].reshape(2, rows // 2, width // 2)
    for plane, part in zip(under, over, strict=True):
        _lay(plane, part, top // 2, _EDGE * height / 2, _GREY_C)
    return frame


def _lay(plane: NDArray[np.uint8], part: NDArray[np.uint8], top: int, edge: float, nought: float) -> None:
    """Fill a plane with a part of it, from row `top` on, and its blur, darkened towards `nought`."""
    rows, soft = len(part), max(1, round(edge))
    behind = _Blur.of(part, plane.shape, nought)
    coming = _coming(soft)
    plane[top : top + rows] = part
    plane[:top] = np.rint(behind.rows(0, top))
    plane[top + rows :] = np.rint(behind.rows(top + rows, len(plane)))
    for begin, shown in ((top, coming), (top + rows - soft, coming[::-1])):
        blur = behind.rows(begin, begin + soft)
        plane[begin : begin + soft] = np.rint(blur + (plane[begin : begin + soft] - blur) * shown)


def _coming(soft: int) -> _Floats:
    """Return how much of the picture its edge shows, (rows, 1): from 0 to 1, slowly at both ends."""
    u: _Floats = (np.arange(soft, dtype=np.float32)[:, None] + np.float32(0.5)) / np.float32(soft)
    return np.asarray(u * u * (3 - 2 * u), np.float32)


@frozen
class _Blur:
    """A picture's plane, enlarged to a frame's height, blurred and darkened: small, in floating point, so that no step shows."""

    small: Image.Image
    size_px: tuple[int, int]

    @classmethod
    def of(cls, part: NDArray[np.uint8], shape: tuple[int, ...], nought: float) -> _Blur:
        height, width = shape
        seen = width * len(part) / height  # of its width: its middle has the frame's shape
        box = ((width - seen) / 2, 0.0, (width + seen) / 2, float(len(part)))
        first = max(4, round(_FIRST_ROWS * width / height)), _FIRST_ROWS
        small = Image.fromarray(part).resize(first, Image.Resampling.BOX, box=box)
        size = max(4, round(_ROWS * width / height)), _ROWS
        blurred = np.asarray(small.convert("F").resize(size, Image.Resampling.BILINEAR), np.float32)
        return cls(Image.fromarray(nought + (blurred - nought) * np.float32(_DARKENED)), (width, height))

    def rows(self, begin: int, stop: int) -> _Floats:
        """Return rows of it in the frame's size."""
        width, height = self.size_px
        scale = self.small.height / height
        box = (0.0, begin * scale, float(self.small.width), stop * scale)
        return np.asarray(self.small.resize((width, max(1, stop - begin)), Image.Resampling.BICUBIC, box=box), np.float32)
