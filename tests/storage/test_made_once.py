"""`made_once`: once over tasks, loops, threads and processes; again where something is missing."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import field, frozen

from luxvid.blobs import Blob
from luxvid.errors import InvalidInput, StorageFailed
from luxvid.storage import FileMade, SqliteLedger, Storage, extra_of, key_of, made_once
from luxvid.tasks import wait

pytestmark = pytest.mark.anyio

SHOT = {"shot": "kitchen", "frames": [0, 120]}

WORKER = """
import asyncio, os, sys, time
from pathlib import Path
from luxvid.storage import Storage, made_once

folder, log, rounds, size = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

async def main():
    storage = Storage.at(folder)
    for i in range(rounds):
        async def make():
            with log.open("a") as file:
                file.write(f"{i}\\n")
            await asyncio.sleep(0.02)
            return bytes([i]) * size
        blob, _ = await made_once(storage, {"piece": i}, make, media_type="video/mp4")
        assert await blob.read() == bytes([i]) * size
    print("done", flush=True)

asyncio.run(main())
"""


@frozen
class Maker:
    """Counts how often it was asked."""

    content: bytes | Path = b"frames"
    pause_s: float = 0.02
    asked: list[None] = field(factory=list)

    async def __call__(self) -> bytes | Path:
        self.asked.append(None)
        await asyncio.sleep(self.pause_s)
        return self.content


@pytest.fixture(params=["memory", "files"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return Storage.memory() if request.param == "memory" else Storage.at(tmp_path / "store")


async def _once(storage: Storage, maker: Maker, description: dict[str, Any] = SHOT) -> tuple[Blob, bool]:
    return await made_once(storage, description, maker, media_type="video/mp4")


async def test_the_second_time_makes_nothing(storage: Storage) -> None:
    maker = Maker()
    first, first_reused = await _once(storage, maker)
    second, second_reused = await _once(storage, maker)
    assert (first_reused, second_reused, len(maker.asked)) == (False, True, 1)
    assert first == second
    assert await second.read() == b"frames"
    assert second.media_type == "video/mp4"


async def test_other_inputs_are_made(storage: Storage) -> None:
    maker = Maker()
    await _once(storage, maker)
    await _once(storage, maker, {**SHOT, "frames": [0, 121]})
    assert len(maker.asked) == 2


async def test_a_file_can_be_made_and_stays_its_makers(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "made.mp4"
    path.write_bytes(b"long film")
    blob, _ = await _once(storage, Maker(content=path))
    assert path.exists()
    path.unlink()
    assert await blob.read() == b"long film"


async def test_what_is_remembered_beside_the_bytes_comes_back(storage: Storage) -> None:
    async def make() -> tuple[bytes, dict[str, Any]]:
        return b"music", {"loudness_lufs": -14.0}

    assert await extra_of(storage, SHOT) == {}
    await made_once(storage, SHOT, make, media_type="audio/flac")
    assert await extra_of(storage, SHOT) == {"loudness_lufs": -14.0}


async def test_tasks_side_by_side_make_it_once(storage: Storage) -> None:
    maker = Maker()
    results = await asyncio.gather(*[_once(storage, maker) for _ in range(8)])
    assert len(maker.asked) == 1
    assert [reused for _, reused in results].count(False) == 1


async def test_loops_in_several_threads_make_it_once(storage: Storage) -> None:
    maker = Maker()
    threads = [threading.Thread(target=lambda: asyncio.run(_once(storage, maker))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await anyio.to_thread.run_sync(thread.join)
    assert len(maker.asked) == 1


async def test_two_openings_of_one_folder_make_it_once(tmp_path: Path) -> None:
    maker = Maker()
    await asyncio.gather(_once(Storage.at(tmp_path), maker), _once(Storage.at(tmp_path), maker))
    assert len(maker.asked) == 1


async def test_after_a_failure_the_next_one_makes_it(storage: Storage) -> None:
    async def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await made_once(storage, SHOT, fail, media_type="video/mp4")
    assert not (await _once(storage, Maker()))[1]


async def test_after_a_cancel_the_waiting_one_makes_it(storage: Storage) -> None:
    began = asyncio.Event()

    async def slow() -> bytes:
        began.set()
        await anyio.sleep_forever()
        return b"never"

    task = asyncio.create_task(made_once(storage, SHOT, slow, media_type="video/mp4"))
    await began.wait()
    waiting = asyncio.create_task(_once(storage, Maker()))
    await asyncio.sleep(0.03)
    task.cancel()
    blob, _ = await waiting
    assert await blob.read() == b"frames"
    assert task.cancelled()


async def test_after_a_time_limit_the_next_one_makes_it(storage: Storage) -> None:
    with anyio.move_on_after(0.05) as limit:
        await _once(storage, Maker(pause_s=30))
    assert limit.cancelled_caught
    assert not (await _once(storage, Maker()))[1]


async def test_bytes_that_are_gone_are_made_anew(storage: Storage) -> None:
    maker = Maker()
    blob, _ = await _once(storage, maker)
    await storage.blobs.delete(blob.digest)
    blob, reused = await _once(storage, maker)
    assert not reused
    assert await blob.read() == b"frames"


async def test_damaged_bytes_and_records_are_made_anew(tmp_path: Path) -> None:
    storage, maker = Storage.at(tmp_path), Maker()
    for kind in ("blobs", "made"):
        await _once(storage, maker)
        [path] = [path for path in (tmp_path / kind).rglob("*") if path.is_file()]
        path.write_bytes(b"{}")
    blob, reused = await _once(storage, maker)
    assert not reused
    assert await blob.read() == b"frames"


async def test_nothing_is_left_lying_about(tmp_path: Path) -> None:
    await asyncio.gather(*[_once(Storage.at(tmp_path), Maker(), {"n": i % 3}) for i in range(9)])
    assert list((tmp_path / "parts").iterdir()) == []


async def test_the_key_does_not_depend_on_order() -> None:
    assert key_of({"a": 1, "b": {"c": 2, "d": 3}}) == key_of({"b": {"d": 3, "c": 2}, "a": 1})
    assert key_of({"a": 1}) != key_of({"a": 1.5})


@pytest.mark.parametrize("value", [object(), {1, 2}, float("nan"), b"x"])
async def test_a_description_that_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput, match="JSON"):
        key_of({"a": value})


async def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "parts").write_bytes(b"in the way")
    with pytest.raises(StorageFailed, match="cannot be written"):
        await _once(Storage(blobs=Storage.memory().blobs, made=FileMade(tmp_path), ledger=SqliteLedger.memory()), Maker())


def _start(folder: Path, log: Path, *, rounds: int, size: int = 10) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WORKER, str(folder), str(log), str(rounds), str(size)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


async def test_two_processes_make_each_piece_once(tmp_path: Path) -> None:
    store, log = tmp_path / "store", tmp_path / "log"
    processes = [_start(store, log, rounds=10) for _ in range(2)]
    assert [process.communicate()[0] for process in processes] == ["done\n", "done\n"]
    assert sorted(map(int, log.read_text().split())) == list(range(10))
    assert list((store / "parts").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_killed_at_any_point_the_next_run_finishes_and_leaves_no_orphan(tmp_path: Path) -> None:
    store, log, size, rounds = tmp_path / "store", tmp_path / "log", 3_000_000, 6
    for kill_after_s in (0.02, 0.05, 0.07, 0.09, 0.12):
        process = _start(store, log, rounds=rounds, size=size)
        while not log.exists():
            time.sleep(0.005)
        time.sleep(kill_after_s)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert _start(store, log, rounds=rounds, size=size).communicate()[0] == "done\n"
    files = [path for path in store.rglob("*") if path.is_file()]
    assert len(files) == 2 * rounds
    assert {path.stat().st_size for path in files if path.parent.parent.name == "blobs"} == {size}


@pytest.mark.parametrize("bought", [False, True], ids=["made", "bought"])
def test_what_the_blocked_loop_is_just_making_is_refused_and_not_waited_for_for_ever(tmp_path: Path, *, bought: bool) -> None:
    storage = Storage.at(tmp_path)

    async def made(seconds: float) -> None:
        async def make() -> bytes:
            begun.set()
            await asyncio.sleep(seconds)
            return b"frames"

        if bought:
            async with storage.ledger.hold("0" * 64):
                await make()
        else:
            await made_once(storage, {"shot": 1}, make, media_type="video/mp4")

    async def cell() -> None:
        task = asyncio.create_task(made(0.2))
        await begun.wait()
        with pytest.raises(InvalidInput, match="await it there"):
            wait(made(0))
        await task
        wait(made(0))

    begun = asyncio.Event()
    asyncio.run(cell())
