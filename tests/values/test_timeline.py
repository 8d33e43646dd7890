"""Time is exact: pieces tile the film, whatever the lengths, rates and passages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luxvid.errors import InvalidInput
from luxvid.timeline import Body, Passage, Timeline
from luxvid.transitions import Cut, Dissolve, FadeThroughBlack, Transition

RATES = st.sampled_from([Fraction(30), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001)])
LENGTHS = st.lists(st.fractions(min_value=Fraction(1, 10), max_value=20, max_denominator=1001), min_size=1, max_size=9)
PASSAGES = st.builds(Transition, kind=st.sampled_from(["cut", "dissolve", "fade"]), frames=st.integers(0, 120))


@given(lengths=LENGTHS, rate=RATES, data=st.data())
def test_pieces_tile_the_film_and_its_length_never_changes(lengths: list[Fraction], rate: Fraction, data: st.DataObject) -> None:
    between = data.draw(st.lists(PASSAGES, min_size=len(lengths) - 1, max_size=len(lengths) - 1))
    film = Timeline.of(lengths, between, fps=rate)
    pieces = list(film.pieces())
    assert sum(piece.frames for piece in pieces) == film.frames
    assert abs(film.frames - sum(lengths) * rate) <= Fraction(1, 2)
    shown: dict[int, int] = {}
    for piece in pieces:
        if isinstance(piece, Body):
            assert piece.start == shown.get(piece.clip, 0)
            shown[piece.clip] = piece.stop
        else:
            assert piece.out_start == shown.get(piece.clip, 0)
            shown[piece.clip + 1] = piece.in_start + piece.frames
            assert shown[piece.clip + 1] == piece.transition.after


@pytest.mark.parametrize("passage", [Cut(), Dissolve(frames=15), FadeThroughBlack(frames=24)])
def test_seven_scenes_of_four_seconds_are_840_frames(passage: Transition) -> None:
    film = Timeline.of([4] * 7, [passage] * 6, fps=Fraction(30))
    assert film.frames == 840
    assert film.duration_s == 28


def test_a_dissolve_takes_the_larger_half_before_the_cut() -> None:
    body, passage, *_ = Timeline.of([4, 4], [Dissolve(frames=15)], fps=Fraction(30)).pieces()
    assert isinstance(body, Body)
    assert isinstance(passage, Passage)
    assert (body.stop, passage.out_start, passage.in_start, passage.frames) == (112, 112, -8, 15)


def test_a_passage_is_shortened_to_what_its_clips_can_give() -> None:
    film = Timeline.of([Fraction(1, 3), 4], [Dissolve(frames=60)], fps=Fraction(30))
    assert [t.frames for t in film.transitions] == [10]


def test_levels_rise_evenly_and_stay_inside() -> None:
    passage = Passage(clip=0, transition=Dissolve(frames=4), out_start=0)
    assert [passage.level(k) for k in range(4)] == [0.125, 0.375, 0.625, 0.875]


@pytest.mark.parametrize(
    ("lengths", "between"), [([], []), ([4, 4], []), ([Fraction(1, 100), 4], [Cut()])], ids=["none", "passages", "short"]
)
def test_what_cannot_be_a_film_is_refused(lengths: list[Fraction], between: list[Transition]) -> None:
    with pytest.raises(InvalidInput):
        Timeline.of(lengths, between, fps=Fraction(30))
