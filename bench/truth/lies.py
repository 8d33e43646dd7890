"""Clips with and without the faults of real models, drawn by the emulator, and what the gate says of them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image, ImageOps

from luxvid.render.judging import GateLimits, verdict_on
from luxvid.testing.replicate import Flaws
from luxvid.testing.replicate.clips import ClipOrder, render_clip
from luxvid.vision.clip_signs import ClipSigns, signs_of

FPS, FRAMES, SIZE_PX, SMALL_PX = 24, 96, (640, 360), (128, 72)

TRUE: dict[str, dict[str, Any]] = {
    "true": {},
    "eased": {"eased": True},
    "light drifts": {"exposure_ev": 0.4, "warmth": 0.08},
    "short frozen ends": {"frozen_start": 8, "frozen_end": 8},
}
LIES: dict[str, dict[str, Any]] = {
    "hard cut": {"hard_cut": True},
    "other room": {"other_room": True},
    "wrong first frame": {"wrong_first": True},
    "wrong last frame": {"wrong_last": True},
    "frozen": {"frozen_start": 40, "frozen_end": 40},
    "mirrored": {"mirrored": True},
    "black": {"black": True},
}
ADDED: dict[str, dict[str, Any]] = {"added object, 25 %": {"added_object": 0.25}, "added object, 45 %": {"added_object": 0.45}}


@frozen(kw_only=True)
class Judged:
    """A clip's fault and what was measured on it."""

    fault: str
    signs: ClipSigns

    def is_held_back(self, limits: GateLimits) -> bool:
        """Whether the gate would hold it back."""
        return not verdict_on(self.signs, limits).holds


def judged(pairs: Sequence[tuple[Path, Path]], others: Sequence[Path]) -> Iterator[Judged]:
    """Draw each pair's clip with every fault and measure it; `others` are pictures of other places, one for each pair."""
    for (first, last), other in zip(pairs, others, strict=True):
        for fault, flaws in (TRUE | LIES | ADDED).items():
            yield Judged(fault=fault, signs=_signs(first, last, Flaws(**flaws, other=str(other))))


def _signs(first: Path, last: Path, flaws: Flaws) -> ClipSigns:
    sent = [_jpeg(path) for path in (first, last)]
    order = ClipOrder(
        first=sent[0], last=sent[1], size=(320, 180), fps=Fraction(FPS), frames=FRAMES, has_sound=False, flaws=flaws, seed=1
    )
    with av.open(io.BytesIO(render_clip(order)), "r") as file:
        shown = [f.reformat(width=SMALL_PX[0], height=SMALL_PX[1], format="gray").to_ndarray() for f in file.decode(video=0)]
    return signs_of(np.stack(shown), [_luma(photo) for photo in sent], fps=FPS)


def _jpeg(path: Path) -> bytes:
    out = io.BytesIO()
    with Image.open(path) as picture:
        ImageOps.fit(picture.convert("RGB"), SIZE_PX).save(out, "JPEG", quality=92)
    return out.getvalue()


def _luma(jpeg: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(jpeg)) as picture:
        return np.asarray(picture.convert("L").resize(SMALL_PX, Image.Resampling.LANCZOS))
