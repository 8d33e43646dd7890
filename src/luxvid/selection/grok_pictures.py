"""Photos as Grok is shown them: small JPEGs, upright, sRGB, without metadata."""

from __future__ import annotations

import io
from typing import BinaryIO

from anyio.to_thread import run_sync
from attrs import field, frozen
from PIL import Image

from luxvid.errors import InvalidInput, PhotoRefused
from luxvid.media.stills import open_still
from luxvid.photos import Photo
from luxvid.tasks import heavy

_QUALITIES = (80, 70, 60, 45)
_SMALLER = 0.75
_FOUR_THIRDS = 4 / 3  # base64
_TEXT_BYTES = 1_200  # around each picture


def _above_zero(_sizes: object, attribute: object, value: int) -> None:
    if value < 1:
        raise InvalidInput(f"{getattr(attribute, 'name', 'it')} must be at least 1, not {value!r}")


@frozen(kw_only=True)
class Shown:
    """How photos are shown: sizes are data, since no limit of the service is certain.

    xAI's documentation states 20 MiB for a picture and no number of pictures; 100 pictures and about 25 MB for a request were
    measured by others on an older model.

    Attributes:
        long_px: The longer side.
        picture_bytes: A picture has no more: it is made rougher, then smaller, until it fits.
        pictures: So many are shown at once, at most.
        request_bytes: A request has no more: fewer are shown at once where they would not fit.
        detail: How closely the service looks: `low`, `high` or `auto`.

    Example:
        >>> from luxvid.selection.grok_pictures import Shown
        >>> Shown(request_bytes=4_000_000).at_once
        19
    """

    long_px: int = field(default=768, validator=_above_zero)
    picture_bytes: int = field(default=150_000, validator=_above_zero)
    pictures: int = field(default=100, validator=_above_zero)
    request_bytes: int = field(default=20_000_000, validator=_above_zero)
    detail: str = "high"

    @property
    def at_once(self) -> int:
        """How many photos are shown in one request."""
        each = self.picture_bytes * _FOUR_THIRDS + _TEXT_BYTES
        return max(1, min(self.pictures, int(self.request_bytes / each)))


async def jpeg_of(photo: Photo, shown: Shown) -> bytes:
    """Return a photo as it is shown.

    Raises:
        PhotoRefused: It cannot be read.
        MissingBlob: Its bytes are gone, or not at hand.
    """
    with await photo.blob.open() as file:
        return await run_sync(_jpeg, file, photo.file, shown, limiter=heavy())


def _jpeg(file: BinaryIO, name: str, shown: Shown) -> bytes:
    try:
        image = open_still(file, least_px=shown.long_px)
    except PhotoRefused as error:
        raise PhotoRefused(name, error.reason) from error
    side = float(shown.long_px)
    while side >= 1:
        image.thumbnail((max(1, int(side)), max(1, int(side))), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for quality in _QUALITIES:
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= shown.picture_bytes:
                return out.getvalue()
        side = max(image.size) * _SMALLER
    raise PhotoRefused(name, f"no picture of it fits into {shown.picture_bytes:,} bytes: raise picture_bytes")
