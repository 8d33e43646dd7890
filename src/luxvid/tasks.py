"""Tasks side by side, and waiting for them from code that is not async."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from anyio import from_thread
from anyio.abc import TaskGroup
from anyio.from_thread import start_blocking_portal
from anyio.lowlevel import RunVar

from luxvid.errors import LuxvidError

T = TypeVar("T")


@asynccontextmanager
async def side_by_side() -> AsyncIterator[TaskGroup]:
    """Open a task group whose error, where there is just one, comes out as it is and not in a group."""
    try:
        async with anyio.create_task_group() as group:
            yield group
    except BaseExceptionGroup as errors:
        if len(errors.exceptions) == 1:
            raise errors.exceptions[0] from errors.exceptions[0].__cause__
        raise


def one_of(error: LuxvidError | ExceptionGroup[Exception]) -> LuxvidError:
    """Return the error of several tasks that failed together: the first, with the others as notes. A foreign error is raised."""
    if isinstance(error, LuxvidError):
        return error
    ours = [one_of(each) for each in error.exceptions if isinstance(each, LuxvidError | ExceptionGroup)]
    if not ours or error.split(LuxvidError)[1] is not None:
        raise error
    first = ours[0]
    for other in ours[1:]:
        first.add_note(f"and: {other}")
    return first


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def heavy() -> anyio.CapacityLimiter:
    """Return the running event loop's limiter for work that fills a core and much memory: one piece of it for each core.

    A thousand shots at once then need no more memory than a few.
    """
    try:
        return _heavy.get()
    except LookupError:
        _heavy.set(limiter := anyio.CapacityLimiter(cores()))
        return limiter


_heavy: RunVar[anyio.CapacityLimiter] = RunVar("luxvid heavy work")


def from_worker(function: Callable[[], Awaitable[T]]) -> T:
    """Have the event loop run an async function for a worker thread of anyio, and return its result.

    Where what the thread works for is cancelled, nothing more is begun and the loop's cancellation is raised; what has begun
    is finished. `anyio.from_thread.run` by itself waits for ever (4.16) where the cancellation came just before: the waiting
    task is shielded for the thread's sake, so nobody tells the new one, which asks the loop again and again.
    """
    from_thread.check_cancelled()
    return from_thread.run(_to_its_end, function)


async def _to_its_end(function: Callable[[], Awaitable[T]]) -> T:
    with anyio.CancelScope(shield=True):
        result = await function()
    return result  # noqa: RET504  mypy takes the scope for one that may swallow the return


def wait(awaitable: Awaitable[T]) -> T:
    """Wait for a coroutine and return its result, also from inside a running event loop, as in a notebook.

    The work runs in a thread of its own and blocks the caller: for scripts and notebooks; services await. Ctrl-C stops the
    work and is raised again when it has stopped. What belongs to another event loop (a task, a future) cannot be waited for.

    Raises:
        InvalidInput: The work needs what a task of the loop that is blocked is just making or buying: neither could go on.

    Example:
        >>> import luxvid
        >>> len(luxvid.wait(luxvid.load_photos([])))
        0
    """
    blocked = running_loop()

    async def run() -> T:
        if blocked is not None:
            _blocked[blocked] = asyncio.get_running_loop()
        return await awaitable

    try:
        with start_blocking_portal() as portal:
            return portal.start_task_soon(run).result()
    finally:
        if blocked is not None:
            _blocked.pop(blocked, None)


def is_blocked_by(loop: asyncio.AbstractEventLoop, other: asyncio.AbstractEventLoop) -> bool:
    """Tell whether an event loop stands still in `wait` until work in another one has ended."""
    waits_for = _blocked.get(loop)
    return waits_for is not None and (waits_for is other or is_blocked_by(waits_for, other))


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that this code runs in; None outside of one, and under another backend of anyio's."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


_blocked: dict[asyncio.AbstractEventLoop, asyncio.AbstractEventLoop] = {}
"""Loops that stand still in `wait`, and the loop in which the work runs that they wait for."""
