"""What the emulator says: an answer made up after the question's schema, and what may be wrong with one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from luxvid.errors import InvalidInput
from luxvid.testing.xai.asked import Asked

_NOTHING: Any = object()


@frozen(kw_only=True)
class Reply:
    """An answer instead of the usual one.

    Attributes:
        text: These words; by default an answer after the schema.
        change: Changes the usual answer (JSON types) before it goes out, or returns another one.
        cut_after: It breaks off after this share of its length, 0 to 1, as too long.
        refusal: It does not answer, and says so.
        is_empty: Nothing comes: no choices, no output.
        is_filtered: It was filtered away.
        has_usage: What was counted is told.

    Example:
        >>> from luxvid.testing.xai import Reply
        >>> Reply(cut_after=0.5).is_empty
        False
    """

    text: str = ""
    change: Callable[[Any], Any] | None = field(default=None, eq=False)
    cut_after: float = 1
    refusal: str = ""
    is_empty: bool = False
    is_filtered: bool = False
    has_usage: bool = True

    def text_for(self, asked: Asked) -> str:
        """Return its words for a question."""
        if self.refusal or self.is_empty or self.is_filtered:
            return ""
        made = self.text
        if not made:
            answer = made_up(asked.schema) if asked.schema else "An answer."
            if self.change is not None:
                answer = self.change(answer)
            made = answer if isinstance(answer, str) else json.dumps(answer)
        return made[: int(len(made) * self.cut_after)]


def made_up(schema: Mapping[str, Any]) -> Any:
    """Return an answer that keeps to a schema. Each enum gives its values in turn; where they run out, null, if that may be.

    Example:
        >>> shot = {"type": "object", "properties": {"scene": {"enum": ["hall", "pool"]}, "sure": {"type": "number"}}}
        >>> made_up({"type": "array", "items": shot, "minItems": 2})
        [{'scene': 'hall', 'sure': 0.8}, {'scene': 'pool', 'sure': 0.8}]
    """
    return _Maker(schema.get("$defs", {})).make(schema)


class _Maker:
    def __init__(self, defs: Mapping[str, Any]) -> None:
        self._defs = defs
        self._taken: dict[str, int] = {}

    def make(self, schema: Mapping[str, Any]) -> Any:
        made = self._made(schema)
        if made is _NOTHING:
            raise InvalidInput("the emulator makes up no answer for this schema: give it a Reply(text=...)")
        return made

    def _made(self, schema: Mapping[str, Any]) -> Any:
        if "$ref" in schema:
            return self._made(self._defs[schema["$ref"].rpartition("/")[2]])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._next(schema["enum"])
        for name in ("anyOf", "oneOf"):
            if name in schema:
                return next((made for one in schema[name] if (made := self._made(one)) is not _NOTHING), _NOTHING)
        return self._plain(schema)

    def _plain(self, schema: Mapping[str, Any]) -> Any:
        kind = schema.get("type")
        if kind == "object":
            return {name: self.make(one) for name, one in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.make(schema["items"]) for _ in range(schema.get("minItems", 1))]
        plain = {"string": "Made up by the emulator.", "number": 0.8, "integer": 1, "boolean": True, "null": None}
        return plain.get(str(kind), _NOTHING)

    def _next(self, values: list[Any]) -> Any:
        name = json.dumps(values)
        at = self._taken.get(name, 0)
        self._taken[name] = at + 1
        return values[at] if at < len(values) else _NOTHING
