"""Profiles are data; a disclosure says what its profile wants said, and where generated frames show."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from luxvid.disclosure import (
    CAPTURED_SOURCE,
    MIXED_SOURCE,
    UNKNOWN_SOURCE,
    DisclosedShot,
    Disclosure,
    DisclosureProfile,
    disclosure_profile,
    known_profiles,
    profile_from_file,
)
from luxvid.errors import InvalidInput
from luxvid.report import CAMERA_MOVE, FILE
from luxvid.timeline import Timeline
from luxvid.transitions import Cut, Dissolve

MADE = DisclosedShot(scene="living", title="Living room", duration_s=4, model="google/veo-3.1-fast", photos=["0" * 64])
MOVED = DisclosedShot(scene="kitchen", duration_s=4, treatment=CAMERA_MOVE, camera="hold")
TAKEN = DisclosedShot(scene="drone", duration_s=4, treatment=FILE)


@pytest.mark.parametrize("name", known_profiles())
def test_every_profile_says_where_and_when_it_was_read(name: str) -> None:
    profile = disclosure_profile(name)
    assert profile.name == name
    assert profile.remains
    assert len(profile.in_force) == len("2026-01-01")
    assert profile.sources
    for source in profile.sources:
        assert source.url.startswith("https://")
        assert source.on.startswith("2026-11-")


@pytest.mark.parametrize("name", known_profiles())
def test_generated_frames_are_stated_and_camera_moves_are_exempt(name: str) -> None:
    told = Disclosure.of_shots([MADE, MOVED], name, published_at="https://example.org/a")
    assert told.required
    assert told.source_type == MIXED_SOURCE
    assert "The frames of 1 of 2 shots were generated from photos of the property by google/veo-3.1-fast." in told.statement
    exempt = Disclosure.of_shots([MOVED, MOVED], name)
    assert not exempt.required
    assert (exempt.label, exempt.remains, exempt.source_type) == ("", (), CAPTURED_SOURCE)


def test_california_wants_the_address_and_says_where_it_is_missing() -> None:
    told = Disclosure.of_shots([MADE], "california_ab723", published_at="https://example.org/a")
    assert told.statement.endswith("can be seen at https://example.org/a.")
    assert "see link" in told.label
    without = Disclosure.of_shots([MADE], "california_ab723")
    assert any("published_at=" in duty for duty in without.remains)
    assert "Still to do: " in str(without)


def test_frames_of_files_are_not_vouched_for() -> None:
    told = Disclosure.of_shots([MOVED, TAKEN], "eu_ai_act_50")
    assert told.source_type == UNKNOWN_SOURCE
    assert "how those were made is not known here" in told.statement
    assert not told.required
    assert "drone" in told.remains[0]


@pytest.mark.parametrize("claim", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"])
def test_a_photo_that_says_it_was_altered_is_told_though_no_frame_was_generated(claim: str) -> None:
    staged = evolve(MOVED, files=["a.jpg", "staged.jpg"], photos=["0" * 64, "1" * 64], claims=["", claim])
    told = Disclosure.of_shots([MOVED, staged], "california_ab723", published_at="https://example.org/a")
    assert told.required
    assert told.label
    assert told.source_type == MIXED_SOURCE
    assert "By their own account, these photos were generated or edited with AI: staged.jpg." in told.statement
    assert "as they were before" in told.remains[-1]
    assert told.labelled(Timeline.of([4, 4], [Cut()], fps=Fraction(30))) == ((120, 240),)


@pytest.mark.parametrize(("claim", "source"), [("digitalCapture", CAPTURED_SOURCE), ("digitalCreation", UNKNOWN_SOURCE)])
def test_other_claims_of_photos_ask_for_nothing(claim: str, source: str) -> None:
    told = Disclosure.of_shots([evolve(MOVED, files=["a.jpg"], photos=["0" * 64], claims=[claim])], "california_ab723")
    assert not told.required
    assert told.source_type == source


def test_a_profile_of_ones_own_is_data_too(tmp_path: Path) -> None:
    mine = DisclosureProfile(name="mine", title="House rule", where="our site", label="KI-Bilder", statement="Achtung: {facts}")
    assert Disclosure.of_shots([MADE], mine).statement.startswith("Achtung: All frames were generated")
    assert DisclosureProfile.from_json(mine.to_json()) == mine
    for text, match in (("name =", "not TOML"), ('name = "a"', "missing key"), ("statement = '{fact}'", "what can be filled in")):
        (tmp_path / "mine.toml").write_text(text if "name" in text else f"name='a'\ntitle='b'\nwhere='c'\n{text}")
        with pytest.raises(InvalidInput, match=match):
            profile_from_file(tmp_path / "mine.toml")
    with pytest.raises(InvalidInput, match="cannot be read"):
        profile_from_file(tmp_path / "none.toml")
    with pytest.raises(InvalidInput, match="california_ab723"):
        Disclosure.of_shots([MADE], "texas")


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/a", "https://", "javascript:alert(1)"])
def test_only_web_addresses_are_published(address: str) -> None:
    with pytest.raises(InvalidInput, match="web address"):
        Disclosure.of_shots([MADE], published_at=address)


def test_the_label_shows_exactly_as_long_as_generated_frames_do() -> None:
    timeline = Timeline.of([2, 2, 2, 2], [Dissolve(frames=10), Cut(), Dissolve(frames=11)], fps=Fraction(30))
    assert Disclosure.of_shots([MOVED, MADE, MOVED, MADE]).labelled(timeline) == ((55, 120), (174, 240))
    assert Disclosure.of_shots([MOVED, MADE, MADE, MOVED]).labelled(timeline) == ((55, 185),)
    assert Disclosure.of_shots([MOVED] * 4).labelled(timeline) == ()
    with pytest.raises(InvalidInput, match="4 shots, not 1"):
        Disclosure.of_shots([MADE]).labelled(timeline)
