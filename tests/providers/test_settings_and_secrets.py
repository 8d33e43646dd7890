"""Settings are checked at once, travel between processes, and tell nobody the token."""

from __future__ import annotations

import asyncio
import logging
import pickle
import subprocess
import sys
import traceback
from typing import Any

import pytest
from attrs import evolve

from luxvid.errors import CallFailed, InvalidInput, LuxvidError, SpendingForbidden, Unauthorized
from luxvid.providers import ReplicateProvider, ReplicateSDK
from luxvid.providers.check import check
from luxvid.providers.forbidden import refuse_spending
from luxvid.testing import ReplicateEmulator, forbid_spending
from luxvid.testing.replicate import Answer, Lost
from luxvid.testing.replicate.answers import html_error, unauthenticated
from tests.providers.conftest import QUICK, job, provider
from tests.providers.contract import over, wired

TOKEN = "r8_ThisIsNobodysTokenButItLooksLikeOne1"  # noqa: S105  it is none


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPLICATE_API_TOKEN", f" {TOKEN}\n")
    assert ReplicateProvider.from_env() == ReplicateProvider(token=TOKEN)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_without_a_token_it_says_what_to_do(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPLICATE_API_TOKEN", raising=False)
    if value is not None:
        monkeypatch.setenv("REPLICATE_API_TOKEN", value)
    with pytest.raises(Unauthorized, match="set the variable REPLICATE_API_TOKEN"):
        ReplicateProvider.from_env()


@pytest.mark.parametrize("token", ["", "r8_two words", "r8_line\nbreak", "r8_ä", "r8_\x00"])
def test_a_token_that_cannot_be_one_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(InvalidInput, match="visible ASCII") as error:
        ReplicateProvider(token=token)
    assert not token or token not in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["https://api.replicate.com", "https://api.replicate.com/", "https://api.replicate.com/v1", "https://api.replicate.com/v1/"],
)
def test_the_base_url_has_one_form(url: str) -> None:
    assert ReplicateProvider(token=TOKEN, base_url=url) == ReplicateProvider(token=TOKEN)


@pytest.mark.parametrize(
    "url",
    ["http://api.replicate.com/v1", "http://10.0.0.1", "ftp://a.org", "https://me:pass@a.org", "https://a.org/?x=1", "a.org", ""],
)
def test_a_base_url_that_would_tell_the_token_in_the_clear_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="base_url"):
        ReplicateProvider(token=TOKEN, base_url=url)


def test_settings_are_values(emulator: ReplicateEmulator) -> None:
    one = provider(emulator)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  our own bytes
    assert len({one, provider(emulator)}) == 1
    assert evolve(one, token=TOKEN) != one


def test_no_repr_tells_the_token(emulator: ReplicateEmulator) -> None:
    async def opened() -> str:
        async with evolve(provider(emulator), token=TOKEN).connect() as connection:
            return repr(connection) + repr(connection._sender)  # noqa: SLF001  the repr of what holds the token

    shown = repr(ReplicateProvider(token=TOKEN)) + str(ReplicateProvider(token=TOKEN)) + asyncio.run(opened())
    assert TOKEN not in shown


