"""What a piece looks like: peaks and loudness in columns, small enough to be kept beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from luxvid.sound import RATE_HZ, Audio
from luxvid.sound_picture import Outline

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS = 240

_BLOCK = 20 * RATE_HZ
_WINDOW = 2 * RATE_HZ // 5
_SILENCE_LUFS = -70.0
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of ITU-R BS.1770 at 48 kHz: (numerator, denominator)."""


def outlined(audio: Audio) -> Outline:
    """Return the outline of a piece in 240 columns.

    Example:
        >>> quiet = Audio(samples=np.full((2, 48_000), 0.5, np.float32))
        >>> outlined(quiet).peaks[:2]
        (0.5, 0.5)
    """
    samples = audio.samples
    edges = np.linspace(0, samples.shape[1], COLUMNS + 1).astype(int)
    peaks = [float(np.abs(samples[:, a : max(b, a + 1)]).max(initial=0)) for a, b in pairwise(edges)]
    starts = range(0, samples.shape[1], _BLOCK)
    power = np.concatenate([weighted_power(samples[:, max(0, at - RATE_HZ) : at + _BLOCK], min(at, RATE_HZ)) for at in starts])
    energy = np.concatenate([[0.0], np.cumsum(power)])
    middle = (edges[:-1] + edges[1:]) // 2
    first, last = np.maximum(middle - _WINDOW // 2, 0), np.minimum(middle + _WINDOW // 2, energy.size - 1)
    mean = (energy[last] - energy[first]) / np.maximum(last - first, 1)
    loudness = np.maximum(-0.691 + 10 * np.log10(np.maximum(mean, 1e-10)), _SILENCE_LUFS)
    return Outline(peaks=np.round(peaks, 3).tolist(), loudness_lufs=np.round(loudness, 1).tolist())


def weighted_power(samples: NDArray[np.float32], skipped: int) -> NDArray[np.float64]:
    """Return the power of a block through the K weighting, left out what stands before it for the filter to settle."""
    size = 1 << max(1, samples.shape[1] - 1).bit_length()
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(turn.size, complex)
    for above, below in (_SHELF, _HIGH_PASS):
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    spectrum = np.fft.rfft(samples, size) * response.astype(np.complex64)
    weighted = np.fft.irfft(spectrum, size)[:, skipped : samples.shape[1]]
    power: NDArray[np.float64] = np.square(weighted, dtype=np.float64).sum(axis=0)
    return power
