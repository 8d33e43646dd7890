"""Which pairs of photos the gate would let share a clip, held against geometry."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from luxvid.photos import PhotoSet
from luxvid.render.pairing import chance_between

OVERLAPPING = 0.3


@frozen(kw_only=True)
class Pairs:
    """All pairs of a folder: how likely they are one place, and how much they share, the smaller share of the two.

    Attributes:
        chance: (pairs,) float64.
        shared: (pairs,) float64: the smaller of the two photos' shares.
        nothing: (pairs,) bool: neither shows anything of the other.
    """

    chance: NDArray[np.float64]
    shared: NDArray[np.float64]
    nothing: NDArray[np.bool_]

    @classmethod
    async def of(cls, photos: PhotoSet, truth: Path) -> Pairs:
        """Judge each two photos."""
        overlaps = json.loads(truth.read_text())["overlaps"]
        chance, shares = [], []
        for a, b in combinations(photos, 2):
            chance.append(await chance_between(a, b) or 0.0)
            shares.append(sorted((overlaps.get(a.file, {}).get(b.file, 0.0), overlaps.get(b.file, {}).get(a.file, 0.0))))
        shared = np.array(shares)
        return cls(chance=np.array(chance), shared=shared[:, 0], nothing=shared[:, 1] == 0)

    def told(self, limit: float) -> str:
        """Say how many of either kind the limit lets through, and how well the chance separates them."""
        yes, no = self.chance[self.shared >= OVERLAPPING], self.chance[self.nothing]
        area = float((yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2)
        accepted, slipped = yes >= limit, no >= limit
        return (
            f"pairs: {accepted.sum()} of {len(yes)} that share {OVERLAPPING:.0%} or more accepted ({accepted.mean():.1%}), "
            f"{slipped.sum()} of {len(no)} that share nothing ({slipped.mean():.1%}); area under the curve {area:.3f}"
        )
