"""Lists of words as data: what to look for, why, what is better, and by which source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput
from luxvid.words.finding import Finding, Severity
from luxvid.words.folding import Folded, fold

_DATA = files("luxvid.words").joinpath("lists")
_PART = re.compile(r"\{([a-z_]+)\}")
_BETWEEN = r"[^\w.!?;:\n]{1,3}"  # between two words: never the end of a sentence
_JOINED = r"[^\w.!?;:\n]{0,2}"  # where a hyphen stands in the list: joined, apart, or with any hyphen


@frozen(kw_only=True)
class Term(JsonValue):
    """Words to look for, and what is to be said where they stand.

    A phrase is a regular expression over whole words. Case and accents do not count; a space stands for whatever separates two
    words of one sentence; words with a hyphen between them may also stand joined or apart; `{name}` puts in
    one of the list's parts.

    Attributes:
        phrases: What is looked for, such as `(perfect|ideal) for {people}`.
        group: What it is about, as `familial status`.
        reason: Why, in a sentence.
        better: What could stand there instead; empty to leave it out.
        source: A URL, or the name of one of the list's sources.
        severity: `error`, `warning` or `note`.

    Example:
        >>> Term(phrases=["man-cave"], group="house style", reason="we say den", better="den").group
        'house style'
    """

    phrases: tuple[str, ...] = field(converter=tuple[str, ...])
    group: str
    reason: str
    better: str = ""
    source: str = ""
    severity: Severity = "warning"


@frozen(kw_only=True)
class Allowed(JsonValue):
    """Phrases that are fine, whatever words they are made of, and who says so; empty where it is luxvid."""

    phrases: tuple[str, ...] = field(converter=tuple[str, ...])
    source: str = ""


@frozen(kw_only=True)
class WordList(JsonValue):
    """A list of words with its sources.

    Attributes:
        name: What it is.
        countries: Where it applies: country codes, as `US`.
        seen_on: When its sources were read (ISO date).
        sources: URLs by short names.
        parts: Pieces of phrases by names.
        terms: What is looked for.
        allowed: What is fine.
    """

    name: str
    countries: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    seen_on: str = ""
    sources: dict[str, str] = field(factory=dict)
    parts: dict[str, str] = field(factory=dict)
    terms: tuple[Term, ...] = field(default=(), converter=tuple[Term, ...])
    allowed: tuple[Allowed, ...] = field(default=(), converter=tuple[Allowed, ...])

    def source(self, term: Term) -> str:
        """Return a term's source as a URL."""
        return self.sources.get(term.source, term.source)


@frozen
class Matcher:
    """A list made ready for searching."""

    words: WordList
    terms: tuple[tuple[Term, re.Pattern[str]], ...]
    allowed: re.Pattern[str] | None

    @classmethod
    def of(cls, words: WordList) -> Matcher:
        """Compile a list. Raises `InvalidInput` for a phrase that is no pattern."""
        phrases = [phrase for each in words.allowed for phrase in each.phrases]
        terms = tuple((term, pattern_of(term.phrases, words.parts)) for term in words.terms)
        return cls(words, terms, pattern_of(phrases, words.parts) if phrases else None)

    def findings(self, where: str, folded: Folded, *, fine: re.Pattern[str] | None = None) -> Iterator[Finding]:
        """Yield what a text has of the list, the longest where several overlap; nothing in phrases that are `fine`."""
        allowed = [match.span() for each in (self.allowed, fine) if each for match in each.finditer(folded.text)]
        text = folded.masked(allowed)
        hits = [(term, *match.span()) for term, pattern in self.terms for match in pattern.finditer(text)]
        for term, start, stop in _apart(hits):
            yield Finding(
                where=where,
                found=folded.written(start, stop),
                group=term.group,
                reason=term.reason,
                better=term.better,
                source=self.words.source(term),
                severity=term.severity,
            )


def _apart(hits: list[tuple[Term, int, int]]) -> list[tuple[Term, int, int]]:
    """Return hits that do not overlap, in the text's order: of several, the longest."""
    kept: list[tuple[Term, int, int]] = []
    for hit in sorted(hits, key=lambda hit: (hit[1] - hit[2], hit[1])):
        if all(hit[2] <= start or stop <= hit[1] for _, start, stop in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit[1])


def pattern_of(phrases: Sequence[str], parts: dict[str, str]) -> re.Pattern[str]:
    """Return one expression for phrases over folded text. Raises `InvalidInput` for one that is no pattern."""
    whole = []
    for phrase in phrases:
        try:
            whole.append(_regex(phrase, parts))
        except KeyError as error:
            raise InvalidInput(f"the phrase {phrase!r} names the part {error}, which its list does not have") from error
    try:
        return re.compile(r"(?<!\w)(?:" + "|".join(whole) + r")(?!'?\w)")
    except re.error as error:
        raise InvalidInput(f"the phrases {', '.join(map(repr, phrases))} are no patterns: {error}") from error


def _regex(phrase: str, parts: dict[str, str]) -> str:
    while _PART.search(phrase):
        phrase = _PART.sub(lambda name: f"(?:{parts[name[1]]})", phrase)
    pieces = re.split(r"(\\.|[ -])", phrase)  # what is escaped stays as it is
    return "".join({" ": _BETWEEN, "-": _JOINED}.get(piece) or _folded(piece) for piece in pieces)


def _folded(piece: str) -> str:
    return piece if piece.startswith("\\") else fold(piece)


def plainly(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Return one expression for phrases that are no patterns; None where there are none."""
    plain = [" ".join(map(re.escape, phrase.split())) for phrase in phrases if phrase.strip()]
    return pattern_of(plain, {}) if plain else None


@cache
def matchers_for(country: str) -> tuple[Matcher, ...]:
    """Return luxvid's own lists for a country, ready for searching."""
    return tuple(matcher for matcher in _all() if country in matcher.words.countries)


@cache
def branding_words() -> Matcher:
    """Return luxvid's list of words that lead back to an agent, ready for searching."""
    return Matcher.of(_read("branding"))


@cache
def _all() -> tuple[Matcher, ...]:
    names = sorted(file.name.removesuffix(".toml") for file in _DATA.iterdir() if file.name.startswith("fair_housing_"))
    return tuple(Matcher.of(_read(name)) for name in names)


def _read(name: str) -> WordList:
    return WordList.from_dict(tomllib.loads(_DATA.joinpath(f"{name}.toml").read_text(encoding="utf-8")))


def list_from_file(path: str | Path) -> WordList:
    r"""Return the list of words that a TOML file holds, in the form of those beside this module.

    Raises:
        InvalidInput: The file cannot be read or holds no such list; the message names what is wrong.

    Example:
        >>> from pathlib import Path
        >>> _ = Path("house.toml").write_text(
        ...     'name = "house style"\n[[terms]]\nphrases = ["man-cave"]\ngroup = "style"\nreason = "dated"'
        ... )
        >>> list_from_file("house.toml").terms[0].phrases
        ('man-cave',)
    """
    try:
        words = WordList.from_dict(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidInput(f"the list of words {str(path)!r} cannot be read: {error}") from error
    Matcher.of(words)
    return words
