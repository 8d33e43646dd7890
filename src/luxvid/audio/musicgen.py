"""`MusicGenComposer`: a piece that grows scene by scene, by MusicGen's continuation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from anyio import to_thread
from attrs import evolve, field, frozen

from luxvid.audio.joining import joined
from luxvid.audio.paid import bought_sound, cost_line, priced_job, words_of
from luxvid.audio.replicate import as_music_model
from luxvid.blobs import Blob, sha256_of
from luxvid.calls import Job, JobFile
from luxvid.costs import Estimate
from luxvid.errors import InvalidInput, RenderFailed
from luxvid.media.sound import encode_wav
from luxvid.protocols import Run
from luxvid.providers.models import MusicModel, music_model
from luxvid.sound import RATE_HZ, Audio, Continuation, Cue
from luxvid.storage import MemoryBlobs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.protocols import Provider

_HEARS_LEAST_S = 8


class Step(NamedTuple):
    """One call: so many samples of the piece are heard, and so many seconds come back, those included."""

    heard: int
    total_s: int


def _continues(_composer: object, _attribute: object, model: MusicModel) -> None:
    if not model.can_continue:
        raise InvalidInput(f"{model.name} cannot go on with a piece: use ReplicateComposer({model.name!r})")


@frozen(kw_only=True)
class MusicGenComposer:
    """Grows a piece by MusicGen on Replicate: each step hears the end of what is there and goes on from it.

    What comes back begins with what was heard, encoded anew; the scorer keeps the samples that were there and takes the new
    ones. Each step is paid for once and found again by itself. The weights' licence forbids commercial use, so a scorer takes
    this composer only with `commercial=False`. Nothing here was ever run against the live service.

    Attributes:
        model: One that can continue.
        provider: Who is asked; by default `ReplicateProvider.from_env()`, with the token from REPLICATE_API_TOKEN.
        hears_s: How much of the piece it hears at most, in whole seconds; more keeps closer to the beginning, and costs more.
        seed: Of all steps, 1 or more; by default it follows from what is asked for.
        take: Counts up when the same is wanted once more, as another piece.
        input: Further input that the model's schema has, such as `{"temperature": 0.9}`.

    Example:
        >>> from luxvid.audio import MusicGenComposer
        >>> MusicGenComposer().commercial_use
        False
    """

    model: MusicModel = field(factory=lambda: music_model("meta/musicgen"), converter=as_music_model, validator=_continues)
    provider: Provider | None = None
    hears_s: int = 24
    seed: int | None = None
    take: int = 1
    input: dict[str, Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        model = self.model
        for key in self.input:
            if key in (model.prompt, model.length, model.hears, model.hears_until, model.seed, *model.continues):
                raise InvalidInput(f"{model.name}: {key!r} is decided by the cues and the composer's settings, not by input=")
        model.check_part(self.input)
        if not 1 <= self.hears_s < model.longest_s:
            raise InvalidInput(f"hears_s must be from 1 to below {model.longest_s} s, the model's window, not {self.hears_s!r}")

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
            "composer": "luxvid.MusicGenComposer",
            "model": self.model.name,
            "version": self.model.version,
            "input": {**self.model.always, **self.input},
            "hears_s": self.hears_s,
            "seed": self.seed,
            "take": self.take,
        }

    def retaken(self) -> Self:
        """Return the composer of another take of the same."""
        return evolve(self, take=self.take + 1)

    async def extend(self, so_far: Audio | None, cue: Cue, /, *, run: Run | None = None) -> Continuation:
        """Return what was heard, and the cue's length of new music after it.

        A cue that does not fit into the model's window takes several calls. Costs what `estimate` says, once; found again it
        costs nothing. Cancelling leaves what runs at the provider running: the next call brings it home.

        Raises:
            InvalidInput: No price is known, or an input that the model does not have; nothing was sent.
            BudgetExceeded: The run has no budget, or not enough left; nothing was sent.
            CallFailed: A call came to nothing; the class says why.
            RenderFailed: What came is no sound, or too short.
        """
        run, wanted = run or Run(), math.ceil(cue.duration_s * RATE_HZ)
        begun = 0 if so_far is None else so_far.samples.shape[1]
        grown = None if so_far is None else so_far.samples
        named: dict[str, Any] = {} if so_far is None else {"piece": so_far.origin or sha256_of(so_far.samples.tobytes())}
        first: Step | None = None
        for step in self._steps(begun, wanted):
            job = self._job(step, cue, grown, named)
            made = (await bought_sound(job, self.provider, run=run)).samples
            if made.shape[1] < step.total_s * RATE_HZ - RATE_HZ // 100:
                raise RenderFailed(f"{self.name} made {made.shape[1] / RATE_HZ:.2f} s where {step.total_s} s were asked for")
            if first is None:
                first, grown = step, made
            elif grown is not None:
                length = grown.shape[1] + made.shape[1] - step.heard
                grown = await to_thread.run_sync(partial(joined, grown, made, overlap=step.heard, length=length))
            named = {"after": job.key}
        if first is None or grown is None:
            raise InvalidInput(f"{cue!r} is shorter than a sample")
        return Continuation(audio=Audio(samples=grown), overlap_s=Fraction(first.heard, RATE_HZ))

    async def estimate(self, cues: Sequence[Cue], /) -> Estimate:
        """Return what the piece would cost, all steps together. Spends nothing."""
        calls: list[tuple[dict[str, Any], int]] = []
        begun_s = Fraction(0)
        for cue in cues:
            steps = self._steps(int(begun_s * RATE_HZ), math.ceil(cue.duration_s * RATE_HZ))
            calls += [(self._values(step, cue), step.total_s) for step in steps]
            begun_s += cue.duration_s
        return Estimate(lines=[cost_line(self.model, calls)]) if calls else Estimate()

    def _steps(self, begun: int, wanted: int) -> Iterator[Step]:
        """Yield the calls that lead from `begun` samples to `wanted` more: each within the window, all in whole seconds."""
        window_s = int(self.model.longest_s)
        while wanted > 0:
            room_s = max(_HEARS_LEAST_S, window_s - math.ceil(wanted / RATE_HZ))
            heard_s = min(begun // RATE_HZ, self.hears_s, room_s, window_s - 1)
            heard = heard_s * RATE_HZ or begun  # of less than a second, all
            total_s = min(window_s, math.ceil((heard + wanted) / RATE_HZ))
            yield Step(heard=heard, total_s=total_s)
            new = total_s * RATE_HZ - heard
            begun, wanted = begun + new, wanted - new

    def _values(self, step: Step, cue: Cue) -> dict[str, Any]:
        model = self.model
        values = {**model.always, model.prompt: words_of(cue), **model.lasting(step.total_s), **self.input}
        if step.heard:
            values |= model.continues
        if model.hears_until and step.heard >= RATE_HZ:
            values[model.hears_until] = step.heard // RATE_HZ
        return values

    def _job(self, step: Step, cue: Cue, grown: NDArray[np.float32] | None, named: dict[str, Any]) -> Job:
        files = []
        if step.heard and grown is not None:
            heard = grown[:, grown.shape[1] - step.heard :]
            how = {**named, "last": step.heard, "as": "wav, 24 bit, 48 kHz"}
            files = [JobFile(field=self.model.hears, named=how, prepare=partial(_wav, heard))]
        values = self._values(step, cue)
        return priced_job(self.model, values, seconds=step.total_s, take=self.take, seed=self.seed, files=files)


async def _wav(samples: NDArray[np.float32]) -> Blob:
    data = await to_thread.run_sync(partial(encode_wav, samples))
    return await MemoryBlobs().put(data, media_type="audio/wav")
