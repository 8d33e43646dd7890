"""`TruthGate`: generated frames reach the film only where they show the property."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve, field, frozen

from luxvid.costs import CostLine, Estimate
from luxvid.encoding import Encoding
from luxvid.errors import BudgetExceeded, CallFailed, CallLost, CallUnknown, HeldBack, LuxvidError, MediaRefused, RenderFailed
from luxvid.film import Clip
from luxvid.photos import claims_of
from luxvid.protocols import ClipRenderer, Estimating, Run
from luxvid.render.halves import Halves, halves_of
from luxvid.render.judging import GateLimits, Verdict, judged
from luxvid.render.pairing import chance_between, chance_of_pair
from luxvid.report import Provenance
from luxvid.storyboard import Shot
from luxvid.tasks import side_by_side

_NO_SECOND_TAKE = (BudgetExceeded, CallFailed, MediaRefused, RenderFailed)


@frozen(kw_only=True)
class TruthGate:
    """Lets a renderer's generated clips through where they show the property, and holds the others back.

    *Before* anything is paid, two photos go into one clip only where they show one place; otherwise each gets a clip of its own,
    half as long. *After*, the clip's ends are held against the photos, its frames are searched for hard cuts, frozen stretches
    and structure that is in no photo. Where an end or a cut is wrong, one second take is bought, inside the budget. What still
    does not hold is held back: `HeldBack`, which a `FallbackRenderer` around the gate takes for the next renderer's turn. A
    camera move over photos passes as it is. Verdicts are kept in the ledger: nothing is judged or paid again.

    Attributes:
        renderer: Who makes the clips.
        limits: What is let through.
        encoding: The shape that clips are judged in.

    Example:
        >>> import luxvid
        >>> from luxvid.render import FallbackRenderer, ReplicateRenderer, TruthGate
        >>> renderer = FallbackRenderer(TruthGate(ReplicateRenderer()), luxvid.KenBurnsRenderer())
    """

    renderer: ClipRenderer = field(kw_only=False)
    limits: GateLimits = field(factory=GateLimits)
    encoding: Encoding = field(factory=Encoding)

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:
        """Return the renderer's clip, or two halves, once they hold. Costs what `estimate` says.

        Raises:
            HeldBack: The clip, and a second take where one was bought, does not show the property; says what it cost.
            LuxvidError: What the renderer raises.
        """
        run = run or Run()
        if not self._asks_of(shot):
            return await self._held(shot, run)
        chance = await chance_of_pair(shot, run=run)
        if chance >= self.limits.one_place:
            return _scored(await self._held(shot, run), one_place=chance)
        return _scored(_together(shot, await self._both(halves_of(shot), run)), one_place=chance)

    async def estimate(self, shot: Shot, /) -> Estimate:
        """Return what the shot would cost, at worst with a second take of each clip. Spends nothing. Raises as the renderer's."""
        if not isinstance(self.renderer, Estimating):
            return Estimate()
        lines = []
        for parts in await self._ways(shot):
            priced = [line for part in parts for line in (await self.renderer.estimate(part)).lines]
            lines += [_with_second_takes(shot, priced)] if priced else []
        return Estimate(lines=[max(lines, key=lambda line: line.worst_usd)] if lines else ())

    def _asks_of(self, shot: Shot) -> bool:
        """Tell whether it matters if a shot's photos show one place: there are two, and something is generated."""
        return len(shot.photos) > 1 and isinstance(self.renderer, Estimating)

    async def _ways(self, shot: Shot) -> list[Sequence[Shot]]:
        """Return what the shot may be made of: itself, its halves, or, as long as nobody has looked at its photos, either."""
        if not self._asks_of(shot) or shot.first is None or shot.last is None:
            return [[shot]]
        if shot.first.look is None or shot.last.look is None:
            return [[shot], halves_of(shot)]
        chance = await chance_between(shot.first, shot.last) or 0.0
        return [[shot]] if chance >= self.limits.one_place else [halves_of(shot)]

    async def _both(self, halves: Sequence[Shot], run: Run) -> list[Clip]:
        """Return a clip for each half. Where one comes to nothing the other is still brought home, and the error has its cost."""
        clips: dict[int, Clip] = {}
        errors: list[LuxvidError] = []

        async def hold(number: int, half: Shot) -> None:
            try:
                clips[number] = await self._held(half, run)
            except LuxvidError as error:
                errors.append(error)

        async with side_by_side() as group:
            for number, half in enumerate(halves):
                group.start_soon(hold, number, half)
        if errors:
            costs = [*(clip.provenance.cost_usd for clip in clips.values()), *(Decimal(error.cost_usd) for error in errors)]
            errors[0].cost_usd = str(sum(costs, Decimal(0)))
            raise errors[0]
        return [clips[number] for number in range(len(halves))]

    async def _held(self, shot: Shot, run: Run) -> Clip:
        """Return the first of at most two takes that holds."""
        clip, verdict = await self._take(shot, run)
        spent = clip.provenance.cost_usd
        if verdict.holds:
            return clip
        if verdict.is_worth_another_take:
            try:
                again, second = await self._take(evolve(shot, take=shot.take + 1), run)
            except _NO_SECOND_TAKE as error:
                spent += Decimal(error.cost_usd)
                if isinstance(error, CallLost | CallUnknown):  # it counts as paid: who comes next has to know
                    error.cost_usd = str(spent)
                    raise
                reason = f"{verdict.reason}; a second take came to nothing: {error}"
                raise HeldBack(clip.provenance.model, reason, str(spent)) from error
            spent += again.provenance.cost_usd
            if second.holds:
                notes = (*again.provenance.notes, f"the first take was held back: {verdict.reason}")
                return evolve(again, provenance=evolve(again.provenance, cost_usd=spent, notes=notes))
            verdict = second
        raise HeldBack(clip.provenance.model, verdict.reason, str(spent))

    async def _take(self, shot: Shot, run: Run) -> tuple[Clip, Verdict]:
        clip = await self.renderer.render(shot, run=run)
        if not clip.generated_by:
            return clip, Verdict()
        try:
            verdict = await judged(clip, shot, limits=self.limits, encoding=self.encoding, run=run)
        except LuxvidError as error:
            error.cost_usd = str(clip.provenance.cost_usd)
            raise
        scores = {**clip.provenance.scores, **verdict.scores}
        return evolve(clip, provenance=evolve(clip.provenance, scores=scores)), verdict


