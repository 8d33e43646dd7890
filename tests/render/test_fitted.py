"""Generated clips in the film's time: every frame where it belongs, the last on the last, whatever the clip's rate."""

from __future__ import annotations

import gc
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from anyio.to_thread import run_sync
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.errors import MediaRefused, MissingExtra
from luxvid.film import Clip
from luxvid.media.colour import to_rgb
from luxvid.media.foreign import open_clip_file
from luxvid.render.fitted import FittedSource, InBetween
from luxvid.render.light import SAME, Light, gains_between, lit
from luxvid.render.measuring import Measured, measure, thumbnail_of
from tests.render.made_clips import Rgb, number_on, numbered, panned, small, write_clip

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=128, height_px=72)


async def measured(path: Path, *, first: Rgb | None = None, last: Rgb | None = None, encoding: Encoding = SMALL) -> Measured:
    source = await open_clip_file(path)
    with path.open("rb") as file:
        return await run_sync(
            lambda: measure(file, source.probe, name="clip", size_px=thumbnail_of(encoding), photos=(first, last))
        )


async def fitted(
    path: Path, seconds: Fraction, *, ends: bool = True, in_between: InBetween = "blend", light: Light | None = None
) -> FittedSource:
    return FittedSource(
        file=await open_clip_file(path),
        measured=await measured(path),
        total_s=seconds,
        ends=ends,
        in_between=in_between,
        light=light or Light(),
    )


async def frames_of(source: FittedSource, start: int, stop: int, encoding: Encoding = SMALL) -> list[NDArray[np.uint8]]:
    frames = await source.frames(start, stop, encoding=encoding)
    return await run_sync(list, frames)


def nearest(frame: NDArray[np.uint8], pictures: list[Rgb]) -> int:
    """Return which of the pictures a film frame shows."""
    shown = to_rgb(frame).mean(2)
    return int(np.argmin([np.abs(shown - small(picture, (128, 72)).mean(2)).mean() for picture in pictures]))


CASES = [
    pytest.param(24, 192, (192, 108), Fraction(135, 30), id="24 fps, 8 s"),
    pytest.param(25, 150, (1366, 768), Fraction(135, 30), id="25 fps, 6 s, 1366 by 768"),
    pytest.param(16, 81, (128, 72), Fraction(135, 30), id="16 fps, 5 s"),
    pytest.param(Fraction(24000, 1001), 96, (128, 72), Fraction(143, 30), id="23.976 fps, 4 s, both handles"),
]


@pytest.mark.parametrize(("rate", "count", "size", "seconds"), CASES)
async def test_a_clip_of_any_rate_fills_its_time_and_ends_on_its_last_photo(
    rate: Fraction, count: int, size: tuple[int, int], seconds: Fraction, drawn: list[Path], tmp_path: Path
) -> None:
    pictures = panned(drawn[0], size, count)
    path = write_clip(tmp_path / "clip.mp4", pictures, rate=rate)
    source = await fitted(path, seconds)
    wanted = SMALL.frames(seconds)
    frames = await frames_of(source, 0, wanted)
    assert len(frames) == wanted
    assert source.plan(SMALL).counts["repeated"] == 0
    assert nearest(frames[0], pictures[:5]) == 0
    assert nearest(frames[-1], pictures[-5:]) == 4
    luma = [frame[:72].astype(np.float32) for frame in frames]
    steps = [float(np.abs(b - a).mean()) for a, b in pairwise(luma)]
    assert min(steps) > 0.2 * float(np.median(steps))  # nothing stands still


async def test_each_frame_once_where_there_are_as_many(tmp_path: Path) -> None:
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(144), rate=24), Fraction(144, 30))
    assert [number_on(frame) for frame in await frames_of(source, 0, 144)] == list(range(144))


async def test_the_last_frame_stands_at_the_end_and_few_are_left_out(tmp_path: Path) -> None:
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(150), rate=25), Fraction(135, 30))
    seen = [number_on(frame) for frame in await frames_of(source, 0, 135)]
    assert seen == sorted(set(seen))
    assert (seen[0], seen[-1]) == (0, 149)
    assert source.plan(SMALL).counts == {"repeated": 0, "dropped": 15, "blended": 0}


async def test_pieces_are_the_same_frames_as_the_whole(tmp_path: Path) -> None:
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(96), rate=24), Fraction(135, 30))
    whole = await frames_of(source, -3, 140)
    assert len(whole) == 143
    for start, stop in ((-3, 8), (8, 60), (60, 61), (120, 140)):
        piece = await frames_of(source, start, stop)
        assert all(np.array_equal(a, b) for a, b in zip(piece, whole[start + 3 : stop + 3], strict=True))
    assert all(np.array_equal(whole[3], frame) for frame in whole[:3])
    assert all(np.array_equal(whole[137], frame) for frame in whole[138:])


async def test_frames_that_were_shown_are_let_go_of_at_once(tmp_path: Path) -> None:
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(120), rate=24), Fraction(5))
    frames = await source.frames(0, 150, encoding=SMALL)
    gc.collect()
    gc.disable()  # what lives in circles would stay
    try:
        await run_sync(lambda: sum(1 for _ in frames))
        kept = sum(type(thing) is av.VideoFrame for thing in gc.get_objects())
    finally:
        gc.enable()
    assert kept < 12


async def test_handles_come_from_the_clip_and_the_scene_begins_after_the_first(tmp_path: Path) -> None:
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(135), rate=30), Fraction(135, 30))
    clip = Clip(source=source, duration_s=4, lead_s=Fraction(8, 30))
    frames = await run_sync(list, await clip.frames(-8, 127, encoding=SMALL))
    assert [number_on(frame) for frame in frames] == list(range(135))


