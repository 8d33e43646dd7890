"""Join pieces by copying their packets, and lay the music under them: nothing is encoded."""

from __future__ import annotations

import heapq
import io
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from anyio import to_thread

from luxvid.errors import RenderFailed, StorageFailed
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.marking import append_xmp
from luxvid.media.sound_codecs import NO_EDIT_LIST, unprimed
from luxvid.sound import RATE_HZ
from luxvid.storage.files import scratch_beside, written_beside

if TYPE_CHECKING:
    from luxvid.encoding import Encoding

    Packet = av.Packet[Any]

_UNDECODED = {"codec_whitelist": "none"}  # opening decodes a frame to learn about it; packets can be copied without


async def write_film(  # noqa: PLR0913  each is a wish of the file
    path: Path,
    pieces: Sequence[bytes],
    *,
    encoding: Encoding,
    aac: bytes | None = None,
    xmp: bytes = b"",
    edit_list: bool = True,
    timecode: str = "",
    seal: Callable[[Path, Path], None] | None = None,
) -> Path:
    """Write pieces (MP4, equal headers) and an M4A of music as one MP4 with moov first; return the path.

    The file is written beside its name and renamed, so that a crash leaves no half film. What `xmp` says of it is inside.
    Without `edit_list` there is none, for deliveries that forbid it: picture and sound start together all the same.
    With `timecode` ("01:00:00:00") the file says which one its first frame has, for those who cut. `seal` gets the finished
    file and where to write it signed: last of all, since any byte that changes afterwards breaks a signature.

    Raises:
        InvalidInput: The folder does not exist.
        StorageFailed: The disk is full or may not be written.
        RenderFailed: The pieces do not fit together.
    """

    def write_to(file: Path) -> None:
        _join(file, pieces, encoding.fps, aac, edit_list=edit_list, timecode=timecode)
        if xmp:
            append_xmp(file, xmp)

    def write() -> None:
        with written_beside(path) as beside:
            if seal is None:
                write_to(beside)
                return
            with scratch_beside(path) as unsigned:
                write_to(unsigned)
                seal(unsigned, beside)

    await to_thread.run_sync(write)
    return path


def header_of(piece: bytes) -> bytes:
    """Return the decoder's header of a piece (SPS and PPS); pieces can be joined where these are equal."""
    with _opened(piece, options=_UNDECODED) as container:
        return bytes(container.streams.video[0].codec_context.extradata or b"")


def _join(path: Path, pieces: Sequence[bytes], fps: Fraction, aac: bytes | None, *, edit_list: bool, timecode: str) -> None:
    # An offset of DTS fails with pieces of one or two frames, so DTS are written anew over the whole film.
    if len({header_of(piece) for piece in pieces}) != 1:
        raise RenderFailed("pieces with different headers cannot be joined by copy")
    depth = max(_reorder_depth(piece, fps) for piece in pieces)
    options = {
        "movflags": "+faststart",
        "fflags": "+bitexact",
        "video_track_timescale": str(fps.numerator),
        "movie_timescale": str(math.lcm(fps.numerator, RATE_HZ)),  # so that both tracks' lengths are exact
    }
    if not edit_list:
        options |= {**NO_EDIT_LIST, "movflags": "+faststart" + NO_EDIT_LIST["movflags"]}
    try:
        with ExitStack() as stack:
            film = stack.enter_context(av.open(str(path), "w", format="mp4", options=options))
            video = film.add_stream_from_template(stack.enter_context(_opened(pieces[0])).streams.video[0])
            video.time_base = 1 / fps
            if timecode:
                film.metadata["timecode"] = timecode
            tracks: list[Iterator[Packet]] = [_renumbered(pieces, fps, depth, video)]
            if aac is not None:
                sound = stack.enter_context(_opened(aac))
                stream = film.add_stream_from_template(sound.streams.audio[0])
                tracks.append(_heard(sound, stream, primed=edit_list))
            for packet in heapq.merge(*tracks, key=_second):  # by decoding times, so that the muxer holds little
                film.mux(packet)
    except OSError as error:
        raise StorageFailed(f"the film could not be written to {path.parent}: {error.strerror or error}") from error


def _opened(media: bytes, *, options: dict[str, str] | None = None) -> av.container.InputContainer:
    return av.open(io.BytesIO(media), "r", options=options)


def _heard(sound: av.container.InputContainer, stream: av.AudioStream, *, primed: bool) -> Iterator[Packet]:
    """Yield the music's packets; without an edit list, those of the encoder's priming would delay it."""
    for packet in sound.demux(audio=0) if primed else unprimed(sound):
        if packet.size:
            packet.stream = stream
            yield packet


def _second(packet: Packet) -> Fraction:
    return Fraction(packet.dts or 0) * packet.time_base


def _renumbered(pieces: Sequence[bytes], fps: Fraction, depth: int, stream: av.VideoStream) -> Iterator[Packet]:
    """Yield all packets with film timestamps: pts by the piece's place, dts = (k − reorder depth) frames."""
    written = shown = 0
    for piece in pieces:
        stop_if_cancelled()
        begin = shown
        with _opened(piece, options=_UNDECODED) as container:
            for packet in container.demux(video=0):
                if packet.size == 0:
                    continue
                packet.pts = begin + _in_frames(packet.pts, packet.time_base, fps)
                packet.dts = written - depth
                packet.duration = 1
                packet.time_base = 1 / fps
                packet.stream = stream
                written += 1
                shown += 1
                yield packet


def _reorder_depth(piece: bytes, fps: Fraction) -> int:
    """Return how many frames decoding runs ahead of showing, read from the piece's first packet."""
    with _opened(piece, options=_UNDECODED) as container:
        first = next(packet for packet in container.demux(video=0) if packet.size)
        shown, decoded = (_in_frames(time, first.time_base, fps) for time in (first.pts, first.dts))
        return shown - decoded


def _in_frames(time: int | None, time_base: Fraction, fps: Fraction) -> int:
    return round(Fraction(time or 0) * time_base * fps)
