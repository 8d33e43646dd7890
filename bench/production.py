"""Whole films whose production is stopped: `python -m bench.production [--times N]`.

Seven shots through luxvid's own Replicate on loopback (not the live service). The process, or several that make the same film on
one storage (`--together`), are killed once some calls are on the bill, or sent SIGTERM, and started again until the film is
there. Each shot stands on the bill exactly once, nothing was cancelled, and the film plays to its end. A row tells how many
processes were really stopped, and how many calls the ledger had open then.
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
from collections.abc import Callable
from pathlib import Path

import av
from attrs import evolve, frozen

from bench.paying import WAITING, PaidWrongly, calls_in
from luxvid.testing.replicate import ReplicateEmulator

_LONGEST_S = 300.0
_ROUNDS = 3
_SHOTS = 7
_PROCESSING_S = 1.5


@frozen(kw_only=True)
class Film:
    """A film to be made, with all that a process needs for it."""

    folder: Path
    photos: Path
    base_url: str
    token: str

    def sign_of(self, pid: int | None) -> Path:
        """Return the file by which a process says that its photos are chosen and its production begins."""
        return self.folder / f"producing-{pid}"


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
    film.sign_of(os.getpid()).touch()
    made = await studio.produce(board, photos=photos, run=run)
    offline = [shot.scene for shot in made.report.shots if not shot.provenance.model]
    if offline:
        raise PaidWrongly(f"{offline} were made offline")
    await made.save(film.folder / "film.mp4")


def main() -> None:
    """Stop productions and count the bill."""
    from luxvid.testing import draw_photos

    parser = argparse.ArgumentParser(prog="python -m bench.production", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often (default: 20)")
    parser.add_argument("--together", type=int, default=1, help="how many processes make each film (default: 1)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)  # noqa: S311  no secret
    with (
        tempfile.TemporaryDirectory(prefix="luxvid-production-") as work,
        ReplicateEmulator(longest_px=320, processing_s=_PROCESSING_S) as emulator,
    ):
        photos = Path(work, "photos")
        draw_photos(photos, count=9)
        for number in range(args.times):
            film = Film(folder=Path(work, str(number)), photos=photos, base_url=emulator.base_url, token=emulator.token)
            film.folder.mkdir()
            word = signal.SIGTERM if number % 2 else signal.SIGKILL
            print(f"film {number}: {_tried(film, emulator, chance, word, together=args.together)}", flush=True)


def _tried(film: Film, emulator: ReplicateEmulator, chance: random.Random, word: signal.Signals, *, together: int) -> str:
    """Make a film in spite of a few stops, and say what came of it. Raises `PaidWrongly`."""
    before = len(emulator.bill)
    stops, calls = _made(film, chance, word, together=together, billed=lambda: len(emulator.bill) - before)
    lines = [line for line in list(emulator.bill)[before:] if line.cost_usd]
    shots = Counter(line.fingerprint for line in lines)
    if set(shots.values()) != {1} or any(line.status != "succeeded" for line in lines):
        raise PaidWrongly(f"{film.folder}: {sorted(shots.values())} on the bill, {Counter(line.status for line in lines)}")
    frames = _decoded(film.folder / "film.mp4")
    return f"{stops} × {word.name} with {calls} calls open, {len(lines)} shots, each once on the bill, {frames} frames"


def _decoded(film: Path) -> int:
    """Return how many frames a film has when it is played."""
    with av.open(str(film)) as file:
        frames = sum(1 for _ in file.decode(video=0))
        if file.streams.video[0].frames != frames:
            raise PaidWrongly(f"{film} breaks off after {frames} frames")
    return frames


def _made(
    film: Film, chance: random.Random, word: signal.Signals, *, together: int, billed: Callable[[], int]
) -> tuple[int, int]:
    """Make a film in spite of a few stops; return how many hit, and how many calls were open after them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["luxvid.studio", "luxvid.providers.replicate", "luxvid.render.replicate"])
    stops = rounds = calls = 0
    while not (film.folder / "film.mp4").exists():
        processes = [context.Process(target=produce, args=[film]) for _ in range(together)]
        for process in processes:
            process.start()
        for process in processes if rounds < _ROUNDS else ():
            enough = chance.randint(1, _SHOTS)
            while process.is_alive() and not (film.sign_of(process.pid).exists() and billed() >= enough):
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 1.5) / together)
            if process.pid and process.is_alive():
                os.kill(process.pid, word)
        rounds += 1
        for process in processes:
            process.join(_LONGEST_S)
            if process.exitcode not in (0, -word):
                process.kill()
                raise PaidWrongly(f"a production ended with {process.exitcode}; its folder is {film.folder}")
        stops += sum(process.exitcode != 0 for process in processes)
        calls += sum(call.is_open for call in asyncio.run(calls_in(film.folder / "storage")))
    return stops, calls


if __name__ == "__main__":
    main()
