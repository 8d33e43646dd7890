"""Clips in films of another shape: `reframed` plans where to look, once, and `ReframedSource` cuts that out, frame by frame."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Generator, Iterator
from contextlib import closing, nullcontext
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from attrs import evolve, field, frozen

from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.foreign import OpenFrames
from luxvid.media.framing import fills, is_alike
from luxvid.render.banded import Banded, can_widen, picture_aspect
from luxvid.render.crop_path import Axis, CropPath
from luxvid.render.focusing import sees_things
from luxvid.render.following import LOOKED_AT_PX, look_at, plan_crop
from luxvid.render.following import VERSION as FOLLOWING
from luxvid.render.windows import Box, window_of
from luxvid.storage import key_of
from luxvid.tasks import heavy
from luxvid.vision.looks import looking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.encoding import Encoding
    from luxvid.protocols import FrameSource, Run, Shaped

VERSION = 2
"""Counts up when the same clip, cut along the same path, would give other frames."""

_THINGS_AT_PX = 640  # the longer side, where beds and tubs are looked for
_LEAST_PX, _MOST_PX = 64, 7680  # what an encoding takes
_MOST_SHRUNK = 2.0  # a clip is brought to at most this times the film's size before its windows are sampled


async def reframed(
    source: Shaped, encoding: Encoding, *, seen_s: tuple[Fraction, Fraction], run: Run | None = None
) -> FrameSource:
    """Return a source as a film of another shape shows it; the source itself where their shapes are alike, or it is shown whole.

    Where what matters is wider than the frame, it is shown wider, over a blur (`Banded`).

    The path is planned once for a source, a shape and a rate: it is kept in the run's storage, and in this process. Planning
    decodes what is seen of the source once, small: about as long as decoding it takes.

    Args:
        source: A source whose pictures have a shape.
        encoding: The film.
        seen_s: From when to when in the source the film shows it, in seconds, handles included.
        run: Where the path is kept.

    Raises:
        MissingBlob: The source's file is gone.
        MediaRefused: It cannot be decoded.
    """
    width, height = source.size_px
    if is_alike(width / height, encoding.aspect) or not fills(width / height, encoding.aspect):
        return source
    asked = {
        "crop": FOLLOWING,
        "source": source.identity,
        "aspect": f"{encoding.aspect:.2f}",  # a preview's is a little other, and is cut along the same path
        "fps": str(encoding.fps),
        "seen_s": [str(end) for end in seen_s],
        "bands": can_widen(encoding),
        "sees": sees_things(),
    }
    key = key_of(asked)
    record = await run.storage.made.get(key) if run else None
    path = CropPath.from_dict(record) if record else _planned.get(key)
    if path is None:
        path = await _plan(source, encoding, seen_s)
    _planned.keep(key, path)
    if run and record is None:
        await run.storage.made.put(key, path.to_dict())
    cut = ReframedSource(source=source, path=path, picture_px=source.size_px)
    return cut if path.aspect is None else Banded(source=cut, aspect=path.aspect)


def in_own_shape(source: FrameSource, encoding: Encoding) -> Encoding:
    """Return an encoding in the shape of a source's pictures, of about as many pixels; itself where their shapes are alike."""
    size_px = getattr(source, "size_px", None)
    if size_px is None or is_alike(size_px[0] / size_px[1], encoding.aspect):
        return encoding
    scale = math.sqrt(encoding.width_px * encoding.height_px / (size_px[0] * size_px[1]))
    width, height = _sized(size_px, scale)
    return evolve(encoding, width_px=width, height_px=height)


