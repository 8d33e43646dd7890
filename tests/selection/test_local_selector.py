"""What a caller sees of the choice: the right photos in the right scenes, said why, whatever the order they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import anyio
import numpy as np
import pytest
from attrs import evolve
from PIL import Image, ImageFilter

from luxvid.brand import Brand
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput, MissingBlob
from luxvid.events import Advanced, Event, Finished, Noticed, Started
from luxvid.intake import load_photos
from luxvid.photos import Photo, PhotoSet
from luxvid.protocols import Run
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.selection import LocalSelector, Weights
from luxvid.storage import Storage
from luxvid.storyboard import Brief, Storyboard

pytestmark = pytest.mark.anyio
MakePhoto = Callable[..., Photo]

ROOMS = ("exterior", "entrance", "living", "kitchen", "bedroom", "bathroom", "terrace")


async def chosen(photos: Sequence[Photo], *, selector: LocalSelector | None = None, **brief: object) -> Storyboard:
    return await (selector or LocalSelector()).select(photos, brief=Brief(**brief))  # type: ignore[arg-type]


def files(board: Storyboard) -> dict[str, tuple[str, ...]]:
    return {shot.key: tuple(photo.file for photo in shot.photos) for shot in board.shots}


@pytest.fixture
def house(photo: MakePhoto) -> list[Photo]:
    """Three photos of each room that the seven scenes ask for."""
    return [photo(f"{room}-{number}.jpg") for room in ROOMS for number in (1, 2, 3)]


@pytest.fixture
async def loaded(drawn: list[Path]) -> PhotoSet:
    return await load_photos(drawn)


async def test_drawn_photos_fall_into_their_scenes(loaded: PhotoSet) -> None:
    board = await chosen(loaded.photos)
    kinds = {key: {file.split("-")[0] for file in names} for key, names in files(board).items()}
    assert kinds == {
        "exterior": {"exterior"}, "entrance": {"hall"}, "living": {"living"}, "kitchen": {"kitchen"},
        "bedroom": {"bedroom"}, "bathroom": {"bathroom"}, "outdoor": {"pool"},
    }  # fmt: skip
    assert len({photo.digest for photo in board.photos}) == 14
    assert all(shot.confidence > 0.6 for shot in board.shots)
    assert [note for note in board.notes if "luxvid[vision]" not in note] == []


async def test_every_shot_says_why_and_what_came_next(house: list[Photo]) -> None:
    board = await chosen(house)
    for shot in board.shots:
        assert shot.reason
        assert 0 <= shot.confidence <= 1
        assert len(shot.runners_up) in {2, 3}  # of three photos of a room there are three pairs
        score = sum(shot.terms.values())
        for other in shot.runners_up:
            assert len(other.files) == 2
            assert sum(other.terms.values()) == pytest.approx(other.score, abs=1e-9)
            assert other.score <= score + 1e-9
            assert not set(other.files) & {p.file for s in board.shots if s.key != shot.key for p in s.photos}
    assert Storyboard.from_json(board.to_json()) == board


async def test_explain_names_the_term_that_decided(house: list[Photo], photo: MakePhoto) -> None:
    soft = photo("kitchen-3.jpg", sharpness=0.2)
    blurry = [soft if p.file == soft.file else p for p in house]
    told = (await chosen(blurry)).explain("kitchen")
    assert "both named 'kitchen'" in told
    assert "kitchen-3.jpg" in told
    assert "most of it by quality" in told
    again = await chosen(blurry, selector=LocalSelector(weights=Weights(quality=0)))
    assert "most of it by quality" not in again.explain("kitchen")


async def test_the_order_of_the_upload_does_not_matter(house: list[Photo]) -> None:
    board = await chosen(house)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(house))
        assert await chosen([house[i] for i in order]) == board


async def test_photos_that_are_all_the_same_to_the_choice_are_chosen_by_digest(photo: MakePhoto) -> None:
    alike = [photo(f"IMG_{number}.jpg") for number in range(30)]
    first = alike[0].look
    assert first is not None
    same = [evolve(p, look=evolve(first, fingerprint=p.look.fingerprint)) for p in alike if p.look]
    board = await chosen(same)
    assert await chosen(same[::-1]) == board


async def test_without_a_word_confidence_is_low_and_it_is_said(photo: MakePhoto) -> None:
    board = await chosen([photo(f"IMG_{number}.jpg") for number in range(20)])
    assert len({p.digest for p in board.photos}) == 14
    assert max(shot.confidence for shot in board.shots) < 0.5
    assert any("nothing says" in note for note in board.notes)


async def test_a_photo_of_another_room_is_worse_than_an_unnamed_one(photo: MakePhoto) -> None:
    kitchen = next(scene for scene in LUXURY_SCENES if scene.key == "kitchen")
    photos = [photo(name) for name in ("bathroom-1.jpg", "bathroom-2.jpg", "IMG_1.jpg", "IMG_2.jpg")]
    assert set(files(await chosen(photos, scenes=(kitchen,)))["kitchen"]) == {"IMG_1.jpg", "IMG_2.jpg"}


async def test_the_hero_opens_the_film(photo: MakePhoto, house: list[Photo]) -> None:
    board = await chosen([*house, photo("hero.jpg")])
    assert files(board)["exterior"][0] == "hero.jpg"


async def test_a_scene_of_ones_own_is_found_by_its_words(photo: MakePhoto) -> None:
    photos = [photo(name) for name in ("IMG_1.jpg", "old wine press.jpg", "Barrels_2.jpg", "IMG_2.jpg", "IMG_3.jpg")]
    board = await chosen(photos, scenes=(Scene(key="cellar", title="Wine cellar", words=("wine", "barrels")),))
    assert set(files(board)["cellar"]) == {"old wine press.jpg", "Barrels_2.jpg"}
    assert board.shots[0].confidence > 0.8


async def test_tags_speak_where_names_do_not(photo: MakePhoto) -> None:
    photos = [photo(f"IMG_{n}.jpg", tags=(("Cocina",) if n in (3, 7) else ())) for n in range(16)]
    assert set(files(await chosen(photos))["kitchen"]) == {"IMG_3.jpg", "IMG_7.jpg"}


async def test_of_copies_only_the_best_is_used(house: list[Photo], photo: MakePhoto) -> None:
    copies = [
        photo("WhatsApp Image.jpg", picture="kitchen-1.jpg", width_px=1280, height_px=853),
        photo("kitchen (1).jpg", picture="kitchen-2.jpg", sharpness=0.3),
        photo("IMG_9.jpg", picture="kitchen-3.jpg", width_px=4000, height_px=2667),
    ]
    board = await chosen([*house, *copies])
    used = {p.file for p in board.photos}
    assert not used & {"WhatsApp Image.jpg", "kitchen (1).jpg", "kitchen-3.jpg"}
    note = next(note for note in board.notes if "copies" in note)
    assert "WhatsApp Image.jpg (of kitchen-1.jpg)" in note
    assert "kitchen-3.jpg (of IMG_9.jpg)" in note


async def test_a_copy_without_a_name_is_known_by_its_copies(photo: MakePhoto) -> None:
    photos = [photo(f"IMG_{n}.jpg") for n in range(14)]
    photos += [photo("kitchen.jpg", picture="IMG_4.jpg", width_px=1280, height_px=853), photo("kitchen-2.jpg")]
    board = await chosen(photos)
    assert set(files(board)["kitchen"]) == {"IMG_4.jpg", "kitchen-2.jpg"}
    assert "copy" in board["kitchen"].reason


async def test_a_lying_name_is_outvoted(photo: MakePhoto, house: list[Photo]) -> None:
    bedroom = photo("bedroom-9.jpg")
    liars = [evolve(bedroom, file=name) for name in ("kitchen.jpg", "bedroom-9 - Kopie.jpg", "Copy of bedroom-9.jpg")]
    board = await chosen([*house, bedroom, *liars])
    assert "kitchen.jpg" not in files(board)["kitchen"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"highlight": 0.3}, "too dark"),
        ({"sharpness": 0.05}, "blurred"),
        ({"white": 0.5}, "blown out"),
        ({"black": 0.99}, "black"),
        ({"width_px": 900, "height_px": 600}, "too small for 1920 × 1080"),
        ({"colourfulness": 0.0}, "without colour"),
        ({"noise": 8.0}, "noisy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-",
)
async def test_what_cannot_be_shown_is_left_out_and_named(
    fault: dict[str, float], reason: str, house: list[Photo], photo: MakePhoto
) -> None:
    board = await chosen([*house, photo("hero kitchen bedroom.jpg", **fault)])
    assert "hero kitchen bedroom.jpg" not in {p.file for p in board.photos}
    assert f"not used, {reason}: hero kitchen bedroom.jpg" in board.notes


async def test_small_photos_serve_a_small_film(photo: MakePhoto) -> None:
    photos = [photo(f"IMG_{n}.jpg", width_px=900, height_px=600) for n in range(14)]
    with pytest.raises(InvalidInput, match=r"none of the photos can be used \(14 too small"):
        await chosen(photos)
    small = LocalSelector(encoding=Encoding(width_px=1280, height_px=720))
    assert len((await chosen(photos, selector=small)).photos) == 14


async def test_doubtful_photos_fill_in_where_others_are_missing(photo: MakePhoto) -> None:
    grey = [photo(f"kitchen grey {n}.jpg", colourfulness=0.0) for n in range(6)]
    board = await chosen([*(photo(f"IMG_{n}.jpg") for n in range(12)), *grey])
    assert sum(p in grey for p in board.photos) == 2
    assert any("in spite of its faults" in note and "without colour" in note for note in board.notes)


@pytest.mark.parametrize("count", [13, 9, 7, 5, 1])
async def test_with_few_photos_there_are_single_shots_then_fewer_scenes(count: int, house: list[Photo]) -> None:
    photos = [house[(5 * n) % len(house)] for n in range(count)]
    board = await chosen(photos)
    assert len({p.digest for p in board.photos}) == len(board.photos) >= count - 1  # one that fits nowhere may be left over
    there = {p.file.rpartition("-")[0] for p in photos}
    assert [scene.key for scene in board.dropped if count >= 7 and scene.rooms[0] in there] == []
    assert all(shot.first is not None for shot in board.shots)
    assert any(note.startswith(("too few photos", "no photo shows", "no second photo")) for note in board.notes[:1])


async def test_the_scenes_with_the_poorest_fit_are_dropped(photo: MakePhoto) -> None:
    board = await chosen([photo("kitchen.jpg"), photo("bathroom.jpg"), photo("pool.jpg")])
    assert files(board) == {"kitchen": ("kitchen.jpg",), "bathroom": ("bathroom.jpg",), "outdoor": ("pool.jpg",)}
    assert board.notes[0] == "no photo shows it: left out Entrance, Living room, Bedroom suite"
    assert board.notes[1] == "too few photos: left out Exterior"


async def test_nothing_to_choose_from_is_an_error_that_counts_the_reasons(photo: MakePhoto) -> None:
    with pytest.raises(InvalidInput, match="there are none"):
        await chosen([])
    with pytest.raises(InvalidInput, match=r"\(1 black, 2 blurred\)"):
        await chosen([photo("a.jpg", black=1.0), photo("b.jpg", sharpness=0.0), photo("c.jpg", sharpness=0.0)])
    with pytest.raises(InvalidInput, match="at least one scene"):
        await chosen([photo("a.jpg")], scenes=())


async def test_prompts_carry_the_brand(house: list[Photo]) -> None:
    board = await chosen(house, brand=Brand(name="Casa Sol", tone="quiet, Mediterranean"))
    assert all(shot.prompt.endswith("Style: quiet, Mediterranean.") for shot in board.shots)
    assert board.brand.name == "Casa Sol"


async def test_photos_without_a_look_are_read_and_measured(loaded: PhotoSet) -> None:
    blind = [evolve(p, look=None) for p in loaded]
    assert await chosen(blind) == await chosen(loaded.photos)


async def test_a_photo_that_cannot_be_read_is_left_out(loaded: PhotoSet, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    digest = "d8e8fca2dc0f896fd7cb4cb0031ba2497d2e2e2d4dc2eee0d4bd1bd8cbf6d8ff"
    gone = Photo(file="gone.jpg", digest=digest, size=1, width_px=1920, height_px=1280, place=tmp_path / "gone.jpg")
    with pytest.raises(MissingBlob):
        await chosen([*loaded, gone])
    broken = evolve(
        gone, file="broken.jpg", digest=hashlib.sha256(b"no picture at all").hexdigest(), place=tmp_path / "broken.jpg"
    )
    with pytest.raises(InvalidInput, match="none of the photos can be used \\(1 "):
        await chosen([broken])
    board = await chosen([*loaded, broken])
    assert any(note.startswith("not used, ") and note.endswith(": broken.jpg") for note in board.notes)


async def test_real_blur_is_left_out(drawn: list[Path], tmp_path: Path) -> None:
    for path in drawn:
        picture = Image.open(path).convert("RGB")
        if path.name == "kitchen-1.jpg":
            picture = picture.filter(ImageFilter.GaussianBlur(8))
        picture.resize((1200, round(1200 * picture.height / picture.width))).save(tmp_path / path.name)
    board = await chosen((await load_photos(tmp_path)).photos)
    assert "not used, blurred: kitchen-1.jpg" in board.notes


async def test_events_tell_what_happens(photo: MakePhoto, house: list[Photo]) -> None:
    events: list[Event] = []
    run = Run(storage=Storage.memory(), on_event=events.append)
    await LocalSelector().select([*house, photo("black.jpg", black=1.0)], brief=Brief(), run=run)
    assert isinstance(events[0], Started)
    assert events[0].total == 7
    assert [e.item for e in events if isinstance(e, Advanced)] == [scene.key for scene in LUXURY_SCENES]
    told = [e.message for e in events if isinstance(e, Noticed)]
    assert told[0].startswith("names, tags and colours told what 14 photos show:")
    assert told[0].endswith("needs the extra 'vision': pip install 'luxvid[vision]'")
    assert told[1:] == ["not used, black: black.jpg"]
    assert isinstance(events[-1], Finished)


async def test_the_event_loop_stays_free(house: list[Photo], photo: MakePhoto) -> None:
    many = [*house, *(photo(f"IMG_{n}.jpg") for n in range(150))]
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await anyio.sleep(0.001)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(tick)
        await chosen(many)
        tasks.cancel_scope.cancel()
    assert ticks > 3
