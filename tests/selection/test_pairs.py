"""What makes two photos one scene: the same place, the same light, the way the camera goes; and when one photo is truer."""

from __future__ import annotations

from base64 import b64encode

import numpy as np
import pytest

from luxvid.errors import InvalidInput
from luxvid.photos import Photo
from luxvid.scenes import LUXURY_SCENES, CameraMove, Scene
from luxvid.selection import LocalSelector, Weights
from luxvid.selection.direction import goes_with
from luxvid.storyboard import Brief, Storyboard
from luxvid.vision.overlap import Overlap
from luxvid.vision.traces import EACH, WHOLE
from tests.selection.conftest import MakePhoto

pytestmark = pytest.mark.anyio

KITCHEN = next(scene for scene in LUXURY_SCENES if scene.key == "kitchen")
LIVING = next(scene for scene in LUXURY_SCENES if scene.key == "living")


async def chosen(photos: list[Photo], *, weights: Weights | None = None, **brief: object) -> Storyboard:
    return await LocalSelector(weights=weights or Weights()).select(photos, brief=Brief(**brief))  # type: ignore[arg-type]


def traces(room: int, *, shift: int = 0) -> str:
    """Return made-up traces of a room: 14 columns of 7 places, seen `shift` columns further right."""
    rng = np.random.default_rng(room)
    whole, columns = rng.normal(size=WHOLE), rng.normal(size=(20, 7, EACH))
    seen = columns[3 + shift : 17 + shift]
    places = np.concatenate([seen[:7].swapaxes(0, 1), seen[7:].swapaxes(0, 1)]).reshape(-1, EACH)
    numbers = np.concatenate([whole / np.linalg.norm(whole), (places / np.linalg.norm(places, axis=1)[:, None]).ravel()])
    return b64encode(np.array([2000], "<u2").tobytes() + np.rint(numbers * 127).astype(np.int8).tobytes()).decode()


async def test_two_views_of_one_room_go_before_two_rooms(photo: MakePhoto) -> None:
    photos = [photo(f"kitchen-{n}.jpg", traces=traces(n % 3, shift=n)) for n in range(4)]
    board = await chosen(photos, scenes=(KITCHEN,))
    assert {p.file for p in board.photos} == {"kitchen-0.jpg", "kitchen-3.jpg"}
    assert board["kitchen"].terms["overlap"] > 0.2
    without = await chosen(photos, scenes=(KITCHEN,), weights=Weights(overlap=0))
    assert without["kitchen"].terms["overlap"] == 0


async def test_light_of_one_colour_goes_together(photo: MakePhoto) -> None:
    warm, cool = (np.tile(cell, 64) for cell in ([60.0, 12.0, 30.0], [60.0, -2.0, -6.0]))
    photos = [photo(f"living-{n}.jpg", palette=cool if n < 2 else warm) for n in range(3)]
    board = await chosen(photos, scenes=(LIVING,))
    assert {p.file for p in board.photos} == {"living-0.jpg", "living-1.jpg"}


async def test_an_entrance_goes_from_outside_in(photo: MakePhoto) -> None:
    scene = Scene(key="entrance", rooms=("entrance", "exterior"), words=("hall",))
    photos = [photo("entrance hall.jpg", tags=("entrance",)), photo("exterior.jpg")]
    shot = (await chosen(photos, scenes=(scene,), must=["exterior.jpg", "entrance hall.jpg"]))["entrance"]
    assert [p.file for p in shot.photos] == ["exterior.jpg", "entrance hall.jpg"]


@pytest.mark.parametrize("move", ["truck_left", "truck_right"])
async def test_photos_come_in_the_order_in_which_the_camera_goes(photo: MakePhoto, move: str) -> None:
    scene = Scene(key="living", rooms=("living",), camera=CameraMove(move=move))  # type: ignore[arg-type]
    photos = [photo("living-west.jpg", traces=traces(1)), photo("living-east.jpg", traces=traces(1, shift=3))]
    shot = (await chosen(photos, scenes=(scene,)))["living"]
    ends = ["living-west.jpg", "living-east.jpg"]
    assert [p.file for p in shot.photos] == (ends if move == "truck_right" else ends[::-1])


