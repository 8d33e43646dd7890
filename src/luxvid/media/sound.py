"""Sound files: anything that FFmpeg reads comes in as 48 kHz stereo, a finished piece goes out as M4A, FLAC or WAV."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import av
import numpy as np
from anyio import to_thread

from luxvid.errors import InvalidInput, MediaRefused, MissingBlob
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.loudness import Level, limit, measure
from luxvid.media.sound_codecs import decode_aac, encode_aac, encode_flac, encode_mp3, encode_wav, without_edit_list
from luxvid.sound import RATE_HZ, Audio
from luxvid.storage.files import written_beside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from luxvid.sound import Soundtrack

__all__ = [
    "Level",
    "decode_aac",
    "digest_of",
    "encode_aac",
    "encode_flac",
    "encode_mp3",
    "encode_wav",
    "limit",
    "measure",
    "read_sound",
    "read_sound_beside",
    "save_soundtrack",
    "without_edit_list",
]

MAX_DURATION_S = 600.0
MAX_BYTES = 1 << 30
_READ = 1 << 20

_FROM_MASTER: dict[str, Callable[[NDArray[np.float32]], bytes]] = {".wav": encode_wav, ".mp3": encode_mp3}
_MAX_BAD_PACKETS = 50
# Nested addresses in playlists would otherwise be opened: nothing but the given file is read.
_OPENING = {"protocol_whitelist": "none", "probesize": "5000000", "analyzeduration": "5000000"}


def read_sound(file: str | Path | bytes | BinaryIO, *, name: str = "", max_duration_s: float = MAX_DURATION_S) -> Audio:
    """Return the first sound track of any file as 48 kHz stereo. Blocks: call it in a thread from async code.

    Mono is put on both sides, surround is mixed down, damaged packets are left out.

    Args:
        file: A path, the bytes, or a seekable binary file (which stays open).
        name: What messages call it; the path by default.
        max_duration_s: Longer sound is refused before it fills the memory (0.38 MB a second).

    Raises:
        MediaRefused: There is no file, no sound in it, none that can be read, or too much of it.

    Example:
        >>> import numpy as np
        >>> read_sound(encode_wav(np.zeros((2, 24_000), np.float32)))
        <Audio: 0.500 s, stereo, 48 kHz>
    """
    name = name or (str(file) if isinstance(file, str | Path) else "the sound")
    with _opened(file, name) as source, _container(source, name) as container:
        if not container.streams.audio:
            raise MediaRefused(name, "it holds no sound")
        samples = _resampled(container, container.streams.audio[0], name, max_duration_s)
    return Audio(samples=samples)


def digest_of(file: str | Path | bytes, *, name: str = "") -> str:
    """Return the SHA-256 of a sound file's bytes. Blocks: about 2 ms for a megabyte.

    Raises:
        MediaRefused: There is no file, or it is empty or too large.

    Example:
        >>> digest_of(b"abc")[:8]
        'ba7816bf'
    """
    digest = hashlib.sha256()
    with _opened(file, name or (str(file) if isinstance(file, str | Path) else "the sound")) as source:
        while block := source.read(_READ):
            stop_if_cancelled()
            digest.update(block)
    return digest.hexdigest()


def read_sound_beside(file: BinaryIO, *, begins_s: Fraction, name: str) -> Audio | None:
    """Return a video's first sound track from a time on its clock on, None where it has none. Blocks.

    Sound that begins later is preceded by silence. Raises `MediaRefused`.
    """
    with _container(file, name) as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        starts_s = begins_s
        if stream.start_time is not None and stream.time_base is not None:
            starts_s = stream.start_time * stream.time_base
        samples = _resampled(container, stream, name, MAX_DURATION_S)
    late = round((starts_s - begins_s) * RATE_HZ)
    if late > MAX_DURATION_S * RATE_HZ:
        raise MediaRefused(name, f"its sound begins {late / RATE_HZ:.0f} s after its picture")
    return Audio(samples=np.pad(samples, ((0, 0), (late, 0))) if late > 0 else samples[:, -late:])


async def save_soundtrack(soundtrack: Soundtrack, path: Path, *, edit_list: bool = True) -> Path:
    """Write a finished piece by the ending of its name: .m4a and .flac are copies, .wav has 24 bit, .mp3 320 kbit/s.

    Returns the path. Without `edit_list` the packets of an .m4a are copied into a file that needs none.

    Raises:
        InvalidInput: Another ending.
        MissingBlob: The piece is no longer where it was kept.
        StorageFailed: The file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".flac":
        return await soundtrack.master.save(path)
    if ending == ".m4a" and edit_list:
        return await soundtrack.aac.save(path)
    if ending == ".m4a":
        await to_thread.run_sync(_write, path, without_edit_list, await soundtrack.aac.read())
    elif ending in _FROM_MASTER:
        master = await soundtrack.master.read()
        await to_thread.run_sync(_write, path, lambda: _FROM_MASTER[ending](_decoded(master, soundtrack.samples)))
    else:
        raise InvalidInput(f"music is saved as .m4a, .flac, .wav or .mp3, not {path.name!r}: change the name's ending")
    return path


