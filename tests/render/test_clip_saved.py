"""A clip alone in a file: encoded on all cores, in slices that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import anyio
import av
import numpy as np
import pytest
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput, RenderFailed
from luxvid.film import Clip
from luxvid.intake import load_photos
from luxvid.media import encode
from luxvid.render import KenBurnsRenderer
from luxvid.storyboard import Shot

pytestmark = pytest.mark.anyio
SMALL = Encoding(width_px=320, height_px=180, preset="ultrafast")


async def clip_of(drawn: list[Path], seconds: Fraction | str) -> Clip:
    photo = (await load_photos(drawn))[0]
    return await KenBurnsRenderer().render(Shot(first=photo, duration_s=seconds))


def decoded(path: Path) -> tuple[list[NDArray[np.uint8]], list[int]]:
    """Return a file's frames, and which of them stand for themselves."""
    with av.open(str(path)) as file:
        frames = list(file.decode(video=0))
    pictures = [frame.to_ndarray().astype(np.uint8, copy=False) for frame in frames]
    return pictures, [number for number, frame in enumerate(frames) if frame.key_frame]


async def test_slices_join_into_the_clips_own_frames(drawn: list[Path], tmp_path: Path) -> None:
    clip = await clip_of(drawn, "4.2")
    pictures, whole = decoded(await clip.save(tmp_path / "a clip.mp4", encoding=SMALL))
    wanted = list(await clip.frames(0, 126, encoding=SMALL))
    assert len(pictures) == 126
    assert whole == [0, 60, 120]  # as in one piece: every two seconds
    for picture, frame in zip(pictures, wanted, strict=True):
        assert np.abs(picture.astype(int) - frame).mean() < 3


async def test_the_same_bytes_on_any_number_of_cores(drawn: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip, files = await clip_of(drawn, "6.5"), []
    for cores in (1, 5):
        monkeypatch.setattr(encode, "cores", lambda cores=cores: cores)
        files.append((await clip.save(tmp_path / f"{cores}.mp4", encoding=SMALL)).read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("count", "gop_s", "ends"),
    [
        (1, 2, [0, 1]),
        (89, 2, [0, 89]),
        (90, 2, [0, 60, 90]),
        (120, 2, [0, 60, 120]),
        (120, Fraction(1, 30), [0, 60, 120]),
        (120, Fraction(1, 2), [0, 60, 120]),
        (300, 5, [0, 150, 300]),
        (4800, 2, [*range(0, 4201, 600), 4800]),
    ],
)
def test_slices_end_where_a_gop_does(count: int, gop_s: Fraction, ends: list[int]) -> None:
    assert encode.slice_ends(count, evolve(SMALL, gop_s=gop_s)) == ends


@frozen
class Broken:
    """A source that fails in every slice."""

    identity: dict[str, Any] = field(factory=dict)
    length_s: float | None = None

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        def each() -> Iterator[NDArray[np.uint8]]:
            yield np.zeros((encoding.height_px * 3 // 2, encoding.width_px), np.uint8)
            raise RenderFailed(f"frame {start} of {stop} is torn")

        return each()


async def test_slices_that_fail_together_fail_with_one_error(tmp_path: Path) -> None:
    with pytest.raises(RenderFailed, match="is torn"):
        await Clip(source=Broken(), duration_s=16).save(tmp_path / "clip.mp4", encoding=SMALL)
    assert not list(tmp_path.iterdir())


async def test_cancelled_it_leaves_no_file(drawn: list[Path], tmp_path: Path) -> None:
    clip = await clip_of(drawn, "12")
    with anyio.move_on_after(0.05) as scope:
        await clip.save(tmp_path / "clip.mp4")
    assert scope.cancelled_caught
    assert not list(tmp_path.iterdir())


async def test_a_missing_folder_is_named_before_anything_is_encoded(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nowhere"):  # not what is wrong with the source
        await Clip(source=Broken(), duration_s=16).save(tmp_path / "nowhere" / "clip.mp4", encoding=SMALL)
