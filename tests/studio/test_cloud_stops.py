"""Productions that are stopped, come back too late, or are abandoned; and nobody tells the token."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import luxvid
from luxvid.billing import open_calls
from luxvid.errors import Unauthorized
from luxvid.providers import ReplicateProvider
from luxvid.render import FallbackRenderer
from luxvid.testing.replicate import Answer, Lost, ReplicateEmulator, answers
from luxvid.testing.replicate.outcomes import fails
from tests.studio.conftest import studio_of

pytestmark = pytest.mark.anyio
Money = Callable[..., luxvid.Run]
CREATES = 9  # five shots over one photo, two over two that nobody vouches for


async def begun_and_cancelled(chain: FallbackRenderer, board: luxvid.Storyboard, run: luxvid.Run) -> None:
    task = asyncio.create_task(studio_of(chain).produce(board, run=run))
    while sum(call.state == "started" for call in await open_calls(run.storage.ledger)) < CREATES:
        assert not task.done()
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_cancelled_production_cancels_nothing_and_is_brought_home(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money
) -> None:
    shop.processing_s = 3
    await begun_and_cancelled(chain, seven, money())
    film = await studio_of(chain).produce(seven, run=money())
    assert [line.status for line in shop.bill] == ["succeeded"] * CREATES
    assert film.report.cost_usd == shop.bill.total_usd
    assert film.report.spent_usd == 0  # it was paid in the run before


async def test_61_minutes_later_nothing_is_paid_again_unasked(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money
) -> None:
    shop.processing_s = 60
    await begun_and_cancelled(chain, seven, money())
    shop.clock.advance(minutes=1)
    while {line.status for line in shop.bill} != {"succeeded"}:  # noqa: ASYNC110  another thread draws; else a deadline ends it
        await asyncio.sleep(0.02)
    shop.clock.advance(minutes=61)
    shop.processing_s = 0.02
    film = await studio_of(chain).produce(seven, run=money())
    assert len(shop.bill) == CREATES
    assert film.report.cost_usd == shop.bill.total_usd
    for shot in film.report.shots:
        notes = " ".join(shot.provenance.notes)
        assert "is lost" in notes
        assert "nothing more is bought for it" in notes
        assert not shot.provenance.model
    again = await studio_of(chain).produce(seven, run=money(pay_again=True))
    assert len(shop.bill) == 2 * CREATES
    assert all(shot.provenance.model for shot in again.report.shots)


async def test_abandoning_ends_all_it_can(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money, paid: ReplicateProvider
) -> None:
    shop.processing_s = 120
    await begun_and_cancelled(chain, seven, money())
    shop.faults.add(answers.unauthenticated(), on="cancel")
    with pytest.raises(Unauthorized) as failed:
        await luxvid.Studio().abandon(paid, run=money())
    assert len(failed.value.finished) == CREATES - 1
    (last,) = await luxvid.Studio().abandon(paid, run=money())
    assert {line.status for line in shop.bill} == {"canceled"}
    assert (last.state, last.cost_usd) == ("stopped", Decimal("0.40"))
    assert await open_calls(money().storage.ledger) == ()


async def test_nobody_tells_the_token(
    chain: FallbackRenderer,
    seven: luxvid.Storyboard,
    shop: ReplicateEmulator,
    money: Money,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[object] = []
    shop.faults.add(Lost(counted=True))
    shop.faults.add(Answer(status=401, body={"detail": f"the token {shop.token} is not valid"}))
    shop.faults.add(Answer(status=422, body={"title": f"Bearer {shop.token}"}))
    shop.faults.add(answers.html_error(502), on="upload")
    shop.faults.add(fails(f"Authorization: Bearer {shop.token} (E1001)"))
    film = await studio_of(chain).produce(seven, run=money(on_event=told.append))
    await film.export(tmp_path / "out")
    shop.faults.add(Answer(status=401, body={"detail": shop.token}), count=None)
    with pytest.raises(Unauthorized) as failed:
        await chain.renderers[0].render(seven.shots[3].with_photos(seven.shots[6].photos), run=money())
    words = [repr(failed.value), repr(chain), repr(told), repr(film), str(film.report), film.report.to_json(), caplog.text]
    assert len(shop.faults.happened) >= 6
    assert shop.token not in "".join(words)
    assert shop.token.encode() not in pickle.dumps(failed.value) + pickle.dumps(told)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or shop.token.encode() not in path.read_bytes(), path
