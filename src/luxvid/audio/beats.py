"""`tracked`: the steady beat of any music, from where its sounds begin.

After D. Ellis, "Beat Tracking by Dynamic Programming", Journal of New Music Research 36 (2007): an onset envelope, its
autocorrelation under a preference for walking pace, and the chain of beats that is both regular and where sounds begin.
Through those beats a steady grid is laid.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from luxvid.media.cancelling import stop_if_cancelled
from luxvid.rhythm import Beats
from luxvid.sound import RATE_HZ, Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOWEST_BPM, FASTEST_BPM = 50.0, 200.0

_HOP, _WINDOW = 256, 2048
_FRAMES_HZ = RATE_HZ / _HOP
_BANDS, _LOWEST_HZ, _HIGHEST_HZ = 32, 40.0, 12_000.0
_WEIGHTS = 1 + 3 * np.exp(-np.arange(_BANDS) / 4)
"""Of the bands: drums and bass carry the beat, and they fill few of them."""
_LAG = 3
_LEAST_ONSET = 2.0
"""Below it nothing begins that could be heard: the weighted rise of all bands in decibels."""
_EARLY = 0.0085 * _FRAMES_HZ
"""A sound shows in the frames whose window reaches it, on average this long before it begins."""
_FLOOR_DB = -60.0
_LOCAL_S = 1.5
_WALKING_BPM, _OCTAVES = 105.0, 1.1
_WEAK_BEATS = 0.3
"""Where every second beat is weaker than this against the others, the slower half is the beat."""
_STRONG_BETWEEN = 0.45
"""Where sounds begin this strongly half-way between beats, the faster double is the beat."""
_TIGHTNESS = 100.0
_SHORTEST_S = 3.0
_MOST_OFF = 0.09
_LEAST_BEATS = 4
_LEAST_CONFIDENCE = 0.5


@frozen(kw_only=True)
class Tracked:
    """A beat that was found.

    Attributes:
        beats: The grid.
        off_s: How far the beats that were heard lie from the grid, as a root mean square.
        confidence: How much stronger sounds begin on the grid than anywhere: 0 not at all, towards 1 nowhere else.
    """

    beats: Beats
    off_s: float
    confidence: float


def tracked(audio: Audio, *, per_bar: int = 4) -> Tracked | None:
    """Return the grid of a piece of steady tempo, 50 to 200 beats a minute; None where no steady beat is heard.

    Tempo and beats are what is heard; which beat begins a bar is a guess by the strength of the bass. Takes about 0.01 s of
    CPU for a second of music.

    Args:
        audio: At least 3 s of it.
        per_bar: Beats of a bar.

    Example:
        >>> import numpy as np
        >>> click = np.zeros((2, 480_000), np.float32)
        >>> click[:, 12_000::24_000] = 0.5
        >>> found = tracked(Audio(samples=click))
        >>> round(float(found.beats.tempo_bpm), 1), round(float(found.beats.first_beat_s) % 0.5, 2)
        (120.0, 0.25)
    """
    samples = audio.samples
    if samples.shape[1] < _SHORTEST_S * RATE_HZ:
        return None
    onsets, bass = onset_envelope(samples)
    if not onsets.any():
        return None
    period = _period(onsets)
    chain = _chain(onsets, period)
    if len(chain) < _LEAST_BEATS:
        return None
    step, first, off = _laid(np.array(chain, float), onsets)
    confidence = _confidence(onsets, step, first)
    if off > _MOST_OFF * step or confidence < _LEAST_CONFIDENCE:
        return None
    first += step * _bar_begins(bass, step, first, per_bar)
    first += _EARLY
    first -= math.floor(first / (step * per_bar)) * step * per_bar
    tempo = Fraction(60 * _FRAMES_HZ / step).limit_denominator(1000)
    begins = Fraction(round(first * _HOP), RATE_HZ)
    return Tracked(
        beats=Beats(tempo_bpm=tempo, first_beat_s=begins, per_bar=per_bar), off_s=off / _FRAMES_HZ, confidence=confidence
    )


def onset_envelope(samples: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how strongly sounds begin in each frame of 256 samples: over all bands, and in the bass; frame k is at 256 k."""
    mono = np.pad(samples.mean(axis=0), (_WINDOW // 2, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(mono, _WINDOW)[::_HOP]
    power = np.concatenate([_band_power(frames[at : at + 512]) for at in range(0, len(frames), 512)])
    level_db = 10 * np.log10(np.maximum(power / max(power.max(), 1e-12), 10 ** (_FLOOR_DB / 10)))
    rise = np.maximum(level_db[_LAG:] - _widened(level_db[:-_LAG]), 0)
    rise = np.pad(rise, ((_LAG // 2, _LAG - _LAG // 2), (0, 0)))
    rise *= np.sqrt(power / max(power.max(), 1e-12)) ** 0.5  # a soft sound that begins counts for less
    onsets, bass = rise @ _WEIGHTS, rise[:, : _BANDS // 5].mean(axis=1)
    width = round(_LOCAL_S * _FRAMES_HZ)
    edge = _WINDOW // _HOP  # there the piece begins and ends, whatever its music does
    onsets[:edge], onsets[-2 * edge :] = 0, 0
    if onsets.max() < _LEAST_ONSET:
        return np.zeros_like(onsets), bass
    usual = np.convolve(onsets, np.ones(width) / width, "same")
    onsets = _smoothed(np.maximum(onsets - usual, 0))
    return onsets / max(onsets.std(), 1e-9) if onsets.any() else onsets, bass


def _band_power(frames: NDArray[np.float32]) -> NDArray[np.float64]:
    stop_if_cancelled()
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW).astype(np.float32))) ** 2
    edges = np.geomspace(_LOWEST_HZ, _HIGHEST_HZ, _BANDS + 1) * _WINDOW / RATE_HZ
    first = np.unique(np.rint(edges[:-1]).astype(int))
    power: NDArray[np.float64] = np.add.reduceat(spectrum[:, : int(edges[-1])], first, axis=1).astype(np.float64)
    return np.pad(power, ((0, 0), (0, _BANDS - power.shape[1])))


def _widened(level_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each band at the level of its loudest neighbour: a tone that wavers between two bands begins nothing."""
    padded = np.pad(level_db, ((0, 0), (1, 1)), mode="edge")
    widened: NDArray[np.float64] = np.maximum(np.maximum(padded[:, :-2], padded[:, 2:]), level_db)
    return widened


def _smoothed(onsets: NDArray[np.float64]) -> NDArray[np.float64]:
    kernel = np.hanning(9)
    return np.convolve(onsets, kernel / kernel.sum(), "same")


def _period(onsets: NDArray[np.float64]) -> float:
    """Return the frames from beat to beat."""
    size = 1 << (2 * onsets.size - 1).bit_length()
    alike = np.fft.irfft(np.abs(np.fft.rfft(onsets, size)) ** 2)[: onsets.size]
    alike /= np.maximum(np.arange(onsets.size, 0, -1), 1)
    low, high = 60 * _FRAMES_HZ / FASTEST_BPM, 60 * _FRAMES_HZ / SLOWEST_BPM
    periods = np.arange(low, min(high, onsets.size / 3), 0.25)
    lags = np.arange(alike.size)
    comb = sum(np.interp(n * periods, lags, alike, right=0.0) for n in (1, 2, 3, 4))
    pace = np.exp(-0.5 * (np.log2(60 * _FRAMES_HZ / periods / _WALKING_BPM) / _OCTAVES) ** 2)
    best = float(periods[np.argmax(comb * pace)])
    return _walked(onsets, best)


def _walked(onsets: NDArray[np.float64], period: float) -> float:
    """Return half the period where sounds begin between its beats as well, twice where every second beat is weak."""
    beats, between = _strengths(onsets, period)
    if between > _STRONG_BETWEEN * beats and 60 * _FRAMES_HZ / (period / 2) <= FASTEST_BPM * 0.85:
        return period / 2
    slow, weak = _strengths(onsets, 2 * period)
    return 2 * period if weak < _WEAK_BEATS * slow and 60 * _FRAMES_HZ / (2 * period) >= SLOWEST_BPM else period


def _strengths(onsets: NDArray[np.float64], period: float) -> tuple[float, float]:
    """Return the onsets' mean strength on the best phase of a period, and half-way between."""
    best, where = 0.0, 0.0
    for phase in np.arange(0, period, 1.0):
        strength = _on_grid(onsets, period, phase)
        if strength > best:
            best, where = strength, phase
    return best, max(_on_grid(onsets, period, where + period / 2 + shift) for shift in (-2.0, -1.0, 0.0, 1.0, 2.0))


def _on_grid(onsets: NDArray[np.float64], period: float, phase: float) -> float:
    return float(np.interp(np.arange(phase, onsets.size - 1, period), np.arange(onsets.size), onsets).mean())


def _chain(onsets: NDArray[np.float64], period: float) -> list[int]:
    """Return the beats' frames: the chain that gathers most onset strength and keeps its step (equations 3 to 5 of Ellis)."""
    steps = np.arange(round(period / 2), round(2 * period) + 1)
    cost = _TIGHTNESS * np.log(steps / period) ** 2
    total, came_from = onsets.copy(), np.full(onsets.size, -1)
    for now in range(steps[0], onsets.size):
        before = now - steps[: np.searchsorted(steps, now, side="right")]
        gains = total[before] - cost[: before.size]
        best = int(np.argmax(gains))
        if gains[best] > 0:
            total[now] += gains[best]
            came_from[now] = before[best]
    tail = max(0, onsets.size - round(period))
    at, chain = tail + int(np.argmax(total[tail:])), []
    while at >= 0:
        chain.append(at)
        at = int(came_from[at])
    return chain[::-1]


def _laid(chain: NDArray[np.float64], onsets: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return step, first beat and how far off the beats are of the line through them, heavier where a sound begins."""
    weight = onsets[chain.astype(int)] + 1e-3
    step = float(np.median(np.diff(chain)))
    number = np.concatenate([[0], np.cumsum(np.maximum(1, np.rint(np.diff(chain) / step)))])
    peaks = np.array([_peak(onsets, int(at)) for at in chain])
    for _ in range(2):
        step, first = (float(value) for value in np.polyfit(number, peaks, 1, w=np.sqrt(weight)))
        away = np.abs(peaks - first - step * number)
        weight = np.where(away > 0.15 * step, 1e-3, weight)  # beats without a sound of their own do not pull
    off = math.sqrt(float((weight * away**2).sum() / weight.sum()))
    return step, first, off


def _peak(onsets: NDArray[np.float64], at: int) -> float:
    """Return the place of a peak between the frames, by the parabola through three of them."""
    if not 0 < at < onsets.size - 1:
        return float(at)
    left, middle, right = onsets[at - 1 : at + 2]
    bend = left - 2 * middle + right
    return at + float(np.clip(0.5 * (left - right) / bend, -0.5, 0.5)) if bend < 0 else float(at)


def _confidence(onsets: NDArray[np.float64], step: float, first: float) -> float:
    on = _on_grid(onsets, step, first % step)
    return max(0.0, 1 - float(onsets.mean()) / on) if on > 0 else 0.0


def _bar_begins(bass: NDArray[np.float64], step: float, first: float, per_bar: int) -> int:
    """Return which of the first beats begins a bar: the one with the strongest bass."""
    strength = _smoothed(bass)
    return max(range(per_bar), key=lambda beat: _on_grid(strength, per_bar * step, (first + beat * step) % (per_bar * step)))
