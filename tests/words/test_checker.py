"""A storyboard's words, each with its place."""

from __future__ import annotations

import pickle

import pytest

from luxvid import Brand, Photo, Scene, Shot, Storyboard
from luxvid.errors import InvalidInput, WordsRefused
from luxvid.scenes import LUXURY_SCENES
from luxvid.words import Finding, WordChecker, check_words

PHOTO = Photo(file="a.jpg", digest="0" * 64, size=1, width_px=4, height_px=3, caption="Kids will love the pool")
BOARD = Storyboard(
    shots=[
        Shot(scene=Scene(key="living"), first=PHOTO, title="Family-friendly living room", detail="62 m2"),
        Shot(scene=Scene(key="den", title="Man cave"), prompt="A young couple dances, an adults-only party. 62 m2"),
    ],
    brand=Brand(name="Christian Home Realty", tone="exclusive enclave", phone="555-123-4567", contact="Adults only"),
).titled(headline="Safe neighborhood", price="€ 1.200.000")


def test_every_text_is_looked_at_and_named_by_its_place() -> None:
    found = {finding.where: finding.found for finding in check_words(BOARD, locale="en-US") if finding.group != "spelling"}
    assert found == {
        "listing.headline": "Safe neighborhood",
        "shots.living.title": "Family-friendly",
        "shots.living.first.caption": "Kids will love",
        "shots.den.prompt": "adults-only",
        "shots.den.scene.title": "Man cave",
        "brand.name": "Christian Home",
        "brand.contact": "Adults only",
        "brand.tone": "exclusive enclave",
    }


def test_only_what_is_shown_is_spelled() -> None:
    assert [(each.where, each.found) for each in check_words(BOARD, locale="en-US") if each.group == "spelling"] == [
        ("listing.price", "€ 1.200.000"),
        ("shots.living.detail", "62 m2"),
    ]


def test_luxvids_own_scenes_and_prompts_are_clean() -> None:
    board = Storyboard(shots=[Shot(scene=scene) for scene in LUXURY_SCENES], brand=Brand(name="Casa Sol", tone="quiet, warm"))
    for locale in ("", "en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "es-US"):
        assert WordChecker(locale=locale, unbranded=True).check(board) == ()


def test_a_finding_says_where_why_and_what_would_be_better() -> None:
    first = check_words(BOARD)[0]
    assert str(first).startswith("listing.headline: “Safe neighborhood” (steering): ")
    assert first.better in str(first)
    assert first.source.startswith("https://")
    assert Finding.from_json(first.to_json()) == first


def test_what_is_said_in_several_places_is_noted_once() -> None:
    shots = [Shot(scene=Scene(key=key), prompt="An exclusive enclave") for key in "abc"]
    checker = WordChecker()
    (note,) = checker.notes(checker.check(Storyboard(shots=shots)))
    assert note.startswith("shots.a.prompt and 2 more: “exclusive enclave”")


def test_it_refuses_from_the_severity_on_that_it_was_given() -> None:
    findings = check_words(BOARD)
    WordChecker().refuse(findings)
    with pytest.raises(WordsRefused) as refused:
        WordChecker(stops_at="error").refuse(findings)
    assert {finding.severity for finding in refused.value.findings} == {"error"}
    assert "shots.den.prompt: “adults-only”" in str(refused.value)
    again = pickle.loads(pickle.dumps(refused.value))  # noqa: S301  it is ours
    assert again.findings == refused.value.findings
    with pytest.raises(WordsRefused, match="62 m2"):
        WordChecker(stops_at="note").refuse(findings)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece", ["a", "1", "1 ", "a.", "a@", "0 1", "www.", "perfect for a young ", "near the ", "great public ", "-", "1,000"]
)
def test_texts_that_never_end_take_no_time(piece: str) -> None:
    checker = WordChecker(locale="en-US", unbranded=True)
    checker.check_texts({"line": piece * (20_000 // len(piece)) + "x"}, brand=Brand(name="Casa Sol"))


def test_wrong_settings_are_named() -> None:
    with pytest.raises(InvalidInput, match="stops_at must be"):
        WordChecker(stops_at="never")  # type: ignore[arg-type]
    assert WordChecker() == WordChecker()
    assert pickle.loads(pickle.dumps(WordChecker(locale="de-DE"))) == WordChecker(locale="de-DE")  # noqa: S301  it is ours
