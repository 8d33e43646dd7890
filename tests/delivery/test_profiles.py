"""Profiles: data with a source and a date, and one's own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import luxvid
from luxvid.delivery import Profile, Rule, known_profiles, profile, read_profiles
from luxvid.errors import InvalidInput

LISTED = ["master", "mls_unbranded", "youtube", "instagram_reel", "tiktok", "web", "portal"]


def test_every_rule_says_who_made_it_and_what_is_not_verified() -> None:
    assert list(known_profiles()) == LISTED
    for each in known_profiles().values():
        for rule in each.rules:
            assert rule.source.title, (each.name, rule.fact)
            assert rule.source.read_on == "2026-11-29"
            if not rule.source.url and not rule.source.title.startswith("luxvid"):
                assert not rule.source.verified, rule.source.title


def test_profiles_come_back_from_json() -> None:
    for each in known_profiles().values():
        assert Profile.from_json(each.to_json()) == each


def test_youtube_asks_for_half_second_gops_two_b_frames_and_no_edit_list() -> None:
    youtube = profile("youtube")
    encoding = youtube.encoding(luxvid.Encoding(fps=25))
    assert (encoding.gop_s, encoding.b_frames, encoding.fps) == (Fraction(1, 2), 2, Fraction(25))
    assert not youtube.edit_list
    assert youtube.audio_kbps == 384


@pytest.mark.parametrize(
    ("name", "size"),
    [("master", (3840, 2160)), ("instagram_reel", (1080, 1920)), ("web", (1280, 720)), ("portal", (1920, 1080))],
)
def test_pictures_take_their_profiles_shape_and_bound(name: str, size: tuple[int, int]) -> None:
    encoding = profile(name).encoding(luxvid.Encoding.landscape(2160))
    assert (encoding.width_px, encoding.height_px) == size


def test_a_picture_is_never_made_larger_than_the_film() -> None:
    reel = profile("instagram_reel").encoding(luxvid.Encoding.landscape(360))
    assert (reel.width_px, reel.height_px) == (360, 640)


def test_where_nothing_differs_the_picture_is_the_films_own() -> None:
    film = luxvid.Encoding(crf=20, preset="fast")
    assert profile("master").encoding(film) == profile("portal").encoding(film) == film
    wide = luxvid.Encoding(width_px=1920, height_px=804)
    assert profile("mls_unbranded").encoding(wide) == wide


def test_a_file_of_ones_own_profiles_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        'read_on = 2026-11-01\n[sources.us]\ntitle = "our kiosk"\n'
        '[[every]]\nfact = "edit_list"\none_of = ["no"]\nsource = "us"\n'
        '[profiles.kiosk]\nshape = "portrait"\nedit_list = false\n'
        'rules = [{ fact = "size_mb", most = 20, source = "us" }]\n'
    )
    (kiosk,) = read_profiles(file)
    assert [rule.fact for rule in kiosk.rules] == ["edit_list", "size_mb"]
    assert kiosk.rules[0].source.read_on == "2026-11-01"
    assert kiosk.encoding(luxvid.Encoding()).height_px == 1350


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[profiles.a]\nshape = 'round'", "shape"),
        ("[profiles.a]\nrules = [{ fact = 'weight', most = 3 }]", "weight"),
        ("[profiles.a]\nrules = [{ fact = 'size_mb', most = 3, source = 'nobody' }]", "nobody"),
        ("[profiles.a]\nrules = [{ fact = 'size_mb' }]", "size_mb"),
        ("[profiles.a]\ncolour = 'red'", "colour"),
        ("[profiles.'a/b']\ntitle = ''", "a/b"),
        ("= 3", "ours.toml"),
    ],
)
def test_what_is_wrong_in_such_a_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text)
    with pytest.raises(InvalidInput, match=named):
        read_profiles(file)


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match=r"'vimeo'.*youtube"):
        profile("vimeo")


def test_rules_hold_to_their_bounds() -> None:
    loud = Rule(fact="loudness_lufs", least=-14.5, most=-13.5)
    assert loud.wanted == "at least -14.5 LUFS, at most -13.5 LUFS"
    assert [loud.allows(measured) for measured in (-14.6, -14.5, -14, -13.5, -13.4)] == [False, True, True, True, False]
    assert not Rule(fact="size_mb", most=1).allows("none")
    assert Rule(fact="edit_list", one_of=["no"]).allows("no")
