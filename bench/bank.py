"""A provider of paid jobs on this machine whose books lie in a folder: they outlive whoever is killed.

It exists to count what was really billed. A create that reaches it is a file in `bill/`, whatever becomes of the caller.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
from attrs import field, frozen

from luxvid import errors
from luxvid.blobs import Blob
from luxvid.calls import Found, Job, JobFile, Prediction, Waiting
from luxvid.errors import CallFailed, CallLost, CallUnknown

QUICK = Waiting(
    answer_s=0.02,
    visible_s=0.02,
    poll_s=0.005,
    poll_most_s=0.02,
    look_again_s=0.005,
    pause_s=0.005,
    pause_most_s=0.02,
    hurry_s=0.5,
)
PRICE = Decimal("0.40")


def _nothing(_step: str) -> None:
    """Be told of a step, and do nothing."""


@frozen(kw_only=True)
class Bank:
    """The provider.

    Attributes:
        folder: Its books.
        waiting: How long to wait for it.
        work_s: How long a job takes.
        answer_s: How long a create takes to be answered.
        visible_after_s: A create shows in the list so much later.
        deleted_after_s: Input and output are deleted so long after the end.
        faults: What goes wrong with which create, counted from 1 over the life of the books: `lost before`, `lost after`, the
            name of an error from `luxvid.errors` (refused), `fails X`, `costs X` (fails with such an error, uncharged or
            charged), `canceled`, `aborted`, `empty`, `odd`, `unstarted`.
        reached: Is told every step.
    """

    folder: Path
    name: str = "bank"
    waiting: Waiting = QUICK
    work_s: float = 0.01
    answer_s: float = 0.0
    visible_after_s: float = 0.0
    deleted_after_s: float = 3600.0
    faults: Mapping[int, str] = field(factory=dict)
    reached: Callable[[str], None] = field(default=_nothing, eq=False)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Teller]:
        """Open a connection."""
        for part in ("bill", "creates", "connections"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        (self.folder / "connections" / secrets.token_hex(8)).touch()
        yield Teller(bank=self)

    def bill(self) -> list[dict[str, Any]]:
        """Return what was created and is billed, in order."""
        return sorted((json.loads(path.read_text()) for path in (self.folder / "bill").glob("*.json")), key=_created)

    def advance(self, seconds: float) -> None:
        """Move the clock."""
        (self.folder / "clock").write_text(str(self._advanced() + seconds))

    def now(self) -> datetime:
        """Return the time by its clock."""
        return datetime.now(UTC) + timedelta(seconds=self._advanced())

    def _advanced(self) -> float:
        path = self.folder / "clock"
        return float(path.read_text()) if path.exists() else 0.0


@frozen(kw_only=True)
class Teller:
    """A connection to the bank."""

    bank: Bank
    sends_whole: bool = False

    async def upload(self, blob: Blob, *, name: str) -> str:
        """Take a file, and return a URL of its own."""
        await blob.read()
        self.bank.reached("upload")
        return f"bank://files/{secrets.token_hex(6)}/{name}"

    async def create(self, job: Job, wire_input: dict[str, Any], /) -> Prediction:
        """Bill a job."""
        self.bank.reached("create")
        fault = self.bank.faults.get(_numbered(self.bank.folder / "creates"), "")
        if fault == "lost before":
            raise CallUnknown(self.bank.name, "the connection broke")
        if hasattr(errors, fault):
            raise _error(fault)
        await anyio.sleep(self.bank.answer_s)
        record = {
            "id": f"p{secrets.token_hex(6)}",
            "model": job.model,
            "input": wire_input,
            "fault": fault,
            "at": self.bank.now().isoformat(),
        }
        self._write(record)
        self.bank.reached("billed")
        await anyio.sleep(self.bank.answer_s)
        if fault == "lost after":
            raise CallUnknown(self.bank.name, "the connection broke")
        return self._told(record)

    async def get(self, prediction_id: str, /) -> Prediction:
        """Tell how a job stands."""
        self.bank.reached("get")
        path = self.bank.folder / "bill" / f"{prediction_id}.json"
        if not path.exists():
            raise CallLost(self.bank.name, f"nothing is known of {prediction_id}")
        return self._told(json.loads(path.read_text()))

    async def find(self, job: Job, wire_input: dict[str, Any], /, *, since: datetime) -> Found:
        """Search the list."""
        self.bank.reached("find")
        listed = [record for record in self.bank.bill() if record["model"] == job.model and self._is_listed(record, since)]
        shown = [self._told(record) for record in listed]
        return Found(
            predictions=[prediction for prediction in shown if not prediction.data_removed and prediction.input == wire_input],
            hidden=[prediction.id for prediction in shown if prediction.data_removed],
        )

    def failure(self, prediction: Prediction, /) -> CallFailed:
        """Tell what a job failed of."""
        if prediction.status in ("canceled", "aborted"):
            return errors.CallStopped(self.bank.name, f"it was {prediction.status}")
        return _error(prediction.error)

    async def cancel(self, prediction_id: str, /) -> Prediction:
        """Cancel a job."""
        prediction = await self.get(prediction_id)
        if not prediction.is_over:
            record = json.loads((self.bank.folder / "bill" / f"{prediction_id}.json").read_text())
            self._write({**record, "fault": "canceled" if record["fault"] != "unstarted" else "aborted"})
        return await self.get(prediction_id)

    async def download(self, url: str, into: Path, /) -> None:
        """Write a result."""
        self.bank.reached("download")
        prediction = await self.get(url.removeprefix("bank://results/"))
        if prediction.data_removed:
            raise CallLost(self.bank.name, "the result is gone")
        await anyio.Path(into).write_bytes(result_of(prediction.input))
        self.bank.reached("downloaded")

    async def now(self) -> datetime:
        """Return the time by the bank's clock."""
        return self.bank.now()

    def _write(self, record: dict[str, Any]) -> None:
        path = self.bank.folder / "bill" / f"{record['id']}.json"
        beside = path.with_suffix(f".{os.getpid()}.part")
        beside.write_text(json.dumps(record))
        beside.replace(path)

    def _is_listed(self, record: dict[str, Any], since: datetime) -> bool:
        at = datetime.fromisoformat(record["at"])
        return at >= since and (self.bank.now() - at).total_seconds() >= self.bank.visible_after_s

    def _told(self, record: dict[str, Any]) -> Prediction:
        at, fault = datetime.fromisoformat(record["at"]), record["fault"]
        age_s = (self.bank.now() - at).total_seconds()
        status, error, outputs = self._state(record, age_s), "", []
        if fault.startswith(("fails ", "costs ")) and status == "failed":
            error = fault.split()[1]
        if status == "succeeded" and fault != "empty":
            outputs = [f"bank://results/{record['id']}"]
        removed = age_s > self.bank.work_s + self.bank.deleted_after_s
        cost = PRICE if status == "succeeded" or (fault.startswith("costs") and error) else None
        return Prediction(
            id=record["id"],
            model=record["model"],
            status=status,
            input={} if removed else record["input"],
            outputs=[] if removed else outputs,
            error=error,
            created_at=at,
            data_removed=removed,
            cost_usd=cost,
        )

    def _state(self, record: dict[str, Any], age_s: float) -> str:
        fault = record["fault"]
        if fault in ("canceled", "aborted"):
            return str(fault)
        if age_s < self.bank.work_s or fault == "unstarted":
            return "processing"
        if fault == "odd":
            return "meditating"
        return "failed" if fault.startswith(("fails ", "costs ")) else "succeeded"


