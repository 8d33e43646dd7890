"""How much two photos show of the same place, and where the second shows it: what a passage from one to the other can carry over.

Places of one photo are held against places of the other by their traces (`luxvid.vision.traces`, extra `vision`); what is most
alike both ways and alike enough counts, with the likeness of the pictures as a whole. How well this agrees with geometry is
measured on the sample villa, whose truth is known: `docs/seeing.md`. The shift between the two comes from the matches that agree
on one: a vote, then a least-squares fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from luxvid.looks import Look
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.vision.backbone import PLACES
from luxvid.vision.traces import Traces, read_traces

_Floats = NDArray[np.float32]
_Places = NDArray[np.intp]

LIKELY = 0.2
"""Overlap from which two photos may be taken for two views of one place."""

_MOST_PARTNERS = 8  # photos that are held against one photo place by place: those most like it as a whole
_ALIKE = 0.5  # cosine of two places' traces from which on they may be one place
_ADDED = (-0.08, 3.3, 0.2)  # overlap = first + second * matched places + third * likeness of the whole; fitted on the villa
_SCALES = (0.6, 0.75, 0.9, 1.0, 1.1, 1.33, 1.66)
_AGREES = np.array([0.15, 0.08], np.float32)  # right and down, in shares of the longer side: matches that tell the same shift
_LEAST_MATCHES = 4


@frozen(kw_only=True)
class Overlap:
    """What two photos have in common.

    Attributes:
        share: Estimated share of each photo that the other shows too, 0 to 1; the smaller of the two.
        right: Where the second photo shows it: further right (above 0) or left, in shares of the longer side.
        down: The same, further down or up.
        closer: How much larger the second shows it; 1 where that cannot be told.
        sure: The share of matches that agree on this shift, 0 to 1; 0 where there are too few.
    """

    share: float
    right: float = 0.0
    down: float = 0.0
    closer: float = 1.0
    sure: float = 0.0


def overlap_of(first: Look, last: Look) -> Overlap:
    """Return what two photos have in common; nothing where one of them was not seen with the extra `vision`. About 1 ms.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> look = look_at(Image.linear_gradient("L").convert("RGB"))
        >>> 0 <= overlap_of(look, look).share <= 1
        True
    """
    if not (first.traces and last.traces):
        return Overlap(share=0.0)
    a, b = read_traces(first.traces), read_traces(last.traces)
    found = matches(a, b)
    matched = float(found.weight.sum()) / min(len(a.places), len(b.places))
    return _shifted(_share(float(a.whole @ b.whole), matched), a.at[found.first], b.at[found.last], found.weight)


@frozen(eq=False)
class Common:
    """Which places of one photo are which of another, (m,) each, and how alike they are beyond what counts."""

    first: _Places
    last: _Places
    weight: _Floats


@frozen(eq=False)
class Overlaps:
    """What each two of many photos have in common.

    Attributes:
        share: (n, n) float32: the estimated overlap, 0 to 1, symmetric, 1 on the diagonal.
        matched: For i < j with a share of `LIKELY` or more: the places that match.
        at: Where the places of each photo are that was seen: (places, 2), as in `Traces.at`.
    """

    share: _Floats
    matched: dict[tuple[int, int], Common] = field(factory=dict)
    at: dict[int, _Floats] = field(factory=dict)

    def between(self, first: int, last: int) -> Overlap:
        """Return what two of the photos have in common, and where; below `LIKELY` only how much."""
        share = float(self.share[first, last])
        found = self.matched.get((min(first, last), max(first, last)))
        if found is None:
            return Overlap(share=share)
        rows = (found.first, found.last) if first < last else (found.last, found.first)
        return _shifted(share, self.at[first][rows[0]], self.at[last][rows[1]], found.weight)


def overlaps(looks: Sequence[Look]) -> Overlaps:
    """Return what each two photos have in common.

    Of each photo only the eight that are most like it as a whole are held against it place by place; the others have an
    overlap of 0, as have photos that were not seen. Blocks for about 20 ms over 80 photos, 0.4 s over 1,000.
    """
    found = Overlaps(np.eye(len(looks), dtype=np.float32))
    seen = [at for at, look in enumerate(looks) if look.traces]
    traces = [read_traces(looks[at].traces) for at in seen]
    if len(traces) < 2:
        return found
    found.at.update((at, one.at) for at, one in zip(seen, traces, strict=True))
    whole = np.stack([one.whole for one in traces])
    alike = (whole @ whole.T).round(4)  # beyond that, machines differ
    for row, partners in enumerate(_partners(alike)):
        stop_if_cancelled()
        for column, matched in _matched(traces, row, partners):
            _enter(found, (seen[row], seen[column]), _share(float(alike[row, column]), matched.share), matched)
    return found


def _enter(found: Overlaps, pair: tuple[int, int], share: float, matched: _Matched) -> None:
    found.share[pair] = found.share[pair[::-1]] = share
    if share >= LIKELY:
        rows = np.flatnonzero(matched.weight)
        found.matched[pair] = Common(rows, matched.partner[rows], matched.weight[rows])


def _partners(alike: _Floats) -> list[list[int]]:
    """Return for each photo those that come after it and that are among the most like it, or it among the most like them."""
    count = min(_MOST_PARTNERS, len(alike) - 1)
    apart = alike - 4 * np.eye(len(alike), dtype=np.float32)
    near = np.zeros(alike.shape, bool)
    np.put_along_axis(near, np.argsort(-apart, axis=1, kind="stable")[:, :count], values=True, axis=1)
    return [np.flatnonzero(row).tolist() for row in np.triu(near | near.T, 1)]


@frozen(eq=False)
class _Matched:
    """For each place of a photo its most alike place in another, how much that counts, and the share of the places that do."""

    partner: _Places
    weight: _Floats
    share: float


def _matched(traces: Sequence[Traces], row: int, partners: Sequence[int]) -> Iterator[tuple[int, _Matched]]:
    """Yield how the places of one photo match those of its partners, of which those with equally many are done at once."""
    places = traces[row].places
    for count in sorted({len(traces[at].places) for at in partners}):
        together = [at for at in partners if len(traces[at].places) == count]
        likeness = _likeness(places, [traces[at].places for at in together])
        partner, back = likeness.argmax(axis=2), likeness.max(axis=0)
        best = np.take_along_axis(likeness, partner[:, :, None], axis=2)[:, :, 0]  # looking it up is faster than another `max`
        counts = (best == np.take_along_axis(back.T, partner, axis=0)) & (best > _ALIKE)
        weight = (best - _ALIKE) * counts
        shares = weight.sum(axis=0) / min(count, len(places))
        for at, *matched in zip(together, partner.T, weight.T, shares.tolist(), strict=True):
            yield at, _Matched(*matched)


def _likeness(places: _Floats, others: Sequence[_Floats]) -> _Floats:
    """Return (places, photos, places) how alike each place of one photo is to each of others that have equally many.

    By squares of the one photo: products that small are not shared out to threads, which would cost more than they do.
    """
    squares = places.reshape(-1, 1, PLACES**2, places.shape[1])
    columns = np.empty((len(others), places.shape[1], len(others[0])), np.float32)
    for column, other in zip(columns, others, strict=True):
        column[...] = other.T
    likeness = np.empty((len(squares), PLACES**2, len(others), len(others[0])), np.float32)
    np.matmul(squares, columns, out=likeness.swapaxes(1, 2))
    return likeness.reshape(len(places), len(others), -1)


def matches(a: Traces, b: Traces) -> Common:
    """Return which places of the first are which of the second. About 0.1 ms."""
    likeness = a.places @ b.places.T
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    rows = np.flatnonzero((back[best] == np.arange(len(best))) & (likeness.max(axis=1) > _ALIKE))
    return Common(rows, best[rows], likeness[rows, best[rows]] - _ALIKE)


def _share(alike: float, matched: float) -> float:
    base, by_places, by_whole = _ADDED
    return round(min(1.0, max(0.0, base + by_places * matched + by_whole * alike)), 3)


def _shifted(share: float, at_a: _Floats, at_b: _Floats, weight: _Floats) -> Overlap:
    """Find the shift and scale that most matches agree on."""
    if len(weight) < _LEAST_MATCHES:
        return Overlap(share=share)
    agreeing = max((_agreeing(at_b * scale - at_a, weight) for scale in _SCALES), key=lambda kept: float(weight[kept].sum()))
    if agreeing.sum() < _LEAST_MATCHES:
        return Overlap(share=share)
    a, b, w = at_a[agreeing], at_b[agreeing], weight[agreeing, None] / weight[agreeing].sum()
    middle_a, middle_b = (a * w).sum(axis=0), (b * w).sum(axis=0)
    spread = float((w * (a - middle_a) ** 2).sum())
    closer = float((w * (a - middle_a) * (b - middle_b)).sum()) / spread if spread > 1e-4 else 1.0
    right, down = (middle_b - middle_a).tolist()
    return Overlap(
        share=share,
        right=round(right, 3),
        down=round(down, 3),
        closer=round(min(2.0, max(0.5, closer)), 3),
        sure=round(float(weight[agreeing].sum() / weight.sum()), 3),
    )


def _agreeing(shift: _Floats, weight: _Floats) -> NDArray[np.bool_]:
    right, down = (np.abs(along[:, None] - along) for along in shift.T)
    agrees = (right < _AGREES[0]) & (down < _AGREES[1])
    kept: NDArray[np.bool_] = agrees[int((agrees @ weight).argmax())]
    return kept
