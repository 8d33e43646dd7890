"""Photos drawn by code: a house for tests and for documentation, made anywhere, belonging to nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image, ImageOps

from luxvid.errors import InvalidInput
from luxvid.testing import drawn_places as places
from luxvid.testing import drawn_rooms as rooms

_SIZE = (1600, 1067)
_UPRIGHT = ("bathroom", "hall")


class _Draw(Protocol):
    def __call__(self, rng: np.random.Generator, size: tuple[int, int], *, other: bool) -> Image.Image: ...


_KINDS: dict[str, _Draw] = {
    "exterior": places.exterior,
    "hall": rooms.hall,
    "living": rooms.living,
    "kitchen": rooms.kitchen,
    "bedroom": rooms.bedroom,
    "bathroom": rooms.bathroom,
    "pool": places.pool,
    "garden": places.garden,
    "view": places.view,
}


def draw_photos(folder: str | Path, *, count: int = 18, seed: int = 0) -> list[Path]:
    """Draw photos of a house into `folder` and return their paths: `exterior-1.jpg`, `hall-1.jpg`, `living-1.jpg` ...

    Nine kinds take turns: exterior, hall, living, kitchen, bedroom, bathroom, pool, garden, view. Each of the first 36 photos
    differs clearly from the others. JPEG, 1600 × 1067 px; every second bathroom and hall is upright. The same seed gives the
    same photos.

    Raises:
        InvalidInput: `count` is negative.

    Example:
        >>> import tempfile
        >>> from luxvid.testing import draw_photos
        >>> [path.name for path in draw_photos(tempfile.mkdtemp(), count=2)]
        ['exterior-1.jpg', 'hall-1.jpg']
    """
    if count < 0:
        raise InvalidInput(f"count must be 0 or more, not {count!r}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for index in range(count):
        number, kind = divmod(index, len(_KINDS))
        paths.append(folder / f"{list(_KINDS)[kind]}-{number + 1}.jpg")
        draw_photo(list(_KINDS)[kind], number=number + 1, seed=seed).save(paths[-1], quality=92)
    return paths


def draw_photo(kind: str, *, number: int = 1, seed: int = 0) -> Image.Image:
    """Draw one photo of a kind that `draw_photos` knows; `number` tells the photos of a kind apart.

    Raises:
        InvalidInput: There is no such kind.
    """
    if kind not in _KINDS:
        raise InvalidInput(f"there is no kind {kind!r} to draw; there are {', '.join(_KINDS)}")
    rng = np.random.default_rng([seed, list(_KINDS).index(kind), number])
    is_other = number % 2 == 0
    is_upright = kind in _UPRIGHT and is_other
    picture = _KINDS[kind](rng, _SIZE[::-1] if is_upright else _SIZE, other=is_other)
    return ImageOps.mirror(picture) if number % 4 in (0, 3) else picture
