"""`ReplicateComposer`: the whole piece in one take, by a music model on Replicate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from anyio import to_thread
from attrs import evolve, field, frozen

from luxvid.audio.fitting import VERSION as FITTING
from luxvid.audio.fitting import fitted
from luxvid.audio.paid import bought_sound, cost_line, priced_job, words_of_all
from luxvid.costs import Estimate
from luxvid.errors import InvalidInput
from luxvid.events import Noticed
from luxvid.protocols import Run
from luxvid.providers.models import MusicModel, music_model, music_model_from_file
from luxvid.sound import RATE_HZ, Audio, Cue

if TYPE_CHECKING:
    from luxvid.protocols import Provider


def as_music_model(value: MusicModel | str | Path) -> MusicModel:
    """Return the model of a name that luxvid knows, of a file with one, or itself."""
    if isinstance(value, MusicModel):
        return value
    return music_model_from_file(value) if isinstance(value, Path) else music_model(value)


@frozen
class ReplicateComposer:
    """Has a music model on Replicate make the whole piece in one take, pays for it once, and fits it to the film's length.

    A longer piece is shortened and a shorter one repeated from bar to bar. Nothing here was ever run against the live service.

    Attributes:
        model: A name that `luxvid.providers.models.known_music_models()` has, a `MusicModel`, or the path of a file with one.
        provider: Who is asked; by default `ReplicateProvider.from_env()`, with the token from REPLICATE_API_TOKEN.
        seed: Of the piece, where the model takes one; by default it follows from what is asked for.
        take: Counts up when the same is wanted once more, as another piece.
        input: Further input that the model's schema has, such as `{"steps": 4}`.

    Raises:
        InvalidInput: No such model is known, or it does not have what `input` names.

    Example:
        >>> from luxvid.audio import ReplicateComposer
        >>> from luxvid.providers.models import music_model
        >>> composer = ReplicateComposer(music_model("stability-ai/stable-audio-2.5").priced("0.20"))
        >>> composer.commercial_use
        True
    """

    model: MusicModel = field(converter=as_music_model)
    provider: Provider | None = field(default=None, kw_only=True)
    seed: int | None = field(default=None, kw_only=True)
    take: int = field(default=1, kw_only=True)
    input: dict[str, Any] = field(factory=dict, kw_only=True)

    def __attrs_post_init__(self) -> None:
        decided = {self.model.prompt, self.model.length, self.model.hears, self.model.hears_until, self.model.seed}
        for key in self.input:
            if key in decided:
                raise InvalidInput(
                    f"{self.model.name}: {key!r} is decided by the cues and the composer's settings, not by input="
                )
        self.model.check_part(self.input)

    @property
    def name(self) -> str:
        """What reports call it: the model's name."""
        return self.model.name

    @property
    def licence(self) -> str:
        """The terms for the use of what it makes."""
        return self.model.licence

    @property
    def commercial_use(self) -> bool:
        """Whether what it makes may be used to sell something."""
        return self.model.commercial_use

    @property
    def identity(self) -> dict[str, Any]:
        """JSON-able description of all that decides the sound."""
        return {
            "composer": "luxvid.ReplicateComposer",
            "fitting": FITTING,
            "model": self.model.name,
            "version": self.model.version,
            "input": {**self.model.always, **self.input},
            "seed": self.seed,
            "take": self.take,
        }

    def retaken(self) -> Self:
        """Return the composer of another take of the same."""
        return evolve(self, take=self.take + 1)

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:
        """Return the piece, exactly as long as the cues. Costs what `estimate` says, once; found again it costs nothing.

        Raises:
            InvalidInput: No price is known, or an input that the model does not have; nothing was sent.
            BudgetExceeded: The run has no budget, or not enough left; nothing was sent.
            CallFailed: The call came to nothing; the class says why.
            RenderFailed: What came is no sound.
        """
        run = run or Run()
        values, seconds, length = self._asked(cues)
        job = priced_job(self.model, values, seconds=seconds, take=self.take, seed=self.seed)
        made = await bought_sound(job, self.provider, run=run)
        if made.samples.shape[1] + RATE_HZ // 2 < length:
            told = (
                f"{self.model.name} made {float(made.duration_s):.1f} s of music, which are repeated to {length / RATE_HZ:.1f} s"
            )
            run.tell(Noticed(stage="music", message=told))
        return Audio(samples=await to_thread.run_sync(partial(fitted, made.samples, length)))

    async def estimate(self, cues: Sequence[Cue], /) -> Estimate:
        """Return what the piece would cost. Spends nothing. Raises `InvalidInput` where the price is not known."""
        values, seconds, _ = self._asked(cues)
        return Estimate(lines=[cost_line(self.model, [(values, seconds)])])

    def _asked(self, cues: Sequence[Cue]) -> tuple[dict[str, Any], int, int]:
        """Return the input, the seconds that are bought, and the samples that are wanted."""
        total_s = sum((cue.duration_s for cue in cues), Fraction(0))
        lasting = self.model.lasting(math.ceil(total_s))
        seconds = math.ceil(min(max(total_s, self.model.shortest_s), self.model.longest_s))
        values = {**self.model.always, self.model.prompt: words_of_all(cues), **lasting, **self.input}
        return values, seconds, int(total_s * RATE_HZ + Fraction(1, 2))
