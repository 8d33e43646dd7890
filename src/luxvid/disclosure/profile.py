"""`DisclosureProfile`: what a law or a listing service asks to be said, as data that anybody can read, correct and add to.

Engineering notes with their sources, not legal advice.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Literal

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput

_DATA = files("luxvid.disclosure") / "profiles"
_KNOWN_WORDS = {"facts", "address"}


@frozen(kw_only=True)
class Seen(JsonValue):
    """Where something was read.

    Attributes:
        url: The place.
        on: The day, ISO.
        what: What stands there, in a few words.
    """

    url: str
    on: str
    what: str = ""


def _known_words(_profile: object, attribute: object, value: str) -> None:
    name = getattr(attribute, "name", "text")
    try:
        unknown = {word for _, word, _, _ in Formatter().parse(value) if word is not None} - _KNOWN_WORDS
    except ValueError as error:
        raise InvalidInput(f"{name} cannot be read: {error}; write {{{{ and }}}} for braces") from error
    if unknown:
        raise InvalidInput(f"{name} has {{{min(unknown)}}}; what can be filled in is {{facts}} and {{address}}")


@frozen(kw_only=True)
class DisclosureProfile(JsonValue):
    """What has to be said of a film with generated frames, somewhere.

    In `statement`, `{facts}` stands for what was done, and `{address}` for where the page with the unaltered photos is
    published. A camera move over a photo, which is cropping, is exempt in all profiles that luxvid knows.

    Attributes:
        name: What it is asked for by.
        title: The law or rule, as it is called.
        where: Where it holds.
        in_force: Since when, ISO.
        label: Words on the picture for as long as generated frames show; empty where none are asked for.
        statement: What is said of a film with generated frames, beside it.
        originals: How the unaltered photos are to be had: by a `link`, `beside` the film, or not at all (empty).
        remains: What whoever publishes has to do, in words: no file can do it for him.
        sources: Where this was read, and when.
        confidence: How sure it is: `high` where the text itself was read, `medium` or `low` where others told of it.
        note: What else to know.

    Example:
        >>> from luxvid.disclosure import disclosure_profile
        >>> disclosure_profile("california_ab723").in_force
        '2026-01-01'
    """

    name: str
    title: str
    where: str
    in_force: str = ""
    label: str = ""
    statement: str = field(default="{facts}", validator=_known_words)
    originals: Literal["", "link", "beside"] = ""
    remains: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    sources: tuple[Seen, ...] = field(default=(), converter=tuple[Seen, ...])
    confidence: Literal["high", "medium", "low"] = "low"
    note: str = ""


def known_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that luxvid knows, in order.

    Example:
        >>> known_profiles()
        ('california_ab723', 'crmls', 'eu_ai_act_50', 'wisconsin_act69')
    """
    names = (file.name for file in _DATA.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def disclosure_profile(name: str) -> DisclosureProfile:
    """Return a profile that luxvid knows.

    Raises:
        InvalidInput: It knows no such profile.

    Example:
        >>> disclosure_profile("crmls").originals
        'beside'
    """
    if name not in known_profiles():
        raise InvalidInput(
            f"no disclosure profile {name!r} is known; there are {', '.join(known_profiles())}; describe another one with "
            "DisclosureProfile(...) or in a file for profile_from_file(...)"
        )
    return _read(_DATA.joinpath(f"{name}.toml").read_text(encoding="utf-8"), name)


def profile_from_file(path: str | Path) -> DisclosureProfile:
    r"""Return the profile that a TOML file describes, in the form of those beside this module.

    Raises:
        InvalidInput: The file cannot be read, or does not describe a profile; the message names what is wrong.

    Example:
        >>> from pathlib import Path
        >>> _ = Path("mine.toml").write_text('name = "mine"\ntitle = "Our house rule"\nwhere = "our site"\nlabel = "AI"')
        >>> profile_from_file("mine.toml").label
        'AI'
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"the profile's file {str(path)!r} cannot be read: {error}") from error
    return _read(text, str(path))


def _read(text: str, name: str) -> DisclosureProfile:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"the profile {name!r} cannot be read: not TOML ({error})") from error
    return DisclosureProfile.from_dict(data)
