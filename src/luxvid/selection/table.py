"""Every number of the choice: what each photo is worth in each scene, and each two together; in whole points."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.scenes import Scene
from luxvid.selection.candidates import Candidate
from luxvid.selection.fitting import Fits, fits_of
from luxvid.selection.light import Light, light_of
from luxvid.selection.sieve import Sieved
from luxvid.selection.weights import Weights
from luxvid.vision.rooms import ROOMS

FINALE = "finale"
"""The mood of a scene that ends a film."""

POINTS = 10_000
"""Points in 1.0: scores are added as whole numbers, so that they add up exactly, everywhere."""

_Points = NDArray[np.int64]
_UNRELATED = 0.5  # coarse correlation that any two pictures may have
_LITTLE, _MUCH = 0.15, 0.5  # between them the chance grows that two photos share a fifth of the picture (measured on the villa)


_WHOLE = 0.84  # share of a photo, cropped to the film's shape, that passes for all of it: 3:2 in 16:9


@frozen(eq=False, kw_only=True)
class Table:
    """Terms in points.

    Attributes:
        each: Each photo in each scene, (scenes, n) for every term; beauty counts half where the photo does not fit.
        lead: (scenes, n), of which the better of two photos counts.
        doubt: (scenes, n), of which the worse of two photos counts, taken off.
        evening: (scenes, n), of which the less of two photos counts.
        together: Each two photos, (n, n) for every term; counted as far as both are right for the scene.
        single: What a shot of one photo costs, which counts twice in it.
        variety: What a view costs that another shot shows as well.
        views: The view of each photo.
        shown: Views that locked shots show.
        fits: How well each photo belongs in each scene.
        light: The light of the photos.
    """

    each: dict[str, _Points]
    lead: _Points
    doubt: _Points
    evening: _Points
    together: dict[str, _Points]
    single: int
    variety: int
    views: tuple[int, ...]
    shown: frozenset[int]
    fits: Fits
    light: Light

    @cached_property
    def alone(self) -> _Points:
        """(scenes, n): what each photo is worth by itself."""
        return sum(self.each.values(), np.zeros_like(self.lead))

    def pairs(self, scene: int, photos: Sequence[int], elsewhere: Collection[int] = ()) -> _Points:
        """Return (m, m): what each two of m photos are worth as a pair in a scene, beyond each by itself.

        Taken off is what views cost that locked shots show, or that are shown `elsewhere`: once, where both photos show it.
        """
        some = np.array(photos, np.intp)
        cost, views = self._cost(elsewhere)[some], np.array(self.views)[some]
        lead, doubt, right = self.lead[scene, some], self.doubt[scene, some], self.fits.chance[scene, some]
        both = np.minimum(right[:, None], right)
        total: _Points = np.maximum(lead[:, None], lead) - np.maximum(doubt[:, None], doubt)
        total += np.minimum(self.evening[scene, some][:, None], self.evening[scene, some])
        total += np.where(views[:, None] == views, cost, 0) - (cost[:, None] + cost)
        for points in self.together.values():
            total += np.rint(points[np.ix_(some, some)] * both).astype(np.int64)
        return total

    def singles(self) -> _Points:
        """Return (scenes, n): what a photo is worth as the only one of a shot, likewise."""
        return (
            2 * self.alone
            + self.lead
            - self.doubt
            + self.evening
            - np.rint(self.single * self.fits.chance).astype(np.int64)
            - self._cost(())
        )

    def most(self) -> int:
        """Return points that no shot has more of, whatever their sign."""
        each = int(np.abs(self.alone).max() + self.lead.max() + self.doubt.max() + self.evening.max())
        return 2 * each + sum(int(np.abs(points).max()) for points in self.together.values()) + 2 * self.variety + self.single + 1

    def _cost(self, elsewhere: Collection[int]) -> _Points:
        again = {*elsewhere, *self.shown}
        return np.array([self.variety * (view in again) for view in self.views], np.int64)

    def terms(self, scene: int, photos: Sequence[int], elsewhere: Collection[int]) -> dict[str, int]:
        """Return the terms of a shot over one or two photos; `elsewhere` are the views that other shots show."""
        first, last = photos[0], photos[-1]
        found = {name: int(points[scene, first] + points[scene, last]) for name, points in self.each.items()}
        found["lead"] = int(max(self.lead[scene, first], self.lead[scene, last]))
        found["doubt"] = -int(max(self.doubt[scene, first], self.doubt[scene, last]))
        found["evening"] = int(min(self.evening[scene, first], self.evening[scene, last]))
        if len(photos) == 2:
            both = min(self.fits.chance[scene, first], self.fits.chance[scene, last])
            found |= {name: int(np.rint(points[first, last] * both)) for name, points in self.together.items()}
        else:
            found["single"] = -int(np.rint(self.single * self.fits.chance[scene, first]))
        found["variety"] = -self.variety * len({self.views[i] for i in photos} & {*elsewhere, *self.shown})
        return found


def table_of(sieved: Sieved, scenes: Sequence[Scene], weights: Weights, *, encoding: Encoding) -> Table:
    """Return the table for these candidates and scenes, in a film of the encoding's shape."""
    candidates = sieved.candidates
    light, fits = light_of(candidates, sieved.overlap), fits_of(candidates, scenes)
    quality = np.array([one.quality for one in candidates], np.float64)
    is_finale = np.array([scene.mood == FINALE for scene in scenes], bool)
    return Table(
        each={
            "fit": _points(weights.fit * fits.fit),
            "quality": _points(weights.quality * quality * (1 + fits.fit) / 2),
        },
        lead=_points(weights.lead * fits.lead),
        doubt=_points(weights.doubt * (1 - fits.chance)),
        evening=_points(weights.evening * is_finale[:, None] * light.evening),
        together={name: _points(values) for name, values in _together(sieved, light.alike, weights, encoding).items()},
        single=round(weights.single * POINTS),
        variety=round(weights.variety * POINTS),
        views=sieved.views,
        shown=sieved.shown,
        fits=fits,
        light=light,
    )


def _together(sieved: Sieved, light: NDArray[np.float64], weights: Weights, encoding: Encoding) -> dict[str, NDArray[np.float64]]:
    candidates = sieved.candidates
    kept = np.array([_kept(one.photo.aspect, encoding.aspect) for one in candidates])
    overlap = np.clip((sieved.overlap.share - _LITTLE) / (_MUCH - _LITTLE), 0, 1) * np.minimum(kept[:, None], kept)
    return {
        "room": weights.room * _same_room(candidates) * (1 - overlap),
        "place": weights.place * _shared_words(candidates),
        "light": weights.light * light,
        "overlap": weights.overlap * overlap,
        "likeness": -weights.likeness * np.clip((sieved.alike - _UNRELATED) / (1 - _UNRELATED), 0, 1) ** 2,
        "shape": -weights.shape * _unlike_shape(candidates),
    }


def _kept(aspect: float, wanted: float) -> float:
    """Return how much of a photo the film keeps, 1 from 3:2 in 16:9 on: what is cropped away, the film does not pass on."""
    return min(1.0, min(aspect, wanted) / max(aspect, wanted) / _WHOLE)


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


def _unlike_shape(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    upright = np.array([one.photo.aspect < 1 for one in candidates])
    unlike: NDArray[np.float64] = (upright[:, None] != upright).astype(np.float64)
    return unlike
