"""Plan where a crop looks in the course of a clip: over what fills the room, or after it where the clip moves sideways itself.

Every quarter of a second the picture is weighed (`luxvid.vision.saliency`), and every half what should stay whole is looked for.

- Where the clip's own camera stays or closes in, the window may travel, as the camera over a photo does: of all ways from one
  place to another within its speed, standing still among them, the one is taken that holds and covers most. One thing that fills
  the window is held; a bed and a view beside it are both shown.
- Where the clip moves sideways, and in the height, the window follows: of all ways on a grid that keep to a speed and an
  acceleration, the one that holds the most for the least movement, found exactly, by dynamic programming over a spline's points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.media.colour import to_rgb
from luxvid.render.camera import eased
from luxvid.render.covering import COVERED, covered, cut_off, held, needed, with_air
from luxvid.render.crop_path import Axis, CropPath, Stretch
from luxvid.vision.furniture import can_find, thing_in
from luxvid.vision.saliency import weigh

VERSION = 5
"""Counts up when the same clip would be cut along another path."""

LOOKED_AT_PX = 160
"""The pictures' longer side, where structure alone tells what matters; finer ones are taken too."""

LOOKS_A_SECOND = 4
_THINGS_EVERY = 2  # of these, so that a bed is looked for twice a second
CROSSING_S = 7.0
"""Seconds in which a window may cross its own length, at its fastest: faster pans smear, and the clip may move itself."""
SPEEDING_S = 2.0
"""Seconds in which it may come from rest to its fastest."""

_PLACES = 41
_STEP_S = 2.0
_SPEED_COSTS, _TURN_COSTS = 0.35, 0.5  # of the weight held over a step: moving by a window's length, changing by that in a step
_CENTRED = 0.04  # where nothing decides, the middle
_ABOVE_COSTS = 8.0  # a roof line that is cut off, for each share of the picture
_CUT_LEVELS, _CUT_TIMES, _AROUND = 14.0, 4.0, 6  # mean levels that a cut changes at least, and how often its surroundings'
_ENDED = 0.1  # what it counts that a way ends on something, beside how long it holds it
_SIDEWAYS = 0.12  # of the picture's width, from the stretch's beginning to its end: the clip's camera goes sideways
_MOST_OF_IT = 0.9  # of a thing's usual width, from which on a look saw all of it
_LONGEST_S = 12.0  # over which one way is travelled
_SHIFT_PX = 12
_CHANGES_PX = 80  # of the width, by which pictures are told from the ones before
_EASED_SPEED = 1.25  # the fastest speed of an eased way, of its mean

_Floats = NDArray[np.float64]


@frozen
class Look:
    """What was seen in one frame.

    Attributes:
        number: The frame.
        profile: (strips,): what fills the picture along the axis.
        top: How high it reaches, a share of the height.
        whole: From where to where across it stands what should not be cut; empty where nothing does.
        columns: (pixels,): the structure of its middle from left to right, to see the clip move sideways by.
        guessed: As in `Focus`.
    """

    number: int
    profile: _Floats
    top: float
    whole: tuple[float, ...]
    columns: _Floats
    guessed: bool


@frozen
class Seen:
    """What was seen in a part of a clip: its frames, looks at some of them, and which of them begin another picture."""

    start: int
    stop: int
    looks: tuple[Look, ...]
    cuts: tuple[int, ...]

    @property
    def wholes(self) -> list[tuple[float, ...]]:
        """What a frame has to hold between each two cuts, from and to across the picture: as most looks see it."""
        stretches = pairwise([self.start, *self.cuts, max(self.stop, self.start + 1)])
        looks = ([look for look in self.looks if start <= look.number < stop] for start, stop in stretches)
        return [needed(whole_in(seen), guessed=all(look.guessed for look in seen)) for seen in looks]


