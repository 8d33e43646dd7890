"""A film made by two processes on one storage, one of which is killed as by `kill -9`: one bill, and the film is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import luxvid
from luxvid.testing import ReplicateEmulator

SHOTS = 3
PRODUCE = """
import luxvid
from luxvid.providers import ReplicateProvider
from luxvid.render import ReplicateRenderer
from luxvid.costs import Budget
from tests.studio.conftest import QUICK, SMALL, studio_of

board = luxvid.Storyboard.from_json(open({board!r}).read())
run = luxvid.Run(storage=luxvid.Storage.at({storage!r}), budget=Budget(max_usd=20, name="film"))
provider = ReplicateProvider(token={token!r}, base_url={url!r}, waiting=QUICK)
film = luxvid.wait(studio_of(ReplicateRenderer(provider=provider, encoding=SMALL, match_light=False)).produce(board, run=run))
luxvid.wait(film.save({out!r}))
print(film.report.cost_usd, film.report.spent_usd)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_two_processes_one_is_killed_and_each_shot_is_paid_once(
    seven: luxvid.Storyboard, shop: ReplicateEmulator, tmp_path: Path
) -> None:
    storage = luxvid.Storage.at(tmp_path / "storage")
    board = luxvid.Storyboard(shots=seven.shots[3 : 3 + SHOTS])
    for photo in board.photos:
        luxvid.wait(storage.blobs.put_from(photo.blob))
    (tmp_path / "board.json").write_text(board.to_json(), encoding="utf-8")
    shop.processing_s = 1

    def started(out: str) -> subprocess.Popen[str]:
        told = {"board": tmp_path / "board.json", "storage": tmp_path / "storage", "out": tmp_path / out}
        code = PRODUCE.format(token=shop.token, url=shop.base_url, **{name: str(path) for name, path in told.items()})
        return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)

    first, second = started("first.mp4"), started("second.mp4")
    until(lambda: len(shop.bill) > 1, first)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    told, _ = second.communicate(timeout=120)
    assert second.returncode == 0
    assert told.split()[0] == str(shop.bill.total_usd)
    again = started("again.mp4")
    assert again.communicate(timeout=120)[0].split() == [str(shop.bill.total_usd), "0"]
    assert {line.status for line in shop.bill} == {"succeeded"}
    assert len(shop.bill) == SHOTS
    assert (tmp_path / "second.mp4").read_bytes() == (tmp_path / "again.mp4").read_bytes()


def until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that a process brings about."""
    ends = time.monotonic() + 120
    while not is_so():
        assert process.poll() is None
        assert time.monotonic() < ends
        time.sleep(0.01)
