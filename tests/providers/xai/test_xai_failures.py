"""xAI as a provider: whatever may go wrong, and what that costs."""

from __future__ import annotations

import pickle
import socket
from decimal import Decimal

import pytest
from attrs import evolve

from luxvid import Storage
from luxvid.billing import buy
from luxvid.calls import Waiting
from luxvid.errors import (
    CallFailed,
    CallUnknown,
    InputRefused,
    Moderated,
    NoCredit,
    Throttled,
    Unauthorized,
    Unavailable,
)
from luxvid.providers.repeating import Repeats
from luxvid.providers.xai_errors import refused
from luxvid.providers.xai_wire import Api
from luxvid.testing import XaiEmulator
from luxvid.testing.replicate import Answer, Lost, Slow
from luxvid.testing.replicate.answers import html_error
from luxvid.testing.xai import Reply, errors
from tests.providers.xai.conftest import KEY, job, paying

pytest.importorskip("openai", reason="needs luxvid[grok]")


pytestmark = pytest.mark.anyio
WRONG = {
    "no answer that is one": (Reply(is_empty=True), Unavailable),
    "a refusal": (Reply(refusal="I cannot help with that."), Moderated),
    "a filtered answer": (Reply(is_filtered=True), Moderated),
    "an empty text": (Reply(change=lambda _: ""), Unavailable),
}


REFUSED: dict[str, tuple[Answer | Lost, type[CallFailed]]] = {
    "quota": (errors.quota_used_up(), NoCredit),
    "403": (errors.forbidden(), Unauthorized),
    "403 held back": (errors.problem(403, "permission-denied", "Content violates usage guidelines."), Moderated),
    "401": (errors.unauthenticated(), Unauthorized),
    "400": (errors.invalid("so bad"), InputRefused),
    "400 key": (errors.invalid("Incorrect API key provided: xa***."), Unauthorized),
    "404": (errors.unknown_model("grok-4.3"), CallFailed),
    "413": (errors.too_large(), CallFailed),
    "402": (errors.problem(402, "payment", "pay"), NoCredit),
    "403 html": (html_error(403), CallFailed),
    "307": (Answer(status=307, headers={"Location": "http://127.0.0.1:1/v1/responses"}), CallFailed),
}


UNKNOWN: dict[str, Answer | Lost] = {
    "500": errors.problem(500, "internal", "oh"),
    "502 html": html_error(502),
    "504 after it was answered": html_error(504, counted=True),
    "200 html": Answer(status=200, body="<html><title>Log in</title></html>"),
    "200 text": Answer(status=200, body="fine"),
    "200 broken": Answer(status=200, body="{", headers={"Content-Type": "application/json"}),
    "200 list": Answer(status=200, body=[]),
    "lost after": Lost(counted=True),
    "lost before": Lost(counted=False, reset=True),
}  # fmt: skip


class TestFailures:
    @pytest.mark.parametrize("name", WRONG)
    async def test_an_answer_that_is_none_costs_what_was_counted_and_is_not_asked_again(
        self, name: str, emulator: XaiEmulator, api: Api
    ) -> None:
        reply, kind = WRONG[name]
        emulator.replies.append(reply)
        run = paying()
        with pytest.raises(kind) as failed:
            await buy(job(), emulator.provider(api=api), run=run)
        assert type(failed.value) is kind
        assert len(emulator.bill) == 1
        assert Decimal(failed.value.cost_usd) == emulator.bill.total_usd > 0
        assert (await run.storage.ledger.spending())[0].usd == emulator.bill.total_usd
        assert pickle.loads(pickle.dumps(failed.value)).cost_usd == failed.value.cost_usd  # noqa: S301  our own bytes

    @pytest.mark.parametrize("name", REFUSED)
    async def test_a_refusal_costs_nothing_and_is_not_repeated(self, name: str, emulator: XaiEmulator, api: Api) -> None:
        answer, kind = REFUSED[name]
        emulator.faults.add(answer, count=None)
        with pytest.raises(kind) as failed:
            await buy(job(), emulator.provider(api=api), run=paying())
        assert type(failed.value) is kind
        assert failed.value.cost_usd == "0"
        assert not failed.value.retryable
        assert len(emulator.faults.happened) == 1
        assert len(emulator.bill) == 0

    @pytest.mark.parametrize("name", UNKNOWN)
    async def test_what_may_have_been_answered_counts_as_paid_and_is_not_repeated_unasked(
        self, name: str, emulator: XaiEmulator
    ) -> None:
        emulator.faults.add(UNKNOWN[name])
        run = paying()
        for _ in range(2):
            with pytest.raises(CallUnknown, match="pay_again"):
                await buy(job(), emulator.provider(), run=run)
        assert len(emulator.faults.happened) == 1
        calls = await run.storage.ledger.calls(job().key)
        assert [(call.state, call.cost_usd) for call in calls] == [("unknown", Decimal("0.10"))]
        bought = await buy(job(), emulator.provider(), run=evolve(run, pay_again=True))
        assert await bought.blob.read()

    @pytest.mark.parametrize("delay_s", [None, 0])
    async def test_too_many_are_waited_out(self, delay_s: int | None, emulator: XaiEmulator, api: Api) -> None:
        emulator.faults.add(errors.throttled(delay_s=delay_s), count=2)
        emulator.faults.add(Answer(status=503, body={"error": "overloaded"}))
        provider = evolve(emulator.provider(api=api), repeats=Repeats(attempts=4, pause_s=0.01, pause_most_s=0.02))
        assert await (await buy(job(), provider, run=paying())).blob.read()
        assert len(emulator.bill) == 1

    async def test_too_many_for_ever_are_given_up(self, emulator: XaiEmulator) -> None:
        emulator.faults.add(errors.throttled(), count=None)
        with pytest.raises(Throttled):
            await buy(job(), emulator.provider(), run=paying())
        assert len(emulator.faults.happened) <= 9
        assert len(emulator.bill) == 0

    def test_the_delay_that_is_asked_for_is_kept(self) -> None:
        error = refused(429, {"retry-after": "60"}, b'{"code":"resource-exhausted","error":"Too many requests"}')
        assert isinstance(error, Throttled)
        assert error.delay_s == 60

    async def test_an_answer_that_takes_too_long_is_unknown(self, emulator: XaiEmulator) -> None:
        emulator.faults.add(Slow(seconds=5))
        provider = evolve(emulator.provider(), waiting=Waiting(answer_s=0.3))
        with pytest.raises(CallUnknown):
            await buy(job(), provider, run=paying())

    async def test_where_nobody_listens_nothing_was_sent(self, emulator: XaiEmulator) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            provider = evolve(emulator.provider(), base_url=f"http://127.0.0.1:{unused.getsockname()[1]}/v1")
            run = paying()
            with pytest.raises(Unavailable, match="cannot be reached"):
                await buy(job(), provider, run=run)
        assert {call.cost_usd for call in await run.storage.ledger.calls(job().key)} == {Decimal(0)}

    async def test_a_refused_question_is_not_asked_by_a_later_run(self, emulator: XaiEmulator) -> None:
        storage = Storage.memory()
        emulator.replies.append(Reply(refusal="no"))
        for _ in range(2):
            with pytest.raises(Moderated):
                await buy(job(), emulator.provider(), run=paying(storage))
        assert len(emulator.bill) == 1

    async def test_a_key_that_is_not_taken_says_so(self, emulator: XaiEmulator) -> None:
        with pytest.raises(Unauthorized, match="401"):
            await buy(job(), evolve(emulator.provider(), api_key=KEY), run=paying())
