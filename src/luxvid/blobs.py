"""A `Blob` names bytes by what they are (SHA-256) and knows where they lie."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, Protocol

import anyio.to_thread
from attrs import evolve, field, frozen

from luxvid.errors import InvalidInput, MissingBlob

_CHUNK = 1 << 20


class BlobStore(Protocol):
    """Content-addressed bytes."""

    async def put(self, data: bytes | Path, *, media_type: str = "application/octet-stream") -> Blob:
        """Keep bytes, or a file's content, and return the blob that lies here. Keeping the same twice keeps it once."""

    async def put_from(self, blob: Blob) -> Blob:
        """Keep what lies elsewhere, and return the blob that lies here."""

    async def get(self, digest: str) -> bytes:
        """Return the bytes. Raises `MissingBlob`."""

    async def open(self, digest: str) -> BinaryIO:
        """Return a seekable binary file; the caller closes it. Raises `MissingBlob`."""

    async def has(self, digest: str) -> bool:
        """Tell whether the bytes are here."""

    async def delete(self, digest: str) -> None:
        """Forget the bytes; no error where they are not here."""

    def list(self) -> AsyncIterator[str]:
        """Yield the digests of all that is here."""


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _is_digest(_blob: object, _attribute: object, value: str) -> None:
    if len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise InvalidInput(f"digest must be 64 lower-case hexadecimal digits, not {value!r}")


@frozen(kw_only=True)
class Blob:
    """Bytes with an identity: digest, size in bytes, media type, and (outside equality and JSON) where they lie.

    `place` is a path that is read in place, a blob store, or None where only the identity is known, as after reading JSON.

    Example:
        >>> import asyncio, luxvid
        >>> blob = asyncio.run(luxvid.Storage.memory().blobs.put(b"a picture", media_type="image/jpeg"))
        >>> asyncio.run(blob.read())
        b'a picture'
    """

    digest: str = field(validator=_is_digest)
    size: int
    media_type: str = "application/octet-stream"
    place: Path | BlobStore | None = field(default=None, eq=False, repr=False, metadata={"json": False})

    @classmethod
    def of_file(cls, path: Path, *, media_type: str = "application/octet-stream") -> Blob:
        """Identify a file by reading it once; it stays where it is. Blocks: call it in a thread from async code."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        return cls(digest=digest, size=size, media_type=media_type, place=path)

    def at(self, place: Path | BlobStore | None) -> Blob:
        """Return the same blob, lying at `place`."""
        return evolve(self, place=place)

    async def open(self) -> BinaryIO:
        """Return a seekable binary file over the bytes, checked against the digest; the caller closes it.

        Raises:
            MissingBlob: The bytes are gone, were changed, or their place is not known.
        """
        if self.place is None:
            raise MissingBlob(f"the place of blob {self.digest[:12]} is not known: attach it to a store or a file first")
        if isinstance(self.place, Path):
            return await anyio.to_thread.run_sync(_open_checked, self.place, self.digest)
        return await self.place.open(self.digest)

    async def read(self) -> bytes:
        """Return all bytes. Raises as `open` does."""
        file = await self.open()
        with file:
            return await anyio.to_thread.run_sync(file.read)

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield the bytes in chunks of at most 1 MiB. Raises as `open` does."""
        file = await self.open()
        with file:
            while chunk := await anyio.to_thread.run_sync(file.read, _CHUNK):
                yield chunk

    async def save(self, path: str | Path) -> Path:
        """Write the bytes to `path`, beside it first and then renamed, and return the path."""
        from luxvid.storage.files import written_beside  # a door: writing files is the storage room's work

        file = await self.open()
        with file, written_beside(Path(path)) as beside:
            await anyio.to_thread.run_sync(_copy, file, beside)
        return Path(path)


def _open_checked(path: Path, digest: str) -> BinaryIO:
    try:
        file = path.open("rb")
    except OSError as error:
        raise MissingBlob(f"{str(path)!r} cannot be read any more: {error.strerror}") from error
    found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        file.close()
        raise MissingBlob(f"{str(path)!r} was changed since it was loaded: load the photos again")
    file.seek(0)
    return file


def _copy(file: BinaryIO, path: Path) -> None:
    with path.open("wb") as out:
        while chunk := file.read(_CHUNK):
            out.write(chunk)
