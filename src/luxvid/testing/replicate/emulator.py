"""`ReplicateEmulator`: the service on this machine, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from anyio import CancelScope, to_thread
from attrs import define, evolve, field

from luxvid.errors import MissingExtra
from luxvid.testing.replicate.bill import Bill
from luxvid.testing.replicate.models import Input
from luxvid.testing.replicate.records import Records
from luxvid.testing.replicate.service import Service

if TYPE_CHECKING:
    from luxvid.providers import ReplicateProvider

_WORKERS = 2


@define(kw_only=True, eq=False, slots=False)
class ReplicateEmulator(Service):
    """A Replicate that runs on loopback, answers as the service does, and writes a bill instead of taking money.

    It makes real small clips from the pictures that it is sent, and real music. What it does is read from Replicate's
    documentation and from public reports; it has not been compared with the live service. It runs in a thread of its own
    with an event loop of its own: sync and async callers and other processes reach it by `base_url`. Use it as a context
    manager, sync or async.

    Attributes:
        port: The port; 0 takes one that is free.
        file: Where bill, predictions and files are kept, to survive the process; in memory by default.

    The other settings are those of `luxvid.testing.replicate.service.Service`; all may be changed while it runs.

    Raises:
        MissingExtra: `luxvid[testing]` is not installed.

    Example:
        >>> import httpx
        >>> from luxvid.testing.replicate import ReplicateEmulator
        >>> with ReplicateEmulator() as emulator:
        ...     client = httpx.Client(base_url=emulator.base_url, headers={"Authorization": f"Bearer {emulator.token}"})
        ...     order = {"input": {"prompt": "a slow dolly in", "duration": 4}}
        ...     made = client.post("/v1/models/google/veo-3.1-fast/predictions", json=order)
        ...     made.status_code, emulator.bill.total_usd
        ...     client.close()
        (201, Decimal('0.60'))
    """

    port: int = 0
    file: str | Path | None = None
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False, repr=False)
    _stop: asyncio.Event | None = field(default=None, init=False, repr=False)
    _is_up: threading.Event = field(factory=threading.Event, init=False, repr=False)
    _failure: BaseException | None = field(default=None, init=False, repr=False)
    _last_bill: Bill = field(factory=Bill, init=False, repr=False)

    @property
    def bill(self) -> Bill:
        """Every create so far, as things stand now; after the end, as they stood then."""
        return self._last_bill if self._thread is None else Bill.of(self.everything())

    def refuse(self, model: str, when: Callable[[Input], bool]) -> None:
        """Let a model fail with E006, free of charge, where `when` is true of its input with defaults filled in.

        Example:
            >>> from luxvid.testing.replicate import ReplicateEmulator, short_at_1080p_with_last_frame
            >>> ReplicateEmulator().refuse("google/veo-3.1-fast", short_at_1080p_with_last_frame)
        """
        before = self.models[model]
        self.models[model] = evolve(before, refuses=lambda given: before.refuses(given) or when(given))

    def provider(self) -> ReplicateProvider:
        """Return a provider that speaks to it, with waits that suit a test; while it runs.

        Example:
            >>> from luxvid.testing import ReplicateEmulator
            >>> with ReplicateEmulator() as emulator:
            ...     emulator.provider().name
            'replicate'
        """
        from luxvid.calls import Waiting
        from luxvid.providers import ReplicateProvider

        waiting = Waiting(
            answer_s=5, visible_s=0.1, poll_s=0.02, poll_most_s=0.1, look_again_s=0.1, pause_s=0.05, pause_most_s=0.2
        )
        return ReplicateProvider(token=self.token, base_url=self.base_url, waiting=waiting)

    def start(self) -> Self:
        """Begin to serve; returns when requests are taken. `with` does this."""
        if self._thread is not None:
            return self
        _need_server()
        self._is_up.clear()
        self._failure = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="luxvid-replicate-emulator", daemon=True)
        self._thread.start()
        self._is_up.wait()
        self._raise_failure()
        return self

    def stop(self) -> None:
        """Stop serving; what runs is left as it is. `with` does this."""
        if self._thread is None:
            return
        if self._loop is not None and self._stop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._thread = None

    def _raise_failure(self) -> None:
        if self._failure is not None:
            self.stop()
            raise self._failure

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return await to_thread.run_sync(self.start)

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with CancelScope(shield=True):
            await to_thread.run_sync(self.stop)

    async def _serve(self) -> None:
        """Serve until `stop`, in the emulator's own thread."""
        try:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            self.records = Records(Path(self.file) if self.file is not None else None)
        except BaseException as error:  # noqa: BLE001  `start` raises it in the caller's thread
            self._failure = error
            self._is_up.set()
            return
        self.workers = ThreadPoolExecutor(_WORKERS, "luxvid-replicate-maker")
        with closing(self.records):
            await self._listen(self._stop)
            self._last_bill = Bill.of(self.everything())
        self.workers.shutdown(wait=False, cancel_futures=True)  # nobody wants what is still being made

    async def _listen(self, stop: asyncio.Event) -> None:
        from aiohttp import web

        from luxvid.testing.replicate.predictions import Predictions
        from luxvid.testing.replicate.server import application

        predictions = Predictions(self)
        runner = web.AppRunner(application(self, predictions), access_log=None, shutdown_timeout=0.1)
        try:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self.port, backlog=2048).start()
            self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            for order in self.records.orders():
                if not order.ended and order.made_at is None:
                    predictions.begin(order)
            self._is_up.set()
            await stop.wait()
        except OSError as error:
            self._failure = error
        finally:
            await predictions.end()
            await runner.cleanup()
            self._is_up.set()


def _need_server() -> None:
    if find_spec("aiohttp") is None:
        raise MissingExtra("testing", "the Replicate emulator")
