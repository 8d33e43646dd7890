"""The offline renderer: a camera over the photos, nothing generated."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from anyio import to_thread
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.errors import StoryboardIncomplete
from luxvid.film import Clip
from luxvid.media.blend import dissolve, fade
from luxvid.media.colour import to_rgb
from luxvid.photos import Photo, claims_of
from luxvid.render.banded import Banded, can_widen, picture_aspect
from luxvid.render.camera import Path
from luxvid.render.covering import needed
from luxvid.render.focusing import focus_of, sees_things
from luxvid.render.halves import Halves
from luxvid.render.kept import Kept
from luxvid.render.prepared import Prepared, Viewing
from luxvid.report import Provenance
from luxvid.scenes import CameraMove
from luxvid.storyboard import Shot
from luxvid.tasks import from_worker, heavy
from luxvid.transitions import Transition
from luxvid.vision.looks import looking

if TYPE_CHECKING:
    from luxvid.protocols import FrameSource, Run
    from luxvid.vision.saliency import Focus

VERSION = 6
"""Counts up when the same shot would give other frames."""

HANDLE_S = Fraction(1, 2)
"""The camera moves on this long before and after the shot, for the transitions."""

_Seen = tuple[Path, Prepared]
_kept: Kept[_Seen] = Kept(lambda seen: seen[1].bytes)


@frozen(kw_only=True)
class KenBurnsRenderer:
    """Moves a camera over a shot's one or two photos. Free, offline, and true: the frames are the photos, cropped.

    Example:
        >>> import luxvid
        >>> renderer = luxvid.KenBurnsRenderer()
    """

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:  # noqa: ARG002  the seam's signature
        """Return the shot as a clip whose frames are sampled when they are asked for.

        Raises:
            StoryboardIncomplete: The shot has no photo.
        """
        if not shot.photos:
            raise StoryboardIncomplete(f"shot {shot.key!r} has no photo: give it one, or plan the board again")
        source = KenBurnsSource(photos=shot.photos, camera=shot.camera, duration_s=shot.duration_s, inner=shot.inner)
        made = Provenance(photos=[photo.digest for photo in shot.photos], claims=claims_of(shot.photos))
        return Clip(source=source, duration_s=shot.duration_s, provenance=made)

    async def frames(self, shot: Shot, /, *, encoding: Encoding | None = None) -> AsyncIterator[NDArray[np.uint8]]:
        """Yield the shot's frames as (height, width, 3) uint8 sRGB, for those who encode elsewhere. Raises as `render` does."""
        encoding = encoding or Encoding()
        clip = await self.render(shot)
        frames = await clip.frames(0, encoding.frames(shot.duration_s), encoding=encoding)
        while (frame := await to_thread.run_sync(next, frames, None)) is not None:
            yield await to_thread.run_sync(to_rgb, frame)


