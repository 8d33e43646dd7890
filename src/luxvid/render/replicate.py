"""`ReplicateRenderer`: clips from a video model on Replicate, between two photos or from one."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from attrs import evolve, field, frozen

from luxvid.billing.buying import Bought, buy
from luxvid.calls import Job
from luxvid.costs import CostLine, Estimate
from luxvid.encoding import Encoding
from luxvid.errors import InputRefused, InvalidInput, LuxvidError, StoryboardIncomplete
from luxvid.film import Clip
from luxvid.media.foreign import FileSource, open_clip_file
from luxvid.media.stills import Limits
from luxvid.photos import claims_of
from luxvid.protocols import Run
from luxvid.providers.models import VideoModel, model_from_file, video_model
from luxvid.render.fitted import FittedSource, InBetween, mixing
from luxvid.render.fitting import FASTEST, SLOWEST, speed
from luxvid.render.light import Light
from luxvid.render.measuring import VERSION as MEASURING
from luxvid.render.measuring import Measured, measure, thumbnail_of
from luxvid.render.offers import Lengths, Need, Offer, offers, tried
from luxvid.render.pictures import PHOTO_LIMITS, Picture, framed
from luxvid.render.prompts import NEGATIVE, prompt_of
from luxvid.render.reframed import in_own_shape
from luxvid.report import GENERATED, Provenance
from luxvid.storage import key_of
from luxvid.storyboard import Shot
from luxvid.tasks import heavy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.protocols import Provider

DEFAULT_MODEL = "google/veo-3.1-fast"

_KEPT_LEAST = 0.5


def _model(value: VideoModel | str | Path) -> VideoModel:
    if isinstance(value, VideoModel):
        return value
    return model_from_file(value) if isinstance(value, Path) else video_model(value)


@frozen(kw_only=True)
class ReplicateRenderer:
    """Has a video model on Replicate make the clip, pays for it once, and lays it into the film's time.

    The first photo is the first frame; the second, where there is one, the last, and it stands exactly where the shot ends. What
    comes is taken as it comes: its rate and length are measured, ends that stand still are left out, exposure and white balance
    are matched to the photos. Nothing here was ever run against the live service.

    Attributes:
        model: A name that `luxvid.providers.models.known_models()` has, a `VideoModel`, or the path of a file with one.
        provider: Who is asked; by default `ReplicateProvider.from_env()`, with the token from REPLICATE_API_TOKEN.
        encoding: The film that it is for: its shape decides the pictures' and its rate the frames.
        sound: Ask for sound too, where the model has it. It costs more, and is heard where the scorer's mix asks for it.
        size: The size that is bought, as the model calls it, such as `1080p`; by default the cheapest of the model's usual ones.
        lengths: `cheapest`, or `every_frame`: the cheapest that has a frame for every film frame, so that none is mixed.
        in_between: How frames are made where the clip has too few: `blend`, or `flow` (sharper; extra `flow`).
        match_light: Match exposure and white balance to the photos.
        negative_prompt: What is not wanted, for models that take that.
        input: Further input that the model's schema has, such as `{"camera_fixed": True}`; a seed of your own belongs here, too.
        photo_limits: What a photo may be at most.

    Raises:
        InvalidInput: No such model is known, or it does not have what `input` names.

    Example:
        >>> from luxvid.render import ReplicateRenderer
        >>> ReplicateRenderer("minimax/hailuo-02").model.last
        'last_frame_image'
    """

    model: VideoModel = field(factory=lambda: video_model(DEFAULT_MODEL), converter=_model, kw_only=False)
    provider: Provider | None = None
    encoding: Encoding = field(factory=Encoding)
    sound: bool = False
    size: str = ""
    lengths: Lengths = "cheapest"
    in_between: InBetween = "blend"
    match_light: bool = True
    negative_prompt: str = NEGATIVE
    input: dict[str, Any] = field(factory=dict)
    photo_limits: Limits = PHOTO_LIMITS

    def __attrs_post_init__(self) -> None:
        model = self.model
        decided = {model.prompt, model.first, model.last, model.aspect, model.sound, model.negative_prompt}
        decided.update(*(variant.input for variant in model.variants))
        for key in self.input:
            if key in decided:
                raise InvalidInput(
                    f"{model.name}: {key!r} is decided by the shot and the renderer's own settings (size, lengths, sound, "
                    "negative_prompt), not by input="
                )
        model.check_part(self.input)

    @property
    def name(self) -> str:
        """What reports call it: the model's name."""
        return self.model.name

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:
        """Return the shot as a clip of generated frames. Costs what `estimate` says, once; found again it costs nothing.

        Cancelling leaves what runs at the provider running: it is recorded, and taken over by the next call for the same shot.

        Raises:
            StoryboardIncomplete: The shot has no photo.
            InvalidInput: An input that the model does not have, or no price is known; nothing was sent.
            PhotoRefused: A photo cannot be prepared; nothing was sent.
            BudgetExceeded: The run has no budget, or not enough left; nothing was sent.
            CallFailed: The call came to nothing; the class says why. `InputRefused` also where the model takes no last frame, or
                has no length for the shot.
            MediaRefused: What came is no clip that can be read.
        """
        run = run or Run()
        mixing(self.in_between)
        found = self._offers(shot)
        pictures = [await self._framed(photo_key, shot, run) for photo_key in self._keys(shot)]
        jobs = [(offer, self._job(shot, offer, pictures)) for offer in found]
        jobs = await _begun_first(jobs, run)
        bought, spent, job = await self._bought(jobs, run)
        try:
            return await self._clip(shot, pictures, bought, spent, job=job, run=run)
        except LuxvidError as error:
            error.cost_usd = str(spent)
            raise

    async def estimate(self, shot: Shot, /) -> Estimate:
        """Return what the shot would cost: likely the first length that is tried, at worst the dearest that may have to be.

        Spends nothing and reads no photo. Raises `StoryboardIncomplete`, `InvalidInput` and `InputRefused` as `render` does.
        """
        found = tried(self._offers(shot))
        first, worst = found[0], max(found, key=lambda offer: offer.usd)
        notes = [f"price from {offer.price.source}" for offer in (first, worst) if offer.price.confidence in ("low", "medium")]
        line = CostLine(
            what=shot.key,
            model=self.name,
            likely_usd=first.usd,
            worst_usd=worst.usd,
            priced_on=min(offer.price.seen_on for offer in found),
            note="; ".join(dict.fromkeys(notes)),
        )
        return Estimate(lines=[line])

    def _offers(self, shot: Shot) -> list[Offer]:
        if not shot.photos:
            raise StoryboardIncomplete(f"shot {shot.key!r} has no photo: give it one, or plan the board again")
        need = Need(
            seconds=shot.duration_s + sum(shot.handles_s),
            fps=self.encoding.fps,
            ends=len(shot.photos) > 1,
            size=self.size,
            lengths=self.lengths,
        )
        values = self._values(shot)
        found = offers(self.model, values, need)
        self.model.check({**values, **found[0].variant.input}, files=self._keys(shot))
        return found

    def _keys(self, shot: Shot) -> list[str]:
        return [self.model.first, self.model.last][: len(shot.photos)]

    def _values(self, shot: Shot) -> dict[str, Any]:
        """Return the input without length, size and pictures."""
        model, values = self.model, dict(self.model.always)
        values[model.prompt] = prompt_of(shot)
        if model.negative_prompt and self.negative_prompt:
            values[model.negative_prompt] = self.negative_prompt
        if model.sound:
            values[model.sound] = self.sound
        if model.aspect:
            values[model.aspect] = _nearest_aspect(model, self.encoding)
        return {**values, **self.input}

    def _job(self, shot: Shot, offer: Offer, pictures: list[Picture]) -> Job:
        files = [picture.as_file(key) for key, picture in zip(self._keys(shot), pictures, strict=True)]
        job = Job(
            provider="replicate",
            model=self.model.name,
            version=self.model.version,
            input={**self._values(shot), **offer.variant.input},
            files=files,
            take=shot.take,
            worst_usd=offer.usd,
            likely_usd=offer.usd,
            deadline_s=self.model.deadline_s,
            found_by=self.model.found_by,
        )
        if self.model.seed and self.model.seed not in job.input:
            job = evolve(job, input={**job.input, self.model.seed: int(job.key[:8], 16) >> 1})
        return job

    async def _framed(self, key: str, shot: Shot, run: Run) -> Picture:
        photo = shot.photos[self._keys(shot).index(key)]
        size = _picture_px(self.model, self.encoding)
        return await framed(photo, size_px=size, limits=self.photo_limits, most_bytes=self.model.picture_bytes, run=run)

    async def _bought(self, jobs: list[tuple[Offer, Job]], run: Run) -> tuple[Bought, Decimal, Job]:
        """Buy the first that the service does not refuse; return what was bought, what all tries cost, and the job."""
        provider, spent = self.provider or _from_env(), Decimal(0)
        refusals: list[tuple[Offer, InputRefused]] = []
        for offer, job in jobs:
            if any(offer.doubts >= other.doubts for other, _ in refusals):
                continue
            try:
                bought = await buy(job, provider, run=run)
            except InputRefused as error:
                spent += Decimal(error.cost_usd)
                refusals.append((offer, error))
                if not offer.doubts or spent:
                    break
            else:
                calls = await run.storage.ledger.calls(job.key)
                return bought, spent + sum((call.cost_usd for call in calls), Decimal(0)), job
        raise refusals[-1][1]

    async def _clip(self, shot: Shot, pictures: list[Picture], bought: Bought, spent: Decimal, *, job: Job, run: Run) -> Clip:
        file = await open_clip_file(bought.blob)
        measured = await self._measured(file, shot, pictures, run)
        source = FittedSource(
            file=file,
            measured=measured,
            total_s=shot.duration_s + sum(shot.handles_s),
            ends=len(shot.photos) > 1,
            in_between=self.in_between,
            light=measured.light if self.match_light else Light(),
        )
        made = Provenance(
            treatment=GENERATED,
            model=self.name,
            call=job.key,
            generated_at=bought.call.opened_at,
            photos=[photo.digest for photo in shot.photos],
            claims=claims_of(shot.photos),
            cost_usd=spent,
            reused=bought.reused,
            frames=source.plan(self.encoding).counts,
            notes=[*_cut_notes(pictures), *_fitting_notes(source)],
        )
        return Clip(source=source, duration_s=shot.duration_s, lead_s=shot.handles_s[0], provenance=made)

    async def _measured(self, file: FileSource, shot: Shot, pictures: list[Picture], run: Run) -> Measured:
        """Measure a clip against its photos, once: the numbers are kept in the run's storage."""
        size_px = thumbnail_of(in_own_shape(file, self.encoding))
        named = [picture.named for picture in pictures]
        key = key_of({"measured": MEASURING, "clip": file.blob.digest, "size": list(size_px), "pictures": named})
        record = await run.storage.made.get(key)
        if record is not None:
            return Measured.from_dict(record)
        small = [await _drawn(picture, size_px) for picture in pictures]
        first, last = small[0], small[1] if len(shot.photos) > 1 else None
        with await file.blob.open() as opened:
            work = partial(measure, opened, file.probe, name=file.name, size_px=size_px, photos=(first, last))
            measured = await run_sync(work, limiter=heavy())
        await run.storage.made.put(key, measured.to_dict())
        return measured


