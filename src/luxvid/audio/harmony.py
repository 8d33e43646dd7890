"""Harmony in one major key: chords, which follows which, and voicings that move as little as they can."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from random import Random
from typing import Literal

from attrs import frozen

from luxvid.errors import InvalidInput

Degree = Literal["I", "ii", "iii", "IV", "V", "vi"]
Colour = Literal["plain", "added ninth", "seventh", "open"]

DEGREES: tuple[Degree, ...] = ("I", "ii", "iii", "IV", "V", "vi")
TONICS = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")

_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_COLOURS: dict[Colour, tuple[int, ...]] = {
    "plain": (0, 2, 4),
    "added ninth": (0, 2, 4, 1),
    "seventh": (0, 2, 4, 6),
    "open": (0, 4, 1),
}
_FOLLOWS: dict[Degree | None, tuple[float, ...]] = {
    None: (3.0, 0.3, 0.2, 1.5, 0.2, 1.5),
    "I": (0.5, 1.0, 1.0, 2.0, 1.5, 2.0),
    "ii": (1.0, 0.3, 0.5, 1.0, 2.5, 1.0),
    "iii": (0.6, 0.7, 0.2, 2.0, 0.4, 2.0),
    "IV": (2.0, 1.0, 0.7, 0.3, 2.0, 1.0),
    "V": (2.5, 0.3, 0.5, 1.0, 0.2, 2.0),
    "vi": (1.0, 1.5, 1.0, 2.0, 1.2, 0.3),
}
_VOICES = 4
_LOWEST_SECOND = 60
"""Seconds between neighbouring voices sound muddy below this MIDI note."""


@frozen(kw_only=True)
class Chord:
    """A chord of a key: its degree, its root, and its tones as pitch classes, root first (C is 0)."""

    degree: Degree
    tones: tuple[int, ...]

    @property
    def root(self) -> int:
        """Pitch class of the root."""
        return self.tones[0]


@frozen(kw_only=True)
class Key:
    """A major key by the pitch class of its tonic."""

    tonic: int

    @classmethod
    def named(cls, name: str) -> Key:
        """Return the key of a tonic such as "D" or "Bb". Raises `InvalidInput`."""
        if name not in TONICS:
            raise InvalidInput(f"tonic must be one of {', '.join(TONICS)}, not {name!r}")
        return cls(tonic=TONICS.index(name))

    def chord(self, degree: Degree, colour: Colour = "plain") -> Chord:
        """Return the chord on a degree; the third degree takes a seventh for a ninth, which would be a harsh one."""
        if degree == "iii" and colour in ("added ninth", "open"):
            colour = "seventh"
        base = {"I": 0, "ii": 1, "iii": 2, "IV": 3, "V": 4, "vi": 5}[degree]
        steps = (_MAJOR[(base + step) % 7] for step in _COLOURS[colour])
        return Chord(degree=degree, tones=tuple((self.tonic + step) % 12 for step in steps))

    @property
    def pentatonic(self) -> tuple[int, ...]:
        """Pitch classes of the five tones that sound well over every chord of the key."""
        return tuple((self.tonic + step) % 12 for step in (0, 2, 4, 7, 9))


def choose_pattern(patterns: Sequence[tuple[Degree, ...]], before: Degree | None, random: Random) -> tuple[Degree, ...]:
    """Return one of the patterns, the likelier the better its first chord follows the one before."""
    weights = [_FOLLOWS[before][DEGREES.index(pattern[0])] for pattern in patterns]
    return random.choices(patterns, weights)[0]


def voiced(chord: Chord, *, centre: int, before: Sequence[int] = ()) -> tuple[int, ...]:
    """Return four MIDI notes, low to high: all tones of the chord, near `centre`, moved as little as can be from `before`."""
    near = [note for note in range(centre - 12, centre + 13) if note % 12 in chord.tones]
    candidates = [c for c in combinations(near, _VOICES) if {n % 12 for n in c} == set(chord.tones) and _is_clear(c)]
    return min(candidates, key=lambda notes: (_cost(notes, centre, before), notes))


def nearest(tones: Sequence[int], note: float) -> int:
    """Return the MIDI note among the pitch classes that lies nearest; of two, the lower."""
    around = range(round(note) - 7, round(note) + 8)
    return min((n for n in around if n % 12 in tones), key=lambda n: (abs(n - note), n))


def _is_clear(notes: Sequence[int]) -> bool:
    return all((3 if low < _LOWEST_SECOND else 2) <= high - low <= 9 for low, high in pairwise(notes))


def _cost(notes: Sequence[int], centre: int, before: Sequence[int]) -> float:
    drift = abs(sum(notes) / len(notes) - centre)
    moved = sum(abs(a - b) for a, b in zip(notes, before, strict=True)) if before else 0
    return moved + 0.5 * drift + 0.1 * (notes[-1] - notes[0])
