"""Answers of Grok's that are wrong: sent back once, then used as far as they can be. At the emulator."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luxvid.selection import GrokSelector
from luxvid.selection.grok_answer import Rules, read_choice, with_room_for
from luxvid.testing import XaiEmulator
from luxvid.testing.xai import Reply
from tests.selection.asking import BRIEF, SCENES, Photos, paying, with_shot

pytest.importorskip("openai", reason="needs luxvid[grok]")
pytestmark = pytest.mark.anyio


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