async def _begun_first(jobs: list[tuple[Offer, Job]], run: Run) -> list[tuple[Offer, Job]]:
    """Put what was bought or begun before in front: a passage that grew by a frame must not buy another length.

    What counts as paid and has no result comes next: another length instead of it would be a second payment unasked.
    """
    places = []
    for _offer, job in jobs:
        states = {call.state for call in await run.storage.ledger.calls(job.key)}
        counts_as_paid = not run.pay_again and not states.isdisjoint(("unknown", "lost"))
        places.append(0 if not states.isdisjoint(("intent", "started", "finished")) else 1 if counts_as_paid else 2)
    return [jobs[number] for number in sorted(range(len(jobs)), key=places.__getitem__)]


async def _drawn(picture: Picture, size_px: tuple[int, int]) -> NDArray[np.uint8]:
    import numpy as np

    with await picture.photo.blob.open() as file:
        return np.asarray(await run_sync(picture.drawn, file, size_px, limiter=heavy()))


def _from_env() -> Provider:
    from luxvid.providers.replicate import ReplicateProvider  # only here: it loads httpx

    return ReplicateProvider.from_env()


def _nearest_aspect(model: VideoModel, encoding: Encoding) -> str:
    """Return the one of the model's aspects that is nearest to the film's."""
    offered = [str(value) for value in model.input[model.aspect].one_of if ":" in str(value)] or ["16:9"]
    return min(offered, key=lambda aspect: abs(_ratio(aspect) / encoding.aspect - 1))


