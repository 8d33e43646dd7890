"""`Pace`: creates leave one after another, as fast as the provider takes them."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable

import anyio
from attrs import define, field

from luxvid.errors import Throttled

_SLOWEST_PER_MIN = 6.0
_RATE = re.compile(r"(\d+)\s+requests?\s+per\s+(second|minute)", re.IGNORECASE)
_BURST = re.compile(r"burst\s+of\s+(\d+)", re.IGNORECASE)


@define(eq=False, kw_only=True)
class Pace:
    """A token bucket that several tasks of one event loop share, first come, first served; it learns from refusals.

    Attributes:
        per_min: How many may leave in a minute; None sets no limit until the provider sets one.
        burst: How many may leave at once after a rest.
        unsaid_delay_s: The pause after a refusal that asks for none.
        delay_most_s: The longest pause: who waits behind a refusal that asks for more finds out for himself.
    """

    per_min: float | None
    burst: int = 1
    unsaid_delay_s: float = 5.0
    delay_most_s: float = 600.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    _most_per_min: float | None = field(init=False)
    _tokens: float = field(init=False)
    _filled_at: float = field(init=False)
    _closed_until: float = field(default=float("-inf"), init=False)
    _lock: anyio.Lock = field(factory=lambda: anyio.Lock(fast_acquire=True), init=False)

    def __attrs_post_init__(self) -> None:
        self._most_per_min = self.per_min
        self._tokens = float(self.burst)
        self._filled_at = self.clock()

    async def turn(self) -> None:
        """Wait until one more may leave."""
        async with self._lock:
            while (pause_s := self._pause_s()) > 0:
                await self.sleep(pause_s)
            self._tokens -= 1

    def slow_down(self, refusal: Throttled) -> None:
        """Obey a refusal: nothing leaves before its delay is over; then at the rate that it states, or at half the rate.

        Refusals that arrive while nothing leaves belong to the same burst, and halve nothing again.
        """
        now = self.clock()
        already_closed = now < self._closed_until
        delay_s = self.unsaid_delay_s if refusal.delay_s is None else refusal.delay_s
        self._closed_until = max(self._closed_until, now + min(delay_s, self.delay_most_s))
        stated = stated_rate(refusal.reason)
        if stated is not None:
            self.per_min, self.burst = stated
            self._most_per_min = self.per_min
        elif not already_closed:
            self.per_min = max((self.per_min or 600.0) / 2, _SLOWEST_PER_MIN)
            self.burst = 1
        self._tokens, self._filled_at = 1.0, self._closed_until

    def speed_up(self) -> None:
        """Go a little faster after one was taken, up to the rate at the beginning or the one that was stated."""
        if self.per_min is not None:
            faster = self.per_min * 1.1
            self.per_min = faster if self._most_per_min is None else min(self._most_per_min, faster)

    def _pause_s(self) -> float:
        now = self.clock()
        if now < self._closed_until:
            return self._closed_until - now
        if self.per_min is None:
            self._tokens = 1.0
            return 0.0
        per_s = self.per_min / 60
        self._tokens = min(float(self.burst), self._tokens + max(0.0, now - self._filled_at) * per_s)
        self._filled_at = max(now, self._filled_at)
        return max(0.0, (1 - self._tokens) / per_s)


def stated_rate(words: str) -> tuple[float, int] | None:
    """Return the creates per minute and the burst that a refusal's words state, or None.

    Example:
        >>> stated_rate("reduced to 6 requests per minute with a burst of 1")
        (6.0, 1)
    """
    rate = _RATE.search(words)
    if rate is None or not int(rate[1]):
        return None
    burst = _BURST.search(words)
    return float(rate[1]) * (60 if rate[2].lower() == "second" else 1), int(burst[1]) if burst else 1
