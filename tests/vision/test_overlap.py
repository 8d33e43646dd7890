"""The overlap of two photos: against the sample villa's geometry, and what comes from odd input."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from PIL import Image

from luxvid.looks import Look
from luxvid.vision import seeing as eyes
from luxvid.vision.likeness import compare
from luxvid.vision.looks import look_at
from luxvid.vision.overlap import LIKELY, matches, overlap_of, overlaps
from luxvid.vision.traces import EACH, WHOLE, read_traces

pytestmark = pytest.mark.skipif(not eyes.can_see(), reason="needs luxvid[vision]")


@pytest.fixture(scope="module")
def looks(villa: Path) -> dict[str, Look]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("luxvid.vision.looks.can_see", eyes.can_see)
        return {path.name: look_at(opened(path)) for path in sorted(villa.glob("*.jpg"))}


@pytest.fixture(scope="module")
def truth(villa: Path) -> dict[str, dict[str, float]]:
    told: dict[str, dict[str, float]] = json.loads((villa / "truth.json").read_text(encoding="utf-8"))["overlaps"]
    return told


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.draft("RGB", (960, 640))
        return image.convert("RGB")


def area_under_curve(scores: np.ndarray, is_true: np.ndarray) -> float:
    """Return how often a true pair scores higher than a false one."""
    apart = scores[is_true][:, None] - scores[~is_true]
    return float(((apart > 0) + 0.5 * (apart == 0)).mean())


def test_it_agrees_with_geometry(looks: dict[str, Look], truth: dict[str, dict[str, float]]) -> None:
    pairs = list(combinations(looks, 2))
    true = np.array([min(truth.get(a, {}).get(b, 0.0), truth.get(b, {}).get(a, 0.0)) for a, b in pairs])
    told = np.array([overlap_of(looks[a], looks[b]).share for a, b in pairs])
    clear = (true >= 0.2) | (true < 0.1)
    assert area_under_curve(told[clear], true[clear] >= 0.2) > 0.94


def test_all_at_once_agrees_with_each_by_itself(looks: dict[str, Look]) -> None:
    files = list(looks)
    found = overlaps(list(looks.values()))
    table = found.share
    assert (table == table.T).all()
    assert (table.diagonal() == 1).all()
    compared = [(i, j) for i, j in combinations(range(len(files)), 2) if table[i, j] > 0]
    assert len(compared) > 2 * len(files)
    for i, j in compared:
        assert table[i, j] == pytest.approx(overlap_of(looks[files[i]], looks[files[j]]).share, abs=0.002)
    assert set(found.matched) == {(i, j) for i, j in compared if table[i, j] >= LIKELY}
    for (i, j), common in found.matched.items():
        alone = matches(*(read_traces(looks[files[at]].traces) for at in (i, j)))
        assert (common.first.tolist(), common.last.tolist()) == (alone.first.tolist(), alone.last.tolist())
        for first, last in ((i, j), (j, i)):
            whole, each = found.between(first, last), overlap_of(looks[files[first]], looks[files[last]])
            assert (whole.right, whole.down, whole.closer) == pytest.approx((each.right, each.down, each.closer), abs=0.002)


@pytest.mark.usefixtures("seeing")
def test_a_crop_lies_where_it_was_cut(villa: Path) -> None:
    photo = opened(villa / "living-1.jpg")
    left = photo.crop((0, 0, photo.width * 3 // 4, photo.height))
    right = photo.crop((photo.width // 4, 0, photo.width, photo.height))
    found = overlap_of(look_at(left), look_at(right))
    assert found.share > 0.3
    assert found.right < -0.15  # what both show stands further left in the right crop
    assert abs(found.down) < 0.05


def test_a_house_by_day_and_by_night_is_two_pictures(looks: dict[str, Look]) -> None:
    day, night = looks["exterior-front-2.jpg"], looks["exterior-dusk.jpg"]
    assert len(compare([day, night]).groups) == 2
    assert overlap_of(day, night).share > 0.2


def test_photos_that_nobody_saw_overlap_nowhere(looks: dict[str, Look]) -> None:
    seen = looks["living-1.jpg"]
    unseen = evolve(seen, traces="")
    assert overlap_of(seen, unseen).share == 0
    assert (overlaps([seen, unseen]).share == np.eye(2)).all()
    assert overlaps([]).share.shape == (0, 0)


@pytest.mark.usefixtures("seeing")
@pytest.mark.parametrize("size", [(300, 300), (900, 300), (200, 900), (3000, 300)])
def test_traces_cover_any_shape(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (*size[::-1], 3), np.uint8)
    traces = read_traces(look_at(Image.fromarray(noise)).traces)
    assert traces.whole.shape == (WHOLE,)
    assert traces.places.shape[1] == EACH
    assert traces.at.shape == (len(traces.places), 2)
    reach = traces.at.max(axis=0) + traces.at.min(axis=0)
    assert reach == pytest.approx(np.array(size) / max(size), abs=0.01)


def test_what_is_no_trace_is_refused() -> None:
    with pytest.raises(ValueError, match=r"base64|pad|alphabet|buffer"):
        read_traces("no trace!")
