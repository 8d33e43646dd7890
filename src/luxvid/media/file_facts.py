"""`facts_of`: what a finished MP4 is, measured on the file itself: its boxes, its packets, and how its sound decodes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import av
import numpy as np
from attrs import frozen

from luxvid.errors import MediaRefused
from luxvid.media.boxes import boxes_of, kinds_of
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.loudness import Level, measure
from luxvid.media.marking import read_xmp
from luxvid.media.slices import Kind, kind_of
from luxvid.media.sound import read_sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

_H264_PROFILES = {66: "Baseline", 77: "Main", 88: "Extended", 100: "High"}
_BT709, _LIMITED = 1, 1


@frozen(kw_only=True)
class PictureFacts:
    """A file's picture, as its index, its packets and their heads say.

    `gop_frames` is the longest way from one frame that reading may begin at to the next, `b_frames` the most B-frames in a row,
    `peak_kbps` the rate of the busiest second.
    """

    codec: str
    profile: str
    level: float
    pixel_format: str
    colour: str
    width_px: int
    height_px: int
    pixel_aspect: Fraction
    fps: Fraction
    is_constant_rate: bool
    frames: int
    duration_s: Fraction
    kbps: float
    peak_kbps: float
    gop_frames: int
    is_closed: bool
    b_frames: int


@frozen(kw_only=True)
class SoundFacts:
    """A file's sound: as its packets say, and as loud as it decodes."""

    codec: str
    rate_hz: int
    channels: int
    kbps: float
    duration_s: Fraction
    level: Level


@frozen(kw_only=True)
class FileFacts:
    """A file: its container, its picture, its sound if it has any, and what it says of itself."""

    size_bytes: int
    container: str
    is_moov_first: bool
    has_edit_list: bool
    tracks: int
    picture: PictureFacts
    sound: SoundFacts | None
    xmp: bytes


def facts_of(path: Path) -> FileFacts:
    """Open a finished MP4 and measure it. The sound is decoded whole, of the picture the frames that stand alone. Blocks.

    Raises:
        MediaRefused: It is no MP4 with an H.264 picture that plays.
    """
    kinds = [box.kind for box in boxes_of(path)]
    if b"moov" not in kinds or b"mdat" not in kinds:
        raise MediaRefused(path.name, "it is no whole MP4: its index or its picture is missing")
    try:
        with av.open(str(path), "r") as container:
            picture = _picture(container, path)
            tracks = len(container.streams)
        sound = _sound(path)
    except av.FFmpegError as error:
        raise MediaRefused(path.name, f"it does not play: {error}") from error
    return FileFacts(
        size_bytes=path.stat().st_size,
        container="MP4" if kinds[0] == b"ftyp" else "",
        is_moov_first=kinds.index(b"moov") < kinds.index(b"mdat"),
        has_edit_list=b"elst" in kinds_of(path),
        tracks=tracks,
        picture=picture,
        sound=sound,
        xmp=read_xmp(path),
    )


def grey_frames(path: Path, *, every_s: float) -> Iterator[NDArray[np.uint8]]:
    """Yield a film's luma, (height, width) uint8, a frame every so many seconds. Decodes the whole film. Blocks."""
    with av.open(str(path), "r") as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        due_s = 0.0
        for frame in container.decode(stream):
            stop_if_cancelled()
            if frame.time >= due_s:
                due_s = frame.time + every_s
                yield frame.to_ndarray()[: frame.height].astype(np.uint8, copy=False)


