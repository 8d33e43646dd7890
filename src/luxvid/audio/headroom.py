"""Headroom: what takes room without being heard is taken off, and loud passages are taken down slowly, as by hand at a fader.

So less is left for the limiter to hold. Levels move over seconds here: beats keep their shape, and nothing pumps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luxvid.media.cancelling import stop_if_cancelled
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STRETCH = 20 * RATE_HZ
_RUMBLE = RATE_HZ // 10 + 1
"""What is slower than so many samples: 30 dB of what swings twice a second goes, 6 dB at 10 Hz, nothing from 20 Hz on."""

_BLOCK = RATE_HZ // 100
_LEVEL_BLOCKS, _SMOOTH_BLOCKS = 101, 41
"""The level is that of 1 s about each place; the gain's corners are rounded over 0.4 s. In blocks of 10 ms."""

_BELOW_MEAN_DB, _KNEE_DB = 3.0, 6.0
_FALLING_DB_S, _RISING_DB_S = 12.0, 3.0
_SILENT = 1e-12


def without_rumble(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the samples without what swings more slowly than can be heard, such as an offset. Blocks; about 5 ms a second.

    The running mean over 0.1 s is taken off, in a window that rings nowhere; nothing is delayed.

    Args:
        samples: (2, n) float32, 48 kHz, n above 0.

    Example:
        >>> import numpy as np
        >>> tone = 0.1 * np.sin(2 * np.pi * 220 * np.arange(48_000) / 48_000).astype(np.float32)
        >>> bool(abs(without_rumble(np.stack([tone + 0.5, tone - 0.2]))).max() < 0.11)
        True
    """
    window = _window(_RUMBLE).astype(np.float32)
    half, length = _RUMBLE // 2, samples.shape[1]
    size = 1 << (min(_STRETCH, length) + _RUMBLE).bit_length()
    answer = np.fft.rfft(window, size)
    out = np.empty_like(samples)
    for at in range(0, length, _STRETCH):
        stop_if_cancelled()
        place = slice(at, min(at + _STRETCH, length))
        beyond = max(0, half - at), max(0, place.stop + half - length)
        around = samples[:, max(0, at - half) : place.stop + half]
        spectrum = np.fft.rfft(np.pad(around, ((0, 0), beyond), mode="edge"), size)
        slow = np.fft.irfft(spectrum * answer, size)[:, 2 * half : 2 * half + place.stop - at]
        out[:, place] = samples[:, place] - slow
    return out


def compressed(samples: NDArray[np.float32], *, ratio: float) -> tuple[NDArray[np.float32], float]:
    """Return the samples with their loud passages taken down, and by how many decibels at most. Blocks; about 1 ms a second.

    All above 3 dB below the piece's mean power is compressed, over a knee of 6 dB, both sides alike. The gain looks ahead:
    it falls by at most 12 dB a second and is down in time, and it rises by at most 3 dB a second. Low tones count as they
    are, unweighted, since it is they that peaks are made of.

    Args:
        samples: (2, n) float32, 48 kHz, n above 0.
        ratio: How many decibels more become one, above 1.

    Example:
        >>> import numpy as np
        >>> time = np.arange(10 * 48_000) / 48_000
        >>> tone = np.sin(2 * np.pi * 220 * time) * np.where(time < 5, 0.05, 0.5)
        >>> softer, taken_db = compressed(np.stack([tone, tone]).astype(np.float32), ratio=2)
        >>> bool(abs(softer[:, :48_000]).max() > 0.0499), round(taken_db, 1)
        (True, 3.0)
    """
    level_db = _level_db(samples)
    mean_db = 10 * np.log10(np.mean(10 ** (level_db / 10)))
    over_db = level_db - (mean_db - _BELOW_MEAN_DB)
    down_db = _paced((1 - 1 / ratio) * _beyond_the_knee(over_db))
    return _turned_down(samples, down_db), float(down_db.max())


def _level_db(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the level about each block of 10 ms."""
    whole = samples.shape[1] // _BLOCK * _BLOCK
    blocks = samples[:, :whole].reshape(2, -1, _BLOCK)
    power = np.einsum("cnb,cnb->n", blocks, blocks, dtype=np.float64) / _BLOCK
    rest = samples[:, whole:]
    if rest.shape[1]:
        power = np.append(power, np.einsum("cb,cb", rest, rest, dtype=np.float64) / rest.shape[1])
    return 10 * np.log10(_smoothed(power, _LEVEL_BLOCKS) + _SILENT)


def _beyond_the_knee(over_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much levels are too high, beginning softly half a knee below the threshold."""
    within = np.clip(over_db + _KNEE_DB / 2, 0, _KNEE_DB)
    return np.asarray(within**2 / (2 * _KNEE_DB) + np.maximum(over_db - _KNEE_DB / 2, 0))


def _paced(down_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the least that is as far down as it has to be everywhere, and neither falls nor rises faster than it may."""
    block = np.arange(down_db.size)
    rising, falling = (pace * block * _BLOCK / RATE_HZ for pace in (_RISING_DB_S, _FALLING_DB_S))
    held = np.maximum.accumulate(down_db + rising) - rising
    ahead = np.maximum.accumulate(held[::-1] + falling) - falling
    return _smoothed(ahead[::-1], _SMOOTH_BLOCKS)


def _smoothed(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    return np.convolve(np.pad(values, width // 2, mode="edge"), _window(width), "valid")


def _window(width: int) -> NDArray[np.float64]:
    window = np.hanning(width + 2)[1:-1]
    return np.asarray(window / window.sum())


def _turned_down(samples: NDArray[np.float32], down_db: NDArray[np.float64]) -> NDArray[np.float32]:
    out = np.empty_like(samples)
    middle = (np.arange(down_db.size) + 0.5) * _BLOCK
    for at in range(0, samples.shape[1], _STRETCH):
        stop_if_cancelled()
        place = slice(at, min(at + _STRETCH, samples.shape[1]))
        gain = 10 ** (-np.interp(np.arange(place.start, place.stop), middle, down_db) / 20)
        out[:, place] = samples[:, place] * gain.astype(np.float32)
    return out
