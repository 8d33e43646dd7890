"""Creates leave as fast as the provider takes them, by a clock of the test's own."""

from __future__ import annotations

import anyio
import pytest
from attrs import define, field

from luxvid.errors import Throttled
from luxvid.providers.pacing import Pace, stated_rate

pytestmark = pytest.mark.anyio


@define
class Time:
    """Goes on only where somebody sleeps."""

    now: float = 100.0
    left: list[float] = field(factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await anyio.lowlevel.checkpoint()

    def pace(self, per_min: float | None, burst: int = 1) -> Pace:
        return Pace(per_min=per_min, burst=burst, clock=self.clock, sleep=self.sleep)

    async def leave(self, pace: Pace, times: int) -> list[float]:
        """Return when each of several creates left, in seconds after the beginning."""
        began, left = self.now, []
        for _ in range(times):
            await pace.turn()
            left.append(round(self.now - began, 6))
        return left


def throttled(reason: str = "Request was throttled.", delay_s: float | None = None) -> Throttled:
    return Throttled("replicate", reason, "0", delay_s)


async def test_a_burst_leaves_at_once_and_the_rest_at_the_rate() -> None:
    time = Time()
    assert await time.leave(time.pace(60, burst=3), 6) == [0, 0, 0, 1, 2, 3]


async def test_a_rest_fills_the_burst_and_no_more() -> None:
    time = Time()
    pace = time.pace(60, burst=2)
    await time.leave(pace, 2)
    time.now += 100
    assert await time.leave(pace, 4) == [0, 0, 1, 2]


async def test_without_a_rate_nothing_waits() -> None:
    time = Time()
    assert await time.leave(time.pace(None), 5) == [0] * 5


async def test_nothing_leaves_before_the_delay_is_over() -> None:
    time = Time()
    pace = time.pace(60, burst=10)
    pace.slow_down(throttled(delay_s=30))
    assert (await time.leave(pace, 1)) == [30]


async def test_a_delay_of_a_day_does_not_hold_everybody_for_a_day() -> None:
    time = Time()
    pace = time.pace(60)
    pace.slow_down(throttled(delay_s=86_400))
    assert (await time.leave(pace, 1)) == [600]


async def test_a_stated_rate_is_kept() -> None:
    time = Time()
    pace = time.pace(600, burst=10)
    pace.slow_down(throttled("reduced to 6 requests per minute with a burst of 1. Your rate limit resets in ~5s.", 5))
    assert await time.leave(pace, 4) == [5, 15, 25, 35]
    for _ in range(50):
        pace.speed_up()
    assert pace.per_min == 6


async def test_refusals_of_one_burst_halve_the_rate_once_and_success_brings_it_back() -> None:
    time = Time()
    pace = time.pace(60, burst=10)
    for _ in range(7):
        pace.slow_down(throttled(delay_s=5))
    assert pace.per_min == 30
    assert await time.leave(pace, 3) == [5, 7, 9]
    for _ in range(50):
        pace.speed_up()
    assert pace.per_min == 60


async def test_it_never_stands_still_for_good() -> None:
    time = Time()
    pace = time.pace(60)
    for _ in range(20):
        pace.slow_down(throttled())
        await pace.turn()
    assert pace.per_min == 6


async def test_first_come_first_served() -> None:
    time = Time()
    pace, served = time.pace(60), []

    async def one(number: int) -> None:
        await pace.turn()
        served.append(number)

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(one, number)
    assert served == list(range(20))


async def test_who_is_cancelled_takes_no_turn() -> None:
    time = Time()
    pace = time.pace(60)
    with anyio.CancelScope() as scope:
        scope.cancel()
        await pace.turn()
    assert await time.leave(pace, 2) == [0, 1]


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("You are limited to 1 request per second.", (60.0, 1)),
        ("reduced to 6 requests per minute with a burst of 2", (6.0, 2)),
        ("Request was throttled. Your rate limit resets in ~30s.", None),
        ("0 requests per minute", None),
    ],
)
def test_a_rate_is_read_from_words(words: str, rate: tuple[float, int] | None) -> None:
    assert stated_rate(words) == rate
