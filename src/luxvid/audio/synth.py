"""`SynthComposer`: ambient music made of numbers, grown cue by cue, the same for the same seed."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from anyio import to_thread
from attrs import asdict, evolve, field, frozen

from luxvid.audio.arrangement import perform
from luxvid.audio.harmony import TONICS, Key
from luxvid.audio.joining import crossfaded
from luxvid.audio.listening import last_degree
from luxvid.audio.moods import Mood, mood_of
from luxvid.audio.passage import lay_out
from luxvid.errors import InvalidInput
from luxvid.protocols import Run
from luxvid.sound import RATE_HZ, Audio, Continuation, Cue

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 1
"""Counts up when the same settings would sound different in a newer luxvid."""

_OVERLAP = 3 * RATE_HZ // 2
_SETTLING = RATE_HZ
_LONGEST_PASSAGE = 24 * RATE_HZ
_PLEASANT = ("C", "D", "Eb", "E", "F", "G", "A", "Bb")


def _whole(_composer: object, _attribute: object, value: object) -> None:
    if not isinstance(value, int):
        raise InvalidInput(f"seed must be a whole number, not {value!r}")


def _tonic(_composer: object, _attribute: object, value: str | None) -> None:
    if value is not None and value not in TONICS:
        raise InvalidInput(f"tonic must be one of {', '.join(TONICS)}, not {value!r}")


@frozen(kw_only=True)
class SynthComposer:
    """Composes calm film music offline: pads, strings, bass, a slow melody and a room, steered by each cue's mood.

    It keeps nothing between calls: where a piece has come to is read from its length and from its last chord, which it
    listens for. A continuation replays the last 1.5 s, changing to the new cue's arrangement on the way.

    Attributes:
        seed: Another seed is another piece: key, chords, melody, room.
        tonic: Of the major key, such as "D" or "Bb"; by default the seed chooses.

    Example:
        >>> import asyncio, luxvid
        >>> first = asyncio.run(SynthComposer(seed=7).extend(None, luxvid.Cue("wide strings", mood="majestic", duration_s=2)))
        >>> first.audio
        <Audio: 2.000 s, stereo, 48 kHz>
    """

    seed: int = field(default=0, validator=_whole)
    tonic: str | None = field(default=None, validator=_tonic)

    @property
    def identity(self) -> dict[str, Any]:
        """JSON-able description of all that decides the sound."""
        return {"composer": "luxvid.SynthComposer", "version": VERSION, **asdict(self)}

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:  # noqa: ARG002
        """Return the next stretch: up to 1.5 s replayed, then the cue's length of new music.

        Computed in a worker thread, about twenty times as fast as it plays; cancelling stops it between tones.
        """
        return await to_thread.run_sync(partial(self._extend, so_far, cue))

    def _extend(self, so_far: Audio | None, cue: Cue) -> Continuation:
        start = 0 if so_far is None else so_far.samples.shape[1]
        replayed = min(start, _OVERLAP)
        piece = np.zeros((2, 0), np.float32) if so_far is None else so_far.samples[:, start - replayed :]
        mood, edges = mood_of(cue), _edges(start, start + math.ceil(cue.duration_s * RATE_HZ))
        for first, last in pairwise(edges):
            closes = mood.cadence and last == edges[-1]
            piece = self._grown(piece, first, last, evolve(mood, cadence=closes))
        return Continuation(audio=Audio(samples=piece), overlap_s=Fraction(replayed, RATE_HZ))

    def _grown(self, piece: NDArray[np.float32], start: int, stop: int, mood: Mood) -> NDArray[np.float32]:
        """Play what ends at `start` on in the mood's arrangement, change over to it, and go on to `stop`."""
        key, overlap = self._key(), min(piece.shape[1], _OVERLAP)
        lead_in = min(start, overlap + _SETTLING)
        before = last_degree(piece, key) if overlap else None
        passage = lay_out(mood, key, start=start, stop=stop, before=before, lead_in=lead_in, seed=self.seed)
        music = perform(passage, mood, begin=start - lead_in, seed=self.seed)[:, lead_in - overlap :]
        if not overlap:
            return music
        changed = crossfaded(piece[:, -overlap:], music[:, :overlap])
        return np.concatenate([piece[:, :-overlap], changed, music[:, overlap:]], axis=1)

    def _key(self) -> Key:
        tonic = self.tonic or Random(f"{self.seed}/key").choice(_PLEASANT)  # noqa: S311  music, no secret
        return Key.named(tonic)


def _edges(start: int, stop: int) -> list[int]:
    """Split a long cue into passages of equal length, which bounds the memory that it takes."""
    count = math.ceil((stop - start) / _LONGEST_PASSAGE)
    return [start + (stop - start) * number // count for number in range(count + 1)]
