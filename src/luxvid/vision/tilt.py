"""How far a photo leans: its roll in degrees, from the directions of its upright edges.

Walls, doors, windows and columns stand upright, so what most straight edges near the upright have in common is the camera's roll.
Where it looks up or down, uprights converge: those at the left lean one way, those at the right as much the other. So each edge
votes for roll and convergence together (a Hough transform with two unknowns), and convergence alone is no tilt. Level edges do
not vote: in a room they run to vanishing points of their own. Where few uprights agree there is no answer.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

_Plane = NDArray[np.float32]
_Floats = NDArray[np.float64]

_CELL_PX = 8
_LARGE_PX = 700  # pictures beyond that are halved: directions need no more
_EDGE, _STRAIGHT = 12.0, 0.85  # squared slope and coherence of a cell from which on its direction is known
_STRONG = 25.0  # slope from which on edges count alike
_MOST_DEG, _BIN_DEG = 14.0, 0.25
_CONVERGENCE = np.linspace(-0.22, 0.22, 23)  # tangent by which uprights at the picture's sides lean more than at its middle
_USUAL_DEG = 10.0  # photos lean less the farther: a vote counts 1/e at that
_NEAR_DEG = 1.0  # edges that agree
_BLUR = np.array([1, 2, 3, 2, 1]) / 9
_STRIPES = 12  # across the picture
_LEAST_SHARE, _LEAST_CELLS, _LEAST_STRIPES = 0.3, 25, 3  # of the edges: those that agree; how many; how far they are spread


@frozen(kw_only=True)
class Tilt:
    """Roll in degrees, clockwise positive, and the share of the upright edges that agree on it; 0 and 0 where it is unknown."""

    degrees: float = 0.0
    strength: float = 0.0


@frozen(eq=False)
class _Edges:
    """Straight edges near the upright: how far each leans (degrees), in which column of cells it is, and what it counts.

    `across` is where the columns' middles are, from -1 to 1.
    """

    lean: _Floats
    column: NDArray[np.intp]
    weight: _Floats
    across: _Floats

    def straightened(self, convergence: float | _Floats) -> _Floats:
        """Return what the edges lean beyond what their place explains; of (n, 1) convergences a row for each."""
        straight: _Floats = self.lean - np.degrees(np.arctan(convergence * self.across))[..., self.column]
        return straight


def measure_tilt(luma: NDArray[np.float32]) -> Tilt:
    """Measure a luma plane of (H, W) float32, 0 to 255, from 500 px on its long side; takes about 1 ms.

    Example:
        >>> import numpy as np
        >>> y, x = np.mgrid[0:300, 0:400].astype(np.float32)
        >>> measure_tilt(127 + 100 * np.sin((x + 0.07 * y) / 7)).degrees  # stripes that lean by 4 degrees
        4.0
    """
    if min(luma.shape) < 4 * _CELL_PX:
        return Tilt()
    edges = _upright_edges(luma)
    if edges.weight.size < _LEAST_CELLS:
        return Tilt()
    degrees, convergence = _most_voted(edges)
    lean = edges.straightened(convergence)
    for _ in range(2):
        near = np.abs(lean - degrees) < _NEAR_DEG
        degrees = float(np.average(lean[near], weights=edges.weight[near])) if near.any() else degrees
    near = np.abs(lean - degrees) < _NEAR_DEG
    share = float(edges.weight[near].sum() / edges.weight.sum())
    stripes = np.unique(np.floor(edges.across[edges.column[near]] * _STRIPES / 2)).size
    if share < _LEAST_SHARE or near.sum() < _LEAST_CELLS or stripes < _LEAST_STRIPES:
        return Tilt()
    return Tilt(degrees=round(degrees, 2), strength=round(share, 3))


def _upright_edges(luma: _Plane) -> _Edges:
    xx, xy, yy = _cell_tensors(_halved(luma) if max(luma.shape) > _LARGE_PX else luma)
    energy = xx + yy
    coherence = np.hypot(xx - yy, 2 * xy) / (energy + 1e-6)
    lean = np.degrees(np.arctan2(2 * xy, xx - yy)) / 2
    most = _MOST_DEG + np.degrees(np.arctan(_CONVERGENCE[-1]))
    rows, columns = np.nonzero((energy > _EDGE) & (coherence > _STRAIGHT) & (np.abs(lean) < most))
    weight = np.minimum(np.sqrt(energy[rows, columns]), _STRONG) * (coherence[rows, columns] - _STRAIGHT)
    across = (np.arange(energy.shape[1]) + 0.5) / energy.shape[1] * 2 - 1
    return _Edges(lean[rows, columns].astype(np.float64), columns, weight.astype(np.float64), across)


def _halved(luma: _Plane) -> _Plane:
    rows, columns = (side // 2 for side in luma.shape)
    down = np.ascontiguousarray(luma[: 2 * rows : 2]) + np.ascontiguousarray(luma[1 : 2 * rows : 2])
    half: _Plane = np.ascontiguousarray(down[:, : 2 * columns : 2]) + np.ascontiguousarray(down[:, 1 : 2 * columns : 2])
    half *= np.float32(0.25)
    return half


def _cell_tensors(luma: _Plane) -> _Plane:
    """Return (3, rows, columns): the cells' mean products xx, xy, yy of slopes (Scharr's, true to direction).

    The plane is taken as one long row, which is several times faster: the last two columns, where rows meet, mean nothing.
    """
    row, middle = luma.shape[1], luma[1:-1]
    flat = np.ascontiguousarray(luma).ravel()
    dx, dy = flat[2:] - flat[:-2], flat[2 * row :] - flat[: -2 * row]
    x, y = np.zeros((2, *middle.shape), np.float32)
    x.ravel()[:-2] = _smooth(dx, row)
    y.ravel()[:-2] = _smooth(dy, 1)
    return np.stack([_cell_means(x * x), _cell_means(x * y), _cell_means(y * y)])


def _smooth(slopes: _Plane, step: int) -> _Plane:
    """Return the slopes weighed with their neighbours that lie one step before and behind, for all that have both."""
    sides = slopes[: -2 * step] + slopes[2 * step :]
    sides *= 3
    sides += 10 * slopes[step:-step]
    sides /= 32
    return sides


def _cell_means(values: _Plane) -> _Plane:
    rows, columns = values.shape[0] // _CELL_PX, (values.shape[1] - 2) // _CELL_PX
    strips = values[: rows * _CELL_PX].reshape(rows, _CELL_PX, values.shape[1]).sum(axis=1)
    sums = strips[:, : columns * _CELL_PX].reshape(rows, columns, _CELL_PX).sum(axis=2)
    means: _Plane = sums / np.float32(_CELL_PX**2)
    return means


def _most_voted(edges: _Edges) -> tuple[float, float]:
    """Return roll (degrees) and convergence for which most edges vote; far from upright a vote counts less."""
    count = round(2 * _MOST_DEG / _BIN_DEG) + 1
    rolls = np.arange(count) * _BIN_DEG - _MOST_DEG
    bins = np.round((edges.straightened(_CONVERGENCE[:, None]) + _MOST_DEG) / _BIN_DEG).astype(int)
    rows, at = np.nonzero((bins >= 0) & (bins < count))
    cast = np.bincount(rows * count + bins[rows, at], edges.weight[at], len(_CONVERGENCE) * count)
    votes = np.stack([np.convolve(row, _BLUR, "same") for row in cast.reshape(-1, count)])
    votes *= np.exp(-np.abs(rolls) / _USUAL_DEG) * np.exp(-2 * np.abs(_CONVERGENCE))[:, None]
    most = np.unravel_index(votes.argmax(), votes.shape)
    return float(rolls[most[1]]), float(_CONVERGENCE[most[0]])
