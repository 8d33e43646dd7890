"""`ProgressiveScorer`: grows a piece of music cue by cue, listens to it, mixes and masters it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from attrs import asdict, define, evolve, field, fields, frozen

from luxvid.audio.growing import VERSION as JOINING_VERSION
from luxvid.audio.growing import described, ends_of, identity_of, told_apart
from luxvid.audio.mastering import CURVES, DELIVERIES, Curve, Goal, Mastered, master
from luxvid.audio.mastering import VERSION as MASTERING_VERSION
from luxvid.audio.mixing import Mix, Scenes, mixed, sum_of
from luxvid.audio.outline import outlined
from luxvid.audio.performing import AnyComposer, Performance, Performing, arranged_by, credit_of, name_of
from luxvid.audio.synth import SynthComposer
from luxvid.billing.payments import Payments, costs_of
from luxvid.blobs import Blob, sha256_of
from luxvid.costs import Estimate
from luxvid.errors import InvalidInput
from luxvid.events import Advanced, Finished, Noticed, Started
from luxvid.media.sound import encode_flac, read_sound
from luxvid.protocols import Estimating, PlansAhead, Run
from luxvid.rhythm import Beats, Form
from luxvid.sound import RATE_HZ, Audio, Credit, Cue, Soundtrack
from luxvid.sound_picture import Outline
from luxvid.storage import Storage, extra_of, made_once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _makes_music(_scorer: object, _attribute: object, value: object) -> None:
    if not hasattr(value, "extend") and not hasattr(value, "compose"):
        raise InvalidInput(f"composer must have extend(so_far, cue) or compose(cues), unlike {value!r}")


def _between(name: str, low: float, high: float) -> Callable[[object, object, float | None], None]:
    def check(_scorer: object, _attribute: object, value: float | None) -> None:
        is_number = isinstance(value, int | float)
        if value is not None and not (is_number and low <= value <= high):
            raise InvalidInput(f"{name} must be from {low:g} to {high:g}, not {value!r}")

    return check


def _known_curve(_scorer: object, _attribute: object, value: str) -> None:
    if value not in CURVES:
        raise InvalidInput(f"fade_curve must be one of {', '.join(CURVES)}, not {value!r}")


def _loudness(value: float | str) -> float:
    if isinstance(value, str) and value not in DELIVERIES:
        raise InvalidInput(f"loudness_lufs must be a number or one of {', '.join(DELIVERIES)}, not {value!r}")
    return DELIVERIES[value] if isinstance(value, str) else value


@frozen(kw_only=True)
class ProgressiveScorer:
    """Grows a piece cue by cue through a `ContinuingComposer`, or takes a `Composer`'s whole take; mixes and masters it.

    What is grown stays: of the sound before a continuation's overlap no sample is changed. Every step and the finished
    piece are kept in the run's storage, so that the same score is composed and mastered once. They are found by the
    composer's `identity`: a property that returns all that decides its sound, as JSON types. What a composer without one
    makes is composed anew each time.

    A piece that has something wrong with it is composed once more, then the offline composer plays instead; the notes say so.

    Attributes:
        composer: Has `extend(so_far, cue)` or `compose(cues)`; where it has both, the piece is grown.
        offline: Who plays where the composer cannot; None: nobody, and the error is raised.
        takes: How often a composer is asked whose piece has something wrong with it, 1 to 5. Each may cost.
        checked: Pieces are listened to before they are used.
        commercial: The film is to sell something. Composers whose licence forbids that are refused.
        mix: How the music is laid under the film.
        fade_s: Fade at both ends, 0 to 30 s.
        fade_out_s: Fade at the end, where it is another one.
        fade_curve: `cosine`, `linear`, `equal power` or `decibels`.
        loudness_lufs: Integrated loudness of the decoded AAC, −40 to −5, or `streaming` (−14), `mobile` (−16) or `broadcast`
            (−23); reached within 0.3.
        true_peak_dbtp: Highest true peak of the decoded AAC, −20 to 0.

    Raises:
        InvalidInput: A setting is out of range, or the composer's licence forbids commercial use.

    Example:
        >>> import asyncio, luxvid
        >>> cues = [luxvid.Cue("water", mood="serene", duration_s=1.5), luxvid.Cue("strings", mood="finale", duration_s=2)]
        >>> music = asyncio.run(luxvid.ProgressiveScorer().score(cues))
        >>> music.duration_s
        Fraction(7, 2)
    """

    composer: AnyComposer = field(factory=SynthComposer, validator=_makes_music)
    offline: AnyComposer | None = field(factory=SynthComposer)
    takes: int = field(default=2, validator=_between("takes", 1, 5))
    checked: bool = True
    commercial: bool = True
    mix: Mix = field(factory=Mix)
    fade_s: float = field(default=0.5, validator=_between("fade_s", 0, 30))
    fade_out_s: float | None = field(default=None, validator=_between("fade_out_s", 0, 30))
    fade_curve: Curve = field(default="cosine", validator=_known_curve)
    loudness_lufs: float = field(default=-14.0, converter=_loudness, validator=_between("loudness_lufs", -40, -5))
    true_peak_dbtp: float = field(default=-1.0, validator=_between("true_peak_dbtp", -20, 0))

    def __attrs_post_init__(self) -> None:
        if self.commercial and not getattr(self.composer, "commercial_use", True):
            raise InvalidInput(
                f"{name_of(self.composer)} may not be used commercially ({getattr(self.composer, 'licence', '')}): take another "
                "composer, or say that the film sells nothing: ProgressiveScorer(commercial=False)"
            )

    async def score(
        self, cues: Sequence[Cue], /, *, originals: Mapping[str, Audio] | None = None, run: Run | None = None
    ) -> Soundtrack:
        """Return the mastered piece, in samples exactly as long as the cues together.

        Without a run nothing is kept beyond the result. Cancelling stops between steps and inside long ones; the steps
        that were finished are kept.

        Args:
            cues: What each scene asks for, in order.
            originals: The clips' own sound by the cue's key; left out, it is not heard.
            run: Storage, budget and events.

        Raises:
            InvalidInput: There are no cues, or together they are shorter than one sample.
            RenderFailed: The composer returned what cannot be used, and nobody plays instead.
            BudgetExceeded: A paid composer has no budget, or not enough left; nothing was sent.
            MediaRefused: A track or a voice cannot be read.
        """
        cues = tuple(cues)
        run = run or Run(storage=Storage.memory())
        began = time.monotonic()
        ends = ends_of(cues)
        played = await self.arranged(_late(cues, self.mix.offset_s), run=run)
        run.tell(Started(stage="music", total=len(cues) + 1))
        work = _Work(
            scorer=self,
            cues=cues,
            played=played,
            scenes=Scenes(keys=tuple(cue.key for cue in cues), ends=tuple(ends)),
            voice=await self.mix.spoken(),
            originals=dict(originals or {}),
            payments=Payments(run),
        )
        soundtrack = await work.soundtrack()
        for note in soundtrack.notes:
            run.tell(Noticed(stage="music", message=note))
        run.tell(Finished(stage="music", seconds=time.monotonic() - began))
        return soundtrack

    async def arranged(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> tuple[Cue, ...]:
        """Return the cues as the composer will play them: with their `form` where it plans ahead. Spends nothing."""
        return await arranged_by(self.composer, tuple(cues), run=run)

    async def told_apart(self) -> dict[str, Any]:
        """Return all that decides the music for given cues, as JSON types: a track by its content, wherever it lies. Free."""
        players = {"composer": self.composer, "offline": self.offline}
        settings = {each.name: repr(getattr(self, each.name)) for each in fields(type(self)) if each.name not in players}
        return settings | {name: await told_apart(player) for name, player in players.items()}

    async def beats(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Beats | None:
        """Return the grid that the piece will have, None where its composer cannot state one. Spends nothing."""
        played = await self.arranged(_late(tuple(cues), self.mix.offset_s), run=run)
        form = played[0].form if isinstance(self.composer, PlansAhead) else None
        return form.beats.shifted(self.mix.offset_s) if form else None

    async def estimate(self, cues: Sequence[Cue], /) -> Estimate:
        """Return what the composer would cost; nothing where it is free. Spends nothing.

        At worst every take that `takes` allows is paid. Raises `InvalidInput` where a price is not known.
        """
        if not isinstance(self.composer, Estimating):
            return Estimate()
        estimate = await self.composer.estimate(_late(tuple(cues), self.mix.offset_s))
        takes = self.takes if self.checked and hasattr(self.composer, "retaken") else 1
        return Estimate(lines=[evolve(line, worst_usd=takes * line.worst_usd) for line in estimate.lines])

    @property
    def _goal(self) -> Goal:
        return Goal(
            loudness_lufs=self.loudness_lufs + self.mix.volume_db,
            true_peak_dbtp=self.true_peak_dbtp,
            fade_s=self.fade_s,
            fade_out_s=self.fade_out_s,
            fade_curve=self.fade_curve,
        )


class _Replaced(Exception):
    """What is kept under a composer's name must be its own."""


