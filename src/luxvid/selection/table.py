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
_LIGHT_SPREAD = np.array([20.0, 8.0, 12.0])  # L*, a*, b*: differences that the eye calls different light


@frozen(eq=False, kw_only=True)
class Table:
    """Terms in points.

    Attributes:
        fit: (scenes, n), each photo in each scene.
        quality: (n,), each photo.
        together: Each two photos, (n, n) for every term.
        variety: What a view costs that another shot shows as well.
        views: The view of each photo.
        shown: Views that locked shots show.
    """

    fit: _Points
    quality: _Points
    together: dict[str, _Points]
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
        return self.alone - self._cost(())

    def _cost(self, elsewhere: Collection[int]) -> _Points:
        again = {*elsewhere, *self.shown}
        return np.array([self.variety * (view in again) for view in self.views], np.int64)

    def terms(self, scene: int, photos: Sequence[int], elsewhere: Collection[int]) -> dict[str, int]:
        """Return the terms of a shot over one or two photos; `elsewhere` are the views that other shots show."""
        found = {
            "fit": int(sum(self.fit[scene, i] for i in photos)),
            "quality": int(sum(self.quality[i] for i in photos)),
        }
        if len(photos) == 2:
            first, last = photos
            found |= {name: int(points[first, last]) for name, points in self.together.items()}
        found["variety"] = -self.variety * len({self.views[i] for i in photos} & {*elsewhere, *self.shown})
        return found


def table_of(sieved: Sieved, scenes: Sequence[Scene], weights: Weights) -> Table:
    """Return the table for these candidates and scenes."""
    candidates = sieved.candidates
    fit = [[one.fit(scene) for one in candidates] for scene in scenes]
    together = {
        "room": weights.room * _same_room(candidates),
        "place": weights.place * _shared_words(candidates),
        "light": weights.light * _light(candidates),
        "likeness": -weights.likeness * np.clip((sieved.alike - _UNRELATED) / (1 - _UNRELATED), 0, 1),
        "shape": -weights.shape * _unlike_shape(candidates),
    }
    return Table(
        fit=_points(weights.fit * np.array(fit, np.float64).reshape(len(scenes), len(candidates))),
        quality=_points(weights.quality * np.array([one.quality for one in candidates], np.float64)),
        together={name: _points(values) for name, values in together.items()},
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
    mean = np.array([np.reshape(one.look.palette, (-1, 3)).mean(axis=0) for one in candidates])
    apart = (((mean[:, None] - mean) / _LIGHT_SPREAD) ** 2).sum(axis=2)
    alike: NDArray[np.float64] = np.exp(-apart / 2)
    return alike


def _unlike_shape(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    upright = np.array([one.photo.aspect < 1 for one in candidates])
    unlike: NDArray[np.float64] = (upright[:, None] != upright).astype(np.float64)
    return unlike
