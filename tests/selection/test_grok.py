"""Grok chooses: what it is shown, what is made of its answers, what that costs, and that it is paid for once. At the emulator."""

from __future__ import annotations

import io
import json
import pickle
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import luxvid
from luxvid import Brand, Brief, Encoding, LocalSelector, Photo, Run, Storage, Storyboard, Studio
from luxvid.costs import Budget
from luxvid.errors import InvalidInput
from luxvid.providers.chat_models import ChatModel
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.selection import GrokSelector, Shown
from luxvid.selection.grok_answer import Pick, Rules, read_choice, with_room_for
from luxvid.selection.grok_prompt import CARD_BYTES
from luxvid.testing import XaiEmulator
from luxvid.testing.replicate import Answer, Lost, Slow
from luxvid.testing.xai import Asked, Reply, errors

pytest.importorskip("openai", reason="needs luxvid[grok]")
pytestmark = pytest.mark.anyio

SCENES = tuple(scene for scene in LUXURY_SCENES if scene.key in ("exterior", "kitchen", "bedroom"))
Photos = tuple[Photo, ...]
LOCAL = LocalSelector(encoding=Encoding(width_px=320, height_px=180))  # small photos do
BRIEF = Brief(scenes=SCENES, brand=Brand(name="Casa Sol", tone="quiet, Mediterranean"))


@pytest.fixture
def emulator() -> Iterator[XaiEmulator]:
    with XaiEmulator() as emulator:
        yield emulator


@pytest.fixture
def grok(emulator: XaiEmulator) -> GrokSelector:
    return GrokSelector(provider=emulator.provider(), local=LOCAL)


