"""Values to JSON and back: one cattrs converter for all of them.

Unknown keys are refused, messages name the path, fields marked `metadata={"json": False}` stay out, fractions travel as
text (`"4"`, `"1001/30000"`), and so do amounts of money (`"0.40"`). A text where a list belongs is refused: it would be read
as a list of letters.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Self, get_origin

import attrs

from luxvid.errors import InvalidInput

if TYPE_CHECKING:
    import cattrs

SCHEMA = 1
"""Version of the JSON that values write; a newer one is refused, an older one will be read for ever."""


def exact_seconds(value: Fraction | float | str) -> Fraction:
    """Return a length in seconds as an exact fraction: 4, "4", "1001/30000", 2.5 (taken as written in decimal)."""
    if isinstance(value, Fraction):
        return value
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise InvalidInput(f"a length must be a number of seconds such as 4, 2.5 or '1001/30000', not {value!r}") from error


class JsonValue:
    """Gives a frozen attrs class `to_dict`, `from_dict`, `to_json` and `from_json`."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the value as plain JSON types, with the schema version inside."""
        return {"schema": SCHEMA, **_converter().unstructure(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read what `to_dict` wrote.

        Raises:
            InvalidInput: An unknown key, a missing or wrong value (the message names its path), or a newer schema.
        """
        if not isinstance(data, dict):
            raise InvalidInput(f"{cls.__name__} must be a JSON object, not {type(data).__name__}")
        data = dict(data)
        version = data.pop("schema", SCHEMA)
        if not isinstance(version, int) or not 1 <= version <= SCHEMA:
            raise InvalidInput(f"{cls.__name__} has schema {version!r}; this luxvid reads up to {SCHEMA}: update luxvid")
        try:
            return _converter().structure(data, cls)
        except Exception as error:  # cattrs groups whatever the validators below it raise
            raise InvalidInput(f"{cls.__name__} cannot be read: {_explain(error)}") from error

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read what `to_json` wrote. Raises `InvalidInput` as `from_dict` does, and where the text is no JSON."""
        try:
            data = json.loads(text)
        except ValueError as error:
            raise InvalidInput(f"{cls.__name__} cannot be read: not JSON ({error})") from error
        return cls.from_dict(data)


def _explain(error: Exception) -> str:
    from cattrs import transform_error

    lines = transform_error(error, format_exception=_describe)
    return "; ".join(line.replace("$.", "").replace(" @ $", "") for line in lines)


def _describe(error: BaseException, _type: type | None) -> str:
    from cattrs.errors import ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown keys {sorted(error.extra_fields)}"
    if isinstance(error, KeyError):
        return f"missing key {error.args[0]!r}"
    return str(error)


@cache
def _converter() -> cattrs.Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda value, _: exact_seconds(value))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))

    def hidden(cls: type) -> dict[str, Any]:
        return {f.name: override(omit=True) for f in attrs.fields(cls) if not f.metadata.get("json", True)}

    def is_value(cls: Any) -> bool:
        return attrs.has(cls)

    @converter.register_structure_hook_factory(is_value)
    def _structure(cls: Any) -> Any:
        structure = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **hidden(cls))
        lists = {f.name for f in attrs.fields(attrs.resolve_types(cls)) if get_origin(f.type) is tuple}

        def checked(value: Any, kind: type) -> Any:
            for name in lists if isinstance(value, dict) else ():
                if isinstance(value.get(name), str):
                    told = json.dumps(value[name], ensure_ascii=False)
                    raise TypeError(f"{name} must be a list, not a text: [{told}] instead of {told}")
            return structure(value, kind)

        return checked

    @converter.register_unstructure_hook_factory(is_value)
    def _unstructure(cls: Any) -> Any:
        return make_dict_unstructure_fn(cls, converter, **hidden(cls))

    return converter
