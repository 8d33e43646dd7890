"""The search finds the best choice: held against trying everything, on small problems with many ties."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luxvid.selection.exact import solve
from luxvid.selection.problem import Option, Problem, pairs_worth_trying, singles_worth_trying

ENOUGH = 100_000


def best_by_trying(problem: Problem) -> int | None:
    """Return what the best choice is worth, by trying all."""
    best: list[int] = []

    def descend(choice: list[int], photos: tuple[int, ...], pairs: int, singles: int) -> None:
        scene = len(choice)
        if scene == len(problem.options):
            best.append(problem.points(choice))
            return
        kinds = [problem.kinds_of(photos).count(kind) for kind in range(len(problem.most))]
        for at, option in enumerate(problem.options[scene]):
            if not {*photos} & {*option.photos} and problem.leaves_room(option.photos, pairs, singles, kinds):
                count = len(option.photos)
                descend([*choice, at], (*photos, *option.photos), pairs + (count == 2), singles + (count == 1))

    descend([], (), 0, 0)
    return max(best, default=None)


def pairs_of(alone: list[int], together: np.ndarray) -> tuple[Option, ...]:
    pairs = combinations(range(len(alone)), 2)
    return tuple(Option(alone[i] + alone[j] + int(together[i, j]), (i, j)) for i, j in pairs)


@st.composite
def tables(draw: st.DrawFn, *, fewest: int, most: int) -> tuple[np.ndarray, np.ndarray, list[int], int]:
    scenes = draw(st.integers(1, 3))
    count = draw(st.integers(max(1, fewest * scenes), min(8, most * scenes)))
    numbers = st.integers(-5, 30)
    rows = st.lists(numbers, min_size=count, max_size=count)
    differ, same = st.lists(rows, min_size=scenes, max_size=scenes), rows.map(lambda row: [row] * scenes)
    alone = np.array(draw(st.one_of(differ, same)))
    upper = np.triu(np.array(draw(st.lists(st.integers(-9, 9), min_size=count**2, max_size=count**2))).reshape(count, count), 1)
    views = draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    return alone.astype(np.int64), (upper + upper.T).astype(np.int64), views, draw(st.integers(0, 12))


@settings(deadline=None, max_examples=150)
@given(tables(fewest=2, most=8))
def test_pairs_are_chosen_best_though_most_are_never_tried(table: tuple[np.ndarray, np.ndarray, list[int], int]) -> None:
    alone, together, views, repeat = table
    scenes, count = alone.shape
    rest = {"views": tuple(views), "repeat": repeat, "most_singles": 0, "most_pairs": scenes, "opening": (0,) * count}
    whole = Problem(options=tuple(pairs_of(row.tolist(), together) for row in alone), **rest)
    narrowed = tuple(pairs_worth_trying(row, together, views, scenes=scenes) for row in alone)
    found = solve(Problem(options=narrowed, **rest), most_nodes=ENOUGH)
    assert found.points == best_by_trying(whole)
    assert found.gap == 0
    photos = [i for option in found.options for i in option.photos]
    assert len(photos) == len(set(photos)) == 2 * scenes


@settings(deadline=None, max_examples=100)
@given(tables(fewest=1, most=1))
def test_with_few_photos_pairs_and_singles_are_chosen_best(table: tuple[np.ndarray, np.ndarray, list[int], int]) -> None:
    alone, together, views, repeat = table
    scenes, count = alone.shape
    options = [(*pairs_of(row.tolist(), together), *(Option(int(row[i]), (i,)) for i in range(count))) for row in alone]
    problem = Problem(
        options=tuple(options),
        views=tuple(views),
        repeat=repeat,
        most_singles=2 * scenes - count,
        most_pairs=count - scenes,
        opening=(0,) * count,
    )
    assert solve(problem, most_nodes=ENOUGH).points == best_by_trying(problem)


@settings(deadline=None, max_examples=150)
@given(table=tables(fewest=1, most=3), data=st.data())
def test_pairs_beside_singles_and_kinds_beside_limits_are_chosen_best(
    table: tuple[np.ndarray, np.ndarray, list[int], int], data: st.DataObject
) -> None:
    alone, together, views, repeat = table
    scenes, count = alone.shape
    most = data.draw(st.lists(st.integers(0, 3), max_size=2))
    kinds = data.draw(st.lists(st.integers(-1, len(most) - 1), min_size=count, max_size=count)) if most else [-1] * count
    single = data.draw(st.integers(0, 40))
    rest = {
        "views": tuple(views), "repeat": repeat, "most_singles": scenes, "most_pairs": max(0, min(scenes, count - scenes)),
        "opening": (0,) * count, "kinds": tuple(kinds), "most": tuple(most),
    }  # fmt: skip
    nothing = (Option(-10_000, ()),)
    all_singles = [tuple(Option(int(2 * worth - single), (i,)) for i, worth in enumerate(row)) for row in alone]
    whole = [(*pairs_of(row.tolist(), together), *one, *nothing) for row, one in zip(alone, all_singles, strict=True)]
    narrowed = [
        (
            *pairs_worth_trying(row, together, views, scenes=scenes, kinds=kinds),
            *singles_worth_trying(2 * row - single, views, scenes=scenes, kinds=kinds),
            *nothing,
        )
        for row in alone
    ]
    found = solve(Problem(options=tuple(narrowed), **rest), most_nodes=ENOUGH)
    assert found.points == best_by_trying(Problem(options=tuple(whole), **rest))
    assert found.gap == 0
    used = [kinds[i] for option in found.options for i in option.photos]
    assert all(used.count(kind) <= limit for kind, limit in enumerate(most))


@settings(deadline=None, max_examples=60)
@given(tables(fewest=2, most=3))
def test_a_search_that_is_cut_short_says_how_much_is_open(table: tuple[np.ndarray, np.ndarray, list[int], int]) -> None:
    alone, together, views, repeat = table
    scenes, count = alone.shape
    problem = Problem(
        options=tuple(pairs_of(row.tolist(), together) for row in alone),
        views=tuple(views),
        repeat=repeat,
        most_singles=0,
        most_pairs=scenes,
        opening=(0,) * count,
    )
    best, found = best_by_trying(problem), solve(problem, most_nodes=1)
    assert best is not None
    assert found.points <= best <= found.points + found.gap


def test_scenes_that_want_the_same_are_solved_too() -> None:
    rng = np.random.default_rng(4)
    count, scenes = 20, 7
    alone = np.tile(rng.integers(0, 3000, count), (scenes, 1))
    upper = np.triu(rng.integers(0, 1500, (count, count)), 1)
    together = (upper + upper.T).astype(np.int64)
    options = tuple(pairs_worth_trying(row, together, range(count), scenes=scenes) for row in alone)
    problem = Problem(
        options=options, views=tuple(range(count)), repeat=0, most_singles=0, most_pairs=scenes, opening=(0,) * count
    )
    found = solve(problem, most_nodes=ENOUGH)
    assert found.gap == 0
    assert found.points == sum(option.points for option in found.options)


def test_of_a_thousand_photos_few_pairs_need_trying() -> None:
    rng = np.random.default_rng(5)
    alone = rng.integers(0, 10_000, 1000)
    upper = np.triu(rng.integers(0, 2000, (1000, 1000)), 1)
    pairs = pairs_worth_trying(alone, (upper + upper.T).astype(np.int64), range(1000), scenes=7)
    assert len(pairs) <= 26 * 13
    assert pairs[0].points == max(option.points for option in pairs)
