"""Encode a piece of film, once: H.264 in a small MP4 whose packets are copied into the film later."""

from __future__ import annotations

import io
import math
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import anyio
import av
import numpy as np
from anyio import to_thread

from luxvid.errors import RenderFailed
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.memory import give_back, give_large_blocks_back
from luxvid.tasks import cores, one_of, side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from luxvid.encoding import Encoding

PIECE_VERSION = 1
"""Counts up when the same frames would be encoded to other bytes by a newer luxvid."""

_BT709, _LIMITED = 1, 1
_SLICE_S = Fraction(2)  # shorter ones lose what the encoder learns by looking ahead
_MOST_SLICES = 8  # in a file whose only whole frame is its first, each is decoded from there
_BUFFER_S = 0.25  # a piece begins with a full buffer: a short one keeps what many pieces make together near the cap


async def encode_piece(
    frames: Iterator[NDArray[np.uint8]], *, encoding: Encoding, limiter: anyio.CapacityLimiter | None = None
) -> bytes:
    """Return the frames as one MP4 without sound, encoded in a worker thread.

    Args:
        frames: (height · 3 / 2, width) uint8, planar yuv420p, BT.709 limited.
        encoding: Size, rate, quality.
        limiter: Bounds how many pieces are encoded side by side.

    Raises:
        RenderFailed: The encoder refuses the frames.
    """
    return await to_thread.run_sync(encode_frames, frames, encoding, limiter=limiter)


async def encode_sliced(
    frames_of: Callable[[int, int], Awaitable[Iterator[NDArray[np.uint8]]]], count: int, *, encoding: Encoding
) -> list[bytes]:
    """Return frames 0 to count − 1 as pieces to be joined, encoded side by side, one for each core that this process may use.

    They are cut where a new GOP would begin in one piece, too, and the same on any number of cores. A file with few whole frames
    is decoded from the last one before each of them: 8 s of 1080p with a single one took 0.7 of the time on two cores, and a
    third more of the processors.

    Args:
        frames_of: Gives a blocking iterator over frames start to stop − 1, as `encode_piece` takes it.
        count: How many frames there are.
        encoding: Size, rate, quality.

    Raises:
        RenderFailed: The encoder refuses the frames.
    """
    made: dict[int, bytes] = {}
    limiter = anyio.CapacityLimiter(cores())

    async def make(start: int, stop: int) -> None:
        async with limiter:  # frames are asked for when their turn comes: a source may hold a decoder for them
            made[start] = await encode_piece(await frames_of(start, stop), encoding=encoding)

    try:
        async with side_by_side() as group:
            for start, stop in pairwise(slice_ends(count, encoding)):
                group.start_soon(make, start, stop)
    except ExceptionGroup as errors:  # what stops one slice stops the next one, too
        failed = one_of(errors)
        raise failed from failed.__cause__
    return [made[start] for start in sorted(made)]


def slice_ends(count: int, encoding: Encoding) -> list[int]:
    """Return the frames with which slices begin, of `count`, and last `count` itself; none is shorter than half of the others."""
    gop = _keyint(encoding)
    long = gop * math.ceil(max(_SLICE_S * encoding.fps, Fraction(count, _MOST_SLICES)) / gop)
    return [0, *(at for at in range(long, count, long) if count - at >= long / 2), count]


def encode_frames(frames: Iterator[NDArray[np.uint8]], encoding: Encoding) -> bytes:
    """Encode in the calling thread; one of anyio's workers stops at the next frame when its caller is cancelled."""
    out = io.BytesIO()
    try:
        with _memory_given_back(), av.open(out, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
            stream = _add_stream(container, encoding)
            for number, picture in enumerate(frames):
                stop_if_cancelled()
                frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
                frame.pts = number
                frame.time_base = 1 / encoding.fps
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
    except av.FFmpegError as error:
        raise RenderFailed(f"the encoder failed at {encoding.width_px}×{encoding.height_px}: {error}") from error
    return out.getvalue()


def _add_stream(container: av.container.OutputContainer, encoding: Encoding) -> av.VideoStream:
    # One thread and `stitchable` make equal headers and the same bytes on any number of cores.
    params = f"threads=1:stitchable=1:open-gop=0:keyint={_keyint(encoding)}{_bounds(encoding)}"
    options = {"preset": encoding.preset, "crf": str(encoding.crf), "profile": "high", "x264-params": params}
    stream = container.add_stream("libx264", rate=encoding.fps, options=options)
    stream.width, stream.height, stream.pix_fmt = encoding.width_px, encoding.height_px, "yuv420p"
    context = stream.codec_context
    context.time_base = 1 / encoding.fps
    context.flags |= av.codec.context.Flags.bitexact
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.sample_aspect_ratio = Fraction(1)
    return stream


def _keyint(encoding: Encoding) -> int:
    """Return how many frames a GOP has at most: the nearest, halves down."""
    return max(1, math.ceil(encoding.gop_s * encoding.fps - Fraction(1, 2)))


def _bounds(encoding: Encoding) -> str:
    params = "" if encoding.b_frames is None else f":bframes={encoding.b_frames}"
    if encoding.max_kbps is not None:
        params += f":vbv-maxrate={encoding.max_kbps}:vbv-bufsize={max(1, round(encoding.max_kbps * _BUFFER_S))}"
    return params


@contextmanager
def _memory_given_back() -> Iterator[None]:
    """Let glibc give large blocks back to the system as soon as they are freed, and the small change at the end.

    An encoder holds some 190 MB in blocks of several MB, and pieces come to many threads: left to adapt, glibc keeps such blocks
    for each thread, which cost 250 MB at the film's peak. What is smaller, frames and their parts, is asked for again at once:
    that is kept until the piece is done, or the system would clear its pages for every frame.
    """
    give_large_blocks_back()
    yield
    give_back()


@cache
def engine() -> str:
    """Return what encodes here, so that pieces of another engine are never taken for ours."""
    libraries = av.library_versions
    return f"avcodec {'.'.join(map(str, libraries['libavcodec']))}, swscale {'.'.join(map(str, libraries['libswscale']))}"
