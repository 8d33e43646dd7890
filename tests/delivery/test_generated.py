"""Deliveries of a film with generated clips: nothing is bought again, and the label that a law asks for is on them."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from attrs import evolve

import luxvid
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.media.marking import read_xmp
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.render import ReplicateRenderer
from luxvid.testing import ReplicateEmulator
from tests.delivery.conftest import SMALL

pytestmark = pytest.mark.anyio


class FirstIsGenerated:
    """A model's clip for the first shot, a camera move for the other."""

    def __init__(self, shop: ReplicateEmulator) -> None:
        waiting = Waiting(poll_s=0.02, poll_most_s=0.1, answer_s=1.0, visible_s=0.1, pause_s=0.01, pause_most_s=0.02, hurry_s=5)
        provider = ReplicateProvider(
            token=shop.token, base_url=shop.base_url, waiting=waiting, limits=ReplicateLimits(creates_per_min=None)
        )
        self.paid = ReplicateRenderer("google/veo-3.1-fast", provider=provider, encoding=SMALL, match_light=False)

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        renderer = self.paid if shot.key == "exterior" else luxvid.KenBurnsRenderer()
        return await renderer.render(shot, run=run)


async def test_other_shapes_and_labels_cost_nothing(film: luxvid.Film, tmp_path: Path) -> None:
    run = luxvid.Run(storage=luxvid.Storage.memory(), budget=Budget(max_usd=5))
    with ReplicateEmulator(longest_px=160, processing_s=0.02) as shop:
        studio = luxvid.Studio(renderer=FirstIsGenerated(shop), combiner=luxvid.Combiner(encoding=SMALL), scorer=None)
        mixed = await studio.produce(film.storyboard, run=run)
        bill = shop.bill.total_usd
        done = await mixed.deliver(
            "instagram_reel",
            "web",
            folder=tmp_path,
            disclosure=mixed.disclosure("california_ab723"),
            run=evolve(run, budget=None),
        )
        assert bill > 0
        assert shop.bill.total_usd == bill
    assert done.passed, str(done)
    assert b"digitally altered" in read_xmp(done["web"].path)
    with av.open(str(done["web"].path)) as labelled:
        first = next(labelled.decode(video=0)).to_ndarray(format="gray")
    await mixed.save(tmp_path / "plain.mp4")
    with av.open(str(tmp_path / "plain.mp4")) as plain:
        other = next(plain.decode(video=0)).to_ndarray(format="gray")
    corner = (slice(0, 40), slice(0, 160))
    assert abs(first[corner].astype(int) - other[corner]).max() > 60
