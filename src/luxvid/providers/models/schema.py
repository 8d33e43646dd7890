"""`InputField` and `check_input`: a model's input is checked here, strictly.

The service ignores keys that it does not know: a misspelt last frame would be a clip without one, billed in full.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput

FieldType = Literal["string", "integer", "number", "boolean", "file", "files"]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "file": (str,),
    "files": (list, tuple),
}


@frozen(kw_only=True)
class InputField(JsonValue):
    """What one key of a model's input may be.

    Attributes:
        type: `string`, `integer`, `number`, `boolean`; `file` for the URL of a picture or sound, `files` for several.
        required: The model does not run without it.
        default: What the model takes where it is left out; None where that is not known.
        one_of: All values that it may have; empty where they are not listed.
        minimum: The smallest number.
        maximum: The largest number.

    Example:
        >>> InputField(type="integer", one_of=[4, 6, 8], default=8).one_of
        (4, 6, 8)
    """

    type: FieldType
    required: bool = False
    default: Any = None
    one_of: tuple[Any, ...] = field(default=(), converter=tuple[Any, ...])
    minimum: float | None = None
    maximum: float | None = None

    def trouble_with(self, value: Any) -> str:
        """Say what is wrong with a value, in the words after "must be"; empty where nothing is."""
        if not isinstance(value, _TYPES[self.type]) or (isinstance(value, bool) and self.type != "boolean"):
            return {"integer": "a whole number", "file": "a file's URL", "files": "a list of URLs"}.get(
                self.type, f"a {self.type}"
            )
        if self.one_of and value not in self.one_of:
            return "one of " + ", ".join(map(repr, self.one_of))
        return self._beyond(value) if isinstance(value, int | float) else ""

    def _beyond(self, value: float) -> str:
        if self.minimum is not None and value < self.minimum:
            return f"{self.minimum:g} or more"
        if self.maximum is not None and value > self.maximum:
            return f"{self.maximum:g} or less"
        return ""


def check_input(model: str, fields: Mapping[str, InputField], values: Mapping[str, Any], *, files: Collection[str] = ()) -> None:
    """Raise `InvalidInput` where `values`, and the keys of `files` whose URLs come later, are no input of the model.

    Example:
        >>> fields = {"prompt": InputField(type="string"), "last_frame": InputField(type="file")}
        >>> check_input("a/model", fields, {"prompt": "slowly"}, files=["last_image"])
        Traceback (most recent call last):
        ...
        luxvid.errors.InvalidInput: a/model has no input 'last_image' ...
    """
    for key in (*values, *files):
        if key not in fields:
            raise InvalidInput(
                f"{model} has no input {key!r} (the service would ignore it, and bill): it has {', '.join(fields)}"
            )
    for key in files:
        if fields[key].type not in ("file", "files"):
            raise InvalidInput(f"{model}: {key!r} takes no file, it is a {fields[key].type}")
    for key, value in values.items():
        trouble = fields[key].trouble_with(value)
        if trouble:
            raise InvalidInput(f"{model}: {key} must be {trouble}, not {value!r}")
    for key, wanted in fields.items():
        if wanted.required and key not in values and key not in files:
            raise InvalidInput(f"{model} needs the input {key!r}")
