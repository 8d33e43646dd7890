"""Growing: cue by cue through a continuing composer, each step once, or a whole take."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from anyio import to_thread
from attrs import evolve, field, frozen

from luxvid.audio.joining import joined
from luxvid.audio.stems import stacked, unstacked
from luxvid.billing.payments import Payments
from luxvid.errors import InvalidInput, MediaRefused, MissingBlob, RenderFailed
from luxvid.media.sound import encode_wav, read_sound
from luxvid.protocols import Composer, ContinuingComposer, Run
from luxvid.sound import RATE_HZ, Audio, Continuation, Credit, Cue
from luxvid.storage import extra_of, key_of, made_once

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from typing_extensions import TypeIs

VERSION = 2
"""Counts up when a composer's sounds would be joined otherwise."""


class OnStep(Protocol):
    """Is told what was done."""

    def __call__(self, number: int, *, reused: bool) -> None:
        """Step `number`, counted from 0, is done; `reused` says that it had been made before."""


@frozen(kw_only=True, eq=False)
class Piece:
    """What was composed.

    Attributes:
        samples: (2, n) float32.
        seams: Where one step's new sound begins: what was there before ended there.
        calls: The ledger's keys of the paid calls that it took.
        credit: Whose it is, where that is not the composer who was asked.
        stems: Its parts, by name, where the composer hands them over.
    """

    samples: NDArray[np.float32]
    seams: tuple[int, ...] = ()
    calls: tuple[str, ...] = ()
    credit: Credit | None = None
    stems: Mapping[str, NDArray[np.float32]] = field(factory=dict)


async def composed(
    composer: Composer | ContinuingComposer, cues: Sequence[Cue], ends: Sequence[int], *, run: Run, on_step: OnStep
) -> Piece:
    """Return the whole piece, ends[-1] samples long.

    Args:
        composer: Where it can continue a piece, the piece is grown; else it is taken whole.
        cues: What each scene asks for.
        ends: The sample at which each cue ends.
        run: Storage of the steps, and what composers are handed.
        on_step: Called after each cue.

    Raises:
        RenderFailed: The composer returned what cannot be used.
    """
    if not _continues(composer):
        return await _taken_whole(composer, cues, ends, run=run, on_step=on_step)
    piece, names = np.zeros((2, 0), np.float32), tuple[str, ...]()
    seams: list[int] = []
    calls: list[str] = []
    for number, end in enumerate(ends):
        reused = False
        if end > piece.shape[1]:
            so_far = unstacked(piece, names) if piece.shape[1] else None
            continuation, reused, paid = await _continuation(composer, so_far, cues[: number + 1], run)
            if so_far is None:
                names = tuple(continuation.audio.stems)
                piece = np.zeros((2 + 2 * len(names), 0), np.float32)
            seams.append(piece.shape[1])
            calls += paid
            piece = await to_thread.run_sync(partial(_grown, piece, names, continuation, end))
        on_step(number, reused=reused)
    whole = unstacked(piece, names)
    return Piece(samples=whole.samples, stems=whole.stems, seams=tuple(seams[1:]), calls=tuple(calls))


def ends_of(cues: Sequence[Cue]) -> list[int]:
    """Return the sample at which each cue ends, rounded once from cumulative time. Raises `InvalidInput` without cues."""
    for cue in cues:
        if not isinstance(cue, Cue):
            raise InvalidInput(f"music is scored from cues such as Cue('calm strings', duration_s=4), not {cue!r}")
    if not cues:
        raise InvalidInput("there are no cues to score: pass one for each scene")
    ends, until_s = [], Fraction(0)
    for cue in cues:
        until_s += cue.duration_s
        ends.append(int(until_s * RATE_HZ + Fraction(1, 2)))
    if ends[-1] == 0:
        raise InvalidInput(f"the cues are {until_s} s long, which is less than one sample at {RATE_HZ} Hz")
    return ends


async def identity_of(composer: object) -> dict[str, Any] | None:
    """Return what decides a composer's sound; None where it does not say, so that nothing can be found again."""
    identity = await to_thread.run_sync(getattr, composer, "identity", None)  # it may read a file
    return dict(identity) if identity is not None else None


async def told_apart(composer: object) -> Any:
    """Return what a plan knows a composer by, as JSON types: its identity, that of each of several, else how it is written.

    A track that cannot be read is known by the reason: once it can, it is another.
    """
    try:
        identity = await identity_of(composer)
    except (MediaRefused, MissingBlob) as error:
        return str(error)
    if identity is not None:
        return identity
    several = getattr(composer, "composers", ())
    return [await told_apart(each) for each in several] or repr(composer)


