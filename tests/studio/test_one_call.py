"""`make_film` and `wait`: for scripts and notebooks, also inside a running loop, and stopped by Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import luxvid
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.storage import Storage

TINY = Encoding(width_px=160, height_px=96, preset="ultrafast")
LISTENING = (  # a job in a shell's background has it ignored
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('luxvid', run_name='__main__', alter_sys=True)"
)
SHORT = tuple(Scene(key=s.key, rooms=s.rooms, words=s.words, mood=s.mood, duration_s=1) for s in LUXURY_SCENES[:2])


def test_one_call_makes_a_film_and_a_second_one_makes_nothing_anew(drawn: list[Path], tmp_path: Path) -> None:
    run = luxvid.Run(storage=Storage.at(tmp_path / "storage"))
    out = tmp_path / "my film.mp4"
    first = luxvid.make_film(drawn[0].parent, out, scenes=SHORT, encoding=TINY, align="beats", run=run)
    content = out.read_bytes()
    second = luxvid.make_film(drawn[0].parent, out, scenes=SHORT, encoding=TINY, align="beats", run=run)
    assert first.storyboard.beats
    assert first.soundtrack
    assert first.soundtrack.beats == first.storyboard.beats
    assert second.report.pieces_reused == second.report.pieces == 3
    assert second.storyboard == first.storyboard
    assert out.read_bytes() == content
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_it_works_inside_a_running_loop(drawn: list[Path]) -> None:
    async def cell() -> luxvid.PhotoSet:
        return luxvid.wait(luxvid.load_photos(drawn[:2]))

    assert len(asyncio.run(cell())) == 2


def test_a_film_that_could_not_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="'missing'"):  # not that there are no photos
        luxvid.make_film(tmp_path / "nowhere", "missing/film.mp4", run=luxvid.Run(storage=Storage.memory()))


def test_errors_come_out_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(luxvid.LuxvidError, match="nowhere"):
        luxvid.make_film(tmp_path / "nowhere", tmp_path / "film.mp4", run=luxvid.Run(storage=Storage.memory()))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")
def test_ctrl_c_stops_the_work_and_leaves_no_half_film(drawn: list[Path], tmp_path: Path) -> None:
    command = [sys.executable, "-c", LISTENING, "film", str(drawn[0].parent), "--out", str(tmp_path / "film.mp4")]
    command += ["--storage", str(tmp_path / "storage")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pieces = tmp_path / "storage" / "blobs"
    while process.poll() is None and not any(p.stat().st_size > 100_000 for p in pieces.rglob("*") if p.is_file()):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped" in errors
    assert "Traceback" not in errors
    assert not (tmp_path / "film.mp4").exists()
    assert not list(tmp_path.rglob("*.part"))
