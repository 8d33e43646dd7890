"""What the pages of the docs find in their folder: photos of the sample villa, a pair of them, and two clips from elsewhere."""

from __future__ import annotations

import json
import os
import shutil
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest


@pytest.fixture(scope="session")
def made_once(villa: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("material")
    photos = folder / "photos"
    photos.mkdir()
    for photo in villa.glob("*.jpg"):
        if not photo.name.startswith("kitchen") or photo.name in ("kitchen-1.jpg", "kitchen-2.jpg"):  # two: both are chosen
            shutil.copyfile(photo, photos / photo.name)
    (photos / "empty.jpg").touch()
    (photos / "kitchen-2.jpg").rename(photos / "DSC04055.jpg")
    (photos / "words.json").write_text(json.dumps({"DSC04055.jpg": ["kitchen"]}), encoding="utf-8")
    for number, name in enumerate(("a.jpg", "b.jpg"), start=1):
        shutil.copyfile(photos / f"living-{number}.jpg", folder / name)
    film_clip(folder / "veo.mp4", size=(1280, 720), rate=Fraction(24))
    film_clip(folder / "x.mov", size=(624, 1080), rate=Fraction(30000, 1001))
    return folder


@pytest.fixture
def material(made_once: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder with the material in it, as the working directory; the pages share one storage, to make films once."""
    folder = tmp_path / "page"
    shutil.copytree(made_once, folder)
    monkeypatch.chdir(folder)
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # the workers' folders lie side by side in it
    monkeypatch.setenv("LUXVID_STORAGE", str(common / "storage-of-the-docs"))
    return folder


def film_clip(path: Path, *, size: tuple[int, int], rate: Fraction, seconds: int = 2) -> None:
    """Write a clip of a bright bar that wanders over a gradient."""
    width, height = size
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(round(seconds * rate)):
            picture = np.full((height, width, 3), 60, np.uint8)
            picture[..., 1] = np.linspace(30, 200, width, dtype=np.uint8)
            picture[:, 4 * number : 4 * number + 80] = 230
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
