"""Plan where a crop looks in the course of a clip: it follows what matters, slowly, and holds where nothing does.

Every quarter of a second the picture is weighed (`luxvid.vision.saliency`). Of all ways of the window on a grid that keep to a
speed and an acceleration, the one is taken that holds the most weight for the least movement: found exactly, by dynamic
programming over the points of a B-spline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.media.colour import to_rgb
from luxvid.render.covering import held
from luxvid.render.crop_path import Axis, CropPath, Stretch
from luxvid.vision.saliency import weigh

VERSION = 1
"""Counts up when the same clip would be cut along another path."""

LOOKS_A_SECOND = 4
CROSSING_S = 7.0
"""Seconds in which a window may cross its own length, at its fastest: faster pans smear."""
SPEEDING_S = 2.0
"""Seconds in which it may come from rest to its fastest."""

_PLACES = 41
_STEP_S = 2.0
_SPEED_COSTS, _TURN_COSTS = 0.35, 0.5  # of the weight held over a step: moving by a window's length, changing by that in a step
_CENTRED = 0.04  # where nothing decides, the middle
_ABOVE_COSTS = 8.0  # a roof line that is cut off, for each share of the picture
_CUT_LEVELS, _CUT_TIMES, _AROUND = 14.0, 4.0, 6  # mean levels that a cut changes at least, and how often its surroundings'

_Floats = NDArray[np.float64]


@frozen
class Look:
    """What was seen in one frame: what matters along the axis, (strips,), and how high it reaches, a share of the height."""

    number: int
    profile: _Floats
    top: float


@frozen
class Seen:
    """What was seen in a stretch of a clip: looks, and before which frames the picture is cut."""

    start: int
    stop: int
    looks: tuple[Look, ...]
    cuts: tuple[int, ...]


def look_at(frames: Iterable[NDArray[np.uint8]], start: int, *, fps: Fraction, axis: Axis) -> Seen:
    """Look at small film frames, (height · 3 / 2, width) uint8, planar yuv420p, numbered from `start` on. Blocks."""
    every = max(1, round(fps / LOOKS_A_SECOND))
    looks, changes = [], []
    before: NDArray[np.int16] | None = None
    number = start - 1
    for number, frame in enumerate(frames, start):
        luma = frame[: frame.shape[0] * 2 // 3 : 2, ::2].astype(np.int16)
        changes.append(0.0 if before is None else float(np.abs(luma - before).mean()))
        before = luma
        if (number - start) % every == 0:
            looks.append(_look(frame, number, axis))
    return Seen(start, number + 1, tuple(looks), tuple(start + at for at in _cuts(changes)))


def plan_crop(seen: Seen, *, axis: Axis, share: float, fps: Fraction) -> CropPath:
    """Return the path of a window over what was seen; `share` is the window's length, a share of the axis."""
    ends = [seen.start, *seen.cuts, max(seen.stop, seen.start + 1)]
    return CropPath(axis=axis, stretches=[_stretch(seen.looks, a, b, share, fps, axis) for a, b in pairwise(ends)])


def _look(frame: NDArray[np.uint8], number: int, axis: Axis) -> Look:
    weighed = weigh(Image.fromarray(to_rgb(frame)))
    profile = weighed.weight.sum(0 if axis == "x" else 1).astype(np.float64)
    return Look(number, profile, weighed.top)


def _cuts(changes: Sequence[float]) -> list[int]:
    """Return which frames begin another picture: they differ from the one before, and far more than frames around them do."""
    found = []
    for at, change in enumerate(changes):
        around = [*changes[max(1, at - _AROUND) : at], *changes[at + 1 : at + 1 + _AROUND]]
        if at and change > _CUT_LEVELS and change > _CUT_TIMES * (float(np.median(around)) if around else 0.0):
            found.append(at)
    return found


def _stretch(looks: Sequence[Look], start: int, stop: int, share: float, fps: Fraction, axis: Axis) -> Stretch:
    seconds = Fraction(stop - start) / fps
    steps = max(1, round(float(seconds) / _STEP_S))
    step_s = seconds / steps
    ours = [look for look in looks if start <= look.number < stop]
    costs = np.zeros((steps + 3, _PLACES))
    if ours:
        along = np.array([(look.number - start) / fps / step_s for look in ours], np.float64)
        costs = _influence(along, steps).T @ _missed(ours, share, axis) * (steps / len(ours))
    points = _cheapest(costs + _CENTRED * np.linspace(-1, 1, _PLACES) ** 2, share, float(step_s))
    return Stretch(start_s=start / fps, step_s=step_s, points=[round(float(point), 4) for point in points])


def _missed(looks: Sequence[Look], share: float, axis: Axis) -> _Floats:
    """Return (looks, places): what a window misses at each place, and what it cuts off at the top."""
    places = np.linspace(0, 1 - share, _PLACES)
    missed = 1 - held(np.stack([look.profile for look in looks]), share, places)
    if axis == "y":
        above = places[None, :] - np.array([[look.top] for look in looks])
        missed += _ABOVE_COSTS * np.maximum(0.0, above)
    return missed


def _influence(along: _Floats, steps: int) -> _Floats:
    """Return (looks, points): how much each point of the spline decides at each time, counted in steps."""
    first = np.minimum(along.astype(np.intp), steps - 1)
    u = along - first
    weights = np.stack([(1 - u) ** 3, 3 * u**3 - 6 * u**2 + 4, -3 * u**3 + 3 * u**2 + 3 * u + 1, u**3]) / 6
    influence = np.zeros((len(along), steps + 3))
    for offset in range(4):
        influence[np.arange(len(along)), first + offset] = weights[offset]
    return influence


def _cheapest(costs: _Floats, share: float, step_s: float) -> _Floats:
    """Return the points, shares of the room, whose costs and movement come to the least."""
    lengths = (1 - share) / share  # the room, in windows
    places = np.linspace(0, lengths, _PLACES)
    fastest = step_s / CROSSING_S
    move = places[None, :] - places[:, None]  # [from, to]
    allowed = np.abs(move) <= fastest + 1e-9
    moving = np.where(allowed, _SPEED_COSTS * move**2, np.inf)
    turn = move[None, :, :] - move[:, :, None]  # [before, from, to]
    turning = np.where(np.abs(turn) <= fastest * step_s / SPEEDING_S + 1e-9, _TURN_COSTS * turn**2, np.inf)
    best = costs[0][:, None] + costs[1][None, :] + moving
    came: list[NDArray[np.intp]] = []
    for cost in costs[2:]:
        ways = best[:, :, None] + turning
        came.append(ways.argmin(0))
        best = ways.min(0) + moving + cost[None, :]
    before, last = np.unravel_index(int(best.argmin()), best.shape)
    chosen = [int(last), int(before)]
    for origin in reversed(came):
        chosen.append(int(origin[chosen[-1], chosen[-2]]))
    return np.array(chosen[::-1]) / (_PLACES - 1)
