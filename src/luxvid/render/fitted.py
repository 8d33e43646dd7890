"""`FittedSource`: a generated clip's frames, laid into the time that the film has for them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from attrs import field, frozen

from luxvid.media.blend import dissolve
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.conform import Conform
from luxvid.media.foreign import FileSource, OpenFrames
from luxvid.media.timed_frames import TimedFrame, frames_from
from luxvid.render.fitting import Plan, plan
from luxvid.render.light import SAME, Light, lit
from luxvid.storage import key_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.encoding import Encoding
    from luxvid.render.measuring import Measured
    from luxvid.sound import Audio

VERSION = 1
"""Counts up when the same clip, fitted the same, would give other frames."""

InBetween = Literal["blend", "flow"]


@frozen(kw_only=True)
class FittedSource:
    """A clip's frames in the film's time, decoded one after the other as they are asked for.

    The first frame stands at the beginning, and where `ends` is set the last one at the end of `total_s`, exactly; before and
    after they are held.

    Attributes:
        file: The clip as it was downloaded.
        measured: What is in it.
        total_s: How long it is seen, handles included.
        ends: Its last frame must be shown; else what is too long is cut off.
        in_between: How frames that the clip does not have are made: `blend`, or `flow`.
        light: What is done to its light.
    """

    file: FileSource
    measured: Measured
    total_s: Fraction
    ends: bool
    in_between: InBetween = "blend"
    light: Light = field(factory=Light)

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides the frames, as JSON types."""
        return {
            "source": "fitted",
            "version": VERSION,
            "file": self.file.identity,
            "measured": key_of(self.measured.to_dict()),
            "total_s": str(self.total_s),
            "ends": self.ends,
            "in_between": self.in_between,
            "light": [list(self.light.first), list(self.light.last)],
        }

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the clip's pictures: what makes a film of another shape look for what matters."""
        return self.file.probe.size_px

    @property
    def length_s(self) -> float:
        """Length in seconds: what it was fitted to."""
        return float(self.total_s)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The numbers of the clip's frames that are worth showing: what stands still at its ends is left out."""
        count = len(self.measured.ticks)
        head, tail = 1 + self.measured.still_head, count - 1 - self.measured.still_tail
        return tuple(dict.fromkeys((0, *range(head, tail), count - 1)))

    def plan(self, encoding: Encoding) -> Plan:
        """Return what every film frame shows."""
        far = [0.0]
        for motion in self.measured.motion:
            far.append(far[-1] + motion)
        steps = [far[b] - far[a] for a, b in zip(self.shown, self.shown[1:], strict=False)]
        return plan(steps, max(1, encoding.frames(self.total_s)), ends=self.ends)

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over frames start to stop − 1, counted from the clip's first; see `FrameSource.frames`.

        Raises:
            MissingBlob: The file is gone or was changed.
            MissingExtra: `in_between="flow"` without `luxvid[flow]`.
        """
        mix = mixing(self.in_between)
        opened = await self.file.blob.open()
        return OpenFrames(opened, _film_frames(opened, self, range(start, stop), encoding, mix))

    async def sound(self) -> Audio | None:
        """Return the clip's sound from its first frame on, None where it has none; it is not stretched where the frames are.

        Raises as `FileSource.sound`.
        """
        return await self.file.sound()


Mix = Callable[["NDArray[np.uint8]", "NDArray[np.uint8]", float], "NDArray[np.uint8]"]


def mixing(in_between: InBetween) -> Mix:
    """Return what makes a frame between two. Raises `MissingExtra` where its package is not installed."""
    if in_between == "flow":
        from luxvid.render.flow import Flow  # an extra

        return Flow()
    return dissolve


def _film_frames(
    file: BinaryIO, source: FittedSource, numbers: Sequence[int], encoding: Encoding, mix: Mix
) -> Generator[NDArray[np.uint8], None, None]:
    if not numbers:
        return
    places = source.plan(encoding)
    reel = _Reel(file, source, encoding, first=places.at(numbers[0]).index)
    with closing(reel):
        for number in numbers:
            stop_if_cancelled()
            place = places.at(number)
            frame = reel.at(place.index)
            if place.level:
                frame = mix(frame, reel.at(place.index + 1), place.level)
            gains = source.light.at(min(max(number, 0) / max(1, len(places.places) - 1), 1.0))
            yield frame if gains == SAME else lit(frame, gains)


@frozen
class _Wanted:
    """A clip's frames by the place they have among those that are shown."""

    ticks: tuple[int, ...]
    shown: tuple[int, ...]
    time_base: Fraction

    def begins_s(self, index: int) -> Fraction:
        return self.ticks[self.shown[index]] * self.time_base


class _Reel:
    """A clip that is wound forwards: frame `index` of those that are shown, and the one before it again."""

    def __init__(self, file: BinaryIO, source: FittedSource, encoding: Encoding, *, first: int) -> None:
        probe = source.file.probe
        self._wanted = _Wanted(source.measured.ticks, source.shown, probe.time_base)
        self._conform = Conform(encoding, sar=probe.sar)
        self._timed = frames_from(file, probe, begin_s=self._wanted.begins_s(first), name=source.file.name)
        self._now: TimedFrame | None = None
        self._have: dict[int, NDArray[np.uint8]] = {}

    def at(self, index: int) -> NDArray[np.uint8]:
        if index not in self._have:
            wanted_s = self._wanted.begins_s(index)
            while self._now is None or self._now.begins_s < wanted_s:
                after = next(self._timed, None)
                if after is None:
                    break
                self._now = after
            if self._now is None:
                raise LookupError("the clip gave frames when it was measured, and gives none now")
            self._have = {other: frame for other, frame in self._have.items() if other >= index - 1}
            self._have[index] = self._conform(self._now.frame)
        return self._have[index]

    def close(self) -> None:
        self._timed.close()
