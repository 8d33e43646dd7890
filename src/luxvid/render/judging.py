"""Judge a generated clip against its photos, once: the verdict is kept with the paid call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from anyio.to_thread import run_sync
from attrs import evolve, field, frozen

from luxvid.billing import give_verdict
from luxvid.convert import JsonValue
from luxvid.encoding import Encoding
from luxvid.film import Clip
from luxvid.protocols import Run
from luxvid.render.pictures import framed
from luxvid.render.reframed import in_own_shape
from luxvid.storyboard import Shot
from luxvid.vision.clip_signs import VERSION, ClipSigns, signs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from luxvid.photos import Photo

_PIXELS = 128 * 72


@frozen(kw_only=True)
class GateLimits(JsonValue):
    """What a gate lets through. Measured on the sample villa and on drawn lies: `docs/truth.md`.

    Attributes:
        one_place: Chance from which two photos may share a clip.
        end: Agreement of structure from which an end frame is its photo, -1 to 1.
        cut: Abruptness from which a change is a hard cut, 0 to 1.
        frozen_s: Standing still for so long is too long.
        strange: Share of structure that is in no photo from which the clip shows another place.
    """

    one_place: float = 0.6
    end: float = 0.5
    cut: float = 0.4
    frozen_s: float = 1.0
    strange: float = 0.33


@frozen(kw_only=True)
class Verdict(JsonValue):
    """Whether a clip holds.

    Attributes:
        reason: Why it does not, in words; empty where it does.
        is_worth_another_take: The model may do better with another seed: an end or a cut is wrong.
        scores: What was measured.
    """

    reason: str = ""
    is_worth_another_take: bool = False
    scores: dict[str, float] = field(factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the clip may be shown."""
        return not self.reason


async def judged(clip: Clip, shot: Shot, *, limits: GateLimits, encoding: Encoding, run: Run) -> Verdict:
    """Return the verdict on a clip: the one that the ledger has, else measured and written there. Blocks for about 1 s."""
    signs = await _known_signs(clip, run)
    if signs is None:
        signs = await _measured(clip, shot, encoding, run)
        if clip.provenance.call:  # the measurements, not the verdict: other limits read them otherwise
            await give_verdict(clip.provenance.call, {"version": VERSION, "signs": signs.to_dict()}, run=run)
    return verdict_on(signs, limits)


def verdict_on(signs: ClipSigns, limits: GateLimits) -> Verdict:
    """Return what limits make of measurements.

    Example:
        >>> signs = ClipSigns(first=0.9, last=0.2, cut=0.0, cut_at_s=0.0, frozen_s=0.0, strange=0.1)
        >>> verdict_on(signs, GateLimits()).reason
        'its last frame is not the last photo (agreement 0.20, at least 0.50)'
    """
    scores = {"first": signs.first, "cut": signs.cut, "frozen_s": signs.frozen_s, "strange": signs.strange}
    if signs.last is not None:
        scores["last"] = signs.last
    ends = (("first", signs.first), ("last", signs.last))
    again = [
        f"its {end} frame is not the {end} photo (agreement {found:.2f}, at least {limits.end:.2f})"
        for end, found in ends
        if found is not None and found < limits.end
    ]
    if signs.cut > limits.cut:
        again.append(f"it has a hard cut at {signs.cut_at_s:.1f} s ({signs.cut:.2f}, at most {limits.cut:.2f})")
    final = []
    if signs.frozen_s > limits.frozen_s:
        final.append(f"it stands still for {signs.frozen_s:.1f} s")
    if signs.strange > limits.strange:
        final.append(f"{signs.strange:.0%} of what it shows is in no photo (at most {limits.strange:.0%})")
    return Verdict(reason="; ".join([*again, *final]), is_worth_another_take=bool(again), scores=scores)


async def _known_signs(clip: Clip, run: Run) -> ClipSigns | None:
    calls = await run.storage.ledger.calls(clip.provenance.call) if clip.provenance.call else ()
    verdict = next((call.verdict for call in reversed(calls) if call.state == "finished"), {})
    return ClipSigns.from_dict(verdict["signs"]) if verdict.get("version") == VERSION else None


async def _measured(clip: Clip, shot: Shot, encoding: Encoding, run: Run) -> ClipSigns:
    small = _small(in_own_shape(clip.source, encoding))  # what the model was given and made, whatever film it is for
    lead, tail = (encoding.frames(handle_s) for handle_s in shot.handles_s)
    count = encoding.frames(shot.duration_s)
    photos = [await _luma(photo, small, run) for photo in shot.photos]
    frames = await clip.frames(-lead, count + tail, encoding=small)
    return await run_sync(_signs, frames, small, photos)


def _signs(frames: Iterator[NDArray[np.uint8]], encoding: Encoding, photos: list[NDArray[np.uint8]]) -> ClipSigns:
    luma = np.stack([frame[: encoding.height_px].copy() for frame in frames])
    return signs_of(luma, photos, fps=float(encoding.fps))


def _small(encoding: Encoding) -> Encoding:
    """Return the film's shape and rate in about as many pixels as structure is compared in."""
    scale = (_PIXELS / (encoding.width_px * encoding.height_px)) ** 0.5
    width, height = (2 * round(side * scale / 2) for side in (encoding.width_px, encoding.height_px))
    return evolve(encoding, width_px=width, height_px=height)


async def _luma(photo: Photo, encoding: Encoding, run: Run) -> NDArray[np.uint8]:
    size = (encoding.width_px, encoding.height_px)
    picture = await framed(photo, size_px=size, run=run)
    with await photo.blob.open() as file:
        image = await run_sync(picture.drawn, file, size)
    return np.asarray(image.convert("L"))
