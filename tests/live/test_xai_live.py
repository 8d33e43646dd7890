"""xAI itself, for whoever has a key: one question about one drawn photo, at both interfaces, recorded without the key.

    XAI_API_KEY=xai-… LUXVID_LIVE=paid pytest tests/live/test_xai_live.py      costs about a cent

Nobody has run it yet. It tells what a picture really counts as: put that into `luxvid.providers.chat_models`.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from pathlib import Path

import pytest
from attrs import evolve

from luxvid.calls import SUCCEEDED, Job
from luxvid.providers import XaiProvider
from luxvid.providers.xai_wire import PATHS, Api
from tests.providers.contract import JPEG
from tests.providers.taping import tape

CASSETTES = Path(__file__).parent / "cassettes"
ORIGIN = "Recorded from the live service at api.x.ai."
SCHEMA = {
    "type": "object",
    "properties": {"photo": {"type": "string", "enum": ["p001"]}, "shows": {"type": "string", "maxLength": 80}},
    "required": ["photo", "shows"],
    "additionalProperties": False,
}

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(os.environ.get("LUXVID_LIVE") != "paid", reason="costs about a cent: XAI_API_KEY and LUXVID_LIVE=paid"),
]


@pytest.mark.parametrize("api", PATHS)
async def test_one_question(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUXVID_FORBID_SPENDING")
    asked = {
        "instructions": "Answer in the form that is given.",
        "content": [{"text": "Photo p001:"}, {"jpeg": b64encode(JPEG).decode(), "detail": "high"}],
        "schema": SCHEMA,
        "effort": "low",
        "most_tokens": 2_000,
    }
    job = Job(provider="xai", model="grok-4.3", worst_usd="0.02", likely_usd="0.01", media_type="application/json")
    with tape(CASSETTES / f"xai-{api}.yaml", origin=ORIGIN, record=True):
        async with evolve(XaiProvider.from_env(), api=api).connect() as connection:
            answer = await connection.create(job, asked)
    assert answer.status == SUCCEEDED
    assert json.loads(answer.outputs[0])["photo"] == "p001"
    print(api, answer.cost_usd, answer.outputs[0])  # noqa: T201  it is what the caller wants to see
