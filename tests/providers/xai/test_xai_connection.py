"""xAI as a provider: its connection, the form on the wire, its settings, and that nobody tells the key."""

from __future__ import annotations

import asyncio
import logging
import pickle
import traceback
from decimal import Decimal
from typing import Any

import anyio
import pytest

from luxvid.billing import abandon, buy
from luxvid.calls import SUCCEEDED
from luxvid.errors import (
    CallFailed,
    CallLost,
    CallUnknown,
    InvalidInput,
    MissingExtra,
    Moderated,
    SpendingForbidden,
    Unauthorized,
)
from luxvid.providers import XaiProvider
from luxvid.providers.chat_models import CHAT_MODELS, chat_model
from luxvid.providers.xai_wire import PATHS, body_of
from luxvid.storage import MemoryBlobs
from luxvid.testing import XaiEmulator
from luxvid.testing.replicate import Answer, Lost
from luxvid.testing.replicate.answers import html_error
from luxvid.testing.xai import Reply
from tests.providers.xai.conftest import KEY, SCHEMA, job, paying

openai = pytest.importorskip("openai", reason="needs luxvid[grok]")


pytestmark = pytest.mark.anyio


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
