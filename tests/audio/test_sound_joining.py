"""Joining a continuation to what it replays."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.audio.joining import correlation, crossfaded, joined
from luxvid.sound import RATE_HZ


def noise(length: int, *, seed: int = 0, level: float = 0.1) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((2, length)).astype(np.float32) * np.float32(level)


def chord(length: int) -> NDArray[np.float32]:
    time = np.arange(length) / RATE_HZ
    wave = sum(np.sin(2 * np.pi * f * time + f) for f in (110, 277.2, 329.6, 659.3)) * 0.1
    return np.stack([wave, 0.8 * wave]).astype(np.float32)


def test_what_lies_before_the_overlap_is_untouched() -> None:
    piece, following = noise(100_000), noise(90_000, seed=1)
    grown = joined(piece, following, overlap=30_000, length=160_000)
    assert grown.shape == (2, 160_000)
    np.testing.assert_array_equal(grown[:, :70_000], piece[:, :70_000])
    np.testing.assert_allclose(correlation(grown[:, 100_000:], following[:, 30_000:]), 1, atol=1e-6)


@pytest.mark.parametrize(("early_or_late", "level"), [(0, 1.0), (137, 1.0), (-480, 0.7), (333, 1.9), (-5, 0.5)])
def test_a_replay_is_aligned_and_brought_to_level(early_or_late: int, level: float) -> None:
    whole = chord(400_000) + noise(400_000, level=0.01)
    piece = whole[:, :200_000]
    continuation = whole[:, 60_000 - early_or_late : 320_000] * np.float32(level)
    grown = joined(piece, continuation, overlap=140_000, length=300_000)
    np.testing.assert_allclose(grown, whole[:, :300_000], atol=2e-3)


def test_what_is_no_replay_is_not_shifted() -> None:
    piece, other = noise(100_000), noise(100_000, seed=5)
    grown = joined(piece, other, overlap=40_000, length=150_000)
    np.testing.assert_allclose(correlation(grown[:, 100_000:], other[:, 40_000:90_000]), 1, atol=1e-6)


@pytest.mark.parametrize("alike", [0.0, 0.4, 0.8, 1.0])
def test_a_crossfade_keeps_the_power_whatever_the_correlation(alike: float) -> None:
    old = noise(96_000)
    new = np.float32(alike) * old + np.float32((1 - alike**2) ** 0.5) * noise(96_000, seed=1)
    mixed = crossfaded(old, new)
    power = [np.square(mixed[:, at : at + 9_600]).mean() for at in range(0, 96_000, 9_600)]
    np.testing.assert_allclose(power, np.square(old).mean(), rtol=0.08)
    np.testing.assert_allclose(mixed[:, 0], old[:, 0], atol=1e-4)
    np.testing.assert_allclose(mixed[:, -1], new[:, -1], atol=1e-4)


def test_without_a_replay_the_joint_does_not_click() -> None:
    time = np.arange(96_000) / RATE_HZ
    wave = np.tile(np.sin(2 * np.pi * 220 * time + 1) / 2, (2, 1)).astype(np.float32)
    grown = joined(wave[:, :50_000], wave[:, 7_777:], overlap=0, length=90_000)
    np.testing.assert_array_equal(grown[:, :50_000], wave[:, :50_000])
    assert np.abs(np.diff(grown)).max() < 1.5 * np.abs(np.diff(wave)).max()


def test_a_continuation_that_fits_already_is_left_alone() -> None:
    whole = chord(96_000)
    grown = joined(whole[:, :50_000], whole[:, 50_000:], overlap=0, length=96_000)
    np.testing.assert_allclose(grown, whole, atol=1e-3)


def test_silence_joins_silence_and_sound() -> None:
    nothing = np.zeros((2, 50_000), np.float32)
    assert not joined(nothing, nothing, overlap=20_000, length=70_000).any()
    grown = joined(nothing, noise(80_000), overlap=20_000, length=100_000)
    assert np.isfinite(grown).all()
    assert np.square(grown[:, 50_000:]).mean() == pytest.approx(0.01, rel=0.1)


def test_the_length_may_be_less_than_there_is() -> None:
    assert joined(noise(1_000), noise(5_000, seed=2), overlap=400, length=1_001).shape == (2, 1_001)


@pytest.mark.parametrize("late", [0, 90])
def test_a_click_that_the_continuation_brings_along_is_mended(late: int) -> None:
    whole = chord(200_000) + noise(200_000, level=0.0005)
    continuation = whole[:, 40_000 - late : 190_000].copy()
    continuation[:, 60_000:] *= -1  # its composer put two sounds together, without a thought
    grown = joined(whole[:, :100_000], continuation, overlap=60_000, length=180_000)
    bend = np.abs(np.diff(grown, 2)).max(axis=0)
    assert bend[99_900:100_300].max() < 2 * np.percentile(bend, 99.9)
    np.testing.assert_array_equal(grown[:, :40_000], whole[:, :40_000])
    after = slice(100_000 + 600, 170_000)
    np.testing.assert_allclose(grown[:, after], -whole[:, after], atol=2e-3)


def test_a_tone_that_is_struck_as_the_new_sound_begins_is_left_as_it_is() -> None:
    whole = chord(200_000) + noise(200_000, level=0.0005)
    struck = np.random.default_rng(3).standard_normal(60_000) * np.exp(-np.arange(60_000) / 4_000) * 0.3
    whole[:, 100_000:160_000] += struck.astype(np.float32)
    grown = joined(whole[:, :100_000], whole[:, 40_000:], overlap=60_000, length=180_000)
    np.testing.assert_array_equal(grown[:, 100_000:], whole[:, 100_000:180_000])
