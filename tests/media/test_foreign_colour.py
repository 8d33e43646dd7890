"""Foreign colours come out as BT.709 limited, at most 4 code values off (2 where nothing is compressed)."""

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
from luxvid.media.conform import Conform
from luxvid.media.filters import Chain
from luxvid.media.foreign import open_clip_file

pytestmark = pytest.mark.anyio

ClipMaker = Any  # the fixture `clips`, whose class stands in conftest.py

FILM = Encoding(width_px=128, height_px=72)
PATCHES = (
    (255, 255, 255),
    (0, 0, 0),
    (128, 128, 128),
    (200, 60, 50),
    (60, 160, 70),
    (40, 70, 190),
    (230, 200, 160),
    (20, 90, 110),
)
WEIGHTS = {601: (0.299, 0.114), 709: (0.2126, 0.0722), 2020: (0.2627, 0.0593)}
LIMITED, FULL = 1, 2


def ycbcr(rgb: NDArray[np.float64], *, matrix: int, full: bool = False, bits: int = 8) -> NDArray[np.float64]:
    """R'G'B' (…, 3) of 0 to 1 to code values (3, …), by the definition of the standards."""
    kr, kb = WEIGHTS[matrix]
    r, g, b = np.moveaxis(rgb, -1, 0)
    y = kr * r + (1 - kr - kb) * g + kb * b
    cb, cr = (b - y) / 2 / (1 - kb), (r - y) / 2 / (1 - kr)
    top, scale = (1 << bits) - 1, 1 << (bits - 8)
    if full:
        return np.stack([y * top, cb * top + 128 * scale, cr * top + 128 * scale])
    return np.stack([(16 + 219 * y) * scale, (128 + 224 * cb) * scale, (128 + 224 * cr) * scale])


