"""What comes in: `Photo`, and `PhotoSet` with the files that were refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from luxvid.blobs import Blob, BlobStore
from luxvid.convert import JsonValue
from luxvid.looks import Look
from luxvid.repr_html import gallery

if TYPE_CHECKING:
    from luxvid.protocols import Storage

_HIDDEN = {"json": False}


@frozen(kw_only=True)
class Photo(JsonValue):
    """One photo that can be used: upright size, words about it, and its bytes by digest.

    Attributes:
        file: The name it came under: relative to its folder, or as given. Never trusted, only shown and searched for words.
        digest: SHA-256 of the original bytes.
        size: Bytes of the original.
        media_type: Such as `image/jpeg`.
        width_px: Width as seen, orientation applied.
        height_px: Height as seen, orientation applied.
        tags: The caller's or the file's own keywords.
        caption: The caller's or the file's own description.
        taken_at: Time of exposure as the camera wrote it (ISO 8601), or empty.
        source_type: What the file says of its own making: IPTC's term, as `trainedAlgorithmicMedia`; empty where it says nothing.
        preview: A JPEG of at most 320 px and 16 kB; not part of equality or JSON.
        look: Measurements for the choice; not part of equality or JSON.
        place: Where the bytes lie; not part of equality or JSON.
    """

    file: str
    digest: str
    size: int
    media_type: str = "image/jpeg"
    width_px: int
    height_px: int
    tags: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    caption: str = ""
    taken_at: str = ""
    source_type: str = ""
    preview: bytes = field(default=b"", eq=False, repr=False, metadata=_HIDDEN)
    look: Look | None = field(default=None, eq=False, repr=False, metadata=_HIDDEN)
    place: Path | BlobStore | None = field(default=None, eq=False, repr=False, metadata=_HIDDEN)

    @property
    def blob(self) -> Blob:
        """The original's bytes."""
        return Blob(digest=self.digest, size=self.size, media_type=self.media_type, place=self.place)

    @property
    def aspect(self) -> float:
        """Width by height, as seen."""
        return self.width_px / self.height_px

    def is_called(self, name: str) -> bool:
        """Tell whether `name` means this photo: its file, the file's last part, or its digest."""
        return name in (self.file, Path(self.file).name, self.digest)

    def _repr_html_(self) -> str | None:
        return gallery([(self.preview, self.file)])


def claims_of(photos: Iterable[Photo]) -> tuple[str, ...]:
    """Return what photos say of their own making, in order; nothing at all where none says anything."""
    claims = tuple(photo.source_type for photo in photos)
    return claims if any(claims) else ()


@frozen(kw_only=True)
class Refused:
    """A file that cannot be used, and why: one short sentence."""

    file: str
    reason: str


@frozen(kw_only=True)
class PhotoSet:
    """Photos in the order they came, and what was refused; iterable like a tuple of photos.

    Example:
        >>> import luxvid
        >>> luxvid.PhotoSet(photos=()).refused
        ()
    """

    photos: tuple[Photo, ...] = field(converter=tuple[Photo, ...])
    refused: tuple[Refused, ...] = field(default=(), converter=tuple[Refused, ...])

    def __iter__(self) -> Iterator[Photo]:
        return iter(self.photos)

    def __len__(self) -> int:
        return len(self.photos)

    def __getitem__(self, name: int | str) -> Photo:
        """Return a photo by position, by file name or by digest. Raises `KeyError` where no photo is called so."""
        if isinstance(name, int):
            return self.photos[name]
        for photo in self.photos:
            if photo.is_called(name):
                return photo
        raise KeyError(name)

    async def keep(self, storage: Storage) -> PhotoSet:
        """Copy every original into `storage`, so that another machine can use the photos; return the set that lies there."""
        kept = []
        for photo in self.photos:
            blob = await storage.blobs.put_from(photo.blob)
            kept.append(evolve(photo, place=blob.place))
        return evolve(self, photos=tuple(kept))

    def __repr__(self) -> str:
        return f"<PhotoSet: {len(self.photos)} photos, {len(self.refused)} refused>"

    def _repr_html_(self) -> str | None:
        shown = gallery([(photo.preview, photo.file) for photo in self.photos])
        if shown is None:
            return None
        refused = "".join(f"<li>{escape(r.file)}: {escape(r.reason)}</li>" for r in self.refused)
        return shown + (f"<p>Refused:</p><ul>{refused}</ul>" if refused else "")
