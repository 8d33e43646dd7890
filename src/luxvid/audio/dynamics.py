"""Dynamics of the offline composer: scenes as loud as planned, and cuts that stand out no more than the piece's own bars do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luxvid.audio.gate import WINDOW, level_step_db
from luxvid.audio.outline import weighted_power
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

FULL_LUFS = -21.0
"""How loud a piece is at its fullest: what its peaks leave room for, whatever the style. Mastering decides the rest."""

_HIGHEST_LIFT_DB = 1.5
_MOST_CORRECTED_DB = 9.0
_HEARD = 4 * RATE_HZ
_SHORTEST = RATE_HZ // 2
_ACCENT_SHARE, _LEAST_ACCENT_DB, _MOST_ACCENT_DB = 0.5, 0.8, 2.5
_FEW_STEPS, _KNOWN = 10, 12 * RATE_HZ
_HEARD_DB = 0.05
_EASED, _RAMP, _TURN = 3 * RATE_HZ // 2, RATE_HZ, 3 * RATE_HZ // 100
"""A cut is eased over 1.5 s before and after it, 1 s of which leads there; at the cut itself the level turns within 30 ms."""


def loudness_lufs(samples: NDArray[np.float32]) -> float:
    """Return how loud (2, n) samples are on the whole, K-weighted and without a gate."""
    power = weighted_power(samples, 0)
    return float(-0.691 + 10 * np.log10(max(float(power.mean()), 1e-12)))


def levelled(music: NDArray[np.float32], *, lead_in: int, planned_db: float, before: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a passage as loud as planned, and at most 1.5 dB louder or softer than what is heard before it.

    How loud an arrangement comes out depends on how many play how many tones: it is measured, and set right.

    Args:
        music: (2, n) float32 with a lead-in, its parts as further rows.
        lead_in: Samples before the passage itself.
        planned_db: Against the piece's fullest.
        before: The piece so far; its last 4 s are heard.
    """
    if music.shape[1] - lead_in < _SHORTEST:
        return music
    wanted = FULL_LUFS + planned_db
    heard = before[:2, -_HEARD:]
    if heard.shape[1] >= _SHORTEST:
        was = loudness_lufs(heard)
        wanted = min(max(wanted, was - _HIGHEST_LIFT_DB), was + _HIGHEST_LIFT_DB)
    change_db = min(max(wanted - loudness_lufs(music[:2, lead_in:]), -_MOST_CORRECTED_DB), _MOST_CORRECTED_DB)
    return music * np.float32(10 ** (change_db / 20))


def eased(piece: NDArray[np.float32], cut: int, *, free: int) -> None:
    """Change a piece so that its level steps at a cut by at most half of what its own bars mostly do, and by 2.5 dB.

    What leads to a louder scene swells, and the scene begins softer and grows; the other way round to a softer one.

    Args:
        piece: (2, n) float32, its parts as further rows.
        cut: The sample at which the next scene begins.
        free: Samples before the cut that may be changed.
    """
    most_db = accent_db(piece[:2, max(0, cut - _KNOWN) :], min(cut, _KNOWN))
    free = min(free, _EASED)
    near = piece[:, cut - free : cut + _EASED]
    shape_db = _ease(near.shape[1], free)
    for _ in range(4):  # each time some of the change is lost on what is quiet
        step_db = level_step_db(piece[:2], cut)
        beyond_db = step_db - min(max(step_db, -most_db), most_db)
        if abs(beyond_db) < _HEARD_DB:
            break
        near *= (10 ** (beyond_db * shape_db / 20)).astype(np.float32)


def accent_db(piece: NDArray[np.float32], cut: int) -> float:
    """Return by how much the level may step at a cut: half the 95th percentile of the steps elsewhere, 0.8 to 2.5 dB."""
    places = np.arange(WINDOW, piece.shape[1] - WINDOW, WINDOW // 4)
    places = places[np.abs(places - cut) > WINDOW]
    if places.size < _FEW_STEPS:
        return _LEAST_ACCENT_DB
    usual_db = float(np.percentile([abs(level_step_db(piece, int(at))) for at in places], 95))
    return min(max(_ACCENT_SHARE * usual_db, _LEAST_ACCENT_DB), _MOST_ACCENT_DB)


def _ease(length: int, free: int) -> NDArray[np.float64]:
    """Return 1/2 right before the cut, which lies at `free`, −1/2 right after it, and 0 far from it."""
    ramp = min(_RAMP, max(1, free - WINDOW))
    at = [0, ramp, max(ramp, free - _TURN), free, free + _EASED - _RAMP, free + _EASED]
    turned = np.interp(np.arange(length), at, [0.0, 1.0, 1.0, -1.0, -1.0, 0.0])
    shape: NDArray[np.float64] = 0.5 * np.sin(0.5 * np.pi * turned)
    return shape
