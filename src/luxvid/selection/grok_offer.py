"""What Grok is asked about: the open scenes, and the photos that may be chosen, each with its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import anyio.to_thread
from attrs import evolve, frozen

from luxvid.encoding import Encoding
from luxvid.photos import Photo
from luxvid.selection.candidates import Candidate
from luxvid.selection.grok_answer import Rules
from luxvid.selection.grok_prompt import brief_of
from luxvid.selection.local import Steps, brand_of, measured, pictures_of, shots_of, to_nobody
from luxvid.selection.sieve import Sieved, sieve
from luxvid.storyboard import Brief, Shot


@frozen(kw_only=True, eq=False)
class Offer:
    """The scenes and the photos.

    Attributes:
        photos: All that came, each with its look where it can be read.
        shots: All shots of the board, locked ones too.
        candidates: Those that may be chosen, by their numbers.
        upload: All that came as the key of a paid call names it: digests and words, in the order of the digests.
        brief: What is asked for, as the key names it.
        most_of: How many photos of a kind of room may still be chosen.
    """

    photos: tuple[Photo, ...]
    shots: tuple[Shot, ...]
    candidates: Mapping[str, Candidate]
    upload: Sequence[Any]
    brief: Mapping[str, Any]
    most_of: Mapping[str, int]

    @property
    def scenes(self) -> tuple[str, ...]:
        """Keys of the scenes that are to be filled, in order."""
        return tuple(shot.key for shot in self.shots if not shot.locked)

    @property
    def wanted(self) -> tuple[str, ...]:
        """Numbers of the photos that have to be in the film."""
        return tuple(number for number, one in self.candidates.items() if one.is_wanted)

    @property
    def rules(self) -> Rules:
        """What a choice has to keep to."""
        kinds = {number: one.room for number, one in self.candidates.items() if one.room in self.most_of}
        files = {number: one.photo.file for number, one in self.candidates.items()}
        return Rules(scenes=self.scenes, photos=files, wanted=self.wanted, kinds=kinds, most_of=self.most_of)


async def offered(photos: Sequence[Photo], *, brief: Brief, encoding: Encoding) -> Offer:
    """Look at photos that were not looked at yet, leave out what cannot be used, and number the rest.

    Numbers count all that came, in the order of the digests, so that they stay what they are when more or less of it can be used.

    Raises:
        InvalidInput: No photo can be used, or a wish of the brief cannot be met.
        MissingBlob: A photo that has to be measured is gone.
    """
    shots = shots_of(brief)
    pictures = pictures_of(photos, shots)
    unseen = [photo for photo in pictures if photo.look is None]
    looks, unread = await measured(unseen, brief, Steps(tell=to_nobody, total=len(unseen)))
    looks |= {photo.digest: photo.look for photo in pictures if photo.look is not None}
    seen = tuple(evolve(photo, look=looks[photo.digest]) for photo in photos if photo.digest in looks)
    sieved: Sieved | None = None
    if any(not shot.locked for shot in shots):
        sieved = await anyio.to_thread.run_sync(
            lambda: sieve(seen, looks, brief=brief, shots=shots, encoding=encoding, unread=unread)
        )
    numbers = numbers_of(photos)
    chosen = sieved.candidates if sieved else ()
    return Offer(
        photos=(*seen, *(photo for photo in photos if photo.digest not in looks)),
        shots=tuple(shots),
        candidates={numbers[one.photo.digest]: one for one in chosen if one.photo.digest in numbers},
        upload=upload_of(photos),
        brief=asked_for(brief, photos),
        most_of=sieved.most_of if sieved else {},
    )


def numbers_of(photos: Iterable[Photo]) -> dict[str, str]:
    """Return the number of each digest.

    Example:
        >>> from luxvid.photos import Photo
        >>> numbers_of([Photo(file="a.jpg", digest="ff", size=1, width_px=3, height_px=2)])
        {'ff': 'p001'}
    """
    return {digest: f"p{at:03d}" for at, digest in enumerate(sorted({photo.digest for photo in photos}), start=1)}


def upload_of(photos: Iterable[Photo]) -> list[Any]:
    """Return what came, as JSON types, in an order of its own."""
    return sorted([photo.digest, photo.file, list(photo.tags), photo.caption, photo.taken_at] for photo in dict.fromkeys(photos))


def asked_for(brief: Brief, photos: Iterable[Photo]) -> dict[str, Any]:
    """Return a brief as the key of a paid call names it; photos by their digests, where they are there."""
    photos = tuple(photos)
    banned = (*brief.banned, *(brief.keep.banned if brief.keep else ()))
    rules = {
        "must": _digests(brief.must, photos),
        "banned": _digests(banned, photos),
        "most_of": dict(sorted(brief.most_of.items())),
    }
    return brief_of(shots_of(brief), brand_of(brief), rules)


def _digests(names: Iterable[str], photos: Sequence[Photo]) -> list[str]:
    return sorted({photo.digest for photo in photos for name in names if photo.is_called(name)})
