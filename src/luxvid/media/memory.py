"""Memory that was freed and is still held: given back to the system, where the C library keeps it."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h


def give_back() -> None:
    """Let glibc give all that was freed back to the system; does nothing elsewhere. Takes a few milliseconds."""
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        ctypes.CDLL(None).malloc_trim(0)


def give_large_blocks_back() -> None:
    """Let glibc give blocks of 4 MB and more back as soon as they are freed, in this process from now on."""
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 4 << 20)
        ctypes.CDLL(None).mallopt(_M_TRIM_THRESHOLD, 32 << 20)
