"""Performing: a composer's piece that passed the gate; else another take, then the offline composer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from anyio import to_thread
from attrs import define, field, frozen

from luxvid.audio.gate import Fault, faults_of
from luxvid.audio.growing import OnStep, Piece, composed
from luxvid.errors import BudgetExceeded, CallFailed, LuxvidError, RenderFailed
from luxvid.protocols import Composer, ContinuingComposer, PlansAhead, Run
from luxvid.rhythm import Beats
from luxvid.sound import Credit, Cue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AnyComposer = Composer | ContinuingComposer

REPLACED = (CallFailed, RenderFailed)
"""What another composer may do better. Anything else is a mistake in what was asked for, or in the program."""

_MOST_TOLD = 3
_UNBEARABLE = frozenset({"length", "silence", "early end", "clipping"})


@runtime_checkable
class Retaking(Protocol):
    """A composer that can try again, with another result."""

    def retaken(self) -> Self:
        """Return the composer of the next take."""


@frozen(kw_only=True, eq=False)
class Performance:
    """A piece that may be used: its samples, whose it is, the paid calls that it took, and what went wrong on the way.

    `replaced`: it is the offline composer's, since the one that was wanted could not.
    """

    samples: NDArray[np.float32]
    credit: Credit
    calls: tuple[str, ...]
    notes: tuple[str, ...]
    beats: Beats | None = None
    replaced: bool = False
    stems: Mapping[str, NDArray[np.float32]] = field(factory=dict)


@define
class _Came:
    """What the tries came to: the paid calls, the notes, and the last error."""

    calls: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)
    error: LuxvidError | None = None

    def fail(self, player: AnyComposer, error: LuxvidError) -> None:
        self.error = error
        self.notes.append(f"{name_of(player)} could not: {error}")


@frozen(kw_only=True)
class Performing:
    """How a piece is come by.

    Attributes:
        cues: What each scene asks for.
        ends: The sample at which each cue ends.
        run: Storage, budget and events.
        on_step: Called after each cue.
        takes: How often a composer is asked whose piece does not pass the gate.
        checked: Pieces have to pass the gate.
    """

    cues: Sequence[Cue]
    ends: Sequence[int]
    run: Run
    on_step: OnStep
    takes: int = 2
    checked: bool = True

    async def by(self, composer: AnyComposer, *, offline: AnyComposer | None) -> Performance:
        """Return the composer's piece, or else that of the offline composer.

        Raises:
            RenderFailed, CallFailed: There is no offline composer, or it failed, too.
            BudgetExceeded: The first take is beyond the budget.
        """
        came = _Came()
        for player in self._players(composer) if composer != offline else ():
            try:
                cues, piece = await self._played(player)
            except REPLACED as error:
                came.fail(player, error)
                break
            except BudgetExceeded as error:
                if not came.notes:
                    raise
                came.notes.append(f"no other take: {error}")
                break
            came.calls += piece.calls
            faults = await self._faults(piece)
            if not faults or getattr(player, "is_given", False):
                came.notes += [f"{name_of(player)}: {told(faults)}"] if faults else []
                return _performance(player, cues, piece, came)
            came.notes.append(f"{name_of(player)} was not used: {told(faults)}")
        return await self._offline(offline, came)

    def _players(self, composer: AnyComposer) -> Sequence[AnyComposer]:
        players = [composer]
        while len(players) < self.takes and isinstance(players[-1], Retaking):
            players.append(players[-1].retaken())
        return players

    async def _played(self, player: AnyComposer) -> tuple[Sequence[Cue], Piece]:
        cues = await arranged_by(player, self.cues, run=self.run)
        return cues, await composed(player, cues, self.ends, run=self.run, on_step=self.on_step)

    async def _faults(self, piece: Piece) -> tuple[Fault, ...]:
        if not self.checked:
            return ()
        return await to_thread.run_sync(partial(faults_of, piece.samples, length=self.ends[-1], seams=piece.seams))

    async def _offline(self, offline: AnyComposer | None, came: _Came) -> Performance:
        """Return the offline composer's piece: nobody comes after it, so only what cannot be listened to is refused."""
        if offline is None:
            raise came.error or RenderFailed("; ".join(came.notes))
        replaced = bool(came.notes)
        cues, piece = await self._played(offline)
        came.calls += piece.calls
        faults = await self._faults(piece)
        if any(fault.kind in _UNBEARABLE for fault in faults):
            raise RenderFailed("; ".join([*came.notes, f"{name_of(offline)} was not used: {told(faults)}"]))
        came.notes += [f"{name_of(offline)} plays instead"] if replaced else []
        came.notes += [f"{name_of(offline)}: {told(faults)}"] if faults else []
        return _performance(offline, cues, piece, came, replaced=replaced)


async def arranged_by(composer: AnyComposer, cues: Sequence[Cue], *, run: Run | None) -> tuple[Cue, ...]:
    """Return the cues as a composer will play them: with their `form` where it plans ahead. Spends nothing."""
    return await composer.arranged(cues, run=run) if isinstance(composer, PlansAhead) else tuple(cues)


def name_of(composer: object) -> str:
    """Return what reports call a composer: its `name`, or its class's."""
    return str(getattr(composer, "name", "") or type(composer).__name__)


def credit_of(composer: object) -> Credit:
    """Return whose a composer's pieces are and how they may be used, as far as it says so."""
    return Credit(
        composer=name_of(composer),
        licence=str(getattr(composer, "licence", "")),
        commercial_use=getattr(composer, "commercial_use", None),
    )


def told(faults: Sequence[Fault]) -> str:
    """Return faults in words, the first few of them."""
    more = f" and {len(faults) - _MOST_TOLD} more" if len(faults) > _MOST_TOLD else ""
    return ", ".join(map(str, faults[:_MOST_TOLD])) + more


def _performance(player: AnyComposer, cues: Sequence[Cue], piece: Piece, came: _Came, *, replaced: bool = False) -> Performance:
    form = cues[0].form
    return Performance(
        samples=piece.samples,
        stems=piece.stems,
        credit=piece.credit or credit_of(player),
        calls=tuple(dict.fromkeys(came.calls)),
        notes=tuple(came.notes),
        beats=form.beats if form and isinstance(player, PlansAhead) else None,
        replaced=replaced,
    )
