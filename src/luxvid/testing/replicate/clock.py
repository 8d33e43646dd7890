"""The emulator's clock: real time, and as much further as a test has moved it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any


class Clock:
    """Tells the emulator's time; it runs on by itself and can be moved ahead.

    Everything follows it: states, deadlines, expiry of files, deletion after an hour, and the `Date` of every answer.

    Example:
        >>> from luxvid.testing.replicate import Clock
        >>> clock = Clock()
        >>> before = clock.now()
        >>> clock.advance(minutes=61)
        >>> (clock.now() - before).total_seconds() >= 3660
        True
    """

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the emulator's time, UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move the clock ahead; a negative length moves it back."""
        self._ahead += timedelta(hours=hours, minutes=minutes, seconds=seconds)

    def timestamp(self) -> float:
        """Return the emulator's time in seconds since 1970."""
        return self.now().timestamp()


def iso(timestamp: float) -> str:
    """Return a time as Replicate writes it: ISO 8601, UTC, milliseconds.

    Example:
        >>> iso(0)
        '1970-01-01T00:00:00.000Z'
    """
    return datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def without_none(**members: Any) -> dict[str, Any]:
    """Return a JSON object without the members that have no value yet."""
    return {name: value for name, value in members.items() if value is not None}
