"""Seven deliveries of one film against their encodes alone: `python -m bench.delivery PHOTOS [--height 1080] [--keep FOLDER]`.

Every second shot is a clip of the emulated Replicate on loopback (no live service, no real model), the others are camera moves.
The board is branded, and a law asks for a label. What is printed: the bill before and after, every rule measured on every file,
and how long `film.deliver` takes against the sum of its pictures encoded alone, each picture once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

import luxvid
from luxvid.costs import Budget
from luxvid.delivery import Deliveries, Profile, known_profiles
from luxvid.delivery.pictures import Pictures
from luxvid.disclosure import Disclosure
from luxvid.protocols import ClipRenderer
from luxvid.providers import ReplicateLimits, ReplicateProvider
from luxvid.render import Combiner, ReplicateRenderer
from luxvid.testing import ReplicateEmulator

_BRAND = luxvid.Brand(
    name="Casa Sol Estates", contact=["Ana Sol"], phone="+34 971 000 000", url="https://casasol.example", watermark=True
)
_LAW = "california_ab723"


@frozen
class Mixed:
    """Clips of a model for some shots, camera moves for the others."""

    paid: ClipRenderer
    keys: frozenset[str]

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        """Render a shot by whoever it is for."""
        renderer = self.paid if shot.key in self.keys else luxvid.KenBurnsRenderer()
        return await renderer.render(shot, run=run)


async def film_of(photos: Path, encoding: luxvid.Encoding, emulator: ReplicateEmulator, run: luxvid.Run) -> luxvid.Film:
    """Make the film that is delivered."""
    studio = luxvid.Studio.sized(encoding)
    loaded = await luxvid.load_photos(photos, run=run)
    board = await studio.plan(loaded, brand=_BRAND, run=run)
    for number, shot in enumerate(board.shots):
        board = board.change(shot.key, title=shot.scene.title, detail=f"{20 + number} m²")
    board = board.titled(headline="A villa above the bay", address="Cala Llombards, Mallorca", price="€ 2,450,000")
    provider = ReplicateProvider(token=emulator.token, base_url=emulator.base_url, limits=ReplicateLimits(creates_per_min=None))
    paid = ReplicateRenderer("google/veo-3.1-fast", provider=provider, encoding=encoding, match_light=False)
    keys = frozenset(shot.key for shot in board.shots[::2])
    return await evolve(studio, renderer=Mixed(paid, keys)).produce(board, photos=loaded, run=run)


@frozen
class Took:
    """Seconds that passed, and seconds of the processor: where others share the machine, these say more."""

    passed_s: float
    cpu_s: float

    @classmethod
    def since(cls, began: Took) -> Took:
        """Return what passed since then."""
        now = cls.now()
        return cls(now.passed_s - began.passed_s, now.cpu_s - began.cpu_s)

    @classmethod
    def now(cls) -> Took:
        """Return both clocks."""
        return cls(time.perf_counter(), time.process_time())


async def encoded_alone(film: luxvid.Film, wanted: Sequence[Profile], told: Disclosure) -> list[Took]:
    """Return what each distinct picture takes by itself; what has the film's own picture takes nothing."""
    took: dict[str, Took] = {}
    for profile in wanted:
        run = luxvid.Run(storage=luxvid.Storage.memory())
        pictures = Pictures(film, run, Combiner().limiter(), told)
        look = await pictures.look(profile)
        if str(look) not in took:
            began = Took.now()
            await pictures.made(look)
            took[str(look)] = Took.since(began)
    return list(took.values())


async def delivered(film: luxvid.Film, wanted: Sequence[Profile], told: Disclosure, folder: Path) -> tuple[Deliveries, Took]:
    """Deliver with nothing made before; return what came, and what it took."""
    began = Took.now()
    run = luxvid.Run(storage=luxvid.Storage.memory())
    done = await film.deliver(*wanted, folder=folder, disclosure=told, run=run)
    return done, Took.since(began)


async def _measure(args: argparse.Namespace, work: Path) -> None:
    wanted = list(known_profiles().values())
    storage = luxvid.Storage.at(work / "storage")
    with ReplicateEmulator(longest_px=1280) as emulator:
        run = luxvid.Run(storage=storage, budget=Budget(max_usd=50))
        encoding = luxvid.Encoding.landscape(args.height)
        film = await film_of(args.photos, encoding, emulator, run)
        bill = emulator.bill.total_usd
        print(film, f"bill ${bill}, load {os.getloadavg()[0]:.1f}", flush=True)
        told, ratios = film.disclosure(_LAW), []
        for _ in range(args.rounds):
            alone = await encoded_alone(film, wanted, told)
            done, took = await delivered(film, wanted, told, work / "deliveries")
            ratios.append(took.passed_s / sum(each.passed_s for each in alone))
            cpu = took.cpu_s / sum(each.cpu_s for each in alone)
            encodes = " + ".join(f"{each.passed_s:.1f}" for each in alone)
            print(f"encodes alone {encodes} s, deliver {took.passed_s:.1f} s: {ratios[-1]:.2f} (CPU {cpu:.2f})", flush=True)
        print(done)
        print(f"bill after the deliveries ${emulator.bill.total_usd}, the film's ${bill}")
        print(f"deliver against its encodes alone: {min(ratios):.2f} to {max(ratios):.2f} (load {os.getloadavg()[0]:.1f})")


def main() -> None:
    """Make a film, deliver it, and say how long that took."""
    parser = argparse.ArgumentParser(prog="python -m bench.delivery", description=__doc__)
    parser.add_argument("photos", type=Path, help="a folder of photos")
    parser.add_argument("--height", type=int, default=1080, help="the film's lines (default: 1080)")
    parser.add_argument("--rounds", type=int, default=2, help="how often (default: 2)")
    parser.add_argument("--keep", type=Path, help="where the files stay; by default they are removed")
    args = parser.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
        asyncio.run(_measure(args, args.keep))
        return
    with tempfile.TemporaryDirectory(prefix="luxvid-delivery-") as work:
        asyncio.run(_measure(args, Path(work)))


if __name__ == "__main__":
    main()
