"""`Stage`: a stretch of the piece while it is played, and how it sounds in the room.

Everything plays at half the film's rate: no instrument here has anything to say above 10 kHz, and half the samples are
half the work. The convolution with the room brings it to the full rate in the same transform.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_WALLS, _ECHOES, _FIRST_S, _LATER_S = 0.3, 9, 0.011, 0.0065
"""The first reflections: their share of the room's energy, how many a side, when the first comes, and the others after it."""
_BANDS = ((120.0, 400.0, 2.2), (400.0, 1600.0, 2.6), (1600.0, 4500.0, 1.7), (4500.0, 9500.0, 0.9))
"""Of the room's answer: (from Hz, to Hz, seconds in which the sound falls by 60 dB); darker the longer it rings."""


class Stage:
    """What is heard directly and what is sent into the room, over a stretch of the piece.

    Positions are samples of the piece at 48 kHz, counted from its beginning.

    Attributes:
        begin: First position.
        end: First position after it.
        first: `begin` in samples at the stage's rate; `dry` and `sent` start there and go on a little beyond `end`.
        dry: (2, n) float32 at `STAGE_HZ`, or two rows a part.
        sent: The same.
    """

    def __init__(self, begin: int, end: int, *, parts: Sequence[str] = ()) -> None:
        """Set up silence, and the parts that shall be told apart."""
        self.begin, self.end = begin, end
        self.first = begin // 2
        self.last = end // 2 + _MARGIN  # a wave that is cut off right at the end would ring there at the full rate
        self._parts, self._part = tuple(parts), 0
        self.dry = np.zeros((2 * max(1, len(parts)), self.last - self.first), np.float32)
        self.sent = np.zeros_like(self.dry)

    def add(self, at: int, sound: NDArray[np.float32], *, level: NDArray[np.float32] | float, send: float) -> None:
        """Add (2, n) samples from stage sample `at` on; what lies beyond the stage's end is left out."""
        length = min(sound.shape[1], self.last - at)
        part = sound[:, :length] * level
        place = slice(2 * self._part, 2 * self._part + 2), slice(at - self.first, at - self.first + length)
        self.dry[place] += part
        part *= np.float32(send)
        self.sent[place] += part

    def plays(self, part: str) -> None:
        """Take what is added from now on as a part, where parts are told apart."""
        self._part = self._parts.index(part) if self._parts else 0

    def shape(self, level: NDArray[np.float32]) -> None:
        """Multiply all that was played so far by a gain for each stage sample."""
        self.dry *= level
        self.sent *= level

    def heard(self, *, seed: int, size_of_room: float = 1.0) -> NDArray[np.float32]:
        """Return the direct sound and the room's answer, from `begin` to `end` at 48 kHz; left and right answer differently.

        Two rows a part; where there are several, two of all together before them.

        `size_of_room` is 1 for a hall; a chamber of 0.5 answers sooner and rings half as long.
        """
        size = -(-(self.dry.shape[1] + round(_LENGTH_S * STAGE_HZ)) // STAGE_HZ) * STAGE_HZ
        skipped = self.begin - 2 * self.first
        out = []
        for dry, sent in zip(
            self.dry.reshape(-1, 2, self.dry.shape[1]), self.sent.reshape(-1, 2, self.sent.shape[1]), strict=True
        ):
            narrowed = sent + np.float32(0.35) * sent[::-1]
            spectrum = np.fft.rfft(dry, size) + np.fft.rfft(narrowed, size) * _room(seed, size, size_of_room)
            sound = np.fft.irfft(spectrum, 2 * size)[:, skipped : skipped + self.end - self.begin]
            out.append(2 * sound.astype(np.float32, copy=False))
        return np.concatenate([np.sum(out, axis=0, dtype=np.float32), *out]) if len(out) > 1 else out[0]


@lru_cache(maxsize=4)
def _room(seed: int, size: int, size_of_room: float) -> NDArray[np.complex64]:
    return np.fft.rfft(_impulse(seed, size_of_room), size).astype(np.complex64)


def _impulse(seed: int, size_of_room: float) -> NDArray[np.float32]:
    """Return the room's answer to a clap, (2, n) at the stage's rate, of energy 1 a side: walls first, then decaying noise."""
    length = round(_LENGTH_S * STAGE_HZ)
    noise = np.random.Generator(np.random.PCG64(crc32(f"{seed}/room".encode()))).standard_normal((2, length), dtype=np.float32)
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(length, 1 / STAGE_HZ)
    seconds = np.arange(length) / STAGE_HZ
    impulse = np.zeros((2, length))
    for low, high, decay_s in _BANDS:
        shape = 1 / np.sqrt((1 + (low / np.maximum(frequencies, 1)) ** 6) * (1 + (frequencies / high) ** 6))
        impulse += np.fft.irfft(spectrum * shape, length) * np.exp(-6.908 * seconds / (decay_s * size_of_room))
    impulse *= np.clip((seconds / size_of_room - _BEFORE_S) / _BUILD_S, 0, 1) * np.clip((_LENGTH_S - seconds) / 0.3, 0, 1)
    impulse /= np.sqrt(np.square(impulse).sum(axis=1, keepdims=True))
    answer: NDArray[np.float64] = np.sqrt(1 - _WALLS) * impulse + np.sqrt(_WALLS) * _walls(seed, length, size_of_room)
    return answer.astype(np.float32)


def _walls(seed: int, length: int, size_of_room: float) -> NDArray[np.float64]:
    """Return the first reflections, of energy 1 a side: each side hears other walls, each echo duller than the sound."""
    random = np.random.Generator(np.random.PCG64(crc32(f"{seed}/walls".encode())))
    out = np.zeros((2, length))
    for side in out:
        for delay_s in _FIRST_S + np.cumsum(random.uniform(0.4, 1.6, _ECHOES)) * _LATER_S:
            at = round(delay_s * size_of_room * STAGE_HZ)
            side[at : at + 5] += random.choice((-1.0, 1.0)) * np.array([0.1, 0.25, 0.3, 0.25, 0.1]) * _FIRST_S / delay_s
    out /= np.sqrt(np.square(out).sum(axis=1, keepdims=True))
    return out
