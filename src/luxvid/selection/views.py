"""Which pictures show the same view: too different to be copies, too alike to be told in two scenes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from luxvid.photos import Photo
from luxvid.vision.rooms import telling_words, words_of

_ALIKE = 0.7  # coarse correlation: unrelated pictures reach it once in 10,000 pairs
_ANOTHER_TIME = 0.5


def same_views(photos: Sequence[Photo], alike: NDArray[np.float32], evening: NDArray[np.float64]) -> tuple[int, ...]:
    """Return for each photo the number of its view: alike in structure, or named alike but for a letter (`bed-1`, `bed-1b`).

    What is alike by day and in the `evening` (0 to 1 for each photo) is two views: a film may end on the front it opened with.
    """
    view = list(range(len(photos)))
    rows, columns = np.nonzero((np.triu(alike, 1) >= _ALIKE) & (np.abs(evening[:, None] - evening) < _ANOTHER_TIME))
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    first_of: dict[tuple[str, ...], int] = {}
    for i, photo in enumerate(photos):
        stem = _stem(photo)
        if stem:
            pairs.append((first_of.setdefault(stem, i), i))
    for a, b in pairs:
        low, high = sorted((view[a], view[b]))
        view = [low if one == high else one for one in view] if low != high else view
    return tuple(view)


def _stem(photo: Photo) -> tuple[str, ...]:
    name = str(PurePosixPath(photo.file.replace("\\", "/")).with_suffix(""))
    if not telling_words([("named", name)]):
        return ()
    words = words_of(name)
    is_lettered = len(words) > 2 and words[-2].isdigit() and len(words[-1]) == 1
    return words[:-1] if is_lettered else words
