"""One purchase, under its owner's hold: the order of steps that survives being stopped after any of them.

Upload the files; one transaction that claims the key, reserves the cost and writes the intent; create; write the provider's
id; wait; download into the store; write digest and cost.
"""

from __future__ import annotations

import logging
import mimetypes
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import anyio
from anyio.to_thread import run_sync
from attrs import evolve, frozen
from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt, stop_before_delay

from luxvid.billing.hurrying import Hurry, to_the_end
from luxvid.blobs import Blob
from luxvid.calls import SUCCEEDED, Call, CallState, Job, Prediction, Waiting
from luxvid.errors import (
    BudgetExceeded,
    CallFailed,
    CallLost,
    CallStopped,
    CallUnknown,
    SpendingRefused,
    StorageFailed,
    Throttled,
    Unavailable,
)
from luxvid.events import Paid
from luxvid.protocols import Connection, Run, SendsWhole
from luxvid.storage.files import reason_of

_log = logging.getLogger("luxvid.billing")

_CLOCK = timedelta(seconds=5)
"""How wrong our notion of the provider's clock may be."""
_OWN = timedelta(hours=6)
"""A call of ours that was begun so long before another may have been created after it."""


@frozen(kw_only=True)
class Bought:
    """A result, and the call that it came from. `reused`: it had been paid for, or was under way, before this run."""

    call: Call
    blob: Blob
    reused: bool


def told(call: Call, *, reused: bool = False) -> Paid:
    """Return the event that tells a call's state."""
    return Paid(
        key=call.key,
        model=call.model,
        attempt=call.attempt,
        state=call.state,
        reserved_usd=call.reserved_usd,
        cost_usd=call.cost_usd,
        reused=reused,
    )


