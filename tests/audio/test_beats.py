"""The beat tracker, on pieces whose beats are known."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio.beats import tracked
from luxvid.sound import RATE_HZ, Audio

Samples = NDArray[np.float64]
FRAME_S = 1 / 30
FIRST_S = Fraction(37, 100)
TEMPOS = (60, 72, "83.3", "97.3", 110, 120, 133, 147, 160)
PITCHED = ("clicks", "chords")


def sounds(kind: str, beat: int, random: np.random.Generator) -> tuple[Samples, Samples]:
    """What sounds on a beat, and half a beat later."""
    time = np.arange(RATE_HZ // 3) / RATE_HZ
    if kind == "clicks":
        return np.array([0.6]), np.zeros(1)
    if kind == "drums":
        kick = np.sin(2 * np.pi * (50 * time + 2 * (1 - np.exp(-30 * time)))) * np.exp(-12 * time)
        snare = 0.5 * random.standard_normal(time.size) * np.exp(-25 * time)
        return snare if beat % 2 else kick, 0.15 * np.diff(random.standard_normal(time.size + 1)) * np.exp(-80 * time)
    time = np.arange(RATE_HZ) / RATE_HZ
    pitch_hz = 220 * 2 ** (random.integers(0, 12) / 12)
    tones = sum(0.2 / n * np.sin(2 * np.pi * pitch_hz * n * time) for n in range(1, 6))
    return tones * np.exp(-3 * time) * np.minimum(1, time / 0.005), np.zeros(1)


def piece(kind: str, tempo_bpm: Fraction, *, duration_s: int = 16) -> Audio:
    """Beats over a held chord and a little noise."""
    random = np.random.default_rng(0)
    length = duration_s * RATE_HZ
    time = np.arange(length + 2 * RATE_HZ) / RATE_HZ
    out = 0.05 * sum(np.sin(2 * np.pi * hertz * time) for hertz in (110, 165, 220)) + 0.002 * random.standard_normal(time.size)
    half_s = 30 / tempo_bpm
    for beat in range(int((duration_s - FIRST_S) / (2 * half_s)) + 1):
        for number, sound in enumerate(sounds(kind, beat, random)):
            at = round((FIRST_S + (2 * beat + number) * half_s) * RATE_HZ)
            out[at : at + sound.size] += sound
    return Audio(samples=np.tile(out[:length].astype(np.float32), (2, 1)))


@pytest.mark.parametrize(
    ("kind", "tempo_bpm"),
    [("drums", Fraction(tempo)) for tempo in TEMPOS] + [(kind, Fraction(tempo)) for kind in PITCHED for tempo in TEMPOS[::4]],
)
def test_tempo_and_phase_are_found(kind: str, tempo_bpm: Fraction) -> None:
    found = tracked(piece(kind, tempo_bpm))
    assert found
    assert float(found.beats.tempo_bpm) == pytest.approx(float(tempo_bpm), rel=0.001)
    for beat in range(int(15 * tempo_bpm / 60)):
        assert abs(found.beats.off_s(FIRST_S + beat * 60 / tempo_bpm)) < FRAME_S / 2
    assert found.confidence > 0.8


def test_a_kick_on_every_fourth_beat_begins_the_bar() -> None:
    random = np.random.default_rng(1)
    out = 0.001 * random.standard_normal(20 * RATE_HZ)
    kick, snare = sounds("drums", 0, random)[0], sounds("drums", 1, random)[0]
    for beat in range(38):
        sound = kick if beat % 4 == 1 else snare
        out[beat * RATE_HZ // 2 :][: sound.size] += sound
    found = tracked(Audio(samples=np.tile(out.astype(np.float32), (2, 1))))
    assert found
    assert found.beats.begins_bar(found.beats.nearest(Fraction(1, 2)))


@pytest.mark.parametrize("kind", ["silence", "noise", "a held tone", "too short"])
def test_where_there_is_no_beat_none_is_found(kind: str) -> None:
    length = (2 if kind == "too short" else 15) * RATE_HZ
    samples = {
        "silence": np.zeros(length),
        "noise": np.random.default_rng(0).standard_normal(length) * 0.1,
        "a held tone": 0.3 * np.sin(np.arange(length) * 0.03),
        "too short": np.tile(np.r_[1.0, np.zeros(RATE_HZ // 2 - 1)], 4),
    }[kind]
    assert tracked(Audio(samples=np.tile(samples.astype(np.float32), (2, 1)))) is None


def test_a_tempo_that_runs_away_is_no_grid() -> None:
    out = np.zeros(20 * RATE_HZ)
    at_s, step_s = 0.3, 0.75
    while at_s < 19:
        out[int(at_s * RATE_HZ)] = 0.8
        at_s, step_s = at_s + step_s, step_s * 0.97
    assert tracked(Audio(samples=np.tile(out.astype(np.float32), (2, 1)))) is None
