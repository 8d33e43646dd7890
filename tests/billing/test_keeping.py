"""What is under way, ended, judged."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from bench.bank import PRICE, Bank, job_of
from luxvid.billing import abandon, buy, give_verdict, open_calls
from luxvid.errors import CallStopped, CallUnknown, InvalidInput
from luxvid.protocols import Run

pytestmark = pytest.mark.anyio


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank(folder=tmp_path / "bank", work_s=0.2)


class Stop(BaseException):
    """The process ends here."""


async def interrupted(bank: Bank, run: Run, step: str = "get") -> str:
    """Begin a call and be stopped at a step."""

    def reached(now: str) -> None:
        if now == step:
            raise Stop

    job = job_of("kitchen")
    with pytest.raises(Stop):
        await buy(job, evolve(bank, reached=reached), run=run)
    return job.key


async def test_what_is_under_way_is_listed(bank: Bank, run: Run) -> None:
    key = await interrupted(bank, run)
    assert [(call.key, call.state) for call in await open_calls(run.storage.ledger)] == [(key, "started")]
    await buy(job_of("kitchen"), bank, run=run)
    assert await open_calls(run.storage.ledger) == ()


async def test_abandoning_cancels_and_says_what_it_cost(bank: Bank, run: Run) -> None:
    call = await abandon(await interrupted(bank, run), bank, run=run)
    assert (call.state, call.cost_usd, call.reserved_usd) == ("stopped", PRICE, Decimal(0))
    assert await abandon(call.key, bank, run=run) == call


async def test_one_that_had_not_begun_costs_nothing(bank: Bank, run: Run) -> None:
    unstarted = evolve(bank, faults={1: "unstarted"})
    call = await abandon(await interrupted(unstarted, run), unstarted, run=run)
    assert (call.state, call.cost_usd) == ("stopped", Decimal(0))


async def test_one_that_had_succeeded_is_brought_home(bank: Bank, run: Run) -> None:
    key = await interrupted(bank, run)
    bank.advance(10)
    call = await abandon(key, bank, run=run)
    assert (call.state, call.cost_usd) == ("finished", PRICE)
    assert (await buy(job_of("kitchen"), bank, run=run)).reused


async def test_one_whose_answer_was_lost_is_found_first(bank: Bank, run: Run) -> None:
    call = await abandon(await interrupted(bank, run, "billed"), bank, run=run)
    assert (call.state, call.cost_usd) == ("stopped", PRICE)


async def test_one_that_never_arrived_is_closed(bank: Bank, run: Run) -> None:
    call = await abandon(await interrupted(bank, run, "create"), bank, run=run)
    assert (call.state, call.cost_usd) == ("failed", Decimal(0))


async def test_one_that_cannot_be_found_is_unknown(bank: Bank, run: Run) -> None:
    key = await interrupted(bank, run, "billed")
    bank.advance(61 * 60)
    with pytest.raises(CallUnknown):
        await abandon(key, bank, run=run)


@pytest.mark.parametrize("fault", ["", "unstarted"])
async def test_whoever_waits_for_it_is_told_and_does_not_call_again(bank: Bank, run: Run, fault: str) -> None:
    asked = asyncio.Event()
    slow = evolve(bank, work_s=30, faults={1: fault}, reached=lambda step: asked.set() if step == "get" else None)
    waiting = asyncio.create_task(buy(job_of("kitchen"), slow, run=run))
    await asked.wait()
    call = await abandon(job_of("kitchen").key, slow, run=run)
    with pytest.raises(CallStopped) as told:
        await waiting
    assert call.state == "stopped"
    assert told.value.cost_usd == str(call.cost_usd) == ("0" if fault else str(PRICE))
    assert len(bank.bill()) == 1


async def test_an_unknown_key_is_refused(bank: Bank, run: Run) -> None:
    for work in (abandon("f" * 64, bank, run=run), give_verdict("f" * 64, {}, run=run)):
        with pytest.raises(InvalidInput, match="knows no call"):
            await work


async def test_a_verdict_is_kept_with_the_call(bank: Bank, run: Run) -> None:
    await buy(job_of("kitchen"), bank, run=run)
    await give_verdict(job_of("kitchen").key, {"true": False, "scores": {"cut": 0.9}}, run=run)
    bought = await buy(job_of("kitchen"), bank, run=run)
    assert bought.call.verdict == {"true": False, "scores": {"cut": 0.9}}


async def test_what_has_no_result_is_not_judged(bank: Bank, run: Run) -> None:
    key = await interrupted(bank, run)
    with pytest.raises(InvalidInput, match="started"):
        await give_verdict(key, {"true": True}, run=run)
