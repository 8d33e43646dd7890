"""QR codes in a film's picture, found with OpenCV (extra `flow`)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from luxvid.media.file_facts import grey_frames

_EVERY_S = 0.5


def codes_in(path: Path) -> list[str] | None:
    """Return what the QR codes in a film say, each once; looks at two frames a second. None without OpenCV. Blocks."""
    if find_spec("cv2") is None:
        return None
    import cv2  # an extra

    reader, found = cv2.QRCodeDetector(), dict[str, None]()
    for frame in grey_frames(path, every_s=_EVERY_S):
        _, texts, _, _ = reader.detectAndDecodeMulti(frame)
        found.update((text, None) for text in texts or () if text)
    return list(found)
