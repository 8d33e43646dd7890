"""Colour from elsewhere to the film's: what is not said is taken as broadcasters do, what is said is believed."""

from __future__ import annotations

import av

from luxvid.media.colour_table import FORMAT, film_table
from luxvid.media.filters import SCALING, Step

_UNKNOWN = {0, 2, 3}  # 0 means RGB, which planes of Y'CbCr cannot be
_BT709, _BT601, _BT2020 = 1, 5, 9
_LIMITED, _FULL = 1, 2
_UNSAID, _PQ, _HLG, _SRGB = 2, 16, 18, 13
_WIDE = {9, 11, 12}  # BT.2020, DCI P3, Display P3
_SD_LINES = 576


def with_known_colour(frame: av.VideoFrame) -> av.VideoFrame:
    """Write into a frame what its colours are taken for, and return it.

    Y'CbCr without a matrix is BT.2020 where primaries or transfer say so, BT.709 where they say that or the picture has
    more than 576 lines, else BT.601; without a range it is limited. RGB and grey are full. The primaries of standard
    definition (within a few per cent of BT.709's) are taken for BT.709's, so that a file's colours do not hang on a tag
    that most writers get wrong.
    """
    if not (frame.format.is_rgb or frame.format.has_palette):
        if frame.colorspace in _UNKNOWN:
            frame.colorspace = _matrix(frame)
        if frame.color_range not in (_LIMITED, _FULL):
            frame.color_range = _FULL if frame.format.name.startswith(("yuvj", "gray", "ya")) else _LIMITED
    if is_managed(frame):
        frame.color_primaries = frame.color_primaries if frame.color_primaries in _WIDE else _BT2020
        frame.color_trc = frame.color_trc if frame.color_trc in (_PQ, _HLG, _SRGB) else _BT709
    else:
        frame.color_primaries = frame.color_trc = _BT709
    return frame


def is_managed(frame: av.VideoFrame) -> bool:
    """Tell whether more than the matrix has to change: PQ, HLG and wide gamuts."""
    return frame.color_trc in (_PQ, _HLG) or frame.color_primaries in _WIDE


def colour_steps(frame: av.VideoFrame, size: tuple[int, int]) -> tuple[list[Step], av.VideoFrame | None]:
    """Return the filters that scale a frame of known colour and bring it to BT.709 limited, and their colour table."""
    scaled = f"w={size[0]}:h={size[1]}"
    to_film = f"out_color_matrix=bt709:out_range=tv:out_chroma_loc=left:{SCALING}"
    if not is_managed(frame):
        return [*_grey_widened(frame), ("scale", f"{scaled}:{to_film}")], None
    table = film_table(primaries=frame.color_primaries, transfer=frame.color_trc)
    steps = [("scale", f"{scaled}:{SCALING}"), ("format", FORMAT), ("haldclut", "clut=first:interp=tetrahedral")]
    return [*steps, ("scale", to_film)], table


def _grey_widened(frame: av.VideoFrame) -> list[Step]:
    """Libswscale takes all grey for full, whatever it is told: what is limited has to be widened first."""
    if not frame.format.name.startswith("gray") or frame.color_range != _LIMITED:
        return []
    bits = frame.format.components[0].bits
    black, span, full = 16 << bits - 8, 219 << bits - 8, (1 << bits) - 1
    return [("lut", f"c0=clip((val-{black})*{full}/{span}\\,0\\,{full})")]


def _matrix(frame: av.VideoFrame) -> int:
    if is_managed(frame):
        return _BT2020 if frame.color_primaries in (_BT2020, _UNSAID) else _BT709
    said = _BT709 in (frame.color_primaries, frame.color_trc)
    return _BT709 if said or frame.height > _SD_LINES else _BT601
