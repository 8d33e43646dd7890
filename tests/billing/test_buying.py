"""`buy`: once, whatever happened before; every kind of failure, what is tried again, what it costs."""

from __future__ import annotations

import asyncio
import io
import pickle
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve, field, frozen

from bench.bank import PRICE, QUICK, Bank, Teller, job_of, result_of
from luxvid import errors
from luxvid.billing import Bought, buy
from luxvid.blobs import Blob
from luxvid.calls import Call, Job, Prediction
from luxvid.costs import Budget
from luxvid.errors import (
    BudgetExceeded,
    CallFailed,
    CallLost,
    CallUnknown,
    InputRefused,
    InvalidInput,
    SpendingForbidden,
    Unavailable,
)
from luxvid.events import Event, Paid
from luxvid.progress import Progress
from luxvid.protocols import Ledger, Run
from luxvid.storage import Storage

pytestmark = pytest.mark.anyio

Banking = Callable[..., Bank]


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank(folder=tmp_path / "bank")


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage.at(tmp_path / "storage")


@pytest.fixture
def run(storage: Storage) -> Run:
    return Run(storage=storage, budget=Budget(max_usd=10))


async def calls_of(run: Run, job: Job) -> list[str]:
    return [call.state for call in await run.storage.ledger.calls(job.key)]


async def used(run: Run) -> Decimal:
    assert run.budget
    return run.budget.max_usd - await run.storage.ledger.left(run.budget)


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


