"""How far photos lean: drawn stripes, convergence that is none, real photos turned by known angles, and the rules on it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from numpy.typing import NDArray
from PIL import Image

from luxvid.encoding import Encoding
from luxvid.media.stills import open_still
from luxvid.vision.looks import look_at
from luxvid.vision.quality import doubtful, quality
from luxvid.vision.tilt import measure_tilt


def stripes(lean_deg: float, convergence: float = 0.0) -> NDArray[np.float32]:
    """Draw uprights that lean to the right, and at the picture's sides apart or together."""
    y, x = np.mgrid[-200:200, -300:300].astype(np.float32)
    across = (x + math.tan(math.radians(lean_deg)) * y) / (1 - convergence * y / 300)
    plane: NDArray[np.float32] = (127 + 100 * np.tanh(2 * np.sin(across / 9))).astype(np.float32)
    return plane


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turn clockwise, cut so that no corner shows."""
    slope, spare = abs(math.sin(math.radians(degrees))) / 2, (1 - math.cos(math.radians(degrees))) / 2
    width, height = picture.size
    left, top = round(height * slope + width * spare) + 2, round(width * slope + height * spare) + 2
    return picture.rotate(-degrees, Image.Resampling.BICUBIC).crop((left, top, width - left, height - top))


def opened(path: Path) -> Image.Image:
    with path.open("rb") as file:
        return open_still(file, least_px=1000)


def tilt_of(picture: Image.Image) -> float:
    return look_at(picture).tilt


@pytest.mark.parametrize("degrees", [-8, -3, 0, 1, 5])
def test_leaning_stripes_are_measured(degrees: float) -> None:
    assert measure_tilt(stripes(degrees)).degrees == pytest.approx(degrees, abs=0.5)


@pytest.mark.parametrize("convergence", [-0.15, 0.1, 0.2])
def test_uprights_that_converge_are_no_tilt(convergence: float) -> None:
    assert measure_tilt(stripes(0, convergence)).degrees == pytest.approx(0, abs=0.5)
    assert measure_tilt(stripes(3, convergence)).degrees == pytest.approx(3, abs=0.8)


@pytest.mark.parametrize(
    "plane", [np.zeros((300, 400)), np.zeros((20, 900)), np.random.default_rng(1).normal(120, 30, (400, 600))]
)
def test_where_there_are_no_uprights_there_is_no_answer(plane: NDArray[np.float64]) -> None:
    tilt = measure_tilt(plane.astype(np.float32))
    assert (tilt.degrees, tilt.strength) == (0, 0)


def test_real_photos_are_upright_and_turned_ones_are_not(shared: Path) -> None:
    upright = sorted((shared / "starfish-30").glob("*.jpg"))
    assert max(abs(tilt_of(opened(path))) for path in upright) < 2
    inside = [path for path in upright if any(room in path.name for room in ("bath", "kitchen", "living"))]
    for degrees in (-4, 7):
        errors = [abs(tilt_of(turned(opened(path), degrees)) - degrees) for path in inside]
        assert np.median(errors) < 1
    spoilt = look_at(opened(shared / "upload-mess" / "IMG_3103.jpg"))
    assert spoilt.tilt == pytest.approx(-7, abs=0.5)
    assert doubtful(spoilt) == "tilted by 7 degrees"


def test_tilt_costs_quality_and_more_of_it_raises_doubt(drawn: list[Path]) -> None:
    look = evolve(look_at(opened(drawn[0])), tilt=0.0)

    def rated(tilt: float) -> float:
        return quality(evolve(look, tilt=tilt), width_px=1920, height_px=1080, encoding=Encoding())

    assert rated(1.4) == rated(-1.4) == rated(0)
    assert rated(0) > rated(2) > rated(-4) > rated(9) > 0.5 * rated(0)
    assert doubtful(evolve(look, tilt=4)) == ""
    assert doubtful(evolve(look, tilt=-6)) == "tilted by 6 degrees"
