"""Intake against nothing but decoding small."""

from __future__ import annotations

from collections.abc import Iterator

from bench.bench import Bench, ratio
from bench.pictures import villa
from bench.table import Row

_PHOTOS = 80


def rows(bench: Bench) -> Iterator[Row]:
    """80 photos of 12 megapixels, drawn, whatever photos the other rows use."""
    photos = [str(path) for path in sorted(villa(bench.work / "photos", count=94).iterdir())[:_PHOTOS]]
    seconds = bench.in_turns(
        {"decode": lambda: bench.timed("decode_small", photos=photos), "load": lambda: bench.timed("load", photos=photos)}
    )
    what = f"intake of {_PHOTOS} photos, of reduced-size decode"
    yield Row(what, ratio(seconds["load"], seconds["decode"]), "×", at_most=1.3)
    yield Row("reduced-size decode of one photo", 1000 * min(seconds["decode"]) / _PHOTOS, "ms")