def described(cues: Sequence[Cue]) -> list[dict[str, Any]]:
    """Return what decides how cues sound, as JSON types."""
    return [
        {"prompt": c.prompt, "mood": c.mood, "style": c.style, "duration_s": str(c.duration_s)}
        | ({"form": c.form.to_dict()} if c.form else {})
        for c in cues
    ]


def _continues(composer: Composer | ContinuingComposer) -> TypeIs[ContinuingComposer]:
    return hasattr(composer, "extend")


async def _continuation(
    composer: ContinuingComposer, so_far: Audio | None, cues: Sequence[Cue], run: Run
) -> tuple[Continuation, bool, Sequence[str]]:
    """Return the composer's next stretch, kept as it is: what a composer was once paid for is not asked for again."""
    identity, payments = await identity_of(composer), Payments(run)
    if identity is None:
        made = await composer.extend(so_far, cues[-1], run=payments.run)
        return made, False, payments.calls
    origin = key_of({"piece": identity, "cues": described(cues[:-1])})
    so_far = so_far and evolve(so_far, origin=origin)
    description = {"made": "continuation", "version": VERSION, "composer": identity, "cues": described(cues)}

    async def make() -> tuple[bytes, dict[str, Any]]:
        made = await composer.extend(so_far, cues[-1], run=payments.run)
        rows = _require_sound(made.audio)
        one_after_the_other = np.concatenate(rows.reshape(-1, 2, rows.shape[1]), axis=1)
        wav = await to_thread.run_sync(partial(encode_wav, one_after_the_other, floating=True))
        return wav, {"overlap_s": str(made.overlap_s), "calls": list(payments.calls), "stems": list(made.audio.stems)}

    blob, reused = await made_once(run.storage, description, make, media_type="audio/wav")
    extra = await extra_of(run.storage, description)
    read = partial(read_sound, await blob.read(), name="the kept music", max_duration_s=math.inf)
    names = extra.get("stems", ())
    rows = np.concatenate(np.split((await to_thread.run_sync(read)).samples, 1 + len(names), axis=1))
    return Continuation(audio=unstacked(rows, names), overlap_s=Fraction(extra["overlap_s"])), reused, extra["calls"]


def _grown(piece: NDArray[np.float32], names: Sequence[str], continuation: Continuation, end: int) -> NDArray[np.float32]:
    samples = _require_sound(continuation.audio)
    if tuple(continuation.audio.stems) != tuple(names):
        raise RenderFailed(f"the composer hands over the stems {list(continuation.audio.stems)} after {list(names)}")
    overlap, length = round(continuation.overlap_s * RATE_HZ), piece.shape[1]
    if not 0 <= overlap <= length:
        raise RenderFailed(f"the composer replays {overlap} samples of a piece of {length}: overlap_s is wrong")
    if samples.shape[1] - overlap < end - length:
        new_s, wanted_s = (samples.shape[1] - overlap) / RATE_HZ, (end - length) / RATE_HZ
        raise RenderFailed(f"the composer returned {new_s:.3f} s of new sound where {wanted_s:.3f} s were asked for")
    return joined(piece, samples, overlap=overlap, length=end)


async def _taken_whole(composer: Composer, cues: Sequence[Cue], ends: Sequence[int], *, run: Run, on_step: OnStep) -> Piece:
    payments = Payments(run)
    audio = await composer.compose(cues, run=payments.run)
    samples = _require_sound(audio)[:, : ends[-1]]
    if samples.shape[1] < ends[-1]:
        raise RenderFailed(f"the composer returned {audio} where {ends[-1] / RATE_HZ:.3f} s were asked for")
    for number in range(len(cues)):
        on_step(number, reused=False)
    whole = unstacked(samples, tuple(audio.stems))
    return Piece(samples=whole.samples, stems=whole.stems, calls=payments.calls, credit=audio.credit)


def _require_sound(audio: Audio) -> NDArray[np.float32]:
    """Return a piece with its parts below it."""
    for samples in (audio.samples, *audio.stems.values()):
        if samples.ndim != 2 or samples.shape[0] != 2 or samples.shape[-1] != audio.samples.shape[-1]:
            raise RenderFailed(f"the composer returned samples of the shape {samples.shape}, not (2, n)")
    samples = stacked(audio)
    if not np.isfinite(samples).all():
        raise RenderFailed("the composer returned samples that are no numbers")
    return samples.astype(np.float32, copy=False)
