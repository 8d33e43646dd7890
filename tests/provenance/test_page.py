"""The page shows every shot's unaltered photos beside its frames, loads nothing, and names nobody."""

from __future__ import annotations

import io
import sys
from base64 import b64decode
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from PIL import Image

import luxvid
from luxvid.disclosure import Disclosure
from luxvid.errors import InvalidInput, MissingBlob, MissingExtra

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.org/tours/4711/pictures?a=1&b=2"


class Page(HTMLParser):
    """Tags in order, each with its attributes; and the text."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def pictures(self) -> list[Image.Image]:
        return [Image.open(io.BytesIO(b64decode(each["src"].partition(",")[2]))) for each in self.all("img")]


@pytest.fixture(scope="module")
def page(film: luxvid.Film, tmp_path_factory: pytest.TempPathFactory) -> Page:
    path = tmp_path_factory.mktemp("page") / "page.html"
    told = film.disclosure("california_ab723", published_at=ADDRESS)
    return Page(luxvid.wait(told.save_page(path, photo_px=400)))


def test_every_photo_is_there_by_name_and_fingerprint_beside_the_frames(page: Page, film: luxvid.Film) -> None:
    for photo in film.storyboard.photos:
        assert photo.digest in page.text
        assert f"Unaltered photo {photo.file}" in [each["alt"] for each in page.all("img")]
    said = [each["alt"] for each in page.all("img")]
    assert sum(alt.startswith("Generated frame of the video at 0:00") for alt in said) == 3
    assert sum(alt.startswith("Frame of the video at 0:01, Entrance") for alt in said) == 2


def test_it_says_what_was_done_by_what_when_and_how_it_was_judged(page: Page, film: luxvid.Film) -> None:
    told = film.disclosure("california_ab723", published_at=ADDRESS)
    for text in (told.statement, "a/model", "2026-11-29, 09:30 UTC", "0.83", "Share of the picture's structure", told.title):
        assert text in page.text, text


def test_it_loads_nothing_and_leads_nowhere_but_to_itself(page: Page) -> None:
    assert all(each["src"].startswith("data:image/jpeg;base64,") for each in page.all("img"))
    assert {each["href"] for each in page.all("a")} == {"#shot-1", "#shot-2", ADDRESS}
    assert not {"script", "link", "iframe", "form", "object", "base"} & {tag for tag, _ in page.tags}
    assert "url(" not in page.text
    assert "@import" not in page.text


def test_it_can_be_read_by_everybody(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("meta")[1]["content"].startswith("width=device-width")
    assert all(each["alt"] for each in page.all("img"))
    assert [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h3", "h3", "h2", "h3", "h3"]
    assert len(page.all("main")) == 1
    assert all("scope" in each for each in page.all("th"))
    names = [each["id"] for _, each in page.tags if "id" in each]
    assert len(names) == len(set(names))
    assert {each["aria-labelledby"] for each in page.all("section")} <= set(names)


def test_photos_are_small_and_carry_nothing_of_their_own(page: Page) -> None:
    for picture in page.pictures():
        assert max(picture.size) <= 400
        assert not picture.getexif()


def test_a_photo_that_says_it_was_altered_is_not_called_unaltered(film: luxvid.Film, tmp_path: Path) -> None:
    photos = [evolve(photo, source_type="compositeWithTrainedAlgorithmicMedia") for photo in film.storyboard.photos]
    told = evolve(film, storyboard=film.storyboard.attach(photos)).disclosure()
    page = Page(luxvid.wait(told.save_page(tmp_path / "a.html", photo_px=200)))
    assert "Unaltered photo" not in page.text
    assert page.text.count("By its own account generated or edited with AI.") == sum(len(shot.photos) for shot in told.shots)
    assert all(not each["alt"].startswith("Unaltered") for each in page.all("img"))


def test_names_from_outside_are_only_text(film: luxvid.Film, tmp_path: Path) -> None:
    told = film.disclosure()
    odd = '"><script>alert(1)</script>&.jpg'
    shots = [evolve(shot, files=[odd] * len(shot.files), model=odd, title=odd) for shot in told.shots]
    page = Page(luxvid.wait(evolve(told, shots=shots, statement=odd).save_page(tmp_path / "a.html", photo_px=200)))
    assert not page.all("script")
    assert odd in page.text


def test_the_code_leads_to_where_the_page_is_published(film: luxvid.Film, tmp_path: Path) -> None:
    cv2 = pytest.importorskip("cv2", reason="OpenCV reads the code")
    told = film.disclosure("crmls", published_at=ADDRESS)
    path = luxvid.wait(told.save_qr(tmp_path / "code.png"))
    found, *_ = cv2.QRCodeDetector().detectAndDecode(cv2.imread(str(path)))
    assert found == ADDRESS
    assert b"<svg" in luxvid.wait(told.save_qr(tmp_path / "code.svg")).read_bytes()
    with pytest.raises(InvalidInput, match=r"\.png or \.svg"):
        luxvid.wait(told.save_qr(tmp_path / "code.gif"))
    with pytest.raises(InvalidInput, match="not known"):
        luxvid.wait(film.disclosure().save_qr(tmp_path / "code.png"))


def test_without_the_extra_it_says_what_to_install(film: luxvid.Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    told = film.disclosure(published_at=ADDRESS)
    for made in (told.save_qr(tmp_path / "a.png"), told.save_page(tmp_path / "a.html")):
        with pytest.raises(MissingExtra, match=r"luxvid\[titles\]"):
            luxvid.wait(made)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_shown_is_said_and_leaves_no_half_page(film: luxvid.Film, tmp_path: Path) -> None:
    told = film.disclosure()
    with pytest.raises(InvalidInput, match="ask film"):
        luxvid.wait(Disclosure.from_json(told.to_json()).save_page(tmp_path / "a.html"))
    with pytest.raises(InvalidInput, match="photo_px"):
        luxvid.wait(told.save_page(tmp_path / "a.html", photo_px=5))
    gone = [evolve(photo, place=tmp_path / "gone.jpg") for photo in told.originals]
    with pytest.raises(MissingBlob):
        luxvid.wait(evolve(told, originals=gone).save_page(tmp_path / "a.html"))
    assert not list(tmp_path.iterdir())
