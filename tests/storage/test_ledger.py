"""What every ledger keeps to, and what a ledger of a file bears: other processes, forks, being killed, bad disks."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve

from luxvid.calls import Call, CallState
from luxvid.costs import Budget, Spending
from luxvid.errors import BudgetExceeded, InvalidInput, StorageFailed
from luxvid.protocols import Ledger
from luxvid.storage import SqliteLedger
from luxvid.storage.database import Database

pytestmark = pytest.mark.anyio

KEY, OTHER = "a" * 64, "b" * 64
BUDGET = Budget(max_usd=10, name="villa")


def intent(key: str = KEY, **more: Any) -> Call:
    given = {"provider": "toy", "model": "toy/model", "reserved_usd": "0.40", "input": {"prompt": "größe", "n": [1, 2.5, None]}}
    return Call(**{"key": key, "attempt": 1, "state": "intent", **given, **more})


async def paid(ledger: Ledger, key: str, usd: str, **more: Any) -> Call:
    call = await ledger.begin(intent(key), budget=BUDGET)
    done = evolve(call, **{"state": "finished", "reserved_usd": 0, "cost_usd": usd, **more})
    await ledger.update(done)
    return done


class LedgerContract:
    """Inherit it and give a fixture `ledger`."""

    async def test_a_call_comes_back_as_it_was_written(self, ledger: Ledger) -> None:
        call = await ledger.begin(intent(version="3"), budget=BUDGET)
        assert await ledger.calls(KEY) == (call,)
        assert (call.attempt, call.state, call.budget) == (1, "intent", "villa")
        assert datetime.now(UTC) - datetime.fromisoformat(call.opened_at) < timedelta(minutes=1)
        over = evolve(
            call, state="finished", provider_id="p1", digest="c" * 64, size=7, media_type="video/mp4", verdict={"score": 0.5}
        )
        await ledger.update(over)
        assert await ledger.calls(KEY) == (over,)

    async def test_what_was_never_wanted_has_no_calls(self, ledger: Ledger) -> None:
        assert await ledger.calls(OTHER) == ()
        assert [call async for call in ledger.every()] == []
        assert await ledger.spending() == ()

    async def test_attempts_are_numbered(self, ledger: Ledger) -> None:
        for attempt in (1, 2, 3):
            call = await ledger.begin(intent(), budget=BUDGET)
            assert call.attempt == attempt
            await ledger.update(evolve(call, state="failed", reserved_usd=0))
        assert [call.attempt for call in await ledger.calls(KEY)] == [1, 2, 3]

    async def test_a_key_has_one_open_attempt_whatever_the_locks_say(self, ledger: Ledger) -> None:
        await ledger.begin(intent(), budget=BUDGET)
        with pytest.raises(StorageFailed, match="another open attempt"):
            await ledger.begin(intent(), budget=BUDGET)
        assert len(await ledger.calls(KEY)) == 1

    async def test_a_prediction_belongs_to_one_call(self, ledger: Ledger) -> None:
        await paid(ledger, KEY, "0.40", provider_id="p1")
        other = await ledger.begin(intent(OTHER), budget=BUDGET)
        with pytest.raises(StorageFailed, match="'p1'"):
            await ledger.update(evolve(other, state="started", provider_id="p1"))
        await ledger.update(evolve(other, state="started", provider_id="p2"))

    async def test_a_budget_counts_what_is_reserved_and_spent(self, ledger: Ledger) -> None:
        budget = Budget(max_usd="1.00", name="villa")
        assert await ledger.left(budget) == 1
        first = await ledger.begin(intent(), budget=budget)
        assert await ledger.left(budget) == Decimal("0.60")
        await ledger.update(evolve(first, state="finished", reserved_usd=0, cost_usd="0.30"))
        assert await ledger.left(budget) == Decimal("0.70")
        unknown = await ledger.begin(intent(OTHER), budget=budget)
        await ledger.update(evolve(unknown, state="unknown", reserved_usd=0, cost_usd="0.40"))
        with pytest.raises(BudgetExceeded, match=r"\$0\.40.*\$0\.70.*\$1\.00"):
            await ledger.begin(intent("c" * 64), budget=budget)
        assert await ledger.calls("c" * 64) == ()
        assert await ledger.left(budget) == Decimal("0.30")

    async def test_a_budget_is_spent_to_the_cent(self, ledger: Ledger) -> None:
        budget = Budget(max_usd="0.30")
        for number in range(3):
            await ledger.begin(intent(f"{number:064}", reserved_usd="0.10"), budget=budget)
        assert await ledger.left(budget) == 0

    async def test_budgets_of_other_names_do_not_count(self, ledger: Ledger) -> None:
        await paid(ledger, KEY, "9.90")
        assert await ledger.left(Budget(max_usd=1)) == 1

    async def test_side_by_side_a_budget_is_not_exceeded(self, ledger: Ledger) -> None:
        budget = Budget(max_usd="2.00")

        async def begin(number: int) -> bool:
            try:
                await ledger.begin(intent(f"{number:064}"), budget=budget)
            except BudgetExceeded:
                return False
            return True

        assert sum(await asyncio.gather(*map(begin, range(40)))) == 5
        assert await ledger.left(budget) == 0

    async def test_every_call_comes_in_order_and_since_a_time(self, ledger: Ledger) -> None:
        when = datetime(2026, 11, 1, tzinfo=UTC)
        for number in range(520):
            opened = (when + timedelta(hours=number)).isoformat(timespec="milliseconds")
            await ledger.begin(intent(f"{number:064}", reserved_usd=0, opened_at=opened), budget=BUDGET)
        assert [int(call.key) async for call in ledger.every()] == list(range(520))
        assert [int(call.key) async for call in ledger.every(since=when + timedelta(hours=515))] == [515, 516, 517, 518, 519]

    async def test_spending_is_summed_by_model_and_month(self, ledger: Ledger) -> None:
        over: list[tuple[str, str, str, CallState]] = [
            ("a", "10", "0.10", "finished"),
            ("a", "11", "0.20", "finished"),
            ("a", "11", "0.40", "unknown"),
            ("b", "11", "0.30", "lost"),
            ("b", "11", "0", "failed"),
        ]
        for number, (model, month, usd, state) in enumerate(over):
            opened = f"2026-{month}-05T10:00:00.000+00:00"
            call = await ledger.begin(intent(f"{number:064}", model=model, opened_at=opened), budget=BUDGET)
            await ledger.update(evolve(call, state=state, reserved_usd=0, cost_usd=usd))
        assert await ledger.spending(since=datetime(2026, 11, 1, tzinfo=UTC)) == (
            Spending(provider="toy", model="a", month="2026-11", calls=2, usd="0.20", unknown_usd="0.40"),
            Spending(provider="toy", model="b", month="2026-11", calls=1, usd="0.30", unknown_usd=0),
        )
        assert len(await ledger.spending()) == 3

    async def test_one_owner_at_a_time(self, ledger: Ledger) -> None:
        inside: list[int] = []

        async def own(number: int) -> None:
            async with ledger.hold(KEY):
                inside.append(number)
                await asyncio.sleep(0.01)
                assert inside[-1] == number

        async with ledger.hold(OTHER):
            await asyncio.gather(*map(own, range(5)))
        assert sorted(inside) == list(range(5))

    async def test_waiting_for_a_hold_can_be_cancelled(self, ledger: Ledger) -> None:
        async with ledger.hold(KEY):
            with anyio.move_on_after(0.05) as limit:
                async with ledger.hold(KEY):
                    raise AssertionError
        assert limit.cancelled_caught
        async with ledger.hold(KEY):
            pass

    async def test_a_thousand_are_held_and_written_at_once(self, ledger: Ledger) -> None:
        async def call(number: int) -> None:
            async with ledger.hold(f"{number:064x}"):
                begun = await ledger.begin(intent(f"{number:064x}", reserved_usd="0.01"), budget=BUDGET)
                await ledger.update(evolve(begun, state="started", provider_id=f"p{number}"))

        await asyncio.gather(*map(call, range(1000)))
        assert len([call async for call in ledger.every()]) == 1000
        assert await ledger.left(BUDGET) == 0


class TestMemoryLedger(LedgerContract):
    @pytest.fixture
    def ledger(self) -> SqliteLedger:
        return SqliteLedger.memory()

    async def test_it_stays_where_it_is(self, ledger: SqliteLedger) -> None:
        with pytest.raises(TypeError, match="another process"):
            pickle.dumps(ledger)
        assert ledger != SqliteLedger.memory()


class TestSqliteLedger(LedgerContract):
    @pytest.fixture
    def ledger(self, tmp_path: Path) -> SqliteLedger:
        return SqliteLedger(tmp_path / "ä store" / "ledger.sqlite3")

    async def test_it_can_be_sent_to_another_process(self, ledger: SqliteLedger) -> None:
        await ledger.begin(intent(), budget=BUDGET)
        again = pickle.loads(pickle.dumps(ledger))  # noqa: S301  our own pickle
        assert again == ledger
        assert await again.calls(KEY) == await ledger.calls(KEY)

    async def test_a_commit_waits_for_the_disk(self, ledger: SqliteLedger) -> None:
        await ledger.begin(intent(), budget=BUDGET)
        assert _database(ledger).read(_pragma("synchronous"), 0) == 2
        assert _database(ledger).read(_pragma("journal_mode"), "") == "wal"

    async def test_loops_in_several_threads_share_it(self, ledger: SqliteLedger) -> None:
        def work(first: int) -> None:
            async def begin() -> None:
                for number in range(first, first + 10):
                    async with ledger.hold(KEY):
                        await ledger.begin(intent(f"{number:064}"), budget=Budget(max_usd=1))

            asyncio.run(begin())

        threads = [threading.Thread(target=work, args=[10 * number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            await anyio.to_thread.run_sync(thread.join)
        assert len([call async for call in ledger.every()]) == 40

    async def test_a_removed_folder_is_begun_anew(self, ledger: SqliteLedger) -> None:
        assert ledger.path
        async with ledger.hold(KEY):
            call = await ledger.begin(intent(), budget=BUDGET)
            shutil.rmtree(ledger.path.parent)
            assert await ledger.calls(KEY) == ()
            await ledger.update(evolve(call, state="started", provider_id="p1"))  # what was paid is not forgotten for it
            assert [call.provider_id for call in await ledger.calls(KEY)] == ["p1"]
        async with ledger.hold(KEY):
            assert ledger.path.exists()

    async def test_a_newer_ledger_is_refused(self, ledger: SqliteLedger) -> None:
        assert ledger.path
        ledger.path.parent.mkdir()
        with sqlite3.connect(ledger.path) as connection:
            connection.execute("PRAGMA user_version=99")
        connection.close()
        with pytest.raises(InvalidInput, match=r"schema 99.*update luxvid"):
            await ledger.calls(KEY)

    async def test_what_is_no_ledger_says_so_and_stays(self, ledger: SqliteLedger) -> None:
        assert ledger.path
        ledger.path.parent.mkdir()
        ledger.path.write_bytes(b"a letter to the bank" * 1000)
        with pytest.raises(StorageFailed, match="damaged"):
            await ledger.begin(intent(), budget=BUDGET)
        assert ledger.path.read_bytes().startswith(b"a letter")

    async def test_a_place_that_cannot_be_written_says_so(self, ledger: SqliteLedger) -> None:
        assert ledger.path
        ledger.path.parent.write_bytes(b"in the way")
        with pytest.raises(StorageFailed, match="cannot be written"):
            await ledger.begin(intent(), budget=BUDGET)
        with pytest.raises(StorageFailed, match="cannot be written"):
            async with ledger.hold(KEY):
                pass

    async def test_a_name_that_no_file_can_have_says_so(self, tmp_path: Path) -> None:
        ledger = SqliteLedger(tmp_path / ("x" * 300) / "ledger.sqlite3")
        with pytest.raises(StorageFailed, match="too long"):
            await ledger.calls(KEY)
        with pytest.raises(StorageFailed, match="too long"):
            await ledger.begin(intent(), budget=BUDGET)

    async def test_a_ledger_that_may_only_be_read_is_read(self, ledger: SqliteLedger) -> None:
        call = await ledger.begin(intent(), budget=BUDGET)
        _database(ledger).read(lambda connection: connection.execute("PRAGMA query_only=1").fetchone(), None)
        with pytest.raises(StorageFailed, match="read-only"):
            await ledger.begin(intent(OTHER), budget=BUDGET)
        with pytest.raises(StorageFailed, match="read-only"):
            await ledger.update(evolve(call, state="started", provider_id="p1"))
        assert await ledger.calls(KEY) == (call,)

    async def test_a_full_disk_undoes_all_that_waited_and_the_ledger_goes_on(self, ledger: SqliteLedger) -> None:
        await ledger.begin(intent(OTHER), budget=BUDGET)
        pages = _database(ledger).read(_pragma("page_count"), 0)
        _database(ledger).read(_pragma(f"max_page_count={pages}"), 0)
        large = {"prompt": "x" * 100_000}
        told = await asyncio.gather(
            *[ledger.begin(intent(f"{n:064}", input=large), budget=BUDGET) for n in range(8)], return_exceptions=True
        )
        assert all(isinstance(error, StorageFailed) and "disk is full" in str(error) for error in told)
        assert [call.key async for call in ledger.every()] == [OTHER]
        _database(ledger).read(_pragma("max_page_count=100000"), 0)
        await ledger.begin(intent(input=large), budget=BUDGET)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
    async def test_a_forked_child_uses_it_while_the_parent_holds_and_writes(self, ledger: SqliteLedger) -> None:
        await ledger.begin(intent(), budget=BUDGET)
        forking = multiprocessing.get_context("fork")
        tried = forking.Event()
        child = forking.Process(target=_in_child, args=[ledger, tried])
        async with ledger.hold(KEY):
            with _forking():
                child.start()
            for number in range(20):
                await ledger.begin(intent(f"{number:064}", reserved_usd="0.01"), budget=BUDGET)
            assert await anyio.to_thread.run_sync(tried.wait, 60)
        await anyio.to_thread.run_sync(child.join)
        assert child.exitcode == 0
        assert len([call async for call in ledger.every()]) == 22

    async def test_a_hold_excludes_other_processes_and_dies_with_its_own(self, ledger: SqliteLedger) -> None:
        holder = _start(ledger, HOLDER)
        assert holder.stdout
        assert await anyio.to_thread.run_sync(holder.stdout.readline) == "held\n"
        with anyio.move_on_after(0.3) as limit:
            async with ledger.hold(KEY):
                raise AssertionError
        assert limit.cancelled_caught
        async with ledger.hold(OTHER):
            pass
        holder.kill()
        holder.communicate()
        async with ledger.hold(KEY):
            pass

    @pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
    async def test_what_begin_returned_survives_a_kill_and_four_processes_stay_in_budget(self, ledger: SqliteLedger) -> None:
        writers = [_start(ledger, WRITER, f"p{number}") for number in range(4)]
        told = [await anyio.to_thread.run_sync(writer.stdout.readline) for writer in writers if writer.stdout]
        await asyncio.sleep(0.1)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            told += writer.communicate()[0].splitlines()
        assert len(told) >= 4
        written = {call.key[:40].lstrip("0") for call in [call async for call in ledger.every()]}
        assert {line.strip() for line in told} <= written
        assert await ledger.left(Budget(max_usd=3, name="shared")) >= 0
        reserved = sum([call.reserved_usd async for call in ledger.every()], Decimal(0))
        assert reserved <= 3

    async def test_nothing_stays_open_when_nobody_refers_to_it(self, tmp_path: Path) -> None:
        ledger = SqliteLedger(tmp_path / "ledger.sqlite3")
        async with ledger.hold(KEY):
            await ledger.begin(intent(), budget=BUDGET)
        await ledger.calls(KEY)
        del ledger
        with anyio.fail_after(20):
            while (tmp_path / "ledger.sqlite3-wal").exists():  # SQLite removes its log when the last connection is closed
                await anyio.to_thread.run_sync(gc.collect)  # a worker thread may remember what it did last


def _database(ledger: SqliteLedger) -> Database:
    return ledger._parts.database  # noqa: SLF001  what SQLite was told shows nowhere else


def _pragma(name: str) -> Any:
    return lambda connection: connection.execute(f"PRAGMA {name}").fetchone()[0]


def _forking() -> Any:
    """Python 3.12 warns of forks beside threads; this one is the test."""
    import warnings

    catching = warnings.catch_warnings()
    warnings.simplefilter("ignore", DeprecationWarning)
    return catching


def _in_child(ledger: SqliteLedger, tried: Any) -> None:
    async def work() -> None:
        with anyio.move_on_after(0.05) as limit:
            async with ledger.hold(KEY):
                raise AssertionError
        assert limit.cancelled_caught
        async with ledger.hold(OTHER):
            await ledger.begin(intent(OTHER), budget=BUDGET)
        tried.set()

    asyncio.run(work())


HOLDER = """
async def main():
    async with ledger.hold("a" * 64):
        print("held", flush=True)
        await asyncio.sleep(60)
"""
WRITER = """
async def main():
    for number in range(100_000):
        key = f"{argument}x{number}"
        call = Call(key=key.zfill(40).ljust(64, "f"), attempt=1, state="intent", provider="toy", model="m", reserved_usd="0.01")
        try:
            await ledger.begin(call, budget=Budget(max_usd=3, name="shared"))
        except BudgetExceeded:
            await asyncio.sleep(60)
        print(key, flush=True)
"""


def _start(ledger: SqliteLedger, code: str, argument: str = "") -> subprocess.Popen[str]:
    head = (
        "import asyncio, sys\nfrom luxvid.calls import Call\nfrom luxvid.costs import Budget\n"
        "from luxvid.errors import BudgetExceeded\nfrom luxvid.storage import SqliteLedger\n"
        "ledger, argument = SqliteLedger(sys.argv[1]), sys.argv[2]\n"
    )
    arguments = [sys.executable, "-c", f"{head}{code}\nasyncio.run(main())", str(ledger.path), argument]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
