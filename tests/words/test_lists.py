"""The lists of words: how often they are wrong, what they see through, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.words.corpus import files, measured
from luxvid.errors import InvalidInput
from luxvid.words import Term, WordChecker, WordList, list_from_file
from luxvid.words.lists import branding_words, matchers_for

MOST = {"honest": 0.01, "steering": 0.02}
US = WordChecker(locale="en-US")


def groups(text: str, checker: WordChecker = US) -> list[str]:
    return [finding.group for finding in checker.check_texts({"line": text})]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_they_are_rarely_wrong(path: Path) -> None:
    result = measured(path)
    assert result.share <= MOST[result.kind], result.wrong


@pytest.mark.parametrize("country", ["US", "GB", "DE", "FR", "ES"])
def test_every_word_has_a_reason_and_a_source(country: str) -> None:
    for matcher in (*matchers_for(country), branding_words()):
        assert matcher.words.seen_on
        for term in matcher.words.terms:
            assert term.reason
            assert matcher.words.source(term).startswith("http")


@pytest.mark.parametrize(
    "text",
    ["family-friendly", "Family friendly", "FAMILY–FRIENDLY", "familyfriendly", "#FamilyFriendly", "fámily\u2011friendly",
     "\uff26amily-friendly", "family\u00adfriendly", "family\u200b-friendly", "“family-friendly”",
     "Family-\u00a0friendly", "family_friendly"],
)  # fmt: skip
def test_spelling_does_not_hide_a_word(text: str) -> None:
    (finding,) = US.check_texts({"line": f"A {text} street"})
    assert finding.group == "familial status"
    assert finding.found.strip("“”#") == text.strip("“”#")


@pytest.mark.parametrize(
    "text", ["No steps. Children's room upstairs", "No stairs; kids' bath below", "It is safe: street lamps are new"]
)
def test_sentences_are_not_read_as_one(text: str) -> None:
    assert groups(text) == []


@pytest.mark.parametrize(
    "text",
    ["master bedroom", "rare find", "desirable neighborhood", "apartment complex with chapel", "kosher meals available",
     "mother-in-law suite", "bachelor apartment", "great view", "fourth-floor walk-up", "walk-in closets", "jogging trails",
     "walk to bus-stop", "non-smoking", "sober", "wheelchair ramp", "two bedroom", "cozy", "family room", "no bicycles allowed",
     "quiet streets", "Merry Christmas", "Happy Easter"],
)  # fmt: skip
def test_what_hud_calls_no_violation_is_left_alone(text: str) -> None:
    assert groups(text) == []
    assert groups(f"{text.title()} and a view") == []


def test_the_longest_of_several_is_told() -> None:
    found = [finding.found for finding in US.check_texts({"line": "Perfect for young professionals and families"})]
    assert found == ["Perfect for young professionals and families"]


def test_a_country_has_its_own_list() -> None:
    assert groups("Ideal for a growing family near great schools")
    assert groups("Ideal for a growing family near great schools", WordChecker(locale="en-GB")) == []
    assert groups("No DSS", WordChecker(locale="en-GB")) == ["familial status"]
    assert groups("Kein Zutritt. Keine Ausländer", WordChecker(locale="de-DE")) == ["race or national origin"]


def test_lists_of_ones_own_come_on_top_and_exceptions_hold() -> None:
    house = WordList(
        name="house", terms=[Term(phrases=["stunning", "boasts?"], group="style", reason="worn", better="say what is there")]
    )
    checker = WordChecker(locale="en-US", lists=[house], allowed=["Family-Friendly Lane"])
    found = [
        (each.found, each.severity) for each in checker.check_texts({"line": "Stunning: 4 family friendly lane boasts a pool"})
    ]
    assert found == [("Stunning", "warning"), ("boasts", "warning")]


def test_a_list_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        'name = "house"\n[parts]\nworn = "stunning|unique"\n[[terms]]\nphrases = ["{worn}"]\ngroup = "style"\nreason = "worn"'
    )
    assert groups("A unique home", WordChecker(lists=[list_from_file(path)])) == ["style"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = 1\n[", "cannot be read"),
        ('name = "x"\nwords = 1', "unknown keys"),
        ('name = "x"\n[[terms]]\nphrases = ["("]\ngroup = "g"\nreason = "r"', "are no patterns"),
        ('name = "x"\n[[terms]]\nphrases = ["{gone}"]\ngroup = "g"\nreason = "r"', "names the part 'gone'"),
    ],
)
def test_a_list_that_cannot_be_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    with pytest.raises(InvalidInput, match=says):
        list_from_file(tmp_path / "bad.toml")
