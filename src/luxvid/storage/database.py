"""One SQLite file, opened once a process: what is written together is made safe on the disk together."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from luxvid.errors import InvalidInput, LuxvidError, StorageFailed
from luxvid.storage.files import failing_clearly

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_BUSY_S = 30.0
_REMEDIES = (
    ("full", "the disk is full: free some space and run again, what was finished is kept"),
    ("I/O", "the disk is full or fails: free some space and run again, what was finished is kept"),
    ("readonly", "it is read-only: change its rights, or choose a folder that can be written"),
    ("unable to open", "it cannot be opened: change its rights, or choose another folder"),
    ("locked", "another process has kept it locked: try again when that has ended"),
    ("not a database", "it is damaged or something else: move it away, and know that calls in it may be paid again"),
    ("malformed", "it is damaged: move it away, and know that calls in it may be paid again"),
)


class Database:
    """A connection that the threads of a process share: one commit, and one flush of the disk, for all that waits for it."""

    def __init__(self, path: Path | None, *, schema: tuple[str, ...]) -> None:
        """Use the file at `path`, created when something is first written, or memory for None.

        `schema` has for each version the statements that lead to it from the one before.
        """
        self.path = path
        self._schema = schema
        self._waiting: deque[_Write[Any]] = deque()
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        _all.add(self)

    def write(self, work: Work[T]) -> T:
        """Do a piece of work in a transaction and return its result once it is on the disk. Blocks.

        What raises a `LuxvidError` is undone alone. Raises `StorageFailed` where nothing could be written.
        """
        mine = _Write(work)
        self._waiting.append(mine)
        with self._lock:
            if not mine.is_over:  # else whoever had the lock before did it, too
                self._commit()
        return mine.result(self.path)

    def read(self, work: Work[T], missing: T) -> T:
        """Return what a piece of work reads, `missing` where there is no file yet. Blocks. Raises `StorageFailed`."""
        try:
            if self.path is not None and not self.path.exists():
                return missing
            with self._lock:
                return work(self._opened())
        except LuxvidError:
            raise
        except (sqlite3.Error, OSError) as error:
            raise _failure(self.path, error) from error

    def forget_parent(self) -> None:
        """Begin anew in a forked child: SQLite forbids to use, or even to close, what the parent has open."""
        self._lock, self._waiting = threading.Lock(), deque()
        if self.path is not None and self._connection is not None:
            _parents.append(self._connection)
            self._connection = None

    def _commit(self) -> None:
        writes = [self._waiting.popleft() for _ in range(len(self._waiting))]
        connection = None
        try:
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            for write in writes:
                write.do(connection)
            connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  told to every writer
            if connection is not None and connection.in_transaction:
                connection.rollback()
            for write in writes:
                write.error = error
        for write in writes:
            write.is_over = True

    def _opened(self) -> sqlite3.Connection:
        if self._connection is not None and not self._is_there():  # somebody removed the folder meanwhile
            self._connection.close()
            self._connection = None
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def _is_there(self) -> bool:
        return self.path is None or (self.path.exists() and os.path.samestat(self.path.stat(), self._stat))

    def _open(self) -> sqlite3.Connection:
        if self.path is not None:
            with failing_clearly(self.path):
                _make_folder(self.path.parent)
        name = ":memory:" if self.path is None else str(self.path)
        connection = sqlite3.connect(name, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, self._schema, self.path)
            if self.path is not None:
                self._stat = self.path.stat()
        except BaseException:
            connection.close()
            raise
        return connection

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.close()


class _Write(Generic[T]):
    """A piece of work that waits for its commit."""

    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self._value: T
        self.error: BaseException | None = None
        self.is_over = False

    def do(self, connection: sqlite3.Connection) -> None:
        connection.execute("SAVEPOINT one")
        try:
            self._value = self._work(connection)
        except LuxvidError as error:
            connection.execute("ROLLBACK TO one")
            self.error = error
        connection.execute("RELEASE one")

    def result(self, path: Path | None) -> T:
        if self.error is None:
            return self._value
        if isinstance(self.error, sqlite3.Error | OSError) and not isinstance(self.error, LuxvidError):
            raise _failure(path, self.error) from self.error
        raise self.error


def _prepare(connection: sqlite3.Connection, schema: tuple[str, ...], path: Path | None) -> None:
    """Set what makes a commit survive a power cut, and bring the tables up to date."""
    _as_log(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=1")  # macOS flushes the disk's own cache only then
    version = _version(connection)
    if version > len(schema):
        raise InvalidInput(f"{str(path)!r} has schema {version}; this luxvid reads up to {len(schema)}: update luxvid")
    if version < len(schema):
        connection.execute("BEGIN IMMEDIATE")
        for number, statements in enumerate(schema[_version(connection) :], _version(connection) + 1):
            for statement in statements.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")
        connection.execute("COMMIT")


def _as_log(connection: sqlite3.Connection) -> None:
    """Write ahead into a log, one flush a commit; where the file system does not bear it SQLite keeps its journal."""
    for _ in range(50):  # two processes that create one file lock each other out for a moment, without SQLite's waiting
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                return
            time.sleep(0.02)
        else:
            return


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_folder(folder: Path) -> None:
    """Make a folder whose name is on the disk, too: a file in a folder that a power cut takes away is gone."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        for made in (folder, folder.parent):
            fd = os.open(made, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)


def _failure(path: Path | None, error: sqlite3.Error | OSError) -> StorageFailed:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    remedy = next((remedy for word, remedy in _REMEDIES if word in said), said)
    return StorageFailed(f"the ledger {str(path)!r} cannot be used: {remedy}")


_all: weakref.WeakSet[Database] = weakref.WeakSet()
_parents: list[sqlite3.Connection] = []


def _forget_parent() -> None:
    for database in _all:
        database.forget_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_parent)
