"""Open a video from elsewhere: only formats of video, nothing that the file refers to, bounded in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import av

from luxvid.errors import MediaRefused
from luxvid.media.stills_files import Refusal
from luxvid.media.stills_formats import format_of

MAX_PICTURE_BYTES = 50_000_000
"""Largest decoded picture: 8K in 8 bit, 5.3K in 10 bit. Decoders keep up to about 17 of them, which stays under 1 GB."""

_MAX_PIXELS = "33177600"  # 8K; decoders refuse larger pictures before they make room for them

_FORMATS = "mov,matroska,avi,mpeg,mpegts,flv,asf,ogg,mxf,gif,ivf,nut,dv,rm"  # no playlists: they open other files and URLs
_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}


@contextmanager
def opened(file: BinaryIO, name: str) -> Iterator[av.container.InputContainer]:
    """Open a video that lies in a seekable `file`; the file stays open, and the caller's. `name` is only for messages.

    Generators over packets and frames must be dropped before the end of the block.

    Raises:
        MediaRefused: It is no video; the reason says what it is.
    """
    file.seek(0)
    try:
        container = av.open(file, "r", options={"format_whitelist": _FORMATS, "max_pixels": _MAX_PIXELS})
    except (av.FFmpegError, OSError, ValueError) as error:
        raise MediaRefused(name, _why_unreadable(file)) from error
    with container:
        yield container


def refuse_pictures(file: BinaryIO, name: str) -> None:
    """Raise `MediaRefused` for an empty file and for a picture, which FFmpeg would take for a video of one frame."""
    file.seek(0)
    if not file.read(1):
        raise MediaRefused(name, "it is empty")
    try:
        still = format_of(file, name)
    except Refusal:
        return
    raise MediaRefused(name, f"it is a picture ({still.name}), not a video: add it to the photos")


def decoder_of(stream: av.VideoStream, decoder: str) -> av.VideoCodecContext:
    """Return a decoder for a stream: its own, or the one of that name. Memory and threads are bounded."""
    own = stream.codec_context
    context = own if own.codec.name == decoder else _created(decoder)
    context.thread_type = "SLICE"  # threads over frames keep more pictures in memory; clips are read side by side anyway
    context.thread_count = 2
    context.options = {"max_pixels": _MAX_PIXELS}
    return context


def only(container: av.container.InputContainer, index: int) -> av.VideoStream:
    """Return the stream of that index, and have the others skipped."""
    for stream in container.streams:
        if stream.index != index:
            stream.discard = av.stream.Discard.all
    found = container.streams[index]
    if not isinstance(found, av.VideoStream):
        raise TypeError(f"stream {index} is no picture")
    return found


def _created(decoder: str) -> av.VideoCodecContext:
    context = av.CodecContext.create(decoder, "r")
    if not isinstance(context, av.VideoCodecContext):
        raise TypeError(f"{decoder} decodes no picture")
    return context


def _why_unreadable(file: BinaryIO) -> str:
    file.seek(0)
    if file.read(8)[4:] in _BOXES:
        return "its index is missing: it is cut off, or its recording was never finished"
    return "it is not a video that can be read"