@pytest.mark.parametrize(
    ("move", "overlap", "answer"),
    [
        ("dolly_in", Overlap(share=0.5, closer=1.2, sure=0.9), 1),
        ("dolly_out", Overlap(share=0.5, closer=1.2, sure=0.9), -1),
        ("pedestal_up", Overlap(share=0.5, down=0.1, sure=0.9), 1),
        ("truck_left", Overlap(share=0.5, right=-0.1, sure=0.9), -1),
        ("truck_left", Overlap(share=0.1, right=0.2, sure=0.9), 0),
        ("truck_left", Overlap(share=0.5, right=0.2, sure=0.3), 0),
        ("hold", Overlap(share=0.5, right=0.2, sure=0.9), 0),
    ],
)
def test_what_goes_with_a_move(move: str, overlap: Overlap, answer: int) -> None:
    assert goes_with(move, overlap) == answer  # type: ignore[arg-type]


async def test_one_photo_is_truer_than_two_where_the_second_shows_another_room(photo: MakePhoto) -> None:
    photos = [photo("kitchen.jpg"), photo("bathroom.jpg"), photo("bedroom.jpg"), photo("pool.jpg")]
    board = await chosen(photos, scenes=(KITCHEN,))
    assert [p.file for p in board["kitchen"].photos] == ["kitchen.jpg"]
    assert "no second photo that fits: only one in Kitchen" in board.notes
    terms = board["kitchen"].terms
    assert -Weights().single <= terms["single"] < -0.9 * Weights().single
    unsure = [photo("kitchen.jpg"), *(photo(f"IMG_{number}.jpg") for number in range(3))]
    assert len((await chosen(unsure, scenes=(KITCHEN,)))["kitchen"].photos) == 1
    pairs = await chosen(unsure, scenes=(KITCHEN,), weights=Weights(single=100))
    assert len(pairs["kitchen"].photos) == 2


async def test_no_more_of_a_kind_than_asked_for(photo: MakePhoto) -> None:
    house = [photo(f"{room}-{n}.jpg") for room in ("bedroom", "bathroom", "kitchen", "living") for n in range(4)]
    board = await chosen(house, most_of={"bathroom": 1, "bedroom": 0})
    rooms = [p.file.partition("-")[0] for p in board.photos]
    assert rooms.count("bathroom") == 1
    assert rooms.count("bedroom") == 0
    with pytest.raises(InvalidInput, match="most_of: at least 0 photos of 'pool'"):
        Brief(most_of={"pool": -1})
    with pytest.raises(InvalidInput, match="no room 'bath'"):
        await chosen(house, most_of={"bath": 1})
    with pytest.raises(InvalidInput, match=r"allows 1 of 'bathroom'.*bathroom-0.jpg, bathroom-1.jpg"):
        await chosen(house, most_of={"bathroom": 1}, must=("bathroom-0.jpg", "bathroom-1.jpg"))


async def test_scenes_that_were_dropped_come_back_in_their_place(photo: MakePhoto) -> None:
    few = [photo("exterior.jpg"), photo("kitchen.jpg"), photo("pool.jpg")]
    board = await chosen(few)
    assert [scene.key for scene in board.dropped] == ["entrance", "living", "bedroom", "bathroom"]
    rooms = ("exterior", "entrance", "living", "kitchen", "bedroom", "bathroom", "pool")
    more = [photo(f"{room}-{n}.jpg") for room in rooms for n in range(3)]
    read = Storyboard.from_json(board.lock("kitchen").to_json()).attach(few)
    again = await chosen([*few, *more], keep=read)
    assert [shot.key for shot in again.shots] == [scene.key for scene in LUXURY_SCENES]
    assert again["kitchen"].first is not None
    assert again["kitchen"].first.file == "kitchen.jpg"
    assert again.dropped == ()
