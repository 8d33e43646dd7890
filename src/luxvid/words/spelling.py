"""Numbers, amounts of money and units as a place writes them: what differs, and how it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from luxvid.words.finding import Finding
from luxvid.words.locales import Locale, Unit, locale, source_of, units
from luxvid.words.numbers import APOSTROPHE, NARROW, NO_BREAK, NUMBER, SPACES, amounts_in, number_in, ways_to_write

_TALL = re.compile(r"(?<=[^\s\W])[:;!?](?=\s|$)")


@frozen
class _Fix:
    """A stretch of a text, how it should be written, why, and by which data."""

    start: int
    stop: int
    better: str
    reason: str
    data: str = "locales"


def spelled(text: str, *, place: str = "") -> str:
    r"""Return a text with numbers, amounts and units as `place` writes them; without one, what is alike everywhere is set right.

    Words are not touched, and no currency or unit is converted.

    Args:
        text: Any text.
        place: Language and country, as `de-DE`.

    Raises:
        InvalidInput: How the place writes is not known.

    Example:
        >>> spelled("120 qm, € 1200000", place="de-DE").replace("\u00a0", " ")
        '120 m², 1.200.000 €'
    """
    for fix in reversed(list(_fixes(text, place))):
        text = text[: fix.start] + fix.better + text[fix.stop :]
    return text


def misspellings(where: str, text: str, *, place: str = "") -> Iterator[Finding]:
    """Yield what is written otherwise than `place` writes it. Raises `InvalidInput` where that is not known."""
    for fix in _fixes(text, place):
        yield Finding(
            where=where,
            found=text[fix.start : fix.stop],
            group="spelling",
            reason=fix.reason,
            better=fix.better,
            source=source_of(fix.data),
            severity="note",
        )


def _fixes(text: str, place: str) -> Iterator[_Fix]:
    """Yield what is to be set right in order, nothing twice."""
    found = [*_measures(text, locale(place) if place else None)]
    if place:
        found += _amounts(text, place)
        found += _tall_signs(text) if locale(place).tall_signs else ()
    end = 0
    for fix in sorted(found, key=lambda each: (each.start, -each.stop)):
        if fix.start >= end:
            end = fix.stop
            yield fix


def _measures(text: str, place: Locale | None) -> Iterator[_Fix]:
    for match in _measure_pattern().finditer(text):
        unit = _unit_of(match["unit"])
        number = number_in(place, match["number"]) if place else match["number"]
        is_fine = unit.is_fine(match["unit"])
        better = f"{number}{NO_BREAK}{match['unit'] if is_fine else unit.sign}"
        if not _reads_as(match[0], better):
            reason = "number and unit are written so" if is_fine else f"the unit's sign is {unit.sign}"
            yield _Fix(*match.span(), better, reason, "units")
    for match in re.finditer(r"(?<![\w^])(?<!\d )m2(?!\w)", text):  # a unit without a number, as in "price per m2"
        yield _Fix(*match.span(), "m²", "the unit's sign is m²", "units")


def _amounts(text: str, place: str) -> Iterator[_Fix]:
    for match in amounts_in(text):
        ways = ways_to_write(locale(place), match)
        if not any(_reads_as(match[0], way) for way in ways):
            reason = f"amounts are written so in {place}"
            if any(_plain(match[0]) == _plain(way) for way in ways):
                reason = "a line could break inside the number: its groups are parted by no-break spaces"
            yield _Fix(*match.span(), ways[0], reason)


def _tall_signs(text: str) -> Iterator[_Fix]:
    for match in _TALL.finditer(text):
        gap = NO_BREAK if match[0] == ":" else NARROW
        yield _Fix(*match.span(), gap + match[0], f"French sets a no-break space before {match[0]!r}")


def _reads_as(written: str, better: str) -> bool:
    """Tell whether two spellings read alike; which kind of space it is counts only inside a number."""
    return _plain(written) == _plain(better) and not re.search(r"\d \d", written)


def _plain(text: str) -> str:
    return re.sub(f"[{SPACES}]", " ", text).replace("'", APOSTROPHE)


def _unit_of(written: str) -> Unit:
    exactly = [unit for unit in units() if written in (unit.sign, *unit.fine, *unit.instead_of)]
    low = written.casefold()
    return next(iter([*exactly, *(u for u in units() if low in map(str.casefold, (u.sign, *u.fine, *u.instead_of)))]))


@cache
def _measure_pattern() -> re.Pattern[str]:
    signs = {sign for unit in units() for sign in (unit.sign, *unit.fine, *unit.instead_of)}
    choice = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    return re.compile(rf"(?P<number>{NUMBER})[{SPACES}]?(?P<unit>(?i:{choice}))(?![\w²³^])")
