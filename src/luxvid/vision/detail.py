"""How crisp a picture is in its crispest parts, how noisy in its smoothest, and how much of it is flat colour.

Sharpness compares differences over one pixel with differences over four. A crisp edge rises within a pixel or two; defocus
spreads it in every direction, motion along one. So a tile counts by its worst direction: the smallest generalised eigenvalue
of its two structure tensors, 1/16 for a slow ramp, 1 for steps of one pixel. The picture counts by its best tiles: a shallow
depth of field is no fault.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

_Plane = NDArray[np.float32]

_TILE_PX = 96
_BAND_PX = 2 * _TILE_PX  # rows that are measured at once: what that takes stays in the processor's cache
_FINE_TILE_PX = 16
_REACH_PX = 4
_BEST_SHARE = 0.06  # of all tiles: what a photo with one thing in focus still has
_RAMP, _CRISP = 1 / 16, 0.46  # the eigenvalue of a slow ramp, and of photos that look crisp
_TEXTURE = 8.0  # mean squared difference below which there is nothing to judge by
_STILL = 0.25  # mean squared difference of neighbours below which a tile is one flat colour
_QUIET_SHARE = 0.05  # of the tiles that are neither black nor white: where texture hides the noise least


@frozen(kw_only=True)
class Detail:
    """Sharpness 0 (blurred) to 1, noise as standard deviation in code values of 255, share of flat colour 0 to 1."""

    sharpness: float
    noise: float
    flat: float


def measure_detail(luma: NDArray[np.uint8] | NDArray[np.float32]) -> Detail:
    """Measure a luma plane of (H, W) uint8 or float32, 0 to 255, about 1000 px on its long side; takes about 2 ms."""
    least = _TILE_PX + _REACH_PX + 1
    if min(luma.shape) < least:
        luma = np.pad(luma.astype(np.float32), [(0, max(0, least - side)) for side in luma.shape], mode="symmetric")
    bands = [_measured(luma[top : top + _BAND_PX + _REACH_PX]) for top in range(0, len(luma), _BAND_PX)]
    steps, grain, level, near, far = (np.concatenate(parts, axis=-2) for parts in zip(*bands, strict=True))
    noise = _noise(grain, level)
    return Detail(sharpness=_sharpness(near, far, noise), noise=noise, flat=float((steps < _STILL).mean()))


def _measured(band: NDArray[np.uint8] | _Plane) -> tuple[_Plane, _Plane, _Plane, _Plane, _Plane]:
    """Return what is measured of the tiles of a band of rows.

    Of fine tiles the mean squared steps between neighbours, the same of a mixed second difference, which sees neither ramps nor
    upright edges, and the level; of large tiles the tensors over one pixel and over four. Every second row is enough, and every
    second pixel over a reach of four.
    """
    upper, lower = band[::2].astype(np.float32), band[1::2].astype(np.float32)
    above, half, reach = upper[: len(lower)], np.ascontiguousarray(upper[:, ::2]), _REACH_PX // 2
    down = lower - above
    steps, mixed = _beyond(upper, upper, right=1), _beyond(down, down, right=1)
    fine, large = (_FINE_TILE_PX // 2, _FINE_TILE_PX), _TILE_PX // 2
    return (
        _tile_means(steps, steps, *fine, right=1),
        _tile_means(mixed, mixed, *fine, right=1),
        _tile_means(above, None, *fine, left=1),
        _tensor(above, lower, right=1, tile=(large, _TILE_PX)),
        _tensor(half[:-reach], half[reach:], right=reach, tile=(large, large)),
    )


def _tensor(above: _Plane, below: _Plane, *, right: int, tile: tuple[int, int]) -> _Plane:
    """Return (3, rows, columns): the tiles' mean products of differences along both diagonals.

    Along the diagonals, because both then have one middle: what they say of any direction, upright and level among them, is true.
    """
    falling, rising = _beyond(below, above, right=right), _beyond(above, below, right=right)
    products = (falling, falling), (falling, rising), (rising, rising)
    return np.stack([_tile_means(*product, *tile, right=right) for product in products])


def _sharpness(near: _Plane, far: _Plane, noise: float) -> float:
    rows, columns = np.minimum(near.shape[1:], far.shape[1:])
    near, far = (_less_noise(tensor[:, :rows, :columns], noise) for tensor in (near, far))
    crispness = np.sort(_least_ratio(near, far, noise), axis=None)[::-1]
    best = crispness[: max(2, round(crispness.size * _BEST_SHARE))].mean()
    return float(np.clip((best - _RAMP) / (_CRISP - _RAMP), 0, 1))


def _less_noise(tensor: _Plane, noise: float) -> _Plane:
    grain = noise * noise
    return np.stack([np.maximum(tensor[0] - 2 * grain, 0), tensor[1], np.maximum(tensor[2] - 2 * grain, 0)])


def _least_ratio(near: _Plane, far: _Plane, noise: float) -> _Plane:
    floor = _TEXTURE + 4 * noise * noise
    xx, xy, yy = far[0] + floor, far[1], far[2] + floor
    a = np.maximum(xx * yy - xy * xy, floor * floor)
    b = near[0] * yy + near[2] * xx - 2 * near[1] * xy
    c = np.maximum(near[0] * near[2] - near[1] * near[1], 0)
    ratio: _Plane = (b - np.sqrt(np.maximum(b * b - 4 * a * c, 0))) / (2 * a)
    return ratio


def _noise(grain: _Plane, level: _Plane) -> float:
    """Return the noise of the quietest tiles."""
    spread = np.sqrt(grain) / 2
    judged = spread[(level > 12) & (level < 243)]
    return float(np.quantile(judged, _QUIET_SHARE)) if judged.size else 0.0


def _beyond(one: _Plane, other: _Plane, *, right: int) -> _Plane:
    """Return how far each point of `one` is above the point of `other` that lies `right` columns before it.

    Both are taken as one long row, which is several times faster: the last columns, where rows meet, mean nothing.
    """
    steps = np.empty_like(other)
    end = other.size - right
    steps.ravel()[end:] = 0
    np.subtract(one.ravel()[right:], other.ravel()[:end], out=steps.ravel()[:end])
    return steps


def _tile_means(one: _Plane, other: _Plane | None, height: int, width: int, *, left: int = 0, right: int = 0) -> _Plane:
    """Return the means of tiles of a plane, or of the product of two, without so many columns at the left and the right."""
    rows, columns = one.shape[0] // height, (one.shape[1] - left - right) // width
    planes = [plane[: rows * height].reshape(rows, height, one.shape[1]) for plane in (one, other) if plane is not None]
    strips = np.einsum(",".join(["rhx"] * len(planes)) + "->rx", *planes)  # multiplies and adds in one passage
    sums = strips[:, left : left + columns * width].reshape(rows, columns, width).sum(axis=2)
    means: _Plane = sums / np.float32(height * width)
    return means
