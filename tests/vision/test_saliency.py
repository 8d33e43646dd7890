"""What a narrow frame should not cut at its sides: a roof, what a room is full of, and nothing under a sky alone."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from luxvid.vision.saliency import find_focus, weigh

SKY, LAWN, STONE, LEAVES = (120, 165, 225), (90, 130, 70), (205, 185, 160), (60, 110, 50)


def outside() -> NDArray[np.uint8]:
    picture = np.full((400, 600, 3), SKY, np.uint8)
    picture[280:] = LAWN
    return picture


@pytest.mark.parametrize(("left", "right"), [(150, 420), (0, 250), (330, 600)])
def test_a_roof_is_whole(left: int, right: int) -> None:
    picture = outside()
    picture[120:280, left:right] = STONE
    picture[200:280, :] = STONE  # a lower storey, all across
    found = find_focus(Image.fromarray(picture))
    assert found.is_open
    assert found.whole == pytest.approx((left / 600, right / 600), abs=0.03)
    assert weigh(Image.fromarray(picture)).whole == found.whole


def test_a_tree_at_the_edge_is_no_roof_and_a_view_is_nothing_to_cut() -> None:
    assert find_focus(Image.fromarray(outside())).whole == ()
    picture = outside()
    picture[60:280, :100] = LEAVES
    assert find_focus(Image.fromarray(picture)).whole == ()


def test_a_wood_is_no_roof() -> None:
    picture, rng = outside(), np.random.default_rng(1)
    for left in range(40, 320, 8):
        picture[rng.integers(60, 180) : 280, left : left + 8] = LEAVES
    picture[230:300, 380:480] = np.kron(rng.integers(40, 220, (7, 10, 3), dtype=np.uint8), np.ones((10, 10, 1), np.uint8))
    begin, end = find_focus(Image.fromarray(picture)).whole
    assert (begin, end) != pytest.approx((40 / 600, 320 / 600), abs=0.03)


def test_in_a_room_it_is_what_most_of_the_structure_is_in() -> None:
    picture = np.full((400, 600, 3), (200, 195, 188), np.uint8)
    bed = np.random.default_rng(2).integers(60, 200, (8, 18, 3), dtype=np.uint8)
    picture[180:340, 120:300] = np.kron(bed, np.ones((20, 10, 1), np.uint8))
    found = find_focus(Image.fromarray(picture))
    assert not found.is_open
    begin, end = found.whole
    assert 0.15 < begin < 0.25
    assert 0.4 < end < 0.55
