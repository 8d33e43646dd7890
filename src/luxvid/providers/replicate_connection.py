"""A connection to Replicate: paid jobs go through it, many side by side."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import anyio
from attrs import define, field, frozen

from luxvid.blobs import Blob
from luxvid.calls import Found, Job, Prediction, Waiting
from luxvid.errors import CallFailed, CallLost, CallUnknown, FetchFailed, InputRefused, Throttled, Unavailable
from luxvid.net import FetchLimits, Hosts, fetch
from luxvid.net.hosts import told
from luxvid.providers.asking import Answer, Ask, NoAnswer, Sender, Upload
from luxvid.providers.forbidden import refuse_spending
from luxvid.providers.pacing import Pace
from luxvid.providers.repeating import Repeats, repeated
from luxvid.providers.replicate_errors import (
    REPLICATE,
    failure,
    parsed,
    refusal,
    refused_create,
    unanswered,
    unanswered_create,
)
from luxvid.providers.replicate_wire import (
    NotAPrediction,
    create_ask,
    hides_input,
    is_of_job,
    is_same_input,
    is_unique,
    listed,
    next_page,
    prediction_of,
    time_told,
    url_of_file,
)

if TYPE_CHECKING:
    import httpx

_PAGES_MOST = 1000
_LOOKS_AT_MISSING = 3


@frozen(kw_only=True)
class ReplicateLimits:
    """What one connection may take.

    Attributes:
        connect_s: Until a host has taken a connection.
        stall_s: Between two packets of a download.
        transfer_s: One upload or download from beginning to end.
        upload_bytes: The service takes no larger files.
        result_bytes: A larger result is not downloaded.
        connections: Requests under way at the same time.
        downloads: Downloads under way at the same time.
        creates_per_min: The service takes 600 a minute from an account in good standing, and says so where it takes fewer;
            None asks as fast as it can.
        burst: Creates that may leave at once.
        unsaid_delay_s: How long no create leaves after one was refused as too many and no delay was named.
        repeats: How often free requests, and creates that were refused for now, are tried.
    """

    connect_s: float = 10.0
    stall_s: float = 30.0
    transfer_s: float = 600.0
    upload_bytes: int = 100_000_000
    result_bytes: int = 1_000_000_000
    connections: int = 16
    downloads: int = 8
    creates_per_min: float | None = 500.0
    burst: int = 10
    unsaid_delay_s: float = 5.0
    repeats: Repeats = field(factory=Repeats)


@define(eq=False, kw_only=True)
class ReplicateConnection:
    """Speaks to Replicate over whatever carries its requests."""

    _sender: Sender
    _fetching: httpx.AsyncClient
    _hosts: Hosts
    _waiting: Waiting
    _limits: ReplicateLimits
    _pace: Pace = field(init=False)
    _slots: anyio.Semaphore = field(init=False)
    _downloads: anyio.Semaphore = field(init=False)
    _dated: tuple[str, float] = field(default=("", 0.0), init=False)

    def __attrs_post_init__(self) -> None:
        self._pace = Pace(
            per_min=self._limits.creates_per_min, burst=self._limits.burst, unsaid_delay_s=self._limits.unsaid_delay_s
        )
        self._slots = anyio.Semaphore(self._limits.connections, fast_acquire=True)
        self._downloads = anyio.Semaphore(self._limits.downloads, fast_acquire=True)

    @property
    def sends_whole(self) -> bool:
        """A create that is cancelled has sent nothing: once it is sent, its answer is waited for."""
        return True

    async def upload(self, blob: Blob, *, name: str) -> str:
        """Hand a file to Replicate and return its URL. Free; repeated. Raises `CallFailed`."""
        if blob.size > self._limits.upload_bytes:
            raise InputRefused(
                REPLICATE, f"{name} has {blob.size:,} bytes, {self._limits.upload_bytes:,} are taken: make it smaller"
            )

        async def attempt() -> Answer:
            with await blob.open() as file:
                upload = Upload(name=name, file=file, media_type=blob.media_type)
                return await self._free(Ask(method="POST", path="/files", upload=upload, whole_s=self._limits.transfer_s))

        if url := url_of_file(parsed(await repeated(attempt, repeats=self._limits.repeats))):
            return url
        raise Unavailable(REPLICATE, f"{name} was uploaded, but the answer names no URL")

    async def create(self, job: Job, wire_input: dict[str, Any], /) -> Prediction:
        """Send the paid call, once it is its turn.

        Refusals that promise that nothing runs (429, 503, a connection that never stood) are waited out and repeated;
        nothing else is. A create that is cancelled before it is its turn sends nothing; later its answer is waited for.

        Raises:
            SpendingForbidden: Inside `forbid_spending()`, unless the API is on this machine.
            CallUnknown: It may have been made.
            CallFailed: It was not made.
        """
        ask = create_ask(job, wire_input, whole_s=self._waiting.answer_s)

        async def attempt() -> Prediction:
            refuse_spending(self._sender.host)
            await self._pace.turn()
            return await self._create_once(ask)

        return await repeated(attempt, repeats=self._limits.repeats)

    async def get(self, prediction_id: str, /) -> Prediction:
        """Return how a call stands. Free; repeated. Raises `CallLost` where the service does not know it, `CallFailed`."""
        return await self._prediction("GET", prediction_id)

    async def cancel(self, prediction_id: str, /) -> Prediction:
        """Cancel a call; what it ran until then may be charged."""
        return await self._prediction("POST", prediction_id, "/cancel")

    async def find(self, job: Job, wire_input: dict[str, Any], /, *, since: datetime) -> Found:
        """Search the list, all pages, for predictions of the job's model and whole input since then. Free.

        Rests on facts that were not seen live: that the list echoes an input as it was sent, and by when it shows one.
        """
        exact, similar, hidden = [], [], []
        unique = is_unique(wire_input, job, self._sender.base_url)
        async for data, prediction in self._listed(since):
            if not is_of_job(data, job):
                continue
            if hides_input(data) and wire_input:
                hidden.append(prediction.id)
            elif is_same_input(prediction.input, wire_input, is_unique=False):
                exact.append(prediction)
            elif unique and is_same_input(prediction.input, wire_input, is_unique=True):
                similar.append(prediction)
        return Found(predictions=exact or similar, hidden=hidden)

    async def download(self, url: str, into: Path, /) -> None:
        """Write a result to a file. Free; repeated. Raises `CallLost` where it is deleted, `CallFailed`, `StorageFailed`."""
        missing = 0

        async def attempt() -> None:
            nonlocal missing
            limits = FetchLimits(bytes_most=self._limits.result_bytes, whole_s=self._limits.transfer_s)
            try:
                await fetch(self._fetching, url, into, hosts=self._hosts, limits=limits, auth=self._sender.auth)
            except FetchFailed as error:
                missing += error.status in (404, 410)
                raise _not_fetched(error, is_gone=missing >= _LOOKS_AT_MISSING) from error

        async with self._downloads:
            await repeated(attempt, repeats=self._limits.repeats)

    def failure(self, prediction: Prediction, /) -> CallFailed:
        """Return what a prediction without a result failed of."""
        return failure(prediction, secrets=self._sender.secrets)

    async def now(self) -> datetime:
        """Return the time by the service's clock, as its last answer told it; the first time it is asked for."""
        if not self._dated[0]:
            await self.account()
        told_at, told_when = self._dated
        try:
            return parsedate_to_datetime(told_at).astimezone(UTC) + timedelta(seconds=time.monotonic() - told_when)
        except (TypeError, ValueError):
            return datetime.now(UTC)

    async def account(self) -> dict[str, Any]:
        """Return whom the token belongs to, as Replicate tells it. Free. Raises `CallFailed`."""
        return await self._object("/account")

    async def model(self, name: str, /) -> dict[str, Any]:
        """Return what Replicate tells of a model: `google/veo-3.1-fast`. Free. Raises `CallFailed`."""
        return await self._object(f"/models/{quote(name)}")

    async def _create_once(self, ask: Ask) -> Prediction:
        try:
            answer = await self._send(ask, whole=True)
        except NoAnswer as error:
            raise unanswered_create(error) from error
        if answer.status not in (200, 201, 202):
            refused = refused_create(answer, secrets=self._sender.secrets)
            if isinstance(refused, Throttled):
                self._pace.slow_down(refused)
            raise refused
        self._pace.speed_up()
        try:
            return prediction_of(parsed(answer))
        except NotAPrediction as error:
            raise CallUnknown(REPLICATE, f"{answer.status}, but {error}; whether the call was made is not known") from error

    async def _prediction(self, method: str, prediction_id: str, ending: str = "") -> Prediction:
        path = f"/predictions/{quote(prediction_id, safe='')}{ending}"

        async def attempt() -> Prediction:
            answer = await self._free(Ask(method=method, path=path, whole_s=self._waiting.answer_s), by_id=True)
            try:
                return prediction_of(parsed(answer))
            except NotAPrediction as error:
                raise Unavailable(REPLICATE, f"prediction {prediction_id}: {error}") from error

        return await repeated(attempt, repeats=self._limits.repeats)

    async def _object(self, path: str, params: dict[str, str] | None = None) -> dict[str, Any]:
        async def attempt() -> dict[str, Any]:
            data = parsed(await self._free(Ask(method="GET", path=path, params=params or {}, whole_s=self._waiting.answer_s)))
            if not isinstance(data, dict):
                raise Unavailable(REPLICATE, f"the answer to {told(path)} is no JSON object: is the base URL right?")
            return data

        return await repeated(attempt, repeats=self._limits.repeats)

    async def _listed(self, since: datetime) -> AsyncIterator[tuple[dict[str, Any], Prediction]]:
        """Yield the list's predictions since then, newest first, following the pages as far as they are young enough."""
        since = since.replace(microsecond=since.microsecond // 1000 * 1000)
        path, params, seen = "/predictions", {"created_after": time_told(since)}, set[str]()
        while path:
            if path in seen or len(seen) >= _PAGES_MOST:
                raise CallFailed(REPLICATE, "the list of predictions has no end: it was not searched to the end")
            seen.add(path)
            page = await self._object(path, params)
            rows = listed(page)
            path, params = next_page(page, self._sender.base_url), {}
            young = [(data, row) for data, row in rows if (row.created_at or since) >= since]
            for found in young:
                yield found
            if rows and not young:
                return

    async def _free(self, ask: Ask, *, by_id: bool = False) -> Answer:
        """Send what costs nothing. Raises `CallFailed`; `CallLost` where a prediction is asked for that nobody knows."""
        try:
            answer = await self._send(ask)
        except NoAnswer as error:
            raise unanswered(error) from error
        if answer.status in (200, 201, 202):
            return answer
        if by_id and answer.status == 404 and isinstance(parsed(answer), dict):
            raise CallLost(REPLICATE, f"nothing is known of {ask.path.removeprefix('/')}")
        raise refusal(answer, secrets=self._sender.secrets)

    async def _send(self, ask: Ask, *, whole: bool = False) -> Answer:
        """Send a request when a slot is free; `whole` says that nothing but its own limit of time ends it then."""
        async with self._slots:
            with anyio.CancelScope(shield=whole):
                answer = await self._sender.send(ask)
        if date := answer.headers.get("date"):
            self._dated = (date, time.monotonic())
        return answer


def _not_fetched(error: FetchFailed, *, is_gone: bool) -> CallFailed:
    """Return what it means that a result could not be fetched; a missing one is looked for again before it counts as lost."""
    if error.status in (404, 410):
        words = f"the result {error.url!r} is gone"
        return CallLost(REPLICATE, words) if is_gone else Unavailable(REPLICATE, words)
    if error.status == 429:
        return Throttled(REPLICATE, str(error), "0", error.delay_s)
    return Unavailable(REPLICATE, str(error)) if error.retryable else CallFailed(REPLICATE, str(error))
