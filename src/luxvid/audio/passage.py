"""A passage: one cue laid out in time as bars, chords and melody, before anything sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from attrs import frozen

from luxvid.audio.harmony import Chord, Degree, Key, choose_pattern, nearest, voiced
from luxvid.audio.moods import Mood
from luxvid.sound import RATE_HZ

BAR_S = 4.0
STEPS_PER_BAR = 8
"""Steps of a bar of `BAR_S`; longer and shorter bars have more or fewer, so that the pace stays."""

_TWO_CHORDS_S = 2.4
_THREE_CHORDS_S = 3.2
_QUIET_BEFORE_CUT_S = 0.9
_PICKUP_WEIGHT = 0.6
_MOTIFS = (
    ((0, 0), (4, 2), (3, 1), (6, 1), (7, 0)),
    ((0, 2), (4, 1), (2, 1), (6, -1), (3, 0)),
    ((1, 0), (4, 3), (2, 1), (6, 2), (5, 2)),
    ((0, 1), (4, 0), (3, 2), (5, 1), (6, 2)),
    ((0, 3), (5, 1), (3, 2), (6, 0), (4, 2)),
)
"""(step of the bar, steps on the ladder of tones), the most important first."""


@frozen(kw_only=True)
class Sounding:
    """A chord from one sample to another, counted from the beginning of the piece."""

    chord: Chord
    notes: tuple[int, ...]
    start: int
    stop: int


@frozen(kw_only=True)
class Tone:
    """A tone of the melody: MIDI note, the sample at which it begins, and its weight from 0 to 1."""

    pitch: int
    at: int
    weight: float


@frozen(kw_only=True)
class Passage:
    """One cue, laid out.

    Attributes:
        start: First sample of the cue, counted from the beginning of the piece.
        stop: First sample after it.
        step: Samples of an eighth.
        chords: What sounds when; the first may begin before the cue: it is what went before, played on.
        melody: The tones of the lead.
        arrival: Sample at which the closing tonic begins; None where the cue does not close.
    """

    start: int
    stop: int
    step: float
    chords: tuple[Sounding, ...]
    melody: tuple[Tone, ...]
    arrival: int | None


def lay_out(mood: Mood, key: Key, *, start: int, stop: int, before: Degree | None, lead_in: int, seed: int) -> Passage:
    """Return the passage of a cue from sample `start` to `stop`.

    Args:
        mood: How it is arranged.
        key: The piece's key.
        start: First sample, counted from the beginning of the piece.
        stop: First sample after it.
        before: The chord that the piece has come to, or None at its beginning.
        lead_in: Samples before `start` over which that chord is played on.
        seed: Of the whole piece.
    """
    random = Random(f"{seed}/{start}")  # noqa: S311  music, no secret
    edges = _bar_edges(start, stop)
    chords = list(_lead_in(mood, key, before, start, lead_in))
    for first, last in pairwise(edges):
        closes = mood.cadence and last == stop
        degree = chords[-1].chord.degree if chords else None
        pattern = _pattern(mood, degree, random, (last - first) / RATE_HZ, closes=closes)
        chords.extend(_sounding(pattern, mood, key, chords, first, last))
    arrival = chords[-1].start if mood.cadence else None
    step = (edges[1] - edges[0]) / max(1, round((edges[1] - edges[0]) / RATE_HZ * STEPS_PER_BAR / BAR_S))
    melody = _melody(mood, key, chords, edges, step, Random(f"{seed}/motifs"), random)  # noqa: S311
    return Passage(start=start, stop=stop, step=step, chords=tuple(chords), melody=tuple(melody), arrival=arrival)


def _bar_edges(start: int, stop: int) -> list[int]:
    count = max(1, round((stop - start) / RATE_HZ / BAR_S))
    return [start + (stop - start) * number // count for number in range(count + 1)]


def _lead_in(mood: Mood, key: Key, before: Degree | None, start: int, lead_in: int) -> Iterator[Sounding]:
    if before is not None:
        chord = key.chord(before, mood.colour)
        yield Sounding(chord=chord, notes=voiced(chord, centre=mood.pad_centre), start=start - lead_in, stop=start)


def _pattern(mood: Mood, before: Degree | None, random: Random, bar_s: float, *, closes: bool) -> tuple[Degree, ...]:
    if closes:
        if bar_s >= _THREE_CHORDS_S:
            return random.choice((("IV", "V", "I"), ("ii", "V", "I")))
        return ("V", "I") if bar_s >= _TWO_CHORDS_S else ("I",)
    pattern = choose_pattern(mood.patterns, before, random)
    return pattern if bar_s >= _TWO_CHORDS_S else pattern[:1]


def _sounding(
    pattern: Sequence[Degree], mood: Mood, key: Key, so_far: Sequence[Sounding], first: int, last: int
) -> Iterator[Sounding]:
    """Three chords close a bar: a quarter, a quarter, a half; others share it evenly."""
    shares = (0.0, 0.25, 0.5, 1.0) if len(pattern) == 3 else tuple(n / len(pattern) for n in range(len(pattern) + 1))
    edges = [first + round((last - first) * share) for share in shares]
    notes = so_far[-1].notes if so_far else ()
    for degree, (start, stop) in zip(pattern, pairwise(edges), strict=True):
        chord = key.chord(degree, mood.colour)
        notes = voiced(chord, centre=mood.pad_centre, before=notes)
        yield Sounding(chord=chord, notes=notes, start=start, stop=stop)


def _melody(
    mood: Mood, key: Key, chords: Sequence[Sounding], edges: Sequence[int], step: float, piece: Random, cue: Random
) -> Iterator[Tone]:
    """Vary the piece's two motifs over the chords, with a pickup before the cut; rest before the next, unless the cue closes."""
    motifs = piece.sample(_MOTIFS, 2)
    quiet = edges[-1] - _QUIET_BEFORE_CUT_S * RATE_HZ
    for first, last in pairwise(edges):
        if mood.cadence and last == edges[-1]:
            yield from _closing(mood, key, [c for c in chords if c.start >= first], step)
            return
        motif = sorted(cue.choice(motifs)[: mood.lead_notes])
        anchor = nearest(key.pentatonic, mood.lead_centre + cue.choice((-2, 0, 2)))
        if first == edges[0] and chords[0].start < first:
            yield Tone(pitch=_below(key, anchor), at=first - round(step), weight=_PICKUP_WEIGHT)
        for place, interval in motif:
            at = first + round(place * step)
            if at < min(quiet, last):
                yield Tone(pitch=_tone(key, chords, anchor, interval, at, place), at=at, weight=_weight(place, cue))