def _write(path: Path, make: Callable[..., bytes], *given: bytes) -> None:
    data = make(*given)
    with written_beside(path) as beside:
        beside.write_bytes(data)


def _decoded(master: bytes, length: int) -> NDArray[np.float32]:
    audio = read_sound(master, name="the master", max_duration_s=float("inf"))
    if audio.samples.shape[1] != length:
        raise MissingBlob(f"the master has {audio.samples.shape[1]} samples where {length} were kept: make the music again")
    return audio.samples


@contextmanager
def _opened(file: str | Path | bytes | BinaryIO, name: str) -> Iterator[BinaryIO]:
    if not isinstance(file, str | Path | bytes):
        yield file
        return
    with io.BytesIO(file) if isinstance(file, bytes) else _file(Path(file), name) as source:
        size = source.seek(0, io.SEEK_END)
        if not 0 < size <= MAX_BYTES:
            raise MediaRefused(name, "it is empty" if size == 0 else f"it is larger than {MAX_BYTES >> 20} MiB")
        source.seek(0)
        yield source


def _file(path: Path, name: str) -> BinaryIO:
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise MediaRefused(name, f"it cannot be opened ({getattr(error, 'strerror', None) or error})") from error


@contextmanager
def _container(source: BinaryIO, name: str) -> Iterator[av.container.InputContainer]:
    try:
        container = av.open(source, "r", options=_OPENING)
    except (av.FFmpegError, ValueError) as error:
        raise MediaRefused(name, "it is no sound file that can be read, or it is cut off") from error
    with container:
        yield container


def _resampled(
    container: av.container.InputContainer, stream: av.AudioStream, name: str, max_duration_s: float
) -> NDArray[np.float32]:
    parts: list[NDArray[np.float32]] = []
    length = 0
    for part in _stereo_parts(container, stream, name):
        parts.append(part)
        length += part.shape[1]
        if length > max_duration_s * RATE_HZ:
            raise MediaRefused(name, f"it is longer than {max_duration_s:g} s")
    if length == 0:
        raise MediaRefused(name, "no sound in it can be decoded")
    # A floating-point file may hold what is no number; one such sample would spoil the whole piece.
    return np.nan_to_num(np.concatenate(parts, axis=1), copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _stereo_parts(container: av.container.InputContainer, stream: av.AudioStream, name: str) -> Iterator[NDArray[np.float32]]:
    resampler = _Resampler()
    try:
        for frame in _frames(container, stream, name):
            yield from resampler.take(frame)
        yield from resampler.take(None)
    except (av.FFmpegError, ValueError) as error:
        raise MediaRefused(name, "its sound is of a kind that cannot be converted") from error


def _frames(container: av.container.InputContainer, stream: av.AudioStream, name: str) -> Iterator[av.AudioFrame]:
    """Decode packet by packet, so that a damaged one costs only itself."""
    bad = 0
    packets = container.demux(stream)
    while True:
        stop_if_cancelled()
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):  # a file that is cut off ends here
            return
        try:
            yield from packet.decode()
        except av.FFmpegError as error:
            bad += 1
            if bad > _MAX_BAD_PACKETS:
                raise MediaRefused(name, "its sound is damaged") from error


class _Resampler:
    """libswresample to 48 kHz stereo, set up anew where a stream changes its form midway."""

    def __init__(self) -> None:
        self._form: tuple[int, str, str] | None = None
        self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE_HZ)

    def take(self, frame: av.AudioFrame | None) -> Iterator[NDArray[np.float32]]:
        """Yield (2, n) samples as they get ready; None gives the rest."""
        if frame is not None:
            form = (frame.sample_rate, frame.layout.name, frame.format.name)
            if self._form not in (None, form):
                yield from self.take(None)
                self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE_HZ)
            self._form = form
        elif self._form is None:
            return
        for out in self._resampler.resample(frame):
            yield out.to_ndarray().astype(np.float32, copy=False)