def _scored(clip: Clip, *, one_place: float) -> Clip:
    scores = {**clip.provenance.scores, "one_place": one_place}
    return evolve(clip, provenance=evolve(clip.provenance, scores=scores))


def _together(shot: Shot, halves: Sequence[Clip]) -> Clip:
    source = Halves(first=halves[0], second=halves[1], duration_s=shot.duration_s, inner=shot.inner)
    first, second = (half.provenance for half in halves)
    made = Provenance(
        treatment=first.treatment if first.model else second.treatment,
        model=" and ".join(dict.fromkeys(filter(None, (first.model, second.model)))),
        call=" ".join(filter(None, (first.call, second.call))),
        generated_at=min(filter(None, (first.generated_at, second.generated_at)), default=""),
        photos=[*first.photos, *second.photos],
        claims=claims_of(shot.photos),
        cost_usd=first.cost_usd + second.cost_usd,
        reused=first.reused and second.reused,
        frames={name: first.frames.get(name, 0) + second.frames.get(name, 0) for name in {**first.frames, **second.frames}},
        scores=_worse_of(first.scores, second.scores),
        notes=["the photos do not show one place for certain: each has a clip of its own", *first.notes, *second.notes],
    )
    return Clip(source=source, duration_s=shot.duration_s, provenance=made)


def _worse_of(first: dict[str, float], second: dict[str, float]) -> dict[str, float]:
    """Return of each score the worse: agreement counts down, everything else up."""
    both = {**first, **second}
    worse = {name: (min if name in ("first", "last") else max) for name in both}
    return {name: worse[name](first.get(name, both[name]), second.get(name, both[name])) for name in both}


def _with_second_takes(shot: Shot, lines: Sequence[CostLine]) -> CostLine:
    notes = [*(line.note for line in lines), "at most with a second take of each clip"]
    return CostLine(
        what=shot.key,
        model=lines[0].model,
        likely_usd=sum((line.likely_usd for line in lines), Decimal(0)),
        worst_usd=2 * sum((line.worst_usd for line in lines), Decimal(0)),
        priced_on=min((line.priced_on for line in lines if line.priced_on), default=""),
        note="; ".join(dict.fromkeys(filter(None, notes))),
    )
