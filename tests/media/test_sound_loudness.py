"""Loudness and true peak, as EBU R 128 defines them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.errors import RenderFailed
from luxvid.media.sound import limit, measure, read_sound
from luxvid.sound import RATE_HZ


def tone(frequency_hz: float, *, duration_s: float, level_dbfs: float, phase: float = 0.0) -> NDArray[np.float32]:
    time = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    wave = np.sin(2 * np.pi * frequency_hz * time + phase) * 10 ** (level_dbfs / 20)
    return np.tile(wave.astype(np.float32), (2, 1))


@pytest.mark.parametrize("duration_s", [0.02, 0.35, 0.4, 0.77, 3.0])
@pytest.mark.parametrize("level_dbfs", [-33.0, -14.0])
def test_a_tone_is_as_loud_as_the_standard_says(duration_s: float, level_dbfs: float) -> None:
    level = measure(tone(1000, duration_s=duration_s, level_dbfs=level_dbfs))
    assert level.loudness_lufs == pytest.approx(level_dbfs, abs=0.6 if duration_s < 3 else 0.1)
    assert level.true_peak_dbtp == pytest.approx(level_dbfs, abs=0.1)


def test_the_standards_own_file_measures_right(shared: Path) -> None:
    audio = read_sound(shared / "odd-media" / "audio" / "1770-2_Comp_RelGateTest.wav")
    assert measure(audio.samples).loudness_lufs == pytest.approx(-10.0, abs=0.1)


def test_a_peak_between_samples_is_found() -> None:
    wave = tone(RATE_HZ / 4, duration_s=1, level_dbfs=0, phase=np.pi / 4)
    assert np.abs(wave).max() == pytest.approx(0.7071, abs=0.001)
    assert measure(wave).true_peak_dbtp == pytest.approx(0, abs=0.7)  # the tone's hard beginning overshoots


def test_silence_has_numbers() -> None:
    level = measure(np.zeros((2, RATE_HZ), np.float32))
    assert level == (-70.0, -144.0)


@pytest.mark.parametrize("samples", [np.zeros((2, 0), np.float32), np.full((2, 9_600), np.nan, np.float32)])
def test_what_is_no_sound_is_not_measured(samples: NDArray[np.float32]) -> None:
    with pytest.raises(RenderFailed):
        measure(samples)


@pytest.mark.parametrize("ceiling_dbtp", [-1.0, -6.0])
def test_the_limiter_holds_true_peaks_and_keeps_the_length(ceiling_dbtp: float) -> None:
    loud = np.random.default_rng(0).standard_normal((2, 100_001)).astype(np.float32) * np.float32(0.4)
    limited = limit(loud, ceiling_dbtp=ceiling_dbtp)
    assert limited.shape == loud.shape
    assert measure(limited).true_peak_dbtp <= ceiling_dbtp + 0.5


def test_the_limiter_leaves_what_is_below_the_ceiling_and_does_not_delay() -> None:
    quiet = tone(440, duration_s=1, level_dbfs=-20)
    quiet[:, 24_000] = 0.3
    limited = limit(quiet, ceiling_dbtp=-1)
    assert int(np.abs(limited[0]).argmax()) == 24_000
    body = slice(2_000, 20_000)
    np.testing.assert_allclose(limited[:, body], quiet[:, body], atol=1e-3)
