"""Fitting in time, as data: which length is bought, and which of the clip's frames stand where in the film.

Generated time is arbitrary: nothing in it happened at any speed. So the first wish is that every film frame is one frame of the
clip, untouched; only where the clip has too few, or far too many, are frames mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

SLOWEST, FASTEST = Fraction(3, 4), Fraction(2)
"""How fast a clip may run: at 0.75 motion begins to look like slow motion, at 2 like haste."""

MOST_LEFT_OUT = 0.15
"""The share of a clip's frames that may be left out one by one; of more, the eye sees the jumps, so frames are mixed."""

_LEVELS = 64  # a frame is mixed in 64ths: less than one is none
_MOST_GAP = 3


def speed(seconds: Fraction, needed_s: Fraction) -> Fraction:
    """Return how fast a clip runs that fills `needed_s`.

    Example:
        >>> speed(Fraction(6), Fraction(4))
        Fraction(3, 2)
    """
    return seconds / needed_s


def can_fill(seconds: Fraction, needed_s: Fraction, *, ends: bool) -> bool:
    """Tell whether a clip can fill a time; where its end must be shown (`ends`) it may not be too long either.

    Example:
        >>> can_fill(Fraction(4), Fraction(9, 2), ends=True), can_fill(Fraction(10), Fraction(4), ends=True)
        (True, False)
        >>> can_fill(Fraction(10), Fraction(4), ends=False)
        True
    """
    fastest = FASTEST if ends else seconds / needed_s
    return SLOWEST <= speed(seconds, needed_s) <= fastest


@frozen
class Place:
    """What a film frame shows: the clip's frame `index`, and `level` (0 to 1, exclusive) of the next one."""

    index: int
    level: float = 0.0


@frozen(kw_only=True)
class Plan:
    """What every film frame shows.

    Attributes:
        places: One a film frame, in order.
        frames: How many frames the clip has to show.
    """

    places: tuple[Place, ...]
    frames: int

    def at(self, number: int) -> Place:
        """Return what film frame `number` shows; before the first it is the first, after the last the last."""
        return self.places[min(max(number, 0), len(self.places) - 1)]

    @property
    def counts(self) -> dict[str, int]:
        """How many film frames repeat the one before or are `blended`, and how many of the clip's are `dropped`."""
        pairs = zip(self.places, self.places[1:], strict=False)
        shown = {place.index for place in self.places} | {place.index + 1 for place in self.places if place.level}
        return {
            "repeated": sum(a == b for a, b in pairs),
            "dropped": self.frames - len(shown),
            "blended": sum(place.level > 0 for place in self.places),
        }


def plan(motion: Sequence[float], wanted: int, *, ends: bool) -> Plan:
    """Return which frames of a clip stand where.

    Args:
        motion: How much each frame differs from the one before it, from the second on; any unit.
        wanted: How many film frames there are to fill.
        ends: The clip's last frame must stand at the end; else what is too long is cut off there.

    Example:
        >>> [place.index for place in plan([1, 1, 0, 1], 4, ends=True).places]
        [0, 1, 2, 4]
        >>> plan([1, 1], 5, ends=True).places[1]
        Place(index=0, level=0.5)
    """
    frames = len(motion) + 1
    if frames == 1 or wanted == 1:
        return Plan(places=(Place(0),) * wanted, frames=frames)
    if frames >= wanted and not ends:
        return Plan(places=tuple(map(Place, range(wanted))), frames=frames)
    if frames >= wanted and (frames - wanted <= MOST_LEFT_OUT * frames or (frames - 1) % (wanted - 1) == 0):
        return Plan(places=tuple(map(Place, _chosen(motion, wanted))), frames=frames)
    steps = ((i * (frames - 1) * _LEVELS + (wanted - 1) // 2) // (wanted - 1) for i in range(wanted))
    return Plan(places=tuple(Place(step // _LEVELS, step % _LEVELS / _LEVELS) for step in steps), frames=frames)


def _chosen(motion: Sequence[float], wanted: int) -> list[int]:
    """Return `wanted` of the frames, first and last among them, so that what moves from one to the next is most even.

    That is the least sum of squared steps over all choices, found exactly; where little moves, frames are left out first.
    """
    frames = len(motion) + 1
    gap_most = max(_MOST_GAP, -(-(frames - 1) // (wanted - 1)) + 1)
    mean = float(np.mean(motion)) or 1.0
    moved = np.concatenate([[0.0], np.cumsum(np.asarray(motion, np.float64) / mean)])
    way = moved + np.arange(frames)  # standing still counts, too
    ideal = (frames - 1) / (wanted - 1)
    cost = np.full(frames, np.inf)
    cost[0] = 0.0
    came: list[NDArray[np.int8]] = []
    for place in range(1, wanted):
        best, gaps = np.full(frames, np.inf), np.zeros(frames, np.int8)
        for gap in range(1, gap_most + 1):
            onward = cost[:-gap] + (way[gap:] - way[:-gap]) ** 2
            better = onward < best[gap:]
            best[gap:][better], gaps[gap:][better] = onward[better], gap
        cost = best + 1e-6 * (np.arange(frames) - place * ideal) ** 2  # between equal choices the even one
        came.append(gaps)
    chosen = [frames - 1]
    for gaps in reversed(came):
        chosen.append(chosen[-1] - int(gaps[chosen[-1]]))
    return chosen[::-1]
