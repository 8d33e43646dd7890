"""Look at a photo once: everything that the choice needs of its pixels, in a few hundred numbers."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from attrs import define, field
from PIL import Image

from luxvid.errors import InvalidInput
from luxvid.looks import Look
from luxvid.vision import backbone, faces
from luxvid.vision.colour_grid import colourfulness_of, palette_of
from luxvid.vision.detail import measure_detail
from luxvid.vision.faces import FACES, can_find_faces, share_of_faces
from luxvid.vision.marks import marks_in
from luxvid.vision.seeing import SEEING, beside, can_see, sight_of, told
from luxvid.vision.tilt import measure_tilt
from luxvid.vision.traces import traces_of

PRINT_PX = 32
"""Side of the fingerprint, a square whatever the photo's shape."""

_LONG_SIDE_PX = 1000
_NEAR_ENOUGH = 0.8  # resampling would cost more than the difference in scale is worth
_COARSE_PX = 650  # long side, at most, of a copy that colours, directions and mostly the network take
_SMALL_PX = 64
_FACES_FROM = 1000  # versions of the seeing stay below that
_LEAST_PX = 16
_BLACK, _WHITE = 6, 250  # code values beyond which there is no detail


def look_at(image: Image.Image) -> Look:
    """Measure a photo: an upright RGB picture, sRGB, best about 1000 px on its long side; larger ones are made smaller.

    Blocks for about 10 ms, with the extra `vision` 30: call it in a worker thread from async code.

    Raises:
        InvalidInput: The picture is not RGB, or less than 16 px wide or high.

    Example:
        >>> from PIL import Image
        >>> look_at(Image.new("RGB", (300, 200), "white")).white
        1.0
    """
    if image.mode != "RGB" or min(image.size) < _LEAST_PX:
        raise InvalidInput(f"a picture must be RGB and at least {_LEAST_PX} px on each side, not {image.mode} {image.size}")
    grey, coarse = _grey(image), image.reduce(-(-max(image.size) // _COARSE_PX))
    counts = np.asarray(grey.histogram(), np.float64) / (grey.width * grey.height)
    detail = measure_detail(np.asarray(grey))
    small = np.asarray(_squeezed(coarse, _SMALL_PX), np.float64)
    return Look(
        **_light(counts),
        sharpness=round(detail.sharpness, 4),
        noise=round(detail.noise, 3),
        flat=round(detail.flat, 4),
        colourfulness=round(colourfulness_of(small), 2),
        fingerprint=b64encode(_squeezed(grey, PRINT_PX).tobytes()).decode(),
        palette=palette_of(small),
        tilt=measure_tilt(np.asarray(coarse.convert("L"), np.float32)).degrees,
        faces=round(share_of_faces(image), 4),
        **_seen(image, coarse),
    )


@contextmanager
def looking() -> Iterator[None]:
    """Look at photos in a row: at the end of the block the networks are let go of, with some 100 MB that they hold.

    Blocks may lie within one another, or run side by side: the last one to end lets go. Outside of any block networks stay
    loaded; a service that loads photos again and again may hold one block open, and saves 0.1 s each time.

    Example:
        >>> from PIL import Image
        >>> with looking():
        ...     looks = [look_at(Image.new("RGB", (300, 200), colour)) for colour in ("white", "black")]
        >>> [look.brightness for look in looks]
        [1.0, 0.0]
    """
    _lookers.come()
    try:
        yield
    finally:
        _lookers.go()


@define
class _Lookers:
    """How many blocks of `looking` are open."""

    count: int = 0
    lock: threading.Lock = field(factory=threading.Lock)

    def come(self) -> None:
        with self.lock:
            self.count += 1

    def go(self) -> None:
        with self.lock:
            self.count -= 1
            if self.count == 0:
                backbone.let_go()
                faces.let_go()


_lookers = _Lookers()


def _seen(image: Image.Image, coarse: Image.Image) -> dict[str, Any]:
    """Return what the network sees, asked once; nothing without the extra `vision`."""
    if not can_see():
        return {}
    sight = sight_of(image, coarse)
    return {
        "seen": told(sight).values(),
        "beside": beside(sight),
        "traces": traces_of(sight, width_px=image.width, height_px=image.height),
        "marks": marks_in(sight),
    }


def seen_with() -> int:
    """Return the version of the seeing that ends `look_at` here; 0 without the extra `vision`. The first call may load it."""
    return (SEEING if can_see() else 0) + (_FACES_FROM * FACES if can_find_faces() else 0)


def _grey(image: Image.Image) -> Image.Image:
    grey = image.convert("L")
    scale = _LONG_SIDE_PX / max(grey.size)
    if scale > _NEAR_ENOUGH:
        return grey
    size = (max(_LEAST_PX, round(grey.width * scale)), max(_LEAST_PX, round(grey.height * scale)))
    return grey.resize(size, Image.Resampling.BILINEAR)


def _squeezed(image: Image.Image, side_px: int) -> Image.Image:
    return image.resize((side_px, side_px), Image.Resampling.BOX, reducing_gap=2.0)


def _light(counts: np.typing.NDArray[np.float64]) -> dict[str, Any]:
    codes = np.arange(256) / 255
    mean = float(counts @ codes)
    below = np.cumsum(counts)
    return {
        "brightness": round(mean, 4),
        "contrast": round(float(np.sqrt(counts @ (codes - mean) ** 2)), 4),
        "shadow": round(int(np.searchsorted(below, 0.01)) / 255, 4),
        "highlight": round(int(np.searchsorted(below, 0.99)) / 255, 4),
        "black": round(float(counts[: _BLACK + 1].sum()), 4),
        "white": round(float(counts[_WHITE:].sum()), 4),
    }