def look_at(frames: Iterable[NDArray[np.uint8]], start: int, *, fps: Fraction, axis: Axis) -> Seen:
    """Look at small film frames, (height · 3 / 2, width) uint8, planar yuv420p, numbered from `start` on. Blocks.

    Where the extra `vision` is there, frames should be finer than `LOOKED_AT_PX`.
    """
    every = max(1, round(fps / LOOKS_A_SECOND))
    looks, changes = [], []
    things: dict[int, tuple[float, ...]] = {}
    before: NDArray[np.int16] | None = None
    for number, frame in enumerate(frames, start):
        step = max(2, round(frame.shape[1] / _CHANGES_PX))
        luma = frame[: frame.shape[0] * 2 // 3 : step, ::step].astype(np.int16)
        changes.append(0.0 if before is None else float(np.abs(luma - before).mean()))
        before = luma
        if (number - start) % every == 0:
            picture = Image.fromarray(to_rgb(frame))
            looks.append(_look(frame, picture, number, axis))
            if (number - start) % (_THINGS_EVERY * every) == 0:
                things[number] = thing_in(picture)
    stop, cuts = start + len(changes), tuple(start + at for at in _cuts(changes))
    stretches = pairwise([start, *cuts, max(stop, start + 1)])
    known = [look for begin, end in stretches for look in _with_things(looks, things, range(begin, end))]
    return Seen(start, stop, tuple(known), cuts)


def _with_things(looks: Sequence[Look], things: Mapping[int, tuple[float, ...]], stretch: range) -> list[Look]:
    """Return a stretch's looks; where most of those at its things found one, that is what should stay whole, as seen nearest."""
    within = [look for look in looks if look.number in stretch]
    looked = [number for number in things if number in stretch]
    found = {number: things[number] for number in looked if things[number]}
    if 2 * len(found) <= len(looked):
        return within
    if abs(_sideways(within)) < _SIDEWAYS:
        found = _completed(found)
    return [evolve(look, whole=found[min(found, key=lambda n: abs(n - look.number))], guessed=False) for look in within]


def _completed(found: Mapping[int, tuple[float, ...]]) -> dict[int, tuple[float, ...]]:
    """Return what was seen at each look at one thing; those that saw less of it than most get what these saw.

    The network misses a part of a bed in every other frame, and seldom takes anything else for one. What stands elsewhere, stays.
    """
    widths = {number: last - first for number, (first, last) in found.items()}
    least = _MOST_OF_IT * float(np.median(list(widths.values())))
    first, last = np.median([found[number] for number in found if widths[number] >= least], axis=0).tolist()
    parts = {number for number in found if widths[number] < least and first < sum(found[number]) / 2 < last}
    return {number: (first, last) if number in parts else thing for number, thing in found.items()}


def plan_crop(seen: Seen, *, axis: Axis, share: float, fps: Fraction) -> CropPath:
    """Return the path of a window over what was seen; `share` is the window's length, a share of the axis."""
    stretches = []
    for start, stop in pairwise([seen.start, *seen.cuts, max(seen.stop, seen.start + 1)]):
        looks = [look for look in seen.looks if start <= look.number < stop]
        seconds = Fraction(stop - start) / fps
        steps = max(1, round(float(seconds) / _STEP_S))
        times = np.array([(look.number - start) / (stop - start) for look in looks], np.float64)
        if looks and axis == "x" and seconds <= _LONGEST_S and abs(_sideways(looks)) < _SIDEWAYS:
            points = _travelled(looks, times, share, float(seconds), steps)
        else:
            points = _followed(looks, times, share, float(seconds), steps, axis)
        stretches.append(Stretch(start_s=start / fps, step_s=seconds / steps, points=np.round(points, 4).tolist()))
    return CropPath(axis=axis, stretches=stretches)


def _look(frame: NDArray[np.uint8], picture: Image.Image, number: int, axis: Axis) -> Look:
    weighed = weigh(picture)
    profile = weighed.weight.sum(0 if axis == "x" else 1).astype(np.float64)
    height = frame.shape[0] * 2 // 3
    row = frame[height // 4 : height * 3 // 4].mean(0)
    finer = max(1, round(len(row) / LOOKED_AT_PX))
    columns = np.diff(row[: len(row) // finer * finer].reshape(-1, finer).mean(1))
    guessed = can_find() and not weighed.has_roof
    return Look(number, profile, weighed.top, weighed.whole, np.asarray(columns, np.float64), guessed)


def whole_in(looks: Sequence[Look]) -> tuple[float, ...]:
    """Return what should not be cut as most looks see it, from and to across the picture; nothing where most see nothing."""
    seen = [look.whole for look in looks if look.whole]
    if 2 * len(seen) <= len(looks):
        return ()
    begin, width = float(np.median([first for first, _ in seen])), float(np.median([last - first for first, last in seen]))
    return begin, begin + width  # it may stand elsewhere in every look, and is as wide


def _cuts(changes: Sequence[float]) -> list[int]:
    """Return which frames begin another picture: they differ from the one before, and far more than frames around them do."""
    found = []
    for at, change in enumerate(changes):
        around = [*changes[max(1, at - _AROUND) : at], *changes[at + 1 : at + 1 + _AROUND]]
        if at and change > _CUT_LEVELS and change > _CUT_TIMES * (float(np.median(around)) if around else 0.0):
            found.append(at)
    return found


def _sideways(looks: Sequence[Look]) -> float:
    """Return how far the picture moves from left to right over some looks, a share of its width."""
    moved = 0.0
    for before, after in pairwise(look.columns for look in looks):
        inner = before[_SHIFT_PX:-_SHIFT_PX]
        shifts = range(-_SHIFT_PX, _SHIFT_PX + 1)
        alike = [float(inner @ after[_SHIFT_PX + by : _SHIFT_PX + by + len(inner)]) for by in shifts]
        moved += shifts[int(np.argmax(alike))] / len(before)
    return moved


def _travelled(looks: Sequence[Look], times: _Floats, share: float, seconds: float, steps: int) -> _Floats:
    """Return the points of the way from one place to another, or of staying in one, that holds and covers most."""
    places = np.linspace(0, 1 - share, _PLACES)
    kept = held(np.stack([look.profile for look in looks]), share, places)
    most = seconds / CROSSING_S / _EASED_SPEED * share
    going = np.array([eased(time) for time in times])
    ends = np.arange(_PLACES)
    way = ends[None, :] - ends[:, None]  # [from, to]
    at = np.rint(ends[:, None, None] + way[..., None] * going).astype(np.intp)
    worth = kept[np.arange(len(looks)), at].mean(-1) + _ENDED * kept[-1][None, :]
    mean = np.mean([look.profile for look in looks], axis=0)
    worth += COVERED * covered(mean, share, np.minimum(places[:, None], places), np.maximum(places[:, None], places))
    wholes = [with_air(look.whole, share) for look in looks]
    lost = np.max([cut_off(whole, share, places)[at[..., number]] for number, whole in enumerate(wholes)], axis=0)
    worth -= lost + _CENTRED * ((places[:, None] + places[None, :] + share - 1) / max(1e-9, 1 - share)) ** 2
    worth = np.where(np.abs(places[None, :] - places[:, None]) <= most + 1e-9, worth, -np.inf)
    first, last = np.unravel_index(int(worth.argmax()), worth.shape)
    gone = np.array([_beyond(point / steps) for point in range(-1, steps + 2)])
    return np.asarray((first + (last - first) * gone) / (_PLACES - 1), np.float64)


def _beyond(u: float) -> float:
    """Return the eased share of the way at share `u` of the time, which goes on before and after as fast as at the ends."""
    return eased(u) if 0 <= u <= 1 else (eased(1) - eased(0.999)) * 1000 * (u - round(u > 0)) + (u > 0)


def _followed(looks: Sequence[Look], times: _Floats, share: float, seconds: float, steps: int, axis: Axis) -> _Floats:
    """Return the points of the way that misses least of what is seen, for the least movement."""
    costs = np.zeros((steps + 3, _PLACES))
    if looks:
        costs = _influence(times * steps, steps).T @ _missed(looks, share, axis) * (steps / len(looks))
    return _cheapest(costs + _CENTRED * np.linspace(-1, 1, _PLACES) ** 2, share, seconds / steps)


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
    moving = np.where(np.abs(move) <= fastest + 1e-9, _SPEED_COSTS * move**2, np.inf)
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
