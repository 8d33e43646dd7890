"""What is wider than an upright frame: shown in full width over a blur of itself, unless that is switched off."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from anyio.to_thread import run_sync
from attrs import evolve
from numpy.typing import NDArray
from PIL import Image

import luxvid
from luxvid import Clip, Combiner, Cut, Encoding, KenBurnsRenderer, Run, Scene, Shot, Storage, Studio
from luxvid.media.colour import to_rgb
from luxvid.render.banded import Banded, over_blur, picture_aspect
from luxvid.render.halves import Halves
from luxvid.transitions import Dissolve
from tests.render.made_clips import Rgb, write_clip

pytestmark = pytest.mark.anyio

TALL = Encoding(width_px=180, height_px=320)
FEED = Encoding(width_px=160, height_px=200)
SQUARE = Encoding(width_px=160, height_px=160)
WIDE = Encoding(width_px=320, height_px=180)

BED, CHAIR = (0.22, 0.6), (0.4, 0.52)  # from where to where across a room: too wide for 9:16, and not


def room(thing: tuple[float, float], size: tuple[int, int] = (480, 270)) -> Rgb:
    """Return a plain room with one thing of many colours in it, which begins red and ends blue."""
    width, height = size
    picture = np.full((height, width, 3), (196, 190, 184), np.uint8)
    left, right = (round(share * width) for share in thing)
    top, bottom = round(height * 0.45), round(height * 0.85)
    cells = np.random.default_rng(4).integers(60, 200, (12, 40, 3), dtype=np.uint8)
    picture[top:bottom, left:right] = np.asarray(Image.fromarray(cells).resize((right - left, bottom - top), 0))
    picture[top:bottom, left : left + 8], picture[top:bottom, right - 8 : right] = (220, 20, 20), (20, 20, 220)
    return picture


async def photo_of(thing: tuple[float, float], folder: Path, name: str = "room") -> luxvid.Photo:
    Image.fromarray(room(thing, (960, 640))).save(folder / f"{name}.png")
    (photo,) = await luxvid.load_photos([folder / f"{name}.png"])
    return photo


async def film_of(things: Sequence[tuple[float, float]], folder: Path) -> Clip:
    photos = [await photo_of(thing, folder, str(number)) for number, thing in enumerate(things)]
    return await KenBurnsRenderer().render(Shot(camera=luxvid.TRUCK_RIGHT, duration_s=2).with_photos(photos))


async def shown(clip: Clip, encoding: Encoding, numbers: Sequence[int]) -> list[NDArray[np.int16]]:
    """Return frames as (H, W, 3) RGB."""
    frames = [(await run_sync(list, await clip.frames(n, n + 1, encoding=encoding)))[0] for n in numbers]
    return [to_rgb(frame).astype(np.int16) for frame in frames]


def has_both_ends(picture: NDArray[np.int16]) -> bool:
    red, blue = picture[..., 0] - picture[..., 2], picture[..., 2] - picture[..., 0]
    return bool((red > 150).any() and (blue > 150).any())


def detail(rows: NDArray[np.int16]) -> float:
    return float(np.abs(np.diff(rows, axis=1)).max())


async def test_a_bed_wider_than_the_frame_is_shown_whole_over_a_blur(tmp_path: Path) -> None:
    photo, clip = await film_of([BED], tmp_path), await Clip.open(write_clip(tmp_path / "c.mp4", [room(BED)] * 60, rate=30))
    for source in (photo, clip):
        for picture in await shown(source, TALL, (0, 30, 59)):
            assert has_both_ends(picture)
            assert detail(picture[:20]) < 10  # the bands
            assert detail(picture[-60:]) < 10
            assert picture[-60:].mean() < 0.7 * picture[60:120].mean()
        filled = evolve(TALL, bands=False)
        assert not any(has_both_ends(picture) for picture in await shown(source, filled, (0, 59)))


async def test_what_the_frame_holds_fills_it(tmp_path: Path) -> None:
    for encoding, thing in ((TALL, CHAIR), (FEED, BED), (SQUARE, BED), (WIDE, BED)):
        clip = await film_of([thing], tmp_path)
        assert await clip.reframed(encoding) == clip


async def test_a_shot_has_one_shape_of_picture(tmp_path: Path) -> None:
    both = await film_of([CHAIR, BED], tmp_path)
    source = (await both.reframed(TALL)).source
    assert isinstance(source, Banded)
    assert source.aspect == Fraction(4, 5)
    chair, bed = [await Clip.open(write_clip(tmp_path / f"{n}.mp4", [room(t)] * 40, rate=30)) for n, t in enumerate((CHAIR, BED))]
    inner = Dissolve(frames=10)
    halves = Clip(source=Halves(first=chair, second=bed, duration_s=Fraction(2), inner=inner), duration_s=2)
    for picture in await shown(halves, TALL, (0, 30, 59)):
        assert detail(picture[:20]) < 10


async def test_a_film_says_so_and_is_found_again(tmp_path: Path) -> None:
    run = Run(storage=Storage.at(tmp_path / "storage"))
    shots = [
        Shot(scene=Scene(key=key), first=await photo_of(thing, tmp_path, key), duration_s=Fraction(1, 2), transition=Cut())
        for key, thing in (("bedroom", BED), ("corner", CHAIR))
    ]
    board = luxvid.Storyboard(shots=shots)
    studio = Studio(combiner=Combiner(encoding=TALL), scorer=None)
    film = await studio.produce(board, run=run)
    (note,) = [note for note in film.report.notes if "wider" in note]
    assert note.startswith("bedroom: ")
    assert (await studio.produce(board, run=run)).picture.reused == 2
    filled = Studio(combiner=Combiner(encoding=evolve(TALL, bands=False)), scorer=None)
    other = await filled.produce(board, run=run)
    assert other.picture.reused == 1  # the corner is the same
    assert not other.report.notes


@pytest.mark.parametrize(
    ("wholes", "film_aspect", "shape"),
    [
        ([((0.0, 0.31), 16 / 9)], 9 / 16, None),
        ([((0.0, 0.43), 16 / 9)], 9 / 16, Fraction(4, 5)),
        ([((0.1, 0.8), 16 / 9)], 9 / 16, Fraction(5, 4)),
        ([((0.0, 1.0), 16 / 9)], 9 / 16, Fraction(1)),  # what fits into none of them is shown no flatter than a square
        ([((0.0, 1.0), 16 / 9)], 4 / 5, Fraction(1)),
        ([((0.1, 0.7), 16 / 9)], 1.0, Fraction(5, 4)),
        ([((0.1, 0.6), 16 / 9)], 1.0, None),
        ([((0.0, 1.0), 16 / 9)], 1.0, None),  # bands would not save it
        ([((0.1, 0.8), 16 / 9), ((0.2, 0.8), 2 / 3)], 9 / 16, Fraction(5, 4)),  # the upright photo fills the frame
        ([((0.0, 1.0), 3 / 4)], 9 / 16, None),  # a picture that is itself narrower is cut at its sides a little
        ([((), 16 / 9), ((0.2, 0.5), 16 / 9)], 9 / 16, None),
        ([((0.2, 0.6), 16 / 9), ((0.1, 0.9), 3 / 2)], 9 / 16, Fraction(5, 4)),
    ],
)
def test_pictures_are_as_wide_as_they_have_to_be(
    wholes: list[tuple[tuple[float, ...], float]], film_aspect: float, shape: Fraction | None
) -> None:
    assert picture_aspect(wholes, film_aspect) == shape


def test_the_picture_stays_as_it_is_but_for_its_soft_edges() -> None:
    picture = np.random.default_rng(1).integers(16, 235, (225 * 3 // 2 // 3 * 3, 180), dtype=np.uint8)[:336]
    frame = over_blur(picture, (180, 320))
    assert frame.shape == (480, 180)
    tops = [top for top in range(97) if np.array_equal(frame[top + 10 : top + 214], picture[10:214])]
    assert len(tops) == 1
    (top,) = tops
    assert 2 * top < 320 - 224 - top  # above the middle, where apps leave room
    steps = np.abs(np.diff(frame[: top + 1].astype(int), axis=0)).max()
    assert steps <= 8


async def test_what_is_upright_fills_the_frame_beside_what_is_wider(tmp_path: Path) -> None:
    narrow = np.ascontiguousarray(room(CHAIR)[:, 140:284])
    Image.fromarray(narrow).save(tmp_path / "upright.png")
    (upright,) = await luxvid.load_photos([tmp_path / "upright.png"])
    shot = Shot(first=await photo_of(BED, tmp_path, "wide"), last=upright, duration_s=2, inner=Dissolve(frames=10))
    photos = await KenBurnsRenderer().render(shot)
    wide, tall = [
        await Clip.open(write_clip(tmp_path / f"{n}.mp4", [picture] * 40, rate=30))
        for n, picture in enumerate((room(BED), narrow))
    ]
    clips = Clip(source=Halves(first=wide, second=tall, duration_s=Fraction(2), inner=Dissolve(frames=10)), duration_s=2)
    for clip in (photos, clips):
        first, last = await shown(clip, TALL, (0, 59))
        assert has_both_ends(first)
        assert detail(first[:20]) < 10
        assert first[-60:].mean() < 150 < last[-60:].mean()  # a darkened band, and the floor
