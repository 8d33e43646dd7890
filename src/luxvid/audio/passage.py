"""A passage: one cue laid out on the beats as phrases, chords and melody, before anything sounds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random

from attrs import frozen

from luxvid.audio.harmony import Chord, Degree, Key, choose_pattern, nearest, voiced
from luxvid.audio.moods import Mood
from luxvid.rhythm import Beats
from luxvid.sound import RATE_HZ

STEP_S = 0.5
"""About how long a step of the melody is, whatever the tempo: the pace stays."""

_TWO_CHORDS_S = 2.4
_THREE_CHORDS_S = 3.2
_QUIET_BEFORE_CUT_S = 0.9
_PICKUP = (0.5, 0.7)
"""Weights of the tones that lead into a cue, a step apart, the last one a step before it."""
_MOTIFS = (
    ((0, 0), (4, 2), (3, 1), (6, 1), (7, 0)),
    ((0, 2), (4, 1), (2, 1), (6, -1), (3, 0)),
    ((1, 0), (4, 3), (2, 1), (6, 2), (5, 2)),
    ((0, 1), (4, 0), (3, 2), (5, 1), (6, 2)),
    ((0, 3), (5, 1), (3, 2), (6, 0), (4, 2)),
)
"""(step of the phrase, steps on the ladder of tones), the most important first."""


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
class Meter:
    """The beats under one cue.

    Attributes:
        grid: The piece's beats.
        start: First sample of the cue, counted from the beginning of the piece.
        stop: First sample after it.
        first: The beat nearest to its beginning: it begins a bar of the cue.
        phrases: Beats at which phrases of about 4 s begin, and last the one nearest to the cue's end.
    """

    grid: Beats
    start: int
    stop: int
    first: int
    phrases: tuple[int, ...]

    @classmethod
    def of(cls, grid: Beats, start: int, stop: int) -> Meter:
        """Return the meter of a cue: whole bars from its beginning, and what is left over in the last phrase."""
        first = grid.nearest(Fraction(start, RATE_HZ))
        last = max(first + 1, grid.nearest(Fraction(stop, RATE_HZ)))
        bars = 1 if grid.per_bar * grid.beat_s >= _TWO_CHORDS_S else 2
        length = grid.per_bar * bars
        count = max(1, round((last - first) / length))
        edges = (*(first + length * number for number in range(count)), last)
        return cls(grid=grid, start=start, stop=stop, first=first, phrases=edges)

    @property
    def step_beats(self) -> Fraction:
        """Beats of a step of the melody: the half beats nearest to `STEP_S`."""
        return Fraction(max(1, math.floor(STEP_S / (self.grid.beat_s / 2) + Fraction(1, 2))), 2)

    @property
    def step(self) -> float:
        """Samples of a step of the melody."""
        return float(self.step_beats * self.grid.beat_s * RATE_HZ)

    def at(self, beat: Fraction | int) -> int:
        """Return the sample of a beat or a part of one; the cue's own beginning and end for its first and last."""
        if beat == self.phrases[0]:
            return self.start
        return self.stop if beat == self.phrases[-1] else self.sounds_at(beat)

    def sounds_at(self, beat: Fraction | int) -> int:
        """Return the sample at which a beat falls, wherever the cue begins."""
        return round((self.grid.first_beat_s + beat * self.grid.beat_s) * RATE_HZ)

    def in_bar(self, beat: int) -> int:
        """Return which beat of its bar a beat is, from 0; the cue begins a bar."""
        return (beat - self.first) % self.grid.per_bar


@frozen(kw_only=True)
class Passage:
    """One cue, laid out.

    Attributes:
        meter: The beats under it.
        chords: What sounds when; the first may begin before the cue: it is what went before, played on.
        melody: The tones of the lead.
        arrival: Sample at which the closing tonic begins; None where the cue does not close.
    """

    meter: Meter
    chords: tuple[Sounding, ...]
    melody: tuple[Tone, ...]
    arrival: int | None

    @property
    def start(self) -> int:
        """First sample of the cue, counted from the beginning of the piece."""
        return self.meter.start

    @property
    def stop(self) -> int:
        """First sample after the cue."""
        return self.meter.stop


