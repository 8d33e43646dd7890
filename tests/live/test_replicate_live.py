"""The live service, for whoever has a key: what it answers is recorded beside this file, without the token.

    REPLICATE_API_TOKEN=r8_… LUXVID_LIVE=free pytest tests/live      asks and uploads: costs nothing
    REPLICATE_API_TOKEN=r8_… LUXVID_LIVE=paid pytest tests/live      also makes one clip of the cheapest model: about $0.05

Nobody has run it yet. Look through a cassette before you share it: it names your account.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import anyio
import pytest

from luxvid.calls import SUCCEEDED, Job
from luxvid.providers import ReplicateProvider
from luxvid.providers.check import check
from tests.providers.contract import picture
from tests.providers.taping import tape

LIVE = os.environ.get("LUXVID_LIVE", "")
CASSETTES = Path(__file__).parent / "cassettes"
ORIGIN = "Recorded from the live service at api.replicate.com."

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(LIVE not in ("free", "paid"), reason="needs REPLICATE_API_TOKEN and LUXVID_LIVE=free or paid"),
]


async def test_what_costs_nothing() -> None:
    with tape(CASSETTES / "free.yaml", origin=ORIGIN, record=True):
        provider = ReplicateProvider.from_env()
        print(await check(provider))  # noqa: T201  it is what the caller wants to see
        async with provider.connect() as connection:
            assert (await connection.upload(await picture(), name="luxvid-live.jpg")).startswith("https://")
            job = Job(provider="replicate", model="google/veo-3.1-fast", worst_usd=0, likely_usd=0)
            since = await connection.now() - timedelta(minutes=5)
            assert (await connection.find(job, {"prompt": "never"}, since=since)).predictions == ()


@pytest.mark.skipif(LIVE != "paid", reason="costs about $0.05: LUXVID_LIVE=paid")
async def test_one_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUXVID_FORBID_SPENDING")
    wanted = Job(
        provider="replicate",
        model="wan-video/wan-2.2-i2v-fast",
        input={"prompt": "a slow dolly in", "resolution": "480p", "num_frames": 81},
        worst_usd="0.05",
        likely_usd="0.05",
        deadline_s=600,
    )
    with tape(CASSETTES / "paid.yaml", origin=ORIGIN, record=True):
        async with ReplicateProvider.from_env().connect() as connection:
            since = await connection.now() - timedelta(seconds=5)
            input_ = {**wanted.input, "image": await connection.upload(await picture(), name="luxvid-live.jpg")}
            prediction = await connection.create(wanted, input_)
            while not prediction.is_over:
                await anyio.sleep(5)
                prediction = await connection.get(prediction.id)
            assert prediction.status == SUCCEEDED, connection.failure(prediction)
            await connection.download(prediction.outputs[0], tmp_path / "clip.mp4")
            assert [one.id for one in (await connection.find(wanted, input_, since=since)).predictions] == [prediction.id]
    assert (tmp_path / "clip.mp4").stat().st_size > 10_000
