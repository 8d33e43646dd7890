"""One paid call as values: the `Job` that is wanted, the provider's `Prediction`, and the ledger's `Call`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from attrs import field, frozen

from luxvid.blobs import Blob
from luxvid.convert import JsonValue
from luxvid.costs import usd
from luxvid.errors import InvalidInput

FoundBy = Literal["files", "seed", "input", "nothing"]
CallState = Literal["intent", "started", "finished", "failed", "stopped", "unknown", "lost"]

SUCCEEDED = "succeeded"
TERMINAL = frozenset({SUCCEEDED, "failed", "canceled", "aborted"})


def _copied(value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(value)


@frozen(kw_only=True)
class JobFile:
    """A file that a job hands to the provider.

    Attributes:
        field: The input's field that takes its URL.
        named: How the key names it, as JSON types: the original's SHA-256, the crop box, the version of the preparation;
            never the bytes that an image library happened to write.
        prepare: Returns the bytes to upload; called only when something is bought.
    """

    named: dict[str, Any] = field(converter=_copied)
    prepare: Callable[[], Awaitable[Blob]] = field(eq=False, repr=False)
    field: str  # last: it hides the function of its name


@frozen(kw_only=True)
class Job:
    """One paid call that is wanted; `key` identifies it across runs, processes and upgrades.

    Attributes:
        provider: Whose call it is, as `replicate`.
        model: The model, as `google/veo-3.1-fast`.
        version: The model's pinned version; empty where it has none.
        input: The input without files, as JSON types, checked against the model's schema beforehand.
        files: Files, whose URLs join the input.
        take: Counts up when the same is wanted once more.
        worst_usd: What one attempt costs at most: this is reserved.
        likely_usd: What it costs when all goes well; what the bill says where the provider tells no price.
        deadline_s: The provider ends the call after this many seconds.
        found_by: How an orphan is recognised in the provider's list.
        media_type: Of the result. For text and JSON the provider's answer is the result itself, for all others its URL.
    """

    provider: str
    model: str
    version: str = ""
    input: dict[str, Any] = field(factory=dict, converter=_copied)
    files: tuple[JobFile, ...] = field(default=(), converter=tuple[JobFile, ...])
    take: int = 1
    worst_usd: Decimal = field(converter=usd)
    likely_usd: Decimal = field(converter=usd)
    deadline_s: int = 1800
    found_by: FoundBy = "files"
    media_type: str = "video/mp4"

    @property
    def canonical(self) -> dict[str, Any]:
        """All that decides the result, as JSON types."""
        files = {file.field: file.named for file in self.files}
        return {
            "provider": self.provider,
            "model": self.model,
            "version": self.version,
            "input": {**self.input, **files},
            "take": self.take,
        }

    @property
    def answers_with_text(self) -> bool:
        """The provider's answer is the result itself, and there is nothing to download."""
        return self.media_type.startswith("text/") or self.media_type == "application/json"

    @property
    def key(self) -> str:
        """SHA-256 of `canonical` in canonical JSON."""
        try:
            text = json.dumps(self.canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise InvalidInput(f"the input of {self.model} must be made of JSON types: {error}") from error
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@frozen(kw_only=True)
class Prediction:
    """What a provider says of a call.

    Attributes:
        id: The provider's name for it, which no other has.
        model: The model.
        status: `starting`, `processing`, `succeeded`, `failed`, `canceled`, `aborted`, or a word that is not known yet.
        input: The input as the provider echoes it.
        outputs: URLs of the results in order, or the results themselves where the provider answers with text.
        error: The provider's words where it failed.
        created_at: By the provider's clock.
        data_removed: The provider has deleted input and output.
        cost_usd: What it cost, where the provider says so.
        logs: The provider's log, as far as it is given.
    """

    id: str
    model: str = ""
    status: str
    input: dict[str, Any] = field(factory=dict, converter=_copied)
    outputs: tuple[str, ...] = field(default=(), converter=tuple[str, ...], repr=False)
    error: str = ""
    created_at: datetime | None = None
    data_removed: bool = False
    cost_usd: Decimal | None = None
    logs: str = field(default="", repr=False)

    @property
    def is_over(self) -> bool:
        """Nothing more will happen to it."""
        return self.status in TERMINAL


@frozen(kw_only=True)
class Found:
    """What a search in the provider's list gave.

    Attributes:
        predictions: Those of the model whose input is the job's.
        hidden: Ids of the model's predictions in the window that no longer show their input; one of them may be the job's.
    """

    predictions: tuple[Prediction, ...] = field(default=(), converter=tuple[Prediction, ...])
    hidden: tuple[str, ...] = field(default=(), converter=tuple[str, ...])


@frozen(kw_only=True)
class Waiting:
    """How long to wait for what at a provider, in seconds, and how often to try: data, since no provider promises any of it.

    Attributes:
        answer_s: No request lasts longer: after this, whatever became of a call that was sent is in the provider's books.
        visible_s: A new call shows in the provider's list after this long at most.
        poll_s: The pause before a call is first asked after; it grows.
        poll_most_s: The longest pause.
        look_again_s: Between two looks into the list.
        overtime_s: A call may still be waited for so long after its deadline.
        attempts: How often a call is made that fails at no cost and may work later.
        pause_s: Before the second attempt, where the provider names no delay; it is doubled each time, with chance.
        pause_most_s: The longest such pause.
        attempts_within_s: No attempt begins later than this after the first.
        hurry_s: A create that is under way may still take so long when its caller was cancelled.
    """

    answer_s: float = 60.0
    visible_s: float = 30.0
    poll_s: float = 2.0
    poll_most_s: float = 10.0
    look_again_s: float = 5.0
    overtime_s: float = 120.0
    attempts: int = 3
    pause_s: float = 10.0
    pause_most_s: float = 120.0
    attempts_within_s: float = 3600.0
    hurry_s: float = 10.0


@frozen(kw_only=True)
class Call(JsonValue):
    """One attempt at a job, as the ledger keeps it. It holds no secret and no picture.

    Attributes:
        key: The job's key.
        attempt: 1 for the first.
        state: `intent` before the provider has answered, `started`, then `finished`, `failed`, `stopped`, `unknown` or `lost`.
        provider: Whose call it is.
        model: The model.
        version: The model's version.
        input: What was sent, with the uploaded files' URLs.
        found_by: How it is recognised in the provider's list.
        budget: The budget's name.
        reserved_usd: What was reserved; 0 once it is over.
        likely_usd: What it costs when all goes well.
        cost_usd: What it cost, as far as known.
        opened_at: When the intent was written, ISO, UTC, by the provider's clock where it is known.
        provider_id: The provider's name for it.
        digest: SHA-256 of the result.
        size: Its bytes.
        media_type: Its type.
        error: The kind of error, a class's name from `luxvid.errors`.
        reason: The error in words.
        verdict: What a gate found in the result, as JSON types; kept so that nobody pays or judges again.
    """

    key: str
    attempt: int
    state: CallState
    provider: str
    model: str
    version: str = ""
    input: dict[str, Any] = field(factory=dict, converter=_copied)
    found_by: FoundBy = "files"
    budget: str = ""
    reserved_usd: Decimal = field(converter=usd)
    likely_usd: Decimal = field(default=Decimal(0), converter=usd)
    cost_usd: Decimal = field(default=Decimal(0), converter=usd)
    opened_at: str = ""
    provider_id: str = ""
    digest: str = ""
    size: int = 0
    media_type: str = ""
    error: str = ""
    reason: str = ""
    verdict: dict[str, Any] = field(factory=dict, converter=_copied)

    @property
    def is_open(self) -> bool:
        """It may still run at the provider."""
        return self.state in ("intent", "started")
