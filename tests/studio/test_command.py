"""The command, as a person calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from luxvid.media.sound import encode_wav


def luxvid(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "luxvid", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=110)


def song(path: Path) -> Path:
    """Three seconds of a tone, as a file."""
    time = np.arange(3 * 48_000) / 48_000
    tone = (0.3 * np.sin(2 * np.pi * 220 * time) * (0.6 + 0.4 * np.sin(4 * np.pi * time))).astype(np.float32)
    path.write_bytes(encode_wav(np.stack([tone, tone])))
    return path


def test_plan_edit_film_and_report(drawn: list[Path], tmp_path: Path) -> None:
    photos, storage = drawn[0].parent, tmp_path / "stored things"
    planned = luxvid("plan", photos, "--out", tmp_path / "board.json", "--storage", storage, "--align", "beats")
    assert planned.returncode == 0, planned.stderr
    board = json.loads((tmp_path / "board.json").read_text(encoding="utf-8"))
    assert {"file", "digest", "size"} <= set(board["shots"][0]["first"])
    assert {"scene", "first", "last", "confidence", "reason", "runners_up"} <= set(board["shots"][0])
    assert "6 of 6 cuts are on beats" in " ".join(board["notes"])
    board["shots"] = board["shots"][:2]
    for shot in board["shots"]:
        shot["duration_s"] = "1"
    (tmp_path / "edited board.json").write_text(json.dumps(board), encoding="utf-8")
    made = luxvid(
        "film", photos, "--out", tmp_path / "film.mp4", "--storyboard", tmp_path / "edited board.json",
        "--report", tmp_path / "report.json", "--storage", storage, "--size", "320x180", "--track", song(tmp_path / "søng.wav"),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "Music by søng.wav, commercial use allowed (as its owner allows)" in made.stdout
    assert "Film: 2.000 s, 60 frames, 320×180" in made.stdout
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["frames"] == 60
    assert report["score"]["composer"] == "søng.wav"
    assert (tmp_path / "film.mp4").stat().st_size > 1000


def test_deliveries_are_written_beside_the_film_and_a_broken_rule_has_an_exit_code(drawn: list[Path], tmp_path: Path) -> None:
    photos, board = drawn[0].parent, tmp_path / "board.json"
    assert luxvid("plan", photos, "--out", board, "--storage", tmp_path / "storage", "--quiet").returncode == 0
    told = json.loads(board.read_text(encoding="utf-8"))
    told["shots"] = told["shots"][:1]
    told["shots"][0]["duration_s"] = "1"
    board.write_text(json.dumps(told), encoding="utf-8")
    common = ["film", photos, "--out", "a.mp4", "--storyboard", board, "--storage", "storage", "--size", "320x180", "--quiet"]
    law = ["--disclosure", "california_ab723", "--published-at", "https://example.org/a"]
    kept = luxvid(*common, "--deliver", "portal, web", *law, cwd=tmp_path)
    assert kept.returncode == 0, kept.stderr
    assert "nothing has to be said" in kept.stdout
    assert "https://example.org/a" in (tmp_path / "a.pictures.html").read_text(encoding="utf-8")
    assert {"portal.mp4", "web.mp4", "web.jpg"} <= {file.name for file in (tmp_path / "a-deliveries").iterdir()}
    broken = luxvid(*common, "--deliver", "tiktok", cwd=tmp_path)
    assert broken.returncode == 3
    assert "✗ tiktok: length is 1 s, wanted: at least 3 s" in broken.stdout
    assert luxvid(*common, "--deliver", "vimeo", cwd=tmp_path).returncode == 1
    assert luxvid(*common, "--disclosure", "texas", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["film", "nowhere", "--out", "film.mp4"], "nowhere"),
        (["film", ".", "--out", "film.mp4"], "photo"),
        (["film", ".", "--out", "missing/film.mp4"], "does not exist"),
        (["film", ".", "--out", "."], "folder"),
        (["film", ".", "--out", "film.mp4", "--size", "big"], "--size"),
        (["film", ".", "--out", "film.mp4", "--size", "641x361"], "even"),
        (["film", ".", "--out", "film.mp4", "--fps", "quick"], "fps"),
        (["film", ".", "--out", "film.mp4", "--storyboard", "missing.json"], "missing.json"),
        (["film", ".", "--out", "film.mp4", "--storyboard", "broken.json"], "not JSON"),
    ],
)
def test_a_mistake_gives_one_clear_line(arguments: list[str], says: str, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    failed = luxvid(*arguments, "--storage", "storage", "--quiet", cwd=tmp_path)
    assert failed.returncode == 1
    assert says in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert "Traceback" not in failed.stderr


def test_a_wrong_call_shows_the_usage() -> None:
    wrong = luxvid("film")
    assert wrong.returncode == 2
    assert "usage:" in wrong.stderr
