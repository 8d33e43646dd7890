"""`fetch` against a server on loopback whose every answer the test writes byte by byte."""

from __future__ import annotations

import pickle
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import anyio
import httpx
import pytest
from anyio.abc import SocketAttribute, SocketStream
from attrs import define, field

from luxvid.errors import FetchFailed, StorageFailed
from luxvid.net import FetchLimits, Hosts, fetch

pytestmark = pytest.mark.anyio

BODY = bytes(range(256)) * 4096


@define
class Wire:
    """Answers each path with the bytes written for it."""

    answers: dict[str, bytes] = field(factory=dict)
    asked: list[str] = field(factory=list)
    url: str = ""

    def ok(self, body: bytes = BODY, *, length: int | None = None, headers: str = "") -> str:
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Length: {len(body) if length is None else length}\r\nConnection: close\r\n{headers}\r\n"
        )
        return self.add(head.encode() + body)

    def status(self, line: str, headers: str = "") -> str:
        return self.add(f"HTTP/1.1 {line}\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n".encode())

    def add(self, raw: bytes) -> str:
        path = f"/{len(self.answers)}"
        self.answers[path] = raw
        return self.url + path

    async def serve(self, stream: SocketStream) -> None:
        with suppress(anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError):  # the client has hung up
            async with stream:
                await self._answer(stream)

    async def _answer(self, stream: SocketStream) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            request += await stream.receive()
        self.asked.append(request.decode())
        raw = self.answers[request.decode().split()[1].partition("?")[0]]
        if raw == b"silence":
            await anyio.sleep(30)
        await stream.send(raw)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire()
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as group:
        wire.url = f"http://127.0.0.1:{listener.extra(SocketAttribute.local_port)}"  # noqa: S610  a port
        group.start_soon(partial(listener.serve, wire.serve))
        yield wire
        group.cancel_scope.cancel()


