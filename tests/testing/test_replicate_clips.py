"""The emulator's clips are real: sizes, rates, sound and ends are the model's, and each flaw can be seen in the pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from attrs import evolve, frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.film import Clip
from luxvid.testing import ReplicateEmulator, draw_photo
from luxvid.testing.replicate import MODELS, Flaws
from luxvid.testing.replicate.clips import ClipOrder, render_clip

SIZE = (160, 90)


@frozen
class Seen:
    """What a clip holds: pictures (n, height, width, 3) as float, rate, and whether it has sound."""

    pictures: NDArray[np.float32]
    fps: Fraction
    has_sound: bool

    def step(self, number: int) -> float:
        """How much changes from one frame to the next."""
        return distance(self.pictures[number + 1], self.pictures[number])


def distance(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.abs(one - other).mean())


def seen(clip: bytes) -> Seen:
    with av.open(io.BytesIO(clip), "r") as container:
        video = container.streams.video[0]
        fps, has_sound = Fraction(video.average_rate or 0), bool(container.streams.audio)
        pictures = [
            frame.to_ndarray(format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709").astype(np.float32)
            for frame in container.decode(video)
        ]
    return Seen(np.stack(pictures), fps, has_sound)


def photo(kind: str, number: int = 1) -> bytes:
    file = io.BytesIO()
    draw_photo(kind, number=number).resize((640, 427)).crop((0, 33, 640, 393)).save(file, "JPEG", quality=95)
    return file.getvalue()


@pytest.fixture(scope="module")
def order() -> ClipOrder:
    return ClipOrder(
        first=photo("living"),
        last=photo("kitchen"),
        size=SIZE,
        fps=Fraction(24),
        frames=48,
        has_sound=False,
        flaws=Flaws(),
        seed=0,
    )


@pytest.fixture(scope="module")
def ends(order: ClipOrder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    pictures = [Image.open(io.BytesIO(file or b"")).resize(SIZE, Image.Resampling.LANCZOS) for file in (order.first, order.last)]
    first, last = (np.asarray(picture, np.float32) for picture in pictures)
    return first, last


Make = Callable[..., Seen]


@pytest.fixture(scope="module")
def make(order: ClipOrder) -> Make:
    return lambda **flaws: seen(render_clip(evolve(order, flaws=Flaws(**flaws))))


def test_a_clip_goes_from_the_first_picture_to_the_last(make: Make, ends: Any) -> None:
    clip = make()
    assert distance(clip.pictures[0], ends[0]) < 4
    assert distance(clip.pictures[-1], ends[1]) < 4
    steps = [clip.step(number) for number in range(47)]
    assert min(steps[1:-1]) > 0.1
    assert max(steps) < 4 * np.median(steps)


def test_a_single_picture_is_moved(order: ClipOrder, ends: Any) -> None:
    clip = seen(render_clip(evolve(order, last=None)))
    assert distance(clip.pictures[0], ends[0]) < 4
    assert distance(clip.pictures[-1], ends[0]) > 4


def test_without_pictures_there_is_a_place_all_the_same(order: ClipOrder) -> None:
    one, other = (seen(render_clip(evolve(order, first=None, last=None, frames=4, seed=seed))) for seed in (1, 2))
    assert one.pictures.std() > 20
    assert distance(one.pictures[0], other.pictures[0]) > 5


def test_eased_and_frozen_ends(make: Make, order: ClipOrder) -> None:
    plain, eased, frozen_ends = make(), make(eased=True), make(frozen_start=10, frozen_end=12)
    assert eased.step(0) < plain.step(0)
    still = [frozen_ends.step(number) for number in [*range(9), *range(36, 47)]]
    moving = [frozen_ends.step(number) for number in range(11, 34)]
    assert np.median(still) < 0.2 * np.median(moving)
    assert distance(frozen_ends.pictures[9], frozen_ends.pictures[0]) < 3
    assert len(frozen_ends.pictures) == order.frames


def test_a_hard_cut_is_one_frame_in_the_middle(make: Make, order: ClipOrder) -> None:
    for clip in (make(hard_cut=True), seen(render_clip(evolve(order, last=None, flaws=Flaws(hard_cut=True))))):
        steps = np.array([clip.step(number) for number in range(47)])
        assert abs(int(steps.argmax()) - 23) <= 1
        assert steps.max() > 5 * np.median(steps)


def test_another_room_and_an_object_are_only_in_the_middle(make: Make) -> None:
    plain = make()
    for spoilt, least in ((make(other_room=True), 20.0), (make(added_object=0.4), 1.5)):
        assert distance(spoilt.pictures[0], plain.pictures[0]) < 3
        assert distance(spoilt.pictures[-1], plain.pictures[-1]) < 4
        assert distance(spoilt.pictures[24], plain.pictures[24]) > least


def test_wrong_ends(make: Make, ends: Any) -> None:
    assert distance(make(wrong_first=True).pictures[0], ends[0]) > 20
    wrong = make(wrong_last=True)
    assert distance(wrong.pictures[-1], ends[1]) > 20
    assert distance(wrong.pictures[0], ends[0]) < 4


def test_exposure_and_colour_drift(make: Make) -> None:
    plain, brighter, warmer = make(), make(exposure_ev=-1), make(warmth=0.3)
    assert brighter.pictures[-1].mean() < 0.8 * plain.pictures[-1].mean()
    assert brighter.pictures[0].mean() == pytest.approx(plain.pictures[0].mean(), rel=0.02)
    red, _, blue = warmer.pictures[-1].mean((0, 1)) - plain.pictures[-1].mean((0, 1))
    assert red > 2
    assert blue < -2


def test_mirrored_and_black(make: Make) -> None:
    plain = make()
    assert distance(make(mirrored=True).pictures[0], plain.pictures[0][:, ::-1]) < 2
    assert make(black=True).pictures.max() < 3


def test_a_strangers_picture_can_be_given(make: Make, ends: Any, tmp_path: Path) -> None:
    Image.fromarray(ends[1].astype(np.uint8)).save(tmp_path / "other.png")
    assert distance(make(wrong_first=True, other=str(tmp_path / "other.png")).pictures[0], ends[1]) < 6


@pytest.mark.parametrize(
    ("model", "given", "size", "fps", "frames"),
    [
        ("google/veo-3.1-fast", {"duration": 4, "resolution": "720p"}, (1280, 720), 24, 96),
        ("google/veo-3", {"duration": 8, "aspect_ratio": "9:16"}, (1080, 1920), 24, 192),
        ("minimax/hailuo-02", {"resolution": "768p"}, (1366, 768), 25, 150),
        ("kwaivgi/kling-v2.1", {"mode": "pro"}, (1920, 1080), 24, 120),
        ("bytedance/seedance-1-pro", {"duration": 3}, (1920, 1080), 24, 72),
        ("wan-video/wan-2.2-i2v-fast", {}, (832, 480), 16, 81),
    ],
)
def test_each_model_has_its_size_rate_and_length(
    monkeypatch: pytest.MonkeyPatch, model: str, given: dict[str, Any], size: tuple[int, int], fps: int, frames: int
) -> None:
    from luxvid.testing.replicate import clips
    from luxvid.testing.replicate.making import Wanted

    ordered: list[ClipOrder] = []

    def remember(order: ClipOrder) -> bytes:
        ordered.append(order)
        return b""

    monkeypatch.setattr(clips, "render_clip", remember)
    played = MODELS[model]
    files = {name: photo("living") for name in played.files}
    played.make(Wanted(input=played.filled({"prompt": "x", **given}), files=files, longest_px=0))
    made = ordered[0]
    assert (made.size, made.fps, made.frames) == (size, Fraction(fps), frames)
    assert made.has_sound is not model.startswith("wan")
    assert made.first == photo("living")


def test_flaws_change_rate_size_and_length(emulator: ReplicateEmulator, caller: Any) -> None:
    emulator.faults.add(Flaws(fps=Fraction(30000, 1001), size=(200, 120), longer_s=0.5))
    clips = []
    for _ in range(2):
        done = caller.waited(caller.ordered("google/veo-3.1-fast", duration=4))
        clips.append(seen(caller.http.get(done["output"]).content))
    assert clips[0].fps == Fraction(30000, 1001)
    assert clips[0].pictures.shape == (135, 120, 200, 3)
    assert clips[1].fps == 24
    assert clips[1].pictures.shape == (96, 90, 160, 3)
    assert clips[1].has_sound


@pytest.mark.anyio
async def test_luxvid_opens_them(order: ClipOrder, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(render_clip(evolve(order, has_sound=True)))
    clip = await Clip.open(tmp_path / "clip.mp4")
    assert clip.duration_s == 2


def test_equal_orders_are_drawn_once(order: ClipOrder) -> None:
    assert render_clip(order) is render_clip(evolve(order))
