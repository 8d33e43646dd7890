"""From what may be chosen to the shots: the problem is set, solved, and its solution told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.scenes import Move, Scene
from luxvid.selection.candidates import Candidate
from luxvid.selection.direction import goes_with, is_outside
from luxvid.selection.exact import Solution, solve
from luxvid.selection.problem import (
    NEVER,
    Option,
    Problem,
    best_first,
    most_filled,
    of_all,
    pairs_worth_trying,
    singles_worth_trying,
)
from luxvid.selection.sieve import Sieved
from luxvid.selection.table import FINALE, POINTS, Table, table_of
from luxvid.selection.telling import reason_for
from luxvid.selection.weights import Weights
from luxvid.storyboard import RunnerUp, Shot

_Points = NDArray[np.int64]

_RUNNERS_UP = 3


@frozen(kw_only=True, eq=False)
class Choice:
    """The open shots with their photos, in order.

    Attributes:
        shots: Those that have photos.
        used: The candidates used.
        unshown: Keys of the scenes that no photo shows.
        gap: What a better choice could gain at most, in 1.0.
    """

    shots: tuple[Shot, ...] = ()
    used: tuple[Candidate, ...] = ()
    unshown: frozenset[str] = frozenset()
    gap: float = 0.0


def choose(sieved: Sieved, shots: Sequence[Shot], *, weights: Weights, encoding: Encoding, most_nodes: int) -> Choice:
    """Fill the open shots, as well as can be, with what may be chosen."""
    scenes = tuple(shot.scene for shot in shots)
    table = table_of(sieved, scenes, weights, encoding=encoding)
    problem = problem_of(table, sieved.candidates, sieved.most_of)
    solution = solve(problem, most_nodes=most_nodes)
    moves = tuple(shot.camera.move for shot in shots)
    teller = _Teller(scenes=scenes, moves=moves, sieved=sieved, table=table, solution=solution, encoding=encoding)
    filled = [teller.shot(scene, shot) for scene, shot in enumerate(shots) if solution.options[scene].photos]
    used = sorted(i for option in solution.options for i in option.photos)
    return Choice(
        shots=tuple(filled),
        used=tuple(sieved.candidates[i] for i in used),
        unshown=frozenset(scene.key for scene, wrong in zip(scenes, table.fits.is_wrong, strict=True) if wrong.all()),
        gap=solution.gap / POINTS,
    )


def problem_of(table: Table, candidates: Sequence[Candidate], most_of: Mapping[str, int]) -> Problem:
    """Set the problem: pairs; singles where nothing fits beside a photo, or photos are few; nothing where none is right.

    A photo that shows something else is no option, unless the caller wants it, or none shows anything that is asked for. A scene
    is left empty only where it must be: nothing is worth a bonus less than anything else.
    """
    scenes, alone, singles, views = len(table.lead), table.alone, table.singles(), _free_views(table)
    bonus = 2 * scenes * table.most()
    opening = np.array([bonus * one.is_wanted for one in candidates], np.int64)
    kinds, limits = _kinds(candidates, most_of)
    right = [np.flatnonzero(~wrong | (opening > 0)).tolist() for wrong in table.fits.is_wrong]
    if not any(right):
        right = [list(range(len(candidates)))] * scenes
    options = []
    for scene, some in enumerate(right):
        shown, kind = [views[i] for i in some], [kinds[i] for i in some]
        worth = (alone[scene] + opening)[some]
        pairs = pairs_worth_trying(worth, table.pairs(scene, some), shown, scenes=scenes, kinds=kind)
        lone = singles_worth_trying((singles[scene] + opening)[some], shown, scenes=scenes, kinds=kind)
        options.append((*of_all(pairs, some), *of_all(lone, some), Option(-2 * scenes * bonus, ())))
    filled, usable = most_filled(right), len({i for some in right for i in some})
    return Problem(
        options=tuple(options),
        views=views,
        repeat=table.variety,
        most_singles=scenes,
        most_pairs=max(0, min(filled, usable - filled)),
        opening=tuple(opening.tolist()),
        kinds=kinds,
        most=limits,
    )


def _kinds(candidates: Sequence[Candidate], most_of: Mapping[str, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return for each candidate the number of its kind of room, -1 where that is not limited, and the limits."""
    number = {room: at for at, room in enumerate(most_of)}
    return tuple(number.get(one.room, -1) for one in candidates), tuple(most_of.values())


