"""Whatever is cancelled: what runs is recorded, what was not sent is not sent, and an answer that came is kept."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve, field, frozen

from bench.bank import QUICK, Bank, Teller, job_of
from luxvid.billing import buy
from luxvid.blobs import Blob
from luxvid.calls import Job, Prediction
from luxvid.errors import (
    CallLost,
)
from luxvid.protocols import Run
from tests.billing.looking import calls_of, used

pytestmark = pytest.mark.anyio


class TestTextAnswers:
    """Providers that answer at once, with the result itself, and have no list."""

    async def test_an_answer_is_kept_and_never_paid_for_again(self, run: Run, tmp_path: Path) -> None:
        scribe = Scribe(folder=tmp_path)
        job = _question()
        bought = await buy(job, scribe, run=run)
        assert await bought.blob.read() == b'{"chosen": ["a"]}'
        again = await buy(job, scribe, run=run)
        assert (again.reused, again.blob, len(list(tmp_path.glob("asked*")))) == (True, bought.blob, 1)

    async def test_an_answer_that_arrived_is_kept_though_its_caller_was_cancelled(self, run: Run, tmp_path: Path) -> None:
        await _cancelled_at("create", _question(), Scribe(folder=tmp_path, think_s=0.1), run)
        assert (await buy(_question(), Scribe(folder=tmp_path), run=run)).reused
        assert len(list(tmp_path.glob("asked*"))) == 1


class TestCancelling:
    """Whatever is cancelled: what runs at the provider is recorded, and what was not sent is not sent."""

    @pytest.mark.parametrize("native", [False, True], ids=["anyio", "asyncio"])
    @pytest.mark.parametrize("after_s", [0.02, 0.08, 0.13])
    async def test_a_create_under_way_is_finished_and_recorded(
        self, bank: Bank, run: Run, after_s: float, *, native: bool
    ) -> None:
        slow = evolve(bank, answer_s=0.05, work_s=60)
        began = asyncio.Event()
        slow = evolve(slow, reached=lambda step: began.set() if step == "create" else None)
        if native:
            task = asyncio.create_task(buy(job_of("kitchen"), slow, run=run))
            await began.wait()
            await asyncio.sleep(after_s)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        else:
            async with anyio.create_task_group() as group:
                group.start_soon(lambda: buy(job_of("kitchen"), slow, run=run))
                await began.wait()
                await asyncio.sleep(after_s)
                group.cancel_scope.cancel()
        assert await calls_of(run, job_of("kitchen")) == ["started"]
        assert (await buy(job_of("kitchen"), bank, run=run)).reused
        assert len(bank.bill()) == 1

    async def test_a_create_that_takes_too_long_is_left_to_be_found(self, bank: Bank, run: Run) -> None:
        slow = evolve(bank, answer_s=0.5, waiting=evolve(QUICK, hurry_s=0.05))
        await _cancelled_at("create", job_of("kitchen"), slow, run)
        assert await calls_of(run, job_of("kitchen")) == ["intent"]
        await buy(job_of("kitchen"), bank, run=run)
        assert len(bank.bill()) == 1

    @pytest.mark.parametrize("native", [False, True], ids=["anyio", "asyncio"])
    async def test_nor_is_one_waited_for_that_shields_itself(self, run: Run, tmp_path: Path, *, native: bool) -> None:
        deaf = Deaf(folder=tmp_path, waiting=evolve(QUICK, hurry_s=0.05))
        with anyio.fail_after(20):
            if native:
                asked = asyncio.Event()
                task = asyncio.create_task(
                    buy(job_of("kitchen"), evolve(deaf, reached=lambda step: asked.set() if step == "create" else None), run=run)
                )
                await asked.wait()
                task.cancel()
                await asyncio.wait([task])
                assert task.cancelled()
            else:
                await _cancelled_at("create", job_of("kitchen"), deaf, run)
        assert await calls_of(run, job_of("kitchen")) == ["intent"]

    async def test_cancelled_while_the_files_go_up_nothing_is_sent(self, bank: Bank, run: Run) -> None:
        async def endless() -> Blob:
            await anyio.sleep_forever()
            raise AssertionError

        job = job_of("kitchen")
        with anyio.move_on_after(0.05):
            await buy(evolve(job, files=[evolve(file, prepare=endless) for file in job.files]), bank, run=run)
        assert await calls_of(run, job) == []
        assert bank.bill() == []

    async def test_one_that_waits_for_its_turn_is_not_sent(self, run: Run, tmp_path: Path) -> None:
        await _cancelled_at("create", job_of("kitchen"), Busy(folder=tmp_path), run)
        assert await calls_of(run, job_of("kitchen")) == ["stopped"]
        assert await used(run) == 0

    async def test_the_hold_is_given_back(self, bank: Bank, run: Run) -> None:
        await _cancelled_at("get", job_of("kitchen"), bank, run)
        with anyio.fail_after(20):
            assert (await buy(job_of("kitchen"), bank, run=run)).reused


async def _cancelled_at(step: str, job: Job, provider: Bank, run: Run) -> None:
    """Buy, and be cancelled when a step is reached."""
    with anyio.CancelScope() as scope:
        await buy(job, evolve(provider, reached=lambda now: scope.cancel() if now == step else None), run=run)
    assert scope.cancelled_caught


def _question() -> Job:
    return Job(
        provider="scribe",
        model="a/model",
        input={"prompt": "which?"},
        worst_usd="0.02",
        likely_usd="0.01",
        found_by="nothing",
        media_type="application/json",
    )


@frozen(kw_only=True)
class Scribe(Bank):
    """Answers with text, at once, and forgets."""

    name: str = "scribe"
    think_s: float = 0.0

    def connect(self) -> Any:
        return _same(_Writing(bank=self, think_s=self.think_s))


@frozen(kw_only=True)
class _Writing(Teller):
    think_s: float = 0.0

    async def create(self, job: Job, _wire_input: dict[str, Any], /) -> Prediction:
        self.bank.reached("create")
        (self.bank.folder / f"asked{len(list(self.bank.folder.glob('asked*')))}").touch()
        await anyio.sleep(self.think_s)
        return Prediction(
            id="answer-1", model=job.model, status="succeeded", outputs=['{"chosen": ["a"]}'], cost_usd=Decimal("0.01")
        )

    async def get(self, prediction_id: str, /) -> Prediction:
        raise CallLost("scribe", f"nothing is kept of {prediction_id}")


@frozen(kw_only=True)
class Busy(Bank):
    """Lets nobody have a turn."""

    def connect(self) -> Any:
        return _same(_Queue(bank=self, sends_whole=True))


@frozen(kw_only=True)
class Deaf(Bank):
    """Shields what it sends, and never answers."""

    def connect(self) -> Any:
        return _same(_Silent(bank=self, sends_whole=True))


@frozen(kw_only=True)
class _Silent(Teller):
    async def create(self, _job: Job, _wire_input: dict[str, Any], /) -> Prediction:
        with anyio.CancelScope(shield=True):
            self.bank.reached("create")
            await anyio.sleep_forever()
        raise AssertionError


@frozen(kw_only=True)
class _Queue(Teller):
    async def create(self, _job: Job, _wire_input: dict[str, Any], /) -> Prediction:
        self.bank.reached("create")
        await anyio.sleep_forever()
        raise AssertionError


@frozen
class _same:  # noqa: N801  reads as a function
    connection: Teller = field()

    async def __aenter__(self) -> Teller:
        return self.connection

    async def __aexit__(self, *_: object) -> None:
        return None
