"""Hand a file to Pillow safely: one decoder, nothing global touched, nothing but `PhotoRefused` coming back."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from PIL import ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from luxvid.errors import LuxvidError, MissingExtra, PhotoRefused

if TYPE_CHECKING:
    from PIL import Image

    from luxvid.media.stills_formats import StillFormat

_MOST_READS = 400_000
_MOST_SCANS = 64
_MOST_TILE_PX = 4096 * 4096
_KEPT_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND")
_CUT_OFF = re.compile(r"truncated|end of file|incomplete|not enough data|no more data|requires a buffer", re.IGNORECASE)

_quiet = Lock()


class Refusal(Exception):
    """Why a file cannot be used, before its name is known."""


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn whatever a damaged file provokes into `PhotoRefused`; luxvid's own errors pass."""
    try:
        yield
    except LuxvidError:
        raise
    except Refusal as refusal:
        raise PhotoRefused(name, str(refusal)) from None
    except Exception as error:  # decoders raise whatever they like on damaged files
        raise PhotoRefused(name, _reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return f"it cannot be read ({error.strerror})"
    if isinstance(error, MemoryError):
        return "there is not enough memory to decode it"
    if isinstance(error, EOFError) or _CUT_OFF.search(str(error)):
        return "it is cut off: the end of the picture is missing"
    if "pixel mode" in str(error):
        return "it has a kind of pixels that is not read"
    return "it is damaged and cannot be decoded"


def size_of(file: BinaryIO) -> int:
    """Return the length of a seekable file in bytes."""
    return file.seek(0, os.SEEK_END)


def opened(file: BinaryIO, still: StillFormat) -> Image.Image:
    """Return the picture with its header read, by the one decoder for its format.

    The decoders' classes are called, not `Image.open`: that would warn of large pictures, by a limit that the whole process
    shares, where ours were checked or are about to be.
    """
    _keep_quiet()
    return _READERS[still.name](cast("BinaryIO", _Patient(file)))


def _jpeg(file: BinaryIO) -> Image.Image:
    image = JpegImageFile(file)
    if image.info.get("progressive") and _scans(file) > _MOST_SCANS:
        raise Refusal("it is built of too many layers to be a photo")
    return image


def _scans(file: BinaryIO) -> int:
    """Count the scans of a progressive JPEG: each costs a pass over all pixels, and a file can ask for thousands."""
    at = file.tell()
    file.seek(0)
    count, last = 0, b""
    while chunk := file.read(1 << 20):
        count += (last + chunk).count(b"\xff\xda")
        last = chunk[-1:]
    file.seek(at)
    return count


def _png(file: BinaryIO) -> Image.Image:
    try:
        return PngImageFile(file)
    except (ValueError, SyntaxError, OSError):  # a profile, text or animation that is broken must not cost the picture
        return PngImageFile(_bare_png(file))


def _bare_png(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    bare = BytesIO()
    bare.write(file.read(8))
    while len(head := file.read(8)) == 8:
        length = int.from_bytes(head[:4], "big") + 4
        if head[4:] in _KEPT_CHUNKS:
            bare.write(head + file.read(length))
        else:
            file.seek(length, os.SEEK_CUR)
    bare.seek(0)
    return bare


def _webp(file: BinaryIO) -> Image.Image:
    """The decoder reserves its canvas while it reads the header: the size is looked up before."""
    head = file.read(30)
    file.seek(0)
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        if width * height > 16_384 * 16_384:
            raise Refusal(f"it has {width * height / 1e6:.0f} megapixels, more than a WebP file can have")
    return WebPImageFile(file)


def _heic(file: BinaryIO) -> Image.Image:
    try:
        from pillow_heif import HeifImageFile
    except ModuleNotFoundError as error:
        if error.name != "pillow_heif":
            raise
        raise MissingExtra("heif", "reading HEIC photos") from error
    image: Image.Image = HeifImageFile(file)  # type: ignore[no-untyped-call]
    return image


class _Tiff(TiffImageFile):
    """A TIFF file as it is stored: without Pillow's warning about large pictures and its turning at full size."""

    def _open(self) -> None:
        super()._open()
        self._size = self._tile_size
        tile_px = self.tag_v2.get(322, 1) * self.tag_v2.get(323, 1)
        if tile_px > _MOST_TILE_PX:
            raise Refusal("it is damaged: its tiles are larger than any picture's")

    def load_prepare(self) -> None:
        ImageFile.ImageFile.load_prepare(self)

    def load_end(self) -> None:
        pass


_READERS: dict[str, Callable[[BinaryIO], Image.Image]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "WebP": _webp,
    "AVIF": AvifImageFile,
    "TIFF": _Tiff,
    "HEIC": _heic,
}


class _Patient:
    """A file that gives up on readers that nibble: junk that is skipped byte by byte would take minutes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._reads = 0

    def read(self, size: int = -1) -> bytes:
        self._reads += 1
        if self._reads > _MOST_READS:
            raise Refusal("it is damaged: it consists of too many pieces")
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _keep_quiet() -> None:
    """Silence what Pillow's format modules warn of in damaged files.

    A filter is added, and not `catch_warnings` used, because that is not safe with threads; it is added anew each time, because
    others may have reset the filters.
    """
    with _quiet:
        warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.\w+ImagePlugin")
