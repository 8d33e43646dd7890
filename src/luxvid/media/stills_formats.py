"""Tell what a file is by its first bytes: never by its name, never by trying decoders in turn."""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

from attrs import frozen

from luxvid.media.stills_files import Refusal

_READ = "JPEG, PNG, WebP, AVIF, TIFF and HEIC are read"


@frozen(kw_only=True)
class StillFormat:
    """A format that is read.

    Attributes:
        name: As people call it.
        media_type: Such as `image/jpeg`.
        copies: How many times more memory than the others its decoder takes.
        decodes_smaller: It can be decoded at a half, a quarter or an eighth of its size.
    """

    name: str
    media_type: str
    copies: int = 1
    decodes_smaller: bool = False


JPEG = StillFormat(name="JPEG", media_type="image/jpeg", decodes_smaller=True)
PNG = StillFormat(name="PNG", media_type="image/png")
WEBP = StillFormat(name="WebP", media_type="image/webp", copies=3)
AVIF = StillFormat(name="AVIF", media_type="image/avif", copies=2)
TIFF = StillFormat(name="TIFF", media_type="image/tiff")
HEIC = StillFormat(name="HEIC", media_type="image/heic", copies=2)

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1"}
_RAW_SUFFIXES = {".3fr", ".arw", ".cr2", ".dng", ".iiq", ".nef", ".nrw", ".orf", ".pef", ".rw2", ".rwl", ".srw"}
_RAW = "a raw photo; export it from the camera's software as JPEG"

_FOREIGN: tuple[tuple[int, bytes, str], ...] = (
    (0, b"GIF8", "a GIF picture"),
    (0, b"BM", "a BMP picture"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (4, b"JXL ", "a JPEG XL picture"),
    (4, b"jP  ", "a JPEG 2000 picture"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (0, b"FUJIFILMCCD-RAW", _RAW),
    (0, b"IIRO", _RAW),
    (0, b"IIRS", _RAW),
    (0, b"IIU\0", _RAW),
    (8, b"CR\2", _RAW),
    (0, b"%PDF", "a PDF"),
    (0, b"PK\3\4", "a ZIP archive; unpack it first"),
    (0, b"Rar!", "a RAR archive; unpack it first"),
    (0, b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (0, b"MZ", "a program"),
    (0, b"\x7fELF", "a program"),
    (8, b"AVI ", "a video"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (8, b"mif", "a kind of HEIF that is not known here"),
    (4, b"ftyp", "a video"),
    (8, b"WAVE", "a sound"),
    (0, b"ID3", "a sound"),
    (0, b"\0\5\x16\7", "macOS's notes on another file"),
    (0, b"\0\0\0\1Bud1", "macOS's notes on a folder"),
)
_UNKNOWN = "no kind of picture that is known here"
_WRITTEN = ((b"<svg", "a vector drawing (SVG)"), (b"<html", "a web page"), (b"<!doctype html", "a web page"))


def format_of(file: BinaryIO, name: str) -> StillFormat:
    """Return the format of a file by its beginning; `name` only helps to tell raw photos from TIFF.

    Raises:
        Refusal: It is something else; the reason says what.
    """
    file.seek(0)
    head = file.read(1024)
    still = _known(head)
    raw = still is TIFF and (PurePath(name).suffix.lower() in _RAW_SUFFIXES or head[8:11] == b"CR\2")
    if still is None or raw:
        what = _RAW if raw else _foreign(head)
        raise Refusal(f"it is {what}; {_READ}")
    return still


def _known(head: bytes) -> StillFormat | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return TIFF
    return _by_brand(head) if head[4:8] == b"ftyp" else None


def _by_brand(head: bytes) -> StillFormat | None:
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))}
    if brands & {b"avif", b"avis"}:
        return AVIF
    return HEIC if brands & _HEIC_BRANDS else None


def _foreign(head: bytes) -> str:
    if head[4:11] == b"ftypcrx":
        return _RAW
    for at, magic, what in _FOREIGN:
        if head[at : at + len(magic)] == magic:
            return what
    lowered = head.lower()
    return next((what for magic, what in _WRITTEN if magic in lowered), "text" if _is_text(head) else _UNKNOWN)


def _is_text(head: bytes) -> bool:
    text = head.decode("utf-8", "replace").rstrip("\ufffd")
    return "\ufffd" not in text and all(character.isprintable() or character.isspace() for character in text)
