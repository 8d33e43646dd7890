"""Keeps prepared photos while the pieces that share them are made."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

from attrs import field, frozen

from luxvid.render.camera import Path
from luxvid.render.prepared import Prepared

Seen = tuple[Path, Prepared]


@frozen
class KeptPhotos:
    """Prepared photos by key: bounded in bytes, safe for threads, each made once."""

    most_bytes: int = 48 << 20
    _kept: OrderedDict[Hashable, Future[Seen]] = field(factory=OrderedDict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    def get(self, key: Hashable, make: Callable[[], Seen]) -> Seen:
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
            done = {key: f.result()[1].bytes for key, f in self._kept.items() if f.done() and f.exception() is None}
            size = sum(done.values())
            for key in list(done)[:-1]:
                if size <= self.most_bytes:
                    return
                size -= done[key]
                del self._kept[key]
