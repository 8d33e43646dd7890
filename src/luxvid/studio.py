"""The stages put together: `Studio`, and `make_film` for one call with the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any, Literal, Self

from anyio import Event
from attrs import evolve, field, frozen

from luxvid.account import Score, billed, looked_at, report_of
from luxvid.audio import ProgressiveScorer
from luxvid.audio.aligning import aligned, cues_of, lacks_music
from luxvid.billing import abandon, open_calls
from luxvid.billing.payments import Payments
from luxvid.brand import Brand
from luxvid.calls import Call
from luxvid.convert import SCHEMA
from luxvid.costs import Estimate
from luxvid.encoding import Encoding
from luxvid.errors import CallFailed, InvalidInput, LuxvidError, StoryboardIncomplete
from luxvid.events import Finished, Noticed, Started
from luxvid.film import Clip, Film
from luxvid.intake import load_photos
from luxvid.listing import Listing
from luxvid.photos import Photo, PhotoSet
from luxvid.protocols import ClipRenderer, Estimating, EstimatingSelector, Overlay, Provider, Run, Selector, TitleDesigner
from luxvid.render import Combiner, KenBurnsRenderer
from luxvid.said import Said, hurried
from luxvid.scenes import LUXURY_SCENES, Scene
from luxvid.selection import LocalSelector
from luxvid.storage import key_of
from luxvid.storage.files import checked_target
from luxvid.storyboard import Brief, Shot, Storyboard
from luxvid.tasks import one_of, side_by_side, wait
from luxvid.timeline import Timeline
from luxvid.titles import Titles
from luxvid.words import WordChecker

_PLAN_VERSION = 1


def _known_alignment(_studio: object, _attribute: object, value: str) -> None:
    if value not in ("", "beats"):
        raise InvalidInput(f"align must be 'beats', or '' for cuts that stay where they are, not {value!r}")


@frozen(kw_only=True)
class Studio:
    """Puts a selector, a renderer, a combiner and a scorer together. Settings only: nothing is opened or started.

    Attributes:
        selector: Chooses the photos.
        renderer: Brings shots into motion.
        combiner: Encodes and joins.
        scorer: Makes the music; None for a film without.
        align: `beats` lays the cuts on the music's beats, in the plan, without changing the film's length; locked shots keep
            their cuts. Where a paid composer does not state its tempo, planning makes the music, and pays for it.
        titles: Draws what the board says into the film, in its brand; a board that says nothing has none. None for nobody.
        words: Looks at what the board says before it is rendered; what it finds stands in the report's notes. None for nobody.

    Example:
        >>> import luxvid
        >>> studio = luxvid.Studio(scorer=None)
    """

    selector: Selector = field(factory=LocalSelector)
    renderer: ClipRenderer = field(factory=KenBurnsRenderer)
    combiner: Combiner = field(factory=Combiner)
    scorer: ProgressiveScorer | None = field(factory=ProgressiveScorer)
    align: Literal["", "beats"] = field(default="", validator=_known_alignment)
    titles: TitleDesigner | None = field(factory=Titles)
    words: WordChecker | None = field(factory=WordChecker)

    @classmethod
    def sized(cls, encoding: Encoding) -> Self:
        """Return the default studio for a film of another size or rate: photos are chosen and joined for it.

        Example:
            >>> import luxvid
            >>> luxvid.Studio.sized(luxvid.Encoding.vertical()).combiner.encoding.height_px
            1920
        """
        return cls(selector=LocalSelector(encoding=encoding), combiner=Combiner(encoding=encoding))

    async def plan(  # noqa: PLR0913  each is a wish of the brief
        self,
        photos: PhotoSet | Iterable[Photo],
        /,
        *,
        scenes: Sequence[Scene] = LUXURY_SCENES,
        brand: Brand | None = None,
        listing: Listing | None = None,
        keep: Storyboard | None = None,
        must: Iterable[str] = (),
        banned: Iterable[str] = (),
        most_of: Mapping[str, int] | None = None,
        run: Run | None = None,
    ) -> Storyboard:
        """Return a storyboard over the photos; with `keep`, refilled round that board's locked shots.

        Of the brand, name and tone go to who chooses; `listing` is what the opening title says, that of `keep` by default.

        Raises:
            InvalidInput: No photo can be used, or one that has to be in the film cannot.
        """
        brand = brand or (keep.brand if keep else Brand())
        brief = Brief(scenes=scenes, brand=brand, keep=keep, must=must, banned=banned, most_of=most_of or {})
        board = await self.selector.select(tuple(photos), brief=brief, run=run)
        board = evolve(board, listing=listing or (keep.listing if keep else Listing()), bought=keep.bought if keep else {})
        if self.align != "beats" or self.scorer is None:
            return board
        return await aligned(board, scorer=self.scorer, fps=self.combiner.encoding.fps, run=run)

    async def produce(self, storyboard: Storyboard, /, *, photos: PhotoSet | None = None, run: Run | None = None) -> Film:
        """Return the finished film of a storyboard.

        What was made before for the same inputs is found in the run's storage and not made again. Where the music fails, the
        film comes without it and its report says so.

        Args:
            storyboard: What to make.
            photos: Where the photos lie, for a board that was read from JSON; its refused files go into the report.
            run: Where things are kept and who is told; the user's own storage by default.

        Raises:
            WordsRefused: The board says something that `words` stops at; nothing was rendered or paid.
            StoryboardIncomplete: A shot has no photo, or a photo's bytes are not at hand.
            InvalidInput: A title cannot be drawn: it does not fit, or the font lacks its characters; nothing was rendered.
            LuxvidError: A stage failed; what was finished is kept and found again by the next call, and the clips that were
                finished are in the error's `finished`. What runs at a provider is left running, and brought home next time.
        """
        payments = Payments(run or Run())
        run = payments.run
        began = monotonic()
        noticed = await looked_at(storyboard, self.words, run)
        board = await _at_hand(storyboard.attach(photos or ()), run)
        timeline = board.timeline(self.combiner.encoding.fps)
        overlays, said = await self._titled(board, timeline, run)
        run.tell(Started(stage="film", total=len(board.shots)))
        clips = [_Once(self.renderer, shot, run) for shot in _with_handles(board, timeline)]
        score, limiter = Score(), self.combiner.limiter()
        names = [shot.key for shot in board.shots]
        try:
            async with side_by_side() as group:
                if self.scorer:  # the music takes one worker's place until it is done
                    heard = {key: once.when_done for key, once in zip(names, clips, strict=True)}
                    make = partial(score.make, run=run, limiter=limiter)
                    group.start_soon(make, self.scorer, cues_of(board, timeline.fps), heard)
                picture = await self.combiner.combine(
                    [once.clip() for once in clips],
                    timeline=timeline,
                    overlays=overlays,
                    names=names,
                    limiter=limiter,
                    run=run,
                )
        except (LuxvidError, ExceptionGroup) as error:
            failed = one_of(error)
            failed.finished = {key: once.rendered for key, once in zip(names, clips, strict=True) if once.is_done}
            raise failed from failed.__cause__
        rendered = {shot.key: once.rendered for shot, once in zip(board.shots, clips, strict=True)}
        made = [(once.rendered, once.payments.calls) for once in clips]
        bill = await billed(board, made, score, spent_usd=payments.spent_usd, run=run)
        report = report_of(board, picture, score, rendered, photos, bill, monotonic() - began)
        report = evolve(report, notes=(*noticed, *hurried(said), *report.notes), titles=said)
        run.tell(Finished(stage="film", seconds=monotonic() - began))
        return Film(
            picture=picture, soundtrack=score.soundtrack, storyboard=board, clips=rendered, report=report, titles=self.titles
        )

    async def _titled(self, board: Storyboard, timeline: Timeline, run: Run) -> tuple[Sequence[Overlay], Sequence[Said]]:
        """Return a board's titles, laid out, and what they say; what cannot be read in its time is told."""
        if self.titles is None:
            return (), ()
        overlays = await self.titles.overlays(board, timeline=timeline, encoding=self.combiner.encoding, run=run)
        said = self.titles.said(board, timeline=timeline)
        for note in hurried(said):
            run.tell(Noticed(stage="film", message=note))
        return overlays, said

    async def preview(self, storyboard: Storyboard, /, *, photos: PhotoSet | None = None, run: Run | None = None) -> Film:
        """Return the whole film small and quick: 480 lines, the same timeline, the same cuts, without music.

        Raises as `produce` does.
        """
        combiner = evolve(self.combiner, encoding=self.combiner.encoding.preview())
        return await evolve(self, combiner=combiner, scorer=None).produce(storyboard, photos=photos, run=run)

    async def estimate(self, storyboard: Storyboard, /, *, photos: Iterable[Photo] = (), brief: Brief | None = None) -> Estimate:
        """Return what producing a storyboard would cost, shot by shot and with the music, likely and at worst. Spends nothing.

        At worst means second takes and fallbacks, too: the bill is never higher. What was paid for before costs nothing, which is
        not counted off here.

        Args:
            storyboard: What to make; without shots only the choice is counted.
            photos: Those that would be chosen from: then a choice that is paid for is in it.
            brief: What the selector would be asked; by default for all scenes of the board, with its brand and its ban.

        Raises:
            StoryboardIncomplete: A shot has no photo.
            InvalidInput: The price of something is not known.

        Example:
            >>> import luxvid
            >>> luxvid.wait(luxvid.Studio().estimate(luxvid.Storyboard(shots=[]))).worst_usd
            Decimal('0')
        """
        total, photos = Estimate(), tuple(photos)
        if photos and isinstance(self.selector, EstimatingSelector):
            total += await self.selector.estimate(photos, brief=brief or _brief_of(storyboard))
        if not storyboard.shots:
            return total
        timeline = storyboard.timeline(self.combiner.encoding.fps)
        if isinstance(self.renderer, Estimating):
            for shot in _with_handles(storyboard, timeline):
                total += await self.renderer.estimate(shot)
        if self.scorer:
            total += await self.scorer.estimate(cues_of(storyboard, timeline.fps))
        return total

    async def abandon(self, provider: Provider, /, *, run: Run) -> tuple[Call, ...]:
        """Cancel at a provider what is under way there, and return the calls as they ended: `cost_usd` says what each cost.

        With a run that has a budget, only what was begun under its name. This alone cancels at the provider; what runs is mostly
        charged all the same. Cancel the task that produces first.

        Raises:
            CallFailed: The provider cannot be reached, or does not cancel; `finished` has the calls that ended, by their keys.
        """
        ours = run.budget.name if run.budget else None
        calls = [call for call in await open_calls(run.storage.ledger) if call.provider == provider.name]
        keys = [call.key for call in calls if ours is None or call.budget == ours]
        ended: dict[str, Call] = {}
        failed: list[CallFailed] = []

        async def end(key: str) -> None:
            try:
                ended[key] = await abandon(key, provider, run=run)
            except CallFailed as error:  # the others are to be ended all the same
                failed.append(error)

        async with side_by_side() as group:
            for key in keys:
                group.start_soon(end, key)
        if failed:
            failed[0].finished = ended
            raise failed[0]
        return tuple(ended[key] for key in keys)


