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

from bench.selection.labels import Known, read_labels
from bench.selection.rules import read_rules
from bench.selection.scenes import judge
from bench.selection.truth import best_pairs
from luxvid import Brief, LocalSelector, Storyboard, load_photos, wait

ROOT = Path(__file__).resolve().parents[2]
LANDSCAPE, PORTRAIT = (1920, 1280), (1280, 1920)
GPS = 0x8825


@pytest.fixture(scope="module")
def truth(villa: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((villa / "truth.json").read_text("utf-8"))
    return told


@pytest.fixture(scope="module")
def known(villa: Path) -> dict[str, Known]:
    return read_labels(villa / "manifest.csv", folder=villa, rules=read_rules())


@pytest.fixture(scope="module")
def board(villa: Path) -> Storyboard:
    async def planned() -> Storyboard:
        return await LocalSelector().select((await load_photos(villa)).photos, brief=Brief())

    return wait(planned())


@pytest.fixture
def judging() -> ModuleType:
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


def test_the_truth_names_every_photo_and_no_other(villa: Path, truth: dict[str, Any], known: dict[str, Known]) -> None:
    names = {path.name for path in villa.glob("*.jpg")}
    assert truth["photos"].keys() == names
    assert known.keys() == names
    for first, others in truth["overlaps"].items():
        assert {first, *others} <= names
        assert first not in others
        assert all(0 < share <= 1 for share in others.values())


def test_most_rooms_have_a_pair_that_overlaps(truth: dict[str, Any]) -> None:
    for label in ("living", "kitchen", "bedroom", "bathroom", "pool"):
        share, _, _ = best_pairs(truth, label)[0]
        assert share > 0.2, label


def test_depth_maps_are_there_for_every_photo_and_small(villa: Path, truth: dict[str, Any]) -> None:
    assert (villa / "depth.zip").stat().st_size <= 4_000_000
    with zipfile.ZipFile(villa / "depth.zip") as maps:
        sizes = {Path(name).stem: Image.open(io.BytesIO(maps.read(name))).size for name in maps.namelist()}
    assert sizes.keys() == {Path(name).stem for name in truth["photos"]}
    assert set(sizes.values()) == {(480, 320), (320, 480)}


def test_the_choice_finds_the_rooms(board: Storyboard, known: dict[str, Known], truth: dict[str, Any]) -> None:
    verdict = judge(board, known, rules=read_rules(), truth=truth)
    assert verdict.right == len(verdict.scenes) == 7
    assert (verdict.rejects, verdict.twice, verdict.unknown) == ((), (), ())


def test_a_storyboard_is_judged_from_the_command_line(
    board: Storyboard, judging: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "board.json"
    path.write_text(board.to_json(), encoding="utf-8")
    judging.main([str(path)])
    said = capsys.readouterr().out
    assert "scenes: 7 of 7 filled with two photos, 7 rightly" in said
    assert "best pairs of kitchen: kitchen-" in said
