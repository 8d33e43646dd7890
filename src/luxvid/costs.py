"""Money: prices with their date, what a film would cost, and how much may be spent."""

from __future__ import annotations

import secrets
from decimal import Decimal, InvalidOperation
from typing import Self

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput


def usd(value: Decimal | float | str) -> Decimal:
    """Return an amount in US dollars as an exact decimal: 8, "0.40", 0.4 (taken as written). Raises `InvalidInput`."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise InvalidInput(f"an amount must be a number of US dollars such as 8 or '0.40', not {value!r}") from error
    if not amount.is_finite() or amount < 0:
        raise InvalidInput(f"an amount must be 0 US dollars or more, not {value!r}")
    return amount


@frozen(kw_only=True)
class CostLine(JsonValue):
    """What one piece of work would cost.

    Attributes:
        what: The piece of work: a shot's key, `music`, `choice`.
        model: The model that would be paid first.
        likely_usd: What it costs when all goes well.
        worst_usd: What it costs at most: second takes, retries that are charged, fallbacks.
        priced_on: The date (ISO) of the oldest price it rests on; empty where nothing is paid.
        note: What to know about it, in words: a price from one source only, a price that is not known.
    """

    what: str
    model: str
    likely_usd: Decimal = field(converter=usd)
    worst_usd: Decimal = field(converter=usd)
    priced_on: str = ""
    note: str = ""


@frozen(kw_only=True)
class Estimate(JsonValue):
    """What work would cost, line by line; estimating spends nothing.

    Example:
        >>> from luxvid.costs import CostLine, Estimate
        >>> line = CostLine(what="kitchen", model="a/model", likely_usd="0.40", worst_usd="0.80", priced_on="2026-10-05")
        >>> print(Estimate(lines=[line]) + Estimate())
        kitchen: likely $0.40, at most $0.80 (a/model, prices of 2026-10-05)
        all: likely $0.40, at most $0.80
    """

    lines: tuple[CostLine, ...] = field(default=(), converter=tuple[CostLine, ...])

    @property
    def likely_usd(self) -> Decimal:
        """What all costs when all goes well."""
        return sum((line.likely_usd for line in self.lines), Decimal(0))

    @property
    def worst_usd(self) -> Decimal:
        """What all costs at most: the bill is never higher."""
        return sum((line.worst_usd for line in self.lines), Decimal(0))

    @property
    def priced_on(self) -> str:
        """The date of the oldest price; empty where nothing is paid."""
        return min((line.priced_on for line in self.lines if line.priced_on), default="")

    def __add__(self, other: Self) -> Self:
        return type(self)(lines=(*self.lines, *other.lines))

    def __str__(self) -> str:
        return "\n".join([*map(_told, self.lines), f"all: likely ${self.likely_usd:.2f}, at most ${self.worst_usd:.2f}"])


@frozen(kw_only=True)
class PaidChoice(JsonValue):
    """Who was asked to choose a board's photos, and what that cost.

    Attributes:
        model: Who was asked, as `grok-4.3`.
        calls: What each paid call cost, whenever it was paid and whether or not its answer could be used, by the ledger's keys.
        instead: Why the photos were chosen on this machine instead, in words; empty where they were not.
        fresh: The keys of those that were begun when this board was planned; none where it was read from JSON.
    """

    model: str
    calls: dict[str, Decimal] = field(factory=dict)
    instead: str = ""
    fresh: tuple[str, ...] = field(default=(), converter=tuple[str, ...], eq=False, metadata={"json": False})

    @property
    def cost_usd(self) -> Decimal:
        """What the calls cost together."""
        return sum(self.calls.values(), Decimal(0))


def _told(line: CostLine) -> str:
    source = f"{line.model}, prices of {line.priced_on}" if line.priced_on else line.model
    note = f"; {line.note}" if line.note else ""
    return f"{line.what}: likely ${line.likely_usd:.2f}, at most ${line.worst_usd:.2f} ({source}){note}"


@frozen(kw_only=True)
class Budget:
    """How much may be spent: what would exceed it is not sent.

    Two budgets of one name share their limit, in all processes that use the same storage: name one after the film, and
    a production that is started again has no second limit. Without a name a budget stands for itself alone, and so do its copies.

    Attributes:
        max_usd: The most that may be reserved and spent, in US dollars.
        name: What the ledger counts it under.

    Example:
        >>> from luxvid.costs import Budget
        >>> Budget(max_usd=8, name="villa-17").max_usd
        Decimal('8')
    """

    max_usd: Decimal = field(converter=usd)
    name: str = field(factory=lambda: f"unnamed-{secrets.token_hex(8)}")


@frozen(kw_only=True)
class Spending(JsonValue):
    """What a model cost in a month: `usd` spent for certain, `unknown_usd` for calls whose fate is unknown."""

    provider: str
    model: str
    month: str
    calls: int
    unknown_usd: Decimal = field(converter=usd)
    usd: Decimal = field(converter=usd)  # last: it hides the function of its name
