"""`load_photos`: folders, paths, bytes and files in; usable photos and reasons out."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, cast

import anyio
import pytest
from PIL import Image

from luxvid.blobs import sha256_of
from luxvid.errors import InvalidInput, MissingBlob
from luxvid.events import Advanced, Event, Finished, Noticed, Started
from luxvid.intake import load_photos
from luxvid.media.stills import Limits
from luxvid.photos import PhotoSet
from luxvid.protocols import Run
from luxvid.storage import SqliteLedger, Storage
from luxvid.testing import messy_files as files

pytestmark = pytest.mark.anyio


def jpeg(colour: str = "teal", size: tuple[int, int] = (90, 60)) -> bytes:
    return files.jpeg(Image.new("RGB", size, colour))


def write(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg(size=(90 + number, 60)))
    return folder


def reasons(photos: PhotoSet) -> dict[str, str]:
    return {refused.file: refused.reason for refused in photos.refused}


def names(photos: PhotoSet) -> list[str]:
    return [photo.file for photo in photos]


async def test_a_photo_says_what_it_is(drawn: list[Path]) -> None:
    photos = await load_photos(drawn[0])
    photo = photos[0]
    assert (photo.file, photo.width_px, photo.height_px) == ("exterior-1.jpg", 1600, 1067)
    assert photo.digest == sha256_of(drawn[0].read_bytes())
    assert photo.size == drawn[0].stat().st_size
    assert photo.place == drawn[0]
    assert await photo.blob.read() == drawn[0].read_bytes()
    assert photo.look is not None
    assert 0.2 < photo.look.brightness < 0.9


async def test_previews_are_small_and_bare(drawn: list[Path]) -> None:
    noise = os.urandom(900 * 600 * 3)
    loud = files.jpeg(Image.frombytes("RGB", (900, 600), noise), exif=Image.Exif(), quality=95)
    photos = await load_photos([*drawn[:3], loud, files.turned_jpeg(Image.new("RGB", (600, 900)), 6, gps=True)])
    assert len(photos) == 5
    for photo in photos:
        preview = Image.open(io.BytesIO(photo.preview))
        assert max(preview.size) <= 320
        assert len(photo.preview) <= 16_000
        assert not preview.getexif()
        assert abs(preview.width / preview.height - photo.aspect) < 0.02


async def test_a_folder_is_searched_with_its_folders_in_natural_order(tmp_path: Path) -> None:
    write(tmp_path, "IMG_10.jpg", "IMG_2.jpg", "b/1.jpg", "a/x 10.jpg", "a/x 9.jpg", "img_1.JPG")
    assert names(await load_photos(tmp_path)) == ["a/x 9.jpg", "a/x 10.jpg", "b/1.jpg", "img_1.JPG", "IMG_2.jpg", "IMG_10.jpg"]


async def test_any_name_will_do(tmp_path: Path) -> None:
    wanted = ["50% off.jpg", 'it\'s "here".jpg', "cuisine été 🏡.jpg", "line\nbreak.jpg", "no suffix"]
    write(tmp_path, *wanted)
    photos = await load_photos(str(tmp_path))
    assert sorted(names(photos)) == sorted(wanted)
    for photo in photos:
        assert json.loads(photo.to_json())["file"] == photo.file


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux only")
async def test_names_that_are_no_text_are_shown_readably(tmp_path: Path) -> None:
    for name in (b"caf\xe9.jpg", b"caf\xe8.jpg"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(jpeg())
    photos = await load_photos(tmp_path)
    assert names(photos) == ["caf\ufffd.jpg", "caf\ufffd (2).jpg"]
    assert await photos[0].blob.read()
    photos[0].to_json().encode()


async def test_what_cannot_be_used_is_listed_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, "good.jpg", "._good.jpg", ".DS_Store", "Thumbs.db", "__MACOSX/good.jpg", ".hidden/good.jpg")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "page.jpg").write_bytes(files.web_page())
    (tmp_path / "half.jpg").write_bytes(files.cut((tmp_path / "good.jpg").read_bytes()))
    (tmp_path / "prices.csv").write_text("room,price\n")
    (tmp_path / "dot.png").write_bytes(files.png(Image.new("RGB", (1, 40))))
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "up").symlink_to(tmp_path)
    photos = await load_photos(tmp_path)
    assert names(photos) == ["good.jpg"]
    found = reasons(photos)
    assert set(found) == {
        "._good.jpg", ".DS_Store", "Thumbs.db", "__MACOSX", ".hidden", "empty.jpg", "page.jpg", "half.jpg", "prices.csv",
        "dot.png", "gone.jpg", "circle", "up",
    }  # fmt: skip
    assert "empty" in found["empty.jpg"]
    assert "web page" in found["page.jpg"]
    assert "text" in found["prices.csv"]
    assert "1 × 40" in found["dot.png"]
    assert "No such file" in found["gone.jpg"]
    assert "link" in found["up"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
async def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with anyio.fail_after(20):
        assert reasons(await load_photos(tmp_path)) == {"pipe.jpg": "it cannot be read (no ordinary file)"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
async def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.jpg", "closed/b.jpg")
    (tmp_path / "a.jpg").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        found = reasons(await load_photos(tmp_path))
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert set(found) == {"a.jpg", "closed"}


async def test_a_link_to_a_photo_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "album", "1.jpg")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "linked.jpg").symlink_to(tmp_path / "album" / "1.jpg")
    assert names(await load_photos(tmp_path / "here")) == ["linked.jpg"]


async def test_a_missing_folder_is_named() -> None:
    with pytest.raises(InvalidInput, match="no/such/place"):
        await load_photos("no/such/place")


async def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    assert len(await load_photos(tmp_path)) == 0


async def test_paths_keep_their_order_and_get_names_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "b/1.jpg", "a/1.jpg", "c/2.jpg")
    photos = await load_photos([tmp_path / "b/1.jpg", str(tmp_path / "a/1.jpg"), tmp_path / "none.jpg", tmp_path / "c"])
    assert names(photos) == ["1.jpg", "1 (2).jpg", "2.jpg"]
    assert list(reasons(photos)) == ["none.jpg"]


async def test_bytes_and_files_are_kept_in_the_storage(tmp_path: Path) -> None:
    write(tmp_path, "disk.jpg")
    named = io.BytesIO(jpeg("red"))
    named.name = "/somewhere/named.jpg"
    run = Run(storage=Storage.memory())
    with (tmp_path / "disk.jpg").open("rb") as on_disk, tempfile.TemporaryFile() as nameless:
        nameless.write(jpeg("blue"))
        nameless.seek(0)
        photos = await load_photos([jpeg("green"), bytearray(jpeg("navy")), named, on_disk, nameless], run=run)
        assert not on_disk.closed
    assert names(photos) == ["photo-1", "photo-2", "named.jpg", "disk.jpg", "photo-5"]
    for photo in photos:
        assert await run.storage.blobs.get(photo.digest) == await photo.blob.read()


async def test_single_bytes_and_a_single_file_are_sources() -> None:
    assert names(await load_photos(jpeg())) == ["photo-1"]
    assert names(await load_photos(io.BytesIO(jpeg()))) == ["photo-1"]


async def test_files_that_misbehave_are_refused() -> None:
    class Broken(io.RawIOBase):
        def read(self, _size: int = -1, /) -> bytes:
            raise ConnectionError(5, "the line is dead")

    text = cast("BinaryIO", io.StringIO("no bytes"))
    photos = await load_photos([cast("BinaryIO", Broken()), text, jpeg(), b""])
    assert names(photos) == ["photo-3"]
    found = reasons(photos)
    assert "the line is dead" in found["photo-1"]
    assert "'rb'" in found["photo-2"]


@pytest.mark.parametrize("sources", [3, None, [3], [None]])
async def test_what_is_no_source_is_refused(sources: Any) -> None:
    with pytest.raises(InvalidInput):
        await load_photos(sources)


async def test_the_same_bytes_are_two_photos(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(jpeg())
    photos = await load_photos(tmp_path)
    assert len(photos) == 2
    assert photos[0].digest == photos[1].digest


async def test_limits_are_the_callers(tmp_path: Path) -> None:
    write(tmp_path, "1.jpg")
    for give in (lambda: tmp_path, jpeg, lambda: io.BytesIO(jpeg())):
        photos = await load_photos(give(), limits=Limits(max_bytes=100))
        assert "larger than" in photos.refused[0].reason
        photos = await load_photos(give(), limits=Limits(max_pixels=100))
        assert "megapixels" in photos.refused[0].reason


async def test_a_second_load_measures_nothing_anew(drawn: list[Path], tmp_path: Path) -> None:
    events: list[Event] = []
    run = Run(storage=Storage.at(tmp_path / "storage"), on_event=events.append)
    first = await load_photos(drawn[:3], run=run)
    second = await load_photos(drawn[:3], run=run)
    assert [event.reused for event in events if isinstance(event, Advanced)] == [False] * 3 + [True] * 3
    assert list(first) == list(second)
    assert [photo.look for photo in first] == [photo.look for photo in second]
    assert [photo.preview for photo in first] == [photo.preview for photo in second]


async def test_a_damaged_record_is_measured_anew(drawn: list[Path]) -> None:
    class Forgetful:
        async def get(self, key: str) -> dict[str, Any]:
            return {"look": {"strange": len(key)}, "preview": "?"}

        async def put(self, key: str, record: dict[str, Any]) -> None:
            json.dumps({key: record})

    run = Run(storage=Storage(blobs=Storage.memory().blobs, made=Forgetful(), ledger=SqliteLedger.memory()))
    photos = await load_photos(drawn[0], run=run)
    assert photos[0].look is not None


async def test_progress_is_told(drawn: list[Path]) -> None:
    events: list[Event] = []
    await load_photos([*drawn[:2], b"junk"], run=Run(storage=Storage.memory(), on_event=events.append))
    assert events[0] == Started(stage="intake", total=3)
    assert isinstance(events[-1], Finished)
    steps = [event for event in events if isinstance(event, Advanced)]
    assert [step.done for step in steps] == [1, 2, 3]
    assert {step.item for step in steps} == {"exterior-1.jpg", "hall-1.jpg", "photo-3"}


async def test_a_photo_that_changes_later_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, "1.jpg")
    photo = (await load_photos(tmp_path))[0]
    (tmp_path / "1.jpg").write_bytes(jpeg("red"))
    with pytest.raises(MissingBlob, match="changed"):
        await photo.blob.read()


async def test_a_cancelled_load_stops(drawn: list[Path]) -> None:
    with anyio.move_on_after(0.05) as scope:
        await load_photos(drawn * 20)
    assert scope.cancelled_caught


async def test_no_position_leaves_a_photo(tmp_path: Path) -> None:
    (tmp_path / "gps.jpg").write_bytes(files.turned_jpeg(Image.new("RGB", (90, 60)), 6, gps=True))
    run = Run(storage=Storage.memory())
    photo = (await load_photos(tmp_path, run=run))[0]
    assert b"GPS" not in photo.preview
    assert not any(number in photo.to_json() for number in ("12.0", "65.0", "43.0"))


async def test_the_mess_is_read_to_the_last_file(shared: Path) -> None:
    photos = await load_photos(shared / "upload-mess")
    assert set(reasons(photos)) == {".DS_Store", "._hero.jpg", "IMG_6001.jpg", "IMG_6002.jpg", "IMG_6003.jpg"}
    assert len(photos) == 89


async def test_a_notice_names_words_for_no_photo(drawn: list[Path]) -> None:
    events: list[Event] = []
    run = Run(storage=Storage.memory(), on_event=events.append)
    await load_photos(drawn[0], words={"exterior-1.jpg": "home", "exteriour.jpg": "typo"}, run=run)
    assert [event.message for event in events if isinstance(event, Noticed)] == [
        "there are words about 'exteriour.jpg', but no such photo"
    ]
