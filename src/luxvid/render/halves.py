"""Two clips in one shot: where two photos cannot share a clip, each has its own half."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from luxvid.encoding import Encoding
from luxvid.film import Clip
from luxvid.media.blend import dissolve, fade
from luxvid.render.banded import Banded, picture_in
from luxvid.storyboard import Shot
from luxvid.transitions import Transition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.protocols import FrameSource, Run

_FPS = 30  # the rate that the passage between the halves is counted in until the film's is known


def halves_of(shot: Shot) -> tuple[Shot, Shot]:
    """Return a shot over two photos as two shots over one each, with the frames that the passage between them needs."""
    half_s = shot.duration_s / 2
    passage_s = Fraction(shot.inner.frames if shot.inner.kind != "cut" else 0, _FPS)
    lead_s, tail_s = shot.handles_s
    first = evolve(shot, last=None, duration_s=half_s, handles_s=(lead_s, passage_s / 2))
    second = evolve(shot, first=shot.last, last=None, duration_s=half_s, handles_s=(passage_s / 2, tail_s))
    return first, second


@frozen(kw_only=True)
class Halves:
    """Frames of one clip and then of another, with a passage between them in the middle.

    Attributes:
        first: The clip of the first half, which begins where the shot does.
        second: The clip of the second half, which begins in the middle of the shot.
        duration_s: Length of the shot.
        inner: The passage.
    """

    first: Clip
    second: Clip
    duration_s: Fraction
    inner: Transition

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides the frames."""
        return {
            "source": "halves",
            "clips": [[clip.source.identity, str(clip.lead_s)] for clip in (self.first, self.second)],
            "duration_s": str(self.duration_s),
            "inner": [self.inner.kind, self.inner.frames],
        }

    @property
    def length_s(self) -> float | None:
        """Length in seconds from the shot's beginning, or None where the second goes on as long as it is asked."""
        length_s = self.second.source.length_s
        return None if length_s is None else float(self.duration_s / 2 - self.second.lead_s) + length_s

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over frames start to stop − 1; see `FrameSource.frames`."""
        middle = encoding.frames(self.duration_s) // 2
        passage = self._passage(middle)
        first_end, second_start = min(stop, middle + passage.after), max(start, middle - passage.before)
        first = await self.first.frames(start, max(start, first_end), encoding=encoding)
        second = await self.second.frames(second_start - middle, max(second_start, stop) - middle, encoding=encoding)
        return self._joined(range(start, stop), middle, first, second)

    async def reframed(self, encoding: Encoding, /, *, run: Run | None = None) -> FrameSource:
        """Return the halves, each as a film of another shape shows it; where one is shown wider than the frame, both are.

        A half whose own pictures are narrower than that fills the frame.
        """
        halves = [await clip.reframed(encoding, run=run) for clip in (self.first, self.second)]
        wider = [clip.source.aspect for clip in halves if isinstance(clip.source, Banded)]
        if wider and all(_aspect(clip) >= max(wider) for clip in (self.first, self.second)):
            inner = picture_in(encoding, max(wider))
            halves = [await clip.reframed(inner, run=run) for clip in (self.first, self.second)]
            return Banded(source=evolve(self, first=halves[0], second=halves[1]), aspect=max(wider))
        return evolve(self, first=halves[0], second=halves[1])

    def _passage(self, middle: int) -> Transition:
        frames = 0 if self.inner.kind == "cut" else min(self.inner.frames, 2 * (middle // 2))
        return evolve(self.inner, frames=frames)

    def _joined(
        self, numbers: range, middle: int, first: Iterator[NDArray[np.uint8]], second: Iterator[NDArray[np.uint8]]
    ) -> Generator[NDArray[np.uint8], None, None]:
        passage = self._passage(middle)
        mix = fade if self.inner.kind == "fade" else dissolve
        begin, end = middle - passage.before, middle + passage.after
        with closing(_Both(first, second)):
            for n in numbers:
                if n < begin:
                    yield next(first)
                elif n >= end:
                    yield next(second)
                else:
                    yield mix(next(first), next(second), (n - begin + 0.5) / (end - begin))


def _aspect(clip: Clip) -> float:
    """Return the width by height of a clip's pictures; where they have no shape of their own, they fit any."""
    width, height = getattr(clip.source, "size_px", None) or (math.inf, 1)
    return width / height


def shows_wider(source: FrameSource) -> bool:
    """Tell whether pictures of a source, or of a half of it, are shown wider than the frame, over a blur."""
    if isinstance(source, Halves):
        return shows_wider(source.first.source) or shows_wider(source.second.source)
    return isinstance(source, Banded)


@frozen
class _Both:
    """Closes what can be closed."""

    first: Any
    second: Any

    def close(self) -> None:
        for frames in (self.first, self.second):
            with suppress(AttributeError):
                frames.close()
