"""The gate: what is wrong with a piece of music, found by listening to its samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from attrs import frozen

from luxvid.audio.beats import tracked
from luxvid.sound import RATE_HZ, Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray

Wrong = Literal["length", "silence", "early end", "clipping", "click", "level step", "mono collapse", "drift"]

WINDOW = 4 * RATE_HZ // 10
"""Levels at a seam are compared over 400 ms before and after."""

_STEP = RATE_HZ // 10
_SILENT_PEAK = 1e-4
_QUIET_DB, _QUIETEST_DB = 45.0, -70.0
_SILENCE_S, _EARLY_S = 2.0, 1.5
_FULL, _CLIPPED_SHARE = 0.999, 1e-4
_BLOCK, _BLOCKS_AROUND = 24, 20
_CLICK_TIMES, _CLICK_LEAST = 8.0, 0.05
_FEW_CLICKS, _CLICKING, _FAR_BEYOND = 3, 6 * RATE_HZ, 3.0
_STEP_MARGIN_DB, _STEP_LEAST_DB, _OWN_STEPS = 4.0, 6.0, 40
_NARROW, _WIDE, _COLLAPSE_S = 1e-5, 1e-3, 4.0
_CANCELS = -0.5
_TOO_SHORT_FOR_WIDTH = RATE_HZ // 2
_DRIFT_LEAST_S, _DRIFT_MOST = 16.0, 30 * RATE_HZ
_DRIFT_CENTS, _CLEARLY = 35.0, 0.25
_TEMPO_OFF, _TEMPO_SURE = 0.06, 0.7


@frozen(kw_only=True)
class Fault:
    """Something wrong with a piece, where it is in seconds, and in words."""

    kind: Wrong
    at_s: float
    told: str

    def __str__(self) -> str:
        return f"{self.kind} at {self.at_s:.1f} s ({self.told})"


def faults_of(samples: NDArray[np.float32], *, length: int, seams: Sequence[int] = ()) -> tuple[Fault, ...]:
    """Return what is wrong with a piece, empty where nothing is. Blocks; about 0.02 s of CPU for a second of music.

    Silence and an early end, clipping, clicks (a sample that jumps alone), a step of level at a seam beyond the piece's own,
    a stereo image that collapses or cancels, pitch or tempo that drift, and a wrong length.

    Args:
        samples: (2, n) float32 at 48 kHz, before any fade.
        length: How many samples there should be.
        seams: Where one part was joined to the next.

    Example:
        >>> import numpy as np
        >>> faults_of(np.zeros((2, 48_000), np.float32), length=48_000)[0].kind
        'silence'
    """
    if samples.shape[1] != length:
        told = f"it has {samples.shape[1]} samples instead of {length}"
        return (Fault(kind="length", at_s=samples.shape[1] / RATE_HZ, told=told),)
    if length == 0 or float(np.abs(samples).max()) < _SILENT_PEAK:
        return (Fault(kind="silence", at_s=0.0, told="there is no sound in it"),)
    checks = (_silences(samples), _clipping(samples), _clicks(samples), _steps(samples, seams), _width(samples), _drift(samples))
    return tuple(fault for check in checks for fault in check)


def level_step_db(samples: NDArray[np.float32], at: int) -> float:
    """Return by how many decibels 400 ms after a sample are louder than 400 ms before it."""
    before, after = samples[:, max(0, at - WINDOW) : at], samples[:, at : at + WINDOW]
    return _level_db(after) - _level_db(before)


def usual_step_db(samples: NDArray[np.float32], seams: Sequence[int]) -> float:
    """Return the 95th percentile of the piece's own level steps away from its seams; infinite where too little is."""
    places = np.arange(WINDOW, samples.shape[1] - WINDOW, WINDOW // 4)
    for seam in seams:
        places = places[np.abs(places - seam) > 2 * WINDOW]
    steps = [abs(level_step_db(samples, int(at))) for at in places]
    return float(np.percentile(steps, 95)) if len(steps) >= _OWN_STEPS else float("inf")


def clicks_in(samples: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the samples at which something jumps alone: a bend of the wave far beyond all within 10 ms on both sides.

    A struck tone is no click: after it there is sound.
    """
    bend = np.abs(np.diff(samples, 2)).max(axis=0)
    count = bend.size // _BLOCK
    if count <= 2 * _BLOCKS_AROUND:
        return np.zeros(0, np.int64)
    blocks = bend[: count * _BLOCK].reshape(count, _BLOCK)
    highest = blocks.max(axis=1)
    around = np.lib.stride_tricks.sliding_window_view(highest, _BLOCKS_AROUND).max(axis=1)
    place = np.arange(_BLOCKS_AROUND + 1, count - _BLOCKS_AROUND - 1)
    near = np.maximum(around[place - _BLOCKS_AROUND - 1], around[place + 2])
    least = _CLICK_LEAST * float(np.abs(samples).max())
    first = (highest[place] >= highest[place - 1]) & (highest[place] > highest[place + 1])  # it may lie in two blocks
    alone = place[first & (highest[place] > least) & (highest[place] > _CLICK_TIMES * near)]
    return np.asarray(alone * _BLOCK + blocks[alone].argmax(axis=1) + 1, np.int64)


def _silences(samples: NDArray[np.float32]) -> Iterator[Fault]:
    count = samples.shape[1] // _STEP
    if count < 2:
        return
    levels = 10 * np.log10(np.square(samples[:, : count * _STEP]).mean(axis=0).reshape(count, _STEP).mean(axis=1) + 1e-12)
    heard = levels[levels > _QUIETEST_DB]
    usual_db = float(np.median(heard)) if heard.size else 0.0
    most_s = samples.shape[1] / RATE_HZ
    for start, stop in _runs(levels < max(_QUIETEST_DB, usual_db - _QUIET_DB)):
        lasts_s, ends = (stop - start) * 0.1, stop == count
        if ends and lasts_s >= min(_EARLY_S, 0.4 * most_s):
            yield Fault(kind="early end", at_s=start * 0.1, told=f"the last {lasts_s:.1f} s are silent")
        elif not ends and lasts_s >= min(_SILENCE_S, 0.4 * most_s):
            yield Fault(kind="silence", at_s=start * 0.1, told=f"for {lasts_s:.1f} s")


def _clipping(samples: NDArray[np.float32]) -> Iterator[Fault]:
    flat = (np.abs(samples) >= _FULL).any(axis=0)
    flat &= (np.abs(np.diff(samples, axis=1, append=0)) < 1e-4).any(axis=0)
    share = float(flat.mean())
    if share > _CLIPPED_SHARE:
        yield Fault(kind="clipping", at_s=int(flat.argmax()) / RATE_HZ, told=f"{share:.2%} of it is cut off at full scale")


def _clicks(samples: NDArray[np.float32]) -> Iterator[Fault]:
    """Yield what clicks; what clicks again and again is how the piece is played, unless one is far beyond the others."""
    found = clicks_in(samples)
    if found.size > max(_FEW_CLICKS, samples.shape[1] // _CLICKING):
        bend = np.abs(np.diff(samples, 2)).max(axis=0)[found - 1]
        found = found[bend > _FAR_BEYOND * np.percentile(bend, 90)]
    if found.size:
        more = f", and {found.size - 1} more" if found.size > 1 else ""
        yield Fault(kind="click", at_s=int(found[0]) / RATE_HZ, told=f"a sample jumps{more}")


def _steps(samples: NDArray[np.float32], seams: Sequence[int]) -> Iterator[Fault]:
    if not seams:
        return
    most_db = max(_STEP_LEAST_DB, usual_step_db(samples, seams) + _STEP_MARGIN_DB)
    for seam in seams:
        step_db = level_step_db(samples, seam)
        if min(seam, samples.shape[1] - seam) >= WINDOW and abs(step_db) > most_db:
            yield Fault(kind="level step", at_s=seam / RATE_HZ, told=f"{step_db:+.1f} dB where parts were joined")


def _width(samples: NDArray[np.float32]) -> Iterator[Fault]:
    if samples.shape[1] < _TOO_SHORT_FOR_WIDTH:
        return
    left, right = samples[0].astype(np.float64), samples[1].astype(np.float64)
    energy = float(np.sqrt((left**2).sum() * (right**2).sum()))
    if energy > 0 and float((left * right).sum()) / energy < _CANCELS:
        yield Fault(kind="mono collapse", at_s=0.0, told="left and right cancel each other on one loudspeaker")
        return
    count = samples.shape[1] // _STEP
    both = np.square(samples[:, : count * _STEP]).sum(axis=0).reshape(count, _STEP).sum(axis=1)
    side = np.square(samples[0] - samples[1])[: count * _STEP].reshape(count, _STEP).sum(axis=1)
    if side.sum() < _WIDE * both.sum():
        return  # it is mono throughout: so it was meant
    narrow = (side < _NARROW * both) & (both > 1e-4 * both.max())
    for start, stop in _runs(narrow):
        if (stop - start) * 0.1 >= _COLLAPSE_S:
            yield Fault(kind="mono collapse", at_s=start * 0.1, told=f"for {(stop - start) * 0.1:.1f} s")


def _drift(samples: NDArray[np.float32]) -> Iterator[Fault]:
    """Compare the first third with the last: the same pitch and, where a beat is clearly heard, the same tempo."""
    if samples.shape[1] < _DRIFT_LEAST_S * RATE_HZ:
        return
    third = min(samples.shape[1] // 3, _DRIFT_MOST)
    first, last = samples[:, :third], samples[:, -third:]
    cents = _detuned_cents(first, last)
    if abs(cents) > _DRIFT_CENTS:
        yield Fault(kind="drift", at_s=(samples.shape[1] - third) / RATE_HZ, told=f"the pitch moves by {cents:+.0f} cents")
    early, late = tracked(Audio(samples=first)), tracked(Audio(samples=last))
    if early and late and min(early.confidence, late.confidence) > _TEMPO_SURE:
        ratio = float(late.beats.tempo_bpm / early.beats.tempo_bpm)
        ratio *= 2.0 ** -round(np.log2(ratio))
        if abs(ratio - 1) > _TEMPO_OFF and all(abs(ratio / other - 1) > _TEMPO_OFF for other in (2 / 3, 3 / 4, 4 / 3, 3 / 2)):
            yield Fault(kind="drift", at_s=(samples.shape[1] - third) / RATE_HZ, told=f"the tempo changes by {ratio - 1:+.0%}")


def _detuned_cents(first: NDArray[np.float32], last: NDArray[np.float32]) -> float:
    """Return how much higher the second stretch is tuned, −60 to 60 cents; 0 where no shift makes them clearly more alike.

    Whole semitones are not told from a change of chords, which is no fault.
    """
    early, late = _pitches(first), _pitches(last)
    likeness = {shift: float((np.roll(early, shift) * late).sum()) for shift in range(-8, 9)}
    best = max(likeness, key=lambda shift: likeness[shift])
    return 10.0 * best if abs(best) <= 6 and likeness[best] > likeness[0] + _CLEARLY else 0.0


def _pitches(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how strong each pitch is, folded into one octave of 120 steps of 10 cents, as a unit vector without its mean."""
    size = 1 << 16
    mono = samples.mean(axis=0)
    starts = range(0, max(1, mono.size - size), size // 2)
    window = np.hanning(size)
    power = sum(
        np.abs(np.fft.rfft(np.pad(mono[at : at + size], (0, max(0, size - mono[at:].size))) * window)) ** 2 for at in starts
    )
    hertz = np.fft.rfftfreq(size, 1 / RATE_HZ)
    inside = (hertz > 110) & (hertz < 2000)
    bins = np.rint(120 * np.log2(hertz[inside] / 440)).astype(int) % 120
    folded = np.sqrt(np.bincount(bins, np.asarray(power)[inside], minlength=120))
    folded = np.convolve(np.tile(folded, 3), np.hanning(7), "same")[120:240]
    folded -= folded.mean()
    unit: NDArray[np.float64] = folded / max(float(np.linalg.norm(folded)), 1e-12)
    return unit


def _runs(marked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield (first, one after the last) of each run of marked places."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(np.int8), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _level_db(samples: NDArray[np.float32]) -> float:
    return 10 * float(np.log10(np.square(samples, dtype=np.float64).mean() + 1e-12)) if samples.size else -120.0
