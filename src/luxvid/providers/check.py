"""`check`: try a token, and what is believed of the models, without spending anything."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from luxvid.errors import CallFailed
from luxvid.providers.models import VideoModel, known_models, video_model
from luxvid.providers.replicate import ReplicateProvider
from luxvid.providers.replicate_connection import ReplicateConnection


@frozen(kw_only=True)
class Checked:
    """What a check found: `lines` for people, and whether a film can be bought (`is_good`)."""

    lines: tuple[str, ...]
    is_good: bool

    def __str__(self) -> str:
        return "\n".join(self.lines)


async def check(provider: ReplicateProvider) -> Checked:
    """Ask Replicate whose the token is and what it says of the models that luxvid knows. Creates nothing, costs nothing.

    Raises:
        Unauthorized: The token is not taken.
        CallFailed: Replicate cannot be asked.
    """
    async with provider.connect() as connection:
        account = await connection.account()
        whose = f"{account.get('username', '?')!r} ({account.get('type', '?')})"
        lines = [f"{provider.base_url} takes the token; the account is {whose}"]
        told = [await _told(connection, video_model(name)) for name in known_models()]
        lines += [f"{name}: {words}" for name, words in zip(known_models(), told, strict=True)]
        lines.append("nothing was created: this cost nothing")
        return Checked(lines=tuple(lines), is_good=not all(words == _MISSING for words in told))


_MISSING = "not there"


async def _told(connection: ReplicateConnection, model: VideoModel) -> str:
    try:
        data = await connection.model(model.name)
    except CallFailed as error:
        if error.reason.startswith("404"):
            return _MISSING
        raise
    keys = _keys(data)
    if keys is None:
        return "there; it does not tell its input"
    known = set(model.input)
    gone, new = sorted(known - keys), sorted(keys - known) if model.complete else []
    if not gone and not new:
        return "there, with the input that luxvid knows"
    differs = [f"no longer has {', '.join(gone)}"] * bool(gone) + [f"also has {', '.join(new)}"] * bool(new)
    return f"there, but its input {' and '.join(differs)}"


def _keys(data: dict[str, Any]) -> set[str] | None:
    """Return the keys of a model's input by its schema; None where it has none, as some official models."""
    found: Any = data
    for key in ("latest_version", "openapi_schema", "components", "schemas", "Input", "properties"):
        found = found.get(key) if isinstance(found, dict) else None
    return set(found) if isinstance(found, dict) else None
