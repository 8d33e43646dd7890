"""Fonts: the user's file or a free one, and whether it has what a text needs."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from functools import cache
from importlib.resources import files

from attrs import field, frozen
from PIL import ImageFont, features

from luxvid.errors import FileRefused, InvalidInput, MissingExtra

HEADING, TEXT = ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"), ("font_source_sans_pro", "SourceSansPro-Regular.ttf")
"""The fonts by default, both under the SIL Open Font License: Latin, Greek, Cyrillic."""

_NO_CHARACTER = "\U0010ffff"  # every font shows its sign for missing characters for it
_SHAPED = ((0x0900, 0x0DFF), (0x0E80, 0x109F), (0x1780, 0x18AF), (0xA840, 0xABFF))  # Indic and other scripts that join signs


@frozen
class Face:
    """A font file: its name for people, its bytes and their SHA-256."""

    name: str
    data: bytes = field(repr=False)
    digest: str = field(init=False)

    @digest.default
    def _sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def at(self, size_px: float, *, shaped: bool = True) -> ImageFont.FreeTypeFont:
        """Return the font at a size in pixels; unshaped, every character stands for its own glyph.

        Raises:
            FileRefused: The file is no font that FreeType reads.
        """
        can_shape = shaped and features.check("raqm")
        engine = ImageFont.Layout.RAQM if can_shape else ImageFont.Layout.BASIC
        try:
            return ImageFont.truetype(io.BytesIO(self.data), size_px, layout_engine=engine)
        except (OSError, ValueError) as error:
            raise FileRefused(self.name, f"it is no font that can be read ({error})") from error

    def check(self, text: str) -> None:
        """Refuse a text that the font cannot show.

        Raises:
            InvalidInput: The font lacks characters, or the script needs shaping that this machine's Pillow cannot do.
        """
        lacking = [c for c in dict.fromkeys(unicodedata.normalize("NFC", text)) if _is_shown(c) and not self._has(c)]
        if lacking:
            some = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:6])
            raise InvalidInput(f"the font {self.name!r} has no {some}, needed for {text!r}: give the brand a font that has it")
        if needs_shaping(text) and not features.check("raqm"):
            raise InvalidInput(
                f"{text!r} is in a script whose signs join: Pillow needs Raqm and FriBiDi for it (on Debian: libfribidi0)"
            )

    def _has(self, character: str) -> bool:
        return _glyph(self, character) not in (_glyph(self, _NO_CHARACTER), None)


@cache
def _glyph(face: Face, character: str) -> bytes | None:
    """Return what a font draws for a character; None where that is nothing."""
    mask = face.at(40, shaped=False).getmask(character)
    drawn = bytes(mask)
    return str(mask.size).encode() + drawn if any(drawn) else None


def _is_shown(character: str) -> bool:
    """Tell whether a character leaves a mark of its own: not a space, a control or a sign for joining."""
    return unicodedata.category(character)[0] not in "ZC" and not 0xFE00 <= ord(character) <= 0xFE0F


def needs_shaping(text: str) -> bool:
    """Tell whether a text has to be shaped: written from the right, or in a script whose signs join."""
    return any(
        unicodedata.bidirectional(c) in ("R", "AL", "AN") or any(low <= ord(c) <= high for low, high in _SHAPED) for c in text
    )


def is_from_right(text: str) -> bool:
    """Tell whether a text is read from the right: its first letter of a direction says so."""
    for character in text:
        if (direction := unicodedata.bidirectional(character)) in ("L", "R", "AL"):
            return direction != "L"
    return False


@cache
def free_face(package: str, file: str) -> Face:
    """Return a font that a package ships. Raises `MissingExtra` where it is not installed."""
    try:
        folder = files(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtra("titles", "text in the default font (a brand with fonts of its own does not need it)") from error
    return Face(file.partition(".")[0], (folder / "files" / file).read_bytes())
