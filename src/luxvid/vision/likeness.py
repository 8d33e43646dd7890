"""Which photos are the same picture: copies, recompressions, re-exposures, crops, small turns, neighbours of a burst.

Fingerprints are compared as local structure: each point less its neighbourhood's mean, over its spread, so that exposure,
contrast and colour do not count. Every photo is held against windows of every other, which finds crops; what correlates is
brought into register (`luxvid.vision.register`) and compared again, finely. A mirrored picture is another picture.

Thresholds: among 265,000 pairs of different photos of rooms and houses none reached `SAME` in register. What reaches it barely
has to show the same things in the same places too, where that was seen (`luxvid.vision.overlap`), else to be of the same tint: a
house by day and by night from one spot are two pictures.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.looks import Look
from luxvid.media.cancelling import stop_if_cancelled
from luxvid.vision.looks import PRINT_PX
from luxvid.vision.overlap import overlap_of
from luxvid.vision.register import register, smoothing

_Floats = NDArray[np.float32]

SAME = 0.65
"""Correlation in register from which two fingerprints show the same picture."""

_PLAIN = 0.8  # correlation in register that needs no second opinion
_OTHER_LIGHT = 5.0  # a*b* between the mean colours from which it is another light, where nothing was seen
_SHARED = 0.65  # overlap that confirms the others
_SURE = 0.9  # coarse correlation that needs no second look
_LIKELY = 0.55  # coarse correlation from which a second look is worth its time
_CELLS = 8
_AT_ONCE = 8  # prints that are cut into windows at once: what that takes stays in the processor's cache
_SPANS = ((1.0, 1), (0.84, 3), (0.68, 4))  # windows: share of a side, and how many positions along it
_GRAIN = 16.0  # variance in code values below which structure is noise
_STARTS = tuple(
    (round(place, 4), round(place + share, 4))
    for share, places in _SPANS
    for place in (np.linspace(0, 1 - share, places) if places > 1 else (0.0,))
)


@frozen(eq=False)
class Likeness:
    """How alike photos are.

    Attributes:
        groups: Positions of photos that show the same picture, in ascending order; every position is in one group.
        alike: (n, n) float32, coarse correlation of each two photos over the best window, -1 to 1; unrelated
            photos reach 0.5, seldom more.
    """

    groups: tuple[tuple[int, ...], ...]
    alike: _Floats


def compare(looks: Sequence[Look]) -> Likeness:
    """Compare photos with one another; blocks for about 15 ms over 80 photos, 1.5 s over 1,000.

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> hills = Image.linear_gradient("L").rotate(30).convert("RGB")
        >>> compare([look_at(hills), look_at(hills.resize((400, 300)))]).groups
        ((0, 1),)
    """
    prints = np.stack([fingerprint_of(look) for look in looks]) if looks else np.zeros((0, PRINT_PX, PRINT_PX), np.float32)
    alike, window = _coarse(_structure(prints))
    both = np.maximum(alike, alike.T).round(2)  # beyond that, machines differ
    return Likeness(groups=_groups(looks, prints, alike, window), alike=both)


def fingerprint_of(look: Look) -> NDArray[np.float32]:
    """Return a look's fingerprint as (32, 32) float32, luma 0 to 255."""
    codes = np.frombuffer(b64decode(look.fingerprint), np.uint8)
    return codes.reshape(PRINT_PX, PRINT_PX).astype(np.float32)


def _structure(prints: _Floats) -> _Floats:
    """Return (n, windows, cells) float32: every window of every print as local structure of unit length."""
    cut = np.concatenate([_box_means(start, stop) for start, stop in _STARTS])
    near, wide = (np.kron(g, g).T for g in (smoothing(_CELLS, _CELLS / 12), smoothing(_CELLS, _CELLS / 6)))
    unit = np.empty((len(prints), len(_STARTS) ** 2, _CELLS**2), np.float32)
    for start in range(0, len(prints), _AT_ONCE):
        unit[start : start + _AT_ONCE] = _local(prints[start : start + _AT_ONCE], cut, near, wide)
    return unit


