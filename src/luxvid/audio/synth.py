"""`SynthComposer`: film music made of numbers, grown cue by cue, the same for the same seed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from anyio import to_thread
from attrs import asdict, evolve, field, frozen

from luxvid.audio.arrangement import PARTS, Playing, perform, planned_db
from luxvid.audio.dynamics import eased, levelled
from luxvid.audio.harmony import DEGREES, TONICS, Degree, Key
from luxvid.audio.joining import crossfaded
from luxvid.audio.listening import last_degree
from luxvid.audio.moods import Mood, mood_of
from luxvid.audio.passage import Passage, lay_out
from luxvid.audio.stems import stacked, unstacked
from luxvid.audio.styles import STYLES, Style, style_named, style_of
from luxvid.errors import InvalidInput
from luxvid.protocols import Run
from luxvid.rhythm import Beats, Form
from luxvid.sound import RATE_HZ, Audio, Continuation, Cue

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 3
"""Counts up when the same settings would sound different in a newer luxvid."""

_OVERLAP = 2 * RATE_HZ
_CHANGING = 4 * RATE_HZ // 3
"""Of a replay the first third is what was there, to the sample: by it the scorer sees that nothing is to be shifted or raised."""
_SETTLING = 2 * RATE_HZ
_LONGEST_PASSAGE = 24 * RATE_HZ
_RISEN = 0.7
"""How far a piece has risen whose length is not known."""
_LEAST_DRIVE_DB = -3.0
_GOLDEN = 0.6180339887498949
"""Seeds that follow each other lie far apart in tempo."""


def _whole(_composer: object, _attribute: object, value: object) -> None:
    if not isinstance(value, int):
        raise InvalidInput(f"seed must be a whole number, not {value!r}")


def _tonic(_composer: object, _attribute: object, value: str | None) -> None:
    if value is not None and value not in TONICS:
        raise InvalidInput(f"tonic must be one of {', '.join(TONICS)}, not {value!r}")


def _known_style(_composer: object, _attribute: object, value: str) -> None:
    if value and style_named(value) is None:
        raise InvalidInput(f"style must be one of {', '.join(style.name for style in STYLES)}, not {value!r}")


@frozen(kw_only=True)
class SynthComposer:
    """Composes film music offline in five styles, steered by each cue's mood, with a build to an end that resolves.

    Styles are ambient piano, warm strings, minimal electronic, acoustic and cinematic finale. A cue's `style` names one, or
    has words that lead to one ("quiet, Mediterranean" is acoustic). `arranged` fixes style, key and tempo for the whole
    piece; the tempo so that as many cuts as possible fall on beats, on first beats of bars where that can be.

    It keeps nothing between calls: what `arranged` fixed comes with each cue. Without it a piece goes on from what is
    heard at its end, each cue at a tempo of its own. A continuation replays the last 2 s, changing to the new cue's
    arrangement on the way.

    Attributes:
        seed: Another seed is another piece: key, tempo, chords, melody, room.
        tonic: Of the major key, such as "D" or "Bb"; by default style and seed choose.
        style: What is played where cues do not ask for a style; ambient piano by default.
        stems: Hand over harmony, bass, melody and drums alone, too: it takes about twice as long.

    Example:
        >>> import asyncio, luxvid
        >>> first = asyncio.run(SynthComposer(seed=7).extend(None, luxvid.Cue("wide strings", mood="majestic", duration_s=2)))
        >>> first.audio
        <Audio: 2.000 s, stereo, 48 kHz>
    """

    seed: int = field(default=0, validator=_whole)
    tonic: str | None = field(default=None, validator=_tonic)
    style: str = field(default="", validator=_known_style)
    stems: bool = False

    @property
    def licence(self) -> str:
        """The terms for the use of what it plays."""
        return "luxvid claims no rights in what it plays"

    @property
    def commercial_use(self) -> bool:
        """Whether what it plays may be used to sell something."""
        return True

    @property
    def identity(self) -> dict[str, Any]:
        """JSON-able description of all that decides the sound."""
        return {"composer": "luxvid.SynthComposer", "version": VERSION, **asdict(self)}

    @property
    def _parts(self) -> tuple[str, ...]:
        return PARTS if self.stems else ()

    async def arranged(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> tuple[Cue, ...]:  # noqa: ARG002
        """Return the cues with the `form` of their piece: beats, key, style, and the chord that each begins from.

        A grid, key or style that the first cue's form has is kept. Takes a few milliseconds.

        Example:
            >>> import asyncio, luxvid
            >>> cues = asyncio.run(SynthComposer().arranged([luxvid.Cue("calm", duration_s=4)] * 3))
            >>> cues[0].form.beats.tempo_bpm
            Fraction(60, 1)
        """
        if not cues:
            return ()
        form, start, until_s = self._form(cues), 0, Fraction(0)
        out: list[Cue] = []
        for cue in cues:
            out.append(evolve(cue, form=form))
            until_s += cue.duration_s
            stop = math.floor(until_s * RATE_HZ + Fraction(1, 2))
            for passage, _ in self._passages(out[-1], start, stop, before=None, lead_in=0) if stop > start else ():
                last = passage.chords[-1]
                form = evolve(form, chord=last.chord.degree, notes=last.notes)
            start = stop
        return tuple(out)

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:  # noqa: ARG002
        """Return the next stretch: up to 2 s replayed, then the cue's length of new music.

        Computed in a worker thread, about fifteen times as fast as it plays; cancelling stops it between tones.
        """
        return await to_thread.run_sync(partial(self._extend, so_far, cue))

    def _extend(self, so_far: Audio | None, cue: Cue) -> Continuation:
        start = 0 if so_far is None else so_far.samples.shape[1]
        replayed = min(start, _OVERLAP)
        piece = np.zeros((2 + 2 * len(self._parts), 0), np.float32) if so_far is None else self._known(so_far)
        before = last_degree(piece[:2], self._key(cue)) if replayed and not (cue.form and cue.form.chord) else None
        stop = start + math.ceil(cue.duration_s * RATE_HZ)
        for passage, mood in self._passages(cue, start, stop, before=before, lead_in=min(start, replayed + _SETTLING)):
            piece = self._grown(piece, cue, passage, mood)
        return Continuation(audio=unstacked(piece[:, start - replayed :], self._parts), overlap_s=Fraction(replayed, RATE_HZ))

    def _known(self, so_far: Audio) -> NDArray[np.float32]:
        """Return the piece with its parts; one by another composer is all harmony."""
        if not self.stems:
            return so_far.samples
        silence = np.zeros_like(so_far.samples)
        rest = {} if so_far.stems else {PARTS[0]: so_far.samples}
        return stacked(evolve(so_far, stems={part: {**so_far.stems, **rest}.get(part, silence) for part in PARTS}))

    def _passages(
        self, cue: Cue, start: int, stop: int, *, before: Degree | None, lead_in: int
    ) -> Iterator[tuple[Passage, Mood]]:
        """Yield the passages of a cue, each led from the one before, and how they are meant."""
        key, mood, form = self._key(cue), mood_of(cue), cue.form
        closes = mood.cadence if form is None else Fraction(stop + 1, RATE_HZ) >= form.total_s
        degree, notes = before, tuple[int, ...]()
        if form and form.chord in DEGREES:
            degree, notes = DEGREES[DEGREES.index(form.chord)], form.notes
        grid = self._grid(cue, start, stop)
        for first, last in pairwise(_edges(start, stop)):
            meant = evolve(mood, cadence=closes and last == stop)
            if meant.cadence:  # whatever its mood, the end is played out
                meant = evolve(meant, drive_db=max(mood.drive_db, _LEAST_DRIVE_DB))
            passage = lay_out(
                meant, key, grid, start=first, stop=last, before=degree, notes=notes, lead_in=lead_in, seed=self.seed
            )
            yield passage, meant
            degree, notes = passage.chords[-1].chord.degree, passage.chords[-1].notes
            lead_in = min(last, _OVERLAP + _SETTLING)

    def _grown(self, piece: NDArray[np.float32], cue: Cue, passage: Passage, mood: Mood) -> NDArray[np.float32]:
        """Play what ends at the passage's start on in its arrangement, change over to it, and go on to its end."""
        lead_in = min(passage.start, _OVERLAP + _SETTLING)
        total = round(cue.form.total_s * RATE_HZ) if cue.form else None
        rise = (passage.start + passage.stop) / 2 / total if total else _RISEN
        playing = Playing(
            passage=passage,
            mood=mood,
            style=self._style(cue),
            rise=min(1.0, rise),
            total=total,
            seed=self.seed,
            in_parts=self.stems,
        )
        music = perform(playing, begin=passage.start - lead_in)
        music = levelled(music, lead_in=lead_in, planned_db=planned_db(playing), before=piece)
        change = min(piece.shape[1], _CHANGING)
        grown = music
        if change:
            changed = crossfaded(piece[:, -change:], music[:, lead_in - change : lead_in])
            grown = np.concatenate([piece[:, :-change], changed, music[:, lead_in:]], axis=1)
        if passage.arrival is not None and passage.arrival > passage.start:
            eased(grown, passage.arrival, free=passage.arrival - passage.start)
        if change:  # last, since what leads to a near arrival begins at the cut
            eased(grown, passage.start, free=change)
        return grown

    def _form(self, cues: Sequence[Cue]) -> Form:
        """Return the form at the piece's beginning."""
        given, ends_s = cues[0].form, list(accumulate(cue.duration_s for cue in cues))
        style = self._style(cues[0])
        beats = given.beats if given else self._fitted(style, ends_s)
        tonic = (given.tonic if given else "") or self._tonic_of(style)
        return Form(beats=beats, total_s=ends_s[-1], tonic=tonic, style=style.name)

    def _fitted(self, style: Style, ends_s: Sequence[Fraction]) -> Beats:
        wanted = round(style.slowest_bpm + (style.fastest_bpm - style.slowest_bpm) * ((self.seed * _GOLDEN + 0.5) % 1))
        return Beats.fitted(ends_s, slowest=style.slowest_bpm, fastest=style.fastest_bpm, wanted=wanted, per_bar=style.per_bar)

    def _grid(self, cue: Cue, start: int, stop: int) -> Beats:
        """Return the piece's grid; where there is none, one of whole beats for the cue alone."""
        if cue.form:
            return cue.form.beats
        style, length_s = self._style(cue), Fraction(stop - start, RATE_HZ)
        count = round(float(length_s) * (style.slowest_bpm + style.fastest_bpm) / 120)
        tempo = 60 * count / length_s if count else Fraction(60)
        return Beats(tempo_bpm=tempo, first_beat_s=Fraction(start, RATE_HZ), per_bar=style.per_bar[-1])

    def _style(self, cue: Cue) -> Style:
        return style_of([cue], default=(cue.form.style if cue.form else "") or self.style)

    def _key(self, cue: Cue) -> Key:
        return Key.named((cue.form.tonic if cue.form else "") or self._tonic_of(self._style(cue)))

    def _tonic_of(self, style: Style) -> str:
        return self.tonic or style.tonics[self.seed % len(style.tonics)]


def _edges(start: int, stop: int) -> list[int]:
    """Split a long cue into passages of equal length, which bounds the memory that it takes."""
    count = math.ceil((stop - start) / _LONGEST_PASSAGE)
    return [start + (stop - start) * number // count for number in range(count + 1)]
