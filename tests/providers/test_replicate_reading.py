"""How `ReplicateProvider` reads answers, finds calls and brings results, whatever the service does; against the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from luxvid.calls import Prediction
from luxvid.errors import (
    CallFailed,
    CallLost,
)
from luxvid.protocols import Connection
from luxvid.providers import ReplicateProvider
from luxvid.providers.replicate_wire import is_same_input, prediction_of
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import Answer, Delivery, Lost, Outcome, Slow
from luxvid.testing.replicate.answers import html_error, server_error, throttled
from luxvid.testing.replicate.outcomes import never_ends
from tests.providers.conftest import QUICK, job, provider
from tests.providers.contract import over, wired

pytestmark = pytest.mark.anyio
LIST = "/v1/predictions"


async def made(connection: Connection, prompt: str = "a slow dolly in") -> Prediction:
    return await connection.create(job(prompt), await wired(connection, job(prompt)))


class TestReading:
    @pytest.mark.parametrize(
        ("output", "outputs"),
        [
            ("https://replicate.delivery/a.mp4", ["https://replicate.delivery/a.mp4"]),
            (["a", "b"], ["a", "b"]),
            ({"url": "a"}, ["a"]),
            ([{"url": "a"}, {"url": "b"}], ["a", "b"]),
            ({"video": "a", "cover": {"url": "b"}}, ["a", "b"]),
            (None, []),
            ([], []),
            (3.5, ["3.5"]),
        ],
        ids=str,
    )
    def test_outputs_of_every_shape_are_one_tuple(self, output: Any, outputs: list[str]) -> None:
        assert list(prediction_of({"id": "a", "status": "succeeded", "output": output}).outputs) == outputs

    def test_what_is_not_known_or_not_there_does_no_harm(self) -> None:
        data = {"id": "a", "status": "queued", "brand_new": 1, "input": None, "error": {"code": 7}, "created_at": "yesterday"}
        prediction = prediction_of(data)
        assert (prediction.status, prediction.is_over, prediction.input, prediction.error) == ("queued", False, {}, '{"code": 7}')
        assert prediction.created_at is None

    def test_times_are_read_with_their_zone(self) -> None:
        noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
        for text in (
            "2026-01-01T12:00:00.000Z",
            "2026-01-01T12:00:00",
            "2026-01-01T13:00:00+01:00",
            "2026-01-01T12:00:00.000000000Z",
        ):
            assert prediction_of({"id": "a", "status": "x", "created_at": text}).created_at == noon

    @pytest.mark.parametrize("output", ["string", "list", "object"])
    async def test_a_clip_comes_in_every_shape(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, output: str, tmp_path: Path
    ) -> None:
        emulator.faults.add(Outcome(output=output, extra={"brand_new": True}, skips_processing=True))
        async with replicate.connect() as connection:
            done = await over(connection, await made(connection))
            await connection.download(done.outputs[0], tmp_path / "clip.mp4")
        assert (tmp_path / "clip.mp4").stat().st_size > 1000

    async def test_an_unknown_status_is_waited_on_and_the_new_ends_are_ends(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider
    ) -> None:
        emulator.faults.add(never_ends(status="queued"))
        emulator.faults.add(Outcome(status="aborted"))
        async with replicate.connect() as connection:
            queued, aborted = await made(connection), await made(connection)
            assert ((await connection.get(queued.id)).status, (await connection.get(queued.id)).is_over) == ("queued", False)
            assert (await over(connection, aborted)).status == "aborted"

    @pytest.mark.parametrize(
        "fault",
        [
            server_error(500),
            html_error(502),
            throttled("empty"),
            Lost(counted=False),
            Answer(status=200, body="<html/>"),
            Slow(seconds=0.1),
        ],
    )
    async def test_a_poll_that_fails_is_repeated(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, fault: Any
    ) -> None:
        async with replicate.connect() as connection:
            prediction = await made(connection)
            emulator.faults.add(fault, on="get", count=2)
            assert (await connection.get(prediction.id)).id == prediction.id

    async def test_a_page_instead_of_an_answer_loses_nothing(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider
    ) -> None:
        async with replicate.connect() as connection:
            prediction = await made(connection)
            emulator.faults.add(html_error(404), on="get")
            with pytest.raises(CallFailed) as error:
                await connection.get(prediction.id)
            assert not isinstance(error.value, CallLost)


class TestFind:
    async def test_it_reads_all_pages(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        emulator.page_size = 2
        async with replicate.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            input_ = await wired(connection, job())
            first = await connection.create(job(), input_)
            for number in range(6):
                await made(connection, f"shot {number}")
            found = await connection.find(job(), input_, since=before)
        assert [one.id for one in found.predictions] == [first.id]
        assert sum(seen.operation == "list" for seen in emulator.requests) == 4

    async def test_a_late_list_shows_it_later(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        emulator.list_delay_s = 20
        async with replicate.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            input_ = await wired(connection, job())
            await connection.create(job(), input_)
            assert not (await connection.find(job(), input_, since=before)).predictions
            emulator.clock.advance(seconds=21)
            assert len((await connection.find(job(), input_, since=before)).predictions) == 1

    async def test_what_was_deleted_is_told_as_hidden(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        async with replicate.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            input_ = await wired(connection, job())
            done = await over(connection, await connection.create(job(), input_))
            emulator.clock.advance(minutes=61)
            found = await connection.find(job(), input_, since=before)
            assert (found.predictions, found.hidden) == ((), (done.id,))
            assert isinstance(connection.failure(await connection.get(done.id)), CallLost)

    async def test_defaults_that_are_filled_in_do_no_harm(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider
    ) -> None:
        emulator.echoes_defaults = True
        async with replicate.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            input_ = await wired(connection, job())
            prediction = await connection.create(job(), input_)
            found = await connection.find(job(), input_, since=before)
            assert [one.id for one in found.predictions] == [prediction.id]
            by_input = job(found_by="input")
            assert not (await connection.find(by_input, input_, since=before)).predictions
            without_files = {key: value for key, value in input_.items() if key != "image"}
            assert not (await connection.find(job(), without_files, since=before)).predictions

    @pytest.mark.parametrize(
        ("page", "says"),
        [
            ({"results": [], "next": "https://evil.org/v1/predictions?cursor=x"}, r"evil\.org"),
            ({"results": [], "next": "//evil.org/v1/predictions"}, r"evil\.org"),
            ({"results": [], "next": {"href": "x"}}, "no address"),
            ({"results": [{"id": 7}]}, "no id"),
            ({"results": ["a"]}, "no JSON object"),
            ({"detail": "moved"}, "no results"),
        ],
        ids=lambda value: str(value)[:40],
    )
    async def test_a_list_that_cannot_be_read_to_its_end_is_an_error(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, page: dict[str, Any], says: str
    ) -> None:
        """Half a search would say that nothing was made, and it would be paid again."""
        emulator.faults.add(Answer(status=200, body=page), on="list")
        async with replicate.connect() as connection:
            with pytest.raises(CallFailed, match=says):
                await connection.find(job(), {"prompt": "x"}, since=datetime(2026, 1, 1, tzinfo=UTC))

    async def test_a_list_that_goes_in_a_circle_ends(self, emulator: ReplicateEmulator, replicate: ReplicateProvider) -> None:
        page = {"results": [], "next": f"{LIST}?cursor=a"}
        emulator.faults.add(Answer(status=200, body=page), on="list", count=None)
        async with replicate.connect() as connection:
            with pytest.raises(CallFailed, match="no end"):
                await connection.find(job(), {"prompt": "x"}, since=datetime(2026, 1, 1, tzinfo=UTC))

    @pytest.mark.parametrize(
        ("echoed", "sent", "unique", "same"),
        [
            ({"a": 1}, {"a": 1}, False, True),
            ({"a": 1, "b": 2}, {"a": 1}, False, False),
            ({"a": 1, "b": 2}, {"a": 1}, True, True),
            ({"a": 1}, {"a": 1, "b": 2}, True, False),
            ({"a": 1}, {"a": 1, "picture": "data:image/jpeg;base64,AAAA"}, False, True),
            ({"a": 2}, {"a": 1, "picture": "data:image/jpeg;base64,AAAA"}, False, False),
            ({"a": 1}, {"picture": "data:image/jpeg;base64,AAAA"}, True, False),
        ],
        ids=str,
    )
    def test_an_input_is_the_same_or_it_is_not(
        self,
        echoed: dict[str, Any],
        sent: dict[str, Any],
        unique: bool,  # noqa: FBT001  a table
        same: bool,  # noqa: FBT001  a table
    ) -> None:
        assert is_same_input(echoed, sent, is_unique=unique) is same


class TestDownload:
    @pytest.fixture
    async def clip(self, replicate: ReplicateProvider) -> str:
        async with replicate.connect() as connection:
            return (await over(connection, await made(connection))).outputs[0]

    @pytest.mark.parametrize(
        "way",
        [
            Delivery(cut_after=0.5),
            Delivery(cut_after=0),
            Delivery(bytes_per_s=2_000_000),
            Delivery(chunked=True),
            Delivery(redirect="other host"),
        ],
    )
    async def test_it_comes_whole_in_the_end(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, clip: str, way: Delivery, tmp_path: Path
    ) -> None:
        emulator.faults.add(way)
        async with replicate.connect() as connection:
            await connection.download(clip, tmp_path / "a.mp4")
            await connection.download(clip, tmp_path / "b.mp4")
        assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

    @pytest.mark.parametrize(
        ("way", "says"),
        [
            (Delivery(endless=True), "larger"),
            (Delivery(redirect="loop"), "more than 3 times"),
            (Delivery(redirect="https://example.org/clip.mp4"), "allowed"),
            (Delivery(redirect="http://169.254.169.254/latest/meta-data"), "https"),
            (Delivery(redirect="file:///etc/passwd"), "https"),
        ],
    )
    async def test_what_leads_astray_is_not_followed(
        self, emulator: ReplicateEmulator, clip: str, way: Delivery, says: str, tmp_path: Path
    ) -> None:
        emulator.faults.add(way, count=None)
        async with provider(emulator, limits=evolve(QUICK, result_bytes=1_000_000)).connect() as connection:
            with pytest.raises(CallFailed, match=says):
                await connection.download(clip, tmp_path / "a.mp4")
        assert list(tmp_path.iterdir()) == []

    async def test_a_result_that_is_missing_is_looked_for_again_and_then_lost(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, clip: str, tmp_path: Path
    ) -> None:
        async with replicate.connect() as connection:
            emulator.faults.add(Answer(status=404), on="download")
            await connection.download(clip, tmp_path / "a.mp4")
            emulator.clock.advance(minutes=61)
            with pytest.raises(CallLost, match="gone"):
                await connection.download(clip, tmp_path / "a.mp4")

    async def test_the_token_goes_to_the_api_only(
        self, emulator: ReplicateEmulator, replicate: ReplicateProvider, tmp_path: Path
    ) -> None:
        emulator.delivery_host = "localhost"
        async with replicate.connect() as connection:
            done = await over(connection, await made(connection))
            emulator.faults.add(Delivery(redirect="other host"))
            await connection.download(done.outputs[0], tmp_path / "a.mp4")
        told = {(seen.host.partition(":")[0], seen.has_token) for seen in emulator.requests}
        assert told == {("127.0.0.1", True), ("localhost", False)}
