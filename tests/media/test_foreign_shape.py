"""Foreign pictures stand upright and fill the frame by the written rule."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from anyio.to_thread import run_sync
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.media.foreign import open_clip_file
from luxvid.media.framing import contained_size, covering_size, crop_or_pad

pytestmark = pytest.mark.anyio

ClipMaker = Any  # the fixture `clips`, whose class stands in conftest.py

WIDE = Encoding(width_px=256, height_px=144)
TALL = Encoding(width_px=144, height_px=256)


async def shown(path: Path, film: Encoding = WIDE, number: int = 0) -> NDArray[np.uint8]:
    """Luma of one film frame."""
    frames = await (await open_clip_file(path)).frames(number, number + 1, encoding=film)
    frame = await run_sync(next, frames)
    assert frame.shape == (film.height_px * 3 // 2, film.width_px)
    assert frame.dtype == np.uint8
    return frame[: film.height_px]


def cornered(width_px: int, height_px: int, name: str = "yuv420p") -> av.VideoFrame:
    """A grey picture: white top left, black top right, light grey bottom left."""
    luma = np.full((height_px, width_px), 110, np.uint8)
    h, w = height_px // 2, width_px // 2
    luma[:h, :w], luma[:h, w:], luma[h:, :w] = 230, 30, 170
    grey = av.VideoFrame.from_ndarray(np.dstack([luma] * 3), format="rgb24")
    return grey.reformat(format=name)


def corners(luma: NDArray[np.uint8]) -> str:
    """Names the corners of a film frame clockwise from top left: W(hite), B(lack), G(rey), L(ight)."""
    h, w = luma.shape
    names = {212: "W", 42: "B", 110: "G", 162: "L"}
    found = (luma[h // 4, w // 4], luma[h // 4, -w // 4], luma[-h // 4, -w // 4], luma[-h // 4, w // 4])
    return "".join(names[min(names, key=lambda value: abs(value - int(level)))] for level in found)


@pytest.mark.parametrize(
    ("angle", "mirrored", "expected"),
    [
        (0, "", "WBGL"),
        (90, "", "BGLW"),
        (180, "", "GLWB"),
        (-90, "", "LWBG"),
        (0, "h", "BWLG"),
        (0, "v", "LGBW"),
        (90, "h", "GBWL"),
        (-90, "h", "WLGB"),
        (3, "", "WBGL"),
    ],
)
async def test_pictures_stand_upright(clips: ClipMaker, angle: int, mirrored: str, expected: str) -> None:
    def turned(stream: av.VideoStream) -> None:
        stream.set_display_rotation(angle, hflip=mirrored == "h", vflip=mirrored == "v")

    path = clips.write("t.mp4", [cornered(256, 144)] * 2, options={"crf": "10"}, prepare=turned)
    film = TALL if abs(angle) == 90 else WIDE
    assert corners(await shown(path, film)) == expected


async def test_an_upright_clip_in_a_wide_film_is_shown_whole(clips: ClipMaker) -> None:
    path = clips.write("tall.mp4", [cornered(144, 256)] * 2, options={"crf": "10"})
    luma = await shown(path)
    middle, sides = luma[:, 88:168], np.hstack([luma[:, :80], luma[:, 176:]])
    assert corners(middle) == "WBGL"
    assert sides.mean() < middle.mean() * 0.7
    assert sides.std() > 5


async def test_pixels_that_are_not_square(clips: ClipMaker) -> None:
    def anamorphic(stream: av.VideoStream) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(64, 45)

    picture = np.full((180, 200, 3), 40, np.uint8)
    picture[45:135, 68:132] = 220  # 64 × 90 stored, 91 × 90 as seen
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
    luma = await shown(clips.write("sar.mp4", [frame], options={"crf": "8"}, prepare=anamorphic))
    bright = luma > 130
    assert bright.any(axis=0).sum() == pytest.approx(bright.any(axis=1).sum(), abs=3)


@pytest.mark.parametrize(
    ("width", "height", "codec", "name"), [(161, 91, "libx264", "yuv444p"), (161, 91, "mpeg2video", "yuv420p")]
)
async def test_odd_sizes(clips: ClipMaker, width: int, height: int, codec: str, name: str) -> None:
    path = clips.write("odd.mkv", [cornered(width, height, name)], codec=codec, rate=25)
    assert corners(await shown(path)) == "WBGL"


async def test_a_size_that_changes_on_the_way(clips: ClipMaker) -> None:
    sizes = ((128, 72), (160, 90), (64, 96))
    with av.open(str(clips.folder / "s.avi"), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 128, 72, "yuvj420p"
        for number, (width, height) in enumerate(sizes * 2):
            encoder = av.CodecContext.create("mjpeg", "w")
            assert isinstance(encoder, av.VideoCodecContext)
            encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
            encoder.time_base = Fraction(1, 30)
            [packet] = [*encoder.encode(cornered(width, height, "yuvj420p")), *encoder.encode()]
            packet.pts = packet.dts = number
            packet.time_base, packet.stream = Fraction(1, 30), stream
            container.mux(packet)
    for number, (width, height) in enumerate(sizes):
        luma = await shown(clips.folder / "s.avi", number=number)
        middle = luma if width > height else luma[:, 80:176]
        assert corners(middle) == "WBGL"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (16 / 9, 16 / 9, "crop"),
        (3 / 2, 16 / 9, "crop"),
        (1.4223, 16 / 9, "crop"),
        (1.4222, 16 / 9, "pad"),
        (2.2222, 16 / 9, "crop"),
        (2.2223, 16 / 9, "pad"),
        (4 / 3, 16 / 9, "pad"),
        (9 / 16, 16 / 9, "pad"),
        (2 / 3, 9 / 16, "crop"),
        (3 / 4, 9 / 16, "pad"),
    ],
)
def test_at_most_a_fifth_is_cut_off(source: float, target: float, expected: str) -> None:
    assert crop_or_pad(source, target) == expected


@pytest.mark.parametrize("aspect", [0.1, 0.5625, 1.0, 1.5, 1.7777, 1.78, 2.39, 12.0])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (854, 480), (64, 64)])
def test_sizes_are_even_and_cover_or_fit(aspect: float, width: int, height: int) -> None:
    cover, fit = covering_size(aspect, width, height), contained_size(aspect, width, height)
    assert all(side % 2 == 0 for side in (*cover, *fit))
    assert cover[0] >= width
    assert cover[1] >= height
    assert width in (cover[0], fit[0]) or height in (cover[1], fit[1])
    assert 0 < fit[0] <= width
    assert 0 < fit[1] <= height


async def test_what_is_cut_off_is_cut_on_both_sides(clips: ClipMaker) -> None:
    picture = np.full((200, 300, 3), 120, np.uint8)
    picture[:8] = picture[-8:] = 250
    picture[96:104] = 20
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
    luma = await shown(clips.write("c.mp4", [frame], options={"crf": "8"}))
    assert luma.max() < 150
    dark = np.flatnonzero(luma[:, 128] < 70)
    assert dark.mean() == pytest.approx(71.5, abs=1.5)
