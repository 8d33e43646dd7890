"""Locks of the operating system on open files: they die with the process that holds them."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_UNSUPPORTED = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
WINDOWS = sys.platform == "win32"

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        os.lseek(fd, 1 << 62, os.SEEK_SET)  # Windows forbids others to write what is locked, so lock what nobody writes
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _lock_byte(fd: int, byte: int) -> None:
        os.lseek(fd, byte, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def unlock_byte(fd: int, byte: int) -> None:
        """Let a byte of an open file go."""
        os.lseek(fd, byte, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _lock_byte(fd: int, byte: int) -> None:
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)

    def unlock_byte(fd: int, byte: int) -> None:
        """Let a byte of an open file go."""
        fcntl.lockf(fd, fcntl.LOCK_UN, 1, byte)


def try_lock(fd: int) -> bool:
    """Lock an open file until it is closed, and tell whether it succeeded.

    Two openings of one file exclude each other within a process too. Where the file system knows no locks, the answer
    is True: writers then rely on their random names alone.
    """
    try:
        _lock(fd)
    except OSError as error:
        return error.errno in _UNSUPPORTED
    return True


def try_lock_byte(fd: int, byte: int) -> bool:
    """Lock one byte of an open file among processes, until it is unlocked, the file closed or the process gone.

    Within a process such locks do not exclude each other, and closing any opening of the file lets all of them go.
    Raises OSError where the file system knows no locks.
    """
    try:
        _lock_byte(fd, byte)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


def try_claim(path: Path) -> Callable[[], None] | None:
    """Claim `path` as a lock file, and return what gives it back and removes it; None while another holds it."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    if not try_lock(fd) or not is_same_file(fd, path):
        os.close(fd)
        return None

    def give_back() -> None:
        remove_and_close(fd, path)

    return give_back


def remove_if_unheld(path: Path) -> None:
    """Remove a file that nobody holds a lock on; do nothing where somebody does or the file system refuses."""
    with contextlib.suppress(OSError):
        fd = os.open(path, os.O_RDWR)
        if try_lock(fd) and is_same_file(fd, path):
            remove_and_close(fd, path)
        else:
            os.close(fd)


def remove_and_close(fd: int, path: Path) -> None:
    """Remove a file whose lock we hold, then let the lock go. Never fails: what stays is removed by the next opening."""
    if WINDOWS:  # an open file cannot be removed there
        os.close(fd)
    with contextlib.suppress(OSError):
        path.unlink()
    if not WINDOWS:
        os.close(fd)


def is_same_file(fd: int, path: Path) -> bool:
    """Tell whether `path` still names the open file: its last holder may have removed it before we got the lock."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except OSError:
        return False
