"""Sound to bytes and back: AAC for films, FLAC for masters, WAV for everybody else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from luxvid.errors import RenderFailed
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.sound import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TICK = Fraction(1, RATE_HZ)
_AAC_FRAME = 1024
_MP3_FRAME = 1152
_PCM_FRAME = 4096
_FULL_SCALE_24 = 1 << 23

NO_EDIT_LIST = {"use_editlist": "0", "movflags": "+negative_cts_offsets"}
"""What tells the MP4 muxer to write no edit list, and pictures that are reordered at their own times all the same."""


def encode_aac(samples: NDArray[np.float32], *, bit_rate: int = 192_000) -> bytes:
    """Return an M4A file with AAC-LC whose track is exactly as long as `samples`; equal samples give equal bytes.

    The encoder's priming lies before zero, under an edit list: a click decodes at its own sample. Decoders return whole
    frames of 1,024 samples, so up to 1,023 more than there were.

    Args:
        samples: (2, n) float32, full scale ±1, 48 kHz.
        bit_rate: Bits a second.

    Raises:
        RenderFailed: There are no samples, or some are no numbers.

    Example:
        >>> import numpy as np
        >>> decode_aac(encode_aac(np.zeros((2, 48_000), np.float32))).shape
        (2, 48000)
    """
    # The default coder overshoots the true peak by decibels; the finer movie clock keeps lengths exact to the sample.
    container_options = {"movie_timescale": str(RATE_HZ)}
    options = {"aac_coder": "fast", "flags": "+bitexact"}
    starts = _starts(samples, _AAC_FRAME)
    frames = (_float_frame(samples[:, at : at + _AAC_FRAME], at) for at in starts)
    return _encode(frames, "mp4", "aac", container_options, options, bit_rate=bit_rate)


def decode_aac(data: bytes) -> NDArray[np.float32]:
    """Return the samples of an M4A that `encode_aac` made: (2, n) float32, exactly as many as went in."""
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        length = round((stream.duration or 0) * Fraction(stream.time_base or _TICK) * RATE_HZ)
        parts: list[NDArray[np.float32]] = []
        for frame in container.decode(stream):
            stop_if_cancelled()
            parts.append(frame.to_ndarray().astype(np.float32, copy=False))
    return np.concatenate(parts, axis=1)[:, :length]


def without_edit_list(aac: bytes) -> bytes:
    """Return an M4A of `encode_aac` in sync without an edit list, for deliveries that forbid one. Packets are copied.

    The packet of the encoder's priming is left out, so the first decoded sample is the first that went in; the first 1,024
    (21 ms) lack half of what they overlap with, which a fade-in hides.

    Example:
        >>> import numpy as np
        >>> b"elst" in without_edit_list(encode_aac(np.zeros((2, 48_000), np.float32)))
        False
    """
    out, options = io.BytesIO(), {"fflags": "+bitexact", "movie_timescale": str(RATE_HZ), **NO_EDIT_LIST}
    with av.open(io.BytesIO(aac), "r") as source, av.open(out, "w", format="mp4", options=options) as container:
        stream = container.add_stream_from_template(source.streams.audio[0])
        for packet in unprimed(source):
            packet.stream = stream
            container.mux(packet)
    return out.getvalue()


def unprimed(source: av.container.InputContainer) -> Iterator[av.Packet[Any]]:
    """Yield the packets of a sound file without those that lie before zero, which is where an encoder is primed."""
    for packet in source.demux(audio=0):
        if packet.size and (packet.pts or 0) >= 0:
            yield packet


def encode_mp3(samples: NDArray[np.float32], *, bit_rate: int = 320_000) -> bytes:
    """Return an MP3 file of (2, n) float32 samples at 48 kHz, whose header tells players what the encoder added.

    Example:
        >>> import numpy as np
        >>> len(encode_mp3(np.zeros((2, 48_000), np.float32))) > 10_000
        True
    """
    frames = (_float_frame(samples[:, at : at + _MP3_FRAME], at) for at in _starts(samples, _MP3_FRAME))
    return _encode(frames, "mp3", "libmp3lame", {}, {"flags": "+bitexact"}, bit_rate=bit_rate)


def encode_flac(samples: NDArray[np.float32]) -> bytes:
    """Return a FLAC file, 24 bit, of (2, n) float32 samples at 48 kHz; what lies beyond ±1 is clipped."""
    return _encode(_integer_frames(samples), "flac", "flac", {}, {"flags": "+bitexact"})


def encode_wav(samples: NDArray[np.float32], *, floating: bool = False) -> bytes:
    """Return a WAV file of (2, n) float32 samples at 48 kHz: 24 bit, or 32 bit floating point, which loses nothing."""
    if not floating:
        return _encode(_integer_frames(samples), "wav", "pcm_s24le", {}, {"flags": "+bitexact"})
    starts = _starts(samples, _PCM_FRAME)
    frames = (_interleaved_frame(samples[:, at : at + _PCM_FRAME], at, "flt") for at in starts)
    return _encode(frames, "wav", "pcm_f32le", {}, {"flags": "+bitexact"})


def _encode(
    frames: Iterator[av.AudioFrame],
    container_format: str,
    codec: str,
    container_options: dict[str, str],
    options: dict[str, str],
    *,
    bit_rate: int | None = None,
) -> bytes:
    out = io.BytesIO()
    try:
        with av.open(out, "w", format=container_format, options={"fflags": "+bitexact", **container_options}) as container:
            stream = _add_stream(container, codec, options)
            if bit_rate is not None:
                stream.bit_rate = bit_rate
            for frame in frames:
                stop_if_cancelled()
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
    except (av.FFmpegError, ValueError) as error:
        raise RenderFailed(f"the sound could not be encoded as {codec}: {error}") from error
    return out.getvalue()


def _add_stream(container: av.container.OutputContainer, codec: str, options: dict[str, str]) -> av.AudioStream:
    stream = container.add_stream(codec, rate=RATE_HZ, layout="stereo", options=options)
    if not isinstance(stream, av.AudioStream):
        raise TypeError(f"{codec} encodes no sound")
    stream.time_base = _TICK
    if codec == "flac":
        stream.format = "s32"
    return stream


def _starts(samples: NDArray[np.float32], step: int) -> range:
    if samples.ndim != 2 or samples.shape[0] != 2 or samples.shape[1] == 0:
        raise RenderFailed(f"sound must be (2, n) samples with n above 0, not {samples.shape}")
    return range(0, samples.shape[1], step)


def _integer_frames(samples: NDArray[np.float32]) -> Iterator[av.AudioFrame]:
    """Yield frames of 32 bit whose upper 24 are used, which is how FFmpeg carries 24 bit."""
    for at in _starts(samples, _PCM_FRAME):
        scaled = np.rint(samples[:, at : at + _PCM_FRAME].astype(np.float64) * _FULL_SCALE_24)
        whole = np.clip(scaled, -_FULL_SCALE_24, _FULL_SCALE_24 - 1).astype(np.int32) << 8
        yield _interleaved_frame(whole, at, "s32")


def _interleaved_frame(samples: NDArray[Any], at: int, sample_format: str) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T).reshape(1, -1), format=sample_format, layout="stereo")
    return _timed(frame, at)


def _float_frame(samples: NDArray[np.float32], at: int) -> av.AudioFrame:
    planes = np.ascontiguousarray(samples, dtype=np.float32)
    return _timed(av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo"), at)


def _timed(frame: av.AudioFrame, at: int) -> av.AudioFrame:
    frame.sample_rate = RATE_HZ
    frame.time_base = _TICK
    frame.pts = at
    return frame
