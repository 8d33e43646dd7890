"""Waiting for a claim that others may hold, and claims on bytes of one file: they die with the process that holds them."""

from __future__ import annotations

import asyncio
import os
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio

from luxvid.errors import InvalidInput
from luxvid.storage.locks import is_same_file, try_lock_byte, unlock_byte
from luxvid.tasks import is_blocked_by, running_loop

GiveBack = Callable[[], None]


@asynccontextmanager
async def waiting_for(name: Hashable, try_claim: Callable[[], GiveBack | None], *, most_s: float = 0.1) -> AsyncIterator[None]:
    """Hold the claim that has this name. Waiting is polling: a lock of a thread or an event loop would bind a storage to it.

    Raises `InvalidInput` where its holder is in an event loop that stands still until we are done.
    """
    here, delay_s = running_loop(), 0.005
    while (give_back := try_claim()) is None:
        holder = _holders.get(name)
        if holder and here and is_blocked_by(holder, here):
            raise InvalidInput(
                "luxvid.wait() waits for work that is under way in the event loop that it blocks, so neither could go on: "
                "await it there instead"
            )
        await anyio.sleep(delay_s)
        delay_s = min(delay_s * 1.5, most_s)
    if here:
        _holders[name] = here
    try:
        yield
    finally:
        _holders.pop(name, None)
        give_back()


_holders: dict[Hashable, asyncio.AbstractEventLoop] = {}
"""In which event loop of this process a claim is held."""


class Claims:
    """Who holds which key: within the process by a set, among processes by one locked byte of one file for each key.

    One open file serves any number of keys; a lock file for each would run out of open files at a thousand calls at once.
    Two `Claims` of one file in one process would not see each other: there has to be one.
    """

    def __init__(self, path: Path | None) -> None:
        """Claim in the file at `path`, which is created when something is first claimed; None for this process alone."""
        self._path = path
        self._fd: int | None = None
        self._held: set[str] = set()
        self._guard = threading.Lock()
        _all.add(self)

    def try_claim(self, key: str) -> GiveBack | None:
        """Claim a key (hexadecimal, 16 digits or more) and return what gives it back; None while somebody holds it."""
        with self._guard:
            if key in self._held:
                return None
            if self._path is not None and not try_lock_byte(self._opened(self._path), _byte(key)):
                return None
            self._held.add(key)
        return lambda: self._give_back(key)

    def forget_others(self) -> None:
        """Begin anew in a forked child: what its parent holds is not the child's."""
        self._held, self._guard = set(), threading.Lock()

    def _give_back(self, key: str) -> None:
        with self._guard:
            if key not in self._held:
                return
            self._held.discard(key)
            if self._fd is not None:
                with suppress(OSError):  # what cannot be unlocked now dies with the process
                    unlock_byte(self._fd, _byte(key))

    def _opened(self, path: Path) -> int:
        if self._fd is not None and not is_same_file(self._fd, path):  # somebody removed the folder meanwhile
            os.close(self._fd)
            self._fd = None
        if self._fd is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        return self._fd

    def __del__(self) -> None:
        if self._fd is not None:
            os.close(self._fd)


def _byte(key: str) -> int:
    """Two keys of one byte would only wait for each other."""
    return int(key[:15], 16)


_all: weakref.WeakSet[Claims] = weakref.WeakSet()


def _forget_others() -> None:
    for claims in _all:
        claims.forget_others()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_others)
