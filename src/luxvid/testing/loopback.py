"""`Loopback`: a web service on this machine, in a thread and an event loop of its own."""

from __future__ import annotations

import asyncio
import threading
from contextlib import AbstractAsyncContextManager, suppress
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Self

from anyio import CancelScope, to_thread
from attrs import define, field

from luxvid.errors import MissingExtra

if TYPE_CHECKING:
    from aiohttp import web

_BACKLOG = 2048  # a thousand clients may knock at once


@define(kw_only=True, eq=False, slots=False)
class Loopback:
    """What the emulators share: they serve while they are a context manager, sync or async; anybody reaches them by `base_url`.

    Attributes:
        port: The port; 0 takes one that is free.
        base_url: Where it serves, while it does.
    """

    called: ClassVar[str] = "service"
    path: ClassVar[str] = ""

    port: int = 0
    base_url: str = field(default="", init=False)
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False, repr=False)
    _stop: asyncio.Event | None = field(default=None, init=False, repr=False)
    _is_up: threading.Event = field(factory=threading.Event, init=False, repr=False)
    _failure: BaseException | None = field(default=None, init=False, repr=False)

    def _opened(self) -> AbstractAsyncContextManager[web.Application]:
        """Open what is served, in the thread that serves it."""
        raise NotImplementedError

    async def _served(self) -> None:
        """Do what is to be done once requests are taken; `base_url` is known."""

    @property
    def _is_running(self) -> bool:
        return self._thread is not None

    def start(self) -> Self:
        """Begin to serve; returns when requests are taken. `with` does this.

        Raises:
            MissingExtra: `luxvid[testing]` is not installed.
            OSError: The port is taken.
        """
        if self._thread is not None:
            return self
        if find_spec("aiohttp") is None:
            raise MissingExtra("testing", f"the {self.called} emulator")
        self._is_up.clear()
        self._failure = None
        name = f"luxvid-{self.called.lower()}-emulator"
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name=name, daemon=True)
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
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with self._opened() as application:
                await self._listen(application, self._stop)
        except BaseException as error:
            if self._is_up.is_set():
                raise
            self._failure = error  # `start` raises it in the caller's thread
        finally:
            self._is_up.set()

    async def _listen(self, application: web.Application, stop: asyncio.Event) -> None:
        from aiohttp import web

        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        try:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self.port, backlog=_BACKLOG).start()
            self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}{self.path}"
            await self._served()
            self._is_up.set()
            await stop.wait()
        finally:
            await runner.cleanup()
