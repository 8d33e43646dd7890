"""How well rooms are known, and whether chances that are said are borne out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from bench.selection.labels import Known

BINS = 10
"""Chances are counted in so many steps of equal width."""

Said = tuple[Known, Mapping[str, float]]
"""What is true of a photo, and the chance of each room that is said of it."""

_Floats = NDArray[np.float64]


@frozen(kw_only=True)
class Bin:
    """Photos of whose likeliest room a chance in one step is said: how many, the mean chance, and the share that is right."""

    photos: int
    said: float
    right: float


@frozen(kw_only=True)
class OfLabel:
    """How photos of one label do.

    Attributes:
        photos: How many there are.
        right: Of how many the likeliest room is one that the label means.
        calibration_error: How far the chance that is said of this label, of any photo, is off the share that shows it.
        taken_for: What the others are taken for, the most frequent first, with how many.
    """

    photos: int
    right: int
    calibration_error: float
    taken_for: dict[str, int]


@frozen(kw_only=True)
class RoomScore:
    """How well rooms are known.

    Attributes:
        photos: How many photos with a label there are.
        right: Of how many the likeliest room is one that the label means.
        sayable: Of how many photos the label can be said at all.
        calibration_error: Expected calibration error of the likeliest room: |mean chance said - share right|, mean over the bins.
        by_label_error: The mean of the labels' calibration errors.
        bins: The steps that hold photos, from the lowest chance on.
        labels: Each label of the file.
    """

    photos: int
    right: int
    sayable: int
    calibration_error: float
    by_label_error: float
    bins: tuple[Bin, ...]
    labels: dict[str, OfLabel]


def score(said: Sequence[Said]) -> RoomScore | None:
    """Return how well rooms are known, or None where nothing was said or known of any photo.

    Example:
        >>> kitchen = Known(origin="a.jpg", label="kitchen", rooms=("kitchen",))
        >>> scored = score([(kitchen, {"kitchen": 0.8, "living": 0.2}), (kitchen, {"kitchen": 0.4, "living": 0.6})])
        >>> scored.right, round(scored.calibration_error, 2)
        (1, 0.4)
    """
    said = [(known, chance) for known, chance in said if known.label and chance]
    if not said:
        return None
    best = [max(chance, key=lambda room: chance[room]) for _, chance in said]
    chances = np.array([chance[room] for (_, chance), room in zip(said, best, strict=True)])
    right = np.array([room in known.rooms for (known, _), room in zip(said, best, strict=True)], np.float64)
    bins = _bins(chances, right)
    labels = {label: _of_label(label, said, best) for label in sorted({known.label for known, _ in said})}
    return RoomScore(
        photos=len(said),
        right=int(right.sum()),
        sayable=sum(not chance.keys().isdisjoint(known.rooms) for known, chance in said),
        calibration_error=_error(bins),
        by_label_error=float(np.mean([one.calibration_error for one in labels.values()])),
        bins=bins,
        labels=labels,
    )


def _of_label(label: str, said: Sequence[Said], best: Sequence[str]) -> OfLabel:
    rooms = next(known.rooms for known, _ in said if known.label == label)
    chances = np.array([min(1.0, sum(chance.get(room, 0.0) for room in rooms)) for _, chance in said])
    shown = np.array([known.label == label for known, _ in said], np.float64)
    taken = [room for (known, _), room in zip(said, best, strict=True) if known.label == label]
    wrong = sorted(room for room in taken if room not in rooms)
    others = sorted(set(wrong), key=lambda room: (-wrong.count(room), room))
    return OfLabel(
        photos=len(taken),
        right=len(taken) - len(wrong),
        calibration_error=_error(_bins(chances, shown)),
        taken_for={room: wrong.count(room) for room in others},
    )


def _bins(chances: _Floats, right: _Floats) -> tuple[Bin, ...]:
    step = np.minimum((chances * BINS).astype(int), BINS - 1)
    held = [step == number for number in range(BINS)]
    return tuple(
        Bin(photos=int(some.sum()), said=float(chances[some].mean()), right=float(right[some].mean()))
        for some in held
        if some.any()
    )


def _error(bins: Sequence[Bin]) -> float:
    photos = sum(one.photos for one in bins)
    return sum(one.photos * abs(one.said - one.right) for one in bins) / photos
