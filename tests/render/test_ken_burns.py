"""The offline renderer on real pictures: right colours, right place, motion through the dissolve."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import anyio.to_thread
import numpy as np
import pytest
from PIL import Image

from luxvid.encoding import Encoding
from luxvid.errors import MissingBlob, StoryboardIncomplete
from luxvid.intake import load_photos
from luxvid.photos import Photo
from luxvid.render import KenBurnsRenderer
from luxvid.scenes import DOLLY_IN, HOLD, TRUCK_RIGHT, CameraMove
from luxvid.storyboard import Shot

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=320, height_px=180)


async def frames_of(shot: Shot, start: int, stop: int, encoding: Encoding = SMALL) -> list[np.ndarray]:
    clip = await KenBurnsRenderer().render(shot)
    frames = await clip.frames(start, stop, encoding=encoding)
    return await anyio.to_thread.run_sync(list, frames)


@pytest.fixture
def painted(tmp_path: Path) -> Callable[..., Path]:
    def paint(name: str, colour: tuple[int, int, int], size: tuple[int, int] = (960, 640)) -> Path:
        Image.new("RGB", size, colour).save(tmp_path / name)
        return tmp_path / name

    return paint


async def one(path: Path) -> Photo:
    (photo,) = await load_photos(path)
    return photo


@pytest.mark.parametrize("colour", [(255, 0, 0), (12, 200, 77), (250, 250, 250), (3, 3, 3), (128, 90, 200)])
async def test_colours_are_the_photos_within_two_codes(colour: tuple[int, int, int], painted: Callable[..., Path]) -> None:
    (frame,) = await frames_of(Shot(first=await one(painted("plain.png", colour))), 0, 1)
    red, green, blue = colour
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    right = [16 + luma * 219 / 255, 128 + (blue - luma) / 1.8556 * 224 / 255, 128 + (red - luma) / 1.5748 * 224 / 255]
    planes = frame[:180], frame[180:225], frame[225:]
    assert [float(np.abs(plane.astype(float) - want).max()) for plane, want in zip(planes, right, strict=True)] < [2.0] * 3


@pytest.mark.parametrize("camera", [HOLD, DOLLY_IN, CameraMove(move="pedestal_up", amount=0.1)], ids=lambda camera: camera.move)
async def test_chroma_and_luma_edges_fall_together(camera: CameraMove, tmp_path: Path) -> None:
    half = Image.new("RGB", (1280, 720), (200, 30, 30))
    half.paste((30, 30, 200), (640, 0, 1280, 720))
    half.save(tmp_path / "edge.png")
    shot = Shot(first=await one(tmp_path / "edge.png"), camera=camera)
    (frame,) = await frames_of(shot, 60, 61)
    y, cb = frame[90].astype(float), frame[180:225].reshape(90, 160)[45].astype(float)
    luma_edge = _edge(y)
    chroma_edge = 2 * _edge(cb)  # a left-sited chroma sample i lies at luma sample 2 i
    assert abs(luma_edge - chroma_edge) < 0.3  # sited in the middle it would be half a pixel off


@pytest.mark.parametrize("size", [(976, 1464), (980, 1470), (1011, 1516), (1245, 1660), (1001, 1777)])
async def test_portrait_photos_of_any_size_are_laid_on_their_canvas(size: tuple[int, int], painted: Callable[..., Path]) -> None:
    (frame,) = await frames_of(Shot(first=await one(painted("upright.png", (90, 140, 60), size))), 0, 1)
    assert frame[90, 160] > frame[90, 4] + 20


def _edge(row: np.ndarray) -> float:
    low, high = row[:5].mean(), row[-5:].mean()
    share = np.clip((row - low) / (high - low), 0, 1)
    return float(len(row) - share.sum()) - 0.5


async def test_both_photos_are_seen_and_motion_goes_on_through_the_dissolve(drawn: list[Path]) -> None:
    first, last = await load_photos(drawn[:2])
    frames = await frames_of(Shot(first=first, last=last, camera=TRUCK_RIGHT), 0, 120)
    steps = [np.abs(a.astype(int) - b).mean() for a, b in pairwise(frames)]
    assert min(steps) > 0.05
    assert np.abs(frames[0].astype(int) - frames[-1]).mean() > 5


async def test_handles_go_on_before_and_after_the_shot(drawn: list[Path]) -> None:
    (photo,) = await load_photos(drawn[:1])
    frames = await frames_of(Shot(first=photo, camera=DOLLY_IN), -8, 128)
    assert len(frames) == 136
    assert np.abs(frames[0].astype(int) - frames[1]).mean() > 0.01


async def test_a_portrait_photo_is_shown_whole_on_its_blurred_self(tmp_path: Path) -> None:
    tall = Image.new("RGB", (600, 900), (40, 160, 60))
    tall.paste((240, 240, 240), (0, 0, 600, 20))
    tall.save(tmp_path / "tall.png")
    (frame,) = await frames_of(Shot(first=await one(tmp_path / "tall.png")), 0, 1)
    luma = frame[:180]
    assert luma[2, 160] > 200  # the photo's bright top edge is still there
    assert luma[90, 10] < luma[90, 160] - 20  # beside it the picture is darker


async def test_frames_are_rgb_arrays_for_those_who_encode_elsewhere(drawn: list[Path]) -> None:
    (photo,) = await load_photos(drawn[:1])
    shot = Shot(first=photo, camera=DOLLY_IN, duration_s="0.2")
    pictures = [frame async for frame in KenBurnsRenderer().frames(shot, encoding=SMALL)]
    assert [picture.shape for picture in pictures] == [(180, 320, 3)] * 6


async def test_equal_shots_have_equal_identities_and_others_do_not(drawn: list[Path]) -> None:
    a, b = await load_photos(drawn[:2])
    shots = [Shot(first=a), Shot(first=a), Shot(first=b), Shot(first=a, camera=CameraMove(move="hold"))]
    identities = [str((await KenBurnsRenderer().render(shot)).source.identity) for shot in shots]
    assert identities[0] == identities[1]
    assert len(set(identities)) == 3


async def test_an_open_shot_is_refused() -> None:
    with pytest.raises(StoryboardIncomplete, match="'shot' has no photo"):
        await KenBurnsRenderer().render(Shot())


async def test_a_photo_that_was_changed_since_is_refused(painted: Callable[..., Path]) -> None:
    photo = await one(painted("a.png", (10, 200, 30)))
    painted("a.png", (200, 10, 30))
    with pytest.raises(MissingBlob, match="was changed"):
        await frames_of(Shot(first=photo), 0, 1)
