"""`FallbackComposer`: where one composer cannot, the next one does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from anyio import to_thread
from attrs import field, frozen

from luxvid.audio.gate import faults_of
from luxvid.audio.growing import composed, ends_of
from luxvid.audio.performing import AnyComposer, arranged_by, credit_of, name_of, told
from luxvid.costs import CostLine, Estimate
from luxvid.errors import BudgetExceeded, CallFailed, InvalidInput, LuxvidError, MediaRefused, MissingBlob, RenderFailed
from luxvid.events import Noticed
from luxvid.protocols import Estimating, Run
from luxvid.sound import Audio, Cue

_NEXT = (BudgetExceeded, CallFailed, MediaRefused, MissingBlob, RenderFailed)


@frozen(init=False)
class FallbackComposer:
    """Tries composers in order, and takes the first piece that passes the gate; the last one mostly is offline.

    The next one is tried where there is no budget or not enough, no token, where a call failed, a file cannot be used, or
    where something is wrong with the piece.

    Attributes:
        composers: The composers in order, at least one.

    Example:
        >>> from luxvid.audio import ExistingTrack, FallbackComposer, SynthComposer
        >>> len(FallbackComposer(ExistingTrack("song.flac"), SynthComposer()).composers)
        2
    """

    composers: tuple[AnyComposer, ...] = field()

    def __init__(self, *composers: AnyComposer) -> None:
        """Take the composers in order. Raises `InvalidInput` where there is none."""
        if not composers:
            raise InvalidInput("FallbackComposer needs at least one composer: end with SynthComposer(), which is offline")
        self.__attrs_init__(composers)

    @property
    def name(self) -> str:
        """What reports call it: the composers in order."""
        return ", else ".join(map(name_of, self.composers))

    @property
    def licence(self) -> str:
        """The terms of all, since any may come to play."""
        licences = {name_of(each): str(getattr(each, "licence", "")) for each in self.composers}
        return "; ".join(f"{name}: {licence}" for name, licence in licences.items() if licence)

    @property
    def commercial_use(self) -> bool:
        """Whether all of them allow it."""
        return all(getattr(each, "commercial_use", True) for each in self.composers)

    async def compose(self, cues: Sequence[Cue], /, *, run: Run | None = None) -> Audio:
        """Return the piece of the first composer that can.

        Raises:
            LuxvidError: The last composer failed, too: its error, with the others' reasons as notes.
        """
        run, ends = run or Run(), ends_of(cues)
        failures: list[tuple[str, LuxvidError]] = []
        for composer in self.composers:
            try:
                played = await arranged_by(composer, cues, run=run)
                piece = await composed(composer, played, ends, run=run, on_step=_unheard)
                work = partial(faults_of, piece.samples, length=ends[-1], seams=piece.seams)
                faults = () if getattr(composer, "is_given", False) else await to_thread.run_sync(work)
                if faults:
                    raise RenderFailed(f"something is wrong with the piece: {told(faults)}")
            except _NEXT as error:
                failures.append((name_of(composer), error))
                run.tell(Noticed(stage="music", message=f"{name_of(composer)} could not: {error}"))
                continue
            return Audio(samples=piece.samples, stems=piece.stems, credit=piece.credit or credit_of(composer))
        last = failures.pop()[1]
        for name, other in failures:
            last.add_note(f"before it, {name} could not: {other}")
        raise last

    async def estimate(self, cues: Sequence[Cue], /) -> Estimate:
        """Return what the piece would cost: likely the first composer, at worst all that may have to be tried."""
        lines: list[CostLine] = []
        for composer in self.composers:
            if isinstance(composer, Estimating):
                lines += (await composer.estimate(cues)).lines
        if not lines:
            return Estimate()
        first_pays = isinstance(self.composers[0], Estimating)
        line = CostLine(
            what="music",
            model=", else ".join(dict.fromkeys(line.model for line in lines)),
            likely_usd=lines[0].likely_usd if first_pays else 0,
            worst_usd=sum((line.worst_usd for line in lines), Decimal(0)),
            priced_on=min(line.priced_on for line in lines),
            note="; ".join(dict.fromkeys(line.note for line in lines if line.note)),
        )
        return Estimate(lines=[line])


def _unheard(number: int, *, reused: bool) -> None:
    """Steps of a composer that may not be the one are not told."""
