"""What a file has to be: `Rule`, and the facts that rules are about."""

from __future__ import annotations

from attrs import field, frozen

from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput

Fact = str | float
"""What is measured: a number in the fact's unit, or a word."""

FACTS: dict[str, tuple[str, str]] = {
    "container": ("container", ""),
    "moov_first": ("index first (fast start)", ""),
    "edit_list": ("edit list", ""),
    "size_mb": ("size", "MB"),
    "duration_s": ("length", "s"),
    "video_codec": ("picture", ""),
    "video_level": ("H.264 level", ""),
    "pixel_format": ("chroma", ""),
    "colour": ("colour", ""),
    "pixel_aspect": ("pixels", ""),
    "width_px": ("width", "px"),
    "height_px": ("height", "px"),
    "aspect": ("width by height", ""),
    "fps": ("frame rate", "fps"),
    "constant_rate": ("constant frame rate", ""),
    "gop_s": ("longest GOP", "s"),
    "closed_gop": ("closed GOPs", ""),
    "b_frames": ("B-frames in a row", ""),
    "video_kbps": ("picture's rate", "kbit/s"),
    "peak_kbps": ("busiest second", "kbit/s"),
    "audio_codec": ("sound", ""),
    "audio_hz": ("sample rate", "Hz"),
    "audio_channels": ("channels", ""),
    "audio_kbps": ("sound's rate", "kbit/s"),
    "sound_off_s": ("sound longer or shorter than the picture", "s"),
    "loudness_lufs": ("loudness", "LUFS"),
    "true_peak_dbtp": ("true peak", "dBTP"),
    "declared": ("says how it was made (XMP)", ""),
    "captions": ("captions", ""),
    "branding": ("branding", ""),
    "qr_codes": ("QR codes", ""),
    "voices": ("voices", ""),
}
"""What can be measured on a file: each fact's words and unit."""

SOUND_FACTS = ("audio_codec", "audio_hz", "audio_channels", "audio_kbps", "sound_off_s", "loudness_lufs", "true_peak_dbtp")
"""Facts that a film without music does not have."""


@frozen(kw_only=True)
class Source(JsonValue):
    """Who says so.

    Attributes:
        title: Whose rule it is.
        url: Where it stands; empty for our own.
        read_on: When it was read there, as an ISO date.
        verified: Whether we have read it there ourselves.
    """

    title: str = ""
    url: str = ""
    read_on: str = ""
    verified: bool = True

    def __str__(self) -> str:
        where = f" ({self.url}, read {self.read_on})" if self.url else ""
        return f"{self.title}{where}{'' if self.verified else ', not verified'}"


@frozen(kw_only=True)
class Rule(JsonValue):
    """What a fact of a file has to be: within bounds, or one of some words.

    Attributes:
        fact: What is measured, one of `FACTS`, in the unit named there.
        least: Smallest number that is allowed.
        most: Largest number that is allowed.
        one_of: The words that are allowed.
        source: Who says so.

    Example:
        >>> from luxvid.delivery import Rule
        >>> rule = Rule(fact="size_mb", most=300)
        >>> rule.wanted, rule.allows(12.5), rule.allows(301)
        ('at most 300 MB', True, False)
    """

    fact: str = field()
    least: float | None = None
    most: float | None = None
    one_of: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    source: Source = field(factory=Source)

    @fact.validator
    def _known(self, _attribute: object, value: str) -> None:
        if value not in FACTS:
            raise InvalidInput(f"no fact of a file is called {value!r}; there are {', '.join(FACTS)}")

    def __attrs_post_init__(self) -> None:
        if (self.least is None and self.most is None) == (not self.one_of):
            raise InvalidInput(f"the rule on {self.fact!r} needs `least`, `most` or both, or else `one_of`")

    def allows(self, measured: Fact) -> bool:
        """Tell whether what was measured keeps the rule; bounds are taken as exactly as they are written."""
        if self.one_of:
            return str(measured) in self.one_of
        if isinstance(measured, str):
            return False
        at_least = self.least is None or measured >= self.least - _rounding(self.least)
        return at_least and (self.most is None or measured <= self.most + _rounding(self.most))

    @property
    def wanted(self) -> str:
        """The rule in words."""
        if self.one_of:
            return " or ".join(self.one_of)
        if self.least == self.most:
            return worded(self.fact, self.least or 0)
        bounds = [("at least", self.least), ("at most", self.most)]
        return ", ".join(f"{word} {worded(self.fact, bound)}" for word, bound in bounds if bound is not None)


def worded(fact: str, measured: Fact) -> str:
    """Return a measured fact in words, with its unit."""
    if isinstance(measured, str):
        return measured
    digits = f"{measured:.0f}" if abs(measured) >= 1000 else f"{measured:.4g}"
    return f"{digits} {FACTS[fact][1]}".strip()


def _rounding(bound: float) -> float:
    return abs(bound) * 1e-6
