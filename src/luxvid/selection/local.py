"""`LocalSelector`: chooses on this machine, without a key, by what it can measure and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import BinaryIO

import anyio
import anyio.to_thread
from attrs import define, evolve, field, frozen

from luxvid.brand import Brand
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput, PhotoRefused
from luxvid.events import Advanced, Event, Finished, Noticed, Started
from luxvid.looks import Look
from luxvid.media.stills import open_still
from luxvid.photos import Photo
from luxvid.protocols import Run
from luxvid.selection.choosing import Choice, choose
from luxvid.selection.sieve import LeftOut, sieve
from luxvid.selection.telling import notes_on
from luxvid.selection.weights import Weights
from luxvid.storyboard import Brief, Shot, Storyboard
from luxvid.tasks import cores, side_by_side
from luxvid.vision.looks import look_at

_SEEN_PX = 1000


@frozen(kw_only=True)
class LocalSelector:
    """Chooses the photos for every scene: the best choice by an objective that is written down (`docs/choice.md`), with proof.

    Left out is what cannot be shown, and all but the best of each group of copies. What remains is chosen so that the sum of
    fit, quality, how well pairs go together, and variety is as high as it can be. The same photos give the same board, in
    whatever order they come.

    Attributes:
        weights: What counts how much.
        encoding: The film's size: a photo that had to be enlarged more than twice is too small.
        most_nodes: How long to search for the proof, in partial choices; where they do not suffice, a note says how much a
            better choice could gain at most.

    Example:
        >>> import luxvid
        >>> from luxvid.selection import Weights
        >>> luxvid.LocalSelector(weights=Weights(variety=0.5)).weights.variety
        0.5
    """

    weights: Weights = field(factory=Weights)
    encoding: Encoding = field(factory=Encoding)
    most_nodes: int = 100_000

    async def select(self, photos: Sequence[Photo], /, *, brief: Brief, run: Run | None = None) -> Storyboard:
        """Return a storyboard for the brief's scenes; where the brief keeps a board, for that board's shots.

        Photos without a look are measured first, which reads them. Spends nothing; cancelling leaves nothing behind.

        Raises:
            InvalidInput: No photo can be used (the message counts the reasons), or a wish of the brief cannot be met.
            MissingBlob: A photo that has to be measured is gone.
        """
        began = monotonic()
        shots = shots_of(brief)
        if not shots:
            raise InvalidInput("a film needs at least one scene: give the brief scenes, or a board that has shots")
        pictures = pictures_of(photos, shots)
        open_shots = [shot for shot in shots if not shot.locked]
        unseen = [photo for photo in pictures if photo.look is None]
        steps = Steps(tell=run.tell if run else to_nobody, total=len(unseen) + len(open_shots))
        steps.tell(Started(stage="choice", total=steps.total))
        looks, unread = await measured(unseen, brief, steps)
        looks |= {photo.digest: photo.look for photo in pictures if photo.look is not None}
        board = await anyio.to_thread.run_sync(self._board, photos, looks, unread, brief, shots)
        for shot in open_shots:
            steps.advance(shot.key)
        for note in board.notes:
            steps.tell(Noticed(stage="choice", message=note))
        steps.tell(Finished(stage="choice", seconds=monotonic() - began))
        return board

    def _board(
        self, photos: Sequence[Photo], looks: dict[str, Look], unread: list[LeftOut], brief: Brief, shots: list[Shot]
    ) -> Storyboard:
        seen = [photo for photo in photos if photo.digest in looks]
        sieved = sieve(seen, looks, brief=brief, shots=shots, encoding=self.encoding, unread=unread)
        open_shots = [shot for shot in shots if not shot.locked]
        choice = Choice()
        if open_shots and sieved.candidates:
            choice = choose(sieved, open_shots, weights=self.weights, encoding=self.encoding, most_nodes=self.most_nodes)
        filled = {shot.key: shot for shot in choice.shots}
        kept = [shot if shot.locked else filled[shot.key] for shot in shots if shot.locked or shot.key in filled]
        dropped = [shot.scene for shot in open_shots if shot.key not in filled]
        banned = (*(brief.keep.banned if brief.keep else ()), *brief.banned)
        return Storyboard(
            shots=kept,
            brand=brand_of(brief),
            banned=tuple(dict.fromkeys(banned)),
            dropped=dropped,
            notes=notes_on(
                kept, dropped, choice.used, sieved.left_out, unshown=choice.unshown, trust=sieved.trust, gap=choice.gap
            ),
            choice=brief.keep.choice if brief.keep else None,
        )


@define
class Steps:
    """Tells of steps that are done."""

    tell: Callable[[Event], object]
    total: int
    done: int = 0

    def advance(self, item: str) -> None:
        """Tell of one more."""
        self.done += 1
        self.tell(Advanced(stage="choice", item=item, done=self.done, total=self.total))


def to_nobody(_event: Event) -> None:
    """Tell nobody."""


def brand_of(brief: Brief) -> Brand:
    """Return the brand that prompts are written for: the brief's, else that of the board it keeps."""
    return brief.keep.brand if brief.keep and brief.brand == Brand() else brief.brand