def _picture(container: av.container.InputContainer, path: Path) -> PictureFacts:
    if not container.streams.video or container.streams.video[0].codec_context.codec.name != "h264":
        raise MediaRefused(path.name, "it has no picture in H.264")
    stream = container.streams.video[0]
    context, head = stream.codec_context, bytes(stream.codec_context.extradata or b"")
    shown = sorted(_frames(container, stream, length_bytes=1 + (head[4] & 3)), key=lambda frame: frame.time)
    _play_key_frames(path)
    times = [frame.time for frame in shown]
    steps = {after - before for before, after in pairwise(times)}
    step = min(steps, default=1 / Fraction(stream.average_rate or 1))
    duration_s = times[-1] - times[0] + step
    sizes = [frame.size for frame in shown]
    return PictureFacts(
        codec="H.264",
        profile=_H264_PROFILES.get(head[1], str(head[1])),
        level=head[3] / 10,
        pixel_format=context.pix_fmt or "",
        colour=_colour(context),
        width_px=context.width,
        height_px=context.height,
        pixel_aspect=Fraction(stream.sample_aspect_ratio or 1),
        fps=1 / step,
        is_constant_rate=len(steps) <= 1,
        frames=len(shown),
        duration_s=duration_s,
        kbps=sum(sizes) * 8 / 1000 / float(duration_s),
        peak_kbps=_peak(sizes, window=max(1, round(1 / step))) * 8 / 1000,
        gop_frames=_longest_gop(shown),
        is_closed=all(frame.kind is Kind.IDR for frame in shown if frame.is_key),
        b_frames=max((len(list(run)) for kind, run in groupby(frame.kind for frame in shown) if kind is Kind.B), default=0),
    )


class _Frame(NamedTuple):
    """When a frame is shown, its bytes, its kind, and whether reading may begin at it."""

    time: Fraction
    size: int
    kind: Kind
    is_key: bool


def _frames(container: av.container.InputContainer, stream: av.VideoStream, *, length_bytes: int) -> list[_Frame]:
    found = []
    for packet in container.demux(stream):
        stop_if_cancelled()
        if packet.size:
            time = Fraction(packet.pts or 0) * packet.time_base
            kind = kind_of(bytes(packet), length_bytes=length_bytes)
            found.append(_Frame(time, packet.size, kind, packet.is_keyframe))
    if not found:
        raise MediaRefused("the film", "its picture holds no frame")
    return found


def _play_key_frames(path: Path) -> None:
    with av.open(str(path), "r") as container:
        stream = container.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        for frame in container.decode(stream):
            stop_if_cancelled()
            if frame.is_corrupt:
                raise MediaRefused(path.name, f"its picture is damaged at {frame.time:.2f} s")


def _colour(context: av.VideoCodecContext) -> str:
    tags = (context.color_primaries, context.color_trc, context.colorspace)
    matrix = "BT.709" if tags == (_BT709,) * 3 else "/".join(map(str, tags))
    return f"{matrix} {'limited' if context.color_range == _LIMITED else context.color_range}"


def _peak(sizes: list[int], *, window: int) -> int:
    """Return the most bytes that lie in `window` frames on end; a shorter film is spread over the whole window."""
    most = total = sum(sizes[:window])
    for gone, come in zip(sizes, sizes[window:], strict=False):
        total += come - gone
        most = max(most, total)
    return most


def _longest_gop(shown: list[_Frame]) -> int:
    keys = [number for number, frame in enumerate(shown) if frame.is_key]
    return max((after - before for before, after in pairwise([*keys, len(shown)])), default=len(shown))


def _sound(path: Path) -> SoundFacts | None:
    with av.open(str(path), "r") as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        context, length = stream.codec_context, Fraction(stream.duration or 0) * (stream.time_base or 0)
        profile, rate_hz, channels = context.profile or "", context.sample_rate, context.layout.nb_channels
        codec = f"{context.codec.name.upper()}-{profile}" if profile else context.codec.name.upper()
        total = sum(packet.size for packet in container.demux(stream))
    audio = read_sound(path, max_duration_s=float("inf"))
    return SoundFacts(
        codec=codec,
        rate_hz=rate_hz,
        channels=channels,
        kbps=total * 8 / 1000 / float(length or audio.duration_s),
        duration_s=length or audio.duration_s,
        level=measure(audio.samples),
    )