def _local(prints: _Floats, cut: _Floats, near: _Floats, wide: _Floats) -> _Floats:
    count, spans = len(prints), len(_STARTS)
    cells = (cut @ prints @ cut.T).reshape(count, spans, _CELLS, spans, _CELLS).transpose(0, 1, 3, 2, 4)
    flat = cells.reshape(count, spans * spans, _CELLS * _CELLS)
    local = flat - flat @ near
    local /= np.sqrt((local * local) @ wide + _GRAIN)
    local -= local.mean(axis=2, keepdims=True)
    length = np.sqrt(np.einsum("nwc,nwc->nw", local, local))
    unit: _Floats = local / np.maximum(length, 0.3 * _CELLS)[:, :, None]  # a picture without structure is like no other
    return unit


def _box_means(start: float, stop: float) -> _Floats:
    edges = np.linspace(start, stop, _CELLS + 1)[:, None] * PRINT_PX
    pixels = np.arange(PRINT_PX)
    share = np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)
    means: _Floats = (np.clip(share, 0, None) / (edges[1:] - edges[:-1])).astype(np.float32)
    return means


def _coarse(structure: _Floats) -> tuple[_Floats, NDArray[np.intp]]:
    """Return for row i and column j how well j fits into i's best window, and which window that is."""
    count = len(structure)
    alike = np.zeros((count, count), np.float32)
    window = np.zeros((count, count), np.intp)
    whole = np.ascontiguousarray(structure[:, 0].T) if count else structure.reshape(0, 0)
    for row in range(count):
        stop_if_cancelled()
        fit = structure[row] @ whole
        window[row] = fit.argmax(axis=0)
        alike[row] = fit.max(axis=0)
    return alike, window


def _groups(looks: Sequence[Look], prints: _Floats, alike: _Floats, window: NDArray[np.intp]) -> tuple[tuple[int, ...], ...]:
    leader = np.arange(len(prints))
    rows, columns = np.nonzero(np.triu(np.maximum(alike, alike.T), 1) >= _LIKELY)
    swapped = alike[columns, rows] > alike[rows, columns]
    rows, columns = np.where(swapped, columns, rows), np.where(swapped, rows, columns)
    sure = alike[rows, columns] >= _SURE
    _join(leader, rows[sure], columns[sure])
    open_ = ~sure & (leader[rows] != leader[columns])
    rows, columns = rows[open_], columns[open_]
    starts = [(*_STARTS[w % len(_STARTS)], *_STARTS[w // len(_STARTS)]) for w in window[rows, columns].tolist()]
    asked, pairs = np.unique(np.stack([rows, columns], axis=1), return_inverse=True)
    agreement = register(prints[asked], pairs.reshape(-1, 2), starts)
    same = np.array([_is_same(looks[a], looks[b], r) for a, b, r in zip(rows, columns, agreement, strict=True)], bool)
    _join(leader, rows[same], columns[same])
    groups: dict[int, list[int]] = {}
    for i, first in enumerate(leader.tolist()):
        groups.setdefault(first, []).append(i)
    return tuple(tuple(group) for group in groups.values())


def _is_same(first: Look, last: Look, agreement: float) -> bool:
    if agreement < SAME or agreement >= _PLAIN:
        return agreement >= SAME
    if first.traces and last.traces:
        return overlap_of(first, last).share >= _SHARED
    return _tints_apart(first, last) < _OTHER_LIGHT


def _tints_apart(first: Look, last: Look) -> float:
    """Return how far the mean colours of two pictures are apart in CIE a*b*, whatever their exposure."""
    a, b = (np.reshape(look.palette, (-1, 3))[:, 1:].mean(axis=0) for look in (first, last))
    return float(np.hypot(*(a - b)))


def _join(leader: NDArray[np.intp], rows: NDArray[np.intp], columns: NDArray[np.intp]) -> None:
    for a, b in zip(rows.tolist(), columns.tolist(), strict=True):
        low, high = sorted((int(leader[a]), int(leader[b])))
        leader[leader == high] = low
