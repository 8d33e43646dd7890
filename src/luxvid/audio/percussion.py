"""Percussion: sounds without a pitch that a chord would care for, computed once at the stage's rate."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from attrs import frozen

from luxvid.audio.stage import STAGE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray


@frozen(kw_only=True)
class Drum:
    """A skin and its noise.

    Attributes:
        skin_hz: (at the stroke, in the end): the skin's tone falls from one to the other; 0 for none.
        skin_s: Time in which the tone falls to a third.
        noise_hz: The band of the noise.
        noise_s: Time in which the noise falls to a third; below 0 it swells for that long and breaks off.
        noise: How strong the noise is against the tone.
        attack_s: Time until it is as loud as it gets.
    """

    skin_hz: tuple[float, float] = (0.0, 0.0)
    skin_s: float = 0.1
    noise_hz: tuple[float, float] = (200.0, 8000.0)
    noise_s: float = 0.05
    noise: float = 0.3
    attack_s: float = 0.002


KICK = Drum(skin_hz=(110.0, 47.0), skin_s=0.11, noise_hz=(900.0, 4000.0), noise_s=0.004, noise=0.25)
HAT = Drum(noise_hz=(5500.0, 10_500.0), noise_s=0.022, noise=1.0, attack_s=0.001)
WOOD = Drum(skin_hz=(1150.0, 1080.0), skin_s=0.018, noise_hz=(1500.0, 5000.0), noise_s=0.008, noise=0.5)
SHAKER = Drum(noise_hz=(3500.0, 9500.0), noise_s=0.035, noise=1.0, attack_s=0.012)
CAJON = Drum(skin_hz=(120.0, 82.0), skin_s=0.07, noise_hz=(400.0, 3000.0), noise_s=0.02, noise=0.3)
TAIKO = Drum(skin_hz=(92.0, 56.0), skin_s=0.34, noise_hz=(120.0, 900.0), noise_s=0.06, noise=0.45)
SWELL = Drum(noise_hz=(900.0, 9000.0), noise_s=-1.9, noise=1.0)


@lru_cache(maxsize=16)
def sound_of(drum: Drum) -> NDArray[np.float32]:
    """Return the whole sound, (2, n) float32 at the stage's rate; the noise differs between left and right."""
    length = round(max(6 * drum.skin_s if drum.skin_hz[0] else 0.0, 6 * drum.noise_s, -drum.noise_s) * STAGE_HZ)
    seconds = np.arange(length) / STAGE_HZ
    out = drum.noise * _noise(drum, length) * _noise_envelope(drum, seconds)
    if drum.skin_hz[0]:
        high, low = drum.skin_hz
        fall_s = 0.022
        turns = low * seconds + (high - low) * fall_s * (1 - np.exp(-seconds / fall_s))
        out = out + np.sin(2 * np.pi * turns) * np.exp(-seconds / drum.skin_s)
    ramp = max(1, round(drum.attack_s * STAGE_HZ))
    out[:, :ramp] *= np.linspace(0, 1, ramp)
    end = min(length, STAGE_HZ // 100)
    out[:, length - end :] *= np.linspace(1, 0, end)
    return out.astype(np.float32)


def _noise(drum: Drum, length: int) -> NDArray[np.float64]:
    random = np.random.Generator(np.random.PCG64(crc32(repr(drum).encode())))
    low, high = drum.noise_hz
    frequencies = np.maximum(np.fft.rfftfreq(length, 1 / STAGE_HZ), 1)
    shape = 1 / np.sqrt((1 + (low / frequencies) ** 6) * (1 + (frequencies / high) ** 8))
    noise = np.fft.irfft(np.fft.rfft(random.standard_normal((2, length))) * shape, length)
    return noise / max(float(noise.std()), 1e-9) * 0.3


def _noise_envelope(drum: Drum, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    if drum.noise_s > 0:
        return np.exp(-seconds / drum.noise_s)
    return (seconds / -drum.noise_s) ** 3
