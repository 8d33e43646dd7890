"""The seams: small async protocols. Anything that has the method fits; nothing needs to be inherited.

`BlobStore` stands in `luxvid.blobs`, because every blob knows its store.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen

from luxvid.blobs import BlobStore
from luxvid.encoding import Encoding
from luxvid.events import Event
from luxvid.photos import Photo
from luxvid.sound import Audio, Continuation, Cue
from luxvid.storyboard import Brief, Shot, Storyboard

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


class Storage(Protocol):
    """Where a run keeps things: bytes, and what was made from which inputs."""

    @property
    def blobs(self) -> BlobStore:
        """The bytes."""

    @property
    def made(self) -> Made:
        """What was made from which inputs."""


def _default_storage() -> Storage:
    from luxvid.storage import Storage  # only a run without a storage of its own needs the room above

    return Storage.default()


@frozen(kw_only=True)
class Run:
    """What belongs to one piece of work and comes with the call.

    Attributes:
        storage: Where things are kept; the user's data directory by default (the variable LUXVID_STORAGE overrides it).
        on_event: Called synchronously with every event; must not block; what it raises is logged and forgotten.

    Example:
        >>> import luxvid
        >>> seen = []
        >>> run = luxvid.Run(storage=luxvid.Storage.memory(), on_event=seen.append)
    """

    storage: Storage = field(factory=_default_storage)
    on_event: Callable[[Event], object] | None = None

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


class Composer(Protocol):
    """Composes a whole piece in one take.

    A composer may have a property `identity`: all that decides its sound, as JSON types. Then what it made is found again.
    """

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:
        """Return sound exactly as long as the cues together."""


class ContinuingComposer(Protocol):
    """Grows a piece cue by cue.

    A composer may have a property `identity`: all that decides its sound, as JSON types. Then what it made is found again.
    """

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:
        """Return the next stretch: after what it replays of `so_far`, at least the cue's length of new sound."""


__all__ = [
    "BlobStore",
    "ClipRenderer",
    "Composer",
    "ContinuingComposer",
    "FrameSource",
    "Made",
    "Run",
    "Selector",
    "Storage",
]
