"""Parts that other packages bring: renderers, composers and stores, found by entry points and loaded by name.

A package says in its `pyproject.toml` what it brings; nothing of it is loaded before somebody names it::

    [project.entry-points."luxvid.renderers"]
    acme = "acme_video:AcmeRenderer"
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Literal, overload

from luxvid.errors import InvalidInput, LuxvidError

if TYPE_CHECKING:
    from luxvid.protocols import ClipRenderer, Composer, ContinuingComposer, Storage

Kind = Literal["renderers", "composers", "stores"]

_SEAMS: dict[str, tuple[tuple[str, ...], ...]] = {  # what a part must have: all names of one of these
    "renderers": (("render",),),
    "composers": (("compose",), ("extend",)),
    "stores": (("blobs", "made", "ledger"),),
}


def plugins(kind: Kind) -> dict[str, str]:
    """Return the names of the parts of a kind that installed packages bring, each with its package. Loads none of them.

    Raises:
        InvalidInput: There is no such kind.

    Example:
        >>> import luxvid.plugins
        >>> isinstance(luxvid.plugins.plugins("renderers"), dict)
        True
    """
    return {entry.name: _package(entry) for entry in sorted(_brought(kind), key=lambda entry: entry.name)}


@overload
def plugin(kind: Literal["renderers"], name: str, /, **settings: Any) -> ClipRenderer: ...
@overload
def plugin(kind: Literal["composers"], name: str, /, **settings: Any) -> Composer | ContinuingComposer: ...
@overload
def plugin(kind: Literal["stores"], name: str, /, **settings: Any) -> Storage: ...
def plugin(kind: Kind, name: str, /, **settings: Any) -> Any:
    """Load a part by its name and make it with these settings; what making it raises comes out unchanged.

    Args:
        kind: `renderers` (they have `render`), `composers` (`compose` or `extend`) or `stores` (`blobs`, `made` and `ledger`).
        name: Its name, as `plugins` lists it.
        settings: What its class or function takes.

    Raises:
        InvalidInput: No package brings it, or several do; it cannot be loaded; or it is no such part.

    Example:
        >>> from luxvid.plugins import plugin
        >>> plugin("renderers", "acme")
        Traceback (most recent call last):
            ...
        luxvid.errors.InvalidInput: no renderer is called 'acme'; ...
    """
    entry = _entry(kind, name)
    made = _loaded(entry, kind)(**settings)
    if not any(all(hasattr(made, part) for part in parts) for parts in _SEAMS[kind]):
        wanted = " or ".join(", ".join(parts) for parts in _SEAMS[kind])
        raise InvalidInput(f"{_package(entry)!r} gives for {name!r} a {type(made).__name__}, which has no {wanted}")
    return made


def _brought(kind: Kind) -> tuple[EntryPoint, ...]:
    if kind not in _SEAMS:
        raise InvalidInput(f"packages bring {', '.join(_SEAMS)}, not {kind!r}")
    return tuple(entry_points(group=f"luxvid.{kind}"))


def _entry(kind: Kind, name: str) -> EntryPoint:
    found = [entry for entry in _brought(kind) if entry.name == name]
    one = kind.removesuffix("s")
    if not found:
        there = ", ".join(plugins(kind)) or "none"
        raise InvalidInput(f"no {one} is called {name!r}; installed packages bring {there}: install the one that has it")
    packages = sorted({_package(entry) for entry in found})
    if len(packages) > 1:
        raise InvalidInput(f"{' and '.join(map(repr, packages))} both bring a {one} {name!r}: uninstall one of them")
    return found[0]


def _loaded(entry: EntryPoint, kind: Kind) -> Any:
    try:
        maker = entry.load()
    except LuxvidError:
        raise
    except Exception as error:  # whatever a module does when it is imported
        raise InvalidInput(f"{entry.name!r} of the package {_package(entry)!r} cannot be loaded: {error}") from error
    if not callable(maker):
        raise InvalidInput(
            f"{entry.value!r} of the package {_package(entry)!r} makes no {kind.removesuffix('s')}: it is no class"
        )
    return maker


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else entry.module
