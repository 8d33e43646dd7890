"""`to_the_end`: work that goes on when its caller is cancelled, because stopping in the middle costs more than finishing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
from attrs import field, frozen

from luxvid.tasks import side_by_side

T = TypeVar("T")


@frozen(eq=False)
class Hurry:
    """What the work does inside `scope` ends at once when the caller is cancelled; all else goes on."""

    scope: anyio.CancelScope = field(factory=anyio.CancelScope)


async def to_the_end(work: Callable[[Hurry], Awaitable[T]], *, hurry_s: float) -> T:
    """Return what `work` returns. Where the caller is cancelled meanwhile, `work` has `hurry_s` more, then it is stopped.

    The work is a task of its own, so that neither anyio's nor asyncio's own way of cancelling reaches into it. What stops it
    in the end is asyncio's way, which no shield that the work may have of its own holds off.
    """
    hurry, over = Hurry(), anyio.Event()
    tasks: list[asyncio.Task[object]] = []
    done: list[T] = []

    async def run() -> None:
        tasks.extend(filter(None, [asyncio.current_task()]))
        with anyio.CancelScope(shield=True):
            done.append(await work(hurry))
        over.set()

    async with side_by_side() as group:
        group.start_soon(run)
        try:
            await over.wait()
        except asyncio.CancelledError:
            hurry.scope.cancel()
            for task in tasks:
                asyncio.get_running_loop().call_later(hurry_s, task.cancel)
            raise
    return done[0]
