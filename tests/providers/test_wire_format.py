"""The wire format, pinned by cassettes. They were recorded from luxvid's own emulator: no live answer is among them.

`LUXVID_RECORD=1 pytest tests/providers/test_wire_format.py` records them anew.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from luxvid.errors import InputRefused
from luxvid.providers import ReplicateProvider
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate.answers import invalid_input, throttled
from tests.providers.conftest import QUICK, WAITING, job
from tests.providers.contract import picture
from tests.providers.taping import bodies, tape

pytestmark = pytest.mark.anyio

RECORD = bool(os.environ.get("LUXVID_RECORD"))
ORIGIN = "Recorded from luxvid.testing.ReplicateEmulator on this machine, not from the live service."
PORT = 18_811
CASSETTES = Path(__file__).parent / "cassettes"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def taped(name: str, *faults: Any) -> Iterator[tuple[ReplicateProvider, Any]]:
    """Give a provider that speaks to a cassette, or to the emulator whose answers are recorded."""
    emulator = ReplicateEmulator(port=PORT, longest_px=64, starting_s=0.5, processing_s=0.01)
    for fault in faults:
        emulator.faults.add(fault)
    if RECORD:
        emulator.start()
    limits = evolve(QUICK, transfer_s=60)
    provider = ReplicateProvider(token=emulator.token, base_url=f"http://127.0.0.1:{PORT}", waiting=WAITING, limits=limits)
    try:
        with tape(CASSETTES / f"{name}.yaml", origin=ORIGIN, record=RECORD) as cassette:
            yield provider, cassette
            assert RECORD or cassette.all_played
    finally:
        emulator.stop()


async def test_a_clip_from_upload_to_download(tmp_path: Path) -> None:
    with taped("clip") as (provider, cassette):
        async with provider.connect() as connection:
            account = await connection.account()
            wanted = job(deadline_s=600)
            input_ = {**wanted.input, "image": await connection.upload(await picture(), name="shot-image.jpg")}
            made = await connection.create(wanted, input_)
            if RECORD:
                await asyncio.sleep(2)
            done = await connection.get(made.id)
            await connection.download(done.outputs[0], tmp_path / "clip.mp4")
            found = await connection.find(wanted, input_, since=SINCE)
            cancelled = await connection.cancel(made.id)
        paths = bodies(cassette)
    assert account["username"] == "emulator"
    assert (made.status, done.status, cancelled.status) == ("starting", "succeeded", "succeeded")
    assert [one.id for one in found.predictions] == [made.id]
    assert (tmp_path / "clip.mp4").read_bytes()[4:8] == b"ftyp"
    assert paths[2] == ("POST", "/v1/models/google/veo-3.1-fast/predictions", {"input": input_})


async def test_a_create_that_has_to_wait_and_one_that_is_refused() -> None:
    with taped("refusals", throttled("live", delay_s=0), invalid_input(("enum", "input.duration", "must be one of 4, 6, 8"))) as (
        provider,
        _,
    ):
        wanted = job(
            "a version", model="meta/musicgen", version="671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb"
        )
        async with provider.connect() as connection:
            with pytest.raises(InputRefused, match=r"422: Input validation failed: - input\.duration: must be one of"):
                await connection.create(wanted, {"prompt": "strings", "duration": 4})


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_cassette_says_where_it_comes_from_and_holds_no_token(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {ORIGIN}\n")
    assert "r8_" not in text
    assert "uthorization" not in text
