"""Photos drawn by code: good enough to stand for real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from luxvid.errors import InvalidInput
from luxvid.intake import load_photos
from luxvid.photos import PhotoSet
from luxvid.testing import draw_photo, draw_photos
from luxvid.vision.likeness import compare

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def photos(drawn: list[Path], tmp_path_factory: pytest.TempPathFactory) -> PhotoSet:
    """As many as are promised to differ: the suite's own and two more of each kind."""
    folder = tmp_path_factory.mktemp("more")
    for kind in sorted({path.stem.rsplit("-", 1)[0] for path in drawn}):
        for number in (3, 4):
            draw_photo(kind, number=number).save(folder / f"{kind}-{number}.jpg", quality=92)
    return await load_photos([drawn[0].parent, folder])


async def test_every_photo_can_be_used(photos: PhotoSet) -> None:
    assert len(photos) == 36
    assert {(photo.width_px, photo.height_px) for photo in photos} == {(1600, 1067), (1067, 1600)}
    for photo in photos:
        look = photo.look
        assert look is not None
        assert 0.25 < look.brightness < 0.8, photo.file
        assert look.sharpness > 0.5, photo.file
        assert look.noise < 3, photo.file
        assert max(look.black, look.white, look.flat) < 0.1, photo.file
        assert look.contrast > 0.12, photo.file


async def test_all_photos_differ(photos: PhotoSet) -> None:
    likeness = compare([photo.look for photo in photos if photo.look])
    assert [group for group in likeness.groups if len(group) > 1] == []


def test_names_tell_the_room(drawn: list[Path]) -> None:
    assert len(drawn) == 18
    kinds = [path.stem.rsplit("-", 1)[0] for path in drawn]
    assert kinds[:9] == kinds[9:] == ["exterior", "hall", "living", "kitchen", "bedroom", "bathroom", "pool", "garden", "view"]


def test_a_seed_decides_the_photo() -> None:
    first, again, other = (draw_photo("kitchen", seed=seed).tobytes() for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_drawing_one_photo_does_not_depend_on_others(drawn: list[Path]) -> None:
    drawn_alone = draw_photo("pool", number=2)
    in_the_set = Image.open(next(path for path in drawn if path.name == "pool-2.jpg"))
    difference = [
        abs(a - b) for a, b in zip(drawn_alone.resize((40, 27)).tobytes(), in_the_set.resize((40, 27)).tobytes(), strict=True)
    ]
    assert max(difference) < 8


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    assert draw_photos(tmp_path, count=0) == []
    with pytest.raises(InvalidInput, match="-1"):
        draw_photos(tmp_path, count=-1)
    with pytest.raises(InvalidInput, match=r"'castle'.*exterior"):
        draw_photo("castle")