@frozen(kw_only=True)
class Purchase:
    """A job that is being bought by the owner of its key."""

    job: Job
    connection: Connection
    run: Run
    waiting: Waiting

    async def bring(self, last: Call | None) -> Bought:
        """Return the result, going on from the last attempt that the ledger knows."""
        try:
            if last is not None and last.state == "intent":
                last = await self.settle(last)
            if last is not None and last.state in ("started", "finished"):
                brought = await self.home(last, reused=True)
                if isinstance(brought, Bought):
                    return brought
        except (CallLost, CallUnknown):
            if not self.run.pay_again:
                raise
        return await self._attempts()

    async def _attempts(self) -> Bought:
        """Make the call until it succeeds, as long as failing costs nothing and trying again makes sense."""
        done: Bought | CallFailed = await AsyncRetrying(
            sleep=anyio.sleep,
            retry=retry_if_result(lambda result: isinstance(result, CallFailed)),
            stop=stop_after_attempt(self.waiting.attempts) | stop_before_delay(self.waiting.attempts_within_s),
            wait=self._pause_s,
            retry_error_callback=_came_to,
        )(self._attempt)
        if isinstance(done, CallFailed):
            raise done
        return done

    def _pause_s(self, state: RetryCallState) -> float:
        error = _came_to(state)
        if isinstance(error, Throttled) and error.delay_s is not None:
            return error.delay_s
        doubled: float = self.waiting.pause_s * 2 ** (state.attempt_number - 1) * random.uniform(1, 1.5)  # noqa: S311  no secret
        return min(doubled, self.waiting.pause_most_s)

    async def _attempt(self) -> Bought | CallFailed:
        """Make the call once. An error that is returned cost nothing and may be gone next time; others are raised.

        What does not go up is raised at once: the connection has repeated it, and three times as long is no better.
        """
        wire_input = await self._uploaded()
        now = await self.connection.now()
        call = await to_the_end(lambda hurry: self._created(wire_input, now, hurry), hurry_s=self.waiting.hurry_s)
        if isinstance(call, CallFailed):
            return call
        if call.state == "intent":
            call = await self.settle(call)
        if call.state == "failed":
            return Unavailable(call.provider, call.reason)
        if call.state == "finished":
            return Bought(call=call, blob=self._blob_of(call), reused=False)
        await anyio.sleep(self.waiting.poll_s)
        return await self.home(call, reused=False)

    async def _uploaded(self) -> dict[str, Any]:
        """Return the input with the URLs of its files, which are this attempt's own: by them an orphan is recognised."""
        urls = {}
        for file in self.job.files:
            blob = await file.prepare()
            name = f"{self.job.key[:16]}-{file.field}{mimetypes.guess_extension(blob.media_type) or ''}"
            urls[file.field] = await self.connection.upload(blob, name=name)
        return {**self.job.input, **urls}

    async def _created(self, wire_input: dict[str, Any], now: datetime, hurry: Hurry) -> Call | CallFailed:
        """Write the intent, send the call and write its id. Returns an intent where no answer came."""
        call = await self._begun(wire_input, now)
        prediction, whole = None, isinstance(self.connection, SendsWhole) and self.connection.sends_whole
        try:
            if not hurry.scope.cancel_called:
                with hurry.scope if whole else nullcontext():
                    prediction = await self.connection.create(self.job, wire_input)
        except CallUnknown:
            _log.warning("create_without_answer", extra={"key": call.key, "model": call.model})
            return call
        except SpendingRefused:
            await self._failed(call, CallStopped(call.provider, "spending is forbidden"))
            raise
        except CallFailed as error:
            return _or_raised(await self._failed(call, error))
        if prediction is None:
            return await self._failed(call, CallStopped(call.provider, "it was cancelled before it was sent"))
        call = await self._moved(call, state="started", provider_id=prediction.id)
        if prediction.is_over and self.job.answers_with_text:  # such an answer may never be given again
            return (await self._kept(call, prediction, reused=False)).call
        return call

    async def _begun(self, wire_input: dict[str, Any], now: datetime) -> Call:
        job, budget = self.job, self.run.budget
        if budget is None:
            raise BudgetExceeded(f"{job.model} would have to be called again, and the run has no budget: nothing was sent")
        call = Call(
            key=job.key,
            attempt=1,
            state="intent",
            provider=job.provider,
            model=job.model,
            version=job.version,
            input=wire_input,
            found_by=job.found_by,
            media_type=job.media_type,
            reserved_usd=job.worst_usd,
            likely_usd=job.likely_usd,
            opened_at=now.isoformat(timespec="milliseconds"),
        )
        begun = await self.run.storage.ledger.begin(call, budget=budget)
        self.run.tell(told(begun))
        return begun

    async def settle(self, call: Call) -> Call:
        """Find out what became of an intent whose create got no answer.

        The time to wait counts from now: how late a create was sent after its intent is not known. Returns the call as
        `started`, or as `failed` where it never arrived. Raises `CallUnknown` where that cannot be told.
        """
        if self.job.found_by == "nothing":
            raise await self._unknown(call, "no answer came, and there is no list to look into")
        opened = datetime.fromisoformat(call.opened_at)
        await anyio.sleep(self.waiting.answer_s + self.waiting.visible_s)
        hidden: set[str] = set()
        for look in range(2):
            await anyio.sleep(self.waiting.look_again_s * look)
            found = await self.connection.find(self.job, call.input, since=opened - _CLOCK)
            others = await self._ids_of_others(call, opened) if found.predictions or found.hidden else set()
            for prediction in found.predictions:
                if prediction.id not in others:
                    _log.info("orphan_adopted", extra={"key": call.key, "provider_id": prediction.id})
                    return await self._moved(call, state="started", provider_id=prediction.id)
            hidden = set(found.hidden) - others
        if hidden:
            raise await self._unknown(call, f"no answer came, and {len(hidden)} calls in the list no longer show their input")
        never = Unavailable(call.provider, "the call never arrived")
        return await self._moved(call, state="failed", reserved_usd=0, error=type(never).__name__, reason=never.reason)

    async def _ids_of_others(self, call: Call, opened: datetime) -> set[str]:
        recent = self.run.storage.ledger.every(since=opened - _OWN)
        return {other.provider_id async for other in recent if other.provider_id and other.provider == call.provider}

    async def home(self, call: Call, *, reused: bool) -> Bought | CallFailed:
        """Wait for a call and bring its result into the store. An error that is returned cost nothing and may be gone later."""
        prediction = await self._over(call)
        if prediction.status == SUCCEEDED:
            return await self._kept(call, prediction, reused=reused)
        error = self.connection.failure(prediction)
        is_abandoned = await self._is_abandoned(call)
        failed = await self._failed(call, _costing(error, _charged(call, prediction, error)))
        if is_abandoned:
            raise failed
        return _or_raised(failed)

    def _blob_of(self, call: Call) -> Blob:
        return Blob(digest=call.digest, size=call.size, media_type=call.media_type, place=self.run.storage.blobs)

    async def _over(self, call: Call) -> Prediction:
        """Ask after a call until it is over. Raises `Unavailable` when that takes too long; the call stays `started` then."""
        until = anyio.current_time() + self.job.deadline_s + self.waiting.overtime_s
        said = "is still at work"
        for pause_s in self._pauses_s():
            try:
                prediction = await self.connection.get(call.provider_id)
            except CallLost as error:
                raise await self._lost(call, error.reason) from error
            except CallFailed as error:
                if not error.retryable:
                    raise
                said = f"does not say how it stands ({error.reason})"
            else:
                if prediction.is_over:
                    return prediction
                said = f"says {prediction.status!r}"
            if anyio.current_time() + pause_s > until:
                break
            await anyio.sleep(pause_s)
        raise Unavailable(call.provider, f"{call.model} {said} long after its deadline; run again to wait for it, it is recorded")

    def _pauses_s(self) -> Iterator[float]:
        pause_s = self.waiting.poll_s
        while True:
            yield pause_s * random.uniform(0.9, 1.1)  # noqa: S311  calls that began together shall not ask together
            pause_s = min(pause_s * 1.5, self.waiting.poll_most_s)

    async def _kept(self, call: Call, prediction: Prediction, *, reused: bool) -> Bought:
        """Bring a result into the store, then write its digest and cost."""
        if not prediction.outputs:
            raise await self._lost(
                call, "the provider has deleted the result" if prediction.data_removed else "there is no result"
            )
        blob = await self._fetched(call, prediction.outputs)
        cost = prediction.cost_usd if prediction.cost_usd is not None else call.likely_usd
        kept = await self._moved(
            call,
            state="finished",
            reserved_usd=0,
            cost_usd=call.cost_usd if call.state == "finished" else cost,
            digest=blob.digest,
            size=blob.size,
            error="",
            reason="",
        )
        return Bought(call=kept, blob=blob, reused=reused)

    async def _fetched(self, call: Call, outputs: tuple[str, ...]) -> Blob:
        """Bring the first output into the store; of an answer in text all of it."""
        blobs, media_type = self.run.storage.blobs, self.job.media_type
        if self.job.answers_with_text:
            return await blobs.put("".join(outputs).encode(), media_type=media_type)
        async with _folder() as folder:
            path = folder / "result"
            try:
                await self.connection.download(outputs[0], path)
            except CallFailed as error:
                if isinstance(error, CallLost) or (await self.connection.get(call.provider_id)).data_removed:
                    raise await self._lost(call, "the provider has deleted the result") from error
                raise
            return await blobs.put(path, media_type=media_type)

    async def _failed(self, call: Call, error: CallFailed) -> CallFailed:
        """Write that an attempt came to nothing, release what it had reserved, and return the error."""
        state: CallState = "stopped" if isinstance(error, CallStopped) else "failed"
        await self._moved(
            call, state=state, reserved_usd=0, cost_usd=error.cost_usd, error=type(error).__name__, reason=error.reason
        )
        return error

    async def _unknown(self, call: Call, reason: str) -> CallUnknown:
        reason = f"whether {call.model} was called cannot be found out: {reason}; it counts as paid, pay_again=True repeats it"
        cost = call.reserved_usd
        await self._moved(call, state="unknown", reserved_usd=0, cost_usd=cost, error=CallUnknown.__name__, reason=reason)
        return CallUnknown(call.provider, reason, str(cost))

    async def _lost(self, call: Call, reason: str) -> CallLost:
        reason = f"the result of {call.model} is lost: {reason}; it is paid, pay_again=True repeats it"
        cost = call.cost_usd if call.state == "finished" else call.likely_usd
        await self._moved(call, state="lost", reserved_usd=0, cost_usd=cost, error=CallLost.__name__, reason=reason)
        return CallLost(call.provider, reason, str(cost))

    async def _is_abandoned(self, call: Call) -> bool:
        """Somebody has asked to end this call (`abandon` marks it): its end is what was wanted, and nothing to try again."""
        calls = await self.run.storage.ledger.calls(call.key)
        return any(row.attempt == call.attempt and row.error == CallStopped.__name__ for row in calls)

    async def _moved(self, call: Call, **changes: Any) -> Call:
        moved = evolve(call, **changes)
        await self.run.storage.ledger.update(moved)
        self.run.tell(told(moved))
        return moved


