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


def measure_detail(luma: NDArray[np.float32]) -> Detail:
    """Measure a luma plane of (H, W) float32, 0 to 255, about 1000 px on its long side; takes about 6 ms."""
    least = _TILE_PX + _REACH_PX + 1
    if min(luma.shape) < least:
        luma = np.pad(luma, [(0, max(0, least - side)) for side in luma.shape], mode="symmetric")
    noise = _noise(luma)
    steps = (luma[::2, 1:] - luma[::2, :-1]) ** 2
    still = _tile_means(steps, _FINE_TILE_PX // 2, _FINE_TILE_PX) < _STILL
    return Detail(sharpness=_sharpness(luma, noise), noise=noise, flat=float(still.mean()))


def _sharpness(luma: _Plane, noise: float) -> float:
    near = _tensor(luma, 1, (2, 1), noise)  # every second row is enough, and every second pixel over a reach of four
    far = _tensor(luma, _REACH_PX, (2, 2), noise)
    rows, columns = np.minimum(near.shape[1:], far.shape[1:])
    crispness = np.sort(_least_ratio(near[:, :rows, :columns], far[:, :rows, :columns], noise), axis=None)[::-1]
    best = crispness[: max(2, round(crispness.size * _BEST_SHARE))].mean()
    return float(np.clip((best - _RAMP) / (_CRISP - _RAMP), 0, 1))


def _tensor(luma: _Plane, reach: int, every: tuple[int, int], noise: float) -> _Plane:
    """Return (3, rows, columns): the tiles' mean products of differences along both diagonals over `reach`, free of noise.

    Along the diagonals, because both then have one middle: what they say of any direction, upright and level among them, is true.
    """
    down, across = every
    falling = luma[reach::down, reach::across] - luma[:-reach:down, :-reach:across]
    rising = luma[:-reach:down, reach::across] - luma[reach::down, :-reach:across]
    sides = _TILE_PX // down, _TILE_PX // across
    grain = noise * noise
    return np.stack(
        [
            np.maximum(_tile_means(falling * falling, *sides) - 2 * grain, 0),
            _tile_means(falling * rising, *sides),
            np.maximum(_tile_means(rising * rising, *sides) - 2 * grain, 0),
        ]
    )


def _least_ratio(near: _Plane, far: _Plane, noise: float) -> _Plane:
    floor = _TEXTURE + 4 * noise * noise
    xx, xy, yy = far[0] + floor, far[1], far[2] + floor
    a = np.maximum(xx * yy - xy * xy, floor * floor)
    b = near[0] * yy + near[2] * xx - 2 * near[1] * xy
    c = np.maximum(near[0] * near[2] - near[1] * near[1], 0)
    ratio: _Plane = (b - np.sqrt(np.maximum(b * b - 4 * a * c, 0))) / (2 * a)
    return ratio


def _noise(luma: _Plane) -> float:
    """Return the noise of the quietest tiles; a mixed second difference sees neither ramps nor upright edges."""
    pairs = luma[: luma.shape[0] // 2 * 2]
    down = pairs[1::2] - pairs[::2]
    spread = np.sqrt(_tile_means((down[:, 1:] - down[:, :-1]) ** 2, _FINE_TILE_PX // 2, _FINE_TILE_PX)) / 2
    level = _tile_means(pairs[::2, 1:], _FINE_TILE_PX // 2, _FINE_TILE_PX)
    judged = spread[(level > 12) & (level < 243)]
    return float(np.quantile(judged, _QUIET_SHARE)) if judged.size else 0.0


def _tile_means(values: _Plane, height: int, width: int) -> _Plane:
    rows, columns = values.shape[0] // height, values.shape[1] // width
    strips = values[: rows * height].reshape(rows, height, -1).sum(axis=1)
    sums = strips[:, : columns * width].reshape(rows, columns, width).sum(axis=2)
    means: _Plane = sums / np.float32(height * width)
    return means
