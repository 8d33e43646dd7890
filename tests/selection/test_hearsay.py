"""Names that lie: an upload whose names say something else than its photos is chosen by what is seen."""

from __future__ import annotations

import pytest

from luxvid.photos import Photo
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.selection import LocalSelector
from luxvid.selection.hearsay import trust_in
from luxvid.storyboard import Brief, Storyboard
from luxvid.vision.rooms import TRUST, spoken_in, texts_of
from luxvid.vision.seeing import LABELS
from tests.selection.conftest import MakePhoto

pytestmark = pytest.mark.anyio

ROOMS = ("kitchen", "bedroom", "bathroom", "living")
SCENES = tuple(scene for scene in LUXURY_SCENES if scene.key in ROOMS)
SURE, UNSURE = 0.9, 0.2


def sight(room: str, chance: float) -> tuple[float, ...]:
    rest = (1 - chance) / (len(LABELS) - 1)
    return tuple(chance if label == room else rest for label in LABELS)


def upload(photo: MakePhoto, *, named: dict[str, str], chance: float, source: str = "named") -> list[Photo]:
    """Return three photos of each room; names, or tags, say what `named` says of them."""
    made = []
    for number, room in enumerate(ROOMS * 3):
        words = f"{named.get(room, room)}-{number}"
        file, tags = (f"{words}.jpg", ()) if source == "named" else (f"IMG_{number}.jpg", (words,))
        made.append(photo(file, picture=f"{room}-{number}", tags=tags, seen=sight(room, chance)))
    return made


LIE = dict(zip(ROOMS, (*ROOMS[1:], ROOMS[0]), strict=True))


async def chosen(photos: list[Photo]) -> Storyboard:
    return await LocalSelector().select(photos, brief=Brief(scenes=SCENES))


def rooms_shown(board: Storyboard, photos: list[Photo]) -> dict[str, set[str]]:
    seen = {photo.digest: ROOMS[number % len(ROOMS)] for number, photo in enumerate(photos)}
    return {shot.key: {seen[photo.digest] for photo in shot.photos} for shot in board.shots}


@pytest.mark.parametrize(("source", "words"), [("named", "many names"), ("tagged", "many tags")])
async def test_where_words_lie_photos_are_chosen_by_what_is_seen(photo: MakePhoto, source: str, words: str) -> None:
    photos = upload(photo, named=LIE, chance=SURE, source=source)
    board = await chosen(photos)
    assert rooms_shown(board, photos) == {room: {room} for room in ROOMS}
    assert any(note.startswith(words) for note in board.notes)


@pytest.mark.parametrize("chance", [SURE, UNSURE])
async def test_true_names_are_believed(photo: MakePhoto, chance: float) -> None:
    photos = upload(photo, named={}, chance=chance)
    board = await chosen(photos)
    assert rooms_shown(board, photos) == {room: {room} for room in ROOMS}
    assert not any("believed less" in note for note in board.notes)


async def test_unsure_eyes_do_not_speak_against_names(photo: MakePhoto) -> None:
    photos = upload(photo, named=LIE, chance=UNSURE)
    assert rooms_shown(await chosen(photos), photos) == {LIE[room]: {room} for room in ROOMS}


def test_one_wrong_name_is_chance_and_no_names_tell_nothing(photo: MakePhoto) -> None:
    photos = upload(photo, named={}, chance=SURE)
    photos[0] = photo("bedroom.jpg", seen=sight("kitchen", SURE))
    unseen = [photo(f"kitchen-{n}.jpg") for n in range(9)]
    for some in (photos, unseen, []):
        assert trust_in([(spoken_in(texts_of(one)), one.look) for one in some if one.look]) == TRUST


async def test_a_scene_without_rooms_still_goes_by_its_words(photo: MakePhoto) -> None:
    photos = upload(photo, named=LIE, chance=SURE)
    shot = (await LocalSelector().select(photos, brief=Brief(scenes=(Scene(key="any", words=("bedroom",)),))))["any"]
    assert all("bedroom" in one.file for one in shot.photos)
