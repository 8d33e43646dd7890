"""Titles as overlays: laid out for a frame, drawn once, and as strong a scrim behind them as the picture asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import PIL
from anyio import to_thread
from attrs import field, frozen
from numpy.typing import NDArray
from PIL import features

from luxvid.encoding import Encoding
from luxvid.protocols import Beneath
from luxvid.titles.canvas import Composition, Drawn, draw
from luxvid.titles.contrast import BLACK, Colour, bound, scrim_under, strength, strength_anywhere
from luxvid.titles.dress import Dress, dressed
from luxvid.titles.laying import Easing, Laid
from luxvid.titles.layouts import Sheet, label

if TYPE_CHECKING:
    from luxvid.brand import Brand

VERSION = 1
"""Counts up when the same title would be drawn otherwise."""

_RISE = 14  # of 1,080: how far a title rises while it comes
_SHADOW = 0.25  # how far the picture sinks behind a text, whatever it is
_MEASURED = 10_000  # pixels of a frame that are measured

Compose = Callable[[Sheet], Composition]


@frozen(kw_only=True)
class Title:
    """One title as an overlay.

    Attributes:
        begin: First film frame that shows it.
        end: First film frame after it.
        kind: What it is.
        says: All that decides its pixels besides the dress and the frame.
        dress: What it wears.
        compose: Lays it out.
        coming_s: How long it comes in.
        going_s: How long it goes.
    """

    begin: int
    end: int
    kind: str
    says: dict[str, Any]
    dress: Dress = field(repr=False, eq=False)
    compose: Compose = field(repr=False, eq=False)
    coming_s: float = 0.6
    going_s: float = 0.4

    @property
    def identity(self) -> dict[str, Any]:
        """See `Overlay.identity`."""
        return {
            "title": self.kind,
            "version": VERSION,
            "says": self.says,
            **self.dress.identity,
            "eased_s": [self.coming_s, self.going_s],
            "drawn_by": [PIL.__version__, features.version("freetype2"), features.version("raqm")],
        }

    @property
    def looks_beneath(self) -> bool:
        """See `Overlay.looks_beneath`: a card and a plate are made for any picture, and so is what is there all the time."""
        return self.kind in ("opening", "lower_third")

    async def layer(self, beneath: Beneath, /, *, encoding: Encoding) -> Laid:
        """See `Overlay.layer`."""
        composition = self.compose(Sheet(encoding.width_px, encoding.height_px))
        easing = self._easing(encoding)
        drawn = await to_thread.run_sync(draw, composition)
        frames = []
        if self.looks_beneath:
            frames = await beneath.frames(sorted(_measured(easing)), encoding=encoding)
        return await to_thread.run_sync(partial(_laid, composition, drawn, easing, frames))

    def _easing(self, encoding: Encoding) -> Easing:
        frames = self.end - self.begin
        coming, going = (min(round(seconds * encoding.fps), frames // 3) for seconds in (self.coming_s, self.going_s))
        return Easing(frames=frames, coming=coming, going=going)


async def label_overlay(text: str, *, begin: int, end: int, brand: Brand | None = None) -> Title:
    """Return a small text on a plate in the upper left corner of the safe area, there at once and until its end.

    It stands out on any picture, so a changed picture beneath does not change it.

    Args:
        text: What it says; at most three lines.
        begin: First film frame that shows it.
        end: First film frame after it.
        brand: Whose fonts it is set in; a free font by default (extra `titles`).

    Raises:
        InvalidInput: The font lacks characters of the text.
        MissingExtra: The free font is not installed.
    """
    from luxvid.brand import Brand

    given = brand or Brand()
    dress = await dressed(Brand(font=given.font, text_font=given.text_font))
    return Title(
        begin=begin, end=end, kind="label", says={"text": text}, dress=dress, coming_s=0, going_s=0,
        compose=partial(label, dress, text),
    )  # fmt: skip


def _measured(easing: Easing) -> set[int]:
    """Return the frames that contrast is measured on: where the title has come, half-way, and where it begins to go."""
    first, last = min(easing.coming, easing.frames - 1), max(0, easing.frames - 1 - easing.going)
    return {first, (first + last) // 2, last}


def _laid(composition: Composition, drawn: Drawn, easing: Easing, frames: list[NDArray[np.uint8]]) -> Laid:
    backing = composition.backing
    text = Colour.of(backing.text_colour)
    scrim = Colour.of(backing.colour)
    if frames:
        behind = np.concatenate([_behind(frame, drawn) for frame in frames])
        opaque = strength(behind[:, :3], text=text, scrim=scrim, least=max(backing.least, _SHADOW), share=behind[:, 3:])
    elif backing.kind == "glow":
        opaque = backing.least
    else:
        opaque = strength_anywhere(text=text, scrim=scrim, least=backing.least)
    return Laid(
        drawn=drawn, easing=easing, scrim=scrim, strength=opaque, bound=bound(text),
        is_light=scrim_under(text) == BLACK, rise_px=_RISE * composition.unit if composition.rises else 0.0,
    )  # fmt: skip


def _behind(frame: NDArray[np.uint8], drawn: Drawn) -> NDArray[np.float64]:
    """Return the picture's pixels close to the strokes, (n, 4): Y'CbCr, and how much of the backing lies there, 0 to 1."""
    rows = len(frame) * 2 // 3
    y, x = np.nonzero(drawn.near == 255)
    every = max(1, len(y) // _MEASURED)
    y, x = y[::every], x[::every]
    share = drawn.backing[y, x] / 255
    y, x = y + drawn.top, x + drawn.left
    chroma = frame[rows:].reshape(2, rows // 2, frame.shape[1] // 2)
    planes = [frame[:rows][y, x], chroma[0][y // 2, x // 2], chroma[1][y // 2, x // 2], share]
    return np.stack(planes, axis=-1).astype(np.float64)
