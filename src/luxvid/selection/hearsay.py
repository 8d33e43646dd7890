"""How far the words of an upload may be believed: names lie now and then, and where somebody numbered or sorted wrongly, mostly.

Words and eyes are two witnesses who know nothing of each other. Where the eyes are sure and names speak against them photo after
photo, it is the names that are wrong; where the eyes are unsure, nothing is learnt of names. So the share of words that are right
is estimated over the whole upload (expectation and maximisation over two kinds of words, true ones and random ones; Dempster,
Laird and Rubin 1977), beginning at what words are worth usually. Small departures are chance, and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from luxvid.looks import Look
from luxvid.vision.rooms import TRUST, Spoken, seen_rooms

_USUAL_WORDS = 8.0  # so many words of an ordinary upload the estimate begins with
_NOT_CHANCE = 0.1  # how far below the usual an estimate has to lie
_ROUNDS = 40


def trust_in(pictures: Iterable[tuple[Sequence[Spoken], Look]]) -> Mapping[str, float]:
    """Return how often words are right in this upload, by their source; `pictures` with what is said of each.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> trust_in([((), look_at(Image.new("RGB", (300, 200))))]) == TRUST
        True
    """
    borne_out: dict[str, list[float]] = {}
    for spoken, look in pictures:
        seen = seen_rooms(look)
        for source in {one.source for one in spoken} if seen else ():
            said = [one for one in spoken if one.source == source]
            share = sum(one.weight * seen[one.room] for one in said) / sum(one.weight for one in said)
            borne_out.setdefault(source, []).append(share * len(look.seen))
    learnt = {source: _right(np.array(sorted(times)), TRUST[source]) for source, times in borne_out.items()}
    return {**TRUST, **{source: right for source, right in learnt.items() if right < TRUST[source] - _NOT_CHANCE}}


def _right(times: np.typing.NDArray[np.float64], usual: float) -> float:
    """Return the share of words that are right; `times` is by how much likelier than chance what each says was seen."""
    right = usual
    for _ in range(_ROUNDS):
        is_true = right * times / (right * times + 1 - right)
        right = float(is_true.sum() + _USUAL_WORDS * usual) / (len(times) + _USUAL_WORDS)
    return round(right, 2)
