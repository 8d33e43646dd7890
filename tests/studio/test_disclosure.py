"""A film says what was done to its frames, inside the file and beside it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import av
import pytest
from attrs import evolve
from PIL import Image

import luxvid
from luxvid.disclosure import CAPTURED_SOURCE, GENERATED_SOURCE, MIXED_SOURCE, UNKNOWN_SOURCE, DisclosedShot, Disclosure
from luxvid.media.marking import append_xmp, read_xmp
from luxvid.report import GENERATED
from luxvid.testing import draw_photos
from tests.declared import Declared

if TYPE_CHECKING:
    from pathlib import Path

SOURCE_TYPE = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
SMALL = luxvid.Encoding(width_px=320, height_px=180)


async def _film(folder: Path, *keys: str) -> luxvid.Film:
    photos = await luxvid.load_photos(draw_photos(folder / "photos", count=4))
    run = luxvid.Run(storage=luxvid.Storage.memory())
    scenes = [evolve(scene, duration_s=1) for scene in luxvid.LUXURY_SCENES[:2]]
    studio = luxvid.Studio(renderer=Declared(*keys), combiner=luxvid.Combiner(encoding=SMALL), scorer=None)
    board = await studio.plan(photos, scenes=scenes, run=run)
    return await studio.produce(board, photos=photos, run=run)


def _source_type(path: Path) -> str | None:
    found = ET.fromstring(read_xmp(path)).find(f".//{SOURCE_TYPE}")  # noqa: S314  our own packet
    return None if found is None else found.text


def test_a_film_with_some_generated_shots_is_a_composite(tmp_path: Path) -> None:
    film = luxvid.wait(_film(tmp_path, "exterior"))
    path = luxvid.wait(film.save(tmp_path / "villa & more.mp4"))
    assert _source_type(path) == MIXED_SOURCE
    said = Disclosure.from_json((tmp_path / "villa & more.disclosure.json").read_text())
    generated, moved = said.shots
    assert (generated.scene, generated.title, generated.model) == ("exterior", "Exterior", "a/model")
    assert generated.photos == film.report.shots[0].digests
    assert (moved.treatment, moved.model) == ("camera move over photos", "")
    assert moved.files == film.report.shots[1].files
    assert "1 of 2 shots" in said.statement


def test_a_film_of_generated_shots_alone_is_generated(tmp_path: Path) -> None:
    film = luxvid.wait(_film(tmp_path, "exterior", "entrance"))
    assert _source_type(luxvid.wait(film.save(tmp_path / "a.mp4"))) == GENERATED_SOURCE


def test_a_film_of_camera_moves_says_that_nothing_was_generated(tmp_path: Path) -> None:
    film = luxvid.wait(_film(tmp_path))
    path = luxvid.wait(film.save(tmp_path / "a.mp4"))
    assert _source_type(path) == CAPTURED_SOURCE
    assert b"no generated frames" in read_xmp(path)
    assert not Disclosure.from_json((tmp_path / "a.disclosure.json").read_text()).generated


def test_a_picture_track_alone_and_a_clip_alone_say_it_too(tmp_path: Path) -> None:
    film = luxvid.wait(_film(tmp_path))
    track = luxvid.wait(film.picture.save(tmp_path / "track.mp4"))
    assert _source_type(track) == CAPTURED_SOURCE
    foreign = luxvid.wait(luxvid.Clip.open(track))
    assert _source_type(luxvid.wait(foreign.save(tmp_path / "clip.mp4", encoding=SMALL))) == UNKNOWN_SOURCE


def test_a_clip_and_a_track_of_a_photo_that_says_ai_made_it_say_so(tmp_path: Path) -> None:
    async def made() -> tuple[Path, Path]:
        (photo,) = await luxvid.load_photos([_generated_photo()])
        clip = await luxvid.KenBurnsRenderer().render(luxvid.Shot(first=photo, duration_s="0.5"))
        track = await luxvid.Combiner(encoding=SMALL).combine([clip])
        return await clip.save(tmp_path / "clip.mp4", encoding=SMALL), await track.save(tmp_path / "track.mp4")

    for path in luxvid.wait(made()):
        assert _source_type(path) == MIXED_SOURCE
        assert b"By their own account, photos were generated or edited with AI." in read_xmp(path)


def _generated_photo() -> bytes:
    made = DisclosedShot(scene="a", duration_s=0, model="a/model")
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((640, 360)).save(file, "JPEG", xmp=Disclosure.of_shots([made]).xmp())
    return file.getvalue()


def test_what_an_older_version_wrote_is_read(tmp_path: Path) -> None:
    shot = {"scene": "a", "begins_s": "0", "duration_s": "4", "model": "a/model", "generated_at": "", "files": ["a.jpg"]}
    path = tmp_path / "old.json"
    path.write_text(json.dumps({"schema": 1, "source_type": GENERATED_SOURCE, "statement": "All.", "shots": [shot]}))
    (read,) = Disclosure.from_json(path.read_text()).shots
    assert (read.treatment, read.files) == (GENERATED, ("a.jpg",))


def test_the_marked_file_still_plays_and_keeps_moov_first(tmp_path: Path) -> None:
    path = luxvid.wait(luxvid.wait(_film(tmp_path, "exterior")).save(tmp_path / "a.mp4"))
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat") < data.index(b"DigitalSourceType")
    with av.open(str(path)) as file:
        assert sum(1 for _ in file.decode(video=0)) == 60


def test_a_generated_clip_alone_is_marked_too(tmp_path: Path) -> None:
    film = luxvid.wait(_film(tmp_path, "exterior"))
    path = luxvid.wait(film.clips["exterior"].save(tmp_path / "clip.mp4", encoding=SMALL))
    assert _source_type(path) == GENERATED_SOURCE


@pytest.mark.parametrize("boxes", [b"", b"\0\0\0\x08free", b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x18" + b"12345678"])
def test_the_packet_is_found_behind_boxes_of_any_kind(tmp_path: Path, boxes: bytes) -> None:
    path = tmp_path / "boxes.mp4"
    path.write_bytes(boxes)
    append_xmp(path, b"<x/>")
    assert read_xmp(path) == b"<x/>"


def test_a_broken_file_has_no_packet(tmp_path: Path) -> None:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"\0\0\0\x02free" + b"x" * 40)
    assert read_xmp(path) == b""
