"""Overlays over the film's pieces: which piece shows which, drawn once each, and what lies beneath them."""

from __future__ import annotations

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
    """

    overlays: tuple[Overlay, ...]
    timeline: Timeline
    frames_of: FramesOf
    _layers: dict[int, Layer] = field(factory=dict, init=False)
    _drawing: anyio.Lock = field(factory=anyio.Lock, init=False)

    def __attrs_post_init__(self) -> None:
        for overlay in self.overlays:
            if not 0 <= overlay.begin < overlay.end <= self.timeline.frames:
                lies = f"frames {overlay.begin} to {overlay.end} of a film of {self.timeline.frames}"
                raise InvalidInput(f"an overlay lies on {lies}: it must begin before it ends, and inside the film")

    def pieces(self) -> list[Piece]:
        """Return the film's pieces, bodies split where overlays begin and end."""
        ends = [end for overlay in self.overlays for end in (overlay.begin, overlay.end)]
        return list(self.timeline.pieces(split_at=ends))

    def over(self, piece: Piece) -> list[Overlay]:
        """Return the overlays that a piece shows, the lowest first."""
        begin = self.timeline.begin(piece)
        return [each for each in self.overlays if each.begin < begin + piece.frames and begin < each.end]

    def beneath(self, overlay: Overlay) -> list[Piece]:
        """Return what lies beneath an overlay that looks there: pieces, the outer bodies cut to its ends; else nothing."""
        if not overlay.looks_beneath:
            return []
        pieces = self.timeline.pieces(split_at=(overlay.begin, overlay.end))
        return [each for each in pieces if overlay in self.over(each)]

    def needs(self, piece: Piece) -> set[int]:
        """Return the numbers of the clips that must be there before a piece can be made."""
        looked_at = [each for overlay in self.over(piece) for each in self.beneath(overlay)]
        return {clip for each in (piece, *looked_at) for clip in shown(each)}

    def description(self, piece: Piece, of_picture: Callable[[Piece], dict[str, Any]]) -> list[dict[str, Any]]:
        """Describe all of the overlays that decides a piece's bytes; `of_picture` describes what lies beneath."""
        begin = self.timeline.begin(piece)
        return [
            {
                "overlay": overlay.identity,
                "frames": overlay.end - overlay.begin,
                "at": begin - overlay.begin,
                "beneath": [of_picture(each) for each in self.beneath(overlay)],
            }
            for overlay in self.over(piece)
        ]

    async def frames(self, piece: Piece, encoding: Encoding) -> Frames:
        """Return a blocking iterator over a piece's frames with the overlays on them."""
        picture = await self.frames_of(piece, encoding)
        overlays = self.over(piece)
        if not overlays:
            return picture
        begin = self.timeline.begin(piece)
        layers = [(overlay, await self._layer(overlay, encoding)) for overlay in overlays]
        return _laid(picture, [(layer, begin - each.begin, each.end - each.begin) for each, layer in layers])

    async def _layer(self, overlay: Overlay, encoding: Encoding) -> Layer:
        number = self.overlays.index(overlay)
        async with self._drawing:
            if number not in self._layers:
                self._layers[number] = await overlay.layer(_Picture(overlay, self), encoding=encoding)
        return self._layers[number]


@frozen
class _Picture:
    """The film's picture beneath one overlay."""

    overlay: Overlay
    film: Overlaid

    async def frames(self, numbers: Sequence[int], /, *, encoding: Encoding) -> list[NDArray[np.uint8]]:
        begin, pieces = self.overlay.begin, self.film.beneath(self.overlay)
        timeline = self.film.timeline
        found = []
        for number in numbers:
            piece = next((p for p in pieces if 0 <= begin + number - timeline.begin(p) < p.frames), None)
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
