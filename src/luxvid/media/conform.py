"""`Conform`: any decoded frame to a film frame: upright, in the film's size and colour."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import av
import numpy as np
from av.buffer import Buffer

from luxvid.media.filters import SCALING, Chain, Step
from luxvid.media.foreign_colour import colour_steps, with_known_colour
from luxvid.media.framing import contained_size, covering_size, crop_or_pad

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from luxvid.encoding import Encoding

_BLUR_AT = 16  # the copy behind is blurred at a sixteenth of the frame's size
_DARKENED = "y=16+(val-16)*0.55:u=128+(val-128)*0.55:v=128+(val-128)*0.55"
_UPRIGHT = {  # the display matrix's signs (a, b, c, d) to the filters that do the same
    (1, 0, 0, 1): (),
    (-1, 0, 0, 1): ("hflip",),
    (1, 0, 0, -1): ("vflip",),
    (-1, 0, 0, -1): ("hflip", "vflip"),
    (0, 1, -1, 0): ("transpose=clock",),
    (0, -1, 1, 0): ("transpose=cclock",),
    (0, 1, 1, 0): ("transpose=cclock_flip",),
    (0, -1, -1, 0): ("transpose=clock_flip",),
}


class Conform:
    """Turns frames from elsewhere into film frames; sizes, formats and colours may change on the way.

    Args:
        encoding: The film's size.
        sar: Width by height of one stored pixel.
    """

    def __init__(self, encoding: Encoding, *, sar: Fraction) -> None:
        """Build nothing yet: what the frames are like is seen at the first."""
        self._encoding = encoding
        self._sar = float(sar)
        self._like: tuple[object, ...] = ()
        self._turn: tuple[int | None, tuple[str, ...]] = (None, ())
        self._main: Chain
        self._behind: Chain | None = None

    def __call__(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """Return a film frame, (height · 3 / 2, width) uint8, planar yuv420p, BT.709 limited."""
        frame = with_known_colour(frame)
        if self._turn[0] != frame.rotation:
            self._turn = (frame.rotation, _turn(frame))
        turn = self._turn[1]
        like: tuple[object, ...] = (frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range)
        like = (*like, frame.color_primaries, frame.color_trc, turn)
        if like != self._like:
            self._build(frame, turn)
            self._like = like
        picture = self._main.one(frame)
        return _planes(picture) if self._behind is None else _laid_over(_planes(self._behind.one(picture)), _planes(picture))

    def _build(self, frame: av.VideoFrame, turn: tuple[str, ...]) -> None:
        width, height = self._encoding.width_px, self._encoding.height_px
        lies = any(step.startswith("transpose") for step in turn)
        aspect = frame.width * self._sar / frame.height
        aspect = 1 / aspect if lies else aspect
        crops = crop_or_pad(aspect, width / height) == "crop"
        size = covering_size(aspect, width, height) if crops else contained_size(aspect, width, height)
        steps, table = _colour_and_size(frame, size, turn, lies=lies)
        self._main = Chain(frame, [*steps, *_cropped(size, width, height)], table=table)
        self._behind = None if crops else Chain(av.VideoFrame(*size, "yuv420p"), _behind_steps(aspect, width, height))


def _turn(frame: av.VideoFrame) -> tuple[str, ...]:
    """Return what turns a frame upright; oblique angles are taken as the nearest right one.

    PyAV ties a frame whose side data was asked for to them in a circle, which keeps its picture until the collector comes by:
    so this is asked of the first frame, and again where the rotation changes, not of every one.
    """
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if not isinstance(matrix, Buffer):
        return ()
    a, b, _, c, d, *_ = struct.unpack("=9i", bytes(matrix))
    straight = abs(a) + abs(d) >= abs(b) + abs(c)
    return _UPRIGHT.get((_sign(a), 0, 0, _sign(d)) if straight else (0, _sign(b), _sign(c), 0), ())


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _colour_and_size(
    frame: av.VideoFrame, size: tuple[int, int], turn: tuple[str, ...], *, lies: bool
) -> tuple[list[Step], av.VideoFrame | None]:
    """Return the filters for alpha, colour, size and turning; chroma is thinned out last, where it sits in the film."""
    colour, table = colour_steps(frame, (size[1], size[0]) if lies else size)
    steps = [*_on_black(frame), *colour]
    if turn:
        steps += [("format", "yuv444p"), *((name, arguments) for name, _, arguments in (t.partition("=") for t in turn))]
        steps += [("scale", f"out_chroma_loc=left:{SCALING}")]
    return [*steps, ("format", "yuv420p")], table


def _on_black(frame: av.VideoFrame) -> list[Step]:
    """Return the filters that lay a picture with alpha on black, before its edges are mixed with what nobody sees."""
    components = frame.format.components
    if not any(component.is_alpha for component in components) and not frame.format.has_palette:
        return []
    rgb = frame.format.is_rgb or frame.format.has_palette
    deep = any(component.bits > 8 for component in components)
    return [("format", ("gbrap" if rgb else "yuva444p") + ("16le" if deep else "")), ("premultiply", "inplace=1")]


def _cropped(size: tuple[int, int], width: int, height: int) -> list[Step]:
    if size[0] <= width and size[1] <= height:
        return []
    x, y = ((size[0] - width) // 4 * 2, (size[1] - height) // 4 * 2)  # even, so that chroma stays where it is
    return [("crop", f"w={width}:h={height}:x={x}:y={y}")]


def _behind_steps(aspect: float, width: int, height: int) -> list[Step]:
    """Return what makes of the picture what lies behind it: enlarged to fill the frame, blurred, darkened."""
    small = max(8, width // _BLUR_AT // 2 * 2), max(8, height // _BLUR_AT // 2 * 2)
    cover = covering_size(aspect, *small)
    return [
        ("scale", f"w={cover[0]}:h={cover[1]}:flags=area+accurate_rnd+bitexact"),
        *_cropped(cover, *small),
        ("gblur", f"sigma={min(small) / 16:.3f}"),
        ("scale", f"w={width}:h={height}:{SCALING}"),
        ("lutyuv", _DARKENED),
        ("format", "yuv420p"),
    ]


def _laid_over(behind: NDArray[np.uint8], picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay a planar yuv420p picture over the middle of a larger one."""
    (width, height), (w, h) = (_size(behind), _size(picture))
    x, y = (width - w) // 4 * 2, (height - h) // 4 * 2
    behind[y : y + h, x : x + w] = picture[:h]
    under, over = _chroma(behind), _chroma(picture)
    under[:, y // 2 : (y + h) // 2, x // 2 : (x + w) // 2] = over
    return behind


def _planes(frame: av.VideoFrame) -> NDArray[np.uint8]:
    return frame.to_ndarray().astype(np.uint8, copy=False)


def _size(planes: NDArray[np.uint8]) -> tuple[int, int]:
    return planes.shape[1], planes.shape[0] * 2 // 3


def _chroma(planes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a view of both chroma planes, (2, height / 2, width / 2)."""
    width, height = _size(planes)
    return planes[height:].reshape(2, height // 2, width // 2)
