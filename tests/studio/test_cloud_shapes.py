"""A film in another shape: from the clips that were bought, for nothing; bought in that shape only where one asks for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

import luxvid
from luxvid.protocols import Provider, Shaped
from luxvid.render import ReplicateRenderer, TruthGate
from luxvid.testing.replicate import ReplicateEmulator
from tests.studio.conftest import SMALL, VEO, studio_of

pytestmark = pytest.mark.anyio
Money = Callable[..., luxvid.Run]
SHAPES = [luxvid.Encoding(width_px=w, height_px=h, preset="ultrafast") for w, h in ((72, 128), (96, 96), (80, 100))]


async def test_one_board_in_every_shape_is_bought_once(
    paid: Provider, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money
) -> None:
    board = evolve(seven, shots=seven.shots[2:4])
    renderer = TruthGate(ReplicateRenderer(VEO, provider=paid, encoding=SMALL), encoding=SMALL)
    film = await studio_of(renderer).produce(board, run=money())
    bill = shop.bill.total_usd
    assert len(shop.bill) == 2
    for shape in SHAPES:
        again = await studio_of(renderer, shape).produce(board, run=money())
        clips = list(film.clips.values())
        joined = await luxvid.Combiner(encoding=shape).combine(clips, timeline=board.timeline(shape.fps), run=money())
        assert joined.pieces == again.picture.pieces  # the same by either way, and found again
        assert joined.reused == len(joined.pieces)
        for clip in clips:
            assert "reframed" in str((await clip.reframed(shape)).source.identity)
    assert (len(shop.bill), shop.bill.total_usd) == (2, bill)


async def test_two_halves_are_cut_each_by_itself(
    paid: Provider, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luxvid.render.pairing.chance_of_one_place", lambda *_, **__: 0.1)
    gate = TruthGate(ReplicateRenderer(VEO, provider=paid, encoding=SMALL), encoding=SMALL)
    clip = await gate.render(seven.shots[0], run=money())
    creates = len(shop.bill)
    cut = await clip.reframed(SHAPES[0], run=money())
    assert str(cut.source.identity).count("'reframed'") == 2
    assert len(shop.bill) == creates == 2


async def test_who_asks_for_upright_clips_buys_them(
    paid: Provider, seven: luxvid.Storyboard, shop: ReplicateEmulator, money: Money
) -> None:
    board = evolve(seven, shots=seven.shots[2:3])
    wide, upright = (ReplicateRenderer(VEO, provider=paid, encoding=encoding) for encoding in (SMALL, SHAPES[0]))
    await studio_of(wide).produce(board, run=money())
    film = await studio_of(TruthGate(upright, encoding=SHAPES[0]), SHAPES[0]).produce(board, run=money())
    assert [line.input["aspect_ratio"] for line in shop.bill] == ["16:9", "9:16"]
    (clip,) = film.clips.values()
    assert isinstance(clip.source, Shaped)
    assert clip.source.size_px[0] < clip.source.size_px[1]
    assert (await clip.reframed(SHAPES[0])).source is clip.source
    square = await studio_of(TruthGate(upright, encoding=SHAPES[0]), SHAPES[1]).produce(board, run=money())
    assert len(shop.bill) == 2
    assert square.report.shots[0].provenance.model == VEO
