"""Copies of a picture are found whatever was done to them; different pictures are kept apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from luxvid.media.stills import open_still
from luxvid.vision.likeness import compare
from luxvid.vision.looks import look_at
from luxvid.vision.quality import unusable


@pytest.fixture(scope="module")
def pictures(drawn: list[Path]) -> list[Image.Image]:
    return [_opened(path) for path in drawn]


def _opened(path: Path) -> Image.Image:
    with path.open("rb") as file:
        return open_still(file, least_px=1000)


def recompressed(picture: Image.Image) -> Image.Image:
    file = io.BytesIO()
    picture.resize((480, 320)).save(file, "JPEG", quality=25)
    return Image.open(file).convert("RGB")


def cropped(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    return picture.crop((round(width * 0.13), round(height * 0.02), round(width * 0.93), round(height * 0.82)))


def turned(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    return picture.rotate(4, Image.Resampling.BILINEAR).crop((width // 12, height // 12, width * 11 // 12, height * 11 // 12))


def with_banner(picture: Image.Image) -> Image.Image:
    copy = picture.copy()
    copy.paste((190, 20, 20), (0, copy.height * 5 // 6, copy.width, copy.height))
    return copy


def in_gamma(picture: Image.Image) -> Image.Image:
    return Image.fromarray((255 * (np.asarray(picture) / 255) ** 0.55).astype(np.uint8))


def darkened(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(0.4)


def in_grey(picture: Image.Image) -> Image.Image:
    return picture.convert("L").convert("RGB")


def squeezed(picture: Image.Image) -> Image.Image:
    return picture.resize((900, 900))


CHANGES = [recompressed, cropped, turned, with_banner, in_gamma, darkened, in_grey, squeezed]


@pytest.mark.parametrize("change", CHANGES)
def test_copies_are_found(change: Callable[[Image.Image], Image.Image], pictures: list[Image.Image]) -> None:
    chosen = [pictures[i] for i in (0, 2, 3, 4, 6, 7)]
    looks = [look_at(picture) for picture in chosen] + [look_at(change(picture)) for picture in chosen]
    found = [group for group in compare(looks).groups if len(group) > 1]
    right = [(i, i + len(chosen)) for i in range(len(chosen))]
    assert set(found) <= set(right)
    assert len(found) >= len(right) - 1


def test_different_pictures_are_kept_apart(pictures: list[Image.Image]) -> None:
    assert compare([look_at(picture) for picture in pictures]).groups == tuple((i,) for i in range(len(pictures)))


def test_a_mirrored_picture_is_another(pictures: list[Image.Image]) -> None:
    looks = [look_at(pictures[2]), look_at(ImageOps.mirror(pictures[2]))]
    assert compare(looks).groups == ((0,), (1,))


def test_plain_pictures_are_like_nothing() -> None:
    looks = [look_at(Image.new("RGB", (900, 600), colour)) for colour in ("white", "black", "grey", "white")]
    assert len(compare(looks).groups) == 4


def test_nothing_is_compared_with_nothing() -> None:
    assert compare([]).groups == ()


def test_likeness_does_not_hang_on_the_order(pictures: list[Image.Image]) -> None:
    looks = [look_at(picture) for picture in (*pictures[:4], cropped(pictures[0]), turned(pictures[2]))]
    forth, back = compare(looks), compare(looks[::-1])
    assert sorted(tuple(sorted(5 - i for i in group)) for group in back.groups) == sorted(forth.groups)
    assert np.allclose(forth.alike, back.alike[::-1, ::-1], atol=1e-5)


def test_copies_in_a_real_upload_are_found_and_nothing_else(shared: Path) -> None:
    folder = shared / "upload-mess"
    with (shared / "upload-mess.manifest.csv").open() as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    broken = ("truncated_jpeg", "zero_bytes", "html_as_jpg", "format_heic")
    seen = {
        name: look_at(_opened(folder / name)) for name, row in rows.items() if row["derived_from"] and row["kind"] not in broken
    }
    names = [name for name, look in seen.items() if not unusable(look)]  # what could enter a film
    looks = [seen[name] for name in names]
    group_of = {names[i]: group for group in compare(looks).groups for i in group}
    copies = [name for name in names if rows[name]["derived_from"] in group_of]
    assert [name for name in copies if group_of[name] != group_of[rows[name]["derived_from"]]] == []
    merged = {frozenset(rows[names[i]]["derived_from"] for i in group) for group in group_of.values()}
    # Taken from one spot at two focal lengths: for a film the same view.
    assert {group for group in merged if len(group) > 1} <= {frozenset({"villa-garden.jpg", "villa-sunbeds.jpg"})}


def test_the_photos_of_another_villa_are_all_different(shared: Path) -> None:
    looks = [look_at(_opened(path)) for path in sorted((shared / "starfish-30").glob("*.jpg"))]
    assert len(compare(looks).groups) == len(looks)
