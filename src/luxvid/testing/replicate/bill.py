"""The emulator's bill: every create, what it cost, and what was paid for twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput
from luxvid.testing.replicate.clock import iso
from luxvid.testing.replicate.orders import Order
from luxvid.testing.replicate.records import Records


@frozen(kw_only=True)
class BillLine(JsonValue):
    """One create.

    Attributes:
        prediction: The prediction's id.
        model: The model.
        input: What was ordered, without data URLs; it stays here after the service has deleted it.
        cost_usd: What it costs as things stand: the price while it runs; 0 where it failed free of charge.
        status: How it stands.
        at: When it was ordered, ISO, UTC, by the emulator's clock.
        fingerprint: Equal for equal orders: model and input, files by their bytes.

    Example:
        >>> import httpx
        >>> from luxvid.testing import ReplicateEmulator
        >>> with ReplicateEmulator() as emulator:
        ...     token = {"Authorization": f"Bearer {emulator.token}"}
        ...     order = {"input": {"prompt": "a slow dolly in", "duration": 6}}
        ...     url = f"{emulator.base_url}/v1/models/minimax/hailuo-02/predictions"
        ...     answer = httpx.post(url, json=order, headers=token)
        ...     [(line.model, line.cost_usd) for line in emulator.bill]
        [('minimax/hailuo-02', Decimal('0.48'))]
    """

    prediction: str
    model: str
    input: dict[str, Any]
    cost_usd: Decimal
    status: str
    at: str
    fingerprint: str


@frozen(kw_only=True)
class Bill(JsonValue):
    """All creates in the order in which they came.

    Example:
        >>> from luxvid.testing.replicate import Bill
        >>> bill = Bill()
        >>> len(bill), bill.total_usd, bill.duplicates()
        (0, Decimal('0'), ())
    """

    lines: tuple[BillLine, ...] = field(default=(), converter=tuple[BillLine, ...])

    @classmethod
    def read(cls, path: str | Path) -> Bill:
        """Read the bill that an emulator keeps in a file (`--bill FILE`), while it runs or afterwards.

        Raises:
            InvalidInput: There is no such file.
        """
        if not Path(path).is_file():
            raise InvalidInput(f"there is no bill at {str(path)!r}: give the file that the emulator was started with")
        records = Records(Path(path))
        try:
            return cls.of(records.orders())
        finally:
            records.close()

    @classmethod
    def of(cls, orders: Iterable[Order]) -> Bill:
        """Return the bill for predictions."""
        return cls(lines=map(_line, orders))

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[BillLine]:
        return iter(self.lines)

    @property
    def total_usd(self) -> Decimal:
        """What all cost."""
        return sum((line.cost_usd for line in self.lines), Decimal(0))

    def duplicates(self, by: Callable[[BillLine], Hashable] | None = None) -> tuple[tuple[BillLine, ...], ...]:
        """Return what was paid for more than once: groups of lines that cost something and are equal.

        Args:
            by: What makes lines equal; by default model and input, with files compared by their bytes.
        """
        groups: dict[Hashable, list[BillLine]] = {}
        for line in self.lines:
            if line.cost_usd:
                groups.setdefault(by(line) if by else line.fingerprint, []).append(line)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _line(order: Order) -> BillLine:
    return BillLine(
        prediction=order.id,
        model=order.model,
        input=order.echo,
        cost_usd=order.cost_usd,
        status=order.ended or "running",
        at=iso(order.created_at),
        fingerprint=order.fingerprint,
    )
