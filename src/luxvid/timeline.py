"""From lengths and transitions to pieces that tile the film: exact time, rounded once.

    clip 0          │ clip 1              │ clip 2
    ──── body ──┤ passage ├── body ──┤ passage ├── body ────

Every piece is made of its sources and encoded once; the film is the pieces' packets in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Self

from attrs import evolve, field, frozen

from luxvid.errors import InvalidInput
from luxvid.transitions import Transition


@frozen(kw_only=True)
class Body:
    """Frames `start` to `stop` − 1 of one clip, counted from its cut in."""

    clip: int
    start: int
    stop: int

    @property
    def frames(self) -> int:
        """Length in film frames."""
        return self.stop - self.start


@frozen(kw_only=True)
class Passage:
    """A transition between clip `clip` and the next.

    Its frame k shows the outgoing clip's frame `out_start + k` and the incoming clip's frame `in_start + k`
    (`in_start` is negative: those frames lie before the cut).
    """

    clip: int
    transition: Transition
    out_start: int

    @property
    def frames(self) -> int:
        """Length in film frames."""
        return self.transition.frames

    @property
    def in_start(self) -> int:
        """First frame of the incoming clip, counted from its cut in."""
        return -self.transition.before

    def level(self, k: int) -> float:
        """Return how far frame k has passed, 0 to 1 exclusive; the middle of the passage is 1/2."""
        return (k + 0.5) / self.frames


Piece = Body | Passage


@frozen(kw_only=True)
class Timeline:
    """The film in whole frames.

    Attributes:
        fps: Film frames per second.
        cuts: Where each clip begins, in film frames, and last where the film ends.
        transitions: The passage at each inner cut, shortened where a clip is too short for it.

    Example:
        >>> from fractions import Fraction
        >>> from luxvid.transitions import Dissolve
        >>> film = Timeline.of([4] * 7, [Dissolve(frames=15)] * 6, fps=Fraction(30))
        >>> film.frames, sum(piece.frames for piece in film.pieces())
        (840, 840)
    """

    fps: Fraction
    cuts: tuple[int, ...] = field(converter=tuple[int, ...])
    transitions: tuple[Transition, ...] = field(converter=tuple[Transition, ...])

    @classmethod
    def of(cls, lengths_s: Sequence[Fraction | int], transitions: Sequence[Transition], *, fps: Fraction) -> Self:
        """Return the timeline of clips of these lengths in exact seconds, with `transitions` at the inner cuts.

        Boundaries are rounded once, from the cumulative time, so that the whole is never off by more than half a frame.

        Raises:
            InvalidInput: No clip, a clip shorter than a frame, or not one transition for each inner cut.
        """
        total, cuts = Fraction(0), [0]
        for length in lengths_s:
            total += length
            cuts.append(int(total * fps + Fraction(1, 2)))
        return cls.of_frames([b - a for a, b in pairwise(cuts)], transitions, fps=fps)

    @classmethod
    def of_frames(cls, lengths: Sequence[int], transitions: Sequence[Transition], *, fps: Fraction) -> Self:
        """Return the timeline of clips of these lengths in whole film frames. Raises as `of` does."""
        if not lengths:
            raise InvalidInput("a film needs at least one clip")
        if len(transitions) != len(lengths) - 1:
            raise InvalidInput(f"{len(lengths)} clips have {len(lengths) - 1} cuts between them, not {len(transitions)}")
        for number, length in enumerate(lengths):
            if length < 1:
                raise InvalidInput(f"clip {number + 1} is shorter than one frame of the film")
        cuts = [0]
        for length in lengths:
            cuts.append(cuts[-1] + length)
        fitted = (_fitted(t, *pair) for t, *pair in zip(transitions, lengths, lengths[1:], strict=False))
        return cls(fps=fps, cuts=tuple(cuts), transitions=tuple(fitted))

    @property
    def frames(self) -> int:
        """Length of the film in frames."""
        return self.cuts[-1]

    @property
    def duration_s(self) -> Fraction:
        """Length of the film in exact seconds."""
        return self.frames / self.fps

    def pieces(self, *, split_at: Iterable[int] = ()) -> Iterator[Piece]:
        """Yield the pieces in the film's order; they tile it without gap or overlap.

        Bodies are split at the film frames of `split_at`; passages are not.
        """
        splits = sorted(set(split_at))
        start = 0
        for clip, length in enumerate(b - a for a, b in pairwise(self.cuts)):
            passage = self.transitions[clip] if clip < len(self.transitions) else Transition()
            stop = length - passage.before
            if stop > start:
                cut = self.cuts[clip]
                inside = splits[bisect_right(splits, cut + start) : bisect_left(splits, cut + stop)]
                ends = [start, *(at - cut for at in inside), stop]
                yield from (Body(clip=clip, start=a, stop=b) for a, b in pairwise(ends))
            if passage.frames:
                yield Passage(clip=clip, transition=passage, out_start=stop)
            start = passage.after

    def begin(self, piece: Piece) -> int:
        """Return the film frame that a piece begins with."""
        return self.cuts[piece.clip] + (piece.start if isinstance(piece, Body) else piece.out_start)


def _fitted(transition: Transition, before: int, after: int) -> Transition:
    """Shorten a transition so that it takes at most half of the clip on either side."""
    if transition.kind == "cut":
        return Transition()
    return evolve(transition, frames=min(transition.frames, 2 * min(before // 2, after // 2)))
