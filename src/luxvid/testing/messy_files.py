"""The same picture as other files: orientations, formats, colour spaces, and files that are none."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import ExifTags, Image, ImageCms

STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
_P3_COLUMNS = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}


def jpeg(picture: Image.Image, *, quality: int = 88, **options: Any) -> bytes:
    """Return a JPEG file."""
    return _saved(picture, "JPEG", quality=quality, **options)


def turned_jpeg(picture: Image.Image, orientation: int, *, gps: bool = False) -> bytes:
    """Return a JPEG whose pixels lie otherwise and whose EXIF says how, with an invented position if asked."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Test"
    exif[ExifTags.Base.Model] = "TestPhone 1"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2025:05:29 10:00:00"
    if gps:
        position = exif.get_ifd(ExifTags.IFD.GPSInfo)
        position[ExifTags.GPS.GPSLatitudeRef], position[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
        position[ExifTags.GPS.GPSLatitude] = (12.0, 34.0, 56.0)
        position[ExifTags.GPS.GPSLongitude] = (65.0, 43.0, 21.0)
    return jpeg(picture.transpose(STORED[orientation]), exif=exif)


def progressive_jpeg(picture: Image.Image) -> bytes:
    """Return a progressive JPEG."""
    return jpeg(picture, progressive=True)


def cmyk_jpeg(picture: Image.Image) -> bytes:
    """Return a CMYK JPEG without a profile."""
    return jpeg(picture.convert("CMYK"))


def p3_jpeg(picture: Image.Image) -> bytes:
    """Return a JPEG in the colours of Display P3, with that profile."""
    profile = display_p3()
    wide = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    if wide is None:
        raise AssertionError("a new picture was asked for")
    return jpeg(wide, icc_profile=profile)


def display_p3() -> bytes:
    """Return an ICC profile of Display P3: that of sRGB with other primaries, which share its curve and white."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    struct.pack_into(">6H", profile, 24, 2025, 1, 1, 0, 0, 0)  # its date, which would be now
    (count,) = struct.unpack_from(">I", profile, 128)
    for entry in range(count):
        tag, at, _size = struct.unpack_from(">4sII", profile, 132 + 12 * entry)
        if tag in _P3_COLUMNS:
            struct.pack_into(">3i", profile, at + 8, *(round(part * 65536) for part in _P3_COLUMNS[tag]))
    return bytes(profile)


def png(picture: Image.Image) -> bytes:
    """Return a PNG file with 8 bits a channel."""
    return _saved(picture, "PNG", compress_level=1)


def png16(picture: Image.Image) -> bytes:
    """Return a PNG file with 16 bits a channel, which Pillow does not write."""
    deep = (np.asarray(picture.convert("RGB")).astype(">u2") * 257).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in deep)
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 16, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    packed = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def webp(picture: Image.Image) -> bytes:
    """Return a WebP file."""
    return _saved(picture, "WEBP", quality=85, method=2)


def avif(picture: Image.Image) -> bytes:
    """Return an AVIF file."""
    return _saved(picture, "AVIF", quality=80, speed=10, max_threads=1)


def tiff(picture: Image.Image) -> bytes:
    """Return a TIFF file."""
    return _saved(picture, "TIFF", compression="tiff_lzw")


def heic(picture: Image.Image) -> bytes:
    """Return a HEIC file; needs pillow-heif."""
    from pillow_heif import from_pillow

    file = io.BytesIO()
    from_pillow(picture).save(file, quality=80, enc_params={"preset": "ultrafast"})
    return file.getvalue()


def cut(data: bytes) -> bytes:
    """Return the first 45 % of a file."""
    return data[: len(data) * 45 // 100]


def web_page() -> bytes:
    """Return what a server sends where a photo is gone."""
    return b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n"


def folder_notes() -> bytes:
    """Return the beginning of a .DS_Store file."""
    return b"\0\0\0\1Bud1" + bytes(100)


def apple_double() -> bytes:
    """Return an AppleDouble header: what macOS writes beside a file on foreign disks."""
    return b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(52)


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
