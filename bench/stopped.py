"""A buyer in a process of its own that stops at a step of the order: killed as by `kill -9`, or by the power cut."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from attrs import evolve, field, frozen

from luxvid.billing import Bought, buy
from luxvid.blobs import Blob
from luxvid.calls import Call, Found, Job, JobFile, Prediction, Waiting
from luxvid.costs import Budget, Spending
from luxvid.errors import CallFailed
from luxvid.protocols import Connection, Provider, Run
from luxvid.storage import MemoryBlobs, Storage

STEPS = (
    "prepare",
    "upload",
    "uploaded",
    "begin",
    "begun",
    "create",
    "created",
    "started",
    "get",
    "download",
    "downloaded",
    "stored",
    "finished",
)
"""What a buyer comes by, in order: a step's name before it, its past tense after it."""

TERMINATED = 128 + 15
"""What a process exits with that ended itself because it was told to."""

Reached = Callable[[str], None]


@frozen(kw_only=True)
class Plan:
    """What a buyer does.

    Attributes:
        storage: Its folder.
        provider: Whom it buys from.
        model: What it buys.
        input: Its input, beside the prompt.
        files: Which fields take pictures.
        prompts: One job for each.
        worst_usd: What one may cost.
        stop_at: The step at which it is stopped; empty for never.
        delay_s: So long after that step.
        word: How: SIGKILL as by `kill -9`, or SIGTERM.
        terminates: On SIGTERM it cancels its work and exits with `TERMINATED`, as services do; else SIGTERM kills it.
        letter: The pictures' bytes, as another version of an image library would write them.
    """

    storage: Path
    provider: Provider
    model: str
    input: dict[str, Any] = field(factory=dict)
    files: tuple[str, ...] = ("first", "last")
    prompts: tuple[str, ...]
    worst_usd: Decimal
    stop_at: str = ""
    delay_s: float = 0.0
    word: signal.Signals = signal.SIGKILL
    terminates: bool = False
    letter: str = "a"

    def job(self, prompt: str) -> Job:
        """Return the job for a prompt."""
        return Job(
            provider=self.provider.name,
            model=self.model,
            input={**self.input, "prompt": prompt},
            files=[JobFile(field=name, named={"sha256": name, "prepared": 1}, prepare=self._prepared) for name in self.files],
            worst_usd=self.worst_usd,
            likely_usd=self.worst_usd,
            deadline_s=300,
        )

    async def _prepared(self) -> Blob:
        _reached_here("prepare")
        return await MemoryBlobs().put(picture(self.letter), media_type="image/jpeg")


def work(plan: Plan) -> None:
    """Buy all, and exit with 0 when all is there; the target of a process."""
    global _reached_here  # noqa: PLW0603  a process has one death
    _reached_here = _Death(plan).reached
    asyncio.run(_all(plan))


async def _all(plan: Plan) -> None:
    here = Storage.at(plan.storage)
    storage = evolve(here, ledger=_Ledger(here.ledger), blobs=_Blobs(here.blobs))
    run = Run(storage=storage, budget=Budget(max_usd=plan.worst_usd * len(plan.prompts), name="film"))
    provider = _Provider(plan.provider)
    buying = asyncio.gather(*[buy(plan.job(prompt), provider, run=run) for prompt in plan.prompts])
    if plan.terminates:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, buying.cancel)
    try:
        all_bought = await buying
    except asyncio.CancelledError:
        raise SystemExit(TERMINATED) from None
    for bought in all_bought:
        assert isinstance(bought, Bought)  # noqa: S101  the trial's own check
        assert len(await bought.blob.read()) == bought.blob.size > 0  # noqa: S101


def picture(letter: str) -> bytes:
    """Return a small JPEG, other bytes for another letter."""
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (320, 180), (90, 120, 160)).save(file, "JPEG", comment=letter)
    return file.getvalue()


def _nowhere(_step: str) -> None:
    """Live."""


_reached_here: Reached = _nowhere


