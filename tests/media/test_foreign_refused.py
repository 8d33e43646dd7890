"""What is no video is refused at once, with a reason that a person understands."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from anyio.to_thread import run_sync

from luxvid.blobs import Blob
from luxvid.encoding import Encoding
from luxvid.errors import MediaRefused
from luxvid.media.foreign import open_clip_file

pytestmark = pytest.mark.anyio

ClipMaker = Any  # the fixture `clips`, whose class stands in conftest.py

SMALL = Encoding(width_px=640, height_px=360)
REFUSED = {
    "-video-with-dash-.mp4",
    "audio_only.mp4",
    "renamed_jpeg.mp4",
    "truncated_faststart.mp4",
    "truncated_no_moov.mp4",
    "zero.mp4",
}


async def test_files_that_are_no_video(tmp_path: Path) -> None:
    for content, reason in (
        (b"", "empty"),
        (b"Dear client,\nhere is the video.\n" * 40, "not a video that can be read"),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nother.ts\n#EXT-X-ENDLIST\n", "not a video that can be read"),
        (b"ffconcat version 1.0\nfile other.mp4\n", "not a video that can be read"),
        (bytes(5000), "not a video that can be read"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free\0\0\xff\0mdat" + bytes(5000), "index is missing"),
    ):
        path = tmp_path / "video.mp4"
        path.write_bytes(content)
        with pytest.raises(MediaRefused, match=reason):
            await open_clip_file(path)


async def test_places_without_a_file(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match=r"nothing\.mp4.*No such file"):
        await open_clip_file(tmp_path / "nothing.mp4")
    with pytest.raises(MediaRefused, match="folder"):
        await open_clip_file(tmp_path)


@pytest.mark.parametrize(("codec", "name"), [("mjpeg", "yuvj420p"), ("png", "rgb24")])
async def test_pictures_are_no_videos(clips: ClipMaker, codec: str, name: str) -> None:
    encoder = av.CodecContext.create(codec, "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = 64, 48, name, Fraction(1)
    picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24").reformat(format=name)
    path = clips.folder / "renamed.mp4"
    path.write_bytes(b"".join(bytes(packet) for packet in [*encoder.encode(picture), *encoder.encode()]))
    with pytest.raises(MediaRefused, match="a picture"):
        await open_clip_file(path)


def sound(path: Path, *, cover: bool) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=48_000)
        art = container.add_stream("mjpeg", rate=1) if cover else None
        if isinstance(art, av.VideoStream):
            art.width, art.height, art.pix_fmt = 64, 64, "yuvj420p"
            art.disposition = av.stream.Disposition.attached_pic
            picture = av.VideoFrame(64, 64, "yuvj420p")
            container.mux(art.encode(picture))
            container.mux(art.encode())
        assert isinstance(stream, av.AudioStream)
        for number in range(20):
            frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
            frame.rate, frame.pts = 48_000, number * 1024
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


async def test_sound_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match="sound but no picture"):
        await open_clip_file(sound(tmp_path / "a.mp4", cover=False))


async def test_a_cover_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match="cover picture but no video"):
        await open_clip_file(sound(tmp_path / "a.mp4", cover=True))


async def test_an_encrypted_video(clips: ClipMaker) -> None:
    options = {
        "encryption_scheme": "cenc-aes-ctr",
        "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb",
        "encryption_kid": "a7e61c373e219033c21091fa607bf3b8",
    }
    path = clips.write("locked.mp4", clips.numbered(30), container_options=options)
    with pytest.raises(MediaRefused, match="encrypted"):
        await open_clip_file(path)


async def test_a_video_of_which_most_is_missing(clips: ClipMaker) -> None:
    path = clips.write("cut.mp4", clips.numbered(90), container_options={"movflags": "+faststart"}, options={"g": "10"})
    whole = path.read_bytes()
    begin = whole.index(b"mdat")
    path.write_bytes(whole[: begin + (len(whole) - begin) // 4])
    with pytest.raises(MediaRefused, match=r"breaks off after \d\.\d of 3\.0 s"):
        await open_clip_file(path)
    path.write_bytes(whole[: begin + (len(whole) - begin) * 9 // 10])
    assert 2 < (await open_clip_file(path)).length_s < 3


async def test_pictures_too_small_or_too_large(clips: ClipMaker) -> None:
    with pytest.raises(MediaRefused, match="too small: 8×8"):
        await open_clip_file(clips.write("s.mp4", [clips.flat("yuv444p", 80, 128, 128, width_px=8, height_px=8)]))
    huge = clips.flat("gray16be", 80, width_px=5200, height_px=5000)
    with pytest.raises(MediaRefused, match="too large: 5200×5000"):
        await open_clip_file(clips.write("l.mov", [huge], codec="png"))


async def test_messages_of_blobs_name_their_digest(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(b"text" * 100)
    blob = Blob.of_file(tmp_path / "t")
    with pytest.raises(MediaRefused, match=blob.digest[:12]):
        await open_clip_file(blob)


async def test_every_odd_video_gives_frames_or_is_refused(shared: Path) -> None:
    refused = set()
    for path in sorted((shared / "odd-media" / "video").iterdir()):
        try:
            source = await open_clip_file(path)
        except MediaRefused:
            refused.add(path.name)
            continue
        frames = await source.frames(-2, 4, encoding=SMALL)
        assert [frame.shape for frame in await run_sync(list, frames)] == [(540, 640)] * 6
    assert refused == REFUSED
