"""What a title is made of, placed in a frame, and the planes that it is drawn to, once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from luxvid.titles.contrast import to_ycc
from luxvid.titles.safe import Area
from luxvid.titles.setting import SetText, blank, draw_line, length

Anchor = Literal["left", "centre", "right"]
Plane = NDArray[np.uint8]


@frozen(kw_only=True)
class Words:
    """A text in lines; `x` is where it is anchored, `top` where its capitals begin, in frame pixels."""

    text: SetText
    x: float
    top: float
    anchor: Anchor
    colour: str

    @property
    def box(self) -> Area:
        """What it covers."""
        left = self.x - self.text.width_px * {"left": 0.0, "centre": 0.5, "right": 1.0}[self.anchor]
        return Area(left, self.top, left + self.text.width_px, self.top + self.text.height_px)


@frozen(kw_only=True)
class Mark:
    """A picture in a box: a logo, a QR code, a rule of one colour."""

    picture: Image.Image
    box: Area
    is_sharp: bool = False


@frozen(kw_only=True)
class Backing:
    """What lies between the picture and a title.

    Attributes:
        kind: `band` darkens a band across the frame, `whole` all of it, `glow` only around what is drawn, `plate` a box behind
            it; `card` is a frame of one colour.
        colour: Towards which, as `#rrggbb`.
        text_colour: Of the text that has to stand out.
        least: How opaque it is at least, 0 to 1.
    """

    kind: Literal["band", "whole", "glow", "plate", "card"]
    colour: str
    text_colour: str
    least: float = 0.0


@frozen(kw_only=True)
class Composition:
    """A title laid out in a frame.

    Attributes:
        frame_px: The frame's size.
        words: Its texts.
        marks: Its pictures and rules.
        backing: What lies behind them.
        opacity: Of all that is drawn.
        unit: Film pixels for one of a frame whose shorter side has 1,080.
        rises: Whether it rises a little while it comes in.
    """

    frame_px: tuple[int, int]
    words: tuple[Words, ...] = field(converter=tuple[Words, ...])
    marks: tuple[Mark, ...] = field(default=(), converter=tuple[Mark, ...])
    backing: Backing
    opacity: float = 1.0
    unit: float
    rises: bool = False

    @property
    def box(self) -> Area:
        """What all that is drawn covers, in frame pixels."""
        boxes = [words.box for words in self.words] + [mark.box for mark in self.marks]
        return Area(*(end(getattr(b, side) for b in boxes) for end, side in _ENDS))


_ENDS = ((min, "left"), (min, "top"), (max, "right"), (max, "bottom"))


@frozen(kw_only=True)
class Drawn:
    """A composition as planes over a part of the frame whose corner and size are even.

    Attributes:
        left: The part's left edge in frame pixels.
        top: Its upper edge.
        alpha: (h, w) uint8, how opaque what is drawn is.
        luma: (h, w) uint8, its luma, multiplied by alpha.
        alpha_halved: (h / 2, w / 2) uint8, for the chroma.
        chroma: (2, h / 2, w / 2) uint8, its chroma, multiplied by alpha.
        near: (h, w) uint8, 255 where a text's strokes are so near that the picture there decides whether they stand out; softly
            ending.
        backing: (h, w) uint8, where the backing lies.
    """

    left: int
    top: int
    alpha: Plane
    luma: Plane
    alpha_halved: Plane
    chroma: Plane
    near: Plane
    backing: Plane


def draw(composition: Composition) -> Drawn:
    """Draw a composition. Costs some 10 ms for a lower third of a 1080p film, 100 ms for a card."""
    left, top, width, height = _part(composition)
    ink = Image.new("RGBA", (width, height))
    strokes, _ = blank(width, height)
    for mark in composition.marks:
        ink.alpha_composite(*_placed(mark, left, top))
    for words in composition.words:
        mask = _mask(words, (width, height), left, top)
        strokes.paste(255, mask=mask)
        ink.alpha_composite(_tinted(mask, words.colour))
    near, backing = _near(strokes, composition.unit), _backing(composition, ink.getchannel("A"), left, top)
    alpha, *planes = _planes(np.asarray(ink, np.float32), composition.opacity)
    return Drawn(
        left=left, top=top, alpha=_whole(alpha), luma=_whole(planes[0]), alpha_halved=_whole(_sited(alpha)),
        chroma=np.stack([_whole(_sited(plane)) for plane in planes[1:]]), near=near, backing=backing,
    )  # fmt: skip


def _part(composition: Composition) -> tuple[int, int, int, int]:
    """Return the part of the frame that a composition changes: left, top, width, height, all even."""
    width, height = composition.frame_px
    kind, box = composition.backing.kind, composition.box
    if kind in ("card", "whole"):
        return 0, 0, width, height
    reach = composition.unit * (_BAND_FADES + 8 if kind == "band" else 48)
    top, bottom = max(0, int(box.top - reach) // 2 * 2), min(height, int(box.bottom + reach) // 2 * 2)
    left, right = max(0, int(box.left - reach) // 2 * 2), min(width, int(box.right + reach) // 2 * 2)
    return (0, top, width, bottom - top) if kind == "band" else (left, top, right - left, bottom - top)


def _placed(mark: Mark, left: int, top: int) -> tuple[Image.Image, tuple[int, int]]:
    box = mark.box
    size = max(1, round(box.width)), max(1, round(box.height))
    filtered = Image.Resampling.NEAREST if mark.is_sharp else Image.Resampling.LANCZOS
    picture = mark.picture if mark.picture.size == size else mark.picture.resize(size, filtered)
    return picture, (round(box.left) - left, round(box.top) - top)


def _mask(words: Words, size: tuple[int, int], left: int, top: int) -> Image.Image:
    mask, pen = blank(*size)
    text = words.text
    for number, line in enumerate(text.lines):
        free = {"left": 0.0, "centre": 0.5, "right": 1.0}[words.anchor] * length(line, text)
        base = words.top + text.ascent_px + number * text.leading_px
        draw_line(pen, line, words.x - free - left, round(base) - top, text=text)
    return mask


def _tinted(mask: Image.Image, colour: str) -> Image.Image:
    tinted = Image.new("RGBA", mask.size, colour)
    tinted.putalpha(mask)
    return tinted


def _near(strokes: Image.Image, unit: float) -> Plane:
    """Return a mask that is whole within about 4 pixels of 1,080 of a stroke, one at least, and fades out softly from there."""
    reach = max(1.0, 4 * unit)
    around = strokes.filter(ImageFilter.BoxBlur(reach)).point(lambda v: 255 if v else 0)
    soft = np.asarray(around.filter(ImageFilter.GaussianBlur(reach)), np.float32)
    return _whole(np.clip(soft * 4, 0, 255))  # four: it is whole at outer corners, too


def _backing(composition: Composition, shape: Image.Image, left: int, top: int) -> Plane:
    (width, height), unit, kind, box = shape.size, composition.unit, composition.backing.kind, composition.box
    if kind in ("card", "whole"):
        return np.full((height, width), 255, np.uint8)
    if kind == "glow":
        small = shape.resize((max(1, width // 4), max(1, height // 4)), Image.Resampling.BOX)
        glow = small.filter(ImageFilter.GaussianBlur(max(1.0, 10 * unit / 4))).resize((width, height), Image.Resampling.BICUBIC)
        return _whole(np.clip(np.asarray(glow, np.float32) * 3, 0, 255))
    if kind == "plate":
        margin, (mask, pen) = 14 * unit, blank(4 * width, 4 * height)  # drawn large: Pillow's corners have steps
        edges = (box.left - left - margin, box.top - top - margin, box.right - left + margin, box.bottom - top + margin)
        pen.rounded_rectangle([4 * edge for edge in edges], radius=4 * 8 * unit, fill=255)
        return np.asarray(mask.resize((width, height), Image.Resampling.BOX))
    rows = _eased(np.arange(height) + top, box.top, box.bottom, full=30 * unit, fades=_BAND_FADES * unit)
    columns = _eased(np.arange(width) + left, box.left, box.right, full=120 * unit, fades=1100 * unit)
    return _whole(255 * rows[:, None] * (0.3 + 0.7 * columns)[None])


_BAND_FADES = 260  # of 1,080: how softly a band across the frame ends above and below its text


def _eased(at: NDArray[np.integer], begin: float, end: float, *, full: float, fades: float) -> NDArray[np.float64]:
    """Return 1 within `full` pixels of a stretch, falling to 0 at `fades` pixels from it, without a visible edge."""
    beyond = np.maximum(np.maximum(begin - at, at - end) - full, 0) / max(1.0, fades - full)
    left = 1 - np.minimum(beyond, 1)
    return np.asarray(left * left * left * (left * (6 * left - 15) + 10), np.float64)


def _planes(ink: NDArray[np.float32], opacity: float) -> Sequence[NDArray[np.float32]]:
    """Return alpha, and Y, Cb, Cr multiplied by alpha, 0 to 255."""
    alpha = ink[..., 3] * np.float32(opacity)
    ycc = to_ycc(ink[..., :3]).astype(np.float32)
    return [alpha, *(ycc[..., k] * (alpha / 255) for k in range(3))]


def _sited(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Halve a plane as the film's chroma is: each sample lies on the left one of its two columns, between its two rows."""
    wide = np.pad((plane[::2] + plane[1::2]) / 2, ((0, 0), (1, 1)), "edge")
    return np.asarray((wide[:, :-2:2] + 2 * wide[:, 1:-1:2] + wide[:, 2::2]) / 4, np.float32)


def _whole(plane: NDArray[np.floating]) -> Plane:
    return np.asarray(np.clip(np.rint(plane), 0, 255), np.uint8)
