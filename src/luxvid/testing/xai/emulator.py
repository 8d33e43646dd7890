"""`XaiEmulator`: the service on this machine, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import suppress
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Self

from anyio import CancelScope, to_thread
from attrs import define, field

from luxvid.errors import MissingExtra
from luxvid.providers.chat_models import CHAT_MODELS, ChatModel
from luxvid.testing.replicate.bill import Bill, BillLine
from luxvid.testing.replicate.faults import Faults
from luxvid.testing.xai.asked import Asked
from luxvid.testing.xai.replies import Reply

if TYPE_CHECKING:
    from luxvid.providers import XaiProvider
    from luxvid.providers.xai_wire import Api


@define(kw_only=True, eq=False, slots=False)
class XaiEmulator:
    """An xAI that runs on loopback and writes a bill instead of taking money.

    It takes questions with pictures and a JSON Schema at both interfaces, `/v1/responses` and `/v1/chat/completions`, refuses
    what the service refuses, and makes up an answer that keeps to the schema: it looks at no picture. What it does is read from
    xAI's documentation and from public reports; it has not been compared with the live service. It runs in a thread of its own;
    use it as a context manager, sync or async.

    Attributes:
        api_key: The only key that is taken.
        port: The port; 0 takes one that is free.
        models: The models by name, with their prices; others may be added.
        image_tokens: What a picture counts as.
        thoughts: Tokens that are thought before each answer, told beside the written ones as xAI has done.
        max_body_bytes: Larger questions are refused with 413.
        faults: What goes wrong with HTTP: `Answer`, `Lost` and `Slow` of `luxvid.testing.replicate`, on `create`.
        replies: Answers instead of the usual ones; the next question takes the first.
        asked: Every question that was answered.
        lines: The bill's lines.

    Raises:
        MissingExtra: `luxvid[testing]` is not installed.

    Example:
        >>> import openai
        >>> from luxvid.testing import XaiEmulator
        >>> with XaiEmulator() as emulator:
        ...     client = openai.OpenAI(api_key=emulator.api_key, base_url=emulator.base_url, max_retries=0)
        ...     answer = client.responses.create(model="grok-4.3", input="Which photo opens the film?", store=False)
        ...     client.close()
        ...     answer.output_text, len(emulator.bill)
        ('An answer.', 1)
    """

    api_key: str = "xai-" + "emulator" * 4
    port: int = 0
    models: dict[str, ChatModel] = field(factory=lambda: {model.name: model for model in CHAT_MODELS})
    image_tokens: int = 1_000
    thoughts: int = 200
    max_body_bytes: int = 25_000_000
    faults: Faults = field(factory=Faults)
    replies: deque[Reply] = field(factory=deque)
    asked: list[Asked] = field(factory=list, init=False, repr=False)
    lines: list[BillLine] = field(factory=list, init=False, repr=False)
    base_url: str = field(default="", init=False)
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False, repr=False)
    _stop: asyncio.Event | None = field(default=None, init=False, repr=False)
    _is_up: threading.Event = field(factory=threading.Event, init=False, repr=False)
    _failure: BaseException | None = field(default=None, init=False, repr=False)

    @property
    def bill(self) -> Bill:
        """Every question that was answered, whether or not the answer arrived."""
        return Bill(lines=self.lines)

    def provider(self, *, api: Api = "responses") -> XaiProvider:
        """Return a provider that speaks to it, with waits that suit a test; while it runs.

        Example:
            >>> from luxvid.testing import XaiEmulator
            >>> with XaiEmulator() as emulator:
            ...     emulator.provider().name
            'xai'
        """
        from luxvid.calls import Waiting
        from luxvid.providers import XaiProvider
        from luxvid.providers.repeating import Repeats

        return XaiProvider(
            api_key=self.api_key,
            base_url=self.base_url,
            api=api,
            waiting=Waiting(answer_s=5, pause_s=0.02, pause_most_s=0.1),
            repeats=Repeats(attempts=3, pause_s=0.02, pause_most_s=0.1, paused_s=5),
        )

    def start(self) -> Self:
        """Begin to serve; returns when questions are taken. `with` does this."""
        if self._thread is not None:
            return self
        if find_spec("aiohttp") is None:
            raise MissingExtra("testing", "the xAI emulator")
        self._is_up.clear()
        self._failure = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="luxvid-xai-emulator", daemon=True)
        self._thread.start()
        self._is_up.wait()
        self._raise_failure()
        return self

    def stop(self) -> None:
        """Stop serving. `with` does this."""
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
        from aiohttp import web

        from luxvid.testing.xai.server import application

        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        runner = web.AppRunner(application(self), access_log=None, shutdown_timeout=0.1)
        try:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self.port).start()
            self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
            self._is_up.set()
            await self._stop.wait()
        except OSError as error:
            self._failure = error
        finally:
            await runner.cleanup()
            self._is_up.set()
