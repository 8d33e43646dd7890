"""A prediction as the emulator keeps it, and how it changes as time goes by."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from attrs import evolve, field, frozen

from luxvid.convert import JsonValue
from luxvid.testing.replicate.clock import iso, without_none
from luxvid.testing.replicate.faults import Flaws, Outcome

DEFAULT_RUN_S = 1800
"""What runs longer is ended by the service."""

_LENGTH = re.compile(r"^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$")


@frozen(kw_only=True)
class Order(JsonValue):
    """One prediction. Times are seconds since 1970 by the emulator's clock.

    Attributes:
        id: Its name.
        model: The model.
        version: Its version, or `hidden`.
        input: What was ordered.
        flaws: What is wrong with the result.
        fingerprint: SHA-256 of model and input with files by their bytes: equal for what was ordered twice.
        price_usd: What it costs when it succeeds.
        created_at: When it was ordered.
        deadline: When the service ends it, None without Cancel-After.
        starting_s: How long it waits.
        processing_s: How long it runs.
        outcome: How it goes.
        made_at: When the result was there, None before.
        made: SHA-256 of the result.
        file_name: Of the result.
        problem: Why there is none.
        logs: What the model prints.
        ended: How it ended; empty before.
        ended_at: When.
        charged: It costs its price, or the share that ran.
        removed: Input and output have been deleted.
    """

    id: str
    model: str
    version: str
    input: dict[str, Any]
    fingerprint: str
    price_usd: Decimal
    created_at: float
    deadline: float | None = None
    starting_s: float
    processing_s: float
    outcome: Outcome = field(factory=Outcome)
    flaws: Flaws = field(factory=Flaws)
    made_at: float | None = None
    made: str = ""
    file_name: str = ""
    problem: str = ""
    logs: str = ""
    ended: str = ""
    ended_at: float = 0
    charged: bool = False
    removed: bool = False

    @property
    def echo(self) -> dict[str, Any]:
        """The input as it is shown: data URLs are not kept."""
        return {name: value for name, value in self.input.items() if not str(value).startswith("data:")}

    @property
    def started_at(self) -> float:
        """When it leaves the queue, if it lives to see that."""
        return self.created_at + self.starting_s

    @property
    def cost_usd(self) -> Decimal:
        """What it costs: the price while it runs, and what it was in the end."""
        if not self.ended or (self.charged and self.ended != "canceled"):
            return self.price_usd
        if not self.charged:
            return Decimal(0)
        ran = (self.ended_at - self.started_at) / self.processing_s if self.processing_s else 1.0
        return (self.price_usd * Decimal(str(min(1.0, max(0.0, ran))))).quantize(Decimal("0.0001"), ROUND_HALF_UP)

    def status(self, now: float) -> str:
        """Return the word for how it stands; `settled` first."""
        if self.ended:
            return self.ended
        if self.outcome.running_status:
            return self.outcome.running_status
        return "starting" if now < self.started_at or self.outcome.skips_processing else "processing"


def settled(order: Order, now: float, *, keep_s: float) -> Order:
    """Return the order as it stands now: ended where its time has come, emptied `keep_s` after that."""
    if not order.ended:
        order = _ended(order, now)
    if order.ended and not order.removed and now >= order.ended_at + keep_s:
        return evolve(order, removed=True)
    return order


def stopped(order: Order, at: float) -> Order:
    """Return the order cancelled: for nothing before it started, for what ran after that."""
    if order.ended:
        return order
    if at < order.started_at:
        return evolve(order, ended="aborted" if at == order.deadline else "canceled", ended_at=at, charged=False)
    return evolve(order, ended="canceled", ended_at=at, charged=True)


def _ended(order: Order, now: float) -> Order:
    ends = _end(order)
    last = order.deadline if order.deadline is not None else order.started_at + DEFAULT_RUN_S
    if last <= now and (ends is None or last < ends):
        return stopped(order, last)
    if ends is None or now < ends:
        return order
    if order.problem and order.outcome.status == "succeeded":
        return evolve(order, ended="failed", ended_at=ends)
    is_charged = order.outcome.charged or order.outcome.status == "succeeded"
    return evolve(order, ended=order.outcome.status, ended_at=ends, charged=is_charged)


def _end(order: Order) -> float | None:
    """Return when it ends of itself, None where that is not known yet."""
    if not order.outcome.status:
        return None
    ends = order.started_at + order.processing_s
    if order.outcome.status != "succeeded":
        return ends
    return None if order.made_at is None else max(ends, order.made_at)


def seconds_of(cancel_after: str) -> int | None:
    """Return the length that a Cancel-After header names, None where it is none.

    Example:
        >>> seconds_of("1h30m45s"), seconds_of("30"), seconds_of("soon")
        (5445, 30, None)
    """
    found = _LENGTH.match(cancel_after.strip())
    if not cancel_after.strip() or found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def told(order: Order, now: float, *, api: str, delivery: str) -> dict[str, Any]:
    """Return the prediction as the API tells it; members that have no value yet are left out."""
    status = order.status(now)
    has_started = status not in ("starting", "aborted") and now >= order.started_at
    is_over = bool(order.ended)
    here = f"{api}/predictions/{order.id}"
    error = (order.problem if order.outcome.status == "succeeded" else order.outcome.error) or None
    return without_none(
        completed_at=iso(order.ended_at) if is_over else None,
        started_at=iso(order.started_at) if has_started else None,
        deadline=iso(order.deadline) if order.deadline is not None else None,
        metrics=_metrics(order, has_started=has_started) if is_over else None,
    ) | {
        "id": order.id,
        "model": order.model,
        "version": order.version,
        "input": {} if order.removed else order.echo,
        "logs": order.logs if is_over and not order.removed else "",
        "output": _output(order, f"{delivery}/{order.id}/{order.file_name}"),
        "data_removed": order.removed,
        "error": error if order.ended == "failed" else None,
        "status": status,
        "source": "api",
        "created_at": iso(order.created_at),
        "urls": {"get": here, "cancel": f"{here}/cancel", "web": f"https://replicate.com/p/{order.id}"},
        **order.outcome.extra,
    }


def _metrics(order: Order, *, has_started: bool) -> dict[str, float]:
    total = round(order.ended_at - order.created_at, 6)
    return (
        {"predict_time": round(max(0.0, total - order.starting_s), 6), "total_time": total}
        if has_started
        else {"total_time": total}
    )


def _output(order: Order, url: str) -> Any:
    if order.ended != "succeeded" or order.removed:
        return None
    return {"string": url, "list": [url], "object": {"url": url}}.get(order.outcome.output)
