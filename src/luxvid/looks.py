"""What looking at a photo found: a `Look`, measured once at intake and used by the choice."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from luxvid.convert import JsonValue


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(values)


@frozen(kw_only=True)
class Look(JsonValue):
    """Measurements of one upright photo, sRGB; made by `luxvid.vision.looks.look_at`.

    Attributes:
        brightness: Mean luma, 0 to 1.
        contrast: Standard deviation of luma, 0 to 1.
        shadow: Luma below which the darkest hundredth lies, 0 to 1.
        highlight: Luma above which the brightest hundredth lies, 0 to 1.
        black: Share of pixels without detail at the dark end, 0 to 1.
        white: Share of pixels without detail at the bright end, 0 to 1.
        sharpness: How crisp the crispest parts are in their worst direction, 0 (defocused, or moved) to 1.
        noise: Noise of the smoothest parts, standard deviation in code values of 255, at about 1000 px.
        flat: Share of the picture that is one flat colour, 0 to 1; high for drawings and screenshots.
        tilt: Roll of the picture in degrees, clockwise positive; 0 where it is upright, or has too few uprights to tell by.
        colourfulness: Hasler and Süsstrunk's measure, about 0 to 100; 0 for grey pictures.
        fingerprint: The picture as 32 by 32 luma bytes, base64: likeness of photos is judged by it.
        palette: Mean colours of 8 by 8 cells, row by row, CIE L*a*b*, three numbers a cell.
        seen: The chance of each of `luxvid.vision.seeing.LABELS`; empty where the extra `vision` was not there to see.
        beside: How likely each of `luxvid.vision.seeing.OPEN_PLAN` (living, dining, kitchen) is there; empty likewise.
        traces: What stands where in the picture, base64 (`luxvid.vision.traces`); empty likewise.
        marks: The chance of each of `luxvid.vision.marks.MARKS` (watermark, finger, collage); empty likewise.
        faces: Share of the picture that faces cover, 0 to 1; 0 too where nothing is there to find them (`luxvid.vision.faces`).

    Example:
        >>> from PIL import Image
        >>> from luxvid.vision.looks import look_at
        >>> look_at(Image.new("RGB", (300, 200), "black")).brightness
        0.0
    """

    brightness: float
    contrast: float
    shadow: float
    highlight: float
    black: float
    white: float
    sharpness: float
    noise: float
    flat: float
    colourfulness: float
    fingerprint: str
    palette: tuple[float, ...] = field(converter=_floats)
    seen: tuple[float, ...] = field(default=(), converter=_floats)
    beside: tuple[float, ...] = field(default=(), converter=_floats)
    traces: str = ""
    marks: tuple[float, ...] = field(default=(), converter=_floats)
    tilt: float = 0.0
    faces: float = 0.0