def _closing(mood: Mood, key: Key, chords: Sequence[Sounding], step: float) -> Iterator[Tone]:
    """Climb through the chords and come to rest on the tonic."""
    pitch = float(mood.lead_centre - 5)
    for sounding in chords[:-1]:
        for number, at in enumerate((sounding.start, sounding.start + round(step))):
            pitch = nearest(sounding.chord.tones[:3], pitch + 2 + number)
            yield Tone(pitch=round(pitch), at=at, weight=0.8 + 0.1 * number)
    yield Tone(pitch=nearest((key.tonic,), pitch + 2), at=chords[-1].start, weight=1.0)


def _tone(key: Key, chords: Sequence[Sounding], anchor: int, interval: int, at: int, place: int) -> int:
    ladder = [note for note in range(anchor - 24, anchor + 25) if note % 12 in key.pentatonic]
    note = ladder[ladder.index(anchor) + interval]
    now = next(c for c in reversed(chords) if c.start <= at)
    return nearest(now.chord.tones[:3], note) if place % 4 == 0 else note


def _below(key: Key, note: int) -> int:
    return next(n for n in range(note - 1, note - 12, -1) if n % 12 in key.pentatonic)


def _weight(place: int, random: Random) -> float:
    return (0.9 if place % 4 == 0 else 0.68) + random.uniform(-0.06, 0.06)
