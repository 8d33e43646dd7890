"""What kind of frame lies in a packet of H.264, read from the head of its first slice: nothing is decoded."""

from __future__ import annotations

from enum import Enum

from luxvid.errors import MediaRefused

_SLICE, _IDR = 1, 5
_UNUSED_EMULATION = b"\x00\x00\x03"


class Kind(Enum):
    """A frame's kind; an `IDR` frame closes what came before: nothing after it needs anything before it."""

    IDR = "IDR"
    I = "I"  # noqa: E741  the field's name
    P = "P"
    B = "B"


def kind_of(packet: bytes, *, length_bytes: int = 4) -> Kind:
    """Return the kind of the frame in a packet as MP4 holds it: units, each after its length.

    Raises:
        MediaRefused: There is no slice in it.
    """
    at = 0
    while at + length_bytes < len(packet):
        length = int.from_bytes(packet[at : at + length_bytes], "big")
        at += length_bytes
        unit = packet[at] & 31
        if unit == _IDR:
            return Kind.IDR
        if unit == _SLICE:
            return _of_slice(packet[at + 1 : at + 17])
        at += length
    raise MediaRefused("the film", "a packet of its picture holds no frame")


def _of_slice(head: bytes) -> Kind:
    bits = _Bits(head.replace(_UNUSED_EMULATION, b"\x00\x00"))
    bits.number()  # the first macroblock
    return {0: Kind.P, 1: Kind.B, 2: Kind.I, 3: Kind.P, 4: Kind.I}[bits.number() % 5]


class _Bits:
    """Reads numbers in Exp-Golomb code."""

    def __init__(self, data: bytes) -> None:
        self._text = "".join(f"{byte:08b}" for byte in data)
        self._at = 0

    def number(self) -> int:
        zeros = self._text.index("1", self._at) - self._at
        begin = self._at + zeros
        self._at = begin + zeros + 1
        return int(self._text[begin : self._at], 2) - 1
