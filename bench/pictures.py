"""Pictures to measure with, made by code: detail at all scales as photographs have it, and a villa's worth of photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_MEGAPIXELS_12 = (4000, 3000)
_LENS_PX = 0.7  # no lens draws an edge sharper


def detailed(size: tuple[int, int] = (3824, 2548), *, seed: int = 1) -> Image.Image:
    """Return an RGB picture whose detail falls with frequency as in photographs, with hard edges over it."""
    rng = np.random.default_rng(seed)
    clouds = sum(_clouds(rng, size, cells) / cells**0.5 for cells in (4, 9, 20, 45, 100, 220, 480, 1000, 2000))
    grey = np.asarray(clouds, np.float32)
    grey = (grey - grey.mean()) / grey.std() * 38 + 118
    for _ in range(60):
        x, y = (int(rng.integers(0, edge)) for edge in size)
        grey[y : y + int(rng.integers(20, 400)), x : x + int(rng.integers(8, 300))] += rng.uniform(-60, 60)
    tint = np.stack([grey * 1.04, grey, grey * 0.94], axis=-1)
    return Image.fromarray(tint.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(_LENS_PX))


def villa(folder: Path, *, count: int, size: tuple[int, int] = _MEGAPIXELS_12) -> Path:
    """Write `count` different JPEG photos named after the rooms of a villa, unless they lie there; return the folder.

    One picture a room is drawn; the others are that one, shifted round, which is quick and gives every photo detail of its own.
    """
    rooms = ("exterior", "entrance", "living", "kitchen", "bedroom", "bathroom", "pool")
    paths = {room: [folder / f"{room}-{n:03}.jpg" for n in range(r, count, len(rooms))] for r, room in enumerate(rooms)}
    if all(path.exists() for of_room in paths.values() for path in of_room):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for seed, of_room in enumerate(paths.values()):
        drawn = np.asarray(detailed(size, seed=seed))
        for number, path in enumerate(of_room):
            shifted = np.roll(drawn, (number * 211, number * 577), axis=(0, 1))
            Image.fromarray(shifted).save(path, quality=90)
    return folder


def _clouds(rng: np.random.Generator, size: tuple[int, int], cells: int) -> NDArray[np.float32]:
    small = rng.standard_normal((cells * 3 // 4, cells)).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC))
