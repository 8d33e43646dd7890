"""`probe_video`: what a file from elsewhere holds, found out by reading it, never assumed from its name or header."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import BinaryIO

import av
from attrs import evolve, frozen

from luxvid.errors import MediaRefused
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.opening import MAX_PICTURE_BYTES, decoder_of, only, opened, refuse_pictures

SAMPLE_PACKETS = 24
"""How much is decoded to find out whether and how a file can be."""
MIN_SIDE_PX = 16
"""Smallest side of a picture that is worth a film."""

_SEEKABLE = ("mov", "matroska")
_DURATION_IS_TOLD = ("mov", "avi")
_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}  # FFmpeg's own decoders drop the second layer
_INTERLACED_ORDERS = {2, 3, 4, 5}
_JUMP_S = 1
_COVER = av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails | av.stream.Disposition.still_image


@frozen(kw_only=True)
class Probe:
    """What is known of a file's picture.

    Attributes:
        stream: Index of the stream in the file.
        decoder: Name of the decoder.
        sar: Sample aspect ratio: width by height of one stored pixel.
        size_px: Width and height of the first picture as it is seen: upright, in square pixels.
        rate: Frames per second by and large; exact times are the frames' own.
        first_pts: Timestamp of the first picture, in ticks of `time_base`.
        time_base: Seconds of one tick.
        last_s: When the last picture begins, in seconds after the first.
        length_s: When it ends.
        interlaced: Whether it has to be deinterlaced.
        seekable: Whether reading may begin elsewhere than at the beginning.
    """

    stream: int
    decoder: str
    sar: Fraction
    size_px: tuple[int, int]
    rate: Fraction
    first_pts: int
    time_base: Fraction
    last_s: Fraction = Fraction(0)
    length_s: Fraction = Fraction(0)
    interlaced: bool
    seekable: bool

    def clock(self) -> Clock:
        """Return a clock that counts from the first picture."""
        return Clock(self)


class Clock:
    """Timestamps to seconds after the first picture: missing ones are counted on, a jump back goes on where it was."""

    def __init__(self, probe: Probe) -> None:
        """Begin at the first picture."""
        self._probe = probe
        self._shift = Fraction(0)
        self._last: Fraction | None = None

    def at(self, pts: int | None) -> Fraction:
        """Return the time of the next timestamp."""
        follows = Fraction(0) if self._last is None else self._last + 1 / self._probe.rate
        time = follows
        if pts is not None:
            time = (pts - self._probe.first_pts) * self._probe.time_base + self._shift
            if self._last is not None and time < self._last - _JUMP_S:
                self._shift += follows - time
                time = follows
        self._last = time
        return time


def probe_video(file: BinaryIO, *, name: str) -> Probe:
    """Read a seekable file and return what is known of its picture. Blocks.

    Its beginning is decoded, then all its timestamps are read. `name` is only for messages.

    Raises:
        MediaRefused: There is no picture in it that can be read; mostly known after its beginning.
    """
    refuse_pictures(file, name)
    with opened(file, name) as container:
        candidates = _moving_streams(container, name)
    refusals = []
    for index in candidates:
        try:
            with opened(file, name) as container:
                probe = _tried(container, index, name)
            with opened(file, name) as container:
                return _timed(container, probe, name)
        except MediaRefused as refusal:
            refusals.append(refusal)
    raise refusals[0]


def _moving_streams(container: av.container.InputContainer, name: str) -> list[int]:
    """Return the streams with a picture that moves, the default one first; covers and thumbnails are none."""
    moving = [stream for stream in container.streams.video if not stream.disposition & _COVER]
    if moving:
        by_default = sorted(moving, key=lambda stream: not stream.disposition & av.stream.Disposition.default)
        return [stream.index for stream in by_default]
    if container.streams.video:
        raise MediaRefused(name, "it holds a cover picture but no video")
    if container.streams.audio:
        raise MediaRefused(name, "it holds sound but no picture")
    raise MediaRefused(name, "it holds no picture")


def _tried(container: av.container.InputContainer, index: int, name: str) -> Probe:
    """Decode the beginning of a stream and return what it shows."""
    stream = only(container, index)
    if stream.codec_context is None:
        raise MediaRefused(name, "its codec is not known here: convert it to H.264 first")
    _refuse_size(stream.codec_context, name)
    decoder = _decoder_name(stream)
    first, interlaced = _sampled(container, stream, decoder, name)
    _refuse_size(first, name)
    sar = _plausible_sar(stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio)
    return Probe(
        stream=index,
        decoder=decoder,
        sar=sar,
        size_px=_seen_size(first, sar),
        rate=_plausible_rate(stream),
        first_pts=first.pts or 0,
        time_base=Fraction(stream.time_base or Fraction(1, 1000)),
        interlaced=interlaced or stream.codec_context.field_order in _INTERLACED_ORDERS,
        seekable=container.format.name.startswith(_SEEKABLE),
    )


def _sampled(
    container: av.container.InputContainer, stream: av.VideoStream, decoder: str, name: str
) -> tuple[av.VideoFrame, bool]:
    """Return the first frame, and whether any of the first is interlaced."""
    context = decoder_of(stream, decoder)
    first: av.VideoFrame | None = None
    interlaced, encrypted, packets, errors = False, False, 0, 0
    for packet in [*islice(container.demux(stream), SAMPLE_PACKETS), None]:
        packets += 1
        encrypted = encrypted or (packet is not None and packet.has_sidedata("encryption_info"))
        try:
            for frame in context.decode(packet if packet is not None and packet.size else None):
                first = first or frame
                interlaced = interlaced or frame.interlaced_frame
        except EOFError:
            continue
        except av.FFmpegError:
            errors += 1
    if encrypted:
        raise MediaRefused(name, "it is encrypted: get it without copy protection")
    if first is None or errors * 2 > packets:
        raise MediaRefused(name, "its picture is damaged, or of a kind that cannot be decoded")
    return first, interlaced


def _timed(container: av.container.InputContainer, probe: Probe, name: str) -> Probe:
    """Read all timestamps and return the probe with its length: headers are wrong too often."""
    stream, clock, count = only(container, probe.stream), probe.clock(), 0
    last_s = end_s = Fraction(0)
    try:
        for packet in container.demux(stream):
            stop_if_cancelled()
            if not packet.size or packet.is_discard:
                continue
            count += 1
            begins_s = clock.at(packet.pts)
            if begins_s >= last_s:
                last_s = begins_s
                end_s = begins_s + (packet.duration * probe.time_base if packet.duration else 1 / probe.rate)
    except av.FFmpegError:
        pass  # it breaks off here; what comes before can be used
    told_s = (stream.duration or 0) * probe.time_base if container.format.name.startswith(_DURATION_IS_TOLD) else 0
    if end_s * 2 < told_s:
        raise MediaRefused(name, f"it breaks off after {float(end_s):.1f} of {float(told_s):.1f} s: get the whole file")
    if count == 1 and container.format.name == "gif":
        raise MediaRefused(name, "it is a picture (GIF), not a video: save it as PNG and add it to the photos")
    return evolve(probe, last_s=last_s, length_s=end_s)


def _decoder_name(stream: av.VideoStream) -> str:
    own = stream.codec_context.codec.name
    has_alpha = any(key.lower() == "alpha_mode" and value == "1" for key, value in stream.metadata.items())
    return _ALPHA_DECODERS.get(own, own) if has_alpha else own


def _refuse_size(picture: av.VideoCodecContext | av.VideoFrame, name: str) -> None:
    width_px, height_px = picture.width, picture.height
    bits = picture.format.padded_bits_per_pixel if picture.format else 12
    if width_px * height_px * bits // 8 > MAX_PICTURE_BYTES:
        raise MediaRefused(name, f"its picture is too large: {width_px}×{height_px}; export it at 4K")
    if 0 < min(width_px, height_px) < MIN_SIDE_PX:
        raise MediaRefused(name, f"its picture is too small: {width_px}×{height_px}; a side needs {MIN_SIDE_PX} px")


def _seen_size(frame: av.VideoFrame, sar: Fraction) -> tuple[int, int]:
    wide = max(1, round(frame.width * sar)) if sar >= 1 else frame.width
    high = frame.height if sar >= 1 else max(1, round(frame.height / sar))
    return (high, wide) if 45 <= frame.rotation % 180 < 135 else (wide, high)


def _plausible_sar(sar: Fraction | None) -> Fraction:
    value = Fraction(sar) if sar else Fraction(1)
    return value if Fraction(1, 8) <= value <= 8 else Fraction(1)


def _plausible_rate(stream: av.VideoStream) -> Fraction:
    for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate):
        if rate and Fraction(1, 10) <= Fraction(rate) <= 1000:
            return Fraction(rate)
    return Fraction(25)
