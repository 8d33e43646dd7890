"""Keypoints that two photos have in common, and what they add to the chance that both show one place."""

from __future__ import annotations

import pytest
from PIL import Image

from luxvid.testing.drawn import draw_photo
from luxvid.vision.keypoints import can_match, upright_matches
from luxvid.vision.looks import look_at
from luxvid.vision.one_place import chance_of_one_place

needs_opencv = pytest.mark.skipif(not can_match(), reason="needs luxvid[flow]")


@needs_opencv
def test_a_photo_matches_its_own_crop_more_than_another_place() -> None:
    kitchen, pool = draw_photo("kitchen", number=1), draw_photo("pool", number=1)
    crop = kitchen.crop((kitchen.width // 6, kitchen.height // 6, kitchen.width, kitchen.height))
    assert upright_matches(kitchen, crop) > 3 * upright_matches(kitchen, pool)


@needs_opencv
def test_a_photo_on_its_head_matches_nothing() -> None:
    kitchen = draw_photo("kitchen", number=1)
    assert upright_matches(kitchen, kitchen.rotate(180)) < upright_matches(kitchen, kitchen) / 5


@needs_opencv
@pytest.mark.parametrize("size", [(1, 1), (4000, 3), (300, 200)])
def test_plain_and_tiny_pictures_match_nothing(size: tuple[int, int]) -> None:
    plain = Image.new("RGB", size, "grey")
    assert upright_matches(plain, plain) == 0


@pytest.mark.usefixtures("seeing")
def test_more_matches_make_one_place_likelier() -> None:
    look, other = (look_at(draw_photo(place, number=1)) for place in ("kitchen", "bedroom"))
    chances = [chance_of_one_place(look, other, matches=matches) or 0.0 for matches in (0, 40, 400)]
    assert chances == sorted(chances)
    assert chances[-1] > chances[0]
