"""Every kind of failure: what the caller sees, what is tried again, what it costs."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from bench.bank import PRICE, QUICK, Bank, job_of
from luxvid import errors
from luxvid.billing import buy
from luxvid.calls import Call
from luxvid.costs import Budget
from luxvid.errors import (
    CallFailed,
    CallLost,
    InputRefused,
    SpendingForbidden,
    Unavailable,
)
from luxvid.protocols import Run
from tests.billing.looking import calls_of, used

pytestmark = pytest.mark.anyio


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

    async def test_without_a_temporary_folder_the_result_is_brought_home_later(
        self, bank: Bank, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr("tempfile.tempdir", str(tmp_path / "missing"))
            with pytest.raises(errors.StorageFailed, match="TMPDIR"):
                await buy(job_of("kitchen"), bank, run=run)
        assert (await buy(job_of("kitchen"), bank, run=run)).reused
        assert len(bank.bill()) == 1

    async def test_a_removed_storage_is_a_new_one(self, bank: Bank, run: Run, tmp_path: Path) -> None:
        await buy(job_of("kitchen"), bank, run=run)
        shutil.rmtree(tmp_path / "storage")
        assert not (await buy(job_of("kitchen"), bank, run=run)).reused

    async def test_uploads_that_the_connection_gave_up_are_not_begun_anew(self, bank: Bank, run: Run) -> None:
        steps = []

        def reached(step: str) -> None:
            steps.append(step)
            raise Unavailable("bank", "nobody is there")

        with pytest.raises(Unavailable, match="nobody is there"):
            await buy(job_of("kitchen"), evolve(bank, reached=reached), run=run)
        assert steps == ["upload"]
        assert (await buy(job_of("kitchen"), bank, run=run)).call.attempt == 1

    async def test_refused_files_leave_no_row(self, bank: Bank, run: Run) -> None:
        def reached(step: str) -> None:
            if step == "upload":
                raise InputRefused("bank", "a drawing is no photo")

        with pytest.raises(InputRefused):
            await buy(job_of("kitchen"), evolve(bank, reached=reached), run=run)
        assert await calls_of(run, job_of("kitchen")) == []


def _intent(key: str) -> Call:
    return Call(key=key, attempt=1, state="intent", provider="bank", model="bank/model", reserved_usd=PRICE)
