"""What leads a viewer back to an agent: phone numbers, addresses of the web, handles, the brand's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from luxvid.brand import Brand
from luxvid.words.finding import Finding
from luxvid.words.folding import Folded, fold
from luxvid.words.lists import branding_words

_SOURCE = "https://carolinamls.happyfox.com/kb/article/86-branding/"
_TLDS = (
    "com|net|org|info|biz|io|co|me|tv|us|ca|uk|ie|de|at|ch|fr|be|nl|lu|es|pt|it|gr|eu|au|nz|ae|ly|gl|link|page|site|online|app|"
    "homes?|house|houses|realty|realtor|realestate|estate|properties|property|immo|immobilien|agency|villas?|luxury|land|rentals"
)
_PLACES = {
    "an e-mail address": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}"),
    "a web address": re.compile(
        rf"(?:https?://|www\.)\S+|(?<![\w.@])(?:[a-z0-9][\w-]{{0,62}}\.){{1,8}}(?:{_TLDS})(?:/\S*)?(?![\w-])"
        rf"|(?<![\w-])[\w-]{{1,63}} (?:dot|punkt) (?:{_TLDS})\b"
    ),
    "a handle": re.compile(r"(?<![\w.])@[A-Za-z][\w.]{1,29}"),
}
_PHONE = re.compile(
    r"""(?<![\w.,€$£/-])(?:
        (?:\+|00)[1-9]\d{0,2}[\s./()-]{0,3}(?:\d[\s./()-]{0,2}){6,12}\d  # +49 171 1234567
        | (?:1[\s.-])?\(?[2-9]\d{2}\)?[\s./-]{1,2}\d{3}[\s.-]\d{4}   # (555) 123-4567
        | 1-[2-9]\d{2}-[A-Z0-9]{3}-?[A-Z0-9]{4}                      # 1-800-CASASOL
        | 0\d{1,5}\)?[\s./-]{1,3}\d{2,9}(?:[\s./-]\d{2,5}){0,5}        # 0171 1234567
        | [6-9]\d{2}[\s.]\d{3}[\s.]\d{3} | [6-9]\d{2}(?:[\s.]\d{2}){3}   # 612 345 678
        | (?i:tel|phone|fon|telefon|mobile?|cell|movil|portable)\W{1,3}\d[\d\s./()-]{5,}\d
    )(?![\w]|[.,]?\d|\s?(?:€|\$|£|EUR|USD|m²|m2|sq))""",
    re.VERBOSE,
)
_DATE = re.compile(r"0?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_FEWEST_DIGITS, _SHORTEST_NAME = 7, 3


def branding(where: str, text: str, *, brand: Brand | None = None, fine: re.Pattern[str] | None = None) -> Iterator[Finding]:
    """Yield what in a text names or leads back to an agent or to the brand; nothing in phrases that are `fine`."""
    folded = Folded.of(text)
    taken = [folded.span(*match.span()) for match in (fine.finditer(folded.text) if fine else ())]
    for kind, start, stop in (*_contacts(text), *_names(folded, _own_words(brand))):
        if all(stop <= begun or ended <= start for begun, ended in taken):
            taken.append((start, stop))
            yield Finding(
                where=where, found=text[start:stop], group="branding", reason=f"it is {kind}", source=_SOURCE, severity="error"
            )
    yield from branding_words().findings(where, folded, fine=fine)


def _contacts(text: str) -> Iterator[tuple[str, int, int]]:
    low = text if text.islower() else _lowered(text)
    for kind, pattern in _PLACES.items():
        for match in pattern.finditer(low):
            yield kind, match.start(), match.start() + len(match[0].rstrip(".,;:!?)"))
    for match in _PHONE.finditer(text):
        if sum(letter.isalnum() for letter in match[0]) >= _FEWEST_DIGITS and not _DATE.fullmatch(match[0].strip()):
            yield "a phone number", *match.span()


def _lowered(text: str) -> str:
    """Return a text with the words in capitals lowered, so that `WWW.CASASOL.COM` is seen, and `in 1990.It` is no address."""
    return re.sub(r"\b[A-Z0-9@.:/_-]{3,}\b", lambda word: word[0].lower(), text)


def _names(folded: Folded, words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for word in words:
        pieces = [re.escape(piece) for piece in re.findall(r"\w+", fold(word))]
        if sum(map(len, pieces)) < _SHORTEST_NAME:
            continue
        for match in re.finditer(r"(?<!\w)" + r"[\W_]*".join(pieces) + r"(?!\w)", folded.text):
            yield "the brand's own", *folded.span(*match.span())


def _own_words(brand: Brand | None) -> tuple[str, ...]:
    if brand is None:
        return ()
    host = urlsplit(brand.url).hostname or ""
    return (brand.name, *brand.contact, brand.phone, brand.email, host.removeprefix("www."))
