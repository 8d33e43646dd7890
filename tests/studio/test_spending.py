"""What a production would cost, what it cost, what a failed one hands back, and how it is ended."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import anyio
import pytest
from attrs import evolve

import luxvid
from luxvid.costs import Budget, CostLine, Estimate
from luxvid.errors import StorageFailed, Unavailable
from luxvid.render import FallbackRenderer, ReplicateRenderer
from luxvid.testing import ReplicateEmulator
from luxvid.testing.drawn import draw_photo

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = luxvid.Encoding(width_px=320, height_px=180)


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> luxvid.Storyboard:
    folder = tmp_path_factory.mktemp("photos")
    for number, place in enumerate(("hall", "kitchen", "pool")):
        draw_photo(place, number=number).save(folder / f"{place}.jpg", quality=90)
    photos = luxvid.wait(luxvid.load_photos(folder))
    scenes = [evolve(scene, duration_s=2) for scene in luxvid.LUXURY_SCENES[:3]]
    return luxvid.Storyboard(shots=[luxvid.Shot(scene=s, first=p) for s, p in zip(scenes, photos, strict=True)])


def _studio(renderer: luxvid.protocols.ClipRenderer) -> luxvid.Studio:
    return luxvid.Studio(renderer=renderer, combiner=luxvid.Combiner(encoding=SMALL), scorer=None)


def _run(max_usd: str = "8") -> luxvid.Run:
    return luxvid.Run(storage=luxvid.Storage.memory(), budget=Budget(max_usd=max_usd, name="villa"))


def test_the_bill_is_what_was_estimated_and_the_report_says_it(emulator: ReplicateEmulator, board: luxvid.Storyboard) -> None:
    studio, run = _studio(ReplicateRenderer(provider=emulator.provider())), _run()
    estimate = luxvid.wait(studio.estimate(board))
    film = luxvid.wait(studio.produce(board, run=run))
    assert [line.what for line in estimate.lines] == [shot.key for shot in board.shots]
    assert emulator.bill.total_usd == film.report.cost_usd == film.report.spent_usd
    assert estimate.likely_usd <= film.report.cost_usd <= estimate.worst_usd
    assert {shot.provenance.model for shot in film.report.shots} == {"google/veo-3.1-fast"}
    assert "Cost: $" in str(film.report)
    again = luxvid.wait(studio.produce(board, run=run))
    assert (again.report.cost_usd, again.report.spent_usd) == (film.report.cost_usd, Decimal(0))
    assert len(emulator.bill) == len(board.shots)


def test_without_a_budget_the_whole_film_is_offline_for_nothing(emulator: ReplicateEmulator, board: luxvid.Storyboard) -> None:
    chain = FallbackRenderer(ReplicateRenderer(provider=emulator.provider()), luxvid.KenBurnsRenderer())
    film = luxvid.wait(_studio(chain).produce(board, run=luxvid.Run(storage=luxvid.Storage.memory())))
    assert film.report.cost_usd == 0
    assert len(emulator.bill) == 0
    assert all(shot.provenance.treatment == "camera move over photos" for shot in film.report.shots)
    assert not film.disclosure().generated


def test_a_budget_for_one_shot_makes_one_shot(emulator: ReplicateEmulator, board: luxvid.Storyboard) -> None:
    chain = FallbackRenderer(ReplicateRenderer(provider=emulator.provider()), luxvid.KenBurnsRenderer())
    film = luxvid.wait(_studio(chain).produce(board, run=_run("0.50")))
    assert sum(1 for shot in film.report.shots if shot.provenance.model) == 1
    assert emulator.bill.total_usd <= Decimal("0.50")


class FailsLast:
    """A renderer that gives up on one shot after the others are done."""

    def __init__(self, key: str, *, others: int) -> None:
        self.key, self.others, self.done = key, others, anyio.Event()

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        if shot.key == self.key:
            await self.done.wait()
            raise Unavailable("toy", "the model is overloaded")
        self.others -= 1
        if not self.others:
            self.done.set()
        return await luxvid.KenBurnsRenderer().render(shot, run=run)


def test_a_failed_batch_hands_back_what_is_finished(board: luxvid.Storyboard) -> None:
    async def produce() -> None:
        await _studio(FailsLast(board.shots[2].key, others=2)).produce(board, run=_run())

    with pytest.raises(Unavailable, match="overloaded") as failed:
        luxvid.wait(produce())
    assert set(failed.value.finished) == {shot.key for shot in board.shots[:2]}


class FailsTogether:
    """A renderer whose shots all fail at the same moment."""

    def __init__(self, error: type[Exception], *, shots: int) -> None:
        self.error, self.left, self.all_there = error, shots, anyio.Event()

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:  # noqa: ARG002  the seam's
        self.left -= 1
        if not self.left:
            self.all_there.set()
        await self.all_there.wait()
        raise self.error(f"{shot.key} cannot be kept")


def test_shots_that_fail_together_come_out_as_one_error(board: luxvid.Storyboard) -> None:
    with pytest.raises(StorageFailed, match="cannot be kept") as failed:
        luxvid.wait(_studio(FailsTogether(StorageFailed, shots=3)).produce(board, run=_run()))
    assert len(failed.value.__notes__) == 2
    with pytest.raises(ExceptionGroup):
        luxvid.wait(_studio(FailsTogether(KeyError, shots=3)).produce(board, run=_run()))


def test_nothing_under_way_is_nothing_to_abandon(emulator: ReplicateEmulator) -> None:
    assert luxvid.wait(luxvid.Studio().abandon(emulator.provider(), run=_run())) == ()


def test_every_stage_that_can_spend_is_in_the_estimate(board: luxvid.Storyboard) -> None:
    class Paid(luxvid.LocalSelector):
        async def estimate(self, _photos: object, /, *, brief: luxvid.Brief | None = None) -> Estimate:
            assert brief
            assert [scene.key for scene in brief.scenes] == [shot.key for shot in board.shots]
            return Estimate(lines=[CostLine(what="choice", model="a/eye", likely_usd="0.2", worst_usd="0.4")])

    studio = luxvid.Studio(selector=Paid())
    assert luxvid.wait(studio.estimate(board)).worst_usd == 0
    assert luxvid.wait(studio.estimate(board, photos=board.photos)).worst_usd == Decimal("0.4")


def test_errors_keep_what_was_finished_apart() -> None:
    error, other = Unavailable("a", "b"), Unavailable("a", "b")
    error.finished = {"kitchen": 1}
    assert not other.finished
