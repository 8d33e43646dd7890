"""What lies over photos: spoilt photos that were never learnt from are known, and clean ones are let be."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from PIL import Image

from luxvid.media.stills import open_still
from luxvid.testing.messy_recipes import RECIPES, Original
from luxvid.vision.looks import look_at
from luxvid.vision.marks import MARKS, MarksHead, best, marks_seen
from luxvid.vision.quality import doubtful

KINDS = {
    "watermark_text": "text or a logo over it",
    "flyer_banner": "text or a logo over it",
    "finger_over_lens": "a finger before the lens",
    "collage": "several photos in one",
}


def opened(data: bytes) -> Image.Image:
    return open_still(io.BytesIO(data), least_px=1000)


def originals(shared: Path) -> list[Path]:
    with (shared / "upload-mess.manifest.csv").open(encoding="utf-8", newline="") as table:
        files = [row["file"] for row in csv.DictReader(table) if row["kind"] == "original"]
    return [*sorted((shared / "starfish-30").glob("*.jpg")), *(shared / "upload-mess" / file for file in files)]


def doubts(pictures: list[Image.Image]) -> list[str]:
    return [doubtful(look_at(picture)).partition(", by its looks")[0] for picture in pictures]


@pytest.mark.usefixtures("seeing")
def test_clean_photos_are_let_be(shared: Path) -> None:
    marked = [(path.name, doubt) for path in originals(shared) if (doubt := doubts([opened(path.read_bytes())])[0])]
    assert marked == []


@pytest.mark.usefixtures("seeing")
def test_spoilt_photos_of_the_upload_are_doubted(shared: Path) -> None:
    with (shared / "upload-mess.manifest.csv").open(encoding="utf-8", newline="") as table:
        spoilt = {row["kind"]: row["file"] for row in csv.DictReader(table) if row["kind"] in KINDS}
    found = {kind: doubts([opened((shared / "upload-mess" / file).read_bytes())])[0] for kind, file in spoilt.items()}
    assert all(found.values()), found
    assert found["watermark_text"] == KINDS["watermark_text"]


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize("kind", ["watermark_text", "finger_over_lens", "flyer_banner"])
def test_what_is_drawn_over_other_photos_is_known(kind: str, shared: Path) -> None:
    rng, recipe = np.random.default_rng(7), next(recipe for recipe in RECIPES if recipe.kind == kind)
    paths = sorted((shared / "starfish-30").glob("*.jpg"))[::3]
    sources = [Original(data=b"", picture=opened(path.read_bytes())) for path in paths]
    looks = [look_at(opened(recipe.make([source], rng))) for source in sources]
    mark = "finger" if kind == "finger_over_lens" else "watermark"
    assert sum(marks_seen(look)[mark] > 0.6 for look in looks) >= 0.8 * len(looks)
    assert all(doubtful(look) for look in looks if marks_seen(look)[mark] > 0.65)


def test_the_likeliest_places_count_together() -> None:
    scores = np.zeros(49, np.float32)
    scores[:2] = 8
    assert best(scores) == 4
    none = np.zeros((193, 2), np.float32)
    head = MarksHead(np.ones(192, np.float32), none, none[0], np.zeros(1280, np.float32), np.array([-3, 0, 3], np.float32))
    chances = head.chances(np.zeros(1280, np.float32), np.zeros((49, 192), np.float32))
    assert chances == pytest.approx([0.047, 0.5, 0.953], abs=0.001)


def test_every_mark_has_its_words_and_its_threshold(drawn: list[Path]) -> None:
    look = look_at(opened(drawn[0].read_bytes()))
    assert marks_seen(look) == {}
    for place, words in enumerate(("text or a logo over it", "a finger before the lens", "several photos in one")):
        sure = tuple(0.9 if at == place else 0.1 for at in range(len(MARKS)))
        assert doubtful(evolve(look, marks=sure)) == f"{words}, by its looks"
        assert doubtful(evolve(look, marks=tuple(chance / 3 for chance in sure))) == ""
