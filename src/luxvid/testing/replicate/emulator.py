"""`ReplicateEmulator`: the service on this machine, in a thread of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from attrs import define, evolve, field

from luxvid.testing.loopback import Loopback
from luxvid.testing.replicate.bill import Bill
from luxvid.testing.replicate.models import Input
from luxvid.testing.replicate.records import Records
from luxvid.testing.replicate.service import Service

if TYPE_CHECKING:
    from aiohttp import web

    from luxvid.providers import ReplicateProvider
    from luxvid.testing.replicate.predictions import Predictions

_WORKERS = 2


@define(kw_only=True, eq=False, slots=False)
class ReplicateEmulator(Service, Loopback):
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

    called: ClassVar[str] = "Replicate"

    file: str | Path | None = None
    _last_bill: Bill = field(factory=Bill, init=False, repr=False)
    _predictions: Predictions | None = field(default=None, init=False, repr=False)

    @property
    def bill(self) -> Bill:
        """Every create so far, as things stand now; after the end, as they stood then."""
        return Bill.of(self.everything()) if self._is_running else self._last_bill

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

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[web.Application]:
        from luxvid.testing.replicate.predictions import Predictions
        from luxvid.testing.replicate.server import application

        self.records = Records(Path(self.file) if self.file is not None else None)
        self.workers = ThreadPoolExecutor(_WORKERS, "luxvid-replicate-maker")
        self._predictions = Predictions(self)
        with closing(self.records):
            try:
                yield application(self, self._predictions)
            finally:
                await self._predictions.end()
                self._last_bill = Bill.of(self.everything())
                self.workers.shutdown(wait=False, cancel_futures=True)  # nobody wants what is still being made

    async def _served(self) -> None:
        """Go on with what was being made when the process before this one ended."""
        for order in self.records.orders():
            if self._predictions and not order.ended and order.made_at is None:
                self._predictions.begin(order)
