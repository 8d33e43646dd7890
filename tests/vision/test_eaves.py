"""Roofs seen from below: found by their eaves, and nothing else taken for them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from luxvid.vision.eaves import eaves_in


def terrace(*outline: tuple[float, float], seed: int = 1) -> Image.Image:
    """Draw leaves, and before them a roof of the given outline, in shares of the picture."""
    leaves = np.random.default_rng(seed).normal(90, 60, (80, 120)).clip(0, 255).astype(np.uint8)
    picture = Image.fromarray(leaves).resize((480, 320), Image.Resampling.BICUBIC).convert("RGB")
    if outline:
        ImageDraw.Draw(picture).polygon([(x * 480, y * 320) for x, y in outline], fill=(236, 236, 230))
    return picture.filter(ImageFilter.GaussianBlur(1))


@pytest.mark.parametrize(
    ("outline", "begin", "end"),
    [
        (((0.0, -0.1), (0.6, 0.3), (0.6, 0.45), (0.0, 0.45)), 0.15, 0.6),  # it leaves the photo at its top
        (((1.0, 0.0), (0.5, 0.3), (0.5, 0.4), (1.0, 0.4)), 0.5, 1.0),
    ],
)
def test_a_roof_from_below_is_found(outline: tuple[tuple[float, float], ...], begin: float, end: float) -> None:
    assert eaves_in(terrace(*outline)) == pytest.approx((begin, end), abs=0.08)


@pytest.mark.parametrize("seed", range(4))
def test_leaves_are_no_roof(seed: int) -> None:
    assert eaves_in(terrace(seed=seed)) == ()


def test_a_horizon_is_no_roof() -> None:
    assert eaves_in(terrace((0.0, 0.25), (1.0, 0.25), (1.0, 1.0), (0.0, 1.0))) == ()
