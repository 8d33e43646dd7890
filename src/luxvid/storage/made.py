"""`made_once`: what was made from the same inputs before is found again; what is being made is waited for."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Awaitable, Callable, Hashable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from luxvid.blobs import Blob
from luxvid.errors import InvalidInput, MissingBlob
from luxvid.protocols import Made, Storage
from luxvid.storage.claims import waiting_for

_log = logging.getLogger("luxvid.storage")

Content = bytes | Path
"""What is made: bytes, or a file that stays its maker's own to remove."""


async def made_once(
    storage: Storage,
    description: Mapping[str, Any],
    make: Callable[[], Awaitable[Content | tuple[Content, dict[str, Any]]]],
    *,
    media_type: str,
) -> tuple[Blob, bool]:
    """Return what was made from the same inputs before, else make it and remember it; and whether it was there.

    Callers of one description wait for whoever is making it, in this process and, over a storage of files, in others; a
    maker that fails, is cancelled or killed lets the next one try. What is missing or damaged in the store is made anew.

    Args:
        storage: Where bytes and records lie.
        description: All that decides the bytes, as JSON types.
        make: Returns the bytes or a file, alone or with a dict of JSON types that is remembered beside them (`extra_of`).
        media_type: Of the bytes.

    Raises:
        InvalidInput: The description is no JSON, or it is being made in an event loop that `luxvid.wait` blocks.
        StorageFailed: The store cannot be read or written.

    Example:
        >>> import asyncio
        >>> from luxvid.storage import Storage
        >>> async def make():
        ...     return b"frames"
        >>> storage = Storage.memory()
        >>> [asyncio.run(made_once(storage, {"shot": 1}, make, media_type="video/mp4"))[1] for _ in range(2)]
        [False, True]
    """
    key = key_of(description)
    if found := await _find(storage, key):
        return found, True
    store = storage.made if isinstance(storage.made, Hashable) else id(storage.made)
    async with waiting_for((store, key), partial(_try_claim, storage.made, key)):
        if found := await _find(storage, key):
            return found, True
        made = await make()
        content, extra = made if isinstance(made, tuple) else (made, {})
        blob = await storage.blobs.put(content, media_type=media_type)
        record = {"digest": blob.digest, "size": blob.size, "media_type": media_type, "extra": extra}
        await storage.made.put(key, record)
        return blob, False


async def extra_of(storage: Storage, description: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `make` had remembered beside the bytes; empty where there is nothing."""
    record = await storage.made.get(key_of(description))
    return dict(record.get("extra") or {}) if record else {}


def key_of(description: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a description in canonical JSON. Raises `InvalidInput` for what is no JSON.

    Example:
        >>> key_of({"a": 1, "b": [2.5]}) == key_of({"b": (2.5,), "a": 1})
        True
    """
    try:
        text = json.dumps(description, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"a description must be made of JSON types: {error}") from error
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


async def _find(storage: Storage, key: str) -> Blob | None:
    record = await storage.made.get(key)
    if record is None:
        return None
    try:
        blob = Blob(digest=record["digest"], size=record["size"], media_type=record["media_type"], place=storage.blobs)
        (await blob.open()).close()
    except (KeyError, TypeError, InvalidInput, MissingBlob):
        _log.warning("made_again", extra={"key": key})
        return None
    return blob


@runtime_checkable
class _ClaimsAmongProcesses(Protocol):
    def try_claim(self, key: str) -> Callable[[], None] | None: ...


def _try_claim(made: Made, key: str) -> Callable[[], None] | None:
    if isinstance(made, _ClaimsAmongProcesses):
        return made.try_claim(key)
    return _claim_in_process(id(made), key)


_claims: set[tuple[int, str]] = set()
_claims_guard = threading.Lock()


def _claim_in_process(store: int, key: str) -> Callable[[], None] | None:
    claim = (store, key)
    with _claims_guard:
        if claim in _claims:
            return None
        _claims.add(claim)
    return lambda: _claims.discard(claim)
