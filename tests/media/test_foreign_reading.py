"""Reading foreign clips: damage, closing, cancelling, stores, and no more read than is needed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

import anyio
import numpy as np
import pytest
from anyio.to_thread import run_sync
from numpy.typing import NDArray

from luxvid.blobs import Blob
from luxvid.encoding import Encoding
from luxvid.errors import MediaRefused, MissingBlob
from luxvid.media.foreign import open_clip_file
from luxvid.storage import MemoryBlobs

pytestmark = pytest.mark.anyio

ClipMaker = Any  # the fixture `clips`, whose class stands in conftest.py

Seen = Callable[[Iterable[NDArray[np.uint8]]], list[int]]
FILM = Encoding(width_px=128, height_px=72)
GOP = {"crf": "18", "preset": "ultrafast", "g": "10"}


def damaged(path: Path, share: float) -> Path:
    """Overwrite the middle of the pictures with noise."""
    data = bytearray(path.read_bytes())
    begin = data.index(b"mdat") + 4
    size = int.from_bytes(data[begin - 8 : begin - 4], "big") - 8
    start = begin + int(size * (1 - share) / 2)
    noise = np.random.default_rng(1).integers(0, 256, int(size * share), dtype=np.uint8)
    data[start : start + len(noise)] = noise.tobytes()
    path.write_bytes(data)
    return path


def openings_of(path: Path) -> int:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("counts open files as Linux does")
    return sum(1 for entry in folder.iterdir() if entry.is_symlink() and entry.readlink() == path)


async def test_damage_in_the_middle_holds_the_picture_before_it(clips: ClipMaker, seen: Seen) -> None:
    source = await open_clip_file(damaged(clips.write("d.mp4", clips.numbered(100), options=GOP), 0.2))
    shown = seen(await run_sync(list, await source.frames(0, 100, encoding=FILM)))
    assert len(shown) == 100
    assert shown == sorted(shown)
    assert shown[:20] == list(range(20))
    assert shown[80:] == list(range(80, 100))
    assert len(set(shown)) < 100


async def test_a_file_that_is_mostly_damaged_is_refused_or_stops_with_a_reason(clips: ClipMaker) -> None:
    path = damaged(clips.write("d.mp4", clips.numbered(200), options=GOP), 0.85)
    with pytest.raises(MediaRefused, match="damaged"):
        await run_sync(list, await (await open_clip_file(path)).frames(0, 200, encoding=FILM))


async def test_everything_is_closed_when_the_reader_stops_early(clips: ClipMaker) -> None:
    path = clips.write("c.mp4", clips.numbered(60), options=GOP)
    source = await open_clip_file(path)
    frames = await source.frames(0, 60, encoding=FILM)
    await run_sync(next, frames)
    assert openings_of(path) == 1
    del frames
    never_begun = await source.frames(0, 60, encoding=FILM)
    del never_begun
    await run_sync(list, await source.frames(0, 3, encoding=FILM))
    assert openings_of(path) == 0


async def test_cancelling_stops_the_reading(clips: ClipMaker) -> None:
    source = await open_clip_file(clips.write("c.mp4", clips.numbered(60), options=GOP))
    frames = await source.frames(0, 10_000_000, encoding=FILM)
    with anyio.move_on_after(0.2) as limit:
        await run_sync(lambda: sum(1 for _ in frames))
    assert limit.cancelled_caught


async def test_a_clip_from_a_store_is_the_same(clips: ClipMaker) -> None:
    path = clips.write("c.mp4", clips.numbered(20), options=GOP)
    at_home = await open_clip_file(path)
    stored = await open_clip_file(await MemoryBlobs().put(path))
    assert stored.identity == at_home.identity
    a, b = [await run_sync(list, await s.frames(3, 9, encoding=FILM)) for s in (at_home, stored)]
    assert all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


async def test_another_file_has_another_identity(clips: ClipMaker) -> None:
    a = await open_clip_file(clips.write("a.mp4", clips.numbered(20), options=GOP))
    b = await open_clip_file(clips.write("b.mp4", clips.numbered(21), options=GOP))
    assert a.identity != b.identity


async def test_a_file_that_changed_is_noticed(clips: ClipMaker) -> None:
    path = clips.write("c.mp4", clips.numbered(20), options=GOP)
    source = await open_clip_file(path)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(MissingBlob, match="changed"):
        await source.frames(0, 5, encoding=FILM)


class CountingFile(io.BytesIO):
    """Counts what is read from it."""

    read_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.read_bytes += len(data)
        return data


class CountingStore(MemoryBlobs):
    """Keeps the file that was opened last."""

    last: CountingFile

    async def open(self, digest: str) -> BinaryIO:
        self.last = CountingFile(await self.get(digest))
        return self.last


@pytest.mark.parametrize("ending", ["mp4", "mkv"])
async def test_the_end_is_read_without_the_beginning(clips: ClipMaker, ending: str) -> None:
    noise = np.random.default_rng(1)
    frames = clips.numbered(240)
    for frame in frames:
        frame.planes[0].update((noise.integers(20, 230, frame.planes[0].buffer_size, dtype=np.uint8)).tobytes())
    store = CountingStore()
    path = clips.write(f"c.{ending}", frames, options={**GOP, "crf": "10"})
    source = await open_clip_file(await store.put(path))
    assert path.stat().st_size > 1_000_000
    await run_sync(list, await source.frames(230, 236, encoding=FILM))
    assert store.last.read_bytes < path.stat().st_size / 3


async def test_a_blob_without_a_place_is_missing(clips: ClipMaker) -> None:
    blob = Blob.of_file(clips.write("c.mp4", clips.numbered(5))).at(None)
    with pytest.raises(MissingBlob):
        await open_clip_file(blob)
