"""Facts of a finished file are read from the file: its boxes, its packets, its sound."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from luxvid.encoding import Encoding
from luxvid.errors import MediaRefused
from luxvid.media.encode import encode_frames
from luxvid.media.file_facts import facts_of
from luxvid.media.join import header_of, write_film
from luxvid.media.sound_codecs import encode_aac

pytestmark = pytest.mark.anyio
SIZE = Encoding(width_px=128, height_px=72)


def moving(count: int, *, noisy: bool = False) -> Iterator[NDArray[np.uint8]]:
    random = np.random.default_rng(1)
    ramp = np.add.outer(np.arange(72), np.arange(128)).astype(np.uint8)
    for number in range(count):
        frame = np.full((108, 128), 128, np.uint8)
        frame[:72] = random.integers(16, 235, (72, 128)) if noisy else 16 + (ramp + 3 * number) % 200
        yield frame


async def film(path: Path, encoding: Encoding, *, edit_list: bool = True, **pieces: bool) -> Path:
    made = [encode_frames(moving(count, **pieces), encoding) for count in (70, 15, 35)]
    assert len({header_of(piece) for piece in made}) == 1
    tone = (0.1 * np.sin(np.arange(4 * 48_000) / 20)).astype(np.float32)
    aac = encode_aac(np.stack([tone, tone]))
    return await write_film(path, made, encoding=encoding, aac=aac, edit_list=edit_list)


async def test_a_master_is_what_design_says(tmp_path: Path) -> None:
    facts = facts_of(await film(tmp_path / "a.mp4", SIZE))
    picture, sound = facts.picture, facts.sound
    assert (facts.container, facts.is_moov_first, facts.has_edit_list, facts.tracks) == ("MP4", True, True, 2)
    assert (picture.codec, picture.profile, picture.pixel_format, picture.colour) == (
        "H.264",
        "High",
        "yuv420p",
        "BT.709 limited",
    )
    assert (picture.frames, float(picture.duration_s), float(picture.fps), picture.is_constant_rate) == (120, 4.0, 30.0, True)
    assert (picture.gop_frames, picture.is_closed) == (60, True)
    assert sound is not None
    assert (sound.codec, sound.rate_hz, sound.channels, float(sound.duration_s)) == ("AAC-LC", 48_000, 2, 4.0)
    assert facts.size_bytes == (tmp_path / "a.mp4").stat().st_size


async def test_bounds_of_gops_and_b_frames_are_kept(tmp_path: Path) -> None:
    bounded = Encoding(width_px=128, height_px=72, gop_s=Fraction(1, 2), b_frames=2)
    facts = facts_of(await film(tmp_path / "a.mp4", bounded, edit_list=False))
    assert not facts.has_edit_list
    assert facts.picture.gop_frames == 15
    assert 1 <= facts.picture.b_frames <= 2
    assert facts_of(await film(tmp_path / "b.mp4", SIZE)).picture.b_frames > 2
    slow = Encoding(width_px=128, height_px=72, fps=29.97, gop_s=Fraction(1, 2))
    assert facts_of(await film(tmp_path / "d.mp4", slow)).picture.gop_frames == 15
    odd = Encoding(width_px=128, height_px=72, fps=Fraction(25), gop_s=Fraction(1, 2))
    assert facts_of(await film(tmp_path / "e.mp4", odd)).picture.gop_frames == 12
    plain = Encoding(width_px=128, height_px=72, b_frames=0)
    assert facts_of(await film(tmp_path / "c.mp4", plain)).picture.b_frames == 0


async def test_a_capped_rate_holds_in_every_second(tmp_path: Path) -> None:
    free = facts_of(await film(tmp_path / "a.mp4", SIZE, noisy=True)).picture
    capped = facts_of(await film(tmp_path / "b.mp4", Encoding(width_px=128, height_px=72, max_kbps=400), noisy=True)).picture
    assert free.peak_kbps > 1000
    assert capped.peak_kbps < 400 * 1.5


async def test_what_is_no_whole_film_is_refused(tmp_path: Path) -> None:
    path = await film(tmp_path / "a.mp4", SIZE)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(MediaRefused, match="cut off"):
        facts_of(cut)
    (tmp_path / "text.mp4").write_text("no film at all, and long enough for a box")
    with pytest.raises(MediaRefused, match="no whole MP4"):
        facts_of(tmp_path / "text.mp4")


async def test_other_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "other.mp4"
    with av.open(str(path), "w") as container:  # as FFmpeg writes by default: index last
        stream = container.add_stream("libx264", rate=25, options={"profile": "baseline", "g": "10"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for number in range(30):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number * 8, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    facts = facts_of(path)
    assert (facts.is_moov_first, facts.sound, float(facts.picture.fps), facts.picture.b_frames) == (False, None, 25.0, 0)
    assert facts.picture.profile == "Baseline"
    assert facts.picture.colour != "BT.709 limited"
