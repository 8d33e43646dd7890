"""Where text may stand: the safe area of a frame's shape.

Landscape keeps 5% on every side, the graphics-safe area of EBU R 95. Upright films are played under the buttons and words of
apps: in March 2026 Meta asked to keep 14% above, 35% below and 6% beside free for Reels, and TikTok's column of buttons covers up
to 180 of 1,080 pixels on the right. What lies between (1:1, 4:5) stands in feeds and keeps 6% of its shorter side.
"""

from __future__ import annotations

from typing import Self

from attrs import evolve, frozen

_UPRIGHT, _LANDSCAPE = 0.7, 1.2  # width by height: below the one apps lay their buttons over it, above the other it is wide


@frozen
class Area:
    """A part of the frame, in pixels from its left upper corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def centred(self, width_px: int) -> Self:
        """Return the widest part of it that lies in the middle of a frame of this width."""
        margin = max(self.left, width_px - self.right)
        return evolve(self, left=margin, right=width_px - margin)


def safe_area(width_px: int, height_px: int) -> Area:
    """Return where text may stand in a frame of this size.

    Example:
        >>> safe_area(1920, 1080)
        Area(left=96.0, top=54.0, right=1824.0, bottom=1026.0)
    """
    aspect = width_px / height_px
    if aspect > _LANDSCAPE:
        return Area(0.05 * width_px, 0.05 * height_px, 0.95 * width_px, 0.95 * height_px)
    if aspect < _UPRIGHT:
        return Area(0.06 * width_px, 0.14 * height_px, 0.83 * width_px, 0.65 * height_px)
    margin = 0.06 * min(width_px, height_px)
    return Area(margin, margin, width_px - margin, height_px - margin)
