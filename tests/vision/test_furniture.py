"""Where the bed, the sofa, the tub or the house stands: looked for in photos of the sample villa and of two real properties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from luxvid.vision.furniture import focus_in, thing_in
from luxvid.vision.looks import looking

Across = tuple[float, float]

VILLA: dict[str, Across] = {  # from where to where across the photo: the bed's head, what the photo shows of the sofa
    "bedroom-1.jpg": (0.44, 0.79),
    "living-evening.jpg": (0.0, 0.44),
}
REAL: dict[str, Across] = {
    "starfish-30/downstairs-bedroom-1.jpg": (0.22, 0.78),
    "starfish-30/downstairs-bedroom-2.jpg": (0.2, 0.5),
    "upload-mess/bedroom-1.jpg": (0.2, 0.62),
    "upload-mess/bedroom-3.jpg": (0.4, 0.78),
    "upload-mess/bathroom-2.jpg": (0.55, 0.9),
    "upload-mess/IMG_3104.jpg": (0.35, 0.75),
}
NEAR, SPARE = 0.05, 0.35  # where it ends may be missed by a place; and so much beside it may be taken for it


@pytest.fixture(autouse=True, scope="module")
def _awake() -> Iterator[None]:
    with looking():
        yield


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.draft("RGB", (672, 672))
        return image.convert("RGB")


def holds(found: tuple[float, ...], thing: Across) -> bool:
    return found[0] <= thing[0] + NEAR and found[1] >= thing[1] - NEAR and found[1] - found[0] <= thing[1] - thing[0] + SPARE


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize("photo", VILLA)
def test_the_villas_bed_and_sofa_are_found(photo: str, villa: Path) -> None:
    assert holds(thing_in(opened(villa / photo)), VILLA[photo])


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize("photo", REAL)
def test_beds_and_basins_of_real_photos_are_found(photo: str, shared: Path) -> None:
    assert holds(thing_in(opened(shared / photo)), REAL[photo])


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize("closer", [1.0, 1.04])
def test_white_sheets_do_not_part_a_bed(closer: float, shared: Path) -> None:
    room = opened(shared / "starfish-30" / "downstairs-bedroom-1.jpg")
    width, height = round(room.width / closer), round(room.width / closer * 9 / 16)
    left, top = (room.width - width) // 2, (room.height - height) // 2
    near = room.crop((left, top, left + width, top + height)).resize((640, 360))
    assert holds(thing_in(near), (0.2, 0.78))


@pytest.mark.usefixtures("seeing")
def test_a_sofa_is_not_one_with_the_armchairs_beside_it(shared: Path, villa: Path) -> None:
    assert thing_in(opened(shared / "upload-mess" / "dining-room.jpg")) == ()  # a sofa, a plant and chairs
    assert thing_in(opened(villa / "living-evening.jpg"))[1] < 0.6


@pytest.mark.usefixtures("seeing")
def test_rooms_and_places_without_them_have_none(villa: Path) -> None:
    for photo in ("hall-1.jpg", "hall-2.jpg", "view-coast.jpg", "kitchen-2.jpg"):
        assert thing_in(opened(villa / photo)) == ()


@pytest.mark.usefixtures("seeing")
def test_what_was_searched_for_things_in_vain_is_guessed(villa: Path) -> None:
    assert focus_in(opened(villa / "kitchen-2.jpg")).guessed
    assert not focus_in(opened(villa / "bedroom-1.jpg")).guessed
    assert not focus_in(opened(villa / "exterior-front-1.jpg")).guessed


@pytest.mark.usefixtures("seeing")
def test_a_pergola_is_whole(shared: Path) -> None:
    focus = focus_in(opened(shared / "upload-mess" / "outdoor-dining.jpg"))
    assert focus.is_overhead
    assert holds(focus.whole, (0.02, 0.6))


@pytest.mark.usefixtures("seeing")
def test_a_room_is_not_in_the_open_because_its_ceiling_is_blue(shared: Path) -> None:
    focus = focus_in(opened(shared / "upload-mess" / "IMG_3104.jpg"))
    assert not focus.is_open


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize(("photo", "house"), [("villa-garden.jpg", (0.34, 0.82)), ("villa-sunbeds.jpg", (0.42, 0.95))])
def test_a_house_among_trees_is_whole(photo: str, house: Across, shared: Path) -> None:
    assert holds(focus_in(opened(shared / "upload-mess" / photo)).whole, house)


@pytest.mark.usefixtures("seeing")
def test_a_roof_against_the_sky_is_told_by_its_line(villa: Path) -> None:
    focus = focus_in(opened(villa / "exterior-dusk.jpg"))
    assert focus.has_roof
    assert holds(focus.whole, (0.22, 0.565))  # a palm and a chimney stand beside it


def test_without_the_extra_there_is_only_structure(villa: Path) -> None:
    room = opened(villa / "bedroom-1.jpg")
    assert thing_in(room) == ()
    assert focus_in(room).whole
