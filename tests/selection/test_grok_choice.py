"""Grok chooses: what it is shown, what is made of its answer, many photos. At the emulator; never at the live service."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PIL import Image

import luxvid
from luxvid import Brand, Brief, Storyboard, Studio
from luxvid.errors import InvalidInput
from luxvid.scenes import Scene
from luxvid.selection import GrokSelector, Shown
from luxvid.selection.grok_prompt import CARD_BYTES
from luxvid.testing import XaiEmulator
from luxvid.testing.xai import Reply
from tests.selection.asking import BRIEF, SCENES, Photos, cards, paying, with_shot

pytest.importorskip("openai", reason="needs luxvid[grok]")
pytestmark = pytest.mark.anyio


class TestChoice:
    async def test_its_answer_is_the_board(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        emulator.replies.append(Reply(change=with_shot(1, confidence=0.41, reason="One kitchen,  from two sides.")))
        run = paying()
        board = await grok.select(photos, brief=BRIEF, run=run)
        assert [shot.key for shot in board.shots] == ["exterior", "kitchen", "bedroom"]
        assert (board["kitchen"].confidence, board["kitchen"].reason) == (0.41, "One kitchen, from two sides.")
        assert all(len(shot.photos) == 2 and not shot.locked for shot in board.shots)
        assert len({photo.digest for photo in board.photos}) == 6
        assert board.brand == BRIEF.brand
        assert "quiet, Mediterranean" in board["kitchen"].prompt
        assert board.notes[0] == "chosen by grok-4.3: exterior, kitchen, bedroom"
        assert Storyboard.from_json(board.to_json()) == board
        assert len(emulator.bill) == 1
        assert (await run.storage.ledger.spending())[0].usd == emulator.bill.total_usd

    async def test_it_is_told_the_brief_and_all_about_every_photo(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        told = [evolve(photos[0], tags=("sea view",), caption="From the road", taken_at="2026-05-01T10:00:00"), *photos[1:]]
        await grok.select(told, brief=evolve(BRIEF, most_of={"bathroom": 1}), run=paying())
        asked = emulator.asked[0]
        question = asked.texts[1]
        assert "Casa Sol" in question
        assert "quiet, Mediterranean" in question
        assert all(scene.key in question and scene.title in question for scene in SCENES)
        assert "At most 1 photos of kind 'bathroom'" in question
        card = next(card for card in cards(asked) if card["file"] == told[0].file)
        assert (card["tags"], card["caption"], card["taken"]) == ("sea view", "From the road", "2026-05-01T10:00:00")
        assert card["size"] == f"{told[0].width_px}x{told[0].height_px}"
        assert card["measured"]["quality"] > 0
        shot = asked.schema["properties"]["shots"]
        assert (shot["minItems"], shot["maxItems"], shot["items"]["properties"]["scene"]["enum"]) == (
            3,
            3,
            [s.key for s in SCENES],
        )
        assert asked.schema["$defs"]["photo"]["enum"] == [card["photo"] for card in cards(asked)]
        assert not asked.is_kept

    @pytest.mark.parametrize("brand", [Brand(), Brand(name="Casa Sol"), Brand(tone="bold")])
    async def test_a_brand_may_lack_what_it_likes(
        self, brand: Brand, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        board = await grok.select(photos, brief=Brief(scenes=SCENES, brand=brand), run=paying())
        assert len(board.shots) == 3
        assert ("No brand guidelines" in emulator.asked[0].texts[1]) == (brand == Brand())
        assert '""' not in emulator.asked[0].texts[1]

    async def test_photos_go_small_and_bare(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        shown = Shown(long_px=200, picture_bytes=5_000)
        await evolve(grok, shown=shown).select(photos, brief=BRIEF, run=paying())
        assert len(emulator.asked[0].pictures) == len(cards(emulator.asked[0])) > 5
        for picture in emulator.asked[0].pictures:
            image = Image.open(io.BytesIO(picture))
            assert (image.format, image.mode) == ("JPEG", "RGB")
            assert max(image.size) <= 200
            assert len(picture) <= 5_000
            assert not image.getexif()

    async def test_what_cannot_be_shown_is_not_shown(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos, tmp_path: Path
    ) -> None:
        copy = tmp_path / "a copy.jpg"
        with Image.open(str(photos[0].place)) as image:
            image.save(copy, quality=60)
        again = tuple(await luxvid.load_photos([copy]))
        gone = evolve(photos[1], place=tmp_path / "gone.jpg")
        board = await grok.select(
            [photos[0], gone, *photos[2:], *again], brief=evolve(BRIEF, banned=[photos[2].file]), run=paying()
        )
        files = {card["file"] for card in cards(emulator.asked[0])}
        assert not files & {gone.file, photos[2].file, "a copy.jpg"}
        assert any("a copy.jpg" in note for note in board.notes)
        assert board.banned == (photos[2].file,)

    async def test_one_photo_or_none_is_an_answer(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        def change(answer: Any) -> Any:
            return with_shot(2, first=None, last=None)(with_shot(1, last=None)(answer))

        emulator.replies.append(Reply(change=change))
        board = await grok.select(photos, brief=BRIEF, run=paying())
        assert len(board["kitchen"].photos) == 1
        assert len(emulator.bill) == 1
        assert "by what is measured: bedroom" in board.notes[0]

    async def test_it_plans_for_a_studio(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        studio = Studio(selector=grok)
        board = await studio.plan(photos, scenes=SCENES, run=paying())
        assert board.notes[0].startswith("chosen by grok-4.3")
        estimate = await studio.estimate(board, photos=photos)
        assert estimate.lines[0].what == "choice"
        assert estimate.worst_usd >= emulator.bill.total_usd


class TestMany:
    async def test_too_many_are_seen_in_parts_and_the_best_of_them_again(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        grok = evolve(grok, shown=Shown(pictures=8, long_px=200))
        run = paying()
        board = await grok.select(photos, brief=BRIEF, run=run)
        looks, choice = emulator.asked[:-1], emulator.asked[-1]
        assert len(looks) >= 2
        assert all(len(asked.pictures) <= 8 for asked in emulator.asked)
        seen = [card["photo"] for look in looks for card in cards(look)]
        assert len(seen) == len(set(seen)) > 8
        assert {card["photo"] for card in cards(choice)} <= set(seen)
        assert any(card.get("seen_before") for card in cards(choice))
        assert board.notes[0] == "chosen by grok-4.3: exterior, kitchen, bedroom"
        await grok.select(photos, brief=BRIEF, run=run)
        assert len(emulator.bill) == len(looks) + 1

    async def test_a_first_look_that_fails_is_made_up_for(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.replies += [Reply(refusal="no"), Reply(text="prose")]
        board = await evolve(grok, shown=Shown(pictures=8, long_px=200)).select(photos, brief=BRIEF, run=paying())
        assert board.notes[0] == "chosen by grok-4.3: exterior, kitchen, bedroom"
        assert any(note.startswith("a first look at a part of the photos failed") for note in board.notes)

    async def test_a_request_is_as_large_as_it_may_be(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        emulator.max_body_bytes = 200_000
        shown = Shown(request_bytes=180_000, picture_bytes=12_000)
        board = await evolve(grok, shown=shown).select(photos, brief=BRIEF, run=paying())
        assert board.notes[0].startswith("chosen by grok-4.3")
        assert len(emulator.asked) > 1


def test_settings_are_checked_and_told() -> None:
    assert GrokSelector(model="grok-4.7").effort == ""
    assert GrokSelector().effort == "low"
    with pytest.raises(InvalidInput, match="takes no such wish"):
        GrokSelector(model="grok-4.20-reasoning", effort="low")
    with pytest.raises(InvalidInput, match="grok-1"):
        GrokSelector(model="grok-1")
    with pytest.raises(InvalidInput, match="pictures must be at least 1"):
        Shown(pictures=0)
    assert repr(GrokSelector()) != repr(GrokSelector(instructions="Choose."))
    assert pickle.loads(pickle.dumps(GrokSelector(take=2))) == GrokSelector(take=2)  # noqa: S301  our own bytes


async def test_a_card_is_short_whatever_stands_in_it(grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
    long = [
        evolve(photo, file=f"{at}{'ü' * 400}.jpg", caption='"\n' * 900, tags=("ß" * 99,) * 9) for at, photo in enumerate(photos)
    ]
    scene = Scene(key="any", title="Anything")
    await grok.select(long, brief=Brief(scenes=(scene,)), run=paying())
    found = cards(emulator.asked[0])
    assert len(found) == len(emulator.asked[0].pictures)
    assert all(len(text.encode()) <= CARD_BYTES for text in emulator.asked[0].texts[2:])
