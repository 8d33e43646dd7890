"""Photos for the choice that need no pixels: looks made of numbers, different from one another unless told otherwise."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from PIL import Image

import luxvid
from luxvid.looks import Look
from luxvid.photos import Photo
from luxvid.selection import GrokSelector
from luxvid.testing import XaiEmulator
from tests.selection.asking import LOCAL, Photos

MakePhoto = Callable[..., Photo]


@pytest.fixture
def photo() -> MakePhoto:
    return make_photo


def make_photo(
    file: str, *, picture: str = "", width_px: int = 1920, height_px: int = 1280, tags: tuple[str, ...] = (), **look: float
) -> Photo:
    """Return a photo; photos of the same `picture` are copies of one another, `look` changes measurements."""
    rng = np.random.default_rng(list(hashlib.sha256((picture or file).encode()).digest()))
    seen = Look(
        brightness=0.5, contrast=0.25, shadow=0.05, highlight=0.95, black=0.0, white=0.01, sharpness=0.8, noise=0.5, flat=0.02,
        colourfulness=35.0, fingerprint=b64encode(rng.integers(0, 256, 1024, np.uint8).tobytes()).decode(),
        palette=rng.normal(0, 3, 192) + np.tile([60.0, 2.0, 6.0], 64),
    )  # fmt: skip
    return Photo(
        file=file,
        digest=hashlib.sha256(file.encode()).hexdigest(),
        size=1,
        width_px=width_px,
        height_px=height_px,
        tags=tags,
        look=evolve(seen, **look),  # type: ignore[arg-type]
    )


@pytest.fixture
def emulator() -> Iterator[XaiEmulator]:
    with XaiEmulator() as emulator:
        yield emulator


@pytest.fixture
def grok(emulator: XaiEmulator) -> GrokSelector:
    return GrokSelector(provider=emulator.provider(), local=LOCAL)


@pytest.fixture(scope="session")
def photos(drawn: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Photos:
    """Real photos of thirteen places, small, looked at."""
    folder = tmp_path_factory.mktemp("small photos")
    for path in drawn[:13]:
        with Image.open(path) as image:
            image.reduce(4).save(folder / path.name, quality=85)
    return tuple(luxvid.wait(luxvid.load_photos(folder)))
