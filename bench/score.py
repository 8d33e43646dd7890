"""How the music comes out: exact lengths, loudness on the decoded file, and seams over many scores.

`python -m bench.score [folder of music] [scores]`
"""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

from luxvid.audio import ExistingTrack, ProgressiveScorer, SynthComposer
from luxvid.audio.gate import clicks_in, level_step_db, usual_step_db
from luxvid.audio.growing import composed, ends_of
from luxvid.audio.performing import AnyComposer
from luxvid.media.sound import decode_aac, measure
from luxvid.protocols import Run
from luxvid.scenes import LUXURY_SCENES
from luxvid.sound import Cue
from luxvid.storage import Storage

STYLES = ("ambient piano", "warm strings", "minimal electronic", "acoustic", "cinematic finale")
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


async def seams(scores: int) -> None:
    """Print how many of many random scores click, or step in level at a seam beyond their own 95th percentile."""
    chance, clicking, stepping, judged = random.Random(1), 0, 0, 0  # noqa: S311  no secret
    for number in range(scores):
        lengths = [chance.choice((2, 2.5, 3, 4)) for _ in range(4)]
        style = chance.choice(STYLES)
        composer = SynthComposer(seed=number)
        cues = [Cue("", mood=chance.choice(MOODS), style=style, duration_s=length) for length in lengths]
        cues = list(await composer.arranged(cues))
        run = Run(storage=Storage.memory())
        piece = await composed(composer, cues, ends_of(cues), run=run, on_step=lambda number, *, reused: None)  # noqa: ARG005
        clicking += bool(clicks_in(piece.samples).size)
        usual = usual_step_db(piece.samples, piece.seams)
        judged += len(piece.seams)
        stepping += sum(abs(level_step_db(piece.samples, seam)) > usual for seam in piece.seams)
    print(f"{scores} scores: {clicking} click; {stepping} of {judged} seams step beyond the piece's own 95th percentile")


async def main(folder: Path | None, scores: int) -> None:
    """Print everything."""
    for style in STYLES:
        await heard(style, SynthComposer(), scenes(28, style))
    await heard("93.5 s", SynthComposer(), [Cue("strings", duration_s="18.7")] * 5)
    for path in sorted(folder.glob("*.ogg")) if folder else ():
        await heard(path.name, ExistingTrack(path), [Cue("", duration_s=28)])
    await seams(scores)


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(Path(given[0]) if given else None, int(given[1]) if len(given) > 1 else 200))
