"""Photos as a model gets them: one exact shape, upright, bare, and named the same for ever."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from attrs import evolve
from PIL import Image

import luxvid
from luxvid.calls import Job
from luxvid.errors import MissingBlob, PhotoRefused, StoryboardIncomplete
from luxvid.photos import Photo
from luxvid.providers import ReplicateProvider
from luxvid.render import ReplicateRenderer
from luxvid.render.pictures import Picture, framed
from luxvid.storyboard import Shot
from luxvid.testing.replicate import ReplicateEmulator
from tests.render.conftest import SMALL, pair, paying

pytestmark = pytest.mark.anyio


async def test_photos_that_cannot_be_prepared_are_refused_before_any_create(
    photos: list[Photo], emulator: ReplicateEmulator, provider: ReplicateProvider, tmp_path: Path
) -> None:
    svg = tmp_path / "logo.svg"
    svg.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    blob = luxvid.Blob.of_file(svg)
    drawn = evolve(photos[1], file="logo.svg", digest=blob.digest, size=blob.size, place=svg)
    heavy = evolve(photos[1], file="scan.tif", size=60_000_000)
    gone = evolve(photos[1], digest="0" * 64, place=None)
    renderer = ReplicateRenderer(provider=provider, encoding=SMALL)
    for photo, error in ((drawn, PhotoRefused), (heavy, PhotoRefused), (gone, MissingBlob)):
        with pytest.raises(error):
            await renderer.render(pair(photos, last=photo), run=paying())
    with pytest.raises(StoryboardIncomplete):
        await renderer.render(Shot(), run=paying())
    assert not emulator.requests


async def test_pictures_have_one_exact_shape_and_no_metadata(photos: list[Photo]) -> None:
    run = paying()
    for size in ((1280, 720), (1920, 1080), (720, 1280)):
        for photo in photos:
            picture = await framed(photo, size_px=size, run=run)
            left, top, right, bottom = picture.box
            assert abs((right - left) / (bottom - top) - size[0] / size[1]) < 0.005
            with Image.open(io.BytesIO(await (await picture.jpeg()).read())) as image:
                assert (image.format, image.size, image.mode) == ("JPEG", size, "RGB")
                assert not image.getexif()
                assert "icc_profile" not in image.info


async def test_turned_photos_come_out_upright_and_of_the_same_shape(shared: Path) -> None:
    run = paying()
    loaded = await luxvid.load_photos(shared / "odd-images" / "exif-orientation")
    for photo in loaded:
        picture = await framed(photo, size_px=(1280, 720), run=run)
        with Image.open(io.BytesIO(await (await picture.jpeg()).read())) as image:
            assert (image.format, image.size, image.mode) == ("JPEG", (1280, 720), "RGB")
            assert not image.getexif()
    assert loaded.photos


async def test_a_crop_is_kept_so_that_a_newer_image_library_names_the_same_picture(
    photos: list[Photo], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = paying()
    before = await framed(photos[0], size_px=(1280, 720), run=run)
    monkeypatch.setattr("luxvid.render.pictures._cut", lambda *_: pytest.fail("it was looked at again"))
    after = await framed(photos[0], size_px=(1280, 720), run=run)
    assert (before.box, before.named) == (after.box, after.named)


async def test_the_key_of_a_call_stays_what_it_was_for_ever() -> None:
    """Another key would be another payment for everybody who upgrades: never change what this one is made of."""
    photo = Photo(file="a.jpg", digest="a" * 64, size=1, width_px=3000, height_px=2000)
    shot = Shot(first=photo, last=evolve(photo, digest="b" * 64), prompt="A terrace.", camera=luxvid.TRUCK_LEFT, duration_s=4)
    renderer = ReplicateRenderer()
    pictures = [
        Picture(photo=photo, box=(0, 156, 3000, 1843), size_px=(1280, 720), limits=renderer.photo_limits, most_bytes=1)
        for photo in shot.photos
    ]
    job: Job = renderer._job(shot, renderer._offers(shot)[0], pictures)  # noqa: SLF001  the key has no other door
    assert job.canonical == {
        "provider": "replicate",
        "model": "google/veo-3.1-fast",
        "version": "",
        "take": 1,
        "input": {
            "prompt": "A terrace. Camera: slow truck to the left.",
            "negative_prompt": "cuts, flicker, people, text, watermark, new objects, changed rooms, warped lines",
            "generate_audio": False,
            "aspect_ratio": "16:9",
            "duration": 4,
            "resolution": "1080p",
            "seed": job.input["seed"],
            "image": {"photo": "a" * 64, "box": [0, 156, 3000, 1843], "size": [1280, 720], "preparation": 1},
            "last_frame": {"photo": "b" * 64, "box": [0, 156, 3000, 1843], "size": [1280, 720], "preparation": 1},
        },
    }
    assert job.key == "e49cfc8ea0a6e7661321f5d2bf6749ff85d04552f0d0426c68a521323cc66716"
