"""Words about photos from the caller: mappings, JSON files, and files beside photos."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from luxvid.errors import InvalidInput
from luxvid.intake import load_photos
from luxvid.photos import PhotoSet
from luxvid.testing import messy_files as files

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two photos; the file of the first says something of itself."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "as the file says"
    exif[ExifTags.Base.XPKeywords] = "own".encode("utf-16-le")
    (tmp_path / "up").mkdir()
    (tmp_path / "up" / "a.jpg").write_bytes(files.jpeg(Image.new("RGB", (90, 60)), exif=exif))
    (tmp_path / "b.jpg").write_bytes(files.jpeg(Image.new("RGB", (80, 60))))
    return tmp_path


def said(photos: PhotoSet) -> dict[str, tuple[tuple[str, ...], str]]:
    return {photo.file: (photo.tags, photo.caption) for photo in photos}


async def test_without_a_caller_the_photo_speaks(folder: Path) -> None:
    assert said(await load_photos(folder)) == {"b.jpg": ((), ""), "up/a.jpg": (("own",), "as the file says")}


@pytest.mark.parametrize("name", ["up/a.jpg", "a.jpg"])
@pytest.mark.parametrize(
    ("words", "tags", "caption"),
    [
        ("a hall", ("own",), "a hall"),
        (["hall", "door", "Hall"], ("hall", "door"), "as the file says"),
        ({"tags": ["hall"], "caption": " a\n hall "}, ("hall",), "a hall"),
        ({"tags": [], "caption": ""}, (), ""),
        ({"tags": None}, ("own",), "as the file says"),
    ],
)
async def test_the_caller_speaks_first(folder: Path, name: str, words: Any, tags: tuple[str, ...], caption: str) -> None:
    photos = await load_photos(folder, words={name: words})
    assert said(photos)["up/a.jpg"] == (tags, caption)


async def test_words_come_from_a_json_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("words") / "listing.json"
    path.write_text("\ufeff" + json.dumps({"b.jpg": {"tags": ["pool"], "caption": "été"}}), encoding="utf-8")
    for given in (path, str(path)):
        assert said(await load_photos(folder, words=given))["b.jpg"] == (("pool",), "été")


async def test_words_json_in_the_folder_is_read(folder: Path) -> None:
    (folder / "words.json").write_text('{"b.jpg": "from the folder", "a.jpg": "from the folder"}')
    photos = await load_photos(folder, words={"b.jpg": "from the caller"})
    assert {file: caption for file, (_, caption) in said(photos).items()} == {
        "b.jpg": "from the caller",
        "up/a.jpg": "from the folder",
    }
    assert photos.refused == ()


async def test_a_json_file_beside_a_photo_is_read(folder: Path) -> None:
    beside = {"title": "b.jpg", "description": "a terrace", "keywords": ["sea"], "geoData": {"latitude": 12.5}, "people": []}
    (folder / "b.jpg.json").write_text(json.dumps(beside))
    (folder / "words.json").write_text('{"b.jpg": "from the folder"}')
    photos = await load_photos(folder)
    assert said(photos)["b.jpg"] == (("sea",), "a terrace")
    assert photos.refused == ()
    assert "12.5" not in "".join(photo.to_json() for photo in photos)
    assert said(await load_photos([folder / "b.jpg"]))["b.jpg"] == (("sea",), "a terrace")


async def test_broken_words_in_a_folder_stop_nothing(folder: Path) -> None:
    (folder / "words.json").write_text("{")
    (folder / "b.jpg.json").write_text("[1, 2]")
    photos = await load_photos(folder)
    assert len(photos) == 2
    found = {refused.file: refused.reason for refused in photos.refused}
    assert "no JSON" in found["words.json"]
    assert "object" in found["b.jpg.json"]


async def test_unicode_forms_of_a_name_are_one(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "été.jpg")).write_bytes(files.jpeg(Image.new("RGB", (90, 60))))
    photos = await load_photos(tmp_path, words={unicodedata.normalize("NFC", "été.jpg"): "summer"})
    assert photos[0].caption == "summer"


@pytest.mark.parametrize(
    "words",
    [
        {"b.jpg": 3},
        {"b.jpg": {"tag": ["x"]}},
        {"b.jpg": {"tags": "pool"}},
        {"b.jpg": {"caption": 3}},
        {"b.jpg": {"tags": [1]}},
        ["b.jpg"],
        "no-such-file.json",
    ],
)
async def test_wrong_words_are_named(folder: Path, words: Any) -> None:
    with pytest.raises(InvalidInput, match=r"b\.jpg|no-such-file|must map"):
        await load_photos(folder, words=words)
