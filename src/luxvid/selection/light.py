"""Light: whether two photos were taken in the same, and which of two was taken later in the day.

Like is held against like: where two photos show the same place, the colours of the places that match (`luxvid.vision.overlap`)
are compared, lawn with lawn, sky with sky, so that what a photo shows does not count for the light that it is shown in. On
earlier photos of the sample villa this tells pairs of one light from pairs of two with an area under the ROC curve of 0.93;
the colours of the pictures as a whole do with 0.88. These are what is left where two photos have no place in common. An
evening sky is held against another sky in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from luxvid.looks import Look
from luxvid.selection.candidates import Candidate
from luxvid.vision.overlap import Overlaps
from luxvid.vision.rooms import OPEN_AIR
from luxvid.vision.traces import read_traces

_Floats = NDArray[np.float64]

_CELLS = 8
_PLACES_SPREAD = np.array([20.0, 2.5, 5.0])  # L*, a*, b* between matched places: what photos of one light differ by at most
_WHOLE_SPREAD = np.array([25.0, 12.0, 6.0, 6.0])  # L* of all; L*, a*, b* of the brightest: the eye calls it another light
_BRIGHTEST = 20  # of 64 cells: they tell the colour of the light, whatever the walls are painted
_UNKNOWN = 0.25  # what the whole leaves open: it tells no pair to be of one light for certain, and none not to be
_LEAST_MATCHES = 8
_OTHER = 0.5  # likeness of light below which it is another time of day

_PURPLE = 0.18  # a* by -b* from which a sky is that of dusk: clear skies by day stay below 0.16
_DARK = 0.35  # brightness below which an orange sky is a sunset, and no roof of wood
_EVENING = 0.2  # share of the upper half that makes an evening


@frozen(eq=False, kw_only=True)
class Light:
    """The light of photos.

    Attributes:
        alike: (n, n) how alike the light of each two is, 0 to 1, symmetric.
        evening: (n,) how surely each shows the open air at the end of a day, 0 to 1.
        changes: For i < j that show the same place: by how much it is lighter, redder, yellower in j, L*a*b*. The median over
            the places that match: a few that match wrongly, or that a lamp falls on, do not count.
    """

    alike: _Floats
    evening: _Floats
    changes: Mapping[tuple[int, int], _Floats] = field(factory=dict)

    def is_later(self, first: int, last: int) -> int:
        """Tell whether the last of two photos was taken later in the day: 1, earlier: -1, or about the same time: 0.

        As a day ends, what it shines on turns redder, then darker too.
        """
        if self.alike[first, last] >= _OTHER:
            return 0
        evening = float(self.evening[last] - self.evening[first])
        if abs(evening) > _OTHER:
            return 1 if evening > 0 else -1
        change = self.changes.get((min(first, last), max(first, last)), np.zeros(3)) * (1 if first < last else -1)
        late = float(change[1] / _PLACES_SPREAD[1] - change[0] / _PLACES_SPREAD[0])
        return (late > _OTHER) - (late < -_OTHER)


def light_of(candidates: Sequence[Candidate], overlap: Overlaps) -> Light:
    """Return the light of photos; `overlap` tells which show the same place."""
    evening = evenings_of(candidates)
    alike = _UNKNOWN + (1 - 2 * _UNKNOWN) * np.exp(-_apart_as_a_whole([one.look for one in candidates]) / 2)
    changes = dict(_changes(candidates, overlap))
    for (i, j), change in changes.items():
        alike[i, j] = alike[j, i] = exp(-((change / _PLACES_SPREAD) ** 2).sum() / 2)
    return Light(alike=alike * (1 - np.abs(evening[:, None] - evening)), evening=evening, changes=changes)


def evenings_of(candidates: Sequence[Candidate]) -> _Floats:
    """Return (n,) how surely photos show an evening in the open air, 0 to 1: a purple sky, or an orange one over dark land."""
    open_air = np.array([sum(one.chance.get(room, 0.0) for room in OPEN_AIR) for one in candidates])
    evening: _Floats = (np.minimum(1.0, _of_dusk([one.look for one in candidates]) / _EVENING) * open_air).round(3)
    return evening


def _of_dusk(looks: Sequence[Look]) -> _Floats:
    """Return (n,) which share of the upper half has the colours of a sky at dusk."""
    upper = _palettes(looks)[:, : _CELLS**2 // 2]
    light, red, yellow = np.moveaxis(upper, 2, 0)
    is_dark = np.array([look.brightness < _DARK for look in looks], bool)[:, None]
    purple = (red >= 2) & (yellow <= -4) & (red >= -_PURPLE * yellow)
    orange = (red >= 8) & (yellow >= 15) & (light >= 25) & is_dark
    share: _Floats = (purple | orange).mean(axis=1)
    return share


def _changes(candidates: Sequence[Candidate], overlap: Overlaps) -> Iterator[tuple[tuple[int, int], _Floats]]:
    colours = {i: _colours(candidates[i]) for i in {i for pair in overlap.matched for i in pair}}
    for (i, j), matched in overlap.matched.items():
        if len(matched.first) >= _LEAST_MATCHES:
            yield (i, j), _change(colours[i][matched.first], colours[j][matched.last])


def _change(before: _Floats, after: _Floats) -> _Floats:
    """Return the median change, (3,), of colours that match, (m, 3) each."""
    ranked = np.sort(after - before, axis=0)  # for so few, faster than `np.median`
    change: _Floats = ((ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2).round(2)
    return change


def _apart_as_a_whole(looks: Sequence[Look]) -> _Floats:
    cells = _palettes(looks)
    brightest = np.argsort(-cells[:, :, 0], axis=1, kind="stable")[:, :_BRIGHTEST, None]
    told = np.column_stack([cells[:, :, 0].mean(axis=1), np.take_along_axis(cells, brightest, axis=1).mean(axis=1)])
    apart: _Floats = (((told[:, None] - told) / _WHOLE_SPREAD) ** 2).sum(axis=2)
    return apart


def _palettes(looks: Sequence[Look]) -> _Floats:
    """Return (n, 64, 3) L*a*b*."""
    return np.array([look.palette for look in looks], np.float64).reshape(len(looks), _CELLS**2, 3)


def _colours(one: Candidate) -> _Floats:
    """Return (n, 3) L*a*b* at the places of a photo's traces, between the cells of its palette."""
    at = read_traces(one.look.traces).at
    colours: _Floats = _between_cells(at.tobytes(), round(one.photo.aspect, 6)) @ np.reshape(one.look.palette, (-1, 3))
    return colours


@lru_cache(maxsize=20)  # the photos of a property have few shapes
def _between_cells(places: bytes, aspect: float) -> _Floats:
    """Return (n, 64): how much of each cell of a palette there is in each place, given in shares of the photo's longer side."""
    at = np.frombuffer(places, np.float32).reshape(-1, 2)
    size = np.array([min(1.0, aspect), min(1.0, 1 / aspect)]).clip(1e-3)
    place = np.clip(at / size * _CELLS - 0.5, 0, _CELLS - 1)
    across, down = (np.clip(1 - np.abs(along[:, None] - np.arange(_CELLS)), 0, 1) for along in place.T)
    shares: _Floats = (down[:, :, None] * across[:, None]).reshape(len(at), -1)
    return shares