class _Once:
    """One shot's rendering: awaited by the combiner, remembered for the film."""

    def __init__(self, renderer: ClipRenderer, shot: Shot, run: Run) -> None:
        self.rendered: Clip
        self._done = Event()
        self.payments = Payments(run)
        self._work = (renderer, shot)

    async def clip(self) -> Clip:
        renderer, shot = self._work
        self.rendered = await renderer.render(shot, run=self.payments.run)
        self._done.set()
        return self.rendered

    @property
    def is_done(self) -> bool:
        return self._done.is_set()

    async def when_done(self) -> Clip:
        await self._done.wait()
        return self.rendered


def _brief_of(board: Storyboard) -> Brief:
    """Return what a selector was asked that made such a board; for an empty one what it is asked by default."""
    scenes = (*(shot.scene for shot in board.shots), *board.dropped)
    return Brief(scenes=scenes or LUXURY_SCENES, brand=board.brand, banned=board.banned)


def _with_handles(board: Storyboard, timeline: Timeline) -> list[Shot]:
    """Return the shots with what is seen of them before and after their length: together whole frames, as the film shows them."""
    shots = []
    for number, (shot, (start, stop)) in enumerate(zip(board.shots, pairwise(timeline.cuts), strict=True)):
        before = timeline.transitions[number - 1].before if number else 0
        after = timeline.transitions[number].after if number < len(timeline.transitions) else 0
        tail_s = (stop - start + after) / timeline.fps - shot.duration_s
        shots.append(evolve(shot, handles_s=(before / timeline.fps, tail_s)))
    return shots


