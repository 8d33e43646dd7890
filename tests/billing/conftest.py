"""A bank, a storage, and a run with money."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.bank import Bank
from luxvid.costs import Budget
from luxvid.protocols import Run
from luxvid.storage import Storage


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank(folder=tmp_path / "bank")


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage.at(tmp_path / "storage")


@pytest.fixture
def run(storage: Storage) -> Run:
    return Run(storage=storage, budget=Budget(max_usd=10))
