"""xAI as a provider, over the published client: what is asked, what comes back, and what it costs."""

from __future__ import annotations

import json
from decimal import Decimal

import anyio
import pytest

from luxvid.billing import buy
from luxvid.providers.chat_models import ChatModel
from luxvid.providers.xai_wire import Api
from luxvid.testing import XaiEmulator
from luxvid.testing.xai import Reply
from tests.providers.xai.conftest import SCHEMA, job, paying

pytest.importorskip("openai", reason="needs luxvid[grok]")


pytestmark = pytest.mark.anyio


class TestAnswers:
    async def test_an_answer_is_the_result_and_is_paid_once(self, emulator: XaiEmulator, api: Api) -> None:
        run = paying()
        first, again = [await buy(job(), emulator.provider(api=api), run=run) for _ in range(2)]
        assert json.loads(await first.blob.read()) == {"room": "hall"}
        assert (first.reused, again.reused, again.blob) == (False, True, first.blob)
        assert len(emulator.bill) == 1
        assert first.call.cost_usd == emulator.bill.total_usd > 0

    async def test_it_is_asked_as_the_service_is_asked(self, emulator: XaiEmulator, api: Api) -> None:
        await buy(job(), emulator.provider(api=api), run=paying())
        asked = emulator.asked[0]
        assert (asked.model, asked.effort, asked.most_tokens, asked.schema) == ("grok-4.3", "low", 500, SCHEMA)
        assert asked.texts == ("Be brief.", "Which room?")
        assert asked.is_kept == (api == "chat")  # only the newer interface can be asked not to keep what it is shown

    async def test_nobody_is_told_who_pays_openai(self, emulator: XaiEmulator, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        for variable in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
            monkeypatch.setenv(variable, "somebody-elses")
        await buy(job(), emulator.provider(api=api), run=paying())
        assert "somebody-elses" not in str(emulator.asked[0].headers)

    async def test_what_comes_as_a_file_is_sent_and_stands_in_no_ledger(self, emulator: XaiEmulator, api: Api) -> None:
        run = paying()
        shown = {"content": [{"text": "shown only"}], "answered": "a", "wrong": "b", "schema": SCHEMA}
        bought = await buy(job(file=shown, input={"instructions": "Be brief."}), emulator.provider(api=api), run=run)
        assert emulator.asked[0].texts == ("Be brief.", "shown only", "a", "b")
        assert "shown only" not in bought.call.to_json()

    async def test_the_bill_is_counted_from_what_was_used(self, emulator: XaiEmulator, api: Api) -> None:
        emulator.thoughts = 4_000
        bought = await buy(job(), emulator.provider(api=api), run=paying())
        assert bought.call.cost_usd == emulator.bill.total_usd > Decimal("0.01")

    async def test_without_a_count_the_likely_price_stands(self, emulator: XaiEmulator, api: Api) -> None:
        emulator.replies.append(Reply(has_usage=False))
        assert (await buy(job(), emulator.provider(api=api), run=paying())).call.cost_usd == Decimal("0.01")

    async def test_a_model_of_ones_own_brings_its_prices(self, emulator: XaiEmulator) -> None:
        mine = ChatModel(name="grok-9", usd_in_m=100, usd_out_m=100, source="a contract", seen_on="2026-11-01")
        emulator.models["grok-9"] = mine
        asked = job(model="grok-9", file={"model": mine.to_dict()}, input={"content": [{"text": "?"}]})
        assert (await buy(asked, emulator.provider(), run=paying())).call.cost_usd == emulator.bill.total_usd

    async def test_an_answer_that_breaks_off_is_an_answer(self, emulator: XaiEmulator, api: Api) -> None:
        emulator.replies.append(Reply(cut_after=0.5))
        assert await (await buy(job(), emulator.provider(api=api), run=paying())).blob.read() == b'{"room":'

    async def test_many_go_side_by_side(self, emulator: XaiEmulator) -> None:
        run = paying()

        async def ask(number: int) -> None:
            await buy(job(f"question {number}"), emulator.provider(), run=run)

        async with anyio.create_task_group() as group:
            for number in range(9):
                group.start_soon(ask, number)
        assert len(emulator.bill) == 9
        assert not emulator.bill.duplicates()
