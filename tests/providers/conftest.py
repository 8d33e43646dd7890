"""Providers that speak to the emulator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from luxvid.calls import Job, Waiting
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.providers.repeating import Repeats
from luxvid.testing import ReplicateEmulator

MODEL = "google/veo-3.1-fast"
QUICK = ReplicateLimits(
    connect_s=2,
    stall_s=2,
    transfer_s=5,
    creates_per_min=None,
    unsaid_delay_s=0.01,
    repeats=Repeats(attempts=4, pause_s=0.01, pause_most_s=0.05),
)
WAITING = Waiting(answer_s=5, visible_s=0.1, poll_s=0.02, poll_most_s=0.1)


@pytest.fixture
def emulator() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(longest_px=64, starting_s=0, processing_s=0.01) as emulator:
        yield emulator


@pytest.fixture
def replicate(emulator: ReplicateEmulator) -> ReplicateProvider:
    return provider(emulator)


def provider(emulator: ReplicateEmulator, **settings: Any) -> ReplicateProvider:
    return ReplicateProvider(
        **{"token": emulator.token, "base_url": emulator.base_url, "waiting": WAITING, "limits": QUICK, **settings}
    )


def job(prompt: str = "a slow dolly in", **changes: Any) -> Job:
    wanted: dict[str, Any] = {
        "provider": "replicate",
        "model": MODEL,
        "input": {"prompt": prompt, "duration": 4, "generate_audio": False},
        "worst_usd": "0.40",
        "likely_usd": "0.40",
    }
    return Job(**{**wanted, **changes})
