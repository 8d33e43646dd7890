"""What every store keeps to: one contract class per protocol, inherited by a test class per implementation."""

from __future__ import annotations

import asyncio
import hashlib
import pickle
from pathlib import Path

import pytest

from luxvid.blobs import Blob, BlobStore
from luxvid.errors import InvalidInput, MissingBlob
from luxvid.protocols import Made
from luxvid.storage import FileBlobs, FileMade, MemoryBlobs, MemoryMade, SqliteLedger, Storage

pytestmark = pytest.mark.anyio

DATA = bytes(range(256)) * 20_000
DIGEST = hashlib.sha256(DATA).hexdigest()


class BlobStoreContract:
    """Inherit it and give a fixture `store`."""

    async def test_bytes_come_back_as_they_were_put(self, store: BlobStore) -> None:
        blob = await store.put(DATA, media_type="image/jpeg")
        assert (blob.digest, blob.size, blob.media_type) == (DIGEST, len(DATA), "image/jpeg")
        assert await blob.read() == DATA
        assert await store.get(DIGEST) == DATA
        assert b"".join([chunk async for chunk in blob.stream()]) == DATA

    async def test_a_file_is_copied_and_may_go(self, store: BlobStore, tmp_path: Path) -> None:
        path = tmp_path / "señor's photo #1.jpg"
        path.write_bytes(DATA)
        blob = await store.put(path)
        path.unlink()
        assert await blob.read() == DATA

    async def test_empty_bytes_are_bytes(self, store: BlobStore) -> None:
        blob = await store.put(b"")
        assert blob.size == 0
        assert await blob.read() == b""

    async def test_the_same_twice_lies_there_once(self, store: BlobStore) -> None:
        assert await store.put(DATA) == await store.put(DATA)
        assert [digest async for digest in store.list()] == [DIGEST]

    async def test_open_gives_a_seekable_file(self, store: BlobStore) -> None:
        await store.put(DATA)
        with await store.open(DIGEST) as file:
            file.seek(1000)
            assert file.read(10) == DATA[1000:1010]

    async def test_what_lies_elsewhere_is_kept_here(self, store: BlobStore, tmp_path: Path) -> None:
        path = tmp_path / "a.bin"
        path.write_bytes(DATA)
        there = await store.put_from(Blob.of_file(path, media_type="video/mp4"))
        assert there.place is store
        assert there.media_type == "video/mp4"
        assert await store.put_from(await MemoryBlobs().put(DATA, media_type="video/mp4")) == there
        path.unlink()
        assert await there.read() == DATA

    async def test_keeping_a_file_that_changed_says_so(self, store: BlobStore, tmp_path: Path) -> None:
        path = tmp_path / "a.bin"
        path.write_bytes(DATA)
        blob = Blob.of_file(path)
        path.write_bytes(b"other")
        with pytest.raises(MissingBlob, match="changed"):
            await store.put_from(blob)
        assert [digest async for digest in store.list()] == []

    async def test_what_is_not_here_is_missing(self, store: BlobStore, tmp_path: Path) -> None:
        assert not await store.has(DIGEST)
        await store.delete(DIGEST)
        with pytest.raises(MissingBlob, match=DIGEST[:12]):
            await store.get(DIGEST)
        with pytest.raises(MissingBlob, match=DIGEST[:12]):
            await store.open(DIGEST)
        with pytest.raises(MissingBlob, match=r"nothing\.jpg"):
            await store.put(tmp_path / "nothing.jpg")

    async def test_deleted_bytes_are_gone(self, store: BlobStore) -> None:
        await store.put(DATA)
        assert await store.has(DIGEST)
        await store.delete(DIGEST)
        assert not await store.has(DIGEST)
        assert [digest async for digest in store.list()] == []

    async def test_list_yields_all(self, store: BlobStore) -> None:
        kept = {(await store.put(bytes([i]))).digest for i in range(20)}
        assert {digest async for digest in store.list()} == kept

    async def test_putting_side_by_side(self, store: BlobStore) -> None:
        blobs = await asyncio.gather(*[store.put(DATA[: i % 3]) for i in range(30)])
        assert len(set(blobs)) == 3
        assert [len(await blob.read()) for blob in blobs] == [i % 3 for i in range(30)]


class MadeContract:
    """Inherit it and give a fixture `made`."""

    async def test_a_record_comes_back(self, made: Made) -> None:
        record = {"digest": DIGEST, "size": 3, "more": {"größe": [1, 2.5, None]}}
        await made.put("a" * 64, record)
        assert await made.get("a" * 64) == record

    async def test_no_record_is_none(self, made: Made) -> None:
        assert await made.get("b" * 64) is None

    async def test_a_record_is_replaced(self, made: Made) -> None:
        await made.put("a" * 64, {"take": 1})
        await made.put("a" * 64, {"take": 2})
        assert await made.get("a" * 64) == {"take": 2}

    async def test_a_record_does_not_change_with_what_was_put_or_got(self, made: Made) -> None:
        record = {"list": [1]}
        await made.put("a" * 64, record)
        record["list"].append(2)
        got = await made.get("a" * 64)
        assert got == {"list": [1]}
        got["list"].append(3)
        assert await made.get("a" * 64) == {"list": [1]}

    async def test_a_record_that_is_no_json_is_refused_and_the_old_one_stays(self, made: Made) -> None:
        await made.put("a" * 64, {"take": 1})
        with pytest.raises(TypeError):
            await made.put("a" * 64, {"take": object()})
        assert await made.get("a" * 64) == {"take": 1}


