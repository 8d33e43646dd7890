"""The page that shows a film's unaltered photos beside its frames: one HTML file that loads nothing."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from anyio.to_thread import run_sync
from attrs import evolve, frozen

from luxvid.disclosure import DisclosedShot, Disclosure
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput, PhotoRefused
from luxvid.media.colour import to_rgb
from luxvid.media.stills import open_still
from luxvid.photos import Photo
from luxvid.provenance import page_words as words
from luxvid.provenance.qr import qr_svg
from luxvid.storage.files import written_beside
from luxvid.tasks import heavy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FRAME_PX = 800
_SHOWN_AT = (0.1, 0.5, 0.9)
_SHOWN_OF_MOVES_AT = (0.1, 0.9)  # the middle of a move over two photos is their dissolve
_QUALITY = 82


async def write_page(disclosed: Disclosure, path: Path, *, photo_px: int) -> Path:
    """Write the page; see `Disclosure.save_page`. One picture at a time is in memory."""
    if not 200 <= photo_px <= 4000:
        raise InvalidInput(f"photo_px must be from 200 to 4000, not {photo_px!r}")
    if disclosed.encoding is None or not disclosed.clips:
        raise InvalidInput("this disclosure has no photos and frames, as one from JSON has none: ask film.disclosure() for it")
    page = _Page(disclosed, _small(disclosed.encoding), photo_px)
    qr = qr_svg(disclosed.published_at) if disclosed.published_at else ""
    with written_beside(path) as beside, beside.open("w", encoding="utf-8") as file:
        file.write(words.head(disclosed, qr))
        for number, shot in enumerate(disclosed.shots, 1):
            async for part in page.shot(number, shot):
                await run_sync(file.write, part)
        file.write(words.foot(disclosed))
    return path


@frozen
class _Page:
    """The pictures of a page, one after the other."""

    disclosed: Disclosure
    encoding: Encoding
    photo_px: int

    async def shot(self, number: int, shot: DisclosedShot) -> AsyncIterator[str]:
        yield words.shot_head(number, shot, is_upright=self.encoding.aspect <= 1)
        if shot.photos:
            yield words.column(words.photos_of(shot), "photos")
            for place, digest in enumerate(shot.photos):
                name = shot.files[place] if place < len(shot.files) else digest[:12]
                photo = self._photo(digest)
                picture = await self._unaltered(photo) if photo else b""
                yield words.photo_figure(_data(picture), name, digest, photo, is_altered=name in shot.altered_photos)
            yield words.COLUMN_END
        yield words.column("Frames of the video", "frames")
        async for second, frame in self._frames(shot):
            yield words.frame_figure(_data(frame), shot, second)
        yield words.COLUMN_END + words.shot_foot(shot)

    def _photo(self, digest: str) -> Photo | None:
        return next((photo for photo in self.disclosed.originals if photo.digest == digest), None)

    async def _unaltered(self, photo: Photo) -> bytes:
        with await photo.blob.open() as file:
            return await run_sync(partial(_still, file, photo.file, self.photo_px), limiter=heavy())

    async def _frames(self, shot: DisclosedShot) -> AsyncIterator[tuple[float, bytes]]:
        """Yield some frames of a shot as JPEG, each with its second in the film."""
        clip = await self.disclosed.clips[shot.scene].reframed(self.encoding)
        count = max(1, self.encoding.frames(shot.duration_s))
        shares = _SHOWN_AT if shot.is_generated or shot.is_file else _SHOWN_OF_MOVES_AT
        for number in dict.fromkeys(int(count * share) for share in shares):
            frames = await clip.frames(number, number + 1, encoding=self.encoding)
            picture = await run_sync(_encoded, frames, limiter=heavy())
            yield float(shot.begins_s + number / self.encoding.fps), picture


def _small(encoding: Encoding) -> Encoding:
    """Return the film's shape and rate, small."""
    scale = min(1.0, _FRAME_PX / max(encoding.width_px, encoding.height_px))
    width_px, height_px = (max(64, 2 * round(size * scale / 2)) for size in (encoding.width_px, encoding.height_px))
    return evolve(encoding, width_px=width_px, height_px=height_px)


def _still(file: BinaryIO, name: str, longest_px: int) -> bytes:
    try:
        image = open_still(file, least_px=longest_px)
    except PhotoRefused as error:
        raise PhotoRefused(name, error.reason) from error
    image.thumbnail((longest_px, longest_px))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _encoded(frames: Iterator[NDArray[np.uint8]]) -> bytes:
    from PIL import Image  # only here, and in a thread

    out = io.BytesIO()
    Image.fromarray(to_rgb(next(frames))).save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _data(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + b64encode(jpeg).decode() if jpeg else ""
