"""The brand that a film is made for. With nothing set it changes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from attrs import evolve, field, frozen

from luxvid.blobs import Blob
from luxvid.convert import JsonValue
from luxvid.errors import InvalidInput

_MEDIA_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".svg": "image/svg+xml",
    ".ttf": "font/ttf", ".otf": "font/otf", ".ttc": "font/collection", ".woff": "font/woff",
}  # fmt: skip


def _file(value: Blob | Path | str | None) -> Blob | None:
    """Identify a file that is named by its path; blobs stay what they are."""
    if value is None or isinstance(value, Blob):
        return value
    path = Path(value)
    try:
        return Blob.of_file(path, media_type=_MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream"))
    except OSError as error:
        raise InvalidInput(f"the brand's file {str(path)!r} cannot be read: {error.strerror}") from error


def _lines(value: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(value.splitlines()) if isinstance(value, str) else tuple(value)


def _is_colour(_brand: object, attribute: object, value: str) -> None:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise InvalidInput(f"{getattr(attribute, 'name', 'a colour')} must be written as '#rrggbb', not {value!r}")


def _is_url(_brand: object, _attribute: object, value: str) -> None:
    if value and not re.fullmatch(r"https?://[!-~]{1,300}", value):
        raise InvalidInput(f"url must begin with 'https://' or 'http://', without spaces, at most 300 characters, not {value!r}")


@frozen(kw_only=True)
class Brand(JsonValue):
    """Name and tone that go into prompts and reports, and how the film is signed; empty by default.

    Name, logo, contact, phone, email and url stand on an end card, which comes where one of the last five is set. The other
    fields say how titles look. None but `name` and `tone` goes to a model: what was paid for stays paid for when they change.

    Attributes:
        name: The agency's or the property's name.
        tone: A few words on style, for example "quiet, Mediterranean"; joins every prompt.
        logo: A PNG, JPEG, WebP or (extra `svg`) SVG file; a path is read at once, to identify the file.
        contact: Lines of the end card, such as the agent's name and office.
        phone: A telephone number.
        email: A mail address.
        url: Where the end card's QR code leads (extra `titles`), with `https://`.
        watermark: Whether the logo, or else the name, stands small in a corner all the time.
        font: A font file for headings, and for all text without a `text_font`; Source Serif Pro by default (extra `titles`).
        text_font: A font file for smaller text; Source Sans Pro by default (extra `titles`).
        text_colour: Of all text, as `#rrggbb`.
        accent_colour: Of thin rules.
        card_colour: Of the end card.

    Raises:
        InvalidInput: A file that cannot be read, a colour or URL that is none.

    Example:
        >>> import luxvid
        >>> luxvid.Brand(name="Casa Sol", phone="+34 971 000 000").unbranded() == luxvid.Brand()
        True
    """

    name: str = ""
    tone: str = ""
    logo: Blob | None = field(default=None, converter=_file)
    contact: tuple[str, ...] = field(default=(), converter=_lines)
    phone: str = ""
    email: str = ""
    url: str = field(default="", validator=_is_url)
    watermark: bool = False
    font: Blob | None = field(default=None, converter=_file)
    text_font: Blob | None = field(default=None, converter=_file)
    text_colour: str = field(default="#ffffff", validator=_is_colour)
    accent_colour: str = field(default="#c8aa6e", validator=_is_colour)
    card_colour: str = field(default="#15181b", validator=_is_colour)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a brand from a JSON file; `logo`, `font` and `text_font` may be names of files beside it.

        Raises:
            InvalidInput: The file, or one that it names, cannot be read, or it is no brand.
        """
        path = Path(path)
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise InvalidInput(f"the brand {str(path)!r} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise InvalidInput(f"the brand {str(path)!r} cannot be read: not JSON ({error})") from error
        if not isinstance(told, dict):
            raise InvalidInput(f"the brand {str(path)!r} cannot be read: it must be a JSON object")
        if isinstance(told.get("contact"), str):
            told["contact"] = told["contact"].splitlines()
        named = {role: told.pop(role) for role in ("logo", "font", "text_font") if isinstance(told.get(role), str)}
        return evolve(cls.from_dict(told), **{role: path.parent / name for role, name in named.items()})

    def prompt(self, text: str) -> str:
        """Return a scene's prompt with the brand's tone added, unchanged where there is none."""
        return f"{text} Style: {self.tone}." if self.tone else text

    def unbranded(self) -> Self:
        """Return the brand without what tells whose it is: no name, logo, contact, phone, email, URL, watermark."""
        return evolve(self, name="", logo=None, contact=(), phone="", email="", url="", watermark=False)

    @property
    def signs(self) -> bool:
        """Whether there is something to close the film with: a logo, or how to get in touch."""
        return bool(self.logo or self.contact or self.phone or self.email or self.url)

    @property
    def files(self) -> tuple[Blob, ...]:
        """The brand's own files: logo and fonts."""
        return tuple(blob for blob in (self.logo, self.font, self.text_font) if blob is not None)

    def attach(self, files: Iterable[Blob]) -> Self:
        """Return the brand with its files lying where those of the same digest lie: for a brand that was read from JSON."""
        known = {blob.digest: blob for blob in files}

        def found(blob: Blob | None) -> Blob | None:
            return known.get(blob.digest, blob) if blob else None

        return evolve(self, logo=found(self.logo), font=found(self.font), text_font=found(self.text_font))
