"""What small things two photos have in common: keypoints that match both ways, upright and of about one size.

Traces (`luxvid.vision.overlap`) tell that the same kind of thing stands there, keypoints that it is the very same. Both are
needed: keypoints find nothing across a change of light or a wide step, and traces take two rooms furnished alike for one. Two
such rooms also have single matches in plenty: the same chair, the same plant. What they do not have is matches that lie to each
other as they do in the other photo; so those that keep company are counted apart.

Source: Lowe, "Distinctive image features from scale-invariant keypoints", 2004; the root of the descriptor: Arandjelović and
Zisserman, 2012; that true matches have neighbours which move along: Bian and others, "GMS", 2017.
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
_CLEAR, _CLEAR_IN_COMPANY = 0.88, 0.95  # how much nearer the best match has to be than the second best
# Photos of property are upright: what would be turned further, or is of another size, is chance.
_TURNED_DEG, _OCTAVES = 25.0, 1.6
_COMPANIONS, _NEAR_PX = 3, LONG_PX / 3  # a match keeps company with so many others, no further away
_SAME_SPOT_PX = 3.0  # one corner found twice is no company
_STRAYS, _STRAYS_PX = 0.3, 6.0  # how far a companion may be from where it is expected: a share of its distance, and pixels


def can_match() -> bool:
    """Tell whether OpenCV is there (extra `flow`); imports nothing."""
    return find_spec("cv2") is not None


@frozen(eq=False)
class Keypoints:
    """The keypoints of a photo, at most 3,000.

    Attributes:
        descriptors: (n, 128) uint8.
        at: (n, 2) float32, right and down, in pixels of a picture whose longer side is `LONG_PX`.
        sizes: (n,) float32.
        angles: (n,) float32, in degrees.
    """

    descriptors: NDArray[np.uint8]
    at: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.float32]

    @property
    def bytes(self) -> int:
        """Memory that they take: 0.4 MB at most."""
        return sum(each.nbytes for each in (self.descriptors, self.at, self.sizes, self.angles))


@frozen(kw_only=True)
class Matches:
    """How many keypoints of two photos match.

    Attributes:
        clear: Matches that are much better than the second best; some twenty are by chance.
        together: Matches that at least three others near them bear out: they lie to each other as in the other photo.
    """

    clear: int
    together: int


def keypoints_of(picture: Image.Image) -> Keypoints:
    """Return the keypoints of a picture. About 0.3 s.

    Example:
        >>> from PIL import Image
        >>> len(keypoints_of(Image.new("RGB", (300, 200))).at)
        0
    """
    import cv2  # an extra

    scale = LONG_PX / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    grey = np.asarray(picture.convert("L").resize(size, reducing_gap=3.0))
    even = cv2.createCLAHE(2.0, (8, 8)).apply(grey)  # what lies in shadow has keypoints too
    found, described = cv2.SIFT.create(_MOST, contrastThreshold=_LEAST_CONTRAST).detectAndCompute(even, None)
    return Keypoints(
        np.asarray(described, np.uint8).reshape(-1, 128) if found else np.zeros((0, 128), np.uint8),
        np.array([point.pt for point in found], np.float32).reshape(-1, 2),
        np.array([point.size for point in found], np.float32),
        np.array([point.angle for point in found], np.float32),
    )


def matches_of(first: Keypoints, last: Keypoints) -> Matches:
    """Return how many keypoints of two photos match. About 0.1 s.

    Example:
        >>> import numpy as np
        >>> from PIL import Image
        >>> noise = np.random.default_rng(1).integers(0, 255, (30, 40), dtype="uint8")
        >>> points = keypoints_of(Image.fromarray(noise).resize((800, 600), Image.Resampling.BICUBIC))
        >>> found = matches_of(points, points)
        >>> found.clear > 100, found.together > 100
        (True, True)
    """
    if min(len(first.at), len(last.at)) < 2:
        return Matches(clear=0, together=0)
    likeness = _root(first.descriptors) @ _root(last.descriptors).T
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    rows = np.arange(len(best))
    top = likeness[rows, best]
    likeness[rows, best] = -1
    unlike = (1 - top) / np.maximum(1 - likeness.max(axis=1), 1e-9)  # the square of the ratio of the distances
    turned = (first.angles - last.angles[best] + 180) % 360 - 180
    larger = last.sizes[best] / first.sizes
    fits = (back[best] == rows) & (np.abs(turned) < _TURNED_DEG) & (np.abs(np.log2(larger)) < _OCTAVES)
    clear = fits & (unlike < _CLEAR**2)
    some = np.flatnonzero(fits & (unlike < _CLEAR_IN_COMPANY**2))
    return Matches(clear=int(clear.sum()), together=_together(first.at[some], last.at[best[some]], larger[some]))


def _together(here: NDArray[np.float32], there: NDArray[np.float32], larger: NDArray[np.float32]) -> int:
    """Return how many matches have companions; (n, 2), (n, 2), and (n,) how much larger each thing is there."""
    apart_here, apart_there = (at[None] - at[:, None] for at in (here, there))
    expected = larger[:, None, None] * apart_here
    distance = np.linalg.norm(apart_here, axis=2)
    strays = np.linalg.norm(apart_there - expected, axis=2)
    near = (distance < _NEAR_PX) & (distance > _SAME_SPOT_PX)
    companions = near & (strays < _STRAYS * distance * larger[:, None] + _STRAYS_PX)
    return int((companions.sum(axis=1) >= _COMPANIONS).sum())


def _root(descriptors: NDArray[np.uint8]) -> NDArray[np.float32]:
    rows = descriptors.astype(np.float32)
    root: NDArray[np.float32] = np.sqrt(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-6))
    root /= np.maximum(np.linalg.norm(root, axis=1, keepdims=True), 1e-6)
    return root
