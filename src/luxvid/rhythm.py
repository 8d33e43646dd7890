"""The film's time in music: `Beats` is the grid, `fitted` lays it under the cuts, `moved` lays the cuts on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Self

from attrs import evolve, field, frozen

from luxvid.convert import JsonValue, exact_seconds
from luxvid.errors import InvalidInput

ON_THE_BEAT_S = Fraction(1, 60)
"""A cut this near to a beat is on it: half a frame at 30 fps."""

_OFF_BEAT, _OFF_BAR, _OFF_PACE = 6.0, 0.8, 1.2
_FAR = Fraction(1, 4)
"""In the choice of a tempo a cut this share of a beat off counts as wholly beside it."""


def _exact(value: Fraction | float | str) -> Fraction:
    try:
        return value if isinstance(value, Fraction) else Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise InvalidInput(f"tempo_bpm must be a number of beats a minute such as 96 or '180/7', not {value!r}") from error


def _playable(_beats: object, _attribute: object, value: Fraction) -> None:
    if not 20 <= value <= 400:
        raise InvalidInput(f"tempo_bpm must be from 20 to 400, not {float(value):g}")


def _counted(_beats: object, _attribute: object, value: int) -> None:
    if not 1 <= value <= 16:
        raise InvalidInput(f"per_bar must be from 1 to 16 beats, not {value!r}")


@frozen(kw_only=True)
class Beats(JsonValue):
    """A steady grid of beats, counted from 0, in exact seconds from the beginning of the piece.

    Attributes:
        tempo_bpm: Beats a minute, 20 to 400.
        first_beat_s: When beat 0 falls, which begins a bar; below 0 where the piece begins inside a bar.
        per_bar: Beats of a bar, 1 to 16.

    Example:
        >>> from luxvid.rhythm import Beats
        >>> grid = Beats(tempo_bpm=90, first_beat_s="0.5", per_bar=3)
        >>> grid.at_s(3), grid.nearest(2.0), grid.begins_bar(3)
        (Fraction(5, 2), 2, True)
    """

    tempo_bpm: Fraction = field(converter=_exact, validator=_playable)
    first_beat_s: Fraction = field(default=Fraction(0), converter=exact_seconds)
    per_bar: int = field(default=4, validator=_counted)

    @property
    def beat_s(self) -> Fraction:
        """From one beat to the next."""
        return 60 / self.tempo_bpm

    def at_s(self, beat: int) -> Fraction:
        """Return when a beat falls."""
        return self.first_beat_s + beat * self.beat_s

    def nearest(self, time_s: Fraction | float) -> int:
        """Return the beat nearest to a time; of two, the later."""
        return math.floor((exact_seconds(time_s) - self.first_beat_s) / self.beat_s + Fraction(1, 2))

    def off_s(self, time_s: Fraction) -> Fraction:
        """Return how much later than its nearest beat a time is; below 0 where it is earlier."""
        return time_s - self.at_s(self.nearest(time_s))

    def begins_bar(self, beat: int) -> bool:
        """Return whether a bar begins with a beat."""
        return beat % self.per_bar == 0

    def shifted(self, by_s: Fraction) -> Self:
        """Return the grid `by_s` later."""
        return evolve(self, first_beat_s=self.first_beat_s + by_s)

    def until(self, end_s: Fraction) -> Iterator[tuple[int, Fraction]]:
        """Yield the beats from 0 s to `end_s`, that one left out, and when they fall."""
        beat = math.ceil(-self.first_beat_s / self.beat_s)
        while self.at_s(beat) < end_s:
            yield beat, self.at_s(beat)
            beat += 1

    @classmethod
    def fitted(
        cls, cuts_s: Sequence[Fraction], *, slowest: float, fastest: float, wanted: float, per_bar: Sequence[int] = (4,)
    ) -> Self:
        """Return the grid that begins at 0 and on which most cuts fall, on the first beats of bars where that can be.

        Args:
            cuts_s: Where the scenes begin, 0 left out, and last where the film ends.
            slowest: Lowest tempo in beats a minute.
            fastest: Highest tempo.
            wanted: What the tempo is where the cuts leave the choice.
            per_bar: Beats of a bar to choose from.

        Example:
            >>> from fractions import Fraction
            >>> Beats.fitted([Fraction(4 * n) for n in range(1, 8)], slowest=80, fastest=100, wanted=84, per_bar=(4, 3))
            Beats(tempo_bpm=Fraction(90, 1), first_beat_s=Fraction(0, 1), per_bar=3)
        """
        tempos = {_exact(wanted)}
        for length in {after - before for before, after in pairwise((Fraction(0), *cuts_s))} | set(cuts_s[-1:]):
            first, last = math.ceil(slowest * length / 60), math.floor(fastest * length / 60)
            tempos.update(60 * count / length for count in range(first, last + 1))
        grids = [cls(tempo_bpm=tempo, per_bar=count) for tempo in sorted(tempos) for count in per_bar]
        return min(grids, key=lambda grid: _misfit(grid, cuts_s, wanted))


@frozen(kw_only=True)
class Form(JsonValue):
    """What a composer fixes for a whole piece before it plays, and where a cue stands in it.

    Attributes:
        beats: The piece's grid.
        total_s: The piece's length.
        tonic: Of its key, such as "D"; empty where the composer does not say.
        style: In what style it is played; empty where the composer does not say.
        chord: Degree of the chord that the piece has come to before the cue; empty at its beginning.
        notes: That chord's MIDI notes, low to high: the next one is led from them.
    """

    beats: Beats
    total_s: Fraction = field(converter=exact_seconds)
    tonic: str = ""
    style: str = ""
    chord: str = ""
    notes: tuple[int, ...] = field(default=(), converter=tuple[int, ...])


def moved(cuts: Sequence[int], beats: Beats, *, fps: Fraction, fixed: Sequence[bool] = (), at_most: Fraction) -> list[int]:
    """Return the cuts on beats: each inner one on the nearest first beat of a bar within its limits, else on the nearest beat.

    The first and the last stay, so that the film keeps its length to the frame; so does a cut with no beat within its
    limits, and one that is on a beat already.

    Args:
        cuts: Where each clip begins, in film frames from 0, and last where the film ends.
        beats: The grid.
        fps: Film frames a second.
        fixed: Of the clips, which keep their cuts; none by default.
        at_most: A cut moves by at most this share of the shorter of its two clips, below 1/2.

    Example:
        >>> from fractions import Fraction
        >>> moved([0, 100, 240], Beats(tempo_bpm=60), fps=Fraction(30), at_most=Fraction(1, 4))
        [0, 120, 240]
    """
    held = fixed or [False] * (len(cuts) - 1)
    out = list(cuts)
    for number in range(1, len(cuts) - 1):
        if not held[number - 1] and not held[number]:
            room = at_most * min(cuts[number] - cuts[number - 1], cuts[number + 1] - cuts[number])
            out[number] = _on_a_beat(cuts[number], beats, fps, room)
    return out


def _misfit(grid: Beats, cuts_s: Sequence[Fraction], wanted: float) -> float:
    beside = [max(0.0, float(abs(grid.off_s(cut)) - ON_THE_BEAT_S)) for cut in cuts_s]
    off_beat = sum(min(1.0, off_s / float(_FAR * grid.beat_s)) for off_s in beside)
    on_bar = sum(abs(grid.off_s(cut)) <= ON_THE_BEAT_S and grid.begins_bar(grid.nearest(cut)) for cut in cuts_s)
    shares = _OFF_BEAT * off_beat + _OFF_BAR * (len(cuts_s) - on_bar)
    return shares / max(1, len(cuts_s)) + _OFF_PACE * abs(math.log2(float(grid.tempo_bpm) / wanted))


def _on_a_beat(cut: int, beats: Beats, fps: Fraction, room: Fraction) -> int:
    if abs(beats.off_s(cut / fps)) <= 1 / (2 * fps):
        return cut
    here = beats.nearest(cut / fps)
    bar = here - here % beats.per_bar
    next_bar = bar + beats.per_bar
    is_nearer = cut / fps - beats.at_s(bar) <= beats.at_s(next_bar) - cut / fps
    for beat in (bar, next_bar, here) if is_nearer else (next_bar, bar, here):
        frame = math.floor(beats.at_s(beat) * fps + Fraction(1, 2))
        if abs(frame - cut) <= room:
            return frame
    return cut


__all__ = ["ON_THE_BEAT_S", "Beats", "Form", "moved"]
