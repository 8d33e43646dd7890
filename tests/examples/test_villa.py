"""The sample villa: what lies there fits together, is small enough, and tells how a choice does."""

from __future__ import annotations

import importlib.util
import io
import json
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from luxvid import Brief, LocalSelector, load_photos

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).resolve().parents[2]
LANDSCAPE, PORTRAIT = (1920, 1280), (1280, 1920)
GPS = 0x8825


@pytest.fixture(scope="module")
def truth(villa: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((villa / "truth.json").read_text("utf-8"))
    return told


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", ROOT / "tools" / "villa" / "judge.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_photos_are_those_of_a_shoot(villa: Path) -> None:
    photos = sorted(villa.glob("*.jpg"))
    sizes = []
    for path in photos:
        with Image.open(path) as photo:
            sizes.append(photo.size)
            assert GPS not in photo.getexif()
    assert 36 <= len(photos) <= 48
    assert set(sizes) == {LANDSCAPE, PORTRAIT}
    assert sum(path.stat().st_size for path in photos) <= 14_000_000


def test_the_truth_names_every_photo_and_no_other(villa: Path, truth: dict[str, Any], judge: ModuleType) -> None:
    names = {path.name for path in villa.glob("*.jpg")}
    assert truth["photos"].keys() == names
    assert judge.read_manifest(villa / "manifest.csv").keys() == names
    for first, others in truth["overlaps"].items():
        assert {first, *others} <= names
        assert first not in others
        assert all(0 < share <= 1 for share in others.values())


def test_most_rooms_have_a_pair_that_overlaps(truth: dict[str, Any], judge: ModuleType) -> None:
    for label in ("living", "kitchen", "bedroom", "bathroom", "pool"):
        share, _, _ = judge.best_pairs(truth, label)[0]
        assert share > 0.2, label


def test_depth_maps_are_there_for_every_photo_and_small(villa: Path, truth: dict[str, Any]) -> None:
    assert (villa / "depth.zip").stat().st_size <= 4_000_000
    with zipfile.ZipFile(villa / "depth.zip") as maps:
        sizes = {Path(name).stem: Image.open(io.BytesIO(maps.read(name))).size for name in maps.namelist()}
    assert sizes.keys() == {Path(name).stem for name in truth["photos"]}
    assert set(sizes.values()) == {(480, 320), (320, 480)}


async def test_the_choice_finds_the_rooms(villa: Path, truth: dict[str, Any], judge: ModuleType) -> None:
    board = await LocalSelector().select((await load_photos(villa)).photos, brief=Brief())
    verdict = judge.judge(board, judge.read_manifest(villa / "manifest.csv"), truth)
    assert verdict.right == len(verdict.scenes) == 7
    assert (verdict.rejects, verdict.twice, verdict.unknown) == ((), (), ())