def _free_views(table: Table) -> tuple[int, ...]:
    """Number the views from 0; those of locked shots are charged already, so that each photo there has one of its own."""
    number: dict[object, int] = {}
    keys = [(view, i) if view in table.shown else view for i, view in enumerate(table.views)]
    return tuple(number.setdefault(key, len(number)) for key in keys)


@frozen(kw_only=True, eq=False)
class _Teller:
    scenes: tuple[Scene, ...]
    moves: tuple[Move, ...]
    sieved: Sieved
    table: Table
    solution: Solution
    encoding: Encoding

    def shot(self, scene: int, shot: Shot) -> Shot:
        """Return the shot with its photos."""
        photos = self._ordered(scene, self.solution.options[scene].photos)
        candidates = [self.sieved.candidates[i] for i in photos]
        terms = self._terms(scene, photos)
        light = float(self.table.light.alike[photos[0], photos[-1]])
        return evolve(
            shot.with_photos(one.photo for one in candidates),
            confidence=round(float(self.table.fits.certainty[scene, photos].min()), 3),
            reason=reason_for(shot.scene, candidates, light=light, encoding=self.encoding),
            terms=terms,
            runners_up=self._runners_up(scene, photos),
        )

    def _ordered(self, scene: int, photos: Sequence[int]) -> tuple[int, ...]:
        """Return photos as the shot shows them: the first of these rules that tells them apart decides.

        No evening before the day; from outside in; named by an earlier word first (a hero opens); as the camera goes; worth
        more first, in a finale last.
        """
        first, *rest = sorted(photos, key=lambda i: (-int(self.table.alone[scene, i]), i))
        if not rest:
            return (first,)
        if self.scenes[scene].mood == FINALE:
            first, rest = rest[0], [first]
        return (first, *rest) if self._is_order(scene, first, rest[0]) >= 0 else (*rest, first)

    def _is_order(self, scene: int, first: int, last: int) -> int:
        """Tell whether two photos should come in this order: 1, in the other: -1, or 0 where nothing tells."""
        one, other = (self.sieved.candidates[i] for i in (first, last))
        words = self.scenes[scene].words
        named = [candidate.first_word(words) for candidate in (one, other)]
        return (
            self.table.light.is_later(first, last)
            or (is_outside(one) > is_outside(other)) - (is_outside(one) < is_outside(other))
            or (named[0] < named[1]) - (named[0] > named[1])
            or goes_with(self.moves[scene], self.sieved.overlap.between(first, last))
        )

    def _terms(self, scene: int, photos: Sequence[int]) -> dict[str, float]:
        found = self.table.terms(scene, photos, self._elsewhere(scene))
        return {name: points / POINTS for name, points in found.items()}

    def _elsewhere(self, scene: int) -> Collection[int]:
        others = [option for at, option in enumerate(self.solution.options) if at != scene]
        return {self.table.views[i] for option in others for i in option.photos}

    def _runners_up(self, scene: int, photos: Sequence[int]) -> tuple[RunnerUp, ...]:
        """Return the next best pairs that could stand here while the other shots stay as they are."""
        if len(photos) != 2:
            return ()
        taken = {i for at, option in enumerate(self.solution.options) if at != scene for i in option.photos}
        free = [i for i in np.flatnonzero(~self.table.fits.is_wrong[scene]).tolist() if i not in taken]
        alone = self.table.alone[scene, free]
        points = alone[:, None] + alone + self.table.pairs(scene, free, self._elsewhere(scene))
        points[np.tril_indices(len(free))] = NEVER
        wanted = _RUNNERS_UP + 1  # one of them stands here
        best = [tuple(free[i] for i in divmod(at, len(free))) for _, at in islice(best_first(points.ravel(), wanted), wanted)]
        pairs = [pair for pair in best if set(pair) != set(photos)][:_RUNNERS_UP]
        return tuple(self._runner_up(scene, self._ordered(scene, pair)) for pair in pairs)

    def _runner_up(self, scene: int, pair: Sequence[int]) -> RunnerUp:
        terms = self._terms(scene, pair)
        files = [self.sieved.candidates[i].photo.file for i in pair]
        return RunnerUp(files=files, score=round(sum(terms.values()), 4), terms=terms)
