"""The arrangement: who plays what of a passage, how loudly, and how much of it goes into the room."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from luxvid.audio.harmony import nearest
from luxvid.audio.instruments import HARP, HORNS, PIANO, SHIMMER, Hammers, Held, Struck, hold, pad, strings
from luxvid.audio.moods import Mood
from luxvid.audio.passage import Passage, Sounding, Tone
from luxvid.audio.percussion import SWELL
from luxvid.audio.stage import STAGE_HZ, Stage
from luxvid.audio.styles import Style
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAD = 0.042
_BASS = 0.085
_BASS_PLUCKED = 0.30
_LEAD = 0.25
_LEAD_HELD = 0.085
_PULSE = 0.34
_DRUMS = 0.8
_BASS_NOTE = 41
_HEARD_DB = -42.0
_ECHO_STEPS = 1.5
_LONGEST_TONE_S = 2.2
PARTS = ("harmony", "bass", "melody", "drums")
_BUILD_DB = 4.0
"""By how much the piece grows from its beginning to its end."""


@frozen(kw_only=True)
class Playing:
    """What everyone on the stage has before them.

    Attributes:
        passage: The notes.
        mood: How they are meant.
        style: Who plays.
        rise: How far the piece has come at the passage's middle, 0 to 1: more join in.
        total: Length of the piece in samples, over which it grows louder; None where that is not known.
        seed: Of the whole piece.
        in_parts: `PARTS` are to be had alone, too.
    """

    passage: Passage
    mood: Mood
    style: Style
    rise: float
    total: int | None
    seed: int
    in_parts: bool = False


def perform(playing: Playing, *, begin: int) -> NDArray[np.float32]:
    """Play a passage and return it from position `begin` of the piece to the passage's end: (2, n) float32.

    In parts it is (10, n): all together, then each of `PARTS`.
    """
    passage, style = playing.passage, playing.style
    stage = Stage(begin, passage.stop, parts=PARTS if playing.in_parts else ())
    hammers = Hammers(stage)
    for sounding in passage.chords:
        stop_if_cancelled()
        _play_chord(stage, sounding, playing, is_last=sounding is passage.chords[-1])
    if style.pump_db:
        stage.shape(_pumped(stage, playing))
    stage.plays("bass")
    _play_plucked_bass(hammers, playing, begin)
    stage.plays("harmony")
    _play_pulse(hammers, playing, begin)
    stage.plays("drums")
    _play_drums(hammers, playing, begin)
    stage.plays("melody")
    _play_melody(stage, hammers, playing)
    if passage.arrival is not None:
        _play_arrival(stage, hammers, playing)
    stop_if_cancelled()
    return stage.heard(seed=playing.seed, size_of_room=style.room) * _dynamics(playing, begin)


def planned_db(playing: Playing) -> float:
    """Return how loud a passage is meant to be on the whole, against the piece's fullest."""
    return playing.mood.level_db + (_BUILD_DB * (playing.rise - 1) if playing.total else 0.0)


def _play_chord(stage: Stage, sounding: Sounding, playing: Playing, *, is_last: bool) -> None:
    mood, style = playing.mood, playing.style
    stop = sounding.stop + RATE_HZ if is_last else sounding.stop  # the last one does not end: the piece may go on
    notes, send = sounding.notes, 0.9 * mood.space * style.space
    bright, grown = min(1.0, max(0.0, mood.brightness + style.brightness + 0.15 * (playing.rise - 0.5))), 3 * (playing.rise - 0.7)
    bowed_db = style.strings_follow * mood.strings_db + style.strings_db
    root = nearest((sounding.chord.root,), _BASS_NOTE)
    layers: list[tuple[str, Held, tuple[int, ...], float, float]] = [
        ("harmony", pad(bright), notes, _PAD * _gain(style.pad_db), send),
        ("harmony", strings(bright), (*notes[1:], notes[-1] + 12), _PAD * _gain(bowed_db + grown), send),
        ("harmony", HORNS, notes[:2], _PAD * _gain(style.horns_db + 0.5 * mood.drive_db + 2 * grown), send),
        ("harmony", SHIMMER, tuple(n + 24 for n in notes[-2:]), _PAD * _gain(mood.shimmer_db + style.shimmer_db), send),
    ]
    if isinstance(style.bass, Held):
        layers.append(("bass", style.bass, (root,), _BASS * _gain(mood.bass_db + style.bass_db), 0.12 * send))
    for part, timbre, pitches, level, sent in layers:
        if level > _PAD * _gain(_HEARD_DB):
            stage.plays(part)
            levels = {pitch: level * _softer_above(pitch) for pitch in pitches}
            hold(stage, timbre, levels, start=sounding.start, stop=stop, send=sent, seed=playing.seed)


