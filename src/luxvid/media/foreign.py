"""Clips from elsewhere: `open_clip_file` and `FileSource`: a file's frames in the film's size, rate and colour, and its sound."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import av
import numpy as np
from anyio.to_thread import run_sync
from attrs import frozen

from luxvid.blobs import Blob
from luxvid.encoding import Encoding
from luxvid.errors import MediaRefused
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.media.conform import Conform
from luxvid.media.probe import Probe, probe_video
from luxvid.media.sound import read_sound_beside
from luxvid.media.timed_frames import TimedFrame, frames_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from luxvid.sound import Audio

VERSION = 1
"""Counts up when the same file would give other frames."""

_ROUNDING_S = Fraction(1, 1000)
_THUMBNAIL = Encoding(width_px=128, height_px=72)


async def open_clip_file(file: Path | Blob) -> FileSource:
    """Open a video as a source of frames; its sound is read where it is asked for.

    The file is read in place and identified by its content.

    Raises:
        MediaRefused: It holds no picture that can be read; the reason says what it is instead.
        MissingBlob: The bytes of a blob are gone.
    """
    if isinstance(file, Path):
        name = str(file)
        probe = await run_sync(_probed_path, file)
        blob = await run_sync(lambda: Blob.of_file(file.absolute(), media_type=f"video/{file.suffix[1:].lower() or 'mp4'}"))
    else:
        name, blob = file.digest[:12], file
        opened = await blob.open()
        with opened:
            probe = await run_sync(_probed, opened, name)
    source = FileSource(blob=blob, probe=probe, name=name)
    await run_sync(next, await source.frames(0, 1, encoding=_THUMBNAIL))  # what cannot be converted is refused now
    return source


@frozen(kw_only=True)
class FileSource:
    """Frames of a video file, as the film needs them.

    Film frame i shows the picture that is on the file's screen in the middle of the frame, at (i + 1/2) / fps seconds
    after the file's first picture, whatever the file's rate; times in containers are rounded, so a picture that begins up
    to 1 ms later counts as begun. Before the first picture the first is shown, after the last the last.

    Attributes:
        blob: The file.
        probe: What is known of it.
        name: What messages call it.
    """

    blob: Blob
    probe: Probe
    name: str

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides the frames, as JSON types."""
        return {"source": "file", "version": VERSION, "digest": self.blob.digest}

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of its pictures as they are seen: what makes a film of another shape look for what matters."""
        return self.probe.size_px

    @property
    def length_s(self) -> float:
        """Length in seconds, from the beginning of the first picture to the end of the last."""
        return float(self.probe.length_s)

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over film frames start to stop − 1, counted from the file's first picture.

        A frame is (height · 3 / 2, width) uint8, planar yuv420p, BT.709 limited; a picture that stays is the same array
        again, so write into copies only. Iterate in one worker thread at a time; what is open is closed at the end, with
        the iterator, and on errors.

        Raises:
            MissingBlob: The file is gone or was changed.
        """
        file = await self.blob.open()
        return OpenFrames(file, _film_frames(file, self, range(start, stop), encoding))

    async def sound(self) -> Audio | None:
        """Return the file's sound from its first picture on, None where it has none.

        Raises:
            MissingBlob: The file is gone or was changed.
            MediaRefused: The sound cannot be read, or lasts longer than 10 minutes.
        """
        begins_s = self.probe.first_pts * self.probe.time_base
        file = await self.blob.open()
        with file:
            return await run_sync(partial(read_sound_beside, file, begins_s=begins_s, name=self.name))


class OpenFrames(Iterator["NDArray[np.uint8]"]):
    """An iterator over film frames that closes their file in the end, also where it was never begun."""

    def __init__(self, file: BinaryIO, frames: Generator[NDArray[np.uint8], None, None]) -> None:
        """Take over an open file and the generator that reads it."""
        self._file = file
        self._frames = frames

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> NDArray[np.uint8]:
        try:
            return next(self._frames)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close what is open; nothing comes after."""
        self._frames.close()
        self._file.close()

    def __del__(self) -> None:
        with suppress(ValueError):  # another thread is inside: it will close
            self.close()


def _film_frames(
    file: BinaryIO, source: FileSource, numbers: range, encoding: Encoding
) -> Generator[NDArray[np.uint8], None, None]:
    if not numbers:
        return
    conform = Conform(encoding, sar=source.probe.sar)
    begin_s = _shown_at(numbers[0], encoding)
    with closing(frames_from(file, source.probe, begin_s=begin_s, name=source.name)) as timed:
        shown: TimedFrame | None = next(timed, None)
        if shown is None:
            raise MediaRefused(source.name, "its picture is damaged, or of a kind that cannot be decoded")
        after, picture = next(timed, None), None
        for number in numbers:
            stop_if_cancelled()
            while after is not None and after.begins_s <= _shown_at(number, encoding):
                shown, after, picture = after, next(timed, None), None
            if picture is None:
                picture = _conformed(shown, conform, source)
            yield picture


def _conformed(shown: TimedFrame, conform: Conform, source: FileSource) -> NDArray[np.uint8]:
    try:
        return conform(shown.frame)
    except av.FFmpegError as error:
        raise MediaRefused(source.name, "its kind of picture cannot be converted: convert it to H.264 first") from error


def _shown_at(number: int, encoding: Encoding) -> Fraction:
    return (max(number, 0) + Fraction(1, 2)) / encoding.fps + _ROUNDING_S


def _probed_path(path: Path) -> Probe:
    if path.is_dir():
        raise MediaRefused(str(path), "it is a folder")
    try:
        file = path.open("rb")
    except OSError as error:
        raise MediaRefused(str(path), f"it cannot be read: {error.strerror}") from error
    with file:
        return _probed(file, str(path))


def _probed(file: BinaryIO, name: str) -> Probe:
    return probe_video(file, name=name)
