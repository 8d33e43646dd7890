"""Bring fingerprints into register, many pairs at once, and say how well they agree there.

Lucas and Kanade's method (inverse compositional: Baker and Matthews, 2004) with an affine map, from coarse to fine, on local
structure instead of brightness: each point less its neighbourhood's mean, over its spread. What disagrees counts less, so
that a banner or a hand does not pull the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luxvid.media.cancelling import stop_if_cancelled

_Floats = NDArray[np.float32]

# Blur, neighbourhood and spacing of points in pixels; rounds; correlation below which the next level is not worth its time.
_LEVELS = ((1.5, 5.0, 2, 5, 0.50), (1.0, 2.5, 2, 5, 0.55), (0.0, 2.5, 1, 3, 1.0))
_SPREAD_RADIUS = 5.0
_GRAIN = 16.0  # variance in code values below which structure is noise
_LEAST_OVERLAP = 0.3
_AT_ONCE = 64
_DAMPING = np.diag([0.01, 3.0, 3.0, 0.01, 3.0, 3.0]).astype(np.float32)  # stretching is trusted less than shifting


def register(
    pictures: NDArray[np.float32], pairs: NDArray[np.intp], windows: Sequence[tuple[float, float, float, float]]
) -> NDArray[np.float32]:
    """Find where in the first picture of each pair the second lies, and how well they agree there.

    Args:
        pictures: (n, side, side) float32, luma 0 to 255.
        pairs: (pairs, 2) positions in `pictures`.
        windows: For each pair where to start: left, right, top and bottom in shares of the first picture.

    Returns:
        The correlation over the overlap for each pair, -1 to 1; -1 where they do not overlap enough.

    Example:
        >>> import numpy as np
        >>> picture = np.random.default_rng(1).uniform(0, 255, (1, 32, 32)).astype("float32")
        >>> register(picture, np.array([[0, 0]]), [(0, 1, 0, 1)]).round(2)
        array([1.], dtype=float32)
    """
    if not len(pairs):
        return np.zeros(0, np.float32)
    levels = [_level(pictures, blur, radius) for blur, radius, *_ in _LEVELS]
    place = _places(np.asarray(windows, np.float32), pictures.shape[1])
    parts = [slice(start, start + _AT_ONCE) for start in range(0, len(pairs), _AT_ONCE)]
    return np.concatenate([_registered(levels, pairs[part], place[part]) for part in parts])


def smoothing(side: int, radius: float) -> NDArray[np.float32]:
    """Return the (side, side) matrix that blurs a column by a Gaussian; its rows sum to 1."""
    steps = np.arange(side)
    weights = np.exp(-0.5 * ((steps[:, None] - steps) / radius) ** 2)
    matrix: _Floats = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return matrix


def _level(pictures: _Floats, blur: float, radius: float) -> _Floats:
    """Return (3, n, side * side): structure and its two slopes."""
    side = pictures.shape[1]
    soft = smoothing(side, blur) if blur else np.eye(side, dtype=np.float32)
    near, wide = smoothing(side, radius), smoothing(side, _SPREAD_RADIUS)
    blurred = soft @ pictures @ soft.T
    local = blurred - near @ blurred @ near.T
    local /= np.sqrt(wide @ (local * local) @ wide.T + _GRAIN)
    framed = np.pad(local, ((0, 0), (1, 1), (1, 1)), mode="edge")
    slope_x = (framed[:, 1:-1, 2:] - framed[:, 1:-1, :-2]) / 2
    slope_y = (framed[:, 2:, 1:-1] - framed[:, :-2, 1:-1]) / 2
    stacked = np.stack([local, slope_x, slope_y]).astype(np.float32)
    level: _Floats = stacked.reshape(3, len(pictures), side * side)
    return level


def _places(windows: _Floats, side: int) -> _Floats:
    """Return (pairs, 2, 3): the affine maps from the second picture's points, about its centre, into the first."""
    left, right, top, bottom = windows.T
    place = np.zeros((len(windows), 2, 3), np.float32)
    place[:, 0, 0], place[:, 0, 1] = (left + right) / 2 * side - 0.5, right - left
    place[:, 1, 0], place[:, 1, 2] = (top + bottom) / 2 * side - 0.5, bottom - top
    return place


