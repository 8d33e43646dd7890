"""The small picture of a photo that notebooks show and storyboards carry."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

LONG_SIDE_PX = 320
MOST_BYTES = 16_000
_QUALITIES = (80, 65, 50, 35, 20)


def preview_of(picture: Image.Image) -> bytes:
    """Return a JPEG of at most 320 px and 16 kB, without metadata.

    Example:
        >>> len(preview_of(Image.new("RGB", (900, 600), "navy"))) <= 16_000
        True
    """
    side_px = min(LONG_SIDE_PX, max(picture.size))
    while True:
        small = picture.resize(_fitting(picture.size, side_px), Image.Resampling.BICUBIC, reducing_gap=1.0)
        for quality in _QUALITIES:
            data = _jpeg(small, quality)
            if len(data) <= MOST_BYTES:
                return data
        side_px = side_px * 3 // 4


def _fitting(size: tuple[int, int], side_px: int) -> tuple[int, int]:
    scale = side_px / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()
