"""A provider that exists in this process only: it shows that the seam asks for nothing that only Replicate has."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from luxvid.blobs import Blob
from luxvid.calls import Found, Job, Prediction, Waiting
from luxvid.errors import CallFailed, CallLost, CallUnknown, InputRefused, Moderated


@define(eq=False)
class Toy:
    """Provider and connection in one; every call is done at once."""

    name: str = "toy"
    waiting: Waiting = field(factory=Waiting)
    made: dict[str, Prediction] = field(factory=dict)
    files: list[bytes] = field(factory=list)
    next_is: str = ""

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Toy]:
        yield self

    async def upload(self, blob: Blob, *, name: str) -> str:
        self.files.append(await blob.read())
        return f"toy:{len(self.files)}/{name}"

    async def create(self, job: Job, wire_input: dict[str, Any], /) -> Prediction:
        happens, self.next_is = self.next_is, ""
        if happens == "refused":
            raise InputRefused(self.name, "no such toy")
        status, error = ("failed", "rude") if happens == "failed" else ("succeeded", "")
        id_ = f"toy{len(self.made)}"
        made = Prediction(
            id=id_, model=job.model, status=status, input=wire_input, outputs=(f"toy:{id_}",), error=error,
            created_at=await self.now(),
        )  # fmt: skip
        self.made[id_] = made
        if happens == "lost":
            raise CallUnknown(self.name, "the answer fell down")
        return evolve(made, status="starting", outputs=())

    async def get(self, prediction_id: str, /) -> Prediction:
        if prediction_id not in self.made:
            raise CallLost(self.name, f"no {prediction_id}")
        return self.made[prediction_id]

    async def find(self, job: Job, wire_input: dict[str, Any], /, *, since: datetime) -> Found:
        mine = (made for made in self.made.values() if made.model == job.model and made.input == wire_input)
        return Found(predictions=[made for made in mine if made.created_at is not None and made.created_at >= since])

    async def cancel(self, prediction_id: str, /) -> Prediction:
        return await self.get(prediction_id)

    async def download(self, url: str, into: Path, /) -> None:
        if url.removeprefix("toy:") not in self.made:
            raise CallLost(self.name, f"no {url}")
        into.write_bytes(b"a toy clip")

    def failure(self, prediction: Prediction, /) -> CallFailed:
        return Moderated(self.name, prediction.error)

    async def now(self) -> datetime:
        return datetime.now(UTC)
