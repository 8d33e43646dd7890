"""What every provider keeps to: one contract class, inherited by a test class per provider."""

from __future__ import annotations

import asyncio
import pickle
from base64 import b64decode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import anyio
import pytest

from luxvid.blobs import Blob
from luxvid.calls import SUCCEEDED, Job, Prediction
from luxvid.errors import CallFailed, CallLost, CallUnknown, InputRefused, Moderated
from luxvid.protocols import Connection, Provider, SendsWhole
from luxvid.storage import MemoryBlobs
from luxvid.tasks import side_by_side

JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8yb"
    "qmx5moq6T/wAALCAASACABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/ALwAAAf/2Q=="
)
"""A picture of 32 × 18 pixels; its bytes are on the cassettes."""


class World(Protocol):
    """A provider, and what a test can see and do behind it."""

    @property
    def provider(self) -> Provider:
        """The provider."""

    def job(self, prompt: str = "a slow dolly in") -> Job:
        """Return a job for a model of the provider's."""

    def paid(self) -> int:
        """Return how many calls were charged or will be."""

    def lose_answer(self) -> None:
        """Carry out the next create, but let its answer get lost."""

    def refuse(self) -> None:
        """Refuse the next create for its input."""

    def fail(self) -> None:
        """Let the next call fail as sensitive."""


class ProviderContract:
    """Inherit it and give a fixture `world`."""

    async def test_it_has_a_name_and_says_how_long_to_wait(self, world: World) -> None:
        provider = world.provider
        assert provider.name == world.job().provider
        assert provider.waiting.answer_s > 0
        assert provider.waiting.visible_s >= 0

    async def test_a_job_comes_home(self, world: World, tmp_path: Path) -> None:
        async with world.provider.connect() as connection:
            job = world.job()
            made = await connection.create(job, await wired(connection, job))
            done = await over(connection, made)
            assert (done.id, done.status, done.model) == (made.id, SUCCEEDED, job.model)
            await connection.download(done.outputs[0], tmp_path / "clip.mp4")
        assert (tmp_path / "clip.mp4").stat().st_size > 0
        assert world.paid() == 1

    async def test_every_upload_has_a_url_of_its_own(self, world: World) -> None:
        async with world.provider.connect() as connection:
            assert len({await connection.upload(await picture(), name="first.jpg") for _ in range(3)}) == 3
        assert world.paid() == 0

    async def test_each_create_is_a_call_of_its_own(self, world: World) -> None:
        async with world.provider.connect() as connection:
            job = world.job()
            input_ = await wired(connection, job)
            ids = {(await connection.create(job, input_)).id for _ in range(3)}
        assert len(ids) == world.paid() == 3

    async def test_many_go_side_by_side(self, world: World) -> None:
        made: list[Prediction] = []
        async with world.provider.connect() as connection:
            inputs = [await wired(connection, world.job(f"shot {number}")) for number in range(7)]

            async def buy(input_: dict[str, Any]) -> None:
                made.append(await over(connection, await connection.create(world.job(), input_)))

            async with side_by_side() as group:
                for input_ in inputs:
                    group.start_soon(buy, input_)
        assert {prediction.input["prompt"] for prediction in made} == {f"shot {number}" for number in range(7)}
        assert world.paid() == 7

    async def test_find_gives_the_job_and_no_other(self, world: World) -> None:
        async with world.provider.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            inputs = [await wired(connection, world.job(f"shot {number}")) for number in range(3)]
            ids = [(await connection.create(world.job(), input_)).id for input_ in inputs]
            for id_, input_ in zip(ids, inputs, strict=True):
                found = await connection.find(world.job(), input_, since=before)
                assert [prediction.id for prediction in found.predictions] == [id_]
                assert found.hidden == ()
            assert (await connection.find(world.job(), {"prompt": "never"}, since=before)).predictions == ()
            later = await connection.now() + timedelta(hours=1)
            assert (await connection.find(world.job(), inputs[0], since=later)).predictions == ()

    async def test_a_create_whose_answer_is_lost_is_unknown_and_found(self, world: World) -> None:
        async with world.provider.connect() as connection:
            before = await connection.now() - timedelta(seconds=5)
            input_ = await wired(connection, world.job())
            world.lose_answer()
            with pytest.raises(CallUnknown):
                await connection.create(world.job(), input_)
            found = await connection.find(world.job(), input_, since=before)
        assert len(found.predictions) == world.paid() == 1

    async def test_a_refused_input_says_so_and_costs_nothing(self, world: World) -> None:
        async with world.provider.connect() as connection:
            input_ = await wired(connection, world.job())
            world.refuse()
            with pytest.raises(InputRefused) as refused:
                await connection.create(world.job(), input_)
        assert world.paid() == 0
        assert type(pickle.loads(pickle.dumps(refused.value))) is InputRefused  # noqa: S301  our own bytes

    async def test_a_failed_call_says_of_what(self, world: World) -> None:
        async with world.provider.connect() as connection:
            input_ = await wired(connection, world.job())
            world.fail()
            done = await over(connection, await connection.create(world.job(), input_))
            assert done.status == "failed"
            assert isinstance(connection.failure(done), Moderated)

    async def test_a_cancelled_call_is_over(self, world: World) -> None:
        async with world.provider.connect() as connection:
            made = await connection.create(world.job(), await wired(connection, world.job()))
            cancelled = await connection.cancel(made.id)
            assert cancelled.id == made.id
            assert (await over(connection, made)).is_over

    async def test_what_nobody_knows_is_lost(self, world: World, tmp_path: Path) -> None:
        async with world.provider.connect() as connection:
            made = await over(connection, await connection.create(world.job(), await wired(connection, world.job())))
            with pytest.raises(CallLost):
                await connection.get("nothing0of0that0name")
            with pytest.raises(CallFailed):
                await connection.download(made.outputs[0].replace(made.id, "gone"), tmp_path / "clip.mp4")
        assert not (tmp_path / "clip.mp4").exists()

    async def test_a_create_that_is_cancelled_before_has_sent_nothing(self, world: World) -> None:
        async with world.provider.connect() as connection:
            if not (isinstance(connection, SendsWhole) and connection.sends_whole):
                pytest.skip("it does not promise that")
            input_ = await wired(connection, world.job())
            with anyio.CancelScope() as scope:
                scope.cancel()
                await connection.create(world.job(), input_)
            assert scope.cancelled_caught
        assert world.paid() == 0

    async def test_the_clock_goes_forward(self, world: World) -> None:
        async with world.provider.connect() as connection:
            first = await connection.now()
            assert isinstance(first, datetime)
            assert first.tzinfo is not None
            assert await connection.now() >= first

    def test_one_event_loop_after_another(self, world: World) -> None:
        async def upload() -> str:
            async with world.provider.connect() as connection:
                return await connection.upload(await picture(), name="first.jpg")

        assert asyncio.run(upload()) != asyncio.run(upload())


async def picture() -> Blob:
    return await MemoryBlobs().put(JPEG, media_type="image/jpeg")


async def wired(connection: Connection, job: Job) -> dict[str, Any]:
    """Return the job's input with a file's URL, which makes it unique."""
    return {**job.input, "image": await connection.upload(await picture(), name="first.jpg")}


async def over(connection: Connection, prediction: Prediction) -> Prediction:
    with anyio.fail_after(20):
        while not prediction.is_over:
            await anyio.sleep(0.02)
            prediction = await connection.get(prediction.id)
    return prediction
