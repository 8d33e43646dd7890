"""What is true of pairs of photos, where someone could measure it: `truth.json`, of the form of `examples/villa/truth.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from luxvid.errors import InvalidInput

Truth = Mapping[str, Any]
"""`photos`: for each file its `label` and `light`; `overlaps`: for file and file the share of the first that the second shows."""

NOTHING: Truth = {"photos": {}, "overlaps": {}}


def read_truth(path: Path) -> Truth:
    """Return the truth of the photos.

    Raises:
        InvalidInput: The file cannot be read, or is not of the form.
    """
    try:
        truth: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput(f"the truth {path.name!r} cannot be read ({error}): name another file") from error
    if not isinstance(truth, dict) or not all(isinstance(truth.get(part), dict) for part in NOTHING):
        raise InvalidInput(
            f"the truth {path.name!r} must be an object with 'photos' and 'overlaps', as examples/villa/truth.json"
        )
    return truth


def light_of(truth: Truth, file: str) -> str:
    """Return the light that a photo was taken in, or an empty text where that is not known."""
    return str(truth["photos"].get(file, {}).get("light", ""))


def shared(truth: Truth, first: str, last: str) -> float:
    """Return the lesser of the shares that two photos show of each other.

    Example:
        >>> shared({"photos": {}, "overlaps": {"a.jpg": {"b.jpg": 0.5}, "b.jpg": {"a.jpg": 0.3}}}, "a.jpg", "b.jpg")
        0.3
    """
    overlaps = truth["overlaps"]
    return float(min(overlaps.get(first, {}).get(last, 0.0), overlaps.get(last, {}).get(first, 0.0)))


def best_pairs(truth: Truth, label: str, count: int = 3) -> list[tuple[float, str, str]]:
    """Return the pairs with a label that share most: overlap, first and last."""
    files = sorted(file for file, told in truth["photos"].items() if told["label"] == label)
    pairs = [(shared(truth, a, b), a, b) for index, a in enumerate(files) for b in files[index + 1 :]]
    return sorted(pairs, reverse=True)[:count]
