"""`FileMade`: what was made from which inputs, as small JSON files in a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from attrs import field, frozen

from luxvid.errors import InvalidInput, StorageFailed
from luxvid.storage.files import Part, failing_clearly, sweep
from luxvid.storage.locks import try_claim

_KEY = re.compile(r"[0-9a-f]{64}")


@frozen
class FileMade:
    """Records in files named by their key: `root/made/ab/abcd….json`. Safe for several processes; can be pickled.

    Example:
        >>> import asyncio, tempfile
        >>> from pathlib import Path
        >>> made = FileMade(Path(tempfile.mkdtemp()))
        >>> asyncio.run(made.put("0" * 64, {"digest": "..."}))
        >>> asyncio.run(made.get("0" * 64))
        {'digest': '...'}
    """

    root: Path = field(converter=Path)

    def __attrs_post_init__(self) -> None:
        """Remove what killed writers left."""
        sweep(self.root / "parts")

    async def get(self, key: str) -> dict[str, Any] | None:
        """Return the record, or None; a damaged one counts as none. Raises `StorageFailed`."""
        return await run_sync(self._read, key)

    async def put(self, key: str, record: dict[str, Any]) -> None:
        """Write a record at once and whole; a record that is there is replaced. Raises `StorageFailed`."""
        text = json.dumps(record, ensure_ascii=False)
        await run_sync(self._write, key, text)

    def try_claim(self, key: str) -> Callable[[], None] | None:
        """Claim the making of `key` among all processes, and return what gives it back; None while another has it.

        The claim dies with the process.
        """
        self._path(key)
        lock = self.root / "parts" / f".{key}.lock"
        with failing_clearly(self.root):
            lock.parent.mkdir(parents=True, exist_ok=True)
            return try_claim(lock)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise InvalidInput(f"a key must be 64 lower-case hexadecimal digits, not {key!r}")
        return self.root / "made" / key[:2] / f"{key}.json"

    def _read(self, key: str) -> dict[str, Any] | None:
        path = self._path(key)
        try:
            record = json.loads(path.read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise StorageFailed(f"{str(path)!r} cannot be read: {error.strerror}") from error
        return record if isinstance(record, dict) else None

    def _write(self, key: str, text: str) -> None:
        target, parts = self._path(key), self.root / "parts"
        with failing_clearly(self.root):
            parts.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            with Part.held(parts) as part:
                part.path.write_text(text, encoding="utf-8")
                part.rename(target)
