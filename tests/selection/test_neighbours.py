"""Photos of one place tell each other what it is, as far as they overlap, and in whatever order they come."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.selection.candidates import candidate_of
from luxvid.selection.neighbours import informed, passed_on
from luxvid.vision.rooms import ROOMS, chances
from tests.selection.conftest import MakePhoto

BATH, ENTRANCE = ROOMS.index("bathroom"), ROOMS.index("entrance")


def of(**rooms: float) -> list[float]:
    rest = (1 - sum(rooms.values())) / (len(ROOMS) - len(rooms))
    return [rooms.get(room, rest) for room in ROOMS]


def overlapping(count: int, **edges: float) -> NDArray[np.float32]:
    """Return (n, n) with the overlap of some pairs, `_01` for the first two."""
    overlap = np.eye(count, dtype=np.float32)
    for pair, share in edges.items():
        i, j = int(pair[1]), int(pair[2])
        overlap[i, j] = overlap[j, i] = share
    return overlap


def test_a_bath_that_is_certain_tells_what_is_beside_it() -> None:
    chance = np.array([of(bathroom=0.97), of(entrance=0.4, bathroom=0.25)])
    alone = passed_on(chance, overlapping(2, _01=0.1))
    together = passed_on(chance, overlapping(2, _01=0.5))
    assert alone.tolist() == chance.tolist()
    assert together[1].argmax() == BATH
    assert together[0, BATH] > 0.96


def test_it_is_passed_on_over_a_photo_between() -> None:
    chance = np.array([of(bathroom=0.97), list(chances(()).values()), of(entrance=0.4, bathroom=0.25)])
    near = passed_on(chance, overlapping(3, _12=0.6))
    far = passed_on(chance, overlapping(3, _01=0.6, _12=0.6))
    assert far[2, BATH] > near[2, BATH]


def test_a_photo_does_not_hear_itself() -> None:
    chance = np.array([of(bathroom=0.6), list(chances(()).values())])
    told = passed_on(chance, overlapping(2, _01=0.6))
    assert told[0, BATH] == pytest.approx(0.6, abs=0.01)
    assert told[1, BATH] > chance[1, BATH]


def test_nobody_who_is_sure_is_talked_round() -> None:
    chance = np.array([of(bathroom=0.95), of(bedroom=0.95)])
    told = passed_on(chance, overlapping(2, _01=0.8))
    assert [ROOMS[i] for i in told.argmax(axis=1)] == ["bathroom", "bedroom"]


def test_in_the_open_air_nothing_is_passed_on() -> None:
    chance = np.array([of(exterior=0.97), of(pool=0.6, outdoor=0.38)])
    assert passed_on(chance, overlapping(2, _01=0.8))[1] == pytest.approx(chance[1], abs=0.05)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_chances_stay_chances_in_whatever_order(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    chance = rng.dirichlet(np.full(len(ROOMS), 0.3), count).clip(1e-4)
    chance /= chance.sum(axis=1, keepdims=True)
    upper = np.triu(rng.uniform(0, 1, (count, count)), 1)
    overlap = (upper + upper.T + np.eye(count)).astype(np.float32)
    told = passed_on(chance, overlap)
    assert told.sum(axis=1) == pytest.approx(np.ones(count), abs=1e-4)
    order = rng.permutation(count)
    assert passed_on(chance[order], overlap[np.ix_(order, order)]) == pytest.approx(told[order], abs=2e-6)


def test_who_was_told_says_so(photo: MakePhoto) -> None:
    photos = [photo("bathroom.jpg"), photo("IMG_1.jpg")]
    some = [candidate_of([one], one.look, encoding=Encoding(), is_wanted=False) for one in photos if one.look]
    told = informed(some, overlapping(2, _01=0.6))
    assert [one.room for one in told] == ["bathroom", "bathroom"]
    assert [one.is_told for one in told] == [False, True]
    assert informed(some, overlapping(2)) == tuple(some)
    assert informed([], np.zeros((0, 0), np.float32)) == ()
