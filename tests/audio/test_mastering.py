"""Mastering in a closed loop: what a player decodes has the loudness and the peaks that were asked for."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio.headroom import compressed, without_rumble
from luxvid.audio.mastering import Goal, master
from luxvid.media.sound import decode_aac, measure, read_sound
from luxvid.sound import RATE_HZ

Samples = NDArray[np.float32]
LENGTH = 2 * RATE_HZ + 77


def tone(level: float = 0.1) -> Samples:
    time = np.arange(LENGTH) / RATE_HZ
    return np.stack([np.sin(2 * np.pi * 220 * time), np.sin(2 * np.pi * 221 * time)]).astype(np.float32) * np.float32(level)


def noise(level: float = 0.1) -> Samples:
    return np.random.default_rng(0).standard_normal((2, LENGTH)).astype(np.float32) * np.float32(level)


def plucked() -> Samples:
    """Struck tones with peaks well above their loudness, as music has them."""
    time = np.arange(LENGTH) / RATE_HZ
    return tone(0.02) + noise(0.004) + (np.sin(2 * np.pi * 330 * time) * np.exp(-6 * (time % 0.5)) * 0.5).astype(np.float32)


def swelling(swell: float = 0.0) -> Samples:
    """Ten seconds, quiet but for three with tall peaks; with a swing of one cycle a second that nobody hears."""
    time = np.arange(10 * RATE_HZ) / RATE_HZ
    strokes = np.exp(-12 * (time % 0.5)) * np.sin(2 * np.pi * 80 * time)
    loud = np.clip(np.minimum(time - 4, 7 - time) * 4, 0, 1)
    rest = np.random.default_rng(1).standard_normal(time.size) * 0.01
    one = rest + strokes * (0.05 + 0.45 * loud) + swell * loud * np.sin(2 * np.pi * time)
    return np.stack([one, 0.9 * one]).astype(np.float32)


def clicks() -> Samples:
    """Far too peaky: a click every half second over next to nothing."""
    out = noise(0.002)
    out[:, 24_000::24_000] = 0.9
    return out


@pytest.mark.parametrize(
    "samples",
    [tone(), tone(1e-3), noise(0.5), noise(2.0), plucked(), np.clip(noise(3.0), -1, 1)],
    ids=["tone", "very quiet", "loud noise", "beyond full scale", "plucked", "clipped"],
)
def test_the_decoded_aac_is_as_loud_as_asked_for(samples: Samples) -> None:
    made = master(samples, Goal())
    heard = decode_aac(made.aac)
    level = measure(heard)
    assert heard.shape == samples.shape
    assert level.loudness_lufs == pytest.approx(-14, abs=0.3)
    assert level.true_peak_dbtp <= -1.0
    assert (made.loudness_lufs, made.true_peak_dbtp) == level
    assert made.notes == ()


def test_other_goals_are_reached_too() -> None:
    made = master(plucked(), Goal(loudness_lufs=-23, true_peak_dbtp=-3))
    level = measure(decode_aac(made.aac))
    assert level.loudness_lufs == pytest.approx(-23, abs=0.3)
    assert level.true_peak_dbtp <= -3


def test_where_peaks_forbid_it_the_piece_stays_quieter_and_says_so() -> None:
    made = master(clicks(), Goal())
    level = measure(decode_aac(made.aac))
    assert level.loudness_lufs < -14.5
    assert level.true_peak_dbtp <= -1.0
    assert any("6 dB" in note and "-14" in note for note in made.notes)


def test_what_nobody_hears_takes_no_loudness_away() -> None:
    made = master(swelling(0.9) * np.float32(0.3), Goal(loudness_lufs=-18))
    assert made.loudness_lufs == pytest.approx(-18, abs=0.3)
    assert made.true_peak_dbtp <= -1.0
    assert (made.notes, made.compressed_db) == ((), 0.0)


def test_loud_passages_are_taken_down_where_the_peaks_would_be_crushed() -> None:
    made = master(swelling(), Goal(loudness_lufs=-16.5))
    level = measure(decode_aac(made.aac))
    assert level.loudness_lufs == pytest.approx(-16.5, abs=0.3)
    assert level.true_peak_dbtp <= -1.0
    assert made.notes == ()
    assert 0 < made.compressed_db <= 6


def test_nothing_is_taken_down_where_it_is_not_needed_or_not_wanted() -> None:
    assert master(plucked(), Goal()).compressed_db == 0
    kept = master(swelling(), Goal(), may_ease=False)
    assert kept.compressed_db == 0
    assert "6 dB" in kept.notes[0]


def test_an_offset_alone_is_not_raised_to_noise() -> None:
    made = master(np.full((2, LENGTH), 0.5, np.float32), Goal(fade_s=0.0))
    assert np.abs(np.diff(decode_aac(made.aac)[:, 4_800:-4_800])).max() < 1e-3


def test_compression_is_slow_and_leaves_quiet_passages_as_they_were() -> None:
    piece = swelling()
    softer, taken_db = compressed(piece, ratio=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain_db = 20 * np.log10(np.abs(softer[0] / piece[0]))
    gain_db = gain_db[np.abs(piece[0]) > 1e-3][:: RATE_HZ // 1000]
    np.testing.assert_allclose(softer[:, : 2 * RATE_HZ], piece[:, : 2 * RATE_HZ], rtol=1e-3)
    assert taken_db == pytest.approx(-gain_db.min(), abs=0.1)
    assert np.abs(np.diff(gain_db)).max() < 0.1  # a few milliseconds apart


def test_rumble_goes_and_what_is_heard_stays() -> None:
    time = np.arange(30 * RATE_HZ) / RATE_HZ
    tones = {hertz: np.stack([np.sin(2 * np.pi * hertz * time)] * 2).astype(np.float32) for hertz in (1, 30, 1000)}
    left = {hertz: float(np.std(without_rumble(tone)) / np.std(tone)) for hertz, tone in tones.items()}
    assert left[1] < 0.02
    assert left[30] == pytest.approx(1, abs=0.01)
    assert left[1000] == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("level", [0.0, 1e-6])
def test_silence_stays_silent_and_says_so(level: float) -> None:
    made = master(noise(level), Goal())
    assert not decode_aac(made.aac).any()
    assert made.notes == ("the music is silent",)
    assert np.isfinite([made.loudness_lufs, made.true_peak_dbtp]).all()


@pytest.mark.parametrize("length", [1, 480, 9_600, 30_000])
def test_short_sounds_are_mastered_too(length: int) -> None:
    made = master(tone()[:, 100 : 100 + length], Goal())
    assert decode_aac(made.aac).shape == (2, length)
    assert np.isfinite([made.loudness_lufs, made.true_peak_dbtp]).all()


def test_it_fades_in_and_out_and_keeps_its_length() -> None:
    heard = read_sound(master(noise(), Goal()).flac).samples
    assert heard.shape == (2, LENGTH)
    level = [np.abs(heard[:, at : at + 480]).max() for at in (0, 12_000, LENGTH // 2, LENGTH - 12_000, LENGTH - 480)]
    assert level[0] < 0.02 * level[2]
    assert level[4] < 0.02 * level[2]
    assert level[1] < 0.8 * level[2]
    assert level[3] < 0.8 * level[2]
    assert not heard[:, 0].any()


def test_a_click_stays_at_its_sample() -> None:
    samples = tone(0.05)
    samples[:, 70_000] = 0.4
    made = master(samples, Goal())
    for heard in (decode_aac(made.aac), read_sound(made.flac).samples):
        curvature = np.abs(np.diff(heard[0], 2))
        assert abs(int(curvature.argmax()) + 1 - 70_000) <= 1


def test_the_same_sound_gives_the_same_bytes() -> None:
    first, second = master(plucked(), Goal()), master(plucked(), Goal())
    assert (first.aac, first.flac) == (second.aac, second.flac)


def test_what_was_passed_is_not_changed() -> None:
    samples = tone()
    before = samples.copy()
    master(samples, Goal())
    np.testing.assert_array_equal(samples, before)