async def test_other_rates_and_sizes_are_another_plan_of_the_same_clip(tmp_path: Path) -> None:
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(100), rate=25), Fraction(4))
    ntsc = Encoding(width_px=64, height_px=112, fps=29.97)
    frames = await frames_of(source, 0, ntsc.frames(Fraction(4)), ntsc)
    assert len(frames) == 120
    assert frames[0].shape == (168, 64)


async def test_ends_that_stand_still_are_left_out_but_for_their_outermost_frame(drawn: list[Path], tmp_path: Path) -> None:
    moving = panned(drawn[0], (128, 72), 80)
    pictures = moving[:1] * 12 + moving + moving[-1:] * 20
    path = write_clip(tmp_path / "c.mp4", pictures, rate=24)
    found = await measured(path)
    assert 11 <= found.still_head <= 13
    assert 19 <= found.still_tail <= 21
    source = await fitted(path, Fraction(4))
    assert source.shown[0] == 0
    assert source.shown[-1] == 111
    frames = await frames_of(source, 0, 120)
    luma = [frame[:72].astype(np.float32) for frame in frames]
    assert min(float(np.abs(b - a).mean()) for a, b in pairwise(luma)) > 0.3


async def test_a_clip_that_hardly_moves_is_shown_whole(drawn: list[Path], tmp_path: Path) -> None:
    path = write_clip(tmp_path / "c.mp4", panned(drawn[0], (128, 72), 1) * 48, rate=24)
    found = await measured(path)
    assert (found.still_head, found.still_tail) == (0, 0)


@pytest.mark.parametrize("tint", [(1.1, 1.1, 1.1), (1.0, 0.97, 0.88), (0.9, 0.95, 1.0)])
async def test_light_that_drifts_towards_the_end_is_brought_back(
    tint: tuple[float, float, float], drawn: list[Path], tmp_path: Path
) -> None:
    size = (192, 108)
    pictures, drifting = panned(drawn[0], size, 96), []
    for number, picture in enumerate(pictures):
        share = number / 95
        gains = 1 + (np.array(tint) - 1) * share
        drifting.append(np.clip(np.rint(picture * gains), 0, 255).astype(np.uint8))
    path = write_clip(tmp_path / "c.mp4", drifting, rate=24)
    thumbs = [small(pictures[end], thumbnail_of(SMALL)) for end in (0, -1)]
    found = await measured(path, first=thumbs[0], last=thumbs[1])
    assert found.gains[0] == SAME
    assert found.gains[1] == pytest.approx([1 / gain for gain in tint], abs=0.03)
    source = await fitted(path, Fraction(4), light=found.light)
    plain = await fitted(path, Fraction(4))
    assert source.identity != plain.identity
    mended, as_it_came = (await frames_of(source, 119, 120))[0], (await frames_of(plain, 119, 120))[0]
    photo = pictures[-1].mean((0, 1))
    assert np.abs(to_rgb(mended).mean((0, 1)) - photo).max() < 2.5
    assert np.abs(to_rgb(as_it_came).mean((0, 1)) - photo).max() > 4
    levels = [float(frame[:72].mean()) for frame in await frames_of(source, 0, 120)]
    assert max(abs(b - a) for a, b in pairwise(levels)) < 3  # no step in brightness


def test_greys_keep_their_balance_and_nothing_happens_at_one() -> None:
    grey = np.full((108, 64), 128, np.uint8)
    grey[:72] = np.linspace(16, 235, 64, dtype=np.uint8)
    assert np.array_equal(lit(grey, (1.0, 1.0, 1.0)), grey)
    brighter = to_rgb(lit(grey, (1.1, 1.1, 1.1)))
    assert np.abs(brighter.max(2).astype(int) - brighter.min(2)).max() <= 2


def test_another_view_is_no_other_light() -> None:
    rng = np.random.default_rng(0)
    a, b = (rng.integers(0, 255, (72, 128, 3), dtype=np.uint8) for _ in range(2))
    assert gains_between(a, b) is None
    bounded = gains_between(a // 4 + 20, np.clip(a // 2 + 40, 0, 255).astype(np.uint8))
    assert bounded == (1.25, 1.25, 1.25)


async def test_flow_is_sharper_between_frames_than_a_blend(tmp_path: Path) -> None:
    pytest.importorskip("cv2")
    rng = np.random.default_rng(1)
    texture = np.kron(rng.integers(30, 220, (20, 60, 3), dtype=np.uint8), np.ones((8, 8, 1), np.uint8))
    pictures = [texture[20:128, 6 * n : 6 * n + 192] for n in range(24)]
    path = write_clip(tmp_path / "c.mp4", pictures, rate=24)
    big = Encoding(width_px=192, height_px=108)
    sharp = {}
    kinds: tuple[InBetween, ...] = ("blend", "flow")
    for kind in kinds:
        source = await fitted(path, Fraction(47, 30), in_between=kind)
        middle = (await frames_of(source, 21, 22, big))[0][:108].astype(np.float32)
        sharp[kind] = float(np.abs(middle - texture[20:128, 63:255] @ (0.2126, 0.7152, 0.0722) * 219 / 255 - 16).mean())
    assert sharp["flow"] < 0.3 * sharp["blend"]


async def test_flow_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    source = await fitted(write_clip(tmp_path / "c.mp4", numbered(24), rate=24), Fraction(2), in_between="flow")
    with pytest.raises(MissingExtra, match=r"luxvid\[flow\]"):
        await source.frames(0, 1, encoding=SMALL)


async def test_what_is_no_clip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.mp4").write_bytes(b"<html>502</html>")
    with pytest.raises(MediaRefused):
        await open_clip_file(tmp_path / "c.mp4")
