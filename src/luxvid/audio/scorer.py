"""`ProgressiveScorer`: grows a piece of music cue by cue and masters it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from attrs import asdict, define, field, frozen

from luxvid.audio.growing import VERSION as JOINING_VERSION
from luxvid.audio.growing import composed, described, identity_of
from luxvid.audio.mastering import VERSION as MASTERING_VERSION
from luxvid.audio.mastering import Goal, Mastered, master
from luxvid.audio.outline import outlined
from luxvid.audio.synth import SynthComposer
from luxvid.blobs import sha256_of
from luxvid.costs import Estimate
from luxvid.errors import InvalidInput
from luxvid.events import Advanced, Finished, Noticed, Started
from luxvid.media.sound import read_sound
from luxvid.protocols import Composer, ContinuingComposer, Estimating, PlansAhead, Run
from luxvid.rhythm import Beats
from luxvid.sound import RATE_HZ, Cue, Soundtrack
from luxvid.sound_picture import Outline
from luxvid.storage import Storage, extra_of, made_once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _makes_music(_scorer: object, _attribute: object, value: object) -> None:
    if not hasattr(value, "extend") and not hasattr(value, "compose"):
        raise InvalidInput(f"composer must have extend(so_far, cue) or compose(cues), unlike {value!r}")


def _between(name: str, low: float, high: float) -> Callable[[object, object, float], None]:
    def check(_scorer: object, _attribute: object, value: float) -> None:
        if not low <= value <= high:
            raise InvalidInput(f"{name} must be from {low:g} to {high:g}, not {value!r}")

    return check


@frozen(kw_only=True)
class ProgressiveScorer:
    """Grows a piece cue by cue through a `ContinuingComposer`, or takes a `Composer`'s whole take, and masters it.

    What is grown stays: of the sound before a continuation's overlap no sample is changed. Every step and the finished
    piece are kept in the run's storage, so that the same score is composed and mastered once. They are found by the
    composer's `identity`: a property that returns all that decides its sound, as JSON types. What a composer without one
    makes is composed anew each time.

    Attributes:
        composer: Has `extend(so_far, cue)` or `compose(cues)`; where it has both, the piece is grown.
        fade_s: Fade at both ends, 0 to 30 s.
        loudness_lufs: Integrated loudness of the decoded AAC, −40 to −5; reached within 0.3.
        true_peak_dbtp: Highest true peak of the decoded AAC, −20 to 0.

    Example:
        >>> import asyncio, luxvid
        >>> cues = [luxvid.Cue("water", mood="serene", duration_s=1.5), luxvid.Cue("strings", mood="finale", duration_s=2)]
        >>> music = asyncio.run(luxvid.ProgressiveScorer().score(cues))
        >>> music.duration_s
        Fraction(7, 2)
    """

    composer: Composer | ContinuingComposer = field(factory=SynthComposer, validator=_makes_music)
    fade_s: float = field(default=0.5, validator=_between("fade_s", 0, 30))
    loudness_lufs: float = field(default=-14.0, validator=_between("loudness_lufs", -40, -5))
    true_peak_dbtp: float = field(default=-1.0, validator=_between("true_peak_dbtp", -20, 0))

    async def score(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Soundtrack:
        """Return the mastered piece, in samples exactly as long as the cues together.

        Without a run nothing is kept beyond the result. Cancelling stops between steps and inside long ones; the steps
        that were finished are kept.

        Args:
            cues: What each scene asks for, in order.
            run: Storage and events.

        Raises:
            InvalidInput: There are no cues, or together they are shorter than one sample.
            RenderFailed: The composer returned what cannot be used.
        """
        run = run or Run(storage=Storage.memory())
        cues = await self.arranged(cues, run=run)
        goal = Goal(loudness_lufs=self.loudness_lufs, true_peak_dbtp=self.true_peak_dbtp, fade_s=self.fade_s)
        work = _Work(composer=self.composer, cues=cues, ends=_ends(cues), goal=goal, run=run)
        began = time.monotonic()
        run.tell(Started(stage="music", total=len(cues) + 1))
        soundtrack = await work.soundtrack()
        for note in soundtrack.notes:
            run.tell(Noticed(stage="music", message=note))
        run.tell(Finished(stage="music", seconds=time.monotonic() - began))
        return soundtrack

    async def arranged(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> tuple[Cue, ...]:
        """Return the cues as the composer will play them: with their `form` where it plans ahead. Spends nothing."""
        cues = tuple(cues)
        if not isinstance(self.composer, PlansAhead) or not all(isinstance(cue, Cue) for cue in cues):
            return cues
        return await self.composer.arranged(cues, run=run)

    async def beats(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Beats | None:
        """Return the grid that the piece will have, None where its composer cannot state one. Spends nothing."""
        form = next((cue.form for cue in await self.arranged(cues, run=run) if cue.form), None)
        return form.beats if form else None

    async def estimate(self, cues: Sequence[Cue], /) -> Estimate:
        """Return what the composer would cost; nothing where it is free. Spends nothing."""
        return await self.composer.estimate(tuple(cues)) if isinstance(self.composer, Estimating) else Estimate()


@define(kw_only=True)
class _Work:
    """One score in the making: the piece and its master are made when first asked for, and once."""

    composer: Composer | ContinuingComposer
    cues: tuple[Cue, ...]
    ends: list[int]
    goal: Goal
    run: Run
    _piece: NDArray[np.float32] | None = field(default=None, init=False)
    _mastered: Mastered | None = field(default=None, init=False)

    async def soundtrack(self) -> Soundtrack:
        storage, description = self.run.storage, await self._description()
        aac, reused = await made_once(storage, {**description, "as": "aac"}, self._aac, media_type="audio/mp4")
        flac, _ = await made_once(storage, {**description, "as": "flac"}, self._flac, media_type="audio/flac")
        heard = await extra_of(storage, {**description, "as": "aac"})
        self._tell_step(len(self.cues), reused=reused)
        outline = heard.pop("outline", None)
        return Soundtrack(
            master=flac,
            aac=aac,
            samples=self.ends[-1],
            beats=self.cues[0].form.beats if self.cues[0].form else None,
            scenes=[(cue.key, begins) for cue, begins in zip(self.cues, _begins(self.cues), strict=True)],
            outline=Outline.from_dict(outline) if outline else None,
            **heard,
        )

    async def _description(self) -> dict[str, Any]:
        """Return all that decides the result; the sound itself where the composer does not say who it is."""
        identity = identity_of(self.composer)
        if identity is None:
            origin: dict[str, Any] = {"sound": sha256_of((await self._composed()).tobytes())}
        else:
            origin = {"composer": identity, "joining": JOINING_VERSION, "cues": described(self.cues)}
        return {"made": "soundtrack", "mastering": MASTERING_VERSION, "goal": asdict(self.goal), **origin}

    async def _aac(self) -> tuple[bytes, dict[str, Any]]:
        made = await self._master()
        seen = await to_thread.run_sync(outlined, await to_thread.run_sync(partial(read_sound, made.flac, name="the master")))
        heard = {"loudness_lufs": made.loudness_lufs, "true_peak_dbtp": made.true_peak_dbtp, "notes": list(made.notes)}
        return made.aac, {**heard, "outline": seen.to_dict()}

    async def _flac(self) -> bytes:
        return (await self._master()).flac

    async def _master(self) -> Mastered:
        if self._mastered is None:
            self._mastered = await to_thread.run_sync(partial(master, await self._composed(), self.goal))
        return self._mastered

    async def _composed(self) -> NDArray[np.float32]:
        if self._piece is None:
            self._piece = await composed(self.composer, self.cues, self.ends, run=self.run, on_step=self._tell_step)
        return self._piece

    def _tell_step(self, number: int, *, reused: bool) -> None:
        total = len(self.cues) + 1
        item = (self.cues[number].key or f"cue {number + 1}") if number < len(self.cues) else "master"
        self.run.tell(Advanced(stage="music", item=item, done=number + 1, total=total, reused=reused))


def _begins(cues: Sequence[Cue]) -> list[Fraction]:
    return list(accumulate((cue.duration_s for cue in cues[:-1]), initial=Fraction(0)))


def _ends(cues: Sequence[Cue]) -> list[int]:
    """Return the sample at which each cue ends, rounded once from cumulative time."""
    for cue in cues:
        if not isinstance(cue, Cue):
            raise InvalidInput(f"music is scored from cues such as Cue('calm strings', duration_s=4), not {cue!r}")
    if not cues:
        raise InvalidInput("there are no cues to score: pass one for each scene")
    ends, until_s = [], Fraction(0)
    for cue in cues:
        until_s += cue.duration_s
        ends.append(int(until_s * RATE_HZ + Fraction(1, 2)))
    if ends[-1] == 0:
        raise InvalidInput(f"the cues are {until_s} s long, which is less than one sample at {RATE_HZ} Hz")
    return ends
