"""The best choice, with proof: branch and bound over the scenes, under the bound of `luxvid.selection.prices`."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import Factory, define, frozen

from luxvid.media.cancelling import stop_if_cancelled
from luxvid.selection.prices import Priced, priced
from luxvid.selection.problem import Option, Problem

_LOOK_UP_EVERY = 1024  # nodes between two looks whether the caller has gone


@frozen(kw_only=True)
class Solution:
    """The choice: for each scene the option taken.

    Attributes:
        options: The options.
        points: What they are worth together.
        gap: How many points a better choice could gain at most; 0 where this is proven to be the best.
        nodes: How many partial choices were tried.
    """

    options: tuple[Option, ...]
    points: int
    gap: int
    nodes: int


def solve(problem: Problem, *, most_nodes: int) -> Solution:
    """Return the best choice; where `most_nodes` partial choices did not suffice to prove it, the best one found, and the gap."""
    prices = priced(problem)
    search = _Search(problem=problem, prices=prices, most_nodes=most_nodes, best=prices.choice, points=prices.points)
    search.run()
    gap = max(0, int(prices.bound + 1e-6) - search.points) if search.is_cut else 0
    chosen = tuple(options[at] for options, at in zip(problem.options, search.best, strict=True))
    return Solution(options=chosen, points=search.points, gap=gap, nodes=search.nodes)


@define(eq=False, kw_only=True)
class _Search:
    """Depth first, scene by scene, options by falling worth after prices.

    A partial choice is given up where the worth of what it holds, the best that each remaining scene can still take, and the
    prices' constant stay below the next whole point above the best choice known.
    """

    problem: Problem
    prices: Priced
    most_nodes: int
    best: tuple[int, ...]
    points: int
    nodes: int = 0
    is_cut: bool = False
    ranked: list[list[tuple[float, int, tuple[int, ...]]]] = Factory(list)
    twin: dict[int, int] = Factory(dict)
    taken: set[int] = Factory(set)
    shown: dict[int, int] = Factory(dict)
    chosen: list[int] = Factory(list)
    rank: list[int] = Factory(list)
    counts: list[int] = Factory(lambda: [0, 0, 0])
    of_kind: list[int] = Factory(list)

    def run(self) -> None:
        self.ranked = [self._ranked(scene) for scene in range(len(self.problem.options))]
        self.chosen = [0] * len(self.ranked)
        self.rank = [0] * len(self.ranked)
        self.of_kind = [0] * len(self.problem.most)
        order = self._order()
        self._descend(order, 0, self.prices.constant)

    def _ranked(self, scene: int) -> list[tuple[float, int, tuple[int, ...]]]:
        worth = self.prices.worth[scene].tolist()
        options = self.problem.options[scene]
        return sorted(((worth[at], at, option.photos) for at, option in enumerate(options)), key=lambda one: (-one[0], one[1]))

    def _order(self) -> list[int]:
        """Return the scenes, those with the fewest good options first; scenes that differ by a constant only stand together.

        Of such twins the later takes no option that ranks before the earlier one's: their other orders are worth the same.
        """
        alike: dict[tuple[object, ...], list[int]] = {}
        for scene in sorted(range(len(self.ranked)), key=self._close_options):
            alike.setdefault(self._signature(scene), []).append(scene)
        for twins in alike.values():
            self.twin |= dict(zip(twins[1:], twins, strict=False))
        return [scene for twins in alike.values() for scene in twins]

    def _close_options(self, scene: int) -> tuple[int, int]:
        slack = self.prices.bound - self.points
        ranked = self.ranked[scene]
        return sum(one[0] >= ranked[0][0] - slack for one in ranked), scene

    def _signature(self, scene: int) -> tuple[object, ...]:
        options = self.problem.options[scene]
        return tuple((option.points - options[0].points, option.photos) for option in options)

    def _descend(self, order: list[int], depth: int, held: float) -> None:
        if depth == len(order):
            points = self.problem.points(self.chosen)
            if points > self.points:
                self.points, self.best = points, tuple(self.chosen)
            return
        scene = order[depth]
        rest = self._rest(order[depth + 1 :])
        if rest is None:
            return
        for place, worth, at, photos in self._open(scene):
            if held + worth + rest < self.points + 1 - 1e-6 or self.is_cut:
                return
            holding = held + worth - self._repeated(photos)
            if holding + rest < self.points + 1 - 1e-6:
                continue
            self._count()
            self.chosen[scene], self.rank[scene] = at, place
            self._take(photos, 1)
            self._descend(order, depth + 1, holding)
            self._take(photos, -1)

    def _open(self, scene: int) -> Iterator[tuple[int, float, int, tuple[int, ...]]]:
        """Yield the options that are still free, best first: place, worth, position, photos."""
        first = self.rank[self.twin[scene]] if scene in self.twin else 0
        for place in range(first, len(self.ranked[scene])):
            worth, at, photos = self.ranked[scene][place]
            if self._is_free(photos):
                yield place, worth, at, photos

    def _rest(self, scenes: list[int]) -> float | None:
        """Return the most that these scenes can still be worth, each for itself; None where one has nothing left."""
        total = 0.0
        for scene in scenes:
            best = next(self._open_worth(scene), None)
            if best is None:
                return None
            total += best
        return total

    def _open_worth(self, scene: int) -> Iterator[float]:
        for worth, _, photos in self.ranked[scene]:
            if self._is_free(photos):
                yield worth

    def _is_free(self, photos: tuple[int, ...]) -> bool:
        return self.taken.isdisjoint(photos) and self.problem.leaves_room(photos, self.counts[2], self.counts[1], self.of_kind)

    def _repeated(self, photos: tuple[int, ...]) -> float:
        """Return what views cost beyond their price because they come again."""
        views = {self.problem.views[i] for i in photos}
        return sum(self.problem.repeat - self.prices.view_prices[view] for view in views if self.shown.get(view))

    def _take(self, photos: tuple[int, ...], way: int) -> None:
        self.counts[len(photos)] += way
        (self.taken.update if way > 0 else self.taken.difference_update)(photos)
        for kind in self.problem.kinds_of(photos):
            self.of_kind[kind] += way
        for view in {self.problem.views[i] for i in photos}:
            self.shown[view] = self.shown.get(view, 0) + way

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes % _LOOK_UP_EVERY == 0:
            stop_if_cancelled()
        self.is_cut = self.is_cut or self.nodes >= self.most_nodes
