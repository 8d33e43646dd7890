"""`FileBlobs`: content-addressed bytes in a folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import BinaryIO

import anyio.from_thread
from anyio.to_thread import run_sync
from attrs import field, frozen

from luxvid.blobs import Blob
from luxvid.errors import InvalidInput, MissingBlob
from luxvid.storage.files import Part, failing_clearly, sweep

_CHUNK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


@frozen
class FileBlobs:
    """Bytes in files named by their SHA-256: `root/blobs/ab/abcd…`; what is being written lies in `root/parts`.

    `get` and `open` check the digest each time (a few ms for 5 MB), `has` only looks for the file. Keeping what is there
    already writes nothing; a file that was damaged is replaced. Safe for several processes; can be pickled.

    Example:
        >>> import asyncio, tempfile
        >>> from pathlib import Path
        >>> blobs = FileBlobs(Path(tempfile.mkdtemp()))
        >>> blob = asyncio.run(blobs.put(b"a picture"))
        >>> asyncio.run(blobs.get(blob.digest))
        b'a picture'
    """

    root: Path = field(converter=Path)

    def __attrs_post_init__(self) -> None:
        """Remove what killed writers left."""
        sweep(self.root / "parts")

    async def put(self, data: bytes | Path, *, media_type: str = "application/octet-stream") -> Blob:
        """Keep bytes, or a file's content, and return the blob that lies here.

        Raises:
            MissingBlob: `data` names a file that cannot be read.
            StorageFailed: The store cannot be written.
        """
        if isinstance(data, Path):
            return await run_sync(self._put_file, data, media_type)
        return await run_sync(self._put_bytes, data, media_type)

    async def put_from(self, blob: Blob) -> Blob:
        """Keep what lies elsewhere, and return the blob that lies here. Raises `MissingBlob`, `StorageFailed`."""
        if blob.place == self:
            return blob
        if await run_sync(self._is_intact, blob.digest):
            return blob.at(self)
        file = await blob.open()
        with file:
            kept = await run_sync(self._copy, file, blob.media_type)
        if kept.digest != blob.digest:
            raise MissingBlob(f"blob {blob.digest[:12]} was changed since it was identified")
        return kept

    async def get(self, digest: str) -> bytes:
        """Return the bytes, checked. Raises `MissingBlob`."""
        return await run_sync(self._read, digest)

    async def open(self, digest: str) -> BinaryIO:
        """Return a seekable binary file over checked bytes; the caller closes it. Raises `MissingBlob`."""
        return await run_sync(self._open, digest)

    async def has(self, digest: str) -> bool:
        """Tell whether the bytes are here."""
        return await run_sync(self._path(digest).is_file)

    async def delete(self, digest: str) -> None:
        """Forget the bytes; no error where they are not here. Raises `StorageFailed`."""
        path = self._path(digest)
        with failing_clearly(path):
            await run_sync(lambda: path.unlink(missing_ok=True))

    async def list(self) -> AsyncIterator[str]:
        """Yield the digests of all that is here, in order."""
        for folder in await run_sync(_names, self.root / "blobs"):
            for name in await run_sync(_names, self.root / "blobs" / folder):
                if _DIGEST.fullmatch(name):
                    yield name

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise InvalidInput(f"digest must be 64 lower-case hexadecimal digits, not {digest!r}")
        return self.root / "blobs" / digest[:2] / digest

    def _put_bytes(self, data: bytes, media_type: str) -> Blob:
        digest = hashlib.sha256(data).hexdigest()

        def write(path: Path) -> tuple[str, int]:
            path.write_bytes(data)
            return digest, len(data)

        if self._is_intact(digest):
            return Blob(digest=digest, size=len(data), media_type=media_type, place=self)
        return self._keep(write, media_type)

    def _put_file(self, path: Path, media_type: str) -> Blob:
        try:
            file = path.open("rb")
        except OSError as error:
            raise MissingBlob(f"{str(path)!r} cannot be read: {error.strerror}") from error
        with file:
            return self._copy(file, media_type)

    def _copy(self, file: BinaryIO, media_type: str) -> Blob:
        return self._keep(lambda path: _copy_hashing(file, path), media_type)

    def _keep(self, write: Callable[[Path], tuple[str, int]], media_type: str) -> Blob:
        parts = self.root / "parts"
        with failing_clearly(self.root):
            parts.mkdir(parents=True, exist_ok=True)
            with Part.held(parts) as part:
                digest, size = write(part.path)
                target = self._path(digest)
                target.parent.mkdir(parents=True, exist_ok=True)
                if not self._is_intact(digest):
                    part.rename(target)
        return Blob(digest=digest, size=size, media_type=media_type, place=self)

    def _is_intact(self, digest: str) -> bool:
        try:
            self._open(digest).close()
        except MissingBlob:
            return False
        return True

    def _read(self, digest: str) -> bytes:
        try:
            data = self._path(digest).read_bytes()
        except OSError as error:
            raise self._missing(digest, error) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise self._damaged(digest)
        return data

    def _open(self, digest: str) -> BinaryIO:
        try:
            file = self._path(digest).open("rb")
        except OSError as error:
            raise self._missing(digest, error) from error
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            file.close()
            raise self._damaged(digest)
        file.seek(0)
        return file

    def _missing(self, digest: str, error: OSError) -> MissingBlob:
        return MissingBlob(f"blob {digest[:12]} is not in the store {str(self.root)!r}: {error.strerror}")

    def _damaged(self, digest: str) -> MissingBlob:
        return MissingBlob(f"blob {digest[:12]} in the store {str(self.root)!r} is damaged: keep it again")


def _copy_hashing(file: BinaryIO, path: Path) -> tuple[str, int]:
    sha, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        while chunk := file.read(_CHUNK):
            anyio.from_thread.check_cancelled()
            sha.update(chunk)
            out.write(chunk)
            size += len(chunk)
    return sha.hexdigest(), size


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