@pytest.fixture
def into(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "clip.mp4"
    assert [path.name for path in tmp_path.iterdir()] in ([], ["clip.mp4"])


async def got(
    url: str, into: Path, *, hosts: Hosts | None = None, secret: str = "", bytes_most: int = 10_000_000, whole_s: float = 5
) -> bytes:
    def auth(_: httpx.URL) -> httpx.Auth | None:
        return httpx.BasicAuth("me", secret) if secret else None

    async with httpx.AsyncClient(timeout=1, trust_env=False) as client:
        given = FetchLimits(bytes_most=bytes_most, whole_s=whole_s)
        await fetch(client, url, into, hosts=hosts or Hosts(loopback=True), limits=given, auth=auth)
    return into.read_bytes()


async def refused(url: str, into: Path, says: str, *, bytes_most: int = 10_000_000, whole_s: float = 5) -> FetchFailed:
    with pytest.raises(FetchFailed, match=says) as error:
        await got(url, into, bytes_most=bytes_most, whole_s=whole_s)
    assert not into.exists()
    return error.value


async def test_a_body_comes_whole(wire: Wire, into: Path) -> None:
    assert await got(wire.ok(), into) == BODY
    assert "accept-encoding: identity" in wire.asked[0].lower()


async def test_a_chunked_body_comes_whole(wire: Wire, into: Path) -> None:
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert await got(wire.add(raw), into) == b"abcde"


async def test_what_was_there_is_replaced(wire: Wire, into: Path) -> None:
    into.write_bytes(BODY * 2)
    assert await got(wire.ok(b"new"), into) == b"new"


async def test_a_body_that_ends_early_may_work_later(wire: Wire, into: Path) -> None:
    assert (await refused(wire.ok(length=len(BODY) + 1), into, "connection failed")).retryable


async def test_a_chunked_body_that_ends_early_may_work_later(wire: Wire, into: Path) -> None:
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n"
    assert (await refused(wire.add(raw), into, "connection failed")).retryable


async def test_a_body_that_is_announced_too_large_is_not_read(wire: Wire, into: Path) -> None:
    assert not (await refused(wire.ok(), into, "larger than 1,000 bytes", bytes_most=1000)).retryable


async def test_a_body_that_grows_too_large_is_stopped(wire: Wire, into: Path) -> None:
    raw = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BODY
    await refused(wire.add(raw), into, "larger than 1,000 bytes", bytes_most=1000)


async def test_a_packed_body_is_refused(wire: Wire, into: Path) -> None:
    await refused(wire.ok(headers="Content-Encoding: gzip\r\n"), into, "packed")


async def test_redirects_are_followed_and_counted(wire: Wire, into: Path) -> None:
    url = wire.ok()
    for _ in range(3):
        url = wire.status("302 Found", f"Location: {url}\r\n")
    assert await got(url, into) == BODY
    await refused(wire.status("301 Moved", f"Location: {url}\r\n"), into, "more than 3 times")


async def test_a_redirect_to_nonsense_is_not_followed(wire: Wire, into: Path) -> None:
    await refused(wire.status("302 Found", "Location: http://127.0.0.1:99999999/\r\n"), into, "port that does not exist")


async def test_a_redirect_to_another_host_is_not_followed(wire: Wire, into: Path) -> None:
    hosts = Hosts(allowed=["replicate.delivery"], loopback=True)
    for target in ("https://example.org/a", "http://169.254.169.254/", "file:///etc/passwd", "//example.org/a"):
        url = wire.status("302 Found", f"Location: {target}\r\n")
        with pytest.raises(FetchFailed, match=r"allowed|https"):
            await got(url, into, hosts=hosts)


@pytest.mark.parametrize(
    ("line", "headers", "retryable", "delay_s"),
    [
        ("404 Not Found", "", False, None),
        ("403 Forbidden", "", False, None),
        ("500 Oops", "", True, None),
        ("503 Busy", "Retry-After: 7\r\n", True, 7.0),
        ("429 Too Many", "Retry-After: 2\r\n", True, 2.0),
        ("204 Nothing", "", False, None),
    ],
)
async def test_a_status_says_whether_it_may_work_later(
    wire: Wire,
    into: Path,
    line: str,
    headers: str,
    retryable: bool,  # noqa: FBT001  a table
    delay_s: float | None,
) -> None:
    error = await refused(wire.status(line, headers) + "?signature=secret", into, line[:3])
    assert (error.retryable, error.delay_s, error.status) == (retryable, delay_s, int(line[:3]))
    assert "secret" not in str(error)
    assert pickle.loads(pickle.dumps(error)).status == error.status  # noqa: S301  our own bytes


async def test_silence_ends(wire: Wire, into: Path) -> None:
    assert (await refused(wire.add(b"silence"), into, "connection failed|longer than", whole_s=0.2)).retryable


async def test_nobody_there_may_work_later(into: Path) -> None:
    assert (await refused("http://127.0.0.1:9/", into, "ConnectError")).retryable


async def test_no_answer_of_http_may_work_later(wire: Wire, into: Path) -> None:
    assert (await refused(wire.add(b"SSH-2.0-OpenSSH\r\n"), into, "connection failed")).retryable


async def test_a_file_that_cannot_be_written_says_so(wire: Wire, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="cannot be written"):
        await got(wire.ok(), tmp_path / "missing" / "clip.mp4")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("size", [10, 1_000_000])
async def test_a_full_disk_is_told_with_what_helps(wire: Wire, into: Path, size: int) -> None:
    into.symlink_to("/dev/full")
    with pytest.raises(StorageFailed, match=r"cannot be written: the disk is full: free some space and run again"):
        await got(wire.ok(b"a" * size), into)
    assert not into.is_symlink()
    assert Path("/dev/full").exists()


async def test_a_name_whose_address_is_private_is_refused_before_anything_is_sent(
    wire: Wire, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is allowed and was harmless when it was looked at; when it is connected to, it means this machine."""
    monkeypatch.setattr(Hosts, "checked", lambda _, url: httpx.URL(url))
    url = wire.ok().replace("127.0.0.1", "localhost")
    with pytest.raises(FetchFailed, match="private network"):
        await got(url, into, hosts=Hosts(allowed=["localhost"]))
    assert wire.asked == []


async def test_a_secret_is_told_to_whom_it_is_meant_for(wire: Wire, into: Path) -> None:
    await got(wire.ok(b"a"), into, secret="of mine")  # noqa: S106  it is none
    await got(wire.ok(b"b"), into)
    assert ["authorization" in asked.lower() for asked in wire.asked] == [True, False]
