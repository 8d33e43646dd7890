"""The choice as a problem of whole numbers, and the options of each scene that an optimum can contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

_Points = NDArray[np.int64]
_FIRST_LOOK = 4096  # pairs that are sorted at first; more where these do not do
NEVER = -(2**62)
"""Points of what must not be chosen."""


@frozen
class Option:
    """What a shot may be: two photos, one, or none; and what it is worth."""

    points: int
    photos: tuple[int, ...]


@frozen(kw_only=True, eq=False)
class Problem:
    """Choose one option for each scene; no photo twice; the sum of points, less what views cost that come again, is to be most.

    Attributes:
        options: For each scene.
        views: For each photo the number of its view, 0 to n - 1.
        repeat: What each further shot costs that shows a view again.
        most_singles: How many scenes may have one photo.
        most_pairs: How many scenes may have two.
        opening: For each photo points that all its options contain, such as a bonus for wanted ones: where prices begin.
        kinds: For each photo the number of its kind, or -1 where of its kind there may be any number.
        most: For each kind how many photos of it there may be in all.
    """

    options: tuple[tuple[Option, ...], ...]
    views: tuple[int, ...]
    repeat: int
    most_singles: int
    most_pairs: int
    opening: tuple[int, ...]
    kinds: tuple[int, ...] = ()
    most: tuple[int, ...] = ()

    def points(self, choice: Sequence[int]) -> int:
        """Return what a choice is worth: the position of an option for each scene."""
        chosen = [options[at] for options, at in zip(self.options, choice, strict=True)]
        shown = [view for option in chosen for view in {self.views[i] for i in option.photos}]
        return sum(option.points for option in chosen) - self.repeat * (len(shown) - len(set(shown)))

    def leaves_room(self, photos: Sequence[int], pairs: int, singles: int, of_kind: Sequence[int]) -> bool:
        """Tell whether an option over these photos is allowed beside so many pairs, singles, and photos of each kind."""
        is_counted = pairs < self.most_pairs if len(photos) == 2 else singles < self.most_singles
        return not photos or (is_counted and (not self.most or self._has_left(photos, of_kind)))

    def kinds_of(self, photos: Sequence[int]) -> list[int]:
        """Return the limited kinds of photos, once for each photo."""
        return [self.kinds[i] for i in photos if self.kinds[i] >= 0] if self.most else []

    def _has_left(self, photos: Sequence[int], of_kind: Sequence[int]) -> bool:
        kinds = self.kinds_of(photos)
        return all(of_kind[kind] + kinds.count(kind) <= self.most[kind] for kind in kinds)


def pairs_worth_trying(
    alone: _Points, together: _Points, views: Sequence[int], *, scenes: int, kinds: Sequence[int] = ()
) -> tuple[Option, ...]:
    """Return the pairs of one scene that can stand in an optimum, best first; the rest is dominated, exactly.

    The other scenes use 2 · (scenes − 1) photos at most, and so at most as many views. Take as many pairs and one more, no two
    of them sharing a view: at least one is left whole by the other scenes, and costs them nothing. So a pair behind so many
    better ones is never needed. The same holds for the partners of one photo.

    Args:
        alone: (n,) points of each photo in this scene.
        together: (n, n) points of each two.
        views: The view of each photo.
        scenes: How many scenes are to be filled.
        kinds: As in `Problem`: where there are limits, a pair is behind others of the same kinds only, which cost the same.
    """
    needed = 2 * (scenes - 1) + 1
    points = alone[:, None] + alone + together
    points[np.tril_indices(len(alone))] = NEVER
    if len(set(kinds)) <= 1:
        return _best_pairs(points, views, needed)
    kind = np.array(kinds)
    low, high = np.minimum(kind[:, None], kind), np.maximum(kind[:, None], kind)
    apart = [(low == a) & (high == b) for a in sorted(set(kinds)) for b in sorted(set(kinds)) if a <= b]
    kept = [option for alike in apart for option in _best_pairs(np.where(alike, points, NEVER), views, needed)]
    return tuple(sorted(kept, key=lambda option: (-option.points, option.photos)))


def singles_worth_trying(points: _Points, views: Sequence[int], *, scenes: int, kinds: Sequence[int] = ()) -> tuple[Option, ...]:
    """Return the single photos of one scene that can stand in an optimum, best first, by the same argument; `points` (n,)."""
    needed = 2 * (scenes - 1) + 1
    kept: list[Option] = []
    shown: dict[int, set[int]] = {}
    for at in np.argsort(-points, kind="stable").tolist():
        before = shown.setdefault(kinds[at] if kinds else -1, set())
        if len(before) < needed:
            kept.append(Option(int(points[at]), (at,)))
            before.add(views[at])
    return tuple(kept)


def of_all(options: Iterable[Option], photos: Sequence[int]) -> Iterator[Option]:
    """Yield options over some photos, given in ascending order, as options over all."""
    return (Option(option.points, tuple(photos[i] for i in option.photos)) for option in options)


def most_filled(right: Sequence[Sequence[int]]) -> int:
    """Return how many scenes can have a photo of their own; `right` are the photos that may tell each (augmenting paths).

    Example:
        >>> most_filled([[0, 1], [0], [0]])
        2
    """
    holder: dict[int, int] = {}

    def find(scene: int, tried: set[int]) -> bool:
        for photo in right[scene]:
            if photo not in tried:
                tried.add(photo)
                if photo not in holder or find(holder[photo], tried):
                    holder[photo] = scene
                    return True
        return False

    return sum(find(scene, set()) for scene in range(len(right)))


def _best_pairs(points: NDArray[np.int64], views: Sequence[int], needed: int) -> tuple[Option, ...]:
    first_look = _FIRST_LOOK
    while True:
        kept, is_complete = _undominated(best_first(points.ravel(), first_look), len(points), views, needed)
        if is_complete or first_look >= points.size:
            return kept
        first_look *= 8


def best_first(points: NDArray[np.int64], count: int) -> Iterator[tuple[int, int]]:
    """Yield (points, position) of the `count` best and all that equal the last of them; never what is `NEVER`."""
    at = np.flatnonzero(points > NEVER)
    if count < at.size:
        least = np.partition(points[at], -count)[-count]
        at = at[points[at] >= least]
    at = at[np.argsort(-points[at], kind="stable")]
    return zip(points[at].tolist(), at.tolist(), strict=True)


def _undominated(
    ranked: Iterable[tuple[int, int]], count: int, views: Sequence[int], needed: int
) -> tuple[tuple[Option, ...], bool]:
    kept: list[Option] = []
    partners: dict[int, set[int]] = {}
    apart: set[int] = set()
    pairs_apart = 0
    for points, at in ranked:
        i, j = divmod(at, count)
        of_first, of_last = partners.setdefault(i, set()), partners.setdefault(j, set())
        if len(of_first) >= needed or len(of_last) >= needed:
            continue
        kept.append(Option(points, (i, j)))
        of_first.add(views[j])
        of_last.add(views[i])
        if views[i] not in apart and views[j] not in apart:
            apart |= {views[i], views[j]}
            pairs_apart += 1
            if pairs_apart == needed:
                return tuple(kept), True
    return tuple(kept), False
