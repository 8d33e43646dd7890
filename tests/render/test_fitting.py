"""Which length is bought, and which of a clip's frames stand where."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luxvid.errors import InputRefused, InvalidInput
from luxvid.providers.models import video_model
from luxvid.render.fitting import MOST_LEFT_OUT, plan
from luxvid.render.offers import Lengths, Need, Offer, offers, tried

SILENT = {"generate_audio": False}


def found(name: str, seconds: str, *, ends: bool = True, size: str = "", lengths: Lengths = "cheapest") -> list[Offer]:
    need = Need(seconds=Fraction(seconds), fps=Fraction(30), ends=ends, size=size, lengths=lengths)
    model = video_model(name)
    return offers(model, {**model.always, **(SILENT if model.sound else {})}, need)


def named(found: list[Offer]) -> list[str]:
    return [f"{float(offer.variant.seconds):g} {offer.variant.size}" for offer in found]


@given(st.lists(st.floats(0, 20), max_size=60), st.integers(1, 80), st.booleans())
def test_a_plan_runs_forwards_from_the_first_frame_to_the_last(motion: list[float], wanted: int, ends: bool) -> None:  # noqa: FBT001
    made = plan(motion, wanted, ends=ends)
    frames, places = len(motion) + 1, [place.index + place.level for place in made.places]
    assert len(places) == wanted
    assert places[0] == 0
    assert places == sorted(places)
    assert all(0 <= place <= frames - 1 for place in places)
    if ends and wanted > 1:
        assert places[-1] == frames - 1
    if frames >= wanted:
        assert made.counts["repeated"] == 0


@given(st.integers(2, 200))
def test_as_many_frames_as_are_wanted_stand_once_each(frames: int) -> None:
    made = plan([1.0] * (frames - 1), frames, ends=True)
    assert [place.index for place in made.places] == list(range(frames))
    assert made.counts == {"repeated": 0, "dropped": 0, "blended": 0}


@given(st.lists(st.floats(0, 9), min_size=6, max_size=10), st.integers(1, 2))
def test_the_frames_that_are_left_out_are_the_best_ones(motion: list[float], fewer: int) -> None:
    frames = len(motion) + 1
    wanted = frames - fewer
    if fewer > MOST_LEFT_OUT * frames:
        return
    mean = float(np.mean(motion)) or 1.0
    way = np.concatenate([[0.0], np.cumsum(np.array(motion) / mean)]) + np.arange(frames)

    def uneven(chosen: tuple[int, ...]) -> float:
        return float((np.diff(way[list(chosen)]) ** 2).sum())

    made = tuple(place.index for place in plan(motion, wanted, ends=True).places)
    best = min(uneven((0, *inner, frames - 1)) for inner in combinations(range(1, frames - 1), wanted - 2))
    assert uneven(made) == pytest.approx(best, rel=1e-3, abs=1e-3)


def test_six_seconds_of_a_clip_fill_a_scene_with_its_passages_without_mixing() -> None:
    made = plan([1.0] * 143, 135, ends=True)
    assert made.counts == {"repeated": 0, "dropped": 9, "blended": 0}


def test_what_stands_nearly_still_is_left_out_first() -> None:
    motion = [0.05] * 9 + [1.0] * 100
    made = [place.index for place in plan(motion, 104, ends=True).places]
    left_out = set(range(110)) - set(made)
    assert left_out <= set(range(1, 10))


def test_far_too_many_frames_are_mixed_evenly_and_every_second_one_is_taken_as_it_is() -> None:
    assert plan([1.0] * 191, 135, ends=True).counts["blended"] > 100
    assert plan([1.0] * 268, 135, ends=True).counts["blended"] == 0


def test_without_an_end_to_show_what_is_too_long_is_cut_off() -> None:
    assert [place.index for place in plan([1.0] * 191, 135, ends=False).places] == list(range(135))


def test_the_cheapest_length_that_fits_is_first_and_doubts_follow() -> None:
    assert named(found("google/veo-3.1-fast", "4.5"))[:2] == ["4 1080p", "4 720p"]
    assert named(tried(found("google/veo-3.1-fast", "4.5"))) == ["4 1080p", "4 720p", "8 1080p"]
    assert named(tried(found("google/veo-3.1-fast", "4.5", ends=False))) == ["4 1080p", "4 720p"]
    assert named(tried(found("google/veo-3.1-fast", "7"))) == ["6 1080p", "6 720p", "8 1080p"]
    assert named(found("minimax/hailuo-02", "4.5")) == ["6 768p", "6 1080p"]
    assert named(found("kwaivgi/kling-v2.1", "4.5")) == ["5 pro"]
    assert named(found("kwaivgi/kling-v2.1", "4.5", ends=False))[0] == "5 standard"
    assert named(found("wan-video/wan-2.2-i2v-fast", "4.5"))[0] == "5.0625 720p"
    assert named(tried(found("bytedance/seedance-1-pro", "4.5")))[0] == "4 1080p"
    assert named(tried(found("bytedance/seedance-1-pro", "4.5")))[-1] == "5 1080p"


def test_with_every_frame_a_longer_clip_is_bought() -> None:
    first = found("google/veo-3.1-fast", "4.5", lengths="every_frame")[0]
    assert named([first]) == ["6 1080p"]
    assert first.usd == Decimal("0.60")


def test_a_size_that_is_asked_for_is_the_only_one() -> None:
    assert named(found("minimax/hailuo-02", "4.5", size="1080p")) == ["6 1080p"]
    with pytest.raises(InvalidInput, match="has no size '4k'"):
        found("minimax/hailuo-02", "4.5", size="4k")
    with pytest.raises(InvalidInput, match="no price of minimax/hailuo-02 is known for 512p"):
        found("minimax/hailuo-02", "4.5", size="512p")


@pytest.mark.parametrize("name", ["google/veo-3", "google/veo-3-fast"])
def test_a_model_without_a_last_frame_is_refused_for_pairs_only(name: str) -> None:
    with pytest.raises(InputRefused, match="takes no last frame"):
        found(name, "4.5")
    assert named(found(name, "4.5", ends=False))[0] == "4 1080p"


def test_what_no_length_can_fill_is_refused_before_it_costs() -> None:
    with pytest.raises(InputRefused, match=r"fits 30 s: 10 s would run at 0\.33×"):
        found("minimax/hailuo-02", "30")
    with pytest.raises(InputRefused, match=r"4 s would run at 4\.00×"):
        found("google/veo-3.1-fast", "1")
    assert named(found("google/veo-3-fast", "1", ends=False))[0] == "4 1080p"
