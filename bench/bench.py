"""What every measurement is given, and how work is done in processes of its own, in turns."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from attrs import define

ROOT = Path(__file__).resolve().parents[1]


@define(slots=False)
class Bench:
    """Where to work, with which photos, how often.

    Attributes:
        work: A folder for all that is made.
        photos: The photos to measure with.
        peers: A Python with MoviePy, or None.
        rounds: How often each run of a comparison is done.
    """

    work: Path
    photos: Path
    peers: str | None
    rounds: int

    @cached_property
    def board(self) -> Path:
        """The storyboard that all films are made of."""
        path = self.work / "board.json"
        child("-m", "luxvid", "plan", str(self.photos), "--out", str(path), "--storage", str(self.fresh("plan")), "--quiet")
        return path

    @cached_property
    def chosen(self) -> Path:
        """A folder with only the photos of the storyboard, under its names."""
        folder = self.fresh("chosen")
        for shot in json.loads(self.board.read_text(encoding="utf-8"))["shots"]:
            for photo in (shot["first"], shot["last"]):
                if photo is not None:
                    (folder / photo["file"]).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(self.photos / photo["file"], folder / photo["file"])
        return folder

    def fresh(self, name: str) -> Path:
        """Return an empty folder."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def timed(self, what: str, **arguments: object) -> float:
        """Return the seconds that a task of `bench.tasks` took, in a process of its own, without its preparations."""
        return float(child("-m", "bench.tasks", what, json.dumps(arguments, default=str)))

    def in_turns(self, runs: Mapping[str, Callable[[], float | None]]) -> dict[str, list[float]]:
        """Do each run in turn, `rounds` times over; return its seconds: what it says itself, else what passed."""
        seconds: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(self.rounds):
            for name, run in runs.items():
                began = time.perf_counter()
                told = run()
                seconds[name].append(time.perf_counter() - began if told is None else told)
        return seconds


def child(*arguments: str, python: str = sys.executable) -> str:
    """Run Python on `arguments` in the project's folder and return the last line that it prints."""
    done = subprocess.run([python, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().rpartition("\n")[2]


def ratio(over: list[float], under: list[float]) -> float:
    """Return the median of the rounds' own ratios."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))
