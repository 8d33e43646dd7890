"""`messy_upload`: what clients upload, and a manifest that tells the truth about it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from luxvid.errors import InvalidInput, PhotoRefused
from luxvid.intake import load_photos
from luxvid.testing import MessyFile, messy_upload
from luxvid.vision.likeness import compare

pytestmark = pytest.mark.anyio

UNREADABLE = {"truncated_jpeg", "zero_bytes", "html_as_jpg", "text_as_jpg", "junk_file", "appledouble"}


@pytest.fixture(scope="module")
def upload(drawn: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[MessyFile]]:
    folder = tmp_path_factory.mktemp("mess") / "upload"
    return folder, messy_upload(drawn, folder)


def test_the_manifest_lists_every_file(upload: tuple[Path, list[MessyFile]]) -> None:
    folder, files = upload
    assert {file.file for file in files} == {path.name for path in folder.iterdir()}
    assert len(files) == 18 + 54
    with folder.with_name("upload.manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["file", "kind", "derived_from", "room_label", "selectable", "why"]
    assert [row["file"] for row in rows] == [file.file for file in files]
    assert {row["selectable"] for row in rows} == {"yes", "duplicate", "no"}


def test_it_has_all_that_clients_upload(upload: tuple[Path, list[MessyFile]], shared: Path) -> None:
    with (shared / "upload-mess.manifest.csv").open(encoding="utf-8", newline="") as file:
        real = {row["kind"]: row["selectable"] for row in csv.DictReader(file) if row["kind"] != "original"}
    made = {file.kind: file.selectable for file in upload[1]}
    assert {kind: made.get(kind) for kind in real} == real


async def test_what_is_said_to_be_unreadable_is_refused(upload: tuple[Path, list[MessyFile]]) -> None:
    folder, files = upload
    photos = await load_photos(folder)
    assert {refused.file for refused in photos.refused} == {file.file for file in files if file.kind in UNREADABLE}


async def test_duplicates_show_what_they_were_made_of(upload: tuple[Path, list[MessyFile]]) -> None:
    folder, files = upload
    photos = await load_photos(folder)
    by_file = {file.file: file for file in files}
    groups = compare([photo.look for photo in photos if photo.look]).groups
    together = [{by_file[photos[index].file].derived_from for index in group} for group in groups]
    assert all(len(origins) == 1 for origins in together)
    found = {photos[index].file: photos[group[0]].file for group in groups for index in group}
    for file in files:
        if file.selectable == "duplicate":
            assert found[file.file] == found[file.derived_from], file


async def test_orientations_and_formats_are_real(upload: tuple[Path, list[MessyFile]]) -> None:
    folder, files = upload
    photos = await load_photos(folder)
    sizes = {photo.file: (photo.width_px, photo.height_px) for photo in photos}
    types = {photo.file: photo.media_type for photo in photos}
    kinds = {file.kind: file for file in files}
    for kind, file in kinds.items():
        if kind.startswith(("exif_orientation", "format_", "exact")):
            assert sizes[file.file] == sizes[file.derived_from], kind
    wanted = {"format_heic": "heic", "format_avif": "avif", "format_webp": "webp", "format_tiff": "tiff", "png_16bit": "png"}
    assert {kind: types[kinds[kind].file] for kind in wanted} == {kind: f"image/{name}" for kind, name in wanted.items()}
    with Image.open(folder / kinds["exif_orientation_6+gps"].file) as turned:
        assert turned.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert kinds["lying_name"].file == "kitchen.jpg"
    assert kinds["lying_name"].room_label == "bedroom"


@pytest.fixture(scope="module")
def few(drawn: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three small photos, for what does not depend on their size."""
    folder = tmp_path_factory.mktemp("few")
    for path in drawn[:3]:
        with Image.open(path) as picture:
            picture.resize((400, 267)).save(folder / path.name)
    return sorted(folder.iterdir())


def test_a_seed_decides_the_fates(few: list[Path], tmp_path: Path) -> None:
    first = messy_upload(few, tmp_path / "1", seed=5)
    again = messy_upload(few, tmp_path / "2", seed=5)
    other = messy_upload(few, tmp_path / "3", seed=6)
    assert first == again
    assert first != other
    for file in first:
        assert (tmp_path / "1" / file.file).read_bytes() == (tmp_path / "2" / file.file).read_bytes(), file


def test_rooms_come_from_the_caller(few: list[Path], tmp_path: Path) -> None:
    files = messy_upload(few[0].parent, tmp_path / "mess", rooms={"living-1.jpg": "dining"})
    labels = {file.file: file.room_label for file in files if file.kind == "original"}
    assert labels == {"exterior-1.jpg": "exterior", "hall-1.jpg": "entrance", "living-1.jpg": "dining"}


def test_what_cannot_be_messed_up_is_said(few: list[Path], tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="at least one"):
        messy_upload([], tmp_path / "a")
    with pytest.raises(InvalidInput, match=r"exterior-1\.jpg"):
        messy_upload([few[0], few[0]], tmp_path / "b")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(InvalidInput, match="empty"):
        messy_upload(few, tmp_path)
    with pytest.raises(PhotoRefused, match=r"cut off|damaged"):
        messy_upload([tmp_path / "broken.jpg"], tmp_path / "c")
