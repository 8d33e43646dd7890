"""The sampler against the same kernel in floating point: place, brightness, edges, and every axis alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from luxvid.render.sampling import Planes, resample, taps


def picture(height: int, width: int, *, seed: int = 1) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (1, height, width), np.uint8)


def exact(rows: NDArray[np.uint8], start: float, span: float, samples: int) -> NDArray[np.float64]:
    """Sample along the first axis in floating point."""
    step = span / samples
    support = max(1.0, step)
    centres = start + (np.arange(samples) + 0.5) * step
    pixels = np.arange(-8, len(rows) + 120)
    x = (pixels[None, :] + 0.5 - centres[:, None]) / support
    weight = np.where(np.abs(x) < 1, np.sinc(x) * (0.54 + 0.46 * np.cos(np.pi * x)), 0)
    weight /= weight.sum(1, keepdims=True)
    return weight @ rows[np.clip(pixels, 0, len(rows) - 1)].astype(np.float64)


def sampled(planes: Planes, box: tuple[float, float, float, float], width: int, height: int) -> NDArray[np.uint8]:
    out = np.zeros((len(planes.pixels) if planes.along == "y" else planes.pixels.shape[1], height, width), np.uint8)
    planes.sample(box, out)
    return out


@given(start=st.floats(-3, 20), step=st.floats(0.5, 2.4), samples=st.integers(1, 60))
def test_weights_add_up_and_samples_are_the_kernels(start: float, step: float, samples: int) -> None:
    rows = picture(80, 7)[0]
    wanted = taps(start, step * samples, samples)
    out = np.zeros((samples, 7), np.uint8)
    resample(rows, wanted, out)
    assert (wanted.weight.sum(0) == 256).all()
    assert np.abs(out - exact(rows, start, step * samples, samples)).max() <= 2


def test_both_axes_and_both_pictures_are_sampled_alike() -> None:
    pair = np.concatenate([picture(90, 130), picture(90, 130, seed=2)])
    box = (3.4, 2.7, 121.9, 84.2)
    both = sampled(Planes.of(pair, "xy"), box, 96, 66)
    for one, out in zip(pair, both, strict=True):
        across = exact(one.T.copy(), box[0], box[2] - box[0], 96).T
        down = exact(np.rint(across).astype(np.uint8), box[1], box[3] - box[1], 66)
        assert np.abs(out - down).max() <= 3


@pytest.mark.parametrize("along", ["x", "y"])
def test_an_axis_that_does_not_move_is_left_alone(along: str) -> None:
    still = picture(60, 100)
    box = (0.0, 7.3, 100.0, 52.3) if along == "y" else (11.2, 0.0, 86.2, 60.0)
    width, height = (100, 36) if along == "y" else (60, 60)
    alone = sampled(Planes.of(still, along), box, width, height)
    assert np.abs(alone.astype(int) - sampled(Planes.of(still, "xy"), box, width, height)).max() <= 1


def test_a_plain_picture_stays_plain_at_every_place() -> None:
    white = Planes.of(np.full((1, 70, 90), 255, np.uint8), "xy")
    for left in np.linspace(-2, 12, 29):
        assert (sampled(white, (left, 1.3, left + 71.7, 61.4), 64, 50) == 255).all()


def test_large_pictures_are_sampled_in_parts_without_a_seam() -> None:
    ramp = np.broadcast_to((np.arange(1600) // 8).astype(np.uint8)[:, None], (1600, 1400)).copy()
    out = np.zeros((1200, 1400), np.uint8)
    resample(ramp, taps(4.5, 1590, 1200), out)
    assert (np.diff(out[:, 700].astype(int)) >= 0).all()
    assert (np.diff(out[:, 700].astype(int)) <= 1).all()
