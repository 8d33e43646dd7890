"""Fitting: a finished piece brought to any length from bar to bar, where it sounds alike, so that no jump is heard."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from luxvid.audio.beats import tracked
from luxvid.audio.joining import SEARCHED, best_lag, crossfaded
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.sound import RATE_HZ, Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 1
"""Counts up when the same piece would be fitted otherwise."""

_FRAME = RATE_HZ // 10
_BANDS = 32
_FADE = RATE_HZ // 16
_CLOSING = 3 * RATE_HZ // 2
_MISSING = RATE_HZ // 2
_SILENT = 10 ** (-60 / 20)
_HEARD_BEFORE, _HEARD_AFTER = 5, 20
_MOST_PLACES = 500
_GRID_S = 0.5
_SPARE_S = 4.0
_SHORT = RATE_HZ // 10
"""A piece may end so much before the film, and in silence."""
_SHORTEST_LOOP = 4 * RATE_HZ


def fitted(samples: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Return the piece in exactly `length` samples, without the silence at its ends.

    A longer piece keeps its beginning and its ending, and loses bars between them; a shorter one repeats bars before its
    ending. Where no such place is found it is cut, or repeated whole. What is cut off closes in a fade. Blocks; asks between
    steps whether to stop.

    Args:
        samples: (2, n) float32, not silent.
        length: Above 0.

    Example:
        >>> import numpy as np
        >>> tone = np.sin(np.arange(240_000) / 40).astype(np.float32)
        >>> fitted(np.stack([tone, tone]), 400_000).shape
        (2, 400000)
    """
    piece = sounding(samples)
    while piece.shape[1] < min(_SHORTEST_LOOP, length):  # of a few notes, a whole piece first
        piece = _played(piece, [(0, piece.shape[1])] * 2)
    missing = length - piece.shape[1]
    if -RATE_HZ <= missing <= _MISSING:
        return _cut(piece, length)
    places = cuts_of(piece)
    way = _shortened(piece, places, -missing) if missing < 0 else _lengthened(piece, places, missing)
    return _cut(_played(piece, way), length)


