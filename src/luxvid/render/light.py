"""Light: how a clip's ends differ from the photos in exposure and white balance, and the frames brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 1.25
"""The most that a channel is raised, and lowered by as much: what needs more is another picture, not another light."""

_LEAST = 0.015  # nobody sees less
_ALIKE = 0.8  # correlation above which two small pictures show the same view
_DARK, _BRIGHT = 12, 243  # what is nearly black or burnt out tells nothing of the light
_BLACK, _SPAN, _GREY = 16, 219, 128
_LEVELS = np.arange(256)

Gains = tuple[float, float, float]
"""Factors for red, green and blue, sRGB values taken as they are."""

SAME: Gains = (1.0, 1.0, 1.0)


@frozen(kw_only=True)
class Light:
    """Factors that bring a clip's light to the photos': at its beginning and at its end, and evenly in between."""

    first: Gains = SAME
    last: Gains = SAME

    @property
    def is_same(self) -> bool:
        """Nothing has to be done."""
        return self.first == SAME == self.last

    def at(self, share: float) -> Gains:
        """Return the factors at a share of the time, 0 to 1."""
        red, green, blue = (a + (b - a) * share for a, b in zip(self.first, self.last, strict=True))
        return red, green, blue

    def told(self) -> str:
        """Say in words what is done."""
        ends = [f"{_percent(self.first)} at its beginning", f"{_percent(self.last)} at its end"]
        return f"exposure and white balance matched to the photos (red, green, blue: {', '.join(ends)})"


def gains_between(frame: NDArray[np.uint8], photo: NDArray[np.uint8]) -> Gains | None:
    """Return the factors that bring a frame's light to a photo's, bounded; None where they do not show the same view.

    Args:
        frame: (H, W, 3) uint8 sRGB, small.
        photo: The same shape.
    """
    a, b = frame.astype(np.float64), photo.astype(np.float64)
    grey_a, grey_b = a.mean(2).ravel(), b.mean(2).ravel()
    if min(grey_a.std(), grey_b.std()) < 1 or float(np.corrcoef(grey_a, grey_b)[0, 1]) < _ALIKE:
        return None
    tells = ((a > _DARK) & (a < _BRIGHT) & (b > _DARK) & (b < _BRIGHT)).all(2)
    if tells.mean() < 0.1:
        return None
    red, green, blue = (float(b[..., c][tells].sum() / a[..., c][tells].sum()) for c in range(3))
    if max(abs(gain - 1) for gain in (red, green, blue)) < _LEAST:
        return SAME
    return _bounded(red), _bounded(green), _bounded(blue)


def lit(frame: NDArray[np.uint8], gains: Gains) -> NDArray[np.uint8]:
    """Return a film frame in another light: planar yuv420p, (height · 3 / 2, width) uint8, BT.709 limited.

    Red, green and blue are raised without leaving Y'CbCr: each plane of the result is a sum of those of the frame.
    """
    of_y, of_u, of_v = _rows(gains)
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    luma, chroma = frame[:height], frame[height:].reshape(2, height // 2, width // 2)
    y, u, v = luma[::2, ::2], *chroma  # the luma that lies with the chroma
    out = np.empty_like(frame)
    tints = np.rint(_share(u, of_y[1]) + _share(v, of_y[2])).astype(np.int16)
    raised = np.rint((_LEVELS - _BLACK) * of_y[0] + _BLACK).astype(np.int16)[luma]
    raised.reshape(height // 2, 2, width // 2, 2)[...] += tints[:, None, :, None]
    out[:height] = np.clip(raised, _BLACK, 235)
    lit_chroma = out[height:].reshape(2, height // 2, width // 2)
    for number, (from_y, from_u, from_v) in enumerate((of_u, of_v)):
        shift = ((_LEVELS - _BLACK) * from_y + _GREY + 0.5).astype(np.float32)[y]
        lit_chroma[number] = np.clip(shift + _share(u, from_u) + _share(v, from_v), _BLACK, 240)
    return out


def _share(chroma: NDArray[np.uint8], factor: float) -> NDArray[np.float32]:
    return ((_LEVELS - _GREY) * factor).astype(np.float32)[chroma]


def _rows(gains: Gains) -> tuple[tuple[float, float, float], ...]:
    """Return what of Y, Cb and Cr makes up the new Y, Cb and Cr, in stored levels (BT.709, limited)."""
    to_rgb = np.array([[1, 0, 1.5748], [1, -0.187324, -0.468124], [1, 1.8556, 0]])
    scale = np.diag([1 / _SPAN, 1 / 224, 1 / 224])
    mix = np.linalg.inv(scale) @ np.linalg.inv(to_rgb) @ np.diag(gains) @ to_rgb @ scale
    return tuple((float(a), float(b), float(c)) for a, b, c in mix)


def _bounded(gain: float) -> float:
    return round(min(MOST, max(1 / MOST, gain)), 4)


def _percent(gains: Gains) -> str:
    return "/".join(f"{(gain - 1) * 100:+.0f} %" for gain in gains)
