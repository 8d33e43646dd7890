"""Write the published JSON Schemas beside this script, from the values themselves: `nox -s schema`."""

from __future__ import annotations

import inspect
import json
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from luxvid.convert import SCHEMA
from luxvid.delivery import Deliveries, Profile
from luxvid.disclosure import Disclosure
from luxvid.report import Report
from luxvid.storyboard import Storyboard

PUBLISHED = {"storyboard": Storyboard, "report": Report, "disclosure": Disclosure, "deliveries": Deliveries, "profile": Profile}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_EXACT = {
    "description": 'An exact number: 4, "4" or "1001/30000".',
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+|/[1-9]\d*)?$"}],
}

_MONEY = {"description": 'US dollars, exactly: "0.40".', "type": "string", "pattern": r"^\d+(\.\d+)?(E[+-]?\d+)?$"}


def schema_of(cls: type) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `cls.to_dict()` writes and `cls.from_dict()` reads."""
    definitions: dict[str, Any] = {}
    body = _object(cls, definitions)
    body["properties"] = {"schema": {"description": "Version of this form.", "const": SCHEMA}, **body["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": cls.__name__,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def text_of(cls: type) -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema_of(cls), indent=2, ensure_ascii=False) + "\n"


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    fields = [field for field in attrs.fields(cls) if field.metadata.get("json", True)]
    hints, words = get_type_hints(cls), _attribute_docs(cls)
    properties = {}
    for field in fields:
        properties[field.name] = {**_type(hints[field.name], definitions), **_default(field)}
        if field.name in words:
            properties[field.name] = {"description": words[field.name], **properties[field.name]}
    return {
        "description": _summary(cls),
        "type": "object",
        "properties": properties,
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint is Fraction:
        definitions["Exact"] = _EXACT
        return {"$ref": "#/$defs/Exact"}
    if hint is Decimal:
        definitions["Money"] = _MONEY
        return {"$ref": "#/$defs/Money"}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if attrs.has(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return _compound(get_origin(hint), get_args(hint), definitions)


def _compound(origin: Any, args: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type(arg, definitions) for arg in args]}
    if origin is tuple:
        return {"type": "array", "items": _type(args[0], definitions)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _type(args[1], definitions)}
    raise TypeError(f"no JSON Schema is known for {origin!r} of {args!r}: add it to {Path(__file__).name}")


def _default(field: attrs.Attribute[Any]) -> dict[str, Any]:
    value = field.default
    if isinstance(value, Fraction | Decimal):
        return {"default": str(value)}
    if value is None or isinstance(value, str | int | float):
        return {"default": value}
    return {"default": list(value)} if value == () else {}


def _summary(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0].replace("`", "")


def _attribute_docs(cls: type) -> dict[str, str]:
    """Return what the docstring's Attributes section says of each field."""
    _, _, section = inspect.cleandoc(cls.__doc__ or "").partition("Attributes:\n")
    words: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        indent = len(line) - len(line.lstrip())
        if line.strip() and not indent:
            break
        if indent == 4:
            name, _, text = line.strip().partition(": ")
            words[name] = text
        elif name and line.strip():
            words[name] += " " + line.strip()
    return words


if __name__ == "__main__":
    for name, cls in PUBLISHED.items():
        (Path(__file__).parent / f"{name}.json").write_text(text_of(cls), encoding="utf-8")
