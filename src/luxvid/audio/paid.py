"""What paid composers share: their model and its price, the words that they are given, and a bought piece as sound."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from attrs import evolve

from luxvid.billing import buy
from luxvid.calls import Job
from luxvid.costs import CostLine
from luxvid.errors import InvalidInput, MediaRefused, RenderFailed
from luxvid.media.sound import read_sound
from luxvid.providers.models import MusicModel
from luxvid.sound import Audio, Cue

if TYPE_CHECKING:
    from luxvid.protocols import Provider, Run

_KIND = "instrumental film music, no vocals"


def words_of(cue: Cue) -> str:
    """Return what a model is told of one cue.

    Example:
        >>> words_of(Cue("wide strings", mood="majestic", style="ambient piano"))
        'ambient piano, majestic, wide strings, instrumental film music, no vocals'
    """
    return ", ".join(filter(None, (cue.style, cue.mood, cue.prompt, _KIND)))


def words_of_all(cues: Sequence[Cue]) -> str:
    """Return what a model is told that makes the whole piece in one take: the styles, then the scenes in order.

    No times are named: models do not keep to them.

    Example:
        >>> words_of_all([Cue("strings", mood="majestic"), Cue("bells", mood="serene"), Cue("choir", mood="finale")])
        'instrumental film music, no vocals; begins majestic, strings; then serene, bells; ends finale, choir'
    """
    styles = dict.fromkeys(cue.style for cue in cues if cue.style)
    scenes = list(dict.fromkeys(", ".join(filter(None, (cue.mood, cue.prompt))) for cue in cues))
    told = [f"{'begins' if not n else 'ends' if n == len(scenes) - 1 else 'then'} {scene}" for n, scene in enumerate(scenes)]
    return "; ".join([", ".join([*styles, _KIND]), *(told if len(scenes) > 1 else scenes)])


def priced_job(model: MusicModel, values: dict[str, Any], *, seconds: int, take: int, seed: int | None, files: Any = ()) -> Job:
    """Return the job of one call, with a seed of its own where the model takes one.

    The seed is never left to the service, which would choose it by chance: what was made can be asked for again, and an
    orphaned call is known by it.

    Raises:
        InvalidInput: The model does not take the input, or its price is not known; nothing is sent.
    """
    likely = price_of(model, values, seconds=seconds)[0]
    job = Job(
        provider="replicate",
        model=model.name,
        version=model.version,
        input=values,
        files=files,
        take=take,
        worst_usd=likely * model.worst_times,
        likely_usd=likely,
        deadline_s=model.deadline_s,
        found_by=model.found_by,
        media_type="audio/wav",
    )
    if model.seed and model.seed not in values:
        own = seed if seed is not None else max(1, int(job.key[:8], 16) >> 1)
        job = evolve(job, input={**values, model.seed: own})
    model.check(job.input, files=[file.field for file in job.files])
    return job


def price_of(model: MusicModel, values: dict[str, Any], *, seconds: int) -> tuple[Decimal, str, str]:
    """Return what a call likely costs, since when that is known, and who says so. Raises `InvalidInput` where nobody does."""
    found = model.price(values, seconds=Fraction(seconds))
    if found is None:
        raise InvalidInput(
            f"the price of {model.name} is not known, so nothing is bought: state what you pay, "
            f"as in music_model({model.name!r}).priced('0.20')"
        )
    likely, row = found
    note = f"price from {row.source}" if row.confidence in ("low", "medium") else ""
    return likely, row.seen_on, note


def cost_line(model: MusicModel, calls: Sequence[tuple[dict[str, Any], int]]) -> CostLine:
    """Return what calls would cost together: (input, seconds) each."""
    prices = [price_of(model, values, seconds=seconds) for values, seconds in calls]
    likely = sum((price[0] for price in prices), Decimal(0))
    return CostLine(
        what="music",
        model=model.name,
        likely_usd=likely,
        worst_usd=likely * model.worst_times,
        priced_on=prices[0][1],
        note=prices[0][2],
    )


async def bought_sound(job: Job, provider: Provider | None, *, run: Run) -> Audio:
    """Buy a piece once, and return it as sound.

    Raises:
        RenderFailed: What came is no sound.
        CallFailed, SpendingRefused: As `luxvid.billing.buy` does.
    """
    bought = await buy(job, provider or _from_env(), run=run)
    data = await bought.blob.read()
    try:
        return await to_thread.run_sync(partial(read_sound, data, name=f"what {job.model} made"))
    except MediaRefused as error:
        raise RenderFailed(f"{job.model} made no sound that can be used: {error.reason}") from error


def _from_env() -> Provider:
    from luxvid.providers.replicate import ReplicateProvider  # only here: it loads httpx

    return ReplicateProvider.from_env()
