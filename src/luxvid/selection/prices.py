"""A bound on the best choice, from prices: photos cost something, and every scene takes what is best after the price.

Lagrange's relaxation of "no photo twice", of the limits on single photos and on kinds, and of views that come again (their
price is at most what a repetition costs). For any prices the sum bounds the best choice from above; the subgradient method
brings it down. What scenes take at good prices is nearly a choice; `_greedy` makes one of it, which is the bound from below.
Sums are exact (`fsum`), so that every machine sees the same prices and, among choices of equal worth, ends at the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.selection.problem import Option, Problem

_Floats = NDArray[np.float64]

_MOST_ROUNDS = 150
_PATIENCE = 8  # rounds without a better bound before the step is shortened
_SHORTER = 0.6
_LISTEN_EVERY = 10


@frozen(eq=False, kw_only=True)
class Priced:
    """Prices, the bound they give, and the best choice met on the way.

    Attributes:
        bound: No choice is worth more.
        constant: What the bound holds beside the options: all prices, times how often each thing may be taken.
        worth: For each scene the options' points less their prices.
        view_prices: For each view.
        choice: For each scene the position of its option.
        points: What the choice is worth.
    """

    bound: float
    constant: float
    worth: tuple[_Floats, ...]
    view_prices: tuple[float, ...]
    choice: tuple[int, ...]
    points: int


def priced(problem: Problem) -> Priced:
    """Return good prices."""
    market = _Market.of(problem)
    prices = best_prices = market.opening
    choice = _greedy(problem, market.by_scene(market.points))
    points = problem.points(choice)
    bound, step, waited = np.inf, 1.0, 0
    for turn in range(_MOST_ROUNDS):
        worth = market.worth(prices)
        now = market.bound(worth, prices)
        waited += 1
        if now < bound:
            bound, best_prices, waited = now, prices, 0
        if waited == _PATIENCE:
            step, waited = step * _SHORTER, 0
        if turn % _LISTEN_EVERY == 0:
            other = _greedy(problem, market.by_scene(worth))
            points, choice = max((points, choice), (problem.points(other), other))
        direction = market.excess(worth, prices)
        size = float(direction @ direction)
        if bound - points < 1 or not size:
            break
        prices = np.clip(prices + step * (now - points) / size * direction, 0, market.ceiling)
    return Priced(
        bound=bound,
        constant=fsum((best_prices * market.supply).tolist()),
        worth=market.by_scene(market.worth(best_prices)),
        view_prices=tuple(best_prices[len(problem.views) + 1 : 2 * len(problem.views) + 1].tolist()),
        choice=choice,
        points=points,
    )


def _greedy(problem: Problem, worth: Sequence[_Floats]) -> tuple[int, ...]:
    """Return a choice: the scene with the best option takes it, then the next, each what is left."""
    chosen = [0] * len(worth)
    taken: set[int] = set()
    counts = [0, 0, 0]
    of_kind = [0] * len(problem.most)
    for scene in sorted(range(len(worth)), key=lambda scene: (-float(worth[scene].max()), scene)):
        for at in np.argsort(-worth[scene], kind="stable").tolist():
            photos = problem.options[scene][at].photos
            if taken.isdisjoint(photos) and problem.leaves_room(photos, counts[2], counts[1], of_kind):
                break
        chosen[scene] = at
        taken.update(photos)
        counts[len(photos)] += 1
        for kind in problem.kinds_of(photos):
            of_kind[kind] += 1
    return tuple(chosen)


@frozen(eq=False, kw_only=True)
class _Market:
    """What is for sale: photos, the right to a single photo, views, kinds, and nothing, in this order."""

    points: _Floats
    goods: NDArray[np.intp]
    starts: NDArray[np.intp]
    supply: _Floats
    ceiling: _Floats
    opening: _Floats

    @classmethod
    def of(cls, problem: Problem) -> _Market:
        count = len(problem.views)
        size = 2 * count + 2 + len(problem.most)
        options = [option for scene in problem.options for option in scene]
        supply, ceiling, opening = np.ones(size), np.full(size, np.inf), np.zeros(size)
        supply[count], supply[-1], ceiling[-1] = problem.most_singles, 0, 0
        ceiling[count + 1 : 2 * count + 1] = problem.repeat
        supply[2 * count + 1 : -1] = problem.most
        opening[:count] = problem.opening
        return cls(
            points=np.array([option.points for option in options], np.float64),
            goods=np.array([_goods(option, problem, size - 1) for option in options], np.intp),
            starts=np.cumsum([0, *(len(scene) for scene in problem.options[:-1])]),
            supply=supply,
            ceiling=ceiling,
            opening=opening,
        )

    def worth(self, prices: _Floats) -> _Floats:
        """Return what each option is worth after the prices."""
        worth: _Floats = self.points - prices[self.goods].sum(axis=1)
        return worth

    def bound(self, worth: _Floats, prices: _Floats) -> float:
        """Return the bound that these prices give."""
        return fsum((*np.maximum.reduceat(worth, self.starts).tolist(), *(prices * self.supply).tolist()))

    def by_scene(self, worth: _Floats) -> tuple[_Floats, ...]:
        return tuple(np.split(worth, self.starts[1:]))

    def excess(self, worth: _Floats, prices: _Floats) -> _Floats:
        """Return demand beyond supply where a price can still follow it: the subgradient."""
        taken = [start + int(part.argmax()) for start, part in zip(self.starts, self.by_scene(worth), strict=True)]
        excess = np.bincount(self.goods[taken].ravel(), minlength=len(prices)) - self.supply
        excess[((prices <= 0) & (excess < 0)) | ((prices >= self.ceiling) & (excess > 0))] = 0
        return excess


def _goods(option: Option, problem: Problem, nothing: int) -> tuple[int, ...]:
    """Return the goods of an option: two photos, the right to a single one, two views, two kinds; nothing where there is less."""
    count = len(problem.views)
    shown = [count + 1 + view for view in sorted({problem.views[i] for i in option.photos})]
    kinds = [2 * count + 1 + kind for kind in problem.kinds_of(option.photos)]
    single = count if len(option.photos) == 1 else nothing
    return (*_two(option.photos, nothing), single, *_two(shown, nothing), *_two(kinds, nothing))


def _two(goods: Sequence[int], nothing: int) -> Sequence[int]:
    return (*goods, nothing, nothing)[:2]
