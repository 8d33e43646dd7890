"""Read a model's description: TOML, ours or a user's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput

M = TypeVar("M", bound=JsonValue)


def model_at(path: str | Path, kind: type[M]) -> M:
    """Return the model that a file describes. Raises `InvalidInput` where it cannot be read."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"the model's file {str(path)!r} cannot be read: {error}") from error
    return model_in(text, kind, name=str(path))


def model_in(text: str, kind: type[M], *, name: str) -> M:
    """Return the model that a text describes; `name` is what messages call it. Raises `InvalidInput`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"the model {name!r} cannot be read: not TOML ({error})") from error
    return kind.from_dict(data)
