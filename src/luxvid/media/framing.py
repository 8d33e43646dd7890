"""How a clip of one shape is put into a frame of another: cropped, or shown whole over a blur of itself.

`fills` is the rule for films. Where a clip fills the frame, what is kept follows what matters (`luxvid.render.reframed`):

- in a landscape film where that cuts at most `MAX_CUT` of the picture off (3:2 in 16:9 loses 16 %);
- in a square or upright film wherever its sides are cut (16:9 in 9:16 keeps 32 %), and where its height loses at most
  `MAX_CUT_UPRIGHT`.

Else the whole picture is shown over an enlarged, blurred and darkened copy of itself (4:3 in 16:9, anything upright in 16:9). A
frame that is asked for without a path has nothing to go by: there `crop_or_pad` keeps the middle, and shows more of it whole.
"""

from __future__ import annotations

from typing import Literal

MAX_CUT = 0.20
"""Largest share of a picture that may be cut off to fill the frame."""
MAX_CUT_UPRIGHT = 0.5
"""Largest share of its height that an upright picture may lose in a square or upright film, as an upright photo may."""

_LANDSCAPE = 1.25  # a film that is wider; pictures of 5:4 over their blur are filled as a square is
_ALIKE = 0.01  # shapes that differ by less are one: 1366×768 is 16:9


def is_alike(source_aspect: float, target_aspect: float) -> bool:
    """Tell whether two shapes, width by height, are one but for rounding.

    Example:
        >>> is_alike(1366 / 768, 16 / 9), is_alike(1.85, 16 / 9)
        (True, False)
    """
    return 1 - _kept(source_aspect, target_aspect) < _ALIKE


def fills(source_aspect: float, film_aspect: float) -> bool:
    """Tell whether a clip, width by height, fills the frame of a film of another shape, or is shown whole over a blur.

    Example:
        >>> fills(16 / 9, 9 / 16), fills(16 / 9, 4 / 5), fills(3 / 2, 16 / 9), fills(4 / 3, 16 / 9), fills(9 / 16, 16 / 9)
        (True, True, True, False, False)
    """
    cut = 1 - _kept(source_aspect, film_aspect)
    if film_aspect > _LANDSCAPE:
        return cut <= MAX_CUT + 1e-9
    return film_aspect < source_aspect or cut <= MAX_CUT_UPRIGHT + 1e-9


def crop_or_pad(source_aspect: float, target_aspect: float) -> Literal["crop", "pad"]:
    """Tell whether a picture (width by height, as seen) is cropped to fill the frame, or shown whole over a blur.

    Example:
        >>> crop_or_pad(3 / 2, 16 / 9), crop_or_pad(4 / 3, 16 / 9), crop_or_pad(16 / 9, 9 / 16)
        ('crop', 'pad', 'pad')
    """
    return "crop" if 1 - _kept(source_aspect, target_aspect) <= MAX_CUT + 1e-9 else "pad"


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


def _kept(source_aspect: float, target_aspect: float) -> float:
    return min(source_aspect, target_aspect) / max(source_aspect, target_aspect)


def _even(value: float) -> int:
    return 2 * round(value / 2)
