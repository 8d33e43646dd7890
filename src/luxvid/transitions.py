"""How one scene passes into the next: `Cut`, `Dissolve`, `FadeThroughBlack`.

A transition of N frames takes ⌈N/2⌉ from before the cut and ⌊N/2⌋ from after it: the film's length never changes.
"""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from luxvid.errors import InvalidInput

Kind = Literal["cut", "dissolve", "fade"]


def _not_negative(_transition: object, _attribute: object, value: int) -> None:
    if value < 0:
        raise InvalidInput(f"a transition must have 0 frames or more, not {value!r}")


@frozen(kw_only=True)
class Transition:
    """A passage of `frames` film frames; `kind` is cut, dissolve or fade (through black)."""

    kind: Kind = "cut"
    frames: int = field(default=0, validator=_not_negative)

    @property
    def before(self) -> int:
        """Frames of the passage that lie before the cut."""
        return self.frames - self.after

    @property
    def after(self) -> int:
        """Frames of the passage that lie after the cut."""
        return self.frames // 2


def Cut() -> Transition:  # noqa: N802  read as a noun: transition=Cut()
    """Return the hard cut.

    Example:
        >>> import luxvid
        >>> luxvid.Cut().frames
        0
    """
    return Transition(kind="cut", frames=0)


def Dissolve(*, frames: int = 15) -> Transition:  # noqa: N802  read as a noun: transition=Dissolve(frames=15)
    """Return a cross-dissolve over `frames` film frames.

    Example:
        >>> import luxvid
        >>> d = luxvid.Dissolve(frames=15)
        >>> d.before, d.after
        (8, 7)
    """
    return Transition(kind="dissolve", frames=frames)


def FadeThroughBlack(*, frames: int = 20) -> Transition:  # noqa: N802  read as a noun
    """Return a fade to black and up again over `frames` film frames.

    Example:
        >>> import luxvid
        >>> luxvid.FadeThroughBlack(frames=24).kind
        'fade'
    """
    return Transition(kind="fade", frames=frames)
