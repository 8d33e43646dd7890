"""Chords and how they are voiced."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from luxvid.audio.harmony import DEGREES, TONICS, Colour, Degree, Key, choose_pattern, nearest, voiced
from luxvid.errors import InvalidInput

COLOURS: tuple[Colour, ...] = ("plain", "added ninth", "seventh", "open")


@pytest.mark.parametrize("tonic", TONICS)
@pytest.mark.parametrize("colour", COLOURS)
def test_every_chord_is_voiced_whole_and_clearly(tonic: str, colour: Colour) -> None:
    for degree in DEGREES:
        chord = Key.named(tonic).chord(degree, colour)
        notes = voiced(chord, centre=60)
        assert {note % 12 for note in notes} == set(chord.tones)
        assert all(2 <= high - low <= 9 for low, high in pairwise(notes))
        assert all(40 < note < 80 for note in notes)


def test_voices_move_little() -> None:
    key, notes = Key.named("D"), voiced(Key.named("D").chord("I"), centre=60)
    for degree in ("vi", "IV", "V", "I", "iii", "vi", "ii", "V", "I"):
        following = voiced(key.chord(degree), centre=60, before=notes)
        assert sum(abs(a - b) for a, b in zip(notes, following, strict=True)) <= 12
        notes = following


def test_patterns_follow_what_went_before() -> None:
    patterns: tuple[tuple[Degree, ...], ...] = (("I", "IV"), ("iii", "vi"))
    chosen = [choose_pattern(patterns, "V", Random(seed))[0] for seed in range(50)]  # noqa: S311  music, no secret
    assert chosen.count("I") > 35


def test_the_nearest_tone_is_found() -> None:
    assert nearest((0,), 62.0) == 60
    assert nearest((0, 7), 64.5) == 67
    assert nearest((9,), 69.4) == 69


def test_an_unknown_tonic_is_named() -> None:
    with pytest.raises(InvalidInput, match="'H'"):
        Key.named("H")
