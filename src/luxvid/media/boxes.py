"""The boxes of an MP4, read as they lie in the file: what players look at before they play."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from luxvid.errors import MediaRefused

_PARENTS = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl", b"udta"}
_MOST_BESIDE = 32 << 20
"""Most bytes that are read of what is neither picture nor sound."""


@frozen(kw_only=True)
class Box:
    """A box: its kind, where it begins, its length in bytes, and the length of its head."""

    kind: bytes
    begin: int
    size: int
    head: int

    @property
    def end(self) -> int:
        """The first byte after it."""
        return self.begin + self.size


def boxes_of(path: Path) -> list[Box]:
    """Return the outer boxes of a file in order. Reads their heads only. Blocks.

    Raises:
        MediaRefused: It is no MP4, or cut off.
    """
    with path.open("rb") as file:
        return list(_inside(file, 0, file.seek(0, 2), path.name))


def kinds_of(path: Path) -> list[bytes]:
    """Return the kinds of all boxes, those inside the index included, in the file's order. Raises as `boxes_of` does."""
    with path.open("rb") as file:
        return [box.kind for box in _walked(file, 0, file.seek(0, 2), path.name)]


def read_beside(path: Path) -> bytes:
    """Return all bytes of a file but its picture and sound: index, tags and marks. Raises as `boxes_of` does."""
    found = [box for box in boxes_of(path) if box.kind != b"mdat"]
    parts, left = [], _MOST_BESIDE
    with path.open("rb") as file:
        for box in found:
            file.seek(box.begin)
            parts.append(file.read(min(box.size, left)))
            left -= len(parts[-1])
    return b"".join(parts)


def _walked(file: BinaryIO, begin: int, end: int, name: str) -> Iterator[Box]:
    for box in _inside(file, begin, end, name):
        yield box
        if box.kind in _PARENTS:
            yield from _walked(file, box.begin + box.head, box.end, name)


def _inside(file: BinaryIO, begin: int, end: int, name: str) -> Iterator[Box]:
    while begin < end:
        file.seek(begin)
        head = file.read(16)
        if len(head) < 8:
            raise MediaRefused(name, "it is no whole MP4: a box is cut off")
        size, kind = struct.unpack_from(">I4s", head)
        length = 8
        if size == 1 and len(head) == 16:
            (size,), length = struct.unpack_from(">Q", head, 8), 16
        elif size == 0:
            size = end - begin
        if size < length or begin + size > end:
            raise MediaRefused(name, "it is no whole MP4: a box is cut off")
        yield Box(kind=kind, begin=begin, size=size, head=length)
        begin += size
