"""A film made small enough to stand inside a page: pieces scaled and encoded once more, or copied where they are small."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from anyio import to_thread
from attrs import evolve, frozen

from luxvid.errors import InvalidInput
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.encode import encode_piece
from luxvid.media.join import write_film
from luxvid.media.sound_codecs import decode_aac, encode_aac

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from luxvid.encoding import Encoding

_LEAST_BITS = 60_000  # a second: below it a room is mud
_SPARE = 0.95  # what the container and the encoder's bursts take
_CRF = 26
_SOUND_BITS = (160_000, 96_000, 48_000)


@frozen(kw_only=True)
class Small:
    """A small copy of a film: the file, and what its picture was encoded to."""

    mp4: bytes
    encoding: Encoding


async def small_film(
    pieces: Sequence[bytes], aac: bytes | None, *, encoding: Encoding, frames: int, width_px: int, most_bytes: int, xmp: bytes
) -> Small:
    """Return a film as one MP4 of at most `most_bytes`, at most `width_px` wide; nothing is rendered anew.

    Args:
        pieces: The film's pieces.
        aac: Its music, or None.
        encoding: What the pieces were encoded to.
        frames: How many frames they have together.
        width_px: How wide the copy may be.
        most_bytes: How large it may be.
        xmp: What the file says of itself.

    Raises:
        InvalidInput: The film is too long for so few bytes.
    """
    duration_s = frames / encoding.fps
    if encoding.width_px <= width_px and sum(map(len, pieces)) + len(aac or b"") < most_bytes:
        return Small(mp4=await _joined(pieces, aac, encoding, xmp), encoding=encoding)
    bits = most_bytes * 8 * _SPARE / float(duration_s)
    sound, sound_bits = await to_thread.run_sync(_sound, aac, bits, duration_s) if aac else (None, 0.0)
    left = bits - sound_bits
    if left < _LEAST_BITS:
        least = (_LEAST_BITS + sound_bits) * float(duration_s) / _SPARE / 8e6
        raise InvalidInput(
            f"{float(duration_s):.0f} s do not fit into {most_bytes / 1e6:g} MB: most_mb= must be {least:.1f} or more"
        )
    small = evolve(
        _scaled(encoding, width_px),
        preset="veryfast",
        crf=max(_CRF, encoding.crf),
        max_kbps=int(left / 1000),
        gop_s=2,
        b_frames=None,
    )
    piece = await encode_piece(_frames(pieces, small), encoding=small)
    return Small(mp4=await _joined([piece], sound, small, xmp), encoding=small)


def _scaled(encoding: Encoding, width_px: int) -> Encoding:
    """Return a film's encoding made narrower; never wider."""
    scale = min(1.0, width_px / encoding.width_px)
    return evolve(
        encoding,
        width_px=max(64, 2 * round(encoding.width_px * scale / 2)),
        height_px=max(64, 2 * round(encoding.height_px * scale / 2)),
    )


def _sound(aac: bytes, bits: float, duration_s: Fraction) -> tuple[bytes, float]:
    """Return the music and its bits a second: as it is where it takes a third at most, else encoded for fewer bits."""
    as_it_is = len(aac) * 8 / float(duration_s)
    if as_it_is <= bits / 3:
        return aac, as_it_is
    rate = next((rate for rate in _SOUND_BITS if rate <= bits / 3), _SOUND_BITS[-1])
    return encode_aac(decode_aac(aac), bit_rate=rate), float(rate)


def _frames(pieces: Sequence[bytes], small: Encoding) -> Iterator[NDArray[np.uint8]]:
    """Yield the film's frames, scaled. Runs in a worker thread."""
    for piece in pieces:
        with av.open(io.BytesIO(piece), "r") as container:
            for frame in container.decode(video=0):
                stop_if_cancelled()
                yield frame.reformat(small.width_px, small.height_px, "yuv420p").to_ndarray().astype(np.uint8, copy=False)


async def _joined(pieces: Sequence[bytes], aac: bytes | None, encoding: Encoding, xmp: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="luxvid-show-") as folder:
        path = await write_film(Path(folder) / "film.mp4", pieces, encoding=encoding, aac=aac, xmp=xmp)
        return await to_thread.run_sync(path.read_bytes)
