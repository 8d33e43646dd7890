"""Buying through luxvid's own Replicate on loopback; nothing here was run against the live service."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from bench.stopped import picture
from luxvid.billing import abandon, buy
from luxvid.blobs import Blob
from luxvid.calls import Job, JobFile, Waiting
from luxvid.errors import CallLost, CallStopped, CallUnknown, InputRefused, Moderated, NoCredit, Unavailable
from luxvid.protocols import Run
from luxvid.providers import ReplicateProvider
from luxvid.storage import MemoryBlobs
from luxvid.testing.replicate import Answer, Lost, Outcome, ReplicateEmulator

pytest.importorskip("aiohttp", reason="needs luxvid[testing]")
pytestmark = pytest.mark.anyio

PRICE = Decimal("0.40")
WAITING = Waiting(
    answer_s=0.3, visible_s=0.3, poll_s=0.02, poll_most_s=0.1, look_again_s=0.05, pause_s=0.02, pause_most_s=0.1, overtime_s=5
)


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(processing_s=0.05, longest_px=160) as emulator:
        yield emulator


@pytest.fixture
def provider(emulator: ReplicateEmulator) -> ReplicateProvider:
    return ReplicateProvider(token=emulator.token, base_url=emulator.base_url, waiting=WAITING)


def job_of(prompt: str, **more: Any) -> Job:
    async def prepare() -> Blob:
        return await MemoryBlobs().put(picture("a"), media_type="image/jpeg")

    input_ = {"prompt": prompt, "duration": 4, "resolution": "720p", "generate_audio": False}
    files = [JobFile(field=name, named={"sha256": name}, prepare=prepare) for name in ("image", "last_frame")]
    given = {"model": "google/veo-3.1-fast", "input": input_, "files": files, "worst_usd": PRICE, "likely_usd": PRICE}
    return Job(**{"provider": "replicate", "deadline_s": 60, **given, **more})


async def test_seven_at_once_come_home_and_are_billed_once(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run
) -> None:
    for _ in range(2):
        bought = await asyncio.gather(*[buy(job_of(f"shot {n}"), provider, run=run) for n in range(7)])
        assert all([await each.blob.read() for each in bought])
    assert (len(emulator.bill), emulator.bill.total_usd, emulator.bill.duplicates()) == (7, 7 * PRICE, ())
    assert (await run.storage.ledger.spending())[0].usd == 7 * PRICE


@pytest.mark.parametrize("counted", [True, False])
async def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run, *, counted: bool
) -> None:
    emulator.list_delay_s = 0.3
    emulator.faults.add(Lost(counted=counted))
    bought = await buy(job_of("kitchen"), provider, run=run)
    assert len(emulator.bill) == 1
    assert bought.call.attempt == (1 if counted else 2)


@pytest.mark.parametrize("counted", [True, False])
async def test_a_gateway_that_gives_up_is_no_leave_to_send_again(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run, *, counted: bool
) -> None:
    emulator.faults.add(Answer(status=504, body="<html>timeout</html>", counted=counted))
    await buy(job_of("kitchen"), provider, run=run)
    assert len(emulator.bill) == 1


async def test_61_minutes_later_an_intent_without_answer_is_unknown(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run
) -> None:
    emulator.faults.add(Lost(counted=True))
    task = asyncio.create_task(buy(job_of("kitchen"), provider, run=run))
    while not len(emulator.bill):  # noqa: ASYNC110  another thread writes the bill
        await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(0.3)
    emulator.clock.advance(minutes=61)
    with pytest.raises(CallUnknown, match="no longer show their input"):
        await buy(job_of("kitchen"), provider, run=run)
    assert len(emulator.bill) == 1
    await buy(job_of("kitchen"), provider, run=evolve(run, pay_again=True))
    assert len(emulator.bill) == 2


async def test_61_minutes_later_a_result_that_was_not_fetched_is_lost(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run
) -> None:
    bought = await buy(job_of("kitchen"), provider, run=run)
    await run.storage.blobs.delete(bought.blob.digest)
    emulator.clock.advance(minutes=61)
    with pytest.raises(CallLost, match="deleted"):
        await buy(job_of("kitchen"), provider, run=run)
    assert len(emulator.bill) == 1


async def test_moderation_and_refused_input_are_remembered(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run
) -> None:
    for error, kind in (("flagged as sensitive. (E005)", Moderated), ("The input was invalid. (E006)", InputRefused)):
        emulator.faults.add(Outcome(status="failed", error=error))
        for _ in range(2):
            with pytest.raises(kind):
                await buy(job_of(error), provider, run=run)
    assert len(emulator.bill) == 2
    assert emulator.bill.total_usd == 0


async def test_an_interrupted_worker_is_a_new_attempt(emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run) -> None:
    emulator.faults.add(Outcome(status="failed", error="Prediction interrupted; please retry (code: PA)"), count=2)
    assert (await buy(job_of("kitchen"), provider, run=run)).call.attempt == 3
    assert emulator.bill.total_usd == PRICE


async def test_an_empty_account_stops_and_goes_on_later(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run
) -> None:
    emulator.faults.add(Answer(status=402, body={"title": "Insufficient credit", "detail": "You have none.", "status": 402}))
    with pytest.raises(NoCredit):
        await buy(job_of("kitchen"), provider, run=run)
    await buy(job_of("kitchen"), provider, run=run)
    assert len(emulator.bill) == 1


async def test_a_word_that_nobody_knows_is_waited_on(emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run) -> None:
    emulator.faults.add(Outcome(running_status="queued_somewhere", processing_s=0.3))
    assert (await buy(job_of("kitchen"), provider, run=run)).blob.size


async def test_what_does_not_end_is_left_started(emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run) -> None:
    emulator.faults.add(Outcome(status="", processing_s=0))
    hasty = evolve(provider, waiting=evolve(WAITING, overtime_s=0.2))
    with pytest.raises(Unavailable, match="run again to wait"):
        await buy(job_of("kitchen", deadline_s=0), hasty, run=run)
    assert [call.state for call in await run.storage.ledger.calls(job_of("kitchen").key)] == ["started"]


async def test_abandoning_cancels_there_and_tells_who_waits(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run
) -> None:
    emulator.processing_s = 60
    waiting = asyncio.create_task(buy(job_of("kitchen"), provider, run=run))
    while not any(seen.operation == "get" for seen in emulator.requests):  # noqa: ASYNC110  another thread's list
        await asyncio.sleep(0.01)
    call = await abandon(job_of("kitchen").key, provider, run=run)
    with pytest.raises(CallStopped):
        await waiting
    assert [line.status for line in emulator.bill] == ["canceled"]
    assert (call.state, call.cost_usd) == ("stopped", PRICE)


async def test_no_token_comes_into_the_ledger(
    emulator: ReplicateEmulator, provider: ReplicateProvider, run: Run, tmp_path: Path
) -> None:
    await buy(job_of("kitchen"), provider, run=run)
    files = [path for path in (tmp_path / "storage").rglob("*") if path.is_file()]
    assert any(path.name.startswith("ledger.sqlite3") for path in files)
    assert not any(emulator.token.encode() in path.read_bytes() for path in files)
