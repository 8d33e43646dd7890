"""Lay what was drawn over film frames, in the film's own planes: 8-bit, exact, quick."""

from __future__ import annotations

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from luxvid.titles.canvas import Drawn
from luxvid.titles.contrast import CHROMA_BOUND, Colour

Frame = NDArray[np.uint8]

_BAND_ROWS = 90  # the sums of a band stay in the processor's second cache


@frozen(kw_only=True)
class Easing:
    """How a title comes and goes, in film frames; 0 frames is at once.

    Attributes:
        frames: How long it is there.
        coming: How long it takes to come.
        going: How long it takes to go.
    """

    frames: int
    coming: int = 0
    going: int = 0

    def level(self, number: int) -> float:
        """Return how far it is there in frame `number`, 0 to 1: quick at first, slow at the end."""
        came = min(1.0, (number + 1) / (self.coming + 1))
        left = min(1.0, (self.frames - number) / (self.going + 1))
        return float(1 - (1 - came) ** 3) * float(left * left * (3 - 2 * left))


@frozen(kw_only=True)
class Laid:
    """A drawn title, ready to be laid over frames.

    Attributes:
        drawn: Its planes.
        easing: How it comes and goes.
        scrim: Towards which colour its backing takes the picture.
        strength: How far, 0 to 1.
        bound: Luma that no pixel near the strokes passes.
        is_light: Whether the text is light, so that `bound` is the brightest luma and not the darkest.
        rise_px: How far it rises while it comes.
    """

    drawn: Drawn
    easing: Easing
    scrim: Colour
    strength: float
    bound: int
    is_light: bool
    rise_px: float = 0.0
    _backing: NDArray[np.uint16] = field(init=False, repr=False)
    _backing_halved: NDArray[np.uint16] = field(init=False, repr=False)
    _near_halved: NDArray[np.uint16] = field(init=False, repr=False)

    @_backing.default
    def _darkened(self) -> NDArray[np.uint16]:
        return np.asarray(np.rint(self.drawn.backing * (self.strength * 256 / 255)), np.uint16)

    @_backing_halved.default
    def _darkened_halved(self) -> NDArray[np.uint16]:
        cover = self._backing
        return np.asarray((cover[::2, ::2] + cover[1::2, ::2] + cover[::2, 1::2] + cover[1::2, 1::2] + 2) >> 2, np.uint16)

    @_near_halved.default
    def _nearest(self) -> NDArray[np.uint16]:
        height, width = self.drawn.near.shape
        return np.asarray(self.drawn.near.reshape(height // 2, 2, width // 2, 2).max(axis=(1, 3)), np.uint16)

    def lay(self, frame: Frame, number: int, /) -> Frame:
        """Return the frame with the title on it; see `Layer.lay`. Costs 1 ms for a lower third at 1080p, 10 ms for a card."""
        level = round(self.easing.level(number) * 256)
        if level <= 0:
            return frame
        out = frame.copy()
        rows, width = len(out) * 2 // 3, out.shape[1]
        drawn, shift = self.drawn, self.rise_px * (1 - level / 256)
        height, across = drawn.alpha.shape
        luma = out[:rows][drawn.top : drawn.top + height, drawn.left : drawn.left + across]
        self._lay_luma(luma, level, shift)
        halves = out[rows:].reshape(2, rows // 2, width // 2)
        top, left = drawn.top // 2, drawn.left // 2
        for plane, ink, toward in zip(halves, drawn.chroma, (self.scrim.cb, self.scrim.cr), strict=True):
            part = plane[top : top + height // 2, left : left + across // 2]
            _cover(part, self._backing_halved, toward, level)
            self._hold_to_grey(part, level)
            _ink(part, _risen(drawn.alpha_halved, shift / 2), _risen(ink, shift / 2), level)
        return out

    def _lay_luma(self, part: Frame, level: int, shift: float) -> None:
        drawn = self.drawn
        alpha, ink = _risen(drawn.alpha, shift), _risen(drawn.luma, shift)
        for top in range(0, len(part), _BAND_ROWS):
            band = slice(top, top + _BAND_ROWS)
            _cover(part[band], self._backing[band], self.scrim.y, level)
            self._hold_to_bound(part[band], drawn.near[band], level)
            _ink(part[band], alpha[band], ink[band], level)

    def _hold_to_bound(self, part: Frame, near: Frame, level: int) -> None:
        """Take what passes the bound near the strokes back to it, softly: no single bright leaf may swallow a letter."""
        reach = (near.astype(np.uint16) * np.uint16(level)) >> 8
        if self.is_light:
            most = 255 - ((np.uint16(255 - self.bound) * reach + 254) // 255)
            np.minimum(part, most.astype(np.uint8), out=part)
        else:
            least = (np.uint16(self.bound) * reach + 254) // 255
            np.maximum(part, least.astype(np.uint8), out=part)

    def _hold_to_grey(self, part: Frame, level: int) -> None:
        """Take strong colour near the strokes back: it is brighter than its luma says."""
        reach = (self._near_halved * np.uint16(level)) >> 8
        free = (np.uint16(127 - CHROMA_BOUND) * reach // 255).astype(np.uint8)
        np.clip(part, 1 + free, 255 - free, out=part)


def _cover(part: Frame, cover: NDArray[np.uint16], toward: float, level: int) -> None:
    much = (cover * np.uint16(level) + np.uint16(128)) >> 8 if level < 256 else cover
    sums = part * (np.uint16(256) - much)
    sums += much * np.uint16(round(toward)) + np.uint16(128)
    np.right_shift(sums, 8, out=part, casting="unsafe")


def _ink(part: Frame, alpha: Frame, ink: Frame, level: int) -> None:
    if not alpha.any():
        return
    much = (alpha.astype(np.uint16) * np.uint16(level) + np.uint16(127)) // np.uint16(255)
    sums = part * (np.uint16(256) - much)
    sums += ink * np.uint16(level) + np.uint16(128)
    np.right_shift(sums, 8, out=part, casting="unsafe")


def _risen(plane: Frame, shift: float) -> Frame:
    """Return a plane moved down by a part of its height in pixels, in between rows too."""
    if shift <= 0:
        return plane
    rows, part = int(shift), round((shift - int(shift)) * 256)
    moved = np.zeros((len(plane) + 1, *plane.shape[1:]), np.uint16)
    moved[rows + 1 :] = plane[: len(plane) - rows]
    mixed = np.asarray(moved[1:] * np.uint16(256 - part) + moved[:-1] * np.uint16(part) + np.uint16(128), np.uint16)
    return np.asarray(mixed >> np.uint16(8), np.uint8)
