"""The gate: what is asked before, what is judged after, what a second take may cost, and what is kept."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

import luxvid
from luxvid.calls import Call
from luxvid.costs import Budget, CostLine, Estimate
from luxvid.errors import BudgetExceeded, HeldBack
from luxvid.media.foreign import open_clip_file
from luxvid.render import FallbackRenderer, TruthGate
from luxvid.render.judging import GateLimits
from luxvid.render.pictures import framed
from luxvid.report import GENERATED, Provenance
from luxvid.testing.drawn import draw_photo
from luxvid.testing.replicate import Flaws
from luxvid.testing.replicate.clips import ClipOrder, render_clip

KEY = "a" * 64
ALWAYS, NEVER = GateLimits(one_place=0.0), GateLimits(one_place=1.1)


class Model:
    """A paid renderer that draws real clips, take by take with the flaws that it is told."""

    def __init__(self, *flaws: dict[str, Any], budget: int = 9, call: str = "") -> None:
        self.flaws, self.budget, self.call = flaws or ({},), budget, call
        self.asked: list[luxvid.Shot] = []

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        assert run is not None
        self.asked.append(shot)
        if len(self.asked) > self.budget:
            raise BudgetExceeded("no money left")
        pictures = [await framed(photo, size_px=(640, 360), run=run) for photo in shot.photos]
        first, *last = [await (await picture.jpeg()).read() for picture in pictures]
        length = shot.duration_s + sum(shot.handles_s)
        flaws = Flaws(**self.flaws[min(shot.take, len(self.flaws)) - 1])
        order = ClipOrder(
            first=first, last=last[0] if last else None, size=(320, 180), fps=Fraction(30), frames=round(length * 30),
            has_sound=False, flaws=flaws, seed=1,
        )  # fmt: skip
        blob = await run.storage.blobs.put(render_clip(order), media_type="video/mp4")
        made = Provenance(
            treatment=GENERATED, model="a/model", call=self.call, cost_usd="0.40", photos=[photo.digest for photo in shot.photos]
        )
        source = await open_clip_file(blob)
        return luxvid.Clip(source=source, duration_s=shot.duration_s, lead_s=shot.handles_s[0], provenance=made)

    async def estimate(self, shot: luxvid.Shot, /) -> Estimate:
        return Estimate(lines=[CostLine(what=shot.key, model="a/model", likely_usd="0.40", worst_usd="0.50")])


@pytest.fixture(scope="module")
def kitchens(tmp_path_factory: pytest.TempPathFactory) -> luxvid.PhotoSet:
    folder = tmp_path_factory.mktemp("kitchens")
    for number in (1, 2):
        draw_photo("kitchen", number=number).save(folder / f"kitchen-{number}.jpg", quality=90)
    return luxvid.wait(luxvid.load_photos(folder))


@pytest.fixture
def shot(kitchens: luxvid.PhotoSet) -> luxvid.Shot:
    return luxvid.Shot(first=kitchens[0], last=kitchens[1], duration_s=2)


@pytest.fixture
def run() -> luxvid.Run:
    return luxvid.Run(storage=luxvid.Storage.memory())


def _gate(model: Model, limits: GateLimits = ALWAYS) -> TruthGate:
    return TruthGate(model, limits=limits)


def test_a_true_clip_passes_with_its_scores(shot: luxvid.Shot, run: luxvid.Run) -> None:
    clip = luxvid.wait(_gate(Model()).render(shot, run=run))
    assert clip.provenance.scores["first"] > 0.8
    assert {"first", "last", "cut", "frozen_s", "strange", "one_place"} <= set(clip.provenance.scores)


def test_a_wrong_last_frame_is_worth_a_second_take(shot: luxvid.Shot, run: luxvid.Run) -> None:
    model = Model({"wrong_last": True}, {})
    clip = luxvid.wait(_gate(model).render(shot, run=run))
    assert [asked.take for asked in model.asked] == [1, 2]
    assert clip.provenance.cost_usd == Decimal("0.80")
    assert any("last frame is not the last photo" in note for note in clip.provenance.notes)


def test_two_lies_are_held_back_and_say_what_they_cost(shot: luxvid.Shot, run: luxvid.Run) -> None:
    with pytest.raises(HeldBack, match="hard cut") as held:
        luxvid.wait(_gate(Model({"hard_cut": True})).render(shot, run=run))
    assert held.value.cost_usd == "0.80"


def test_standing_still_buys_no_second_take(shot: luxvid.Shot, run: luxvid.Run) -> None:
    model = Model({"frozen_start": 25, "frozen_end": 25})
    with pytest.raises(HeldBack, match="stands still"):
        luxvid.wait(_gate(model, GateLimits(one_place=0, frozen_s=0.5)).render(shot, run=run))
    assert len(model.asked) == 1


def test_no_money_for_a_second_take_holds_back(shot: luxvid.Shot, run: luxvid.Run) -> None:
    with pytest.raises(HeldBack, match="second take came to nothing") as held:
        luxvid.wait(_gate(Model({"wrong_first": True}, budget=1)).render(shot, run=run))
    assert held.value.cost_usd == "0.40"


def test_two_places_get_a_clip_each(shot: luxvid.Shot, run: luxvid.Run) -> None:
    model = Model()
    wanted = evolve(shot, handles_s=(Fraction(7, 30), Fraction(8, 30)))
    clip = luxvid.wait(_gate(model, NEVER).render(wanted, run=run))
    assert sorted(len(asked.photos) for asked in model.asked) == [1, 1]
    assert clip.provenance.photos == tuple(photo.digest for photo in shot.photos)
    assert clip.provenance.cost_usd == Decimal("0.80")
    encoding = luxvid.Encoding(width_px=320, height_px=180)

    async def frames() -> int:
        return sum(1 for _ in await clip.frames(-7, 68, encoding=encoding))

    assert luxvid.wait(frames()) == 75


def test_what_was_not_seen_is_not_vouched_for(shot: luxvid.Shot, run: luxvid.Run) -> None:
    assert shot.first is not None
    assert shot.first.look is not None
    blind = evolve(shot, first=evolve(shot.first, look=evolve(shot.first.look, seen=(), traces="")))
    model = Model()
    luxvid.wait(TruthGate(model).render(blind, run=run))
    assert len(model.asked) == 2


def test_camera_moves_are_never_held_back(shot: luxvid.Shot, run: luxvid.Run) -> None:
    clip = luxvid.wait(TruthGate(luxvid.KenBurnsRenderer(), limits=NEVER).render(shot, run=run))
    assert clip.generated_by == ""


def test_the_fallback_takes_over(shot: luxvid.Shot, run: luxvid.Run) -> None:
    chain = FallbackRenderer(_gate(Model({"wrong_first": True})), luxvid.KenBurnsRenderer())
    clip = luxvid.wait(chain.render(shot, run=run))
    assert clip.generated_by == ""
    assert clip.provenance.cost_usd == Decimal("0.80")
    assert any("first frame is not the first photo" in note for note in clip.provenance.notes)


def test_a_verdict_is_kept_with_the_call(shot: luxvid.Shot, run: luxvid.Run) -> None:
    async def judge_twice() -> tuple[luxvid.Clip, luxvid.Clip, Call]:
        ledger = run.storage.ledger
        call = Call(key=KEY, attempt=1, state="intent", provider="toy", model="a/model", reserved_usd="0.40")
        call = await ledger.begin(call, budget=Budget(max_usd=1))
        await ledger.update(evolve(call, state="finished", digest="b" * 64, reserved_usd=0, cost_usd="0.40"))
        first = await _gate(Model(call=KEY)).render(shot, run=run)
        again = await _gate(Model({"wrong_first": True}, call=KEY)).render(shot, run=run)  # would fall if it was looked at
        return first, again, (await ledger.calls(KEY))[0]

    first, again, call = luxvid.wait(judge_twice())
    assert first.provenance.scores == again.provenance.scores
    assert call.verdict["signs"]["first"] == first.provenance.scores["first"]


def test_the_estimate_counts_second_takes_and_halves(shot: luxvid.Shot) -> None:
    whole = luxvid.wait(_gate(Model()).estimate(shot))
    halves = luxvid.wait(_gate(Model(), NEVER).estimate(shot))
    assert (whole.likely_usd, whole.worst_usd) == (Decimal("0.40"), Decimal("1.00"))
    assert (halves.likely_usd, halves.worst_usd) == (Decimal("0.80"), Decimal("2.00"))


def test_a_pickled_gate_is_the_same() -> None:
    import pickle

    gate = TruthGate(luxvid.KenBurnsRenderer())
    assert pickle.loads(pickle.dumps(gate)) == gate  # noqa: S301  our own bytes
