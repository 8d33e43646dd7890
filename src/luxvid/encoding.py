"""What the film is encoded to: size, rate and how hard the encoder works."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Self

from attrs import evolve, field, fields_dict, frozen
from attrs.validators import instance_of

from luxvid.convert import JsonValue, exact_seconds
from luxvid.errors import InvalidInput

_PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")


def _even(_encoding: object, attribute: object, value: int) -> None:
    if not 64 <= value <= 7680 or value % 2:
        name = getattr(attribute, "name", "size")
        raise InvalidInput(f"{name} must be an even number from 64 to 7680, not {value!r}")


def _rate(_encoding: object, _attribute: object, value: Fraction) -> None:
    if not 1 <= value <= 240:
        raise InvalidInput(f"fps must be from 1 to 240, not {value}")


def _preset(_encoding: object, _attribute: object, value: str) -> None:
    if value not in _PRESETS:
        raise InvalidInput(f"preset must be one of {', '.join(_PRESETS)}, not {value!r}")


def _crf(_encoding: object, _attribute: object, value: int) -> None:
    if not 0 < value <= 51:
        raise InvalidInput(f"crf must be from 1 (best) to 51, not {value!r}")


def _gop(_encoding: object, _attribute: object, value: Fraction) -> None:
    if not 0 < value <= 60:
        raise InvalidInput(f"gop_s must be above 0 and at most 60 seconds, not {value}")


def _within(least: int, most: int) -> Callable[[object, object, int | None], None]:
    def check(_encoding: object, attribute: object, value: int | None) -> None:
        if value is not None and not least <= value <= most:
            raise InvalidInput(f"{getattr(attribute, 'name', 'it')} must be from {least} to {most}, or None, not {value!r}")

    return check


def exact_rate(value: Fraction | float | str) -> Fraction:
    """Return a frame rate as an exact fraction; 23.976, 29.97 and 59.94 mean their NTSC fractions."""
    try:
        rate = Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise InvalidInput(f"fps must be a number such as 30, 29.97 or '30000/1001', not {value!r}") from error
    ntsc = Fraction(round(rate), 1) * Fraction(1000, 1001)
    return ntsc if rate.denominator not in (1, 1001) and abs(rate - ntsc) < Fraction(1, 200) else rate


@frozen(kw_only=True)
class Encoding(JsonValue):
    """The film's picture: H.264 High, yuv420p, BT.709 limited, square pixels, closed GOPs.

    The preset `ultrafast`, which previews have, uses nothing of High: what it writes is Constrained Baseline, and says so.

    `landscape`, `vertical`, `square` and `portrait` give the usual shapes; each takes its short side (portrait: its width), from
    720 to 2160 for what people call 720p to 2160p.

    Attributes:
        width_px: Even width, 1920 by default.
        height_px: Even height, 1080 by default.
        fps: Frames per second as an exact fraction, 30 by default; 29.97 means 30000/1001.
        crf: x264's quality, 1 (best) to 51; 18 by default.
        preset: x264's preset, `veryfast` by default.
        gop_s: At most how many seconds from one frame that stands for itself to the next, 2 by default.
        b_frames: At most how many B-frames in a row; None leaves that to the preset.
        max_kbps: What the picture's rate is capped at, in kbit/s over a quarter of a second; None for quality alone.
        bands: Where what matters is wider than an upright frame, show it wider, over a blur of the same picture above and below;
            False fills the frame always, and cuts it.

    Example:
        >>> import luxvid
        >>> luxvid.Encoding.vertical().width_px, luxvid.Encoding(fps=29.97).fps
        (1080, Fraction(30000, 1001))
        >>> luxvid.Encoding.square(720).height_px, luxvid.Encoding.portrait().height_px
        (720, 1350)
    """

    width_px: int = field(default=1920, validator=_even)
    height_px: int = field(default=1080, validator=_even)
    fps: Fraction = field(default=Fraction(30), converter=exact_rate, validator=_rate)
    crf: int = field(default=18, validator=_crf)
    preset: str = field(default="veryfast", validator=_preset)
    gop_s: Fraction = field(default=Fraction(2), converter=exact_seconds, validator=_gop)
    b_frames: int | None = field(default=None, validator=_within(0, 16))
    max_kbps: int | None = field(default=None, validator=_within(16, 1_000_000))
    bands: bool = field(default=True, validator=instance_of(bool))

    @classmethod
    def landscape(cls, height_px: int = 1080) -> Self:
        """Return 16:9 of the given height: 1080 gives 1920×1080, 720 gives 1280×720, 2160 gives 3840×2160."""
        return cls(width_px=_even_part(height_px * 16 / 9), height_px=height_px)

    @classmethod
    def vertical(cls, width_px: int = 1080) -> Self:
        """Return 9:16 of the given width: 1080 gives 1080×1920, 720 gives 720×1280, 2160 gives 2160×3840."""
        return cls(width_px=width_px, height_px=_even_part(width_px * 16 / 9))

    @property
    def identity(self) -> dict[str, Any]:
        """All that decides how frames are encoded, as JSON types; what is left at its default is not named."""
        said = self.to_dict()
        del said["bands"]  # the frames say by themselves what they show
        for name in ("gop_s", "b_frames", "max_kbps"):  # younger than the first pieces that are found by this
            if getattr(self, name) == fields_dict(type(self))[name].default:
                del said[name]
        return said

    @classmethod
    def square(cls, side_px: int = 1080) -> Self:
        """Return 1:1 of the given side: 720, 1080, 1440 or 2160, or any even number."""
        return cls(width_px=side_px, height_px=side_px)

    @classmethod
    def portrait(cls, width_px: int = 1080) -> Self:
        """Return 4:5 of the given width: 1080 gives 1080×1350, 720 gives 720×900, 2160 gives 2160×2700."""
        return cls(width_px=width_px, height_px=_even_part(width_px * 5 / 4))

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width_px / self.height_px

    def preview(self) -> Self:
        """Return the same picture made small and quickly: 480 lines on the short side, for looking before producing."""
        scale = 480 / min(self.width_px, self.height_px)
        if scale >= 1:
            return evolve(self, preset="ultrafast", crf=max(self.crf, 26))
        width, height = _even_part(self.width_px * scale), _even_part(self.height_px * scale)
        return evolve(self, width_px=width, height_px=height, preset="ultrafast", crf=max(self.crf, 26))

    def frames(self, seconds: Fraction) -> int:
        """Return the frame nearest to a point in time; halves round up."""
        return int(seconds * self.fps + Fraction(1, 2))


def _even_part(value: float) -> int:
    return 2 * round(value / 2)
