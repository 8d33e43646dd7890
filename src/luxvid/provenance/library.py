"""The packages that sign, asked for when they are used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from luxvid.errors import MissingExtra


def signing_package(name: str) -> ModuleType:
    """Return `c2pa`, or a module of `cryptography`. Raises `MissingExtra` where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and name.startswith(error.name):
            raise MissingExtra("provenance", "signing films (C2PA)") from None
        raise
