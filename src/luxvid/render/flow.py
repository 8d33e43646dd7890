"""`Flow`: a frame between two, each moved along its way first: sharp where `dissolve` shows both (extra `flow`, OpenCV)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from luxvid.errors import MissingExtra
from luxvid.media.blend import dissolve

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SMALL_PX = 480  # flow is found on a picture this high: finer costs more and finds no more


class Flow:
    """Makes frames between two; the ways are found once a pair, by dense inverse search (Kroeger et al., ECCV 2016)."""

    def __init__(self) -> None:
        """Load OpenCV. Raises `MissingExtra`."""
        try:
            import cv2  # untyped: what it has is known at run time only
        except ModuleNotFoundError as error:
            if error.name != "cv2":
                raise
            raise MissingExtra("flow", "motion along optical flow") from error
        self._cv2: Any = cv2
        self._search = self._cv2.DISOpticalFlow_create(self._cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._pair: tuple[Any, Any] = (None, None)
        self._ways: tuple[Any, Any] = (None, None)

    def __call__(self, a: NDArray[np.uint8], b: NDArray[np.uint8], level: float) -> NDArray[np.uint8]:
        """Return the frame at `level` (0 to 1) between two film frames, planar yuv420p."""
        if self._pair[0] is not a or self._pair[1] is not b:
            self._pair, self._ways = (a, b), (self._way(a, b), self._way(b, a))
        there, back = self._ways
        return dissolve(self._moved(a, there, -level), self._moved(b, back, -(1 - level)), level)

    def _way(self, a: NDArray[np.uint8], b: NDArray[np.uint8]) -> Any:
        """Return where each small pixel of `a` goes, in shares of the picture."""
        height, width = a.shape[0] * 2 // 3, a.shape[1]
        scale = min(1.0, _SMALL_PX / height)
        size = (max(32, round(width * scale)), max(32, round(height * scale)))
        small = [self._cv2.resize(frame[:height], size, interpolation=self._cv2.INTER_AREA) for frame in (a, b)]
        return self._search.calc(*small, None) / np.array(size, np.float32)

    def _moved(self, frame: NDArray[np.uint8], way: Any, share: float) -> NDArray[np.uint8]:
        height, width = frame.shape[0] * 2 // 3, frame.shape[1]
        out = np.empty_like(frame)
        out[:height] = self._plane(frame[:height], way, share)
        chroma, moved = (planes[height:].reshape(2, height // 2, width // 2) for planes in (frame, out))
        for number in range(2):
            moved[number] = self._plane(chroma[number], way, share)
        return out

    def _plane(self, plane: NDArray[np.uint8], way: Any, share: float) -> Any:
        height, width = plane.shape
        field = self._cv2.resize(way, (width, height)) * np.array([width * share, height * share], np.float32)
        x = field[..., 0] + np.arange(width, dtype=np.float32)
        y = field[..., 1] + np.arange(height, dtype=np.float32)[:, None]
        remap = self._cv2.remap(np.ascontiguousarray(plane), x, y, self._cv2.INTER_LINEAR, borderMode=self._cv2.BORDER_REPLICATE)
        return np.asarray(remap, np.uint8)
