"""The seams: small async protocols. Anything that has the method fits; nothing needs to be inherited.

`BlobStore` stands in `luxvid.blobs`, because every blob knows its store, and what is laid over the picture in `luxvid.overlays`.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from attrs import field, frozen

from luxvid.blobs import Blob, BlobStore
from luxvid.calls import Call, Found, Job, Prediction, Waiting
from luxvid.costs import Budget, Estimate, Spending
from luxvid.disclosure import Disclosure
from luxvid.encoding import Encoding
from luxvid.errors import CallFailed
from luxvid.events import Event
from luxvid.overlays import Beneath, Layer, Overlay
from luxvid.photos import Photo
from luxvid.said import Said
from luxvid.sound import Audio, Continuation, Cue
from luxvid.storyboard import Brief, Shot, Storyboard
from luxvid.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.film import Clip

_log = logging.getLogger("luxvid.run")


class Made(Protocol):
    """What was made from which inputs: keys (SHA-256 of the inputs' description) to small JSON records."""

    async def get(self, key: str) -> dict[str, Any] | None:
        """Return the record, or None."""

    async def put(self, key: str, record: dict[str, Any]) -> None:
        """Write a record at once and whole; a record that is there is replaced."""


class Ledger(Protocol):
    """The paid calls: what was wanted, sent, paid and brought home. Safe for several processes at once."""

    def hold(self, key: str) -> AbstractAsyncContextManager[None]:
        """Be the owner of a job's key; others wait. The hold dies with its process."""

    async def calls(self, key: str) -> tuple[Call, ...]:
        """Return the attempts at a job in order."""

    async def begin(self, call: Call, *, budget: Budget) -> Call:
        """Write an intent and reserve its cost, in one transaction that is on the disk when this returns.

        Returns the call with its attempt numbered. Raises `BudgetExceeded` and writes nothing where the budget's calls
        (reserved and spent) and this one would come to more than it allows.
        """

    async def left(self, budget: Budget) -> Decimal:
        """Return what a budget has left: its limit less what its calls reserved and cost, 0 at least."""

    async def update(self, call: Call) -> None:
        """Write a call's new state, on the disk when this returns."""

    def every(self, *, since: datetime | None = None) -> AsyncIterator[Call]:
        """Yield the calls in the order they were begun."""

    async def spending(self, *, since: datetime | None = None) -> tuple[Spending, ...]:
        """Return what was spent, by provider, model and month."""


class Storage(Protocol):
    """Where a run keeps things: bytes, what was made from which inputs, and the paid calls."""

    @property
    def blobs(self) -> BlobStore:
        """The bytes."""

    @property
    def made(self) -> Made:
        """What was made from which inputs."""

    @property
    def ledger(self) -> Ledger:
        """The paid calls."""


def _default_storage() -> Storage:
    from luxvid.storage import Storage  # only a run without a storage of its own needs the room above

    return Storage.default()


@frozen(kw_only=True)
class Run:
    """What belongs to one piece of work and comes with the call.

    Attributes:
        storage: Where things are kept; the user's data directory by default (the variable LUXVID_STORAGE overrides it).
        on_event: Called synchronously with every event; must not block; what it raises is logged and forgotten.
        budget: How much may be spent; without one nothing paid runs.
        pay_again: Leave to repeat paid calls whose fate is unknown or whose result is lost. Each may be a second payment.

    Example:
        >>> import luxvid
        >>> seen = []
        >>> run = luxvid.Run(storage=luxvid.Storage.memory(), on_event=seen.append)
    """

    storage: Storage = field(factory=_default_storage)
    on_event: Callable[[Event], object] | None = None
    budget: Budget | None = None
    pay_again: bool = False

    def tell(self, event: Event) -> None:
        """Pass an event on."""
        if self.on_event is None:
            return
        try:
            self.on_event(event)
        except Exception:  # noqa: BLE001  a listener's mistake must not stop the work
            _log.exception("on_event_failed", extra={"event": type(event).__name__})


class Selector(Protocol):
    """Chooses which photos tell which scene."""

    async def select(self, photos: Sequence[Photo], /, *, brief: Brief, run: Run | None = None) -> Storyboard:
        """Return a storyboard for the brief's scenes."""


class ClipRenderer(Protocol):
    """Brings a shot into motion."""

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:
        """Return a clip: a source of frames for the shot."""


@runtime_checkable
class Estimating(Protocol):
    """What every stage has that can spend."""

    async def estimate(self, work: Any, /) -> Estimate:
        """Return what the work (a shot, cues, photos) would cost, likely and at worst. Spends nothing."""


@runtime_checkable
class EstimatingSelector(Protocol):
    """What a selector has that can spend."""

    async def estimate(self, photos: Iterable[Photo], /, *, brief: Brief | None = None) -> Estimate:
        """Return what choosing from the photos would cost, likely and at worst. Spends nothing."""


class Connection(Protocol):
    """A provider that is connected: one paid job at a time goes through it, many side by side."""

    async def upload(self, blob: Blob, *, name: str) -> str:
        """Hand a file to the provider and return the URL that an input names it by, another one each time.

        Free. Repeated where it fails. Raises `CallFailed`.
        """

    async def create(self, job: Job, wire_input: dict[str, Any], /) -> Prediction:
        """Send the paid call, once. `wire_input` is the job's input with the uploaded files' URLs.

        Raises:
            CallUnknown: It was sent, or may have been, and no answer came: look for it with `find`, do not send it again.
            CallFailed: It was refused; nothing runs, nothing is charged.
        """

    async def get(self, prediction_id: str, /) -> Prediction:
        """Return how a call stands. Free, repeated where it fails. Raises `CallLost` where nobody knows it, `CallFailed`."""

    async def find(self, job: Job, wire_input: dict[str, Any], /, *, since: datetime) -> Found:
        """Search the provider's list, all pages, for calls of this model and input created since then. Free."""

    async def cancel(self, prediction_id: str, /) -> Prediction:
        """Cancel a call; what ran until then may be charged."""

    async def download(self, url: str, into: Path, /) -> None:
        """Write a result to a file: streamed, limited in size, from allowed hosts only. Raises `CallFailed`."""

    def failure(self, prediction: Prediction, /) -> CallFailed:
        """Return what a call that is over, but did not succeed, came to nothing of: the class says what may be tried next."""

    async def now(self) -> datetime:
        """Return the time by the provider's clock."""


@runtime_checkable
class SendsWhole(Protocol):
    """A connection that promises: a `create` which is cancelled has sent nothing.

    It waits for its turn cancellably, and shields what it sends until the answer is there. Without that promise a create is
    not disturbed for a while, and then counts as sent.
    """

    @property
    def sends_whole(self) -> bool:
        """Whether the promise holds."""


class Provider(Protocol):
    """How to speak to whom is paid: settings only, picklable. Equal providers share a connection in an event loop."""

    @property
    def name(self) -> str:
        """What the ledger calls it, as `replicate`."""

    @property
    def waiting(self) -> Waiting:
        """How long to wait for what."""

    def connect(self) -> AbstractAsyncContextManager[Connection]:
        """Open a connection in the running event loop; leaving, which may be another task's, closes it."""


class FrameSource(Protocol):
    """Where a clip's frames come from.

    `identity` describes all that decides the frames; equal identities give equal frames. `length_s` is how much there is,
    None where the source goes on as long as it is asked.
    """

    @property
    def identity(self) -> dict[str, Any]:
        """JSON-able description of all that decides the frames."""

    @property
    def length_s(self) -> float | None:
        """Length in seconds of what there is, or None."""

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over frames start to stop − 1, counted in film frames from the shot's beginning.

        A frame is (height · 3 / 2, width) uint8, planar yuv420p, BT.709 limited. Frames before 0 and beyond the shot's end
        are the handles that transitions use. The iterator runs in a worker thread.
        """


@runtime_checkable
class Shaped(FrameSource, Protocol):
    """A source whose pictures have a shape of their own, as a file's have: another film's frames are cut out of them.

    Where it is asked for frames of another shape, it gives the whole picture, in the middle of the frame.
    """

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of its pictures as they are seen, in square pixels."""


@runtime_checkable
class Sounding(FrameSource, Protocol):
    """A source that has a sound of its own, as a video file has; it is heard where the mix asks for it."""

    async def sound(self) -> Audio | None:
        """Return its sound as it goes with its frames, from the first one on; None where there is none."""


@runtime_checkable
class Reframing(FrameSource, Protocol):
    """A source made of clips, which are cut for a film of another shape each by itself."""

    async def reframed(self, encoding: Encoding, /, *, run: Run | None = None) -> FrameSource:
        """Return the source as a film of the encoding's shape shows it."""


class TitleDesigner(Protocol):
    """Draws what a board's titles say."""

    async def overlays(
        self, board: Storyboard, /, *, timeline: Timeline, encoding: Encoding, run: Run | None = None
    ) -> tuple[Overlay, ...]:
        """Return the titles as overlays for one frame shape, the lowest first; none where the board says nothing.

        Cheap: nothing is drawn yet, but everything is laid out, so that what cannot be drawn is said before anything is made.

        Raises:
            InvalidInput: A text cannot be drawn or fitted, or a file of the brand cannot be used.
        """

    def said(self, board: Storyboard, /, *, timeline: Timeline) -> tuple[Said, ...]:
        """Return what the titles say, and when."""


class FilmSigner(Protocol):
    """Signs a finished film file, so that no byte of it can be changed unnoticed."""

    def seal(self, file: Path, into: Path, /, *, title: str, disclosed: Disclosure) -> None:
        """Write the MP4 `file` with a signed record of its making to `into`, which exists and is empty.

        Blocks; runs in a worker thread of anyio, where `anyio.from_thread` reaches the event loop: what awaits there has to be
        within a shielded `CancelScope`, or waits for ever if the film was cancelled just before. `title` is the film's name,
        `disclosed` what is recorded. Raises `InvalidInput` or `SigningFailed`.
        """


class Composer(Protocol):
    """Composes a whole piece in one take.

    A composer may have a property `identity`: all that decides its sound, as JSON types. Then what it made is found again. It
    may state its `licence` and whether that allows `commercial_use`, and have `retaken()`: the composer of another take.
    """

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:
        """Return sound exactly as long as the cues together."""


@runtime_checkable
class PlansAhead(Protocol):
    """What a composer has that fixes a piece's tempo before it plays: the cuts can fall on its beats."""

    async def arranged(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> tuple[Cue, ...]:
        """Return the cues, each with its `form`. A grid that the first one's form has is kept. Spends nothing."""


class ContinuingComposer(Protocol):
    """Grows a piece cue by cue.

    A composer may have a property `identity`: all that decides its sound, as JSON types. Then what it made is found again. It
    may state its `licence` and whether that allows `commercial_use`, and have `retaken()`: the composer of another take.
    """

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:
        """Return the next stretch: after what it replays of `so_far`, at least the cue's length of new sound."""


__all__ = [
    "Beneath",
    "BlobStore",
    "ClipRenderer",
    "Composer",
    "Connection",
    "ContinuingComposer",
    "Estimating",
    "EstimatingSelector",
    "FilmSigner",
    "FrameSource",
    "Layer",
    "Ledger",
    "Made",
    "Overlay",
    "PlansAhead",
    "Provider",
    "Reframing",
    "Run",
    "Selector",
    "SendsWhole",
    "Shaped",
    "Sounding",
    "Storage",
    "TitleDesigner",
]
