"""`deliver`: a film as every file that is asked for, from the same clips: nothing is paid, and nothing encoded, twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from attrs import define, evolve, field

from luxvid.delivery.captions import subrip, webvtt
from luxvid.delivery.delivered import Deliveries, Delivery
from luxvid.delivery.measuring import Checking
from luxvid.delivery.pictures import Look, Pictures
from luxvid.delivery.poster import Cover, chosen_cover, poster
from luxvid.delivery.profiles import Profile, profile
from luxvid.delivery.sound import sound_for
from luxvid.errors import InvalidInput, LuxvidError
from luxvid.events import Advanced, Finished, Noticed, Started
from luxvid.film import Film, PictureTrack
from luxvid.protocols import Run
from luxvid.render import Combiner
from luxvid.said import Said
from luxvid.storage.files import failing_clearly, written_beside
from luxvid.tasks import one_of, side_by_side

if TYPE_CHECKING:
    import anyio

    from luxvid.disclosure import Disclosure
    from luxvid.protocols import FilmSigner


async def deliver(
    film: Film,
    *profiles: str | Profile,
    folder: str | Path,
    disclosure: Disclosure | None = None,
    signer: FilmSigner | None = None,
    run: Run | None = None,
) -> Deliveries:
    """Write a film as every profile wants it into a folder, open each file again and hold it against its rules.

    Each profile gives `NAME.mp4`, a poster `NAME.jpg`, captions `NAME.vtt` and `NAME.srt` where its titles say something, and
    `NAME.disclosure.json`. All come from the film's own clips: no model is asked. Profiles whose pictures are equal share one;
    pieces that were encoded before, by whatever run on the same storage, are found again, so a delivery that was interrupted
    goes on where it stopped. Files appear whole or not at all. A rule that a file breaks raises nothing: it is in the checks.

    Args:
        film: What `Studio.produce` returned.
        profiles: Names of profiles, such as `youtube`, or profiles of your own.
        folder: Where the files go; made where it is missing. Files of the same names are replaced.
        disclosure: What is said of how it was made, as `film.disclosure("california_ab723")` words it; the facts by default.
        signer: Signs every file, as `luxvid.provenance.Signer`.
        run: Where things are kept and who is told; the user's own storage by default.

    Raises:
        InvalidInput: No profile, one that is not known, two of one name, or a title that cannot be drawn in a profile's shape.
        StorageFailed: The folder cannot be written. What was delivered by then is in the error's `finished`.

    Example:
        >>> import luxvid
        >>> luxvid.wait(film.deliver("youtube", "mls_unbranded", folder="deliveries"))  # doctest: +SKIP
    """
    wanted = [profile(each) for each in profiles]
    _refuse_twins(wanted)
    run, folder, began = run or Run(), Path(folder), monotonic()
    with failing_clearly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    run.tell(Started(stage="delivery", total=len(wanted)))
    job = _Job(film, folder, disclosure or film.disclosure(), signer, run, Combiner().limiter(), total=len(wanted))
    try:
        await job.do(wanted)
    except (LuxvidError, ExceptionGroup) as error:
        failed = one_of(error)
        failed.finished = dict(job.delivered)
        raise failed from failed.__cause__
    run.tell(Finished(stage="delivery", seconds=monotonic() - began))
    return Deliveries(files=[job.delivered[each.name] for each in wanted])


def _refuse_twins(wanted: Sequence[Profile]) -> None:
    names = [each.name for each in wanted]
    if not names:
        raise InvalidInput("name at least one profile, such as 'youtube'")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InvalidInput(f"two profiles are called {twice[0]!r}: their files would replace each other")


@define
class _Job:
    """One call of `deliver`."""

    film: Film
    folder: Path
    told: Disclosure
    signer: FilmSigner | None
    run: Run
    limiter: anyio.CapacityLimiter
    total: int
    delivered: dict[str, Delivery] = field(factory=dict)
    _pictures: Pictures = field(init=False)

    @_pictures.default
    def _of_the_film(self) -> Pictures:
        return Pictures(self.film, self.run, self.limiter, self.told)

    async def do(self, wanted: Sequence[Profile]) -> None:
        """Make one picture after the other; what else a file needs is made meanwhile."""
        shared: dict[Look, list[Profile]] = {}
        for each in wanted:
            shared.setdefault(await self._pictures.look(each), []).append(each)
        cover = await chosen_cover(self.film, limiter=self.limiter, run=self.run)
        async with side_by_side() as group:
            for look, profiles in shared.items():
                picture = await self._pictures.made(look)
                for each in profiles:
                    group.start_soon(self._finish, each, look, picture, cover)

    async def _finish(self, wanted: Profile, look: Look, picture: PictureTrack, cover: Cover) -> None:
        picture, notes = await self._pictures.made_for(wanted, look, picture)
        sound = self.film.soundtrack
        if sound is not None:
            sound = await sound_for(sound, wanted, limiter=self.limiter, run=self.run)
        made = evolve(self.film, picture=picture, soundtrack=sound)
        path = self.folder / f"{wanted.name}.mp4"
        await made.save(path, edit_list=wanted.edit_list, disclosure=self.told, signer=self.signer)
        image = path.with_suffix(".jpg")
        cut = await poster(self.film, cover, picture.encoding, xmp=self.told.xmp(), limiter=self.limiter, run=self.run)
        await _write(image, cut)
        said = self._pictures.said(look)
        captions = await _write_captions(path, said)
        async with self.limiter:
            checks = await run_sync(Checking(self.film, wanted, said, captions).checks, path)
        silent = () if sound else ("the film has no music: rules of sound do not apply",)
        self._tell(
            Delivery(
                profile=wanted.name,
                title=wanted.title,
                file=str(path),
                poster=str(image),
                captions=map(str, captions),
                checks=checks,
                notes=(*notes, *picture.notes, *silent, *wanted.notes),
            )
        )

    def _tell(self, delivery: Delivery) -> None:
        self.delivered[delivery.profile] = delivery
        for check in delivery.failed:
            self.run.tell(Noticed(stage="delivery", message=f"{delivery.profile}: {check}"))
        done = len(self.delivered)
        self.run.tell(Advanced(stage="delivery", item=delivery.profile, done=done, total=self.total))


async def _write_captions(path: Path, said: Sequence[Said]) -> list[Path]:
    """Write what titles say beside the film, or remove what an earlier one said."""
    files = {path.with_suffix(".vtt"): webvtt(said), path.with_suffix(".srt"): subrip(said)}
    for file, text in files.items():
        if said:
            await _write(file, text.encode())
        else:
            file.unlink(missing_ok=True)
    return list(files) if said else []


async def _write(path: Path, data: bytes) -> None:
    def write() -> None:
        with written_beside(path) as beside:
            beside.write_bytes(data)

    await run_sync(write)
