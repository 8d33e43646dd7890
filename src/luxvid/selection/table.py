"""Every number of the choice: what each photo is worth in each scene, and each two together; in whole points."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.scenes import Scene
from luxvid.selection.candidates import Candidate
from luxvid.selection.sieve import Sieved
from luxvid.selection.weights import Weights
from luxvid.vision.rooms import ROOMS

POINTS = 10_000
"""Points in 1.0: scores are added as whole numbers, so that they add up exactly, everywhere."""

_Points = NDArray[np.int64]
_UNRELATED = 0.5  # coarse correlation that any two pictures may have
_LIGHT_SPREAD = np.array([25.0, 12.0, 6.0, 6.0])  # L* of all; L*, a*, b* of the brightest: the eye calls it another light
_BRIGHTEST = 20  # of 64 cells: they tell the colour of the light, whatever the walls are painted
_MUCH = 0.4  # overlap from which on more is no better


@frozen(eq=False, kw_only=True)
class Table:
    """Terms in points.

    Attributes:
        fit: (scenes, n), each photo in each scene.
        quality: (scenes, n), each photo in each scene: beauty counts half where the photo does not fit.
        together: Each two photos, (n, n) for every term.
        single: What a shot of one photo costs, which counts twice in it.
        variety: What a view costs that another shot shows as well.
        views: The view of each photo.
        shown: Views that locked shots show.
    """

    fit: _Points
    quality: _Points
    together: dict[str, _Points]
    single: int
    variety: int
    views: tuple[int, ...]
    shown: frozenset[int]

    @property
    def alone(self) -> NDArray[np.int64]:
        """(scenes, n): fit and quality together."""
        return self.fit + self.quality

    def pairs(self, elsewhere: Collection[int] = ()) -> NDArray[np.int64]:
        """Return (n, n): what two photos are worth as a pair beyond what each is worth alone.

        Taken off is what views cost that locked shots show, or that are shown `elsewhere`: once, where both photos show it.
        """
        cost = self._cost(elsewhere)
        views = np.array(self.views)
        total: _Points = sum(self.together.values(), np.where(views[:, None] == views, cost, 0) - (cost[:, None] + cost))
        return total

    def singles(self) -> NDArray[np.int64]:
        """Return (scenes, n): what a photo is worth as the only one of a shot, likewise."""
        return 2 * self.alone - self.single - self._cost(())

    def _cost(self, elsewhere: Collection[int]) -> _Points:
        again = {*elsewhere, *self.shown}
        return np.array([self.variety * (view in again) for view in self.views], np.int64)

    def terms(self, scene: int, photos: Sequence[int], elsewhere: Collection[int]) -> dict[str, int]:
        """Return the terms of a shot over one or two photos; `elsewhere` are the views that other shots show."""
        first, last = photos[0], photos[-1]
        found = {
            "fit": int(self.fit[scene, first] + self.fit[scene, last]),
            "quality": int(self.quality[scene, first] + self.quality[scene, last]),
        }
        if len(photos) == 2:
            found |= {name: int(points[first, last]) for name, points in self.together.items()}
        else:
            found["single"] = -self.single
        found["variety"] = -self.variety * len({self.views[i] for i in photos} & {*elsewhere, *self.shown})
        return found


def table_of(sieved: Sieved, scenes: Sequence[Scene], weights: Weights) -> Table:
    """Return the table for these candidates and scenes."""
    candidates = sieved.candidates
    fit = np.array([[one.fit(scene) for one in candidates] for scene in scenes], np.float64).reshape(len(scenes), len(candidates))
    quality = np.array([one.quality for one in candidates], np.float64)
    together = {
        "room": weights.room * _same_room(candidates),
        "place": weights.place * _shared_words(candidates),
        "light": weights.light * _light(candidates),
        "overlap": weights.overlap * np.clip(sieved.overlap / _MUCH, 0, 1),
        "likeness": -weights.likeness * np.clip((sieved.alike - _UNRELATED) / (1 - _UNRELATED), 0, 1) ** 2,
        "shape": -weights.shape * _unlike_shape(candidates),
    }
    return Table(
        fit=_points(weights.fit * fit),
        quality=_points(weights.quality * quality * (1 + fit) / 2),
        together={name: _points(values) for name, values in together.items()},
        single=round(weights.single * POINTS),
        variety=round(weights.variety * POINTS),
        views=sieved.views,
        shown=sieved.shown,
    )


def _points(values: NDArray[np.floating]) -> _Points:
    return np.rint(np.asarray(values, np.float64) * POINTS).astype(np.int64)


def _same_room(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    chance = np.array([[one.chance[room] for room in ROOMS] for one in candidates])
    same: NDArray[np.float64] = np.einsum("ir,jr->ij", chance, chance)
    return same


def _shared_words(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return for each two photos the share of their telling words that both have."""
    words = [one.telling for one in candidates]
    column = {word: i for i, word in enumerate(sorted(frozenset().union(*words)))}
    has = np.zeros((len(words), len(column)), np.float32)
    for row, found in enumerate(words):
        has[row, [column[word] for word in found]] = 1
    both = (has @ has.T).astype(np.float64)
    counts = has.sum(axis=1, dtype=np.float64)
    shared: NDArray[np.float64] = both / np.maximum(counts[:, None] + counts - both, 1)
    return shared


def _light(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    cells = np.array([one.look.palette for one in candidates]).reshape(len(candidates), -1, 3)
    brightest = np.argsort(-cells[:, :, 0], axis=1, kind="stable")[:, :_BRIGHTEST, None]
    told = np.column_stack([cells[:, :, 0].mean(axis=1), np.take_along_axis(cells, brightest, axis=1).mean(axis=1)])
    apart = (((told[:, None] - told) / _LIGHT_SPREAD) ** 2).sum(axis=2)
    alike: NDArray[np.float64] = np.exp(-apart / 2)
    return alike


def _unlike_shape(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    upright = np.array([one.photo.aspect < 1 for one in candidates])
    unlike: NDArray[np.float64] = (upright[:, None] != upright).astype(np.float64)
    return unlike
