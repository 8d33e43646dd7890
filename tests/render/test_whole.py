"""Beds and tubs of the sample villa, whole in the first, the middle and the last frame of films of every shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from anyio.to_thread import run_sync
from numpy.typing import NDArray
from PIL import Image, ImageDraw

import luxvid
from luxvid import CameraMove, Clip, Encoding, KenBurnsRenderer, Shot, wait
from luxvid.media.colour import to_rgb
from luxvid.scenes import Move
from luxvid.vision.backbone import is_installed
from luxvid.vision.looks import looking
from luxvid.vision.seeing import can_see
from tests.render.made_clips import write_clip

pytestmark = pytest.mark.anyio

SHAPES = [
    pytest.param(Encoding(width_px=180, height_px=320), id="9:16"),
    pytest.param(Encoding(width_px=200, height_px=200), id="1:1"),
    pytest.param(Encoding(width_px=176, height_px=220), id="4:5"),
]
ENDS = {  # where across and down the photo lie the ends of the bed's head, and of the house's upper roof
    "bedroom-1.jpg": ((0.448, 0.5), (0.787, 0.5)),
    "exterior-dusk.jpg": ((0.222, 0.265), (0.56, 0.265)),
}
DOT = 0.012  # of the width


@pytest.fixture(autouse=True, scope="module")
def _eyes() -> Iterator[None]:
    """Open the eyes for things, and keep them open."""
    if not can_see():
        pytest.skip("needs luxvid[vision]")
    with pytest.MonkeyPatch.context() as patch, looking():
        patch.setattr("luxvid.vision.furniture.is_installed", is_installed)
        yield


@pytest.fixture(scope="module")
def photos(villa: Path, tmp_path_factory: pytest.TempPathFactory) -> luxvid.PhotoSet:
    folder = tmp_path_factory.mktemp("marked")
    for name, ends in ENDS.items():
        marked(villa / name, ends).save(folder / f"{Path(name).stem}.png", compress_level=1)
    return wait(luxvid.load_photos(folder))


def marked(photo: Path, ends: tuple[tuple[float, float], ...]) -> Image.Image:
    """Return a photo, 3:2, with a red and a blue dot at the ends of what it is of."""
    with Image.open(photo) as opened:
        picture = opened.convert("RGB").resize((960, 640))
    draw = ImageDraw.Draw(picture)
    for (x, y), colour in zip(ends, ("#ff0000", "#0000ff"), strict=True):
        draw.rectangle(((x - DOT) * 960, y * 640 - DOT * 960, (x + DOT) * 960, y * 640 + DOT * 960), fill=colour)
    return picture


async def frames_of(clip: Clip, encoding: Encoding) -> list[NDArray[np.int16]]:
    last = encoding.frames(clip.duration_s) - 1
    shown = []
    for number in (0, last // 2, last):
        (frame,) = await run_sync(list, await clip.frames(number, number + 1, encoding=encoding))
        shown.append(to_rgb(frame).astype(np.int16))
    return shown


def has_both_ends(picture: NDArray[np.int16]) -> bool:
    red, blue = picture[..., 0] - picture[..., 1:].max(-1), picture[..., 2] - picture[..., :2].max(-1)
    return bool((red > 120).any() and (blue > 120).any())


@pytest.mark.parametrize("encoding", SHAPES)
@pytest.mark.parametrize("move", ["dolly_in", "truck_left"])
async def test_the_camera_over_a_photo_keeps_it_whole(move: Move, encoding: Encoding, photos: luxvid.PhotoSet) -> None:
    for photo in photos:
        clip = await KenBurnsRenderer().render(Shot(first=photo, camera=CameraMove(move=move), duration_s=4))
        assert all(has_both_ends(frame) for frame in await frames_of(clip, encoding)), photo.file


@pytest.mark.parametrize("encoding", SHAPES)
async def test_a_clip_is_cut_so_that_it_stays_whole(encoding: Encoding, villa: Path, tmp_path: Path) -> None:
    picture = np.asarray(marked(villa / "bedroom-1.jpg", ENDS["bedroom-1.jpg"]))
    clip = await Clip.open(write_clip(tmp_path / "c.mp4", [picture] * 45, rate=30))
    assert all(has_both_ends(frame) for frame in await frames_of(clip, encoding))
