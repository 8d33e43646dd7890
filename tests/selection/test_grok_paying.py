"""What Grok's choice costs, and that it is paid for once, whatever happens meanwhile. At the emulator."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve

import luxvid
from luxvid import Brand, Brief, Run, Storage, Storyboard
from luxvid.providers.chat_models import ChatModel
from luxvid.selection import GrokSelector, Shown
from luxvid.testing import XaiEmulator
from luxvid.testing.replicate import Lost, Slow
from luxvid.testing.xai import Reply
from tests.selection.asking import BRIEF, SCENES, Photos, asked_for, chosen, paying, with_shot

pytest.importorskip("openai", reason="needs luxvid[grok]")
pytestmark = pytest.mark.anyio


KILLED = """
import luxvid
from luxvid.costs import Budget
from luxvid.providers import XaiProvider
from luxvid.scenes import LUXURY_SCENES
from luxvid.selection import GrokSelector

scenes = [scene for scene in LUXURY_SCENES if scene.key in ("exterior", "kitchen", "bedroom")]
local = luxvid.LocalSelector(encoding=luxvid.Encoding(width_px=320, height_px=180))
grok = GrokSelector(provider=XaiProvider(api_key={key!r}, base_url={url!r}), local=local)
brief = luxvid.Brief(scenes=scenes, brand=luxvid.Brand(name="Casa Sol", tone="quiet, Mediterranean"))
run = luxvid.Run(storage=luxvid.Storage.at({storage!r}), budget=Budget(max_usd=5))
photos = luxvid.wait(luxvid.load_photos({files!r}))
luxvid.wait(grok.select(tuple(photos), brief=brief, run=run))
"""


class TestPayingOnce:
    async def test_an_answer_is_never_paid_for_again(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos, tmp_path: Path
    ) -> None:
        board = await grok.select(photos, brief=BRIEF, run=paying(Storage.at(tmp_path)))
        again = await grok.select(tuple(reversed(photos)), brief=BRIEF, run=Run(storage=Storage.at(tmp_path)))
        assert chosen(again) == chosen(board)
        assert len(emulator.bill) == 1

    async def test_what_an_upgrade_changes_does_not_change_the_key(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        """Other eyes, other sizes, another image library: the question is the same."""
        run = paying()
        board = await grok.select(photos, brief=BRIEF, run=run)
        seen = [evolve(photo, look=photo.look and evolve(photo.look, sharpness=0.5, noise=1.0)) for photo in photos]
        later = evolve(grok, shown=Shown(long_px=300), most_tokens=9_000)
        assert chosen(await later.select(seen, brief=BRIEF, run=run)) == chosen(board)
        assert len(emulator.bill) == 1

    @pytest.mark.parametrize(
        "other",
        [
            {"brief": evolve(BRIEF, brand=Brand(name="Other"))},
            {"brief": evolve(BRIEF, scenes=SCENES[:2])},
            {"brief": evolve(BRIEF, most_of={"pool": 9})},
            {"grok": {"take": 2}},
            {"grok": {"effort": "high"}},
            {"grok": {"model": "grok-4.5"}},
            {"grok": {"instructions": "Choose."}},
            {"photos": slice(1, None)},
        ],
        ids=["brand", "scenes", "most_of", "take", "effort", "model", "instructions", "photos"],
    )
    async def test_another_question_is_another_call(
        self, other: dict[str, Any], grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        run = paying()
        await grok.select(photos, brief=BRIEF, run=run)
        changed = evolve(grok, **other.get("grok", {}))
        await changed.select(photos[other.get("photos", slice(None))], brief=other.get("brief", BRIEF), run=run)
        assert len(emulator.bill) == 2

    async def test_an_answer_that_was_put_right_is_not_paid_for_again(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.replies.append(Reply(change=with_shot(0, first="p999")))
        run = paying()
        board = await grok.select(photos, brief=BRIEF, run=run)
        assert chosen(await grok.select(photos, brief=BRIEF, run=run)) == chosen(board)
        assert len(emulator.bill) == 2

    async def test_two_at_once_pay_once(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        run = paying()
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(lambda: grok.select(photos, brief=BRIEF, run=run))
        assert len(emulator.bill) == 1

    async def test_an_answer_to_a_choice_that_was_cancelled_is_kept(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.faults.add(Slow(seconds=0.4))
        run = paying()
        async with anyio.create_task_group() as group:
            group.start_soon(lambda: grok.select(photos, brief=BRIEF, run=run))
            await asked_for(emulator)
            group.cancel_scope.cancel()
        board = await grok.select(photos, brief=BRIEF, run=run)
        assert board.notes[0].startswith("chosen by grok-4.3")
        assert len(emulator.bill) == 1

    async def test_after_a_kill_the_answer_is_unknown_and_the_board_comes_all_the_same(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos, tmp_path: Path
    ) -> None:
        emulator.faults.add(Slow(seconds=30))
        photos = photos[:4]
        files = [str(photo.place) for photo in photos]
        code = KILLED.format(key=emulator.api_key, url=emulator.base_url, files=files, storage=str(tmp_path))
        async with await anyio.open_process([sys.executable, "-c", code], stdout=None, stderr=None) as process:
            await asked_for(emulator)
            process.kill()
        run = paying(Storage.at(tmp_path))
        board = await grok.select(photos, brief=BRIEF, run=run)
        assert "counts as paid, pay_again=True repeats it" in board.notes[0]
        assert board.shots
        assert [call.state async for call in run.storage.ledger.every()] == ["unknown"]
        assert len(emulator.bill) == 0

    async def test_a_lost_answer_is_unknown_and_not_asked_again_unless_one_says_so(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.faults.add(Lost(counted=True))
        run = paying()
        for _ in range(2):
            board = await grok.select(photos, brief=BRIEF, run=run)
            assert "counts as paid" in board.notes[0]
            assert len(board.shots) == 3
        assert len(emulator.bill) == 1
        board = await grok.select(photos, brief=BRIEF, run=evolve(run, pay_again=True))
        assert board.notes[0].startswith("chosen by grok-4.3")
        assert len(emulator.bill) == 2


class TestEstimate:
    @pytest.mark.parametrize("pictures", [100, 8])
    @pytest.mark.parametrize("image_tokens", [100, 3_600])
    async def test_the_bill_is_never_higher_than_the_worst(
        self, image_tokens: int, pictures: int, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.image_tokens = image_tokens
        grok = evolve(grok, shown=Shown(pictures=pictures, long_px=200))
        brief = evolve(BRIEF, must=[photos[0].file])
        estimate = await grok.estimate(photos, brief=brief)
        bad = Reply(change=lambda answer: {"shots": []} if "shots" in answer else answer)
        emulator.replies += [bad] * 9
        await grok.select(photos, brief=brief, run=paying(max_usd=str(estimate.worst_usd)))
        assert 0 < emulator.bill.total_usd <= estimate.worst_usd
        assert estimate.likely_usd <= estimate.worst_usd
        assert estimate.priced_on == "2026-09-21"

    async def test_where_nothing_is_to_be_asked_nothing_is_to_be_paid(self, grok: GrokSelector, photos: Photos) -> None:
        kept = Storyboard(shots=[luxvid.Shot(scene=SCENES[0], first=photos[0], locked=True)])
        assert (await grok.estimate(photos, brief=Brief(keep=kept))).worst_usd == 0
        assert (await grok.estimate(())).lines == ()

    async def test_prices_are_data(self, photos: Photos) -> None:
        dear = ChatModel(name="grok-9", usd_in_m=1000, usd_out_m=1000, source="a contract", seen_on="2026-11-01")
        estimate = await GrokSelector(model=dear).estimate(photos)
        assert estimate.likely_usd > Decimal(20)
        assert estimate.priced_on == "2026-11-01"
