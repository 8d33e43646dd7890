"""Which picture of a foreign clip each film frame shows, from its beginning and from anywhere."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from anyio.to_thread import run_sync
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.media.foreign import FileSource, open_clip_file

pytestmark = pytest.mark.anyio

ClipMaker = Any  # the fixture `clips`, whose class stands in conftest.py

Seen = Callable[[Iterable[NDArray[np.uint8]]], list[int]]
FILM = Encoding(width_px=128, height_px=72, fps=Fraction(30))
INTRA = {"crf": "18", "preset": "ultrafast", "g": "1"}
LONG_GOP = {"crf": "20", "preset": "veryfast", "x264-params": "keyint=24:min-keyint=24:bframes=3:b-adapt=0:open-gop=1"}


async def frames_of(source: FileSource, start: int, stop: int, film: Encoding = FILM) -> list[NDArray[np.uint8]]:
    frames = await source.frames(start, stop, encoding=film)
    return await run_sync(lambda: list(frames))


@pytest.mark.parametrize("ending", ["mp4", "mkv"])
@pytest.mark.parametrize("rate", [16, 24, 25, 30, 50, 60, Fraction(24000, 1001), Fraction(60000, 1001)], ids=str)
async def test_a_film_frame_shows_what_is_on_the_screen_in_its_middle(
    clips: ClipMaker, seen: Seen, rate: Fraction | int, ending: str
) -> None:
    path = clips.write(f"clip.{ending}", clips.numbered(40), rate=rate, options=INTRA)
    source = await open_clip_file(path)
    count = FILM.frames(40 / Fraction(rate))
    shown = seen(await frames_of(source, 0, count))
    exact = [int((number + Fraction(1, 2)) / 30 * rate) for number in range(count)]
    # Matroska's times are whole milliseconds: where two pictures meet in a frame's middle, either is right
    near = [int(((number + Fraction(1, 2)) / 30 + Fraction(1, 600)) * rate) for number in range(count)]
    assert all(number in pair for number, pair in zip(shown, zip(exact, near, strict=True), strict=True))
    steps = {b - a for a, b in itertools.pairwise(shown)}
    assert len(steps) <= 2
    assert source.length_s == pytest.approx(40 / float(rate), abs=0.002)


async def test_sixty_frames_in_whole_milliseconds_do_not_judder(clips: ClipMaker, seen: Seen) -> None:
    path = clips.write("clip.mkv", clips.numbered(60), rate=60, options=INTRA)
    shown = seen(await frames_of(await open_clip_file(path), 0, 30))
    assert {b - a for a, b in itertools.pairwise(shown)} == {2}


@pytest.mark.parametrize("fps", [Fraction(30000, 1001), Fraction(24), Fraction(60)], ids=str)
async def test_the_films_rate_decides(clips: ClipMaker, seen: Seen, fps: Fraction) -> None:
    film = Encoding(width_px=128, height_px=72, fps=fps)
    source = await open_clip_file(clips.write("clip.mp4", clips.numbered(30), options=INTRA))
    shown = seen(await frames_of(source, 0, film.frames(Fraction(1)), film))
    assert shown == [int((number + Fraction(1, 2)) / fps * 30 + Fraction(3, 100)) for number in range(len(shown))]


async def test_before_and_after_the_file_its_first_and_last_pictures_stay(clips: ClipMaker, seen: Seen) -> None:
    source = await open_clip_file(clips.write("clip.mp4", clips.numbered(30), options=LONG_GOP))
    assert seen(await frames_of(source, -8, 2)) == [0] * 9 + [1]
    assert seen(await frames_of(source, 28, 40)) == [28] + [29] * 11
    assert seen(await frames_of(source, 500, 503)) == [29] * 3
    assert await frames_of(source, 5, 5) == []


async def test_variable_rates_hold_each_picture_as_long_as_it_lasts(clips: ClipMaker, seen: Seen) -> None:
    pts = [0, 1000, 1033, 1500, 1700, 2500]
    frames = clips.numbered(6)
    source = await open_clip_file(clips.write("v.mkv", frames, pts=pts, time_base=Fraction(1, 1000), options=INTRA))
    shown = seen(await frames_of(source, 0, 80))
    middles_ms = [(number + 0.5) * 1000 / 30 + 1 for number in range(80)]
    assert shown == [max(i for i, begin in enumerate(pts) if begin <= middle) for middle in middles_ms]


async def test_a_clip_that_starts_late_starts_with_its_first_picture(clips: ClipMaker, seen: Seen) -> None:
    path = clips.write("late.mkv", clips.numbered(20), pts=range(250, 270), options=INTRA)
    source = await open_clip_file(path)
    assert seen(await frames_of(source, 0, 20)) == list(range(20))
    assert source.length_s == pytest.approx(20 / 30, abs=0.002)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.ts", "clip.avi"])
async def test_any_range_is_what_reading_from_the_beginning_gives(clips: ClipMaker, seen: Seen, name: str) -> None:
    codec, options = ("mpeg4", {"g": "12"}) if name.endswith("avi") else ("libx264", LONG_GOP)
    path = clips.write(name, clips.numbered(150), codec=codec, options=options)
    source = await open_clip_file(path)
    whole = await frames_of(source, -4, 156)
    assert seen(whole) == [0] * 4 + list(range(150)) + [149] * 6
    chance = random.Random(7)  # noqa: S311  a choice of ranges, not of keys
    for _ in range(12):
        start = chance.randrange(-4, 154)
        stop = min(156, start + chance.randrange(1, 5))
        part = await frames_of(source, start, stop)
        assert all(np.array_equal(a, b) for a, b in zip(part, whole[start + 4 : stop + 4], strict=True))


async def test_fields_become_whole_pictures_the_same_from_anywhere(clips: ClipMaker) -> None:
    frames = []
    for number in range(75):  # a bright block moves by four pixels from field to field
        picture = np.full((288 * 3 // 2, 352), 128, np.uint8)
        picture[:288] = 60
        for field in range(2):
            x = 20 + 4 * (2 * number + field) % 200
            picture[100 + field : 200 : 2, x : x + 60] = 200
        frames.append(av.VideoFrame.from_ndarray(picture, format="yuv420p"))

    def interlaced(stream: av.VideoStream) -> None:
        stream.codec_context.flags |= av.codec.context.Flags.interlaced_dct

    path = clips.write("i.mp4", frames, options={"x264-params": "tff=1:keyint=15:bframes=0", "crf": "10"}, prepare=interlaced)
    source = await open_clip_file(path)
    assert source.probe.interlaced
    film = Encoding(width_px=352, height_px=288)
    whole = await frames_of(source, 0, 75, film)
    combed = np.abs(np.diff(whole[40][100:200, 20:330].astype(int), axis=0)).mean()
    raw = np.abs(np.diff(frames[40].to_ndarray()[100:200, 20:330].astype(int), axis=0)).mean()
    assert combed < raw / 4
    part = await frames_of(source, 55, 60, film)
    assert all(np.array_equal(a, b) for a, b in zip(part, whole[55:60], strict=True))