def _registered(levels: list[_Floats], pairs: NDArray[np.intp], place: _Floats) -> _Floats:
    stop_if_cancelled()
    agreement = np.full(len(pairs), -1, np.float32)
    active = np.arange(len(pairs))
    for level, (_, _, spacing, rounds, hopeful) in zip(levels, _LEVELS, strict=True):
        points, at = _points(level.shape[2], spacing)
        a, b = level[0, pairs[active, 0]], level[:, pairs[active, 1]][:, :, at]
        jacobian = np.concatenate([points * b[1][:, None], points * b[2][:, None]], axis=1)
        for _ in range(rounds):
            place[active] = _nearer(a, b[0], jacobian, points, place[active])
        agreement[active] = _agreement(a, b[0], points, place[active])
        active = active[agreement[active] >= hopeful]
        if not active.size:
            break
    return agreement


def _nearer(a: _Floats, b: _Floats, jacobian: _Floats, points: _Floats, place: _Floats) -> _Floats:
    seen, inside = _sampled(a, place @ points)
    wrong = seen - b
    weighted = jacobian * (inside / (1 + wrong * wrong))[:, None]
    step = np.linalg.solve(weighted @ jacobian.transpose(0, 2, 1) + _DAMPING, weighted @ wrong[:, :, None])
    step *= (inside.mean(axis=1) >= _LEAST_OVERLAP)[:, None, None]
    moved = place.copy()  # the map after the inverse of the step, to first order
    moved -= place[:, :, 1:] @ step.reshape(-1, 2, 3)
    return moved


def _agreement(a: _Floats, b: _Floats, points: _Floats, place: _Floats) -> _Floats:
    seen, inside = _sampled(a, place @ points)
    count = np.maximum(inside.sum(axis=1, keepdims=True), 1)
    u, v = ((x - (x * inside).sum(axis=1, keepdims=True) / count) * inside for x in (seen, b))
    agreement = (u * v).sum(axis=1) / np.sqrt((u * u).sum(axis=1) * (v * v).sum(axis=1) + 1e-6)
    found: _Floats = np.where(inside.mean(axis=1) >= _LEAST_OVERLAP, agreement, -1)
    return found


def _sampled(a: _Floats, at: _Floats) -> tuple[_Floats, _Floats]:
    """Return `a` (pairs, pixels) at the places (pairs, 2, points), and 1 where these lie inside, else 0."""
    side = round(a.shape[1] ** 0.5)
    x, y = at[:, 0], at[:, 1]
    inside = ((x >= 0) & (x < side - 1) & (y >= 0) & (y < side - 1)).astype(np.float32)
    x, y = np.clip(x, 0, side - 1.001), np.clip(y, 0, side - 1.001)
    column, row = x.astype(np.int32), y.astype(np.int32)
    x, y = x - column, y - row
    corner = row * side + column + (np.arange(len(a), dtype=np.int32) * a.shape[1])[:, None]
    flat = a.ravel()
    upper = flat[corner] * (1 - x) + flat[corner + 1] * x
    lower = flat[corner + side] * (1 - x) + flat[corner + side + 1] * x
    return (upper * (1 - y) + lower * y).astype(np.float32), inside


def _points(pixels: int, spacing: int) -> tuple[_Floats, NDArray[np.intp]]:
    """Return the points that are compared: (3, points) of 1, x and y about the centre, and their positions in a picture."""
    side = round(pixels**0.5)
    at = np.arange(pixels).reshape(side, side)[spacing // 2 :: spacing, spacing // 2 :: spacing].ravel()
    row, column = np.divmod(at, side)
    middle = (side - 1) / 2
    return np.stack([np.ones(at.size), column - middle, row - middle]).astype(np.float32), at
