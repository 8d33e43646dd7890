"""What is kept of photos: made once, bounded, the ones used last stay, and a failure is not kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from luxvid.render.kept import Kept


def test_each_is_made_once_also_by_many_threads() -> None:
    kept: Kept[str] = Kept(len)
    numbers = count()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: kept.get("a", lambda: f"photo {next(numbers)}"), range(50)))
    assert set(found) == {"photo 0"}


def test_the_ones_used_last_stay() -> None:
    kept: Kept[str] = Kept(len, most_bytes=20)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: "ten bytes.")
    assert kept.get("a", lambda: "made anew") == "ten bytes."
    assert kept.get("b", lambda: "made anew") == "made anew"


def test_a_failure_is_not_kept_and_what_is_too_large_is_given_all_the_same() -> None:
    kept: Kept[str] = Kept(len, most_bytes=1)

    def fail() -> str:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        kept.get("a", fail)
    assert kept.get("a", lambda: "too large") == "too large"