def coded(clips: ClipMaker, name: str, *, matrix: int, full: bool, bits: int = 8, lines: int = 72) -> av.VideoFrame:
    rgb = clips.coloured(*PATCHES, height_px=lines, width_px=lines * 16 // 9 // 2 * 2) / 255
    planes = np.rint(ycbcr(rgb, matrix=matrix, full=full, bits=bits))
    frame = av.VideoFrame(rgb.shape[1], rgb.shape[0], name)
    for plane, values in zip(frame.planes, planes, strict=True):
        step_x, step_y = rgb.shape[1] // plane.width, rgb.shape[0] // plane.height
        kind = np.uint16 if bits > 8 else np.uint8
        rows = np.zeros((plane.height, plane.line_size // np.dtype(kind).itemsize), kind)
        rows[:, : plane.width] = values[::step_y, ::step_x]
        plane.update(rows.tobytes())
    return frame


def off_by(frame: NDArray[np.uint8], colours: tuple[tuple[int, int, int], ...] = PATCHES) -> float:
    """How far the middles of the patches of a film frame of 128×72 are from where they belong."""
    y, chroma = frame[:72], frame[72:].reshape(2, 36, 64)
    worst = 0.0
    for number, colour in enumerate(colours):
        x = (2 * number + 1) * 64 // len(colours)
        found = np.array([y[36, x], *chroma[:, 18, x // 2]], float)
        worst = max(worst, np.abs(found - ycbcr(np.array(colour) / 255, matrix=709)).max())
    return worst


async def first_frame(path: Path) -> NDArray[np.uint8]:
    frames = await (await open_clip_file(path)).frames(0, 1, encoding=FILM)
    return await run_sync(next, frames)


@pytest.mark.parametrize(
    ("matrix", "said", "said_range", "name", "bits"),
    [
        (601, 5, LIMITED, "yuv420p", 8),
        (601, 6, FULL, "yuvj420p", 8),
        (709, 1, LIMITED, "yuv420p", 8),
        (709, 1, FULL, "yuvj420p", 8),
        (709, 1, LIMITED, "yuv444p", 8),
        (601, 5, LIMITED, "yuv422p", 8),
        (601, 5, LIMITED, "yuv420p10le", 10),
        (709, 1, FULL, "yuv444p10le", 10),
    ],
)
async def test_what_is_said_is_believed(clips: ClipMaker, matrix: int, said: int, said_range: int, name: str, bits: int) -> None:
    def tag(stream: av.VideoStream) -> None:
        context = stream.codec_context
        context.colorspace, context.color_range = said, said_range
        context.color_primaries = context.color_trc = 6 if matrix == 601 else 1

    frame = coded(clips, name, matrix=matrix, full=said_range == FULL, bits=bits)
    frame.colorspace, frame.color_range = said, said_range
    path = clips.write("c.mp4", [frame], options={"crf": "2"}, prepare=tag)
    assert off_by(await first_frame(path)) <= 4


@pytest.mark.parametrize(("lines", "matrix"), [(576, 601), (578, 709), (72, 601)])
async def test_unsaid_is_601_up_to_576_lines_and_709_above(clips: ClipMaker, lines: int, matrix: int) -> None:
    frame = coded(clips, "yuv420p", matrix=matrix, full=False, lines=lines)
    path = clips.write("c.mp4", [frame], options={"crf": "2", "preset": "ultrafast"})
    assert off_by(await first_frame(path)) <= 4


@pytest.mark.parametrize(
    ("codec", "name", "ending"), [("png", "rgb24", "mov"), ("ffv1", "bgr0", "mkv"), ("ffv1", "gbrp16le", "mkv")]
)
async def test_rgb(clips: ClipMaker, codec: str, name: str, ending: str) -> None:
    picture = av.VideoFrame.from_ndarray(clips.coloured(*PATCHES), format="rgb24").reformat(format=name)
    assert off_by(await first_frame(clips.write(f"c.{ending}", [picture], codec=codec))) <= 2


@pytest.mark.parametrize(("said", "black", "white"), [(LIMITED, 16, 235), (FULL, 0, 255)])
def test_grey_of_either_range(clips: ClipMaker, said: int, black: int, white: int) -> None:
    for value, expected in ((black, 16), (white, 235), ((black + white) // 2, 125)):
        frame = clips.flat("gray", value)
        frame.color_range = said
        film = Conform(FILM, sar=Fraction(1))(frame)
        assert abs(int(film[36, 64]) - expected) <= 1
        assert (film[72:] == 128).all()


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("yuva420p", (235, 128, 128, 128), (126, 128, 128)),
        ("yuva420p", (100, 180, 90, 128), (58, 154, 109)),
        ("yuva420p", (100, 180, 90, 0), (16, 128, 128)),
        ("yuva444p10le", (940, 512, 512, 1023), (235, 128, 128)),
        ("gbrap", (0, 0, 255, 128), (40, 115, 184)),
    ],
)
def test_alpha_is_laid_on_black(clips: ClipMaker, name: str, values: tuple[int, ...], expected: tuple[int, int, int]) -> None:
    frame = clips.flat(name, *values)
    if not name.startswith("g"):
        frame.colorspace, frame.color_range = 1, LIMITED
    film = Conform(FILM, sar=Fraction(1))(frame)
    found = (film[36, 64], film[72 + 9, 16], film[72 + 27, 16])
    assert np.abs(np.array(found, int) - expected).max() <= 2


async def test_vp9_with_alpha_is_laid_on_black(shared: Path) -> None:
    film = await first_frame(shared / "odd-media" / "video" / "transparent.webm")
    assert film[:72, :20].max() <= 17


def pq(nits: float) -> float:
    """SMPTE ST 2084's inverse EOTF."""
    y = (nits / 10_000) ** (2610 / 16384)
    return float(((3424 / 4096 + 2413 / 128 * y) / (1 + 2392 / 128 * y)) ** (2523 / 32))


def hlg(light: float) -> float:
    """BT.2100's HLG OETF."""
    if light <= 1 / 12:
        return float(np.sqrt(3 * light))
    return float(0.17883277 * np.log(12 * light - 0.28466892) + 0.55991073)


@pytest.mark.parametrize("nits", [1, 10, 50, 100, 150, 203])
def test_pq_shows_203_nits_as_white_and_less_in_proportion(clips: ClipMaker, nits: int) -> None:
    film = Conform(FILM, sar=Fraction(1))(hdr(clips, 16, pq(nits)))
    assert abs(int(film[36, 64]) - (16 + 219 * (nits / 203) ** (1 / 2.4))) <= 4
    assert np.abs(film[72:].astype(int) - 128).max() <= 1


def test_what_is_brighter_stays_white(clips: ClipMaker) -> None:
    for frame in (hdr(clips, 16, pq(1000)), hdr(clips, 18, 0.95)):
        assert 233 <= Conform(FILM, sar=Fraction(1))(frame)[36, 64] <= 237


def test_hlg_shows_three_quarters_as_white(clips: ClipMaker) -> None:
    film = Conform(FILM, sar=Fraction(1))(hdr(clips, 18, 0.75))
    assert abs(int(film[36, 64]) - 235) <= 4
    dark = Conform(FILM, sar=Fraction(1))(hdr(clips, 18, hlg(0.02)))
    assert 60 <= dark[36, 64] <= 100


def test_hdr_colours_are_those_of_libswscale(clips: ClipMaker) -> None:
    rgb = clips.coloured((90, 60, 50), (100, 110, 80), (60, 80, 120), (120, 120, 120)) / 255
    planes = np.rint(ycbcr(rgb, matrix=2020, bits=10)).astype(np.uint16)

    def frame() -> av.VideoFrame:
        coded = hdr(clips, 16, 0)
        for plane, values in zip(coded.planes, (planes[0], planes[1, ::2, ::2], planes[2, ::2, ::2]), strict=True):
            rows = np.zeros((plane.height, plane.line_size // 2), np.uint16)
            rows[:, : plane.width] = values
            plane.update(rows.tobytes())
        return coded

    managed = "out_color_matrix=bt709:out_primaries=bt709:out_transfer=bt709:out_range=tv"
    expected = Chain(frame(), [("scale", managed), ("format", "yuv420p")]).one(frame()).to_ndarray()
    film = Conform(FILM, sar=Fraction(1))(frame())
    middles = np.r_[14:18, 46:50, 78:82, 110:114]
    assert np.abs(film[:72, middles].astype(int) - expected[:72, middles]).max() <= 2
    chroma, wanted = film[72:].reshape(2, 36, 64), expected[72:].reshape(2, 36, 64)
    assert np.abs(chroma[:, :, middles // 2].astype(int) - wanted[:, :, middles // 2]).max() <= 2


def hdr(clips: ClipMaker, transfer: int, signal: float) -> av.VideoFrame:
    frame: av.VideoFrame = clips.flat("yuv420p10le", round(64 + 876 * signal), 512, 512)
    frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range = 9, 9, transfer, LIMITED
    return frame