class TestMemoryBlobs(BlobStoreContract):
    @pytest.fixture
    def store(self) -> MemoryBlobs:
        return MemoryBlobs()


class TestFileBlobs(BlobStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> FileBlobs:
        return FileBlobs(tmp_path / "a store")

    async def test_it_lies_under_its_digest_and_nothing_else_stays(self, store: FileBlobs) -> None:
        await store.put(DATA)
        files = [path.relative_to(store.root) for path in store.root.rglob("*") if path.is_file()]
        assert files == [Path("blobs", DIGEST[:2], DIGEST)]

    async def test_damage_is_found_and_putting_again_repairs_it(self, store: FileBlobs) -> None:
        blob = await store.put(DATA)
        path = store.root / "blobs" / DIGEST[:2] / DIGEST
        path.write_bytes(DATA[:-1] + b"x")
        with pytest.raises(MissingBlob, match="damaged"):
            await blob.read()
        with pytest.raises(MissingBlob, match="damaged"):
            await store.get(DIGEST)
        await store.put(DATA)
        assert await blob.read() == DATA

    async def test_names_from_outside_do_not_leave_the_store(self, store: FileBlobs) -> None:
        with pytest.raises(InvalidInput, match="hexadecimal"):
            await store.get("../../etc/passwd")

    async def test_another_opening_and_a_pickle_see_the_same(self, store: FileBlobs) -> None:
        await store.put(DATA)
        assert await FileBlobs(store.root).get(DIGEST) == DATA
        assert await pickle.loads(pickle.dumps(store)).get(DIGEST) == DATA  # noqa: S301  our own pickle


class TestMemoryMade(MadeContract):
    @pytest.fixture
    def made(self) -> MemoryMade:
        return MemoryMade()


class TestFileMade(MadeContract):
    @pytest.fixture
    def made(self, tmp_path: Path) -> FileMade:
        return FileMade(tmp_path / "a store")

    @pytest.mark.parametrize("damage", [b"", b'{"digest": "ab', b"\xff\xfe", b"[1]"])
    async def test_a_damaged_record_counts_as_none(self, made: FileMade, damage: bytes) -> None:
        await made.put("a" * 64, {"take": 1})
        (made.root / "made" / "aa" / ("a" * 64 + ".json")).write_bytes(damage)
        assert await made.get("a" * 64) is None

    async def test_names_from_outside_do_not_leave_the_store(self, made: FileMade) -> None:
        with pytest.raises(InvalidInput, match="hexadecimal"):
            await made.get("../x")


class TestStorage:
    async def test_the_variable_names_the_default(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LUXVID_STORAGE", str(tmp_path / "here"))
        blob = await Storage.default().blobs.put(DATA)
        assert await Storage.at(tmp_path / "here").blobs.get(blob.digest) == DATA

    async def test_without_the_variable_it_is_the_users_data_directory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LUXVID_STORAGE", raising=False)
        for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA", "USERPROFILE"):
            monkeypatch.setenv(name, str(tmp_path))
        store = Storage.default().blobs
        assert isinstance(store, FileBlobs)
        assert store.root.name == "luxvid"

    async def test_opening_creates_nothing(self, tmp_path: Path) -> None:
        storage = Storage.at(tmp_path / "later")
        assert await storage.made.get("a" * 64) is None
        assert [digest async for digest in storage.blobs.list()] == []
        assert not (tmp_path / "later").exists()

    async def test_a_file_is_no_storage(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(InvalidInput, match="is a file"):
            Storage.at(tmp_path / "file")

    async def test_it_is_put_together_from_parts(self, tmp_path: Path) -> None:
        storage = Storage(blobs=MemoryBlobs(), made=FileMade(tmp_path), ledger=SqliteLedger.memory())
        assert (await storage.blobs.put(b"x")).size == 1

    async def test_it_can_be_sent_to_another_process(self, tmp_path: Path) -> None:
        storage = Storage.at(tmp_path)
        assert pickle.loads(pickle.dumps(storage)) == storage  # noqa: S301  our own pickle

    async def test_a_film_without_paid_calls_leaves_no_ledger(self, tmp_path: Path) -> None:
        ledger = Storage.at(tmp_path / "later").ledger
        assert await ledger.calls("a" * 64) == ()
        assert await ledger.spending() == ()
        assert not (tmp_path / "later").exists()
