"""The film against encode-only and MoviePy, and what a second run and a changed shot cost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from bench.bench import Bench, child, ratio
from bench.table import Row

_FPS, _CRF, _PRESET = 30, 18, "veryfast"


def rendering_rows(bench: Bench) -> Iterator[Row]:
    """Rendering and joining against encoding alone, and the preview."""
    given = {"board": bench.board, "photos": bench.chosen}
    seconds = bench.in_turns(
        {
            "encode": lambda: bench.timed("encode_only", **given),
            "film": lambda: bench.timed("render_and_join", **given, out=bench.work / "film.mp4"),
            "whole": lambda: _command(bench, "film-storage"),
            "preview": lambda: bench.timed("preview", **given, out=bench.work / "preview.mp4"),
        }
    )
    for name, what in (("film", "rendering and joining"), ("whole", "all photos to the film with music")):
        yield Row(f"{what}, of encode-only", ratio(seconds[name], seconds["encode"]), "×", at_most=1.5)
    yield Row("encode-only, 840 frames", min(seconds["encode"]), "s")
    yield Row("preview of the whole film", min(seconds["preview"]), "s", at_most=6)


def again_rows(bench: Bench) -> Iterator[Row]:
    """The same call again, and one shot changed."""
    storage = bench.fresh("again-storage")
    given = {"board": bench.board, "photos": bench.chosen, "out": bench.work / "again.mp4", "storage": storage}
    first = bench.timed("produce", **given)
    shots = json.loads(bench.board.read_text(encoding="utf-8"))["shots"]
    middle = len(shots) // 2
    changed = bench.timed("produce", **given, change=shots[middle]["scene"]["key"])
    anew, total = _frames_anew(shots, middle), sum(_frames(shot) for shot in shots)
    yield Row("one shot changed, of the whole film", changed / first, "×", at_most=round(anew / total + 0.08, 3))
    _command(bench, "again-storage", clear=False)
    again = bench.in_turns({"again": lambda: _command(bench, "again-storage", clear=False)})
    yield Row("second run of the command", min(again["again"]), "s", at_most=3)


def moviepy_rows(bench: Bench) -> Iterator[Row]:
    """The same film with MoviePy: once, it takes minutes."""
    if bench.peers is None:
        return
    peers = bench.peers
    pieces = bench.fresh("moviepy-music")
    bench.timed("pieces", board=bench.board, photos=bench.chosen, folder=pieces)
    plan = bench.work / "moviepy.json"
    plan.write_text(json.dumps(_moviepy_plan(bench, music=str(pieces / "music.wav"))), encoding="utf-8")
    once = Bench(work=bench.work, photos=bench.chosen, peers=peers, rounds=1)
    seconds = once.in_turns(
        {
            "ours": lambda: _command(bench, "moviepy-storage"),
            "moviepy": lambda: _moviepy(peers, str(plan), str(bench.work / "moviepy.mp4")),
        }
    )
    yield Row("MoviePy's whole film, of ours", ratio(seconds["moviepy"], seconds["ours"]), "×", at_least=4)
    yield Row("MoviePy's whole film", seconds["moviepy"][0], "s")


def _command(bench: Bench, storage: str, *, clear: bool = True) -> None:
    """Make the film from all the photos with the command line, in a fresh process."""
    folder = bench.fresh(storage) if clear else bench.work / storage
    out = str(bench.work / "command.mp4")
    child("-m", "luxvid", "film", str(bench.photos), "--out", out, "--storage", str(folder), "--quiet")


def _moviepy(python: str, plan: str, out: str) -> None:
    child("bench/moviepy_film.py", plan, out, python=python)


def _moviepy_plan(bench: Bench, *, music: str) -> dict[str, object]:
    shots = []
    for shot in json.loads(bench.board.read_text(encoding="utf-8"))["shots"]:
        photos = [str(bench.chosen / photo["file"]) for photo in (shot["first"], shot["last"]) if photo]
        inner, outer = (shot[name]["frames"] / _FPS for name in ("inner", "transition"))
        length = float(Fraction(shot["duration_s"]))
        shots.append({"photos": photos, "duration_s": length, "zoom": 0.12, "inner_s": inner, "outer_s": outer})
    return {"size": [1920, 1080], "fps": _FPS, "crf": _CRF, "preset": _PRESET, "music": music, "shots": shots}


def _frames(shot: dict[str, Any]) -> int:
    return round(Fraction(shot["duration_s"]) * _FPS)


def _frames_anew(shots: list[dict[str, Any]], number: int) -> int:
    """Return the frames of a shot and of the neighbours' halves of the transitions at its ends."""
    before, after = shots[number - 1]["transition"]["frames"], shots[number]["transition"]["frames"]
    return _frames(shots[number]) + int(before + 1) // 2 + int(after) // 2