async def _at_hand(board: Storyboard, run: Run) -> Storyboard:
    """Find the bytes of every photo: where it says they lie, else in the run's storage."""
    for shot in board.shots:
        if not shot.photos:
            raise StoryboardIncomplete(f"shot {shot.key!r} has no photo: give it one, or plan the board again with keep=")
    homeless = [photo for photo in board.photos if photo.place is None]
    stored = [evolve(photo, place=run.storage.blobs) for photo in homeless if await run.storage.blobs.has(photo.digest)]
    missing = {photo.digest: photo for photo in homeless}
    for photo in stored:
        missing.pop(photo.digest, None)
    if missing:
        names = ", ".join(repr(photo.file) for photo in missing.values())
        raise StoryboardIncomplete(f"the bytes of {names} are not at hand: pass photos=, with the photos loaded again")
    return board.attach(stored)


def make_film(  # noqa: PLR0913  each is a wish for the film
    photos: Any,
    out: str | Path,
    *,
    brand: Brand | None = None,
    listing: Listing | None = None,
    scenes: Sequence[Scene] = LUXURY_SCENES,
    encoding: Encoding | None = None,
    align: Literal["", "beats"] = "",
    replan: bool = False,
    run: Run | None = None,
) -> Film:
    """Make a film from a folder of photos and write it to `out`; return it. Free, offline.

    The stored storyboard of the same photos and arguments is used again, and so is all that was made for it. Works inside a
    running event loop too; Ctrl-C stops the work, and what was finished is kept.

    Args:
        photos: A folder, or whatever `load_photos` takes.
        out: The film's file; its folder must exist.
        brand: Name and tone, and how the film is signed.
        listing: What an opening title says of the property.
        scenes: The film's scenes, the seven luxury scenes by default.
        encoding: Size and rate, 1920×1080 at 30 fps by default.
        align: `beats` lays the cuts on the music's beats; the film keeps its length.
        replan: Choose anew even where a storyboard is stored.
        run: Where things are kept and who is told; the user's own storage by default.

    Raises:
        InvalidInput: No photo can be used, `out` cannot be a film's file (told before the work), or `align` is neither.
        StorageFailed: The film cannot be written.

    Example:
        >>> import luxvid
        >>> film = luxvid.make_film("photos/", "villa.mp4")  # doctest: +SKIP
    """
    checked_target(Path(out))  # before the work, not after it
    run, studio = run or Run(), evolve(Studio.sized(encoding or Encoding()), align=align)

    async def make() -> Film:
        loaded = await load_photos(photos, run=run)
        board = await planned(studio, loaded, brand=brand, listing=listing, scenes=scenes, replan=replan, run=run)
        film = await studio.produce(board, photos=loaded, run=run)
        await film.save(out)
        return film

    return wait(make())