def sounding(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the piece without the silence before its first and after its last sound."""
    level = np.abs(samples).max(axis=0)
    heard = np.flatnonzero(level > _SILENT * float(level.max()))
    return samples[:, max(0, int(heard[0]) - RATE_HZ // 100) : int(heard[-1]) + 1] if heard.size else samples


def cuts_of(piece: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the samples at which a piece may be cut: where its bars begin, or, without a steady beat, every half second."""
    found, end_s = tracked(Audio(samples=piece)), piece.shape[1] / RATE_HZ
    if found is None:
        step_s, first_s = _GRID_S, 0.0
    else:
        step_s = float(60 * found.beats.per_bar / found.beats.tempo_bpm)
        first_s = float(found.beats.first_beat_s) % step_s
    step_s *= math.ceil(end_s / step_s / _MOST_PLACES)
    return np.asarray(np.rint(np.arange(first_s, end_s, step_s) * RATE_HZ), np.int64)


Way = Sequence[tuple[int, int]]
"""Stretches of a piece, (first sample, sample after the last), in the order in which they are played."""


def _shortened(piece: NDArray[np.float32], places: NDArray[np.int64], surplus: int) -> Way:
    """Leave bars out: the jump that fits best among those that leave little to be cut off."""
    end = piece.shape[1]
    spare = surplus - (places[None, :] - places[:, None])  # what is still too long after a jump from row to column
    opening = min(2 * RATE_HZ, (end - surplus) // 4)
    allowed = (spare >= -_SHORT) & (spare <= _SPARE_S * RATE_HZ)
    allowed &= (places[:, None] >= opening) & (places[None, :] <= end - opening)
    jump = _best(piece, places, allowed, np.abs(spare) / RATE_HZ)
    return [(0, jump[0]), (jump[1], end)] if jump else [(0, end - surplus)]


def _lengthened(piece: NDArray[np.float32], places: NDArray[np.int64], missing: int) -> Way:
    """Repeat bars: the jump back that fits best among those whose repeats leave little to be cut off."""
    end = piece.shape[1]
    span = places[:, None] - places[None, :]
    times = np.maximum(1, np.ceil((missing - _SHORT) / np.maximum(span, 1)))
    spare = times * span - missing
    allowed = (span >= min(_SHORTEST_LOOP, end // 2)) & (spare <= _SPARE_S * RATE_HZ)
    jump = _best(piece, places, allowed, np.abs(spare) / RATE_HZ + times)
    if jump is None:
        return [(0, end)] * (1 + math.ceil(missing / max(1, end - _FADE)))
    late, early = jump
    again = max(1, math.ceil((missing - _SHORT) / (late - early)))
    return [(0, late), *[(early, late)] * (again - 1), (early, end)]


def _best(
    piece: NDArray[np.float32], places: NDArray[np.int64], allowed: NDArray[np.bool_], cost: NDArray[np.float64]
) -> tuple[int, int] | None:
    """Return the allowed jump between places that sound most alike, at the least cost; None where none is allowed."""
    if not allowed.any():
        return None
    stop_if_cancelled()
    heard = _heard_at(piece, places)
    worth = np.where(allowed, heard @ heard.T - 0.04 * cost, -np.inf)
    row, column = np.unravel_index(int(np.argmax(worth)), worth.shape)
    return int(places[row]), int(places[column])


def _heard_at(piece: NDArray[np.float32], places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what is heard about each place, (places, features): the spectrum from 0.5 s before to 2 s after, as unit vectors."""
    count = piece.shape[1] // _FRAME
    mono = piece[:, : count * _FRAME].mean(axis=0).reshape(count, _FRAME)
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(_FRAME).astype(np.float32), axis=1)) ** 2
    edges = np.unique(np.rint(np.geomspace(4, _FRAME // 6, _BANDS + 1)).astype(int))
    bands = np.log10(np.add.reduceat(spectrum[:, : edges[-1]], edges[:-1], axis=1) + 1e-9)
    bands -= bands.mean(axis=0)
    around = np.arange(-_HEARD_BEFORE, _HEARD_AFTER)
    frames = np.clip(places[:, None] // _FRAME + around[None, :], 0, count - 1)
    heard = bands[frames].reshape(places.size, -1).astype(np.float64)
    unit: NDArray[np.float64] = heard / np.maximum(np.linalg.norm(heard, axis=1, keepdims=True), 1e-9)
    return unit


def _played(piece: NDArray[np.float32], way: Way) -> NDArray[np.float32]:
    parts = [piece[:, way[0][0] : way[0][1]]]
    for (_, left), (entered, until) in pairwise(way):
        fade = min(_FADE, left // 4, parts[-1].shape[1] // 2)
        begin = max(entered, fade)
        lags = range(-min(SEARCHED, begin - fade), min(SEARCHED, (until - begin) // 4) + 1)  # of what is short, most is kept
        old = parts[-1][:, -fade:]
        begin += best_lag(old, piece[:, begin - fade + lags[0] : begin + lags[-1]], lags)
        parts[-1] = parts[-1][:, :-fade]
        parts += [crossfaded(old, piece[:, begin - fade : begin]), piece[:, begin:until]]
    return np.concatenate(parts, axis=1)


def _cut(piece: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Return exactly `length` samples: what is cut off closes in a fade; what ends a little early is followed by silence."""
    surplus = piece.shape[1] - length
    out = np.array(piece[:, :length], np.float32)
    if surplus > _FRAME or surplus < 0:
        fade = min(_CLOSING if surplus > 0 else _FADE, out.shape[1] // 2)
        out[:, out.shape[1] - fade :] *= (0.5 + 0.5 * np.cos(np.pi * np.arange(fade) / max(1, fade))).astype(np.float32)
    return np.pad(out, ((0, 0), (0, max(0, -surplus))))