def _half_beats(playing: Playing, begin: int) -> Iterator[tuple[Fraction, int]]:
    """Yield the half beats from `begin` to the passage's end, or to its arrival, and where they fall."""
    passage, meter = playing.passage, playing.passage.meter
    end = passage.stop if passage.arrival is None else passage.arrival + 1
    number = 2 * meter.grid.nearest(Fraction(begin, RATE_HZ)) - 2
    while (at := meter.sounds_at(Fraction(number, 2))) < min(end, passage.stop):
        if at >= begin:
            yield Fraction(number, 2), at
        number += 1


def _is_played(beats: tuple[float, ...], beat: Fraction, playing: Playing) -> bool:
    whole = beat.denominator == 1
    if (-1.0 if whole else -0.5) in beats:
        return True
    in_bar = playing.passage.meter.in_bar(int(beat)) + float(beat % 1)
    return in_bar in beats


def _play_plucked_bass(hammers: Hammers, playing: Playing, begin: int) -> None:
    mood, style = playing.mood, playing.style
    if not isinstance(style.bass, Struck):
        return
    level = _BASS_PLUCKED * _gain(0.5 * mood.bass_db + style.bass_db + 0.25 * mood.drive_db)
    for beat, at in _half_beats(playing, begin):
        if _is_played(style.bass_beats, beat, playing) or (-1.0 in style.bass_beats and beat.denominator == 2):
            root = nearest((_chord_at(playing.passage, at).chord.root,), _BASS_NOTE)
            accent = 1.0 if beat.denominator == 1 else 0.7
            hammers.strike(style.bass, pitch=root, at=at, level=level * accent, panorama=0.0, send=0.1 * mood.space)


def _play_pulse(hammers: Hammers, playing: Playing, begin: int) -> None:
    """Break the chords, one tone each half beat; before the cue already, so that they come in with the rest."""
    mood, style, meter = playing.mood, playing.style, playing.passage.meter
    loud_db = max(mood.pulse_db, style.pulse_db + 0.6 * mood.drive_db + 4 * (playing.rise - 1))
    if loud_db < _HEARD_DB:
        return
    random = Random(f"{playing.seed}/{playing.passage.start}/pulse")  # noqa: S311  music, no secret
    for beat, at in _half_beats(playing, begin):
        late, softer, side = random.uniform(0, 0.006) * RATE_HZ, random.uniform(-2, 0), random.uniform(-0.6, 0.6)
        tone = style.figure[int(2 * (beat - meter.first)) % len(style.figure)]
        if tone < 0:
            continue
        pitch = _chord_at(playing.passage, at).notes[tone] + style.pulse_octave
        accent_db = 1.5 if beat.denominator == 1 else -1.0
        level = _PULSE * _gain(loud_db + softer + accent_db) * _softer_above(pitch)
        send = 0.8 * mood.space * style.space
        hammers.strike(style.pulse, pitch=pitch, at=at + round(late), level=level, panorama=side, send=send)


def _play_drums(hammers: Hammers, playing: Playing, begin: int) -> None:
    """Beat the drums; they come in as the piece rises."""
    mood, style = playing.mood, playing.style
    for drum, beats, loud_db in style.strokes:
        level_db = loud_db + mood.drive_db + 7 * (playing.rise - 1)
        if level_db < _HEARD_DB:
            continue
        for beat, at in _half_beats(playing, begin):
            if _is_played(beats, beat, playing):
                accent_db = 0.0 if playing.passage.meter.in_bar(int(beat)) == 0 and beat.denominator == 1 else -2.0
                level = _DRUMS * _gain(level_db + accent_db)
                hammers.hit(drum, at=at, level=level, panorama=0.15 * len(beats) - 0.3, send=0.25 * mood.space * style.space)


def _pumped(stage: Stage, playing: Playing) -> NDArray[np.float32]:
    """Return the gain of held sounds that draw back on every beat and come again until the next."""
    grid = playing.passage.meter.grid
    seconds = np.arange(stage.first, stage.last) / STAGE_HZ
    phase = ((seconds - float(grid.first_beat_s)) / float(grid.beat_s)) % 1.0
    depth_db = playing.style.pump_db * _gain(min(0.0, playing.mood.drive_db))
    dipped = np.minimum(phase / 0.04, 1) * np.maximum(0, 1 - phase / 0.75) ** 1.5
    return (10 ** (-depth_db * dipped / 20)).astype(np.float32)


