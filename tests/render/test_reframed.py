"""Clips in films of another shape: what matters is kept, the window moves smoothly inside the picture, pieces are found again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from anyio.to_thread import run_sync
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from luxvid import Clip, Combiner, Cut, Encoding, Run, Storage
from luxvid.media.foreign import FileSource
from luxvid.render.crop_path import CropPath, Stretch
from luxvid.render.following import _completed
from luxvid.render.reframed import ReframedSource, _Planned, in_own_shape
from luxvid.render.windows import window_of
from tests.render.made_clips import Rgb, write_clip

pytestmark = pytest.mark.anyio

WIDE = Encoding(width_px=192, height_px=108)
TALL = Encoding(width_px=90, height_px=160)
SQUARE = Encoding(width_px=120, height_px=120)
FEED = Encoding(width_px=96, height_px=120)
UPRIGHT = [pytest.param(TALL, id="9:16"), pytest.param(SQUARE, id="1:1"), pytest.param(FEED, id="4:5")]


def furnished(*, at: float, size: tuple[int, int] = (320, 180), count: int = 48, step: float = 0.0) -> list[Rgb]:
    """Return pictures of a plain room with one thing in it, `at` a share of the width, that moves by a step a frame."""
    width, height = size
    thing = np.kron(np.random.default_rng(1).integers(30, 220, (9, 8, 3), dtype=np.uint8), np.ones((8, 6, 1), np.uint8))
    pictures = []
    for number in range(count):
        picture = np.full((height, width, 3), 170, np.uint8)
        left = round(at * width + step * number) - thing.shape[1] // 2
        picture[height // 2 : height // 2 + thing.shape[0], left : left + thing.shape[1]] = thing
        pictures.append(picture)
    return pictures


async def frames_of(clip: Clip, encoding: Encoding, count: int) -> list[NDArray[np.uint8]]:
    return await run_sync(list, await clip.frames(0, count, encoding=encoding))


def structured(frame: NDArray[np.uint8]) -> float:
    """Return where in a film frame the columns with structure lie on the mean, a share of its width; nan where none does."""
    height = frame.shape[0] * 2 // 3
    rough = np.abs(np.diff(frame[:height].astype(np.float64), axis=0)).mean(0)
    rough[rough < 2] = 0
    return float((rough * (np.arange(len(rough)) + 0.5)).sum() / rough.sum() / len(rough)) if rough.any() else float("nan")


def windows(source: object, encoding: Encoding, picture_px: tuple[int, int], count: int) -> NDArray[np.float64]:
    assert isinstance(source, ReframedSource)
    times = [(number + 0.5) / float(encoding.fps) for number in range(count)]
    return np.array([source.path.box(at, picture_px=picture_px, aspect=encoding.aspect) for at in times])


@pytest.mark.parametrize("encoding", UPRIGHT)
@pytest.mark.parametrize("at", [0.2, 0.75])
async def test_what_stands_aside_is_in_the_frame(at: float, encoding: Encoding, tmp_path: Path) -> None:
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", furnished(at=at), rate=24))
    shown = [structured(frame) for frame in (await frames_of(clip, encoding, 60))[::15]]
    assert all(0.15 < place < 0.85 for place in shown)


async def test_what_goes_through_the_room_is_followed(tmp_path: Path) -> None:
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", furnished(at=0.3, count=144, step=0.8), rate=24))
    cut = await clip.reframed(TALL)
    left = windows(cut.source, TALL, (320, 180), 180)[:, 0]
    assert left[-1] - left[0] > 50
    shown = [structured(frame) for frame in (await frames_of(clip, TALL, 180))[10::20]]
    assert all(0.1 < place < 0.9 for place in shown)


async def test_where_nothing_matters_the_window_holds_the_middle(tmp_path: Path) -> None:
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", [np.full((180, 320, 3), 120, np.uint8)] * 48, rate=24))
    boxes = windows((await clip.reframed(TALL)).source, TALL, (320, 180), 60)
    assert np.ptp(boxes[:, 0]) < 1
    assert boxes[0, 0] == pytest.approx((320 - 101.25) / 2, abs=6)


async def test_the_window_moves_without_a_jerk_and_never_leaves_the_picture(tmp_path: Path) -> None:
    pictures = furnished(at=0.2, count=60) + furnished(at=0.8, count=60)
    faded = pictures[:50] + [np.asarray((1 - u) * pictures[0] + u * pictures[-1], np.uint8) for u in np.linspace(0, 1, 20)]
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", faded + pictures[70:], rate=24))
    for encoding in (TALL, SQUARE, FEED):
        boxes = windows((await clip.reframed(encoding)).source, encoding, (1920, 1080), 150)
        assert boxes[:, 0].min() >= 0
        assert boxes[:, 2].max() <= 1920 + 1e-6
        speeds = np.diff(boxes[:, 0]) / (boxes[0, 2] - boxes[0, 0])
        assert np.abs(speeds).max() * 30 < 1 / 6  # it takes more than six seconds to cross itself
        assert np.abs(np.diff(speeds)).max() < 0.0006


async def test_behind_a_cut_it_looks_anew_at_once(tmp_path: Path) -> None:
    pictures = furnished(at=0.15, count=40) + [255 - picture for picture in furnished(at=0.85, count=40)]
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", pictures, rate=30))
    left = windows((await clip.reframed(TALL)).source, TALL, (320, 180), 80)[:, 0]
    assert int(np.abs(np.diff(left)).argmax()) == 39
    assert left[40] - left[39] > 60


async def test_a_clip_of_the_films_shape_is_not_touched(tmp_path: Path) -> None:
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", furnished(at=0.3, count=12), rate=24))
    assert (await clip.reframed(WIDE)) == clip
    assert clip.source.identity == {"source": "file", "version": 1, "digest": clip.source.identity["digest"]}
    raw = await run_sync(list, await clip.source.frames(0, 12, encoding=WIDE))
    assert all(np.array_equal(a, b) for a, b in zip(await frames_of(clip, WIDE, 12), raw, strict=True))


async def test_what_would_lose_too_much_is_shown_whole_as_before(tmp_path: Path) -> None:
    for name, size, encoding in (("tall", (90, 160), WIDE), ("old", (192, 144), WIDE)):
        clip = await Clip.open(write_clip(tmp_path / f"{name}.mp4", furnished(at=0.5, size=size, count=6), rate=24))
        assert (await clip.reframed(encoding)).source is clip.source


async def test_a_roof_line_is_not_cut_where_the_height_is(tmp_path: Path) -> None:
    picture = np.full((200, 300, 3), (120, 170, 230), np.uint8)
    picture[6:, 60:240] = np.kron(np.random.default_rng(2).integers(0, 255, (97, 90, 3), dtype=np.uint8), np.ones((2, 2, 1)))
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", [picture] * 24, rate=24))
    boxes = windows((await clip.reframed(WIDE)).source, WIDE, (300, 200), 24)
    assert boxes[:, 1].max() < 6
    assert boxes[0, 3] - boxes[0, 1] == pytest.approx(300 * 108 / 192)


async def test_pieces_are_the_same_frames_as_the_whole(tmp_path: Path) -> None:
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", furnished(at=0.3, count=48, step=1.0), rate=24))
    whole = await frames_of(clip, TALL, 60)
    part = await run_sync(list, await clip.frames(37, 52, encoding=TALL))
    assert all(np.array_equal(a, b) for a, b in zip(part, whole[37:52], strict=True))


async def test_a_path_is_planned_once_for_a_clip_and_a_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "c.mp4", furnished(at=0.3, count=24), rate=24)
    run = Run(storage=Storage.at(tmp_path / "storage"))
    first = await (await Clip.open(path)).reframed(TALL, run=run)
    monkeypatch.setattr("luxvid.render.reframed._planned", _Planned())  # as in another process
    monkeypatch.setattr("luxvid.render.reframed._plan", lambda *_: pytest.fail("it was planned again"))
    again = await (await Clip.open(path)).reframed(Encoding.vertical(180), run=run)
    assert again.source.identity == first.source.identity


async def test_another_shape_joins_anew_and_is_found_again(tmp_path: Path) -> None:
    clips = [await Clip.open(write_clip(tmp_path / f"{n}.mp4", furnished(at=n / 4, count=24), rate=24)) for n in (1, 3)]
    run = Run(storage=Storage.memory())
    for encoding in (WIDE, TALL, SQUARE):
        made = await Combiner(encoding=encoding).combine(clips, transition=Cut(), run=run)
        assert made.reused == 0
        assert (await Combiner(encoding=encoding).combine(clips, transition=Cut(), run=run)).reused == len(made.pieces)


async def test_rotated_clips_have_the_shape_that_is_seen(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "c.mp4", furnished(at=0.3, count=6), rate=24, rotated=90)
    clip = await Clip.open(path)
    assert isinstance(clip.source, FileSource)
    assert clip.source.size_px == (180, 320)
    assert in_own_shape(clip.source, TALL) is TALL
    own = in_own_shape(clip.source, WIDE)
    assert own.width_px < own.height_px


@given(
    points=st.lists(st.floats(0, 1), min_size=4, max_size=9),
    seconds=st.floats(-1, 20),
    aspect=st.sampled_from([9 / 16, 4 / 5, 1.0]),
)
def test_any_path_stays_inside(points: list[float], seconds: float, aspect: float) -> None:
    path = CropPath(axis="x", stretches=[Stretch(start_s=Fraction(0), step_s=Fraction(2), points=points)])
    left, top, right, bottom = path.box(seconds, picture_px=(1920, 1080), aspect=aspect)
    assert -1e-9 <= left < right <= 1920 + 1e-9
    assert (top, bottom) == (0, 1080)
    assert path == CropPath.from_json(path.to_json())


@pytest.mark.parametrize("size", [(120, 120), (90, 160), (60, 60)])
def test_windows_lie_where_they_are_asked_for(size: tuple[int, int]) -> None:
    ramp = np.broadcast_to(np.linspace(20, 220, 240), (160, 240))
    frame = np.empty((240, 240), np.uint8)
    frame[:160] = np.rint(ramp)
    frame[160:].reshape(2, 80, 120)[...] = np.rint(ramp[::2, ::2])
    wide = 160 * size[0] / size[1]
    for left in np.arange(20, 22, 0.25):
        out = window_of(frame, (left, 0.0, left + wide, 160.0), size, "x")
        luma, chroma = out[: size[1]].astype(float), out[size[1] :].reshape(2, size[1] // 2, size[0] // 2).astype(float)
        at = left + (np.arange(size[0]) + 0.5) * wide / size[0] - 0.5
        assert np.abs(luma - (20 + at * 200 / 239)).max() < 2.1
        assert np.abs(luma.mean(0) - (20 + at * 200 / 239)).max() < 1.1
        assert np.abs(chroma[0].mean(0) - luma.mean(0)[::2]).max() < 2.1  # chroma sits on the left luma sample


@pytest.mark.parametrize("size", [(64, 64), (112, 112)])
def test_steps_between_windows_are_even(size: tuple[int, int]) -> None:
    wave = 128 + 90 * np.sin(2 * np.pi * np.arange(400) / 16)
    frame = np.full((96, 400), 128, np.uint8)
    frame[:64] = np.rint(wave)
    phases = []
    for left in np.arange(50, 53, 0.15):
        row = window_of(frame, (left, 0.0, left + 64, 64.0), size, "x")[: size[1]].astype(float).mean(0)
        phases.append(np.angle(np.fft.rfft(row - row.mean())[4]))
    steps_px = np.diff(np.unwrap(phases)) * 16 / (2 * np.pi)
    assert np.abs(steps_px - 0.15).max() < 0.01


def test_a_pale_wall_moves_by_parts_of_a_pixel_too() -> None:
    frame = np.full((384, 160), 128, np.uint8)
    frame[:256] = np.rint(128 + 4 * np.sin(2 * np.pi * np.arange(160) / 32))  # no pixel differs from the next by a level
    phases = []
    for left in np.arange(8, 10, 0.1):
        row = window_of(frame, (left, 0.0, left + 128, 256.0), (128, 256), "x")[:256].astype(float).mean(0)
        phases.append(np.angle(np.fft.rfft(row - row.mean())[4]))
    steps_px = np.diff(np.unwrap(phases)) * 32 / (2 * np.pi)
    assert np.abs(steps_px - 0.1).max() < 0.04  # it stood still, and jumped by half a pixel


def test_a_look_that_saw_half_of_a_bed_gets_what_the_others_saw() -> None:
    seen = {0: (0.12, 0.8), 12: (0.12, 0.76), 24: (0.08, 0.36), 36: (0.16, 0.8), 48: (0.9, 1.0)}  # the last, something else
    completed = _completed(seen)
    assert completed == {**seen, 24: (0.12, 0.8)}
