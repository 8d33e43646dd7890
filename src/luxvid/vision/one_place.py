"""How likely two photos are two views of one place: what a model may be asked to lead from one to the other.

How alike the photos are as a whole and whether they show the same kind of room is held together with the keypoints that match,
clear ones and those that keep company (`luxvid.vision.keypoints`); where nobody counted them, with the estimate of overlap
(`luxvid.vision.overlap`) and whether its matches agree on one shift. The weights are logistic regressions on pairs of the sample
villa, as it was photographed twice before its photos of today: those that share three tenths of the picture or more against those
that share nothing. Measured: `docs/truth.md`.
"""

from __future__ import annotations

import math

from luxvid.looks import Look
from luxvid.vision.keypoints import Matches
from luxvid.vision.overlap import overlap_of
from luxvid.vision.traces import read_traces

VERSION = 4
"""Counts up when the same photos would be judged otherwise."""

_BASE, _SHARE, _WHOLE, _ROOM, _SURE = -14.0, 16.7, 8.1, 5.6, 4.8
"""Weights where nobody counted keypoints."""

_BASE_COUNTED, _WHOLE_COUNTED, _ROOM_COUNTED, _CLEAR, _TOGETHER = -33.7, 15.7, 3.03, 6.7, 0.36
"""Weights where they were counted: the estimate of overlap, and whether traces agree on one shift, add nothing then."""

_BY_CHANCE = 10


def chance_of_one_place(first: Look, last: Look, *, matches: Matches | None = None) -> float | None:
    """Return how likely two photos show one place, 0 to 1; None where one was not seen with the extra `vision`. About 1 ms.

    `matches` are the keypoints that match, None where nobody counted: then two rooms that are furnished alike pass more often.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> from attrs import evolve
        >>> look = evolve(look_at(Image.new("RGB", (300, 200))), seen=())
        >>> chance_of_one_place(look, look) is None
        True
    """
    if not (first.traces and last.traces and first.seen and last.seen):
        return None
    whole = float(read_traces(first.traces).whole @ read_traces(last.traces).whole)
    rooms = sum(math.sqrt(a * b) for a, b in zip(first.seen, last.seen, strict=True))
    rooms /= math.sqrt(sum(first.seen) * sum(last.seen))
    if matches is None:
        both = overlap_of(first, last)
        logit = _BASE + _SHARE * both.share + _WHOLE * whole + _ROOM * rooms + _SURE * both.sure
    else:
        logit = _BASE_COUNTED + _WHOLE_COUNTED * whole + _ROOM_COUNTED * rooms
        logit += _CLEAR * math.log1p(max(0, matches.clear - _BY_CHANCE)) + _TOGETHER * math.log1p(matches.together)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), 3)
