"""Planning round what a person decided: locks, wishes and bans are kept, the rest is chosen anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luxvid.brand import Brand
from luxvid.errors import InvalidInput
from luxvid.photos import Photo
from luxvid.scenes import TRUCK_LEFT
from luxvid.selection import LocalSelector
from luxvid.storyboard import Brief, Storyboard
from luxvid.tasks import wait
from luxvid.transitions import Cut

pytestmark = pytest.mark.anyio
MakePhoto = Callable[..., Photo]

ROOMS = ("exterior", "entrance", "living", "kitchen", "bedroom", "bathroom", "terrace")


async def chosen(photos: list[Photo], **brief: object) -> Storyboard:
    return await LocalSelector().select(photos, brief=Brief(**brief))  # type: ignore[arg-type]


@pytest.fixture
def house(photo: MakePhoto) -> list[Photo]:
    return [photo(f"{room}-{number}.jpg") for room in ROOMS for number in (1, 2, 3)]


async def test_locked_shots_stay_as_they_are(house: list[Photo], photo: MakePhoto) -> None:
    before = await chosen(house)
    locked = before.change("kitchen", camera=TRUCK_LEFT, duration_s=6).lock("kitchen")
    better = [*house, photo("kitchen hero.jpg"), photo("best kitchen.jpg")]
    after = await chosen(better, keep=locked)
    assert after["kitchen"] == locked["kitchen"]
    used = [p.digest for p in after.photos]
    assert len(set(used)) == len(used) == 14


async def test_open_shots_keep_what_was_changed(house: list[Photo]) -> None:
    changes = {"camera": TRUCK_LEFT, "prompt": "my own words", "duration_s": 7, "transition": Cut(), "take": 3}
    board = (await chosen(house)).change("living", **changes).reorder("outdoor")
    after = await chosen(house, keep=board, brand=Brand(tone="calm"))
    shot = after["living"]
    assert (shot.camera, shot.prompt, shot.duration_s, shot.transition, shot.take) == tuple(changes.values())
    assert [s.key for s in after.shots] == [s.key for s in board.shots]
    assert after["kitchen"].prompt.endswith("Style: calm.")


async def test_what_was_taken_out_does_not_come_back(house: list[Photo]) -> None:
    before = await chosen(house)
    gone = before["bedroom"].photos[0].file
    after = await chosen(house, keep=before.without(gone))
    assert gone not in {p.file for p in after.photos}
    assert len(after.photos) == 14
    assert gone in after.banned
    assert gone not in {p.file for p in (await chosen(house, keep=after)).photos}


async def test_a_ban_reaches_every_copy_of_the_same_bytes(house: list[Photo]) -> None:
    named = [*house, evolve(house[0], file="Copy of exterior-1.jpg")]
    board = await chosen(named, banned=("exterior-1.jpg",))
    assert house[0].digest not in {p.digest for p in board.photos}


async def test_copies_of_a_locked_photo_stay_out(house: list[Photo], photo: MakePhoto) -> None:
    locked = (await chosen(house)).lock("kitchen")
    first = locked["kitchen"].photos[0].file
    board = await chosen([*house, photo("kitchen.jpg", picture=first)], keep=locked)
    assert "kitchen.jpg" not in {p.file for p in board.photos}


async def test_a_board_that_was_read_from_json_is_kept_too(house: list[Photo]) -> None:
    board = Storyboard.from_json((await chosen(house)).lock("exterior", "outdoor").to_json())
    after = await chosen(house, keep=board)
    assert after["exterior"] == board["exterior"]
    alone = [p for p in house if not p.file.startswith("exterior")]
    assert (await chosen(alone, keep=board))["exterior"] == board["exterior"]


async def test_with_every_shot_locked_nothing_changes(house: list[Photo]) -> None:
    board = await chosen(house)
    board = board.lock(*(shot.key for shot in board.shots))
    assert (await chosen(house, keep=board)).shots == board.shots
    assert (await chosen([], keep=board)).shots == board.shots


async def test_wished_photos_are_in_the_film(house: list[Photo], photo: MakePhoto) -> None:
    odd = [photo("IMG_1.jpg", sharpness=0.0), photo("IMG_2.jpg", colourfulness=0.0), photo("IMG_3.jpg")]
    board = await chosen([*house, *odd], must=("IMG_1.jpg", "IMG_2.jpg", odd[2].digest))
    assert {p.file for p in odd} <= {p.file for p in board.photos}
    assert any("IMG_1.jpg (blurred)" in note for note in board.notes)


async def test_a_wished_copy_stands_in_for_the_better_one(house: list[Photo], photo: MakePhoto) -> None:
    board = await chosen([*house, photo("mine.jpg", picture="kitchen-1.jpg", width_px=1280, height_px=853)], must=("mine.jpg",))
    used = {p.file for p in board.photos}
    assert "mine.jpg" in used
    assert "kitchen-1.jpg" not in used


async def test_a_wish_that_a_locked_shot_fulfils_is_fulfilled(house: list[Photo]) -> None:
    locked = (await chosen(house)).lock("kitchen")
    wish = locked["kitchen"].photos[0].file
    assert (await chosen(house, keep=locked, must=(wish,)))["kitchen"] == locked["kitchen"]


async def test_impossible_wishes_are_refused_by_name(house: list[Photo], photo: MakePhoto) -> None:
    twins = [*house, photo("twin.jpg", picture="kitchen-1.jpg")]
    locked = (await chosen(house, must=("kitchen-1.jpg",))).lock("kitchen")
    briefs: dict[str, dict[str, object]] = {
        "'nowhere.jpg' has to be in the film, but no photo": {"must": ("nowhere.jpg",)},
        "'kitchen-1.jpg' has to be in the film and is banned": {"must": ("kitchen-1.jpg",), "banned": ("kitchen-1.jpg",)},
        "show the same picture": {"must": ("kitchen-1.jpg", "twin.jpg")},
        "15 photos have to be in the film, and its open shots take 14": {"must": tuple(p.file for p in house[:15])},
        "is banned and stands in a locked shot": {"keep": locked, "banned": ("kitchen-1.jpg",)},
        "'kitchen-1.jpg' and 'twin.jpg' show the same": {"keep": locked, "must": ("twin.jpg",)},
    }
    for wrong, brief in briefs.items():
        with pytest.raises(InvalidInput, match=wrong):
            await chosen(twins, **brief)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_locks_wishes_and_bans_always_hold(data: st.DataObject, house: list[Photo]) -> None:
    names = [p.file for p in house]
    board = wait(chosen(house))
    keys = data.draw(st.sets(st.sampled_from([shot.key for shot in board.shots]), max_size=4))
    board = board.lock(*keys)
    held = {p.file for key in keys for p in board[key].photos}
    free = sorted(set(names) - held)
    must = data.draw(st.sets(st.sampled_from(free), max_size=4))
    banned = data.draw(st.sets(st.sampled_from(free), max_size=6)) - must
    after = wait(chosen(house, keep=board, must=tuple(must), banned=tuple(banned)))
    used = {p.file for p in after.photos}
    assert must <= used
    assert not banned & used
    assert all(after[key] == board[key] for key in keys)
    assert len(after.photos) == len(used)