def _play_melody(stage: Stage, hammers: Hammers, playing: Playing) -> None:
    passage, mood, style = playing.passage, playing.mood, playing.style
    voice = style.leads[mood.lead]
    if isinstance(voice, Held):
        _sing(stage, voice, playing)
        return
    echo, space = round(_ECHO_STEPS * passage.meter.step), mood.space * style.space
    for tone in passage.melody:
        level = _LEAD * _gain(style.lead_db) * tone.weight * _softer_above(tone.pitch) * (1.4 if voice is HARP else 1.0)
        hammers.strike(voice, pitch=tone.pitch, at=tone.at, level=level, panorama=-0.12, send=space)
        hammers.strike(voice, pitch=tone.pitch, at=tone.at + echo, level=0.22 * level, panorama=0.6, send=space)


def _sing(stage: Stage, voice: Held, playing: Playing) -> None:
    """Play the melody on an instrument that holds its tones, each until the next."""
    style, mood, tones = playing.style, playing.mood, playing.passage.melody
    for tone, stop in zip(tones, _ends(tones, playing.passage.stop), strict=True):
        level = _LEAD_HELD * _gain(style.lead_db) * tone.weight * _softer_above(tone.pitch)
        hold(stage, voice, {tone.pitch: level}, start=tone.at, stop=stop, send=mood.space * style.space, seed=playing.seed)


def _ends(tones: tuple[Tone, ...], stop: int) -> list[int]:
    longest, later = round(_LONGEST_TONE_S * RATE_HZ), [*(tone.at for tone in tones), stop + RATE_HZ][1:]
    return [min(following, tone.at + longest) for tone, following in zip(tones, later, strict=True)]


def _play_arrival(stage: Stage, hammers: Hammers, playing: Playing) -> None:
    """Swell into the closing chord and spread it upwards, over a deep octave of the bass and a last stroke of the drums."""
    mood, style, closing = playing.mood, playing.style, playing.passage.chords[-1]
    if closing.start <= playing.passage.start:  # too short a cue to lead up to it
        return
    space = mood.space * style.space
    spread = PIANO if style.pulse is PIANO else style.pulse if isinstance(style.leads["harp"], Held) else HARP
    stage.plays("harmony")
    for number, note in enumerate((*closing.notes, *(note + 12 for note in closing.notes))):
        at = closing.start + round(number * 0.07 * RATE_HZ)
        level = 0.3 * _LEAD * _softer_above(note)
        hammers.strike(spread, pitch=note, at=at, level=level, panorama=-0.7 + 0.2 * number, send=space)
    root = nearest((closing.chord.root,), _BASS_NOTE)
    stage.plays("bass")
    hammers.strike(PIANO, pitch=root, at=closing.start, level=0.5 * _LEAD, panorama=0.0, send=0.4 * space)
    if style.strokes:
        drum, _, loud_db = style.strokes[0]
        stage.plays("drums")
        hammers.hit(drum, at=closing.start, level=_DRUMS * _gain(loud_db + 1), panorama=0.0, send=0.5 * space)
        swell = closing.start - round(-SWELL.noise_s * RATE_HZ)
        hammers.hit(SWELL, at=swell, level=_DRUMS * _gain(loud_db - 16), panorama=0.0, send=0.5 * space)


def _dynamics(playing: Playing, begin: int) -> NDArray[np.float32]:
    """Return the gain of every sample: a slow growth over the piece, and for one that closes a rise to the arrival and a fall."""
    passage, mood = playing.passage, playing.mood
    positions = np.arange(begin, passage.stop)
    level_db = np.full(positions.size, mood.level_db)
    if playing.total:
        level_db += _BUILD_DB * (positions / playing.total - 1)
    if passage.arrival is not None:
        middle, swells = (passage.arrival + passage.stop) / 2, passage.arrival > passage.start
        places, gains_db = [passage.arrival, middle, passage.stop], [0.0, -0.5, -4.0]
        level_db += np.interp(positions, [passage.start] * swells + places, [-2.5] * swells + gains_db)
    return (10 ** (level_db / 20)).astype(np.float32)


def _chord_at(passage: Passage, at: int) -> Sounding:
    return next((chord for chord in reversed(passage.chords) if chord.start <= at), passage.chords[0])


def _softer_above(pitch: int) -> float:
    """High tones sound louder than low ones of the same strength."""
    return float(2 ** (-max(0, pitch - 60) / 24))


def _gain(level_db: float) -> float:
    return float(10 ** (level_db / 20))