@frozen(kw_only=True)
class KenBurnsSource:
    """Frames of a camera move over one or two photos, dissolving in the middle while the motion goes on."""

    photos: tuple[Photo, ...]
    camera: CameraMove
    duration_s: Fraction
    inner: Transition

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides the frames."""
        return {
            "renderer": "ken-burns",
            "version": VERSION,
            "photos": [[photo.digest, photo.width_px, photo.height_px] for photo in self.photos],
            "camera": [self.camera.move, self.camera.amount],
            "duration_s": str(self.duration_s),
            "sees": sees_things(),
            "inner": [self.inner.kind, self.inner.frames] if len(self.photos) > 1 else None,
        }

    @property
    def length_s(self) -> None:
        """Endless: the camera goes on as long as it is asked."""
        return

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over frames start to stop − 1; see `FrameSource.frames`."""
        return self._sampled(start, stop, encoding)

    async def reframed(self, encoding: Encoding, /, *, run: Run | None = None) -> FrameSource:  # noqa: ARG002  the seam's signature
        """Return the source as a film of the encoding's shape shows it: wider than its frame where what matters is.

        The photos are looked at once, small, and what was seen is kept in this process. Raises `MissingBlob`.
        """
        if not can_widen(encoding):
            return self
        with looking():  # one block for all photos of the film, whose shots are asked side by side
            focuses = [await to_thread.run_sync(_focus_of, photo, limiter=heavy()) for photo in self.photos]
        holding = [needed(focus.whole, guessed=focus.guessed) for focus in focuses]
        aspect = picture_aspect(zip(holding, (photo.aspect for photo in self.photos), strict=True), encoding.aspect)
        if aspect is None:
            return self
        if all(photo.aspect >= aspect for photo in self.photos):
            return Banded(source=self, aspect=aspect)
        return self._apart(aspect)

    def _apart(self, aspect: Fraction) -> FrameSource:
        """Return the source with wide photos in a shape of their own; one that is narrower than it fills the frame."""
        half_s = self.duration_s / 2
        takes = (evolve(self, photos=(photo,), duration_s=half_s) for photo in self.photos)
        shown = (take if take.photos[0].aspect < aspect else Banded(source=take, aspect=aspect) for take in takes)
        first, second = (Clip(source=source, duration_s=half_s) for source in shown)
        return Halves(first=first, second=second, duration_s=self.duration_s, inner=self.inner)

    def _sampled(self, start: int, stop: int, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        takes = _takes(len(self.photos), encoding.frames(self.duration_s), self.inner, encoding)
        views = [_View(photo, take, self.camera, encoding) for photo, take in zip(self.photos, takes, strict=True)]
        mix = fade if self.inner.kind == "fade" else dissolve
        for n in range(start, stop):
            first, *second = (view for view in views if view.take.shows(n))
            if second:
                yield mix(first.frame(n), second[0].frame(n), _level(n, first.take, second[0].take))
            else:
                yield first.frame(n)


@frozen
class _Take:
    """The frames in which one photo is seen: `begin` to `end` − 1; the first and last take are open towards the handles."""

    begin: int
    end: int
    opens: bool
    closes: bool

    def shows(self, n: int) -> bool:
        return (self.opens or n >= self.begin) and (self.closes or n < self.end)


def _takes(photos: int, frames: int, inner: Transition, encoding: Encoding) -> list[_Take]:
    handle = encoding.frames(HANDLE_S)
    if photos == 1:
        return [_Take(-handle, frames + handle, opens=True, closes=True)]
    middle = frames // 2
    passage = evolve(inner, frames=min(inner.frames if inner.kind != "cut" else 0, 2 * (middle // 2)))
    return [
        _Take(-handle, middle + passage.after, opens=True, closes=False),
        _Take(middle - passage.before, frames + handle, opens=False, closes=True),
    ]


def _focus_of(photo: Photo) -> Focus:
    """Return what matters in a photo. Blocks, in a worker thread."""
    with from_worker(photo.blob.open) as file:
        return focus_of(photo.digest, file)


def _level(n: int, out: _Take, into: _Take) -> float:
    return (n - into.begin + 0.5) / (out.end - into.begin)


@frozen
class _View:
    """One photo under the camera; the photo is decoded when its first frame is asked for."""

    photo: Photo
    take: _Take
    camera: CameraMove
    encoding: Encoding
    _seen: list[_Seen] = field(factory=list, init=False)

    def frame(self, n: int) -> NDArray[np.uint8]:
        if not self._seen:
            self._seen.append(_kept.get(self._viewing, self._prepare))
        path, prepared = self._seen[0]
        u = (n - self.take.begin) / max(1, self.take.end - 1 - self.take.begin)
        return prepared.sample(path.at(u), self.encoding.width_px, self.encoding.height_px)

    @property
    def _viewing(self) -> Viewing:
        return Viewing(
            digest=self.photo.digest,
            photo_px=(self.photo.width_px, self.photo.height_px),
            film_px=(self.encoding.width_px, self.encoding.height_px),
            camera=self.camera,
            seconds=float((self.take.end - self.take.begin) / self.encoding.fps),
        )

    def _prepare(self) -> _Seen:
        with from_worker(self.photo.blob.open) as file:
            return self._viewing.prepare(file)
