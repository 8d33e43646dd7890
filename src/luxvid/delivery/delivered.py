"""What was delivered: `Check`, `Delivery` and `Deliveries`, with a table of every rule and every file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.delivery.rule import FACTS, Fact, Rule, Source, worded
from luxvid.errors import InvalidInput, RulesBroken
from luxvid.repr_html import table

UNKNOWN = "not measured"


@frozen(kw_only=True)
class Check(JsonValue):
    """One rule, and what the file was measured to be.

    Attributes:
        fact: What was measured, one of `luxvid.delivery.FACTS`.
        wanted: The rule in words.
        measured: What the file is, in words.
        passed: Whether it keeps the rule; None where it could not be measured.
        source: Who says so.
    """

    fact: str
    wanted: str
    measured: str
    passed: bool | None
    source: Source = field(factory=Source)

    @classmethod
    def of(cls, rule: Rule, measured: Fact | None) -> Check:
        """Hold what was measured against a rule; None stands for what could not be."""
        return cls(
            fact=rule.fact,
            wanted=rule.wanted,
            measured=UNKNOWN if measured is None else worded(rule.fact, measured),
            passed=None if measured is None else rule.allows(measured),
            source=rule.source,
        )

    def __str__(self) -> str:
        return f"{FACTS[self.fact][0]} is {self.measured}, wanted: {self.wanted}. {self.source}"


@frozen(kw_only=True)
class Delivery(JsonValue):
    """One file, with what lies beside it.

    Attributes:
        profile: The profile's name.
        title: What people call it.
        file: The film's path.
        poster: The path of its picture, JPEG.
        captions: The paths of what its titles say, WebVTT and SubRip; none where it has no titles.
        checks: Every rule of the profile, measured on the file.
        notes: What else to know: how it was made to fit, what no measurement tells.
    """

    profile: str
    title: str = ""
    file: str
    poster: str = ""
    captions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    checks: tuple[Check, ...] = field(default=(), converter=tuple[Check, ...])
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def path(self) -> Path:
        """The film's path."""
        return Path(self.file)

    @property
    def passed(self) -> bool:
        """Whether the file breaks no rule."""
        return not self.failed

    @property
    def failed(self) -> tuple[Check, ...]:
        """The rules that it breaks."""
        return tuple(check for check in self.checks if check.passed is False)


@frozen(kw_only=True)
class Deliveries(JsonValue):
    """What was delivered, in the order asked for; `print` gives the table of every rule and every file.

    Example:
        >>> from luxvid.delivery import Deliveries
        >>> Deliveries(files=[]).passed
        True
    """

    files: tuple[Delivery, ...] = field(converter=tuple[Delivery, ...])

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, profile: str) -> Delivery:
        for delivery in self.files:
            if delivery.profile == profile:
                return delivery
        raise InvalidInput(f"nothing was delivered as {profile!r}; there is {', '.join(d.profile for d in self) or 'nothing'}")

    @property
    def passed(self) -> bool:
        """Whether no file breaks a rule."""
        return all(delivery.passed for delivery in self)

    def raise_for_rules(self) -> None:
        """Raise where a file breaks a rule of its profile; the files stay where they are.

        Raises:
            RulesBroken: With every rule that is broken, and who says so.
        """
        broken = self._broken()
        if broken:
            raise RulesBroken("; ".join(broken))

    def __str__(self) -> str:
        rows = [["", *(delivery.profile for delivery in self)], *([title, *cells] for title, cells in self._rows())]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        lines += [f"✗ {broken}" for broken in self._broken()]
        lines += [f"Note: {', '.join(names)}: {note}" for note, names in self._notes().items()]
        return "\n".join(lines)

    def _repr_html_(self) -> str | None:
        head = ["Rule", *(delivery.title or delivery.profile for delivery in self)]
        after = [f"✗ {broken}" for broken in self._broken()]
        return table("Deliveries", head, [[title, *cells] for title, cells in self._rows()], after=after)

    def _rows(self) -> Iterator[tuple[str, list[str]]]:
        """Yield a row for every fact that a rule is about: what each file is, and whether that keeps the rule."""
        of_file = [{c.fact: c for c in sorted(delivery.checks, key=lambda c: c.passed is False)} for delivery in self]
        for fact, (title, _) in FACTS.items():
            if any(fact in checks for checks in of_file):
                yield title, [_cell(checks.get(fact)) for checks in of_file]

    def _broken(self) -> list[str]:
        return [f"{delivery.profile}: {check}" for delivery in self for check in delivery.failed]

    def _notes(self) -> dict[str, list[str]]:
        """Return each note once, with the profiles that it is said of."""
        notes: dict[str, list[str]] = {}
        for delivery in self:
            for note in delivery.notes:
                notes.setdefault(note, []).append(delivery.profile)
        return notes


def _cell(check: Check | None) -> str:
    if check is None:
        return "·"
    return f"{ {True: '✓', False: '✗', None: '?'}[check.passed] } {check.measured}"
