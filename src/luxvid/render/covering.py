"""How much of what matters a window holds, wherever it lies: what photos' cameras and clips' crop paths are planned by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COVERED = 0.5
"""What it counts that a way covers something at all, beside how long it holds it."""

_SLACK, _TOO_WIDE = 0.01, 0.15  # of what should stay whole, so much may go; of what is too wide for a window, more, up to this
_CUT_COSTS = 8.0
_AIR = 0.03  # of the axis, beside what should stay whole: where it ends is not known exactly
_TOUCHES = 0.06  # of the axis: what ends so near the picture's edge goes on beyond it, and is shown up to there
_ENOUGH = 0.88  # of what is guessed, for which no frame is made wider
_LOOSE = 0.1  # what is seen within this share of a window's edges only is not covered
_EDGE, _AT_EDGE = 0.18, 0.25  # towards its edges, over this share of it, a window holds less, down to this much of it


def held(profile: NDArray[np.float64], share: float, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much of a profile windows hold, 0 to 1; what lies at a window's edge counts less than what lies in its middle.

    Args:
        profile: (..., strips): what lies in each of equal strips along an axis, at least 0.
        share: The window's length, a share of the axis.
        places: (windows,): where each begins, a share of the axis.

    Returns:
        (..., windows).
    """
    strips = profile.shape[-1]
    middles = (np.arange(strips) + 0.5) / strips
    inside = (middles[:, None] - places[None, :]) / share
    to_edge = np.minimum(inside, 1 - inside)
    weight = np.where(to_edge < 0, 0.0, np.minimum(1.0, _AT_EDGE + (1 - _AT_EDGE) * to_edge / _EDGE))
    total = profile.sum(-1, keepdims=True)
    return np.asarray(profile @ weight / np.maximum(total, 1e-9), np.float64)


def covered(
    profile: NDArray[np.float64], share: float, begin: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how much of a profile, (strips,), a window of a share sees on its way from one place to a later one, 0 to 1."""
    sums = np.concatenate([[0.0], np.cumsum(profile / max(float(profile.sum()), 1e-9))])
    strips = np.linspace(0, 1, len(sums))
    first, last = np.interp(begin + _LOOSE * share, strips, sums), np.interp(end + (1 - _LOOSE) * share, strips, sums)
    return np.asarray(last - first, np.float64)


def with_air(whole: tuple[float, ...], share: float) -> tuple[float, ...]:
    """Return what should stay whole, from and to, and a little beside it, where windows of a share have room for that.

    What the picture's own edge cuts is not whole, and is shown as the picture shows it: up to that edge.
    """
    if not whole:
        return whole
    first, last = whole
    if first < _TOUCHES and last <= share:
        first = 0.0
    if last > 1 - _TOUCHES and 1 - first <= share:
        last = 1.0
    air = min(_AIR, max(0.0, (share - (last - first)) / 2))
    return max(0.0, first - air), min(1.0, last + air)


def needed(whole: tuple[float, ...], *, guessed: bool) -> tuple[float, ...]:
    """Return what a frame has to hold, from and to, or be made wider: what should stay whole, and of a guess the most of it."""
    if not whole or not guessed:
        return whole
    first, last = whole
    spare = (1 - _ENOUGH) * (last - first) / 2
    return first + spare, last - spare


def cut_off(whole: tuple[float, ...], share: float, begin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what it costs that windows of a share cut something off that should stay whole; nothing where they hold most of it.

    Args:
        whole: From where to where it stands, shares of the axis; empty where there is no such thing.
        share: The windows' length.
        begin: Where each begins.
    """
    if not whole:
        return np.zeros_like(begin)
    first, last = whole
    seen = np.minimum(begin + share, last) - np.maximum(begin, first)
    beyond = max(0.0, (last - first) / share - 1)
    can = max(min(share, last - first), 1e-9)
    return _CUT_COSTS * np.maximum(0.0, 1 - seen / can - min(_TOO_WIDE, _SLACK + beyond))
