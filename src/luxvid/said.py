"""What a film's titles say, and when: `Said`."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from luxvid.convert import JsonValue, exact_seconds


@frozen(kw_only=True)
class Said(JsonValue):
    """One title of a film: what can be read, from when to when. Captions and an editor's markers are made from these.

    Attributes:
        kind: `opening`, `lower_third` or `end_card`.
        shot: Key of the shot that it stands over.
        lines: Its text, as it was given.
        begins_s: When it begins to come in, from the film's beginning.
        ends_s: When it is gone.

    Example:
        >>> from luxvid.said import Said
        >>> Said(kind="lower_third", shot="living", lines=("Living room", "62 m²"), begins_s="4.5", ends_s=7).lines
        ('Living room', '62 m²')
    """

    kind: Literal["opening", "lower_third", "end_card"]
    shot: str
    lines: tuple[str, ...] = field(converter=tuple[str, ...])
    begins_s: Fraction = field(converter=exact_seconds)
    ends_s: Fraction = field(converter=exact_seconds)

    @property
    def text(self) -> str:
        """Its lines in one text."""
        return "\n".join(self.lines)
