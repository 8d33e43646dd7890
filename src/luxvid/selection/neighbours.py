"""What photos of one place tell of one another: a bath seen for certain tells what the dim corner beside it is.

Chances are passed on over measured overlap, as in a Markov random field (belief propagation; Pearl 1988): two photos either show
the same kind of room, with a chance that grows with their overlap, or have nothing to tell each other. So one neighbour can raise
a chance some times over, and can never rule one out; who is sure stays sure. What a photo heard from a neighbour it does not tell
that neighbour back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from luxvid.selection.candidates import Candidate
from luxvid.vision.overlap import LIKELY
from luxvid.vision.rooms import OPEN_AIR, ROOMS, chances

_Floats = NDArray[np.float64]

_SAME = 0.6  # overlap from which two photos inside show one kind of room; up to `LIKELY` they have nothing to tell
_SUREST = 0.9
_TRUST = 0.5  # exponent of each message: photos that look alike are mistaken for the same things
_ROUNDS = 2


def informed(candidates: Sequence[Candidate], overlap: NDArray[np.float32]) -> tuple[Candidate, ...]:
    """Return the candidates, each with the chances of rooms that its neighbours leave it; `overlap` (n, n), symmetric."""
    if not candidates:
        return ()
    before = np.array([[one.chance[room] for room in ROOMS] for one in candidates])
    after = passed_on(before, overlap)
    return tuple(
        evolve(one, chance=dict(zip(ROOMS, chance.tolist(), strict=True)), is_told=chance.argmax() != own.argmax())
        if (chance != own).any()
        else one
        for one, own, chance in zip(candidates, before, after, strict=True)
    )


def passed_on(chance: _Floats, overlap: NDArray[np.float32]) -> _Floats:
    """Return (n, rooms): the chances after two rounds of messages between photos that overlap."""
    usual = np.array(list(chances(()).values()))
    first, last = np.nonzero(_same_room(chance, overlap))
    if not len(first):
        return chance
    same = _same_room(chance, overlap)[first, last, None]
    heard = np.zeros((len(first), len(ROOMS)))  # what `last` hears from `first`, as logarithms
    back = _reverse(first, last, len(chance))
    total = np.zeros_like(chance)
    for _ in range(_ROUNDS):
        known = _normal(np.log(chance)[first] + total[first] - heard[back])
        heard = _TRUST * np.log((same * known + (1 - same) * usual) / usual)
        total = np.zeros_like(chance)
        np.add.at(total, last, heard)
    return _normal(np.log(chance) + total).round(6)


def _same_room(chance: _Floats, overlap: NDArray[np.float32]) -> _Floats:
    """Return (n, n): the chance that two photos show the same kind of room because they show one place; 0 on the diagonal.

    In the open air nothing is passed on: house, pool and garden are seen from one another.
    """
    open_air = chance[:, [ROOMS.index(room) for room in OPEN_AIR]].sum(axis=1)
    same = np.clip((overlap - LIKELY) / (_SAME - LIKELY), 0, _SUREST) * (1 - open_air[:, None] * open_air)
    np.fill_diagonal(same, 0)
    found: _Floats = same
    return found


def _reverse(first: NDArray[np.intp], last: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Return for each edge where the edge the other way stands; edges are in the order of `first`, then `last`."""
    return np.searchsorted(first * count + last, last * count + first)


def _normal(logs: _Floats) -> _Floats:
    weight = np.exp(logs - logs.max(axis=1, keepdims=True))
    shares: _Floats = weight / weight.sum(axis=1, keepdims=True)
    return shares
