"""What tells in a file whose film it is: words of its titles that name or lead back to somebody, the brand's in its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from luxvid.brand import Brand
from luxvid.media.boxes import read_beside
from luxvid.said import Said
from luxvid.words import WordChecker

_LEAST_LETTERS = 3  # shorter names are found everywhere


def branding_in(path: Path, brand: Brand, said: Sequence[Said]) -> str:
    """Return what tells in a delivered film whose it is, in words, or `none`. Reads the file's index and tags. Blocks."""
    titles = {f"the title over {each.shot!r}": each.text for each in said}
    findings = WordChecker(unbranded=True).check_texts(titles, brand=brand)
    found = [f"{each.found!r} in {each.where}" for each in findings if each.group == "branding"]
    beside = {"its tags": read_beside(path).decode("utf-8", "ignore"), "its name": path.name}
    found += [f"{word!r} in {where}" for where, text in beside.items() for word in _words(brand) if _stands_in(word, text)]
    return "; ".join(dict.fromkeys(found)) or "none"


def _words(brand: Brand) -> Iterator[str]:
    """Yield what gives the brand away: names, lines, numbers and addresses as they are written."""
    for word in (brand.name, *brand.contact, brand.phone, brand.email, brand.url):
        if sum(map(str.isalnum, word)) >= _LEAST_LETTERS:
            yield word


def _stands_in(word: str, text: str) -> bool:
    """Tell whether a word stands in a text by itself, whatever its case and its spaces."""
    spaced = r"\s+".join(re.escape(part) for part in word.casefold().split())
    return re.search(rf"(?<!\w){spaced}(?!\w)", text.casefold()) is not None
