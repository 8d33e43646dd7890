"""Overlays: laid over the frames that they are for, and made anew only where one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from attrs import frozen
from numpy.typing import NDArray

import luxvid
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.film import Clip, PictureTrack
from luxvid.protocols import Beneath, Run
from luxvid.storage import Storage
from luxvid.timeline import Body, Timeline
from luxvid.transitions import Dissolve

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=160, height_px=96, preset="ultrafast")
TIMELINE = Timeline.of([2, 2], [Dissolve(frames=15)], fps=SMALL.fps)


@frozen(kw_only=True)
class Square:
    """A square of one grey in the corner, brighter in the end; it may take the grey of what lies beneath."""

    begin: int
    end: int
    grey: int = 200
    looks_beneath: bool = False

    @property
    def identity(self) -> dict[str, Any]:
        return {"square": self.grey}

    async def layer(self, beneath: Beneath, /, *, encoding: Encoding) -> Painted:
        if not self.looks_beneath:
            return Painted(self.grey)
        first, last = await beneath.frames([0, self.end - self.begin - 1], encoding=encoding)
        return Painted(int(255 - (first[: encoding.height_px].mean() + last[: encoding.height_px].mean()) / 2))


@frozen
class Painted:
    grey: int

    def lay(self, frame: NDArray[np.uint8], number: int, /) -> NDArray[np.uint8]:
        painted = frame.copy()
        painted[:32, :32] = min(255, self.grey + number)
        return painted


@pytest.fixture(scope="module")
def clips(drawn: list[Path]) -> list[Clip]:
    photos = luxvid.wait(luxvid.load_photos(drawn[:3]))
    return [luxvid.wait(luxvid.KenBurnsRenderer().render(luxvid.Shot(first=photo, duration_s=2))) for photo in photos]


async def film(clips: Sequence[Clip], *overlays: Square, run: Run | None = None) -> PictureTrack:
    return await luxvid.Combiner(encoding=SMALL).combine(clips[:2], timeline=TIMELINE, overlays=overlays, run=run)


async def corners(track: PictureTrack, folder: Path) -> list[float]:
    with av.open(str(await track.save(folder / "film.mp4"))) as file:
        return [float(frame.to_ndarray()[8:24, 8:24].mean()) for frame in file.decode(video=0)]


def digests(track: PictureTrack) -> list[str]:
    return [piece.digest for piece in track.pieces]


@pytest.mark.parametrize(("begin", "end"), [(10, 30), (0, 120), (55, 61), (50, 70), (119, 120)])
async def test_it_shows_in_its_frames_and_in_no_other(clips: list[Clip], begin: int, end: int, tmp_path: Path) -> None:
    plain = await corners(await film(clips), tmp_path)
    shown = await corners(await film(clips, Square(begin=begin, end=end, grey=130)), tmp_path)
    assert len(shown) == TIMELINE.frames
    for number, (without, there) in enumerate(zip(plain, shown, strict=True)):
        expected = 130 + number - begin if begin <= number < end else without
        assert abs(there - expected) < 6


async def test_the_highest_comes_last(clips: list[Clip], tmp_path: Path) -> None:
    both = Square(begin=0, end=40, grey=60), Square(begin=20, end=30, grey=200)
    shown = await corners(await film(clips, *both), tmp_path)
    assert abs(shown[10] - 70) < 6
    assert abs(shown[25] - 205) < 6
    assert abs(shown[35] - 95) < 6


async def test_without_overlays_a_film_is_found_as_before(clips: list[Clip]) -> None:
    run = Run(storage=Storage.memory())
    first = await luxvid.Combiner(encoding=SMALL).combine(clips[:2], timeline=TIMELINE, run=run)
    again = await film(clips, run=run)
    assert (again.reused, digests(again)) == (3, digests(first))


async def test_another_overlay_makes_anew_only_what_shows_it(clips: list[Clip]) -> None:
    run = Run(storage=Storage.memory())
    before = await film(clips, Square(begin=10, end=25), Square(begin=80, end=90), run=run)
    after = await film(clips, Square(begin=10, end=25, grey=100), Square(begin=80, end=90), run=run)
    pieces = list(TIMELINE.pieces(split_at=(10, 25, 80, 90)))
    changed = [piece for piece, old, new in zip(pieces, digests(before), digests(after), strict=True) if old != new]
    assert changed == [Body(clip=0, start=10, stop=25)]
    assert after.reused == len(pieces) - 1


async def test_only_what_looks_beneath_changes_with_the_picture(clips: list[Clip]) -> None:
    run = Run(storage=Storage.memory())
    label, title = Square(begin=0, end=120), Square(begin=5, end=70, looks_beneath=True)
    await film(clips, label, run=run)
    await film(clips, title, run=run)
    other = [clips[0], clips[2]]
    labelled, titled = await film(other, label, run=run), await film(other, title, run=run)
    assert labelled.reused == 1  # the first clip's body
    assert titled.reused == 1  # what lies before the title; the rest of the first body shows a grey of both clips


async def test_it_sees_the_picture_as_it_is_without_overlays(clips: list[Clip], tmp_path: Path) -> None:
    looking = Square(begin=40, end=80, looks_beneath=True)
    alone = await corners(await film(clips, looking), tmp_path)
    under = await corners(await film(clips, Square(begin=0, end=120, grey=10), looking), tmp_path)
    assert alone[40:80] == pytest.approx(under[40:80], abs=3)


@pytest.mark.parametrize(("begin", "end"), [(-1, 5), (5, 5), (100, 121)])
async def test_one_outside_the_film_is_refused(clips: list[Clip], begin: int, end: int) -> None:
    with pytest.raises(InvalidInput, match="must begin before it ends, and inside the film"):
        await film(clips, Square(begin=begin, end=end))
