"""Whole films whose production is stopped: `python -m bench.production [--times N]`.

Seven shots through luxvid's own Replicate on loopback (not the live service). The process, or several that make the same film on
one storage (`--together`), are killed at random moments, or sent SIGTERM, and started again until the film is there. Each shot
stands on the bill exactly once, and nothing was cancelled.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

from attrs import evolve, frozen

from bench.paying import WAITING, PaidWrongly

_LONGEST_S = 300.0
_ROUNDS = 3


@frozen(kw_only=True)
class Film:
    """A film to be made, with all that a process needs for it."""

    folder: Path
    photos: Path
    base_url: str
    token: str


def produce(film: Film) -> None:
    """Make the film; the target of a process."""
    asyncio.run(_produce(film))


async def _produce(film: Film) -> None:
    import luxvid
    from luxvid.costs import Budget
    from luxvid.providers import ReplicateProvider
    from luxvid.render import FallbackRenderer, ReplicateRenderer
    from luxvid.studio import planned

    provider = ReplicateProvider(token=film.token, base_url=film.base_url, waiting=WAITING)
    encoding = luxvid.Encoding.landscape(180)
    clips = ReplicateRenderer("google/veo-3.1-fast", provider=provider, encoding=encoding, match_light=False)
    studio = evolve(luxvid.Studio.sized(encoding), renderer=FallbackRenderer(clips, luxvid.KenBurnsRenderer()), scorer=None)
    run = luxvid.Run(storage=luxvid.Storage.at(film.folder / "storage"), budget=Budget(max_usd=50, name="film"))
    photos = await luxvid.load_photos(film.photos, run=run)
    board = await planned(studio, photos, run=run)
    made = await studio.produce(board, photos=photos, run=run)
    offline = [shot.scene for shot in made.report.shots if not shot.provenance.model]
    if offline:
        raise PaidWrongly(f"{offline} were made offline")
    await made.save(film.folder / "film.mp4")


def main() -> None:
    """Stop productions and count the bill."""
    from luxvid.testing import draw_photos
    from luxvid.testing.replicate import ReplicateEmulator

    parser = argparse.ArgumentParser(prog="python -m bench.production", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often (default: 20)")
    parser.add_argument("--together", type=int, default=1, help="how many processes make each film (default: 1)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)  # noqa: S311  no secret
    with tempfile.TemporaryDirectory(prefix="luxvid-production-") as work, ReplicateEmulator(longest_px=320) as emulator:
        photos = Path(work, "photos")
        draw_photos(photos)
        for number in range(args.times):
            film = Film(folder=Path(work, str(number)), photos=photos, base_url=emulator.base_url, token=emulator.token)
            film.folder.mkdir()
            before, word = len(emulator.bill), signal.SIGTERM if number % 2 else signal.SIGKILL
            stops = _made(film, chance, word, together=args.together)
            lines = [line for line in list(emulator.bill)[before:] if line.cost_usd]
            shots = Counter(line.fingerprint for line in lines)
            if set(shots.values()) != {1} or any(line.status != "succeeded" for line in lines):
                raise PaidWrongly(
                    f"film {number}: {sorted(shots.values())} on the bill, {Counter(line.status for line in lines)}"
                )
            print(f"film {number}: {stops} × {word.name}, {len(lines)} shots, each once on the bill", flush=True)


def _made(film: Film, chance: random.Random, word: signal.Signals, *, together: int) -> int:
    """Make a film in spite of a few stops; return how many hit."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["luxvid.studio", "luxvid.providers.replicate", "luxvid.render.replicate"])
    stops = rounds = 0
    while not (film.folder / "film.mp4").exists():
        processes = [context.Process(target=produce, args=[film]) for _ in range(together)]
        for process in processes:
            process.start()
        for process in processes if rounds < _ROUNDS else ():
            time.sleep(chance.uniform(0.5, 6) / together)
            if process.pid and process.is_alive():
                os.kill(process.pid, word)
                stops += 1
        rounds += 1
        for process in processes:
            process.join(_LONGEST_S)
            if process.exitcode not in (0, -word):
                process.kill()
                raise PaidWrongly(f"a production ended with {process.exitcode}; its folder is {film.folder}")
    return stops


if __name__ == "__main__":
    main()
