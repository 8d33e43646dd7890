"""What `ReplicateProvider` makes of calls and uploads, whatever the service does with them; against the emulator."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from luxvid.blobs import Blob
from luxvid.calls import Prediction
from luxvid.errors import (
    CallFailed,
    CallUnknown,
    InputRefused,
    InvalidInput,
    NoCredit,
    Throttled,
    Unauthorized,
    Unavailable,
)
from luxvid.protocols import Connection
from luxvid.providers import ReplicateProvider
from luxvid.providers.replicate_wire import create_ask
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import Answer, Limits, Lost, Slow
from luxvid.testing.replicate.answers import ThrottledShape, html_error, no_credit, server_error, throttled, unauthenticated
from luxvid.testing.replicate.outcomes import never_ends
from tests.providers.conftest import MODEL, QUICK, WAITING, job, provider
from tests.providers.contract import over, picture, wired

pytestmark = pytest.mark.anyio


def creates(emulator: ReplicateEmulator) -> int:
    return sum(seen.operation == "create" for seen in emulator.requests)


def provider_at(url: str) -> ReplicateProvider:
    return ReplicateProvider(token="r8_of_nobody", base_url=url, limits=QUICK)  # noqa: S106  it is none


async def made(connection: Connection, prompt: str = "a slow dolly in") -> Prediction:
    return await connection.create(job(prompt), await wired(connection, job(prompt)))


class TestCreate:
    def test_an_official_model_has_a_path_of_its_own(self) -> None:
        ask = create_ask(job(deadline_s=600), {"prompt": "x"}, whole_s=60)
        assert (ask.method, ask.path, ask.body) == ("POST", f"/models/{MODEL}/predictions", {"input": {"prompt": "x"}})
        assert ask.headers == {"Cancel-After": "600s"}

    def test_a_version_goes_to_the_path_of_all(self) -> None:
        ask = create_ask(job(model="meta/musicgen", version="a" * 64), {"prompt": "x"}, whole_s=60)
        assert (ask.path, ask.body) == ("/predictions", {"version": "a" * 64, "input": {"prompt": "x"}})

    def test_the_shortest_deadline_is_the_services(self) -> None:
        assert create_ask(job(deadline_s=1), {}, whole_s=60).headers == {"Cancel-After": "5s"}

    @pytest.mark.parametrize("model", ["veo", "google/veo/3", "../files", "google/veo-3?x=1", ""])
    def test_a_model_that_is_no_name_is_refused(self, model: str) -> None:
        with pytest.raises(InvalidInput, match="owner/name"):
            create_ask(job(model=model), {}, whole_s=60)

    async def test_a_version_is_made(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        version = emulator.models["meta/musicgen"].version
        wanted = job(model="meta/musicgen", version=version, input={"prompt": "strings", "duration": 1}, found_by="input")
        async with replicate.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            prediction = await connection.create(wanted, wanted.input)
            assert prediction.model == "meta/musicgen"
            assert [one.id for one in (await connection.find(wanted, wanted.input, since=before)).predictions] == [prediction.id]
            other = evolve(wanted, version="b" * 64)
            assert not (await connection.find(other, wanted.input, since=before)).predictions

    async def test_the_deadline_reaches_the_service(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        emulator.faults.add(never_ends())
        async with replicate.connect() as connection:
            wanted = job(deadline_s=60)
            prediction = await connection.create(wanted, await wired(connection, wanted))
            assert not (await connection.get(prediction.id)).is_over
            emulator.clock.advance(seconds=61)
            assert (await over(connection, prediction)).status == "canceled"

    @pytest.mark.parametrize(
        ("fault", "kind", "paid", "asked"),
        [
            (unauthenticated(), Unauthorized, 0, 1),
            (no_credit(), NoCredit, 0, 1),
            (server_error(500, counted=True), CallUnknown, 1, 1),
            (server_error(500), CallUnknown, 0, 1),
            (html_error(502, counted=True), CallUnknown, 1, 1),
            (html_error(504), CallUnknown, 0, 1),
            (Lost(counted=True), CallUnknown, 1, 1),
            (Lost(counted=False), CallUnknown, 0, 1),
            (Lost(counted=True, reset=True), CallUnknown, 1, 1),
            (Answer(status=201, body="<html>welcome</html>", counted=True), CallUnknown, 1, 1),
            (Answer(status=201, body={"detail": "made"}, counted=True), CallUnknown, 1, 1),
            (Answer(status=200, body="", counted=True), CallUnknown, 1, 1),
        ],
    )
    async def test_what_may_have_been_made_is_sent_once(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, fault: Any, kind: type[CallFailed], paid: int, asked: int
    ) -> None:
        emulator.faults.add(fault)
        async with replicate.connect() as connection:
            with pytest.raises(kind):
                await made(connection)
        assert (len(emulator.bill.lines), creates(emulator)) == (paid, asked)

    async def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(self, emulator: ReplicateEmulator) -> None:
        emulator.faults.add(Slow(seconds=3))
        async with provider(emulator, waiting=evolve(WAITING, answer_s=0.2)).connect() as connection:
            with pytest.raises(CallUnknown, match=r"longer than 0\.2 s"):
                await made(connection)

    async def test_nobody_there_means_nothing_was_made(self) -> None:
        async with provider_at("http://127.0.0.1:9").connect() as connection:
            with pytest.raises(Unavailable, match="ConnectError"):
                await connection.create(job(), {"prompt": "x"})

    async def test_503_promises_that_nothing_runs(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        emulator.faults.add(server_error(503), count=2)
        async with replicate.connect() as connection:
            await made(connection)
        assert (len(emulator.bill.lines), creates(emulator)) == (1, 3)

    @pytest.mark.parametrize("header", [False, True])
    @pytest.mark.parametrize("shape", ["documented", "live", "older", "text", "empty", "list"])
    async def test_a_throttled_create_waits_and_is_made_once(
        self,
        emulator: ReplicateEmulator,
        replicate: ReplicateProvider,
        shape: ThrottledShape,
        header: bool,  # noqa: FBT001
    ) -> None:
        emulator.faults.add(throttled(shape, delay_s=0, header=header), count=2)
        async with replicate.connect() as connection:
            await made(connection)
        assert (len(emulator.bill.lines), creates(emulator)) == (1, 3)

    async def test_throttling_that_does_not_end_comes_out_with_its_delay(self, emulator: ReplicateEmulator) -> None:
        emulator.faults.add(throttled("live", delay_s=900), count=None)
        async with provider(emulator).connect() as connection:
            with pytest.raises(Throttled) as error:
                await made(connection)
        assert error.value.delay_s == 900
        assert (len(emulator.bill.lines), creates(emulator)) == (0, 1)

    async def test_an_account_with_little_credit_gets_all_its_shots(self, emulator: ReplicateEmulator) -> None:
        emulator.limits = Limits(creates_per_minute=600, burst=1, shape="older")
        limits = evolve(QUICK, repeats=evolve(QUICK.repeats, attempts=10))
        async with provider(emulator, limits=limits).connect() as connection:
            for number in range(3):
                await made(connection, f"shot {number}")
        assert len(emulator.bill.lines) == 3


class TestUpload:
    async def test_it_carries_its_type_and_name(self, replicate: ReplicateProvider) -> None:
        async with replicate.connect() as connection:
            url = await connection.upload(await picture(), name="shot-first.jpg")
            kept = await connection._object(url.removeprefix(replicate.base_url))  # noqa: SLF001
        assert kept["content_type"] == "image/jpeg"
        assert kept["name"] == "shot-first.jpg"

    async def test_it_is_repeated_with_the_whole_file(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        emulator.faults.add(server_error(500), on="upload")
        emulator.faults.add(Lost(counted=True), on="upload")
        async with replicate.connect() as connection:
            done = await over(connection, await made(connection))
        assert done.status == "succeeded"

    async def test_what_the_service_would_not_take_is_not_sent(self, emulator: ReplicateEmulator) -> None:
        async with provider(emulator, limits=evolve(QUICK, upload_bytes=100)).connect() as connection:
            with pytest.raises(InputRefused, match="smaller"):
                await connection.upload(await picture(), name="first.jpg")
        assert not emulator.requests

    async def test_a_file_that_is_gone_says_so(self, replicate: ReplicateProvider, tmp_path: Path) -> None:
        path = tmp_path / "a.jpg"
        path.write_bytes(b"a")
        blob = Blob.of_file(path)
        path.unlink()
        async with replicate.connect() as connection:
            with pytest.raises(LookupError, match=r"a\.jpg"):
                await connection.upload(blob, name="a.jpg")


async def test_the_clock_is_the_services(emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
    emulator.clock.advance(hours=5)
    async with replicate.connect() as connection:
        assert abs((await connection.now() - emulator.clock.now()).total_seconds()) < 3
        emulator.clock.advance(hours=1)
        await made(connection)
        assert abs((await connection.now() - emulator.clock.now()).total_seconds()) < 3


async def test_it_says_who_it_is(emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
    async with replicate.connect() as connection:
        await connection.account()
    assert emulator.requests[0].user_agent.startswith("luxvid/")


async def test_proxies_of_the_environment_are_not_asked_about_this_machine(
    replicate: ReplicateProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with replicate.connect() as connection:
        assert (await connection.account())["username"] == "emulator"
