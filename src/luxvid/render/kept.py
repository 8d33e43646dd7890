"""Keeps what was made of photos while the work that shares it goes on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

from attrs import field, frozen

V = TypeVar("V")


@frozen
class Kept(Generic[V]):
    """Values by key: bounded in bytes, the ones used last stay, safe for threads, each made once.

    Attributes:
        bytes_of: The memory that a value takes.
        most_bytes: What all may take together; the newest one stays in any case.
    """

    bytes_of: Callable[[V], int]
    most_bytes: int = 48 << 20
    _kept: OrderedDict[Hashable, Future[V]] = field(factory=OrderedDict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what is kept under `key`, made by this or another thread; where that failed, make it here."""
        with self._lock:
            future = self._kept.get(key)
            ours = future is None or (future.done() and future.exception() is not None)
            if future is None or ours:
                future = self._kept[key] = Future()
            self._kept.move_to_end(key)
        if not ours:  # another piece's failure or cancellation is not this one's: try again here
            return future.result() if future.exception() is None else self.get(key, make)
        try:
            future.set_result(make())
        except BaseException as error:
            future.set_exception(error)
            raise
        self._drop_oldest()
        return future.result()

    def _drop_oldest(self) -> None:
        with self._lock:
            done = {key: self.bytes_of(f.result()) for key, f in self._kept.items() if f.done() and f.exception() is None}
            size = sum(done.values())
            for key in list(done)[:-1]:
                if size <= self.most_bytes:
                    return
                size -= done[key]
                del self._kept[key]
