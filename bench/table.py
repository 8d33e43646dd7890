"""The table: what was measured, what is gone for, whether it is reached."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Row:
    """One line: a value and the most that it may be; `at_most` None where it is shown for comparison only."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached; true where there is none."""
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)


def printed(rows: Iterable[Row]) -> None:
    """Print the rows as they come."""
    print(f"{'':5} {'what':<62} {'measured':>14}  goal")
    for row in rows:
        print(_line(row), flush=True)


def _line(row: Row) -> str:
    goal = f"≤ {row.at_most:g}" if row.at_most is not None else f"≥ {row.at_least:g}" if row.at_least is not None else ""
    mark = "     " if not goal else "ok   " if row.is_met else "SHORT"
    note = f"  ({row.note})" if row.note else ""
    return f"{mark} {row.what:<62} {f'{row.value:.4g} {row.unit}':>14}  {goal}{note}"
