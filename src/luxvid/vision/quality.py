"""What is wrong with a photo, and how good it is otherwise: rules on a `Look`, written down in `docs/choice.md`."""

from __future__ import annotations

from luxvid.encoding import Encoding
from luxvid.looks import Look
from luxvid.vision.marks import marks_seen
from luxvid.vision.seeing import NONE, labels_seen

MOST_ENLARGED = 2.0
"""A photo that has to be enlarged more than this to fill the frame is too small."""

_SURELY_NONE = 0.55  # chance of a plan, a page, a logo or a collage from which on it is doubted
_SURELY_MARKED = {"watermark": 0.65, "finger": 0.75, "collage": 0.85}  # chances that no clean photo of three villas reaches
_MARKED = {
    "watermark": "text or a logo over it, by its looks",
    "finger": "a finger before the lens, by its looks",
    "collage": "several photos in one, by its looks",
}
_UPRIGHT_DEG, _TILTED_DEG, _FALLING_DEG = 1.5, 5.0, 8.0  # from here on it costs; is doubted; costs no more
_WORST_TILT = 0.6  # what is left of the quality then
_SHARES = {"exposure": 0.25, "sharpness": 0.20, "resolution": 0.15, "framing": 0.25, "colour": 0.10, "noise": 0.05}


def enlargement(width_px: int, height_px: int, encoding: Encoding) -> float:
    """Return how much a photo is enlarged (above 1) or reduced so that its crop to the film's shape fills the frame.

    Example:
        >>> from luxvid.encoding import Encoding
        >>> enlargement(1280, 1920, Encoding())
        1.5
    """
    return max(encoding.width_px / width_px, encoding.height_px / height_px)


def unusable(look: Look) -> str:
    """Return why a photo cannot be shown, in a few words, or nothing where it can.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> unusable(look_at(Image.new("RGB", (300, 200), "black")))
        'black'
    """
    rules = (
        ("black", look.black > 0.9),
        ("too dark", look.highlight < 0.43),  # even the brightest hundredth is dark: a night view has its lights
        ("one flat colour: a drawing, a screenshot or blown out", look.flat > 0.6 and look.white > 0.3),
        ("blown out", look.white > 0.3),
        ("blurred", look.sharpness < 0.15),
        ("one flat colour: a drawing or a screenshot", look.flat > 0.6),
    )
    return next((words for words, holds in rules if holds), "")


def doubtful(look: Look) -> str:
    """Return why a photo is used only where there are too few others, or nothing."""
    rules = (
        ("no photo of a place, by its looks", labels_seen(look).get(NONE, 0.0) > _SURELY_NONE),
        *((_MARKED[mark], chance > _SURELY_MARKED[mark]) for mark, chance in marks_seen(look).items()),
        ("a person", look.faces > 0),
        (f"tilted by {abs(look.tilt):.0f} degrees", abs(look.tilt) > _TILTED_DEG),
        ("noisy", look.noise > 3.5),
        ("without colour", look.colourfulness < 2.5),
        ("a strong colour cast", _is_cast(look.palette)),
    )
    return next((words for words, holds in rules if holds), "")


def quality(look: Look, *, width_px: int, height_px: int, encoding: Encoding) -> float:
    """Return how good a photo is for a film, 0 to 1: the mean of exposure, sharpness, size, shape, colour, noise, less tilt."""
    parts = {
        "exposure": _exposure(look),
        "sharpness": _between(look.sharpness, 0.10, 0.55),
        "resolution": _between(enlargement(width_px, height_px, encoding), MOST_ENLARGED, 1.0),
        "framing": _framing(width_px / height_px, encoding.aspect),
        "colour": _between(look.colourfulness, 5, 30),
        "noise": _between(look.noise, 3.5, 1.5),
    }
    upright = _between(abs(look.tilt), _FALLING_DEG, _UPRIGHT_DEG)
    return sum(share * parts[name] for name, share in _SHARES.items()) * (_WORST_TILT + (1 - _WORST_TILT) * upright)


def _exposure(look: Look) -> float:
    level = min(_between(look.brightness, 0.15, 0.42), _between(look.brightness, 0.95, 0.82))
    clipped = min(_between(look.white, 0.25, 0.06), _between(look.black, 0.45, 0.12))
    range_ = min(_between(look.highlight, 0.43, 0.75), _between(look.contrast, 0.04, 0.12))
    return (level + clipped + range_) / 3


def _framing(aspect: float, wanted: float) -> float:
    """Return how well a photo's shape suits the film's: 0 where less than half of it would stay, 1 from 84 % (3:2 in 16:9)."""
    return _between(min(aspect, wanted) / max(aspect, wanted), 0.5, 0.84)


def _is_cast(palette: tuple[float, ...]) -> bool:
    """Tell whether no cell escapes one colour that no light has: all of it blue, or all of it pink."""
    reds, blues = palette[1::3], palette[2::3]
    red, blue = sum(reds) / len(reds), sum(blues) / len(blues)
    return (max(blues) < 0 and blue < -15) or (min(reds) > 8 and blue < red)


def _between(value: float, worst: float, best: float) -> float:
    return min(1.0, max(0.0, (value - worst) / (best - worst)))