@pytest.fixture(scope="module")
def photos(drawn: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Photos:
    folder = tmp_path_factory.mktemp("small photos")
    for path in drawn[:13]:
        with Image.open(path) as image:
            image.reduce(4).save(folder / path.name, quality=85)
    return tuple(luxvid.wait(luxvid.load_photos(folder)))


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
photos = luxvid.wait(luxvid.load_photos({folder!r}))
luxvid.wait(grok.select(tuple(photos), brief=brief, run=run))
"""


def paying(storage: Storage | None = None, max_usd: str = "5", **settings: Any) -> Run:
    return Run(storage=storage or Storage.memory(), budget=Budget(max_usd=max_usd), **settings)


async def asked_for(emulator: XaiEmulator) -> None:
    """Wait until the emulator has taken a question that a fault waits for."""
    with anyio.fail_after(60):
        while not emulator.faults.happened:  # noqa: ASYNC110  it happens in another thread
            await anyio.sleep(0.02)


def cards(asked: Asked) -> list[dict[str, Any]]:
    return [json.loads(text) for text in asked.texts if text.startswith('{"photo"')]


def chosen(board: Storyboard) -> dict[str, tuple[str, ...]]:
    return {shot.key: tuple(photo.file for photo in shot.photos) for shot in board.shots}


def with_shot(at: int, **changes: Any) -> Callable[[Any], Any]:
    def change(answer: Any) -> Any:
        answer["shots"][at] |= changes
        return answer

    return change


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
        folder = Path(str(photos[0].place)).parent
        code = KILLED.format(key=emulator.api_key, url=emulator.base_url, folder=str(folder), storage=str(tmp_path))
        async with await anyio.open_process([sys.executable, "-c", code], stdout=None, stderr=None) as process:
            await asked_for(emulator)
            process.kill()
        run = paying(Storage.at(tmp_path))
        board = await grok.select(photos, brief=BRIEF, run=run)
        assert "counts as paid, pay_again=True repeats it" in board.notes[0]
        assert len(board.shots) == 3
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


WRONG: dict[str, tuple[Reply, str]] = {
    "an invented photo": (Reply(change=with_shot(0, first="p999")), "there is no photo 'p999'"),
    "an invented scene": (Reply(change=with_shot(0, scene="cellar")), "there is no scene 'cellar'"),
    "a scene twice": (Reply(change=with_shot(0, scene="kitchen")), "scene 'kitchen' comes twice"),
    "a photo twice": (Reply(change=lambda a: with_shot(0, first=a["shots"][1]["first"])(a)), "each photo may be used once"),
    "first is last": (Reply(change=lambda a: with_shot(0, first=a["shots"][0]["last"])(a)), "are the same photo"),
    "a scene missing": (Reply(change=lambda a: {"shots": a["shots"][1:]}), "scene 'exterior' is missing"),
    "prose": (Reply(text="Certainly! I would choose the pool."), "not the JSON object"),
    "broken off": (Reply(cut_after=0.7), "breaks off"),
    "another shape": (Reply(change=lambda a: a["shots"]), "not the JSON object"),
    "numbers for words": (Reply(change=with_shot(0, first=7, confidence="high", reason=None)), "there is no photo '7'"),
}


NUMBERS = "1234567x"


class TestWrongAnswers:
    @pytest.mark.parametrize("name", WRONG)
    async def test_a_wrong_answer_is_sent_back_once_with_what_is_wrong(
        self, name: str, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        reply, said = WRONG[name]
        emulator.replies.append(reply)
        board = await grok.select(photos, brief=BRIEF, run=paying())
        assert board.notes[0] == "chosen by grok-4.3: exterior, kitchen, bedroom"
        assert len(emulator.bill) == 2
        first, second = emulator.asked
        assert said in second.texts[-1]
        assert second.texts[: len(first.texts)] == first.texts
        assert len(second.pictures) == len(first.pictures)
        assert not any("wrong in its answer" in note for note in board.notes)

    @pytest.mark.parametrize("name", WRONG)
    async def test_what_stays_wrong_is_chosen_here(
        self, name: str, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.replies += [WRONG[name][0]] * 2
        board = await grok.select(photos, brief=BRIEF, run=paying())
        assert len(emulator.bill) == 2
        assert [shot.key for shot in board.shots] == [scene.key for scene in SCENES]
        assert len({photo.digest for photo in board.photos}) == len(board.photos) >= 5
        assert any("wrong in its answer" in note for note in board.notes)
        assert WRONG[name][1] in " ".join(board.notes)

    async def test_an_answer_in_a_fence_is_read(self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos) -> None:
        emulator.replies.append(Reply(change=lambda answer: f"```json\n{json.dumps(answer)}\n```"))
        await grok.select(photos, brief=BRIEF, run=paying())
        assert len(emulator.bill) == 1

    async def test_where_it_cannot_be_sent_back_what_is_right_stays(
        self, grok: GrokSelector, emulator: XaiEmulator, photos: Photos
    ) -> None:
        emulator.replies += [Reply(change=with_shot(0, first="p999", last="p998")), Reply(refusal="no")]
        board = await grok.select(photos, brief=BRIEF, run=paying())
        assert board.notes[0] == "chosen by grok-4.3: kitchen, bedroom; by what is measured: exterior"
        assert any("could not be asked to put its answer right" in note for note in board.notes)

    @settings(max_examples=60)
    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(
        st.sampled_from(["shots", "scene", "first", "last", "confidence", "reason"]) | st.text(), x)))  # fmt: skip
    def test_no_answer_breaks_the_reader(self, answer: Any) -> None:
        rules = Rules(scenes=("a", "b"), photos={"p1": "1", "p2": "2"}, wanted=("p1",))
        for text in (json.dumps(answer), json.dumps({"shots": answer}), json.dumps({"shots": [answer]}), str(answer)):
            assert read_choice(text, rules).wrong

    @given(
        st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("1234567x"), st.sampled_from("1234567x"), st.floats(0, 1)))
    )
    def test_what_is_read_keeps_to_the_rules(self, rows: list[tuple[str, str, str, float]]) -> None:
        kinds = {"p1": "bath", "p2": "bath", "p3": "bath"}
        rules = Rules(
            scenes=("a", "b", "c"), photos={f"p{n}": "f" for n in range(1, 8)}, wanted=("p7",), kinds=kinds, most_of={"bath": 1}
        )
        shots = [
            {"scene": scene, "first": f"p{one}", "last": f"p{two}", "confidence": sure, "reason": ""}
            for scene, one, two, sure in rows
        ]
        read = read_choice(json.dumps({"shots": shots}), rules)
        used = [photo for pick in read.picks for photo in pick.photos]
        assert len(used) == len(set(used)) <= 6
        assert set(used) <= set(rules.photos)
        assert sum(photo in kinds for photo in used) <= 1
        assert len({pick.scene for pick in read.picks}) == len(read.picks)
        kept = with_room_for(read.picks, rules)
        free = 2 * (3 - len(kept))
        assert "p7" in {photo for pick in kept for photo in pick.photos} or free > 0


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
