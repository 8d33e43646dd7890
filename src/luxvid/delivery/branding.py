"""What tells in a file whose film it is: the brand's words in its titles, its tags and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from luxvid.brand import Brand
from luxvid.media.boxes import read_beside
from luxvid.said import Said
from luxvid.storyboard import Storyboard

_LEAST_LETTERS = 3  # shorter names are found everywhere


def branding_in(path: Path, board: Storyboard, said: Sequence[Said]) -> str:
    """Return what was found of the brand in a delivered film, in words, or `none`. Reads the file's index and tags. Blocks."""
    words = list(_words(board.brand))
    texts = [(f"the title over {each.shot!r}", each.text) for each in said]
    texts += [("its tags", read_beside(path).decode("utf-8", "ignore")), ("its name", path.name)]
    found = [f"{word!r} in {where}" for where, text in texts for word in words if _stands_in(word, text)]
    return "; ".join(dict.fromkeys(found)) or "none"


def _words(brand: Brand) -> Iterator[str]:
    """Yield what gives the brand away: names, lines, numbers and addresses as they are written."""
    host = urlsplit(brand.url).hostname or ""
    for word in (brand.name, *brand.contact, brand.phone, brand.email, brand.url, host.removeprefix("www.")):
        if sum(map(str.isalnum, word)) >= _LEAST_LETTERS:
            yield word


def _stands_in(word: str, text: str) -> bool:
    """Tell whether a word stands in a text by itself, whatever its case and its spaces."""
    spaced = r"\s+".join(re.escape(part) for part in word.casefold().split())
    return re.search(rf"(?<!\w){spaced}(?!\w)", text.casefold()) is not None