def _ratio(aspect: str) -> float:
    width, height = aspect.split(":")
    return int(width) / int(height)


def _picture_px(model: VideoModel, encoding: Encoding) -> tuple[int, int]:
    """Return the pictures' size: the model's, turned or stretched to the shape that the clip will have."""
    longest, shortest = max(model.picture_px), min(model.picture_px)
    ratio = _ratio(_nearest_aspect(model, encoding)) if model.aspect else encoding.aspect
    if abs(max(ratio, 1 / ratio) / (longest / shortest) - 1) > 0.01:
        longest = 2 * round(shortest * max(ratio, 1 / ratio) / 2)
    return (longest, shortest) if ratio >= 1 else (shortest, longest)


def _cut_notes(pictures: list[Picture]) -> list[str]:
    return [
        f"{picture.photo.file!r} was cut to {picture.kept:.0%} of itself for the model"
        for picture in pictures
        if picture.kept < _KEPT_LEAST
    ]


def _fitting_notes(source: FittedSource) -> list[str]:
    measured, notes = source.measured, []
    runs = speed(source.file.probe.length_s, source.total_s)
    if source.ends and not SLOWEST <= runs <= FASTEST:
        notes.append(f"the clip came {source.file.length_s:.1f} s long, and runs at {float(runs):.2f}× its speed")
    if measured.still_head or measured.still_tail:
        ends = f"{measured.still_head} frames at its beginning and {measured.still_tail} at its end"
        notes.append(f"the clip stands still for {ends}, which were left out")
    if not source.light.is_same:
        notes.append(source.light.told())
    return notes
