"""A thousand predictions at once through a provider, and the same requests by bare httpx.

The service is played by a process of its own that answers at once with words that were made before: neither clips nor an
emulator's work are in the figures. Both sides upload, create, ask three times at equal pauses, and download.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.bench import ROOT, Bench, child, ratio
from bench.table import Row
from luxvid.calls import Job
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.storage import MemoryBlobs

COUNT, FEW = 1000, 100
MODEL = "google/veo-3.1-fast"
PICTURE, CLIP = bytes(50_000), bytes(256_000)
PAUSE_S = 0.2
LIMITS = ReplicateLimits(creates_per_min=None)
TOKEN = "r8_bench"  # noqa: S105  nobody's

Work = Callable[[str, Path, int], Coroutine[Any, Any, None]]


def rows(bench: Bench) -> Iterator[Row]:
    """Time as a ratio, and how memory grows from a hundred to a thousand."""
    with served() as url:
        runs = {name: lambda name=name: _measured(name, url) for name in ("provider", "bare")}
        seconds = bench.in_turns(runs)
        few, many = (_peak(url, count) for count in (FEW, COUNT))
    yield Row(f"{COUNT} predictions at once, against bare httpx", ratio(seconds["provider"], seconds["bare"]), "×", at_most=1.3)
    yield Row(f"{COUNT} predictions at once", min(seconds["provider"]), "s")
    yield Row(f"the same requests by bare httpx, {LIMITS.connections} at a time", min(seconds["bare"]), "s")
    yield Row(
        f"memory, {COUNT} predictions beyond {FEW}",
        many - few,
        "MB",
        at_most=40,
        note=f"results of {COUNT * len(CLIP) / 1e6:.0f} MB",
    )


def _measured(name: str, url: str) -> float:
    return float(child("-m", "bench.providers", name, url, str(COUNT)))


def _peak(url: str, count: int) -> float:
    return float(child("-m", "bench.memory", sys.executable, "-m", "bench.providers", "provider", url, str(count)))


@contextmanager
def served() -> Iterator[str]:
    """Play the service in a process of its own, and give its URL."""
    command = [sys.executable, "-m", "bench.providers", "serve"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  it is a pipe
        yield process.stdout.readline().strip()
        process.terminate()


async def provider(url: str, folder: Path, count: int) -> None:
    """Do it as luxvid does."""
    blob = await MemoryBlobs().put(PICTURE, media_type="image/jpeg")
    job = Job(provider="replicate", model=MODEL, worst_usd="0.40", likely_usd="0.40")

    async def one(number: int) -> None:
        input_ = {"prompt": str(number), "image": await connection.upload(blob, name="first.jpg")}
        prediction = await connection.create(job, input_)
        while not prediction.is_over:
            await asyncio.sleep(PAUSE_S)
            prediction = await connection.get(prediction.id)
        await connection.download(prediction.outputs[0], folder / f"{number}.mp4")

    async with ReplicateProvider(token=TOKEN, base_url=url, limits=LIMITS).connect() as connection:
        await asyncio.gather(*map(one, range(count)))


async def bare(url: str, folder: Path, count: int) -> None:
    """Do the same requests with nothing around them, as many at a time: a queue of its own would slow httpx's pool down."""
    import httpx

    slots = asyncio.Semaphore(LIMITS.connections)
    client = httpx.AsyncClient(headers={"authorization": f"Bearer {TOKEN}"}, limits=httpx.Limits(max_connections=100), timeout=60)

    async def ask(method: str, path: str, **content: Any) -> dict[str, Any]:
        async with slots:
            answer: dict[str, Any] = (await client.request(method, f"{url}/v1{path}", **content)).raise_for_status().json()
            return answer

    async def one(number: int) -> None:
        form = {
            "data": {"filename": "first.jpg", "type": "image/jpeg"},
            "files": {"content": ("first.jpg", PICTURE, "image/jpeg")},
        }
        uploaded = await ask("POST", "/files", **form)
        body = {"input": {"prompt": str(number), "image": uploaded["urls"]["get"]}}
        prediction = await ask("POST", f"/models/{MODEL}/predictions", json=body)
        while prediction["status"] != "succeeded":
            await asyncio.sleep(PAUSE_S)
            prediction = await ask("GET", f"/predictions/{prediction['id']}")
        async with slots, client.stream("GET", prediction["output"]) as response:
            with (folder / f"{number}.mp4").open("wb") as file:
                async for chunk in response.aiter_raw():
                    file.write(chunk)

    async with client:
        await asyncio.gather(*map(one, range(count)))


class Service:
    """Answers as fast as it can; a prediction is over when it is asked after for the third time."""

    def __init__(self) -> None:
        self.asked: dict[str, int] = {}
        self.url = ""

    async def serve(self) -> None:
        """Tell the URL and answer until the process is ended."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=2048)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        print(self.url, flush=True)
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next((line for line in head.lower().split("\r\n") if line.startswith("content-length:")), ":0")
                await reader.readexactly(int(length.partition(":")[2]))
                path = head.split(" ", 2)[1]
                body = CLIP if path.startswith("/clip") else json.dumps(self._answer(path)).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, path: str) -> dict[str, Any]:
        if path == "/v1/files":
            return {"id": "f", "urls": {"get": f"{self.url}/v1/files/f"}}
        id_ = path.rpartition("/")[2] if path.startswith("/v1/predictions/") else f"p{len(self.asked)}"
        self.asked[id_] = self.asked.get(id_, -1) + 1
        status = "succeeded" if self.asked[id_] >= 3 else "processing"
        output = f"{self.url}/clip.mp4" if status == "succeeded" else None
        return {"id": id_, "model": MODEL, "status": status, "input": {}, "output": output}


def _run(work: Work, url: str, count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="luxvid-bench-") as folder:
        began = time.perf_counter()
        asyncio.run(work(url, Path(folder), count))
        seconds = time.perf_counter() - began
    print(seconds)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(Service().serve())
    else:
        _run({"provider": provider, "bare": bare}[sys.argv[1]], sys.argv[2], int(sys.argv[3]))
