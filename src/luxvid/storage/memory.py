"""`MemoryBlobs` and `MemoryMade`: a storage that lives as long as it is referred to."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, BinaryIO

from anyio.to_thread import run_sync

from luxvid.blobs import Blob, sha256_of
from luxvid.errors import MissingBlob


class MemoryBlobs:
    """Bytes in memory, by digest.

    Example:
        >>> import asyncio
        >>> blobs = MemoryBlobs()
        >>> asyncio.run(blobs.put(b"a picture")).size
        9
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._bytes: dict[str, bytes] = {}

    async def put(self, data: bytes | Path, *, media_type: str = "application/octet-stream") -> Blob:
        """Keep bytes, or a file's content, and return the blob that lies here. Raises `MissingBlob` for an unreadable file."""
        if isinstance(data, Path):
            data = await run_sync(_read, data)
        digest = await run_sync(sha256_of, data)
        self._bytes[digest] = bytes(data)
        return Blob(digest=digest, size=len(data), media_type=media_type, place=self)

    async def put_from(self, blob: Blob) -> Blob:
        """Keep what lies elsewhere, and return the blob that lies here. Raises `MissingBlob`."""
        if blob.digest in self._bytes:
            return blob.at(self)
        self._bytes[blob.digest] = await blob.read()
        return blob.at(self)

    async def get(self, digest: str) -> bytes:
        """Return the bytes. Raises `MissingBlob`."""
        try:
            return self._bytes[digest]
        except KeyError:
            raise MissingBlob(f"blob {digest[:12]} is not in this memory store") from None

    async def open(self, digest: str) -> BinaryIO:
        """Return a seekable binary file; the caller closes it. Raises `MissingBlob`."""
        return io.BytesIO(await self.get(digest))

    async def has(self, digest: str) -> bool:
        """Tell whether the bytes are here."""
        return digest in self._bytes

    async def delete(self, digest: str) -> None:
        """Forget the bytes; no error where they are not here."""
        self._bytes.pop(digest, None)

    async def list(self) -> AsyncIterator[str]:
        """Yield the digests of all that is here, in order."""
        for digest in sorted(self._bytes):
            yield digest

    def __repr__(self) -> str:
        return f"MemoryBlobs({len(self._bytes)} blobs)"


class MemoryMade:
    """Records in memory, by key.

    Example:
        >>> import asyncio
        >>> asyncio.run(MemoryMade().get("0" * 64)) is None
        True
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._records: dict[str, str] = {}

    async def get(self, key: str) -> dict[str, Any] | None:
        """Return the record, or None."""
        text = self._records.get(key)
        return None if text is None else dict(json.loads(text))

    async def put(self, key: str, record: dict[str, Any]) -> None:
        """Keep a record; a record that is there is replaced."""
        self._records[key] = json.dumps(record, ensure_ascii=False)

    def __repr__(self) -> str:
        return f"MemoryMade({len(self._records)} records)"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingBlob(f"{str(path)!r} cannot be read: {error.strerror}") from error
