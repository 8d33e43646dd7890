"""Is anything paid twice? Buyers are stopped at every step and started again; the provider's bill tells.

`python -m bench.paying [--times N] [--bank | --emulator] [--seed N]`. The bank is a toy provider in a folder, the emulator
luxvid's own Replicate on loopback: neither is the live service.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from bench.bank import PRICE, Bank
from bench.stopped import STEPS, Plan, work
from luxvid.calls import Waiting
from luxvid.protocols import Provider

_LONGEST_S = 120.0
PROMPTS = ("kitchen", "living", "pool")
WAITING = Waiting(
    answer_s=0.3, visible_s=0.3, poll_s=0.02, poll_most_s=0.1, look_again_s=0.1, pause_s=0.02, pause_most_s=0.1, hurry_s=2.0
)


class PaidWrongly(AssertionError):
    """The bill does not show each job exactly once."""


@frozen(kw_only=True)
class Shop:
    """Somebody to buy from, and how to look into the books.

    Attributes:
        provider: Whom to buy from.
        bill: Returns the prompts that are on the bill, in order.
        canceled: Returns how many jobs were cancelled.
        model: What is bought.
        input: Its input beside the prompt.
        files: Its pictures.
        worst_usd: Its price.
    """

    provider: Provider
    bill: Callable[[], list[str]]
    canceled: Callable[[], int]
    model: str
    input: dict[str, Any] = field(factory=dict)
    files: tuple[str, ...] = ("first", "last")
    worst_usd: Decimal = PRICE

    def plan(self, storage: Path) -> Plan:
        """Return what a buyer does that is not stopped."""
        return Plan(
            storage=storage,
            provider=self.provider,
            model=self.model,
            input=self.input,
            files=self.files,
            prompts=PROMPTS,
            worst_usd=self.worst_usd,
        )


def bank_shop(folder: Path, **settings: Any) -> Shop:
    """Return the toy provider as a shop."""
    bank = Bank(folder=folder, **{"waiting": WAITING, "work_s": 0.1, "answer_s": 0.01, **settings})

    def canceled() -> int:
        return sum(record["fault"] == "canceled" for record in bank.bill())

    def bill() -> list[str]:
        return [record["input"]["prompt"] for record in bank.bill()]

    return Shop(provider=bank, bill=bill, canceled=canceled, model="bank/model")


@contextmanager
def emulator_shop(*, waiting: Waiting = WAITING, **settings: Any) -> Iterator[Shop]:
    """Yield luxvid's own Replicate on loopback as a shop."""
    from luxvid.providers import ReplicateProvider
    from luxvid.testing.replicate import ReplicateEmulator

    with ReplicateEmulator(**settings) as emulator:
        yield Shop(
            provider=ReplicateProvider(token=emulator.token, base_url=emulator.base_url, waiting=waiting),
            bill=lambda: [line.input["prompt"] for line in emulator.bill if line.cost_usd],
            canceled=lambda: sum(line.status == "canceled" for line in emulator.bill),
            model="google/veo-3.1-fast",
            input={"duration": 4, "resolution": "720p", "aspect_ratio": "16:9", "generate_audio": False},
            files=("image", "last_frame"),
        )


@frozen(kw_only=True)
class Trials:
    """Stops buyers and starts them again."""

    shop: Shop
    work: Path
    chance: random.Random

    def killed_at(self, step: str, *, delayed: bool) -> None:
        """Kill at a step, or up to 30 ms after it; start again with pictures that another image library wrote."""
        with self._checked(step) as plan:
            delay_s = self.chance.uniform(0.001, 0.03) if delayed else 0.0
            first = _started(evolve(plan, kill_at=step, delay_s=delay_s))
            if _ended(first) not in (-signal.SIGKILL, 0):
                raise PaidWrongly(f"the buyer ended with {first.exitcode} before {step}")
            self._finish(evolve(plan, letter="b"))

    def killed_together(self, processes: int, *, rounds: int = 2) -> None:
        """Start some buyers on one storage, kill all at random times, a few times; then let all of them finish."""
        with self._checked(f"{processes} processes") as plan:
            for _ in range(rounds):
                buyers = [_started(plan) for _ in range(processes)]
                for buyer in buyers:
                    time.sleep(self.chance.uniform(0, 0.25))
                    if buyer.pid and buyer.is_alive():
                        os.kill(buyer.pid, signal.SIGKILL)
                codes = [_ended(buyer) for buyer in buyers]
                if not set(codes) <= {0, -signal.SIGKILL}:
                    raise PaidWrongly(f"buyers ended with {codes} before they were killed")
            self._finish(plan, processes=processes)

    def terminated(self, *, politely: bool) -> None:
        """Send SIGTERM in the middle, to a buyer that dies of it or to one that cancels its work; nothing is cancelled there."""
        with self._checked("SIGTERM") as plan:
            before = self.shop.canceled()
            buyer = _started(evolve(plan, terminates=politely))
            time.sleep(self.chance.uniform(0.05, 0.5))
            if buyer.pid and buyer.is_alive():
                os.kill(buyer.pid, signal.SIGTERM)
            _ended(buyer)
            self._finish(plan)
            if self.shop.canceled() != before:
                raise PaidWrongly("SIGTERM cancelled something at the provider")

    @contextmanager
    def _checked(self, what: str) -> Iterator[Plan]:
        """Yield the plan of a fresh buyer; afterwards each of its jobs is on the bill exactly once."""
        before = len(self.shop.bill())
        storage = Path(tempfile.mkdtemp(dir=self.work))
        yield self.shop.plan(storage)
        billed = Counter(self.shop.bill()[before:])
        if billed != Counter(PROMPTS):
            raise PaidWrongly(f"{what}: {dict(billed)} on the bill; the storage is {storage}")

    def _finish(self, plan: Plan, *, processes: int = 1) -> None:
        buyers = [_started(plan) for _ in range(processes)]
        codes = [_ended(buyer) for buyer in buyers]
        if any(codes):
            raise PaidWrongly(f"buyers that nobody stopped ended with {codes}; the storage is {plan.storage}")