class TestFailures:
    """Every kind of failure: what the caller sees, what is tried again, what it costs."""

    @pytest.mark.parametrize("fault", ["Unavailable", "Throttled", "fails Unavailable", "aborted", "lost before"])
    async def test_what_cost_nothing_and_may_work_is_tried_again(self, bank: Bank, run: Run, fault: str) -> None:
        bought = await buy(job_of("kitchen"), evolve(bank, faults={1: fault, 2: fault}), run=run)
        assert (bought.call.attempt, bought.reused) == (3, False)
        assert await used(run) == PRICE

    @pytest.mark.parametrize("fault", ["Unavailable", "fails Unavailable", "lost before"])
    async def test_but_not_for_ever(self, bank: Bank, run: Run, fault: str) -> None:
        with pytest.raises(Unavailable):
            await buy(job_of("kitchen"), evolve(bank, faults=dict.fromkeys(range(1, 9), fault)), run=run)
        assert len(await calls_of(run, job_of("kitchen"))) == 3
        assert await used(run) == 0
        assert (await buy(job_of("kitchen"), bank, run=run)).call.attempt == 4

    async def test_attempts_end_in_time(self, bank: Bank, run: Run) -> None:
        short = evolve(QUICK, attempts=1000, pause_s=0.05, pause_most_s=0.05, attempts_within_s=0.12)
        with pytest.raises(Unavailable):
            await buy(job_of("kitchen"), evolve(bank, waiting=short, faults=dict.fromkeys(range(1, 999), "Unavailable")), run=run)
        assert len(await calls_of(run, job_of("kitchen"))) <= 4

    @pytest.mark.parametrize("fault", ["costs Unavailable", "canceled"])
    async def test_what_was_charged_is_not_tried_again(self, bank: Bank, run: Run, fault: str) -> None:
        with pytest.raises(CallFailed) as told:
            await buy(job_of("kitchen"), evolve(bank, faults={1: fault}), run=run)
        assert told.value.cost_usd == str(PRICE)
        assert pickle.loads(pickle.dumps(told.value)).cost_usd == str(PRICE)  # noqa: S301  our own pickle
        assert (len(bank.bill()), await used(run)) == (1, PRICE)

    @pytest.mark.parametrize("name", ["InputRefused", "Moderated"])
    @pytest.mark.parametrize("how", ["", "fails "])
    async def test_what_was_refused_is_not_sent_again(self, bank: Bank, run: Run, name: str, how: str) -> None:
        for _ in range(2):
            with pytest.raises(getattr(errors, name), match="the bank says"):
                await buy(job_of("kitchen"), evolve(bank, faults={1: f"{how}{name}"}), run=run)
        assert await calls_of(run, job_of("kitchen")) == ["failed"]
        assert await used(run) == 0

    @pytest.mark.parametrize("name", ["NoCredit", "Unauthorized"])
    async def test_what_the_account_lacks_is_forgotten(self, bank: Bank, run: Run, name: str) -> None:
        with pytest.raises(getattr(errors, name)):
            await buy(job_of("kitchen"), evolve(bank, faults={1: name}), run=run)
        assert not (await buy(job_of("kitchen"), bank, run=run)).reused
        assert (len(bank.bill()), await used(run)) == (1, PRICE)

    async def test_an_answer_that_was_lost_is_found_in_the_same_run(self, bank: Bank, run: Run) -> None:
        bought = await buy(job_of("kitchen"), evolve(bank, faults={1: "lost after"}), run=run)
        assert (bought.reused, bought.call.attempt, len(bank.bill())) == (False, 1, 1)

    async def test_a_success_without_result_is_lost(self, bank: Bank, run: Run) -> None:
        with pytest.raises(CallLost, match="no result"):
            await buy(job_of("kitchen"), evolve(bank, faults={1: "empty"}), run=run)
        assert len(bank.bill()) == 1

    async def test_an_unknown_status_is_waited_on_up_to_a_limit(self, bank: Bank, run: Run) -> None:
        job = job_of("kitchen", deadline_s=0)
        odd = evolve(bank, faults={1: "odd"}, waiting=evolve(QUICK, overtime_s=0.1))
        for _ in range(2):
            with pytest.raises(Unavailable, match="'meditating'"):
                await buy(job, odd, run=run)
        assert await calls_of(run, job) == ["started"]
        assert len(bank.bill()) == 1

    async def test_spending_that_is_forbidden_leaves_nothing_reserved(self, bank: Bank, run: Run) -> None:
        def reached(step: str) -> None:
            if step == "create":
                raise SpendingForbidden("not here")

        with pytest.raises(SpendingForbidden):
            await buy(job_of("kitchen"), evolve(bank, reached=reached), run=run)
        assert await used(run) == 0
        await buy(job_of("kitchen"), bank, run=run)
        assert len(bank.bill()) == 1

    async def test_a_ledger_that_cannot_be_opened_sends_nothing(self, bank: Bank, run: Run, tmp_path: Path) -> None:
        (tmp_path / "storage").mkdir()
        (tmp_path / "storage" / "ledger.sqlite3").mkdir()
        with pytest.raises(errors.StorageFailed):
            await buy(job_of("kitchen"), bank, run=run)
        assert not bank.folder.exists()

    async def test_an_intent_that_cannot_be_written_is_not_sent(self, bank: Bank, run: Run) -> None:
        await run.storage.ledger.begin(_intent("b" * 64), budget=Budget(max_usd=1))
        database = run.storage.ledger._parts.database  # type: ignore[attr-defined]  # noqa: SLF001  SQLite's own limit is the disk
        database.read(lambda connection: connection.execute("PRAGMA max_page_count=1").fetchone(), None)
        job = job_of("x" * 50_000)
        with pytest.raises(errors.StorageFailed, match="disk is full"):
            await buy(job, bank, run=run)
        assert bank.bill() == []
        assert list((bank.folder / "creates").iterdir()) == []

    async def test_an_id_that_cannot_be_written_is_found_later(self, bank: Bank, run: Run) -> None:
        database = run.storage.ledger._parts.database  # type: ignore[attr-defined]  # noqa: SLF001  SQLite's own switch is the disk

        def writable(step: str, *, is_on: bool = False) -> None:
            if step == "billed" or is_on:
                database.read(lambda connection: connection.execute(f"PRAGMA query_only={int(not is_on)}").fetchone(), None)

        with pytest.raises(errors.StorageFailed, match="read-only"):
            await buy(job_of("kitchen"), evolve(bank, reached=writable), run=run)
        writable("", is_on=True)
        assert (await buy(job_of("kitchen"), bank, run=run)).reused
        assert len(bank.bill()) == 1

    async def test_a_removed_storage_is_a_new_one(self, bank: Bank, run: Run, tmp_path: Path) -> None:
        await buy(job_of("kitchen"), bank, run=run)
        shutil.rmtree(tmp_path / "storage")
        assert not (await buy(job_of("kitchen"), bank, run=run)).reused

    async def test_refused_files_leave_no_row(self, bank: Bank, run: Run) -> None:
        def reached(step: str) -> None:
            if step == "upload":
                raise InputRefused("bank", "a drawing is no photo")

        with pytest.raises(InputRefused):
            await buy(job_of("kitchen"), evolve(bank, reached=reached), run=run)
        assert await calls_of(run, job_of("kitchen")) == []


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


def _intent(key: str) -> Call:
    return Call(key=key, attempt=1, state="intent", provider="bank", model="bank/model", reserved_usd=PRICE)


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
