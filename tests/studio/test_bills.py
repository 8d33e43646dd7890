"""What a film's report says of money: the choice is in it, what two shots rest on is in it once, and a choice is made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import luxvid
from luxvid import Report, Storyboard
from luxvid.providers import ReplicateProvider
from luxvid.render import FallbackRenderer, ReplicateRenderer
from luxvid.selection import GrokSelector, Shown
from luxvid.studio import planned
from luxvid.testing import ReplicateEmulator, XaiEmulator
from luxvid.testing.replicate import Flaws, Lost
from tests.studio.conftest import SMALL, VEO, studio_of

pytestmark = pytest.mark.anyio
Money = Callable[..., luxvid.Run]
SCENES = tuple(evolve(scene, duration_s=1) for scene in luxvid.LUXURY_SCENES[:3])


@pytest.fixture
def xai() -> Iterator[XaiEmulator]:
    pytest.importorskip("openai", reason="needs luxvid[grok]")
    with XaiEmulator() as emulator:
        yield emulator


@pytest.fixture
def studio(xai: XaiEmulator) -> luxvid.Studio:
    """A studio whose choice alone is paid for."""
    grok = GrokSelector(provider=xai.provider(), local=luxvid.LocalSelector(encoding=SMALL), shown=Shown(long_px=96))
    return evolve(studio_of(luxvid.KenBurnsRenderer()), selector=grok)


@pytest.fixture(scope="module")
def upload(drawn: list[Path]) -> luxvid.PhotoSet:
    return luxvid.wait(luxvid.load_photos(drawn[:7]))


@pytest.fixture
def twins(seven: Storyboard) -> Storyboard:
    """Two shots that ask a model for the very same clip, and one that does not."""
    one = evolve(seven.shots[3], prompt="A quiet room.")
    scene = evolve(one.scene, key="again")
    return evolve(seven, shots=(one, evolve(one, scene=scene), seven.shots[4]))


class TestChoice:
    async def test_its_cost_is_in_the_report_and_spent_once(
        self, studio: luxvid.Studio, xai: XaiEmulator, upload: luxvid.PhotoSet, money: Money
    ) -> None:
        board = await planned(studio, upload, scenes=SCENES, run=money())
        assert board.choice is not None
        preview = (await studio.preview(board, run=money())).report
        film = (await studio.produce(board, run=money())).report
        later = (await studio.produce(await planned(studio, upload, scenes=SCENES, run=money()), run=money())).report
        cost = xai.bill.total_usd
        assert len(xai.bill) == 1
        assert [(report.cost_usd, report.spent_usd) for report in (preview, film, later)] == [(cost, cost), (cost, 0), (cost, 0)]
        assert [report.choice and report.choice.reused for report in (preview, film, later)] == [False, True, True]
        assert "Choice: asked of grok-4.3, $" in str(preview)
        assert str(preview).split("Choice: ")[1].splitlines()[0].endswith(" paid")
        assert str(later).split("Choice: ")[1].splitlines()[0].endswith(" paid for before")
        assert Report.from_json(film.to_json()) == film
        assert Storyboard.from_json(board.to_json()) == board

    async def test_a_board_that_goes_on_from_another_has_cost_both(
        self, studio: luxvid.Studio, xai: XaiEmulator, upload: luxvid.PhotoSet, money: Money
    ) -> None:
        first = await studio.plan(upload, scenes=SCENES, run=money())
        second = await studio.plan(upload, scenes=SCENES, keep=first.lock(SCENES[0].key), run=money())
        assert second.choice is not None
        assert len(xai.bill) == 2
        assert second.choice.cost_usd == xai.bill.total_usd
        here = await luxvid.Studio().plan(upload, scenes=SCENES, keep=second, run=money())
        assert here.choice == second.choice

    async def test_a_choice_made_here_for_want_of_money_is_made_anew_once_there_is_some(
        self, studio: luxvid.Studio, xai: XaiEmulator, upload: luxvid.PhotoSet, money: Money
    ) -> None:
        poor = await planned(studio, upload, scenes=SCENES, run=evolve(money(), budget=None))
        assert poor.choice is not None
        assert "no budget" in poor.choice.instead
        assert (await studio.produce(poor, run=money())).report.cost_usd == 0
        rich = await planned(studio, upload, scenes=SCENES, run=money())
        assert rich.choice is not None
        assert not rich.choice.instead
        xai.stop()
        again = await planned(studio, upload, scenes=SCENES, run=money())
        assert again == rich
        assert len(xai.bill) == 1

    async def test_an_answer_that_got_lost_is_in_the_bill_and_not_paid_for_again(
        self, studio: luxvid.Studio, xai: XaiEmulator, upload: luxvid.PhotoSet, money: Money
    ) -> None:
        xai.faults.add(Lost(counted=True))
        lost = [await planned(studio, upload, scenes=SCENES, run=money()) for _ in range(2)]
        reports = [(await studio.produce(board, run=money())).report for board in lost]
        assert len(xai.bill) == 1
        assert reports[0].cost_usd == reports[1].cost_usd == reports[0].spent_usd >= xai.bill.total_usd
        assert reports[1].spent_usd == 0
        found = await planned(studio, upload, scenes=SCENES, run=money(pay_again=True))
        assert found.choice is not None
        assert not found.choice.instead
        assert len(xai.bill) == 2

    async def test_an_estimate_asks_what_the_board_was_made_of(self, studio: luxvid.Studio, upload: luxvid.PhotoSet) -> None:
        board = Storyboard(shots=[luxvid.Shot(scene=scene, first=photo) for scene, photo in zip(SCENES, upload, strict=False)])
        grok = studio.selector
        assert isinstance(grok, GrokSelector)
        asked = luxvid.Brief(scenes=SCENES)
        assert await studio.estimate(board, photos=upload) == await grok.estimate(upload, brief=asked)
        more = evolve(asked, must=[upload.photos[0].file], brand=luxvid.Brand(name="Casa Sol", tone="quiet " * 40))
        dearer = await studio.estimate(board, photos=upload, brief=more)
        assert dearer.worst_usd > (await studio.estimate(board, photos=upload)).worst_usd
        assert (await studio.estimate(Storyboard(shots=[]), photos=upload)).lines[0].what == "choice"


class TestShared:
    async def test_a_clip_that_two_shots_share_is_paid_and_counted_once(
        self, twins: Storyboard, shop: ReplicateEmulator, paid: ReplicateProvider, money: Money
    ) -> None:
        studio = studio_of(ReplicateRenderer(VEO, provider=paid, encoding=SMALL))
        film = await studio.produce(twins, run=money())
        assert len(shop.bill) == 2
        assert film.report.cost_usd == film.report.spent_usd == shop.bill.total_usd
        assert sum(shot.provenance.cost_usd for shot in film.report.shots) == shop.bill.total_usd + Decimal("0.40")
        again = await studio.produce(twins, run=money())
        assert (again.report.cost_usd, again.report.spent_usd) == (shop.bill.total_usd, Decimal(0))

    async def test_so_is_one_that_no_shot_shows_because_it_was_held_back(
        self, twins: Storyboard, chain: FallbackRenderer, shop: ReplicateEmulator, money: Money
    ) -> None:
        shop.faults.add(Flaws(black=True), count=None)
        film = await studio_of(chain).produce(twins, run=money())
        assert {shot.provenance.model for shot in film.report.shots} == {""}
        assert len(shop.bill) == 8  # two takes of two models, for two shots
        assert film.report.cost_usd == film.report.spent_usd == shop.bill.total_usd
        again = await studio_of(chain).produce(twins, run=money())
        assert (again.report.cost_usd, again.report.spent_usd) == (shop.bill.total_usd, Decimal(0))
