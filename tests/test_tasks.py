"""Async work that a worker thread asks the event loop for, while what the thread works for is cancelled."""

from __future__ import annotations

import threading

import anyio
import pytest
from anyio import to_thread

from luxvid.tasks import from_worker

pytestmark = pytest.mark.anyio


async def test_a_worker_gets_what_the_loop_made() -> None:
    async def made() -> str:
        return await to_thread.run_sync(lambda: "made")

    assert await to_thread.run_sync(from_worker, made) == "made"


async def test_a_cancelled_worker_begins_nothing_more_and_does_not_wait_for_ever() -> None:
    begun, is_cancelled = [], threading.Event()

    async def begin() -> None:
        begun.append(True)
        await to_thread.run_sync(lambda: None)

    def work() -> None:
        is_cancelled.wait(timeout=60)
        from_worker(begin)

    with anyio.fail_after(60), anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:
            group.start_soon(to_thread.run_sync, work)
            await anyio.sleep(0.05)
            scope.cancel()
            is_cancelled.set()
    assert scope.cancelled_caught
    assert begun == []


async def test_what_a_worker_has_begun_is_finished_when_it_is_cancelled() -> None:
    ended = []

    with anyio.CancelScope() as scope:

        async def make() -> None:
            scope.cancel()
            await to_thread.run_sync(lambda: None)
            ended.append(True)

        await to_thread.run_sync(from_worker, make)
        await anyio.lowlevel.checkpoint()
    assert scope.cancelled_caught
    assert ended == [True]
