"""`FallbackRenderer`: where one renderer cannot, the next one does, shot by shot."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve, field, frozen

from luxvid.costs import CostLine, Estimate
from luxvid.errors import (
    BudgetExceeded,
    CallFailed,
    CallLost,
    CallUnknown,
    InvalidInput,
    LuxvidError,
    MediaRefused,
    MissingExtra,
    Moderated,
    PhotoRefused,
    RenderFailed,
)
from luxvid.events import Noticed
from luxvid.film import Clip
from luxvid.protocols import ClipRenderer, Estimating, Run
from luxvid.render.prompts import plainer
from luxvid.storyboard import Shot

_NEXT = (BudgetExceeded, CallFailed, MediaRefused, MissingExtra, PhotoRefused, RenderFailed)
"""What the next renderer may do better. Anything else is a mistake in the shot or in the program, and is not hidden."""

_PAID_ALREADY = "the shot counts as paid, and nothing more is bought for it: Run(pay_again=True) would"
_MOST_WORDS = 300


@frozen(init=False)
class FallbackRenderer:
    """Tries renderers in order, each shot for itself; the last one mostly is offline, and the film is complete in any case.

    The next one is tried where there is no budget or not enough, no token, where a call failed, or where its result cannot be
    used. What was held back as sensitive is asked for once more in plainer words first. After a call that counts as paid and has
    no result (`CallUnknown`, `CallLost`) nothing more is bought for the shot, unless the run has leave to pay again. The clip's
    provenance says why it was made this way and what the tries cost.

    Attributes:
        renderers: The renderers in order, at least one.

    Example:
        >>> import luxvid
        >>> from luxvid.render import FallbackRenderer, ReplicateRenderer
        >>> renderer = FallbackRenderer(ReplicateRenderer("google/veo-3.1-fast"), luxvid.KenBurnsRenderer())
        >>> len(renderer.renderers)
        2
    """

    renderers: tuple[ClipRenderer, ...] = field()

    def __init__(self, *renderers: ClipRenderer) -> None:
        """Take the renderers in order. Raises `InvalidInput` where there is none."""
        if not renderers:
            raise InvalidInput("FallbackRenderer needs at least one renderer: end with KenBurnsRenderer(), which never fails")
        self.__attrs_init__(renderers)

    async def render(self, shot: Shot, /, *, run: Run | None = None) -> Clip:
        """Return the clip of the first renderer that can make it.

        Raises:
            LuxvidError: The last renderer failed, too: its error, with the others' reasons as notes.
            InvalidInput: The shot itself cannot be rendered; no other renderer is tried.
        """
        run = run or Run()
        failures: list[tuple[str, LuxvidError]] = []
        for renderer, worded in self._tries(shot, failures):
            try:
                clip = await renderer.render(worded, run=evolve(run, budget=None) if _counts_as_paid(failures, run) else run)
            except _NEXT as error:
                is_withheld = isinstance(error, BudgetExceeded) and _counts_as_paid(failures, run)
                failed = BudgetExceeded(_PAID_ALREADY) if is_withheld else error
                failures.append((name_of(renderer), failed))
                run.tell(Noticed(stage="picture", message=f"{shot.key}: {_told(name_of(renderer), failed)}"))
                continue
            return _with_failures(clip, failures, plain=worded is not shot)
        last = failures.pop()[1]
        for name, other in failures:
            last.add_note(f"before it, {_told(name, other)}")
        raise last

    async def estimate(self, shot: Shot, /) -> Estimate:
        """Return what the shot would cost: likely the first renderer that can, at worst all that may have to be tried.

        At worst each is paid twice, in its own words and in plainer ones, before the next is. Raises as `render` does.
        """
        lines: list[CostLine] = []
        for renderer in self.renderers:
            if not isinstance(renderer, Estimating):
                break  # it is free
            try:
                lines += (await renderer.estimate(shot)).lines
            except _NEXT:
                continue
        if not lines:
            return Estimate()
        chain = ", then ".join(dict.fromkeys(line.model for line in lines))
        return Estimate(
            lines=[
                CostLine(
                    what=shot.key,
                    model=lines[0].model,
                    likely_usd=lines[0].likely_usd,
                    worst_usd=2 * sum((line.worst_usd for line in lines), Decimal(0)),
                    priced_on=min(line.priced_on for line in lines),
                    note="; ".join(dict.fromkeys(filter(None, (f"at most {chain}, each twice", *(line.note for line in lines))))),
                )
            ]
        )

    def _tries(self, shot: Shot, failures: list[tuple[str, LuxvidError]]) -> Iterator[tuple[ClipRenderer, Shot]]:
        """Yield renderers with the shot as it is; after one that held it back, the same with plainer words."""
        for renderer in self.renderers:
            yield renderer, shot
            if isinstance(failures[-1][1], Moderated):
                yield renderer, plainer(shot)


def name_of(renderer: ClipRenderer) -> str:
    """Return what reports call a renderer: its `name`, or that of the one that it wraps, or its class's."""
    inner = getattr(renderer, "renderer", None)
    return str(getattr(renderer, "name", "") or (name_of(inner) if inner is not None else type(renderer).__name__))


def _counts_as_paid(failures: list[tuple[str, LuxvidError]], run: Run) -> bool:
    return not run.pay_again and any(isinstance(error, CallLost | CallUnknown) for _, error in failures)


def _with_failures(clip: Clip, failures: list[tuple[str, LuxvidError]], *, plain: bool) -> Clip:
    made = clip.provenance
    notes = [_told(name, error) for name, error in failures]
    if plain:
        notes.append("made with plainer words")
    spent = sum((Decimal(error.cost_usd) for _, error in failures), Decimal(0))
    return evolve(clip, provenance=evolve(made, notes=(*notes, *made.notes), cost_usd=made.cost_usd + spent))


def _told(name: str, error: LuxvidError) -> str:
    """Return who could not and why, on one line of bounded length."""
    words = " ".join(str(error).split()).removeprefix(f"{name}: ")
    return f"{name} could not: {words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + '…'}"
