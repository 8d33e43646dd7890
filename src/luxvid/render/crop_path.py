"""`CropPath`: where a frame of another shape is cut out of a clip's pictures, in the course of time.

The window has the film's shape, or a wider one, and one full side of the picture; it moves along the other. Over a stretch
without a cut its way is a uniform cubic B-spline: smooth up to its acceleration, never outside its points, never faster than
they are apart.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from luxvid.convert import JsonValue

Axis = Literal["x", "y"]


@frozen(kw_only=True)
class Stretch(JsonValue):
    """The window's way between two cuts.

    Attributes:
        start_s: Where it begins, in seconds of the source.
        step_s: Seconds from one point to the next.
        points: Shares of the window's room, 0 at the left or the top, 1 at the right or the bottom; at least four, and three more
            than there are steps.
    """

    start_s: Fraction
    step_s: Fraction
    points: tuple[float, ...] = field(converter=tuple[float, ...])

    def at(self, seconds: float) -> float:
        """Return where the window is at a time, a share of its room; before and after it stays."""
        steps = len(self.points) - 3
        along = min(max((seconds - float(self.start_s)) / float(self.step_s), 0.0), float(steps))
        first = min(int(along), steps - 1)
        u = along - first
        weights = ((1 - u) ** 3, 3 * u**3 - 6 * u**2 + 4, -3 * u**3 + 3 * u**2 + 3 * u + 1, u**3)
        place = sum(weight * point for weight, point in zip(weights, self.points[first : first + 4], strict=True)) / 6
        return min(max(place, 0.0), 1.0)


@frozen(kw_only=True)
class CropPath(JsonValue):
    """The window's way over a clip.

    Attributes:
        axis: Along what it moves: "x" where the film is narrower than the clip, else "y".
        stretches: One for each stretch without a cut, in order.
        aspect: The window's width by height where it is wider than the film's; None where it has the film's shape.

    Example:
        >>> from fractions import Fraction
        >>> still = Stretch(start_s=Fraction(0), step_s=Fraction(4), points=(0.5, 0.5, 0.5, 0.5))
        >>> CropPath(axis="x", stretches=[still]).box(2.0, picture_px=(1920, 1080), aspect=9 / 16)
        (656.25, 0.0, 1263.75, 1080.0)
    """

    axis: Axis
    stretches: tuple[Stretch, ...] = field(converter=tuple[Stretch, ...])
    aspect: Fraction | None = None

    def at(self, seconds: float) -> float:
        """Return where the window is at a time of the source, a share of its room."""
        begun = [stretch for stretch in self.stretches if stretch.start_s <= seconds + 1e-9]
        return (begun[-1] if begun else self.stretches[0]).at(seconds)

    def box(self, seconds: float, *, picture_px: tuple[int, int], aspect: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of the window in a picture's pixels: of the film's aspect, inside the picture."""
        width, height = picture_px
        place = self.at(seconds)
        if self.axis == "x":
            wide = min(float(width), height * aspect)
            left = place * (width - wide)
            return left, 0.0, left + wide, float(height)
        high = min(float(height), width / aspect)
        top = place * (height - high)
        return 0.0, top, float(width), top + high
