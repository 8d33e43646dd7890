"""Whether a shot's two photos show one place: asked once for each two photos, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from anyio.to_thread import run_sync

from luxvid.errors import InvalidInput, PhotoRefused
from luxvid.media.stills import open_still
from luxvid.render.kept import Kept
from luxvid.storage import key_of
from luxvid.tasks import heavy
from luxvid.vision.keypoints import LONG_PX, Keypoints, Matches, can_match, keypoints_of, matches_of
from luxvid.vision.looks import look_at, looking
from luxvid.vision.one_place import VERSION, chance_of_one_place

if TYPE_CHECKING:
    from luxvid.looks import Look
    from luxvid.photos import Photo
    from luxvid.protocols import Run
    from luxvid.storyboard import Shot

_LOOK_PX = 1000  # as photos are looked at when they are loaded
_kept: Kept[Keypoints] = Kept(lambda points: points.bytes, most_bytes=32 << 20)  # some eighty photos: a board is judged in pairs


async def chance_of_pair(shot: Shot, *, run: Run) -> float:
    """Return how likely a shot's two photos show one place, 0 to 1; 0 where they cannot be seen, or there are not two.

    Photos without a look (a board that was read from JSON) are looked at. The answer is kept in the run's storage, whatever is
    installed later: another answer would buy other clips for a shot that was paid for.

    Raises:
        PhotoRefused, MissingBlob: A photo that has to be looked at cannot be.
    """
    if shot.first is None or shot.last is None:
        return 0.0
    key = key_of({"one_place": [photo.digest for photo in shot.photos]})
    if (record := await run.storage.made.get(key)) is not None:
        return float(record["chance"])
    chance = await chance_between(shot.first, shot.last)
    if chance is None:
        return 0.0  # what was not seen cannot be vouched for
    await run.storage.made.put(key, {"chance": chance, "version": VERSION})
    return chance


async def chance_between(first: Photo, last: Photo) -> float | None:
    """Return how likely two photos show one place, 0 to 1; None where one cannot be seen (extra `vision`).

    Keypoints count too where OpenCV is there (extra `flow`): about 0.5 s a photo, once for those that were seen lately. Raises
    `PhotoRefused` and `MissingBlob`.
    """
    looks = [photo.look or await _looked_at(photo) for photo in (first, last)]
    chance = chance_of_one_place(looks[0], looks[1])
    if chance is None or not can_match():
        return chance
    return chance_of_one_place(looks[0], looks[1], matches=await _matches(first, last))


async def _matches(first: Photo, last: Photo) -> Matches:
    one, other = [await _keypoints(photo) for photo in (first, last)]
    return await run_sync(matches_of, one, other, limiter=heavy())


async def _keypoints(photo: Photo) -> Keypoints:
    with await photo.blob.open() as file:
        return await run_sync(_kept.get, photo.digest, lambda: _sought(file, photo.file), limiter=heavy())


def _sought(file: BinaryIO, name: str) -> Keypoints:
    try:
        return keypoints_of(open_still(file, least_px=LONG_PX))
    except PhotoRefused as refused:
        raise PhotoRefused(name, refused.reason) from refused


async def _looked_at(photo: Photo) -> Look:
    with await photo.blob.open() as file:
        return await run_sync(_seen, file, photo.file, limiter=heavy())


def _seen(file: BinaryIO, name: str) -> Look:
    try:
        with looking():
            return look_at(open_still(file, least_px=_LOOK_PX))
    except PhotoRefused as refused:
        raise PhotoRefused(name, refused.reason) from refused
    except InvalidInput as error:
        raise PhotoRefused(name, "too small to be looked at") from error
