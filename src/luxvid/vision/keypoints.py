"""How many small things two photos have in common: keypoints that match both ways, upright and of about one size.

Traces (`luxvid.vision.overlap`) tell that the same kind of thing stands there, keypoints that it is the very same. Both are
needed: keypoints find nothing across a change of light or a wide step, and traces take two rooms furnished alike for one.

Source: Lowe, "Distinctive image features from scale-invariant keypoints", 2004; the root of the descriptor: Arandjelović and
Zisserman, 2012.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

LONG_PX = 1200
"""Longer side of the pictures in which keypoints are sought."""

_MOST, _LEAST_CONTRAST = 3000, 0.015
_RATIO = 0.88  # how much nearer the best match has to be than the second best
_TURNED_DEG, _OCTAVES = (
    25.0,
    1.6,
)  # photos of property are upright: what would be turned further, or is of another size, is chance


def can_match() -> bool:
    """Tell whether OpenCV is there (extra `flow`); imports nothing."""
    return find_spec("cv2") is not None


def upright_matches(first: Image.Image, last: Image.Image) -> int:
    """Return how many keypoints of two photos match; some thirty match by chance. About 0.6 s.

    Example:
        >>> import numpy as np
        >>> from PIL import Image
        >>> noise = np.random.default_rng(1).integers(0, 255, (30, 40), dtype="uint8")
        >>> picture = Image.fromarray(noise).resize((800, 600), Image.Resampling.BICUBIC)
        >>> upright_matches(picture, picture) > 100
        True
    """
    a, b = _keypoints(first), _keypoints(last)
    if min(len(a.descriptors), len(b.descriptors)) < 2:
        return 0
    likeness = a.descriptors @ b.descriptors.T
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    rows = np.arange(len(best))
    top = likeness[rows, best]
    likeness[rows, best] = -1
    clear = 2 - 2 * top < _RATIO**2 * (2 - 2 * likeness.max(axis=1))
    kept = np.flatnonzero((back[best] == rows) & clear)
    turned = (a.angles[kept] - b.angles[best[kept]] + 180) % 360 - 180
    octaves = np.log2(a.sizes[kept] / b.sizes[best[kept]])
    return int(((np.abs(turned) < _TURNED_DEG) & (np.abs(octaves) < _OCTAVES)).sum())


@frozen(eq=False)
class _Keypoints:
    descriptors: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.float32]


def _keypoints(picture: Image.Image) -> _Keypoints:
    import cv2  # an extra

    scale = LONG_PX / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    grey = np.asarray(picture.convert("L").resize(size, reducing_gap=3.0))
    even = cv2.createCLAHE(2.0, (8, 8)).apply(grey)  # what lies in shadow has keypoints too
    found, described = cv2.SIFT.create(_MOST, contrastThreshold=_LEAST_CONTRAST).detectAndCompute(even, None)
    rows = np.asarray(described, np.float32).reshape(-1, 128) if found else np.zeros((0, 128), np.float32)
    root = np.sqrt(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-6))
    root /= np.maximum(np.linalg.norm(root, axis=1, keepdims=True), 1e-6)
    sizes, angles = (np.array([getattr(point, name) for point in found], np.float32) for name in ("size", "angle"))
    return _Keypoints(root.astype(np.float32), sizes, angles)
