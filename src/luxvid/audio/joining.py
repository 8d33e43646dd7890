"""Joining: a continuation that replays the end of a piece is laid over it so that no seam is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_FADE = 2 * RATE_HZ
SEARCHED = RATE_HZ // 100
"""A replay may be early or late by this many samples (10 ms)."""

BRIDGED = RATE_HZ // 200
"""Where nothing is replayed, this many samples (5 ms) lead over from the piece's last value."""

_JUMPS, _GAP = 4.0, 16
"""A click of the continuation's own, four times what is around it, is bridged over 16 samples on both sides: resampling makes
as much of a single jump."""

_HIGHEST_GAIN = 2.0
_IS_A_REPLAY = 0.6
_CLEARLY_BETTER = 0.02


def joined(so_far: NDArray[np.float32], continuation: NDArray[np.float32], *, overlap: int, length: int) -> NDArray[np.float32]:
    """Return the piece grown to `length` samples; what lies before the overlap is left untouched.

    Rows beyond the first two are the piece's parts: with them is done what is done with the whole.

    The replay is compared with the piece over the first third of the fade, before new music sets in: it is shifted to
    where it fits best and brought to the same level. The fade covers the overlap, at most its last 2 s. Where the
    continuation itself clicks as its new sound begins, since its composer put two sounds together, that is mended.

    Args:
        so_far: (2, n) float32, or with parts.
        continuation: (2, m) float32, or with as many parts; its first `overlap` samples replay the last ones of `so_far`.
        overlap: At most n.
        length: Of the result, at least n; m − overlap ≥ length − n.
    """
    end = so_far.shape[1]
    fade = min(overlap, LONGEST_FADE)
    if fade == 0:
        return np.concatenate([so_far, _bridged(so_far, continuation[:, : length - end])], axis=1)
    old = so_far[:, end - fade :]
    spare = continuation.shape[1] - overlap - (length - end)
    lags = range(-min(SEARCHED, overlap - fade), min(SEARCHED, spare) + 1)
    start = overlap - fade
    lag = best_lag(old[:2], continuation[:2, start + lags[0] : start + fade + lags[-1]], lags)
    new = _without_a_jump(continuation[:, start + lag : start + lag + fade + length - end], fade - lag)
    new = new * np.float32(_gain(old[:2], new[:2, :fade]))
    return np.concatenate([so_far[:, : end - fade], crossfaded(old, new[:, :fade]), new[:, fade:]], axis=1)


def crossfaded(old: NDArray[np.float32], new: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return samples that begin as `old` and end as `new`, both (2, n) or with parts, without a dip or a bump in power.

    The fade is half a cosine, divided by what the sum would gain or lose at the measured correlation: equal gain for
    sounds that are the same, equal power for unrelated ones.
    """
    length = old.shape[1]
    rising = (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)
    falling = 1 - rising
    alike = np.float32(min(1.0, max(0.0, correlation(old[:2], new[:2]))))
    power = rising**2 + falling**2 + 2 * alike * rising * falling
    mixed: NDArray[np.float32] = (old * falling + new * rising) / np.sqrt(power)
    return mixed


def correlation(old: NDArray[np.float32], new: NDArray[np.float32]) -> float:
    """Return how alike two stretches of (2, n) samples are: 1 the same, 0 unrelated or silent, −1 the opposite."""
    energy = _energy(old) * _energy(new)
    return float(np.einsum("ij,ij", old, new, dtype=np.float64)) / energy**0.5 if energy > 0 else 0.0


def _bridged(so_far: NDArray[np.float32], new: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what follows without a replay, begun where the piece would have gone on, so that the joint does not click."""
    length = min(BRIDGED, new.shape[1])
    if so_far.shape[1] < 2 or length == 0:
        return new
    step = 2 * so_far[:, -1] - so_far[:, -2] - new[:, 0]
    falling = (0.5 + 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
    return np.concatenate([new[:, :length] + step[:, None] * falling, new[:, length:]], axis=1)


def _without_a_jump(new: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    """Return the samples led over a click at `at`: a curve across it, and what follows begun where the curve ends."""
    gap = _GAP
    if at < 2 * gap or new.shape[1] < at + 2 * gap or not _clicks(new, at):
        return new
    out = new.copy()
    left, right = out[:, at - gap], out[:, at + gap]
    into, out_of = (left - out[:, at - gap - 4]) / 4, (out[:, at + gap + 4] - right) / 4  # a sample, over four of them
    off = (right - out_of * gap) - (left + into * gap)
    along = (np.arange(2 * gap) / (2 * gap)).astype(np.float32)
    curve = (
        (2 * along**3 - 3 * along**2 + 1) * left[:, None]
        + (along**3 - 2 * along**2 + along) * (2 * gap * into)[:, None]
        + (3 * along**2 - 2 * along**3) * (right - off)[:, None]
        + (along**3 - along**2) * (2 * gap * out_of)[:, None]
    )
    out[:, at - gap : at + gap] = curve
    rest = out[:, at + gap : at + gap + BRIDGED]
    rest -= off[:, None] * (0.5 + 0.5 * np.cos(np.pi * np.arange(rest.shape[1]) / BRIDGED)).astype(np.float32)
    return out


def _clicks(new: NDArray[np.float32], at: int) -> bool:
    """Return whether the wave bends at a sample far beyond all within 10 ms on both sides."""
    first = max(0, at - SEARCHED)
    bend = np.abs(np.diff(new[:2, first : at + SEARCHED], 2)).max(axis=0)
    here = slice(at - first - 1 - _GAP, at - first - 1 + _GAP)
    around = np.delete(bend, here)
    return float(bend[here].max()) > _JUMPS * float(around.max(initial=0)) + 1e-4


def best_lag(old: NDArray[np.float32], new: NDArray[np.float32], lags: range) -> int:
    """Return by how many samples the replay is late; 0 unless another place fits clearly better."""
    head = _head(old)
    likeness = _likeness(old[:, :head], new[:, : head + len(lags) - 1])
    best = int(np.argmax(likeness))
    unshifted = likeness[lags.index(0)]
    fits = likeness[best] >= _IS_A_REPLAY and likeness[best] > unshifted + _CLEARLY_BETTER
    return lags[best] if fits else 0


def _likeness(old: NDArray[np.float32], new: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the correlation of `old` with every stretch of `new` that is as long."""
    length = old.shape[1]
    size = 1 << (new.shape[1] - 1).bit_length()
    product = np.fft.irfft((np.fft.rfft(new, size) * np.fft.rfft(old, size).conj()).sum(axis=0), size)
    running = np.concatenate([[0.0], np.cumsum(np.square(new, dtype=np.float64).sum(axis=0))])
    energy = (running[length:] - running[:-length]) * _energy(old)
    likeness: NDArray[np.float64] = product[: energy.size] / np.sqrt(np.maximum(energy, 1e-20))
    return likeness


def _gain(old: NDArray[np.float32], new: NDArray[np.float32]) -> float:
    head = _head(old)
    before, after = _energy(old[:, :head]), _energy(new[:, :head])
    if before == 0 or after == 0:
        return 1.0
    return float(min(_HIGHEST_GAIN, max(1 / _HIGHEST_GAIN, (before / after) ** 0.5)))


def _head(old: NDArray[np.float32]) -> int:
    return int(max(1, old.shape[1] // 3))


def _energy(samples: NDArray[np.float32]) -> float:
    return float(np.einsum("ij,ij", samples, samples, dtype=np.float64))
