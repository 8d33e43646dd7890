"""How numbers, amounts and units are written where: small data, read when it is asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput

_DATA = files("luxvid.words")


def _words(value: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Locale(JsonValue):
    """How a place writes numbers and amounts; each field is explained in `locales.toml`."""

    decimal: str
    group: str
    before: bool = False
    after_too: bool = False
    gap: str = ""
    tall_signs: bool = False
    thousand: tuple[str, ...] = field(default=(), converter=_words)
    million: tuple[str, ...] = field(default=(), converter=_words)
    billion: tuple[str, ...] = field(default=(), converter=_words)

    @property
    def groups_by_space(self) -> bool:
        """Whether digits are grouped by a space."""
        return self.group.isspace()


@frozen(kw_only=True)
class Unit(JsonValue):
    """A unit's sign, what else is fine, and what is written instead of it."""

    sign: str
    fine: tuple[str, ...] = field(default=(), converter=_words)
    instead_of: tuple[str, ...] = field(default=(), converter=_words)
    exact: bool = False

    def is_fine(self, written: str) -> bool:
        """Tell whether it may be written so."""
        fine = (self.sign, *self.fine)
        return written in fine if self.exact else written.casefold() in map(str.casefold, fine)


def known_locales() -> tuple[str, ...]:
    """Return the places whose spelling is known, in order.

    Example:
        >>> "de-DE" in known_locales()
        True
    """
    return tuple(sorted(_read("locales")["locales"]))


@cache
def locale(name: str) -> Locale:
    """Return how a place writes. Raises `InvalidInput` where that is not known."""
    if name not in known_locales():
        raise InvalidInput(f"the locale {name!r} is not known: it must be one of {', '.join(known_locales())}, or '' for none")
    return Locale.from_dict(_read("locales")["locales"][name])


@cache
def units() -> tuple[Unit, ...]:
    """Return the units whose spelling is checked."""
    return tuple(Unit.from_dict(unit) for unit in _read("units")["units"])


def source_of(name: str) -> str:
    """Return the source of `locales` or of `units`: a URL."""
    return str(_read(name)["source"])


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
