"""What looking at a photo finds, and the rules on it: spoilt photos are told from good ones, good ones from each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from PIL import Image, ImageEnhance, ImageFilter

from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.looks import Look
from luxvid.media.stills import open_still
from luxvid.vision import detail
from luxvid.vision.looks import look_at
from luxvid.vision.quality import doubtful, enlargement, quality, unusable


@pytest.fixture(scope="module")
def pictures(drawn: list[Path]) -> list[Image.Image]:
    return [_opened(path) for path in drawn[:9]]


def _opened(path: Path) -> Image.Image:
    with path.open("rb") as file:
        return open_still(file, least_px=1000)


def moved(picture: Image.Image, length_px: int, step: tuple[int, int]) -> Image.Image:
    """Blur along a line, as a moving camera does."""
    small = np.asarray(picture.resize((1000, round(1000 * picture.height / picture.width))), np.float32)
    shifted = [np.roll(small, (k * step[1], k * step[0]), axis=(0, 1)) for k in range(length_px)]
    return Image.fromarray(np.mean(shifted, axis=0).astype(np.uint8))


def noisy(picture: Image.Image, deviation: float) -> Image.Image:
    small = picture.resize((1000, round(1000 * picture.height / picture.width)))
    grain = np.random.default_rng(1).normal(0, deviation, (small.height, small.width, 3))
    return Image.fromarray(np.clip(np.asarray(small) + grain, 0, 255).astype(np.uint8))


def tinted(picture: Image.Image, gains: tuple[float, float, float]) -> Image.Image:
    return Image.fromarray(np.clip(np.asarray(picture) * np.array(gains), 0, 255).astype(np.uint8))


def in_focus_at_the_middle(picture: Image.Image) -> Image.Image:
    soft = picture.filter(ImageFilter.GaussianBlur(8))
    mask = Image.new("L", picture.size)
    width, height = picture.size
    mask.paste(255, (width // 3, height // 3, width * 2 // 3, height * 2 // 3))
    return Image.composite(picture, soft, mask.filter(ImageFilter.GaussianBlur(20)))


def test_good_photos_are_usable_and_beyond_doubt(pictures: list[Image.Image]) -> None:
    looks = [look_at(picture) for picture in pictures]
    assert [unusable(look) + doubtful(look) for look in looks] == [""] * len(looks)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda p: p.filter(ImageFilter.GaussianBlur(5)), "blurred"),
        (lambda p: moved(p, 16, (1, 0)), "blurred"),
        (lambda p: moved(p, 16, (0, 1)), "blurred"),
        (lambda p: moved(p, 12, (1, 1)), "blurred"),
        (lambda p: moved(p, 12, (1, -1)), "blurred"),
        (lambda p: ImageEnhance.Brightness(p).enhance(0.2), "too dark"),
        (lambda p: ImageEnhance.Brightness(p).enhance(0.02), "black"),
    ],
    ids=["defocus", "motion across", "motion down", "motion falling", "motion rising", "underexposed", "lens cap"],
)
def test_spoilt_photos_are_unusable_and_the_reason_is_named(
    spoil: Callable[[Image.Image], Image.Image], reason: str, pictures: list[Image.Image]
) -> None:
    assert {unusable(look_at(spoil(picture))) for picture in pictures[:6]} <= {reason, "black"}


def test_blown_out_photos_are_unusable(pictures: list[Image.Image]) -> None:
    reasons = [unusable(look_at(ImageEnhance.Brightness(picture).enhance(5))) for picture in pictures[:6]]
    assert all("blown out" in reason for reason in reasons)


def test_a_drawing_is_unusable() -> None:
    plan = Image.new("RGB", (1400, 1000), "white")
    for box in ((100, 100, 700, 500), (700, 100, 1300, 600), (100, 500, 700, 900)):
        plan.paste("black", box)
        plan.paste("white", (box[0] + 8, box[1] + 8, box[2] - 8, box[3] - 8))
    assert "drawing" in unusable(look_at(plan))


def test_shallow_focus_is_no_fault(pictures: list[Image.Image]) -> None:
    looks = [look_at(in_focus_at_the_middle(picture)) for picture in pictures]
    assert [unusable(look) for look in looks].count("blurred") <= 1  # one may have a plain wall in the middle


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda p: p.convert("L").convert("RGB"), "without colour"),
        (lambda p: noisy(p, 9), "noisy"),
        (lambda p: tinted(p.convert("L").convert("RGB"), (0.5, 0.7, 1.2)), "a strong colour cast"),
        (lambda p: tinted(p.convert("L").convert("RGB"), (1.1, 0.55, 0.8)), "a strong colour cast"),
    ],
    ids=["grey", "noise", "blue", "pink"],
)
def test_what_is_odd_is_doubtful(change: Callable[[Image.Image], Image.Image], reason: str, pictures: list[Image.Image]) -> None:
    assert {doubtful(look_at(change(picture))) for picture in pictures[:4]} == {reason}


def test_noise_does_not_pass_for_sharpness(pictures: list[Image.Image]) -> None:
    look = look_at(noisy(pictures[0].filter(ImageFilter.GaussianBlur(6)), 9))
    assert unusable(look) == "blurred"


def test_a_smaller_copy_looks_the_same(pictures: list[Image.Image]) -> None:
    large, small = look_at(pictures[0]), look_at(pictures[0].resize((1000, 667), Image.Resampling.BOX))
    assert abs(large.brightness - small.brightness) < 0.01
    assert abs(large.colourfulness - small.colourfulness) < 1
    assert np.abs(np.subtract(large.palette, small.palette)).max() < 6  # where an edge falls beside the border of two cells


def test_a_look_is_a_value_that_goes_through_json(pictures: list[Image.Image]) -> None:
    look = look_at(pictures[0])
    assert Look.from_json(look.to_json()) == look
    assert look_at(pictures[0].copy()) == look


@pytest.mark.parametrize("size", [(16, 16), (1200, 16), (16, 900), (100, 100), (97, 3000)])
def test_pictures_of_any_shape_are_looked_at(size: tuple[int, int]) -> None:
    gradient = Image.linear_gradient("L").resize(size).convert("RGB")
    assert 0.4 < look_at(gradient).brightness < 0.6


@pytest.mark.parametrize("picture", [Image.new("L", (200, 200)), Image.new("RGB", (200, 9))])
def test_what_is_no_picture_for_it_is_refused(picture: Image.Image) -> None:
    with pytest.raises(InvalidInput, match="RGB and at least 16 px"):
        look_at(picture)


def test_enlargement_is_that_of_the_crop() -> None:
    assert enlargement(1600, 1066, Encoding()) == 1.2
    assert enlargement(1280, 1920, Encoding()) == 1.5
    assert enlargement(1600, 1066, Encoding.vertical()) == pytest.approx(1.801, abs=1e-3)


def test_quality_falls_with_every_fault(pictures: list[Image.Image]) -> None:
    look = look_at(pictures[0])

    def rated(changed: Look, width_px: int = 1920, height_px: int = 1080) -> float:
        return quality(changed, width_px=width_px, height_px=height_px, encoding=Encoding())

    best = rated(look)
    worse = [
        rated(evolve(look, sharpness=0.2)),
        rated(evolve(look, brightness=0.2)),
        rated(evolve(look, white=0.2)),
        rated(evolve(look, noise=3.0)),
        rated(evolve(look, colourfulness=6.0)),
        rated(look, 1080, 1920),
        rated(look, 1200, 675),
    ]
    assert min(worse) >= 0
    assert max(worse) < best <= 1


def test_real_photos_are_judged_as_the_manifest_says(shared: Path) -> None:
    spoilt = {
        "IMG_3062.jpg": "too dark",
        "IMG_3063.jpg": "too dark",
        "IMG_3065.jpg": "blown out",
        "IMG_3100_motion.jpg": "blurred",
        "IMG_3101.jpg": "blurred",
        "IMG_5000.jpg": "black",
    }
    folder = shared / "upload-mess"
    assert {name: unusable(look_at(_opened(folder / name))) for name in spoilt} == spoilt
    assert "drawing" in unusable(look_at(_opened(folder / "floorplan.png")))
    assert doubtful(look_at(_opened(folder / "IMG_3102.jpg"))) == "noisy"
    assert doubtful(look_at(_opened(folder / "IMG_3104.jpg"))) == "a strong colour cast"
    for path in sorted((shared / "starfish-30").glob("*.jpg")):
        look = look_at(_opened(path))
        assert (unusable(look), doubtful(look)) == ("", ""), path.name


@pytest.mark.parametrize("shape", [(101, 101), (192, 300), (195, 257), (388, 113), (601, 407)])
def test_a_picture_is_measured_in_bands_as_it_would_be_at_once(shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    luma = np.random.default_rng(7).integers(0, 256, shape).astype(np.float32)
    in_bands = detail.measure_detail(luma)
    monkeypatch.setattr(detail, "_BAND_PX", 10 * 96)
    assert detail.measure_detail(luma) == in_bands
