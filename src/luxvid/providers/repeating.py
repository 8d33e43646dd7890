"""`repeated`: try what may work later again, bounded in attempts and in time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
from attrs import frozen
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential, wait_random

from luxvid.errors import CallFailed

T = TypeVar("T")


@frozen(kw_only=True)
class Repeats:
    """How often to try.

    Attributes:
        attempts: At most.
        pause_s: After the first; it doubles, with chance added.
        pause_most_s: The longest pause of our own choice.
        paused_s: All pauses together are no longer, those that the provider asks for included.
    """

    attempts: int = 8
    pause_s: float = 0.5
    pause_most_s: float = 30.0
    paused_s: float = 600.0


async def repeated(work: Callable[[], Awaitable[T]], *, repeats: Repeats) -> T:
    """Return what `work` returns, trying again after a `CallFailed` that is retryable; the last error comes out.

    The pause is the one that the error asks for, else a growing one.
    """
    enough = stop_after_attempt(repeats.attempts)

    def stop(state: RetryCallState) -> bool:
        return enough(state) or state.idle_for + state.upcoming_sleep > repeats.paused_s

    trying = AsyncRetrying(
        retry=retry_if_exception(_may_work_later),
        wait=_pause(repeats),
        stop=stop,
        sleep=anyio.sleep,
        reraise=True,
    )
    return await trying(work)


def _may_work_later(error: BaseException) -> bool:
    return isinstance(error, CallFailed) and error.retryable


def _pause(repeats: Repeats) -> Callable[[RetryCallState], float]:
    growing = wait_exponential(multiplier=repeats.pause_s, max=repeats.pause_most_s)
    chance = wait_random(0, repeats.pause_s)

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked_s: float | None = getattr(error, "delay_s", None)
        return (growing(state) if asked_s is None else asked_s) + chance(state)

    return pause
