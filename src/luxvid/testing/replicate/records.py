"""What the emulator remembers: predictions, files and results, in one SQLite file or in memory."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.testing.replicate.orders import Order

_TABLES = """
CREATE TABLE IF NOT EXISTS orders (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS contents (digest TEXT PRIMARY KEY, content BLOB NOT NULL);
"""


@frozen(kw_only=True)
class File(JsonValue):
    """An uploaded file; its bytes lie under its digest.

    Attributes:
        id: Its name in URLs.
        name: The caller's name for it.
        media_type: What the caller says that it is.
        size: Its bytes.
        digest: SHA-256 of its bytes.
        metadata: The caller's, as JSON.
        created_at: Seconds since 1970.
        expires_at: Seconds since 1970.
    """

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    metadata: dict[str, Any] = field(factory=dict)
    created_at: float
    expires_at: float


class Records:
    """The emulator's memory. With a path it survives the process."""

    def __init__(self, path: Path | None = None) -> None:
        self._guard = threading.RLock()
        self._sql = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._sql.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_TABLES}")
        self._orders = {order.id: order for order in map(Order.from_json, self._bodies("orders"))}
        self._files = {file.id: file for file in map(File.from_json, self._bodies("files"))}

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            self._sql.close()

    def orders(self) -> list[Order]:
        """Return all predictions in the order in which they were made."""
        with self._guard:
            return list(self._orders.values())

    def order(self, order_id: str) -> Order | None:
        """Return a prediction, or None."""
        return self._orders.get(order_id)

    def keep_order(self, order: Order) -> None:
        """Remember a new prediction."""
        with self._guard:
            self._orders[order.id] = order
            self._write("orders", order.id, order.to_json())

    def change_order(self, order_id: str, change: Callable[[Order], Order]) -> Order:
        """Change a prediction and return it; changes from several threads follow each other. Raises `KeyError`."""
        with self._guard:
            before = self._orders[order_id]
            after = change(before)
            if after != before:
                self.keep_order(after)
            return after

    def files(self) -> list[File]:
        """Return all files in the order in which they came."""
        with self._guard:
            return list(self._files.values())

    def file(self, file_id: str) -> File | None:
        """Return a file, or None."""
        return self._files.get(file_id)

    def keep_file(self, file: File) -> None:
        """Remember a file."""
        with self._guard:
            self._files[file.id] = file
            self._write("files", file.id, file.to_json())

    def drop_file(self, file_id: str) -> None:
        """Forget a file."""
        with self._guard:
            self._files.pop(file_id, None)
            self._sql.execute("DELETE FROM files WHERE id = ?", (file_id,))

    def keep_content(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        with self._guard:
            self._sql.execute("INSERT OR IGNORE INTO contents VALUES (?, ?)", (digest, content))
        return digest

    def content(self, digest: str) -> bytes:
        """Return kept bytes. Raises `KeyError`."""
        with self._guard:
            row = self._sql.execute("SELECT content FROM contents WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise KeyError(digest)
        return bytes(row[0])

    def _bodies(self, table: str) -> list[str]:
        return [row[0] for row in self._sql.execute(f"SELECT body FROM {table} ORDER BY number")]  # noqa: S608  our own names

    def _write(self, table: str, name: str, body: str) -> None:
        statement = f"INSERT INTO {table} (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"  # noqa: S608
        self._sql.execute(statement, (name, body))
