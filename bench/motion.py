"""How smoothly an encoded clip moves: jitter in px/frame² and backward jumps, as a viewer's eye would follow it.

Every frame is registered to the one before (affine, enhanced correlation), the steps are chained, and the picture's four
corners are followed. What remains of their speed after a smooth curve was taken away is unsteadiness; its change from
frame to frame, as a root mean square, is the jitter. A corner that runs against the curve's direction jumps backward.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from attrs import frozen
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray

_SCALE = 0.5
_SMOOTH_DEGREE = 5
_MOVING_PX, _BACK_PX = 0.05, 0.02


@frozen(kw_only=True)
class Motion:
    """What was measured over one clip, in pixels of the clip."""

    frames: int
    speed_px: float
    jitter_px: float
    backward_jumps: int


def motion_of(path: Path) -> Motion:
    """Measure a clip of at least 16 frames."""
    corners = _follow(_luma(path))
    velocity = np.diff(corners, axis=0)
    curve = _smooth(velocity)
    change = np.diff(velocity - curve, axis=0)
    against = (velocity * np.sign(curve) < -_BACK_PX) & (np.abs(curve) > _MOVING_PX)
    return Motion(
        frames=len(corners),
        speed_px=float(np.linalg.norm(velocity, axis=-1).mean()),
        jitter_px=float(np.sqrt(np.square(change).mean())),
        backward_jumps=int(against.any(axis=(1, 2)).sum()),
    )


def _luma(path: Path) -> Iterator[NDArray[np.float32]]:
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            small = cv2.resize(frame.to_ndarray(format="gray"), None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_AREA)
            yield small.astype(np.float32)


def _follow(frames: Iterator[NDArray[np.float32]]) -> NDArray[np.float64]:
    """Return where the first frame's corners lie in each frame: (frames, 4, 2), pixels of the clip."""
    before = next(frames)
    height, width = before.shape
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], np.float64)
    guess: NDArray[np.float32] = np.eye(2, 3, dtype=np.float32)
    total = np.eye(3)
    places = [corners[:, :2]]
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 80, 1e-7)
    everywhere = np.full(before.shape, 255, np.uint8)
    for frame in frames:
        guess = np.asarray(cv2.findTransformECC(before, frame, guess, cv2.MOTION_AFFINE, stop, everywhere, 5)[1], np.float32)
        total = np.vstack([guess, [0, 0, 1]]) @ total
        places.append((corners @ total.T)[:, :2])
        before = frame
    return np.stack(places) / _SCALE


def _smooth(velocity: NDArray[np.float64]) -> NDArray[np.float64]:
    time = np.arange(len(velocity))
    flat = velocity.reshape(len(velocity), -1)
    fitted = [Chebyshev.fit(time, column, _SMOOTH_DEGREE)(time) for column in flat.T]
    return np.stack(fitted, axis=1).reshape(velocity.shape)
