"""Files that appear whole or not at all: written beside their place, then renamed.

A file in the making is called `.{name}.{16 hex digits}.part` and is held by a lock of the operating system. A writer that
was killed leaves such a file without a lock; the next writer to the same place removes it, and never one that is held.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from luxvid.errors import InvalidInput, LuxvidError, StorageFailed
from luxvid.storage.locks import WINDOWS, is_same_file, remove_and_close, remove_if_unheld, try_claim, try_lock

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REASONS = {
    errno.ENOSPC: "the disk is full: free some space and run again, what was finished is kept",
    errno.EDQUOT: "your share of the disk is used up: free some space and run again, what was finished is kept",
    errno.EROFS: "the disk is read-only: choose a folder that can be written",
    errno.EACCES: "there is no right to write there: choose another folder or change its rights",
    errno.EPERM: "there is no right to write there: choose another folder or change its rights",
    errno.EFBIG: "the file would be larger than is allowed there",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
}
_WINDOWS_CLOSED_S = 60.0
"""On Windows a file has to be closed before it is renamed, so a young one without a lock may still be alive."""


@contextmanager
def written_beside(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of `path`; on success it is flushed to the disk and renamed onto `path`.

    On any error, cancellation included, the temporary file is removed and what lay at `path` stays as it was. Its name
    does not end like `path`: give the format to whatever writes it. Blocks while flushing.

    Raises:
        InvalidInput: The folder does not exist, or `path` is something else than a file.
        StorageFailed: The disk is full, read-only, or may not be written.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> folder = tempfile.mkdtemp()
        >>> with written_beside(Path(folder, "film.txt")) as beside:
        ...     _ = beside.write_text("whole")
        >>> [file.name for file in Path(folder).iterdir()]
        ['film.txt']
    """
    target = checked_target(Path(path))
    stem = _stem(target.name)
    sweep(target.parent, stem=stem)
    with failing_clearly(target), Part.held(target.parent, stem=stem) as part:
        yield part.path
        part.rename(target)


@contextmanager
def scratch_beside(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of `path`, for a step on the way to it; the file is removed at the end.

    Raises as `written_beside` does.
    """
    target = checked_target(Path(path))
    with failing_clearly(target), Part.held(target.parent, stem=_stem(target.name)) as part:
        yield part.path


@contextmanager
def folder_beside(path: str | Path) -> Iterator[Path]:
    """Yield an empty temporary folder in the folder of `path`, for what goes into it; it is removed at the end with its files.

    Folders that killed processes left for the same `path` are removed first. A folder is there only while a lock is held on the
    file beside it. Raises as `written_beside` does.
    """
    target = checked_target(Path(path))
    stem = _stem(target.name)
    _sweep_folders(target.parent, stem)
    with failing_clearly(target):
        made = target.parent / f".{stem}.{secrets.token_hex(8)}.parts"
        give_back = try_claim(made.with_suffix(".lock"))
        try:
            made.mkdir()
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)
            if give_back:
                give_back()


def _sweep_folders(folder: Path, stem: str) -> None:
    with suppress(OSError):
        for entry in os.scandir(folder):
            if re.fullmatch(rf"\.{re.escape(stem)}\.[0-9a-f]{{16}}\.(?:parts|lock)", entry.name):
                left = Path(entry.path).with_suffix(".parts")
                if give_back := try_claim(left.with_suffix(".lock")):
                    shutil.rmtree(left, ignore_errors=True)
                    give_back()


class Part:
    """A file in the making, held by this process."""

    def __init__(self, path: Path, fd: int) -> None:
        """Take over an open, locked file; use `Part.held`."""
        self.path = path
        self._fd: int | None = fd

    @classmethod
    @contextmanager
    def held(cls, folder: Path, *, stem: str = "") -> Iterator[Part]:
        """Create a part in `folder`; it is removed at the end unless it was renamed."""
        part = cls(*_create(folder, stem))
        try:
            yield part
        finally:
            part.discard()

    def rename(self, target: Path) -> None:
        """Flush the content to the disk and give it its final name, replacing what lies there."""
        if self._fd is None:
            raise StorageFailed(f"{str(self.path)!r} was renamed before")
        os.fsync(self._fd)
        if WINDOWS:  # an open file cannot be renamed there
            os.close(self._fd)
            self._fd = None
        self.path.replace(target)
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def discard(self) -> None:
        """Remove the part unless it was renamed."""
        if self._fd is not None:
            remove_and_close(self._fd, self.path)
            self._fd = None
        elif WINDOWS:
            self.path.unlink(missing_ok=True)


def sweep(folder: Path, *, stem: str | None = None) -> None:
    """Remove the parts and lock files in `folder` that no living process holds; with `stem` only the parts of one target."""
    pattern = r"\..*\.(?:part|lock)" if stem is None else rf"\.{re.escape(stem)}\.[0-9a-f]{{16}}\.part"
    with suppress(OSError):
        for entry in os.scandir(folder):
            if re.fullmatch(pattern, entry.name) and not _may_be_renamed_now(entry):
                remove_if_unheld(Path(entry.path))


@contextmanager
def failing_clearly(target: Path) -> Iterator[None]:
    """Turn errors of the system in writing `target` into `StorageFailed`; others pass unchanged."""
    try:
        yield
    except LuxvidError:
        raise
    except OSError as error:
        if not _is_about(error, target):
            raise
        raise StorageFailed(f"{str(target)!r} cannot be written: {reason_of(error)}") from error


def reason_of(error: OSError) -> str:
    """Return why a file cannot be written, and what helps, in words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def _is_about(error: OSError, target: Path) -> bool:
    """Other errors may be about a file that is only read while writing, or about no file at all."""
    if error.errno in _FULL:
        return True
    named = [Path(os.fsdecode(name)) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    return any(path in (target, target.parent) or target.parent in path.parents for path in named) or (
        not named and error.errno in _REASONS
    )


def checked_target(path: Path) -> Path:
    """Return where a file will really lie, for whoever works long before writing it.

    Raises:
        InvalidInput: The folder does not exist, or `path` is something else than a file.
    """
    target = Path(os.path.realpath(path))  # a link keeps pointing at its file, and the part lies on the file's own disk
    if not target.parent.is_dir():
        raise InvalidInput(f"the folder {str(path.parent)!r} does not exist: create it or choose another")
    if target.is_dir():
        raise InvalidInput(f"{str(path)!r} is a folder: give the name of a file in it")
    if target.exists() and not target.is_file():
        raise InvalidInput(f"{str(path)!r} is not a file: choose another name")
    return target


def _stem(name: str) -> str:
    """Long names are shortened: the part's must not be longer than a file system takes."""
    return name if len(os.fsencode(name)) <= 200 else hashlib.sha256(os.fsencode(name)).hexdigest()


def _create(folder: Path, stem: str) -> tuple[Path, int]:
    while True:
        path = folder / f".{stem}.{secrets.token_hex(8)}.part"
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o666)
        if try_lock(fd) and is_same_file(fd, path):
            return path, fd
        os.close(fd)  # a sweeping process saw it before it was locked


def _may_be_renamed_now(entry: os.DirEntry[str]) -> bool:
    return WINDOWS and time.time() - entry.stat().st_mtime < _WINDOWS_CLOSED_S
