"""Text made comparable: case, accents, ligatures and odd quotes folded, with the way back to what was written."""

from __future__ import annotations

import unicodedata

from attrs import frozen

_QUOTES = "\u2019\u2018\u02bc\u0060\u00b4"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212_"
_ALIKE = str.maketrans(_QUOTES + _HYPHENS, "'" * len(_QUOTES) + "-" * len(_HYPHENS))
_MASK = "\N{OBJECT REPLACEMENT CHARACTER}"


@frozen
class Folded:
    """A text in its folded form, and where each of its characters came from.

    Example:
        >>> Folded.of("Für Niños").text
        'fur ninos'
    """

    original: str
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> Folded:
        """Fold a text."""
        letters: list[str] = []
        places: list[int] = []
        for place, written in enumerate(original):
            for letter in fold(written):
                letters.append(letter)
                places.append(place)
        return cls(original, "".join(letters), tuple(places))

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Return where in the original the folded text's start to stop − 1 came from."""
        return self.places[start], self.places[stop - 1] + 1

    def written(self, start: int, stop: int) -> str:
        """Return what was written where the folded text has start to stop − 1."""
        first, end = self.span(start, stop)
        return self.original[first:end]

    def masked(self, spans: list[tuple[int, int]]) -> str:
        """Return the folded text with these spans made unreadable, so that nothing is found in them or across them."""
        letters = list(self.text)
        for start, stop in spans:
            letters[start:stop] = _MASK * (stop - start)
        return "".join(letters)


def fold(text: str) -> str:
    """Return a text without case, accents and characters that do not show."""
    apart = unicodedata.normalize("NFKD", text.translate(_ALIKE))
    kept = (letter for letter in apart if unicodedata.category(letter) not in ("Mn", "Cf"))
    return "".join(kept).casefold()
