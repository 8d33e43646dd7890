"""`SqliteLedger`: the paid calls in one SQLite file, safe for several processes and for being killed at any point."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Self

from anyio.to_thread import run_sync
from attrs import evolve, frozen

from luxvid.calls import Call
from luxvid.costs import Budget, Spending
from luxvid.errors import BudgetExceeded, StorageFailed
from luxvid.storage.claims import Claims, GiveBack, waiting_for
from luxvid.storage.database import Database
from luxvid.storage.files import failing_clearly
from luxvid.storage.ledger_rows import SCHEMA, WRITE, calls_in, row_of, summed, used_of

_PAGE = 500


class SqliteLedger:
    """The paid calls: what was wanted, sent, paid and brought home. A setting: picklable, nothing is open until it is used.

    The file is created by the first intent. What `begin` and `update` wrote is on the disk when they return; calls that are
    written at the same time share one flush. An owner's hold is a lock of the operating system beside the file, and dies
    with its process.

    Example:
        >>> import asyncio
        >>> from luxvid.calls import Call
        >>> from luxvid.costs import Budget
        >>> ledger, budget = SqliteLedger.memory(), Budget(max_usd=1)
        >>> call = Call(key="0" * 64, attempt=1, state="intent", provider="toy", model="a/model", reserved_usd="0.40")
        >>> asyncio.run(ledger.begin(call, budget=budget)).attempt
        1
        >>> asyncio.run(ledger.left(budget))
        Decimal('0.60')
    """

    def __init__(self, path: str | Path | None) -> None:
        """Keep the calls in the file at `path`, or in memory for None."""
        self.path = Path(path).expanduser().absolute() if path is not None else None
        self._parts = _of_file(Path(os.path.realpath(self.path))) if self.path else _in_memory()

    @classmethod
    def memory(cls) -> Self:
        """Return a ledger that lives as long as it is referred to: for tests, and for runs that pay nothing."""
        return cls(None)

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncIterator[None]:
        """Be the owner of a job's key; others, in all processes, wait. The hold dies with its process.

        Raises `StorageFailed`, and `InvalidInput` where the owner is in an event loop that `luxvid.wait` blocks.
        """
        async with waiting_for((self, key), lambda: self._try_claim(key), most_s=0.5):
            yield

    async def calls(self, key: str) -> tuple[Call, ...]:
        """Return the attempts at a job in order. Raises `StorageFailed`."""

        def read(connection: sqlite3.Connection) -> list[Call]:
            return calls_in(connection, "WHERE key = ? ORDER BY attempt", key)

        return tuple(await run_sync(self._parts.database.read, read, []))

    async def begin(self, call: Call, *, budget: Budget) -> Call:
        """Write an intent and reserve its cost, in one transaction that is on the disk when this returns.

        Returns the call with its attempt numbered and its budget named.

        Raises:
            BudgetExceeded: It would come to more than the budget allows; nothing was written.
            StorageFailed: The ledger cannot be written, or an attempt at this key is still open elsewhere.
        """
        wanted = evolve(
            call, budget=budget.name, opened_at=call.opened_at or datetime.now(UTC).isoformat(timespec="milliseconds")
        )
        return await run_sync(self._parts.database.write, lambda connection: _begin(connection, wanted, budget))

    async def update(self, call: Call) -> None:
        """Write a call's new state, on the disk when this returns. Raises `StorageFailed`, also for another's prediction."""
        await run_sync(self._parts.database.write, lambda connection: _write(connection, call))

    async def left(self, budget: Budget) -> Decimal:
        """Return what a budget has left: its limit less what its calls reserved and cost, 0 at least. Raises `StorageFailed`."""
        used = await run_sync(self._parts.database.read, lambda connection: used_of(connection, budget.name), Decimal(0))
        return max(budget.max_usd - used, Decimal(0))

    async def every(self, *, since: datetime | None = None) -> AsyncIterator[Call]:
        """Yield the calls in the order they were begun, since then (by `opened_at`). Raises `StorageFailed`."""
        opened, after = since.astimezone(UTC).isoformat(timespec="milliseconds") if since else "", 0

        def read(connection: sqlite3.Connection) -> tuple[list[Call], int]:
            clause = "WHERE number > ? AND opened_at >= ? ORDER BY number LIMIT ?"
            last = connection.execute(f"SELECT max(number) FROM (SELECT number FROM calls {clause})", (after, opened, _PAGE))  # noqa: S608
            return calls_in(connection, clause, after, opened, _PAGE), last.fetchone()[0] or 0

        while True:
            page, after = await run_sync(self._parts.database.read, read, ([], 0))
            for call in page:
                yield call
            if len(page) < _PAGE:
                return

    async def spending(self, *, since: datetime | None = None) -> tuple[Spending, ...]:
        """Return what was spent, by provider, model and month. Raises `StorageFailed`."""
        return summed([call async for call in self.every(since=since)])

    def _try_claim(self, key: str) -> GiveBack | None:
        if self.path is None:
            return self._parts.claims.try_claim(key)
        with failing_clearly(self.path):
            return self._parts.claims.try_claim(key)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, SqliteLedger) and self.path is not None and self.path == other.path)

    def __hash__(self) -> int:
        return hash(self.path) if self.path else id(self)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        if self.path is None:
            raise TypeError("a ledger in memory cannot be sent to another process: use Storage.at(folder)")
        return type(self), (str(self.path),)

    def __repr__(self) -> str:
        return f"SqliteLedger({str(self.path)!r})" if self.path else "SqliteLedger.memory()"


def _begin(connection: sqlite3.Connection, call: Call, budget: Budget) -> Call:
    """Claim the key, number the attempt and reserve its cost."""
    used = used_of(connection, budget.name)
    if used + call.reserved_usd > budget.max_usd:
        raise BudgetExceeded(
            f"{call.model} may cost ${call.reserved_usd}, and ${used} of the budget's ${budget.max_usd} are spent or reserved:"
            " nothing was sent; raise max_usd to go on"
        )
    last = connection.execute("SELECT max(attempt) FROM calls WHERE key = ?", [call.key]).fetchone()[0] or 0
    numbered = evolve(call, attempt=last + 1)
    _write(connection, numbered)
    return numbered


def _write(connection: sqlite3.Connection, call: Call) -> None:
    try:
        connection.execute(WRITE, row_of(call))
    except sqlite3.IntegrityError as error:
        raise StorageFailed(
            f"the ledger has another open attempt at this call of {call.model}, or its prediction {call.provider_id!r} under"
            " another key: is the folder on a disk whose locks other machines do not see?"
        ) from error


@frozen(eq=False)
class _Parts:
    """What the ledgers of one file in a process share."""

    database: Database
    claims: Claims


def _in_memory() -> _Parts:
    return _Parts(Database(None, schema=SCHEMA), Claims(None))


def _of_file(path: Path) -> _Parts:
    with _guard:
        parts = _files.get(path)
        if parts is None:
            claims = Claims(path.with_name(path.name + "-holds"))
            parts = _files[path] = _Parts(Database(path, schema=SCHEMA), claims)
        return parts


_files: weakref.WeakValueDictionary[Path, _Parts] = weakref.WeakValueDictionary()
_guard = threading.Lock()
