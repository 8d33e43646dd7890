"""Whole films through the emulator: two models behind gates, then camera moves; what lies, what it costs, what comes again."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import luxvid
from luxvid.disclosure import MIXED_SOURCE
from luxvid.errors import CallFailed, HeldBack
from luxvid.media.marking import read_xmp
from luxvid.render import FallbackRenderer, ReplicateRenderer, TruthGate
from luxvid.render.judging import GateLimits
from luxvid.report import CAMERA_MOVE
from luxvid.testing.replicate import Flaws, ReplicateEmulator
from luxvid.testing.replicate.outcomes import fails
from tests.studio.conftest import HAILUO, SMALL, VEO, studio_of

pytestmark = pytest.mark.anyio
Money = Callable[..., luxvid.Run]


async def test_seven_shots_at_once_some_of_them_lies(
    chain: FallbackRenderer,
    seven: luxvid.Storyboard,
    shop: ReplicateEmulator,
    money: Money,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for flaws in (Flaws(wrong_first=True), Flaws(other_room=True), Flaws(black=True)):  # of nine first takes, two over each
        shop.faults.add(flaws, model=VEO)  # pair, three lie: in two shots at the least, whichever come first
    shop.faults.add(Flaws(), model=VEO, count=6)
    shop.faults.add(Flaws(black=True), model=VEO)  # of three second takes, one lies as well: the next model's turn
    shop.faults.add(Flaws(black=True), model=HAILUO, count=None)  # which does nothing else: a camera move
    estimate = await studio_of(chain).estimate(seven)
    film = await studio_of(chain).produce(seven, run=money())

    report = film.report
    made_by = [shot.provenance.model for shot in report.shots]
    assert film.picture.frames == 7 * 60
    assert made_by.count("") == 1
    assert report.cost_usd == report.spent_usd == shop.bill.total_usd <= estimate.worst_usd
    assert not shop.bill.duplicates(by=lambda line: line.prediction)
    (offline,) = [shot.provenance for shot in report.shots if not shot.provenance.model]
    assert offline.treatment == CAMERA_MOVE
    assert offline.cost_usd >= Decimal("1.34")  # two takes of either model, all held back
    assert VEO in offline.notes[0]
    assert HAILUO in offline.notes[1]
    notes = " ".join(note for shot in report.shots for note in shot.provenance.notes)
    assert "the first take was held back: it" in notes
    assert all({"first", "strange", "cut"} <= set(shot.provenance.scores) for shot in report.shots if shot.provenance.model)

    await film.save(tmp_path / "film.mp4")
    assert MIXED_SOURCE.encode() in read_xmp(tmp_path / "film.mp4")
    told = json.loads((tmp_path / "film.disclosure.json").read_text(encoding="utf-8"))
    assert sum(bool(shot["model"]) for shot in told["shots"]) == 6
    assert all(shot["photos"] for shot in told["shots"])

    creates = len(shop.bill)
    monkeypatch.setattr("luxvid.render.judging._measured", lambda *_: pytest.fail("it was judged again"))
    again = await studio_of(chain).produce(seven, run=money())
    preview = await studio_of(chain).preview(seven, run=money())
    tall = await studio_of(chain, luxvid.Encoding(width_px=72, height_px=128, preset="ultrafast")).produce(seven, run=money())
    assert len(shop.bill) == creates
    for later in (again, preview, tall):
        assert [shot.provenance.model for shot in later.report.shots] == made_by
        assert (later.report.cost_usd, later.report.spent_usd) == (report.cost_usd, Decimal(0))


async def test_a_board_from_json_buys_what_the_planned_one_bought(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luxvid.render.pairing.chance_of_one_place", lambda *_, **__: 0.9)
    run, board = money(), evolve(seven, shots=seven.shots[:1])
    for photo in board.photos:
        await run.storage.blobs.put(await photo.blob.read(), media_type=photo.media_type)
    read = luxvid.Storyboard.from_json(board.to_json())
    assert all(photo.look is None for photo in read.photos)
    worst = (await studio_of(chain).estimate(read)).worst_usd
    assert worst >= (await studio_of(chain).estimate(board)).worst_usd
    await studio_of(chain).produce(read, run=run)
    creates = len(shop.bill)
    film = await studio_of(chain).produce(board, run=run)
    monkeypatch.setattr("luxvid.render.pairing.chance_of_one_place", lambda *_, **__: 0.1)  # an upgrade that sees otherwise
    await studio_of(chain).produce(read, run=run)
    assert len(shop.bill) == creates
    assert film.report.shots[0].provenance.scores["one_place"] == 0.9


async def test_where_one_half_comes_to_nothing_the_other_is_in_the_bill(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money
) -> None:
    veo = chain.renderers[0]
    assert isinstance(veo, TruthGate)
    gate = evolve(veo, limits=GateLimits(one_place=1.1))
    shop.faults.add(fails("E1001"), model=VEO, count=1)
    with pytest.raises(CallFailed, match="out of memory") as failed:
        await gate.render(seven.shots[0], run=money())
    assert Decimal(failed.value.cost_usd) == shop.bill.total_usd > 0
    film = await studio_of(FallbackRenderer(gate, luxvid.KenBurnsRenderer())).produce(
        evolve(seven, shots=seven.shots[:1]), run=money()
    )  # the half that is there is used, the other bought anew: such a failure costs nothing
    assert film.report.cost_usd == shop.bill.total_usd == Decimal("0.80")
    assert film.report.spent_usd == Decimal("0.40")


async def test_what_was_paid_and_cannot_be_used_is_in_the_bill(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable(*_: object) -> object:
        raise luxvid.errors.MediaRefused("result", "it holds no picture")

    monkeypatch.setattr("luxvid.render.replicate.open_clip_file", unreadable)
    made = (await chain.render(seven.shots[2], run=money())).provenance
    assert (made.model, made.cost_usd) == ("", shop.bill.total_usd)
    assert len(shop.bill) == 2


async def test_a_second_take_that_finds_no_money_is_held_back(
    chain: FallbackRenderer, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money
) -> None:
    shop.faults.add(Flaws(black=True), count=None)
    with pytest.raises(HeldBack, match="a second take came to nothing"):
        await chain.renderers[0].render(seven.shots[2], run=money("0.50"))
    assert shop.bill.total_usd == Decimal("0.40")


@pytest.mark.parametrize(
    "brand", [None, luxvid.Brand(name="Casa Sol"), luxvid.Brand(name="Éí 家", tone="warm, «calm» & {odd} %s")]
)
async def test_a_brand_with_and_without_values(
    brand: luxvid.Brand | None, drawn: list[Path], shop: ReplicateEmulator, money: Money, paid: luxvid.protocols.Provider
) -> None:
    studio = studio_of(TruthGate(ReplicateRenderer(VEO, provider=paid, encoding=SMALL), encoding=SMALL))
    photos = await luxvid.load_photos(drawn[:1])
    board = await studio.plan(photos, scenes=[evolve(luxvid.LUXURY_SCENES[0], duration_s=2)], brand=brand)
    film = await studio.produce(board, run=money())
    (line,) = list(shop.bill)
    assert film.report.shots[0].provenance.model == VEO
    assert "None" not in line.input["prompt"]
    assert line.input["prompt"].startswith(board.shots[0].prompt)
