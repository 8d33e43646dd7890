"""`buy`: once, whatever happened before."""

from __future__ import annotations

import asyncio
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from bench.bank import PRICE, QUICK, Bank, job_of, result_of
from luxvid.billing import Bought, buy
from luxvid.blobs import Blob
from luxvid.calls import Call, Job
from luxvid.costs import Budget
from luxvid.errors import (
    BudgetExceeded,
    CallLost,
    CallUnknown,
    InvalidInput,
)
from luxvid.events import Event, Paid
from luxvid.progress import Progress
from luxvid.protocols import Ledger, Run
from luxvid.storage import Storage
from tests.billing.looking import calls_of, used

pytestmark = pytest.mark.anyio


async def test_a_job_is_bought_once_and_found_again(bank: Bank, run: Run) -> None:
    job = job_of("kitchen")
    first = await buy(job, bank, run=run)
    again = await buy(job_of("kitchen"), bank, run=evolve(run, budget=None))
    assert await first.blob.read() == result_of(job.input)
    assert first.blob == again.blob
    assert (first.reused, again.reused, len(bank.bill())) == (False, True, 1)
    assert (first.call.cost_usd, first.call.reserved_usd, await used(run)) == (PRICE, Decimal(0), PRICE)
    assert first.call.media_type == first.blob.media_type == "video/mp4"


async def test_another_take_is_another_purchase(bank: Bank, run: Run) -> None:
    await buy(job_of("kitchen"), bank, run=run)
    await buy(job_of("kitchen", take=2), bank, run=run)
    assert len(bank.bill()) == 2


async def test_the_preparation_may_write_other_bytes(bank: Bank, run: Run) -> None:
    async def other() -> Blob:
        raise AssertionError

    job = job_of("kitchen")
    await buy(job, bank, run=run)
    assert (await buy(evolve(job, files=[evolve(file, prepare=other) for file in job.files]), bank, run=run)).reused


async def test_side_by_side_it_is_bought_once(bank: Bank, run: Run) -> None:
    bought = await asyncio.gather(*[buy(job_of("kitchen"), bank, run=run) for _ in range(6)])
    assert [each.reused for each in bought].count(False) == 1
    assert len(bank.bill()) == 1


async def test_many_share_a_connection(bank: Bank, run: Run) -> None:
    await asyncio.gather(*[buy(job_of(f"shot {n}"), evolve(bank), run=run) for n in range(20)])
    assert len(bank.bill()) == 20
    assert len(list((bank.folder / "connections").iterdir())) == 1
    await buy(job_of("later"), bank, run=run)
    assert len(list((bank.folder / "connections").iterdir())) == 2


async def test_without_a_budget_nothing_is_prepared_or_sent(bank: Bank, storage: Storage, tmp_path: Path) -> None:
    for poor in (Run(storage=storage), Run(storage=storage, budget=Budget(max_usd="0.39"))):
        with pytest.raises(BudgetExceeded, match=r"\$0\.40"):
            await buy(job_of("kitchen"), bank, run=poor)
    assert not bank.folder.exists()
    assert not (tmp_path / "storage").exists()


async def test_what_a_budget_does_not_cover_is_not_sent(bank: Bank, storage: Storage) -> None:
    run = Run(storage=storage, budget=Budget(max_usd=1))
    told = await asyncio.gather(*[buy(job_of(f"shot {n}"), bank, run=run) for n in range(5)], return_exceptions=True)
    assert [type(each) for each in told].count(BudgetExceeded) == 3
    assert len(bank.bill()) == 2
    assert await used(run) == 2 * PRICE


async def test_what_another_has_just_reserved_for_the_same_job_is_not_missing(bank: Bank, storage: Storage) -> None:
    begun = asyncio.Event()
    quick = evolve(bank, reached=lambda step: begun.set() if step == "create" else None)
    slow = evolve(storage, ledger=Behind(storage.ledger, begun))
    budget = Budget(max_usd=PRICE)
    bought = await asyncio.gather(
        *[
            buy(job_of("kitchen"), bank, run=Run(storage=slow, budget=budget)),
            buy(job_of("kitchen"), quick, run=Run(storage=storage, budget=budget)),
        ]
    )
    assert [each.reused for each in bought] == [True, False]