@define(kw_only=True)
class _Work:
    """One score in the making: piece, mix and master are made when first asked for, and once."""

    scorer: ProgressiveScorer
    cues: tuple[Cue, ...]
    played: tuple[Cue, ...]
    scenes: Scenes
    voice: Audio | None
    originals: dict[str, Audio]
    payments: Payments
    _performance: Performance | None = field(default=None, init=False)
    _parts: dict[str, NDArray[np.float32]] | None = field(default=None, init=False)
    _mastered: Mastered | None = field(default=None, init=False)

    @property
    def run(self) -> Run:
        return self.payments.run

    async def soundtrack(self) -> Soundtrack:
        identity = await identity_of(self.scorer.composer)
        if identity is not None:
            cues, checked = described(self.played), self.scorer.checked
            origin = {"composer": identity, "joining": JOINING_VERSION, "cues": cues, "checked": checked}
            try:
                return await self._kept(origin, credit=credit_of(self.scorer.composer), is_own=True)
            except _Replaced:
                pass
        performance = await self._performed()
        sound = sha256_of(performance.samples.tobytes())
        return await self._kept({"sound": sound, "stems": list(performance.stems)}, credit=performance.credit, is_own=False)

    async def _kept(self, origin: Mapping[str, Any], *, credit: Credit, is_own: bool) -> Soundtrack:
        """Return the soundtrack that is kept under `origin`, made where it is not there."""
        storage, scorer = self.run.storage, self.scorer
        mix = scorer.mix.described(self.voice, self.originals)
        goal = asdict(scorer._goal)  # noqa: SLF001  they are one
        description = {"made": "soundtrack", "mastering": MASTERING_VERSION, "goal": goal, "mix": mix, **origin}

        async def aac() -> tuple[bytes, dict[str, Any]]:
            performance = await self._performed()
            if is_own and performance.replaced:
                raise _Replaced
            made = await self._master()
            return made.aac, await self._heard(performance, made)

        async def flac() -> bytes:
            return (await self._master()).flac

        m4a, reused = await made_once(storage, {**description, "as": "aac"}, aac, media_type="audio/mp4")
        master_, _ = await made_once(storage, {**description, "as": "flac"}, flac, media_type="audio/flac")
        heard = await extra_of(storage, {**description, "as": "aac"})
        stems = {name: await self._stem(name, description) for name in heard.pop("stems")}
        costs = await costs_of(heard["calls"], ledger=self.run.storage.ledger)
        self._tell_step(len(self.cues), reused=reused)
        return Soundtrack(
            master=master_,
            aac=m4a,
            samples=self.scenes.ends[-1],
            beats=self._beats(heard.pop("composer_beats")),
            scenes=[(key, Fraction(start, RATE_HZ)) for key, start, _ in self.scenes.spans],
            outline=Outline.from_dict(heard.pop("outline")),
            stems=stems,
            cost_usd=sum(costs.values(), Decimal(0)),
            spent_usd=self.payments.spent_usd,
            **{**heard, **asdict(credit)},  # as it is now: the same sound may be had on other terms
        )

    async def _heard(self, performance: Performance, made: Mastered) -> dict[str, Any]:
        """Return what is remembered of a soundtrack beside its bytes, as JSON types."""
        parts = await self._mixed()
        master_ = await to_thread.run_sync(partial(read_sound, made.flac, name="the master"))
        return {
            "outline": (await to_thread.run_sync(outlined, master_)).to_dict(),
            "loudness_lufs": made.loudness_lufs,
            "true_peak_dbtp": made.true_peak_dbtp,
            "compressed_db": made.compressed_db,
            "notes": [*performance.notes, *made.notes],
            "composer_beats": performance.beats.to_dict() if performance.beats else None,
            "calls": list(performance.calls),
            "stems": list(parts) if len(parts) > 1 else [],
        }

    def _beats(self, kept: dict[str, Any] | None) -> Beats | None:
        """Return the piece's grid in the film's time."""
        beats, offset_s = Beats.from_dict(kept) if kept else None, self.scorer.mix.offset_s
        return beats.shifted(offset_s) if beats else None

    async def _stem(self, name: str, description: Mapping[str, Any]) -> Blob:
        async def flac() -> bytes:
            parts = await self._mixed()
            highest = max(1.0, *(float(abs(part).max()) for part in parts.values()))
            return await to_thread.run_sync(lambda: encode_flac(parts[name] / highest))

        blob, _ = await made_once(self.run.storage, {**description, "as": f"stem {name}"}, flac, media_type="audio/flac")
        return blob

    async def _master(self) -> Mastered:
        if self._mastered is None:
            parts = await self._mixed()
            goal = evolve(self.scorer._goal, fade_s=0.0, fade_out_s=0.0)  # noqa: SLF001  the mix has faded already
            self._mastered = await to_thread.run_sync(lambda: master(sum_of(list(parts.values())), goal))
        return self._mastered

    async def _mixed(self) -> dict[str, NDArray[np.float32]]:
        if self._parts is None:
            performance, goal = await self._performed(), self.scorer._goal  # noqa: SLF001
            music = Audio(samples=performance.samples, stems=performance.stems)
            work = partial(mixed, scenes=self.scenes, voice=self.voice, originals=self.originals)
            self._parts = await to_thread.run_sync(lambda: work(music, self.scorer.mix, goal))
        return self._parts

    async def _performed(self) -> Performance:
        if self._performance is None:
            scorer, ends = self.scorer, ends_of(self.played)
            ends[-1] = self.scenes.ends[-1] - scorer.mix.offset
            performing = Performing(
                cues=self.played, ends=ends, run=self.run, on_step=self._tell_step, takes=scorer.takes, checked=scorer.checked
            )
            self._performance = await performing.by(scorer.composer, offline=scorer.offline)
        return self._performance

    def _tell_step(self, number: int, *, reused: bool) -> None:
        total = len(self.cues) + 1
        item = (self.cues[number].key or f"cue {number + 1}") if number < len(self.cues) else "master"
        self.run.tell(Advanced(stage="music", item=item, done=number + 1, total=total, reused=reused))


def _form_after(form: Form | None, offset_s: Fraction) -> Form | None:
    """Return a film's form as it is for music that begins later."""
    return form and evolve(form, beats=form.beats.shifted(-offset_s), total_s=form.total_s - offset_s)


def _late(cues: tuple[Cue, ...], offset_s: Fraction) -> tuple[Cue, ...]:
    """Return what is left of the cues where the music begins later. Raises `InvalidInput` where nothing is."""
    left, over = [], Fraction(0)
    for cue in cues:
        begins, over = over, over + cue.duration_s
        if over > offset_s:
            left.append(evolve(cue, duration_s=over - max(begins, offset_s), form=_form_after(cue.form, offset_s)))
    if cues and not left:
        raise InvalidInput(
            f"the music would begin at {float(offset_s):g} s, and the film is {float(over):g} s long: make mix.offset_s smaller"
        )
    return tuple(left)
