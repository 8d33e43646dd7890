"""Read the words that a photo carries, from XMP, IPTC and EXIF: keywords, description, time, how it was made; never its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from attrs import frozen
from PIL import ExifTags, Image
from PIL.IptcImagePlugin import getiptcinfo

_LONGEST_CAPTION = 2000
_LONGEST_TAG = 100
_MOST_TAGS = 50
_LARGEST_XMP = 1 << 20

_DC = "http://purl.org/dc/elements/1.1/"
_SOURCE_TYPE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/ DigitalSourceType"
_TERM = re.compile(r"https?://cv\.iptc\.org/newscodes/digitalsourcetype/(\w{1,60})/?")
_ITEM = "http://www.w3.org/1999/02/22-rdf-syntax-ns# li"
_XP_KEYWORDS = 0x9C9E
_USER_COMMENT_CODES = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"\0" * 8: "utf-8"}
_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_BY_MACHINES = re.compile(r"(\w+ )?(digital camera|dsc)|dcim\\.*|screenshot|default", re.IGNORECASE)


@frozen(kw_only=True)
class Words:
    """What a photo says of itself; clean text, or empty."""

    tags: tuple[str, ...] = ()
    caption: str = ""
    taken_at: str = ""
    source_type: str = ""


def words_in(image: Image.Image) -> Words:
    """Return the words in the headers of a picture that was opened; damaged headers count as empty."""
    xmp_tags, xmp_captions = _tried(_from_xmp, image)
    iptc_tags, iptc_captions = _tried(_from_iptc, image)
    exif_tags, exif_captions = _tried(_from_exif, image)
    captions = clean((*xmp_captions, *iptc_captions, *exif_captions), longest=_LONGEST_CAPTION)
    return Words(
        tags=clean((*xmp_tags, *iptc_tags, *exif_tags), longest=_LONGEST_TAG)[:_MOST_TAGS],
        caption=next((caption for caption in captions if not _BY_MACHINES.fullmatch(caption)), ""),
        taken_at=_taken_at(image),
        source_type=_source_type(image),
    )


def exif_of(image: Image.Image) -> Image.Exif:
    """Return the EXIF of a picture by its header alone: Pillow's own method of PNG files decodes them."""
    return Image.Image.getexif(image)


def clean(texts: Iterable[str], *, longest: int) -> tuple[str, ...]:
    """Return texts without control characters, runs of spaces and repetitions, cut at `longest` characters."""
    kept: dict[str, str] = {}
    for text in texts:
        shown = "".join(c if c.isprintable() else " " for c in text.encode("utf-8", "replace").decode("utf-8", "replace"))
        short = " ".join(shown.split())[:longest]
        if short:
            kept.setdefault(short.casefold(), short)
    return tuple(kept.values())


_Found = tuple[list[str], list[str]]


def _tried(read: Callable[[Image.Image], _Found], image: Image.Image) -> _Found:
    with suppress(Exception):  # the words of a photo are welcome, but nothing hangs on them
        return read(image)
    return [], []


def _from_xmp(image: Image.Image) -> _Found:
    found = _Rdf().read(_packet(image))
    return found["subject"], found["description"] + found["title"]


def _source_type(image: Image.Image) -> str:
    """Return IPTC's term for how the picture was made, as `trainedAlgorithmicMedia`; empty where it says nothing."""
    with suppress(Exception):  # as with all words
        for text in _Rdf().read(_packet(image))["source_type"]:
            if term := _TERM.fullmatch(text.strip()):
                return term[1]
    return ""


def _packet(image: Image.Image) -> bytes:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return (packet.encode() if isinstance(packet, str) else bytes(packet))[:_LARGEST_XMP]


class _Rdf:
    """Collects `dc:subject`, `dc:description`, `dc:title` `DigitalSourceType` while expat reads; what expands is refused."""

    def __init__(self) -> None:
        self._inside = ""
        self._text: list[str] | None = None
        self._found: dict[str, list[str]] = {f"{_DC} {name}": [] for name in ("subject", "description", "title")}
        self._source_types: list[str] = []

    def read(self, packet: bytes) -> dict[str, list[str]]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(packet.strip(b"\0"), True)  # noqa: FBT003  expat takes it by position only
        named = {name.rpartition(" ")[2]: texts for name, texts in self._found.items()}
        return {**named, "source_type": self._source_types}

    def _refuse(self, *_declaration: object) -> None:
        raise ValueError("XMP has no document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if _SOURCE_TYPE in attributes:
            self._source_types.append(attributes[_SOURCE_TYPE])
        if name in self._found:
            self._inside = name
        elif name == _SOURCE_TYPE:
            self._source_types += [value for value in attributes.values() if "://" in value]  # rdf:resource
            self._text = []
        elif name == _ITEM and self._inside:
            self._text = []

    def _end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""
        elif name == _SOURCE_TYPE and self._text is not None:
            self._source_types.append("".join(self._text))
            self._text = None
        elif name == _ITEM and self._text is not None:
            self._found[self._inside].append("".join(self._text))
            self._text = None

    def _characters(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


def _from_iptc(image: Image.Image) -> _Found:
    fields: dict[tuple[int, int], Any] = getiptcinfo(image) or {}  # type: ignore[arg-type]  # it tells formats apart itself

    def texts(key: tuple[int, int]) -> list[str]:
        value = fields.get(key) or []
        return [_decoded(part) for part in (value if isinstance(value, list) else [value]) if part]

    return texts((2, 25)), texts((2, 120))


def _from_exif(image: Image.Image) -> _Found:
    exif = exif_of(image)
    tags = _utf16(exif.get(_XP_KEYWORDS, b"")).split(";")
    captions = [str(exif.get(ExifTags.Base.ImageDescription, ""))]
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment, b"")
    if isinstance(comment, bytes):
        captions.append(_comment(comment, little_endian=exif.endian == "<"))
    return tags, [_mended(caption).strip("\0 ") for caption in captions]


def _comment(data: bytes, *, little_endian: bool) -> str:
    codec, text = _USER_COMMENT_CODES.get(data[:8]), data[8:]
    if codec == "utf-16" and text[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        high, low = text[::2].count(0), text[1::2].count(0)  # writers differ about the order; Latin letters tell
        codec = "utf-16-le" if low > high or (low == high and little_endian) else "utf-16-be"
    return text.decode(codec, "ignore") if codec else ""


def _utf16(value: bytes | tuple[int, ...]) -> str:
    return bytes(value).decode("utf-16-le", "ignore").strip("\0")


def _mended(text: str) -> str:
    """EXIF text is ASCII by its standard and UTF-8 by custom; Pillow reads it as Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _taken_at(image: Image.Image) -> str:
    match, offset = None, ""
    with suppress(Exception):  # as with all words
        exif = exif_of(image).get_ifd(ExifTags.IFD.Exif)
        match = _TIME.match(str(exif.get(ExifTags.Base.DateTimeOriginal, "")))
        offset = str(exif.get(ExifTags.Base.OffsetTimeOriginal, ""))
    if match is None or match[1] == "0000":
        return ""
    zone = offset if re.fullmatch(r"[+-]\d\d:\d\d", offset) else ""
    return "{}-{}-{}T{}:{}:{}".format(*match.groups()) + zone
