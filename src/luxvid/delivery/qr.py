"""QR codes in a film's picture, found with OpenCV (extra `flow`)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luxvid.media.file_facts import grey_frames

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EVERY_S = 1.0
_FINDING_PX, _READING_PX = 720, 1440  # short sides at which codes are found quickly, and read surely


def codes_in(path: Path) -> list[str] | None:
    """Return what the QR codes in a film say, each once; looks at a frame a second. None without OpenCV. Blocks."""
    if find_spec("cv2") is None:
        return None
    import cv2  # an extra

    reader, found = cv2.QRCodeDetector(), dict[str, None]()
    for frame in grey_frames(path, every_s=_EVERY_S):
        if reader.detect(_scaled(cv2, frame, _FINDING_PX))[0]:
            text = reader.detectAndDecode(_scaled(cv2, frame, _READING_PX))[0]
            found.update({text: None} if text else {})
    return list(found)


def _scaled(cv2: Any, frame: NDArray[np.uint8], side_px: int) -> Any:
    scale = side_px / min(frame.shape)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(frame, None, fx=scale, fy=scale, interpolation=how)