def test_no_log_and_no_error_tells_the_token(emulator: ReplicateEmulator, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong, with every logger at its most talkative."""
    caplog.set_level(logging.DEBUG)
    emulator.token = TOKEN
    wrong: list[Answer | Lost] = [
        Lost(counted=True), Lost(counted=False), html_error(502), unauthenticated(),
        Answer(status=401, body={"detail": f"the token {TOKEN} is not valid"}),
        Answer(status=422, body={"title": f"Bearer {TOKEN}"}),
        Answer(status=201, body=f"<title>{TOKEN}</title>"),
    ]  # fmt: skip
    told = []

    async def go_wrong() -> None:
        async with provider(emulator).connect() as connection:
            input_ = await wired(connection, job())
            await over(connection, await connection.create(job(), input_))
            for fault in wrong:
                emulator.faults.add(fault)
                try:
                    await connection.create(job(), input_)
                except CallFailed as error:
                    told.append("".join(traceback.format_exception(error)) + repr(error) + str(pickle.dumps(error)))

    asyncio.run(go_wrong(), debug=True)
    assert len(told) == len(wrong)
    assert len(caplog.records) > 20
    assert TOKEN not in "".join(told)
    assert TOKEN not in caplog.text


async def spend(at: ReplicateProvider) -> None:
    async with at.connect() as connection:
        await connection.create(job(), {"prompt": "x"})


REAL = ReplicateProvider(token=TOKEN, limits=QUICK)


class TestForbidden:
    def test_the_suite_cannot_spend(self) -> None:
        with pytest.raises(SpendingForbidden, match=r"api\.replicate\.com"):
            asyncio.run(spend(REAL))

    def test_the_users_own_client_cannot_spend_either(self) -> None:
        replicate = pytest.importorskip("replicate", reason="needs luxvid[replicate], Python below 3.14")
        client = replicate.Client(api_token=TOKEN)
        with pytest.raises(SpendingForbidden):
            asyncio.run(spend(ReplicateSDK(client, limits=QUICK)))  # type: ignore[arg-type]
        client._client.close()  # noqa: SLF001  the package has no way to close what it opened

    def test_this_machine_takes_no_money(self, emulator: ReplicateEmulator) -> None:
        with forbid_spending():
            asyncio.run(spend(provider(emulator)))
        assert len(emulator.bill.lines) == 1

    def test_it_decorates_functions_of_both_kinds(self) -> None:
        @forbid_spending()
        def now(host: str) -> None:
            """Spend."""
            refuse_spending(host)

        @forbid_spending()
        async def later(host: str) -> None:
            refuse_spending(host)

        assert now.__doc__ == "Spend."
        with pytest.raises(SpendingForbidden):
            now("api.x.ai")
        with pytest.raises(SpendingForbidden):
            asyncio.run(later("api.x.ai"))

    def test_it_ends_where_it_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LUXVID_FORBID_SPENDING")
        refuse_spending("api.x.ai")
        with forbid_spending(), forbid_spending():
            pass
        one, other = forbid_spending(), forbid_spending()
        one.__enter__()
        other.__enter__()
        one.__exit__(None, None, None)
        with pytest.raises(SpendingForbidden):
            refuse_spending("api.x.ai")
        other.__exit__(None, None, None)
        monkeypatch.setenv("LUXVID_FORBID_SPENDING", "1")

    def test_it_holds_in_processes_that_are_started_inside(self) -> None:
        code = "from luxvid.providers.forbidden import refuse_spending; refuse_spending('api.replicate.com')"
        with forbid_spending():
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "SpendingForbidden" in done.stderr

    def test_the_error_is_luxvids(self) -> None:
        assert issubclass(SpendingForbidden, LuxvidError)


def checked(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "luxvid", "check", "replicate", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


class TestCheck:
    def test_it_says_what_it_found_and_spends_nothing(self, emulator: ReplicateEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REPLICATE_API_TOKEN", emulator.token)
        done = checked("--base-url", emulator.base_url)
        assert done.returncode == 0, done.stderr
        assert "takes the token; the account is 'emulator' (user)" in done.stdout
        assert "google/veo-3.1-fast: there" in done.stdout
        assert "this cost nothing" in done.stdout
        assert not emulator.bill.lines
        assert {seen.method for seen in emulator.requests} == {"GET"}
        assert emulator.token not in done.stdout + done.stderr

    def test_it_says_where_a_model_is_not_as_believed(self, emulator: ReplicateEmulator) -> None:
        input_: dict[str, Any] = {"properties": {"prompt": {}, "image": {}, "final_frame": {}}}
        schema = {"latest_version": {"openapi_schema": {"components": {"schemas": {"Input": input_}}}}}
        for body in (schema, {"latest_version": None}):
            emulator.faults.add(Answer(status=200, body=body), on="model")
        emulator.faults.add(Answer(status=404, body={"detail": "not found"}), on="model")
        lines = asyncio.run(check(provider(emulator))).lines
        assert "no longer has" in lines[1]
        assert lines[1].endswith("also has final_frame")
        assert lines[2].endswith("it does not tell its input")
        assert lines[3].endswith("not there")

    def test_a_token_that_is_not_taken_is_one_clear_line(
        self, emulator: ReplicateEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REPLICATE_API_TOKEN", TOKEN)
        failed = checked("--base-url", emulator.base_url)
        assert failed.returncode == 1
        assert failed.stderr.startswith("luxvid: replicate: 401: Unauthenticated")
        assert failed.stderr.count("\n") == 1
        assert TOKEN not in failed.stderr

    def test_without_a_token_it_says_what_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("REPLICATE_API_TOKEN", raising=False)
        failed = checked()
        assert failed.returncode == 1
        assert "REPLICATE_API_TOKEN" in failed.stderr