class _Death:
    """Comes at a step, or a little later, once."""

    def __init__(self, plan: Plan) -> None:
        self._step, self._delay_s, self._word = plan.stop_at, plan.delay_s, plan.word

    def reached(self, step: str) -> None:
        if step != self._step:
            return
        self._step = ""
        if self._delay_s:
            threading.Thread(target=self._later, daemon=True).start()
        else:
            os.kill(os.getpid(), self._word)

    def _later(self) -> None:
        time.sleep(self._delay_s)
        os.kill(os.getpid(), self._word)


@frozen
class _Provider:
    """Another provider, watched."""

    inner: Provider

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def waiting(self) -> Waiting:
        return self.inner.waiting

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        async with self.inner.connect() as connection:
            yield _Connection(connection)


@frozen
class _Connection:
    inner: Connection

    @property
    def sends_whole(self) -> bool:
        return bool(getattr(self.inner, "sends_whole", False))

    async def upload(self, blob: Blob, *, name: str) -> str:
        _reached_here("upload")
        url = await self.inner.upload(blob, name=name)
        _reached_here("uploaded")
        return url

    async def create(self, job: Job, wire_input: dict[str, Any], /) -> Prediction:
        _reached_here("create")
        prediction = await self.inner.create(job, wire_input)
        _reached_here("created")
        return prediction

    async def get(self, prediction_id: str, /) -> Prediction:
        _reached_here("get")
        return await self.inner.get(prediction_id)

    async def find(self, job: Job, wire_input: dict[str, Any], /, *, since: datetime) -> Found:
        return await self.inner.find(job, wire_input, since=since)

    async def cancel(self, prediction_id: str, /) -> Prediction:
        return await self.inner.cancel(prediction_id)

    async def download(self, url: str, into: Path, /) -> None:
        _reached_here("download")
        await self.inner.download(url, into)
        _reached_here("downloaded")

    def failure(self, prediction: Prediction, /) -> CallFailed:
        return self.inner.failure(prediction)

    async def now(self) -> datetime:
        return await self.inner.now()


@frozen
class _Ledger:
    inner: Any

    def hold(self, key: str) -> AbstractAsyncContextManager[None]:
        hold: AbstractAsyncContextManager[None] = self.inner.hold(key)
        return hold

    async def calls(self, key: str) -> tuple[Call, ...]:
        return tuple(await self.inner.calls(key))

    async def begin(self, call: Call, *, budget: Budget) -> Call:
        _reached_here("begin")
        begun: Call = await self.inner.begin(call, budget=budget)
        _reached_here("begun")
        return begun

    async def left(self, budget: Budget) -> Decimal:
        return Decimal(await self.inner.left(budget))

    async def update(self, call: Call) -> None:
        await self.inner.update(call)
        _reached_here(call.state)

    def every(self, *, since: datetime | None = None) -> AsyncIterator[Call]:
        calls: AsyncIterator[Call] = self.inner.every(since=since)
        return calls

    async def spending(self, *, since: datetime | None = None) -> tuple[Spending, ...]:
        return tuple(await self.inner.spending(since=since))


@frozen
class _Blobs:
    inner: Any

    async def put(self, data: bytes | Path, *, media_type: str = "application/octet-stream") -> Blob:
        blob: Blob = await self.inner.put(data, media_type=media_type)
        _reached_here("stored")
        return blob

    async def put_from(self, blob: Blob) -> Blob:
        kept: Blob = await self.inner.put_from(blob)
        return kept

    async def get(self, digest: str) -> bytes:
        return bytes(await self.inner.get(digest))

    async def open(self, digest: str) -> BinaryIO:
        file: BinaryIO = await self.inner.open(digest)
        return file

    async def has(self, digest: str) -> bool:
        return bool(await self.inner.has(digest))

    async def delete(self, digest: str) -> None:
        await self.inner.delete(digest)

    def list(self) -> AsyncIterator[str]:
        digests: AsyncIterator[str] = self.inner.list()
        return digests
