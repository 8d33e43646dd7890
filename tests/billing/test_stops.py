"""Buyers that are killed at every step, or together, or told to end: each job is on the bill once.

`bench.paying` is the long version.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.bank import QUICK
from bench.paying import Shop, Trials, bank_shop, emulator_shop
from bench.stopped import STEPS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")


@pytest.fixture
def trials(tmp_path: Path) -> Trials:
    return Trials(shop=bank_shop(tmp_path / "bank", waiting=QUICK), work=tmp_path, chance=random.Random(1))  # noqa: S311  no secret


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_and_started_again_each_job_is_billed_once(trials: Trials, step: str) -> None:
    assert trials.killed_at(step, delayed=False).stopped == 1


def test_four_processes_that_are_killed_together_bill_each_job_once(trials: Trials) -> None:
    trials.killed_together(4, rounds=1)


@pytest.mark.parametrize("politely", [False, True], ids=["dies of it", "cancels its work"])
def test_sigterm_leaves_what_runs_running(trials: Trials, *, politely: bool) -> None:
    trials.terminated(politely=politely)


@pytest.fixture(scope="module")
def replicate() -> Iterator[Shop]:
    """The emulator, whose list is late."""
    pytest.importorskip("aiohttp", reason="needs luxvid[testing]")
    with emulator_shop(processing_s=0.05, list_delay_s=0.2, longest_px=160) as shop:
        yield shop


@pytest.mark.parametrize("step", ["create", "created", "started", "stored"])
def test_over_http_killed_at_a_step_and_started_again_each_job_is_billed_once(replicate: Shop, tmp_path: Path, step: str) -> None:
    Trials(shop=replicate, work=tmp_path, chance=random.Random(2)).killed_at(step, delayed=True)  # noqa: S311  no secret
