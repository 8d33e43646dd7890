"""`Stage`: a stretch of the piece while it is played, and how it sounds in the room.

Everything plays at half the film's rate: no instrument here has anything to say above 10 kHz, and half the samples are
half the work. The convolution with the room brings it to the full rate in the same transform.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

STAGE_HZ = RATE_HZ // 2

_MARGIN = STAGE_HZ // 10
_LENGTH_S = 3.0
_BEFORE_S = 0.018
_BUILD_S = 0.04
_BANDS = ((120.0, 400.0, 2.2), (400.0, 1600.0, 2.6), (1600.0, 4500.0, 1.7), (4500.0, 9500.0, 0.9))
"""Of the room's answer: (from Hz, to Hz, seconds in which the sound falls by 60 dB); darker the longer it rings."""


class Stage:
    """What is heard directly and what is sent into the room, over a stretch of the piece.

    Positions are samples of the piece at 48 kHz, counted from its beginning.

    Attributes:
        begin: First position.
        end: First position after it.
        first: `begin` in samples at the stage's rate; `dry` and `sent` start there and go on a little beyond `end`.
        dry: (2, n) float32 at `STAGE_HZ`.
        sent: (2, n) float32 at `STAGE_HZ`.
    """

    def __init__(self, begin: int, end: int) -> None:
        """Set up silence."""
        self.begin, self.end = begin, end
        self.first = begin // 2
        self.last = end // 2 + _MARGIN  # a wave that is cut off right at the end would ring there at the full rate
        self.dry = np.zeros((2, self.last - self.first), np.float32)
        self.sent = np.zeros_like(self.dry)

    def add(self, at: int, sound: NDArray[np.float32], *, level: NDArray[np.float32] | float, send: float) -> None:
        """Add (2, n) samples from stage sample `at` on; what lies beyond the stage's end is left out."""
        length = min(sound.shape[1], self.last - at)
        part = sound[:, :length] * level
        place = slice(at - self.first, at - self.first + length)
        self.dry[:, place] += part
        part *= np.float32(send)
        self.sent[:, place] += part

    def heard(self, *, seed: int) -> NDArray[np.float32]:
        """Return the direct sound and the room's answer, from `begin` to `end` at 48 kHz; left and right answer differently."""
        size = -(-(self.dry.shape[1] + round(_LENGTH_S * STAGE_HZ)) // STAGE_HZ) * STAGE_HZ
        narrowed = self.sent + np.float32(0.35) * self.sent[::-1]
        spectrum = np.fft.rfft(self.dry, size) + np.fft.rfft(narrowed, size) * _room(seed, size)
        sound = np.fft.irfft(spectrum, 2 * size)
        skipped = self.begin - 2 * self.first
        return 2 * sound[:, skipped : skipped + self.end - self.begin].astype(np.float32, copy=False)


@lru_cache(maxsize=4)
def _room(seed: int, size: int) -> NDArray[np.complex64]:
    return np.fft.rfft(_impulse(seed), size).astype(np.complex64)


def _impulse(seed: int) -> NDArray[np.float32]:
    """Return decaying noise, (2, n) at the stage's rate, of energy 1 a side."""
    length = round(_LENGTH_S * STAGE_HZ)
    noise = np.random.Generator(np.random.PCG64(crc32(f"{seed}/room".encode()))).standard_normal((2, length), dtype=np.float32)
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(length, 1 / STAGE_HZ)
    seconds = np.arange(length) / STAGE_HZ
    impulse = np.zeros((2, length))
    for low, high, decay_s in _BANDS:
        shape = 1 / np.sqrt((1 + (low / np.maximum(frequencies, 1)) ** 6) * (1 + (frequencies / high) ** 6))
        impulse += np.fft.irfft(spectrum * shape, length) * np.exp(-6.908 * seconds / decay_s)
    impulse *= np.clip((seconds - _BEFORE_S) / _BUILD_S, 0, 1) * np.clip((_LENGTH_S - seconds) / 0.3, 0, 1)
    impulse /= np.sqrt(np.square(impulse).sum(axis=1, keepdims=True))
    return impulse.astype(np.float32)
