"""The emulator as a process of its own: it prints its URL, and its file keeps what happened."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from luxvid.errors import InvalidInput
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import Bill

VEO = "google/veo-3.1-fast"
TOKEN = {"Authorization": f"Bearer {ReplicateEmulator().token}"}


@contextmanager
def process(file: Path, *, end: signal.Signals = signal.SIGTERM) -> Iterator[httpx.Client]:
    command = [sys.executable, "-m", "luxvid.testing.replicate", "--port", "0", "--bill", str(file), "--processing", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        url = running.stdout.readline().strip()
        try:
            with httpx.Client(base_url=url, headers=TOKEN, timeout=30) as http:
                yield http
        finally:
            running.send_signal(end)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_file_survives_the_process(tmp_path: Path) -> None:
    file = tmp_path / "bill.sqlite3"
    with process(file, end=signal.SIGKILL) as http:
        picture = http.post("/v1/files", files={"content": ("a.txt", b"kept", "text/plain")}).json()
        made = http.post(f"/v1/models/{VEO}/predictions", json={"input": {"prompt": "x", "duration": 4}}).json()
        assert http.get("/emulator/bill").json()["lines"][0]["prediction"] == made["id"]
    assert Bill.read(file).total_usd == Decimal("0.60")
    with process(file) as http:
        assert http.get(f"/v1/predictions/{made['id']}").json()["input"] == made["input"]
        assert http.get(f"/v1/files/{picture['id']}").json()["size"] == 4
        assert http.post("/emulator/clock", params={"seconds": 25 * 3600}).status_code == 200
        assert http.get(f"/v1/files/{picture['id']}").status_code == 404
    assert len(Bill.read(file)) == 1


def test_what_was_running_goes_on_after_a_restart(tmp_path: Path) -> None:
    with ReplicateEmulator(file=tmp_path / "bill", processing_s=0, longest_px=64) as emulator:
        order = {"input": {"prompt": "x", "duration": 4}}
        made = httpx.post(f"{emulator.base_url}/v1/models/{VEO}/predictions", json=order, headers=TOKEN).json()
    with ReplicateEmulator(file=tmp_path / "bill", longest_px=64) as emulator, httpx.Client(headers=TOKEN) as http:
        for _ in range(600):
            prediction = http.get(f"{emulator.base_url}/v1/predictions/{made['id']}").json()
            if prediction["status"] == "succeeded":
                break
        assert http.get(prediction["output"]).content[4:8] == b"ftyp"
        assert len(emulator.bill) == 1
    assert emulator.bill.lines[0].status == "succeeded"


def test_a_bill_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no bill at"):
        Bill.read(tmp_path / "bill")
    assert not (tmp_path / "bill").exists()


def test_many_threads_order_at_once() -> None:
    with ReplicateEmulator(longest_px=64) as emulator:

        def order() -> None:
            with httpx.Client(base_url=emulator.base_url, headers=TOKEN, timeout=30) as http:
                for _ in range(10):
                    http.post(f"/v1/models/{VEO}/predictions", json={"input": {"prompt": "x", "duration": 4}}).raise_for_status()
                    assert emulator.bill.total_usd > 0

        threads = [threading.Thread(target=order) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(emulator.bill) == 80
    assert len(emulator.bill.duplicates()[0]) == 80
