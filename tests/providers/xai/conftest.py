"""An emulator of xAI, both of its interfaces, and a question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from luxvid import Run, Storage
from luxvid.calls import Job, JobFile
from luxvid.costs import Budget
from luxvid.providers.xai_wire import PATHS, Api
from luxvid.storage import MemoryBlobs
from luxvid.testing import XaiEmulator

KEY = "xai-ThisIsNobodysKeyButItLooksLikeOne"
SCHEMA = {
    "type": "object",
    "properties": {"room": {"enum": ["hall", "pool"]}},
    "required": ["room"],
    "additionalProperties": False,
}


@pytest.fixture
def emulator() -> Iterator[XaiEmulator]:
    with XaiEmulator() as emulator:
        yield emulator


@pytest.fixture(params=sorted(PATHS))
def api(request: pytest.FixtureRequest) -> Api:
    found: Api = request.param
    return found


def job(text: str = "Which room?", *, model: str = "grok-4.3", file: dict[str, Any] | None = None, **changes: Any) -> Job:
    async def prepare() -> Any:
        return await MemoryBlobs().put(json.dumps(file).encode(), media_type="application/json")

    wanted: dict[str, Any] = {
        "provider": "xai",
        "model": model,
        "input": {
            "instructions": "Be brief.",
            "effort": "low",
            "most_tokens": 500,
            "content": [{"text": text}],
            "schema": SCHEMA,
        },
        "files": [JobFile(field="more", named={"version": 1}, prepare=prepare)] if file else (),
        "worst_usd": "0.10",
        "likely_usd": "0.01",
        "found_by": "nothing",
        "media_type": "application/json",
    }
    return Job(**(wanted | changes))


def paying(storage: Storage | None = None, **settings: Any) -> Run:
    return Run(storage=storage or Storage.memory(), budget=Budget(max_usd=1), **settings)