async def test_a_named_budget_is_one_in_all_runs(bank: Bank, storage: Storage) -> None:
    for number in range(2):
        await buy(job_of(f"shot {number}"), bank, run=Run(storage=storage, budget=Budget(max_usd=1, name="villa")))
    with pytest.raises(BudgetExceeded, match=r"\$0\.20 of the budget's \$1"):
        await buy(job_of("more"), bank, run=Run(storage=storage, budget=Budget(max_usd=1, name="villa")))


async def test_a_job_goes_to_its_own_provider(bank: Bank, run: Run) -> None:
    with pytest.raises(InvalidInput, match="'bank'"):
        await buy(job_of("kitchen", provider="other"), bank, run=run)


async def test_everybody_is_told(bank: Bank, run: Run) -> None:
    seen: list[Event] = []
    run = evolve(run, on_event=seen.append)
    await buy(job_of("kitchen"), bank, run=run)
    await buy(job_of("kitchen"), bank, run=run)
    paid = [event for event in seen if isinstance(event, Paid)]
    assert [event.state for event in paid] == ["intent", "started", "finished", "finished"]
    assert [event.cost_usd for event in paid] == [0, 0, PRICE, PRICE]
    assert [event.reused for event in paid] == [False, False, False, True]


async def test_the_progress_shows_what_was_paid_and_not_what_had_been(bank: Bank, run: Run) -> None:
    shown = io.StringIO()
    for _ in range(2):
        await buy(job_of("kitchen"), bank, run=evolve(run, on_event=Progress(shown).on_event))
    assert shown.getvalue() == "Paid: $0.40 for bank/model\n"


