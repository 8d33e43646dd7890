"""What importing costs."""

from __future__ import annotations

from collections.abc import Iterator

from bench.bench import Bench, child
from bench.table import Row


def rows(bench: Bench) -> Iterator[Row]:
    """`import luxvid` beyond a bare Python."""
    seconds = bench.in_turns({"bare": lambda: _started("pass"), "import": lambda: _started("import luxvid")})
    yield Row("import luxvid, beyond a bare Python", 1000 * (min(seconds["import"]) - min(seconds["bare"])), "ms")


def _started(code: str) -> None:
    child("-c", code)
