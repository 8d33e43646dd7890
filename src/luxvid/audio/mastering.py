"""Mastering: fades, loudness and true peak, in a closed loop that measures what a player will decode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import numpy as np
from attrs import field, frozen

from luxvid.audio.headroom import compressed, without_rumble
from luxvid.media.loudness import SILENCE_DBTP, SILENCE_LUFS, Level, limit, measure
from luxvid.media.sound_codecs import decode_aac, encode_aac, encode_flac
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 2
"""Counts up when the same sound would be mastered to other bytes."""

LIMITING_DB = 6.0
"""Most that peaks are held down; where more were needed, room is made first: rumble goes, loud passages are taken down."""

RATIOS = (1.25, 1.5, 1.75, 2.0)
"""How far they are, the gentlest first; where the last does not do either, the piece stays quieter."""

_PASSES = 4
_GOOD_ENOUGH_DB = 0.15
_TOLERANCE_DB = 0.3
_HEADROOM_DB = 0.3
_SILENT_PEAK = 1e-4
_LOWER = 0.98
_WORTH_DB = 0.2
"""Compression that brings less than this is left off: the piece has peaks that it does not reach."""

DELIVERIES = {"streaming": -14.0, "mobile": -16.0, "broadcast": -23.0}
"""Integrated loudness in LUFS by where the film is shown."""

Curve = Literal["cosine", "linear", "equal power", "decibels"]
CURVES: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "cosine": lambda x: 0.5 - 0.5 * np.cos(np.pi * x),
    "linear": lambda x: x,
    "equal power": lambda x: np.sin(np.pi / 2 * x),
    "decibels": lambda x: 10 ** (3 * (x - 1)) * np.minimum(1, 20 * x),
}
"""Fades: from 0 to 1 over 0 to 1. `decibels` rises evenly in level, from −60 dB."""


@frozen(kw_only=True)
class Goal:
    """What a master is to reach, measured on the decoded AAC.

    Attributes:
        loudness_lufs: Integrated loudness.
        true_peak_dbtp: Highest true peak.
        fade_s: Length of the fades at both ends.
        fade_out_s: Length of the fade at the end, where it is another one.
        fade_curve: How they go, one of `CURVES`.
    """

    loudness_lufs: float = -14.0
    true_peak_dbtp: float = -1.0
    fade_s: float = 0.5
    fade_out_s: float | None = None
    fade_curve: Curve = "cosine"


@frozen(kw_only=True)
class Mastered:
    """A mastered piece: its files, how loud the AAC decodes, by how much loud passages were taken down, and what fell short."""

    flac: bytes = field(repr=False)
    aac: bytes = field(repr=False)
    loudness_lufs: float
    true_peak_dbtp: float
    compressed_db: float = 0.0
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class _Pass:
    samples: NDArray[np.float32]
    aac: bytes
    level: Level
    off_db: float
    over_db: float

    @property
    def is_good(self) -> bool:
        return self.over_db <= 0 and abs(self.off_db) <= _GOOD_ENOUGH_DB

    @property
    def shortfall(self) -> tuple[float, float]:
        return max(0.0, self.over_db), abs(self.off_db)


@frozen(kw_only=True)
class _Loop:
    """What a closed loop came to, and where the next one does well to begin.

    Attributes:
        best: The pass that came nearest.
        is_held: The gain was held back for the sake of the peaks.
        ceiling_dbtp: The limiter's ceiling in the last pass.
        lost_db: Loudness that went with the peaks in the last pass.
        compressed_db: By how much loud passages were taken down before.
    """

    best: _Pass
    is_held: bool
    ceiling_dbtp: float
    lost_db: float
    compressed_db: float = 0.0

    @property
    def is_short(self) -> bool:
        return self.best.off_db > _TOLERANCE_DB


@frozen(kw_only=True)
class _Means:
    """By what the goal is to be reached."""

    goal: Goal
    bit_rate: int
    limiting_db: float


def master(
    samples: NDArray[np.float32],
    goal: Goal,
    *,
    bit_rate: int = 192_000,
    limiting_db: float = LIMITING_DB,
    may_ease: bool = True,
) -> Mastered:
    """Fade, level and encode a piece; the result has exactly as many samples. Blocks; asks between steps whether to stop.

    Limiter, AAC, decoding and measuring are repeated with corrected gain and ceiling until the *decoded* sound is right,
    at most four times. Where that does not do, since peaks would have to be held down by too much, it is done again with a
    piece that takes less room: first without what is too low to be heard, then with its loud passages taken down, too, by
    the gentlest ratio that does.

    Args:
        samples: (2, n) float32 at 48 kHz, n above 0.
        goal: What is to be reached.
        bit_rate: The AAC's bits a second.
        limiting_db: Most that peaks are held down; little of it for a piece that was mastered before.
        may_ease: Room may be made for it; not in a piece that was mastered before.

    Raises:
        RenderFailed: Samples that are no numbers.

    Example:
        >>> import numpy as np
        >>> tone = np.sin(2 * np.pi * 220 * np.arange(96_000) / 48_000).astype(np.float32) * 0.1
        >>> -14.3 <= master(np.stack([tone, tone]), Goal()).loudness_lufs <= -13.7
        True
    """
    faded = faded_at_ends(samples, goal)
    peak = float(np.abs(faded).max())
    if peak < _SILENT_PEAK:
        return _silence(samples, bit_rate)
    faded *= np.float32(0.5 / peak)  # the meter's gates and decimals are made for sound of a usual level
    loop = _looped_gently(faded, _Means(goal=goal, bit_rate=bit_rate, limiting_db=limiting_db), may_ease=may_ease)
    best = loop.best
    return Mastered(
        flac=encode_flac(best.samples),
        aac=best.aac,
        loudness_lufs=best.level.loudness_lufs,
        true_peak_dbtp=best.level.true_peak_dbtp,
        compressed_db=round(loop.compressed_db, 1),
        notes=tuple(_notes(loop, goal, limiting_db=limiting_db)),
    )


def _looped_gently(faded: NDArray[np.float32], means: _Means, *, may_ease: bool) -> _Loop:
    """Return the first loop that reaches the goal, else the last that brought something."""
    loop = _looped(faded, means)
    for eased, taken_db in _eased(faded) if may_ease and loop.is_short else ():
        tried = _looped(eased, means, after=loop if taken_db else None, compressed_db=taken_db)
        if not tried.is_short or tried.best.off_db < loop.best.off_db - _WORTH_DB:
            loop = tried
        elif taken_db:
            break
        if not loop.is_short:
            break
    return loop


def _eased(faded: NDArray[np.float32]) -> Iterator[tuple[NDArray[np.float32], float]]:
    """Yield the piece as it takes less and less room, and by how much its loud passages are taken down in it."""
    clean = without_rumble(faded)
    before, after = (float(np.abs(each).max()) for each in (faded, clean))
    if after < _SILENT_PEAK:  # there was nothing but an offset
        return
    if after < _LOWER * before:
        yield clean, 0.0
    for ratio in RATIOS:
        yield compressed(clean, ratio=ratio)


def _looped(faded: NDArray[np.float32], means: _Means, *, after: _Loop | None = None, compressed_db: float = 0.0) -> _Loop:
    level, goal = measure(faded), means.goal
    most_db = goal.true_peak_dbtp + means.limiting_db - level.true_peak_dbtp
    wanted_db = goal.loudness_lufs - level.loudness_lufs + (after.lost_db if after else 0.0)
    ceiling_dbtp = after.ceiling_dbtp if after else goal.true_peak_dbtp - _HEADROOM_DB
    passes: list[_Pass] = []
    while len(passes) < _PASSES:
        is_held, gain_db, held_at_dbtp = wanted_db > most_db, min(wanted_db, most_db), ceiling_dbtp
        tried = _passed(faded, level, goal, gain_db=gain_db, ceiling_dbtp=ceiling_dbtp, bit_rate=means.bit_rate)
        passes.append(tried)
        if tried.is_good or (is_held and tried.over_db <= 0 <= tried.off_db):
            break
        wanted_db = gain_db + tried.off_db
        if tried.over_db > 0:
            ceiling_dbtp -= tried.over_db + _HEADROOM_DB / 4
    return _Loop(
        best=min(passes, key=lambda tried: tried.shortfall),
        is_held=is_held,
        ceiling_dbtp=held_at_dbtp,
        lost_db=level.loudness_lufs + gain_db - tried.level.loudness_lufs,
        compressed_db=compressed_db,
    )


def _passed(faded: NDArray[np.float32], level: Level, goal: Goal, *, gain_db: float, ceiling_dbtp: float, bit_rate: int) -> _Pass:
    louder = faded * np.float32(10 ** (gain_db / 20))
    if level.true_peak_dbtp + gain_db > ceiling_dbtp:
        louder = limit(louder, ceiling_dbtp=ceiling_dbtp)
    aac = encode_aac(louder, bit_rate=bit_rate)
    heard = measure(decode_aac(aac))
    off_db = goal.loudness_lufs - heard.loudness_lufs
    return _Pass(samples=louder, aac=aac, level=heard, off_db=off_db, over_db=heard.true_peak_dbtp - goal.true_peak_dbtp)


def _notes(loop: _Loop, goal: Goal, *, limiting_db: float) -> list[str]:
    best, heard, notes = loop.best, loop.best.level, []
    if loop.is_short and loop.is_held:
        notes.append(
            f"the music stays at {heard.loudness_lufs:.1f} LUFS instead of {goal.loudness_lufs:g}: "
            f"its peaks would have to be held down by more than {limiting_db:g} dB"
        )
    elif abs(best.off_db) > _TOLERANCE_DB:
        notes.append(f"the music came out at {heard.loudness_lufs:.1f} LUFS instead of {goal.loudness_lufs:g}")
    if best.over_db > 0:
        notes.append(f"the music peaks at {heard.true_peak_dbtp:.1f} dBTP, above {goal.true_peak_dbtp:g}")
    return notes


def _silence(samples: NDArray[np.float32], bit_rate: int) -> Mastered:
    nothing = np.zeros_like(samples)
    return Mastered(
        flac=encode_flac(nothing),
        aac=encode_aac(nothing, bit_rate=bit_rate),
        loudness_lufs=SILENCE_LUFS,
        true_peak_dbtp=SILENCE_DBTP,
        notes=("the music is silent",),
    )


def faded_at_ends(samples: NDArray[np.float32], goal: Goal) -> NDArray[np.float32]:
    """Return a copy that comes and goes as the goal says; in a short piece the fades meet in the middle."""
    out, curve = samples.astype(np.float32), CURVES[goal.fade_curve]
    rises, falls = (
        min(round(seconds * RATE_HZ), samples.shape[1] // 2)
        for seconds in (goal.fade_s, goal.fade_s if goal.fade_out_s is None else goal.fade_out_s)
    )
    if rises:
        out[:, :rises] *= curve(np.arange(rises) / rises).astype(np.float32)
    if falls:
        out[:, -falls:] *= curve(np.arange(falls) / falls).astype(np.float32)[::-1]
    return out