class TestAfterAStop:
    """What a run finds that was stopped somewhere."""

    async def test_a_started_call_is_waited_for(self, bank: Bank, run: Run) -> None:
        bought = await self._stopped_at(bank, run, "get")
        assert bought.reused
        assert len(bank.bill()) == 1

    @pytest.mark.parametrize("step", ["billed", "find"])
    async def test_an_orphan_is_found_and_adopted(self, bank: Bank, run: Run, step: str) -> None:
        bought = await self._stopped_at(evolve(bank, faults={1: "lost after"}), run, step)
        assert bought.reused
        assert len(bank.bill()) == 1
        assert await calls_of(run, job_of("kitchen")) == ["finished"]

    async def test_one_that_never_arrived_is_sent_again(self, bank: Bank, run: Run) -> None:
        bought = await self._stopped_at(bank, run, "create")
        assert not bought.reused
        assert len(bank.bill()) == 1
        assert await calls_of(run, job_of("kitchen")) == ["failed", "finished"]

    async def test_what_the_list_shows_late_is_waited_for(self, bank: Bank, run: Run) -> None:
        late = evolve(bank, visible_after_s=0.3, waiting=evolve(QUICK, visible_s=0.4))
        await self._stopped_at(late, run, "billed")
        assert len(bank.bill()) == 1

    async def test_without_a_budget_what_is_under_way_is_brought_home(self, bank: Bank, run: Run) -> None:
        bought = await self._stopped_at(bank, run, "billed", then=evolve(run, budget=None))
        assert bought.call.cost_usd == PRICE

    async def test_other_calls_of_the_same_input_are_not_adopted(self, bank: Bank, run: Run) -> None:
        plain = {"files": (), "found_by": "input"}
        await buy(job_of("music", **plain), bank, run=run)
        await self._stopped_at(bank, run, "create", job=job_of("music", take=2, **plain))
        assert len(bank.bill()) == 2

    async def test_where_nothing_can_be_looked_up_it_is_unknown(self, bank: Bank, run: Run) -> None:
        job = job_of("kitchen", found_by="nothing")
        with pytest.raises(CallUnknown, match="pay_again=True"):
            await self._stopped_at(bank, run, "billed", job=job)
        with pytest.raises(CallUnknown, match="pay_again=True") as told:
            await buy(job, bank, run=run)
        assert told.value.cost_usd == str(PRICE)
        assert (len(bank.bill()), await used(run)) == (1, PRICE)
        bought = await buy(job, bank, run=evolve(run, pay_again=True))
        assert (bought.reused, len(bank.bill()), await used(run)) == (False, 2, 2 * PRICE)

    async def test_after_an_hour_it_is_unknown_and_not_paid_again(self, bank: Bank, run: Run) -> None:
        with pytest.raises(CallUnknown, match="no longer show their input"):
            await self._stopped_at(bank, run, "billed", wait_s=61 * 60)
        assert len(bank.bill()) == 1

    async def test_with_leave_to_pay_again_an_unknown_call_is_repeated_at_once(self, bank: Bank, run: Run) -> None:
        job = job_of("kitchen", found_by="nothing")
        bought = await self._stopped_at(bank, run, "billed", job=job, then=evolve(run, pay_again=True))
        assert (bought.reused, bought.call.attempt, len(bank.bill()), await used(run)) == (False, 2, 2, 2 * PRICE)

    async def test_after_an_hour_calls_known_by_name_raise_no_doubt(self, bank: Bank, run: Run) -> None:
        await buy(job_of("other"), bank, run=run)
        await self._stopped_at(bank, run, "create", wait_s=61 * 60)
        assert len(bank.bill()) == 2

    async def test_after_an_hour_a_started_call_is_lost_and_not_paid_again(self, bank: Bank, run: Run) -> None:
        with pytest.raises(CallLost, match="deleted"):
            await self._stopped_at(bank, run, "get", wait_s=61 * 60)
        with pytest.raises(CallLost, match="pay_again=True"):
            await buy(job_of("kitchen"), bank, run=run)
        assert (len(bank.bill()), await used(run)) == (1, PRICE)
        assert not (await buy(job_of("kitchen"), bank, run=evolve(run, pay_again=True))).reused
        assert len(bank.bill()) == 2

    async def test_a_result_that_is_gone_here_is_fetched_again(self, bank: Bank, run: Run) -> None:
        bought = await buy(job_of("kitchen"), bank, run=run)
        await run.storage.blobs.delete(bought.blob.digest)
        again = await buy(job_of("kitchen"), bank, run=run)
        assert (again.blob, again.reused, len(bank.bill())) == (bought.blob, True, 1)
        assert await again.blob.read() == result_of(job_of("kitchen").input)

    async def test_a_damaged_result_is_fetched_again(self, bank: Bank, run: Run, tmp_path: Path) -> None:
        bought = await buy(job_of("kitchen"), bank, run=run)
        (tmp_path / "storage" / "blobs" / bought.blob.digest[:2] / bought.blob.digest).write_bytes(b"spoilt")
        assert await (await buy(job_of("kitchen"), bank, run=run)).blob.read() == result_of(job_of("kitchen").input)
        assert len(bank.bill()) == 1

    async def test_gone_here_and_there_is_lost_until_it_comes_back(self, bank: Bank, run: Run) -> None:
        bought = await buy(job_of("kitchen"), bank, run=run)
        data = await bought.blob.read()
        await run.storage.blobs.delete(bought.blob.digest)
        bank.advance(61 * 60)
        with pytest.raises(CallLost):
            await buy(job_of("kitchen"), bank, run=run)
        await run.storage.blobs.put(data)
        assert (await buy(job_of("kitchen"), bank, run=run)).reused
        assert (len(bank.bill()), await used(run)) == (1, PRICE)

    async def _stopped_at(
        self, bank: Bank, run: Run, step: str, *, job: Job | None = None, wait_s: float = 0, then: Run | None = None
    ) -> Bought:
        """Buy until a step is reached, as if the process had ended there; then buy again."""
        job = job or job_of("kitchen")

        def reached(now: str) -> None:
            if now == step:
                raise Stop

        with pytest.raises(Stop):
            await buy(job, evolve(bank, reached=reached), run=run)
        if wait_s:
            bank.advance(wait_s)
        return await buy(job, bank, run=then or run)


class Stop(BaseException):
    """The process ends here."""


@frozen
class Behind:
    """A ledger that has looked, and is late to tell."""

    inner: Ledger
    until: asyncio.Event

    async def calls(self, key: str) -> tuple[Call, ...]:
        calls = await self.inner.calls(key)
        await self.until.wait()
        return calls

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)
