"""Looking into a run's ledger."""

from __future__ import annotations

from decimal import Decimal

from luxvid.calls import Job
from luxvid.protocols import Run


async def calls_of(run: Run, job: Job) -> list[str]:
    return [call.state for call in await run.storage.ledger.calls(job.key)]


async def used(run: Run) -> Decimal:
    assert run.budget
    return run.budget.max_usd - await run.storage.ledger.left(run.budget)
