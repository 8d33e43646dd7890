"""xAI as a provider, over the published client: what a question costs, and whatever may go wrong with it."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import socket
import traceback
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import anyio
import pytest
from attrs import evolve

from luxvid import Run, Storage
from luxvid.billing import abandon, buy
from luxvid.calls import SUCCEEDED, Job, JobFile, Waiting
from luxvid.costs import Budget
from luxvid.errors import (
    CallFailed,
    CallLost,
    CallUnknown,
    InputRefused,
    InvalidInput,
    MissingExtra,
    Moderated,
    NoCredit,
    SpendingForbidden,
    Throttled,
    Unauthorized,
    Unavailable,
)
from luxvid.providers import XaiProvider
from luxvid.providers.chat_models import CHAT_MODELS, ChatModel, chat_model
from luxvid.providers.repeating import Repeats
from luxvid.providers.xai_errors import refused
from luxvid.providers.xai_wire import PATHS, Api, body_of
from luxvid.storage import MemoryBlobs
from luxvid.testing import XaiEmulator
from luxvid.testing.replicate import Answer, Lost, Slow
from luxvid.testing.replicate.answers import html_error
from luxvid.testing.xai import Reply, errors

openai = pytest.importorskip("openai", reason="needs luxvid[grok]")
pytestmark = pytest.mark.anyio

KEY = "xai-ThisIsNobodysKeyButItLooksLikeOne"
SCHEMA = {
    "type": "object",
    "properties": {"room": {"enum": ["hall", "pool"]}},
    "required": ["room"],
    "additionalProperties": False,
}


@pytest.fixture
def emulator() -> Iterator[XaiEmulator]:
    with XaiEmulator() as emulator:
        yield emulator


@pytest.fixture(params=sorted(PATHS))
def api(request: pytest.FixtureRequest) -> Api:
    found: Api = request.param
    return found


def job(text: str = "Which room?", *, model: str = "grok-4.3", file: dict[str, Any] | None = None, **changes: Any) -> Job:
    async def prepare() -> Any:
        return await MemoryBlobs().put(json.dumps(file).encode(), media_type="application/json")

    wanted: dict[str, Any] = {
        "provider": "xai",
        "model": model,
        "input": {
            "instructions": "Be brief.",
            "effort": "low",
            "most_tokens": 500,
            "content": [{"text": text}],
            "schema": SCHEMA,
        },
        "files": [JobFile(field="more", named={"version": 1}, prepare=prepare)] if file else (),
        "worst_usd": "0.10",
        "likely_usd": "0.01",
        "found_by": "nothing",
        "media_type": "application/json",
    }
    return Job(**(wanted | changes))


def paying(storage: Storage | None = None, **settings: Any) -> Run:
    return Run(storage=storage or Storage.memory(), budget=Budget(max_usd=1), **settings)


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


class TestConnection:
    async def test_a_question_that_is_cancelled_before_has_sent_nothing(self, emulator: XaiEmulator) -> None:
        async with emulator.provider().connect() as connection:
            with anyio.CancelScope() as scope:
                scope.cancel()
                await connection.create(job(), job().input)
            assert scope.cancelled_caught
        assert len(emulator.bill) == 0

    async def test_each_question_is_one_of_its_own(self, emulator: XaiEmulator) -> None:
        async with emulator.provider().connect() as connection:
            made = [await connection.create(job(), job().input) for _ in range(3)]
        assert len({one.id for one in made}) == len(emulator.bill) == 3
        assert {one.status for one in made} == {SUCCEEDED}

    async def test_nothing_is_kept_there_and_there_is_no_list(self, emulator: XaiEmulator) -> None:
        async with emulator.provider().connect() as connection:
            made = await connection.create(job(), job().input)
            with pytest.raises(CallLost):
                await connection.get(made.id)
            with pytest.raises(CallFailed, match="cannot be cancelled"):
                await connection.cancel(made.id)
            assert (await connection.find(job(), {}, since=await connection.now())).predictions == ()

    async def test_only_requests_are_taken_as_files(self, emulator: XaiEmulator) -> None:
        async with emulator.provider().connect() as connection:
            with pytest.raises(InvalidInput, match=r"picture\.jpg is image/jpeg"):
                await connection.upload(await MemoryBlobs().put(b"x", media_type="image/jpeg"), name="picture.jpg")
            with pytest.raises(InvalidInput, match="needs content"):
                await connection.create(job(), {"instructions": "x"})

    async def test_what_was_begun_by_a_run_that_is_gone_is_unknown(self, emulator: XaiEmulator) -> None:
        run = paying()
        emulator.faults.add(Lost(counted=True))
        with pytest.raises(CallUnknown):
            await buy(job(), emulator.provider(), run=run)
        assert (await abandon(job().key, emulator.provider(), run=run)).state == "unknown"

    def test_one_event_loop_after_another(self, emulator: XaiEmulator) -> None:
        for number in range(2):
            asyncio.run(buy(job(f"{number}"), emulator.provider(), run=paying()))
        assert len(emulator.bill) == 2


REQUEST: dict[str, Any] = {
    "instructions": "Be brief.",
    "content": [{"text": "Which?"}, {"jpeg": "AAAA", "detail": "low"}],
    "answered": "{}",
    "wrong": "Again.",
    "schema": SCHEMA,
    "schema_name": "room",
    "effort": "low",
    "most_tokens": 9,
}
AGAIN = [{"role": "assistant", "content": "{}"}, {"role": "user", "content": "Again."}]


class TestWire:
    """The bodies as xAI documents them, word for word: a key that is misspelt might be ignored, and billed."""

    def test_the_newer_interface(self) -> None:
        picture = {"type": "input_image", "image_url": "data:image/jpeg;base64,AAAA", "detail": "low"}
        assert body_of(REQUEST, model="grok-4.3", api="responses") == {
            "model": "grok-4.3",
            "store": False,
            "input": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": [{"type": "input_text", "text": "Which?"}, picture]},
                *AGAIN,
            ],
            "text": {"format": {"type": "json_schema", "name": "room", "schema": SCHEMA, "strict": True}},
            "reasoning": {"effort": "low"},
            "max_output_tokens": 9,
        }

    def test_the_older_interface(self) -> None:
        picture = {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,AAAA", "detail": "low"}}
        assert body_of(REQUEST, model="grok-4.3", api="chat") == {
            "model": "grok-4.3",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": [{"type": "text", "text": "Which?"}, picture]},
                *AGAIN,
            ],
            "response_format": {"type": "json_schema", "json_schema": {"name": "room", "schema": SCHEMA, "strict": True}},
            "reasoning_effort": "low",
            "max_completion_tokens": 9,
        }

    def test_what_is_not_asked_for_is_not_sent(self) -> None:
        for api in PATHS:
            body = body_of({"content": [{"text": "?"}]}, model="grok-4.3", api=api)
            assert set(body) <= {"model", "store", "input", "messages"}


class TestSettings:
    def test_the_key_comes_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XAI_API_KEY", f" {KEY}\n")
        assert XaiProvider.from_env() == XaiProvider(api_key=KEY, base_url="https://api.x.ai")
        monkeypatch.setenv("XAI_API_KEY", " ")
        with pytest.raises(Unauthorized, match="set the variable XAI_API_KEY"):
            XaiProvider.from_env()

    @pytest.mark.parametrize(
        "wrong",
        [{"api_key": "two words"}, {"api_key": ""}, {"base_url": "http://api.x.ai"}, {"base_url": "a.org"}, {"api": "grpc"}],
    )
    def test_wrong_settings_are_refused_at_once(self, wrong: dict[str, str]) -> None:
        with pytest.raises(InvalidInput):
            XaiProvider(**({"api_key": KEY} | wrong))  # type: ignore[arg-type]

    def test_settings_are_values(self) -> None:
        one = XaiProvider(api_key=KEY)
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  our own bytes
        assert KEY not in repr(one)

    async def test_the_suite_cannot_spend(self) -> None:
        with pytest.raises(SpendingForbidden, match=r"api\.x\.ai"):
            await buy(job(), XaiProvider(api_key=KEY), run=paying())

    async def test_without_the_package_it_says_what_to_install(
        self, emulator: XaiEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = __import__

        def without(name: str, *arguments: Any, **more: Any) -> Any:
            if name == "openai":
                raise ModuleNotFoundError("No module named 'openai'", name="openai")
            return real(name, *arguments, **more)

        monkeypatch.setattr("builtins.__import__", without)
        with pytest.raises(MissingExtra, match=r"luxvid\[grok\]"):
            await buy(job(), emulator.provider(), run=paying())

    def test_models_are_data_with_source_and_date(self) -> None:
        assert all(model.source and model.seen_on and model.usd_in_m for model in CHAT_MODELS)
        assert chat_model("grok-4.3").cost_usd(read=1_000_000, written=1_000_000) == Decimal("3.75")
        assert chat_model("grok-4.7").cost_usd(read=1_000_000, written=0, cached=500_000) == Decimal("1.25")
        assert chat_model("grok-4.3").cost_usd(read=1_000_000, written=0, cached=500_000) == Decimal("1.25")
        with pytest.raises(InvalidInput, match="grok-4-1-fast"):
            chat_model("grok-4-1-fast-non-reasoning")


async def test_no_log_error_or_ledger_tells_the_key(emulator: XaiEmulator, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong, with every logger at its most talkative."""
    caplog.set_level(logging.DEBUG)
    emulator.api_key = KEY
    wrong: list[Answer | Lost] = [
        Answer(status=401, body={"error": f"the key {KEY} is not valid"}),
        Answer(status=400, body={"error": {"message": KEY}}),
        Answer(status=418, body=f"<title>Bearer {KEY}</title>"),
        Answer(status=200, body=KEY),
        Lost(counted=True),
        html_error(502),
    ]
    run, told = paying(), []
    for number, fault in enumerate(wrong):
        emulator.faults.add(fault)
        try:
            await buy(job(f"{number}"), emulator.provider(), run=run)
        except CallFailed as error:
            told.append("".join(traceback.format_exception(error)) + repr(error) + str(pickle.dumps(error)))
    emulator.replies.append(Reply(refusal=f"no, {KEY}"))
    with pytest.raises(Moderated) as failed:
        await buy(job("last"), emulator.provider(), run=run)
    rows = [call.to_json() async for call in run.storage.ledger.every()]
    async with emulator.provider().connect() as connection:
        told += [repr(connection), repr(failed.value)]
    assert len(told) == len(wrong) + 2
    assert len(caplog.records) > 5
    assert KEY not in "".join([*told, *rows])
    assert KEY not in caplog.text