async def planned(
    studio: Studio,
    photos: PhotoSet,
    *,
    brand: Brand | None = None,
    listing: Listing | None = None,
    scenes: Sequence[Scene] = LUXURY_SCENES,
    replan: bool = False,
    run: Run,
) -> Storyboard:
    """Return the storyboard that was stored for the same photos and arguments, or plan and store it.

    What is only drawn, the brand's looks and the listing, is no such argument: it asks for no other choice.

    One that was chosen here, or is not on beats, only because others could not be asked is not stored: the next run asks again.
    """
    brand, listing = brand or Brand(), listing or Listing()
    arguments = {
        "plan": _PLAN_VERSION,
        "selector": repr(studio.selector),
        "photos": sorted([photo.digest, photo.file, list(photo.tags), photo.caption] for photo in photos),
        "brand": {"schema": SCHEMA, "name": brand.name, "tone": brand.tone},
        "scenes": [scene.to_dict() for scene in scenes],
    }
    if studio.align and studio.scorer:
        music = await studio.scorer.told_apart()
        arguments["align"] = [studio.align, music, str(studio.combiner.encoding.fps)]
    key = key_of(arguments)
    record = None if replan else await run.storage.made.get(key)
    if record is not None:
        return evolve(Storyboard.from_dict(record["storyboard"]).attach(photos), brand=brand, listing=listing)
    board = await studio.plan(photos, brand=brand, listing=listing, scenes=scenes, run=run)
    if not (board.choice and board.choice.instead) and not (arguments.get("align") and lacks_music(board)):
        await run.storage.made.put(key, {"storyboard": board.to_dict()})
    return board


__all__ = ["Studio", "make_film", "planned"]
