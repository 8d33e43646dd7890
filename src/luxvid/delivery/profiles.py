"""`Profile`: what a film is delivered as. The known ones stand in `profiles.toml`; your own are values, or lie in a file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal

from attrs import evolve, field, frozen

from luxvid.convert import JsonValue, exact_seconds
from luxvid.delivery.rule import Rule, Source
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput

_PLUGINS = "luxvid.profiles"
_FORBIDDEN = set('/\\:*?"<>|')

Shape = Literal["", "landscape", "vertical", "square", "portrait"]
_SHAPES: dict[Shape, Callable[[int], Encoding]] = {
    "landscape": Encoding.landscape,
    "vertical": Encoding.vertical,
    "square": Encoding.square,
    "portrait": Encoding.portrait,
}
_ASPECTS: dict[Shape, tuple[float, float]] = {
    "landscape": (1.3, 8.0),
    "vertical": (0.55, 0.57),
    "square": (1.0, 1.0),
    "portrait": (0.79, 0.81),
}


def _exact(value: Fraction | float | str | None) -> Fraction | None:
    return None if value is None else exact_seconds(value)


@frozen(kw_only=True)
class Profile(JsonValue):
    """What a film is delivered as: how its picture and sound are made, and the rules that the file is checked against.

    A picture is never made larger than the film's; what is None is as in the film.

    Attributes:
        name: What it is asked for by, and what its files are called.
        title: What people call it.
        shape: `landscape`, `vertical` (9:16), `square`, `portrait` (4:5), or empty for the film's.
        most_short_side_px: The picture's short side at most.
        crf: x264's quality.
        gop_s: At most how many seconds from one frame that reading may begin at to the next.
        b_frames: At most how many B-frames in a row.
        max_kbps: What the picture's rate is capped at.
        edit_list: Whether the file may have one.
        audio_kbps: The sound's rate.
        loudness_lufs: Integrated loudness of the sound as it decodes.
        true_peak_dbtp: Its highest true peak.
        branded: Whether the brand is in it: name, logo, contact, QR code, watermark.
        rules: What the file is checked against.
        notes: What to know that no measurement tells.

    Example:
        >>> import luxvid
        >>> from luxvid.delivery import Profile, Rule
        >>> ours = Profile(name="kiosk", shape="vertical", most_short_side_px=720, rules=[Rule(fact="size_mb", most=50)])
        >>> ours.encoding(luxvid.Encoding()).height_px
        1280
    """

    name: str = field()
    title: str = ""
    shape: Shape = field(default="")
    most_short_side_px: int | None = None
    crf: int | None = None
    gop_s: Fraction | None = field(default=None, converter=_exact)
    b_frames: int | None = None
    max_kbps: int | None = None
    edit_list: bool = True
    audio_kbps: int = 192
    loudness_lufs: float = -14.0
    true_peak_dbtp: float = -1.0
    branded: bool = True
    rules: tuple[Rule, ...] = field(default=(), converter=tuple[Rule, ...])
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @name.validator
    def _is_a_file_name(self, _attribute: object, value: str) -> None:
        if not value or value.startswith(".") or not value.isprintable() or _FORBIDDEN & set(value):
            raise InvalidInput(f"a profile's name is also its files' name: letters, digits, - and _, not {value!r}")

    @shape.validator
    def _is_known(self, _attribute: object, value: str) -> None:
        if value and value not in _SHAPES:
            raise InvalidInput(f"shape must be one of {', '.join(_SHAPES)}, or '' for the film's, not {value!r}")

    def encoding(self, film: Encoding) -> Encoding:
        """Return what the picture is encoded to, for a film in that encoding. Where nothing differs, it is the film's own."""
        side = min(film.width_px, film.height_px)
        shaped = film if self._fits(film) else evolve(_SHAPES[self.shape](side), fps=film.fps, preset=film.preset, crf=film.crf)
        most = self.most_short_side_px or side
        if most < side:
            width, height = (2 * round(px * most / side / 2) for px in (shaped.width_px, shaped.height_px))
            shaped = evolve(shaped, width_px=width, height_px=height)
        wishes = {name: getattr(self, name) for name in ("crf", "gop_s", "b_frames", "max_kbps")}
        return evolve(shaped, **{name: wish for name, wish in wishes.items() if wish is not None})

    def most(self, fact: str) -> float | None:
        """Return the tightest upper bound that a rule sets for a fact, None where there is none."""
        return min((rule.most for rule in self.rules if rule.fact == fact and rule.most is not None), default=None)

    def _fits(self, film: Encoding) -> bool:
        low, high = _ASPECTS.get(self.shape, (0.0, float("inf")))
        return low <= film.aspect <= high


def profile(name: str | Profile) -> Profile:
    """Return the profile of a name: one of luxvid's, or one that an installed package brings (entry point `luxvid.profiles`).

    Raises:
        InvalidInput: There is none of that name; the message says which there are.

    Example:
        >>> from luxvid.delivery import profile
        >>> profile("youtube").audio_kbps
        384
    """
    if isinstance(name, Profile):
        return name
    if name in known_profiles():
        return known_profiles()[name]
    brought = {entry.name: entry for entry in entry_points(group=_PLUGINS)}
    if name not in brought:
        raise InvalidInput(f"no profile is called {name!r}; there are {', '.join([*known_profiles(), *sorted(brought)])}")
    found = brought[name].load()
    if not isinstance(found, Profile):
        raise InvalidInput(f"the package that brings the profile {name!r} gives {type(found).__name__} instead of a Profile")
    return found


@cache
def known_profiles() -> Mapping[str, Profile]:
    """Return luxvid's own profiles by name.

    Example:
        >>> from luxvid.delivery import known_profiles
        >>> list(known_profiles())
        ['master', 'mls_unbranded', 'youtube', 'instagram_reel', 'tiktok', 'web', 'portal']
    """
    return {each.name: each for each in read_profiles(Path(__file__).with_name("profiles.toml"))}


def read_profiles(path: str | Path) -> tuple[Profile, ...]:
    """Read profiles from a TOML file that is written as luxvid's own `profiles.toml`; return them in its order.

    Rules under `every` are added to each profile that has none on the same fact.

    Raises:
        InvalidInput: It cannot be read, or a profile in it is wrong; the message names it.
    """
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidInput(f"the profiles in {str(path)!r} cannot be read: {error}") from error
    read_on = str(data.get("read_on", ""))
    sources = {key: {"read_on": read_on, **source} for key, source in data.get("sources", {}).items()}
    every = [_rule(rule, sources) for rule in data.get("every", [])]
    return tuple(_profile(name, told, every, sources) for name, told in data.get("profiles", {}).items())


def _profile(name: str, told: Mapping[str, Any], every: list[dict[str, Any]], sources: Mapping[str, Any]) -> Profile:
    own = [_rule(rule, sources) for rule in told.get("rules", [])]
    facts = {rule.get("fact") for rule in own}
    rules = [*(rule for rule in every if rule["fact"] not in facts), *own]
    return Profile.from_dict({**told, "name": name, "rules": rules})


def _rule(told: Mapping[str, Any], sources: Mapping[str, Any]) -> dict[str, Any]:
    source = told.get("source", "")
    if isinstance(source, str):
        if source and source not in sources:
            raise InvalidInput(f"the rule on {told.get('fact')!r} names the source {source!r}, which is not among `sources`")
        source = sources.get(source, {})
    return {**told, "source": source}


__all__ = ["Profile", "Rule", "Source", "known_profiles", "profile", "read_profiles"]