async def _plan(source: Shaped, encoding: Encoding, seen_s: tuple[Fraction, Fraction]) -> CropPath:
    size_px, aspect, fps = source.size_px, round(encoding.aspect, 2), encoding.fps
    axis: Axis = "x" if aspect < size_px[0] / size_px[1] else "y"
    looked_at_px = _THINGS_AT_PX if sees_things() else LOOKED_AT_PX
    width, height = _sized(size_px, looked_at_px / max(size_px))
    small = evolve(encoding, width_px=width, height_px=height)
    start, stop = int(seen_s[0] * fps), math.ceil(seen_s[1] * fps)
    frames = await source.frames(start, max(stop, start + 1), encoding=small)
    with looking():
        seen = await run_sync(partial(look_at, frames, start, fps=fps, axis=axis), limiter=heavy())
    wider = None
    if axis == "x" and can_widen(encoding):
        wider = picture_aspect([(whole, size_px[0] / size_px[1]) for whole in seen.wholes], aspect)
    kept = (wider or aspect) * size_px[1] / size_px[0]
    return evolve(plan_crop(seen, axis=axis, share=float(min(kept, 1 / kept)), fps=fps), aspect=wider)


@frozen(kw_only=True)
class ReframedSource:
    """Frames of a source, cut out along a path at sub-pixel accuracy: the window has the film's shape and moves smoothly.

    Attributes:
        source: Where the pictures come from.
        path: Where the window is.
        picture_px: The pictures' width and height.
    """

    source: FrameSource
    path: CropPath
    picture_px: tuple[int, int]

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides the frames, as JSON types."""
        return {"source": "reframed", "version": VERSION, "path": key_of(self.path.to_dict()), "of": self.source.identity}

    @property
    def length_s(self) -> float | None:
        """Length in seconds of what there is, or None."""
        return self.source.length_s

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over frames start to stop − 1; see `FrameSource.frames`. Raises as the source's."""
        whole = self._whole(encoding)
        frames = await self.source.frames(start, stop, encoding=whole)
        return self._windows(frames, range(start, stop), (whole.width_px, whole.height_px), encoding)

    def _whole(self, encoding: Encoding) -> Encoding:
        """Return the encoding in which the source gives whole pictures: in their own size, or smaller where the film is small."""
        width, height = self.picture_px
        fitting = max(encoding.width_px / width, encoding.height_px / height)
        width, height = _sized(self.picture_px, min(1.0, _MOST_SHRUNK * fitting))
        return evolve(encoding, width_px=width, height_px=height)

    def _windows(
        self, frames: Iterator[NDArray[np.uint8]], numbers: range, picture_px: tuple[int, int], encoding: Encoding
    ) -> Generator[NDArray[np.uint8], None, None]:
        size_px = encoding.width_px, encoding.height_px
        before: tuple[NDArray[np.uint8], Box, NDArray[np.uint8]] | None = None
        with closing(frames) if isinstance(frames, Generator | OpenFrames) else nullcontext():
            for number, frame in zip(numbers, frames, strict=False):
                stop_if_cancelled()
                seconds = (number + 0.5) / float(encoding.fps)
                box = self.path.box(seconds, picture_px=picture_px, aspect=encoding.aspect)
                if before is None or frame is not before[0] or box != before[1]:
                    before = frame, box, window_of(frame, box, size_px, self.path.axis)
                yield before[2]


def _sized(size_px: tuple[int, int], scale: float) -> tuple[int, int]:
    """Return a size scaled, even, and within what an encoding takes."""
    scale = min(max(scale, _LEAST_PX / min(size_px)), _MOST_PX / max(size_px))
    width, height = (min(_MOST_PX, max(_LEAST_PX, 2 * round(side * scale / 2))) for side in size_px)
    return width, height


@frozen
class _Planned:
    """Paths that were planned in this process, by key: the latest of them."""

    most: int = 256
    _paths: OrderedDict[str, CropPath] = field(factory=OrderedDict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    def get(self, key: str) -> CropPath | None:
        with self._lock:
            return self._paths.get(key)

    def keep(self, key: str, path: CropPath) -> None:
        with self._lock:
            self._paths[key] = path
            self._paths.move_to_end(key)
            while len(self._paths) > self.most:
                self._paths.popitem(last=False)


_planned = _Planned()
