"""`buy`: a job's result, paid for once, whatever happened before and whatever happens meanwhile."""

from __future__ import annotations

from attrs import frozen

from luxvid import errors
from luxvid.billing.connections import connected
from luxvid.billing.purchase import Bought, Purchase, told
from luxvid.blobs import Blob
from luxvid.calls import Call, Job
from luxvid.errors import BudgetExceeded, CallFailed, CallLost, CallUnknown, InvalidInput, MissingBlob
from luxvid.protocols import Provider, Run

_REMEMBERED = ("InputRefused", "Moderated")


async def buy(job: Job, provider: Provider, *, run: Run) -> Bought:
    """Return a job's result: from the store where it was paid for before, else bought within the run's budget.

    One owner at a time buys a key, in all processes that share the run's storage; others wait and get what it bought. What is
    under way at the provider, from a run that was killed or cancelled, is waited for and brought home. A call whose fate
    nobody knows is looked for before it is sent again.

    Costs at most `job.worst_usd`: what fails at no cost is tried again, what was charged is not. Cancelling leaves what runs at
    the provider running, recorded for the next time; what was not created yet is not created.

    Raises:
        BudgetExceeded: The run has no budget, or not enough left; nothing was sent.
        CallUnknown, CallLost: It counts as paid, and there is no result; `Run(pay_again=True)` repeats it.
        InputRefused, Moderated: The provider refuses this input, now or in an earlier run: it is not sent again.
        CallFailed: It came to nothing; the class says why.
        StorageFailed: Ledger or store cannot be written; nothing was sent that is not recorded.

    Example:
        >>> from luxvid.billing import buy
        >>> bought = await buy(job, provider, run=run)  # doctest: +SKIP
        >>> bought.blob.size, bought.call.cost_usd, bought.reused  # doctest: +SKIP
        (1048576, Decimal('0.40'), False)
    """
    if provider.name != job.provider:
        raise InvalidInput(f"a job for {job.provider!r} cannot be bought from {provider.name!r}: pass its own provider")
    wanted = _Wanted(job=job, run=run)
    if bought := await wanted.at_hand():
        return bought
    async with run.storage.ledger.hold(job.key):
        if bought := await wanted.at_hand():  # whoever held it before has brought it
            return bought
        last = await wanted.last()
        if not _is_paid(last):
            await wanted.check_left()
        async with connected(provider) as connection:
            return await Purchase(job=job, connection=connection, run=run, waiting=provider.waiting).bring(last)


@frozen(kw_only=True)
class _Wanted:
    """A job in the light of what the ledger knows of it."""

    job: Job
    run: Run

    async def at_hand(self) -> Bought | None:
        """Return the result if it is in the store, None where there is leave to bring it. Raises where there is none."""
        last = await self.last()
        if last is not None and last.digest and (blob := await _stored(last, self.run)):
            self.run.tell(told(last, reused=True))
            return Bought(call=last, blob=blob, reused=True)
        if not _is_paid(last):
            self._refuse_again(last)
            self._check_budget()
        return None

    async def last(self) -> Call | None:
        calls = await self.run.storage.ledger.calls(self.job.key)
        return calls[-1] if calls else None

    def _refuse_again(self, last: Call | None) -> None:
        """Raise what an earlier run came to, where sending the same again would be pointless or would pay twice."""
        kind: type[CallFailed] | None = None
        if last is not None and last.error in _REMEMBERED and last.state == "failed":
            kind = getattr(errors, last.error)
        elif last is not None and last.state in ("unknown", "lost") and not self.run.pay_again:
            kind = CallUnknown if last.state == "unknown" else CallLost
        if last is not None and kind is not None:
            self.run.tell(told(last, reused=True))
            raise kind(last.provider, last.reason, str(last.cost_usd))

    def _check_budget(self) -> None:
        """Refuse what no state of the ledger could allow, before anything is held, prepared or uploaded."""
        job, budget = self.job, self.run.budget
        if budget is None:
            raise BudgetExceeded(
                f"{job.model} may cost ${job.worst_usd}, and the run has no budget: Run(budget=Budget(max_usd=…))"
            )
        if budget.max_usd < job.worst_usd:
            raise BudgetExceeded(
                f"{job.model} may cost ${job.worst_usd}, and the whole budget is ${budget.max_usd}: raise max_usd"
            )

    async def check_left(self) -> None:
        """Refuse before anything is uploaded; the ledger decides again when it reserves.

        Only the owner may ask: what another process has just reserved for the same job is not missing.
        """
        job, budget = self.job, self.run.budget
        if budget is not None and (left := await self.run.storage.ledger.left(budget)) < job.worst_usd:
            raise BudgetExceeded(
                f"{job.model} may cost ${job.worst_usd}, and ${left} of the budget's ${budget.max_usd} are left:"
                " nothing was sent; raise max_usd to go on"
            )


def _is_paid(last: Call | None) -> bool:
    """Bringing it home needs no leave: it was sent before, or may have been."""
    return last is not None and (last.is_open or last.state == "finished")


async def _stored(call: Call, run: Run) -> Blob | None:
    blob = Blob(digest=call.digest, size=call.size, media_type=call.media_type, place=run.storage.blobs)
    try:
        (await blob.open()).close()
    except MissingBlob:
        return None
    return blob


__all__ = ["Bought", "buy"]
