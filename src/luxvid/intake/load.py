"""`load_photos`: the way into luxvid."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from anyio.to_thread import run_sync
from attrs import define, evolve

from luxvid.errors import InvalidInput, PhotoRefused
from luxvid.events import Advanced, Event, Finished, Noticed, Started
from luxvid.intake.reading import read_photo
from luxvid.intake.sources import Found, OneSource, Source, find, listed
from luxvid.intake.words import Glossary, Said, WordsOfOne, read_json, words_beside
from luxvid.media.memory import give_back
from luxvid.media.stills import Limits
from luxvid.photos import Photo, PhotoSet, Refused
from luxvid.protocols import Run
from luxvid.protocols import Storage as AnyStorage
from luxvid.storage import Storage
from luxvid.tasks import cores, side_by_side
from luxvid.vision.looks import looking

_log = logging.getLogger("luxvid.intake")


async def load_photos(
    sources: OneSource | Iterable[OneSource],
    /,
    *,
    words: Mapping[str, WordsOfOne] | str | Path | None = None,
    limits: Limits | None = None,
    run: Run | None = None,
) -> PhotoSet:
    """Load photos: JPEG, PNG, WebP, AVIF and TIFF, and HEIC with the extra `heif`.

    A file that cannot be used stops nothing: it is listed in `refused` with its reason, and so is everything that was passed
    over in a folder. Photos come in the order given, those of a folder by name (`IMG_2` before `IMG_10`). The same bytes under
    two names are two photos; the choice sees to it that only one is used. Positions (GPS) are never read.

    Words about a photo come from the caller, else from the photo itself (XMP, IPTC, EXIF), tags and caption each on their
    own. The caller's are, the first that speaks: `words`; a JSON file beside the photo (`villa.jpg.json`); a `words.json` at
    the top of the folder. `words` and `words.json` map names to `{"tags": [...], "caption": "..."}`, a caption, or a list of
    tags; a name is the photo's, as in `Photo.file`, or its last part.

    Args:
        sources: A folder (searched with its folders), a path, a photo's bytes, a binary file, or an iterable of these.
            Files on disk are read in place. Bytes and files are copied into the storage; files are read from where they
            stand, stay open, and are named by their `name`, else `photo-1` and so on.
        words: Words about the photos, as a mapping or the path of a JSON file.
        limits: What a photo may be at most.
        run: Where copies and measurements are kept, and whom to tell of progress; a photo that was measured there before
            is only identified again. Without it nothing is kept beyond the photos themselves.

    Raises:
        InvalidInput: The only source is a path where nothing is, a source is of another kind, or `words` cannot be read.
        StorageFailed: The run's storage cannot be read or written.

    Example:
        >>> import asyncio, io
        >>> from PIL import Image
        >>> file = io.BytesIO()
        >>> Image.linear_gradient("L").save(file, "PNG")
        >>> photos = asyncio.run(load_photos([file.getvalue(), b"no photo"], words={"photo-1": "a pool"}))
        >>> photos[0].caption, photos.refused[0].file
        ('a pool', 'photo-2')
    """
    began = time.monotonic()
    glossary = await run_sync(Glossary.of, words)
    found = await run_sync(find, listed(sources))
    said = await run_sync(_said, found, glossary)
    loading = _Loading(found, said, limits or Limits(), run)
    loading.tell(Started(stage="intake", total=len(found.sources)))
    photos = await loading.all()
    for name in glossary.unasked:
        loading.tell(Noticed(stage="intake", message=f"there are words about {name!r}, but no such photo"))
    loading.tell(Finished(stage="intake", seconds=time.monotonic() - began))
    _log.info("photos_loaded", extra={"photos": len(photos), "refused": len(found.refused)})
    return PhotoSet(photos=photos, refused=tuple(found.refused))


def _said(found: Found, glossary: Glossary) -> list[Said]:
    """Return what the caller says of each source; files of words that cannot be read are refused like photos."""
    folders = []
    for path in found.words_paths:
        try:
            folders.append(Glossary.of(read_json(path)))
        except InvalidInput as error:
            found.refuse(path.name, str(error))
    return [_about(source, found, [glossary, *folders]) for source in found.sources]


def _about(source: Source, found: Found, glossaries: list[Glossary]) -> Said:
    first, *others = [glossary.about(source.name) for glossary in glossaries]
    if source.words_path is not None:
        try:
            first = first.over(words_beside(source.words_path))
        except InvalidInput as error:
            found.refuse(f"{source.name}.json", str(error))
    for other in others:
        first = first.over(other)
    return first


@define
class _Loading:
    """One call of `load_photos` at work."""

    found: Found
    said: list[Said]
    limits: Limits
    run: Run | None
    done: int = 0

    def tell(self, event: Event) -> None:
        if self.run is not None:
            self.run.tell(event)

    async def all(self) -> tuple[Photo, ...]:
        """Read the sources side by side, as many at once as there are cores, so that memory does not grow with their number."""
        outcomes: list[Photo | Refused | None] = [None] * len(self.found.sources)
        waiting = enumerate(self.found.sources)
        storage = self.run.storage if self.run else Storage.memory()
        with looking():
            async with side_by_side() as group:
                for _ in range(min(cores(), len(outcomes))):
                    group.start_soon(self._work, waiting, outcomes, storage)
        await run_sync(give_back)
        self.found.refused.extend(outcome for outcome in outcomes if isinstance(outcome, Refused))
        return tuple(outcome for outcome in outcomes if isinstance(outcome, Photo))

    async def _work(
        self, waiting: Iterator[tuple[int, Source]], outcomes: list[Photo | Refused | None], storage: AnyStorage
    ) -> None:
        for index, source in waiting:
            outcomes[index], reused = await self._one(source, self.said[index], storage)
            self.done += 1
            total = len(outcomes)
            self.tell(Advanced(stage="intake", item=source.name, done=self.done, total=total, reused=reused))

    async def _one(self, source: Source, said: Said, storage: AnyStorage) -> tuple[Photo | Refused, bool]:
        made = self.run.storage.made if self.run else None
        try:
            read = await read_photo(source, said=said, limits=self.limits, made=made)
        except PhotoRefused as refused:
            _log.info("photo_refused", extra={"reason": refused.reason})
            return Refused(file=source.name, reason=refused.reason), False
        if read.data is None:
            return read.photo, read.reused
        blob = await storage.blobs.put(read.data, media_type=read.photo.media_type)
        return evolve(read.photo, place=blob.place), read.reused
