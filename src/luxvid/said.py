"""What a film's titles say, and when: `Said`."""

from __future__ import annotations

from collections.abc import Sequence
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
    def duration_s(self) -> Fraction:
        """How long it is there."""
        return self.ends_s - self.begins_s

    @property
    def text(self) -> str:
        """Its lines in one text."""
        return "\n".join(self.lines)


_READ_A_SECOND = 20  # characters: as much as subtitles for adults may have


def hurried(said: Sequence[Said]) -> tuple[str, ...]:
    """Say which titles are gone before they can be read.

    Example:
        >>> from luxvid.said import Said, hurried
        >>> hurried([Said(kind="lower_third", shot="living", lines=("A" * 80,), begins_s=4, ends_s=6)])
        ("the title over 'living' has 80 characters in 2.0 s and can hardly be read: shorten it, or give the scene more time",)
    """
    return tuple(
        f"the title over {each.shot!r} has {len(each.text)} characters in {float(each.duration_s):.1f} s and can hardly be read: "
        "shorten it, or give the scene more time"
        for each in said
        if len(each.text) > _READ_A_SECOND * each.duration_s
    )
