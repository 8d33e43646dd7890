"""The peak memory of the command that makes a film, in a fresh process."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator

from bench.bench import Bench
from bench.table import Row


def rows(bench: Bench) -> Iterator[Row]:
    """All photos to a film with music."""
    folder = bench.fresh("memory-storage")
    film = [sys.executable, "-m", "luxvid", "film", str(bench.photos), "--out", str(bench.work / "memory.mp4")]
    watched = [sys.executable, "-m", "bench.memory", *film, "--storage", str(folder), "--quiet"]
    done = subprocess.run(watched, stdout=subprocess.PIPE, text=True, check=True)
    count = sum(path.is_file() for path in bench.photos.rglob("*"))
    yield Row(f"peak memory, {count} photos to a film", float(done.stdout.split()[-1]), "MB", at_most=700)


def _peak_of_child() -> float:
    """Return the largest resident size of any child so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
    print(_peak_of_child())
