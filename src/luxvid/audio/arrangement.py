"""The arrangement: who plays what of a passage, how loudly, and how much of it goes into the room."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from luxvid.audio.harmony import nearest
from luxvid.audio.instruments import BASS, BELLS, HARP, PIANO, SHIMMER, Hammers, Held, Struck, hold, pad, strings
from luxvid.audio.moods import Lead, Mood
from luxvid.audio.passage import Passage, Sounding
from luxvid.audio.stage import Stage
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAD = 0.042
_BASS = 0.085
_LEAD = 0.25
_PULSE = 0.34
_BASS_NOTE = 41
_HEARD_DB = -45.0
_ECHO_STEPS = 1.5
_UP_AND_DOWN = (0, 2, 1, 3, 2, 1, 3, 2)
_LEADS: dict[Lead, tuple[Struck, float]] = {"piano": (PIANO, 1.0), "bells": (BELLS, 0.95), "harp": (HARP, 1.5)}


def perform(passage: Passage, mood: Mood, *, begin: int, seed: int) -> NDArray[np.float32]:
    """Play a passage and return it from position `begin` of the piece to the passage's end: (2, n) float32."""
    stage = Stage(begin, passage.stop)
    hammers = Hammers(stage)
    for sounding in passage.chords:
        stop_if_cancelled()
        _play_chord(stage, sounding, mood, is_last=sounding is passage.chords[-1], seed=seed)
    _play_pulse(hammers, passage, mood, begin, seed)
    _play_melody(hammers, passage, mood)
    if passage.arrival is not None:
        _play_arrival(hammers, passage, mood)
    stop_if_cancelled()
    return stage.heard(seed=seed) * _dynamics(passage, mood, begin)


def _play_chord(stage: Stage, sounding: Sounding, mood: Mood, *, is_last: bool, seed: int) -> None:
    stop = sounding.stop + RATE_HZ if is_last else sounding.stop  # the last one does not end: the piece may go on
    notes, send = sounding.notes, 0.9 * mood.space
    root = nearest((sounding.chord.root,), _BASS_NOTE)
    layers: tuple[tuple[Held, tuple[int, ...], float, float], ...] = (
        (pad(mood.brightness), notes, _PAD, send),
        (strings(mood.brightness), (*notes[1:], notes[-1] + 12), _PAD * _gain(mood.strings_db), send),
        (SHIMMER, tuple(note + 24 for note in notes[-2:]), _PAD * _gain(mood.shimmer_db), send),
        (BASS, (root,), _BASS * _gain(mood.bass_db), 0.12 * mood.space),
    )
    for timbre, pitches, level, sent in layers:
        levels = {pitch: level * _softer_above(pitch) for pitch in pitches}
        hold(stage, timbre, levels, start=sounding.start, stop=stop, send=sent, seed=seed)


def _play_pulse(hammers: Hammers, passage: Passage, mood: Mood, begin: int, seed: int) -> None:
    """Pluck the chord's tones up and down, one a step; before the cue already, so that they come in with the rest."""
    if mood.pulse_db < _HEARD_DB:
        return
    random = Random(f"{seed}/{passage.start}/pulse")  # noqa: S311  music, no secret
    first = -int((passage.start - begin) / passage.step)
    for number in range(first, round((passage.stop - passage.start) / passage.step)):
        at = passage.start + round(number * passage.step)
        if passage.arrival is not None and at > passage.arrival + 2 * passage.step:
            return
        now = next((c for c in reversed(passage.chords) if c.start <= at), passage.chords[0])
        pitch = now.notes[_UP_AND_DOWN[number % len(_UP_AND_DOWN)]] + 12
        level = _PULSE * _gain(mood.pulse_db + random.uniform(-2, 0)) * _softer_above(pitch)
        late, panorama = round(random.uniform(0, 0.008) * RATE_HZ), random.uniform(-0.6, 0.6)
        hammers.strike(HARP, pitch=pitch, at=at + late, level=level, panorama=panorama, send=0.8 * mood.space)


def _play_melody(hammers: Hammers, passage: Passage, mood: Mood) -> None:
    timbre, gain = _LEADS[mood.lead]
    echo = round(_ECHO_STEPS * passage.step)
    for tone in passage.melody:
        level = _LEAD * gain * tone.weight * _softer_above(tone.pitch)
        hammers.strike(timbre, pitch=tone.pitch, at=tone.at, level=level, panorama=-0.12, send=mood.space)
        hammers.strike(timbre, pitch=tone.pitch, at=tone.at + echo, level=0.22 * level, panorama=0.6, send=mood.space)


def _play_arrival(hammers: Hammers, passage: Passage, mood: Mood) -> None:
    """Spread the closing chord upwards on the harp, over a deep octave of the bass."""
    closing = passage.chords[-1]
    for number, note in enumerate((*closing.notes, *(note + 12 for note in closing.notes))):
        at = closing.start + round(number * 0.07 * RATE_HZ)
        level = 0.3 * _LEAD * _softer_above(note)
        hammers.strike(HARP, pitch=note, at=at, level=level, panorama=-0.7 + 0.2 * number, send=mood.space)
    root = nearest((closing.chord.root,), _BASS_NOTE)
    hammers.strike(PIANO, pitch=root, at=closing.start, level=0.5 * _LEAD, panorama=0.0, send=0.4 * mood.space)


def _dynamics(passage: Passage, mood: Mood, begin: int) -> NDArray[np.float32]:
    """Return the gain of every sample: level for most cues, a rise to the arrival and a fall after it for one that closes."""
    if passage.arrival is None:
        return np.full(passage.stop - begin, _gain(mood.level_db), np.float32)
    swell_db = np.interp(
        np.arange(begin, passage.stop),
        [passage.start, passage.arrival, (passage.arrival + passage.stop) / 2, passage.stop],
        [-2.5, 0.0, -0.5, -4.0],
    )
    return (10 ** ((swell_db + mood.level_db) / 20)).astype(np.float32)


def _softer_above(pitch: int) -> float:
    """High tones sound louder than low ones of the same strength."""
    return float(2 ** (-max(0, pitch - 60) / 24))


def _gain(level_db: float) -> float:
    return float(10 ** (level_db / 20))