def shots_of(brief: Brief) -> list[Shot]:
    """Return the board's shots: those that are kept, with the brand in prompts that nobody changed; else one for each scene.

    Scenes that the kept board had to drop are tried again, where the brief has them: before the shot of the scene that follows.
    """
    brand = brand_of(brief)
    if brief.keep is None:
        return [Shot(scene=scene, prompt=brand.prompt(scene.prompt)) for scene in brief.scenes]
    before = brief.keep.brand
    shots = [
        evolve(shot, prompt=brand.prompt(shot.scene.prompt))
        if not shot.locked and shot.prompt == before.prompt(shot.scene.prompt)
        else shot
        for shot in brief.keep.shots
    ]
    order = {scene.key: place for place, scene in enumerate(brief.scenes)}
    for scene in brief.keep.dropped:
        place = order.get(scene.key, len(order))
        later = (at for at, shot in enumerate(shots) if order.get(shot.key, -1) > place)
        shots.insert(next(later, len(shots)), Shot(scene=scene, prompt=brand.prompt(scene.prompt)))
    return shots


def pictures_of(photos: Sequence[Photo], shots: Sequence[Shot]) -> list[Photo]:
    """Return each picture once, with its look where any of its copies has one; locked ones too, where they can be seen."""
    held = [photo for shot in shots if shot.locked for photo in shot.photos if photo.look or photo.place]
    pictures: dict[str, Photo] = {}
    for photo in (*photos, *held):
        known = pictures.setdefault(photo.digest, photo)
        if known.look is None and photo.look is not None:
            pictures[photo.digest] = photo
    return list(pictures.values())


async def measured(photos: Sequence[Photo], brief: Brief, steps: Steps) -> tuple[dict[str, Look], list[LeftOut]]:
    """Look at photos, as many at once as there are cores; what cannot be read is left out, unless it has to be in the film."""
    looks: dict[str, Look] = {}
    unread: list[LeftOut] = []
    limiter = anyio.CapacityLimiter(cores())

    async def measure(photo: Photo) -> None:
        async with limiter:
            try:
                looks[photo.digest] = await _look(photo)
            except PhotoRefused as refused:
                if any(photo.is_called(name) for name in brief.must):
                    raise
                unread.append(LeftOut(file=photo.file, reason=refused.reason))
        steps.advance(photo.file)

    async with side_by_side() as tasks:
        for photo in photos:
            tasks.start_soon(measure, photo)
    return looks, unread


async def _look(photo: Photo) -> Look:
    with await photo.blob.open() as file:
        return await anyio.to_thread.run_sync(_seen, file, photo.file)


def _seen(file: BinaryIO, name: str) -> Look:
    try:
        return look_at(open_still(file, least_px=_SEEN_PX))
    except PhotoRefused as refused:
        raise PhotoRefused(name, refused.reason) from refused
    except InvalidInput as error:
        raise PhotoRefused(name, "too small to be looked at") from error
