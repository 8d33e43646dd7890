"""`Payments`: what a piece of work pays for, heard from its run's events."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from luxvid.events import Event, Paid
from luxvid.protocols import Ledger, Run


class Payments:
    """Watches a run's events for what is paid.

    Example:
        >>> import luxvid
        >>> from luxvid.billing.payments import Payments
        >>> payments = Payments(luxvid.Run(storage=luxvid.Storage.memory()))
        >>> payments.run.tell(luxvid.events.Started(stage="film", total=1))
        >>> payments.calls, payments.spent_usd
        ((), Decimal('0'))
    """

    def __init__(self, run: Run) -> None:
        """Watch `run`; whoever shall be watched is handed `self.run`."""
        self._told = run
        self._asked: dict[str, None] = {}
        self._begun: dict[tuple[str, int], Decimal] = {}
        self.run = evolve(run, on_event=self._watch)

    @property
    def calls(self) -> tuple[str, ...]:
        """The ledger's keys of all calls that were asked for, paid in this run or before."""
        return tuple(self._asked)

    @property
    def begun(self) -> tuple[str, ...]:
        """The keys of those that were begun in this run."""
        return tuple(dict.fromkeys(key for key, _ in self._begun))

    @property
    def spent_usd(self) -> Decimal:
        """What was paid for calls that were begun in this run, whatever became of them."""
        return sum(self._begun.values(), Decimal(0))

    def _watch(self, event: Event) -> None:
        if isinstance(event, Paid):
            self._asked[event.key] = None
            if event.state == "intent" or (event.key, event.attempt) in self._begun:
                self._begun[event.key, event.attempt] = event.cost_usd
        self._told.tell(event)


async def costs_of(calls: Iterable[str], *, ledger: Ledger) -> dict[str, Decimal]:
    """Return what each call cost by its key, all attempts together, whenever they were paid. Free."""
    costs = {}
    for key in dict.fromkeys(calls):
        costs[key] = sum([call.cost_usd for call in await ledger.calls(key)], Decimal(0))
    return costs


__all__ = ["Payments", "costs_of"]
