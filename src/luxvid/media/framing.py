"""How a picture of one shape is put into a frame of another: cropped where little is lost, else whole over a blur of itself.

The rule, for photos and clips alike: where filling the frame cuts at most `MAX_CUT` of the picture off, the frame is
filled and the middle of the picture kept (3:2 in 16:9 loses 16 %). Where it would cut more, the whole picture is shown
over an enlarged, blurred and darkened copy of itself (4:3 in 16:9, anything upright in 16:9).
"""

from __future__ import annotations

from typing import Literal

MAX_CUT = 0.20
"""Largest share of a picture that may be cut off to fill the frame."""


def crop_or_pad(source_aspect: float, target_aspect: float) -> Literal["crop", "pad"]:
    """Tell whether a picture (width by height, as seen) is cropped to fill the frame, or shown whole over a blur.

    Example:
        >>> crop_or_pad(3 / 2, 16 / 9), crop_or_pad(4 / 3, 16 / 9), crop_or_pad(16 / 9, 9 / 16)
        ('crop', 'pad', 'pad')
    """
    kept = min(source_aspect, target_aspect) / max(source_aspect, target_aspect)
    return "crop" if 1 - kept <= MAX_CUT + 1e-9 else "pad"


def covering_size(source_aspect: float, width_px: int, height_px: int) -> tuple[int, int]:
    """Return the even size at which a picture just covers the frame.

    Example:
        >>> covering_size(3 / 2, 1920, 1080)
        (1920, 1280)
    """
    if source_aspect > width_px / height_px:
        return max(width_px, _even(height_px * source_aspect)), height_px
    return width_px, max(height_px, _even(width_px / source_aspect))


def contained_size(source_aspect: float, width_px: int, height_px: int) -> tuple[int, int]:
    """Return the even size at which a picture just fits into the frame.

    Example:
        >>> contained_size(3 / 4, 1920, 1080)
        (810, 1080)
    """
    if source_aspect > width_px / height_px:
        return width_px, min(height_px, max(2, _even(width_px / source_aspect)))
    return min(width_px, max(2, _even(height_px * source_aspect))), height_px


def _even(value: float) -> int:
    return 2 * round(value / 2)
