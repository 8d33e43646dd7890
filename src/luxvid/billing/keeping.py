"""Looking after paid calls: which are under way, ending them, and what a gate found in their results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from luxvid.billing.connections import connected
from luxvid.billing.purchase import Purchase
from luxvid.calls import Call, Job
from luxvid.errors import CallFailed, CallStopped, InvalidInput
from luxvid.protocols import Ledger, Provider, Run


async def open_calls(ledger: Ledger) -> tuple[Call, ...]:
    """Return the calls that are under way, as far as the ledger knows: intents, and those that run at a provider. Free.

    Example:
        >>> import asyncio, luxvid
        >>> from luxvid.billing import open_calls
        >>> asyncio.run(open_calls(luxvid.Storage.memory().ledger))
        ()
    """
    return tuple([call async for call in ledger.every() if call.is_open])


async def abandon(key: str, provider: Provider, *, run: Run) -> Call:
    """Cancel a job's call at the provider, and return it as it ended: `cost_usd` says what it cost.

    This is the only way to cancel at the provider: what is merely interrupted here runs on there and is brought home by the
    next run. What runs is mostly charged when it is cancelled, and where the provider does not say how much, the likely price
    counts. What had succeeded before is brought home. Cancel the task that produces first: what waits between two attempts is
    not under way, and would be called again.

    Args:
        key: The job's key, as `Call.key` and a clip's `provenance.call` have it.
        provider: Whom it was sent to.
        run: Whose ledger knows it.

    Raises:
        InvalidInput: The ledger knows no such call.
        CallUnknown: It got no answer, and cannot be found.
        CallFailed: The provider cannot be reached, or does not cancel; the call is as it was.
    """
    ledger = run.storage.ledger
    call = await _last(ledger, key)
    if not call.is_open:
        return call
    async with connected(provider) as connection:
        if call.state == "started":
            await ledger.update(evolve(call, error=CallStopped.__name__))  # whoever waits for it shall not make it anew
            await connection.cancel(call.provider_id)
        async with ledger.hold(key):
            call = await _last(ledger, key)
            if not call.is_open:
                return call
            purchase = Purchase(job=_job_of(call), connection=connection, run=run, waiting=provider.waiting)
            if call.state == "intent":
                call = await purchase.settle(call)
            if call.is_open:
                await connection.cancel(call.provider_id)
                await _ended(purchase, call)
            return await _last(ledger, key)


async def give_verdict(key: str, verdict: Mapping[str, Any], *, run: Run) -> Call:
    """Write what a gate found in a job's result, as JSON types, and return the call: nobody has to judge it again.

    Raises:
        InvalidInput: The ledger knows no such call, or it has no result.
    """
    call = await _last(run.storage.ledger, key)
    if call.state != "finished":
        raise InvalidInput(f"call {key[:12]} is {call.state}: a verdict is given on a result")
    judged = evolve(call, verdict=dict(verdict))
    await run.storage.ledger.update(judged)
    return judged


async def _last(ledger: Ledger, key: str) -> Call:
    calls = await ledger.calls(key)
    if not calls:
        raise InvalidInput(f"the ledger knows no call {key[:12]!r}")
    return calls[-1]


async def _ended(purchase: Purchase, call: Call) -> None:
    """Wait for the end of a call that was told to end, and write it down."""
    try:
        await purchase.home(evolve(call, error=CallStopped.__name__), reused=True)
    except CallFailed:
        if (await _last(purchase.run.storage.ledger, call.key)).is_open:  # it is not that it ended: it cannot be asked
            raise


def _job_of(call: Call) -> Job:
    """Return the job as far as a call tells it: enough to find it, not to make it."""
    return Job(
        provider=call.provider,
        model=call.model,
        version=call.version,
        input=call.input,
        worst_usd=call.reserved_usd,
        likely_usd=call.likely_usd,
        found_by=call.found_by,
        media_type=call.media_type,
    )
