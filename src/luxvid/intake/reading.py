"""Read one photo: identify it, decode it once at reduced size, measure it and make its preview."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import stat
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from anyio.to_thread import run_sync
from attrs import define, frozen

from luxvid.errors import InvalidInput, MissingExtra, PhotoRefused
from luxvid.intake.preview import preview_of
from luxvid.intake.sources import Source
from luxvid.intake.words import Said
from luxvid.looks import Look
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.stills import Limits, StillInfo, open_still, probe_still
from luxvid.photos import Photo
from luxvid.protocols import Made
from luxvid.storage import key_of
from luxvid.vision.looks import look_at, seen_with

INTAKE = 3
"""Version of what is measured of a photo; another one measures all photos anew."""

_log = logging.getLogger("luxvid.intake")

_LEAST_PX = 1000
_LEAST_SHORT_PX = 16
_NONBLOCKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@frozen(kw_only=True)
class Read:
    """A photo that was read; `reused` where its measurements had been kept."""

    photo: Photo
    data: bytes | None
    reused: bool


@frozen(kw_only=True)
class _Measured:
    """What costs a decoded picture."""

    look: Look
    preview: bytes

    def to_record(self) -> dict[str, Any]:
        return {"look": self.look.to_dict(), "preview": b64encode(self.preview).decode()}

    @classmethod
    def from_record(cls, record: dict[str, Any] | None) -> Self | None:
        """Return what was kept, or None where that cannot be read any more."""
        try:
            if record is not None:
                return cls(look=Look.from_dict(record["look"]), preview=b64decode(record["preview"], validate=True))
        except (InvalidInput, KeyError, TypeError, ValueError):
            _log.warning("measurements_unreadable")
        return None


@define
class _Opened:
    """A photo's open file and what its header says."""

    file: BinaryIO
    info: StillInfo
    digest: str
    size: int
    seeing: int

    def photo(self, source: Source, said: Said, measured: _Measured) -> Photo:
        said = said.over(Said(tags=self.info.tags, caption=self.info.caption))
        return Photo(
            file=source.name,
            digest=self.digest,
            size=self.size,
            media_type=self.info.media_type,
            width_px=self.info.width_px,
            height_px=self.info.height_px,
            tags=said.tags or (),
            caption=said.caption or "",
            taken_at=self.info.taken_at,
            source_type=self.info.source_type,
            preview=measured.preview,
            look=measured.look,
            place=source.content if isinstance(source.content, Path) else None,
        )


async def read_photo(source: Source, *, said: Said, limits: Limits, made: Made | None) -> Read:
    """Return a photo; what was measured of the same bytes before is found in `made`.

    Raises:
        PhotoRefused: It cannot be used.
    """
    opened = await run_sync(_open, source, limits)
    with opened.file:
        key = key_of({"step": "intake", "version": INTAKE, "seeing": opened.seeing, "digest": opened.digest})
        measured = _Measured.from_record(await made.get(key)) if made else None
        reused = measured is not None
        if measured is None:
            measured = await run_sync(_measure, source.name, opened.file, limits)
            if made:
                await made.put(key, measured.to_record())
        data = None if isinstance(source.content, Path) else cast("io.BytesIO", opened.file).getvalue()
    return Read(photo=opened.photo(source, said, measured), data=data, reused=reused)


def _open(source: Source, limits: Limits) -> _Opened:
    file = _open_file(source, limits)
    try:
        size = file.seek(0, os.SEEK_END)
        info = _named(source.name, probe_still, file, limits=limits)
        stop_if_cancelled()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary file will do
        return _Opened(file, info, digest, size, seen_with())
    except BaseException:
        file.close()
        raise


def _measure(name: str, file: BinaryIO, limits: Limits) -> _Measured:
    stop_if_cancelled()
    picture = _named(name, open_still, file, least_px=_LEAST_PX, limits=limits)
    if min(picture.size) < _LEAST_SHORT_PX:
        raise PhotoRefused(name, f"it is too small to show: {picture.width} × {picture.height} px")
    stop_if_cancelled()
    return _Measured(look=look_at(picture), preview=preview_of(picture))


def _named(name: str, read: Any, file: BinaryIO, **settings: Any) -> Any:
    """Call a reader of stills; its refusal names the photo as the caller knows it."""
    try:
        return read(file, **settings)
    except PhotoRefused as refused:
        raise PhotoRefused(name, refused.reason) from refused.__cause__
    except MissingExtra as missing:
        raise PhotoRefused(name, str(missing)) from missing


def _open_file(source: Source, limits: Limits) -> BinaryIO:
    if isinstance(source.content, bytes):
        return io.BytesIO(source.content)
    try:
        if isinstance(source.content, Path):
            return _open_path(source.content)
        data = source.content.read(limits.max_bytes + 1)
    except OSError as error:
        raise PhotoRefused(source.name, f"it cannot be read ({error.strerror or error})") from error
    except Exception as error:  # whatever a caller's file object raises
        raise PhotoRefused(source.name, f"it cannot be read ({error})") from error
    if not isinstance(data, bytes):
        raise PhotoRefused(source.name, "it gives text, not bytes; open it with mode 'rb'")
    return io.BytesIO(data)


def _open_path(path: Path) -> BinaryIO:
    """Open an ordinary file. A pipe or a device would wait for ever: it is told apart after opening, so that none slips in."""
    fd = os.open(path, os.O_RDONLY | _NONBLOCKING)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError("no ordinary file")
    return os.fdopen(fd, "rb")
