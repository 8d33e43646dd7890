"""Keypoints that two photos have in common, and what they add to the chance that both show one place."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from PIL import Image

from luxvid.testing.drawn import draw_photo
from luxvid.vision.keypoints import Keypoints, Matches, can_match, keypoints_of, matches_of
from luxvid.vision.looks import look_at
from luxvid.vision.one_place import chance_of_one_place


def match(first: Image.Image, last: Image.Image) -> Matches:
    return matches_of(keypoints_of(first), keypoints_of(last))


needs_opencv = pytest.mark.skipif(not can_match(), reason="needs luxvid[flow]")


@needs_opencv
def test_a_photo_matches_its_own_crop_more_than_another_place() -> None:
    kitchen, pool = draw_photo("kitchen", number=1), draw_photo("pool", number=1)
    crop = kitchen.crop((kitchen.width // 6, kitchen.height // 6, kitchen.width, kitchen.height))
    same, other = match(kitchen, crop), match(kitchen, pool)
    assert same.clear > 3 * other.clear
    assert same.together > 10 * other.together


@needs_opencv
def test_a_photo_on_its_head_matches_nothing() -> None:
    kitchen = draw_photo("kitchen", number=1)
    turned, same = match(kitchen, kitchen.rotate(180)), match(kitchen, kitchen)
    assert turned.clear < same.clear / 5
    assert turned.together < same.together / 5


@needs_opencv
def test_the_same_things_in_another_order_do_not_keep_company() -> None:
    every, rng = keypoints_of(draw_photo("kitchen", number=1)), np.random.default_rng(1)
    some = rng.choice(len(every.at), 60, replace=False)
    points = Keypoints(every.descriptors[some], every.at[some], every.sizes[some], every.angles[some])
    elsewhere = evolve(points, at=rng.permutation(points.at))
    same, moved = matches_of(points, points), matches_of(points, elsewhere)
    assert moved.clear == same.clear
    assert moved.together < same.together / 2


@needs_opencv
@pytest.mark.parametrize("size", [(1, 1), (4000, 3), (300, 200)])
def test_plain_and_tiny_pictures_match_nothing(size: tuple[int, int]) -> None:
    plain = Image.new("RGB", size, "grey")
    assert match(plain, plain) == Matches(clear=0, together=0)


@pytest.mark.usefixtures("seeing")
def test_more_matches_make_one_place_likelier() -> None:
    look, other = (look_at(draw_photo(place, number=1)) for place in ("kitchen", "bedroom"))
    for counted in ([Matches(clear=n, together=n) for n in (0, 40, 400)], [Matches(clear=40, together=n) for n in (0, 10, 40)]):
        chances = [chance_of_one_place(look, other, matches=matches) or 0.0 for matches in counted]
        assert chances == sorted(chances)
        assert chances[-1] > chances[0]
