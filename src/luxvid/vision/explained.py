"""How much of a picture can be found in two photos: what is in neither was made up.

Small patches of the picture are looked for near their place in each photo, at several sizes; a patch counts as found where
one photo's patch, or a mixture of one from each, explains most of its structure. Brightness and contrast do not count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_Floats = NDArray[np.float32]

SIZE_PX = (128, 72)
"""Width and height of the pictures that are compared, for a film of 16:9; other shapes have as many pixels."""

_PATCH, _STEP, _SEEK = 24, 8, 2
_SIZES = (0.85, 0.95, 1.0, 1.05, 1.2)  # how much smaller or larger a photo's part may be shown
_REACH = 0.15  # how far from its place a patch is looked for, in shares of the width
_STRUCTURE = 5.0  # code values of spread below which a patch is plain
_FOUND = 0.7  # share of a patch's variance that has to be explained


def strangeness(picture: NDArray[np.uint8], photos: Sequence[NDArray[np.uint8]]) -> float:
    """Return the share of a picture's structured patches that is in none of the photos, 0 to 1; 0 for a plain picture.

    Args:
        picture: (H, W) uint8 luma, of about `SIZE_PX`.
        photos: One or two of the same shape.

    Blocks for about 60 ms.

    Example:
        >>> import numpy as np
        >>> photo = np.random.default_rng(1).integers(0, 255, (72, 128)).astype("uint8")
        >>> strangeness(photo, [photo])
        0.0
    """
    patches, centres = _patches(_softened(picture))
    if not len(patches):
        return 0.0
    sought = [_candidates(_softened(photo), picture.shape) for photo in photos]
    best = _explained(patches, centres, sought)
    return round(float((best < _FOUND).mean()), 4)


def _patches(picture: NDArray[np.uint8]) -> tuple[_Floats, _Floats]:
    """Return the structured patches (n, pixels), of mean 0 and length 1, and where their middles are in shares of the width."""
    windows = np.lib.stride_tricks.sliding_window_view(picture, (_PATCH, _PATCH))[::_STEP, ::_STEP].astype(np.float32)
    rows, columns = windows.shape[:2]
    flat = windows.reshape(-1, _PATCH * _PATCH)
    down, right = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    at = (np.stack([right.ravel(), down.ravel()], axis=1) * _STEP + _PATCH / 2) / picture.shape[1]
    structured = flat.std(axis=1) > _STRUCTURE
    return _unit(flat[structured]), at[structured].astype(np.float32)


def _softened(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture without what is finer than the steps in which it is sought."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.BoxBlur(1)))


def _candidates(photo: NDArray[np.uint8], shape: tuple[int, ...]) -> tuple[_Floats, _Floats]:
    """Return a photo's patches at all sizes, and where their middles would be in the picture."""
    height, width = shape
    patches, places = [], []
    for size in _SIZES:
        scaled = Image.fromarray(photo).resize((round(width * size), round(height * size)), Image.Resampling.BILINEAR)
        windows = np.lib.stride_tricks.sliding_window_view(np.asarray(scaled, np.float32), (_PATCH, _PATCH))[::_SEEK, ::_SEEK]
        down, right = np.meshgrid(*(np.arange(count) for count in windows.shape[:2]), indexing="ij")
        middle = np.stack([right.ravel(), down.ravel()], axis=1) * _SEEK + _PATCH / 2
        places.append((middle - np.array([scaled.width, scaled.height]) / 2 + np.array([width, height]) / 2) / width)
        patches.append(windows.reshape(-1, _PATCH * _PATCH))
    return _unit(np.concatenate(patches)), np.concatenate(places).astype(np.float32)


def _explained(patches: _Floats, centres: _Floats, sought: Sequence[tuple[_Floats, _Floats]]) -> _Floats:
    """Return the largest share of each patch's variance that one photo, or one after the other, explains."""
    orders = [(0,)] if len(sought) == 1 else [(0, 1), (1, 0)]
    best = np.zeros(len(patches), np.float32)
    for order in orders:
        left, share = patches, np.zeros(len(patches), np.float32)
        for number in order:
            candidates, places = sought[number]
            near = (np.abs(centres[:, None] - places) < _REACH).all(axis=2)
            alike = np.where(near, left @ candidates.T, 0)  # a negative of the photo is not the photo
            chosen = alike.argmax(axis=1)
            strength = np.maximum(alike[np.arange(len(left)), chosen], 0)
            share += strength**2
            left = left - strength[:, None] * candidates[chosen]
        best = np.maximum(best, share)
    return best


def _unit(flat: _Floats) -> _Floats:
    centred = flat - flat.mean(axis=1, keepdims=True)
    unit: _Floats = (centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-3)).astype(np.float32)
    return unit
