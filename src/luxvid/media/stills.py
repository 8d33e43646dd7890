"""Decode photos: upright, sRGB, eight bits, as small as will do; refuse what cannot be read, before it costs anything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from attrs import field, frozen
from PIL import Image

from luxvid.errors import InvalidInput
from luxvid.media.stills_colour import rgb_of
from luxvid.media.stills_files import Refusal, opened, refusing, size_of
from luxvid.media.stills_formats import StillFormat, format_of
from luxvid.media.stills_words import exif_of, words_in

if TYPE_CHECKING:
    from attrs import Attribute

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_LEAST_SHORT_PX = 64


def _above_zero(_limits: object, attribute: Attribute[int], value: int) -> None:
    if value < 1:
        raise InvalidInput(f"{attribute.name} must be at least 1, not {value!r}")


@frozen(kw_only=True)
class Limits:
    """What a photo may be at most; more is refused before it is decoded.

    A decoded photo takes 4 bytes a pixel in memory, and as much again where its colours are converted. Formats that are
    decoded through several copies may have fewer pixels: HEIC and AVIF half of `max_pixels`, WebP a third.

    Attributes:
        max_bytes: Size of the file in bytes.
        max_pixels: Width by height.
        max_side_px: The longer side.

    Example:
        >>> Limits(max_pixels=50_000_000).max_bytes
        300000000
    """

    max_bytes: int = field(default=300_000_000, validator=_above_zero)
    max_pixels: int = field(default=120_000_000, validator=_above_zero)
    max_side_px: int = field(default=40_000, validator=_above_zero)


@frozen(kw_only=True)
class StillInfo:
    """What a photo's header says.

    Attributes:
        format: `JPEG`, `PNG`, `WebP`, `AVIF`, `TIFF` or `HEIC`.
        media_type: Such as `image/jpeg`.
        width_px: Width as seen, orientation applied.
        height_px: Height as seen, orientation applied.
        orientation: The EXIF orientation of the stored picture, 1 to 8.
        tags: Keywords from XMP, IPTC and EXIF.
        caption: Description from XMP, IPTC or EXIF.
        taken_at: Time of exposure as the camera wrote it (ISO 8601), or empty.
        source_type: IPTC's term for how it was made, as the file has it, or empty.
    """

    format: str
    media_type: str
    width_px: int
    height_px: int
    orientation: int = 1
    tags: tuple[str, ...] = ()
    caption: str = ""
    taken_at: str = ""
    source_type: str = ""


def probe_still(file: BinaryIO, *, limits: Limits | None = None) -> StillInfo:
    """Read a photo's header, without decoding it. Places are never read: no position reaches any result.

    Args:
        file: A seekable binary file; it stays open, its position is lost.
        limits: What it may be at most.

    Raises:
        PhotoRefused: It is no photo that can be read, or beyond the limits; `reason` says which.
        MissingExtra: It is a HEIC photo, and `luxvid[heif]` is not installed.

    Example:
        >>> import io
        >>> from PIL import Image
        >>> file = io.BytesIO()
        >>> Image.new("RGB", (90, 60)).save(file, "JPEG")
        >>> probe_still(file).width_px
        90
    """
    with refusing(_name_of(file)):
        still, image = _header(file, limits or Limits())
        orientation = _orientation(image)
        width_px, height_px = image.size if orientation < 5 else image.size[::-1]
        words = words_in(image)
        return StillInfo(
            format=still.name,
            media_type=still.media_type,
            width_px=width_px,
            height_px=height_px,
            orientation=orientation,
            tags=words.tags,
            caption=words.caption,
            taken_at=words.taken_at,
            source_type=words.source_type,
        )


def open_still(file: BinaryIO, *, least_px: int | None = None, limits: Limits | None = None) -> Image.Image:
    """Decode a photo: mode `RGB`, upright, sRGB, transparency laid on white, the first frame of an animation.

    An embedded colour profile is followed; one that is broken is ignored. The picture carries no metadata.

    Args:
        file: A seekable binary file; it stays open, its position is lost.
        least_px: Where given, the picture is made 2, 4 or 8 times smaller as long as its longer side keeps this length and
            the shorter one 64 px. JPEG is then decoded at the reduced size, which is several times faster.
        limits: What it may be at most.

    Raises:
        PhotoRefused: It is no photo that can be read, is damaged or cut off, or beyond the limits; `reason` says which.
        MissingExtra: It is a HEIC photo, and `luxvid[heif]` is not installed.

    Example:
        >>> import io
        >>> from PIL import Image
        >>> file = io.BytesIO()
        >>> Image.new("RGB", (900, 600)).save(file, "JPEG")
        >>> open_still(file, least_px=200).size
        (225, 150)
    """
    with refusing(_name_of(file)):
        still, image = _header(file, limits or Limits())
        orientation = _orientation(image)
        shrink = _shrink(image.size, least_px)
        if shrink > 1 and still.decodes_smaller:
            width, height = image.size
            image.draft(None, (max(1, width // shrink), max(1, height // shrink)))
            shrink = 1
        image.load()
        picture = rgb_of(image, shrink=shrink)
        if orientation in _UPRIGHT:
            picture = picture.transpose(_UPRIGHT[orientation])
        picture.info.clear()
        return picture


def _header(file: BinaryIO, limits: Limits) -> tuple[StillFormat, Image.Image]:
    size = size_of(file)
    if size == 0:
        raise Refusal("the file is empty")
    if size > limits.max_bytes:
        raise Refusal(f"the file is larger than {_millions(limits.max_bytes)} MB")
    still = format_of(file, _name_of(file))
    file.seek(0)
    image = opened(file, still)
    _check(image.size, still, limits)
    return still, image


def _check(size: tuple[int, int], still: StillFormat, limits: Limits) -> None:
    pixels, most = size[0] * size[1], limits.max_pixels // still.copies
    if pixels > most:
        raise Refusal(f"it has {_millions(pixels)} megapixels; at most {_millions(most)} are read of a {still.name} file")
    if max(size) > limits.max_side_px:
        raise Refusal(f"it is {max(size)} pixels long; at most {limits.max_side_px} are read")


def _orientation(image: Image.Image) -> int:
    orientation = 1
    with suppress(Exception):  # damaged EXIF is no reason to refuse a picture
        orientation = exif_of(image).get(_ORIENTATION, 1)
    return orientation if orientation in _UPRIGHT else 1


def _shrink(size: tuple[int, int], least_px: int | None) -> int:
    if least_px is None:
        return 1
    long_px, short_px = max(size), min(size)
    return next((factor for factor in (8, 4, 2) if long_px >= least_px * factor and short_px >= _LEAST_SHORT_PX * factor), 1)


def _name_of(file: BinaryIO) -> str:
    name = getattr(file, "name", "")
    return name if isinstance(name, str) and name else "photo"


def _millions(count: int) -> str:
    return f"{count / 1e6:.3g}" if count < 999.5e6 else f"{count / 1e6:.0f}"
