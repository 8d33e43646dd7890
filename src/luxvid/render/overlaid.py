"""Overlays over the film's pieces: which piece shows which, drawn once each, and what lies beneath them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import anyio
from anyio.to_thread import run_sync
from attrs import evolve, field, frozen

from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.protocols import Layer, Overlay
from luxvid.timeline import Body, Passage, Piece, Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frames = Iterator[NDArray[np.uint8]]
    FramesOf = Callable[[Piece, Encoding], Awaitable[Frames]]


@frozen
class Overlaid:
    """The overlays of one film.

    Attributes:
        overlays: What is laid over it, the lowest first.
        timeline: The film.
        frames_of: Gives the frames of a piece without overlays, in an encoding's size.
        pieces: The film's pieces, bodies split where overlays begin and end.
    """

    overlays: tuple[Overlay, ...]
    timeline: Timeline
    frames_of: FramesOf
    pieces: tuple[Piece, ...] = field(init=False)
    _over: dict[int, list[int]] = field(init=False)
    _beneath: tuple[tuple[Piece, ...], ...] = field(init=False)
    _layers: dict[int, Layer] = field(factory=dict, init=False)
    _drawing: dict[int, anyio.Lock] = field(factory=dict, init=False)
    _to_come: Counter[int] = field(init=False)

    @pieces.default
    def _split(self) -> tuple[Piece, ...]:
        for overlay in self.overlays:
            if not 0 <= overlay.begin < overlay.end <= self.timeline.frames:
                lies = f"frames {overlay.begin} to {overlay.end} of a film of {self.timeline.frames}"
                raise InvalidInput(f"an overlay lies on {lies}: it must begin before it ends, and inside the film")
        ends = [end for overlay in self.overlays for end in (overlay.begin, overlay.end)]
        return tuple(self.timeline.pieces(split_at=ends))

    @_over.default
    def _by_begin(self) -> dict[int, list[int]]:
        begins = [self.timeline.begin(piece) for piece in self.pieces]
        over: dict[int, list[int]] = {begin: [] for begin in begins}
        for number, overlay in enumerate(self.overlays):
            for begin in begins[bisect_right(begins, overlay.begin) - 1 : bisect_left(begins, overlay.end)]:
                over[begin].append(number)
        return over

    @_beneath.default
    def _looked_at(self) -> tuple[tuple[Piece, ...], ...]:
        whole = list(self.timeline.pieces())
        begins = [self.timeline.begin(piece) for piece in whole]
        return tuple(self._cut(overlay, whole, begins) if overlay.looks_beneath else () for overlay in self.overlays)

    @_to_come.default
    def _count(self) -> Counter[int]:
        return Counter(number for numbers in self._over.values() for number in numbers)

    def _cut(self, overlay: Overlay, whole: Sequence[Piece], begins: Sequence[int]) -> tuple[Piece, ...]:
        """Return what lies beneath an overlay, the outer bodies cut to its ends."""
        first, last = bisect_right(begins, overlay.begin) - 1, bisect_left(begins, overlay.end)
        cut = []
        for piece, begin in zip(whole[first:last], begins[first:last], strict=True):
            if isinstance(piece, Body):
                start = piece.start + max(0, overlay.begin - begin)
                piece = evolve(piece, start=start, stop=min(piece.stop, piece.start + overlay.end - begin))  # noqa: PLW2901
            cut.append(piece)
        return tuple(cut)

    def needs(self, piece: Piece) -> set[int]:
        """Return the numbers of the clips that must be there before a piece can be made."""
        looked_at = [each for number in self._numbers(piece) for each in self._beneath[number]]
        return {clip for each in (piece, *looked_at) for clip in shown(each)}

    def description(self, piece: Piece, of_picture: Callable[[Piece], dict[str, Any]]) -> list[dict[str, Any]]:
        """Describe all of the overlays that decides a piece's bytes; `of_picture` describes what lies beneath."""
        begin = self.timeline.begin(piece)
        return [
            {
                "overlay": self.overlays[number].identity,
                "frames": self.overlays[number].end - self.overlays[number].begin,
                "at": begin - self.overlays[number].begin,
                "beneath": [of_picture(each) for each in self._beneath[number]],
            }
            for number in self._numbers(piece)
        ]

    async def frames(self, piece: Piece, encoding: Encoding) -> Frames:
        """Return a blocking iterator over a piece's frames with the overlays on them."""
        picture = await self.frames_of(piece, encoding)
        numbers, begin, layers = self._numbers(piece), self.timeline.begin(piece), []
        for number in numbers:
            overlay = self.overlays[number]
            layers.append((await self._layer(number, encoding), begin - overlay.begin, overlay.end - overlay.begin))
        return _laid(picture, layers) if layers else picture

    def _numbers(self, piece: Piece) -> list[int]:
        """Return the numbers of the overlays that a piece shows, the lowest first."""
        return self._over[self.timeline.begin(piece)]

    async def _layer(self, number: int, encoding: Encoding) -> Layer:
        """Draw an overlay once; what the last piece has asked for is kept no longer: at 4K a layer has some 50 MB."""
        async with self._drawing.setdefault(number, anyio.Lock()):
            layer = self._layers.get(number)
            if layer is None:
                overlay = self.overlays[number]
                layer = await overlay.layer(_Picture(overlay, self._beneath[number], self), encoding=encoding)
            self._layers[number] = layer
            self._to_come[number] -= 1
            if self._to_come[number] <= 0:
                self._layers.pop(number)
            return layer


@frozen
class _Picture:
    """The film's picture beneath one overlay."""

    overlay: Overlay
    pieces: tuple[Piece, ...]
    film: Overlaid

    async def frames(self, numbers: Sequence[int], /, *, encoding: Encoding) -> list[NDArray[np.uint8]]:
        begin, timeline = self.overlay.begin, self.film.timeline
        found = []
        for number in numbers:
            piece = next((p for p in self.pieces if 0 <= begin + number - timeline.begin(p) < p.frames), None)
            if piece is None:
                raise InvalidInput(f"no frame {number} lies beneath an overlay of {self.overlay.end - begin} frames")
            at = begin + number - timeline.begin(piece)
            found.append(await self._one(piece, at, encoding))
        return found

    async def _one(self, piece: Piece, at: int, encoding: Encoding) -> NDArray[np.uint8]:
        if isinstance(piece, Body):
            piece, at = evolve(piece, start=piece.start + at, stop=piece.start + at + 1), 0
        frames = await self.film.frames_of(piece, encoding)
        return await run_sync(_nth, frames, at)


def shown(piece: Piece) -> list[int]:
    """Return the numbers of the clips that a piece shows."""
    return [piece.clip, piece.clip + 1] if isinstance(piece, Passage) else [piece.clip]


def _nth(frames: Frames, n: int) -> NDArray[np.uint8]:
    for _ in range(n):
        next(frames)
    return next(frames)


def _laid(picture: Frames, layers: list[tuple[Layer, int, int]]) -> Frames:
    for number, frame in enumerate(picture):
        for layer, at, length in layers:
            if 0 <= at + number < length:
                frame = layer.lay(frame, at + number)  # noqa: PLW2901  the frame goes on, laid over
        yield frame
