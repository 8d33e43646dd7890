"""`XaiEmulator`: the service on this machine, in a thread of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from attrs import define, field

from luxvid.providers.chat_models import CHAT_MODELS, ChatModel
from luxvid.testing.loopback import Loopback
from luxvid.testing.replicate.bill import Bill, BillLine
from luxvid.testing.replicate.faults import Faults
from luxvid.testing.xai.asked import Asked
from luxvid.testing.xai.replies import Reply

if TYPE_CHECKING:
    from aiohttp import web

    from luxvid.providers import XaiProvider
    from luxvid.providers.xai_wire import Api


@define(kw_only=True, eq=False, slots=False)
class XaiEmulator(Loopback):
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

    called: ClassVar[str] = "xAI"
    path: ClassVar[str] = "/v1"

    api_key: str = "xai-" + "emulator" * 4
    models: dict[str, ChatModel] = field(factory=lambda: {model.name: model for model in CHAT_MODELS})
    image_tokens: int = 1_000
    thoughts: int = 200
    max_body_bytes: int = 25_000_000
    faults: Faults = field(factory=Faults)
    replies: deque[Reply] = field(factory=deque)
    asked: list[Asked] = field(factory=list, init=False, repr=False)
    lines: list[BillLine] = field(factory=list, init=False, repr=False)

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

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[web.Application]:
        from luxvid.testing.xai.server import application

        yield application(self)
