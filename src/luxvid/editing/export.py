"""Write a timeline with its media beside it: every clip encoded for cutting, the music, and last the document."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import anyio
from anyio.to_thread import run_sync
from attrs import define, evolve, field

from luxvid.disclosure import Disclosure
from luxvid.editing.edit import Edit, Item, edit_of, has_timecode, plain, timecode
from luxvid.editing.edl import edl
from luxvid.editing.fcp7 import fcp7
from luxvid.editing.fcpxml import fcpxml
from luxvid.editing.otio import otio
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.events import Advanced, Event, Finished, Started
from luxvid.media.encode import PIECE_VERSION, encode_piece, engine
from luxvid.media.join import write_film
from luxvid.protocols import Run
from luxvid.storage import made_once
from luxvid.storage.files import folder_beside, written_beside
from luxvid.tasks import cores, side_by_side

if TYPE_CHECKING:
    from luxvid.film import Clip, Film
    from luxvid.sound import Soundtrack

_BUNDLE = ".otioz"
_WRITERS: dict[str, Callable[[Edit, str], str]] = {
    ".otio": otio,
    _BUNDLE: otio,
    ".fcpxml": fcpxml,
    ".xml": fcp7,
    ".edl": lambda edit, _folder: edl(edit),
}
_COUNTED_IN_TIMECODE = (".xml", ".edl")
_CRF = 12


async def write_timeline(film: Film, path: Path, *, handles_s: Fraction, run: Run | None = None) -> Path:
    """Write a film's timeline and its media; return the timeline's path. See `Film.timeline`."""
    write = writer_of(path, film.picture.encoding.fps)
    edit = edit_of(film, name=path.stem, handles_s=handles_s)
    write(edit, "")  # what cannot be written says so before anything is encoded
    if path.suffix.lower() == _BUNDLE:
        await _bundle(film, edit, path, run)
        return path
    folder = path.parent / f"{plain(path.stem) or 'film'}-media"
    with written_beside(path) as beside:  # the folder is there, and may be written: known before the encoding
        await _Media(film, edit, folder, run).write()
        await run_sync(partial(beside.write_text, write(edit, folder.name), encoding="utf-8"))
    return path


def writer_of(path: Path, fps: Fraction) -> Callable[[Edit, str], str]:
    """Return what writes a timeline by the ending of its name. Raises `InvalidInput` where nothing does, or not at this rate."""
    ending = path.suffix.lower()
    if ending == ".aaf":
        raise InvalidInput(f"{path.name!r}: AAF is not written, its adapter fails on dissolves: use .otio, .xml or .fcpxml")
    if ending not in _WRITERS:
        raise InvalidInput(f"a timeline is saved as {', '.join(_WRITERS)}, not {path.name!r}: change the name's ending")
    if ending in _COUNTED_IN_TIMECODE and not has_timecode(fps):
        raise InvalidInput(f"{ending} counts in timecode, which has no {float(fps):g} frames a second: use .otio or .fcpxml")
    return _WRITERS[ending]


@define
class _Media:
    """The files beside a timeline, as they are made; with a run, clips are kept in its storage and found again."""

    film: Film
    edit: Edit
    folder: Path
    run: Run | None
    done: int = field(default=0, init=False)

    async def write(self) -> None:
        await run_sync(partial(self.folder.mkdir, exist_ok=True))
        began, limiter = monotonic(), anyio.CapacityLimiter(cores())
        self._tell(Started(stage="timeline", total=self._total))
        async with side_by_side() as group:
            for item in self.edit.items:
                group.start_soon(self._write_clip, item, limiter)
        if self.film.soundtrack:
            await self._write_sounds(self.film.soundtrack)
        self._tell(Finished(stage="timeline", seconds=monotonic() - began))

    async def _write_sounds(self, soundtrack: Soundtrack) -> None:
        masters = (soundtrack.master, *soundtrack.stems.values())
        for sound, master in zip(self.edit.sounds, masters, strict=True):
            await evolve(soundtrack, master=master).save(self.folder / sound.file)  # a stem is written as the whole is
            self._advance(sound.file)

    async def _write_clip(self, item: Item, limiter: anyio.CapacityLimiter) -> None:
        clip, encoding = self.film.clips[item.key], for_cutting(self.film.picture.encoding)
        xmp = Disclosure.of_clip(clip.provenance, duration_s=clip.duration_s).xmp()
        begins = timecode(item.tape, encoding.fps) if has_timecode(encoding.fps) else ""
        async with limiter:
            piece, reused = await self._encoded(clip, item, encoding)
            await write_film(self.folder / item.file, [piece], encoding=encoding, xmp=xmp, timecode=begins)
        self._advance(item.file, reused=reused)

    async def _encoded(self, clip: Clip, item: Item, encoding: Encoding) -> tuple[bytes, bool]:
        async def make() -> bytes:
            frames = await clip.frames(-item.head, item.length + item.tail, encoding=encoding)
            return await encode_piece(frames, encoding=encoding)

        if self.run is None:
            return await make(), False
        described = _description(clip, item, encoding)
        blob, reused = await made_once(self.run.storage, described, make, media_type="video/mp4")
        return await blob.read(), reused

    @property
    def _total(self) -> int:
        return len(self.edit.items) + len(self.edit.sounds)

    def _advance(self, file: str, *, reused: bool = False) -> None:
        self.done += 1
        self._tell(Advanced(stage="timeline", item=file, done=self.done, total=self._total, reused=reused))

    def _tell(self, event: Event) -> None:
        if self.run:
            self.run.tell(event)


def _description(clip: Clip, item: Item, encoding: Encoding) -> dict[str, Any]:
    """Describe all that decides the bytes of a clip that is encoded for cutting."""
    return {
        "cutting": PIECE_VERSION,
        "engine": engine(),
        "encoding": encoding.identity,
        "frames": item.frames,
        "source": [clip.source.identity, str(clip.lead_s), -item.head],
    }


def for_cutting(encoding: Encoding) -> Encoding:
    """Return what a film's clips are encoded to for an editor: the film's size and rate, every frame standing for itself.

    Example:
        >>> for_cutting(Encoding(fps=25)).gop_s
        Fraction(1, 25)
    """
    return evolve(encoding, crf=min(encoding.crf, _CRF), gop_s=1 / encoding.fps, b_frames=0, max_kbps=None)


async def _bundle(film: Film, edit: Edit, path: Path, run: Run | None) -> None:
    """Write a zip with the timeline and its media, as OpenTimelineIO lays it out."""
    with written_beside(path) as beside, folder_beside(path) as made:
        media = made / "media"
        await _Media(film, edit, media, run).write()
        await run_sync(_zip, beside, otio(edit, media.name), media)


def _zip(path: Path, document: str, media: Path) -> None:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("version.txt", "1.0.0", compress_type=zipfile.ZIP_DEFLATED)
        bundle.writestr("content.otio", document, compress_type=zipfile.ZIP_DEFLATED)
        for file in sorted(media.iterdir()):
            bundle.write(file, f"media/{file.name}", compress_type=zipfile.ZIP_STORED)  # they are compressed themselves
