"""A choice that one trusts: what shows something else is no option, and the whole objective is maximised, not only its search."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from luxvid.encoding import Encoding
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.selection import LocalSelector
from luxvid.selection.candidates import Candidate, candidate_of
from luxvid.selection.choosing import problem_of
from luxvid.selection.exact import solve
from luxvid.selection.fitting import Fits
from luxvid.selection.light import Light
from luxvid.selection.problem import most_filled
from luxvid.selection.table import Table
from luxvid.storyboard import Brief
from tests.selection.conftest import MakePhoto, make_photo

pytestmark = pytest.mark.anyio

NOTHING = -(10**12)


def candidate() -> Candidate:
    one = make_photo("IMG_1.jpg")
    assert one.look is not None
    return candidate_of([one], one.look, encoding=Encoding(), is_wanted=False)


ONE = candidate()


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, list[bool]]:
    scenes, count = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def points(low: int, high: int) -> np.ndarray:
        return rng.integers(low, high, (scenes, count))

    upper = [np.triu(rng.integers(-40, 90, (count, count)), 1) for _ in range(2)]
    table = Table(
        each={"fit": points(0, 100), "quality": points(0, 60)},
        lead=points(0, 60),
        doubt=points(0, 120),
        evening=points(0, 50),
        together={name: one + one.T for name, one in zip(("light", "overlap"), upper, strict=True)},
        single=int(rng.integers(0, 100)),
        variety=int(rng.integers(0, 30)),
        views=tuple(rng.integers(0, count, count).tolist()),
        shown=frozenset(rng.integers(0, count, draw(st.integers(0, 1))).tolist()),
        fits=Fits(
            fit=np.zeros((scenes, count)),
            lead=np.zeros((scenes, count)),
            chance=rng.uniform(0, 1, (scenes, count)).round(2),
            certainty=np.zeros((scenes, count)),
            is_wrong=rng.random((scenes, count)) < draw(st.sampled_from([0.0, 0.3, 0.7])),
        ),
        light=Light(alike=np.ones((count, count)), evening=np.zeros(count)),
    )
    return table, (rng.random(count) < 0.15).tolist()


def worth(table: Table, choice: tuple[tuple[int, ...], ...]) -> int:
    """Return what a choice is worth by the terms that its shots would show; each view is paid for once by each further shot."""
    total, before = 0, set[int]()
    for scene, photos in enumerate(choice):
        total += sum(table.terms(scene, photos, before).values()) if photos else NOTHING
        before |= {table.views[i] for i in photos}
    return total


def best_by_trying(table: Table, is_wanted: list[bool]) -> int:
    scenes, count = table.lead.shape
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    shots: list[tuple[int, ...]] = [*pairs, *((i,) for i in range(count)), ()]
    is_open = table.fits.is_wrong & ~np.array(is_wanted)
    if all(is_open[scene].all() for scene in range(scenes)):
        is_open[:] = False
    allowed = [[photos for photos in shots if not any(is_open[scene, i] for i in photos)] for scene in range(scenes)]
    choices = [
        choice
        for choice in product(*allowed)
        if len({i for photos in choice for i in photos}) == sum(len(photos) for photos in choice)
    ]
    return max(worth(table, choice) + 10**9 * sum(is_wanted[i] for photos in choice for i in photos) for choice in choices)


@settings(deadline=None, max_examples=50)
@given(tables())
def test_the_objective_that_shots_show_is_the_one_that_is_maximised(drawn: tuple[Table, list[bool]]) -> None:
    table, is_wanted = drawn
    candidates = [evolve(ONE, is_wanted=wanted) for wanted in is_wanted]
    found = solve(problem_of(table, candidates, {}), most_nodes=100_000)
    choice = tuple(option.photos for option in found.options)
    wanted = 10**9 * sum(is_wanted[i] for photos in choice for i in photos)
    assert worth(table, choice) + wanted == best_by_trying(table, is_wanted)
    assert found.gap == 0


async def test_a_scene_that_no_photo_shows_is_dropped(photo: MakePhoto) -> None:
    rooms = ("exterior", "living", "kitchen", "bedroom")
    board = await LocalSelector().select([photo(f"{room}-{n}.jpg") for room in rooms for n in range(6)], brief=Brief())
    assert [scene.key for scene in board.dropped] == ["bathroom"]
    assert board.notes[0] == "no photo shows it: left out Bathroom"
    for shot in board.shots:
        assert shot.confidence > 0.5


async def test_what_nothing_is_known_of_is_never_wrong(photo: MakePhoto) -> None:
    board = await LocalSelector().select([photo(f"IMG_{n}.jpg") for n in range(20)], brief=Brief())
    assert len(board.shots) == 7
    assert board.dropped == ()


async def test_where_no_photo_shows_anything_that_is_asked_for_the_best_are_taken_and_it_is_said(photo: MakePhoto) -> None:
    bath = next(scene for scene in LUXURY_SCENES if scene.key == "bathroom")
    board = await LocalSelector().select([photo("kitchen.jpg"), photo("living.jpg")], brief=Brief(scenes=(bath,)))
    assert len(board["bathroom"].photos) >= 1
    assert any("nothing says" in note for note in board.notes)


async def test_what_is_wanted_is_in_the_film_whatever_it_shows(photo: MakePhoto) -> None:
    bath = next(scene for scene in LUXURY_SCENES if scene.key == "bathroom")
    photos = [photo("kitchen.jpg"), photo("bathroom-1.jpg"), photo("bathroom-2.jpg")]
    board = await LocalSelector().select(photos, brief=Brief(scenes=(bath,), must=["kitchen.jpg"]))
    assert "kitchen.jpg" in {p.file for p in board.photos}


async def test_what_a_scene_names_by_a_word_of_its_own_is_not_wrong(photo: MakePhoto) -> None:
    cellar = Scene(key="cellar", rooms=("other",), words=("press",))
    photos = [photo("kitchen press.jpg"), photo("kitchen-2.jpg"), photo("bedroom.jpg")]
    board = await LocalSelector().select(photos, brief=Brief(scenes=(cellar,)))
    assert [p.file for p in board.photos] == ["kitchen press.jpg"]


def test_as_many_scenes_are_filled_as_can_be() -> None:
    assert most_filled([]) == 0
    assert most_filled([[], [1, 2], [1], [2]]) == 2
    assert most_filled([[0, 1], [0], [1, 2]]) == 3