def result_of(input_: Mapping[str, Any]) -> bytes:
    """Return a job's result."""
    return f"a clip of {input_['prompt']}".encode() * 50


def job_of(prompt: str, **more: Any) -> Job:
    """Return a job for the bank with two pictures."""

    def file(name: str) -> JobFile:
        async def prepare() -> Blob:
            from luxvid.storage import MemoryBlobs

            return await MemoryBlobs().put(f"picture {prompt} {name}".encode(), media_type="image/jpeg")

        return JobFile(field=name, named={"sha256": name * 8, "crop": [0, 0, 16, 9], "prepared": 1}, prepare=prepare)

    given = {"provider": "bank", "model": "bank/model", "worst_usd": PRICE, "likely_usd": PRICE, "deadline_s": 5}
    return Job(**{"input": {"prompt": prompt}, "files": [file("first"), file("last")], **given, **more})


def _numbered(folder: Path) -> int:
    """Take the next number, alone among all processes."""
    number = len(list(folder.iterdir())) + 1
    while True:
        try:
            os.close(os.open(folder / f"{number:06}", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            number += 1
        else:
            return number


def _error(name: str) -> CallFailed:
    kind: type[CallFailed] = getattr(errors, name)
    return kind("bank", f"the bank says {name}")


def _created(record: dict[str, Any]) -> str:
    return str(record["at"])
