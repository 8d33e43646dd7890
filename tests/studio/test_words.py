"""What a board says is looked at before anything is rendered or paid."""

from __future__ import annotations

import pytest
from attrs import evolve

import luxvid
from luxvid.errors import WordsRefused
from luxvid.events import Event, Noticed, Started
from luxvid.protocols import Run
from luxvid.words import WordChecker
from tests.studio.conftest import SMALL

pytestmark = pytest.mark.anyio

SAYS = "“Family-friendly” (familial status)"


@pytest.fixture(scope="session")
def board(seven: luxvid.Storyboard) -> luxvid.Storyboard:
    return evolve(seven, shots=seven.shots[:2]).change("exterior", title="Family-friendly", detail="120 m2")


def studio(words: WordChecker | None) -> luxvid.Studio:
    return luxvid.Studio(combiner=luxvid.Combiner(encoding=SMALL), scorer=None, titles=None, words=words)


async def test_by_default_it_is_told_and_stands_in_the_report(board: luxvid.Storyboard) -> None:
    told: list[Event] = []
    film = await studio(WordChecker()).produce(board, run=Run(storage=luxvid.Storage.memory(), on_event=told.append))
    assert film.report.notes[0].startswith(f"shots.exterior.title: {SAYS}")
    assert film.report.notes[1].startswith("shots.exterior.detail: “120 m2” (spelling)")
    noticed = [event.message for event in told if isinstance(event, Noticed)]
    assert noticed[:2] == list(film.report.notes[:2])
    assert isinstance(told[0], Noticed), "before anything began"


async def test_asked_to_it_stops_before_anything_is_made(board: luxvid.Storyboard) -> None:
    told: list[Event] = []
    storage = luxvid.Storage.memory()
    with pytest.raises(WordsRefused, match=r"the film's words have to be looked at: shots.exterior.title: “Family-friendly”"):
        await studio(WordChecker(stops_at="warning")).produce(board, run=Run(storage=storage, on_event=told.append))
    assert not [event for event in told if isinstance(event, Started)]
    assert [digest async for digest in storage.blobs.list()] == []


async def test_what_is_not_serious_enough_stops_nothing(board: luxvid.Storyboard) -> None:
    film = await studio(WordChecker(stops_at="error")).produce(board, run=Run(storage=luxvid.Storage.memory()))
    assert SAYS in film.report.notes[0]


async def test_without_a_checker_nobody_looks(board: luxvid.Storyboard) -> None:
    film = await studio(None).produce(board, run=Run(storage=luxvid.Storage.memory()))
    assert film.report.notes == ()
