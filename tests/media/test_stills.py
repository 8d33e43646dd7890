"""Decoding photos: formats, orientation, colour, limits, damage."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from luxvid.errors import InvalidInput, MissingExtra, PhotoRefused
from luxvid.media.stills import Limits, open_still, probe_still
from luxvid.testing import messy_files as files

WRITERS: dict[str, Callable[[Image.Image], bytes]] = {
    "JPEG": files.jpeg,
    "PNG": files.png,
    "WebP": files.webp,
    "AVIF": files.avif,
    "TIFF": files.tiff,
    "HEIC": files.heic,
}


def patches(size: tuple[int, int] = (160, 96)) -> Image.Image:
    """Four different corners: red, green, blue, grey."""
    picture = Image.new("RGB", size, (200, 60, 60))
    half = size[0] // 2, size[1] // 2
    picture.paste((60, 170, 70), (half[0], 0, size[0], half[1]))
    picture.paste((50, 70, 180), (0, half[1], half[0], size[1]))
    picture.paste((130, 130, 130), (half[0], half[1], *size))
    return picture


def corners(picture: Image.Image) -> np.ndarray[Any, np.dtype[np.int64]]:
    width, height = picture.size
    places = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    return np.array([picture.getpixel(place) for place in places], dtype=np.int64)


def opened(data: bytes, **settings_: Any) -> Image.Image:
    return open_still(io.BytesIO(data), **settings_)


def looks_like(picture: Image.Image, other: Image.Image, *, within: int) -> bool:
    return picture.size == other.size and int(np.abs(corners(picture) - corners(other)).max()) <= within


def reason(data: bytes, **settings_: Any) -> str:
    with pytest.raises(PhotoRefused) as refused:
        opened(data, **settings_)
    return refused.value.reason


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_is_read(name: str) -> None:
    data = WRITERS[name](patches())
    info = probe_still(io.BytesIO(data))
    picture = opened(data)
    assert (info.format, info.width_px, info.height_px) == (name, 160, 96)
    assert info.media_type == f"image/{name.lower()}"
    assert picture.mode == "RGB"
    assert looks_like(picture, patches(), within=6)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_photos_stand_upright(orientation: int) -> None:
    data = files.turned_jpeg(patches(), orientation, gps=True)
    info = probe_still(io.BytesIO(data))
    assert (info.width_px, info.height_px, info.orientation) == (160, 96, orientation)
    assert info.taken_at == "2025-05-29T10:00:00"
    picture = opened(data)
    assert looks_like(picture, patches(), within=6)
    assert picture.info == {}
    assert not picture.getexif()


@pytest.mark.parametrize("orientation", range(2, 9))
def test_tiff_stands_upright_too(orientation: int) -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[274] = orientation
    patches().transpose(files.STORED[orientation]).save(file, "TIFF", exif=exif)
    assert probe_still(file).width_px == 160
    assert looks_like(open_still(file), patches(), within=0)


@pytest.mark.parametrize(
    ("write", "within"),
    [(files.cmyk_jpeg, 6), (files.p3_jpeg, 6), (files.png16, 0), (files.progressive_jpeg, 6)],
    ids=["cmyk", "display-p3", "16-bit", "progressive"],
)
def test_colours_come_out_as_srgb(write: Callable[[Image.Image], bytes], within: int) -> None:
    assert looks_like(opened(write(patches())), patches(), within=within)


def test_a_wide_profile_matters() -> None:
    stored = Image.open(io.BytesIO(files.p3_jpeg(patches())))
    assert not looks_like(stored, patches(), within=15)


def test_a_cmyk_profile_is_followed(shared: Path) -> None:
    folder = shared / "odd-images" / "sharp"
    with (folder / "Channel_digital_image_CMYK_color.jpg").open("rb") as file:
        followed = np.asarray(open_still(file)).mean()
    with (folder / "Channel_digital_image_CMYK_color_no_profile.jpg").open("rb") as file:
        plain = np.asarray(open_still(file)).mean()
    assert abs(followed - plain) > 1


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_grey_and_palette_are_read(mode: str) -> None:
    wanted = patches().convert(mode).convert("RGB")
    assert looks_like(opened(files.png(patches().convert(mode))), wanted, within=0)


def test_deep_grey_keeps_its_brightness() -> None:
    ramp = (np.linspace(0, 65_535, 64 * 32).reshape(32, 64)).astype(np.uint16)
    picture = opened(files.png(Image.fromarray(ramp)))
    assert np.abs(np.asarray(picture)[..., 0].astype(int) - ramp / 257).max() <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparency_lies_on_white(mode: str) -> None:
    clear = patches().convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 80, 48))
    file = io.BytesIO()
    if mode == "PA":
        clear.convert("P").save(file, "PNG", transparency=clear.convert("P").getpixel((150, 90)))
    else:
        clear.convert(mode).save(file, "PNG")
    picture = open_still(file)
    assert picture.getpixel((20, 20)) == (0, 0, 0)
    assert picture.getpixel((150, 90)) == (255, 255, 255)


def test_a_large_picture_is_converted_without_seams() -> None:
    ramp = np.broadcast_to(np.linspace(0, 255, 1500).astype(np.uint8)[:, None], (1500, 2000))
    data = files.png(Image.fromarray(np.ascontiguousarray(ramp)))
    whole, small = opened(data), opened(data, least_px=500)
    assert np.array_equal(np.asarray(whole)[..., 2], ramp)
    assert small.size == (500, 375)
    assert np.abs(np.diff(np.asarray(small)[:, 7, 0].astype(int))).max() <= 1


@pytest.mark.parametrize("name", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("least_px", "size"), [(None, (1601, 900)), (801, (1601, 900)), (800, (801, 450)), (200, (201, 113)), (7, (201, 113))]
)
def test_least_px_reduces_by_powers_of_two(name: str, least_px: int | None, size: tuple[int, int]) -> None:
    assert opened(WRITERS[name](Image.new("RGB", (1601, 900), "teal")), least_px=least_px).size == size


def test_a_thin_picture_keeps_its_height() -> None:
    assert opened(files.jpeg(Image.new("RGB", (4000, 70))), least_px=100).size == (4000, 70)


def test_the_file_stays_open() -> None:
    file = io.BytesIO(files.jpeg(patches()))
    open_still(file)
    assert not file.closed


def test_an_animation_gives_its_first_frame() -> None:
    file = io.BytesIO()
    patches().save(file, "WEBP", save_all=True, append_images=[Image.new("RGB", (160, 96))], duration=50, lossless=True)
    assert looks_like(open_still(file), patches(), within=0)


def test_limits_are_checked_before_decoding() -> None:
    data = files.png(Image.new("RGB", (400, 300)))
    assert reason(data, limits=Limits(max_pixels=100_000)) == "it has 0.12 megapixels; at most 0.1 are read of a PNG file"
    assert reason(data, limits=Limits(max_side_px=399)) == "it is 400 pixels long; at most 399 are read"
    assert "larger than" in reason(data, limits=Limits(max_bytes=100))


def test_formats_that_take_more_memory_may_have_fewer_pixels() -> None:
    limits = Limits(max_pixels=20_000)
    assert opened(files.jpeg(patches()), limits=limits).size == (160, 96)
    assert "megapixels" in reason(files.webp(patches()), limits=limits)


@pytest.mark.parametrize("name", ["max_bytes", "max_pixels", "max_side_px"])
def test_a_limit_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        Limits(**{name: 0})


def test_a_bomb_is_refused_by_its_header() -> None:
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(1000))) + _chunk(b"IEND", b"")
    assert reason(bomb) == "it has 10000 megapixels; at most 120 are read of a PNG file"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"GIF89a" + bytes(40), "a GIF picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a vector drawing"),
        (b"\n <!DOCTYPE html><html></html>", "a web page"),
        (b"Dear agent, the photos follow.", "text"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\3\4" + bytes(40), "a ZIP archive"),
        (b"8BPS" + bytes(40), "a Photoshop file"),
        (b"\0\0\0\x18ftypmp42" + bytes(40), "a video"),
        (b"\0\0\0\x18ftypcrx " + bytes(40), "a raw photo"),
        (b"II*\0\x10\0\0\0CR\2\0" + bytes(40), "a raw photo"),
        (bytes(range(256)), "no kind of picture"),
        (b"\xff\xd8\xff\xe0", "cut off"),
    ],
)
def test_the_reason_says_what_a_file_is(data: bytes, words: str) -> None:
    assert words in reason(data)


def test_a_raw_photo_is_known_by_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "DSC_1.NEF"
    path.write_bytes(files.tiff(patches()))
    with path.open("rb") as file, pytest.raises(PhotoRefused, match="raw photo") as refused:
        open_still(file)
    assert "DSC_1.NEF" in refused.value.file


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_cut_off_is_refused(name: str) -> None:
    rough = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8))
    words = reason(files.cut(WRITERS[name](rough)))
    assert "cut off" in words or "damaged" in words


def test_a_broken_profile_is_ignored() -> None:
    for profile in (b"no profile", bytes(200), files.display_p3()[:300]):
        assert looks_like(opened(files.jpeg(patches(), icc_profile=profile)), patches(), within=6)


def test_a_profile_of_other_colours_is_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert looks_like(opened(files.jpeg(patches(), icc_profile=lab)), patches(), within=6)


@pytest.mark.parametrize(
    "chunk",
    [
        (b"iCCP", b"bomb\0\0" + zlib.compress(bytes(5_000_000))),
        (b"iCCP", b"broken\0\1xxxx"),
        (b"zTXt", b"bomb\0\0" + zlib.compress(bytes(50_000_000))),
        (b"acTL", struct.pack(">II", 0, 0)),
        (b"tEXt", b"\0\0"),
    ],
    ids=["profile-bomb", "profile-method", "text-bomb", "animation-of-nothing", "nameless-text"],
)
def test_extras_of_a_png_cannot_cost_the_picture(chunk: tuple[bytes, bytes]) -> None:
    data = files.png(patches())
    assert looks_like(opened(data[:33] + _chunk(*chunk) + data[33:]), patches(), within=0)


def test_a_progressive_jpeg_of_a_thousand_scans_is_refused() -> None:
    data = files.progressive_jpeg(patches())
    last = data.rindex(b"\xff\xda")
    assert "layers" in reason(data[:-2] + data[last:-2] * 1000 + data[-2:])


def test_junk_that_is_skipped_byte_by_byte_is_given_up() -> None:
    assert "too many pieces" in reason(b"\xff\xd8\xff\xe0\0\2" + b"\0" * 2_000_000 + files.jpeg(patches()))


def test_tiles_larger_than_any_picture_are_refused() -> None:
    entries = ((256, 64), (257, 64), (258, 8), (259, 1), (262, 1), (277, 1), (322, 40_000), (323, 40_000), (324, 8), (325, 8))
    ifd = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    assert "tiles" in reason(b"II*\0" + struct.pack("<I", 8) + ifd + bytes(4))


def test_heic_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.heic(patches())
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(MissingExtra, match="pip install 'luxvid\\[heif\\]'"):
        opened(data)


SMALL = {name: write(patches((48, 32))) for name, write in WRITERS.items()}


@pytest.mark.parametrize("name", SMALL)
@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_and_nothing_else_escapes(name: str, data: st.DataObject) -> None:
    spoilt = bytearray(SMALL[name])
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    spoilt = spoilt[: data.draw(st.integers(len(spoilt) // 2, len(spoilt)))]
    try:
        info = probe_still(io.BytesIO(spoilt))
        picture = opened(bytes(spoilt))
    except PhotoRefused:
        return
    assert picture.mode == "RGB"
    assert picture.size == (info.width_px, info.height_px)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
