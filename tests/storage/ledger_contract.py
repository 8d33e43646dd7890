"""What every ledger keeps to: inherit `LedgerContract` and give a fixture `ledger`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import anyio
import pytest
from attrs import evolve

from luxvid.calls import Call, CallState
from luxvid.costs import Budget, Spending
from luxvid.errors import BudgetExceeded, StorageFailed
from luxvid.protocols import Ledger

KEY, OTHER = "a" * 64, "b" * 64
BUDGET = Budget(max_usd=10, name="villa")


def intent(key: str = KEY, **more: Any) -> Call:
    given = {"provider": "toy", "model": "toy/model", "reserved_usd": "0.40", "input": {"prompt": "größe", "n": [1, 2.5, None]}}
    return Call(**{"key": key, "attempt": 1, "state": "intent", **given, **more})


async def paid(ledger: Ledger, key: str, usd: str, **more: Any) -> Call:
    call = await ledger.begin(intent(key), budget=BUDGET)
    done = evolve(call, **{"state": "finished", "reserved_usd": 0, "cost_usd": usd, **more})
    await ledger.update(done)
    return done


class LedgerContract:
    """Inherit it and give a fixture `ledger`."""

    async def test_a_call_comes_back_as_it_was_written(self, ledger: Ledger) -> None:
        call = await ledger.begin(intent(version="3"), budget=BUDGET)
        assert await ledger.calls(KEY) == (call,)
        assert (call.attempt, call.state, call.budget) == (1, "intent", "villa")
        assert datetime.now(UTC) - datetime.fromisoformat(call.opened_at) < timedelta(minutes=1)
        over = evolve(
            call, state="finished", provider_id="p1", digest="c" * 64, size=7, media_type="video/mp4", verdict={"score": 0.5}
        )
        await ledger.update(over)
        assert await ledger.calls(KEY) == (over,)

    async def test_what_was_never_wanted_has_no_calls(self, ledger: Ledger) -> None:
        assert await ledger.calls(OTHER) == ()
        assert [call async for call in ledger.every()] == []
        assert await ledger.spending() == ()

    async def test_attempts_are_numbered(self, ledger: Ledger) -> None:
        for attempt in (1, 2, 3):
            call = await ledger.begin(intent(), budget=BUDGET)
            assert call.attempt == attempt
            await ledger.update(evolve(call, state="failed", reserved_usd=0))
        assert [call.attempt for call in await ledger.calls(KEY)] == [1, 2, 3]

    async def test_a_key_has_one_open_attempt_whatever_the_locks_say(self, ledger: Ledger) -> None:
        await ledger.begin(intent(), budget=BUDGET)
        with pytest.raises(StorageFailed, match="another open attempt"):
            await ledger.begin(intent(), budget=BUDGET)
        assert len(await ledger.calls(KEY)) == 1

    async def test_a_prediction_belongs_to_one_call(self, ledger: Ledger) -> None:
        await paid(ledger, KEY, "0.40", provider_id="p1")
        other = await ledger.begin(intent(OTHER), budget=BUDGET)
        with pytest.raises(StorageFailed, match="'p1'"):
            await ledger.update(evolve(other, state="started", provider_id="p1"))
        await ledger.update(evolve(other, state="started", provider_id="p2"))

    async def test_a_budget_counts_what_is_reserved_and_spent(self, ledger: Ledger) -> None:
        budget = Budget(max_usd="1.00", name="villa")
        assert await ledger.left(budget) == 1
        first = await ledger.begin(intent(), budget=budget)
        assert await ledger.left(budget) == Decimal("0.60")
        await ledger.update(evolve(first, state="finished", reserved_usd=0, cost_usd="0.30"))
        assert await ledger.left(budget) == Decimal("0.70")
        unknown = await ledger.begin(intent(OTHER), budget=budget)
        await ledger.update(evolve(unknown, state="unknown", reserved_usd=0, cost_usd="0.40"))
        with pytest.raises(BudgetExceeded, match=r"\$0\.40.*\$0\.70.*\$1\.00"):
            await ledger.begin(intent("c" * 64), budget=budget)
        assert await ledger.calls("c" * 64) == ()
        assert await ledger.left(budget) == Decimal("0.30")

    async def test_a_budget_is_spent_to_the_cent(self, ledger: Ledger) -> None:
        budget = Budget(max_usd="0.30")
        for number in range(3):
            await ledger.begin(intent(f"{number:064}", reserved_usd="0.10"), budget=budget)
        assert await ledger.left(budget) == 0

    async def test_budgets_of_other_names_do_not_count(self, ledger: Ledger) -> None:
        await paid(ledger, KEY, "9.90")
        assert await ledger.left(Budget(max_usd=1)) == 1

    async def test_side_by_side_a_budget_is_not_exceeded(self, ledger: Ledger) -> None:
        budget = Budget(max_usd="2.00")

        async def begin(number: int) -> bool:
            try:
                await ledger.begin(intent(f"{number:064}"), budget=budget)
            except BudgetExceeded:
                return False
            return True

        assert sum(await asyncio.gather(*map(begin, range(40)))) == 5
        assert await ledger.left(budget) == 0

    async def test_every_call_comes_in_order_and_since_a_time(self, ledger: Ledger) -> None:
        when = datetime(2026, 11, 1, tzinfo=UTC)
        for number in range(520):
            opened = (when + timedelta(hours=number)).isoformat(timespec="milliseconds")
            await ledger.begin(intent(f"{number:064}", reserved_usd=0, opened_at=opened), budget=BUDGET)
        assert [int(call.key) async for call in ledger.every()] == list(range(520))
        assert [int(call.key) async for call in ledger.every(since=when + timedelta(hours=515))] == [515, 516, 517, 518, 519]

    async def test_spending_is_summed_by_model_and_month(self, ledger: Ledger) -> None:
        over: list[tuple[str, str, str, CallState]] = [
            ("a", "10", "0.10", "finished"),
            ("a", "11", "0.20", "finished"),
            ("a", "11", "0.40", "unknown"),
            ("b", "11", "0.30", "lost"),
            ("b", "11", "0", "failed"),
        ]
        for number, (model, month, usd, state) in enumerate(over):
            opened = f"2026-{month}-05T10:00:00.000+00:00"
            call = await ledger.begin(intent(f"{number:064}", model=model, opened_at=opened), budget=BUDGET)
            await ledger.update(evolve(call, state=state, reserved_usd=0, cost_usd=usd))
        assert await ledger.spending(since=datetime(2026, 11, 1, tzinfo=UTC)) == (
            Spending(provider="toy", model="a", month="2026-11", calls=2, usd="0.20", unknown_usd="0.40"),
            Spending(provider="toy", model="b", month="2026-11", calls=1, usd="0.30", unknown_usd=0),
        )
        assert len(await ledger.spending()) == 3

    async def test_one_owner_at_a_time(self, ledger: Ledger) -> None:
        inside: list[int] = []

        async def own(number: int) -> None:
            async with ledger.hold(KEY):
                inside.append(number)
                await asyncio.sleep(0.01)
                assert inside[-1] == number

        async with ledger.hold(OTHER):
            await asyncio.gather(*map(own, range(5)))
        assert sorted(inside) == list(range(5))

    async def test_waiting_for_a_hold_can_be_cancelled(self, ledger: Ledger) -> None:
        async with ledger.hold(KEY):
            with anyio.move_on_after(0.05) as limit:
                async with ledger.hold(KEY):
                    raise AssertionError
        assert limit.cancelled_caught
        async with ledger.hold(KEY):
            pass

    async def test_a_thousand_are_held_and_written_at_once(self, ledger: Ledger) -> None:
        async def call(number: int) -> None:
            async with ledger.hold(f"{number:064x}"):
                begun = await ledger.begin(intent(f"{number:064x}", reserved_usd="0.01"), budget=BUDGET)
                await ledger.update(evolve(begun, state="started", provider_id=f"p{number}"))

        await asyncio.gather(*map(call, range(1000)))
        assert len([call async for call in ledger.every()]) == 1000
        assert await ledger.left(BUDGET) == 0
