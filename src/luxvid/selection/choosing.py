"""From what may be chosen to the shots: the problem is set, solved, and its solution told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.scenes import Scene
from luxvid.selection.candidates import Candidate
from luxvid.selection.exact import Solution, solve
from luxvid.selection.problem import NEVER, Option, Problem, best_first, pairs_worth_trying
from luxvid.selection.sieve import Sieved
from luxvid.selection.table import POINTS, Table, table_of
from luxvid.selection.telling import reason_for
from luxvid.selection.weights import Weights
from luxvid.storyboard import RunnerUp, Shot

_Points = NDArray[np.int64]

_RUNNERS_UP = 3


@frozen(kw_only=True, eq=False)
class Choice:
    """The open shots with their photos, in order, those that had to go left out; the candidates used; and the gap in 1.0."""

    shots: tuple[Shot, ...]
    used: tuple[Candidate, ...]
    gap: float


def choose(sieved: Sieved, shots: Sequence[Shot], *, weights: Weights, encoding: Encoding, most_nodes: int) -> Choice:
    """Fill the open shots, as well as can be, with what may be chosen."""
    scenes = tuple(shot.scene for shot in shots)
    table = table_of(sieved, scenes, weights)
    problem = problem_of(table, sieved.candidates)
    solution = solve(problem, most_nodes=most_nodes)
    teller = _Teller(scenes=scenes, sieved=sieved, table=table, solution=solution, weights=weights, encoding=encoding)
    filled = [teller.shot(scene, shot) for scene, shot in enumerate(shots) if solution.options[scene].photos]
    used = sorted(i for option in solution.options for i in option.photos)
    return Choice(
        shots=tuple(filled),
        used=tuple(sieved.candidates[i] for i in used),
        gap=solution.gap / POINTS,
    )


def problem_of(table: Table, candidates: Sequence[Candidate]) -> Problem:
    """Set the problem: pairs where there are photos enough, else as few single photos as can be, else fewer scenes."""
    scenes, count = table.fit.shape
    alone, together, singles = table.alone, table.pairs(), table.singles()
    bonus = 2 * scenes * int(2 * np.abs(alone).max() + np.abs(together).max() + 2 * table.variety + 1)
    opening = [bonus * (one.is_wanted or count < scenes) for one in candidates]
    if count >= 2 * scenes:
        raised = alone + np.array(opening, np.int64)
        views = _free_views(table)
        options = [pairs_worth_trying(raised[scene], together, views, scenes=scenes) for scene in range(scenes)]
    elif count >= scenes:
        opening = [0] * count
        options = [_all(alone[scene], together, singles[scene]) for scene in range(scenes)]
    else:
        options = [(Option(0, ()), *_alone(singles[scene] + bonus)) for scene in range(scenes)]
    return Problem(
        options=tuple(options),
        views=_free_views(table),
        repeat=table.variety,
        most_singles=min(scenes, max(0, 2 * scenes - count)),
        most_pairs=max(0, min(scenes, count - scenes)),
        opening=tuple(opening),
    )


def _all(alone: _Points, together: _Points, singles: _Points) -> tuple[Option, ...]:
    rows, columns = np.triu_indices(len(alone), 1)
    points = alone[rows] + alone[columns] + together[rows, columns]
    pairs = (Option(p, (i, j)) for p, i, j in zip(points.tolist(), rows.tolist(), columns.tolist(), strict=True))
    return (*pairs, *_alone(singles))


def _alone(points: _Points) -> tuple[Option, ...]:
    return tuple(Option(worth, (i,)) for i, worth in enumerate(points.tolist()))


def _free_views(table: Table) -> tuple[int, ...]:
    """Number the views from 0; those of locked shots are charged already, so that each photo there has one of its own."""
    number: dict[object, int] = {}
    keys = [(view, i) if view in table.shown else view for i, view in enumerate(table.views)]
    return tuple(number.setdefault(key, len(number)) for key in keys)


@frozen(kw_only=True, eq=False)
class _Teller:
    scenes: tuple[Scene, ...]
    sieved: Sieved
    table: Table
    solution: Solution
    weights: Weights
    encoding: Encoding

    def shot(self, scene: int, shot: Shot) -> Shot:
        """Return the shot with its photos."""
        photos = self._ordered(scene, self.solution.options[scene].photos)
        candidates = [self.sieved.candidates[i] for i in photos]
        terms = self._terms(scene, photos)
        return evolve(
            shot.with_photos(one.photo for one in candidates),
            confidence=round(min(one.certainty(shot.scene) for one in candidates), 3),
            reason=reason_for(shot.scene, candidates, terms, weights=self.weights, encoding=self.encoding),
            terms=terms,
            runners_up=self._runners_up(scene, photos),
        )

    def _ordered(self, scene: int, photos: Sequence[int]) -> tuple[int, ...]:
        """Return photos as the shot shows them: named by an earlier word of the scene first (a hero), then worth more in it."""
        words = self.scenes[scene].words
        named = {i: self.sieved.candidates[i].first_word(words) for i in photos}
        return tuple(sorted(photos, key=lambda i: (named[i], -int(self.table.alone[scene, i]), i)))

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
        alone = self.table.alone[scene]
        points = alone[:, None] + alone + self.table.pairs(self._elsewhere(scene))
        taken = [i for at, option in enumerate(self.solution.options) if at != scene for i in option.photos]
        points[np.tril_indices(len(alone))] = NEVER
        points[taken, :] = points[:, taken] = NEVER
        points[min(photos), max(photos)] = NEVER
        best = islice(best_first(points.ravel(), _RUNNERS_UP), _RUNNERS_UP)
        pairs = [divmod(at, len(alone)) for _, at in best]
        return tuple(self._runner_up(scene, self._ordered(scene, pair)) for pair in pairs)

    def _runner_up(self, scene: int, pair: Sequence[int]) -> RunnerUp:
        terms = self._terms(scene, pair)
        files = [self.sieved.candidates[i].photo.file for i in pair]
        return RunnerUp(files=files, score=round(sum(terms.values()), 4), terms=terms)
