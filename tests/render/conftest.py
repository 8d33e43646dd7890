"""An emulator, photos, and a shot over two of them. Nothing here speaks to the live service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import luxvid
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.encoding import Encoding
from luxvid.photos import Photo
from luxvid.protocols import Run
from luxvid.providers import ReplicateProvider
from luxvid.storage import Storage
from luxvid.storyboard import Shot
from luxvid.testing.replicate import ReplicateEmulator

SMALL = Encoding(width_px=320, height_px=180, preset="ultrafast")
QUICK = Waiting(poll_s=0.02, poll_most_s=0.1, answer_s=5, visible_s=0.1, pause_s=0.05, look_again_s=0.1)


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(longest_px=320, processing_s=0.02) as running:
        yield running


@pytest.fixture
def provider(emulator: ReplicateEmulator) -> ReplicateProvider:
    return ReplicateProvider(token=emulator.token, base_url=emulator.base_url, waiting=QUICK)


@pytest.fixture
async def photos(drawn: list[Path]) -> list[Photo]:
    return list(await luxvid.load_photos(drawn[2:6]))


def paying(max_usd: float = 5) -> Run:
    return Run(storage=Storage.memory(), budget=Budget(max_usd=max_usd))


def pair(photos: list[Photo], **changes: Any) -> Shot:
    values: dict[str, Any] = {"first": photos[0], "last": photos[1], "prompt": "A quiet house.", "camera": luxvid.DOLLY_IN}
    return Shot(scene=luxvid.Scene(key="living", title="Living"), **(values | {"duration_s": 4} | changes))