def _started(plan: Plan) -> BaseProcess:
    process: BaseProcess = _processes().Process(target=work, args=[plan])
    process.start()
    return process


def _processes() -> Any:
    """Processes forked from one that has imported everything: hundreds of them shall not import again."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.stopped", "bench.bank", "luxvid.providers.replicate", "luxvid.providers.http_sender"])
    return context


def _ended(process: BaseProcess) -> int:
    process.join(_LONGEST_S)
    if process.exitcode is None:
        process.kill()
        raise PaidWrongly("a buyer did not end")
    return process.exitcode


def killed(trials: Trials, steps: Iterable[str], *, times: int) -> Iterator[tuple[str, int]]:
    """Kill at each step `times` times, and yield what was done. Raises `PaidWrongly`."""
    for step in steps:
        for number in range(times):
            trials.killed_at(step, delayed=bool(number % 2))
        yield f"kill -9 at {step!r}", times


def stopped(trials: Trials, *, times: int) -> Iterator[tuple[str, int]]:
    """Kill several together and end them by SIGTERM, `times` times each, and yield what was done. Raises `PaidWrongly`."""
    for processes in (2, 4):
        for _ in range(times):
            trials.killed_together(processes)
        yield f"{processes} processes, all killed, twice", times
    for politely in (False, True):
        for _ in range(times):
            trials.terminated(politely=politely)
        yield f"SIGTERM, {'work cancelled' if politely else 'process ended'}", times


def main() -> None:
    """Run the trials and print what was done."""
    parser = argparse.ArgumentParser(prog="python -m bench.paying", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often each (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shop", choices=["bank", "bank-late", "emulator", "emulator-lossy", "emulator-20s"], default="bank")
    parser.add_argument("--steps", help=f"only kills at these, of {','.join(STEPS)} (default: all, and processes and SIGTERM)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luxvid-paying-") as folder, opened(args.shop, Path(folder)) as shop:
        began, done = time.monotonic(), 0
        trials = Trials(shop=shop, work=Path(folder), chance=random.Random(args.seed))  # noqa: S311  no secret
        done_steps = killed(trials, args.steps.split(",") if args.steps else STEPS, times=args.times)
        for what, times in done_steps if args.steps else itertools.chain(done_steps, stopped(trials, times=args.times)):
            done += times
            print(f"{what:<40} {times:>4} times: each of {len(PROMPTS)} jobs once on the bill", flush=True)
        print(f"{args.shop}: {done} trials in {time.monotonic() - began:.0f} s, {len(shop.bill())} jobs billed, none twice")


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Shop]:
    """Yield a shop by its name."""
    if name == "emulator":
        with emulator_shop(processing_s=0.05) as shop:
            yield shop
    elif name == "emulator-20s":  # the list shows a call 20 s late
        with emulator_shop(processing_s=0.05, list_delay_s=20, waiting=evolve(WAITING, visible_s=25)) as shop:
            yield shop
    elif name == "emulator-lossy":
        with lossy_emulator() as shop:
            yield shop
    elif name == "bank-late":  # lost answers and a list that is late, all the time
        yield bank_shop(folder / "bank", visible_after_s=0.4, faults=dict.fromkeys(range(1, 100_000, 3), "lost after"))
    else:
        yield bank_shop(folder / "bank")


@contextmanager
def lossy_emulator() -> Iterator[Shop]:
    """Yield the emulator that loses one answer in three, half of them before the call counted, and whose list is late."""
    from luxvid.testing.replicate import Faults, Lost

    faults = Faults(seed=7)
    faults.add(Lost(counted=True), chance=0.2, count=None)
    faults.add(Lost(counted=False), chance=0.2, count=None)
    patient = evolve(WAITING, attempts=12)  # three lost in a row are reason enough to give up, elsewhere
    with emulator_shop(processing_s=0.05, list_delay_s=0.4, faults=faults, waiting=patient) as shop:
        yield shop


if __name__ == "__main__":
    main()
