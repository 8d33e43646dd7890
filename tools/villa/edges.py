"""Edges of things as a lens draws them: where colours and light were computed apart, they come out ragged.

A pixel on an edge has two lights and one colour (see `surfaces.py`): from one to the next it is a sixth too dark or too bright.
And whatever was denoised wavers along its lines. Both go where the light of an edge is averaged along the edge, and only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from villa.smoothing import LUMA, boxed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REACH, _SHARE = 3, 1.8  # px along the edge to either side; the deviation of their weights
_FAINT, _CLEAR = 0.1, 0.25  # stops a pixel: from where on something is an edge, and wholly one
_WOVEN, _STRAIGHT = 0.8, 0.95  # how much lines about a pixel go one way, 0 to 1: leaves and weave do not
_LEAST = 1e-6


def smoothed(light: Floats) -> Floats:
    """Return light (height, width, 3) whose edges are smooth along themselves and as sharp across as before."""
    share, angle = _edges(np.log2(np.maximum(light @ LUMA, 1e-4)))
    rows, columns = np.nonzero(share > 0)
    stops = np.log2(np.maximum(light, _LEAST))
    down, right = np.cos(angle[rows, columns]), -np.sin(angle[rows, columns])  # along, not across
    along, weight = np.zeros((len(rows), 3), np.float32), 0.0
    for step in range(-_REACH, _REACH + 1):
        part = float(np.exp(-((step / _SHARE) ** 2) / 2))
        along += part * _between(stops, rows + step * down, columns + step * right)
        weight += part
    own, much = stops[rows, columns], share[rows, columns][:, None]
    result = light.copy()
    result[rows, columns] = np.exp2(own + much * (along / weight - own))
    return result


def _edges(stops: Floats) -> tuple[Floats, Floats]:
    """Return how much each pixel (height, width) is one of an edge, 0 to 1, and at what angle from right it is crossed."""
    down, right = np.gradient(boxed(stops, 1))
    across, mixed, upright = (boxed(boxed(part, 2), 2) for part in (right * right, right * down, down * down))
    half, mean = np.sqrt((across - upright) ** 2 / 4 + mixed * mixed), (across + upright) / 2
    steep = np.clip((np.sqrt(mean + half) - _FAINT) / (_CLEAR - _FAINT), 0, 1)
    straight = np.clip((half / np.maximum(mean, 1e-8) - _WOVEN) / (_STRAIGHT - _WOVEN), 0, 1)
    return steep * straight, np.arctan2(2 * mixed, across - upright) / 2


def _between(values: Floats, rows: Floats, columns: Floats) -> Floats:
    """Return values (height, width, 3) at places between pixels, (places, 3)."""
    height, width, _ = values.shape
    rows, columns = np.clip(rows, 0, height - 1.001), np.clip(columns, 0, width - 1.001)
    top, left = rows.astype(int), columns.astype(int)
    lower, further = (rows - top)[:, None], (columns - left)[:, None]
    above = values[top, left] * (1 - further) + values[top, left + 1] * further
    below = values[top + 1, left] * (1 - further) + values[top + 1, left + 1] * further
    return (above * (1 - lower) + below * lower).astype(np.float32)
