"""How well text stands out from what lies behind it, by WCAG 2.2, and how dark a scrim makes it stand out enough."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

WANTED = 4.5
"""The ratio that WCAG's AA level asks of text of any size."""

CHROMA_BOUND = 14
"""How far chroma may be from grey right beside strokes: what is coloured more is brighter than its luma says."""

_AIM = 5.5  # somewhat more: frames between the measured ones differ, and so does what the encoder makes of them
_STEPS = np.linspace(0, 1, 41)
_OUTLIERS = 0.5  # percent of what lies behind a text that may stand out less until the bound of each pixel takes it back


@frozen
class Colour:
    """A colour as a film pixel, Y'CbCr BT.709 limited."""

    y: float
    cb: float
    cr: float

    @classmethod
    def of(cls, written: str) -> Colour:
        """Return the colour of `#rrggbb`."""
        return cls(*(float(v) for v in to_ycc(np.array([int(written[k : k + 2], 16) for k in (1, 3, 5)], float))))

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1."""
        return float(luminance(np.array(self.y), np.array(self.cb), np.array(self.cr)))


BLACK, WHITE = Colour(16, 128, 128), Colour(235, 128, 128)


def to_ycc(rgb: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return sRGB values 0 to 255, (..., 3), as Y'CbCr BT.709 limited, (..., 3)."""
    r, g, b = (rgb[..., k] / 255 for k in range(3))
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return np.stack([16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748], axis=-1)


def luminance(y: NDArray[np.floating], cb: NDArray[np.floating], cr: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the relative luminance of film pixels, 0 to 1, as WCAG defines it for sRGB."""
    luma, blue, red = (y - 16) / 219, (cb - 128) / 224, (cr - 128) / 224
    r, b = luma + 1.5748 * red, luma + 1.8556 * blue
    g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152
    linear = [np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4) for v in (np.clip(c, 0, 1) for c in (r, g, b))]
    return np.asarray(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], np.float64)


def ratio(one: NDArray[np.floating] | float, other: NDArray[np.floating] | float) -> NDArray[np.float64]:
    """Return the contrast ratio of two luminances, 1 to 21."""
    light, dark = np.maximum(one, other), np.minimum(one, other)
    return np.asarray((light + 0.05) / (dark + 0.05), np.float64)


def scrim_under(text: Colour) -> Colour:
    """Return the colour of a scrim that lets a text stand out on any picture: black under light text, white under dark."""
    return BLACK if ratio(text.luminance, 0.0) >= ratio(text.luminance, 1.0) else WHITE


def readable(text: Colour, on: Colour) -> Colour:
    """Return the text's colour where it stands out on another one, else black or white, whichever does better."""
    if ratio(text.luminance, on.luminance) >= WANTED:
        return text
    return max(WHITE, BLACK, key=lambda colour: float(ratio(colour.luminance, on.luminance)))


def strength(
    behind: NDArray[np.floating],
    *,
    text: Colour,
    scrim: Colour,
    least: float = 0.0,
    share: NDArray[np.floating] | float = 1.0,
) -> float:
    """Return how opaque a scrim has to be, 0 to 1, for a text to stand out from what lies behind it.

    Args:
        behind: Pixels, (n, 3) of Y'CbCr.
        text: The text's colour.
        scrim: The scrim's.
        least: How opaque it is at least.
        share: How much of the scrim each pixel gets, (n, 1), 0 to 1.
    """
    toward = np.array([scrim.y, scrim.cb, scrim.cr])
    for opacity in np.maximum(_STEPS, least):
        mixed = behind + (toward - behind) * (opacity * share)
        ratios = ratio(luminance(*mixed.T), text.luminance)
        if np.percentile(ratios, _OUTLIERS) >= _AIM:
            return float(opacity)
    return 1.0


def strength_anywhere(*, text: Colour, scrim: Colour, least: float = 0.0) -> float:
    """Return how opaque a scrim has to be for a text to stand out on any picture."""
    extremes = np.array([(WHITE.y, 128, 128), (BLACK.y, 128, 128)], float)
    return strength(extremes, text=text, scrim=scrim, least=least)


def bound(text: Colour) -> int:
    """Return the brightest (for dark text: the darkest) luma that the text stands out from, with `CHROMA_BOUND` at most."""
    is_light = scrim_under(text) == BLACK
    lumas, corners = np.arange(16, 236, dtype=float), (-CHROMA_BOUND, CHROMA_BOUND)
    ratios = [ratio(luminance(lumas, np.array(128.0 + b), np.array(128.0 + r)), text.luminance) for b in corners for r in corners]
    enough = lumas[np.min(ratios, axis=0) >= _AIM]
    if not len(enough):
        return int(scrim_under(text).y)
    return int(enough.max() if is_light else enough.min())