@asynccontextmanager
async def _folder() -> AsyncIterator[Path]:
    """Yield a folder of our own for a download, made and removed without blocking the loop."""
    try:
        folder = await run_sync(lambda: mkdtemp(prefix="luxvid-"))
    except OSError as error:
        said = f"no temporary folder can be made for a result: {reason_of(error)}; let TMPDIR name another one"
        raise StorageFailed(said) from error
    try:
        yield Path(folder)
    finally:
        with anyio.CancelScope(shield=True):
            await run_sync(lambda: rmtree(folder, ignore_errors=True))


def _came_to(state: RetryCallState) -> Any:
    """Return what the attempt returned."""
    return state.outcome.result() if state.outcome else None


def _or_raised(error: CallFailed) -> CallFailed:
    """Return an error whose call may be made again at once: it may work later, and cost nothing."""
    if error.retryable and not Decimal(error.cost_usd):
        return error
    raise error


def _charged(call: Call, prediction: Prediction, error: CallFailed) -> Decimal:
    """Return what a failed call cost: what the provider says; running ones are charged when cancelled, how much nobody says."""
    if prediction.cost_usd is not None:
        return prediction.cost_usd
    return call.likely_usd if prediction.status == "canceled" else Decimal(error.cost_usd)


def _costing(error: CallFailed, cost_usd: Decimal) -> CallFailed:
    provider, reason, _, *rest = error.args
    return type(error)(provider, reason, str(cost_usd), *rest)
