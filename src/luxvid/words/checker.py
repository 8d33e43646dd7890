"""`WordChecker`: what is said in a film is looked at before it is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from luxvid.brand import Brand
from luxvid.errors import InvalidInput, WordsRefused
from luxvid.storyboard import Storyboard
from luxvid.words.branding import branding
from luxvid.words.finding import Finding, Severity
from luxvid.words.folding import Folded
from luxvid.words.lists import Matcher, WordList, matchers_for, plainly
from luxvid.words.locales import locale
from luxvid.words.spelling import misspellings
from luxvid.words.texts import Text, texts_of

_DEFAULT_COUNTRY = "US"


def _known(_checker: object, _attribute: object, value: str) -> None:
    if value:
        locale(value)


def _severity(_checker: object, _attribute: object, value: str) -> None:
    if value not in ("", "note", "warning", "error"):
        raise InvalidInput(f"stops_at must be 'error', 'warning', 'note' or '', not {value!r}")


@frozen(kw_only=True)
class WordChecker:
    r"""Looks at what a film says: fair housing, branding where there must be none, the spelling of numbers and units.

    It looks for words and knows no meaning: it is a reminder, no legal advice. Where it is wrong, `allowed` says so for good.

    Attributes:
        locale: For whom it is written, as `de-DE`: its country's list of words, and how it writes numbers. Empty: the lists of
            the United States, and only spelling that is alike everywhere.
        unbranded: Look for branding in what is shown, too.
        allowed: Phrases that are fine here, as `Church Street`.
        lists: Lists of your own, besides luxvid's.
        stops_at: From which severity on `Studio.produce` refuses before anything is rendered or paid; empty: never.

    Example:
        >>> checker = WordChecker(locale="en-US", stops_at="error")
        >>> [str(each.better) for each in checker.check_texts({"headline": "2400 sqft in an adults-only building"})]
        ['2400\xa0sq ft', 'the number of bedrooms and the size; where it qualifies, “55+ housing”']
    """

    locale: str = field(default="", validator=_known)
    unbranded: bool = False
    allowed: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    lists: tuple[WordList, ...] = field(default=(), converter=tuple[WordList, ...])
    stops_at: Literal["", "note", "warning", "error"] = field(default="", validator=_severity)

    def check(self, board: Storyboard) -> tuple[Finding, ...]:
        """Return what should be looked at in a storyboard, in its order: titles, captions, prompts and the brand's words.

        Prompts and captions are not shown: only the lists are held against them, as against the brand's own words.
        """
        return self._found(texts_of(board), board.brand)

    def check_texts(self, texts: Mapping[str, str], *, brand: Brand | None = None) -> tuple[Finding, ...]:
        """Return what should be looked at in texts that are shown, by their places; `brand` is whose name must not be in them."""
        return self._found((Text(where, text, "title") for where, text in texts.items()), brand)

    def notes(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        """Return findings as notes for people: what is the same in several places is said once."""
        places: dict[str, list[str]] = {}
        for finding in findings:
            places.setdefault(finding.said, []).append(finding.where)
        return tuple(f"{_listed(where)}: {said}" for said, where in places.items())

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Raise `WordsRefused` where a finding is as serious as `stops_at`, with all of those."""
        least: Severity | Literal[""] = self.stops_at
        if least and (serious := tuple(finding for finding in findings if finding.weighs(least))):
            raise WordsRefused("; ".join(map(str, serious)), serious)

    def _found(self, texts: Iterable[Text], brand: Brand | None) -> tuple[Finding, ...]:
        return tuple(
            finding for text in texts for finding in sorted(self._in(text, brand), key=lambda found: text.text.find(found.found))
        )

    def _in(self, text: Text, brand: Brand | None) -> Iterator[Finding]:
        folded, fine = Folded.of(text.text), plainly(self.allowed)
        for matcher in self._matchers:
            yield from matcher.findings(text.where, folded, fine=fine)
        if self.unbranded and text.kind == "title":
            yield from branding(text.where, text.text, brand=brand, fine=fine)
        if text.kind == "title":
            yield from misspellings(text.where, text.text, place=self.locale)

    @cached_property
    def _matchers(self) -> tuple[Matcher, ...]:
        country = self.locale.partition("-")[2] or _DEFAULT_COUNTRY
        return (*matchers_for(country), *map(Matcher.of, self.lists))


def _listed(places: list[str]) -> str:
    more = len(places) - 1
    return f"{places[0]} and {more} more" if more else places[0]


def check_words(board: Storyboard, *, locale: str = "", unbranded: bool = False) -> tuple[Finding, ...]:
    """Return what should be looked at in a storyboard's words before they are shown: `WordChecker` with the defaults.

    Raises:
        InvalidInput: How the locale writes is not known.

    Example:
        >>> import luxvid
        >>> shot = luxvid.Shot(scene=luxvid.Scene(key="den"), title="Your new man cave", detail="120m2")
        >>> [finding.found for finding in check_words(luxvid.Storyboard(shots=[shot]))]
        ['man cave', '120m2']
    """
    return WordChecker(locale=locale, unbranded=unbranded).check(board)