def lay_out(  # noqa: PLR0913  a passage is where all of this meets
    mood: Mood,
    key: Key,
    grid: Beats,
    *,
    start: int,
    stop: int,
    before: Degree | None,
    notes: tuple[int, ...] = (),
    lead_in: int,
    seed: int,
) -> Passage:
    """Return the passage of a cue from sample `start` to `stop`.

    Args:
        mood: How it is arranged.
        key: The piece's key.
        grid: The piece's beats. A cue begins a bar with the beat nearest to its beginning.
        start: First sample, counted from the beginning of the piece.
        stop: First sample after it.
        before: The chord that the piece has come to, or None at its beginning.
        notes: How that chord was voiced, where it is known.
        lead_in: Samples before `start` over which that chord is played on.
        seed: Of the whole piece.
    """
    random = Random(f"{seed}/{start}")  # noqa: S311  music, no secret
    meter = Meter.of(grid, start, stop)
    chords = list(_lead_in(mood, key, before, notes, start, lead_in))
    for first, last in pairwise(meter.phrases):
        closes = mood.cadence and last == meter.phrases[-1]
        degree = chords[-1].chord.degree if chords else None
        pattern = _pattern(mood, degree, random, float((last - first) * grid.beat_s), closes=closes)
        chords.extend(_sounding(pattern, mood, key, chords, meter, first, last))
    arrival = chords[-1].start if mood.cadence else None
    melody = _melody(mood, key, chords, meter, Random(f"{seed}/motifs"), random)  # noqa: S311
    return Passage(meter=meter, chords=tuple(chords), melody=tuple(melody), arrival=arrival)


def _lead_in(mood: Mood, key: Key, before: Degree | None, notes: tuple[int, ...], start: int, lead_in: int) -> Iterator[Sounding]:
    if before is not None:
        chord = key.chord(before, mood.colour)
        yield Sounding(chord=chord, notes=notes or voiced(chord, centre=mood.pad_centre), start=start - lead_in, stop=start)


def _pattern(mood: Mood, before: Degree | None, random: Random, length_s: float, *, closes: bool) -> tuple[Degree, ...]:
    if closes:
        if length_s >= _THREE_CHORDS_S:
            return random.choice((("IV", "V", "I"), ("ii", "V", "I")))
        return ("V", "I") if length_s >= _TWO_CHORDS_S else ("I",)
    pattern = choose_pattern(mood.patterns, before, random)
    return pattern if length_s >= _TWO_CHORDS_S else pattern[:1]


def _sounding(
    pattern: Sequence[Degree], mood: Mood, key: Key, so_far: Sequence[Sounding], meter: Meter, first: int, last: int
) -> Iterator[Sounding]:
    """Three chords close a phrase: a quarter, a quarter, a half; others share it evenly. They change on beats."""
    shares = (0.0, 0.25, 0.5, 1.0) if len(pattern) == 3 else tuple(n / len(pattern) for n in range(len(pattern) + 1))
    edges = [meter.at(first + math.floor((last - first) * share + 0.5)) for share in shares]
    notes = so_far[-1].notes if so_far else ()
    for degree, (start, stop) in zip(pattern, pairwise(edges), strict=True):
        chord = key.chord(degree, mood.colour)
        notes = voiced(chord, centre=mood.pad_centre, before=notes)
        yield Sounding(chord=chord, notes=notes, start=start, stop=stop)


def _melody(mood: Mood, key: Key, chords: Sequence[Sounding], meter: Meter, piece: Random, cue: Random) -> Iterator[Tone]:
    """Vary the piece's two motifs over the chords, led up to before the cut; rest before the next, unless the cue closes."""
    motifs = piece.sample(_MOTIFS, 2)
    quiet = meter.stop - _QUIET_BEFORE_CUT_S * RATE_HZ
    for first, last in pairwise(meter.phrases):
        begins = meter.at(first)
        if mood.cadence and last == meter.phrases[-1]:
            yield from _closing(mood, key, [c for c in chords if c.start >= begins], meter.step)
            return
        motif = sorted(cue.choice(motifs)[: mood.lead_notes])
        anchor = nearest(key.pentatonic, mood.lead_centre + cue.choice((-2, 0, 2)))
        if first == meter.first and chords[0].start < begins:
            yield from _pickup(key, anchor, meter)
        for place, interval in motif:
            at = meter.sounds_at(first + place * meter.step_beats)
            if begins <= at < min(quiet, meter.at(last)):
                yield Tone(pitch=_tone(key, chords, anchor, interval, at, place), at=at, weight=_weight(place, cue))


def _pickup(key: Key, anchor: int, meter: Meter) -> Iterator[Tone]:
    """Climb to the cue's first tone from below."""
    pitches = [_below(key, anchor)]
    pitches.insert(0, _below(key, pitches[0]))
    for number, (pitch, weight) in enumerate(zip(pitches, _PICKUP, strict=True)):
        at = meter.sounds_at(meter.first - (len(pitches) - number) * meter.step_beats)
        yield Tone(pitch=pitch, at=at, weight=weight)


def _closing(mood: Mood, key: Key, chords: Sequence[Sounding], step: float) -> Iterator[Tone]:
    """Climb through the chords and come to rest on the tonic."""
    pitch = float(mood.lead_centre - 5)
    for sounding in chords[:-1]:
        for number, at in enumerate((sounding.start, sounding.start + round(step))):
            pitch = nearest(sounding.chord.tones[:3], pitch + 2 + number)
            yield Tone(pitch=round(pitch), at=at, weight=0.6 + 0.15 * number)
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
