"""The ledger's table: its schema, and calls as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import attrs

from luxvid.calls import Call
from luxvid.costs import Spending

SCHEMA = (
    """
    CREATE TABLE calls (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL, attempt INTEGER NOT NULL, state TEXT NOT NULL,
        provider TEXT NOT NULL, model TEXT NOT NULL, version TEXT NOT NULL, input TEXT NOT NULL,
        found_by TEXT NOT NULL, budget TEXT NOT NULL,
        reserved_usd TEXT NOT NULL, likely_usd TEXT NOT NULL, cost_usd TEXT NOT NULL,
        opened_at TEXT NOT NULL, provider_id TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, media_type TEXT NOT NULL,
        error TEXT NOT NULL, reason TEXT NOT NULL, verdict TEXT NOT NULL,
        UNIQUE (key, attempt)
    );
    CREATE UNIQUE INDEX one_open_attempt ON calls (key) WHERE state IN ('intent', 'started');
    CREATE UNIQUE INDEX one_row_a_prediction ON calls (provider, provider_id) WHERE provider_id <> '';
    CREATE INDEX calls_by_budget ON calls (budget);
    CREATE INDEX calls_by_time ON calls (opened_at)
    """,
)
"""Amounts are decimal text: SQLite would count money in binary fractions."""

_NAMES = tuple(field.name for field in attrs.fields(Call))
_JSON = {"input", "verdict"}
COLUMNS = ", ".join(_NAMES)
WRITE = (
    f"INSERT INTO calls ({COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608  the names are our own
    f" ON CONFLICT (key, attempt) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _NAMES)}"
)


def row_of(call: Call) -> list[Any]:
    """Return a call as a row's values."""
    return [_plain(name, getattr(call, name)) for name in _NAMES]


def call_of(row: Iterable[Any]) -> Call:
    """Return the call in a row of `COLUMNS`."""
    values = dict(zip(_NAMES, row, strict=True))
    return Call(**{name: json.loads(value) if name in _JSON else value for name, value in values.items()})


def calls_in(connection: sqlite3.Connection, where: str, *values: Any) -> list[Call]:
    """Return the calls that a clause of SQL picks."""
    return [call_of(row) for row in connection.execute(f"SELECT {COLUMNS} FROM calls {where}", values)]  # noqa: S608  ours


def used_of(connection: sqlite3.Connection, budget: str) -> Decimal:
    """Return what a budget's calls reserved and cost."""
    grouped = "SELECT reserved_usd, cost_usd, count(*) FROM calls WHERE budget = ? GROUP BY 1, 2"  # few amounts, many calls
    rows = connection.execute(grouped, [budget])
    return sum(((Decimal(reserved) + Decimal(cost)) * count for reserved, cost, count in rows), Decimal(0))


def summed(calls: Iterable[Call]) -> tuple[Spending, ...]:
    """Sum calls up by provider, model and month; what cost nothing is left out."""
    sums: dict[tuple[str, str, str], Spending] = {}
    for call in calls:
        if not call.cost_usd:
            continue
        place = (call.provider, call.model, call.opened_at[:7])
        so_far = sums.get(place) or Spending(
            provider=place[0], model=place[1], month=place[2], calls=0, usd=Decimal(0), unknown_usd=Decimal(0)
        )
        unknown = call.cost_usd if call.state == "unknown" else Decimal(0)
        sums[place] = attrs.evolve(
            so_far,
            calls=so_far.calls + 1,
            usd=so_far.usd + call.cost_usd - unknown,
            unknown_usd=so_far.unknown_usd + unknown,
        )
    return tuple(sums[place] for place in sorted(sums))


def _plain(name: str, value: Any) -> Any:
    if name in _JSON:
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, Decimal) else value
