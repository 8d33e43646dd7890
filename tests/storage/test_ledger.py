"""The ledgers keep to the contract, and one of a file bears other processes, forks, being killed, and bad disks."""

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
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve

from luxvid.costs import Budget
from luxvid.errors import InvalidInput, StorageFailed
from luxvid.storage import SqliteLedger
from luxvid.storage.database import Database
from tests.storage.ledger_contract import BUDGET, KEY, OTHER, LedgerContract, intent

pytestmark = pytest.mark.anyio


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
        assert {line.strip() for line in told} - {"refused"} <= written
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
            print("refused", flush=True)
            await asyncio.sleep(60)
            return
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
