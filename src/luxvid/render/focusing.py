"""What matters in a photo, looked for once in a process: where pictures show a part of it only, the camera has to know more."""

from __future__ import annotations

from typing import BinaryIO

from luxvid.media.stills import open_still
from luxvid.render.kept import Kept
from luxvid.vision.furniture import FURNITURE, LOOKED_AT_PX, can_find, focus_in
from luxvid.vision.looks import looking
from luxvid.vision.saliency import Focus

_FOCUS_BYTES = 4096
_LONG_PX = 3 * LOOKED_AT_PX // 2  # of a photo of 3:2, whose short side is as long as is looked at

_seen: Kept[Focus] = Kept(lambda _: _FOCUS_BYTES, most_bytes=1 << 21)


def focus_of(digest: str, file: BinaryIO) -> Focus:
    """Return the focus of a photo, its bytes in `file`; it is decoded where the photo was not looked at lately.

    Raises:
        PhotoRefused: It cannot be decoded.
    """

    def look() -> Focus:
        file.seek(0)
        with looking():
            return focus_in(open_still(file, least_px=_LONG_PX))

    return _seen.get((digest, sees_things()), look)


def sees_things() -> int:
    """Return by which version of the seeing beds, sofas and tubs are told from other things; 0 where only structure is."""
    return FURNITURE if can_find() else 0
