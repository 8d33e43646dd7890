"""A provider on loopback, a small film's board, and runs that may pay; nothing here was run against the live service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import luxvid
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.protocols import ClipRenderer
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.render import FallbackRenderer, KenBurnsRenderer, ReplicateRenderer, TruthGate
from luxvid.testing import ReplicateEmulator

SMALL = luxvid.Encoding(width_px=128, height_px=72, preset="ultrafast")
QUICK = Waiting(
    poll_s=0.02, poll_most_s=0.1, answer_s=1.0, visible_s=0.1, pause_s=0.01, pause_most_s=0.02, look_again_s=0.05, hurry_s=5
)
VEO, HAILUO = "google/veo-3.1-fast", "minimax/hailuo-02"


@pytest.fixture
def shop() -> Iterator[ReplicateEmulator]:
    with ReplicateEmulator(longest_px=128, processing_s=0.02) as emulator:
        yield emulator


@pytest.fixture
def paid(shop: ReplicateEmulator) -> ReplicateProvider:
    limits = ReplicateLimits(creates_per_min=None)
    return ReplicateProvider(token=shop.token, base_url=shop.base_url, waiting=QUICK, limits=limits)


@pytest.fixture
def chain(paid: ReplicateProvider) -> FallbackRenderer:
    """Two models, each behind a gate, then camera moves."""
    models = [ReplicateRenderer(model, provider=paid, encoding=SMALL) for model in (VEO, HAILUO)]
    return FallbackRenderer(*(TruthGate(model, encoding=SMALL) for model in models), KenBurnsRenderer())


@pytest.fixture(scope="session")
def seven(drawn: list[Path]) -> luxvid.Storyboard:
    """A board of seven scenes of 2 s, five over one photo and two over two."""
    photos = list(luxvid.wait(luxvid.load_photos(drawn[:9])))
    scenes = [evolve(scene, duration_s=2) for scene in luxvid.LUXURY_SCENES]
    shots = [luxvid.Shot(scene=scene, first=photos[n], last=photos[n + 7] if n < 2 else None) for n, scene in enumerate(scenes)]
    return luxvid.Storyboard(shots=shots)


@pytest.fixture
def money(tmp_path: Path) -> Callable[..., luxvid.Run]:
    """Runs of one film, on one storage on the disk."""

    def run(max_usd: str = "20", **more: Any) -> luxvid.Run:
        storage = luxvid.Storage.at(tmp_path / "storage")
        return evolve(luxvid.Run(storage=storage, budget=Budget(max_usd=max_usd, name="film")), **more)

    return run


def studio_of(renderer: ClipRenderer, encoding: luxvid.Encoding = SMALL) -> luxvid.Studio:
    return luxvid.Studio(renderer=renderer, combiner=luxvid.Combiner(encoding=encoding), scorer=None)
