"""What goes wrong, on demand: values that say what, and the script that says when."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal, TypeVar

from attrs import field, frozen

from luxvid.errors import InvalidInput

Operation = Literal["create", "get", "list", "cancel", "upload", "file", "download", "account", "model", "other"]


@frozen(kw_only=True)
class Answer:
    """An answer of HTTP instead of the right one; `luxvid.testing.replicate.answers` has those that Replicate gives.

    Attributes:
        status: HTTP status.
        body: JSON where it is a dict or a list, HTML where it is text that begins with `<`, else plain text.
        headers: Further headers.
        counted: The request was carried out before this answer went back: a prediction runs, and is on the bill.

    Example:
        >>> from luxvid.testing.replicate import Answer
        >>> Answer(status=504, body="<html>timeout</html>", counted=True).status
        504
    """

    status: int
    body: Any = ""
    headers: dict[str, str] = field(factory=dict)
    counted: bool = False


@frozen(kw_only=True)
class Lost:
    """No answer at all: the connection is closed.

    Attributes:
        counted: The request was carried out before that: a prediction runs, and is on the bill.
        after_s: How long the caller hangs before.
        reset: The connection is reset instead of closed.

    Example:
        >>> from luxvid.testing.replicate import Lost
        >>> Lost(counted=True).after_s
        0
    """

    counted: bool
    after_s: float = 0
    reset: bool = False


@frozen(kw_only=True)
class Slow:
    """The right answer, `seconds` late.

    Example:
        >>> from luxvid.testing.replicate import Slow
        >>> Slow(seconds=0.5).seconds
        0.5
    """

    seconds: float


@frozen(kw_only=True)
class Outcome:
    """How a prediction goes; `luxvid.testing.replicate.outcomes` has those that Replicate gives.

    Attributes:
        status: How it ends: `succeeded`, `failed`, `canceled`, `aborted`, or empty: it never does.
        error: The text of `error`.
        charged: It costs its full price although it failed.
        running_status: The word instead of `starting` and `processing`, as a new one that nobody knows yet.
        skips_processing: It goes from `starting` to its end, as far as anybody sees.
        starting_s: Instead of the emulator's.
        processing_s: Instead of the emulator's.
        extra: Further members of the prediction.
        output: `string`, `list` (of one URL), `object` (`{"url": …}`), `null`.

    Example:
        >>> from luxvid.testing.replicate import Outcome
        >>> Outcome(status="failed", error="out of memory (E1001)").charged
        False
    """

    status: str = "succeeded"
    error: str = ""
    charged: bool = False
    running_status: str = ""
    skips_processing: bool = False
    starting_s: float | None = None
    processing_s: float | None = None
    extra: dict[str, Any] = field(factory=dict)
    output: str = "string"


@frozen(kw_only=True)
class Delivery:
    """How a result comes down.

    Attributes:
        bytes_per_s: Slow: at most so many bytes a second; 0 is as fast as it goes.
        cut_after: Truncated: the connection ends after this share of the bytes, 0 to 1.
        chunked: Without Content-Length.
        redirect: `other host` (the same file by another name of this machine), `loop`, or a URL.
        body: Other bytes instead of the result, as of an HTML page.
        endless: It goes on with zeros until the caller hangs up.
        media_type: Content-Type instead of the right one.

    Example:
        >>> from luxvid.testing.replicate import Delivery
        >>> Delivery(cut_after=0.5).chunked
        False
    """

    bytes_per_s: float = 0
    cut_after: float = 1
    chunked: bool = False
    redirect: str = ""
    body: bytes | None = None
    endless: bool = False
    media_type: str = ""


@frozen(kw_only=True)
class Flaws:
    """What is wrong with a clip, as models get it wrong. Several may be combined.

    Attributes:
        eased: The move begins and ends slowly.
        frozen_start: So many frames stand still at the beginning.
        frozen_end: So many frames stand still at the end.
        fps: Another rate than the model's.
        size: Another width and height than the model's.
        longer_s: The clip is so much longer than ordered.
        exposure_ev: The exposure drifts by so many stops up to the end.
        warmth: The colour drifts up to the end: red gains this share, blue loses it.
        hard_cut: In the middle the picture changes from one frame to the next instead of moving there.
        other_room: Its middle third shows another room.
        added_object: Something stands there in between that no photo shows, another thing for each order; its share of the
            picture's height.
        wrong_first: It begins with another picture.
        wrong_last: It ends with another picture.
        mirrored: Left and right are exchanged.
        black: All frames are black.
        other: Path of the picture that stands for another room; a drawn one by default.

    Example:
        >>> from luxvid.testing.replicate import Flaws
        >>> Flaws(eased=True, frozen_end=12).frozen_start
        0
    """

    eased: bool = False
    frozen_start: int = 0
    frozen_end: int = 0
    fps: Fraction | None = None
    size: tuple[int, int] | None = None
    longer_s: float = 0
    exposure_ev: float = 0
    warmth: float = 0
    hard_cut: bool = False
    other_room: bool = False
    added_object: float = 0
    wrong_first: bool = False
    wrong_last: bool = False
    mirrored: bool = False
    black: bool = False
    other: str = ""


Fault = Answer | Lost | Slow | Outcome | Delivery | Flaws
_F = TypeVar("_F", Outcome, Delivery, Flaws)


@frozen(kw_only=True, eq=False)
class _Line:
    fault: Fault
    on: str
    model: str
    chance: float


class Faults:
    """The script of what goes wrong. What was added first happens first; one of a kind at a time.

    Answers, lost answers and slowness are one kind, outcomes, deliveries and flaws of clips three others: a create
    may be slow, fail and have been meant to show another room.

    Example:
        >>> from luxvid.testing.replicate import Answer, Faults, Flaws
        >>> faults = Faults()
        >>> faults.add(Flaws(hard_cut=True), model="google/veo-3.1-fast", count=2)
        >>> faults.add(Answer(status=503), on="download", chance=0.2, count=None)
    """

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311  the same script must go the same way
        self._lines: list[tuple[_Line, int | None]] = []
        self._guard = threading.Lock()
        self.happened: list[Fault] = []
        """Every fault that came to pass, in order."""

    def add(
        self, fault: Fault, *, on: Operation | None = None, model: str = "", count: int | None = 1, chance: float = 1
    ) -> None:
        """Let a fault happen.

        Args:
            fault: What.
            on: With which request; `create` by default, `download` for a `Delivery`. An `Outcome` and `Flaws` belong to a create.
            model: Only with this model's predictions; with any by default.
            count: How often, None for ever.
            chance: How probable it is each time, by a random generator with the script's seed.
        """
        if count is not None and count < 1:
            raise InvalidInput(f"count must be 1 or more, or None for ever, not {count!r}")
        meant = "download" if isinstance(fault, Delivery) else "create"
        if isinstance(fault, Outcome | Flaws | Delivery) and on not in (None, meant):
            raise InvalidInput(f"{type(fault).__name__} happens on {meant!r}, not on {on!r}")
        with self._guard:
            self._lines.append((_Line(fault=fault, on=on or meant, model=model, chance=chance), count))

    def clear(self) -> None:
        """Let nothing more go wrong."""
        with self._guard:
            self._lines.clear()

    def take(self, kind: type[_F], *, on: str, model: str = "") -> _F | None:
        """Return the next fault of a kind for a request, and count it; None where all goes well."""
        fault = self._take((kind,), on, model)
        return fault if isinstance(fault, kind) else None

    def take_answer(self, *, on: str, model: str = "") -> Answer | Lost | Slow | None:
        """Return the next fault of HTTP for a request, and count it; None where all goes well."""
        fault = self._take((Answer, Lost, Slow), on, model)
        return fault if isinstance(fault, Answer | Lost | Slow) else None

    def _take(self, kinds: tuple[type, ...], on: str, model: str) -> Fault | None:
        with self._guard:
            for index, (line, count) in enumerate(self._lines):
                if not isinstance(line.fault, kinds) or line.on != on or line.model not in ("", model):
                    continue
                if line.chance < 1 and self._random.random() >= line.chance:
                    continue
                if count == 1:
                    del self._lines[index]
                elif count is not None:
                    self._lines[index] = (line, count - 1)
                self.happened.append(line.fault)
                return line.fault
        return None


Refusal = Callable[[dict[str, Any]], bool]
"""Whether a model refuses an input (defaults filled in) with E006 although its schema allows it."""
