"""Wishes that Grok has to keep to, and the board that comes where it cannot be asked. At the emulator."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from luxvid import Brief, Run, Storage
from luxvid.errors import InvalidInput
from luxvid.selection import GrokSelector
from luxvid.selection.grok_answer import Pick, Rules, with_room_for
from luxvid.testing import XaiEmulator
from luxvid.testing.replicate import Answer, Lost
from luxvid.testing.xai import errors
from tests.selection.asking import BRIEF, LOCAL, SCENES, Photos, cards, paying

pytest.importorskip("openai", reason="needs luxvid[grok]")
pytestmark = pytest.mark.anyio


class TestWishes:
    async def test_wanted_photos_are_in_the_film_whatever_it_answers(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        board = await grok.select(photos, brief=BRIEF, run=paying())
        wish = next(photo.file for photo in photos if photo not in board.photos and photo.file in str(emulator.asked[0].texts))
        emulator.asked.clear()
        board = await grok.select(photos, brief=evolve(BRIEF, must=[wish]), run=paying())
        assert wish in {photo.file for photo in board.photos}
        number = next(card["photo"] for card in cards(emulator.asked[0]) if card["file"] == wish)
        assert f"These photos have to be in the film, whichever scene suits them best: {number}" in emulator.asked[0].texts[1]
        assert "has to be in the film and is in no scene" in emulator.asked[1].texts[-1]

    async def test_locked_shots_stay_and_the_others_are_asked_for(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        first = await LOCAL.select(photos, brief=BRIEF)
        kept = first.lock("kitchen").without(first["bedroom"].photos[0].file)
        board = await grok.select(photos, brief=Brief(scenes=SCENES, keep=kept), run=paying())
        assert board["kitchen"] == kept["kitchen"]
        assert not board["bedroom"].locked
        shown = {card["file"] for card in cards(emulator.asked[0])}
        assert not shown & {photo.file for photo in kept["kitchen"].photos}
        assert kept.banned[0] not in shown | {photo.file for photo in board.photos}
        scenes = emulator.asked[0].schema["properties"]["shots"]["items"]["properties"]["scene"]["enum"]
        assert scenes == ["exterior", "bedroom"]

    async def test_with_all_locked_nothing_is_asked(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        kept = (await LOCAL.select(photos, brief=BRIEF)).lock("exterior", "kitchen", "bedroom")
        board = await grok.select(photos, brief=Brief(scenes=SCENES, keep=kept), run=paying())
        assert board.shots == kept.shots
        assert len(emulator.bill) == 0

    async def test_no_more_of_a_kind_than_allowed(self, grok: GrokSelector, photos: Photos) -> None:
        board = await grok.select(photos, brief=evolve(BRIEF, most_of={"pool": 0, "kitchen": 1}), run=paying())
        assert len(board.shots) >= 2
        assert sum("kitchen" in photo.file for photo in board.photos) <= 1

    async def test_a_wish_that_cannot_be_met_says_so_before_anything_is_asked(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        wishes: list[dict[str, Any]] = [
            {"must": ["no such.jpg"]},
            {"most_of": {"ballroom": 1}},
            {"scenes": ()},
            {"scenes": (SCENES[0], SCENES[0])},
        ]
        for wrong in wishes:
            with pytest.raises(InvalidInput):
                await grok.select(photos, brief=evolve(BRIEF, **wrong), run=paying())
        with pytest.raises(InvalidInput, match="none of the photos"):
            await grok.select((), brief=BRIEF, run=paying())
        assert len(emulator.bill) == 0

    def test_the_least_sure_make_room(self) -> None:
        rules = Rules(scenes=("a", "b"), photos={}, wanted=("w",))
        picks = [Pick(scene=s, photos=(s,), confidence=c, reason="") for s, c in (("a", 0.9), ("b", 0.2))]
        assert [pick.scene for pick in with_room_for(picks, rules)] == ["a"]


class TestWithoutIt:
    async def test_without_a_budget_the_choice_is_made_here_for_nothing(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        seen: list[Any] = []
        board = await grok.select(photos, brief=BRIEF, run=Run(storage=Storage.memory(), on_event=seen.append))
        here = await LOCAL.select(photos, brief=BRIEF)
        assert board.shots == here.shots
        assert board.notes[1:] == here.notes
        assert board.notes[0].startswith("chosen without grok-4.3: grok-4.3 may cost $")
        assert "the run has no budget" in board.notes[0]
        assert board.notes[0] in [getattr(event, "message", "") for event in seen]
        assert len(emulator.asked) == 0

    async def test_a_budget_that_is_too_small_is_not_touched(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        board = await grok.select(photos, brief=BRIEF, run=paying(max_usd="0.01"))
        assert "raise max_usd" in board.notes[0]
        assert len(emulator.asked) == 0

    async def test_without_a_key_the_note_says_what_to_set(self, photos: Photos, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("XAI_API_KEY", raising=False)
        board = await GrokSelector(local=LOCAL).select(photos, brief=BRIEF, run=paying())
        assert "set the variable XAI_API_KEY" in board.notes[0]
        assert len(board.shots) == 3

    @pytest.mark.parametrize(
        "fault",
        [errors.quota_used_up(), errors.throttled(), errors.forbidden(), errors.unauthenticated(), errors.invalid("x"),
         errors.too_large(), Answer(status=502, body="<html></html>"), Lost(counted=False)],
        ids=["quota", "throttled", "403", "401", "400", "413", "html", "lost"],
    )  # fmt: skip
    async def test_whatever_goes_wrong_there_is_a_board(
        self, fault: Answer | Lost, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.faults.add(fault, count=None)
        board = await grok.select(photos, brief=BRIEF, run=paying())
        assert board.shots == (await LOCAL.select(photos, brief=BRIEF)).shots
        assert board.notes[0].startswith("chosen without grok-4.3: xai: ")
        assert emulator.api_key not in board.to_json()

    async def test_photos_that_are_not_at_hand_are_chosen_by_what_was_measured(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        board = await grok.select([evolve(photo, place=None) for photo in photos], brief=BRIEF, run=paying())
        assert len(board.shots) == 3
        assert board.notes[0].startswith("chosen without grok-4.3")
        assert len(emulator.bill) == 0
