"""What a clip's frames give away: whether its ends are the photos, hard cuts, frozen stretches, and what is in no photo."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

from luxvid.convert import JsonValue
from luxvid.vision.explained import strangeness
from luxvid.vision.register import register, smoothing

_Floats = NDArray[np.float32]

VERSION = 1
"""Counts up when the same clip would be judged otherwise: a verdict of before is then not read."""

_SIDE = 64
_GAP = 3  # frames across which a cut is looked for: one mixed frame between two pictures does not hide it
_STILL, _STILL_GAP = (
    0.5,
    5,
)  # mean change in code values over so many frames below which nothing moves; encoders refine what stands
_LOOKED_AT = (0.2, 0.35, 0.5, 0.65, 0.8)  # shares of the clip at which structure is compared
_WHOLE = (0.0, 1.0, 0.0, 1.0)
_ROOM = ((0.0, 1.0, 0.0, 1.0), (0.06, 0.94, 0.06, 0.94), (-0.06, 1.06, -0.06, 1.06))  # as it is, closer, further


@frozen(kw_only=True)
class ClipSigns(JsonValue):
    """What was measured on a clip.

    Attributes:
        first: How well the first frame agrees with the first photo, -1 to 1.
        last: The same for the last; None for a clip over one photo.
        cut: How abruptly the picture changes at its most abrupt, 0 to 1: 1 less the likeness across three frames, beyond what
            is usual around them.
        cut_at_s: Where that is.
        frozen_s: The longest stretch in which nothing moves.
        strange: The largest share of structure, among frames looked at, that is in no photo, 0 to 1.
    """

    first: float
    last: float | None
    cut: float
    cut_at_s: float
    frozen_s: float
    strange: float


def signs_of(frames: NDArray[np.uint8], photos: Sequence[NDArray[np.uint8]], *, fps: float) -> ClipSigns:
    """Measure a clip against the one or two photos that it was made from. Blocks for about 0.5 s.

    Args:
        frames: (n, H, W) uint8 luma, small, in order, the first and the last being the clip's ends.
        photos: (H, W) uint8 luma each, cut as the model got them.
        fps: Frames per second.
    """
    ends = [frames[0], *([frames[-1]] if len(photos) > 1 else [])]
    agree = [_agreement(end, photo) for end, photo in zip(ends, photos, strict=True)]
    cut, at = _most_abrupt(frames)
    looked_at = [frames[round(share * (len(frames) - 1))] for share in _LOOKED_AT]
    return ClipSigns(
        first=agree[0],
        last=agree[1] if len(agree) > 1 else None,
        cut=cut,
        cut_at_s=round(at / fps, 3),
        frozen_s=round(_longest_still(frames) / fps, 3),
        strange=max(strangeness(frame, photos) for frame in looked_at),
    )


def _agreement(frame: NDArray[np.uint8], photo: NDArray[np.uint8]) -> float:
    """Return the correlation of structure after bringing the two into register; models crop and shift a little."""
    pictures = np.stack([_square(frame), _square(photo)])
    found = register(pictures, np.array([[1, 0]] * len(_ROOM)), _ROOM)
    return round(float(found.max()), 3)


def _square(picture: NDArray[np.uint8]) -> _Floats:
    return np.asarray(Image.fromarray(picture).resize((_SIDE, _SIDE), Image.Resampling.BOX), np.float32)


def _most_abrupt(frames: NDArray[np.uint8]) -> tuple[float, int]:
    """Return how much less alike the picture is across the most abrupt place than around it, and the frame after it."""
    if len(frames) <= 3 * _GAP:
        return 0.0, 0
    structure = _structure(frames)
    alike = np.einsum("np,np->n", structure[:-_GAP], structure[_GAP:])
    around = np.minimum(np.roll(alike, 2 * _GAP), np.roll(alike, -2 * _GAP))
    around[: 2 * _GAP], around[-2 * _GAP :] = alike[2 * _GAP : 4 * _GAP].mean(), alike[-4 * _GAP : -2 * _GAP].mean()
    drop = np.clip(around, 0, 1) - alike
    at = int(drop.argmax())
    return round(float(max(0.0, drop[at])), 3), at + _GAP - 1


def _structure(frames: NDArray[np.uint8]) -> _Floats:
    """Return (n, pixels): each frame less its neighbourhood's mean, of length 1, so that a change of light is no cut."""
    small = np.stack([_square(frame) for frame in frames])
    wide = smoothing(_SIDE, 6.0)
    local = (small - wide @ small @ wide.T).reshape(len(frames), -1)
    local /= np.maximum(np.linalg.norm(local, axis=1, keepdims=True), 1e-3)
    structure: _Floats = local.astype(np.float32)
    return structure


def _longest_still(frames: NDArray[np.uint8]) -> int:
    """Return the length in frames of the longest stretch in which nothing moves."""
    longest = run = 0
    for before, after in zip(frames, frames[_STILL_GAP:], strict=False):
        still = float(np.abs(before.astype(np.int16) - after).mean()) < _STILL
        run = run + 1 if still else 0
        longest = max(longest, run)
    return longest + _STILL_GAP if longest else 0
