"""How the music comes out: exact lengths, loudness on the decoded file, and seams over many scores.

`python -m bench.score [folder of music] [scores] [--composer musicgen-emulator]`
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np

from luxvid.audio import ExistingTrack, MusicGenComposer, ProgressiveScorer, SynthComposer
from luxvid.audio.gate import clicks_in, level_step_db, usual_step_db
from luxvid.audio.growing import Piece, composed, ends_of
from luxvid.audio.performing import AnyComposer, arranged_by
from luxvid.calls import Waiting
from luxvid.costs import Budget
from luxvid.media.sound import decode_aac, measure
from luxvid.protocols import Run
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.scenes import LUXURY_SCENES
from luxvid.sound import Cue
from luxvid.storage import Storage

STYLES = ("ambient piano", "warm strings", "minimal electronic", "acoustic", "cinematic finale")
NEAR = 480
"""A click belongs to a seam that is at most 10 ms away."""

MOODS = tuple(dict.fromkeys(scene.mood for scene in LUXURY_SCENES))


def scenes(seconds: float, style: str) -> list[Cue]:
    """Return the seven scenes as cues, `seconds` long together."""
    return [Cue(scene.music, mood=scene.mood, style=style, duration_s=round(seconds * 2 / 7) / 2) for scene in LUXURY_SCENES]


async def heard(name: str, composer: AnyComposer, cues: list[Cue]) -> None:
    """Print a score's length, and its loudness and peak as a player decodes them."""
    music = await ProgressiveScorer(composer=composer).score(cues)
    samples = decode_aac(await music.aac.read())
    level = measure(samples)
    print(f"{name:28} {music.samples:>8} = {samples.shape[1]:>8} samples  {level.loudness_lufs:6.2f} LUFS "
          f"{level.true_peak_dbtp:6.2f} dBTP  {'; '.join(music.notes)}", flush=True)  # fmt: skip


def clicks_at_seams(piece: Piece) -> list[int]:
    """Return the seams at which a sample jumps farther than anywhere else in the piece, plucked strings included."""
    found = clicks_in(piece.samples)
    height = np.abs(np.diff(piece.samples, 2)).max(axis=0)[found - 1]
    from_seam = np.abs(found[:, None] - np.array([0, *piece.seams])[None, 1:]).min(axis=1, initial=piece.samples.shape[1])
    own = height[from_seam > NEAR].max(initial=0)
    return [int(at) for at in found[(from_seam <= NEAR) & (height > own)]]


async def seams(composers: Callable[[int], AnyComposer], scores: int) -> None:
    """Print how many of many random scores click at a seam, or step in level there beyond their own 95th percentile."""
    chance, clicking, own, beyond = random.Random(1), 0, 0, list[float]()  # noqa: S311  no secret
    for number in range(scores):
        lengths = [chance.choice((2, 2.5, 3, 4)) for _ in range(4)]
        style = chance.choice(STYLES)
        composer = composers(number)
        cues = [Cue("", mood=chance.choice(MOODS), style=style, duration_s=length) for length in lengths]
        cues = list(await arranged_by(composer, cues, run=None))
        run = Run(storage=Storage.memory(), budget=Budget(max_usd=9))
        piece = await composed(composer, cues, ends_of(cues), run=run, on_step=lambda number, *, reused: None)  # noqa: ARG005
        clicks, usual = clicks_at_seams(piece), usual_step_db(piece.samples, piece.seams)
        over = [abs(level_step_db(piece.samples, seam)) - usual for seam in piece.seams]
        clicking += bool(clicks)
        own += clicks_in(piece.samples).size > len(clicks)
        beyond += over
        if clicks or max(over) > 0:
            print(f"  score {number}: clicks at {clicks}, steps beyond by {np.round(over, 2).tolist()} dB", flush=True)
    judged = [over for over in beyond if over > -np.inf]
    print(f"{scores} scores: {clicking} click at a seam, {own} elsewhere, as they are played")
    stepping, highest = sum(over > 0 for over in judged), max(judged, default=0)
    print(f"{stepping} of {len(judged)} seams step beyond the piece's own 95th percentile, the highest {highest:+.1f} dB from "
          f"it; {len(beyond) - len(judged)} more lie in pieces too short to tell")  # fmt: skip


async def musicgen(scores: int) -> None:
    """Print the seams of pieces that the emulator's MusicGen grows: it encodes anew what it hears, softer, and drifts."""
    from luxvid.testing.replicate import ReplicateEmulator  # needs luxvid[testing]

    waiting = Waiting(poll_s=0.01, poll_most_s=0.02, pause_s=0.01)
    with ReplicateEmulator(processing_s=0) as emulator:
        limits = ReplicateLimits(creates_per_min=None)
        provider = ReplicateProvider(token=emulator.token, base_url=emulator.base_url, waiting=waiting, limits=limits)
        await seams(lambda number: MusicGenComposer(provider=provider, seed=number + 1), scores)


async def main(folder: Path | None, scores: int, composer: str) -> None:
    """Print everything that can be said of a composer: of an emulated one, its seams."""
    if composer != "synth":
        await musicgen(scores)
        return
    for style in STYLES:
        await heard(style, SynthComposer(), scenes(28, style))
    await heard("93.5 s", SynthComposer(), [Cue("strings", duration_s="18.7")] * 5)
    for path in sorted(folder.glob("*.ogg")) if folder else ():
        for seconds in (28, "93.5"):
            await heard(f"{path.stem}, {seconds} s", ExistingTrack(path), [Cue("", duration_s=seconds)])
    await seams(lambda number: SynthComposer(seed=number), scores)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.score", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of music, .ogg (default: none)")
    parser.add_argument("scores", type=int, nargs="?", default=200, help="how many scores are looked at for seams (default: 200)")
    parser.add_argument("--composer", choices=("synth", "musicgen-emulator"), default="synth", help="who composes them")
    given = parser.parse_args()
    asyncio.run(main(given.folder, given.scores, given.composer))
