"""The storyboard: editable, complete, and the same after JSON."""

from __future__ import annotations

from fractions import Fraction

import pytest

from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput
from luxvid.photos import Photo
from luxvid.scenes import LUXURY_SCENES, TRUCK_LEFT
from luxvid.storyboard import Shot, Storyboard


def photo(number: int) -> Photo:
    return Photo(
        file=f"rooms/photo {number} é.jpg", digest=f"{number:064x}", size=10, width_px=1600, height_px=1000, preview=b"x"
    )


@pytest.fixture
def board() -> Storyboard:
    shots = [Shot(scene=s, first=photo(2 * n), last=photo(2 * n + 1)) for n, s in enumerate(LUXURY_SCENES)]
    return Storyboard(shots=shots)


def test_json_brings_back_an_equal_board(board: Storyboard) -> None:
    again = Storyboard.from_json(board.to_json())
    assert again == board
    assert again.attach(board.photos).shots[0].first.preview == b"x"  # type: ignore[union-attr]


def test_json_names_file_digest_and_size(board: Storyboard) -> None:
    first = board.to_dict()["shots"][0]["first"]
    assert {"file", "digest", "size"} <= set(first)
    assert "preview" not in first


def test_changes_touch_one_shot_only(board: Storyboard) -> None:
    changed = board.change("living", camera=TRUCK_LEFT, duration_s=5)
    assert changed["living"].camera == TRUCK_LEFT
    assert changed.duration_s == 29
    assert [s for s in changed.shots if s.key != "living"] == [s for s in board.shots if s.key != "living"]


def test_without_leaves_the_other_photo_and_bans_the_one(board: Storyboard) -> None:
    less = board.without("photo 0 é.jpg")
    assert less["exterior"].photos == (board["exterior"].last,)
    assert less.banned == ("photo 0 é.jpg",)
    assert less.without(photo(1).digest)["exterior"].photos == ()


def test_reorder_puts_the_named_first(board: Storyboard) -> None:
    assert [s.key for s in board.reorder("outdoor", "kitchen").shots][:3] == ["outdoor", "kitchen", "exterior"]


def test_lock_marks_shots(board: Storyboard) -> None:
    assert [s.key for s in board.lock("exterior", "living").shots if s.locked] == ["exterior", "living"]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda b: b.change("cellar", take=2), "no shot 'cellar'"),
        (lambda b: b.change("living", size=2), "no 'size' to change"),
        (lambda b: b.change("living", duration_s="soon"), "number of seconds"),
        (lambda b: b.change("living", duration_s=0), "above 0"),
        (lambda b: b.without("nowhere.jpg"), "no shot uses 'nowhere.jpg'"),
        (lambda b: Storyboard(shots=[b.shots[0], b.shots[0]]), "two shots have the key 'exterior'"),
    ],
)
def test_mistakes_are_named(board: Storyboard, edit: object, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        edit(board)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace('"take"', '"tkae"', 1), "unknown keys \\['tkae'\\] @ shots\\[0\\]"),
        (lambda text: text.replace('"dolly_in"', '"fly"', 1), "camera.move"),
        (lambda text: text.replace('"schema": 1', '"schema": 9', 1), "update luxvid"),
        (lambda text: text[:-5], "not JSON"),
        (lambda _: "[]", "must be a JSON object"),
        (
            lambda text: text.replace('"rooms": [', '"rooms": "pool", "was": [', 1),
            r"rooms must be a list, not a text: \[\"pool\"\]",
        ),
    ],
)
def test_broken_json_names_the_path(board: Storyboard, change: object, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        Storyboard.from_json(change(board.to_json()))  # type: ignore[operator]


def test_a_notebook_shows_escaped_pictures(board: Storyboard) -> None:
    bad = board.change("living", first=Photo(file="<script>.jpg", digest="f" * 64, size=1, width_px=9, height_px=9))
    html = bad._repr_html_()
    assert html is not None
    assert "<script>" not in html
    assert "data:image/jpeg;base64" in html


def test_rates_are_exact() -> None:
    assert Encoding(fps=29.97).fps == Fraction(30000, 1001)
    assert Encoding(fps="23.976").fps == Fraction(24000, 1001)
    assert Encoding(fps="25").fps == 25
    assert Encoding.from_json(Encoding.vertical().to_json()) == Encoding.vertical()


@pytest.mark.parametrize("wrong", [{"width_px": 641}, {"fps": "fast"}, {"fps": 0}, {"crf": 99}, {"preset": "lazy"}])
def test_impossible_encodings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        Encoding(**wrong)  # type: ignore[arg-type]
