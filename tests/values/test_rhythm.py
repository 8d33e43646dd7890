"""The grid of beats, and cuts laid on it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luxvid.errors import InvalidInput
from luxvid.rhythm import Beats, moved

FPS = Fraction(30)


def cuts_of(*lengths: str) -> list[Fraction]:
    cuts = [Fraction(0)]
    for length in lengths:
        cuts.append(cuts[-1] + Fraction(length))
    return cuts[1:]


def test_beats_are_counted_from_the_first() -> None:
    grid = Beats(tempo_bpm="97.5", first_beat_s="0.25", per_bar=3)
    assert grid.at_s(0) == Fraction(1, 4)
    assert grid.nearest(grid.at_s(-4)) == -4
    assert [beat for beat in range(-3, 4) if grid.begins_bar(beat)] == [-3, 0, 3]
    assert [beat for beat, _ in grid.until(Fraction(2))] == [0, 1, 2]
    assert grid.shifted(Fraction(1)).at_s(0) == Fraction(5, 4)
    assert Beats.from_json(grid.to_json()) == grid


@pytest.mark.parametrize(
    ("lengths", "tempo", "per_bar"),
    [
        (["4"] * 7, 60, 4),  # bars of 4 s
        (["3"] * 5, 60, 4),  # beats of 1 s; a bar every fourth second
        (["2.5", "5", "7.5"], 72, 4),  # 3 beats in 2.5 s
    ],
)
def test_a_tempo_is_found_that_puts_every_cut_on_a_beat(lengths: list[str], tempo: int, per_bar: int) -> None:
    cuts = cuts_of(*lengths)
    grid = Beats.fitted(cuts, slowest=58, fastest=76, wanted=66)
    assert grid == Beats(tempo_bpm=tempo, per_bar=per_bar)
    assert all(grid.off_s(cut) == 0 for cut in cuts)


def test_where_the_cuts_leave_the_choice_the_tempo_is_the_wanted_one() -> None:
    grid = Beats.fitted([Fraction(60)], slowest=80, fastest=100, wanted=91)
    assert abs(grid.tempo_bpm - 91) <= 1


def test_bars_of_three_are_chosen_where_they_fit_better() -> None:
    assert Beats.fitted(cuts_of(*["4"] * 7), slowest=84, fastest=100, wanted=92, per_bar=(4, 3)).per_bar == 3


@given(
    lengths=st.lists(st.integers(20, 400), min_size=1, max_size=12),
    tempo=st.integers(50, 180),
    first=st.fractions(-2, 2, max_denominator=50),
    per_bar=st.integers(2, 7),
    fps=st.sampled_from([Fraction(24), Fraction(30), Fraction(30_000, 1001), Fraction(60)]),
)
def test_moved_cuts_are_on_beats_and_the_film_keeps_its_length(
    lengths: list[int], tempo: int, first: Fraction, per_bar: int, fps: Fraction
) -> None:
    cuts = [0]
    for length in lengths:
        cuts.append(cuts[-1] + length)
    beats = Beats(tempo_bpm=tempo, first_beat_s=first, per_bar=per_bar)
    new = moved(cuts, beats, fps=fps, at_most=Fraction(1, 5))
    assert (new[0], new[-1], len(new)) == (0, cuts[-1], len(cuts))
    assert all(before < after for before, after in pairwise(new))
    for number in range(1, len(cuts) - 1):
        shorter = min(lengths[number - 1], lengths[number])
        assert abs(new[number] - cuts[number]) <= shorter / 5
        is_near = abs(beats.off_s(cuts[number] / fps)) * fps <= Fraction(shorter, 5) - 1
        if new[number] != cuts[number] or is_near:
            assert abs(beats.off_s(new[number] / fps)) <= Fraction(1, 2) / fps


def test_a_bar_is_preferred_to_a_nearer_beat_and_what_is_fixed_stays() -> None:
    beats = Beats(tempo_bpm=120)
    assert moved([0, 125, 300], beats, fps=FPS, at_most=Fraction(1, 5)) == [0, 120, 300]
    assert moved([0, 130, 300], beats, fps=FPS, at_most=Fraction(1, 5)) == [0, 120, 300]
    assert moved([0, 130, 300], beats, fps=FPS, at_most=Fraction(1, 20)) == [0, 135, 300]
    assert moved([0, 130, 300], beats, fps=FPS, at_most=Fraction(1, 100)) == [0, 130, 300]
    assert moved([0, 130, 300], beats, fps=FPS, fixed=[False, True], at_most=Fraction(1, 5)) == [0, 130, 300]


@pytest.mark.parametrize("settings", [{"tempo_bpm": 0}, {"tempo_bpm": "fast"}, {"tempo_bpm": 90, "per_bar": 0}])
def test_grids_that_cannot_be_are_named(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=r"tempo_bpm|per_bar"):
        Beats(**settings)
