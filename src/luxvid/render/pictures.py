"""Pictures as models take them: upright, sRGB, of one exact shape, JPEG, and nothing in them but the picture."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

from anyio.to_thread import run_sync
from attrs import frozen

from luxvid.blobs import Blob
from luxvid.calls import JobFile
from luxvid.errors import PhotoRefused
from luxvid.media.stills import Limits, open_still
from luxvid.photos import Photo
from luxvid.render.camera import Frame, widest
from luxvid.storage import MemoryBlobs, key_of
from luxvid.tasks import heavy
from luxvid.vision.saliency import find_focus

if TYPE_CHECKING:
    from PIL import Image

    from luxvid.protocols import Run

PREPARATION = 1
"""Counts up when a photo would be prepared to another picture: what was paid for before is then no longer found."""

PHOTO_LIMITS = Limits(max_bytes=50_000_000)
"""What a photo may be that is prepared for a model; larger ones are scans and composites, and refused before anything is paid."""

_LOOK_PX = 640
_STEPS = 16  # a crop lies on a grid of its room to move, so that a newer image library finds the same one
_QUALITIES = (92, 85, 75, 60)


@frozen(kw_only=True)
class Picture:
    """A photo's part that a model gets.

    Attributes:
        photo: The photo.
        box: Left, top, right, bottom in the upright photo's pixels.
        size_px: Width and height of the picture.
        limits: What the photo may be.
        most_bytes: What the picture may have.
    """

    photo: Photo
    box: tuple[int, int, int, int]
    size_px: tuple[int, int]
    limits: Limits
    most_bytes: int

    @property
    def named(self) -> dict[str, Any]:
        """How the key of a paid call names it: by what decides it, not by the bytes that an image library writes."""
        return {
            "photo": self.photo.digest,
            "box": list(self.box),
            "size": list(self.size_px),
            "preparation": PREPARATION,
        }

    @property
    def kept(self) -> float:
        """The share of the photo that is in the picture."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top) / (self.photo.width_px * self.photo.height_px)

    def as_file(self, key: str) -> JobFile:
        """Return it as the file of an input's key; it is prepared when it is bought with."""
        return JobFile(field=key, named=self.named, prepare=self.jpeg)

    async def jpeg(self) -> Blob:
        """Return the picture as JPEG without metadata. Raises `PhotoRefused` and `MissingBlob`."""
        with await self.photo.blob.open() as file:
            data = await run_sync(self._encoded, file, limiter=heavy())
        return await MemoryBlobs().put(data, media_type="image/jpeg")

    def drawn(self, file: BinaryIO, size_px: tuple[int, int]) -> Image.Image:
        """Return the picture in another size, from the photo's file. Blocks."""
        from PIL import Image  # only here, and in a thread

        left, top, right, bottom = self.box
        scale = size_px[0] / (right - left)
        least_px = int(max(self.photo.width_px, self.photo.height_px) * min(1.0, scale)) + 1
        image = _opened(file, self.photo, self.limits, least_px)
        fx, fy = image.width / self.photo.width_px, image.height / self.photo.height_px
        box = (left * fx, top * fy, min(right * fx, image.width), min(bottom * fy, image.height))
        return image.resize(size_px, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)

    def _encoded(self, file: BinaryIO) -> bytes:
        image = self.drawn(file, self.size_px)
        for quality in _QUALITIES:
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
            if out.tell() <= self.most_bytes:
                return out.getvalue()
        raise PhotoRefused(self.photo.file, f"its picture does not fit into {self.most_bytes:,} bytes: use another photo")


async def framed(
    photo: Photo, *, size_px: tuple[int, int], limits: Limits = PHOTO_LIMITS, most_bytes: int = 8_000_000, run: Run
) -> Picture:
    """Return which part of a photo a model gets: the largest of that shape, where the camera would look.

    The choice is kept in the run's storage: the same photo is cut the same for ever.

    Raises:
        PhotoRefused: It cannot be read, or is beyond the limits.
        MissingBlob: Its bytes are gone, or not at hand.
    """
    if photo.size > limits.max_bytes:
        most = f"{limits.max_bytes / 1e6:.0f} MB"
        raise PhotoRefused(
            photo.file, f"it has {photo.size / 1e6:.0f} MB; at most {most} are prepared for a model: save it as JPEG"
        )
    aspect = Fraction(*size_px)
    asked = {"cut": PREPARATION, "photo": photo.digest, "photo_px": [photo.width_px, photo.height_px], "aspect": str(aspect)}
    key = key_of(asked)
    record = await run.storage.made.get(key)
    if record is None:
        with await photo.blob.open() as file:
            record = {"box": await run_sync(_cut, file, photo, aspect, limits, limiter=heavy())}
        await run.storage.made.put(key, record)
    left, top, right, bottom = record["box"]
    return Picture(photo=photo, box=(left, top, right, bottom), size_px=size_px, limits=limits, most_bytes=most_bytes)


def _cut(file: BinaryIO, photo: Photo, aspect: Fraction, limits: Limits) -> list[int]:
    """Return the largest box of an aspect, placed as the camera places its widest window, on a grid of its room to move."""
    focus = find_focus(_opened(file, photo, limits, _LOOK_PX))
    width_px, height_px = photo.width_px, photo.height_px
    wide = min(width_px, int(height_px * aspect))
    high = min(height_px, round(wide / aspect))
    frame = Frame(size_px=(width_px, height_px), aspect=float(aspect), film_width_px=1920, seconds=4.0)
    window = widest(frame, focus)
    left, top = _on_grid(window.x, width_px - wide), _on_grid(window.y, height_px - high)
    return [left, top, left + wide, top + high]


def _on_grid(start: float, room: int) -> int:
    return round(room * round(_STEPS * min(1.0, max(0.0, start / room))) / _STEPS) if room > 0 else 0


def _opened(file: BinaryIO, photo: Photo, limits: Limits, least_px: int) -> Image.Image:
    try:
        return open_still(file, least_px=least_px, limits=limits)
    except PhotoRefused as error:
        raise PhotoRefused(photo.file, error.reason) from error
