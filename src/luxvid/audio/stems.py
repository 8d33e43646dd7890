"""Stems in the making: a piece and its parts as rows of one array, so that all that is done to the piece is done to its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from luxvid.sound import Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray


def stacked(audio: Audio) -> NDArray[np.float32]:
    """Return a piece and its parts as (2 + 2k, n): left and right of the whole first, by which everything is judged.

    Example:
        >>> half = np.full((2, 9), 0.25, np.float32)
        >>> stacked(Audio(samples=2 * half, stems={"drums": half, "bass": half})).shape
        (6, 9)
    """
    return np.concatenate([audio.samples, *audio.stems.values()]) if audio.stems else audio.samples


def unstacked(rows: NDArray[np.float32], names: Sequence[str], *, origin: str = "") -> Audio:
    """Return what `stacked` stacked."""
    stems = {name: rows[2 * number + 2 : 2 * number + 4] for number, name in enumerate(names)}
    return Audio(samples=rows[:2], stems=stems, origin=origin)
