"""Is anything paid twice? Buyers are stopped at every step and started again; the provider's bill tells.

`python -m bench.paying [--times N] [--shop NAME] [--seed N]`. The bank is a toy provider in a folder, the emulator luxvid's own
Replicate on loopback: neither is the live service. Every row tells how many processes were really stopped, and what they left
behind: calls that the ledger had open, and orphans, which were on the bill while no ledger knew their id.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import multiprocessing
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
from bench.stopped import STEPS, TERMINATED, Plan, work
from luxvid.calls import Call, Waiting
from luxvid.protocols import Provider
from luxvid.storage import Storage

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
class Left:
    """What stopped buyers left behind, counted before anybody started again.

    Attributes:
        stopped: How many did not come to their end.
        open: Calls that the ledger had open.
        orphans: Calls on the bill whose id no ledger had.
    """

    stopped: int = 0
    open: int = 0
    orphans: int = 0

    def __add__(self, other: Left) -> Left:
        """Return both together."""
        return Left(stopped=self.stopped + other.stopped, open=self.open + other.open, orphans=self.orphans + other.orphans)


@frozen(kw_only=True)
class Trials:
    """Stops buyers and starts them again. Each trial returns what it left; raises `PaidWrongly`."""

    shop: Shop
    work: Path
    chance: random.Random

    def killed_at(self, step: str, *, delayed: bool) -> Left:
        """Kill at a step, or up to 30 ms after it; start again with pictures that another image library wrote."""
        with self._checked(step) as (plan, billed):
            delay_s = self.chance.uniform(0.001, 0.03) if delayed else 0.0
            buyer = _started(evolve(plan, stop_at=step, delay_s=delay_s))
            left = self._left(plan, billed, [buyer], died=signal.SIGKILL)
            if not (left.stopped or delayed):
                raise PaidWrongly(f"the buyer never came to {step}")
            self._finish(evolve(plan, letter="b"))
        return left

    def killed_together(self, processes: int, *, rounds: int = 2) -> Left:
        """Start some buyers on one storage, kill each at a random step, or where it waits for another; then let all finish."""
        left = Left()
        with self._checked(f"{processes} processes") as (plan, billed):
            for _ in range(rounds):
                buyers = [_started(self._stopping_somewhere(plan)) for _ in range(processes)]
                self._wait_for_a_bill(billed + self.chance.randint(1, len(PROMPTS)), buyers)
                for buyer in buyers:
                    buyer.kill()
                left += self._left(plan, billed, buyers, died=signal.SIGKILL)
            self._finish(plan, processes=processes)
        return left

    def terminated(self, *, politely: bool) -> Left:
        """Send SIGTERM in the middle, to a buyer that dies of it or to one that cancels its work; nothing is cancelled there."""
        before = self.shop.canceled()
        with self._checked("SIGTERM") as (plan, billed):
            buyer = _started(evolve(self._stopping_somewhere(plan), word=signal.SIGTERM, terminates=politely))
            left = self._left(plan, billed, [buyer], died=-TERMINATED if politely else signal.SIGTERM)
            self._finish(plan)
        if self.shop.canceled() != before:
            raise PaidWrongly("SIGTERM cancelled something at the provider")
        return left

    def _wait_for_a_bill(self, lines: int, buyers: list[BaseProcess]) -> None:
        """Wait until the bill is so long, then up to half a second more: by the clock alone a busy machine has hardly begun."""
        while len(self.shop.bill()) < lines and any(buyer.is_alive() for buyer in buyers):
            time.sleep(0.01)
        time.sleep(self.chance.uniform(0, 0.5))

    def _stopping_somewhere(self, plan: Plan) -> Plan:
        return evolve(plan, stop_at=self.chance.choice(STEPS), delay_s=self.chance.uniform(0.001, 0.1))

    def _left(self, plan: Plan, billed: int, buyers: list[BaseProcess], *, died: int) -> Left:
        """Wait for buyers that are to be stopped, and count what they left."""
        codes = [_ended(buyer) for buyer in buyers]
        if not set(codes) <= {0, -died}:
            raise PaidWrongly(f"buyers ended with {codes} before they were stopped")
        calls = asyncio.run(calls_in(plan.storage))
        known = sum(bool(call.provider_id) for call in calls)
        return Left(
            stopped=sum(code != 0 for code in codes),
            open=sum(call.is_open for call in calls),
            orphans=max(0, len(self.shop.bill()) - billed - known),
        )

    @contextmanager
    def _checked(self, what: str) -> Iterator[tuple[Plan, int]]:
        """Yield a fresh buyer's plan and how long the bill is; afterwards each of its jobs is on it exactly once more."""
        before = len(self.shop.bill())
        storage = Path(tempfile.mkdtemp(dir=self.work))
        yield self.shop.plan(storage), before
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


async def calls_in(storage: Path) -> list[Call]:
    """Return all calls that a storage's ledger knows."""
    return [call async for call in Storage.at(storage).ledger.every()]


Row = tuple[str, int, Left]


def killed(trials: Trials, steps: Iterable[str], *, times: int) -> Iterator[Row]:
    """Kill at each step until `times` have died of it, and yield what was done: half at the step, half a little later."""
    for step in steps:
        yield f"kill -9 at {step!r}", *_until(times, (trials.killed_at(step, delayed=bool(n % 2)) for n in itertools.count()))


def stopped(trials: Trials, *, times: int) -> Iterator[Row]:
    """Kill several together and end them by SIGTERM, `times` times each, and yield what was done."""
    for processes in (2, 4):
        left = sum((trials.killed_together(processes) for _ in range(times)), Left())
        yield f"{processes} processes, all killed, twice", times, left
    for politely, how in ((False, "process ended"), (True, "work cancelled")):
        yield f"SIGTERM, {how}", *_until(times, (trials.terminated(politely=politely) for _ in itertools.count()))


def _until(times: int, trials: Iterable[Left]) -> tuple[int, Left]:
    """Make trials until so many were stopped, since one that is stopped a little later may have ended before."""
    left = Left()
    for number, found in enumerate(trials, 1):
        left += found
        if left.stopped >= times:
            return number, left
    raise PaidWrongly("there were too few trials")


def main() -> None:
    """Run the trials and print what was done."""
    parser = argparse.ArgumentParser(prog="python -m bench.paying", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often each (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shop", choices=["bank", "bank-late", "emulator", "emulator-lossy", "emulator-20s"], default="bank")
    steps = f"only kills at these, of {','.join(STEPS)}, or `none` (default: all, and processes and SIGTERM)"
    parser.add_argument("--steps", help=steps)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luxvid-paying-") as folder, opened(args.shop, Path(folder)) as shop:
        began, done = time.monotonic(), 0
        trials = Trials(shop=shop, work=Path(folder), chance=random.Random(args.seed))  # noqa: S311  no secret
        for what, times, left in _rows(trials, args.steps, times=args.times):
            done += times
            print(f"{what:<34} {times:>3} times, {_in_words(left)}: each of {len(PROMPTS)} jobs once on the bill", flush=True)
        print(f"{args.shop}: {done} trials in {time.monotonic() - began:.0f} s, {len(shop.bill())} jobs billed, none twice")


def _rows(trials: Trials, steps: str | None, *, times: int) -> Iterator[Row]:
    if steps is None:
        return itertools.chain(killed(trials, STEPS, times=times), stopped(trials, times=times))
    return stopped(trials, times=times) if steps == "none" else killed(trials, steps.split(","), times=times)


def _in_words(left: Left) -> str:
    return f"{left.stopped:>3} stopped, {left.open:>3} calls open, {left.orphans:>2} orphans"


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
