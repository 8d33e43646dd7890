"""Write into an MP4 what has to be said of it: an XMP packet in a box of its own, at the end."""

from __future__ import annotations

import struct
from pathlib import Path
from uuid import UUID

_XMP = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes
_HEADER = struct.Struct(">I4s16s")


def append_xmp(path: Path, packet: bytes) -> None:
    """Append an XMP packet to an MP4; what stands before it keeps its place, so moov stays first. Blocks."""
    with path.open("ab") as file:
        file.write(_HEADER.pack(_HEADER.size + len(packet), b"uuid", _XMP))
        file.write(packet)


def read_xmp(path: Path) -> bytes:
    """Return the XMP packet of an MP4, empty where it has none. Reads the boxes' heads only. Blocks."""
    with path.open("rb") as file:
        while head := file.read(16):
            size, kind = struct.unpack_from(">I4s", head)
            header = 8
            if size == 1:  # a large box: its size follows
                (size,) = struct.unpack_from(">Q", head, 8)
                header = 16
            if kind == b"uuid" and head[8:] + file.read(8) == _XMP:
                return file.read(size - _HEADER.size)
            if size < header:
                return b""
            file.seek(size - (24 if kind == b"uuid" else 16), 1)
    return b""
